//! The manifest: every file of a revision with its size and digest, and what its makers say of it.
//!
//! It has one form only: what does not come back byte for byte when it is written again is refused, so that one content
//! has one digest. A name of a bundle is never a path on disk; it is checked all the same.

use model::Date;
use review::session::{RevisionId, Stage};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The form of manifests and bundles.
pub const FORMAT: u32 = 1;
/// No manifest is longer.
pub const MANIFEST_LIMIT: usize = 4 << 20;
/// All files of a revision together are not longer.
pub const CONTENT_LIMIT: u64 = 2 << 30;
/// Where the masters stand.
pub const MASTERS: &str = "masters/masters.bin";
const RULES: &str = "rules/";
const SETTINGS: &str = "settings/";
/// A path is not longer.
const PATH_LIMIT: usize = 400;
/// Nor is a name or a note.
const TEXT_LIMIT: usize = 4000;

/// What its makers say of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its place in the order of revisions.
    pub number: u64,
    /// What they call it.
    pub name: String,
    /// Who made it.
    pub creator: String,
    /// Why.
    pub note: String,
    /// The first day on which it may be activated.
    pub valid_from: Option<Date>,
}

/// A file of a revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its name, with `/` between its parts.
    pub path: String,
    /// How many bytes.
    pub size: u64,
    /// The blake3 digest of them, in hexadecimal digits.
    pub blake3: String,
}

/// The list of what a revision holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: u32,
    number: u64,
    name: String,
    creator: String,
    note: String,
    /// YYYYMMDD.
    valid_from: Option<u32>,
    /// The program that made it.
    program: String,
    files: Vec<Entry>,
}

/// What a file of a revision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// A rule file, by its path.
    Rule(&'a str),
    /// The masters.
    Masters,
    /// A file of settings, by its name.
    Setting(&'a str),
}

fn wrong(ja: impl Into<String>, en: impl Into<String>) -> Error {
    Error::refused(Stage::Read, ja, en)
}

impl Manifest {
    /// A manifest of files, which are put in order.
    ///
    /// # Errors
    /// A name that no revision has, or one that is there twice.
    pub fn new(label: Label, mut files: Vec<Entry>) -> Result<Self> {
        files.sort_by(|one, other| one.path.cmp(&other.path));
        let Label { number, name, creator, note, valid_from } = label;
        let valid_from = valid_from.map(Date::number);
        let program = env!("CARGO_PKG_VERSION").to_owned();
        let manifest = Self { format: FORMAT, number, name, creator, note, valid_from, program, files };
        manifest.check()?;
        Ok(manifest)
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// What is wrong with its form or its files.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > MANIFEST_LIMIT {
            return Err(wrong("目録が大きすぎます", "the manifest is too large"));
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| {
            wrong(format!("目録を読めません（{error}）"), format!("the manifest cannot be read ({error})"))
        })?;
        manifest.check()?;
        if manifest.write()? != bytes {
            return Err(wrong(
                "目録が決まった書き方ではありません",
                "the manifest is not written in its one form",
            ));
        }
        Ok(manifest)
    }

    /// The bytes that are signed.
    ///
    /// # Errors
    /// The manifest cannot be written, or is too long.
    pub fn write(&self) -> Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|error| {
            wrong(format!("目録を書けません（{error}）"), format!("the manifest cannot be written ({error})"))
        })?;
        bytes.push(b'\n');
        if bytes.len() > MANIFEST_LIMIT {
            return Err(wrong("目録が大きすぎます", "the manifest is too large"));
        }
        Ok(bytes)
    }

    /// What its makers say of it.
    pub fn label(&self) -> Label {
        Label {
            number: self.number,
            name: self.name.clone(),
            creator: self.creator.clone(),
            note: self.note.clone(),
            valid_from: self.valid_from.and_then(Date::from_number),
        }
    }

    /// The version of the program that made it.
    pub fn program(&self) -> &str {
        &self.program
    }

    /// Its files, by path.
    pub fn files(&self) -> &[Entry] {
        &self.files
    }

    /// How many bytes its files have.
    pub fn size(&self) -> u64 {
        self.files.iter().fold(0, |sum, entry| sum.saturating_add(entry.size))
    }

    fn check(&self) -> Result<()> {
        if self.format != FORMAT {
            let found = self.format;
            return Err(wrong(
                format!("目録の形式{found}は、この版の shinsa では読めません（読める形式{FORMAT}）"),
                format!("manifest format {found} cannot be read by this program (it reads {FORMAT})"),
            ));
        }
        if self.valid_from.is_some_and(|day| Date::from_number(day).is_none()) {
            return Err(wrong("適用日が暦にない日です", "valid_from is a day that no calendar has"));
        }
        if [&self.name, &self.creator, &self.note].iter().any(|text| text.len() > TEXT_LIMIT) {
            return Err(wrong("名前か説明が長すぎます", "the name or the note is too long"));
        }
        // They are shown on screens before anybody knows who wrote them.
        let control = |text: &&String| text.contains(|letter: char| letter.is_control() && letter != '\n');
        if [&self.name, &self.creator, &self.note, &self.program].iter().any(control) {
            return Err(wrong(
                "名前か説明に制御文字があります",
                "the name or the note has control characters",
            ));
        }
        self.check_files()
    }

    fn check_files(&self) -> Result<()> {
        for (entry, next) in self.files.iter().zip(self.files.iter().skip(1)) {
            if entry.path == next.path {
                let path = &entry.path;
                return Err(wrong(
                    format!("同じ名前のファイルが二つあります: {path}"),
                    format!("two files of one name: {path}"),
                ));
            }
            if entry.path > next.path {
                return Err(wrong(
                    "目録のファイルが順に並んでいません",
                    "the files of the manifest are out of order",
                ));
            }
        }
        for entry in &self.files {
            part_of(&entry.path)?;
            digest_of(&entry.blake3)?;
        }
        if self.size() > CONTENT_LIMIT {
            return Err(wrong("内容が大きすぎます（2 GiBまで）", "the content is too large (at most 2 GiB)"));
        }
        if !self.files.iter().any(|entry| entry.path == MASTERS) {
            return Err(wrong(
                format!("マスター（{MASTERS}）がありません"),
                format!("there are no masters in it ({MASTERS})"),
            ));
        }
        if !self.files.iter().any(|entry| entry.path.starts_with(RULES)) {
            return Err(wrong("規則のファイルがありません", "there is no rule file in it"));
        }
        Ok(())
    }
}

