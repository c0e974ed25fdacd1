//! An assessed receipt for 増減点連絡書: what was claimed, what it becomes, by how much and why.

use std::collections::BTreeMap;

use formats::Personal;
use formats::change_list::{
    Amount, Change, ChangedLine, ChangedReceipt, GivenReason, Origin, Place, Reduction, Said,
};
use formats::codes::change_reason::{ChangeReason, Users, find};
use model::{Month, Points};
use receipt::batch::{Line, NO_POINTS};
use wire::{EffectRow, FindingRow, PointsTimesRow, UnitLineRow, UnitRow};

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
    let lines: Vec<ChangedLine> = if effect.units.is_empty() {
        let changed =
            |(&physical, &times)| Some(changed_line(of, of.line(physical)?, effect, physical, times));
        fallen.iter().filter_map(changed).collect()
    } else {
        effect.units.iter().flat_map(|unit| changed_unit(of, effect, unit)).collect()
    };
    let reason = |reason| GivenReason { origin: Origin::Review, reason };
    let reduction = Reduction {
        place: Place::Section(section),
        amounts: amounts.collect(),
        reasons: letter.map(reason).into_iter().collect(),
        lines,
    };
    (first, reduction)
}

/// The name of a line, or its code.
fn name(effect: &EffectRow, physical: u64, line: &Line) -> String {
    let named = effect.names.iter().find(|name| name.line == physical);
    named.map_or_else(|| format!("{:09}", line.code), |name| name.name.clone())
}

/// All lines of a 剤 as they stand before and after: its points are written on the last of those that stand.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 診療行為レコード: 点数 of a 剤 stands on its last line.
fn changed_unit(of: Facts<'_>, effect: &EffectRow, unit: &UnitRow) -> Vec<ChangedLine> {
    let bears = |times: fn(&UnitLineRow) -> u32| {
        unit.lines.iter().rev().find(|line| times(line) > 0).map(|line| line.line)
    };
    let (was, is) = (bears(|line| line.before), bears(|line| line.after));
    let (fresh, kept): (Vec<PointsTimesRow>, Vec<PointsTimesRow>) =
        unit.after.iter().partition(|after| unit.before.iter().all(|before| before.points != after.points));
    let after = [fresh, kept].concat();
    let said = |name: &str, times: u32, prices: Option<&[PointsTimesRow]>, partly: bool| {
        let own = if partly { format!("　×{times}") } else { String::new() };
        let each = prices.into_iter().flatten().map(|price| format!("{}×{}", price.points, price.times));
        let each = each.collect::<Vec<_>>().join("、");
        let prices = if prices.is_some() { format!("　{each}") } else { String::new() };
        format!("{name}{own}{prices}")
    };
    // The times beside the points are those of the 剤: they tell the times of its last line where those are as many.
    let tells = |prices: Option<&[PointsTimesRow]>, times: u32| {
        prices.is_some_and(|prices| prices.iter().map(|price| price.times).sum::<u32>() == times)
    };
    let changed = |own: &UnitLineRow| {
        let line = of.line(own.line).filter(|_| own.before > 0)?;
        let name = name(effect, own.line, line);
        let partly = own.after > 0 && own.after < own.before;
        let priced = |bearer: Option<u64>| bearer == Some(own.line);
        let text = |text: String| Said { burden: of.burden(line), text: Personal(text) };
        let before = priced(was).then_some(unit.before.as_slice());
        let left = priced(is).then_some(after.as_slice());
        let partly = partly && !(tells(before, own.before) && tells(left, own.after));
        Some(ChangedLine {
            claimed: text(said(&name, own.before, before, partly)),
            corrected: if own.after == 0 {
                Said::default()
            } else {
                text(said(&name, own.after, left, partly))
            },
        })
    };
    unit.lines.iter().filter_map(changed).collect()
}

