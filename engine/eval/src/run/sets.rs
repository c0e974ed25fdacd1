//! Whether a set holds a code on a day.

use masters::FileKind;
use model::{Date, DiseaseCode};
use receipt::batch::LineKind;

use super::Run;
use super::pile::Found;
use super::thing::Thing;
use super::trace::{Event, Trace};
use super::values::Val;
use crate::program::{IcdRange, Set};
use crate::tri::Tri;

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    pub(super) fn thing_in(&mut self, set: &'a Set, thing: Thing<'a>) -> Tri {
        let (Some(code), Some(day)) = (self.code_of(thing), self.master_day(thing)) else {
            return Tri::Unknown;
        };
        let kind = match thing {
            Thing::Disease { .. } => FileKind::Disease,
            Thing::Comment { .. } => FileKind::Comment,
            Thing::Line { scope, line, .. } => {
                match self.case.scopes.get(scope).and_then(|scope| scope.line(line)).map(|line| line.kind) {
                    Some(LineKind::Drug) => FileKind::Drug,
                    Some(LineKind::Material) => FileKind::Material,
                    _ => FileKind::Procedure,
                }
            }
            Thing::Code { kind, .. } => kind,
            _ => return Tri::Unknown,
        };
        self.contains(set, kind, code, day)
    }

    pub(crate) fn contains(&mut self, set: &'a Set, kind: FileKind, code: u32, day: Date) -> Tri {
        let mut inside = Tri::from(set.ranges.iter().any(|range| range.contains(&code)));
        for nested in &set.nested {
            if inside == Tri::Yes {
                break;
            }
            inside = inside.or(self.contains(nested, kind, code, day));
        }
        for found in &set.found {
            if inside == Tri::Yes {
                break;
            }
            let mark = self.mark();
            let value = self.value(found);
            inside = inside.or(self.is_code_of(value, code));
            self.release(mark);
        }
        if inside != Tri::Yes && !set.icd.is_empty() {
            inside = inside.or(self.icd(&set.icd, code, day));
        }
        for (of, condition) in &set.picked {
            if inside == Tri::Yes || *of != kind {
                break;
            }
            inside = inside.or(self.holds_of(Thing::Code { kind, code, day }, condition));
        }
        for out in &set.except {
            inside = inside.and(self.contains(out, kind, code, day).not());
        }
        for within in &set.within {
            inside = inside.and(self.contains(within, kind, code, day));
        }
        inside
    }

    pub(super) fn is_code_of(&self, value: Val<'a>, code: u32) -> Tri {
        match value {
            Val::Code(other) => (other == code).into(),
            Val::Thing(thing) => self.code_of(thing).map_or(Tri::Unknown, |other| (other == code).into()),
            Val::Group(found) => self.has_code(found, code),
            _ => Tri::Unknown,
        }
    }

    fn has_code(&self, found: Found, code: u32) -> Tri {
        let has = |all: &[Thing<'a>]| all.iter().any(|thing| self.code_of(*thing) == Some(code));
        if has(self.sure(found)) {
            Tri::Yes
        } else if found.open || has(self.maybe(found)) {
            Tri::Unknown
        } else {
            Tri::No
        }
    }

    /// Whether a disease has an ICD-10 code of some ranges.
    pub(crate) fn icd(&mut self, ranges: &[IcdRange], code: u32, day: Date) -> Tri {
        if code == DiseaseCode::UNCODED.0 {
            return Tri::Unknown;
        }
        let row = match self.case.row(FileKind::Disease, code, day) {
            Ok(Some(row)) => {
                if T::WITHIN {
                    // SPEC: マスターファイル仕様説明書（令和6年度版）３（１） items 16 and 17.
                    for item in [16, 17] {
                        self.trace.hear(Event::Read(row, Some(code), day, item));
                    }
                }
                masters::Disease::from(row)
            }
            Ok(None) => return Tri::Unknown,
            Err(cause) => {
                self.tell_cause(cause);
                return Tri::Unknown;
            }
        };
        let written = [row.icd10_1(), row.icd10_2()];
        let in_one = |icd: &&str| ranges.iter().any(|range| range.holds(icd));
        written.iter().filter(|icd| !icd.is_empty()).any(in_one).into()
    }
}
