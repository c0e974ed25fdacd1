//! Which things of a variable are alike to the rest of its rule: what is said of one of them is said of the others, if the
//! texts do not tell days apart; and where it says nothing, the others say nothing either.
//!
//! The proof is a swap. Days of one line that nobody reads can be exchanged for each other, and so can whole days on which
//! the same lines stand, when "on the same day" is all that is asked of them: the receipt stays what it was. What is read of
//! masters and tables must be the same on both days. Everything that is not known to be blind to days forbids it.

use dsl::ast::WindowKind as W;
use dsl::vocabulary::Kind;
use masters::{FileKind, Masters};
use model::Month;

use crate::program::walk::{self, Walk};
use crate::program::{Act, Binding, Bound, Expr, Noun, Part, Read, Rule, Slot, Step, Verdict, Window};

/// Which things of a variable are alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Alike {
    #[default]
    None,
    /// Those of one line on days with the same lines.
    OnSameDays,
    /// All of one line.
    OfLine,
    /// Rows that say the same in these items: nothing else is read of them, in texts either.
    Rows(Vec<u16>),
}

/// Tables whose rows are the same on every day of a month.
pub(super) struct Steady(Vec<FileKind>);

impl Steady {
    pub fn new(month: Month, masters: &Masters) -> Self {
        let steady = |kind: &FileKind| masters.is_table_steady(*kind, month.first(), month.last());
        Self(FileKind::ALL.iter().copied().filter(steady).collect())
    }

    /// Whether a table is one of them.
    pub fn has(&self, kind: FileKind) -> bool {
        self.0.contains(&kind)
    }
}

/// For each variable of a rule, which of its things are alike; and whether its texts say the same of them.
pub(super) type AllAlike = (Vec<Alike>, bool);

/// What is alike in a rule.
pub(super) fn of(rule: &Rule, steady: &Steady) -> AllAlike {
    let alike = (0..rule.bindings.len()).map(|at| of_binding(rule, at, steady)).collect();
    let mut reads = Reads::new(rule, steady);
    reads.texts();
    (alike, !reads.days && !reads.same_day)
}

fn of_binding(rule: &Rule, at: usize, steady: &Steady) -> Alike {
    let Some(Binding { slot, bound: Bound::Each(noun) }) = rule.bindings.get(at) else { return Alike::None };
    if let Some(table) = &noun.table {
        return of_rows(rule, (at, *slot), table.kind, steady);
    }
    if !is_dated(noun.kind) {
        return Alike::None;
    }
    // What was found before stays where it is: a group may hold one of two days and not the other.
    let before = rule.bindings.get(..at).unwrap_or_default();
    let is_one = |bound: &Bound| match bound {
        Bound::Each(_) => true,
        Bound::Value(value) => !matches!(value, Expr::Slot(_)),
        Bound::All(_) | Bound::Run(_) => false,
    };
    if !before.iter().all(|binding| is_one(&binding.bound)) {
        return Alike::None;
    }
    let mut reads = Reads::new(rule, steady);
    reads.rest(at + 1);
    match (reads.days, reads.same_day) {
        (false, false) => Alike::OfLine,
        (false, true) if at == 0 => Alike::OnSameDays,
        _ => Alike::None,
    }
}

/// Rows of which only columns are read.
fn of_rows(rule: &Rule, (at, slot): (usize, Slot), kind: FileKind, steady: &Steady) -> Alike {
    let mut reads = Reads { row: Some((slot, kind)), ..Reads::new(rule, steady) };
    reads.rest(at + 1);
    reads.texts();
    if reads.whole_row {
        return Alike::None;
    }
    reads.items.sort_unstable();
    reads.items.dedup();
    Alike::Rows(reads.items)
}

/// Things that stand on days of the receipt.
pub(super) const fn is_dated(kind: Kind) -> bool {
    matches!(kind, Kind::Procedure | Kind::Drug | Kind::Material | Kind::Line | Kind::WardDay | Kind::Bundle)
}

