//! Conditions.

use dsl::ast::{Condition, Relation};
use dsl::vocabulary::Kind;

use super::tree::{compare, its, name, nowhere, read, text};
use super::values::NUMBERS;
use super::{Scope, has_code, is_line};

impl Scope<'_> {
    /// A condition of a depth.
    pub(super) fn condition(&mut self, depth: usize) -> Condition {
        if depth > 0 {
            match self.random.below(12) {
                0 | 1 => return Condition::All(vec![self.condition(depth - 1), self.condition(depth - 1)]),
                2 | 3 => return Condition::Any(vec![self.condition(depth - 1), self.condition(depth - 1)]),
                4 => return Condition::Not(Box::new(self.condition(depth - 1))),
                5 => {
                    let kind = self.kind();
                    let noun = self.noun(kind, depth - 1);
                    return Condition::Every(Box::new(noun), Box::new(self.filter(kind, depth - 1)));
                }
                _ => {}
            }
        }
        self.atom(depth)
    }

    fn atom(&mut self, depth: usize) -> Condition {
        match self.random.below(19) {
            0..=4 => self.numbers_compare(depth),
            5 | 6 => {
                let (left, right) = (self.date(depth), self.date(depth));
                compare(self.date_relation(), left, right)
            }
            7 => {
                let relation = self.random.pick(&[
                    Relation::Equal,
                    Relation::Before,
                    Relation::UpTo,
                    Relation::Different,
                ]);
                compare(relation, self.month(), self.month())
            }
            8 | 9 => {
                let kind = self.kind();
                Condition::Some(Box::new(self.noun(kind, depth)))
            }
            10 | 11 => {
                let kind = self.kind();
                Condition::No(Box::new(self.noun(kind, depth)))
            }
            12 => self.membership(depth),
            13 => self.of_row(),
            16 => self.of_row_there(),
            17 => self.of_setting(),
            18 => self.of_run(depth),
            14 => self.defined(),
            _ => {
                let of = self.random.pick(NUMBERS);
                if self.random.chance(50) {
                    Condition::IsUnknown(nowhere(self.number(of, depth)))
                } else {
                    compare(
                        Relation::Equal,
                        read("patient", &["sex"]),
                        read(self.random.pick(&["male", "female"]), &[]),
                    )
                }
            }
        }
    }

    fn numbers_compare(&mut self, depth: usize) -> Condition {
        let of = self.random.pick(NUMBERS);
        let left = self.number(of, depth);
        let right =
            if self.random.chance(75) { self.literal(of) } else { self.number(of, depth.saturating_sub(1)) };
        compare(self.number_relation(), left, right)
    }

    fn membership(&mut self, depth: usize) -> Condition {
        let inside = self.random.chance(70);
        if let Some(&kind) = self.its.last().filter(|kind| has_code(**kind)) {
            return Condition::Member(nowhere(its("code")), self.set(kind, depth.min(1)), inside);
        }
        let coded: Vec<(&str, Kind)> = self.things.iter().filter(|(_, k)| has_code(*k)).copied().collect();
        if coded.is_empty() {
            return self.numbers_compare(depth);
        }
        let (of, kind) = self.random.pick(&coded);
        Condition::Member(nowhere(read(of, &["code"])), self.set(kind, depth.min(1)), inside)
    }

    /// A condition about a column of a row, or of a procedure's master.
    pub(super) fn of_row(&mut self) -> Condition {
        let rows = self.rows.clone();
        let procedures: Vec<&str> =
            self.things.iter().filter(|(_, k)| super::is_procedure(*k)).map(|(name, _)| *name).collect();
        match rows.last() {
            Some(&(row, "算定回数表")) => compare(
                self.number_relation(),
                read(row, &["算定回数"]),
                self.literal(dsl::vocabulary::Type::Number),
            ),
            Some(&(row, "コメント関連表")) => {
                compare(Relation::Equal, read(row, &["条件区分"]), text(self.random.pick(&["0", "1", "3"])))
            }
            Some(&(row, _)) => {
                compare(Relation::Equal, read(row, &["背反区分"]), text(self.random.pick(&["1", "2", "3"])))
            }
            None if !procedures.is_empty() => {
                let of = self.random.pick(&procedures);
                if self.random.chance(50) {
                    compare(Relation::Equal, read(of, &["包括対象検査"]), text(self.random.pick(&["0", "1"])))
                } else {
                    Condition::StartsWith(nowhere(read(of, &["告示等識別区分(1)"])), nowhere("1".to_owned()))
                }
            }
            None => self.numbers_compare(0),
        }
    }

    /// Whether a table has a row for a procedure.
    pub(super) fn of_row_there(&mut self) -> Condition {
        let procedures: Vec<&str> =
            self.things.iter().filter(|(_, k)| super::is_procedure(*k)).map(|(name, _)| *name).collect();
        if procedures.is_empty() {
            return self.numbers_compare(0);
        }
        let of = self.random.pick(&procedures);
        let noun = Box::new(self.row(of).0);
        if self.random.chance(50) { Condition::Some(noun) } else { Condition::No(noun) }
    }

    /// The institution, the receipt, and what a procedure is.
    pub(super) fn of_setting(&mut self) -> Condition {
        let relation = self.random.pick(&[Relation::Equal, Relation::Different]);
        let procedures: Vec<&str> =
            self.things.iter().filter(|(_, k)| super::is_procedure(*k)).map(|(name, _)| *name).collect();
        match self.random.below(4) {
            0 => {
                let word = self.random.pick(&["hospital", "clinic"]);
                compare(relation, read("institution", &[]), read(word, &[]))
            }
            1 if !procedures.is_empty() => {
                Condition::IsTrue(nowhere(read(self.random.pick(&procedures), &["注加算"])))
            }
            2 if !procedures.is_empty() => {
                let start = self.random.pick(&["A", "D007", "A308"]).to_owned();
                Condition::StartsWith(
                    nowhere(read(self.random.pick(&procedures), &["区分番号"])),
                    nowhere(start),
                )
            }
            _ => compare(relation, read("receipt", &["setting"]), read("outpatient", &[])),
        }
    }

    /// A run of days, a prescription or a stay.
    fn of_run(&mut self, depth: usize) -> Condition {
        let relation = self.number_relation();
        if let Some(&run) = self.runs.last() {
            let days = super::tree::amount(self.random.between(1, 3), Some(dsl::vocabulary::Unit::Days));
            return match self.random.below(3) {
                0 => compare(self.date_relation(), read(run, &["last_day"]), self.date(depth)),
                _ => compare(relation, read(run, &["days"]), days),
            };
        }
        let named = |wanted| self.things.iter().find(|(_, kind)| *kind == wanted).map(|(name, _)| *name);
        match (named(Kind::Prescription), named(Kind::Stay)) {
            (Some(of), _) => compare(relation, read(of, &["kinds"]), super::tree::amount(1, None)),
            (_, Some(of)) => compare(self.date_relation(), read(of, &["admitted"]), self.date(depth)),
            _ => self.numbers_compare(depth),
        }
    }

    /// A condition with a name.
    fn defined(&mut self) -> Condition {
        let lines: Vec<&str> =
            self.things.iter().filter(|(_, k)| is_line(*k)).map(|(name, _)| *name).collect();
        if lines.is_empty() {
            return self.numbers_compare(0);
        }
        Condition::Holds(name("高点"), vec![nowhere(read(self.random.pick(&lines), &[]))])
    }

    pub(super) fn number_relation(&mut self) -> Relation {
        self.random.pick(&[
            Relation::Greater,
            Relation::AtLeast,
            Relation::AtMost,
            Relation::Less,
            Relation::Equal,
            Relation::Different,
        ])
    }

    pub(super) fn date_relation(&mut self) -> Relation {
        self.random.pick(&[
            Relation::Before,
            Relation::After,
            Relation::UpTo,
            Relation::From,
            Relation::Equal,
        ])
    }
}
