//! Values, each as its row in docs/rule-language.md says it.

use dsl::ast::{self, Arithmetic, ChoiceMode, Fold, Noun, Path, Read, Spanned};
use dsl::vocabulary::Unit;
use masters::FileKind;
use model::InstitutionKind;
use model::{Date, Quantity};

use super::calendar;
use super::known::Answer::{self, Fails, Holds, Undecided};
use super::known::{Ends, Found, ONE, Value};
use super::run::{Named, Run};
use super::things::Thing;

impl Run<'_> {
    /// What a value is.
    pub fn value(&self, of: &ast::Value) -> Value {
        match of {
            ast::Value::Day(day) => Value::Date(day.date),
            ast::Value::Month(month) => Value::Month(month.month),
            ast::Value::Code(code) => Value::of(code.digits.parse().ok(), Value::Code),
            ast::Value::Number(number) => Value::Number(Ends::exactly(scaled(number))),
            ast::Value::Text(text) => Value::Text(text.node.clone()),
            ast::Value::Path(path) => self.path(path),
            ast::Value::Its(name) => match self.its.borrow().last() {
                Some(&thing) => self.case.field(thing, &name.text),
                None => Value::NotKnown,
            },
            ast::Value::Call(name, arguments) => self.call(&name.text, arguments),
            ast::Value::Field(inner, name) => {
                let inner = self.value(&inner.node);
                self.field(&inner, &name.text)
            }
            ast::Value::Plus(day, time) => self.plus(&self.value(&day.node), &time.node),
            ast::Value::Arithmetic(how, left, right) => {
                arithmetic(*how, &self.value(&left.node), &self.value(&right.node))
            }
            ast::Value::DaysBetween(from, to) => match (self.date(from), self.date(to)) {
                (Some(from), Some(to)) => Value::whole(i128::from(calendar::days_between(from, to))),
                _ => Value::NotKnown,
            },
            ast::Value::MonthsBetween(from, to) => match (self.month(from), self.month(to)) {
                (Some(from), Some(to)) => Value::whole(i128::from(calendar::months_between(from, to))),
                _ => Value::NotKnown,
            },
            ast::Value::Choice(mode, arms) => self.choice(*mode, arms),
            ast::Value::Band(band) => self.band(band),
            ast::Value::HowMany(terms, noun) => self.how_many(terms, noun),
            ast::Value::Noun(noun, read) => {
                let found = self.find(noun);
                self.read(&found, read)
            }
        }
    }

    fn date(&self, of: &Spanned<ast::Value>) -> Option<Date> {
        match self.value(&of.node) {
            Value::Date(day) => Some(day),
            _ => None,
        }
    }

    fn month(&self, of: &Spanned<ast::Value>) -> Option<model::Month> {
        match self.value(&of.node) {
            Value::Date(day) => Some(day.month()),
            Value::Month(month) => Some(month),
            _ => None,
        }
    }

    fn path(&self, path: &Path) -> Value {
        let root = match (self.variable(&path.root.text), path.root.text.as_str()) {
            (Some(value), _) => value,
            (None, "patient") => Value::Patient,
            (None, "receipt") => Value::Receipt,
            (None, "institution") => match self.case.patient.institution {
                InstitutionKind::Hospital => Value::Text("hospital".to_owned()),
                InstitutionKind::Clinic => Value::Text("clinic".to_owned()),
                InstitutionKind::Unknown => Value::NotKnown,
            },
            (None, "inpatient") => Value::Text("inpatient".to_owned()),
            (
                None,
                word @ ("male" | "female" | "cured" | "died" | "stopped" | "outpatient" | "hospital"
                | "clinic"),
            ) => Value::Text(word.to_owned()),
            (None, name) => match self.book.named(name) {
                Some(Named::Parameter(dated)) => {
                    // SPEC: docs/rule-language.md 6: the date of service selects the edition of parameters.
                    let on = self.case.receipt().month.last();
                    let value = dated.iter().rev().find(|entry| entry.from.date <= on);
                    value.map_or(Value::NotKnown, |entry| self.value(&entry.value.node))
                }
                _ => self.call(name, &[]),
            },
        };
        path.fields.iter().fold(root, |value, name| self.field(&value, &name.text))
    }

    /// A field of a value.
    fn field(&self, of: &Value, name: &str) -> Value {
        match (of, name) {
            (Value::Thing(thing), _) => self.case.field(*thing, name),
            (Value::Group(found), "count") => self.read(found, &Read::Count),
            (Value::Group(found), "days") => self.read(found, &Read::Days),
            (Value::Group(found), "number") => self.read(found, &Read::Number),
            (Value::Group(found), "kinds") => self.read(found, &Read::Kinds),
            (Value::Group(found), _) => {
                match (found.sure.as_slice(), found.perhaps.is_empty() && !found.more) {
                    ([only], true) => self.case.field(*only, name),
                    _ => Value::NotKnown,
                }
            }
            (Value::Date(day), "calendar_month") => Value::Month(day.month()),
            (Value::Date(day), "calendar_week") => Value::Thing(Thing::Week(calendar::sunday(*day))),
            (Value::Date(day), "age") => Value::whole(i128::from(self.age_on(*day))),
            (Value::Month(month), "calendar_month") => Value::Month(*month),
            (Value::Month(month), "first_day") => Value::Date(month.first()),
            (Value::Month(month), "last_day") => Value::Date(month.last()),
            (Value::Month(month), "next_month") => Value::Month(calendar::month_later(*month, 1)),
            (Value::Month(month), "previous_month") => Value::Month(calendar::month_later(*month, -1)),
            (Value::Number(ends), "rounded_up" | "rounded_down" | "rounded_half_up") => {
                let round = |end: i128| {
                    ONE * match name {
                        "rounded_up" => (end + ONE - 1).div_euclid(ONE),
                        "rounded_down" => end.div_euclid(ONE),
                        _ => (end + ONE / 2).div_euclid(ONE),
                    }
                };
                Value::Number(Ends { least: ends.least.map(round), most: ends.most.map(round) })
            }
            (Value::Receipt, _) => self.of_receipt(name),
            (Value::Patient, "sex") => {
                Value::Text(if self.case.patient.female { "female" } else { "male" }.to_owned())
            }
            (Value::Patient, "born") => Value::Date(self.case.patient.born),
            _ => Value::NotKnown,
        }
    }

    fn of_receipt(&self, name: &str) -> Value {
        let receipt = self.case.receipt();
        match name {
            "service_month" | "calendar_month" => Value::Month(receipt.month),
            "real_days" => Value::whole(i128::from(receipt.real_days)),
            "total_points" => Value::whole(i128::from(receipt.total_points)),
            "admitted" => Value::of(receipt.admitted, Value::Date),
            "setting" => Value::Text(if receipt.inpatient { "inpatient" } else { "outpatient" }.to_owned()),
            "first_day" => Value::Date(receipt.month.first()),
            "last_day" => Value::Date(receipt.month.last()),
            _ => Value::NotKnown,
        }
    }

    /// Completed years, by the birthdays that have passed.
    fn age_on(&self, day: Date) -> u32 {
        let born = self.case.patient.born;
        let years = day.year().saturating_sub(born.year());
        let passed = (day.month_of_year(), day.day()) >= (born.month_of_year(), born.day());
        if passed { years } else { years.saturating_sub(1) }
    }

    fn plus(&self, day: &Value, time: &ast::Value) -> Value {
        let (Value::Date(day), ast::Value::Number(number)) = (day, time) else { return Value::NotKnown };
        let Ok(length) = number.digits.parse::<i32>() else { return Value::NotKnown };
        match number.unit {
            Some(Unit::Days) => Value::Date(calendar::later(*day, i64::from(length))),
            Some(Unit::Weeks) => Value::Date(calendar::later(*day, 7 * i64::from(length))),
            Some(Unit::Months) => Value::Date(calendar::months_after(*day, length)),
            Some(Unit::Years) => Value::Date(calendar::months_after(*day, 12 * length)),
            _ => Value::NotKnown,
        }
    }

    /// A definition sees its parameters and nothing else.
    fn call(&self, name: &str, arguments: &[Spanned<ast::Value>]) -> Value {
        match self.book.named(name) {
            Some(Named::Value(formals, is)) => self.inside(formals, arguments, |inner| inner.value(is)),
            _ => Value::NotKnown,
        }
    }

    /// The first arm that holds, or the greatest or least of those that do; an undecided arm may count.
    fn choice(&self, mode: ChoiceMode, arms: &[ast::Arm]) -> Value {
        let (mut sure, mut perhaps) = (Vec::new(), Vec::new());
        for arm in arms {
            let answer = arm.condition.as_ref().map_or(Holds, |condition| self.holds(condition));
            match answer {
                Holds => sure.push(self.value(&arm.value)),
                Undecided => perhaps.push(self.value(&arm.value)),
                Fails => {}
            }
            if mode == ChoiceMode::First && !sure.is_empty() {
                break;
            }
        }
        // None holds, or it may be that none does: there may be no value.
        let Some(first) = sure.first() else { return Value::NotKnown };
        match mode {
            ChoiceMode::First => perhaps.into_iter().fold(first.clone(), between),
            ChoiceMode::Greatest | ChoiceMode::Least => extreme(mode, &sure, &perhaps),
        }
    }

    fn band(&self, band: &ast::Band) -> Value {
        let Value::Number(of) = self.value(&band.of) else { return Value::NotKnown };
        let (least, most) = ends(of);
        let covered = |number: i128| {
            band.arms.iter().any(|arm| {
                arm.range.least.as_ref().is_none_or(|least| scaled(least) <= number)
                    && arm.range.most.as_ref().is_none_or(|most| number <= scaled(most))
            })
        };
        if !covered(least) || !covered(most) {
            return Value::NotKnown;
        }
        let mut values = Vec::new();
        for arm in &band.arms {
            let from = arm.range.least.as_ref().map_or(i128::MIN, scaled);
            let to = arm.range.most.as_ref().map_or(i128::MAX, scaled);
            if from <= most && least <= to {
                values.push(self.value(&arm.value));
            }
        }
        values.into_iter().reduce(between).unwrap_or(Value::NotKnown)
    }

    /// How many of the sets have such a thing.
    fn how_many(&self, terms: &[ast::SetTerm], noun: &Noun) -> Value {
        let found = self.find(noun);
        let has = |term: &ast::SetTerm| {
            let lies = |&thing: &Thing| match (self.case.code(thing), self.case.master(thing)) {
                (Some(code), Some(master)) => self.term_holds(term, code, master, self.case.asked_on(thing)),
                _ => Undecided,
            };
            let sure = found.sure.iter().map(lies);
            let perhaps = found.perhaps.iter().map(|thing| Answer::all([lies(thing), Undecided]));
            Answer::any(sure.chain(perhaps).chain(found.more.then_some(Undecided)))
        };
        let answers: Vec<Answer> = terms.iter().map(has).collect();
        let count = |wanted: &[Answer]| answers.iter().filter(|a| wanted.contains(a)).count() as i128 * ONE;
        Value::Number(Ends { least: Some(count(&[Holds])), most: Some(count(&[Holds, Undecided])) })
    }

    // ---- what is read off things

    /// A total, a field, or a rank of what was found.
    fn read(&self, found: &Found, read: &Read) -> Value {
        match read {
            Read::Count => {
                self.total(found, |run, things| things.iter().filter_map(|&t| run.case.count(t)).sum())
            }
            Read::Number => self.total(found, |_, things| things.len() as i128),
            Read::Days => self.different(found, |thing| self.case.day(thing).map(model::Date::number)),
            Read::Kinds => self.different(found, |thing| self.case.code(thing)),
            Read::Field(name) => match (found.sure.as_slice(), found.perhaps.is_empty() && !found.more) {
                ([only], true) => self.case.field(*only, &name.text),
                _ => Value::NotKnown,
            },
            Read::Folded(fold, name) => self.folded(found, *fold, &name.text),
            Read::Rank(of) => self.rank(found, &self.value(&of.node)),
        }
    }

    fn total(&self, found: &Found, count: impl Fn(&Self, &[Thing]) -> i128) -> Value {
        let all: Vec<Thing> = found.sure.iter().chain(&found.perhaps).copied().collect();
        let most = (!found.more).then(|| count(self, &all) * ONE);
        Value::Number(Ends { least: Some(count(self, &found.sure) * ONE), most })
    }

    /// How many different ones; not known when one of them is not.
    fn different(&self, found: &Found, of: impl Fn(Thing) -> Option<u32>) -> Value {
        let count = |things: &mut dyn Iterator<Item = &Thing>| {
            let mut values = things.map(|&thing| of(thing)).collect::<Option<Vec<u32>>>()?;
            values.sort_unstable();
            values.dedup();
            Some(values.len() as i128 * ONE)
        };
        let least = count(&mut found.sure.iter());
        match (least, count(&mut found.sure.iter().chain(&found.perhaps))) {
            (Some(least), Some(most)) => {
                Value::Number(Ends { least: Some(least), most: (!found.more).then_some(most) })
            }
            _ => Value::NotKnown,
        }
    }

    /// A sum, a greatest or a least: known where all things and their fields are.
    fn folded(&self, found: &Found, fold: Fold, name: &str) -> Value {
        if found.more || !found.perhaps.is_empty() {
            return Value::NotKnown;
        }
        let number = |thing, name| match self.case.field(thing, name) {
            Value::Number(ends) => ends.known(),
            _ => None,
        };
        // Points and a quantity are those of one time.
        let each_time = fold == Fold::Sum && matches!(name, "points" | "quantity");
        let fields = found.sure.iter().map(|&thing| match thing {
            Thing::Line { .. } if each_time => {
                let times = number(thing, "count")? / i128::from(Quantity::SCALE);
                number(thing, name).map(|once| once * times)
            }
            _ => number(thing, name),
        });
        let Some(fields) = fields.collect::<Option<Vec<i128>>>() else { return Value::NotKnown };
        let all = fields.into_iter();
        let folded = match fold {
            Fold::Sum => Some(all.sum()),
            Fold::Max => all.max(),
            Fold::Min => all.min(),
        };
        Value::of(folded, |number| Value::Number(Ends::exactly(number)))
    }

    /// Which place a thing takes by day, the first being 1: one more than there are on earlier days.
    fn rank(&self, found: &Found, of: &Value) -> Value {
        let Value::Thing(of) = of else { return Value::NotKnown };
        if found.more || !found.perhaps.is_empty() {
            return Value::NotKnown;
        }
        let day = |thing: Thing| {
            let days = self.case.days(thing).filter(|_| !self.case.has_unknown_day(thing));
            days.map(|(first, _)| first)
        };
        let days = found.sure.iter().map(|&thing| day(thing)).collect::<Option<Vec<_>>>();
        match (day(*of), days) {
            (Some(own), Some(days)) => {
                Value::whole(1 + days.into_iter().filter(|day| *day < own).count() as i128)
            }
            _ => Value::NotKnown,
        }
    }

    /// The thing whose code a value is, with its master and the day on which it is asked.
    pub fn coded(&self, of: &ast::Value) -> Option<(u32, FileKind, Date)> {
        let thing = match of {
            ast::Value::Its(_) => *self.its.borrow().last()?,
            ast::Value::Path(path) => match self.variable(&path.root.text)? {
                Value::Thing(thing) => thing,
                _ => return None,
            },
            _ => return None,
        };
        Some((self.case.code(thing)?, self.case.master(thing)?, self.case.asked_on(thing)))
    }
}