/// What the rest of a rule reads of days.
struct Reads<'a> {
    rule: &'a Rule,
    steady: &'a Steady,
    /// Which day it is.
    days: bool,
    /// Whether two things stand on the same day.
    same_day: bool,
    /// A variable that stands for rows of a table, the items that are read of them, and whether anything else is.
    row: Option<(Slot, FileKind)>,
    items: Vec<u16>,
    whole_row: bool,
}

impl<'a> Reads<'a> {
    const fn new(rule: &'a Rule, steady: &'a Steady) -> Self {
        let items = Vec::new();
        Self { rule, steady, days: false, same_day: false, row: None, items, whole_row: false }
    }

    fn texts(&mut self) {
        let rule = self.rule;
        for part in rule.because.iter().flatten().chain(&rule.remedy) {
            match part {
                Part::Literal(_) => {}
                Part::Value(value, _) => self.value(value),
            }
        }
    }

    fn rest(&mut self, from: usize) {
        let rule = self.rule;
        for binding in rule.bindings.get(from..).unwrap_or_default() {
            self.days |= matches!(binding.bound, Bound::Run(_));
            walk::bound(self, &binding.bound);
        }
        walk::body(self, rule);
    }

    fn calendar(&mut self, left: &Expr, right: &Expr) {
        let fixed = |of: &Expr| is_of_receipt(of) || matches!(of, Expr::Number(_) | Expr::Date(_));
        self.days |= !(fixed(left) && fixed(right));
    }

    fn is_row(&self, of: &Expr, kind: FileKind) -> bool {
        matches!(of, Expr::Slot(slot) if self.row == Some((*slot, kind)))
    }

    fn is_each(&self, slot: Slot) -> bool {
        let bound = self.rule.bindings.iter().find(|binding| binding.slot == slot);
        bound.is_some_and(|binding| matches!(binding.bound, Bound::Each(_)))
    }

    fn is_on_a_day_of_the_receipt(&self, slot: Slot) -> bool {
        let noun = self.rule.bindings.iter().find(|binding| binding.slot == slot);
        noun.is_some_and(
            |binding| matches!(&binding.bound, Bound::Each(noun) if is_dated(noun.kind) && !noun.history),
        )
    }
}

impl<'a> Walk<'a> for Reads<'a> {
    fn verdict(&mut self, of: &'a Verdict) {
        match &of.act {
            Act::Tell | Act::Remove | Act::Correct(_) | Act::Replace(_) => {}
            // Which of several is cut first is settled by days.
            Act::ReduceTo(_) | Act::ReduceBy(_) | Act::Keep(_) => {
                self.days |= !matches!(of.subject, Some(Expr::Slot(slot)) if self.is_each(slot));
            }
            // What is capped on two days is two sums.
            Act::Cap(_) => self.days = true,
        }
        walk::verdict(self, of);
    }

    fn value(&mut self, of: &'a Expr) {
        match of {
            Expr::Slot(slot) => self.whole_row |= self.row.is_some_and(|(row, _)| row == *slot),
            Expr::Step(from, Step::Column(of, item, _)) if self.is_row(from, *of) => {
                self.items.push(*item);
                return;
            }
            Expr::Step(from, step) => self.days |= reads_day(*step) && !is_of_receipt(from),
            Expr::Plus(left, right, _)
            | Expr::DaysBetween(left, right)
            | Expr::MonthsBetween(left, right) => {
                self.calendar(left, right);
            }
            _ => {}
        }
        walk::value(self, of);
    }

    fn read(&mut self, of: &'a Read) {
        match of {
            Read::Count | Read::Days | Read::Number | Read::Kinds => {}
            Read::Field(step) | Read::Folded(_, step) => self.days |= reads_day(*step),
            Read::Rank(_) => self.days = true,
        }
    }

    fn noun(&mut self, of: &'a Noun) {
        let by_days = matches!(of.kind, Kind::Visit | Kind::EachDay | Kind::EachWeek | Kind::Prescription);
        let by_table = of.table.as_ref().is_some_and(|table| !self.steady.has(table.kind));
        self.days |= by_days || by_table || of.order.is_some();
        walk::noun(self, of);
    }

    fn window(&mut self, of: &'a Window, noun: &'a Noun) {
        walk::operands(self, of);
        match of.kind {
            W::InHistory
            | W::InAndOut
            | W::InMonth
            | W::InFiscalYear
            | W::OnReceipt
            | W::OtherThan
            | W::AttachedTo => {}
            W::OnDay | W::AtTime | W::InBundle => {
                let beside =
                    matches!(of.anchor, Some(Expr::Slot(slot)) if self.is_on_a_day_of_the_receipt(slot));
                let blind = beside && !noun.history && (is_dated(noun.kind) || noun.kind == Kind::Comment);
                self.same_day = true;
                self.days |= !blind;
            }
            _ => self.days = true,
        }
    }
}

