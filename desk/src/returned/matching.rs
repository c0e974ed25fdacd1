//! Finds the receipt that a list speaks of among the checks that are kept, and says what was said of it.
//!
//! Nothing is guessed: a receipt is the one that is meant when its month and number agree and nothing contradicts them;
//! where the list has no number, when it is the only one of the month with its points and its patient's name and number.

use formats::text::decode;

use super::read::folded;
use super::{Before, ReturnedList, ReturnedReceipt, SaidBefore, Who};
use crate::{Checked, CheckedFinding, CheckedReceipt};

/// A check that is kept with its claims.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a> {
    /// Its name, as it is pointed to.
    pub id: &'a str,
    /// 請求年月 of what is in it, as YYYYMM.
    pub billed: &'a [u32],
    /// What was said.
    pub checked: &'a Checked,
    /// The claims, unpacked.
    pub claims: &'a [u8],
}

/// Holds every receipt of a list against checks, the newest first.
pub fn hold_against(list: &mut ReturnedList, kept: &[Kept<'_>]) {
    let (form, agency, processed) = (list.form.clone(), list.agency, list.processed);
    let institution = list.institution.clone();
    for receipt in &mut list.receipts {
        let of = Asked { receipt, institution: institution.as_deref(), processed };
        let (said, found) = of.find(kept);
        receipt.before = match found {
            Some((check, own)) => before(receipt, (check, own), (form.as_str(), agency)),
            None => Before { said, ..Before::default() },
        };
    }
}

struct Asked<'a> {
    receipt: &'a ReturnedReceipt,
    institution: Option<&'a str>,
    processed: Option<u32>,
}

type Found<'k> = (&'k Kept<'k>, &'k CheckedReceipt);

impl Asked<'_> {
    fn find<'k>(&self, kept: &'k [Kept<'k>]) -> (SaidBefore, Option<Found<'k>>) {
        let of_month = |of: &&CheckedReceipt| of.month.is_some() && of.month == self.receipt.month;
        let all = || kept.iter().flat_map(|one| one.checked.receipts.iter().map(move |of| (one, of)));
        if !all().any(|(_, of)| of_month(&of)) {
            return (SaidBefore::Gone, None);
        }
        let mut found: Vec<Found<'k>> =
            all().filter(|(_, of)| of_month(of)).filter(|(one, of)| self.is(one, of)).collect();
        if found.len() > 1
            && let Some(processed) = self.processed
        {
            // SPEC: 処理年月 of a list is the 請求年月 of what was filed for it (unverified): it only chooses among several.
            let then: Vec<Found<'k>> =
                found.iter().filter(|(one, _)| one.billed.contains(&processed)).copied().collect();
            if !then.is_empty() {
                found = then;
            }
        }
        match found.as_slice() {
            [] => (SaidBefore::NotFound, None),
            [one, rest @ ..] if rest.iter().all(|other| other.1.content == one.1.content) => {
                (SaidBefore::Nothing, Some(*one))
            }
            _ => (SaidBefore::Several, None),
        }
    }

    /// Whether it may be the receipt that is meant.
    fn is(&self, kept: &Kept<'_>, of: &CheckedReceipt) -> bool {
        let asked = self.receipt;
        let same_institution =
            match (self.institution, of.institution.as_deref().and_then(|own| own.get(2..))) {
                (Some(asked), Some(own)) => asked == own,
                _ => true,
            };
        let same_kind =
            asked.inpatient.is_none() || of.inpatient.is_none() || asked.inpatient == of.inpatient;
        if !same_institution || !same_kind {
            return false;
        }
        let numbered = asked.number.is_some();
        let alike = match asked.number {
            Some(number) => of.number == Some(number),
            None => of.points_claimed.is_some() && of.points_claimed == asked.points,
        };
        if !alike {
            return false;
        }
        let own = who(kept.claims, of);
        asked.who.contradicts(own.as_ref()) == Some(false) && (numbered || asked.who.names(own.as_ref()))
    }
}

