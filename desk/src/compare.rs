//! Two checks of a file compared: which receipts are the same, and what of them is gone, new or still there.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Checked, CheckedDefect, CheckedFinding, CheckedReceipt};

/// Two checks compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Comparison {
    /// The receipts of both, in the order of the later check; those that are only in the earlier one last.
    pub receipts: Vec<ReceiptComparison>,
    /// What is said of the file itself.
    pub file: Vec<Compared>,
    /// How many receipts are in the earlier check only.
    pub only_before: u64,
    /// How many are in the later check only.
    pub only_after: u64,
    /// Of all findings and defects: how many are gone.
    pub gone: u64,
    /// How many are new.
    pub new: u64,
    /// How many are still there.
    pub same: u64,
}

/// A receipt of two checks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReceiptComparison {
    /// Its ordinal in the earlier check; none when it is not there.
    pub before: Option<u64>,
    /// Its ordinal in the later check; none when it is not there.
    pub after: Option<u64>,
    /// レセプト番号.
    pub number: Option<u32>,
    /// 都道府県 and 医療機関コード.
    pub institution: Option<String>,
    /// 診療年月.
    pub month: Option<u32>,
    /// Whether its bytes differ.
    pub changed: bool,
    /// What became of it before and after.
    pub dispositions: (Option<String>, Option<String>),
    /// 合計点数 before and after.
    pub points: (Option<i64>, Option<i64>),
    /// What is said of it.
    pub notes: Vec<Compared>,
}

/// A finding or defect of two checks, by its place in those of the receipt (or of the file).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Compared {
    /// `finding` or `defect`.
    pub of: String,
    /// `gone`, `new` or `same`.
    pub state: String,
    /// Which of the earlier check, from 0.
    pub before: Option<usize>,
    /// Which of the later check, from 0.
    pub after: Option<usize>,
    /// The rule, or the kind of defect.
    pub name: String,
    /// What is wrong, as the later check says it where it does.
    pub message: String,
}

/// Compares an earlier check with a later one. Receipts are the same by their bytes, else by their bytes without the
/// number, else by institution, month and number; what several receipts of one check share tells nothing.
pub fn compare(before: &Checked, after: &Checked) -> Comparison {
    let pairs = pairs(before, after);
    let mut comparison = Comparison { file: notes_of_files(before, after), ..Comparison::default() };
    let mut met = vec![false; before.receipts.len()];
    for (at, later) in after.receipts.iter().enumerate() {
        let own = pairs.get(&at).copied();
        let earlier = own.and_then(|own| before.receipts.get(own));
        if let Some(met) = own.and_then(|own| met.get_mut(own)) {
            *met = true;
        }
        comparison.only_after += u64::from(earlier.is_none());
        comparison.receipts.push(receipt(earlier, Some(later)));
    }
    for (earlier, _) in before.receipts.iter().zip(&met).filter(|(_, met)| !**met) {
        comparison.only_before += 1;
        comparison.receipts.push(receipt(Some(earlier), None));
    }
    // What is said of receipts that only one check has is neither gone nor new: nobody mended it.
    let both = comparison.receipts.iter().filter(|one| one.before.is_some() && one.after.is_some());
    let told: Vec<&str> =
        both.flat_map(|one| &one.notes).chain(&comparison.file).map(|note| note.state.as_str()).collect();
    let count = |state: &str| told.iter().filter(|told| **told == state).count() as u64;
    (comparison.gone, comparison.new, comparison.same) = (count("gone"), count("new"), count("same"));
    comparison
}

/// For receipts of the later check, by place, those of the earlier one.
fn pairs(before: &Checked, after: &Checked) -> BTreeMap<usize, usize> {
    let mut pairs = BTreeMap::new();
    let by_number =
        |of: &CheckedReceipt| Some(format!("{} {} {}", of.institution.as_ref()?, of.month?, of.number?));
    // What is the same comes before its number: a number that was mended may now be that of another receipt.
    pair(before, after, &mut pairs, |of| Some(of.digest.clone()));
    pair(before, after, &mut pairs, |of| Some(&of.content).filter(|content| !content.is_empty()).cloned());
    // Numbers begin again with each sending of an institution; once the same bytes are paired, most are single.
    pair(before, after, &mut pairs, by_number);
    pairs
}

