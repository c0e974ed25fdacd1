//! Texts of coded comments: what the pattern of a comment says must be written, and nothing else.
//!
//! [`check_text`] is pure and takes any text: one grammar a pattern, each in its own file.
//!
//! SPEC: マスターファイル仕様説明書（令和6年度版）３（６） item 4 (patterns) and items 10 to 17 (columns and digits of pattern
//! 40). Its 別紙６－１ and ６－２, which show the ways of writing, were not available to the authors: what they may add is
//! not checked, and faults in form are left to a person. Digits are full-width, as every text of a comment (モード 漢字).

mod digits;
mod p31_procedure;
mod p40_columns;
mod p42_number;
mod p50_date;
mod p51_time;
mod p52_minutes;
mod p53_day_time;
mod p80_date_number;
mod p90_body_parts;

use masters::{DigitField, Lookup};
use model::{CommentCode, Lang, Text};
use nom::IResult;

use super::case::Case;
use super::rules::{self, Rule};
use super::{Missing, Outcome};

/// What is wrong with the text of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// Nothing is written though the pattern needs something.
    Missing,
    /// What is written is not what the pattern says.
    Form,
    /// What the pattern says is followed by more, or the pattern needs no text.
    Unneeded,
}

/// A grammar: takes what belongs to the pattern from the start of a text.
type Grammar = fn(&str) -> IResult<&str, ()>;

/// How the text of a pattern is written.
enum Writing {
    /// 20: nothing.
    Nothing,
    /// 10 and 30: any text.
    Free,
    /// 40: as many digits as the comment has places.
    Columns,
    /// The others.
    Grammar(Grammar),
}

const fn writing(pattern: u8) -> Option<Writing> {
    Some(match pattern {
        10 | 30 => Writing::Free,
        20 => Writing::Nothing,
        31 => Writing::Grammar(p31_procedure::grammar),
        40 => Writing::Columns,
        42 => Writing::Grammar(p42_number::grammar),
        50 => Writing::Grammar(p50_date::grammar),
        51 => Writing::Grammar(p51_time::grammar),
        52 => Writing::Grammar(p52_minutes::grammar),
        53 => Writing::Grammar(p53_day_time::grammar),
        80 => Writing::Grammar(p80_date_number::grammar),
        90 => Writing::Grammar(p90_body_parts::grammar),
        _ => return None,
    })
}

/// What a pattern asks for, for people.
pub const fn asks_for(pattern: u8) -> Text {
    match pattern {
        31 => Text::new("診療行為コード（全角9桁）", "a procedure code (nine full-width digits)"),
        40 => Text::new(
            "コメント文の空欄の桁数の数字（全角）",
            "full-width digits for the blanks of the comment",
        ),
        42 => Text::new("数値（全角数字）", "a number in full-width digits"),
        50 => Text::new(
            "和暦年月日（元号1桁＋年月日6桁、全角）",
            "a day of the era calendar (GYYMMDD, full-width)",
        ),
        51 => Text::new("時刻（時分4桁、全角）", "a time (hhmm, full-width)"),
        52 => Text::new("時間（分5桁、全角）", "minutes (five full-width digits)"),
        53 => Text::new("日時（日時分6桁、全角）", "day and time (ddhhmm, full-width)"),
        80 => Text::new(
            "和暦年月日7桁と数値8桁（全角）",
            "a day (GYYMMDD) and a number of eight places, full-width",
        ),
        90 => Text::new(
            "部位の修飾語コード（全角4桁）",
            "modifiers of body parts (four full-width digits each)",
        ),
        20 => Text::new("文字データなし", "no text"),
        _ => Text::new("文字データ", "a text"),
    }
}

/// Whether a text is what a pattern asks for. `columns` are the places of pattern 40 (レセプト編集情報); other patterns
/// do not use them. A pattern that is not in the specification is never wrong.
///
/// # Errors
/// Says what is wrong.
pub fn check_text(pattern: u8, columns: &[DigitField], text: &str) -> Result<(), TextFault> {
    let blank = text.chars().all(char::is_whitespace);
    match writing(pattern) {
        None => Ok(()),
        Some(Writing::Nothing) if text.is_empty() => Ok(()),
        Some(Writing::Nothing) => Err(TextFault::Unneeded),
        Some(_) if blank => Err(TextFault::Missing),
        Some(Writing::Free) => Ok(()),
        // Without places nothing can be told of the digits.
        Some(Writing::Columns) if columns.is_empty() => Ok(()),
        Some(Writing::Columns) => rest(p40_columns::places(columns, text)),
        Some(Writing::Grammar(grammar)) => rest(grammar(text)),
    }
}

