//! The whole rule book on a minimal claim: what it says, by rule.

use eval::{Answer, Book, Config, Earlier, OtherClaim, Reading, Scratch};
use masters::Masters;
use model::{Certainty, Conclusion, LineRole};

use super::claim::Claim;

/// What a rule says of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub rule: String,
    /// Whether it could decide.
    pub decided: bool,
    pub conclusion: Conclusion,
    pub certainty: Certainty,
    /// The codes that it says it of.
    pub subjects: Vec<u32>,
    pub message: String,
}

/// The rule book as it is built in, asked with these masters.
pub fn book(masters: &Masters) -> Book<'_> {
    let reading = Reading::of(rulebook::FILES);
    assert_eq!(reading.errors(), 0);
    Book::new(reading.compiled, masters)
}

/// What a rule says of the first receipt of a claim.
pub fn said(book: &Book<'_>, rule: &str, claim: &Claim) -> Vec<Said> {
    let batch = claim.read();
    let others: Vec<_> =
        (1..batch.receipts.len()).map(|receipt| OtherClaim { batch: &batch, receipt, sure: true }).collect();
    let earlier =
        Earlier { claims: &others, known_from: claim.known_from, knows_month: claim.known_from.is_some() };
    let judged = book.judge(&batch, 0, earlier, Config::default(), &mut Scratch::default());
    let said = judged.into_iter().map(|judgement| Said {
        rule: book.rules()[judgement.rule].code.clone(),
        decided: judgement.answer == Answer::Fired,
        conclusion: judgement.conclusion,
        certainty: judgement.certainty,
        subjects: {
            let subjects = judgement.lines.iter().filter(|line| line.role == LineRole::Subject);
            let mut codes: Vec<u32> = subjects.filter_map(|line| line.code).collect();
            codes.dedup();
            codes
        },
        message: judgement.message,
    });
    said.filter(|said| said.rule == rule).collect()
}

/// What a finding should be.
pub struct Expected<'a> {
    /// The code that it says it of: one of these.
    pub subjects: &'a [u32],
    /// Whether it assesses; else it is shown to staff.
    pub assessed: bool,
    /// 特例条件: never assessed, never definite.
    pub special: bool,
    /// Whether the table speaks of the month with certainty, so that an assessment is definite.
    pub sure: bool,
}

impl Expected<'_> {
    pub fn is(&self, told: &Said) -> bool {
        let conclusion = if self.assessed { Conclusion::Assess } else { Conclusion::Flag };
        told.decided
            && told.conclusion == conclusion
            && (!self.special || told.certainty != Certainty::Definite)
            && (!self.assessed || self.sure == (told.certainty == Certainty::Definite))
            && matches!(told.subjects.as_slice(), [code] if self.subjects.contains(code))
    }
}
