//! The order of records: which may stand where, and how often.

use model::{DefectKind, Detail};

use super::pass::{Pass, Row};
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
    /// Starts a receipt, or the part of a donor.
    pub fn restart(&mut self, in_donor: bool) {
        let lines = RecordKind::Si.standing();
        self.details_rank = if in_donor { lines.donor_rank.unwrap_or(lines.rank) } else { lines.rank };
        self.rank = 0;
        self.last = None;
        self.counts = [0; RecordKind::ALL.len()];
    }

    /// Whether one more line of details may follow here: the quick question of the reader.
    #[inline(always)]
    pub const fn takes_line(&mut self, kind: RecordKind) -> bool {
        let takes = self.in_receipt && self.rank <= self.details_rank;
        if takes {
            self.rank = self.details_rank;
            self.last = Some(kind);
        }
        takes
    }
}

/// The letters of a kind of record.
fn letters(kind: RecordKind) -> &'static str {
    std::str::from_utf8(&kind.layout().id.0).unwrap_or("??")
}

/// Says what is wrong with a record of this kind standing here, and remembers it.
pub fn follow(pass: &mut Pass<'_>, row: Row, kind: RecordKind) {
    let standing = kind.standing();
    let rank = match (pass.in_donor, standing.donor_rank) {
        (true, Some(rank)) => rank,
        (true, None) if standing.part == Part::Receipt => u8::MAX,
        _ => standing.rank,
    };
    if pass.in_donor && rank == u8::MAX {
        pass.tell_record(row, kind, DefectKind::RecordOrder, Detail::Name("TI"));
        return;
    }
    if rank < pass.order.rank {
        let after = pass.order.last.map_or("RE", letters);
        pass.tell_record(row, kind, DefectKind::RecordOrder, Detail::Name(after));
    } else {
        pass.order.rank = rank;
        pass.order.last = Some(kind);
    }
    count(pass, row, kind, standing.most);
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
