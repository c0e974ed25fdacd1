//! What is wrong with the form of a field, by the grammar of its layout.

use model::{Date, DefectKind, Detail, Month};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::combinator::{all_consuming, eof, opt, recognize};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};
use receipt::Encoding;
use receipt::layout::{Field, Mode, Shape, Table, Width};

use super::characters::{Character, Class, characters, width};
use super::values;

/// One fault in the form of a field.
pub type Fault = (DefectKind, Detail);

/// Everything that is wrong with a field that is not blank.
pub fn faults(field: &Field, value: &[u8], encoding: Encoding) -> Vec<Fault> {
    let text = characters(value, encoding);
    let by_shape = match field.shape {
        Shape::Plain => plain(field, value, &text),
        Shape::Katakana => katakana(field, value, &text),
        Shape::Number => number(field, value, &text, all_consuming(unsigned).parse(value).is_ok(), 0),
        Shape::Signed => {
            let sign = usize::from(value.first() == Some(&b'-'));
            number(field, value, &text, all_consuming(signed).parse(value).is_ok(), sign)
        }
        Shape::Decimal { int, frac } => decimal(value, int.into(), frac.into()),
        Shape::Date => {
            calendar(gregorian_date(value), values::era_date(value).is_some(), DefectKind::BadDate)
        }
        Shape::Month => {
            calendar(gregorian_month(value), values::era_month(value).is_some(), DefectKind::BadMonth)
        }
        Shape::Code(table) if table.meaning(value).is_some() => vec![],
        Shape::Code(table) => vec![(DefectKind::NotInTable, Detail::Name(table.number))],
        Shape::CodeList { each, table } => code_list(field, value, &text, each, table),
    };
    if by_shape.is_empty() && strange(&text).is_empty() {
        vec![]
    } else {
        [strange(&text), by_shape].concat()
    }
}

