//! What the official lists need of a finding: what it takes, from whom, and the codes of a return slip.

use masters::{FileKind, Masters};
use model::{CheckKind, Effect, Finding, Month, Share};
use outcome::{LineChange, PointsTimes, UnitChange, Weighed, detail_of, return_class};
use receipt::{Batch, RecordKind};
use serde::{Deserialize, Serialize};

/// Times of a line on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareRow {
    /// 1-based physical line.
    pub line: u64,
    /// The day of the month; 0 when the line has none.
    pub day: u8,
    /// How many of its times on that day.
    pub times: u16,
}

/// How often a line of a 剤 stands before and after an assessment, all its days together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitLineRow {
    /// 1-based physical line.
    pub line: u64,
    /// How often before, without what earlier assessments took.
    pub before: u32,
    /// How often after.
    pub after: u32,
}

/// So many points so many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointsTimesRow {
    /// Points of one time.
    pub points: i64,
    /// How often.
    pub times: u32,
}

/// What an assessment makes of a 剤.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRow {
    /// All its lines.
    pub lines: Vec<UnitLineRow>,
    /// What it came to.
    pub before: Vec<PointsTimesRow>,
    /// What it comes to.
    pub after: Vec<PointsTimesRow>,
}

/// What an assessment takes beyond those before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectRow {
    /// `falls`, `corrects` or `caps`.
    pub kind: String,
    /// What it speaks of.
    pub shares: Vec<ShareRow>,
    /// The points that stand instead (`corrects`) or together at most (`caps`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<i64>,
    /// What it makes of each 剤 that it touches, additions that fall with their base with them; empty for `caps`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitRow>,
    /// The names of its lines, where the masters know them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<NameRow>,
}

/// What stands on a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRow {
    /// 1-based physical line.
    pub line: u64,
    /// The name in the master.
    pub name: String,
}

/// The change of points of one payer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerChange {
    /// 0 the insurer, 1 to 4 the public funds.
    pub payer: u8,
    /// By how much.
    pub points: i64,
}

/// A return that a receipt answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRow {
    /// The return file.
    pub file: String,
    /// 1-based ordinal of the receipt in it.
    pub ordinal: u64,
}

/// Which returns a receipt that was filed again answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredRow {
    /// `none`, `one` or `several`.
    pub state: String,
    /// The returns.
    pub returns: Vec<AnswerRow>,
}

/// The codes of a return slip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipRow {
    /// 返戻区分.
    pub class: String,
    /// 理由内容.
    pub detail: String,
}

impl SlipRow {
    /// The codes of a return for a reason; `None`: a defect of the file.
    pub fn of(check: Option<CheckKind>) -> Self {
        let detail = check.map_or("199999", detail_of);
        Self { class: return_class(check).to_owned(), detail: detail.to_owned() }
    }
}

impl EffectRow {
    /// What a settled finding takes; `None` when it takes nothing.
    pub fn of(
        batch: &Batch,
        finding: &Finding,
        weighed: &Weighed,
        month: Option<Month>,
        masters: &Masters,
    ) -> Option<Self> {
        let (kind, points) = match &weighed.effect {
            Effect::None | Effect::Replaces(_) => return None,
            Effect::Falls { .. } => ("falls", None),
            Effect::Corrects(_, points) => ("corrects", Some(points.0)),
            Effect::Caps(_, points) => ("caps", Some(points.0)),
        };
        let row = |share: &Share| ShareRow { line: share.line, day: share.day, times: share.times };
        let shares: Vec<ShareRow> = weighed.effect.shares().iter().map(row).collect();
        let units: Vec<UnitRow> = weighed.units.iter().map(UnitRow::of).collect();
        let beside = units.iter().flat_map(|unit| &unit.lines).map(|line| line.line);
        let mut lines: Vec<u64> = shares.iter().map(|share| share.line).chain(beside).collect();
        lines.sort_unstable();
        lines.dedup();
        let named = |line: u64| {
            let of = finding.lines.iter().find(|of| of.line == line).and_then(|of| of.code);
            name_of(batch, line, of, month?, masters).map(|name| NameRow { line, name })
        };
        let names = lines.into_iter().filter_map(named).collect();
        Some(Self { kind: kind.to_owned(), shares, points, units, names })
    }
}

impl UnitRow {
    fn of(unit: &UnitChange) -> Self {
        let prices = |all: &[PointsTimes]| {
            all.iter().map(|one| PointsTimesRow { points: one.points, times: one.times }).collect()
        };
        let line = |one: &LineChange| UnitLineRow { line: one.line, before: one.before, after: one.after };
        Self {
            lines: unit.lines.iter().map(line).collect(),
            before: prices(&unit.before),
            after: prices(&unit.after),
        }
    }
}

/// The name of what stands on a line, on the first day of the month.
fn name_of(batch: &Batch, line: u64, code: Option<u32>, month: Month, masters: &Masters) -> Option<String> {
    let row = u32::try_from(line.checked_sub(batch.lines_before + 1)?).ok()?;
    let kind = match batch.record_id(row)? {
        id if id == RecordKind::Si.id() => FileKind::Procedure,
        id if id == RecordKind::Iy.id() => FileKind::Drug,
        id if id == RecordKind::To.id() => FileKind::Material,
        _ => return None,
    };
    let code = code.or_else(|| batch.lines.iter().find(|line| line.row == row).map(|line| line.code))?;
    let found = masters.find(kind, code, month.first());
    let columns = kind.layout();
    let text = |id| columns.by_id(id).zip(found.row()).map_or("", |(column, row)| row.text(column.item));
    let name = [text("short_name"), text("name")].into_iter().find(|name| !name.is_empty())?;
    Some(name.to_owned())
}

/// The change of each payer, those without any left out.
pub(crate) fn changes(weighed: &Weighed) -> Vec<PayerChange> {
    let each = weighed.by_payer.iter().enumerate().filter(|(_, points)| **points != 0);
    each.map(|(payer, points)| PayerChange { payer: payer as u8, points: *points }).collect()
}
