//! What of a receipt a rule's silence rests on: where that is little, receipts share it, and what was silent once is silent again.
//!
//! The proof is by reading the rule. A rule that asks only which codes stand on the receipt says the same of every receipt with
//! the same codes; one that looks at nothing beyond the 剤 of its first variable says the same of every 剤 with the same lines.
//! Where the first variable stands for one line after the other, each of them is looked at by itself.
//! Texts are left out: they are made only where something is said. Everything that is not known to be harmless forbids it.

use dsl::ast::WindowKind as W;
use dsl::vocabulary::Kind;
use model::Month;

use super::alike::Steady;
use crate::program::walk::{self, Walk};
use crate::program::{Act, Bound, Expr, Noun, Read, Rule, Set, Slot, Step, Verdict, Window};

/// What the silence of a rule rests on, besides the month, the patient's sex and what is known of claim and institution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum RestsOn {
    /// The receipt as a whole.
    #[default]
    All,
    /// Which codes of some phrases stand on it.
    Codes(OnCodes),
    /// Each 剤 by itself.
    Units,
}

/// Codes that stand on a receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OnCodes {
    /// The phrases that find them.
    pub phrases: Vec<Looked>,
    /// Whether it rests on how many days they stand, too.
    pub often: bool,
    /// The first variable and the number of its phrase, where it stands for one line after the other: then what is said of a
    /// line rests on its code and on what the other phrases find, and on no other line that the variable stands for.
    pub first: Option<(Slot, usize)>,
}

/// A phrase that stands for things of the receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Looked {
    /// Its number in the rule.
    pub number: usize,
    pub kind: Kind,
}

/// What the silence of a rule rests on in a month.
pub(super) fn of(rule: &Rule, month: Month, steady: &Steady) -> RestsOn {
    let (from, until) = rule.valid;
    let holds_all_month = from <= month.first() && until.is_none_or(|until| month.last() <= until);
    if !holds_all_month || rule.history > 0 {
        return RestsOn::All;
    }
    let mut reader = Reader::new(rule, steady);
    reader.whole_rule();
    match reader {
        Reader { on_codes: true, phrases, often, .. } => {
            RestsOn::Codes(OnCodes { phrases, often, first: first_line(rule) })
        }
        Reader { on_units: true, .. } => RestsOn::Units,
        _ => RestsOn::All,
    }
}

/// The first variable and its phrase, where it stands for one line of the receipt after the other.
fn first_line(rule: &Rule) -> Option<(Slot, usize)> {
    let first = rule.bindings.first()?;
    match &first.bound {
        Bound::Each(noun) if noun.table.is_none() && is_line(noun.kind) => Some((first.slot, noun.number.0)),
        _ => None,
    }
}

/// Walks through all of a rule that is asked before something is said.
struct Reader<'a> {
    rule: &'a Rule,
    steady: &'a Steady,
    /// Whether nothing but codes was read so far.
    on_codes: bool,
    /// Whether nothing beyond the 剤 of the first variable was.
    on_units: bool,
    /// Whether things with one code are told apart or counted.
    often: bool,
    /// The phrases that stand for things of the receipt.
    phrases: Vec<Looked>,
    /// Variables that stand for that 剤, or for lines of it.
    in_unit: Vec<Slot>,
}

impl<'a> Reader<'a> {
    fn new(rule: &'a Rule, steady: &'a Steady) -> Self {
        let in_unit = rule.bindings.first().and_then(|first| match &first.bound {
            Bound::Each(noun) if noun.windows.is_empty() && is_of_a_unit(noun.kind) => Some(first.slot),
            _ => None,
        });
        Self {
            rule,
            steady,
            on_codes: true,
            on_units: in_unit.is_some(),
            often: false,
            phrases: Vec::new(),
            in_unit: in_unit.into_iter().collect(),
        }
    }

    /// Something of which nothing is known.
    const fn give_up(&mut self) {
        self.on_codes = false;
        self.on_units = false;
    }

    fn whole_rule(&mut self) {
        let rule = self.rule;
        for (at, binding) in rule.bindings.iter().enumerate() {
            match &binding.bound {
                Bound::Each(noun) | Bound::All(noun) => {
                    if self.found(noun, at == 0) {
                        self.in_unit.push(binding.slot);
                    }
                }
                Bound::Value(value) => self.value(value),
                Bound::Run(_) => self.give_up(),
            }
        }
        walk::body(self, rule);
    }