/// A number of the text in 1/100,000.
fn scaled(number: &ast::Number) -> i128 {
    Quantity::parse(number.digits.as_bytes()).map_or(0, |quantity| i128::from(quantity.scaled()))
}

/// From the lesser of two values to the greater; values that are no numbers are known where they are equal.
fn between(a: Value, b: Value) -> Value {
    match (&a, &b) {
        (Value::Number(x), Value::Number(y)) => Value::number(x.hull(*y)),
        _ if a == b => a,
        _ => Value::NotKnown,
    }
}

/// The greatest or least of what surely counts, and of what may.
fn extreme(mode: ChoiceMode, sure: &[Value], perhaps: &[Value]) -> Value {
    let ends = |values: &[Value]| -> Option<Vec<(i128, i128)>> {
        values.iter().map(|value| matches!(value, Value::Number(_)).then(|| ends(value.ends()))).collect()
    };
    let Some((sure, perhaps)) = ends(sure).zip(ends(perhaps)) else { return Value::NotKnown };
    let (least, most) = match mode {
        ChoiceMode::Least => (sure.iter().chain(&perhaps).map(|e| e.0).min(), sure.iter().map(|e| e.1).min()),
        _ => (sure.iter().map(|e| e.0).max(), sure.iter().chain(&perhaps).map(|e| e.1).max()),
    };
    Value::number(Ends { least: known(least), most: known(most) })
}

