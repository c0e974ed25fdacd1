//! Receipts kept without their bytes: what rules ask of a patient's other claims, and nothing that names the patient.
//!
//! Note to whoever changes the columns: this and `remnant.rs` are the places that copy them from batch to batch.

use std::ops::Range;

use super::{Batch, Comments, DayCount, Disease, Line, NONE, Receipt, Unit, Visits};

impl Batch {
    /// Takes in a receipt of another batch and gives its place here.
    ///
    /// Lines, units, diseases, comments and visits come along, their rows as they stand in the other batch. Bytes do not:
    /// texts and fields of what was taken in are blank. Payers, birth date and sex stay behind too: they say who the patient is.
    pub fn take_in(&mut self, from: &Self, receipt: usize) -> Option<usize> {
        let old = from.receipts.get(receipt)?;
        let lines = self.take_lines(from, old);
        let units = self.take_units(from, old, lines.start);
        let diseases = self.take_diseases(from, old);
        let comments = self.take_comments(from, old, lines.start);
        let at = self.receipts.len();
        self.take_visits(from, receipt, at as u32);
        self.receipts.push(Receipt {
            lines,
            units,
            diseases,
            comments,
            payers: 0..0,
            others: 0..0,
            other_kinds: 0,
            birth: None,
            sex: None,
            ..old.clone()
        });
        Some(at)
    }

    fn take_lines(&mut self, from: &Self, old: &Receipt) -> Range<u32> {
        let (start, moved) = (self.lines.len() as u32, Moved::new(&old.units, self.units.len() as u32));
        let own = from.lines.get(range(&old.lines)).unwrap_or_default();
        self.lines.extend(own.iter().map(|line| Line { unit: moved.place(line.unit), ..*line }));
        let own = from.day_counts_of(&old.lines);
        let lines = Moved::new(&old.lines, start);
        self.day_counts.extend(own.map(|more| DayCount { line: lines.place(more.line), ..*more }));
        start..self.lines.len() as u32
    }

    fn take_units(&mut self, from: &Self, old: &Receipt, first_line: u32) -> Range<u32> {
        let (start, lines) = (self.units.len() as u32, Moved::new(&old.lines, first_line));
        let units = from.units.get(range(&old.units)).unwrap_or_default();
        self.units.extend(units.iter().map(|unit| Unit { lines: lines.range(&unit.lines), ..unit.clone() }));
        start..self.units.len() as u32
    }

    /// The visits of a receipt of another batch, for a place here.
    pub(super) fn take_visits(&mut self, from: &Self, receipt: usize, at: u32) {
        let first = from.visits.partition_point(|visits| (visits.receipt as usize) < receipt);
        let own = from.visits.get(first..).unwrap_or_default();
        let own = own.iter().take_while(|visits| visits.receipt as usize == receipt);
        self.visits.extend(own.map(|visits| Visits { receipt: at, ..*visits }));
    }

    pub(super) fn take_diseases(&mut self, from: &Self, old: &Receipt) -> Range<u32> {
        let start = self.diseases.len() as u32;
        for at in range(&old.diseases) {
            let Some(disease) = from.diseases.get(at) else { break };
            self.modifiers.extend_from_slice(from.modifiers_of(at));
            self.diseases.push(Disease { modifier_end: self.modifiers.len() as u32, ..*disease });
        }
        start..self.diseases.len() as u32
    }

    fn take_comments(&mut self, from: &Self, old: &Receipt, first_line: u32) -> Range<u32> {
        let (start, lines) = (self.comments.len() as u32, Moved::new(&old.lines, first_line));
        for comment in range(&old.comments) {
            self.comments.copy(&from.comments, comment, lines);
        }
        start..self.comments.len() as u32
    }

    /// Gives back the room that nothing stands in.
    pub fn shrink(&mut self) {
        self.receipts.shrink_to_fit();
        self.lines.shrink_to_fit();
        self.day_counts.shrink_to_fit();
        self.units.shrink_to_fit();
        self.diseases.shrink_to_fit();
        self.modifiers.shrink_to_fit();
        self.comments.shrink();
        self.visits.shrink_to_fit();
    }

    /// How many bytes what was taken in holds.
    pub fn bytes_held(&self) -> usize {
        self.comments.bytes_held()
            + self.lines.capacity() * size_of::<Line>()
            + size_of_all(&self.diseases)
            + size_of_all(&self.modifiers)
            + size_of_all(&self.receipts)
            + size_of_all(&self.day_counts)
            + self.units.capacity() * size_of::<Unit>()
            + size_of_all(&self.visits)
    }
}

impl Comments {
    fn copy(&mut self, from: &Self, comment: usize, lines: Moved) {
        self.copy_to(from, comment, from.line.get(comment).map_or(NONE, |&line| lines.place(line)));
    }

    /// Takes in a comment of others, on a line.
    pub(super) fn copy_to(&mut self, from: &Self, comment: usize, line: u32) {
        self.row.push(from.row.get(comment).copied().unwrap_or_default());
        self.item.push(from.item.get(comment).copied().unwrap_or_default());
        self.code.push(from.code.get(comment).copied().unwrap_or_default());
        self.section.push(from.section.get(comment).copied().unwrap_or_default());
        self.burden.push(from.burden.get(comment).copied().unwrap_or_default());
        self.line.push(line);
    }

