//! The medical fee tables (医科電子点数表): links, inclusion, exclusion, basic fees, counts.
//!
//! SPEC: 医科電子点数表の活用手引き（令和6年度版）３ to ５. The handbook's own limits (pp. 20 to 23) hold: what is not in the
//! tables (two of three items, limits to a disease or a body part) is not forbidden by their silence.

use model::{Date, ProcedureCode};

use crate::kind::FileKind;
use crate::masters::Masters;
use crate::relation::{Related, relation_row};
use crate::snapshot::key_of;

/// The span in which two procedures exclude each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Window {
    /// 03-1 １日につき.
    Day,
    /// 03-2 同一月内.
    Month,
    /// 03-3 同時.
    Simultaneous,
    /// 03-4 １週間につき (暦週).
    Week,
}

impl Window {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Day, Self::Month, Self::Simultaneous, Self::Week];

    /// The table of the span.
    pub const fn kind(self) -> FileKind {
        match self {
            Self::Day => FileKind::ExclusionDay,
            Self::Month => FileKind::ExclusionMonth,
            Self::Simultaneous => FileKind::ExclusionSimultaneous,
            Self::Week => FileKind::ExclusionWeek,
        }
    }
}

/// Which of two procedures is claimed (背反区分).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// 1: the one asked for.
    This,
    /// 2: the other.
    Other,
    /// 3: either one.
    Either,
}

relation_row! {
    /// A procedure that cannot be claimed beside the one asked for.
    Exclusion
}

impl<'m> Exclusion<'m> {
    /// The other procedure.
    pub fn other(&self) -> ProcedureCode {
        ProcedureCode(self.0.number(4).unwrap_or(0))
    }

    /// Its short name.
    pub fn other_name(&self) -> &'m str {
        self.0.text(5)
    }

    /// Which one is claimed.
    pub fn claim(&self) -> Claim {
        match self.0.class(6) {
            Some(1) => Claim::This,
            Some(2) => Claim::Other,
            _ => Claim::Either,
        }
    }

    /// 特例条件: conditions that the table does not hold; a person decides.
    pub fn is_special(&self) -> bool {
        self.0.class(7) == Some(1)
    }
}

/// The span over which a procedure includes others (包括単位).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InclusionUnit {
    /// 01 １日につき.
    Day,
    /// 02 同一月内.
    Month,
    /// 03 同時.
    Simultaneous,
    /// 05 手術前１週間.
    WeekBeforeSurgery,
    /// 06 １手術につき.
    Surgery,
}

relation_row! {
    /// The row of 補助マスターテーブル: which tables speak of a procedure.
    FeeTableLinks
}

impl<'m> FeeTableLinks<'m> {
    /// The procedure.
    pub fn code(&self) -> ProcedureCode {
        ProcedureCode(self.0.number(2).unwrap_or(0))
    }

    /// The groups of procedures that this one includes, each with its span.
    pub fn inclusion_groups(&self) -> impl Iterator<Item = (InclusionUnit, &'m str)> + use<'m> {
        let row = self.0;
        [4, 6, 8].into_iter().filter_map(move |item| {
            let unit = match row.class(item)? {
                1 => InclusionUnit::Day,
                2 => InclusionUnit::Month,
                3 => InclusionUnit::Simultaneous,
                5 => InclusionUnit::WeekBeforeSurgery,
                6 => InclusionUnit::Surgery,
                _ => return None,
            };
            Some((unit, row.text(item + 1)))
        })
    }

    /// Whether a table of exclusions speaks of it (items 10 to 13).
    pub fn excludes(&self, window: Window) -> bool {
        self.0.class(10 + window as u16) == Some(1)
    }

    /// 入院基本料識別: the group of additions that go with this basic fee; `None` when it is no basic fee.
    pub fn basic_fee_group(&self) -> Option<&'m str> {
        Some(self.0.text(20)).filter(|g| g.bytes().any(|b| b != b'0'))
    }

    /// 算定回数関連: whether the table of counts speaks of it.
    pub fn is_counted(&self) -> bool {
        self.0.class(21) == Some(1)
    }
}

relation_row! {
    /// A procedure included in those that name its group (被包括).
    Included
}

impl<'m> Included<'m> {
    /// グループ番号.
    pub fn group(&self) -> &'m str {
        self.0.text(2)
    }

    /// The included procedure.
    pub fn code(&self) -> ProcedureCode {
        ProcedureCode(self.0.number(3).unwrap_or(0))
    }

    /// Its short name.
    pub fn short_name(&self) -> &'m str {
        self.0.text(4)
    }

    /// 特例条件: conditions that the table does not hold; a person decides.
    pub fn is_special(&self) -> bool {
        self.0.class(5) == Some(1)
    }
}

