//! What stands on fallen lines from other units: judgement fees, additions written apart, fees for drugs, reductions.

use masters::Masters;
use model::{Date, DrugCode, ProcedureCode};
use receipt::Batch;
use receipt::batch::{self, LineKind};

use crate::Undecided;
use crate::line::{Fee, Line, in_force};
use series::Series;

mod series;
#[cfg(test)]
mod tests;

/// A line of another unit that may not stand as it is when lines fall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leaning {
    /// Its index in the lines of the batch.
    pub line: u32,
    /// Why.
    pub tie: Tie,
}

/// How a line stands on others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// An addition whose base falls.
    Addition,
    /// A judgement fee (判断料) whose last test on the receipt falls, on whatever days.
    Judgement,
    /// A fee for giving or prescribing drugs, or an addition for a kind of drug, where the last such drug of the day falls; a
    /// fee by the kinds of drugs, or what is taken off drugs, where one of them falls.
    Drug,
    /// A reduction of the second and later times (逓減), or a fee for later times or days (２回目以降), where an earlier one falls.
    Diminishing,
}

/// What is left of a line on a day on which some of its times fall, or all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Its index in the lines of the batch.
    pub line: u32,
    /// The day; 0 when no days are written.
    pub day: u8,
    /// How many of its times stand still.
    pub left: u16,
}

/// 食事・生活療養: amounts in yen, on which no points stand and which stand on none.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 別表２０ 診療識別コード; マスターファイル仕様説明書（令和6年度版）３（７）item 11 点数識別.
const MEALS: u8 = 97;

/// Lines that take points off the drugs of a prescription, for their sum, number, kind or days.
///
/// SPEC: 医薬品マスター（令和6年度）, 金額種別 7: 薬剤料減点（合算薬剤料上限超）, 薬剤料逓減（90/100・内服薬）, （80/100・向精神薬多剤投与）, （40/100・紹介率が低い
/// 大病院30日以上投薬）, 薬剤料減点（貼付剤薬剤料上限超）.
const LESS_FOR_DRUGS: [u32; 5] = [630_010_001, 630_010_002, 630_010_005, 630_010_006, 630_010_007];

/// 処方料 whose class follows from the number and days of the drugs taken by mouth.
///
/// SPEC: 告示 別表第一 F100 １, ２ (令和6年); 医科診療行為マスター（令和6年度）: 処方料（７種類以上内服薬）, （向精神薬多剤投与）, （向精神薬長期処方）.
const BY_KINDS: [u32; 3] = [120_002_610, 120_003_610, 120_004_410];

/// A procedure of the receipt.
struct Procedure {
    at: u32,
    unit: u32,
    days: u32,
    /// What is left on the day.
    left: u32,
    /// Whether some of its times fall on the day.
    cut: bool,
    section: u8,
    fee: Fee,
    series: Option<Series>,
}

/// The lines that do not fall and stand on some that fall on a day, in units where too little of what they stand on is left,
/// ascending.
///
/// `cuts` are all that falls on the receipt, `day` the day that is asked about (0 when no days are written). Nothing is
/// decided about what is told here: a test may also have been paid within another fee, or stand on another receipt.
///
/// # Errors
/// When the masters do not know a procedure of the receipt.
pub fn leaning(
    batch: &Batch,
    receipt: usize,
    day: u8,
    cuts: &[Cut],
    masters: &Masters,
) -> Result<Vec<Leaning>, Undecided> {
    let receipt = batch.receipts.get(receipt).ok_or(Undecided::NoUnit)?;
    let month = receipt.month.ok_or(Undecided::NoUnit)?;
    let on = month.day(u32::from(day.max(1))).ok_or(Undecided::NoUnit)?;
    let bit = if day == 0 { u32::MAX } else { 1 << (day - 1) };
    let mut told = Receipt { all: Vec::new(), drugs: Vec::new(), cuts, bit };
    for at in receipt.lines.clone() {
        let Some(line) = batch.lines.get(at as usize).filter(|line| line.section != MEALS) else { continue };
        let cut = cuts.iter().find(|cut| (cut.line, cut.day) == (at, day));
        let left = cut.map_or_else(|| times(batch, at, line, day), |cut| u32::from(cut.left));
        let (days, section, cut) = (line.days, line.section, cut.is_some());
        match line.kind {
            LineKind::Procedure => {
                let (fee, series) = read(batch, at, line, on, masters)?;
                told.all.push(Procedure { at, unit: line.unit, days, left, cut, section, fee, series });
            }
            LineKind::Drug => told.drugs.push(Drug { at, days, left, cut, section, code: line.code }),
            LineKind::Material => {}
        }
    }
    told.leaning(masters, on)
}

