//! The order of records: which may stand where, and how often.

use model::{DefectKind, Detail};

use super::pass::{Pass, Row};
use crate::batch::LineKind;
use crate::records::{Part, RecordKind};

/// What was seen so far of the receipt being read.
#[derive(Debug, Default)]
pub struct Order {
    /// Whether a receipt is being read.
    pub in_receipt: bool,
    /// The rank of lines of details here: that of the receipt, or that of an organ donor's part.
    details_rank: u8,
    rank: u8,
    last: Option<RecordKind>,
    counts: [u16; RecordKind::ALL.len()],
}

impl Order {
    /// Starts a receipt (RE), the part of an organ donor (TI) or one of the donor's receipts (TR).
    #[inline]
    pub fn restart(&mut self, with: RecordKind) {
        let lines = RecordKind::Si.standing();
        self.details_rank =
            if with == RecordKind::Re { lines.rank } else { lines.donor_rank.unwrap_or(lines.rank) };
        self.rank = with.standing().rank;
        self.last = Some(with);
        self.counts = [0; RecordKind::ALL.len()];
    }

    /// Whether lines of details may follow here: the quick question of the reader.
    #[inline(always)]
    pub const fn may_take_line(&self) -> bool {
        self.in_receipt && self.rank <= self.details_rank
    }

    /// Takes lines of details that may stand here; the last was of this kind.
    #[inline(always)]
    pub const fn take_lines(&mut self, last: LineKind) {
        self.rank = self.details_rank;
        self.last = Some(match last {
            LineKind::Procedure => RecordKind::Si,
            LineKind::Drug => RecordKind::Iy,
            LineKind::Material => RecordKind::To,
        });
    }
}

impl Order {
    /// Whether one more record of this kind may follow here, in its order and not too many: the quick question.
    ///
    /// Only for kinds of the recipient's own part; asked with a constant, so that the table is read by the compiler.
    /// A second SN is left to the careful question, which knows whether the receipt is filed again.
    #[inline(always)]
    pub fn takes(&mut self, kind: RecordKind) -> bool {
        let standing = kind.standing();
        let own_part = self.details_rank == RecordKind::Si.standing().rank;
        let Some(count) = self.counts.get_mut(kind as usize) else { return false };
        if !self.in_receipt
            || !own_part
            || self.rank > standing.rank
            || standing.most.is_some_and(|most| *count >= most)
        {
            return false;
        }
        *count += 1;
        self.rank = standing.rank;
        self.last = Some(kind);
        true
    }
}

/// The letters of a kind of record.
fn letters(kind: RecordKind) -> &'static str {
    std::str::from_utf8(&kind.layout().id.0).unwrap_or("??")
}

/// Says what is wrong with a record of this kind standing here, and remembers it.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 第１章３（３）ア（オ）（キ）: an organ donor's part follows the recipient's own;
/// each of its institutions (TI) and of its receipts (TR) begins the order of its records again.
pub fn follow(pass: &mut Pass<'_>, row: Row, kind: RecordKind) {
    let standing = kind.standing();
    let rank = match (pass.in_donor, standing.donor_rank) {
        (_, Some(_)) if kind == RecordKind::Ti => return pass.order.restart(kind),
        (true, Some(_)) if kind == RecordKind::Tr => return pass.order.restart(kind),
        (true, Some(rank)) => Some(rank),
        (true, None) => {
            return pass.tell_record(
                row,
                kind,
                DefectKind::RecordOrder,
                Detail::Name(letters(RecordKind::Ti)),
            );
        }
        // A donor's receipt or its totals without the donor's institution.
        (false, _) if standing.part == Part::Donor => None,
        (false, _) => Some(standing.rank),
    };
    match rank.filter(|&rank| rank >= pass.order.rank) {
        Some(rank) => {
            pass.order.rank = rank;
            pass.order.last = Some(kind);
        }
        None => {
            let after = Detail::Name(pass.order.last.map_or("RE", letters));
            pass.tell_record(row, kind, DefectKind::RecordOrder, after);
        }
    }
    count(pass, row, kind, kind.most(pass.refiled));
}

fn count(pass: &mut Pass<'_>, row: Row, kind: RecordKind, most: Option<u16>) {
    let Some(slot) = pass.order.counts.get_mut(kind as usize) else { return };
    *slot = slot.saturating_add(1);
    let seen = *slot;
    let Some(most) = most.filter(|&most| seen == most + 1) else { return };
    let (defect, detail) = match most {
        1 => (DefectKind::DuplicateRecord, Detail::None),
        _ => (DefectKind::TooManyRecords, Detail::Two(i64::from(most), i64::from(seen))),
    };
    pass.tell_record(row, kind, defect, detail);
}
