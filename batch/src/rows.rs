//! Two outputs of the same shape held against each other: the first row that differs, and findings that one of them lacks.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Lines};
use std::iter::Peekable;
use std::path::Path;

use serde::Deserialize;

use crate::error::BatchError;

/// Where two outputs begin to differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstDifference {
    /// The row, counted from 1.
    pub row: u64,
    /// What each has there; `None` where it has ended.
    pub rows: [Option<String>; 2],
}

/// The first row that differs.
///
/// # Errors
/// A file cannot be read.
pub fn first_difference(paths: [&Path; 2]) -> Result<Option<FirstDifference>, BatchError> {
    let [left, right] = paths;
    let (mut a, mut b) = (opened(left)?, opened(right)?);
    for row in 1.. {
        let rows = [
            a.next().transpose().map_err(BatchError::opening(left))?,
            b.next().transpose().map_err(BatchError::opening(right))?,
        ];
        match rows {
            [None, None] => break,
            [a, b] if a != b => return Ok(Some(FirstDifference { row, rows: [a, b] })),
            _ => {}
        }
    }
    Ok(None)
}

fn opened(path: &Path) -> Result<Lines<BufReader<File>>, BatchError> {
    Ok(BufReader::new(File::open(path).map_err(BatchError::opening(path))?).lines())
}

/// How many findings of each rule only one of two runs has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingDifference {
    /// By rule: only in the first, only in the second.
    pub rules: BTreeMap<String, [u64; 2]>,
}

/// What of a row tells which finding it is.
#[derive(Deserialize)]
struct Row {
    id: String,
    file: String,
    seq: u64,
    rule: String,
}

/// Findings by id, receipt by receipt; `files` is the order in which both runs have their files.
///
/// # Errors
/// A file cannot be read, or holds something that is no finding.
pub fn finding_difference(paths: [&Path; 2], files: &[String]) -> Result<FindingDifference, BatchError> {
    let places: BTreeMap<&str, usize> =
        files.iter().enumerate().map(|(at, file)| (file.as_str(), at)).collect();
    let [left, right] = paths;
    let (mut a, mut b) = (Findings::open(left, &places)?, Findings::open(right, &places)?);
    let mut difference = FindingDifference::default();
    loop {
        let place = match (a.place()?, b.place()?) {
            (None, None) => return Ok(difference),
            (Some(one), None) | (None, Some(one)) => one,
            (Some(one), Some(other)) => one.min(other),
        };
        // Of the ids of one receipt, those that only one side has.
        let mut ids: BTreeMap<(String, String), [u64; 2]> = BTreeMap::new();
        for (at, side) in [&mut a, &mut b].into_iter().enumerate() {
            while let Some(row) = side.next_at(place)? {
                let counts = ids.entry((row.rule, row.id)).or_default();
                if let Some(count) = counts.get_mut(at) {
                    *count += 1;
                }
            }
        }
        for ((rule, _), [one, other]) in ids.into_iter().filter(|(_, [one, other])| one != other) {
            let own = difference.rules.entry(rule).or_default();
            let only = [one.saturating_sub(other), other.saturating_sub(one)];
            own.iter_mut().zip(only).for_each(|(to, n)| *to += n);
        }
    }
}

/// Findings of a file, in its order.
struct Findings<'a> {
    path: &'a Path,
    places: &'a BTreeMap<&'a str, usize>,
    rows: Peekable<Box<dyn Iterator<Item = io::Result<Row>>>>,
}

impl<'a> Findings<'a> {
    fn open(path: &'a Path, places: &'a BTreeMap<&'a str, usize>) -> Result<Self, BatchError> {
        let rows = opened(path)?.map(|line| serde_json::from_str::<Row>(&line?).map_err(io::Error::from));
        let rows: Box<dyn Iterator<Item = io::Result<Row>>> = Box::new(rows);
        Ok(Self { path, places, rows: rows.peekable() })
    }

    /// The place of the next finding: its file and its receipt.
    fn place(&mut self) -> Result<Option<(usize, u64)>, BatchError> {
        if let Some(Err(error)) = self.rows.next_if(Result::is_err) {
            return Err(BatchError::opening(self.path)(error));
        }
        let at = |row: &Row| self.places.get(row.file.as_str()).copied().unwrap_or(usize::MAX);
        Ok(self.rows.peek().and_then(|row| row.as_ref().ok()).map(|row| (at(row), row.seq)))
    }

    fn next_at(&mut self, place: (usize, u64)) -> Result<Option<Row>, BatchError> {
        if self.place()? != Some(place) {
            return Ok(None);
        }
        self.rows.next().transpose().map_err(BatchError::opening(self.path))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not so")]

    use std::fs;
    use std::path::PathBuf;

    use super::{finding_difference, first_difference};

    fn written(dir: &tempfile::TempDir, name: &str, rows: &[(&str, &str, u64, &str)]) -> PathBuf {
        let path = dir.path().join(name);
        let row = |(id, file, seq, rule): &(&str, &str, u64, &str)| {
            format!("{{\"id\":\"{id}\",\"file\":\"{file}\",\"seq\":{seq},\"rule\":\"{rule}\"}}\n")
        };
        fs::write(&path, rows.iter().map(row).collect::<String>()).unwrap();
        path
    }

    #[test]
    fn findings_are_compared_by_receipt() {
        let dir = tempfile::tempdir().unwrap();
        let rows = [("1", "z", 1, "A"), ("2", "z", 1, "B"), ("3", "z", 9, "A"), ("4", "a", 2, "A")];
        let one = written(&dir, "one", &rows);
        // Another order within a receipt is the same; a finding lost, one put in, one in a file nobody knows.
        let two = [
            ("2", "z", 1, "B"),
            ("1", "z", 1, "A"),
            ("5", "z", 3, "C"),
            ("4", "a", 2, "A"),
            ("6", "?", 1, "A"),
        ];
        let two = written(&dir, "two", &two);
        let files = ["z".to_owned(), "a".to_owned()];
        let rules = finding_difference([&one, &two], &files).unwrap().rules;
        assert_eq!(
            rules.into_iter().collect::<Vec<_>>(),
            [("A".to_owned(), [1, 1]), ("C".to_owned(), [0, 1])]
        );
        let first = first_difference([&one, &two]).unwrap().unwrap();
        assert_eq!(first.row, 1);
        assert!(first_difference([&one, &one]).unwrap().is_none());
        assert_eq!(first_difference([&one, &written(&dir, "none", &[])]).unwrap().unwrap().rows[1], None);
    }
}
