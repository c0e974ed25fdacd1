//! The manifest of a store: under which names each file came, and which days of publication were told of it.
//!
//! What is told last holds, so that a wrong day can be corrected; what was told before stays in the manifest.

use std::cmp::Reverse;

use masters::{Refusal, Source, SourceSet};
use model::Date;
use serde::{Deserialize, Serialize};

use crate::args::masters::Told;

/// A file under one of its names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Kept {
    digest: String,
    name: String,
    /// YYYYMMDD, when the day was told at import.
    told: Option<u32>,
    /// Which telling of this file it is, counted from 1; 0 where nothing was told, and in stores of older versions.
    #[serde(default, skip_serializing_if = "is_nought")]
    nth: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_nought(nth: &u32) -> bool {
    *nth == 0
}

impl Kept {
    const fn is_telling(&self) -> bool {
        self.told.is_some() || self.nth > 0
    }

    /// The last telling holds; of those whose order is not known, that of the earliest day.
    const fn weight(&self) -> (u32, Reverse<Option<u32>>) {
        (self.nth, Reverse(self.told))
    }
}

/// All that is known of the kept files besides their bytes, in the order of digests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Manifest(Vec<Kept>);

impl Manifest {
    /// Reads what a store wrote.
    pub(super) fn parse(json: &[u8]) -> serde_json::Result<Self> {
        let mut manifest: Self = serde_json::from_slice(json)?;
        manifest.0.sort_unstable();
        Ok(manifest)
    }

    /// The kept files.
    pub(super) fn digests(&self) -> impl Iterator<Item = &str> {
        self.0.chunk_by(|a, b| a.digest == b.digest).filter_map(|of| of.first()).map(|kept| &*kept.digest)
    }

    fn of(&self, digest: &str) -> impl Iterator<Item = &Kept> {
        self.0.iter().filter(move |kept| kept.digest == digest)
    }

    /// The telling that holds.
    fn holding(&self, digest: &str) -> Option<&Kept> {
        self.of(digest).filter(|kept| kept.is_telling()).max_by_key(|kept| kept.weight())
    }

    /// Remembers a name and what was told; whether it is all that is known of the file.
    pub(super) fn keep(&mut self, digest: &str, name: &str, told: Option<Told>) -> bool {
        let day = told.and_then(Told::day).map(Date::number);
        let nth = match (told, self.holding(digest)) {
            (None, _) | (Some(Told::AsFile), None) => 0,
            (Some(_), Some(held)) if held.told == day => held.nth,
            (Some(_), held) => held.map_or(0, |held| held.nth) + 1,
        };
        let kept = Kept { digest: digest.to_owned(), name: name.to_owned(), told: day, nth };
        if let Err(place) = self.0.binary_search(&kept) {
            self.0.insert(place, kept);
        }
        self.of(digest).count() == 1
    }

    /// A file under its names and with the day that holds; `None` for one that is not kept.
    pub(super) fn read(&self, digest: &str, bytes: &[u8]) -> Result<Option<Source>, Refusal> {
        let held = self.holding(digest).filter(|held| held.told.is_some());
        let told = held.and_then(|held| held.told).and_then(Date::from_number);
        let mut set = SourceSet::default();
        for kept in self.of(digest) {
            if held.is_none_or(|held| held.weight() == kept.weight()) {
                set.add(masters::read(&kept.name, bytes, told)?);
            }
        }
        Ok(set.iter().next().cloned())
    }

    /// The days that were told and hold no more, the oldest telling first.
    pub(super) fn told_before(&self, digest: &str) -> Vec<Date> {
        let Some(held) = self.holding(digest).map(Kept::weight) else { return Vec::new() };
        let overruled = self.of(digest).filter(|kept| kept.is_telling()).map(Kept::weight);
        let mut before: Vec<_> = overruled.filter(|weight| *weight != held).collect();
        before.sort_unstable();
        before.dedup();
        before.into_iter().filter_map(|(_, Reverse(told))| Date::from_number(told?)).collect()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

    use model::Date;

    use super::{Manifest, Told};

    fn day(number: u32) -> Date {
        Date::from_number(number).unwrap()
    }

    fn told(number: u32) -> Option<Told> {
        Some(Told::Day(day(number)))
    }

    fn holds(manifest: &Manifest) -> Option<u32> {
        manifest.holding("a").and_then(|held| held.told)
    }

    #[test]
    fn what_was_told_last_holds_and_what_was_told_before_stays() {
        let mut manifest = Manifest::default();
        assert!(manifest.keep("a", "s.csv", None) && holds(&manifest).is_none());
        for number in [2025_01_01, 2025_03_01, 2025_02_01, 2025_03_01] {
            assert!(!manifest.keep("a", "s.csv", told(number)));
            assert_eq!(holds(&manifest), Some(number));
        }
        assert_eq!(manifest.told_before("a"), [2025_01_01, 2025_03_01, 2025_02_01].map(day));
        // The same again, under another name, without a day, and of another file: nothing changes.
        let before = manifest.told_before("a");
        manifest.keep("a", "t.csv", told(2025_03_01));
        manifest.keep("a", "s.csv", None);
        manifest.keep("b", "b.csv", told(2024_01_01));
        assert_eq!((holds(&manifest), manifest.told_before("a")), (Some(2025_03_01), before));
        assert_eq!(manifest.digests().collect::<Vec<_>>(), ["a", "b"]);
        // Taken back, and told again.
        manifest.keep("a", "s.csv", Some(Told::AsFile));
        assert_eq!((holds(&manifest), manifest.told_before("a").len()), (None, 4));
        manifest.keep("a", "s.csv", told(2025_04_01));
        assert_eq!(holds(&manifest), Some(2025_04_01));
    }

    #[test]
    fn a_manifest_of_an_older_version_says_what_it_said() {
        let text = br#"[{"digest":"a","name":"s.csv","told":20250501},{"digest":"a","name":"s.csv","told":20250301}]"#;
        let mut manifest = Manifest::parse(text).unwrap();
        assert_eq!(holds(&manifest), Some(2025_03_01));
        manifest.keep("a", "s.csv", told(2025_06_01));
        assert_eq!(holds(&manifest), Some(2025_06_01));
        assert_eq!(manifest.told_before("a"), [2025_05_01, 2025_03_01].map(day));
        assert_eq!(Manifest::parse(&serde_json::to_vec(&manifest).unwrap()).unwrap(), manifest);
    }
}
