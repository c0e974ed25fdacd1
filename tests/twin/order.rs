//! The order of records in a receipt, by the registry.

use std::collections::HashMap;

use model::{DefectKind, Detail};
use receipt::RecordKind;
use receipt::records::Part;

/// Where a receipt has come to.
#[derive(Debug, Default)]
pub struct Order {
    in_donor: bool,
    rank: u8,
    last: Option<RecordKind>,
    seen: HashMap<RecordKind, u16>,
}

fn letters(kind: RecordKind) -> Detail {
    Detail::Name(std::str::from_utf8(&kind.layout().id.0).expect("record ids are letters"))
}

impl Order {
    /// What is wrong with one more record standing here.
    pub fn follow(&mut self, kind: RecordKind, refiled: bool) -> Vec<(DefectKind, Detail)> {
        let standing = kind.standing();
        match (kind, standing.part) {
            (_, Part::File | Part::History | Part::Anywhere) => return vec![],
            (RecordKind::Ti, _) => return self.restart(kind),
            (RecordKind::Tr, _) if self.in_donor => return self.restart(kind),
            (_, Part::Receipt) if self.in_donor && standing.donor_rank.is_none() => {
                return vec![(DefectKind::RecordOrder, letters(RecordKind::Ti))];
            }
            _ => {}
        }
        let misplaced = standing.part == Part::Donor && !self.in_donor;
        let rank = if self.in_donor { standing.donor_rank.unwrap_or(standing.rank) } else { standing.rank };
        let mut told = Vec::new();
        if misplaced || rank < self.rank {
            told.push((DefectKind::RecordOrder, letters(self.last.unwrap_or(RecordKind::Re))));
        } else {
            (self.rank, self.last) = (rank, Some(kind));
        }
        // Agencies add SN to what they send back.
        let most = standing.most.filter(|_| !(refiled && kind == RecordKind::Sn));
        told.extend(self.count(kind, most));
        told
    }

    /// A donor's institution and each of its receipts start the order again.
    fn restart(&mut self, kind: RecordKind) -> Vec<(DefectKind, Detail)> {
        let rank = kind.standing().rank;
        *self = Self { in_donor: true, rank, last: Some(kind), seen: HashMap::new() };
        vec![]
    }

    fn count(&mut self, kind: RecordKind, most: Option<u16>) -> Option<(DefectKind, Detail)> {
        let seen = self.seen.entry(kind).or_default();
        *seen = seen.saturating_add(1);
        match most? {
            1 if *seen == 2 => Some((DefectKind::DuplicateRecord, Detail::None)),
            most if most > 1 && *seen == most + 1 => {
                Some((DefectKind::TooManyRecords, Detail::Two(most.into(), (*seen).into())))
            }
            _ => None,
        }
    }
}
