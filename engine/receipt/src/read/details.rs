//! The details of a receipt while they are read: the group (診療識別) and the unit (剤) that are open, and what the lines
//! say together.
//!
//! PERF: small and by itself, so that a run of lines keeps it in registers.

use std::hint::select_unpredictable;

use crate::batch::glance::section_signs;
use crate::batch::{Column, Glance, Line, NO_POINTS, NONE, Unit};

/// What is known of the details so far.
#[derive(Clone, Copy, Debug)]
pub struct Details {
    /// 診療識別 of the group being read; 0 before the first.
    pub section: u8,
    /// What all lines say together.
    pub glance: Glance,
    group_row: u32,
    /// The number of the line from which on 診療識別 is blank; one less for each comment without it.
    blank_from: u32,
    /// The first line of the details.
    first_line: u32,
    /// The first line of the unit that waits for its points: the next line, when none does.
    unit_line: u32,
}

impl Details {
    /// No group yet; the next line is the one of this number. What the lines of the receipt said so far is kept.
    pub const fn before(line: u32, glance: Glance) -> Self {
        Self { section: 0, glance, group_row: NONE, blank_from: line, first_line: line, unit_line: line }
    }

    /// Starts a group: a record with a 診療識別 of its own; the next line has number `line`.
    pub const fn start_group(&mut self, row: u32, section: u8, line: u32) {
        (self.section, self.blank_from, self.group_row) = (section, line, row);
        // Its lines are blank: what it is the sign of is gathered here, whether lines follow or not.
        self.glance.signs |= section_signs(section);
    }

    /// How many records since the last 診療識別; the next line has number `line`.
    pub const fn blank_run(&self, line: u32) -> u32 {
        line.wrapping_sub(self.blank_from)
    }

    /// Takes a comment without 診療識別.
    pub const fn take_blank_comment(&mut self) {
        self.blank_from = self.blank_from.wrapping_sub(1);
    }

    /// Whether a line stands in the group being read.
    pub fn group_has_line(&self, lines: &[Line]) -> bool {
        let own = lines.get(self.first_line as usize..).unwrap_or_default();
        own.last().is_some_and(|line| self.group_row == NONE || line.row >= self.group_row)
    }

    /// Whether a unit waits for its points; the next line has number `index`.
    #[inline(always)]
    pub const fn unit_is_open(&self, index: u32) -> bool {
        self.unit_line != index
    }

    /// Ends the unit that waits for its points, if one does: none will come.
    #[inline(always)]
    pub fn end_unit(&mut self, lines: &[Line], units: &mut Column<Unit>) {
        let next = lines.len() as u32;
        if self.unit_is_open(next) {
            units.push(Unit { lines: self.unit_line..next, group_row: self.group_row, closed: false });
            self.unit_line = next;
            self.glance.unclosed = true;
        }
    }

    /// Takes ordinary lines that follow each other, the first of number `first`, as long as they may stand here; their
    /// units are written to `units`, the first of number `first_unit`. Gives how many were taken and how many units ended.
    ///
    /// What [`Glance::signs`] gathers is left to the caller.
    #[inline(always)]
    pub fn take_run(
        &mut self,
        lines: &mut [Line],
        units: &mut [Unit],
        first: u32,
        first_unit: u32,
    ) -> (usize, usize) {
        let (mut details, mut taken, mut ended) = (*self, 0, 0);
        for line in lines {
            let index = first + taken;
            let (opens, goes_on) = (line.section != 0, details.unit_is_open(index));
            if line.section | details.section == 0 || opens & goes_on {
                break;
            }
            let Some(unit) = units.get_mut(ended) else { break };
            details.glance.take_once(line, goes_on);
            line.unit = first_unit + ended as u32;
            let ends;
            (*line, *unit, ends) = details.take(*line, index);
            ended += usize::from(ends);
            taken += 1;
        }
        *self = details;
        (taken as usize, ended)
    }

    /// Takes the line of number `index`; its 診療識別 is its own, 0 when blank.
    /// Gives it with the 診療識別 in force, its unit as it stands now, and whether the unit ends here.
    #[inline(always)]
    pub fn take(&mut self, line: Line, index: u32) -> (Line, Unit, bool) {
        // PERF: chosen, not branched on: which lines open a group and which bear points cannot be guessed.
        let (opens, ends) = (line.section != 0, line.points != NO_POINTS);
        self.section = select_unpredictable(opens, line.section, self.section);
        self.group_row = select_unpredictable(opens, line.row, self.group_row);
        self.blank_from = select_unpredictable(opens, index + 1, self.blank_from);
        let unit = Unit { lines: self.unit_line..index + 1, group_row: self.group_row, closed: true };
        self.unit_line = select_unpredictable(ends, index + 1, self.unit_line);
        (Line { section: self.section, ..line }, unit, ends)
    }
}