    fn shrink(&mut self) {
        self.row.shrink_to_fit();
        self.item.shrink_to_fit();
        self.code.shrink_to_fit();
        self.section.shrink_to_fit();
        self.burden.shrink_to_fit();
        self.line.shrink_to_fit();
    }

    fn bytes_held(&self) -> usize {
        let words = self.row.capacity() + self.code.capacity() + self.line.capacity();
        words * 4 + self.item.capacity() + self.section.capacity() + self.burden.capacity()
    }
}

/// Where a range of places went.
#[derive(Clone, Copy)]
struct Moved {
    start: u32,
    end: u32,
    to: u32,
}

impl Moved {
    const fn new(old: &Range<u32>, to: u32) -> Self {
        Self { start: old.start, end: old.end, to }
    }

    /// Where a place went; [`NONE`] for what was not in the range.
    const fn place(self, old: u32) -> u32 {
        if self.start <= old && old < self.end { old - self.start + self.to } else { NONE }
    }

    fn range(self, old: &Range<u32>) -> Range<u32> {
        let place = |at: u32| at.clamp(self.start, self.end) - self.start + self.to;
        place(old.start)..place(old.end)
    }
}

const fn range(of: &Range<u32>) -> Range<usize> {
    of.start as usize..of.end as usize
}

const fn size_of_all<T>(of: &Vec<T>) -> usize {
    of.capacity() * size_of::<T>()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]
    use crate::Batch;
    use crate::cut::{Cutter, Limits};

    const FILE: &str = "IR,1,13,1,1234567,,X,202407,00,\r\n\
        RE,1,1112,202406,A,1,19600101,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\nHO,01130012,A,1,1,100,,,,,,,,\r\n\
        JD,1,,1\r\nSY,8830417,20240601,1,8002,,01,\r\nSI,12,1,112007410,,73,1,,,,,,,1\r\n\
        RE,2,1112,202406,B,2,19700101,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\nHO,01130012,A,2,1,100,,,,,,,,\r\n\
        JD,1,,,1\r\nSY,8833421,20240603,1,1000,,01,\r\nSY,8839591,20240603,1,,,,\r\n\
        SI,12,1,112007410,,,1,,,,,,,,2\r\nIY,,1,620000033,2.5,10,1,,,,,,,,2\r\nCO,,1,830000001,X\r\nGO,2,200,99\r\n";

    fn read() -> Batch {
        let mut batch = Batch::default();
        Cutter::new(FILE.as_bytes(), Limits::default()).next(&mut batch).unwrap();
        crate::read(&mut batch);
        batch
    }

    #[test]
    fn a_line_stands_on_its_days_as_often_as_it_says() {
        let batch = read();
        // The first line stands once on the 1st, the others twice on the 2nd.
        let times = |line| [0, 1, 2, 31, 32].map(|day| batch.times_on(line, day));
        assert_eq!(times(0), [None, Some(1), None, None, None]);
        assert_eq!(times(1), [None, None, Some(2), None, None]);
        assert_eq!((times(3), batch.lines.len()), ([None; 5], 3));
        let more =
            |lines| batch.day_counts_of(&lines).map(|more| (more.line, more.count)).collect::<Vec<_>>();
        assert_eq!((more(0..1), more(1..2), more(0..3)), (vec![], vec![(1, 2)], vec![(1, 2), (2, 2)]));
        let mut undated = Batch::default();
        undated.lines.push(crate::batch::Line { days: 0, count: 4, ..batch.lines[0] });
        assert_eq!((undated.times_on(0, 0), undated.times_on(0, 1)), (Some(4), None));
    }

    #[test]
    fn a_receipt_is_taken_in_with_its_parts_and_without_its_bytes() {
        let batch = read();
        let mut kept = Batch::default();
        assert_eq!(
            (kept.take_in(&batch, 1), kept.take_in(&batch, 0), kept.take_in(&batch, 2)),
            (Some(0), Some(1), None)
        );
        let (receipt, old) = (&kept.receipts[0], &batch.receipts[1]);
        assert_eq!((receipt.row, receipt.month, receipt.birth), (old.row, old.month, None));
        assert_eq!((receipt.lines.clone(), receipt.diseases.clone(), receipt.payers.len()), (0..2, 0..2, 0));
        assert_eq!(kept.units[receipt.units.start as usize].lines, 0..2);
        assert_eq!((kept.visits[0].receipt, kept.visits[0].counted), (0, 0b100));
        assert_eq!((kept.day_counts[0].line, kept.day_counts[0].count), (0, 2));
        assert_eq!((kept.comments.line[0], kept.comments.code[0]), (1, 830_000_001));
        assert_eq!(kept.receipts[1].lines, 2..3);
        assert!(kept.bytes.is_empty() && kept.field(receipt.row, 5).is_empty());
        kept.shrink();
        assert!(kept.bytes_held() > 0);
    }
}
