//! One field as its form has it, when there is one way only.

use encoding_rs::SHIFT_JIS;
use receipt::layout::{Column, Mode, Need, Shape, Width};
use receipt::{Encoding, RecordKind, form};

use super::kinds::Kind;
use super::widths::{full, half, is_half_kana};

/// A field that is looked at.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub kind: RecordKind,
    pub item: u8,
    pub column: &'a Column,
}

/// 保険者番号 of HO.
const INSURER: (RecordKind, u8) = (RecordKind::Ho, 2);
/// 受給者番号 of KO.
const BENEFICIARY: (RecordKind, u8) = (RecordKind::Ko, 3);

/// How a field is to be written; `None` when it is right, or nobody can tell.
pub(super) fn mended(at: At<'_>, written: &[u8]) -> Option<(Vec<Kind>, Vec<u8>)> {
    if at.column.field.need == Need::Reserved {
        return (!written.is_empty()).then(|| (vec![Kind::Reserved], Vec::new()));
    }
    let before = text_of(written)?;
    let mut kinds = Vec::new();
    let mut text = before.clone();
    for (kind, step) in STEPS {
        if let Some(next) = step(at, &text).filter(|next| *next != text) {
            text = next;
            kinds.push(*kind);
        }
    }
    let after = bytes_of(&text)?;
    let missing = after.is_empty() && at.column.field.need == Need::Required;
    (after != written && !missing && is_right(at.column, &after)).then_some((kinds, after))
}

type Step = fn(At<'_>, &str) -> Option<String>;

/// What may be done, in this order.
const STEPS: &[(Kind, Step)] = &[
    (Kind::Quotes, unquoted),
    (Kind::Half, half_width),
    (Kind::Full, full_width),
    (Kind::Blanks, trimmed),
    (Kind::Zeros, without_zeros),
    (Kind::Case, capital),
    (Kind::Era, gregorian),
    (Kind::InsurerBlanks, insurer),
    (Kind::BeneficiaryZeros, beneficiary),
];

/// The text, when its bytes are characters that come back as the same bytes.
fn text_of(bytes: &[u8]) -> Option<String> {
    let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes)?;
    (bytes_of(&text)? == bytes).then(|| text.into_owned())
}

pub(super) fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, failed) = SHIFT_JIS.encode(text);
    (!failed).then(|| bytes.into_owned())
}

/// Whether a value has no fault of form. One with a comma would be two: every item behind it would move.
fn is_right(column: &Column, value: &[u8]) -> bool {
    let mut right = !value.contains(&b',');
    if !value.is_empty() {
        form::faults(column, value, Encoding::Cp932, |_| right = false);
    }
    right
}

fn unquoted(_: At<'_>, text: &str) -> Option<String> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    (!inside.contains('"')).then(|| inside.to_owned())
}

fn half_width(at: At<'_>, text: &str) -> Option<String> {
    matches!(at.column.field.mode, Mode::Digits | Mode::Ascii).then(|| half(text)).flatten()
}

/// Fields of either width become full-width only when a character has no other width: then nothing else can be meant.
fn full_width(at: At<'_>, text: &str) -> Option<String> {
    let must = match at.column.field.mode {
        Mode::Kanji => true,
        Mode::AsciiOrKanji => text.chars().any(is_half_kana) || half(text.trim_end()).is_none(),
        Mode::Digits | Mode::Ascii => false,
    };
    must.then(|| full(text))
}

const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}')
}

fn trimmed(at: At<'_>, text: &str) -> Option<String> {
    let field = at.column.field;
    Some(match (field.mode, field.width) {
        (Mode::Digits, _) => text.trim_matches(is_blank).to_owned(),
        // What fills a fixed field of letters stands at its head.
        (_, Width::Fixed) if (at.kind, at.item) == INSURER => text.trim_matches(is_blank).to_owned(),
        (_, Width::Fixed) => return None,
        (_, Width::Variable) => text.trim_end_matches(is_blank).to_owned(),
    })
}

fn without_zeros(at: At<'_>, text: &str) -> Option<String> {
    let (sign, digits) = match (at.column.field.shape, text.strip_prefix('-')) {
        (Shape::Signed, Some(digits)) => ("-", digits),
        (Shape::Number | Shape::Signed | Shape::Decimal { .. }, _) => ("", text),
        _ => return None,
    };
    let is_decimal = matches!(at.column.field.shape, Shape::Decimal { .. });
    let (whole, part) = match digits.split_once('.') {
        Some((whole, part)) if is_decimal => (whole, part.trim_end_matches('0')),
        Some(_) => return None,
        None => (digits, ""),
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let dot = if part.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{dot}{part}"))
}

fn capital(at: At<'_>, text: &str) -> Option<String> {
    let Shape::Code(table) = at.column.field.shape else { return None };
    let capital = text.to_ascii_uppercase();
    (table.meaning(text.as_bytes()).is_none() && table.meaning(capital.as_bytes()).is_some())
        .then_some(capital)
}

fn gregorian(at: At<'_>, text: &str) -> Option<String> {
    match (at.column.field.shape, text.len()) {
        (Shape::Date, 7) => form::to_date(text.as_bytes()).map(|day| format!("{:08}", day.number())),
        (Shape::Month, 5) => form::to_month(text.as_bytes()).map(|month| format!("{:06}", month.number())),
        _ => None,
    }
}

/// Six digits are a whole number of 国民健康保険; any other length has lost something.
fn insurer(at: At<'_>, text: &str) -> Option<String> {
    let is_whole = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    ((at.kind, at.item) == INSURER && is_whole).then(|| format!("{text:>8}"))
}

fn beneficiary(at: At<'_>, text: &str) -> Option<String> {
    let is_short = (1..7).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    ((at.kind, at.item) == BENEFICIARY && is_short).then(|| format!("{text:0>7}"))
}
