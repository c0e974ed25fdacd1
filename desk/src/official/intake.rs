//! What intake found of a receipt, for the lists of intake: errors with an official code, as their levels split them.

use formats::intake_list::{Faulty, IntakeError, Refiled};
use model::Level;
use wire::{DefectRow, FindingRow};

use super::facts::Facts;
use super::{digits, supplement};

/// What intake found; `unlisted`: how much of it has no official code, and so no place in a list.
#[derive(Debug)]
pub struct Intake {
    /// The errors with an official code.
    pub errors: Vec<IntakeError>,
    /// How much has none.
    pub unlisted: usize,
}

impl Intake {
    /// Of the defects and findings of a receipt, or of the defects of a file (`of` is then `None`).
    pub fn of(of: Option<Facts<'_>>, defects: &[DefectRow], findings: &[FindingRow]) -> Self {
        let mut intake = Self { errors: Vec::new(), unlisted: 0 };
        for defect in defects {
            match digits(defect.code.as_ref()).zip(Level::of_official(&defect.level)) {
                Some((code, level)) => intake.errors.push(IntakeError {
                    code,
                    level,
                    upper: defect.message.clone(),
                    lower: place(defect),
                    section: of.and_then(|of| of.line(defect.line)).and_then(section),
                    item: String::new().into(),
                    points: None,
                }),
                None => intake.unlisted += 1,
            }
        }
        // A finding without an official code is none of intake's: the rules have said it.
        for (of, finding) in findings.iter().filter_map(|finding| Some((of?, finding))) {
            let code = digits(finding.official_code.as_ref());
            let line = finding.lines.iter().find(|line| line.role == "subject");
            if let Some((code, level)) = code.zip(Level::of_official(&finding.level)) {
                intake.errors.push(IntakeError {
                    code,
                    level,
                    upper: finding.message.clone(),
                    lower: supplement(of, finding),
                    section: line.and_then(|line| of.line(line.line)).and_then(section),
                    item: String::new().into(),
                    points: None,
                });
            }
        }
        intake
    }

    /// The errors of reception alone.
    pub fn of_reception(&self) -> Vec<IntakeError> {
        let reception = |error: &&IntakeError| matches!(error.level, Level::L1 | Level::L2);
        self.errors.iter().filter(reception).cloned().collect()
    }
}

const fn section(line: &receipt::batch::Line) -> Option<u8> {
    if line.section == 0 { None } else { Some(line.section) }
}

/// Which line, record and item; never the value.
fn place(defect: &DefectRow) -> String {
    let mut place = format!("{}行目", defect.line);
    for part in [defect.record.as_deref(), defect.field_name.as_deref()].into_iter().flatten() {
        place.push('　');
        place.push_str(part);
    }
    place
}

/// A receipt with its errors.
pub fn faulty(of: Facts<'_>, errors: Vec<IntakeError>) -> Faulty {
    Faulty {
        number: of.number(),
        donor: 0,
        chart: of.chart(),
        recipient: None,
        month: of.month(),
        inpatient: of.inpatient(),
        name: of.name(),
        birth: of.birth(),
        claim_information: of.information(),
        refiled: refiled(of),
        errors,
    }
}

/// Whether it was filed again, by データ識別 of its history: 3 and 4 are a re-examination.
///
/// SPEC: unverified: the codes of `formats::codes` データ識別, as programs that follow the specification have them.
fn refiled(of: Facts<'_>) -> Refiled {
    of.history().fold(Refiled::No, |so_far, line| match (so_far, line.split(|&b| b == b',').next()) {
        (_, Some(b"3" | b"4")) | (Refiled::AfterReexamination, _) => Refiled::AfterReexamination,
        _ => Refiled::AfterReturn,
    })
}
