//! One receipt without what fell of it: the columns that rules read, as a reader would fill them from what is left.
//!
//! Rows stay those of the receipt as it was filed, so that whatever is said of what is left speaks of the filed lines.

use super::{Batch, DayCount, Glance, Line, NONE, Payer, Receipt, Unit};

/// What stands of a 剤 on a day after something of it fell, or was given other points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitLeft {
    /// Which of the units of its receipt, from 0.
    pub unit: u32,
    /// The day; 0 when no days are written.
    pub day: u8,
    /// For each of its lines: how many times still stand.
    pub times: Vec<u16>,
    /// What one time comes to.
    pub points: i32,
}

/// The days of a 剤 on which the same is left of it: they are one 剤 by themselves.
struct Piece {
    /// Bit 0 is the 1st; none for a 剤 without days.
    days: u32,
    times: Vec<u16>,
    points: i32,
}

impl Batch {
    /// A batch with nothing but what is left of one receipt; `left`: the 剤 of which something fell, on the days on which it
    /// did, `points`: 合計点数 of each payer (by its slot) that is left. Everything else is as it was filed.
    ///
    /// A 剤 of which not the same is left on all its days stands there in pieces, for the lines of a 剤 stand on the same days.
    /// Comments stay on the receipt: on every piece of their line, and where their line is gone on none.
    pub fn remnant(&self, receipt: usize, left: &[UnitLeft], points: &[(u8, Option<i64>)]) -> Option<Self> {
        let old = self.receipts.get(receipt)?;
        let mut out = Self {
            encoding: self.encoding,
            lines_before: self.lines_before,
            receipts_before: self.receipts_before + receipt as u64,
            ..Self::default()
        };
        // Where each line went: a line of a 剤 in pieces stands in several.
        let mut went: Vec<(u32, u32)> = Vec::new();
        for (at, unit) in (0..).zip(old.units.clone()) {
            let of = self.units.get(unit as usize)?;
            let own: Vec<&UnitLeft> = left.iter().filter(|one| one.unit == at).collect();
            for piece in self.pieces(of, &own)? {
                self.put(of, &piece, &mut out, &mut went)?;
            }
        }
        let mut glance = Glance::default();
        for unit in out.units.iter() {
            let lines = out.lines.get(unit.lines.start as usize..unit.lines.end as usize)?;
            lines.iter().enumerate().for_each(|(at, line)| glance.take(line, at > 0));
            glance.unclosed |= !unit.closed;
        }
        for comment in old.comments.clone() {
            let line = self.comments.line.get(comment as usize).copied().unwrap_or(NONE);
            let places = went.iter().filter(|(from, _)| *from == line).map(|(_, to)| *to);
            let mut places = places.collect::<Vec<_>>();
            if places.is_empty() {
                places.push(NONE);
            }
            places.into_iter().for_each(|to| out.comments.copy_to(&self.comments, comment as usize, to));
        }
        let diseases = out.take_diseases(self, old);
        out.take_visits(self, receipt, 0);
        let payers = self.payers.get(old.payers.start as usize..old.payers.end as usize)?;
        let of_slot = |slot: u8| points.iter().find(|(of, _)| *of == slot).map(|(_, points)| *points);
        let paid = |payer: &Payer| Payer { points: of_slot(payer.slot).unwrap_or(payer.points), ..*payer };
        out.payers.extend(payers.iter().map(paid));
        out.receipts.push(Receipt {
            lines: 0..out.lines.len() as u32,
            units: 0..out.units.len() as u32,
            comments: 0..out.comments.len() as u32,
            payers: 0..out.payers.len() as u32,
            others: 0..0,
            other_kinds: 0,
            diseases,
            glance,
            ..old.clone()
        });
        Some(out)
    }

    /// The pieces of a 剤, those of which all is left first, then by their first day.
    fn pieces(&self, of: &Unit, left: &[&UnitLeft]) -> Option<Vec<Piece>> {
        let lines = self.lines.get(of.lines.start as usize..of.lines.end as usize)?;
        let (first, last) = (lines.first()?, lines.last()?);
        let cut = left.iter().filter_map(|one| bit(one.day)).fold(0, |all, day| all | day);
        let mut pieces = Vec::new();
        // Without days there is one "day" alone, which is as it was when nothing is said of it.
        if if first.days == 0 { left.is_empty() } else { left.is_empty() || first.days & !cut != 0 } {
            pieces.push(Piece { days: first.days & !cut, times: Vec::new(), points: last.points });
        }
        for one in left.iter().filter(|one| one.times.iter().any(|times| *times > 0)) {
            let day = bit(one.day).unwrap_or(0);
            let same = |piece: &&mut Piece| (&piece.times, piece.points) == (&one.times, one.points);
            match pieces.iter_mut().find(same) {
                Some(piece) => piece.days |= day,
                None => pieces.push(Piece { days: day, times: one.times.clone(), points: one.points }),
            }
        }
        Some(pieces)
    }