/// What a line says, and what it says after `times` of it fell or were corrected.
fn changed_line(of: Facts<'_>, line: &Line, effect: &EffectRow, physical: u64, times: u32) -> ChangedLine {
    let name = name(effect, physical, line);
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

#[cfg(test)]
mod tests {
    use receipt::Batch;

    use super::*;

    /// Two lines of one 剤, and one by itself.
    const RECEIPT: &str = "\
IR,1,13,1,1234567,,X,202407,00,03-1234-5678
RE,1,1122,202406,X,1,19800115
HO,01130012,1,2,1,122
SI,60,1,160000310,,,1,,,,,,,1
SI,,1,160008010,,47,1,,,,,,,1
SI,12,1,112007410,,75,4,,,,,,,1,1,2
GO,1,122,99
";

    fn texts(units: Vec<UnitRow>) -> Vec<(String, String)> {
        let mut batch = Batch { bytes: RECEIPT.as_bytes().to_vec(), ..Batch::default() };
        receipt::read(&mut batch);
        let names =
            [(4, "甲"), (5, "乙"), (6, "丙")].map(|(line, name)| wire::NameRow { line, name: name.into() });
        let effect =
            EffectRow { kind: "falls".into(), shares: Vec::new(), points: None, units, names: names.into() };
        let of = Facts { batch: &batch, receipt: 0 };
        let lines = effect.units.iter().flat_map(|unit| changed_unit(of, &effect, unit));
        lines.map(|line| (line.claimed.text.0, line.corrected.text.0)).collect()
    }

    fn unit(lines: &[(u64, u32, u32)], before: &[(i64, u32)], after: &[(i64, u32)]) -> UnitRow {
        let prices = |all: &[(i64, u32)]| {
            all.iter().map(|&(points, times)| PointsTimesRow { points, times }).collect()
        };
        let line = |&(line, before, after): &(u64, u32, u32)| UnitLineRow { line, before, after };
        UnitRow { lines: lines.iter().map(line).collect(), before: prices(before), after: prices(after) }
    }

    fn said(of: &[(&str, &str)]) -> Vec<(String, String)> {
        of.iter().map(|(claimed, corrected)| ((*claimed).to_owned(), (*corrected).to_owned())).collect()
    }

    #[test]
    fn points_stand_on_the_last_line_that_stands() {
        let last = unit(&[(4, 1, 1), (5, 1, 0)], &[(47, 1)], &[(26, 1)]);
        assert_eq!(texts(vec![last]), said(&[("甲", "甲　26×1"), ("乙　47×1", "")]));
        let whole = unit(&[(4, 1, 0), (5, 1, 0)], &[(47, 1)], &[]);
        assert_eq!(texts(vec![whole]), said(&[("甲", ""), ("乙　47×1", "")]));
    }

    #[test]
    fn a_line_counts_on_from_the_finding_before() {
        let first = unit(&[(6, 4, 3)], &[(75, 4)], &[(75, 3)]);
        let second = unit(&[(6, 3, 2)], &[(75, 3)], &[(75, 2)]);
        assert_eq!(texts(vec![first, second]), said(&[("丙　75×4", "丙　75×3"), ("丙　75×3", "丙　75×2")]));
        let corrected = unit(&[(6, 4, 4)], &[(75, 4)], &[(75, 3), (70, 1)]);
        assert_eq!(texts(vec![corrected]), said(&[("丙　75×4", "丙　70×1、75×3")]));
        // A line of the 剤 keeps less of its times than the 剤: its own are told beside the points.
        let less = unit(&[(4, 2, 2), (5, 2, 1)], &[(21, 2)], &[(21, 1), (15, 1)]);
        let told = said(&[("甲", "甲"), ("乙　×2　21×2", "乙　×1　15×1、21×1")]);
        assert_eq!(texts(vec![less]), told);
        // The points go to another line, since the last one falls: each tells what it has.
        let moved = unit(&[(4, 2, 1), (5, 2, 0)], &[(21, 2)], &[(15, 1)]);
        assert_eq!(texts(vec![moved]), said(&[("甲　×2", "甲　×1　15×1"), ("乙　21×2", "")]));
        // What fell before is not named again.
        let gone = unit(&[(4, 0, 0), (5, 1, 0)], &[(21, 1)], &[]);
        assert_eq!(texts(vec![gone]), said(&[("乙　21×1", "")]));
    }
}