relation_row! {
    /// An addition that goes with the basic inpatient fees of a group.
    BasicFeeAddition
}

impl<'m> BasicFeeAddition<'m> {
    /// グループ番号.
    pub fn group(&self) -> &'m str {
        self.0.text(2)
    }

    /// The addition.
    pub fn code(&self) -> ProcedureCode {
        ProcedureCode(self.0.number(3).unwrap_or(0))
    }

    /// Its short name.
    pub fn short_name(&self) -> &'m str {
        self.0.text(4)
    }

    /// 加算識別: additions of the same class are alternatives, those of different classes go together.
    pub fn addition_class(&self) -> u32 {
        self.0.number(5).unwrap_or(0)
    }
}

relation_row! {
    /// How often a procedure may be claimed in one unit.
    CountLimit
}

impl<'m> CountLimit<'m> {
    /// The procedure.
    pub fn code(&self) -> ProcedureCode {
        ProcedureCode(self.0.number(2).unwrap_or(0))
    }

    /// 算定単位コード (付表１): 121 day, 131 month, 138 week, 133 stay, 53 patient and so on.
    pub fn unit_code(&self) -> u32 {
        self.0.number(4).unwrap_or(0)
    }

    /// 算定単位名称.
    pub fn unit(&self) -> &'m str {
        self.0.text(5)
    }

    /// 算定回数: the most.
    pub fn most(&self) -> u32 {
        self.0.number(6).unwrap_or(0)
    }

    /// 特例条件: conditions that the table does not hold; a person decides.
    pub fn is_special(&self) -> bool {
        self.0.class(7) == Some(1)
    }
}

impl Masters {
    /// Procedures that cannot be claimed beside one (背反), over one span, on a day.
    pub fn exclusions(&self, code: ProcedureCode, window: Window, on: Date) -> Related<'_, Exclusion<'_>> {
        self.related(window.kind(), 0, u64::from(code.0), on)
    }

    /// Which tables speak of a procedure (補助マスターテーブル).
    pub fn fee_table_links(&self, code: ProcedureCode, on: Date) -> Related<'_, FeeTableLinks<'_>> {
        self.related(FileKind::FeeTableLinks, 0, u64::from(code.0), on)
    }

    /// Procedures that include a group.
    pub fn including(&self, group: &str, on: Date) -> Related<'_, FeeTableLinks<'_>> {
        self.related(FileKind::FeeTableLinks, 1, key_of(group), on)
    }

    /// Basic fees of a group.
    pub fn basic_fees(&self, group: &str, on: Date) -> Related<'_, FeeTableLinks<'_>> {
        self.related(FileKind::FeeTableLinks, 2, key_of(group), on)
    }

    /// Procedures included in a group.
    pub fn included(&self, group: &str, on: Date) -> Related<'_, Included<'_>> {
        self.related(FileKind::Inclusion, 0, key_of(group), on)
    }

    /// The groups in which a procedure is included.
    pub fn included_in(&self, code: ProcedureCode, on: Date) -> Related<'_, Included<'_>> {
        self.related(FileKind::Inclusion, 1, u64::from(code.0), on)
    }

    /// Additions that go with the basic fees of a group.
    pub fn basic_fee_additions(&self, group: &str, on: Date) -> Related<'_, BasicFeeAddition<'_>> {
        self.related(FileKind::BasicFee, 0, key_of(group), on)
    }

    /// The groups of basic fees with which an addition goes.
    pub fn basic_fee_groups(&self, addition: ProcedureCode, on: Date) -> Related<'_, BasicFeeAddition<'_>> {
        self.related(FileKind::BasicFee, 1, u64::from(addition.0), on)
    }

    /// How often a procedure may be claimed: every unit of the table.
    pub fn count_limits(&self, code: ProcedureCode, on: Date) -> Related<'_, CountLimit<'_>> {
        self.related(FileKind::CountLimit, 0, u64::from(code.0), on)
    }

    /// The name of a facility standard (施設基準コード, four digits).
    pub fn facility_standard(&self, code: &str) -> Option<&str> {
        let data = self.snapshot().kind(FileKind::Facility)?;
        let row = *data.relations.indexes.first()?.rows(key_of(code)).first()?;
        Some(self.cell_text(FileKind::Facility, row, 2))
    }
}
