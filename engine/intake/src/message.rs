//! Texts of defects, filled from their place and detail.

use model::{Defect, Detail, Lang};
use receipt::RecordKind;
use receipt::read::compiled;

/// What is wrong, in one sentence.
pub fn what(defect: &Defect, lang: Lang) -> String {
    fill(defect.kind.spec().what.in_lang(lang), defect, lang)
}

/// What to do about it, in one sentence.
pub fn advice(defect: &Defect, lang: Lang) -> String {
    fill(defect.kind.spec().advice.in_lang(lang), defect, lang)
}

/// The name of the field that a defect speaks of.
pub fn field_name(defect: &Defect, lang: Lang) -> Option<String> {
    let column =
        defect.place.record.and_then(RecordKind::from_id).and_then(compiled)?.column(defect.place.field?)?;
    Some(match lang {
        Lang::Ja => column.name(),
        Lang::En => {
            column.ordinal.map_or_else(|| column.field.en.to_owned(), |n| format!("{} {n}", column.field.en))
        }
    })
}

/// A text with gaps for its placeholders, for tables.
pub(crate) fn spoken(template: &str, lang: Lang) -> String {
    let gap = match lang {
        Lang::Ja => "○",
        Lang::En => "…",
    };
    ["{record}", "{field}", "{a}", "{b}", "{c}"]
        .iter()
        .fold(template.to_owned(), |text, name| text.replace(name, gap))
}

fn fill(template: &str, defect: &Defect, lang: Lang) -> String {
    let said = |number: i64| number.to_string();
    let [a, b, c] = match defect.detail {
        Detail::None => Default::default(),
        Detail::One(a) => [said(a), String::new(), String::new()],
        Detail::Two(a, b) => [said(a), said(b), String::new()],
        Detail::Three(a, b, c) => [said(a), said(b), said(c)],
        Detail::Name(name) => [name.to_owned(), String::new(), String::new()],
    };
    let record = defect.place.record.map_or_else(|| "-".to_owned(), |id| id.to_string());
    let item = || defect.place.field.map_or_else(String::new, |n| n.to_string());
    template
        .replace("{record}", &record)
        .replace("{field}", &field_name(defect, lang).unwrap_or_else(item))
        .replace("{a}", &a)
        .replace("{b}", &b)
        .replace("{c}", &c)
}

#[cfg(test)]
mod tests {
    use model::{DefectKind, Lang};

    use super::{advice, what};
    use crate::examples;

    #[test]
    fn texts_name_record_item_and_numbers() {
        let of = |kind| examples::of_kind(kind).and_then(examples::Example::defect);
        let said = |kind, lang| of(kind).map(|defect| what(&defect, lang)).unwrap_or_default();
        assert_eq!(
            said(DefectKind::DaysSum, Lang::Ja),
            "回数と算定日情報の合計が一致しません（算定日の合計1回、回数2回）"
        );
        assert_eq!(said(DefectKind::RequiredMissing, Lang::Ja), "REの「レセプト種別」が記録されていません");
        assert_eq!(said(DefectKind::RequiredMissing, Lang::En), "`receipt type` of RE is missing");
        assert_eq!(
            said(DefectKind::FundsNotOfType, Lang::Ja),
            "レセプト種別1122では公費レコード（KO）は1個ですが、0個記録されています"
        );
    }

    #[test]
    fn no_text_keeps_a_placeholder_or_shows_a_person() {
        for defect in examples::ALL.iter().flat_map(examples::Example::defects) {
            for lang in [Lang::Ja, Lang::En] {
                let texts = [what(&defect, lang), advice(&defect, lang)];
                for text in &texts {
                    assert!(!text.is_empty() && !text.contains(['{', '}']), "{text}");
                    let personal = ["見本　患者", "１２３", "４５６", "1980"];
                    assert!(!personal.iter().any(|part| text.contains(part)), "{text}");
                }
            }
        }
    }
}