/// How often a line stands on a day, or at all when its days or those asked about are not written.
fn times(batch: &Batch, at: u32, line: &batch::Line, day: u8) -> u32 {
    match (line.days, day) {
        (0, _) => u32::from(line.count),
        (_, 0) => u32::from(line.day_total),
        _ => batch.times_on(at as usize, day).map_or(0, u32::from),
    }
}

/// A drug of the receipt.
struct Drug {
    at: u32,
    days: u32,
    left: u32,
    cut: bool,
    section: u8,
    code: u32,
}

fn read(
    batch: &Batch,
    at: u32,
    line: &batch::Line,
    fallen_on: Date,
    masters: &Masters,
) -> Result<(Fee, Option<Series>), Undecided> {
    let first = line.days.trailing_zeros() + 1;
    let on = if line.days == 0 { fallen_on } else { fallen_on.month().day(first).unwrap_or(fallen_on) };
    let Line::Procedure(fee, _) = Line::read(batch, at, on, masters)? else {
        return Err(Undecided::NoUnit);
    };
    let found = in_force(line.code, masters.procedure(ProcedureCode(line.code), on), |p| p.row())?;
    Ok((fee, Series::of(found.short_name(), found.section().name(), fee.note)))
}

/// The procedures of a receipt, and what falls of them.
struct Receipt<'a> {
    all: Vec<Procedure>,
    drugs: Vec<Drug>,
    /// Of all days.
    cuts: &'a [Cut],
    /// The day, bit 0 is the 1st; all bits when days are not written.
    bit: u32,
}

impl Procedure {
    fn falls(&self) -> bool {
        self.cut && self.left == 0
    }
}

