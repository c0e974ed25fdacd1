//! Full files and updates, applied in the order of publication.
//!
//! SPEC: マスターファイル仕様説明書（令和6年度版）３, 変更区分. Update files are deltas: 5 gives only the changed items, 3 (and 2) a
//! whole row, 9 the last day of use, 1 takes a row back. Replacing rows by 5 would wipe their prices.

use std::collections::{BTreeMap, BTreeSet};

use model::Date;

use crate::build::chapter::{Chapter, Chapters, Last, Version, same_content};
use crate::build::report::{NAMED, Report, Warning};
use crate::build::{Dated, intern_row};
use crate::calendar::{day_before, revision_of};
use crate::column::{Layout, Shape};
use crate::kind::FileKind;
use crate::pool::{PoolBuilder, TextId};
use crate::source::{DatedBy, Form};
use crate::value;

/// All codes of a kind with all that is known of them.
pub(crate) struct Merged {
    pub(crate) codes: BTreeMap<u32, Chapters>,
    pub(crate) pending: Vec<u32>,
}

/// The items that the merge reads.
#[derive(Clone, Copy)]
struct Items {
    code: u16,
    changed: u16,
    listed: Option<u16>,
    abolished: u16,
    transition: Option<u16>,
    previous_kind: Option<u16>,
}

/// One kind while its sources are applied.
struct Merge<'a> {
    kind: FileKind,
    layout: &'static Layout,
    items: Items,
    texts: &'a mut PoolBuilder,
    codes: BTreeMap<u32, Chapters>,
}