/// Characters that no field may have.
fn strange(text: &[Character]) -> Vec<Fault> {
    let told = |kind, found: Option<&Character>| found.map(|c| (kind, Detail::Two(0, c.at)));
    [
        told(DefectKind::BadCharacter, text.iter().find(|c| c.class == Class::Bad)),
        told(DefectKind::BadCharacter, text.iter().find(|c| c.is_control())),
        told(DefectKind::Gaiji, text.iter().find(|c| c.class == Class::Gaiji)),
        told(DefectKind::Quote, text.iter().find(|c| c.bytes == b"\"")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn plain(field: &Field, value: &[u8], text: &[Character]) -> Vec<Fault> {
    let at = |found: Option<&Character>| found.map_or(0, |c| c.at);
    let first_half = at(text.iter().find(|c| c.class.is_half()));
    let first_other = at(text.iter().find(|c| c.class.is_wide() || c.class == Class::HalfKana));
    let kana = text.iter().any(|c| c.class == Class::HalfKana);
    let mut faults = length(field, text);
    match field.mode {
        Mode::Digits => faults.extend(not_digit(value, 0)),
        Mode::Ascii if first_other != 0 => faults.push((DefectKind::NotAscii, Detail::Two(0, first_other))),
        Mode::Kanji if first_half != 0 => faults.push((DefectKind::NotFullWidth, Detail::Two(0, first_half))),
        Mode::AsciiOrKanji if first_half != 0 && text.iter().any(|c| c.class.is_wide()) => {
            faults.push((DefectKind::MixedWidth, Detail::None));
        }
        Mode::AsciiOrKanji if kana => faults.push((DefectKind::NotAscii, Detail::Two(0, first_other))),
        _ => {}
    }
    if field.mode != Mode::Digits
        && field.width == Width::Variable
        && text.last().is_some_and(Character::is_blank)
    {
        faults.push((DefectKind::TrailingSpace, Detail::None));
    }
    faults
}

/// Full-width text, of which what is a standard character must be katakana; blanks at the end are told as such.
fn katakana(field: &Field, value: &[u8], text: &[Character]) -> Vec<Fault> {
    let mut faults = plain(field, value, text);
    let written = text.iter().rposition(|c| !c.is_blank()).map_or(0, |last| last + 1);
    let other = text[..written].iter().find(|c| c.class == Class::Full && !c.is_katakana());
    let place = faults.iter().position(|f| f.0 == DefectKind::TrailingSpace).unwrap_or(faults.len());
    faults.splice(place..place, other.map(|c| (DefectKind::NotKatakana, Detail::Two(0, c.at))));
    faults
}

fn length(field: &Field, text: &[Character]) -> Vec<Fault> {
    let (max, width) = (i64::from(field.max), width(text));
    match field.width {
        Width::Fixed if width != max => vec![(DefectKind::WrongLength, Detail::Two(max, width))],
        Width::Variable if width > max => vec![(DefectKind::TooLong, Detail::Two(max, width))],
        _ => vec![],
    }
}

fn not_digit(value: &[u8], from: usize) -> Option<Fault> {
    let at = (from..value.len()).find(|&i| !value[i].is_ascii_digit())?;
    Some((DefectKind::NotDigits, Detail::Two(0, at as i64 + 1)))
}

fn some_digits(input: &[u8]) -> IResult<&[u8], &[u8]> {
    take_while1(|b: u8| b.is_ascii_digit()).parse(input)
}

/// Nought, or digits of which the first is another.
fn unsigned(input: &[u8]) -> IResult<&[u8], &[u8]> {
    let nought = terminated(tag("0"), eof);
    alt((nought, nom::combinator::verify(some_digits, |digits: &[u8]| digits[0] != b'0'))).parse(input)
}

fn signed(input: &[u8]) -> IResult<&[u8], &[u8]> {
    recognize(preceded(opt(tag("-")), unsigned)).parse(input)
}

fn number(field: &Field, value: &[u8], text: &[Character], clean: bool, sign: usize) -> Vec<Fault> {
    let mut faults = length(field, text);
    if clean {
        return faults;
    }
    let digits = &value[sign..];
    faults.push(match not_digit(value, sign) {
        Some(fault) => fault,
        None if digits.is_empty() => (DefectKind::NotDigits, Detail::Two(0, 1)),
        None => (DefectKind::SpareZeros, Detail::None),
    });
    faults
}

fn decimal(value: &[u8], int: usize, frac: usize) -> Vec<Fault> {
    let broken = vec![(DefectKind::DecimalForm, Detail::Two(int as i64, frac as i64))];
    let grammar = (some_digits, opt(preceded(tag("."), some_digits)));
    let Ok((_, (whole, part))) = all_consuming(grammar).parse(value) else { return broken };
    let zeros = whole[..whole.len() - 1].iter().take_while(|&&b| b == b'0').count();
    let ends = part.unwrap_or_default().iter().rev().take_while(|&&b| b == b'0').count();
    let part_len = part.unwrap_or_default().len();
    if whole.len() - zeros > int || part_len - ends > frac {
        return broken;
    }
    // A number too long to be held is not told apart from any other wrong one.
    match (zeros, ends) {
        (0, 0) => vec![],
        _ if whole.len() > 13 || part_len > 5 => broken,
        _ => vec![(DefectKind::SpareZeros, Detail::None)],
    }
}

fn gregorian_date(value: &[u8]) -> bool {
    value.len() == 8 && values::number(value).and_then(Date::from_number).is_some()
}

fn gregorian_month(value: &[u8]) -> bool {
    value.len() == 6 && values::number(value).and_then(Month::from_number).is_some()
}

fn calendar(clean: bool, era: bool, kind: DefectKind) -> Vec<Fault> {
    match (clean, era) {
        (true, _) => vec![],
        (false, true) => vec![(DefectKind::EraDate, Detail::None)],
        (false, false) => vec![(kind, Detail::None)],
    }
}

fn code_list(
    field: &Field,
    value: &[u8],
    text: &[Character],
    each: u8,
    table: Option<&'static Table>,
) -> Vec<Fault> {
    let mut faults = length(field, text);
    if !value.len().is_multiple_of(usize::from(each)) {
        faults.push((DefectKind::ListLength, Detail::Two(each.into(), width(text))));
        return faults;
    }
    match table {
        Some(t) if value.chunks(each.into()).all(|code| t.meaning(code).is_some()) => {}
        Some(t) => faults.push((DefectKind::NotInTable, Detail::Name(t.number))),
        None => faults.extend(not_digit(value, 0)),
    }
    faults
}
