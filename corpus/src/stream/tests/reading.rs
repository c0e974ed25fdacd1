//! Reads what was written by plain splitting, sharing nothing with the writer.

use model::Month;

/// A receipt of the text.
pub(super) struct Receipt<'t> {
    /// First and last physical line.
    pub(super) first: u64,
    pub(super) last: u64,
    pub(super) month: Month,
    pub(super) funds: Vec<Vec<&'t str>>,
    /// The part of an organ donor: TI and what follows.
    pub(super) donor: Vec<Vec<&'t str>>,
    records: Vec<Vec<&'t str>>,
    text: Vec<&'t str>,
}

/// The receipts of a text.
pub(super) fn receipts(text: &str) -> Vec<Receipt<'_>> {
    let mut receipts: Vec<Receipt<'_>> = Vec::new();
    for (line, record) in (1..).zip(text.lines()) {
        let items: Vec<&str> = record.split(',').collect();
        match items[0] {
            "RE" => receipts.push(Receipt {
                first: line,
                last: line,
                month: Month::from_number(items[3].parse().unwrap()).unwrap(),
                funds: Vec::new(),
                donor: Vec::new(),
                records: vec![items],
                text: vec![record],
            }),
            "IR" | "GO" | "\u{1A}" => {}
            _ => {
                let receipt = receipts.last_mut().unwrap();
                receipt.last = line;
                if items[0] == "KO" {
                    receipt.funds.push(items.clone());
                }
                let is_donors = items[0] == "TI" || !receipt.donor.is_empty();
                (if is_donors { &mut receipt.donor } else { &mut receipt.records }).push(items);
                receipt.text.push(record);
            }
        }
    }
    receipts
}

/// Item counts of the layouts (record id included).
const ITEMS: &[(&str, usize)] = &[
    ("RE", 38),
    ("HO", 15),
    ("KO", 12),
    ("SN", 9),
    ("JD", 33),
    ("MF", 33),
    ("GR", 3),
    ("SY", 8),
    ("SI", 44),
    ("IY", 44),
    ("TO", 48),
    ("CO", 5),
    ("SJ", 3),
    ("TI", 10),
    ("TR", 18),
    ("TS", 5),
];

/// The payers of a 負担区分 by their bits: the insurer, the first and the second fund (別表２１).
const BURDENS: &[(&str, u8)] = &[("1", 1), ("2", 3), ("3", 5), ("4", 7), ("5", 2), ("6", 4), ("7", 6)];

impl<'t> Receipt<'t> {
    pub(super) fn is_inpatient(&self) -> bool {
        matches!(self.records[0][2].as_bytes()[3], b'1' | b'3' | b'5' | b'7' | b'9')
    }

    pub(super) fn has(&self, code: &str) -> bool {
        self.lines().any(|r| r[3] == code)
    }

    /// Whether a line has a 負担区分.
    pub(super) fn has_share(&self, burden: &str) -> bool {
        self.lines().any(|r| r[2] == burden)
    }

    /// SI, IY, TO.
    pub(super) fn lines(&self) -> impl Iterator<Item = &Vec<&str>> {
        self.records.iter().filter(|r| matches!(r[0], "SI" | "IY" | "TO"))
    }

    /// The days with anything, ascending.
    pub(super) fn days(&self) -> Vec<u32> {
        (1..=31).filter(|&day| self.lines().any(|r| !day_item(r, day).is_empty())).collect()
    }

    /// Days on which an outpatient comes for a test that an earlier visit asked for: no day of service.
    pub(super) fn attendant(&self) -> Vec<u32> {
        let visit = |day: u32| {
            self.lines().any(|r| {
                !day_item(r, day).is_empty()
                    && ["111", "112", "1130035", "1130036", "1130037", "1130038"]
                        .iter()
                        .any(|c| r[3].starts_with(c))
            })
        };
        self.days().into_iter().filter(|&day| !self.is_inpatient() && !visit(day)).collect()
    }

    /// HO and KO with their bits in 負担区分.
    fn payers(&self) -> Vec<(u8, &Vec<&'t str>)> {
        let insurer = self.of("HO").map(|r| (1, r));
        insurer.chain([2, 4].into_iter().zip(&self.funds)).collect()
    }

    /// The records of a kind.
    pub(super) fn of<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'s Vec<&'t str>> {
        self.records.iter().filter(move |r| r[0] == id)
    }

    pub(super) fn assert_invariants(&self) {
        for record in self.records.iter().chain(&self.donor) {
            let items = ITEMS.iter().find(|i| i.0 == record[0]).unwrap().1;
            assert_eq!(record.len(), items, "{record:?}");
        }
        self.assert_order();
        self.assert_sums();
        self.assert_diseases();
    }