impl Who {
    /// Whether something of two differs that both say; `None` when the claims are not where they should be.
    fn contradicts(&self, own: Option<&Self>) -> Option<bool> {
        let own = own?;
        let differ = |one: &str, other: &str| !one.is_empty() && !other.is_empty() && one != other;
        let payers = !self.payers.is_empty() && !own.payers.is_empty() && !self.pays_like(own);
        Some(differ(&self.name, &own.name) || differ(&self.chart, &own.chart) || payers)
    }

    /// Whether both name the same patient: by the name and a payer, or by the number of the chart.
    fn names(&self, own: Option<&Self>) -> bool {
        own.is_some_and(|own| {
            let name = !self.name.is_empty() && self.name == own.name && self.pays_like(own);
            name || (!self.chart.is_empty() && self.chart == own.chart)
        })
    }

    /// Whether a payer is the same; lists may leave the first digits blank.
    fn pays_like(&self, own: &Self) -> bool {
        self.payers.iter().any(|listed| own.payers.iter().any(|own| own.ends_with(listed.trim_start())))
    }
}

/// Whom a receipt of the claims is of.
fn who(claims: &[u8], of: &CheckedReceipt) -> Option<Who> {
    let at = |place: u64| usize::try_from(place).ok();
    let bytes = claims.get(at(of.bytes.0)?..at(of.bytes.1)?)?;
    let mut who = Who::default();
    for row in bytes.split(|byte| *byte == b'\n') {
        let item = |number: usize| {
            let item = row.split(|byte| *byte == b',').nth(number - 1).unwrap_or_default();
            decode(item.strip_suffix(b"\r").unwrap_or(item)).0.trim().to_owned()
        };
        match row.get(..3) {
            Some(b"RE,") => (who.name, who.chart) = (folded(&item(5)), item(14)),
            Some(b"HO," | b"KO,") => who.payers.push(item(2)),
            _ => {}
        }
    }
    Some(who)
}

/// What was said of the receipt that was found.
fn before(asked: &ReturnedReceipt, (check, of): Found<'_>, list: (&str, Option<u8>)) -> Before {
    let heard = || of.findings.iter().filter(|one| one.state == "won" && one.certainty != "notice");
    let defects = || of.defects.iter().filter(|one| one.level != "L48");
    let same_defect = |code: &Option<String>| code.as_deref().is_some_and(|code| has_code(asked, code));
    let is_same = |one: &CheckedFinding| same_finding(asked, one, list);
    let mut rules: Vec<String> = Vec::new();
    let mut put = |rule: &str| {
        if !rules.iter().any(|known| known == rule) {
            rules.push(rule.to_owned());
        }
    };
    heard().filter(|one| is_same(one)).for_each(|one| put(&one.rule));
    heard().for_each(|one| put(&one.rule));
    let same = heard().any(is_same) || (list.0 != "zogn" && defects().any(|one| same_defect(&one.code)));
    let said = match (same, heard().next().is_some() || defects().next().is_some()) {
        (true, _) => SaidBefore::Same,
        (false, true) => SaidBefore::Other,
        (false, false) => SaidBefore::Nothing,
    };
    let excluded =
        defects().next().is_none() && heard().next().is_some() && heard().all(|one| one.excluded.is_some());
    Before { said, check: Some(check.id.to_owned()), seq: Some(of.seq), rules, excluded }
}

/// Whether a finding gives a reason of the list: the official code of a return, the letter of the same agency of a change.
fn same_finding(asked: &ReturnedReceipt, one: &CheckedFinding, (form, agency): (&str, Option<u8>)) -> bool {
    if form != "zogn" {
        return one.official_code.as_deref().is_some_and(|code| has_code(asked, code));
    }
    let Some(reason) = one.reason.as_ref().filter(|_| one.conclusion == "assess") else { return false };
    let same_agency = match agency {
        Some(1) => reason.agency == "fund",
        Some(_) => reason.agency == "federation",
        None => true,
    };
    same_agency && asked.reasons.iter().any(|given| given.code.contains(&reason.code))
}

/// Whether a list gives a code; the federations write it without its letter.
fn has_code(asked: &ReturnedReceipt, code: &str) -> bool {
    let digits = |code: &str| code.trim_start_matches('L').to_owned();
    asked.reasons.iter().any(|given| !given.code.is_empty() && digits(&given.code) == digits(code))
}
