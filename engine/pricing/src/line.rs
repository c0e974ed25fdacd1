//! What one line costs: the part of its master's row that pricing needs, and its quantity.

use masters::{Cause, Drug, Lookup, Masters, Material, Procedure, Row, Steps};
use model::{Date, DrugCode, MaterialCode, ProcedureCode};
use receipt::Batch;
use receipt::batch::{LineKind, NO_QUANTITY};

use crate::{Links, Undecided};

/// 点数識別: yen.
pub(crate) const YEN: u8 = 1;
/// 点数識別: points.
pub(crate) const POINTS: u8 = 3;
/// 点数識別: per cent added.
pub(crate) const PERCENT_MORE: u8 = 5;
/// 点数識別: per cent taken off.
pub(crate) const PERCENT_LESS: u8 = 6;
/// 点数識別: points taken off.
pub(crate) const POINTS_OFF: u8 = 8;

/// What a procedure costs, and what it stands on.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３（７）医科診療行為マスター; each field names its item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fee {
    /// The code.
    pub code: u32,
    /// 点数識別 (item 11).
    pub kind: u8,
    /// Points or per cent (item 12) in 1/100,000.
    pub value: i64,
    /// きざみ (items 30 to 35).
    pub steps: Option<Steps>,
    /// 包括対象検査 (item 16); 0 is none.
    pub bundle: u8,
    /// Whether it is an addition: 告示等識別区分（１） (item 68) 7 or 9, or 加算 in its name.
    pub addition: bool,
    /// Whether it is a basic item all the same, which additions of notes may stand on: item 68 is neither 7 nor 9.
    pub basic: bool,
    /// Whether it stands on other additions or carries some.
    pub links: Links,
    /// Whether it is an addition by general rule (通則加算): item 68 is 9.
    pub general: bool,
    /// 注加算コード (item 38); 0 is none.
    pub note: u32,
    /// 通則加算所定点数対象区分 (item 62): it does not count in what a general addition is a share of.
    pub apart: bool,
    /// 年齢加算①〜④ (items 102 to 111): the additions by age that may stand on it; 0 is none.
    pub ages: [u32; 4],
    /// Its part in E 第１節 (X-rays).
    pub film: Film,
    /// 医薬品関連区分 (item 29): which drugs it asks for; 0 is none.
    pub drugs: u8,
    /// 逓減対象区分 (item 52).
    pub diminishing: bool,
    /// 包括逓減区分 (item 63); 0 is none.
    pub group: u16,
    /// 検査等実施判断区分 (item 50): 1 a test, 2 its judgement fee; 0 neither.
    pub judged: u8,
    /// 検査等実施判断グループ区分 (item 51).
    pub judged_by: u8,
}

/// What a procedure is to an X-ray.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Film {
    /// Nothing to the purpose.
    #[default]
    Other,
    /// E002 撮影.
    Taken,
    /// 電子画像管理加算, which is listed as a basic item without a base.
    Kept,
}

impl Film {
    fn of(row: &Procedure<'_>) -> Self {
        let section = row.section();
        match section.name().as_deref() {
            Some("E002") => Self::Taken,
            _ if row.short_name().starts_with("電子画像管理加算") => Self::Kept,
            _ => Self::Other,
        }
    }
}

impl From<&Procedure<'_>> for Fee {
    fn from(row: &Procedure<'_>) -> Self {
        let mut ages = [0; 4];
        for (place, age) in ages.iter_mut().zip(row.age_additions()) {
            *place = age.code.0;
        }
        let item = |n| row.row().class(n).unwrap_or(0);
        Self {
            code: row.code().0,
            kind: row.points_kind(),
            value: row.points().scaled(),
            steps: row.steps(),
            bundle: item(16),
            // Some additions are listed as basic items (電子画像管理加算, 入院時初回加算): their names say what they are.
            // SPEC: 同 item 68, whose 別紙７－１１ lists items set otherwise than the fee table has them.
            addition: row.is_addition() || row.short_name().contains("加算"),
            basic: !row.is_addition(),
            links: Links::of(row.short_name()),
            general: row.notice_class() == 9,
            note: row.note_addition().0.parse().unwrap_or(0),
            apart: item(62) == 1,
            ages,
            film: Film::of(row),
            drugs: item(29),
            diminishing: item(52) == 1,
            group: row.row().number(63).and_then(|n| u16::try_from(n).ok()).unwrap_or(0),
            judged: item(50),
            judged_by: item(51),
        }
    }
}

/// What a drug or material costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ware {
    /// The code.
    pub code: u32,
    /// 金額種別 (item 11).
    pub kind: u8,
    /// 新又は現金額 (item 12), or 単価 of the line, in 1/100,000 yen; `None` when it has to be on the line and is not.
    pub price: Option<i64>,
    /// 特定器材種別 (item 22): how points follow from the price.
    pub calculation: u8,
    /// 酸素等区分 (item 21).
    pub oxygen: u8,
    /// 上限点数 (item 24).
    pub ceiling: Option<u32>,
}