/// Pairs what has the same key, when only one receipt on each side is left that has it.
fn pair(
    before: &Checked,
    after: &Checked,
    pairs: &mut BTreeMap<usize, usize>,
    key: impl Fn(&CheckedReceipt) -> Option<String>,
) {
    let taken: BTreeSet<usize> = pairs.values().copied().collect();
    let free = |of: &Checked, is_free: &dyn Fn(usize) -> bool| {
        let mut by_key: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (at, receipt) in of.receipts.iter().enumerate().filter(|(at, _)| is_free(*at)) {
            if let Some(key) = key(receipt) {
                by_key.entry(key).and_modify(|known| *known = None).or_insert(Some(at));
            }
        }
        by_key
    };
    let earlier = free(before, &|at| !taken.contains(&at));
    let later = free(after, &|at| !pairs.contains_key(&at));
    let both = later.into_iter().filter_map(|(key, at)| Some((at?, (*earlier.get(&key)?)?)));
    pairs.extend(both.collect::<Vec<_>>());
}

fn receipt(before: Option<&CheckedReceipt>, after: Option<&CheckedReceipt>) -> ReceiptComparison {
    let either = after.or(before);
    let part = |of: Option<&CheckedReceipt>| {
        of.map(|of| (of.findings.clone(), of.defects.clone())).unwrap_or_default()
    };
    let (earlier, later) = (part(before), part(after));
    ReceiptComparison {
        before: before.map(|of| of.seq),
        after: after.map(|of| of.seq),
        number: either.and_then(|of| of.number),
        institution: either.and_then(|of| of.institution.clone()),
        month: either.and_then(|of| of.month),
        changed: before.map(|of| &of.digest) != after.map(|of| &of.digest),
        dispositions: (before.map(|of| of.disposition.clone()), after.map(|of| of.disposition.clone())),
        points: (before.and_then(|of| of.points_claimed), after.and_then(|of| of.points_claimed)),
        notes: {
            let mut notes = notes("finding", &earlier.0, &later.0, finding_key, |of| (&of.rule, &of.message));
            notes.extend(self::notes("defect", &earlier.1, &later.1, defect_key, |of| {
                (&of.defect, &of.message)
            }));
            notes
        },
    }
}

fn notes_of_files(before: &Checked, after: &Checked) -> Vec<Compared> {
    notes("defect", &before.defects, &after.defects, defect_key, |of| (&of.defect, &of.message))
}

/// What a finding speaks of, whatever line it now stands on.
fn finding_key(of: &CheckedFinding) -> String {
    let mut codes: Vec<(&str, &str)> =
        of.lines.iter().map(|line| (line.role.as_str(), line.code.as_deref().unwrap_or_default())).collect();
    codes.sort_unstable();
    format!("{} {codes:?} {:?}", of.rule, of.days)
}

/// What a defect speaks of, whatever line it now stands on.
fn defect_key(of: &CheckedDefect) -> String {
    format!("{} {:?} {:?}", of.defect, of.record, of.field)
}

/// What is the same by its key, each taken once in order; the rest is gone or new.
fn notes<T>(
    kind: &str,
    before: &[T],
    after: &[T],
    key: impl Fn(&T) -> String,
    told: impl Fn(&T) -> (&String, &String),
) -> Vec<Compared> {
    let mut left: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, one) in before.iter().enumerate().rev() {
        left.entry(key(one)).or_default().push(at);
    }
    let note = |state: &str, before: Option<usize>, after: Option<usize>, of: &T| {
        let (name, message) = told(of);
        Compared {
            of: kind.to_owned(),
            state: state.to_owned(),
            before,
            after,
            name: name.clone(),
            message: message.clone(),
        }
    };
    let mut all = Vec::new();
    for (at, one) in after.iter().enumerate() {
        let same = left.get_mut(&key(one)).and_then(Vec::pop);
        all.push(note(if same.is_some() { "same" } else { "new" }, same, Some(at), one));
    }
    let mut gone: Vec<usize> = left.into_values().flatten().collect();
    gone.sort_unstable();
    all.extend(gone.into_iter().filter_map(|at| Some(note("gone", Some(at), None, before.get(at)?))));
    all
}
