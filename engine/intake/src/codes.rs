//! The official list of intake errors: where each code is judged, or why it cannot be.
//!
//! SPEC: 受付・事務点検ASPに係るチェック一覧 (an excerpt of 83 codes; those of 医科 and of 医科/DPC are here).
//! Texts are our own short wording. docs/intake-codes.md is derived from this list.

mod list;

use model::{ClaimKind, DefectKind, Level, Text};
use receipt::RecordKind;

use crate::content::rules::Rule;

/// One official code.
#[derive(Debug)]
pub struct OfficialCode {
    /// The code, such as `L2900`.
    pub code: &'static str,
    /// The kinds of claims it is for.
    pub claims: &'static [ClaimKind],
    /// What it is about, in our words.
    pub about: Text,
    /// Where it is judged, or why not.
    pub status: Status,
}

/// What becomes of an official code.
#[derive(Debug)]
pub enum Status {
    /// Judged in full.
    Judged(&'static [Where]),
    /// Judged as far as the data tell.
    Partly(&'static [Where], Text),
    /// Not judged, with the reason.
    NotJudged(Text),
}

/// Where a code is judged.
#[derive(Clone, Copy, Debug)]
pub enum Where {
    /// By the form of the fields that name it in their layouts.
    Form,
    /// A defect.
    Defect(DefectKind),
    /// A finding.
    Finding(&'static Rule),
}

/// All codes, by number.
pub static ALL: &[OfficialCode] = list::CODES;

impl OfficialCode {
    /// The level that the code says.
    pub const fn level(&self) -> Option<Level> {
        Level::of_official(self.code)
    }

    /// Where it is judged.
    pub const fn places(&self) -> &'static [Where] {
        match self.status {
            Status::Judged(places) | Status::Partly(places, _) => places,
            Status::NotJudged(_) => &[],
        }
    }
}

/// An official code by its number.
pub fn find(code: &str) -> Option<&'static OfficialCode> {
    ALL.iter().find(|official| official.code == code)
}

/// The fields whose form an official code is about.
pub fn fields(code: &str) -> impl Iterator<Item = (RecordKind, &'static str)> {
    RecordKind::ALL.iter().flat_map(move |&kind| {
        let of_code = kind.layout().fields().filter(move |(field, _)| field.official == Some(code));
        of_code.map(move |(field, _)| (kind, field.name))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use model::{DefectKind, RecordId};
    use receipt::RecordKind;

    use super::{ALL, Where, fields, find};
    use crate::content::rules;

    #[test]
    fn codes_stand_once_in_order_and_have_a_level() {
        assert!(ALL.is_sorted_by(|a, b| a.code < b.code));
        assert!(ALL.iter().all(|code| code.level().is_some()));
    }

    #[test]
    fn every_code_that_is_told_is_in_the_list_and_names_its_place() {
        for &kind in DefectKind::ALL {
            let Some(official) = kind.spec().official else { continue };
            let places = find(official).map(super::OfficialCode::places).unwrap_or_default();
            let named = places.iter().any(|place| matches!(place, Where::Defect(k) if *k == kind));
            assert!(named, "{official} does not name the defect {}", kind.spec().slug);
        }
        for &rule in rules::ALL {
            let Some(official) = rule.official else { continue };
            let code = find(official);
            let places = code.map(super::OfficialCode::places).unwrap_or_default();
            let named = places.iter().any(|place| matches!(place, Where::Finding(r) if r.name == rule.name));
            assert!(named, "{official} does not name the finding {}", rule.name);
            assert_eq!(code.and_then(super::OfficialCode::level), Some(rule.level), "{official}");
        }
    }

    #[test]
    fn forms_are_those_of_the_layouts() {
        let of_layouts: BTreeSet<&str> = RecordKind::ALL
            .iter()
            .flat_map(|kind| kind.layout().fields().filter_map(|(field, _)| field.official))
            .collect();
        let of_list: BTreeSet<&str> = ALL
            .iter()
            .filter(|code| code.places().iter().any(|place| matches!(place, Where::Form)))
            .map(|code| code.code)
            .collect();
        assert_eq!(of_list, of_layouts);
        assert_eq!(fields("L1102").collect::<Vec<_>>(), [(RecordKind::Ir, "請求年月")]);
        assert_eq!(RecordKind::Ir.id(), RecordId(*b"IR"));
    }
}
