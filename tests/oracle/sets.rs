//! Rows of tables and sets of codes: each row and each code is tried against every part.

use dsl::ast::{self, Condition, Noun, Relation, SetExpr, SetTerm};
use masters::FileKind;
use model::Date;

use super::known::Answer::{self, Fails, Holds, Undecided};
use super::known::{Found, Value};
use super::nouns::UNCODED;
use super::run::Run;
use super::things::Thing;

impl Run<'_> {
    /// A row is in force by the day of the line it is joined with.
    pub fn rows(&self, noun: &Noun) -> Found {
        let unknown = Found { more: true, ..Found::default() };
        let table = noun.set.as_ref().and_then(|set| match set.terms.as_slice() {
            [SetTerm::Named(path)] => table(&path.root.text),
            _ => None,
        });
        let Some((table, on)) = table.zip(noun.filter.as_ref().and_then(|filter| self.joined_on(filter)))
        else {
            return unknown;
        };
        let known = self.case.masters.table_known(table, on);
        // That there is no row rests on the table as well.
        if known == Ok(true) {
            self.soft.set(true);
        }
        let mut found = Found { more: known.is_err(), ..Found::default() };
        for at in 0..self.case.masters.relation_rows(table, on).count() {
            let thing = Thing::Row { table, on, at };
            match noun.filter.as_ref().map_or(Holds, |filter| self.about(thing, filter)) {
                Holds => found.sure.push(thing),
                Undecided => found.perhaps.push(thing),
                Fails => {}
            }
        }
        found
    }

    /// The day of the line whose code a row must have.
    fn joined_on(&self, filter: &Condition) -> Option<Date> {
        let parts = match filter {
            Condition::All(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        };
        let joined = parts.iter().find_map(|part| match part {
            Condition::Compare(Relation::Equal, left, right) => match (&left.node, &right.node) {
                (ast::Value::Its(_), ast::Value::Path(path)) if path.fields.len() == 1 => Some(path),
                _ => None,
            },
            _ => None,
        })?;
        match self.variable(&joined.root.text)? {
            Value::Thing(thing) => Some(self.case.asked_on(thing)),
            _ => None,
        }
    }

    /// Whether the code of a thing lies in a set.
    pub fn is_member(&self, thing: Thing, set: &SetExpr) -> Answer {
        match (self.case.code(thing), self.case.master(thing)) {
            (Some(code), Some(master)) => self.holds_code(set, code, master, self.case.asked_on(thing)),
            _ => Undecided,
        }
    }

    /// Whether a code lies in a set on a day: in one of its terms, in none of those taken out, in all kept to.
    pub fn holds_code(&self, set: &SetExpr, code: u32, master: FileKind, on: Date) -> Answer {
        let listed = Answer::any(set.terms.iter().map(|term| self.term_holds(term, code, master, on)));
        let out = set.except.iter().map(|part| self.holds_code(part, code, master, on).not());
        let kept = set.within.iter().map(|part| self.holds_code(part, code, master, on));
        Answer::all([listed].into_iter().chain(out).chain(kept))
    }

    /// Whether a code lies in one term of a set.
    pub fn term_holds(&self, term: &SetTerm, code: u32, master: FileKind, on: Date) -> Answer {
        let number = |code: &ast::Code| code.digits.parse::<u32>().expect("codes are digits");
        match term {
            SetTerm::Code(one) => Answer::from(number(one) == code),
            SetTerm::Range(first, last) => Answer::from((number(first)..=number(last)).contains(&code)),
            SetTerm::Icd(range) => self.has_icd(range, code, on),
            SetTerm::Nested(inner) => self.holds_code(inner, code, master, on),
            SetTerm::Picked(_, condition) => self.about(Thing::Code { master, code, on }, condition),
            SetTerm::Named(path) => match self.variable(&path.root.text) {
                None => self
                    .book
                    .set(&path.root.text)
                    .map_or(Undecided, |set| self.holds_code(set, code, master, on)),
                Some(_) => match self.value(&ast::Value::Path(path.clone())) {
                    Value::Code(one) => Answer::from(one == code),
                    Value::Thing(thing) => {
                        self.case.code(thing).map_or(Undecided, |one| Answer::from(one == code))
                    }
                    Value::Group(found) => {
                        let has = |things: &[Thing]| {
                            things.iter().any(|&thing| self.case.code(thing) == Some(code))
                        };
                        match () {
                            () if has(&found.sure) => Holds,
                            () if has(&found.perhaps) || found.more => Undecided,
                            () => Fails,
                        }
                    }
                    _ => Undecided,
                },
            },
        }
    }

    fn has_icd(&self, range: &ast::IcdRange, code: u32, on: Date) -> Answer {
        let row = self.case.row_of_master(FileKind::Disease, code, on).filter(|_| code != UNCODED);
        let Some(row) = row else { return Undecided };
        let plain = |text: &str| text.replace('.', "");
        let (from, to) = (plain(&range.from.node), range.to.as_ref().map(|to| plain(&to.node)));
        let lies = |icd: &str| match &to {
            _ if icd.is_empty() => false,
            None => icd.starts_with(&from),
            Some(to) => icd >= from.as_str() && (icd <= to.as_str() || icd.starts_with(to.as_str())),
        };
        Answer::from([16, 17].into_iter().any(|item| lies(row.text(item))))
    }
}

fn table(name: &str) -> Option<FileKind> {
    Some(match name {
        "背反一日" => FileKind::ExclusionDay,
        "背反同月" => FileKind::ExclusionMonth,
        "背反同時" => FileKind::ExclusionSimultaneous,
        "背反同週" => FileKind::ExclusionWeek,
        "算定回数表" => FileKind::CountLimit,
        "コメント関連表" => FileKind::CommentRelation,
        _ => return None,
    })
}
