//! The kinds of records of a medical claim file, one file a kind and one line of the registry below.
//!
//! A line says where the layout lives, to which part of a file the record belongs, its rank in the order of records,
//! and how many may stand there. From these lines reading, checking, writing and the documentation page know the kinds.

pub mod history;
mod line;

use model::RecordId;

use crate::layout::Layout;

/// The part of a claim file to which a kind of record belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Around the receipts: institution and summary.
    File,
    /// A receipt, in order of rank.
    Receipt,
    /// A receipt or an organ donor's part; where, is not known, so no place is wrong.
    Anywhere,
    /// The receipt of an organ donor within a receipt; its lines (SY to SJ) are those of a receipt.
    Donor,
    /// The history of a receipt that is filed again.
    History,
}

/// Where a kind of record may stand, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The part of the file.
    pub part: Part,
    /// Within its part ranks never fall, except that a new RE, TI or TR starts again.
    pub rank: u8,
    /// The rank among the records of an organ donor, where the kind may stand there too.
    pub donor_rank: Option<u8>,
    /// How many may stand in one receipt (in one donor receipt, for those ranked there); `None` when nothing is said.
    /// A receipt that is filed again may have more of SN: [`RecordKind::most`].
    pub most: Option<u16>,
}

const fn file(rank: u8) -> Standing {
    Standing { part: Part::File, rank, donor_rank: None, most: None }
}

const fn receipt(rank: u8) -> Standing {
    Standing { part: Part::Receipt, rank, donor_rank: None, most: None }
}

const fn anywhere() -> Standing {
    Standing { part: Part::Anywhere, rank: 0, donor_rank: None, most: None }
}

const fn donor(rank: u8) -> Standing {
    Standing { part: Part::Donor, rank, donor_rank: Some(rank), most: None }
}

const fn history() -> Standing {
    Standing { part: Part::History, rank: 0, donor_rank: None, most: None }
}

impl Standing {
    const fn at_most(self, most: u16) -> Self {
        Self { most: Some(most), ..self }
    }

    const fn also_donor(self, rank: u8) -> Self {
        Self { donor_rank: Some(rank), ..self }
    }
}

macro_rules! registry {
    ($($kind:ident $id:literal $module:ident $standing:expr;)*) => {
        $(mod $module;)*

        /// A kind of record, in the order in which a file has them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[expect(missing_docs, reason = "each kind is named in both languages by its layout")]
        pub enum RecordKind { $($kind,)* }

        impl RecordKind {
            /// All kinds, in file order.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The kind with these two letters.
            #[inline]
            pub const fn from_id(id: RecordId) -> Option<Self> {
                match &id.0 {
                    $($id => Some(Self::$kind),)*
                    _ => None,
                }
            }

            /// Its two letters.
            pub const fn id(self) -> RecordId {
                match self { $(Self::$kind => RecordId(*$id),)* }
            }

            /// Its layout.
            pub const fn layout(self) -> &'static Layout {
                match self { $(Self::$kind => &$module::LAYOUT,)* }
            }

            /// Where it may stand, and how often.
            pub const fn standing(self) -> Standing {
                match self { $(Self::$kind => $standing,)* }
            }
        }
    };
}

// SPEC: 記録条件仕様（医科用）2023-03, 第１章３（３）ア（エ）–（キ）: order, and HO, KO, SN, JD by kind of claim.
// SY 99 and SJ 999 are limits of the agencies' systems, not of that text (unverified: written from what is known of them).
// MF and GR may stand more than once (可), no number is said. JD is 可 too; one for each payer by （カ）, but it is optional
// and a wrong one refuses nothing (（４）ウ（エ）), so there is no limit here and a repetition is told by intake. NI, KH and RC are not in that text and where they stand is
// unverified: their place is not judged.
registry! {
    Uk b"UK" uk file(0);
    Ir b"IR" ir file(1);
    Re b"RE" re receipt(0).at_most(1);
    Ho b"HO" ho receipt(1).at_most(1);
    Ko b"KO" ko receipt(2).at_most(4);
    Kh b"KH" kh anywhere();
    Sn b"SN" sn receipt(3).at_most(1);
    Jd b"JD" jd receipt(4);
    Mf b"MF" mf receipt(5);
    Gr b"GR" gr receipt(6);
    Sy b"SY" sy receipt(7).also_donor(3).at_most(99);
    Si b"SI" si receipt(8).also_donor(4);
    Iy b"IY" iy receipt(8).also_donor(4);
    To b"TO" to receipt(8).also_donor(4);
    Co b"CO" co receipt(8).also_donor(4);
    Ni b"NI" ni anywhere();
    Sj b"SJ" sj receipt(9).also_donor(5).at_most(999);
    Ti b"TI" ti donor(0);
    Tr b"TR" tr donor(1);
    Ts b"TS" ts donor(2).at_most(1);
    Rc b"RC" rc history();
    Go b"GO" go file(2);
}

impl RecordKind {
    /// Whether it is a line of the 摘要 with 診療識別 and days.
    pub const fn is_line(self) -> bool {
        matches!(self, Self::Si | Self::Iy | Self::To | Self::Co)
    }

    /// How many may stand in one receipt; `refiled` tells whether it came back from an agency (it has a 検索番号).
    ///
    /// SPEC: 記録条件仕様（医科用）2023-03, 第１章３（３）ア（オ） 注４: SN 可※2 may stand more than once; one, that of HO, is
    /// the limit of what an institution files, not of what agencies added before a receipt came back.
    #[inline]
    pub const fn most(self, refiled: bool) -> Option<u16> {
        if refiled && matches!(self, Self::Sn) { None } else { self.standing().most }
    }
}

#[cfg(test)]
mod tests;
