//! Codes of the official masters, one type a master.

use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident($inner:ty, $width:literal);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $inner);

        impl $name {
            /// How many digits the code is written with.
            pub const WIDTH: usize = $width;
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!("{:0", $width, "}"), self.0)
            }
        }
    )*};
}

codes! {
    /// A medical procedure (診療行為コード), nine digits.
    ProcedureCode(u32, 9);
    /// A drug (医薬品コード), nine digits.
    DrugCode(u32, 9);
    /// A material (特定器材コード), nine digits.
    MaterialCode(u32, 9);
    /// A comment (コメントコード), nine digits.
    CommentCode(u32, 9);
    /// A disease (傷病名コード), seven digits.
    DiseaseCode(u32, 7);
    /// A modifier of a disease (修飾語コード), four digits.
    ModifierCode(u16, 4);
}

impl DiseaseCode {
    /// A disease written as text because no code exists (未コード化傷病名).
    ///
    /// SPEC: 記録条件仕様（医科用）2023-03, 傷病名レコード.
    pub const UNCODED: Self = Self(999);
}

impl ModifierCode {
    /// "Suspected" (の疑い).
    ///
    /// SPEC: 修飾語マスター, code 8002.
    pub const SUSPECTED: Self = Self(8002);
}