impl Receipt<'_> {
    fn leaning(&self, masters: &Masters, on: Date) -> Result<Vec<Leaning>, Undecided> {
        let mut told: Vec<Leaning> = self.deductions().map(|line| Leaning { line, tie: Tie::Drug }).collect();
        for other in self.all.iter().filter(|other| !other.falls() && !self.is_gone(other)) {
            let tie = if self.judges(other) {
                Tie::Judgement
            } else if self.stands_on_fallen(other) {
                Tie::Addition
            } else if self.gives_fallen(other) || self.is_for_fallen(other, masters, on)? {
                Tie::Drug
            } else if self.diminishes(other) || self.is_later(other) {
                Tie::Diminishing
            } else {
                continue;
            };
            told.push(Leaning { line: other.at, tie });
        }
        told.sort_unstable();
        Ok(told)
    }

    /// Whether nothing of a line is left on any day.
    fn is_gone(&self, line: &Procedure) -> bool {
        let falls = |day: u8| self.cuts.contains(&Cut { line: line.at, day, left: 0 });
        match line.days {
            0 => falls(0),
            days => (1..=31).filter(|day| days >> (day - 1) & 1 == 1).all(falls),
        }
    }

    fn cut(&self) -> impl Iterator<Item = &Procedure> {
        self.all.iter().filter(|line| line.cut)
    }

    /// SPEC: マスターファイル仕様説明書（令和6年度版）３（７）items 50 and 51; 告示 別表第一 D026 注１: one judgement fee a month and group.
    fn judges(&self, fee: &Procedure) -> bool {
        let tests = |line: &&Procedure| line.fee.judged == 1 && line.fee.judged_by == fee.fee.judged_by;
        fee.fee.judged == 2
            && self.cut().any(|line| tests(&line))
            && !self.all.iter().filter(tests).any(|line| !self.is_gone(line))
    }

    /// SPEC: 同 items 38, 39 and 100 to 111; where they do not tell (別紙７－６), an addition in a unit without an item is held to stand on
    /// the items of its 診療識別 of the day.
    fn stands_on_fallen(&self, addition: &Procedure) -> bool {
        let own = &addition.fee;
        let told = |line: &&Procedure| {
            let by_note = !own.basic && own.note != 0 && line.fee.note == own.note;
            line.fee.basic && (by_note || line.fee.ages.contains(&own.code))
        };
        let carries = |line: &&Procedure| own.links.upon != 0 && line.fee.links.carries == own.links.upon;
        let untold =
            |line: &&Procedure| !line.fee.addition && line.fee.value != 0 && line.section == addition.section;
        own.addition
            && (self.last_base_falls(addition, carries)
                || self.last_base_falls(addition, told)
                || !self.all.iter().any(|line| told(&line)) && self.last_base_falls(addition, untold))
    }

    /// Whether some of what bears an addition falls on its day, so that less is left there than of the addition, and nothing
    /// that bears it ever was in its own unit.
    ///
    /// What an addition by quantity (きざみ) counts, the masters do not tell: items, teeth, minutes, and which of them
    /// count. Its quantity may be less whenever something that bears it falls.
    ///
    /// SPEC: 告示 第２章第３部第１節第１款 通則３: 外来迅速検体検査加算 is for each item, up to five, of some tests only.
    fn last_base_falls(&self, addition: &Procedure, bears: impl Fn(&&Procedure) -> bool) -> bool {
        let bears = |line: &&Procedure| line.at != addition.at && bears(line);
        let that_day = |line: &&Procedure| self.is_that_day(line.days, addition);
        let on_that_day = || self.all.iter().filter(bears).filter(that_day);
        let is_less = || on_that_day().map(|line| line.left).sum::<u32>() < addition.left;
        on_that_day().any(|line| line.cut)
            && (addition.fee.steps.is_some() || is_less())
            && !self.all.iter().filter(bears).any(|line| line.unit == addition.unit)
    }

    /// Whether what stands on some days and a fee may stand on the day together.
    const fn is_that_day(&self, days: u32, fee: &Procedure) -> bool {
        days == 0 || fee.days == 0 || days & fee.days & self.bit != 0
    }

    /// Whether drugs of a kind fall on the day of a fee and none is left there as often as the fee.
    fn last_falls(
        &self,
        fee: &Procedure,
        kind: impl Fn(&Drug) -> Result<bool, Undecided>,
    ) -> Result<bool, Undecided> {
        let (mut cut, mut left) = (false, 0);
        for drug in self.drugs.iter().filter(|drug| self.is_that_day(drug.days, fee)) {
            if kind(drug)? {
                (cut, left) = (cut || drug.cut, left.max(drug.left));
            }
        }
        Ok(cut && left < fee.left)
    }

    /// The lines that take points off drugs of which some fall.
    fn deductions(&self) -> impl Iterator<Item = u32> {
        let stands = |drug: &&Drug| LESS_FOR_DRUGS.contains(&drug.code) && !(drug.cut && drug.left == 0);
        let taken = |less: &Drug, drug: &Drug| {
            let together = drug.days == 0 || less.days == 0 || drug.days & less.days & self.bit != 0;
            drug.cut && together && (21..=23).contains(&drug.section) && drug.at != less.at
        };
        let less = self.drugs.iter().filter(stands);
        less.filter(move |less| self.drugs.iter().any(|drug| taken(less, drug))).map(|less| less.at)
    }

    /// SPEC: 記録条件仕様 別表２０: 24 to 27 are the fees for giving and prescribing the drugs of 21 to 23, 31 to 33 injections and their
    /// drugs. Which fee an amount of drugs asks for (点滴注射) is not looked at.
    fn gives_fallen(&self, fee: &Procedure) -> bool {
        let by_mouth = |drug: &Drug| drug.cut && drug.section == 21 && self.is_that_day(drug.days, fee);
        if BY_KINDS.contains(&fee.fee.code) && self.drugs.iter().any(by_mouth) {
            return true;
        }
        let drugs = match fee.section {
            24..=27 => 21..=23,
            31..=33 => 31..=33,
            _ => return false,
        };
        self.last_falls(fee, |drug| Ok(drugs.contains(&drug.section))).unwrap_or(false)
    }

    /// SPEC: マスターファイル仕様説明書（令和6年度版）３（７）item 29 医薬品関連区分 with （４）items 14 to 16: 1 narcotics and the like, 3 drugs that
    /// destroy nerves, 4 biological drugs.
    fn is_for_fallen(&self, fee: &Procedure, masters: &Masters, on: Date) -> Result<bool, Undecided> {
        let item = match fee.fee.drugs {
            1 => 14,
            3 => 15,
            4 => 16,
            _ => return Ok(false),
        };
        self.last_falls(fee, |drug| {
            let row = in_force(drug.code, masters.drug(DrugCode(drug.code), on), |d| d.row())?;
            Ok(row.row().class(item).unwrap_or(0) != 0)
        })
    }

    /// Whether an earlier time of what a fee is the later time of falls, in the same unit or not.
    fn is_later(&self, fee: &Procedure) -> bool {
        let before = |gone: &Procedure| {
            gone.series.as_ref().zip(fee.series.as_ref()).is_some_and(|(gone, own)| gone.is_before(own))
        };
        self.cut().any(before)
    }

    /// SPEC: 同 items 52 (逓減コード自体) and 63 (包括逓減区分: which tests count as the same).
    fn diminishes(&self, reduction: &Procedure) -> bool {
        let reduced = |line: &&Procedure| line.unit == reduction.unit && !line.fee.addition;
        let same =
            |one: &Fee, other: &Fee| one.code == other.code || one.group != 0 && one.group == other.group;
        let earlier =
            |line: &Procedure| self.cut().any(|gone| gone.unit != line.unit && same(&gone.fee, &line.fee));
        reduction.fee.addition && reduction.fee.diminishing && self.all.iter().filter(reduced).any(earlier)
    }
}