/// More than any number of a rule: what an end is that is not known.
const ENDLESS: i128 = 10_i128.pow(20);

/// Both ends as numbers, and back: anything near the end of numbers came from an end that is not known.
fn ends(of: Ends) -> (i128, i128) {
    (of.least.unwrap_or(-ENDLESS), of.most.unwrap_or(ENDLESS))
}

fn known(end: Option<i128>) -> Option<i128> {
    end.filter(|end| end.abs() < ENDLESS / 1_000_000)
}

/// The four operations on numbers between two ends, exact to five places.
fn arithmetic(how: Arithmetic, a: &Value, b: &Value) -> Value {
    let (Value::Number(a), Value::Number(b)) = (a, b) else { return Value::NotKnown };
    let (a, b) = (ends(*a), ends(*b));
    if how == Arithmetic::Divide && b.0 <= 0 && 0 <= b.1 {
        return Value::NotKnown;
    }
    let all = [(a.0, b.0), (a.0, b.1), (a.1, b.0), (a.1, b.1)].into_iter().map(|(x, y)| match how {
        Arithmetic::Add => x + y,
        Arithmetic::Subtract => x - y,
        Arithmetic::Multiply => x * y / ONE,
        Arithmetic::Divide => x * ONE / y,
    });
    let (least, most) = (all.clone().min(), all.max());
    Value::number(Ends { least: known(least), most: known(most) })
}