/// Whether a field tells days of a thing apart.
const fn reads_day(step: Step) -> bool {
    matches!(
        step,
        Step::Day
            | Step::FirstDay
            | Step::LastDay
            | Step::Week
            | Step::Age
            | Step::Started
            | Step::Admitted
            | Step::Discharged
    )
}

/// Whether a value is read off the receipt or the patient.
fn is_of_receipt(of: &Expr) -> bool {
    match of {
        Expr::Receipt | Expr::Patient => true,
        Expr::Step(from, _) => is_of_receipt(from),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use masters::Masters;
    use model::Month;

    use super::{Alike, Steady, of};
    use crate::compile;

    /// What is alike in a rule of the starter masters, for each of its variables.
    fn alike(clauses: &str) -> (Vec<Alike>, bool) {
        let head = "規則 T「試験」\n根拠 告示「医科 A000」\n施行 2024-06-01から\n確度 確定\n段階 試行\n担当 「試験」\n公開 否\n区分 その他\n種別 医科\n";
        let parsed = dsl::parse(&format!("{head}{clauses}\n"));
        assert_eq!(parsed.diagnostics, Vec::new());
        let compiled = compile(std::slice::from_ref(&parsed.file));
        let month = Month::from_number(2024_06);
        let steady = month.map(|month| Steady::new(month, Masters::starter()));
        compiled.rules.first().zip(steady).map(|(rule, steady)| of(rule, &steady)).unwrap_or_default()
    }

    #[test]
    fn days_that_nobody_reads_are_alike() {
        let month = "対象 甲：112007410の診療行為\n乙：甲と同月の、甲と別の診療行為\n結論 乙を職員に示す\n";
        let blind = alike(&format!("{month}理由文 「{{甲の名称}}」"));
        assert_eq!(blind, (vec![Alike::OfLine, Alike::OfLine], true));
        let told = alike(&format!("{month}理由文 「{{甲の日}}」"));
        assert_eq!(told, (vec![Alike::OfLine, Alike::OfLine], false), "silence only");
        let same_day = "対象 甲：112007410の診療行為\n乙：甲と同日の111000110の診療行為\n結論 乙を職員に示す\n理由文 「乙」";
        assert_eq!(alike(same_day), (vec![Alike::OnSameDays, Alike::OfLine], true));
    }

    #[test]
    fn who_reads_a_day_tells_days_apart() {
        let rule = |condition: &str| {
            alike(&format!(
                "対象 甲：112007410の診療行為\n条件 {condition}\n結論 甲を職員に示す\n理由文 「乙」"
            ))
        };
        assert_eq!(rule("甲の日が2024-06-10より後").0, [Alike::None]);
        assert_eq!(rule("甲の日の年齢が6歳未満").0, [Alike::None]);
        assert_eq!(rule("甲と同週の111000110の診療行為がある").0, [Alike::None]);
        assert_eq!(rule("甲と同月の最初の傷病名がある").0, [Alike::None]);
        assert_eq!(rule("甲の数量が3を超える").0, [Alike::OfLine]);
    }

    #[test]
    fn rows_are_alike_by_the_items_that_are_read() {
        let (all, _) = alike(
            "対象 甲：診療行為\n対：背反一日の行（その診療行為コード①が甲のコードであるもの）\n条件 対の背反区分が「1」である\n結論 甲を職員に示す\n理由文 「{対の診療行為コード②}」",
        );
        assert_eq!(all, [Alike::OfLine, Alike::Rows(vec![4, 6])]);
    }
}