fn rest(parsed: IResult<&str, ()>) -> Result<(), TextFault> {
    match parsed {
        Ok(("", ())) => Ok(()),
        // One digit too many is a wrong number, not a remark behind a right one.
        Ok((more, ())) if more.chars().next().is_some_and(digits::is_digit) => Err(TextFault::Form),
        Ok(_) => Err(TextFault::Unneeded),
        Err(_) => Err(TextFault::Form),
    }
}

/// Checks the texts of all comments of a receipt.
pub fn check(case: &Case<'_>, outcome: &mut Outcome) {
    let comments = &case.receipt.batch.comments;
    for index in case.receipt.comments() {
        let values = comments.code.get(index).zip(comments.row.get(index)).zip(comments.item.get(index));
        let Some(((&code, &row), &item)) = values else { continue };
        if code != 0 {
            one(case, outcome, code, row, item);
        }
    }
}

fn one(case: &Case<'_>, outcome: &mut Outcome, code: u32, row: u32, item: u8) {
    let lookup = case.in_month(|day| case.masters.comment(CommentCode(code), day));
    let pattern = pattern_of(code);
    let columns: Vec<DigitField> = match lookup {
        Lookup::CannotTell(cause) if matches!(writing(pattern), Some(Writing::Columns)) => {
            outcome.cannot_tell(case, &rules::COMMENT_TEXT_FORM, Missing::Master(cause));
            return;
        }
        Lookup::CannotTell(_) => Vec::new(),
        // A code that no master knows is told by `codes`.
        Lookup::Unknown => return,
        known => known.row().map(|comment| comment.digit_fields().collect()).unwrap_or_default(),
    };
    let text = case.receipt.batch.text(row, item);
    let Err(fault) = check_text(pattern, &columns, &text) else { return };
    let lang: Lang = case.config.lang;
    let place = vec![case.subject_row(row, Some(code))];
    let asks = asks_for(pattern).in_lang(lang);
    case.tell(outcome, rule_of(fault), place, 0, [&format!("{code:09}"), asks]);
    if let (Some(comment), false) = (lookup.row(), columns.is_empty()) {
        case.rests_on(outcome, comment.row(), &[10, 11, 12, 13, 14, 15, 16, 17]);
    }
}

/// The pattern that a comment code holds.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３（６） item 23: 8, the pattern in two digits, six digits of a serial number.
const fn pattern_of(code: u32) -> u8 {
    (code / 1_000_000 % 100) as u8
}

const fn rule_of(fault: TextFault) -> &'static Rule {
    match fault {
        TextFault::Missing => &rules::COMMENT_TEXT_MISSING,
        TextFault::Form => &rules::COMMENT_TEXT_FORM,
        TextFault::Unneeded => &rules::COMMENT_TEXT_UNNEEDED,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_with;
    use super::{TextFault, check_text};

    #[test]
    fn free_and_fixed_texts() {
        assert_eq!(check_text(10, &[], "疼痛時"), Ok(()));
        assert_eq!(check_text(10, &[], ""), Err(TextFault::Missing));
        assert_eq!(check_text(30, &[], "　"), Err(TextFault::Missing));
        assert_eq!(check_text(20, &[], ""), Ok(()));
        assert_eq!(check_text(20, &[], "初回"), Err(TextFault::Unneeded));
        assert_eq!(check_text(99, &[], "何でも"), Ok(()));
    }

    #[test]
    fn a_remark_behind_the_right_text_is_only_told() {
        assert_eq!(check_text(50, &[], "５０６０４１０"), Ok(()));
        assert_eq!(check_text(50, &[], "５０６０４１０／実施年月日"), Err(TextFault::Unneeded));
        assert_eq!(check_text(50, &[], "５０６０４１００"), Err(TextFault::Form));
    }

    #[test]
    fn comments_of_a_receipt_are_checked() {
        let with = |record: &'static str| [("GO,", record)];
        check_with(&with("CO,99,1,850100001,５０６０６０１\nGO,"), &[]);
        check_with(&with("CO,99,1,850100001,令和６年６月\nGO,"), &["comment-text-form@8"]);
        check_with(&with("CO,99,1,850100001\nGO,"), &["comment-text-missing@8"]);
        check_with(&with("CO,99,1,820000001,あり\nGO,"), &["comment-text-unneeded@8"]);
        check_with(&with("CO,99,1,840000001,０２\nGO,"), &[]);
        check_with(&with("CO,99,1,840000001,２\nGO,"), &["comment-text-form@8"]);
        let line = "SI,12,1,112007410,,75,1,,,,,,,,,,,1";
        check_with(&[(line, "SI,12,1,112007410,,75,1,810000001,,,,,,,,,,1")], &["comment-text-missing@6"]);
    }
}
