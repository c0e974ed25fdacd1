//! The order of findings, the same in either language: by what they say of the receipt, never by a sentence.

use std::cmp::Ordering;

use model::Finding;

/// The places of findings, in their own order; of equals the one that was found first, which a rule finds in the order of
/// the receipt.
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
    a.rule
        .cmp(&b.rule)
        .then_with(|| head(a).cmp(&head(b)))
        .then_with(|| lines(a).cmp(lines(b)))
        .then_with(|| a.effect.shares().cmp(b.effect.shares()))
        .then_with(|| a.effect.cmp(&b.effect))
        .then_with(|| (&a.reason, a.queue).cmp(&(&b.reason, b.queue)))
        .then_with(|| linked(a).cmp(linked(b)))
        .then_with(|| rows(a).cmp(rows(b)))
}

fn lines(of: &Finding) -> impl Iterator<Item = impl Ord> {
    of.lines.iter().map(|line| (line.line, line.role, line.code))
}

fn linked(of: &Finding) -> impl Iterator<Item = impl Ord> {
    of.linked.iter().map(|line| (line.month, &line.file, line.seq, line.line, line.role, line.code))
}

fn rows(of: &Finding) -> impl Iterator<Item = impl Ord> {
    of.rows.iter().map(|row| (row.master, &row.code, row.days, &row.columns))
}
