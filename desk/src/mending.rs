//! Mending: formal repairs where the data decide, and the bytes with what a person accepted.
//!
//! A repair replaces ranges of bytes; everything else stays as it was. [`Kind`] is the closed list of what may be repaired,
//! docs/mending.md has it with sources. No repair changes a value of medical meaning: a code, a point, a day or a count is
//! at most written otherwise (half-width, without spare zeros), never changed.

pub mod doc;
mod ending;
mod field;
mod file;
mod kinds;
mod sums;
#[cfg(test)]
mod tests;
mod widths;

use std::collections::BTreeMap;

use model::Lang;
use serde::Serialize;

use crate::Checked;

pub use kinds::Kind;
pub(crate) use widths::full;

/// A range of bytes and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The first byte in the file.
    pub start: u64,
    /// How many bytes.
    pub len: u64,
    /// What stands there instead.
    pub with: Vec<u8>,
}

/// A repair that is offered. It shows what stands in the claim: it is made when somebody looks, and not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Repair {
    /// The same for the same bytes.
    pub id: String,
    /// What kinds of repair it is made of.
    pub kinds: Vec<String>,
    /// 1-based ordinal of the receipt; none for the file itself.
    pub seq: Option<u64>,
    /// 1-based physical line, the first of several.
    pub line: u64,
    /// The record.
    pub record: Option<String>,
    /// 1-based item number.
    pub field: Option<u8>,
    /// Its name.
    pub field_name: Option<String>,
    /// What is done.
    pub what: String,
    /// Where it is written that it is so.
    pub why: String,
    /// Where the first change stands: offset and length.
    pub span: (u64, u64),
    /// What stands there, as shown; empty when nothing does, or when it is the whole file.
    pub before: String,
    /// What will stand there, as shown.
    pub after: String,
    /// How many places change.
    pub places: usize,
    #[serde(skip)]
    edits: Vec<Edit>,
}

/// What a person took: a repair, or a comment that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    pub(crate) edits: Vec<Edit>,
}

impl Repair {
    /// This repair, taken.
    pub fn accept(&self) -> Mend {
        Mend { edits: self.edits.clone() }
    }
}

/// Why nothing was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MendError {
    /// Two changes speak of the same bytes.
    #[error("同じ箇所を直す修正が二つあります（{0}バイト目）。一つずつ適用してください")]
    Overlap(u64),
    /// A change speaks of bytes that are not there: it belongs to another file.
    #[error("修正の位置がファイルの外です（{0}バイト目）。チェックし直してください")]
    Outside(u64),
}

/// The file with what was taken; byte for byte the same elsewhere.
///
/// # Errors
/// Two changes of the same bytes, or a change outside the file; nothing is mended then.
pub fn mend(bytes: &[u8], mends: &[Mend]) -> Result<Vec<u8>, MendError> {
    let mut edits: Vec<&Edit> = mends.iter().flat_map(|mend| &mend.edits).collect();
    // Stable: of several insertions at one place the first taken stands first.
    edits.sort_by_key(|edit| (edit.start, edit.len));
    let mut mended = Vec::with_capacity(bytes.len());
    let mut done = 0_usize;
    for edit in edits {
        let outside = MendError::Outside(edit.start);
        let start = usize::try_from(edit.start).map_err(|_| outside)?;
        let len = usize::try_from(edit.len).map_err(|_| outside)?;
        let end = start.checked_add(len).filter(|end| *end <= bytes.len()).ok_or(outside)?;
        mended.extend_from_slice(bytes.get(done..start).ok_or(MendError::Overlap(edit.start))?);
        mended.extend_from_slice(&edit.with);
        done = end;
    }
    mended.extend_from_slice(bytes.get(done..).unwrap_or_default());
    Ok(mended)
}