    /// RE, HO, KO, SN, JD, MF, GR, SY, details, SJ; the first line of a 剤 has a section, its last one the points.
    fn assert_order(&self) {
        let rank = |id: &str| {
            let order = ["RE", "HO", "KO", "SN", "JD", "MF", "GR", "SY", "SI IY TO CO", "SJ"];
            order.iter().position(|r| r.contains(id)).unwrap()
        };
        assert!(self.records.is_sorted_by_key(|r| rank(r[0])));
        let lines: Vec<_> = self.lines().collect();
        let mut section = 0;
        for (at, line) in lines.iter().enumerate() {
            let ends = lines.get(at + 1).is_none_or(|next| !next[1].is_empty());
            assert_eq!(!line[5].is_empty(), ends, "{line:?}");
            if let Ok(number) = line[1].parse::<u32>() {
                assert!(number >= section, "{line:?}");
                section = number;
            }
        }
        assert!(!lines.is_empty() && !lines[0][1].is_empty());
    }

    /// Points × count, days of lines, real days, meals, days of JD: for each payer those of the lines that name it.
    pub(super) fn assert_sums(&self) {
        let attendant = self.attendant().into_iter().fold(0, |mask, day| mask | 1 << day);
        for line in
            self.lines().filter(|r| (1..=31).any(|d| attendant >> d & 1 == 1 && !day_item(r, d).is_empty()))
        {
            assert_eq!(
                (line[3].get(..3).unwrap(), line[1].is_empty() || line[1] == "60"),
                ("160", true),
                "{:?}",
                self.text
            );
        }
        for (bit, payer) in self.payers() {
            let (mut points, mut yen, mut days) = (0, 0, 0_u32);
            for line in self.lines().filter(|r| burden(r) & bit != 0) {
                let count: i64 = line[6].parse().unwrap();
                let times: i64 = (1..=31).filter_map(|d| day_item(line, d).parse::<i64>().ok()).sum();
                assert_eq!(times, count, "{line:?}");
                days |= (1..=31).filter(|&d| !day_item(line, d).is_empty()).fold(0, |mask, d| mask | 1 << d);
                let of_line = line[5].parse::<i64>().unwrap_or(0) * count;
                *(if line[3].starts_with("197") { &mut yen } else { &mut points }) += of_line;
            }
            assert_eq!(payer[5], points.to_string(), "{:?}", self.text);
            days &= !attendant;
            assert_eq!(payer[4], days.count_ones().to_string(), "{:?}", self.text);
            let meals = if payer[0] == "HO" { payer[8] } else { payer[11] };
            assert_eq!(meals.parse::<i64>().unwrap_or(0), yen);
            let kind = (bit.trailing_zeros() + 1).to_string();
            for visits in self.of("JD").filter(|r| r[1] == kind) {
                let marked = (1..=31).filter(|&d| visits[d + 1] == "1").fold(0, |mask, d| mask | 1 << d);
                assert_eq!(marked, days, "{:?}", self.text);
                let marked = (1..=31).filter(|&d| visits[d + 1] == "2").fold(0, |mask, d| mask | 1 << d);
                assert_eq!(marked, attendant, "{:?}", self.text);
            }
        }
        let named = self.records.iter().filter(|r| matches!(r[0], "SI" | "IY" | "TO" | "CO"));
        let there = self.payers().iter().fold(0, |mask, (bit, _)| mask | bit);
        named.for_each(|r| assert_eq!(burden(r) & !there, 0, "{r:?}"));
        let confirmed = self.of("JD").count();
        assert!(confirmed == 0 || confirmed == self.payers().len(), "{:?}", self.text);
    }

    fn assert_diseases(&self) {
        let diseases: Vec<_> = self.records.iter().filter(|r| r[0] == "SY").collect();
        assert_eq!(diseases.iter().filter(|d| d[6] == "01").count(), 1, "{:?}", self.text);
        let last = self.month.last().number();
        assert!(diseases.iter().all(|d| d[2].parse::<u32>().unwrap() <= last), "{:?}", self.text);
    }

    /// The receipt for people: blank items at the end left off.
    pub(super) fn shown(&self) -> String {
        self.text.iter().map(|l| l.trim_end_matches(',')).collect::<Vec<_>>().join("\n")
    }
}

fn burden(line: &[&str]) -> u8 {
    BURDENS.iter().find(|b| b.0 == line[2]).unwrap().1
}

fn day_item<'t>(line: &[&'t str], day: u32) -> &'t str {
    line[day as usize + if line[0] == "TO" { 16 } else { 12 }]
}

/// Numbers count from 1 in every block, and GO sums the block up.
pub(super) fn assert_blocks(text: &str) {
    let (mut number, mut claims, mut points) = (0, 0, 0);
    let mut insured = false;
    for line in text.lines() {
        let items: Vec<&str> = line.split(',').collect();
        match items[0] {
            "IR" => {
                assert_eq!(items.len(), 10);
                (number, claims, points) = (0, 0, 0);
            }
            "RE" => {
                number += 1;
                insured = false;
                assert_eq!(items[1], number.to_string());
            }
            "HO" => {
                (insured, claims) = (true, claims + 1);
                points += items[5].parse::<i64>().unwrap();
            }
            "KO" => {
                claims += 1;
                if !insured {
                    insured = true;
                    points += items[5].parse::<i64>().unwrap();
                }
            }
            "GO" => assert_eq!(items, ["GO", &claims.to_string(), &points.to_string(), "99"]),
            _ => {}
        }
    }
}
