//! Which earlier return a receipt that is filed again answers: none, one or several; never a guess.

use std::collections::BTreeSet;

use receipt::Batch;

use crate::return_file::FiledReturn;

/// What is remembered of a return, without any text of the receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownReturn {
    /// 審査支払機関コード of the agency that returned it.
    pub agency: u8,
    /// Prefecture and 医療機関コード of the institution.
    pub institution: (u8, u32),
    /// The 検索番号 it was given.
    pub search_number: Option<String>,
    /// The digest of its records as they were returned ([`digest`]).
    pub digest: [u8; 32],
}

impl KnownReturn {
    /// What is to be remembered of a return; `None` when it has no RE.
    pub fn of(filed: &FiledReturn, agency: u8, institution: (u8, u32)) -> Option<Self> {
        let search_number = filed.search_number.as_ref().map(|number| number.digits().to_owned());
        Some(Self {
            agency,
            institution,
            search_number,
            digest: digest(filed.rows()?.iter().map(Vec::as_slice)),
        })
    }
}

/// The digest of records: each with its length before it, so that no two lists of records have one digest.
pub fn digest<'r>(rows: impl Iterator<Item = &'r [u8]>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for row in rows {
        hasher.update(&(row.len() as u64).to_le_bytes());
        hasher.update(row);
    }
    *hasher.finalize().as_bytes()
}

/// Which return a receipt answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was not filed again: it has neither 検索番号 nor history.
    NotRefiled,
    /// It was filed again, and none of the returns is the one it answers.
    Unknown,
    /// It answers this one, by its place among the returns.
    One(usize),
    /// It may answer any of these; nothing in it tells them apart.
    Several(Vec<usize>),
}

/// Finds the return that a receipt answers, among those of an earlier run.
///
/// The 検索番号 of RE decides where there is one, for the agency wrote it and the institution leaves it; else those of the
/// history block; else a block of history that is, record by record, a return as it was sent.
///
/// SPEC: 記録条件仕様（医科用）令和4年4月版 レセプト共通レコード（検索番号）: kept in 請求データ and 履歴請求データ when filed again.
/// That a receipt is not filed again with another agency or for another institution is unverified (third party).
pub fn answer(batch: &Batch, receipt: usize, filed_by: (u8, (u8, u32)), known: &[KnownReturn]) -> Answer {
    let Some(refiled) = Refiled::of(batch, receipt) else { return Answer::NotRefiled };
    if refiled.number.is_none() && refiled.blocks.is_empty() {
        return Answer::NotRefiled;
    }
    let here = |one: &&(usize, &KnownReturn)| (one.1.agency, one.1.institution) == filed_by;
    let known: Vec<(usize, &KnownReturn)> = known.iter().enumerate().collect();
    let known = || known.iter().filter(here);
    let by_number = |numbers: &BTreeSet<&str>| -> Vec<usize> {
        let is = |one: &KnownReturn| one.search_number.as_deref().is_some_and(|n| numbers.contains(n));
        known().filter(|(_, one)| is(one)).map(|&(at, _)| at).collect()
    };
    if let Some(number) = &refiled.number {
        return found(by_number(&BTreeSet::from([number.as_str()])));
    }
    if !refiled.earlier.is_empty() {
        return found(by_number(&refiled.earlier.iter().map(String::as_str).collect()));
    }
    found(known().filter(|(_, one)| refiled.blocks.contains(&one.digest)).map(|&(at, _)| at).collect())
}

fn found(places: Vec<usize>) -> Answer {
    match *places.as_slice() {
        [] => Answer::Unknown,
        [one] => Answer::One(one),
        _ => Answer::Several(places),
    }
}

/// What a receipt says of its past.
struct Refiled {
    /// 検索番号 of RE.
    number: Option<String>,
    /// 検索番号 of the RE in its history.
    earlier: BTreeSet<String>,
    /// Digests of what was filed before: one a block of データ識別 1.
    blocks: BTreeSet<[u8; 32]>,
}

impl Refiled {
    fn of(batch: &Batch, receipt: usize) -> Option<Self> {
        let of = batch.receipts.get(receipt)?;
        let number = digits(batch.field(of.row, 19));
        let (mut earlier, mut blocks) = (BTreeSet::new(), BTreeSet::new());
        let mut block: Vec<&[u8]> = Vec::new();
        let mut close = |block: &mut Vec<&[u8]>| {
            if !block.is_empty() {
                blocks.insert(digest(block.drain(..)));
            }
        };
        let mut last = 0;
        for row in of.rows.clone() {
            let Some((kind, line, record)) = history_line(batch.row(row)) else { continue };
            if record.starts_with(b"RE,") {
                earlier.extend(digits(record.split(|&b| b == b',').nth(18).unwrap_or_default()));
            }
            // A block ends where another kind of data stands, or where its lines begin anew.
            if kind != b"1" || line <= last {
                close(&mut block);
            }
            last = line;
            if kind == b"1" {
                block.push(record);
            }
        }
        close(&mut block);
        Some(Self { number, earlier, blocks })
    }
}

fn digits(field: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(field).ok()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// データ識別, 行番号 and the record of a line of history; `None` when it is none.
pub(crate) fn history_line(row: &[u8]) -> Option<(&[u8], u32, &[u8])> {
    row.first().filter(|b| b.is_ascii_digit())?;
    let mut parts = row.splitn(4, |&b| b == b',');
    let (kind, line, _branch, record) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let line = std::str::from_utf8(line).ok().and_then(|line| line.parse().ok()).unwrap_or(0);
    Some((kind, line, record))
}

#[cfg(test)]
mod tests;
