//! The words of findings of eligibility, in both languages.

use model::{Lang, Text};

/// A kind of finding: its name, its sentence and what to do.
pub(crate) struct Rule {
    pub name: &'static str,
    pub message: Text,
    pub advice: Text,
}

const CARD: Text = Text::new(
    "保険者番号・記号・番号・枝番・生年月日を資格確認の結果と照らしてください",
    "hold insurer, symbol, number, branch number and birthday against the confirmation of entitlement",
);

pub(crate) const LOST: Rule = Rule {
    name: "eligibility:lost",
    message: Text::new(
        "資格喪失後の診療日があります",
        "there are days of service after entitlement was lost",
    ),
    advice: Text::new(
        "喪失した資格です。新しい資格を確認してください",
        "this entitlement was lost; confirm the new one",
    ),
};

pub(crate) const NOT_YET: Rule = Rule {
    name: "eligibility:not-yet",
    message: Text::new("資格取得前の診療日があります", "there are days of service before entitlement began"),
    advice: Text::new("診療日の資格を確認してください", "confirm the entitlement on the day of service"),
};

pub(crate) const NONE: Rule = Rule {
    name: "eligibility:none",
    message: Text::new(
        "該当する資格がありません（記号・番号の該当なし）",
        "no such entitlement (symbol and number are not known)",
    ),
    advice: CARD,
};

pub(crate) const NO_SUCH_PERSON: Rule = Rule {
    name: "eligibility:no-such-person",
    message: Text::new(
        "記号・番号は該当しますが、生年月日・性別・枝番の合う人がありません",
        "symbol and number are known, but nobody on the card has this birthday, sex and branch number",
    ),
    advice: CARD,
};

pub(crate) const SEVERAL: Rule = Rule {
    name: "eligibility:several",
    message: Text::new(
        "該当する人が複数あり、一人に決まりません",
        "several persons fit, and it cannot be told which one is meant",
    ),
    advice: Text::new("枝番を確認してください", "confirm the branch number"),
};

/// 確認区分 as the receipt has it, when an agency or insurer wrote it (別表２９).
pub(crate) fn confirmed(class: u8, lang: Lang) -> String {
    let code = format!("{class:02}");
    let name = receipt::tables::CONFIRMATION.codes.iter().find(|(known, _)| *known == code);
    match (name, lang) {
        (Some((code, name)), Lang::Ja) => format!("（確認区分 {code} {name}）"),
        (Some((code, _)), Lang::En) => format!(" (kind of confirmation {code})"),
        (None, _) => String::new(),
    }
}
