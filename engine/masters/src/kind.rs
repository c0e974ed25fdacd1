//! The registry of official files: one line a kind.

use model::Lang;

use crate::column::{Cycle, Layout};
use crate::import;

macro_rules! kinds {
    ($($variant:ident $slug:literal $file:literal $layout:expr;)*) => {
        /// The kinds of official files that can be taken in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the layout of each kind holds its official title")]
        pub enum FileKind { $($variant,)* }

        impl FileKind {
            /// All kinds, in the order in which they are kept and shown.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The short name used in commands, starter files and JSON.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)* }
            }

            /// The name, or part of it, under which the file is published.
            pub const fn file_name(self) -> &'static str {
                match self { $(Self::$variant => $file,)* }
            }

            /// Its description.
            pub const fn layout(self) -> &'static Layout {
                match self { $(Self::$variant => &$layout,)* }
            }
        }
    };
}

kinds! {
    Procedure "s" "s" import::procedure::LAYOUT;
    Ward "ward_k" "ward_k" import::ward::LAYOUT;
    Drug "y" "y" import::drug::LAYOUT;
    Material "t" "t" import::material::LAYOUT;
    Disease "b" "b" import::disease::LAYOUT;
    Modifier "z" "z" import::modifier::LAYOUT;
    Comment "c" "c" import::comment::LAYOUT;
    CommentRelation "ck" "ck" import::comment_relation::LAYOUT;
    FeeTableLinks "hojo" "01" import::fee_table_links::LAYOUT;
    Inclusion "hokatsu" "02" import::inclusion::LAYOUT;
    ExclusionDay "haihan_day" "03-1" import::exclusion::DAY;
    ExclusionMonth "haihan_month" "03-2" import::exclusion::MONTH;
    ExclusionSimultaneous "haihan_simultaneous" "03-3" import::exclusion::SIMULTANEOUS;
    ExclusionWeek "haihan_week" "03-4" import::exclusion::WEEK;
    BasicFee "nyuin" "04" import::basic_fee::LAYOUT;
    CountLimit "kaisu" "05" import::count_limit::LAYOUT;
    Facility "facility" "facility" import::facility::LAYOUT;
    CheckCase "cc_jirei" "CC_JIREI" import::check_case::LAYOUT;
    CheckIndication "iy_tekio" "IY_Tekio" import::check_indication::LAYOUT;
    CheckContraindication "iy_shobyokinki" "IY_ShobyoKinki" import::check_contraindication::LAYOUT;
    CheckInteraction "iy_heiyokinki" "IY_HeiyoKinki" import::check_interaction::LAYOUT;
    CheckDose "iy_toyoryou" "IY_Toyoryou" import::check_dose::LAYOUT;
    CheckLongUse "iy_manzen" "IY_Manzen" import::check_long_use::LAYOUT;
    CheckProcedureDisease "si_shobyo" "SI_Shobyo" import::check_procedure_disease::LAYOUT;
}

impl FileKind {
    /// Its place in [`FileKind::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The kind at a place in [`FileKind::ALL`].
    pub fn from_index(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }

    /// The kind with a short name.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.slug() == slug)
    }

    /// The official title.
    pub const fn title(self) -> &'static str {
        self.title_in(Lang::Ja)
    }

    /// The title in a language.
    pub const fn title_in(self, lang: Lang) -> &'static str {
        self.layout().title.in_lang(lang)
    }

    /// When it is renewed.
    pub const fn cycle(self) -> Cycle {
        self.layout().cycle
    }
}

#[cfg(test)]
mod tests {
    use super::FileKind;

    #[test]
    fn slugs_name_kinds() {
        for (index, &kind) in FileKind::ALL.iter().enumerate() {
            assert_eq!(FileKind::from_slug(kind.slug()), Some(kind));
            assert_eq!(kind.index(), index);
        }
    }
}
