//! What is to be decided of a line: what was said of it, what it claims, and what that suggests.

use std::collections::BTreeMap;

use desk::official::Facts;
use desk::official::assessment::assessable;
use desk::{CheckedFinding, Sheet, Taken};
use model::Text;
use receipt::Batch;

use super::decision::UNREADABLE;

/// The receipt of a case, to decide of its lines.
pub struct Shown<'a> {
    /// What was found in it.
    pub taken: &'a Taken,
    names: BTreeMap<u64, &'a str>,
    payers: BTreeMap<u8, &'a str>,
    batch: Option<Batch>,
}

impl<'a> Shown<'a> {
    /// A receipt with its claim and, where it can be laid out, its sheet.
    pub fn new(taken: &'a Taken, claim: &[u8], sheet: Option<&'a Sheet>) -> Self {
        let sections = sheet.into_iter().flat_map(|sheet| &sheet.sections);
        let lines = sections.flat_map(|section| &section.units).flat_map(|unit| &unit.lines);
        let names = lines.map(|line| (line.line, line.name.as_str())).collect();
        let payers = sheet.into_iter().flat_map(|sheet| &sheet.payers);
        let payers = payers.map(|payer| (payer.slot, payer.title.as_str())).collect();
        Self { taken, names, payers, batch: taken.read(claim) }
    }

    /// One of its lines.
    pub fn asked(&self, line: u32) -> Asked<'a> {
        let assessable = match &self.batch {
            Some(batch) => assessable(Facts { batch, receipt: 0 }, u64::from(line)),
            None => Err(UNREADABLE),
        };
        // Of a receipt with one payer there is nothing to tell.
        let several = assessable.as_ref().ok().filter(|_| self.payers.len() > 1);
        let borne = several.into_iter().flat_map(|of| &of.payers);
        let payers = borne.filter_map(|slot| self.payers.get(slot).copied()).collect();
        Asked {
            line,
            whole: self.taken.receipt.first_line == u64::from(line),
            item: self.names.get(&u64::from(line)).copied().unwrap_or_default(),
            findings: speaking(self.taken, line),
            payers,
            claimed: assessable.map(|of| of.points),
        }
    }
}

/// A line that is to be decided.
pub struct Asked<'t> {
    /// Its number.
    pub line: u32,
    /// Whether it stands for the receipt as a whole.
    pub whole: bool,
    /// The name of the item.
    pub item: &'t str,
    /// What was said of it.
    pub findings: Vec<&'t CheckedFinding>,
    /// What those are called who bear its points, each all of them; blank where the receipt has one payer.
    pub payers: Vec<&'t str>,
    /// Points of all times; or why it cannot be assessed.
    pub claimed: Result<i64, Text>,
}

/// What the findings of a line suggest for its decision.
#[derive(Default)]
pub struct Suggested<'t> {
    /// 増減点事由.
    pub letter: &'t str,
    /// The text of the reason.
    pub text: &'t str,
    /// Points that would remain, where one finding says so of this line alone.
    pub points: Option<i64>,
}

impl<'t> Asked<'t> {
    /// What its findings suggest.
    pub fn suggested(&self) -> Suggested<'t> {
        let letter = self.findings.iter().find_map(|one| Some(one.reason.as_ref()?.code.as_str()));
        Suggested {
            letter: letter.unwrap_or_default(),
            text: self.findings.first().map_or("", |one| one.text.as_str()),
            points: self.remains(),
        }
    }

    /// The change that a finding tells is that of all its lines together, so it says what remains of a line only where
    /// that is its only one.
    fn remains(&self) -> Option<i64> {
        let [one] = self.findings.as_slice() else { return None };
        let mut subjects = subjects(one);
        if subjects.next() != Some(u64::from(self.line)) || subjects.next().is_some() {
            return None;
        }
        let left = self.claimed.ok()?.checked_add(one.points.filter(|change| *change < 0)?)?;
        (left >= 0).then_some(left)
    }
}

/// Lines of the receipt itself that a finding is about.
fn subjects(of: &CheckedFinding) -> impl Iterator<Item = u64> {
    of.lines.iter().filter(|one| one.role == "subject" && one.month.is_none()).map(|one| one.line)
}

/// The findings that speak of a line; those without a line of their own stand at the first one.
fn speaking(taken: &Taken, line: u32) -> Vec<&CheckedFinding> {
    let rules: Vec<String> =
        taken.rules().into_iter().filter(|(_, of)| *of == u64::from(line)).map(|(rule, _)| rule).collect();
    let first = taken.receipt.first_line == u64::from(line);
    let at = |of: &&CheckedFinding| {
        let own = of.lines.iter().any(|one| one.line == u64::from(line) && one.role == "subject");
        of.state == "won" && rules.contains(&of.rule) && (own || first)
    };
    taken.receipt.findings.iter().filter(at).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at a surprise")]
    use desk::CheckedFinding;
    use serde_json::{Value, json};

    use super::Asked;

    /// A finding that takes 375 points of some lines.
    fn finding(lines: &[Value]) -> CheckedFinding {
        serde_json::from_value(json!({
            "id": "1", "rule": "R-1", "edition": null, "check": "", "certainty": "review", "conclusion": "assess",
            "reason": null, "official_code": null, "level": "L4", "lines": lines, "days": [], "points": -375,
            "doubt": null, "message": "", "advice": "", "text": "過剰", "basis": "", "state": "won",
            "subsumed_by": null
        }))
        .unwrap()
    }

    fn line(number: u64, role: &str, month: Option<u32>) -> Value {
        json!({"file": "a", "seq": 1, "line": number, "code": null, "role": role, "month": month})
    }

    fn remains(findings: &[CheckedFinding], claimed: i64) -> Option<i64> {
        let findings = findings.iter().collect();
        Asked { line: 61, whole: false, item: "", findings, payers: Vec::new(), claimed: Ok(claimed) }
            .suggested()
            .points
    }

    #[test]
    fn what_remains_is_suggested_where_the_finding_is_of_this_line_alone() {
        let alone = finding(&[
            line(61, "subject", None),
            line(9, "witness", None),
            line(61, "subject", Some(2024_05)),
        ]);
        assert_eq!(remains(std::slice::from_ref(&alone), 500), Some(125));
        assert_eq!(remains(std::slice::from_ref(&alone), 374), None, "more than is claimed");
        // 61 claims 250 and 62 claims 250: of which of them the 375 are taken is not said.
        let two = finding(&[line(61, "subject", None), line(62, "subject", None)]);
        assert_eq!(remains(&[two], 500), None);
        assert_eq!(remains(&[finding(&[line(62, "subject", None)])], 500), None, "of another line");
        assert_eq!(remains(&[finding(&[])], 500), None, "of the receipt as a whole");
        assert_eq!(remains(&[alone.clone(), alone], 500), None, "two findings");
    }
}
