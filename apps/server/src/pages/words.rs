//! Words that several pages show: dispositions, conclusions, queues, months, times.

use chrono::Timelike;
use desk::CheckedReceipt;
use maud::{Markup, html};
use model::{Certainty, Conclusion, Lang, Text};

use crate::outcome;

/// What becomes of a receipt, as a clinic reads it before filing.
pub const fn disposition(slug: &str) -> Text {
    match slug.as_bytes() {
        b"accepted" => Text::new("請求どおりの見込み", "as claimed"),
        b"assessed" => Text::new("査定の見込み", "would be cut"),
        b"returned" => Text::new("返戻の見込み", "would be returned"),
        b"review" => Text::new("人が確認する見込み", "somebody would look"),
        b"open" => Text::new("指摘なし（一部点検できず）", "nothing said, not all checked"),
        b"excluded" => Text::new("指摘をすべて除外", "every finding excluded"),
        _ => Text::new("受付不能", "cannot be received"),
    }
}

/// Who would look at it.
pub const fn queue(slug: &str) -> Text {
    match slug.as_bytes() {
        b"staff" => Text::new("職員", "staff"),
        b"committee" => Text::new("審査委員会", "committee"),
        b"priority" => Text::new("重点審査", "priority review"),
        b"headquarters" => Text::new("本部（特別審査）", "headquarters"),
        _ => Text::new("裁定者", "arbiter"),
    }
}

/// A level of the official list, as a clinic reads it (see `model::Level`).
pub const fn level(slug: &str) -> Text {
    match slug.as_bytes() {
        b"L1" => Text::new("L1 ファイルごと受付不能", "L1 the whole file is refused"),
        b"L2" => Text::new("L2 レセプトが受付不能", "L2 the receipt is refused"),
        b"L3" => Text::new("L3 返戻されやすい", "L3 likely to be returned"),
        b"L4" => Text::new("L4 要確認", "L4 to be looked at"),
        b"L48" => Text::new("L48 お知らせ", "L48 told only"),
        _ => Text::new("L7 算定ルール", "L7 rules of the fee schedule"),
    }
}

/// What a finding asks for.
pub fn conclusion(slug: &str) -> Text {
    let known = Conclusion::ALL.into_iter().find(|one| one.slug() == slug);
    known.map_or(Text::new("", ""), Conclusion::name)
}

/// How sure a finding is.
pub fn certainty(slug: &str) -> Text {
    let all = [Certainty::Definite, Certainty::Review, Certainty::Notice];
    all.into_iter().find(|one| one.slug() == slug).map_or(Text::new("", ""), Certainty::name)
}

/// Why points are open: a sentence, where only its name was kept.
pub fn doubt(kept: &str, lang: Lang) -> String {
    ::outcome::Doubt::of_slug(kept).map_or_else(|| kept.to_owned(), |doubt| doubt.message(lang))
}

/// A disposition as a mark.
pub fn disposition_mark(slug: &str, lang: Lang) -> Markup {
    html! { span class={ "mark " (slug) } { (disposition(slug).in_lang(lang)) } }
}

/// What comes of a receipt as a mark, with who would look at it.
pub fn outcome_mark(of: &CheckedReceipt, lang: Lang) -> Markup {
    let slug = outcome::of(of);
    let queue = outcome::queue(of);
    html! {
        (disposition_mark(slug, lang))
        @if let Some(queue) = queue { " " span.faint.small { (self::queue(queue).in_lang(lang)) } }
    }
}

/// A conclusion as a mark.
pub fn conclusion_mark(slug: &str, lang: Lang) -> Markup {
    html! { span class={ "mark " (slug) } { (conclusion(slug).in_lang(lang)) } }
}

/// A month of service, as people write it.
pub fn month(number: Option<u32>, lang: Lang) -> String {
    let Some(month) = number.and_then(model::Month::from_number) else { return "-".to_owned() };
    match lang {
        Lang::Ja => month.to_string(),
        Lang::En => format!("{:04}-{:02}", month.number() / 100, month.number() % 100),
    }
}

// SPEC: 標準時ニ関スル件（明治28年勅令第167号）: nine hours before Greenwich, no summer time.
const JAPAN: i64 = 9 * 60 * 60;

/// A time of the clock, in Japan.
pub fn time(seconds: i64) -> String {
    let at = chrono::DateTime::from_timestamp(seconds.saturating_add(JAPAN), 0);
    let Some(at) = at.map(|at| at.naive_utc()) else { return String::new() };
    let (day, hour, minute) = (at.date(), at.time().hour(), at.time().minute());
    format!("{day} {hour:02}:{minute:02}")
}

/// Who did something: the name of an account, or whoever is at this machine where nobody has one.
pub fn who(name: &str, lang: Lang) -> &str {
    match name {
        "here" => Text::new("この機械の利用者", "somebody at this machine").in_lang(lang),
        name => name,
    }
}

/// The day of the clock, in Japan.
pub fn today(now: store::Now) -> model::Date {
    let at = chrono::DateTime::from_timestamp(now.0.saturating_add(JAPAN), 0).unwrap_or_default();
    model::Date::from_chrono(at.date_naive()).unwrap_or(model::Date::FIRST)
}

/// A number with its thousands apart.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{grouped, time};

    #[test]
    fn numbers_and_times() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(-1_234_567), "-1,234,567");
        assert_eq!(grouped(999), "999");
        assert_eq!(time(0), "1970-01-01 09:00");
    }
}