impl From<&Drug<'_>> for Ware {
    fn from(row: &Drug<'_>) -> Self {
        let price = Some(row.price().scaled());
        Self { code: row.code().0, kind: row.price_kind(), price, ..Self::default() }
    }
}

impl From<&Material<'_>> for Ware {
    fn from(row: &Material<'_>) -> Self {
        let kind = row.price_kind();
        Self {
            code: row.code().0,
            kind,
            // The master has the most that a gas may cost, the line what the institution paid.
            price: (kind != PURCHASED && !is_gas(row.oxygen())).then(|| row.price().scaled()),
            calculation: row.calculation(),
            oxygen: row.oxygen(),
            ceiling: row.points_ceiling(),
        }
    }
}

/// A line as it is priced. Quantities are in 1/100,000; `None` when none is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A procedure (SI) with its 数量データ.
    Procedure(Fee, Option<i64>),
    /// A drug (IY) with its 使用量.
    Drug(Ware, Option<i64>),
    /// A material (TO) with its 使用量.
    Material(Ware, Option<i64>),
}

impl Line {
    /// The code.
    pub const fn code(&self) -> u32 {
        match self {
            Self::Procedure(fee, _) => fee.code,
            Self::Drug(ware, _) | Self::Material(ware, _) => ware.code,
        }
    }

    /// The factor (per cent more) on the materials of its unit, when it is one.
    pub(crate) const fn factor(&self) -> Option<&Ware> {
        match self {
            Self::Material(ware, _) if ware.kind == PERCENT_MORE => Some(ware),
            _ => None,
        }
    }

    /// Whether a factor is on this line.
    pub(crate) const fn is_under(&self, factor: &Ware) -> bool {
        match self {
            Self::Material(ware, _) if ware.kind != PERCENT_MORE => {
                is_gas(ware.oxygen) == is_factor_of_gas(factor)
            }
            _ => false,
        }
    }

    /// Whether the line takes points off.
    pub const fn takes_off(&self) -> bool {
        matches!(self, Self::Procedure(Fee { kind: PERCENT_LESS | POINTS_OFF, .. }, _))
    }

    /// The procedure, when it is one.
    pub const fn fee(&self) -> Option<&Fee> {
        match self {
            Self::Procedure(fee, _) => Some(fee),
            Self::Drug(..) | Self::Material(..) => None,
        }
    }

    /// A line of a batch by the masters of a day.
    pub(crate) fn read(batch: &Batch, at: u32, on: Date, masters: &Masters) -> Result<Self, Undecided> {
        let line = batch.lines.get(at as usize).ok_or(Undecided::NoUnit)?;
        let (code, quantity) = (line.code, Some(line.quantity).filter(|&q| q != NO_QUANTITY));
        match line.kind {
            LineKind::Procedure => {
                let row = in_force(code, masters.procedure(ProcedureCode(code), on), |p| p.row())?;
                Ok(Self::Procedure(Fee::from(&row), quantity))
            }
            LineKind::Drug => {
                let row = in_force(code, masters.drug(DrugCode(code), on), |d| d.row())?;
                Ok(Self::Drug(Ware::from(&row), quantity))
            }
            LineKind::Material => {
                let row = in_force(code, masters.material(MaterialCode(code), on), |m| m.row())?;
                let ware = Ware::from(&row);
                let price = ware.price.or_else(|| unit_price(batch, line.row));
                Ok(Self::Material(Ware { price, ..ware }, quantity))
            }
        }
    }
}

/// 金額種別 of materials: the price the institution paid.
pub(crate) const PURCHASED: u8 = 2;

/// 酸素等区分 2 to 5: oxygen in its containers.
pub(crate) const fn is_gas(oxygen: u8) -> bool {
    matches!(oxygen, 2..=5)
}

/// 酸素等区分 1: the factor for oxygen (酸素補正率).
pub(crate) const fn is_factor_of_gas(factor: &Ware) -> bool {
    factor.oxygen == 1
}

/// 単価 of a TO line.
///
/// SPEC: 記録条件仕様（医科用）令和5年3月版 特定器材レコード: 単価 (ninth item) is written for
/// what is charged at its purchase price.
fn unit_price(batch: &Batch, row: u32) -> Option<i64> {
    model::Quantity::parse(batch.field(row, 9)).map(model::Quantity::scaled)
}

/// The row of a code in force and published for the day.
pub(crate) fn in_force<'m, T>(
    code: u32,
    answer: Lookup<T>,
    row: impl Fn(&T) -> Row<'m>,
) -> Result<T, Undecided> {
    match answer {
        Lookup::InForce(found) if row(&found).is_provisional() => Err(Undecided::Provisional { code }),
        Lookup::InForce(found) => Ok(found),
        Lookup::CannotTell(cause) => Err(unknown(code, cause)),
        _ => Err(Undecided::NotInForce { code }),
    }
}

const fn unknown(code: u32, cause: Cause) -> Undecided {
    Undecided::Masters { code, cause }
}