    /// Writes a piece as a 剤 of its own.
    fn put(&self, of: &Unit, piece: &Piece, out: &mut Self, went: &mut Vec<(u32, u32)>) -> Option<()> {
        let (start, unit) = (out.lines.len() as u32, out.units.len() as u32);
        let stands = |at: usize| piece.times.get(at).is_none_or(|times| *times > 0);
        let kept: Vec<(usize, u32)> = of.lines.clone().enumerate().filter(|(at, _)| stands(*at)).collect();
        for (place, &(at, from)) in kept.iter().enumerate() {
            let old = self.lines.get(from as usize)?;
            let to = out.lines.len() as u32;
            let is_last = place + 1 == kept.len();
            let times = piece.times.get(at).copied();
            let (days, day_total) = self.days_left(from, old, piece.days, times, (to, &mut out.day_counts));
            let count = match (old.days, times) {
                (0, Some(times)) => times,
                // What the record says beyond its days, or does not say of them, stays so.
                _ => old.count.saturating_sub(old.day_total.saturating_sub(day_total)),
            };
            // 点数 stand on the last line of a 剤 that is there.
            let points = match (of.closed, is_last) {
                (true, true) => piece.points,
                (true, false) => super::NO_POINTS,
                (false, _) => old.points,
            };
            out.lines.push(Line { points, count, days, day_total, unit, ..*old });
            went.push((from, to));
        }
        out.units.push(Unit { lines: start..out.lines.len() as u32, ..of.clone() });
        Some(())
    }

    /// The days of a line that are among some, and how often it stands on them: as it was, or so often on each.
    fn days_left(
        &self,
        from: u32,
        old: &Line,
        days: u32,
        times: Option<u16>,
        (to, counts): (u32, &mut Vec<DayCount>),
    ) -> (u32, u16) {
        let (days, mut total) = (old.days & days, 0_u16);
        for day in (1..=31_u8).filter(|day| days >> (day - 1) & 1 == 1) {
            let count = times.unwrap_or_else(|| self.times_on(from as usize, day).unwrap_or(0));
            if count > 1 {
                counts.push(DayCount { line: to, day, count });
            }
            total = total.saturating_add(count);
        }
        (days, total)
    }
}

