//! The details of a receipt while they are read: the group (診療識別) and the unit (剤) that are open.
//!
//! PERF: small and by itself, so that a run of lines keeps it in registers.

use std::hint::select_unpredictable;

use crate::batch::{Column, Line, NO_POINTS, NONE, Unit};

/// What is known of the details so far.
#[derive(Clone, Copy, Debug)]
pub struct Details {
    /// 診療識別 of the group being read; 0 before the first.
    pub section: u8,
    /// Lines since the last 診療識別.
    pub blank_run: u32,
    group_row: u32,
    /// The first line of the group being read.
    pub group_line: u32,
    /// The first line of the unit that still waits for its points, [`NONE`] between units.
    unit_line: u32,
}

impl Details {
    /// No group yet; the next line is the one of this number.
    pub const fn before(line: u32) -> Self {
        Self { section: 0, blank_run: 0, group_row: NONE, group_line: line, unit_line: NONE }
    }

    /// Starts a group: a record with a 診療識別 of its own.
    pub fn start_group(&mut self, (lines, units): (&Column<Line>, &mut Column<Unit>), row: u32, section: u8) {
        self.end_unit(lines, units);
        *self = Self { section, group_row: row, ..Self::before(lines.len() as u32) };
    }

    /// Ends the unit that waits for its points: none will come.
    #[inline(always)]
    pub fn end_unit(&mut self, lines: &Column<Line>, units: &mut Column<Unit>) {
        if self.unit_line != NONE {
            let lines = self.unit_line..lines.len() as u32;
            units.push(Unit { lines, group_row: self.group_row, closed: false });
            self.unit_line = NONE;
        }
    }

    /// Takes a line; its 診療識別 is its own, 0 when blank.
    #[inline(always)]
    pub fn push(&mut self, (lines, units): (&mut Column<Line>, &mut Column<Unit>), row: u32, line: Line) {
        // PERF: chosen, not branched on: which lines open a group and which bear points cannot be guessed.
        let opens = line.section != 0;
        if opens & (self.unit_line != NONE) {
            self.end_unit(lines, units);
        }
        let index = lines.len() as u32;
        self.section = select_unpredictable(opens, line.section, self.section);
        self.group_row = select_unpredictable(opens, row, self.group_row);
        self.group_line = select_unpredictable(opens, index, self.group_line);
        self.blank_run = select_unpredictable(opens, 0, self.blank_run + 1);
        lines.push(Line { row, unit: units.len() as u32, section: self.section, ..line });
        let first = self.unit_line.min(index);
        let bears = line.points != NO_POINTS;
        units.push(Unit { lines: first..index + 1, group_row: self.group_row, closed: true });
        units.take_back(usize::from(!bears));
        self.unit_line = select_unpredictable(bears, NONE, first);
    }
}
