//! Conditions: three-valued sentences about values and noun phrases.

use dsl::ast::{Condition, Relation};

use super::known::Answer::{self, Fails, Holds, Undecided};
use super::known::Value;
use super::run::{Named, Run};

impl Run<'_> {
    /// Whether a condition holds.
    pub fn holds(&self, of: &Condition) -> Answer {
        match of {
            Condition::All(parts) => self.read_until(parts, Fails),
            Condition::Any(parts) => self.read_until(parts, Holds),
            Condition::Not(inner) => self.holds(inner).not(),
            Condition::Some(noun) => self.find(noun).exists(),
            Condition::No(noun) => self.find(noun).exists().not(),
            Condition::Every(noun, inner) => {
                let found = self.find(noun);
                let sure = found.sure.iter().map(|&thing| self.about(thing, inner));
                // Of what may not be meant, only that it holds is of use.
                let perhaps =
                    found.perhaps.iter().map(|&thing| Answer::any([self.about(thing, inner), Undecided]));
                Answer::all(sure.chain(perhaps).chain(found.more.then_some(Undecided)))
            }
            Condition::Holds(name, arguments) => match self.book.named(&name.text) {
                Some(Named::Condition(formals, is)) => {
                    self.inside(formals, arguments, |inner| inner.holds(is))
                }
                _ => Undecided,
            },
            Condition::Compare(relation, left, right) => {
                compare(*relation, &self.value(&left.node), &self.value(&right.node))
            }
            Condition::Member(code, set, inside) => {
                let lies = self
                    .coded(&code.node)
                    .map_or(Undecided, |(code, master, on)| self.holds_code(set, code, master, on));
                if *inside { lies } else { lies.not() }
            }
            Condition::StartsWith(text, start) => match self.value(&text.node) {
                Value::Text(text) => Answer::from(text.starts_with(&start.node)),
                _ => Undecided,
            },
            Condition::IsUnknown(value) => Answer::from(self.value(&value.node) == Value::NotKnown),
            Condition::IsTrue(value) => match self.value(&value.node) {
                Value::Truth(yes) => Answer::from(yes),
                _ => Undecided,
            },
        }
    }
}

impl Run<'_> {
    /// Parts are read in their order and no further than needed, so that a verdict rests on no more than that.
    fn read_until(&self, parts: &[Condition], decides: Answer) -> Answer {
        let mut answers = Vec::new();
        for part in parts {
            let answer = self.holds(part);
            answers.push(answer);
            if answer == decides {
                break;
            }
        }
        if decides == Fails { Answer::all(answers) } else { Answer::any(answers) }
    }
}

/// Decided when both ends agree.
fn compare(relation: Relation, left: &Value, right: &Value) -> Answer {
    let order = match (left, right) {
        (Value::Number(a), Value::Number(b)) => {
            return match relation {
                Relation::Greater | Relation::After => a.above(*b),
                Relation::AtLeast | Relation::From => b.above(*a).not(),
                Relation::AtMost | Relation::UpTo => a.above(*b).not(),
                Relation::Less | Relation::Before => b.above(*a),
                Relation::Equal => a.equals(*b),
                Relation::Different => a.equals(*b).not(),
            };
        }
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Month(a), Value::Month(b)) => a.cmp(b),
        (Value::Code(a), Value::Code(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Truth(a), Value::Truth(b)) => a.cmp(b),
        _ => return Undecided,
    };
    Answer::from(match relation {
        Relation::Greater | Relation::After => order.is_gt(),
        Relation::AtLeast | Relation::From => order.is_ge(),
        Relation::AtMost | Relation::UpTo => order.is_le(),
        Relation::Less | Relation::Before => order.is_lt(),
        Relation::Equal => order.is_eq(),
        Relation::Different => order.is_ne(),
    })
}