/// What can be repaired of a file that was checked, in file order. Empty when the bytes are not those of the check.
pub fn repairs(bytes: &[u8], checked: &Checked, lang: Lang) -> Vec<Repair> {
    if blake3::hash(bytes).to_hex().to_string() != checked.digest {
        return Vec::new();
    }
    let drafts = match file::utf8(bytes) {
        // As long as it is UTF-8 every text has other bytes than it will have.
        file::Encoded::Convertible(draft) => vec![draft],
        file::Encoded::Stuck => Vec::new(),
        file::Encoded::AsItShould => file::drafts(bytes),
    };
    let mut repairs: Vec<Repair> =
        by_place(drafts).into_iter().map(|draft| draft.told(bytes, lang)).collect();
    repairs.sort_by_key(|repair| (repair.line, repair.field));
    repairs
}

/// At most one repair a field: that which knows the value before that which knows the form.
fn by_place(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut taken: BTreeMap<(u64, u64), Draft> = BTreeMap::new();
    let mut rest = Vec::new();
    for draft in drafts {
        let Some(first) = draft.edits.first() else { continue };
        let place = (first.start, first.len);
        if draft.edits.len() > 1 {
            rest.push(draft);
        } else if let Some(before) = taken.get(&place) {
            if draft.weight() > before.weight() {
                taken.insert(place, draft);
            }
        } else {
            taken.insert(place, draft);
        }
    }
    let several: Vec<(u64, u64)> =
        rest.iter().flat_map(|draft| &draft.edits).map(|edit| (edit.start, edit.len)).collect();
    rest.extend(taken.into_values().filter(|draft| {
        draft.edits.first().is_none_or(|edit| edit.len == 0 || !several.contains(&(edit.start, edit.len)))
    }));
    rest
}

/// A repair before it is put into words.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    kinds: Vec<Kind>,
    seq: Option<u64>,
    line: u64,
    record: Option<model::RecordId>,
    field: Option<(u8, &'static receipt::layout::Column)>,
    edits: Vec<Edit>,
}

impl Draft {
    fn weight(&self) -> usize {
        self.kinds.iter().map(|kind| usize::from(kind.knows_the_value())).sum()
    }

    fn told(self, bytes: &[u8], lang: Lang) -> Repair {
        let first = self.edits.first();
        let span = first.map_or((0, 0), |edit| (edit.start, edit.len));
        let stands = usize::try_from(span.0).ok().zip(usize::try_from(span.0 + span.1).ok());
        let stands = stands.and_then(|(start, end)| bytes.get(start..end)).unwrap_or_default();
        let shown = |bytes: &[u8]| receipt::characters::decode(bytes, receipt::Encoding::Cp932);
        let is_file = self.kinds.contains(&Kind::Utf8);
        let mut hasher = blake3::Hasher::new();
        for edit in &self.edits {
            hasher.update(&edit.start.to_le_bytes());
            hasher.update(&edit.len.to_le_bytes());
            hasher.update(&edit.with);
        }
        hasher.update(stands);
        let join = |parts: Vec<&str>| parts.join(if lang == Lang::Ja { "、" } else { "; " });
        Repair {
            id: hasher.finalize().to_hex().chars().take(20).collect(),
            kinds: self.kinds.iter().map(|kind| kind.spec().slug.to_owned()).collect(),
            seq: self.seq,
            line: self.line,
            record: self.record.map(|record| record.to_string()),
            field: self.field.map(|(item, _)| item),
            field_name: self.field.map(|(_, column)| match lang {
                Lang::Ja => column.name(),
                Lang::En => column.field.en.to_owned(),
            }),
            what: join(self.kinds.iter().map(|kind| kind.spec().what.in_lang(lang)).collect()),
            why: self.kinds.iter().map(|kind| kind.spec().source).collect::<Vec<_>>().join("、"),
            span,
            before: if is_file { String::new() } else { shown(stands) },
            after: match first {
                Some(edit) if !is_file => shown(&edit.with),
                _ => String::new(),
            },
            places: self.edits.len(),
            edits: self.edits,
        }
    }
}