/// What a file is, by its name.
///
/// # Errors
/// A name that leads elsewhere, or that no revision has.
pub fn part_of(path: &str) -> Result<Part<'_>> {
    let bad = |part: &str| {
        part.is_empty()
            || part == "."
            || part == ".."
            || part.contains(['\\', ':'])
            || part.contains(char::is_control)
    };
    if path.len() > PATH_LIMIT || path.split('/').any(bad) {
        let path = path.escape_debug();
        return Err(wrong(
            format!("使えないファイル名です: {path}"),
            format!("a file name that cannot be: {path}"),
        ));
    }
    if path == MASTERS {
        return Ok(Part::Masters);
    }
    if let Some(rule) = path.strip_prefix(RULES)
        && rule.ends_with(".rule")
    {
        return Ok(Part::Rule(rule));
    }
    if let Some(setting) = path.strip_prefix(SETTINGS)
        && (setting.ends_with(".toml") || setting.ends_with(".json"))
    {
        return Ok(Part::Setting(setting));
    }
    Err(wrong(
        format!(
            "改訂に入らないファイルです: {path}（rules/*.rule、{MASTERS}、settings/*.toml・*.json だけが入ります）"
        ),
        format!(
            "a file that no revision has: {path} (rules/*.rule, {MASTERS}, settings/*.toml and *.json only)"
        ),
    ))
}

/// The path of a rule file in a revision.
pub fn rule_path(path: &str) -> String {
    format!("{RULES}{path}")
}

/// The path of a file of settings in a revision.
pub fn setting_path(name: &str) -> String {
    format!("{SETTINGS}{name}")
}

/// Reads a digest.
///
/// # Errors
/// It is none.
pub fn digest_of(digits: &str) -> Result<RevisionId> {
    let read = || {
        let lower = digits.bytes().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit));
        let hash = blake3::Hash::from_hex(digits).ok().filter(|_| lower)?;
        Some(RevisionId(*hash.as_bytes()))
    };
    read().ok_or_else(|| wrong("要約値（blake3）ではありません", "not a digest (blake3)"))
}