/// A day of the month as a bit.
fn bit(day: u8) -> Option<u32> {
    1_u32.checked_shl(u32::from(day).checked_sub(1)?)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]
    use super::UnitLeft;
    use crate::Batch;
    use crate::batch::NONE;
    use crate::cut::{Cutter, Limits};

    const HEAD: &str = "RE,7,1112,202406,A,1,19600101,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n\
        HO,01130012,A,1,2,100,,,,,,,,\r\nJD,1,,1,1\r\nSY,8830417,20240601,1,8002,,01,\r\n";

    fn read(lines: &str, points: &str) -> Batch {
        let head = HEAD.replace(",2,100,", &format!(",2,{points},"));
        let file = format!("IR,1,13,1,1234567,,X,202407,00,\r\n{head}{lines}GO,1,100,99\r\n");
        let mut batch = Batch::default();
        Cutter::new(file.as_bytes(), Limits::default()).next(&mut batch).unwrap();
        crate::read(&mut batch);
        batch.place_in_file(100, 4);
        batch
    }

    /// What rules read, the places of rows left out.
    fn columns(batch: &Batch) -> String {
        let of = batch.receipts.last().unwrap();
        let lines: Vec<_> = batch.lines.iter().map(|line| crate::batch::Line { row: 0, ..*line }).collect();
        let units: Vec<_> = batch.units.iter().map(|unit| (unit.lines.clone(), unit.closed)).collect();
        let comments = &batch.comments;
        let sums: Vec<_> = batch.payers.iter().map(|payer| (payer.slot, payer.points)).collect();
        let visits: Vec<_> = batch.visits.iter().map(|one| (one.payer, one.counted)).collect();
        format!(
            "{lines:#?}{units:?}{:?}{:?}{:?}{:?}{sums:?}{visits:?}{:?}{:?}",
            batch.day_counts, comments.code, comments.line, batch.modifiers, of.glance, of.birth
        )
    }

    fn left(unit: u32, day: u8, times: &[u16], points: i32) -> UnitLeft {
        UnitLeft { unit, day, times: times.to_vec(), points }
    }

    const LINES: &str = "SI,60,1,160000310,,,2,,,,,,,1,1\r\nCO,,1,830000001,X\r\nSI,,1,160000410,,50,2,,,,,,,1,1\r\n\
        SI,13,1,113001810,,200,3,,,,,,,1,,2\r\nSI,12,1,112007410,,75,1,,,,,,,1\r\n";

    #[test]
    fn what_is_left_reads_like_a_receipt_that_was_filed_so() {
        // (what is left, the receipt as somebody would have filed it)
        let cases: [(&[UnitLeft], &str); 6] = [
            (&[], LINES),
            // A 剤 falls whole, its comment stays.
            (
                &[left(0, 1, &[0, 0], 0), left(0, 2, &[0, 0], 0)],
                "SI,13,1,113001810,,200,3,,,,,,,1,,2\r\nSI,12,1,112007410,,75,1,,,,,,,1\r\n",
            ),
            // The last line of a 剤 falls on all its days: its points move up.
            (
                &[left(0, 1, &[1, 0], 30), left(0, 2, &[1, 0], 30)],
                "SI,60,1,160000310,,30,2,,,,,,,1,1\r\nCO,,1,830000001,X\r\nSI,13,1,113001810,,200,3,,,,,,,1,,2\r\n\
                SI,12,1,112007410,,75,1,,,,,,,1\r\n",
            ),
            // On one day alone: two 剤.
            (
                &[left(0, 2, &[0, 1], 20)],
                "SI,60,1,160000310,,,1,,,,,,,1\r\nCO,,1,830000001,X\r\nSI,,1,160000410,,50,1,,,,,,,1\r\n\
                SI,60,1,160000410,,20,1,,,,,,,,1\r\nSI,13,1,113001810,,200,3,,,,,,,1,,2\r\n\
                SI,12,1,112007410,,75,1,,,,,,,1\r\n",
            ),
            // One of two times on a day: as often as on the other, so one 剤.
            (
                &[left(1, 3, &[1], 200)],
                "SI,60,1,160000310,,,2,,,,,,,1,1\r\nCO,,1,830000001,X\r\nSI,,1,160000410,,50,2,,,,,,,1,1\r\n\
                SI,13,1,113001810,,200,1,,,,,,,1\r\nSI,13,1,113001810,,200,1,,,,,,,,,1\r\n\
                SI,12,1,112007410,,75,1,,,,,,,1\r\n",
            ),
            // Other points alone.
            (
                &[left(2, 1, &[1], 70)],
                "SI,60,1,160000310,,,2,,,,,,,1,1\r\nCO,,1,830000001,X\r\nSI,,1,160000410,,50,2,,,,,,,1,1\r\n\
                SI,13,1,113001810,,200,3,,,,,,,1,,2\r\nSI,12,1,112007410,,70,1,,,,,,,1\r\n",
            ),
        ];
        for (left, filed) in cases {
            let filed = read(filed, "42");
            let remnant = read(LINES, "100").remnant(0, left, &[(0, Some(42))]).unwrap();
            let comments = remnant.comments.line.clone();
            if filed.comments.is_empty() {
                assert_eq!(comments, [NONE], "{left:?}");
                let mut remnant = remnant;
                remnant.comments.clear();
                assert_eq!(columns(&remnant), columns(&filed), "{left:?}");
            } else {
                assert_eq!(columns(&remnant), columns(&filed), "{left:?}");
            }
        }
    }

    #[test]
    fn rows_and_ordinals_stay_those_of_the_filed_receipt() {
        let batch = read(LINES, "100");
        let remnant = batch.remnant(0, &[left(0, 1, &[1, 0], 30), left(0, 2, &[1, 0], 30)], &[]).unwrap();
        let lines = |of: &Batch| of.lines.iter().map(|line| of.line_of(line.row)).collect::<Vec<_>>();
        assert_eq!((lines(&batch), lines(&remnant)), (vec![106, 108, 109, 110], vec![106, 109, 110]));
        assert_eq!((batch.seq_of(0), remnant.seq_of(0)), (5, 5));
        assert_eq!(remnant.payers[0].points, Some(100));
        assert_eq!(remnant.comments.row, batch.comments.row);
    }

    #[test]
    fn a_comment_stands_on_every_piece_of_its_line() {
        let batch = read(LINES, "100");
        let remnant = batch.remnant(0, &[left(0, 2, &[1, 0], 30)], &[]).unwrap();
        // The line in pieces: with the other on the 1st, alone on the 2nd.
        assert_eq!((remnant.comments.line, remnant.lines[2].days), (vec![0, 2], 2));
    }

    #[test]
    fn a_line_without_days_loses_times() {
        let batch = read("SI,60,1,160000310,,30,4\r\n", "100");
        let remnant = batch.remnant(0, &[left(0, 0, &[1], 30)], &[]).unwrap();
        assert_eq!((remnant.lines[0].count, remnant.lines[0].days, remnant.lines.len()), (1, 0, 1));
        let remnant = batch.remnant(0, &[left(0, 0, &[0], 0)], &[]).unwrap();
        assert!(remnant.lines.is_empty() && remnant.units.is_empty());
    }
}
