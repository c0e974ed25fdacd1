//! An assessed receipt for 増減点連絡書: what was claimed, what it becomes, by how much and why.

use std::collections::BTreeMap;

use formats::Personal;
use formats::change_list::{
    Amount, Change, ChangedLine, ChangedReceipt, GivenReason, Origin, Place, Reduction, Said,
};
use formats::codes::change_reason::{ChangeReason, Users, find};
use model::{Month, Points};
use receipt::batch::{Line, NO_POINTS};
use wire::{EffectRow, FindingRow};

use super::left_out::Why;
use desk::official::Facts;

/// An assessed receipt, and how many of its changes have no letter.
pub(super) fn listed(
    of: Facts<'_>,
    findings: &[FindingRow],
    (users, processed): (Users, Option<Month>),
) -> Result<(ChangedReceipt, usize), Why> {
    let mut reductions: Vec<(u64, Reduction)> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.assesses()) {
        if let Some(effect) = &finding.effect {
            reductions.push(reduction(of, finding, effect, letter(finding, users, processed)));
        }
    }
    // In the order of the receipt; stable, so that changes of one line stay in the order in which they apply.
    reductions.sort_by_key(|(line, _)| *line);
    let unlettered = reductions.iter().filter(|(_, reduction)| reduction.reasons.is_empty()).count();
    let insurer = of.payers().iter().find(|payer| payer.slot == 0);
    let funds = of.payers().iter().filter(|payer| payer.slot > 0);
    let receipt = ChangedReceipt {
        month: of.month().ok_or(Why::Month)?,
        number: of.number().ok_or(Why::Number)?,
        reception: None,
        special_review: false,
        insurer: insurer.map(|payer| of.payer_number(payer)),
        municipality: None,
        funds: funds.map(|payer| of.payer_number(payer)).collect(),
        class: of.class().ok_or(Why::Class)?,
        notes: of.notes(),
        duty: of.duty(),
        name: of.name(),
        chart: of.chart(),
        reductions: reductions.into_iter().map(|(_, reduction)| reduction).collect(),
        search_number: of.search_number(),
        claim_information: of.information(),
    };
    Ok((receipt, unlettered))
}

/// The letter of an assessment in the month of processing.
fn letter(finding: &FindingRow, users: Users, processed: Option<Month>) -> Option<&'static ChangeReason> {
    find(users, finding.reason.as_ref()?.code, processed?)
}

/// A change, with the line where it stands.
fn reduction(
    of: Facts<'_>,
    finding: &FindingRow,
    effect: &EffectRow,
    letter: Option<&'static ChangeReason>,
) -> (u64, Reduction) {
    let mut fallen: BTreeMap<u64, u32> = BTreeMap::new();
    for share in &effect.shares {
        *fallen.entry(share.line).or_default() += u32::from(share.times);
    }
    let first = fallen.keys().next().copied().unwrap_or_default();
    let section = of.line(first).map_or(0, |line| line.section);
    let amounts = finding
        .by_payer
        .iter()
        .map(|change| Amount { law: of.law(change.payer), change: Change::Points(Points(change.points)) });
    let lines = fallen.iter().filter_map(|(&physical, &times)| {
        let line = of.line(physical)?;
        let named = effect.names.iter().find(|name| name.line == physical).map(|name| name.name.as_str());
        Some(changed_line(of, line, named, effect, times))
    });
    let reason = |reason| GivenReason { origin: Origin::Review, reason };
    let reduction = Reduction {
        place: Place::Section(section),
        amounts: amounts.collect(),
        reasons: letter.map(reason).into_iter().collect(),
        lines: lines.collect(),
    };
    (first, reduction)
}

/// What a line says, and what it says after `times` of it fell or were corrected.
fn changed_line(
    of: Facts<'_>,
    line: &Line,
    named: Option<&str>,
    effect: &EffectRow,
    times: u32,
) -> ChangedLine {
    let name = named.map_or_else(|| format!("{:09}", line.code), str::to_owned);
    let claimed = u32::from(if line.days == 0 { line.count } else { line.day_total });
    let points = (line.points != NO_POINTS).then_some(i64::from(line.points));
    let left = claimed.saturating_sub(times);
    let said = |text: String| Said { burden: of.burden(line), text: Personal(text) };
    let priced = |points: Option<i64>, times: u32| match points {
        Some(points) => format!("{name}　{points}×{times}"),
        None => name.clone(),
    };
    let corrected = match (effect.kind.as_str(), effect.points) {
        ("corrects", Some(right)) => {
            let told = priced(points.map(|_| right), times);
            let rest = points.filter(|_| left > 0).map(|points| format!("、{points}×{left}"));
            said(told + rest.as_deref().unwrap_or_default())
        }
        ("caps", Some(most)) => said(format!("{name}　（合わせて{most}点まで）")),
        _ if left == 0 => Said::default(),
        // A line without points of its own shows how often it stands.
        _ => said(points.map_or_else(|| format!("{name}　×{left}"), |_| priced(points, left))),
    };
    let said_before = match points {
        None if left > 0 => format!("{name}　×{claimed}"),
        _ => priced(points, claimed),
    };
    ChangedLine { claimed: said(said_before), corrected }
}
