//! Values by their types.

use dsl::ast::{Arithmetic, Arm, Band, BandArm, ChoiceMode, Fold, Range, Read, Span, Value};
use dsl::vocabulary::{Kind, Type, Unit};

use super::tree::{amount, day, month, name, nowhere, number, read};
use super::{LINES, Scope, has_day, is_line};

/// Types of numbers that are compared.
pub(super) const NUMBERS: &[Type] = &[
    Type::Times,
    Type::Times,
    Type::Times,
    Type::Days,
    Type::Number,
    Type::Number,
    Type::Points,
    Type::Points,
    Type::Age,
    Type::Months,
];

impl Scope<'_> {
    /// A number of a type that depends on the receipt.
    pub(super) fn number(&mut self, of: Type, depth: usize) -> Value {
        if depth > 0 {
            match self.random.below(14) {
                0 => return self.choice(of, depth - 1),
                1 => return self.sum(of, depth - 1),
                2 if matches!(of, Type::Points | Type::Times) => return self.band(of, depth - 1),
                3 if matches!(of, Type::Points | Type::Number) => return self.share(of, depth - 1),
                _ => {}
            }
        }
        let kind = self.random.pick(LINES);
        match of {
            Type::Times => self.times(kind, depth),
            Type::Days => match self.random.below(3) {
                0 => Value::DaysBetween(
                    Box::new(nowhere(self.operand_day())),
                    Box::new(nowhere(self.operand_day())),
                ),
                1 => {
                    let noun = self.noun(Kind::Visit, depth);
                    Value::Noun(Box::new(noun), Read::Days)
                }
                _ => Value::Noun(Box::new(self.noun(kind, depth)), Read::Days),
            },
            Type::Points => self.points(kind, depth),
            Type::Age => match self.days_of_things() {
                Some(of) => read(of, &["day", "age"]),
                None => read("receipt", &["first_day", "age"]),
            },
            Type::Months => Value::MonthsBetween(
                Box::new(nowhere(self.operand_day())),
                Box::new(nowhere(self.operand_day())),
            ),
            _ => self.bare(depth),
        }
    }

    fn times(&mut self, kind: Kind, depth: usize) -> Value {
        let groups: Vec<&str> =
            self.groups.iter().filter(|(_, k)| is_line(*k)).map(|(name, _)| *name).collect();
        let things: Vec<&str> =
            self.things.iter().filter(|(_, k)| is_line(*k)).map(|(name, _)| *name).collect();
        match self.random.below(6) {
            0 if !things.is_empty() => read(self.random.pick(&things), &["count"]),
            1 if !self.numbers.is_empty() => read(self.random.pick(&self.numbers), &[]),
            2 => read("上限", &[]),
            3 | 4 if !groups.is_empty() => read(self.random.pick(&groups), &["count"]),
            _ => Value::Noun(Box::new(self.noun(kind, depth)), Read::Count),
        }
    }

    fn points(&mut self, kind: Kind, depth: usize) -> Value {
        let things: Vec<&str> = self
            .things
            .iter()
            .filter(|(_, k)| is_line(*k) || *k == Kind::Bundle)
            .map(|(name, _)| *name)
            .collect();
        let procedures: Vec<&str> =
            self.things.iter().filter(|(_, k)| *k == Kind::Procedure).map(|(name, _)| *name).collect();
        match self.random.below(7) {
            0 => read("receipt", &["total_points"]),
            1 | 2 if !things.is_empty() => read(self.random.pick(&things), &["points"]),
            3 if !procedures.is_empty() => {
                Value::Call(name("倍"), vec![nowhere(read(self.random.pick(&procedures), &[]))])
            }
            4 => Value::Noun(Box::new(self.one(kind, depth)), Read::Field(name("points"))),
            _ => {
                let fold = self.random.pick(&[Fold::Sum, Fold::Sum, Fold::Max, Fold::Min]);
                Value::Noun(Box::new(self.noun(kind, depth)), Read::Folded(fold, name("points")))
            }
        }
    }

    /// A number without a unit.
    fn bare(&mut self, depth: usize) -> Value {
        let kind = self.kind();
        let groups: Vec<&str> = self.groups.iter().map(|(name, _)| *name).collect();
        match self.random.below(7) {
            0 => Value::Noun(Box::new(self.noun(kind, depth)), Read::Kinds),
            1 if !groups.is_empty() => {
                read(self.random.pick(&groups), &[self.random.pick(&["number", "kinds"])])
            }
            2 => {
                let kind = self.random.pick(&[Kind::Procedure, Kind::Disease, Kind::Drug]);
                let terms = (0..1 + self.random.below(3)).map(|_| self.term(kind, 0)).collect();
                Value::HowMany(terms, Box::new(self.noun(kind, depth)))
            }
            3 => {
                let things = self.things.clone();
                let of = things.iter().find(|(_, k)| is_line(*k) || *k == Kind::EachDay);
                match of {
                    Some(&(of, kind)) => Value::Noun(
                        Box::new(self.noun(kind, depth)),
                        Read::Rank(Box::new(nowhere(read(of, &[])))),
                    ),
                    None => Value::Noun(Box::new(self.noun(kind, depth)), Read::Number),
                }
            }
            4 => {
                let days = self.random.pick(&[Kind::EachDay, Kind::EachWeek, Kind::EachMonth]);
                Value::Noun(Box::new(self.noun(days, depth)), Read::Number)
            }
            _ => Value::Noun(Box::new(self.noun(kind, depth)), Read::Number),
        }
    }

    /// A number of a type as it stands.
    pub(super) fn literal(&mut self, of: Type) -> Value {
        let (most, unit) = match of {
            Type::Times => (4, Some(Unit::Times)),
            Type::Days => (12, Some(Unit::Days)),
            Type::Points => (200, Some(Unit::Points)),
            Type::Age => (80, Some(Unit::YearsOld)),
            Type::Months => (3, Some(Unit::Months)),
            _ => (4, None),
        };
        amount(self.random.between(0, most), unit)
    }

    fn either(&mut self, of: Type, depth: usize) -> Value {
        if self.random.chance(60) { self.literal(of) } else { self.number(of, depth) }
    }

    fn choice(&mut self, of: Type, depth: usize) -> Value {
        let mode = self.random.pick(&[
            ChoiceMode::First,
            ChoiceMode::First,
            ChoiceMode::Greatest,
            ChoiceMode::Least,
        ]);
        let mut arms: Vec<Arm> = (0..1 + self.random.below(2))
            .map(|_| Arm { value: self.either(of, depth), condition: Some(self.condition(depth)) })
            .collect();
        if self.random.chance(85) {
            arms.push(Arm { value: self.either(of, depth), condition: None });
        }
        Value::Choice(mode, arms)
    }

    fn sum(&mut self, of: Type, depth: usize) -> Value {
        if matches!(of, Type::Age | Type::Months) {
            return self.number(of, depth);
        }
        let how = self.random.pick(&[Arithmetic::Add, Arithmetic::Subtract]);
        let (left, right) = (self.number(of, depth), self.either(of, depth));
        Value::Arithmetic(how, Box::new(nowhere(left)), Box::new(nowhere(right)))
    }

    /// A part of a number, rounded.
    fn share(&mut self, of: Type, depth: usize) -> Value {
        let how = self.random.pick(&[Arithmetic::Multiply, Arithmetic::Divide]);
        let by = amount(self.random.pick(&["0.5", "3", "1.25", "7"]), None);
        let part = Value::Arithmetic(how, Box::new(nowhere(self.number(of, depth))), Box::new(nowhere(by)));
        let round = self.random.pick(&["rounded_up", "rounded_down", "rounded_half_up"]);
        Value::Field(Box::new(nowhere(part)), name(round))
    }

    fn band(&mut self, of: Type, depth: usize) -> Value {
        let Some(by) = self.numbers.first().copied().or(Some("上限")) else {
            return self.number(of, depth);
        };
        let range = |least: Option<i64>, most: Option<i64>| Range {
            least: least.map(|n| number(n, None)),
            most: most.map(|n| number(n, None)),
            span: Span::default(),
        };
        let first = range(Some(self.random.between(0, 1)), Some(2));
        let last = range(Some(3), if self.random.chance(60) { None } else { Some(4) });
        let arms =
            [first, last].map(|range| BandArm { range, value: self.either(of, depth) }).into_iter().collect();
        Value::Band(Box::new(Band { of: read(by, &[]), arms }))
    }

    /// A day as an operand: of a variable, of the receipt, or as it stands.
    pub(super) fn operand_day(&mut self) -> Value {
        let diseases: Vec<&str> =
            self.things.iter().filter(|(_, k)| *k == Kind::Disease).map(|(name, _)| *name).collect();
        match (self.days_of_things(), self.random.below(10)) {
            (Some(of), 0..=5) => read(of, &["day"]),
            (_, 6) if !diseases.is_empty() => read(self.random.pick(&diseases), &["started"]),
            (_, 7) => read("receipt", &[self.random.pick(&["first_day", "last_day", "admitted"])]),
            _ => day(self.random.pick(&[20240601, 20240630, 20240715, 20240731, 20240815, 20240902])),
        }
    }

    /// A day.
    pub(super) fn date(&mut self, depth: usize) -> Value {
        match self.random.below(8) {
            0 | 1 if depth > 0 => {
                let kind = self.random.pick(LINES);
                Value::Noun(Box::new(self.one(kind, depth - 1)), Read::Field(name("day")))
            }
            2 | 3 => {
                let (unit, most) = self.random.pick(&[(Unit::Days, 40), (Unit::Months, 3), (Unit::Weeks, 3)]);
                let time = amount(self.random.between(1, most), Some(unit));
                Value::Plus(Box::new(nowhere(self.operand_day())), Box::new(nowhere(time)))
            }
            4 => match self.its.last() {
                Some(&kind) if has_day(kind) => Value::Its(name("day")),
                Some(Kind::Disease) => Value::Its(name("started")),
                _ => self.operand_day(),
            },
            _ => self.operand_day(),
        }
    }

    /// A month.
    pub(super) fn month(&mut self) -> Value {
        match (self.days_of_things(), self.random.below(3)) {
            (Some(of), 0 | 1) => read(of, &["calendar_month"]),
            (_, 2) => read("receipt", &["service_month"]),
            _ => month(202_406 + self.random.below(4) as u32),
        }
    }
}
