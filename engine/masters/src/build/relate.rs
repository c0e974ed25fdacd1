//! Rows of relations with the days on which each holds, and the keys by which they are found.
//!
//! Fee tables are published as full files. For a day, the first publication of its revision on or after the day speaks;
//! after the newest one, that one does, provisionally. A row holds on the days for which its file speaks and which lie
//! between its own 新設年月日 and 廃止年月日.

use std::collections::{BTreeMap, HashMap};

use model::Date;

use crate::build::{Dated, Made, coverage, intern_row};
use crate::calendar::{day_after, day_before, next_revision, revisions};
use crate::column::{Cycle, Shape};
use crate::kind::FileKind;
use crate::pool::{PoolBuilder, TextId};
use crate::snapshot::{Coverage, KeyIndex, KindData, Relations, Slot, key_of};
use crate::source::Form;

/// The last day there is.
const FOREVER: u32 = 9999_12_31;

/// Days for which one source speaks.
struct Speech<'a, 'b> {
    source: &'b Dated<'a>,
    from: u32,
    to: u32,
}

/// Derives a kind of relation.
pub(crate) fn relate(kind: FileKind, dated: &[Dated<'_>], texts: &mut PoolBuilder) -> Made {
    let Shape::Relation { since, until, keys, .. } = kind.layout().shape else {
        return Made { data: KindData::default(), rows: Vec::new(), pending: Vec::new() };
    };
    let (speeches, slots) = speak(kind.cycle(), dated);
    let mut rows = DatedRows::default();
    for speech in &speeches {
        let file = &speech.source.source.file;
        for row in 0..file.len() {
            let own =
                |item: Option<u16>, none| item.and_then(|i| file.date(row, i)).map_or(none, Date::number);
            let (from, to) = (own(since, 0).max(speech.from), own(until, FOREVER).min(speech.to));
            let withdrawn = file.change(row) == "1" || (file.change(row) == "9" && until.is_none());
            if from <= to && !withdrawn {
                rows.add(intern_row(texts, speech.source, row), from, to);
            }
        }
    }
    let indexes = keys.iter().map(|items| key_index(items, &rows.rows, texts)).collect();
    let relations = Relations { from: rows.from, until: rows.until, indexes };
    Made {
        data: KindData { relations, slots, ..KindData::default() },
        rows: rows.rows,
        pending: vec![0; dated.len()],
    }
}

/// Rows with their days; the same row in files that follow each other is one row.
#[derive(Default)]
struct DatedRows {
    rows: Vec<Box<[TextId]>>,
    from: Vec<u32>,
    until: Vec<u32>,
    newest: HashMap<Box<[TextId]>, usize>,
}

impl DatedRows {
    fn add(&mut self, row: Box<[TextId]>, from: u32, to: u32) {
        if let Some(until) = self.newest.get(&row).and_then(|&at| self.until.get_mut(at))
            && day_after(*until) == from
        {
            *until = to;
            return;
        }
        self.newest.insert(row.clone(), self.rows.len());
        self.rows.push(row);
        self.from.push(from);
        self.until.push(to);
    }
}

/// Which source speaks for which days, in the order of days, and how much is known then.
fn speak<'a, 'b>(cycle: Cycle, dated: &'b [Dated<'a>]) -> (Vec<Speech<'a, 'b>>, Vec<Slot>) {
    let starts: Vec<u32> = match cycle {
        Cycle::Continuous => vec![0],
        _ => std::iter::once(0).chain(revisions(cycle).iter().map(|r| r.start)).collect(),
    };
    let (mut speeches, mut slots, mut known) = (Vec::new(), Vec::new(), false);
    let (undated, dated): (Vec<&Dated<'_>>, Vec<&Dated<'_>>) = dated.iter().partition(|d| d.published == 0);
    if let Some(source) = undated.last() {
        let coverage =
            if source.source.form() == Form::Excerpt { Coverage::Partial } else { Coverage::Undated };
        if dated.is_empty() {
            speeches.push(Speech { source, from: 0, to: FOREVER });
            return (speeches, vec![Slot { from: 0, coverage, date: 0 }]);
        }
    }
    for start in starts {
        let end = next_revision(cycle, start).filter(|_| cycle != Cycle::Continuous);
        let here: Vec<&Dated<'_>> = dated.iter().copied().filter(|d| d.revision == start).collect();
        let last_day = end.map_or(FOREVER, day_before);
        match here.is_empty() {
            true => coverage::push(&mut slots, silence(start, known)),
            false => speak_in(start, last_day, &here, &mut speeches, &mut slots),
        }
        known |= !here.is_empty();
    }
    (speeches, slots)
}

const fn silence(start: u32, known: bool) -> Slot {
    match known {
        true => Slot { from: start, coverage: Coverage::RevisionMissing, date: start },
        false => Slot { from: start, coverage: Coverage::Nothing, date: 0 },
    }
}

/// One revision: up to the first publication the first speaks, up to the second the second, after the last the last.
fn speak_in<'a, 'b>(
    start: u32,
    last_day: u32,
    here: &[&'b Dated<'a>],
    speeches: &mut Vec<Speech<'a, 'b>>,
    slots: &mut Vec<Slot>,
) {
    let excerpt = here.iter().all(|d| d.source.form() == Form::Excerpt);
    let mut from = start;
    for (place, source) in here.iter().enumerate() {
        let newest = place + 1 == here.len();
        let published = source.published.max(start).min(last_day);
        let to = if newest { last_day } else { published };
        if from > to {
            continue;
        }
        speeches.push(Speech { source, from, to });
        let (first, last) = (here.first().map_or(0, |d| d.published), published);
        let said = if excerpt { Coverage::Partial } else { Coverage::Complete };
        if place == 0 && !excerpt && start < first {
            coverage::push(slots, Slot { from, coverage: Coverage::Earlier, date: first });
        }
        if place == 0 || excerpt {
            let from = if excerpt { from } else { first.max(start) };
            coverage::push(slots, Slot { from, coverage: said, date: 0 });
        }
        if newest && !excerpt && last < last_day {
            coverage::push(
                slots,
                Slot { from: day_after(last), coverage: Coverage::Provisional, date: last },
            );
        }
        from = day_after(to);
    }
}

fn key_index(items: &[u16], rows: &[Box<[TextId]>], texts: &PoolBuilder) -> KeyIndex {
    let mut by_key: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    for (number, row) in (0..).zip(rows) {
        for &item in items {
            let id = usize::from(item).checked_sub(1).and_then(|i| row.get(i)).copied().unwrap_or(0);
            let key = key_of(texts.get(id));
            let found = by_key.entry(key).or_default();
            if key != 0 && found.last() != Some(&number) {
                found.push(number);
            }
        }
    }
    by_key.retain(|_, rows| !rows.is_empty());
    let mut index = KeyIndex::default();
    for (key, rows) in by_key {
        index.keys.push(key);
        index.starts.push(u32::try_from(index.rows.len()).unwrap_or(u32::MAX));
        index.rows.extend(rows);
    }
    index.starts.push(u32::try_from(index.rows.len()).unwrap_or(u32::MAX));
    index
}
