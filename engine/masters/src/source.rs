//! Imported sources: what makes up a store, deduplicated by digest, in the order of publication.

use std::collections::BTreeMap;

use model::Date;

use crate::import::file::FileRows;
use crate::kind::FileKind;

/// How the day of publication is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DatedBy {
    /// The caller said it.
    Told = 0,
    /// The file name bears it.
    Name = 1,
    /// The newest 変更年月日 (新設年月日) in the file.
    Content = 2,
    /// Not known.
    Unknown = 3,
    /// A companion file that names exactly its codes (補助マスター for tables of exclusions).
    Companion = 4,
}

/// What kind of publication a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// 全件ファイル: everything in force.
    Full = 0,
    /// 更新ファイル: what changed.
    Update = 1,
    /// An excerpt made by hand (starter set): absent codes say nothing.
    Excerpt = 2,
}

impl DatedBy {
    pub(crate) const fn from_number(number: u32) -> Option<Self> {
        match number {
            0 => Some(Self::Told),
            1 => Some(Self::Name),
            2 => Some(Self::Content),
            3 => Some(Self::Unknown),
            4 => Some(Self::Companion),
            _ => None,
        }
    }

    /// The name in JSON.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Name => "name",
            Self::Content => "content",
            Self::Unknown => "unknown",
            Self::Companion => "companion",
        }
    }
}

impl Form {
    pub(crate) const fn from_number(number: u32) -> Option<Self> {
        match number {
            0 => Some(Self::Full),
            1 => Some(Self::Update),
            2 => Some(Self::Excerpt),
            _ => None,
        }
    }

    /// The name in JSON.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Update => "update",
            Self::Excerpt => "excerpt",
        }
    }
}

/// One imported file: where it came from and what it says.
#[derive(Clone, Debug)]
pub struct Source {
    pub(crate) name: String,
    pub(crate) digest: [u8; 32],
    pub(crate) published: Option<Date>,
    pub(crate) dated_by: DatedBy,
    pub(crate) file: FileRows,
}

impl Source {
    /// The name under which it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// blake3 of its bytes.
    pub const fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// blake3 of its bytes, in hexadecimal.
    pub fn digest_text(&self) -> String {
        blake3::Hash::from_bytes(self.digest).to_hex().to_string()
    }

    /// What it is.
    pub const fn kind(&self) -> FileKind {
        self.file.kind
    }

    /// Full file, update or excerpt.
    pub const fn form(&self) -> Form {
        self.file.form
    }

    /// The day of publication.
    pub const fn published(&self) -> Option<Date> {
        self.published
    }

    /// How that day is known.
    pub const fn dated_by(&self) -> DatedBy {
        self.dated_by
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.file.len()
    }

    /// Rows by 変更区分: how many of 0, 1, 2, 3, 5 and 9.
    pub fn changes(&self) -> BTreeMap<char, usize> {
        let mut counts = BTreeMap::new();
        for row in 0..self.file.len() {
            if let Some(change) = self.file.change(row).chars().next() {
                *counts.entry(change).or_insert(0) += 1;
            }
        }
        counts
    }

    /// The order of application: by day, updates before the full file of the same day (which holds them), then by digest.
    fn order(&self) -> (u32, bool, [u8; 32]) {
        (self.published.map_or(0, Date::number), self.file.form == Form::Full, self.digest)
    }

    /// The same bytes under two names: the better dated one stands, whatever came first.
    fn rank(&self) -> (DatedBy, Option<Date>, &str) {
        (self.dated_by, self.published, &self.name)
    }
}

/// The imported sources; a store is derived from this set alone.
#[derive(Clone, Debug, Default)]
pub struct SourceSet {
    sources: BTreeMap<[u8; 32], Source>,
}

impl SourceSet {
    /// Adds a file; `false` when the same bytes were there already.
    pub fn add(&mut self, source: Source) -> bool {
        match self.sources.get_mut(&source.digest) {
            Some(known) => {
                if source.rank() < known.rank() {
                    *known = source;
                }
                false
            }
            None => self.sources.insert(source.digest, source).is_none(),
        }
    }

    /// Puts a file in the place of the same bytes, whatever day they had; `false` when they were there already.
    pub fn put(&mut self, source: Source) -> bool {
        self.sources.insert(source.digest, source).is_none()
    }

    /// How many files.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// All files, by digest.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// The files of a kind in the order in which they apply.
    pub(crate) fn of_kind(&self, kind: FileKind) -> Vec<&Source> {
        let mut sources: Vec<&Source> = self.sources.values().filter(|s| s.kind() == kind).collect();
        sources.sort_by_key(|s| s.order());
        sources
    }
}