    /// A field of something found.
    const fn step(&mut self, step: Step) {
        match step {
            Step::Code
            | Step::Name
            | Step::LawSection
            | Step::IsAddition
            | Step::AnyDisease
            | Step::Column(..)
            | Step::Kinds
            | Step::RoundedUp
            | Step::RoundedDown
            | Step::RoundedHalfUp => {}
            Step::Count | Step::Number => self.often = true,
            Step::Points | Step::BundledPoints | Step::Quantity | Step::Section => self.on_codes = false,
            _ => self.give_up(),
        }
    }

    /// What is looked for; whether it is a line of the 剤 of the first variable.
    fn found(&mut self, of: &'a Noun, is_first: bool) -> bool {
        if of.history || of.order.is_some() {
            self.give_up();
        }
        if let Some(table) = &of.table {
            if !self.steady.has(table.kind) || !of.windows.is_empty() {
                self.give_up();
            }
            walk::within(self, of);
            return false;
        }
        walk::within(self, of);
        self.phrases.push(Looked { number: of.number.0, kind: of.kind });
        let in_unit = of.windows.iter().any(|window| self.is_in_unit(window));
        self.on_units &= is_first || in_unit;
        of.windows.iter().for_each(|window| self.window(window, of));
        match of.kind {
            Kind::Procedure | Kind::Drug | Kind::Material | Kind::Line => {}
            Kind::Disease | Kind::Comment => self.on_units = false,
            Kind::Bundle => {
                self.on_codes = false;
                self.on_units &= is_first;
            }
            _ => self.give_up(),
        }
        in_unit
    }

    fn is_in_unit(&self, window: &Window) -> bool {
        window.kind == W::InBundle
            && matches!(window.anchor, Some(Expr::Slot(slot)) if self.in_unit.contains(&slot))
    }

    fn is_group(&self, slot: Slot) -> bool {
        self.bound(slot).is_some_and(|bound| matches!(bound, Bound::All(_)))
    }

    /// Whether a variable stands for one line of the receipt.
    fn is_line_here(&self, slot: Slot) -> bool {
        let noun = self.bound(slot);
        noun.is_some_and(|bound| matches!(bound, Bound::Each(noun) if is_line(noun.kind) && !noun.history))
    }

    fn bound(&self, slot: Slot) -> Option<&Bound> {
        self.rule.bindings.iter().find(|binding| binding.slot == slot).map(|binding| &binding.bound)
    }
}

impl<'a> Walk<'a> for Reader<'a> {
    fn verdict(&mut self, of: &'a Verdict) {
        // Nothing is said where nothing falls.
        self.often |= matches!(of.act, Act::ReduceTo(_) | Act::ReduceBy(_) | Act::Keep(_));
        walk::verdict(self, of);
    }

    fn value(&mut self, of: &'a Expr) {
        match of {
            // What is read of several things is read of the only one, or of how many they are.
            Expr::Slot(slot) => self.often |= self.is_group(*slot),
            Expr::Receipt
            | Expr::Patient
            | Expr::Plus(..)
            | Expr::DaysBetween(..)
            | Expr::MonthsBetween(..) => {
                self.give_up();
            }
            Expr::Step(from, step) => match (&**from, step) {
                (Expr::Receipt, Step::ServiceMonth | Step::FirstDay | Step::LastDay | Step::Setting)
                | (Expr::Patient, Step::Sex) => return,
                (_, step) => self.step(*step),
            },
            _ => {}
        }
        walk::value(self, of);
    }

    fn read(&mut self, of: &'a Read) {
        match of {
            Read::Kinds => {}
            Read::Count | Read::Number => self.often = true,
            Read::Field(step) | Read::Folded(_, step) => {
                self.often = true;
                self.step(*step);
            }
            Read::Days | Read::Rank(_) => self.give_up(),
        }
    }

    fn set(&mut self, of: &'a Set) {
        // Which codes are among several things does not rest on how many they are.
        of.found.iter().filter(|found| !matches!(found, Expr::Slot(_))).for_each(|found| self.value(found));
        walk::picked(self, of);
    }

    fn noun(&mut self, of: &'a Noun) {
        self.found(of, false);
    }

    fn window(&mut self, of: &'a Window, noun: &'a Noun) {
        match (of.kind, &of.anchor) {
            (W::OnReceipt, Some(Expr::Receipt)) => {}
            (W::OnReceipt, Some(Expr::Slot(slot))) if self.is_line_here(*slot) => {}
            (W::OtherThan, Some(Expr::Slot(_))) => self.often = true,
            // Every line with a day lies in the month of every other.
            (W::InMonth, Some(Expr::Slot(slot))) if is_line(noun.kind) && self.is_line_here(*slot) => {}
            (W::InBundle, _) if self.is_in_unit(of) => self.on_codes = false,
            _ => self.give_up(),
        }
    }
}

