//! 04 入院基本料: which additions go with the basic inpatient fees of a group, and which do not go together.
//!
//! SPEC: 医科電子点数表の活用手引き（令和6年度版）３（４）, ５（４）: a row lets its addition be claimed beside the fees whose
//! 入院基本料識別 (01, item 20) is its group; additions of one group with one 加算識別 are not claimed together.

use std::collections::BTreeMap;

use eval::Book;
use masters::{FileKind, Lookup, Masters, Row};
use model::{Month, ProcedureCode};

use super::claim::{Claim, Line, Receipt};
use super::judged::{Expected, said};
use super::tally::Came;

/// The table in a month, as the rules see it.
pub struct Groups {
    /// A basic fee that counts a day, by group.
    fees: BTreeMap<String, u32>,
    /// The groups of each addition, with its class in each.
    classes: BTreeMap<u32, BTreeMap<String, u32>>,
}

/// Whether a day of it is a day of the stay (実日数 3), by which rules know a basic fee.
fn counts_a_day(masters: &Masters, code: u32, month: Month) -> bool {
    match masters.procedure(ProcedureCode(code), month.first()) {
        Lookup::InForce(row) => row.real_days() == 3,
        _ => false,
    }
}

impl Groups {
    pub fn of(masters: &Masters, month: Month) -> Self {
        let mut groups = Self { fees: BTreeMap::new(), classes: BTreeMap::new() };
        for row in masters.relation_rows(FileKind::FeeTableLinks, month.first()) {
            let code = row.number(2).unwrap_or(0);
            if row.text(20) != "000" && counts_a_day(masters, code, month) {
                groups.fees.entry(row.text(20).to_owned()).or_insert(code);
            }
        }
        for row in masters.relation_rows(FileKind::BasicFee, month.first()) {
            let of_code = groups.classes.entry(row.number(3).unwrap_or(0)).or_default();
            of_code.insert(row.text(2).to_owned(), row.number(5).unwrap_or(0));
        }
        groups
    }

    /// A basic fee with which an addition does not go.
    fn fee_without(&self, addition: u32) -> Option<u32> {
        let own = self.classes.get(&addition)?;
        self.fees.iter().find(|(group, _)| !own.contains_key(*group)).map(|(_, fee)| *fee)
    }

    /// Another addition of a group with the class, and one that shares no class in any group.
    fn partners(&self, group: &str, class: u32, addition: u32) -> (Option<u32>, Option<u32>) {
        let in_group =
            |(code, of): &(&u32, &BTreeMap<String, u32>)| **code != addition && of.contains_key(group);
        let own = self.classes.get(&addition);
        let shares = |of: &BTreeMap<String, u32>| {
            of.iter().any(|(group, class)| own.and_then(|own| own.get(group)) == Some(class))
        };
        let like = self.classes.iter().filter(in_group).find(|(_, of)| of.get(group) == Some(&class));
        let unlike = self.classes.iter().filter(in_group).find(|(_, of)| !shares(of));
        (like.map(|(code, _)| *code), unlike.map(|(code, _)| *code))
    }
}

/// A day of a stay with these procedures on it, and one on the next day.
fn claim(month: Month, together: &[u32], next: Option<u32>) -> Claim {
    let lines = together.iter().map(|code| Line::new(*code, &[(10, 1)]));
    let lines: Vec<Line> = lines.chain(next.map(|code| Line::new(code, &[(11, 1)]))).collect();
    Claim::of(Receipt::inpatient(month.first(), month, &lines))
}

/// Tries a row in a month in which it is in force.
pub fn try_row(groups: &Groups, book: &Book<'_>, row: &Row<'_>, month: Month) -> Came {
    let (group, Some(addition), Some(class)) = (row.text(2), row.number(3), row.number(5)) else {
        return Came::Wrong(format!("codes of {row:?}"));
    };
    let Some(&fee) = groups.fees.get(group) else {
        return Came::Not("of a group without a basic fee in force");
    };
    let keeps = said(book, "T04-群", &claim(month, &[fee, addition], None));
    if !keeps.is_empty() {
        return Came::Wrong(format!("group {group} {addition}: beside {fee}: {keeps:?}"));
    }
    let strange = groups.fee_without(addition);
    if let Some(Came::Wrong(what)) = strange.map(|strange| beside(book, strange, addition, month)) {
        return Came::Wrong(what);
    }
    match alternatives(groups, book, (group, addition, class, fee), month) {
        Some(came) => came,
        None if strange.is_some() => Came::Shown,
        None => Came::Not("of an addition that goes with every group and has no alternative"),
    }
}

/// An addition beside a basic fee with which it does not go.
fn beside(book: &Book<'_>, fee: u32, addition: u32, month: Month) -> Came {
    // An addition that itself counts a day makes two fees of the day, which a person looks at.
    let assessed = !counts_a_day(book.masters(), addition, month);
    let sure = super::is_certain(book.masters(), FileKind::BasicFee, month)
        && super::is_certain(book.masters(), FileKind::FeeTableLinks, month);
    let expected = Expected { subjects: &[addition], assessed, special: false, sure };
    let told = said(book, "T04-群", &claim(month, &[fee, addition], None));
    match told.as_slice() {
        [one] if expected.is(one) => Came::Shown,
        _ => Came::Wrong(format!("{addition} beside {fee}: {told:?}")),
    }
}

/// Additions of one class beside each other, apart by a day, and of two classes; `None` when the class has only this one.
fn alternatives(
    groups: &Groups,
    book: &Book<'_>,
    (group, addition, class, fee): (&str, u32, u32, u32),
    month: Month,
) -> Option<Came> {
    let (like, unlike) = groups.partners(group, class, addition);
    let told = |claim: &Claim| said(book, "T04-識別", claim);
    let beside = like.map(|like| told(&claim(month, &[fee, addition, like], None)));
    let apart = like.map(|like| told(&claim(month, &[fee, addition], Some(like))));
    let other = unlike.map(|unlike| told(&claim(month, &[fee, addition, unlike], None)));
    let later = like.map_or(0, |like| like.max(addition));
    let expected = Expected { subjects: &[later], assessed: false, special: false, sure: true };
    let whole = beside.iter().all(|told| matches!(told.as_slice(), [told] if expected.is(told)));
    let silent = apart.iter().chain(&other).all(Vec::is_empty);
    if whole && silent {
        return like.map(|_| Came::Shown);
    }
    Some(Came::Wrong(format!(
        "group {group} {addition} class {class}: {like:?} {beside:?}; next day {apart:?}; {unlike:?} {other:?}"
    )))
}
