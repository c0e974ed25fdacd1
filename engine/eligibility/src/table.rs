//! A table of insured persons as a source: one row a person and time, read once, kept as numbers in order of their keys.
//!
//! Memory: 40 bytes a row, whatever the number of receipts.

use std::collections::BTreeMap;
use std::io::Read;

use csv::StringRecord;
use model::{Date, Sex};
use receipt::Encoding;

use crate::answer::{Answer, Eligibility, Insured, Span};

/// The columns, by the names in the first row; 枝番, 性別 and 資格喪失日 may be empty.
pub const COLUMNS: [&str; 9] =
    ["保険者番号", "記号", "番号", "枝番", "生年月日", "性別", "資格取得日", "資格喪失日", "基準日"];

/// What is wrong with a table; nothing of a person is in it.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// It is no table, or cannot be read to its end.
    #[error("{0}")]
    Form(String),
    /// A column is not there.
    #[error("column {0}")]
    Column(&'static str),
    /// A value cannot be read.
    #[error("line {line}, column {column}")]
    Value {
        /// 1-based line of the file.
        line: u64,
        /// The column.
        column: &'static str,
    },
}

/// A person in a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: u64,
    birth: Date,
    branch: Option<u8>,
    sex: Option<Sex>,
    from: Date,
    until: Option<Date>,
    /// 基準日: the last day of which the row speaks.
    known: Date,
}

/// A table of insured persons.
#[derive(Debug, Default)]
pub struct Table {
    entries: Vec<Entry>,
    /// The insurers that it has, each with the last day of which any of its rows speaks.
    insurers: BTreeMap<[u8; 8], Date>,
}

impl Table {
    /// Reads a table: CSV in UTF-8 with the names of [`COLUMNS`] in its first row, in any order; days as YYYYMMDD.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn read(source: impl Read) -> Result<Self, TableError> {
        let mut rows = csv::ReaderBuilder::new().from_reader(source);
        let form = |error: csv::Error| TableError::Form(form(&error));
        let head = rows.headers().map_err(form)?.clone();
        let places = COLUMNS
            .map(|column| head.iter().position(|name| name.trim_start_matches('\u{FEFF}').trim() == column));
        if let Some((column, _)) = COLUMNS.into_iter().zip(places).find(|(_, place)| place.is_none()) {
            return Err(TableError::Column(column));
        }
        let places = places.map(Option::unwrap_or_default);
        let (mut table, mut buffer, mut record) = (Self::default(), Vec::new(), StringRecord::new());
        while rows.read_record(&mut record).map_err(form)? {
            let line = record.position().map_or(0, csv::Position::line);
            let row = Row { record: &record, places, line };
            let (insurer, entry) = row.entry(&mut buffer)?;
            let known = table.insurers.entry(insurer).or_insert(entry.known);
            *known = entry.known.max(*known);
            table.entries.push(entry);
        }
        table.entries.sort_unstable();
        table.entries.dedup();
        Ok(table)
    }

    /// How many rows it has.
    pub const fn rows(&self) -> usize {
        self.entries.len()
    }

    fn card(&self, key: u64) -> &[Entry] {
        let from = self.entries.partition_point(|entry| entry.key < key);
        let rest = self.entries.get(from..).unwrap_or_default();
        rest.get(..rest.partition_point(|entry| entry.key == key)).unwrap_or_default()
    }
}

/// What is wrong with the form, without what stands in it.
fn form(error: &csv::Error) -> String {
    let line = error.position().map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::Io(cause) => cause.to_string(),
        csv::ErrorKind::Utf8 { .. } => format!("line {line}: not UTF-8"),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("line {line}: {len} items, not {expected_len}")
        }
        _ => format!("line {line}: not CSV"),
    }
}

/// A row, with the places of its columns.
struct Row<'a> {
    record: &'a StringRecord,
    places: [usize; 9],
    line: u64,
}

