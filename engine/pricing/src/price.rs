//! What lines cost together, by one reading of the law.

mod bundles;
mod procedures;
mod rounding;
#[cfg(test)]
mod tests;
mod wares;

use model::Date;

use crate::{Line, Undecided};

/// A way of computing that the law leaves open and that claims tell: each of them is lawful somewhere in the fee table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Each line is rounded to whole points, not only the sum.
    each: bool,
    /// An addition of so much per cent counts the additions in points that stand on the same line.
    with_additions: bool,
    /// Per cent are of the item written before them, not of all items of the unit that may bear them.
    nearest: bool,
}

impl Reading {
    /// All readings.
    ///
    /// SPEC: 通知 別添１ 第２章 (令和4年保医発0304第1号; those of 令和6年 where docs/design/pricing.md says so): ２枚目以降の撮影 round at the end
    /// (第４部第１節 １（９）, E002（７）), tests at 90 % after their additions (第３部第３節 ４); 所定点数 counts the additions of the notes in
    /// 第３部第３節 ２, 第９部 通則 10 and 第10部 通則 9, and only the item itself where a note says no more; per cent of one item of
    /// several: 告示 第10部 通則 14 (従たる手術), 第４部第３節 通則 2 (second scan). No text says it for every section: what two readings
    /// that both give the claimed points price differently stays undecided.
    pub const ALL: [Self; 8] = [
        Self::FIRST,
        Self { with_additions: true, ..Self::FIRST },
        Self { each: false, ..Self::FIRST },
        Self { each: false, with_additions: true, ..Self::FIRST },
        Self { nearest: true, ..Self::FIRST },
        Self { nearest: true, with_additions: true, ..Self::FIRST },
        Self { nearest: true, each: false, ..Self::FIRST },
        Self { nearest: true, each: false, with_additions: true },
    ];

    /// The first of them: what most units are priced by.
    pub const FIRST: Self = Self { each: true, with_additions: false, nearest: false };

    /// Whether per cent are of all the lines they may stand on.
    pub(crate) const fn is_shared(self) -> bool {
        !self.nearest
    }

    /// Whether each line is rounded.
    const fn rounds_each(self) -> bool {
        self.each
    }
}

/// The points (yen for meals) that lines under a 診療識別 cost together at one time, and whether they are yen.
///
/// Procedures, drugs and materials of a unit are priced apart and added.
///
/// # Errors
/// When a rule is not surely known.
pub fn price(lines: &[Line], section: u8, on: Date, reading: Reading) -> Result<(i64, bool), Undecided> {
    let (mut fees, mut drugs, mut materials) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        match *line {
            Line::Procedure(fee, quantity) => fees.push((fee, quantity)),
            Line::Drug(ware, quantity) => drugs.push((ware, quantity)),
            Line::Material(ware, quantity) => materials.push((ware, quantity)),
        }
    }
    let (mut sum, yen) = procedures::price(&fees, on, reading)?;
    if yen && fees.len() < lines.len() {
        return Err(Undecided::YenAndPoints);
    }
    if !drugs.is_empty() {
        sum += wares::drugs(&drugs, section)?;
    }
    if !materials.is_empty() {
        sum += wares::materials(&materials, reading)?;
    }
    Ok((i64::try_from(sum).map_err(|_| Undecided::TooLarge)?, yen))
}
