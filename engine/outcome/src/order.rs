//! The order of findings that does not depend on the order in which they came.

use std::cmp::Ordering;

use model::Finding;

/// The places of findings, in their own order.
pub(crate) fn ordered(findings: &[Finding]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by(|&a, &b| match (findings.get(a), findings.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    order
}

fn compare(a: &Finding, b: &Finding) -> Ordering {
    let head = |of: &Finding| (of.conclusion, of.certainty, of.days, of.edition);
    let lines =
        |of: &Finding| of.lines.iter().map(|line| (line.line, line.role, line.code)).collect::<Vec<_>>();
    a.rule
        .cmp(&b.rule)
        .then_with(|| head(a).cmp(&head(b)))
        .then_with(|| lines(a).cmp(&lines(b)))
        .then_with(|| a.effect.shares().cmp(b.effect.shares()))
        .then_with(|| a.message.cmp(&b.message))
}