const fn is_line(kind: Kind) -> bool {
    matches!(kind, Kind::Procedure | Kind::Drug | Kind::Material | Kind::Line)
}

const fn is_of_a_unit(kind: Kind) -> bool {
    is_line(kind) || matches!(kind, Kind::Bundle)
}

#[cfg(test)]
mod tests {
    use masters::Masters;
    use model::Month;

    use super::super::alike::Steady;
    use super::{RestsOn, of};
    use crate::compile;

    /// What the silence of a rule rests on in a month of the starter masters.
    fn rests(clauses: &str) -> Option<RestsOn> {
        let head = "規則 T「試験」\n根拠 告示「医科 A000」\n施行 2024-06-01から\n確度 確定\n段階 試行\n担当 「試験」\n公開 否\n区分 その他\n種別 医科\n";
        let parsed = dsl::parse(&format!("{head}{clauses}\n結論 甲を職員に示す\n理由文 「{{甲の日}}」\n"));
        assert_eq!(parsed.diagnostics, Vec::new());
        let compiled = compile(std::slice::from_ref(&parsed.file));
        let month = Month::from_number(2024_06)?;
        let steady = Steady::new(month, Masters::starter());
        compiled.rules.first().map(|rule| of(rule, month, &steady))
    }

    /// The same, where it rests on codes: whether on how many days they stand, too.
    fn often(clauses: &str) -> Option<bool> {
        match rests(clauses) {
            Some(RestsOn::Codes(codes)) => Some(codes.often),
            _ => None,
        }
    }

    #[test]
    fn a_rule_that_asks_which_codes_stand_there_rests_on_them() {
        let absent = "対象 甲：112007410の診療行為\n条件 甲と同月の111000110の診療行為がない";
        assert_eq!(often(absent), Some(false));
        assert_eq!(often(&format!("{absent} かつ 患者の性別が「male」である")), Some(false));
        assert_eq!(
            often("対象 甲：112007410の診療行為\n条件 甲と同月の診療行為の件数が3を超える"),
            Some(true)
        );
        assert_eq!(
            often("対象 甲：112007410の診療行為\n乙：甲と同月の、甲と別の112007410の診療行為"),
            Some(true)
        );
    }

    #[test]
    fn a_rule_that_stays_in_its_unit_rests_on_units() {
        let points = "対象 甲：剤\n条件 甲と同剤の医薬品がない かつ 甲の点数が100点を超える";
        assert_eq!(rests(points), Some(RestsOn::Units));
        let beyond = "対象 甲：剤\n条件 甲と同日の医薬品がない かつ 甲の点数が100点を超える";
        assert_eq!(rests(beyond), Some(RestsOn::All));
        let receipt = "対象 甲：診療行為\n条件 甲と同一明細書の医薬品がない かつ 甲の点数が100点を超える";
        assert_eq!(rests(receipt), Some(RestsOn::All));
    }

    #[test]
    fn what_reads_days_ages_or_other_claims_rests_on_all() {
        for condition in [
            "甲の日が2024-06-10より後",
            "甲の日の年齢が6歳未満",
            "甲と同週の111000110の診療行為がない",
            "履歴の111000110の診療行為がない",
            "甲と同日の111000110の診療行為がない",
        ] {
            let rule = format!("対象 甲：112007410の診療行為\n条件 {condition}");
            assert_eq!(rests(&rule), Some(RestsOn::All), "{condition}");
        }
    }
}
