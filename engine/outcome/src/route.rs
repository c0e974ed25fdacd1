//! Where a receipt goes: its disposition, and the queue of the last to decide of all that ask.

use model::{Certainty, Conclusion, Finding, Level, Queue};

use crate::routing::Routing;
use crate::routing::{Asked, Receipt};
use crate::settle::{Disposition, Settled, State, Subject, Weighed, refuses, returns};

/// Disposition and queue.
pub(crate) fn route(of: Subject<'_>, settled: &Settled, routing: &Routing) -> (Disposition, Option<Queue>) {
    if of.refused || of.defects.iter().any(|defect| refuses(defect.level)) {
        return (Disposition::Unreadable, None);
    }
    let pairs = || of.findings.iter().zip(&settled.findings);
    let sent_back = of.defects.iter().any(|defect| defect.level == Level::L3)
        || pairs().any(|(finding, weighed)| returns(finding, weighed));
    if sent_back {
        return (Disposition::Returned, None);
    }
    let receipt = Receipt::new(of, &settled.payers);
    let asked = pairs().filter_map(|(finding, weighed)| queue_of(finding, weighed, &receipt, routing));
    let defects = of.defects.iter().any(|defect| matches!(defect.level, Level::L4 | Level::L7));
    let open = defects || !of.not_evaluated.is_empty();
    let queue = asked.chain(open.then_some(Queue::Staff)).chain(routing.of_receipt(&receipt)).max();
    match queue {
        Some(queue) => (Disposition::Review, Some(queue)),
        None if pairs().any(|(finding, weighed)| takes(finding, weighed)) => (Disposition::Assessed, None),
        None => (Disposition::Accepted, None),
    }
}

/// Whether a finding is an assessment that stands and takes something.
fn takes(finding: &Finding, weighed: &Weighed) -> bool {
    weighed.state == State::Won && finding.conclusion == Conclusion::Assess && weighed.points != Some(0)
}

/// Who is asked about a finding; `None` when the computer decides.
fn queue_of(finding: &Finding, weighed: &Weighed, receipt: &Receipt, routing: &Routing) -> Option<Queue> {
    let decided = match (finding.certainty, finding.conclusion) {
        (Certainty::Notice, _) | (_, Conclusion::Notice) => true,
        (Certainty::Definite, Conclusion::Assess) => weighed.doubt.is_none() && weighed.points.is_some(),
        // A formal correction that changes nothing of what is paid.
        (Certainty::Definite, Conclusion::Repair) => true,
        _ => false,
    };
    if weighed.state != State::Won || decided {
        return None;
    }
    let asked = Asked {
        rule: &finding.rule,
        check: finding.check,
        conclusion: finding.conclusion,
        certainty: finding.certainty,
    };
    let routed = routing.of_finding(&asked, receipt);
    Some(routed.or(finding.queue).unwrap_or(Queue::Staff).max(finding.queue.unwrap_or(Queue::Staff)))
}

#[cfg(test)]
mod tests;
