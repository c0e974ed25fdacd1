//! All lines of a receipt in one glance, and all diseases: what they add up to, gathered while they are read.
//!
//! PERF: a receipt has some eight lines, and the checks of every one of them have to ask the same few things of all its
//! lines. The reader has each line in its hands, with the head of most known from a memo, so a dozen instructions more
//! a line spare a loop over them.
//!
//! INVARIANT: what is gathered here may ask for a closer look in vain, but never misses one that would tell something
//! (the tests crate compares it with what the lines say one by one).

use model::DiseaseCode;

use super::columns::{Disease, Line, LineKind, NO_POINTS};

/// Signs of a line or of several: what checks have to look at more closely.
pub mod sign {
    /// A 診療識別 that stands only on receipts of outpatients.
    pub const OUTPATIENT: u8 = 1;
    /// A 診療識別 that stands only on receipts of inpatients.
    pub const INPATIENT: u8 = 1 << 1;
    /// Amounts in yen.
    pub const YEN: u8 = 1 << 2;
    /// A material.
    pub const MATERIAL: u8 = 1 << 3;
    /// Points that subtract.
    pub const SUBTRACTS: u8 = 1 << 4;
    /// A count of 0: blank or unreadable.
    pub const UNCOUNTED: u8 = 1 << 5;
    /// A count that is larger than a record can hold.
    pub const HUGE: u8 = 1 << 6;
}

/// The largest 回数 of three digits; a longer one is told by its form.
pub const MOST_COUNT: u16 = 999;

/// Days that no line has.
const NO_DAYS: u32 = 1 << 31;

/// What the lines of a receipt (SI, IY, TO) say together; those of an organ donor are not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glance {
    /// Points times count, whatever they are for.
    pub points: i64,
    /// The days of all lines; bit 0 is the 1st.
    pub days: u32,
    /// The days of the line before, when they say how often it counts.
    before: u32,
    /// Not 0 when the days of any line do not add up to its count, or may differ from those of the line before it in its
    /// unit.
    odd: u32,
    /// The payers that any line names.
    pub any_payer: u8,
    /// The payers that every line names.
    pub every_payer: u8,
    /// [`sign`]s of all lines.
    pub signs: u8,
    /// Whether a unit ended without points.
    pub unclosed: bool,
}

impl Default for Glance {
    fn default() -> Self {
        Self {
            points: 0,
            days: 0,
            before: NO_DAYS,
            odd: 0,
            any_payer: 0,
            every_payer: u8::MAX,
            signs: 0,
            unclosed: false,
        }
    }
}

impl Glance {
    /// Whether the days of a line may not add up to its count, or may not be those of the line before it in its unit.
    pub const fn is_odd(&self) -> bool {
        self.odd != 0
    }

    /// Whether any line has one of some signs.
    pub const fn has(&self, signs: u8) -> bool {
        self.signs & signs != 0
    }

    /// Whether all lines name the same payers.
    pub const fn same_payers(&self) -> bool {
        self.any_payer == self.every_payer
    }

    /// Takes all but the signs of a line whose days all count once; its unit goes on from the line before, or not.
    #[inline(always)]
    pub(crate) fn take_once(&mut self, line: &Line, goes_on: bool) {
        // PERF: chosen, not branched on.
        let points = if line.points == NO_POINTS { 0 } else { line.points };
        self.points = self.points.wrapping_add(i64::from(points).wrapping_mul(i64::from(line.count)));
        self.any_payer |= line.burden;
        self.every_payer &= line.burden;
        self.days |= line.days;
        let differs = if goes_on { line.days ^ self.before } else { 0 };
        self.odd |= differs | u32::from(line.day_total ^ line.count);
        self.before = line.days;
    }

    /// Takes any line.
    pub(crate) fn take(&mut self, line: &Line, goes_on: bool) {
        self.take_once(line, goes_on);
        self.signs |= signs_of(line);
        // A day that counts more than once: equal days may then still be spread differently.
        let spread = line.days.count_ones() != u32::from(line.count);
        self.odd |= u32::from(goes_on && spread);
        self.before = if spread { NO_DAYS } else { line.days };
    }
}

/// The signs of a line; those of a blank 診療識別 came with the record that opened its group.
#[inline]
pub(crate) fn signs_of(line: &Line) -> u8 {
    let signs = [
        (line.kind == LineKind::Material, sign::MATERIAL),
        (line.points < 0 && line.points != NO_POINTS, sign::SUBTRACTS),
        (line.count == 0, sign::UNCOUNTED),
        (line.count > MOST_COUNT, sign::HUGE),
    ];
    let of_section = section_signs(line.section);
    signs.into_iter().fold(of_section, |all, (given, sign)| if given { all | sign } else { all })
}

/// The signs of a 診療識別.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 別表２０: its columns 入院 and 入院外; 97 (食事療養・生活療養) is in yen.
#[inline]
pub const fn section_signs(section: u8) -> u8 {
    match section {
        12 | 25 => sign::OUTPATIENT,
        90 | 92 => sign::INPATIENT,
        97 => sign::INPATIENT | sign::YEN,
        _ => 0,
    }
}

/// What the diseases of a receipt (SY) say together; those of an organ donor are not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiseaseGlance {
    /// A bit for each code; codes that share one are told apart by a closer look.
    codes: u64,
    /// Not 0 when a code may stand twice.
    repeated: u64,
    /// The first day on which one starts, less one, so that 0 for a day that cannot be read is the greatest number.
    before_first: u32,
    /// The last day on which one starts, as YYYYMMDD.
    pub last_start: u32,
    /// How many are marked as the main disease.
    pub mains: u32,
    /// Whether any has a name of its own, or no code.
    pub named: bool,
}

impl Default for DiseaseGlance {
    fn default() -> Self {
        Self { codes: 0, repeated: 0, before_first: u32::MAX, last_start: 0, mains: 0, named: false }
    }
}

impl DiseaseGlance {
    /// Whether any starts before a day, as YYYYMMDD.
    pub const fn starts_before(&self, day: u32) -> bool {
        self.before_first < day.saturating_sub(1)
    }

    /// Whether a code may stand twice.
    pub const fn may_repeat(&self) -> bool {
        self.repeated != 0
    }

    /// Takes a disease.
    #[inline(always)]
    pub(crate) fn take(&mut self, disease: &Disease) {
        let &Disease { code, start, main, named, .. } = disease;
        let bit = 1 << (code.wrapping_mul(0x9E37_79B1) >> 26);
        self.repeated |= self.codes & bit;
        self.codes |= bit;
        self.before_first = self.before_first.min(start.wrapping_sub(1));
        self.last_start = self.last_start.max(start);
        self.mains += u32::from(main);
        self.named |= named | (code == DiseaseCode::UNCODED.0);
    }
}