impl Row<'_> {
    fn text(&self, column: usize) -> &str {
        let place = self.places.get(column).copied().unwrap_or_default();
        self.record.get(place).unwrap_or_default().trim()
    }

    fn wrong(&self, column: usize) -> TableError {
        TableError::Value { line: self.line, column: COLUMNS.get(column).copied().unwrap_or_default() }
    }

    fn day(&self, column: usize) -> Result<Date, TableError> {
        let text = self.text(column);
        let day = (text.len() == 8).then(|| text.parse().ok()).flatten().and_then(Date::from_number);
        day.ok_or_else(|| self.wrong(column))
    }

    fn entry(&self, buffer: &mut Vec<u8>) -> Result<([u8; 8], Entry), TableError> {
        let number = self.text(0);
        // SPEC: 記録条件仕様（医科用）2023-03, 保険者レコード: 保険者番号 has eight bytes, shorter ones padded in front with blanks.
        let digits = matches!(number.len(), 6 | 8) && number.bytes().all(|byte| byte.is_ascii_digit());
        let padded = format!("{number:>8}");
        let insurer = padded.as_bytes().try_into().ok().filter(|_| digits).ok_or_else(|| self.wrong(0))?;
        let items = [0, 1, 2].map(|column| self.text(column).as_bytes());
        let key = history::card_key(items, Encoding::Utf8, buffer).ok_or_else(|| self.wrong(2))?;
        let branch = match self.text(3) {
            "" => None,
            text if text.len() <= 2 => Some(text.parse().map_err(|_| self.wrong(3))?),
            _ => return Err(self.wrong(3)),
        };
        let sex = match self.text(5) {
            "" => None,
            "1" => Some(Sex::Male),
            "2" => Some(Sex::Female),
            _ => return Err(self.wrong(5)),
        };
        let (birth, from, known) = (self.day(4)?, self.day(6)?, self.day(8)?);
        let until = if self.text(7).is_empty() { None } else { Some(self.day(7)?) };
        if until.is_some_and(|until| until < from) {
            return Err(self.wrong(7));
        }
        Ok((insurer, Entry { key, birth, branch, sex, from, until, known }))
    }
}

impl Eligibility for Table {
    fn on(&self, insured: &Insured, day: Date) -> Answer {
        if self.insurers.get(&insured.insurer).is_none_or(|known| *known < day) {
            return Answer::NotCovered;
        }
        let card = self.card(insured.key);
        let fits = |entry: &&Entry| {
            // What one side leaves out excludes nobody.
            let apart =
                |one: Option<u8>, other: Option<u8>| one.zip(other).is_some_and(|(one, other)| one != other);
            entry.birth == insured.birth
                && !apart(entry.branch, insured.branch)
                && !apart(entry.sex.map(|sex| sex as u8), insured.sex.map(|sex| sex as u8))
        };
        let fitting: Vec<&Entry> = card.iter().filter(fits).collect();
        let mut persons: Vec<_> = fitting.iter().map(|entry| (entry.branch, entry.sex)).collect();
        persons.sort_unstable();
        persons.dedup();
        // Nobody is insured twice at a time under one number: two such rows are two persons.
        let at_once = fitting.iter().filter(|entry| span(entry).holds(day)).count();
        match (card.is_empty(), persons.len().max(at_once)) {
            (true, _) => Answer::None,
            (false, 0) => Answer::NoSuchPerson,
            (false, 1) => of_one(&fitting, day),
            (false, several) => Answer::Several(several),
        }
    }
}

/// What the times of one person say of a day.
fn of_one(entries: &[&Entry], day: Date) -> Answer {
    let spans = || entries.iter().map(|entry| span(entry));
    if let Some(valid) = spans().find(|span| span.holds(day)) {
        let open = valid.until.is_none();
        let known = entries.iter().any(|entry| span(entry) == valid && entry.known >= day);
        // A row that was true before the day does not say that it still is.
        return if open && !known { Answer::NotCovered } else { Answer::Valid(valid) };
    }
    let lost =
        spans().filter(|span| span.until.is_some_and(|until| until <= day)).max_by_key(|span| span.until);
    let next = spans().filter(|span| span.from > day).min_by_key(|span| span.from);
    match (lost, next) {
        (Some(lost), _) => Answer::Lost(lost),
        (None, Some(next)) => Answer::NotYet(next),
        (None, None) => Answer::NotCovered,
    }
}

const fn span(entry: &Entry) -> Span {
    Span { from: entry.from, until: entry.until }
}