/// Applies the sources of a coded kind.
pub(crate) fn merge(
    kind: FileKind,
    dated: &[Dated<'_>],
    texts: &mut PoolBuilder,
    report: &mut Report,
) -> Merged {
    let Shape::Coded { code, changed, listed, abolished, transition, previous_kind } = kind.layout().shape
    else {
        return Merged { codes: BTreeMap::new(), pending: vec![0; dated.len()] };
    };
    let items = Items { code, changed, listed, abolished, transition, previous_kind };
    let mut merge = Merge { kind, layout: kind.layout(), items, texts, codes: BTreeMap::new() };
    let mut pending = Vec::with_capacity(dated.len());
    for source in dated {
        if source.dated_by == DatedBy::Unknown && source.source.form() != Form::Excerpt {
            report.warnings.push(Warning::Undated { kind, name: source.source.name.clone() });
        }
        let waiting = match source.source.form() {
            Form::Full | Form::Excerpt => {
                merge.apply_full(source, report);
                Vec::new()
            }
            Form::Update => merge.apply_update(source),
        };
        pending.push(settle_pending(kind, source, dated, &waiting, report));
    }
    Merged { codes: merge.codes, pending }
}

/// Rows wait only while no later full file of their revision brings what they say.
fn settle_pending(
    kind: FileKind,
    source: &Dated<'_>,
    dated: &[Dated<'_>],
    waiting: &[(u32, String)],
    report: &mut Report,
) -> u32 {
    let brought = |revision: u32| {
        let later = |d: &&Dated<'_>| d.source.form() == Form::Full && d.published >= source.published;
        dated.iter().filter(later).any(|d| d.revision == revision)
    };
    let open: Vec<&(u32, String)> = waiting.iter().filter(|(revision, _)| !brought(*revision)).collect();
    let rows = u32::try_from(open.len()).unwrap_or(u32::MAX);
    if let Some((revision, _)) = open.first() {
        report.warnings.push(Warning::Pending {
            kind,
            name: source.source.name.clone(),
            rows,
            revision: Date::from_number(*revision),
            codes: open.iter().take(NAMED).map(|(_, code)| code.clone()).collect(),
        });
    }
    rows
}

impl Merge<'_> {
    fn apply_full(&mut self, source: &Dated<'_>, report: &mut Report) {
        let mut differing = Vec::new();
        let mut present = BTreeSet::new();
        for row in 0..source.source.file.len() {
            let Some(code) = self.code(source, row) else { continue };
            let cells = intern_row(self.texts, source, row);
            present.insert(code);
            // A full file into which later updates were merged may go on past its revision: what came new then stands on its own,
            // what was changed then builds on rows that the file does not have and stays where it cannot be asked.
            let change = source.source.file.change(row);
            let revision = match (change, self.date(&cells, self.items.changed)) {
                ("3", Some(day)) => revision_of(self.kind.cycle(), day).max(source.revision),
                (_, Some(day)) => self.later_chapter(code, day, source.revision).unwrap_or(source.revision),
                (_, None) => source.revision,
            };
            let version = self.version(cells, change, source, revision);
            if self.take_full_row(code, revision, version) {
                differing.push(format!("{code:0width$}", width = self.layout.code_width()));
            }
        }
        if source.source.form() == Form::Full {
            self.drop_absent(source, &present);
        }
        if !differing.is_empty() {
            report.warnings.push(Warning::Differs {
                kind: self.kind,
                name: source.source.name.clone(),
                rows: u32::try_from(differing.len()).unwrap_or(u32::MAX),
                codes: differing.into_iter().take(NAMED).collect(),
            });
        }
    }

    /// The revision of a day when it is later than one and the code already has a chapter of it.
    fn later_chapter(&self, code: u32, day: u32, than: u32) -> Option<u32> {
        let revision = Some(revision_of(self.kind.cycle(), day)).filter(|&r| r > than)?;
        self.codes.get(&code)?.contains_key(&revision).then_some(revision)
    }

    /// Takes a row of a full file; tells whether it contradicts what updates of the same revision said.
    fn take_full_row(&mut self, code: u32, revision: u32, version: Version) -> bool {
        let chapter = self.codes.entry(code).or_default().entry(revision).or_default();
        let Some(known) = chapter.versions.last_mut() else {
            chapter.versions.push(version);
            return false;
        };
        if same_content(&known.row, &version.row, self.layout.columns) {
            let introduced = known.introduced.or(version.introduced);
            *known = Version { from: known.from, introduced, ..version };
            return false;
        }
        let contradicts = version.from <= known.from;
        chapter.put(version);
        contradicts
    }

    /// Codes that a full file no longer has: out of use since some day before it.
    fn drop_absent(&mut self, source: &Dated<'_>, present: &BTreeSet<u32>) {
        let last = Last { day: day_before(source.published), stated: false };
        for (_, chapters) in self.codes.iter_mut().filter(|(code, _)| !present.contains(code)) {
            let Some(version) = chapters.get_mut(&source.revision).and_then(|c| c.versions.last_mut()) else {
                continue;
            };
            if version.last.is_none() {
                version.last = Some(last);
            }
        }
    }

    /// Applies an update; gives the rows (revision, code) that lack their base.
    fn apply_update(&mut self, source: &Dated<'_>) -> Vec<(u32, String)> {
        let mut waiting = Vec::new();
        for row in 0..source.source.file.len() {
            let Some(code) = self.code(source, row) else { continue };
            let cells = intern_row(self.texts, source, row);
            let change = source.source.file.change(row).to_owned();
            let day = self.date(&cells, self.items.changed);
            let revision = revision_of(self.kind.cycle(), day.unwrap_or(source.published));
            let taken = match change.as_str() {
                "2" | "3" => {
                    let version = self.version(cells, &change, source, revision);
                    self.codes.entry(code).or_default().entry(revision).or_default().put(version);
                    Ok(())
                }
                "9" => self.abolish(code, cells, source),
                "1" => {
                    self.codes.entry(code).or_default().remove(&revision);
                    Ok(())
                }
                _ => self.amend(code, &cells, day, revision, source),
            };
            if let Err(revision) = taken {
                waiting.push((revision, source.source.file.cell(row, self.items.code).to_owned()));
            }
        }
        self.codes.retain(|_, chapters| !chapters.is_empty());
        waiting
    }

    /// 変更区分 5. With 変更年月日: a new version from that day. Without: a correction of the version in force at publication.
    ///
    /// Found in the data: price changes bear 変更年月日 (t_20240830), corrected flags leave it blank (s_20240628).
    fn amend(
        &mut self,
        code: u32,
        delta: &[TextId],
        day: Option<u32>,
        revision: u32,
        source: &Dated<'_>,
    ) -> Result<(), u32> {
        let mut chapter = self.codes.get_mut(&code).and_then(|c| c.remove(&revision)).ok_or(revision)?;
        let place = chapter.place_on(day.unwrap_or(source.published)).ok_or(revision)?;
        let base = chapter.versions.get(place).cloned().ok_or(revision)?;
        let mut start = place;
        if let Some(day) = day.filter(|&day| day > base.from) {
            start = place + 1;
            chapter.versions.insert(start, Version { from: day, ..base });
        }
        for version in chapter.versions.iter_mut().skip(start) {
            let row = merged(&version.row, delta);
            *version = Version { from: version.from, introduced: version.introduced, ..self.dated_row(row) };
        }
        self.codes.entry(code).or_default().insert(revision, chapter);
        Ok(())
    }

    /// 変更区分 9: the row stays what it was until its last day. A row that brings its own name (旧傷病名管理ファイル) needs no base.
    fn abolish(&mut self, code: u32, cells: Box<[TextId]>, source: &Dated<'_>) -> Result<(), u32> {
        let last = self.date(&cells, self.items.abolished).unwrap_or(source.published);
        let revision = revision_of(self.kind.cycle(), last);
        let chapters = self.codes.entry(code).or_default();
        if let Some(mut chapter) = chapters.remove(&revision) {
            if let Some(version) = chapter.versions.pop() {
                let row = merged(&version.row, &cells);
                let dated = self.dated_row(row);
                chapter.versions.push(Version {
                    from: version.from,
                    introduced: version.introduced,
                    ..dated
                });
            }
            self.codes.entry(code).or_default().insert(revision, chapter);
            return Ok(());
        }
        let named = self
            .layout
            .columns
            .iter()
            .zip(&cells)
            .any(|(c, &id)| c.required && c.id.ends_with("name") && id != 0);
        if !named {
            if self.codes.get(&code).is_some_and(BTreeMap::is_empty) {
                self.codes.remove(&code);
            }
            return Err(revision);
        }
        let version = self.version(cells, "9", source, revision);
        self.codes.entry(code).or_default().insert(revision, Chapter { versions: vec![version] });
        Ok(())
    }

    /// A whole row with its days.
    fn version(&self, row: Box<[TextId]>, change: &str, source: &Dated<'_>, revision: u32) -> Version {
        let changed = self.date(&row, self.items.changed);
        let listed = self.items.listed.and_then(|item| self.date(&row, item));
        let dated = self.dated_row(row);
        let unknown = if source.source.form() == Form::Update { source.published } else { 0 };
        let from = changed.or(listed).unwrap_or(unknown);
        // An abolition is dated on the day after; what the row says is then known for its last day only.
        let from = dated.last.map_or(from, |last| from.min(last.day));
        let introduced = match change {
            "2" | "3" => Some(from),
            _ => listed
                .or_else(|| self.is_new_since_revision(&dated.row).then_some(revision).filter(|&r| r > 0)),
        };
        Version { from, introduced, ..dated }
    }

    /// SPEC: マスターファイル仕様説明書（令和6年度版）３（７） item 57, （４） item 24, （５） item 17: 0 = set up with the revision or later.
    fn is_new_since_revision(&self, row: &[TextId]) -> bool {
        self.items.previous_kind.is_some_and(|item| self.text(row, item) == "0")
    }

    fn dated_row(&self, row: Box<[TextId]>) -> Version {
        let last = self.date(&row, self.items.abolished).map(|day| Last { day, stated: true });
        let transition = self.items.transition.and_then(|item| self.date(&row, item));
        Version { from: 0, row, last, transition, introduced: None }
    }

    fn code(&self, source: &Dated<'_>, row: usize) -> Option<u32> {
        source.source.file.cell(row, self.items.code).parse().ok()
    }

    fn text(&self, row: &[TextId], item: u16) -> &str {
        let id = usize::from(item).checked_sub(1).and_then(|i| row.get(i)).copied().unwrap_or(0);
        self.texts.get(id)
    }

    fn date(&self, row: &[TextId], item: u16) -> Option<u32> {
        value::date(self.text(row, item)).map(Date::number)
    }
}

/// A row with the items that a delta gives; blank = unchanged.
fn merged(base: &[TextId], delta: &[TextId]) -> Box<[TextId]> {
    base.iter().zip(delta).map(|(&old, &new)| if new == 0 { old } else { new }).collect()
}
