//! Things in words: where they stand, what the master calls them, which row speaks of them.

use dsl::vocabulary::{Kind, Surface, Word};
use masters::column::ValueType;
use masters::{FileKind, Row};
use model::{Date, Lang, Month};

use super::tell::Teller;
use super::{MasterRow, Thing as Told};
use crate::run::Thing;
use crate::run::steps::name_of;

/// So many columns of a row are its key at most.
const MOST_COLUMNS: usize = 6;

impl<'a> Teller<'_, 'a> {
    /// A thing.
    pub(super) fn thing(&self, thing: Thing<'a>) -> Told {
        let (code, days, row, on) = self.at_work(|run| {
            let row = match thing {
                Thing::Row(row) => Some(row),
                other => run.master_row(other),
            };
            let on = if matches!(thing, Thing::Row(_)) { None } else { run.master_day(thing) };
            (run.code_of(thing).filter(|code| *code != 0), run.span_of(thing), row, on)
        });
        let on = on.unwrap_or(self.case.month().first());
        let is_table = matches!(thing, Thing::Row(_));
        let digits = code.map(|code| digits(thing, code));
        let spoken = |row: Row<'a>| MasterRow {
            file: row.kind(),
            key: digits.clone().unwrap_or_else(|| columns(row)),
            days: row.days(code, on),
            is_provisional: row.is_provisional(),
        };
        Told {
            kind: self.kind_of(thing),
            elsewhere: self.elsewhere(thing),
            lines: self.lines_of(thing),
            row: row.map(spoken),
            code: digits,
            name: row.filter(|_| !is_table).map_or_else(String::new, |row| name_of(row).to_owned()),
            days,
        }
    }

    fn kind_of(&self, thing: Thing<'a>) -> &'static str {
        let word = |kind: Kind| kind.word(self.surface());
        match thing {
            Thing::Line { .. } | Thing::Code { .. } => word(Kind::Line),
            Thing::Disease { .. } => word(Kind::Disease),
            Thing::Comment { .. } => word(Kind::Comment),
            Thing::Bundle { .. } => word(Kind::Bundle),
            Thing::Day(_) => word(Kind::EachDay),
            Thing::Stay { .. } => word(Kind::Stay),
            Thing::Visit { .. } => word(Kind::Visit),
            Thing::Prescription { .. } => word(Kind::Prescription),
            Thing::Week(_) => word(Kind::EachWeek),
            Thing::Month(_) => word(Kind::EachMonth),
            Thing::Row(row) => row.kind().title_in(self.lang()),
            Thing::Run { .. } => match self.surface() {
                Surface::Japanese => "連続する日",
                Surface::English => "run of days",
            },
        }
    }

    fn elsewhere(&self, thing: Thing<'a>) -> Option<Month> {
        let scope = thing.scope()?;
        self.case.scopes.get(scope).filter(|_| scope > 0).map(|scope| scope.month)
    }

    fn lines_of(&self, thing: Thing<'a>) -> Vec<u64> {
        let scope = |at: usize| self.case.scopes.get(at);
        let number = |at: usize, row: Option<u32>| Some(scope(at)?.batch.line_of(row?));
        match thing {
            Thing::Line { scope: at, line, .. } => {
                let row = scope(at).and_then(|scope| scope.batch.lines.get(line).map(|line| line.row));
                number(at, row).into_iter().collect()
            }
            Thing::Disease { scope: at, index } => {
                let row =
                    scope(at).and_then(|scope| scope.batch.diseases.get(index).map(|disease| disease.row));
                number(at, row).into_iter().collect()
            }
            Thing::Comment { scope: at, index } => {
                let row = scope(at).and_then(|scope| scope.batch.comments.row.get(index).copied());
                number(at, row).into_iter().collect()
            }
            Thing::Bundle { scope: at, unit, .. } => {
                let lines = scope(at).map_or(0..0, |scope| scope.lines_of(unit));
                let row = |line: usize| {
                    scope(at).and_then(|scope| scope.batch.lines.get(line).map(|line| line.row))
                };
                lines.filter_map(|line| number(at, row(line))).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Diseases have seven digits, all other codes nine.
fn digits(thing: Thing<'_>, code: u32) -> String {
    match thing {
        Thing::Disease { .. } | Thing::Code { kind: FileKind::Disease, .. } => format!("{code:07}"),
        _ => format!("{code:09}"),
    }
}

/// What tells a row of a table apart: its columns with codes, classes and numbers.
fn columns(row: Row<'_>) -> String {
    let tells = |of: ValueType| matches!(of, ValueType::Code(_) | ValueType::Class | ValueType::Int);
    let told = row.items().filter(|(column, text)| tells(column.value) && !text.is_empty());
    let mut key = String::new();
    for (at, (column, text)) in told.take(MOST_COLUMNS).enumerate() {
        let before = if at == 0 { "" } else { "、" };
        key.extend([before, column.name, " ", text]);
    }
    key
}

/// From when until when, for people.
pub fn days_in_words(days: (Option<Date>, Option<Date>), lang: Lang) -> String {
    let (from, until) = days;
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    match (from, until, lang) {
        (None, None, Lang::Ja) => "期限なし".to_owned(),
        (None, None, Lang::En) => "without dates".to_owned(),
        (_, _, Lang::Ja) => format!("{}〜{}", day(from), day(until)),
        (_, _, Lang::En) => format!("{} to {}", day(from), day(until)),
    }
}