impl Span {
    /// Whether a day is in it.
    ///
    /// 資格喪失日 is the first day without: one is lost on the day after the reason (健康保険法第36条, from memory, unverified).
    fn holds(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not so")]

    use model::{Date, Sex};
    use receipt::Encoding;

    use super::{COLUMNS, Table};
    use crate::answer::{Answer, Eligibility, Insured};

    fn table(rows: &[&str]) -> Result<Table, String> {
        let text = format!("{}\n{}\n", COLUMNS.join(","), rows.join("\n"));
        Table::read(text.as_bytes()).map_err(|error| error.to_string())
    }

    fn insured(number: &str, birth: u32, sex: u32, branch: Option<u8>) -> Insured {
        let items = ["06130012".as_bytes(), "１２".as_bytes(), number.as_bytes()];
        let key = history::card_key(items, Encoding::Utf8, &mut Vec::new()).unwrap();
        let sex = if sex == 1 { Sex::Male } else { Sex::Female };
        Insured { insurer: *b"06130012", key, birth: day(birth), sex: Some(sex), branch }
    }

    fn day(number: u32) -> Date {
        Date::from_number(number).unwrap()
    }

    const ROWS: [&str; 5] = [
        "06130012,12,345,01,19800115,1,20200401,20240616,20240731",
        "06130012,12,345,01,19800115,1,20240701,,20240731",
        "06130012,12,777,,20150505,1,20200401,,20240731",
        "06130012,12,777,,20150505,2,20200401,,20240731",
        "06130012,12,999,02,20150505,1,20200401,,20240531",
    ];

    #[test]
    fn a_row_stays_small() {
        assert!(size_of::<super::Entry>() <= 40);
    }

    #[test]
    fn days_before_within_and_after() {
        let table = table(&ROWS).unwrap();
        let on = |number: u32| table.on(&insured("３４５", 19800115, 1, None), day(number));
        assert!(matches!(on(2020_03_31), Answer::NotYet(span) if span.from == day(2020_04_01)));
        assert!(matches!(on(2020_04_01), Answer::Valid(_)));
        assert!(matches!(on(2024_06_15), Answer::Valid(_)));
        assert!(matches!(on(2024_06_16), Answer::Lost(span) if span.until == Some(day(2024_06_16))));
        assert!(matches!(on(2024_07_31), Answer::Valid(_)), "insured again");
        assert_eq!(on(2024_08_01), Answer::NotCovered, "the table does not speak of this day");
    }

    #[test]
    fn nobody_is_guessed() {
        let table = table(&ROWS).unwrap();
        let on = |insured: Insured| table.on(&insured, day(2024_06_01));
        assert_eq!(on(insured("1", 19800115, 1, None)), Answer::None);
        assert_eq!(on(insured("345", 19800116, 1, None)), Answer::NoSuchPerson);
        assert_eq!(on(insured("345", 19800115, 1, Some(2))), Answer::NoSuchPerson);
        assert_eq!(on(Insured { sex: None, ..insured("777", 20150505, 1, None) }), Answer::Several(2));
        assert!(matches!(on(insured("777", 20150505, 2, None)), Answer::Valid(_)));
        assert_eq!(on(insured("999", 20150505, 1, None)), Answer::NotCovered, "an old row without an end");
        assert_eq!(
            on(Insured { insurer: *b"06999999", ..insured("345", 19800115, 1, None) }),
            Answer::NotCovered
        );
        let twins =
            ["06130012,12,5,,20150505,1,20200401,,20240731", "06130012,12,5,,20150505,1,20210401,,20240731"];
        assert_eq!(
            self::table(&twins).unwrap().on(&insured("5", 20150505, 1, None), day(2024_06_01)),
            Answer::Several(2)
        );
    }

    #[test]
    fn what_is_wrong_is_named_without_the_value() {
        for (row, told) in [
            ("6130012,12,345,01,19800115,1,20200401,,20240731", "line 2, column 保険者番号"),
            ("06130012,12,,01,19800115,1,20200401,,20240731", "line 2, column 番号"),
            ("06130012,12,345,001,19800115,1,20200401,,20240731", "line 2, column 枝番"),
            ("06130012,12,345,01,1980115,1,20200401,,20240731", "line 2, column 生年月日"),
            ("06130012,12,345,01,19800115,3,20200401,,20240731", "line 2, column 性別"),
            ("06130012,12,345,01,19800115,1,20200401,20200331,20240731", "line 2, column 資格喪失日"),
            ("06130012,12,345,01,19800115,1,20200401,,", "line 2, column 基準日"),
            ("06130012,12,345,01,19800115,1", "line 2: 6 items, not 9"),
        ] {
            assert_eq!(table(&[row]).unwrap_err(), told);
        }
        let head = COLUMNS.join(",");
        let shift_jis = [head.as_bytes(), b"\n06130012,12,345,01,19800115,1,20200401,,\x8C\xA9\n"].concat();
        assert_eq!(Table::read(shift_jis.as_slice()).unwrap_err().to_string(), "line 2: not UTF-8");
        assert_eq!(Table::read("保険者番号,記号\n".as_bytes()).unwrap_err().to_string(), "column 番号");
    }
}
