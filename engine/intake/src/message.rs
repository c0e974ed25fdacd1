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

/// A text with its placeholders as words, for tables: `{a}` stays a letter.
pub(crate) fn spoken(template: &str, lang: Lang) -> String {
    let (record, field) = match lang {
        Lang::Ja => ("レコード", "項目"),
        Lang::En => ("the record", "the item"),
    };
    template
        .replace("{record}", record)
        .replace("{field}", field)
        .replace("`the item`", "the item")
        .replace("{a}", "a")
        .replace("{b}", "b")
}

fn fill(template: &str, defect: &Defect, lang: Lang) -> String {
    let (a, b) = match defect.detail {
        Detail::None => (String::new(), String::new()),
        Detail::One(a) => (a.to_string(), String::new()),
        Detail::Two(a, b) => (a.to_string(), b.to_string()),
        Detail::Name(name) => (name.to_owned(), String::new()),
    };
    let record = defect.place.record.map_or_else(|| "-".to_owned(), |id| id.to_string());
    let item = || defect.place.field.map_or_else(String::new, |n| n.to_string());
    template
        .replace("{record}", &record)
        .replace("{field}", &field_name(defect, lang).unwrap_or_else(item))
        .replace("{a}", &a)
        .replace("{b}", &b)
}
