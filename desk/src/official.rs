//! What the official lists need of a receipt, shared by a run over a month and by the desk; and the list of the intake checks
//! as an agency would write it for one file.

mod asp;
pub mod assessment;
mod facts;
mod intake;
#[cfg(test)]
mod tests;

use wire::{FindingRow, LineRow};

pub use asp::{AspList, AspLists, Unwritten, asp_list};
pub use facts::Facts;
pub use intake::{Intake, faulty};

/// The digits of an official code.
pub fn digits(code: Option<&String>) -> Option<u16> {
    code?.strip_prefix('L')?.parse().ok()
}

/// Whether a line is one of the receipt itself.
pub fn own(of: Facts<'_>, finding: &FindingRow, line: &LineRow) -> bool {
    line.seq == of.batch.seq_of(of.receipt) && line.file == finding.file
}

/// 補足事項: which lines and which days. Lines of other claims are not told here.
pub fn supplement(of: Facts<'_>, finding: &FindingRow) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in finding.lines.iter().filter(|line| own(of, finding, line)) {
        let row = line.line.checked_sub(of.batch.lines_before + 1).and_then(|row| u32::try_from(row).ok());
        let record = row.and_then(|row| of.batch.record_id(row)).map(|record| record.to_string());
        let told: Vec<String> = record.into_iter().chain(line.code.clone()).collect();
        let told = told.join(" ");
        if !told.is_empty() && !lines.contains(&told) {
            lines.push(told);
        }
    }
    let days: Vec<String> = finding.days.iter().map(|day| format!("{day}日")).collect();
    lines.extend((!days.is_empty()).then(|| days.join("・")));
    lines.join("、")
}
