//! Points of a 剤: those that engine/pricing gives, so that what is claimed and what is recomputed cannot differ.

use pricing::{Reading, Undecided};

use super::Catalog;
use crate::draft::Line;

impl Catalog {
    /// Points of one time of a 剤, and whether they are yen.
    ///
    /// # Errors
    /// When a rule for a line is not known; the courses hold no such line (see the test in `stream`).
    pub(crate) fn price(&self, section: u8, lines: &[Line]) -> Result<(i64, bool), Undecided> {
        let lines: Vec<pricing::Line> = lines.iter().filter_map(|line| self.priced(line)).collect();
        pricing::price(&lines, section, self.first, Reading::FIRST)
    }

    /// A line as it is priced; `None` for codes that are not in the catalog, which only errors put in.
    fn priced(&self, line: &Line) -> Option<pricing::Line> {
        let entry = self.entry(line.index)?;
        let quantity = Some(line.quantity).filter(|&quantity| quantity != 0);
        Some(match line.code / 100_000_000 {
            6 => pricing::Line::Drug(entry.ware, quantity),
            7 => pricing::Line::Material(entry.ware, quantity),
            _ => pricing::Line::Procedure(entry.fee, quantity),
        })
    }
}
