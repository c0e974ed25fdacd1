//! A returned receipt for 返戻内訳書 and for the return file.

use desk::official::{Facts, digits, own, supplement};
use formats::codes::return_class::ReturnClass;
use formats::return_file::{FiledReason, FiledReturn};
use formats::return_list::{ReturnReason, ReturnedReceipt};
use wire::{DefectRow, FindingRow, SlipRow};

use super::left_out::Why;

/// One reason, as both ask for it.
struct Reason<'a> {
    code: Option<u16>,
    class: String,
    section: Option<u8>,
    /// What is wrong.
    what: &'a str,
    /// The same with what to do and where it is written.
    whole: String,
    supplement: String,
}

/// Why a receipt goes back: the findings that return it, and its defects of level L3.
fn reasons<'a>(of: Facts<'_>, findings: &'a [FindingRow], defects: &'a [DefectRow]) -> Vec<Reason<'a>> {
    let returning = findings.iter().filter(|finding| finding.returns()).map(|finding| {
        let slip = finding.slip.clone().unwrap_or_else(|| SlipRow::of(None));
        // A return acts on the whole receipt, so often nothing but what shows it has a line.
        let subject = finding.lines.iter().find(|line| line.role == "subject");
        let line = subject.or_else(|| finding.lines.iter().find(|line| own(of, finding, line)));
        Reason {
            code: digits(finding.official_code.as_ref()),
            class: slip.class,
            section: line.and_then(|line| of.line(line.line)).map(|line| line.section).filter(|&s| s != 0),
            what: &finding.message,
            whole: finding.text.clone(),
            supplement: supplement(of, finding),
        }
    });
    let returned = defects.iter().filter(|defect| defect.level == "L3").map(|defect| Reason {
        code: digits(defect.code.as_ref()),
        class: SlipRow::of(None).class,
        section: of.line(defect.line).map(|line| line.section).filter(|&section| section != 0),
        what: &defect.message,
        whole: format!("{}。{}", defect.message.trim_end_matches('。'), defect.advice),
        supplement: [defect.record.as_deref(), defect.field_name.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
    });
    returning.chain(returned).collect()
}

/// For 返戻内訳書.
pub(super) fn listed(
    of: Facts<'_>,
    findings: &[FindingRow],
    defects: &[DefectRow],
) -> Result<ReturnedReceipt, Why> {
    let reason = |reason: Reason<'_>| ReturnReason { code: reason.code, text: reason.what.to_owned() };
    Ok(ReturnedReceipt {
        month: of.month().ok_or(Why::Month)?,
        // The agency's own numbers: a claim file has none.
        reception: None,
        class: of.class().ok_or(Why::Class)?,
        notes: of.notes(),
        duty: of.duty(),
        name: of.name(),
        payers: of.payers().iter().map(|payer| of.returned_payer(payer)).collect(),
        reasons: reasons(of, findings, defects).into_iter().map(reason).collect(),
        chart: of.chart(),
        search_number: of.search_number(),
        claim_information: of.information(),
    })
}

/// For the return file.
pub(super) fn filed(
    of: Facts<'_>,
    institution: Option<&[u8]>,
    findings: &[FindingRow],
    defects: &[DefectRow],
) -> Result<FiledReturn, Why> {
    let mut filed = Vec::new();
    for reason in reasons(of, findings, defects) {
        let class = reason.class.chars().next().and_then(ReturnClass::find).ok_or(Why::ReturnClass)?;
        filed.push(FiledReason {
            class,
            section: reason.section,
            code: reason.code,
            reason: reason.whole.into(),
            supplement: reason.supplement.into(),
        });
    }
    // Without a number of the agency the records stay as they are, byte for byte.
    Ok(FiledReturn {
        request: of.request(institution).ok_or(Why::NoRecords)?,
        search_number: None,
        reasons: filed,
    })
}
