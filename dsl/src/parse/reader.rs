//! Runs the grammar on a clause, and reads literals, names and paths off its pairs.

use std::cell::RefCell;

use model::{Date, Month};
use pest::Parser;
use pest::iterators::Pair;

use super::{Grammar, Rule, depth, syntax_error, whole};
use crate::ast::{Code, Day, DayMonth, Name, Number, Path, Span, Spanned};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};
use crate::vocabulary::{Unit, canonical};

/// How many steps the reading of one clause may take; the longest example takes less than a tenth.
const MOST_STEPS: usize = 1_000_000;

/// A piece of the tree that pest makes.
pub(super) type P<'t> = Pair<'t, Rule>;

/// The children that say something: words of the grammar alone do not.
pub(super) fn children(pair: P<'_>) -> impl Iterator<Item = P<'_>> {
    pair.into_inner().filter(|p| !is_word(p.as_rule()))
}

const fn is_word(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::k_after
            | Rule::k_all
            | Rule::k_among
            | Rule::k_and
            | Rule::k_ask
            | Rule::k_assess
            | Rule::k_band
            | Rule::k_before
            | Rule::k_but
            | Rule::k_certainty
            | Rule::k_during
            | Rule::k_every
            | Rule::k_first
            | Rule::k_flag
            | Rule::k_from
            | Rule::k_history
            | Rule::k_holds
            | Rule::k_in
            | Rule::k_institution
            | Rule::k_its
            | Rule::k_less
            | Rule::k_more
            | Rule::k_no
            | Rule::k_not
            | Rule::k_notice
            | Rule::k_of
            | Rule::k_on
            | Rule::k_otherwise
            | Rule::k_out
            | Rule::k_plus
            | Rule::k_rank
            | Rule::k_reason
            | Rule::k_repair
            | Rule::k_return
            | Rule::k_run
            | Rule::k_some
            | Rule::k_stop
            | Rule::k_the
            | Rule::k_then
            | Rule::k_to
            | Rule::k_true
            | Rule::k_unknown
            | Rule::k_unless
            | Rule::k_when
            | Rule::k_where
            | Rule::k_within
            | Rule::EOI
    )
}

/// Reads one clause; collects what is wrong in it.
pub(super) struct Reader<'t> {
    text: &'t str,
    body: Span,
    found: RefCell<Vec<Diagnostic>>,
}

/// The error once more, with the words of the grammar that were looked for where reading stopped. Remembering them
/// costs as much as reading itself, so only what failed is read with it. The switch is a global of pest's own: one
/// reader turns it at a time, and what others read meanwhile is only slower.
fn in_detail(rule: Rule, body: &str) -> Option<pest::error::Error<whole::Rule>> {
    static SWITCH: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let turned = SWITCH.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    pest::set_error_detail(true);
    let error = whole::rule(rule).and_then(|rule| whole::Grammar::parse(rule, body).err());
    pest::set_error_detail(false);
    drop(turned);
    error
}

impl<'t> Reader<'t> {
    /// A reader of a part of a file.
    pub(super) fn new(text: &'t str, body: Span) -> Self {
        Self { text, body, found: RefCell::new(Vec::new()) }
    }

    /// What was wrong.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }

