//! What stands on fallen lines from other units: judgement fees, additions written apart, fees for drugs, reductions.

use masters::Masters;
use model::{Date, DrugCode};
use receipt::Batch;
use receipt::batch::{self, LineKind};

use crate::Undecided;
use crate::line::{Fee, Line, in_force};

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
    /// A judgement fee (判断料) whose last test on the receipt falls.
    Judgement,
    /// A fee for giving or prescribing drugs, or an addition for a kind of drug, where the last such drug of the day falls.
    Drug,
    /// A reduction of the second and later times (逓減) where an earlier time may fall.
    Diminishing,
}

/// A procedure of the receipt.
struct Procedure {
    at: u32,
    unit: u32,
    days: u32,
    section: u8,
    fee: Fee,
}

/// The lines that do not fall and stand on some that do, in units where nothing they stand on is left, ascending.
///
/// `fallen` are indices into the lines of the batch, `day` the day on which they fall (0 when no days are written). Nothing
/// is decided about what is told here: a test may also have been paid within another fee, or stand on another receipt.
///
/// # Errors
/// When the masters do not know a procedure of the receipt.
pub fn leaning(
    batch: &Batch,
    receipt: usize,
    day: u8,
    fallen: &[u32],
    masters: &Masters,
) -> Result<Vec<Leaning>, Undecided> {
    let receipt = batch.receipts.get(receipt).ok_or(Undecided::NoUnit)?;
    let month = receipt.month.ok_or(Undecided::NoUnit)?;
    let on = month.day(u32::from(day.max(1))).ok_or(Undecided::NoUnit)?;
    let bit = if day == 0 { u32::MAX } else { 1 << (day - 1) };
    let mut told = Receipt { all: Vec::new(), drugs: Vec::new(), fallen, bit };
    for at in receipt.lines.clone() {
        let Some(line) = batch.lines.get(at as usize) else { continue };
        match line.kind {
            LineKind::Procedure => told.all.push(read(batch, at, line, on, masters)?),
            LineKind::Drug => {
                told.drugs.push(Drug { at, days: line.days, section: line.section, code: line.code })
            }
            LineKind::Material => {}
        }
    }
    told.leaning(masters, on)
}

/// A drug of the receipt.
struct Drug {
    at: u32,
    days: u32,
    section: u8,
    code: u32,
}

fn read(
    batch: &Batch,
    at: u32,
    line: &batch::Line,
    fallen_on: Date,
    masters: &Masters,
) -> Result<Procedure, Undecided> {
    let first = line.days.trailing_zeros() + 1;
    let on = if line.days == 0 { fallen_on } else { fallen_on.month().day(first).unwrap_or(fallen_on) };
    match Line::read(batch, at, on, masters)? {
        Line::Procedure(fee, _) => {
            Ok(Procedure { at, unit: line.unit, days: line.days, section: line.section, fee })
        }
        Line::Drug(..) | Line::Material(..) => Err(Undecided::NoUnit),
    }
}

/// The procedures of a receipt, and which of them fall on which days.
struct Receipt<'a> {
    all: Vec<Procedure>,
    drugs: Vec<Drug>,
    fallen: &'a [u32],
    /// The day, bit 0 is the 1st; all bits when days are not written.
    bit: u32,
}

impl Receipt<'_> {
    fn leaning(&self, masters: &Masters, on: Date) -> Result<Vec<Leaning>, Undecided> {
        let mut told = Vec::new();
        for other in self.all.iter().filter(|other| !self.falls(other)) {
            let tie = if self.judges(other) {
                Tie::Judgement
            } else if self.stands_on_fallen(other) {
                Tie::Addition
            } else if self.gives_fallen(other) || self.is_for_fallen(other, masters, on)? {
                Tie::Drug
            } else if self.diminishes(other) {
                Tie::Diminishing
            } else {
                continue;
            };
            told.push(Leaning { line: other.at, tie });
        }
        Ok(told)
    }

    fn falls(&self, line: &Procedure) -> bool {
        self.fallen.contains(&line.at)
    }

    /// Whether nothing of a line is left: it falls and has no other day.
    fn is_gone(&self, line: &Procedure) -> bool {
        self.falls(line) && line.days & !self.bit == 0
    }

    fn gone(&self) -> impl Iterator<Item = &Procedure> {
        self.all.iter().filter(|line| self.falls(line))
    }

    /// SPEC: マスターファイル仕様説明書（令和6年度版）３（７）items 50 and 51; 告示 別表第一 D026 注１: one judgement fee a month and group.
    fn judges(&self, fee: &Procedure) -> bool {
        let tests = |line: &&Procedure| line.fee.judged == 1 && line.fee.judged_by == fee.fee.judged_by;
        fee.fee.judged == 2
            && self.gone().any(|line| tests(&line))
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

    /// Whether a line that bears an addition falls on its day, and none is left there or ever was in its own unit.
    fn last_base_falls(&self, addition: &Procedure, bears: impl Fn(&&Procedure) -> bool) -> bool {
        let bears = |line: &&Procedure| line.at != addition.at && bears(line);
        let that_day = |line: &&Procedure| {
            line.days == 0 || addition.days == 0 || line.days & addition.days & self.bit != 0
        };
        let on_that_day = || self.all.iter().filter(bears).filter(that_day);
        on_that_day().any(|line| self.falls(line))
            && !on_that_day().any(|line| !self.falls(line))
            && !self.all.iter().filter(bears).any(|line| line.unit == addition.unit)
    }

    /// Whether drugs of a kind fall on the day of a fee and none is left there.
    fn last_falls(
        &self,
        fee: &Procedure,
        kind: impl Fn(&Drug) -> Result<bool, Undecided>,
    ) -> Result<bool, Undecided> {
        let (mut fell, mut left) = (false, false);
        for drug in &self.drugs {
            let that_day = drug.days == 0 || fee.days == 0 || drug.days & fee.days & self.bit != 0;
            if that_day && kind(drug)? {
                let falls = self.fallen.contains(&drug.at);
                (fell, left) = (fell || falls, left || !falls);
            }
        }
        Ok(fell && !left)
    }

    /// SPEC: 記録条件仕様 別表２０: 24 to 27 are the fees for giving and prescribing the drugs of 21 to 23, 31 to 33 injections and their
    /// drugs. Which fee an amount or a number of drugs asks for is not looked at.
    fn gives_fallen(&self, fee: &Procedure) -> bool {
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

    /// SPEC: 同 items 52 (逓減コード自体) and 63 (包括逓減区分: which tests count as the same).
    fn diminishes(&self, reduction: &Procedure) -> bool {
        let reduced = |line: &&Procedure| line.unit == reduction.unit && !line.fee.addition;
        let same =
            |one: &Fee, other: &Fee| one.code == other.code || one.group != 0 && one.group == other.group;
        let earlier =
            |line: &Procedure| self.gone().any(|gone| gone.unit != line.unit && same(&gone.fee, &line.fee));
        reduction.fee.addition && reduction.fee.diminishing && self.all.iter().filter(reduced).any(earlier)
    }
}