    /// Notes an error.
    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// The children of a grammar rule that takes the whole part; `None` when it cannot be read.
    pub(super) fn run(&self, rule: Rule) -> Option<impl Iterator<Item = P<'t>>> {
        let body = self.body.of(self.text);
        let unreadable = depth::too_deep(body, self.body.start);
        if let Some(diagnostic) = unreadable.or_else(|| depth::too_long(body, self.body.start)) {
            self.report(diagnostic);
            return None;
        }
        // Reading tries alternatives: brackets that never close cost more with each level.
        pest::set_call_limit(std::num::NonZeroUsize::new(MOST_STEPS));
        match Grammar::parse(rule, body) {
            Ok(mut pairs) => Some(children(pairs.next()?)),
            Err(error) => {
                let told = match in_detail(rule, body) {
                    Some(error) => syntax_error::diagnostic(&error, body, self.body.start),
                    None => syntax_error::undescribed(&error, body, self.body.start),
                };
                self.report(told);
                None
            }
        }
    }

    /// Where a pair stands, without the space behind it.
    pub(super) fn span(&self, pair: &P<'_>) -> Span {
        let start = self.body.start + pair.as_span().start();
        Span::new(start, start + pair.as_str().trim_end().len())
    }

    /// A name, folded and in canonical form.
    pub(super) fn name(&self, pair: &P<'_>) -> Name {
        let written = pair.as_str().trim();
        let bare = written.strip_prefix('『').and_then(|t| t.strip_suffix('』')).unwrap_or(written);
        Name { text: canonical(&fold(bare)).to_owned(), span: self.span(pair) }
    }

    /// A name and its fields.
    pub(super) fn path(&self, pair: P<'_>) -> Option<Path> {
        let span = self.span(&pair);
        let mut names = children(pair).map(|p| self.name(&p));
        Some(Path { root: names.next()?, fields: names.collect(), span })
    }

    /// A number with its unit.
    pub(super) fn number(&self, pair: P<'_>) -> Option<Number> {
        let span = self.span(&pair);
        let mut parts = children(pair);
        let digits = plain_digits(parts.next()?.as_str());
        let unit = parts.next().and_then(|u| Unit::read(u.as_str()));
        self.check_size(&digits, span);
        Some(Number { digits, unit, span })
    }

    fn check_size(&self, digits: &str, span: Span) {
        if model::Quantity::parse(digits.as_bytes()).is_none() {
            let message = Message::new(
                "数は整数13桁、小数5桁までです",
                "a number has at most 13 digits before and 5 after the point",
            );
            self.report(Diagnostic::new(DiagnosticCode::BadNumber, span, message));
        }
    }

    /// A small whole number, as a day of the month or the number of an entry.
    pub(super) fn small(&self, number: &Number) -> Option<u8> {
        let small = number.digits.parse().ok();
        if small.is_none() {
            let message = Message::new("小さな整数が必要です", "a small whole number is needed here");
            self.report(Diagnostic::new(DiagnosticCode::BadNumber, number.span, message));
        }
        small
    }

    /// A code.
    pub(super) fn code(&self, pair: &P<'_>) -> Code {
        Code { digits: fold(pair.as_str().trim()), span: self.span(pair) }
    }

    /// A day; one that the calendar does not have is reported.
    pub(super) fn day(&self, pair: &P<'_>) -> Option<Day> {
        let span = self.span(pair);
        let digits: String = fold(pair.as_str()).chars().filter(char::is_ascii_digit).collect();
        let date = digits.parse().ok().and_then(Date::from_number);
        if date.is_none() {
            self.no_such_day(pair.as_str(), span);
        }
        Some(Day { date: date?, span })
    }

    /// A month; one that the calendar does not have is reported.
    pub(super) fn month(&self, pair: &P<'_>) -> Option<DayMonth> {
        let span = self.span(pair);
        let digits: String = fold(pair.as_str()).chars().filter(char::is_ascii_digit).collect();
        let month = digits.parse().ok().and_then(Month::from_number);
        if month.is_none() {
            self.no_such_day(pair.as_str(), span);
        }
        Some(DayMonth { month: month?, span })
    }

    fn no_such_day(&self, written: &str, span: Span) {
        let written = written.trim();
        let message =
            Message::new(format!("`{written}`は暦にありません"), format!("the calendar has no `{written}`"));
        self.report(Diagnostic::new(DiagnosticCode::NoSuchDay, span, message));
    }

    /// A text without its marks.
    pub(super) fn text(&self, pair: &P<'_>) -> Spanned<String> {
        Spanned::new(self.span(pair), unescape(inside(pair.as_str())))
    }
}

/// What stands between the marks of a text.
pub(super) fn inside(written: &str) -> &str {
    let mut chars = written.trim().chars();
    chars.next();
    chars.next_back();
    chars.as_str()
}

/// A text with its escapes taken out.
pub(super) fn unescape(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut escaped = false;
    for c in written.chars() {
        if c == '\\' && !escaped {
            escaped = true;
        } else {
            out.push(c);
            escaped = false;
        }
    }
    out
}

/// Full-width letters, digits and marks of ASCII as half-width ones.
pub(crate) fn fold(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            c => c,
        })
        .collect()
}

/// Digits as the tree keeps them: no underscores, no leading zeros.
fn plain_digits(written: &str) -> String {
    let folded = fold(written).replace('_', "");
    let (whole, rest) = folded.split_at(folded.find('.').unwrap_or(folded.len()));
    let whole = whole.trim_start_matches('0');
    format!("{}{rest}", if whole.is_empty() { "0" } else { whole })
}
