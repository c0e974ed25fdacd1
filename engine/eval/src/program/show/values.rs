//! Values, noun phrases, sets and conditions of a program on one line.

use dsl::ast::{Arithmetic, ChoiceMode, Fold, Order, Relation, State};
use dsl::print::pieces::window_words;
use dsl::vocabulary::{Unit, Word, japanese};
use model::{Lang, Quantity};

use super::{Show, surface_of};
use crate::compile::fields::catalog::FIELDS;
use crate::program::{Cond, Expr, Noun, Read, Set, Step, Table, Window};

/// Of a long list of codes so many are named.
const NAMED: usize = 8;

impl Show {
    pub(super) fn expr(&self, of: &Expr) -> String {
        let call = |word: &str, parts: &[&Expr]| {
            let parts: Vec<String> = parts.iter().map(|part| self.expr(part)).collect();
            format!("{word}({})", parts.join(self.comma()))
        };
        match of {
            Expr::Number(scaled) => Quantity::from_scaled(*scaled).to_string(),
            Expr::Date(day) => day.to_string(),
            Expr::Month(month) => month.to_string(),
            Expr::Code(code) => in_digits(*code),
            Expr::Text(text) => match self.lang {
                Lang::Ja => format!("「{}」", japanese(text)),
                Lang::En => format!("「{text}」"),
            },
            Expr::Slot(slot) => self.name(*slot),
            Expr::Its => self.say("その", "its").to_owned(),
            Expr::Receipt => self.say("明細書", "receipt").to_owned(),
            Expr::Patient => self.say("患者", "patient").to_owned(),
            Expr::Institution => self.say("施設", "institution").to_owned(),
            Expr::Step(of, step) => format!("{}.{}", self.expr(of), self.field(*step)),
            Expr::Plus(day, time, unit) => {
                format!("({} + {}{})", self.expr(day), self.expr(time), self.with_unit(*unit))
            }
            Expr::Math(operation, left, right) => {
                let sign = match operation {
                    Arithmetic::Add => "+",
                    Arithmetic::Subtract => "-",
                    Arithmetic::Multiply => "×",
                    Arithmetic::Divide => "÷",
                };
                format!("({} {sign} {})", self.expr(left), self.expr(right))
            }
            Expr::DaysBetween(from, to) => call(self.say("日数", "days"), &[from, to]),
            Expr::MonthsBetween(from, to) => call(self.say("月数", "months"), &[from, to]),
            Expr::Choice(mode, arms) => self.choice(*mode, arms),
            Expr::Band(by, arms) => self.band(by, arms),
            Expr::Dated(values) => {
                let since = |(from, value): &(model::Date, Expr)| format!("{from}〜: {}", self.expr(value));
                format!("{{{}}}", values.iter().map(since).collect::<Vec<_>>().join("; "))
            }
            Expr::HowMany(sets, noun) => {
                let sets: Vec<String> = sets.iter().map(|set| self.set(set)).collect();
                let word = self.say("あるものの数", "how_many");
                format!("{word}({}; {})", sets.join(self.comma()), self.noun(noun))
            }
            Expr::Read(noun, read) => self.read(noun, read),
        }
    }

    fn choice(&self, mode: ChoiceMode, arms: &[(Option<Cond>, Expr)]) -> String {
        let word = match mode {
            ChoiceMode::First => self.say("最初に当たるもの", "first"),
            ChoiceMode::Greatest => self.say("最大", "greatest"),
            ChoiceMode::Least => self.say("最小", "least"),
        };
        let arm = |(when, value): &(Option<Cond>, Expr)| match when {
            Some(when) => format!("{} → {}", self.cond(when), self.expr(value)),
            None => self.expr(value),
        };
        format!("{word}{{{}}}", arms.iter().map(arm).collect::<Vec<_>>().join("; "))
    }

    fn band(&self, by: &Expr, arms: &[(i64, i64, Expr)]) -> String {
        let end = |scaled: i64| match scaled {
            i64::MIN | i64::MAX => String::new(),
            scaled => Quantity::from_scaled(scaled).to_string(),
        };
        let arm = |(least, most, value): &(i64, i64, Expr)| {
            format!("{}〜{}: {}", end(*least), end(*most), self.expr(value))
        };
        let arms: Vec<String> = arms.iter().map(arm).collect();
        format!("{}({}){{{}}}", self.say("段階", "band"), self.expr(by), arms.join("; "))
    }

    fn read(&self, noun: &Noun, read: &Read) -> String {
        let noun = self.noun(noun);
        let named = |word: &str| format!("{word}({noun})");
        match read {
            Read::Count => named(self.say("回数", "count")),
            Read::Days => named(self.say("日数", "days")),
            Read::Number => named(self.say("件数", "number")),
            Read::Kinds => named(self.say("種類数", "kinds")),
            Read::Field(step) => format!("({noun}).{}", self.field(*step)),
            Read::Folded(fold, step) => {
                let word = match fold {
                    Fold::Sum => self.say("合計", "sum"),
                    Fold::Max => self.say("最大", "max"),
                    Fold::Min => self.say("最小", "min"),
                };
                format!("{word}({noun} .{})", self.field(*step))
            }
            Read::Rank(of) => format!("{}({}; {noun})", self.say("順位", "rank"), self.expr(of)),
        }
    }

    /// A noun phrase with its number in the rule.
    pub(super) fn noun(&self, of: &Noun) -> String {
        let mut parts: Vec<String> = of.windows.iter().map(|window| self.window(window)).collect();
        match of.order {
            Some(Order::Latest) => parts.push(self.say("最も新しい", "latest").to_owned()),
            Some(Order::Earliest) => parts.push(self.say("最初の", "earliest").to_owned()),
            None => {}
        }
        match of.state {
            Some(State::Confirmed) => parts.push(self.say("確定", "confirmed").to_owned()),
            Some(State::Suspected) => parts.push(self.say("疑い", "suspected").to_owned()),
            Some(State::Main) => parts.push(self.say("主たる", "main").to_owned()),
            None => {}
        }
        parts.extend(
            of.set.as_ref().map(|set| format!("{} {}", self.say("コード", "code in"), self.set(set))),
        );
        parts.extend(of.table.iter().flat_map(|table| self.table(table)));
        parts.extend(of.filter.as_ref().map(|filter| self.cond(filter)));
        let kind = match &of.table {
            Some(table) => table.kind.title_in(self.lang),
            None => of.kind.word(surface_of(self.lang)),
        };
        let number = of.number.0 + 1;
        if parts.is_empty() {
            format!("{kind}@{number}")
        } else {
            format!("{kind}@{number}[{}]", parts.join("; "))
        }
    }

    /// By what the rows of a table are found, in the order in which they are asked.
    fn table(&self, of: &Table) -> Vec<String> {
        let column = |item: u16| self.field(Step::Column(of.kind, item, true));
        let mut parts =
            vec![format!("{} {} = {}", self.say("索引", "index"), column(of.item), self.expr(&of.key))];
        parts.extend(of.also.iter().map(|(item, value)| format!("{} = {}", column(*item), self.expr(value))));
        parts.extend(of.among.as_ref().map(|(item, value)| {
            format!("{} {} {}", column(*item), self.say("が次のどれか:", "among"), self.expr(value))
        }));
        parts
    }

    fn window(&self, of: &Window) -> String {
        let (word, tail) = window_words(of.kind, surface_of(self.lang));
        let anchor = of.anchor.as_ref().map_or_else(String::new, |anchor| self.expr(anchor));
        let unit = of.unit.map_or_else(String::new, |unit| self.with_unit(unit));
        let measure = of.measure.as_ref().map_or_else(String::new, |of| format!("{}{unit}", self.expr(of)));
        match self.lang {
            Lang::Ja => format!("{anchor}{word}{measure}{tail}"),
            Lang::En => {
                let words = [word, &measure, tail, &anchor];
                words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
            }
        }
    }

    fn set(&self, of: &Set) -> String {
        let mut terms: Vec<String> = of.ranges.iter().take(NAMED).map(range).collect();
        let more = of.ranges.len().saturating_sub(NAMED);
        if more > 0 {
            terms.push(match self.lang {
                Lang::Ja => format!("ほか{more}"),
                Lang::En => format!("{more} more"),
            });
        }
        terms.extend(of.icd.iter().map(|icd| match &icd.to {
            None => format!("ICD10 {}…", icd.from),
            Some(to) => format!("ICD10 {}–{to}", icd.from),
        }));
        terms.extend(
            of.picked
                .iter()
                .map(|(kind, condition)| format!("{}[{}]", kind.title_in(self.lang), self.cond(condition))),
        );
        terms.extend(of.found.iter().map(|found| self.expr(found)));
        terms.extend(of.nested.iter().map(|nested| self.set(nested)));
        let mut whole = format!("{{{}}}", terms.join(self.comma()));
        of.except.iter().for_each(|out| whole.push_str(&format!(" − {}", self.set(out))));
        of.within.iter().for_each(|within| whole.push_str(&format!(" ∩ {}", self.set(within))));
        whole
    }

    pub(super) fn cond(&self, of: &Cond) -> String {
        let join = |parts: &[Cond], word: &str| {
            let parts: Vec<String> = parts.iter().map(|part| self.cond(part)).collect();
            if parts.len() == 1 { parts.concat() } else { format!("({})", parts.join(word)) }
        };
        match of {
            Cond::All(parts) => join(parts, self.say(" かつ ", " and ")),
            Cond::Any(parts) => join(parts, self.say(" 又は ", " or ")),
            Cond::Not(inner) => format!("{}({})", self.say("でない", "not"), self.cond(inner)),
            Cond::Exists(noun, true) => format!("{} {}", self.say("ある", "some"), self.noun(noun)),
            Cond::Exists(noun, false) => format!("{} {}", self.say("ない", "no"), self.noun(noun)),
            Cond::Every(noun, inner) => {
                format!("{} {}: {}", self.say("どれも", "every"), self.noun(noun), self.cond(inner))
            }
            Cond::Compare(relation, left, right) => {
                format!("{} {} {}", self.expr(left), sign(*relation), self.expr(right))
            }
            Cond::Member(code, _, set) => format!("{} ∈ {}", self.expr(code), self.set(set)),
            Cond::StartsWith(text, start) => {
                format!("{} {}「{start}」", self.expr(text), self.say("先頭が", "starts with "))
            }
            Cond::IsUnknown(value) => format!("{} {}", self.expr(value), self.say("が不明", "is unknown")),
            Cond::IsTrue(value) => self.expr(value),
        }
    }

    /// The name of a field, of the catalogue or of a master's column.
    fn field(&self, step: Step) -> String {
        if let Step::Column(kind, item, _) = step {
            let column = kind.layout().columns.iter().find(|column| column.item == item);
            return column.map_or_else(|| format!("{item}"), |column| column.name.to_owned());
        }
        match FIELDS.iter().find(|field| field.step == step) {
            Some(field) => match self.lang {
                Lang::Ja => japanese(field.name).to_owned(),
                Lang::En => field.name.to_owned(),
            },
            // The engine never knows it, so the catalogue has it not: the day of discharge.
            None => format!("{step:?}"),
        }
    }

    fn with_unit(&self, of: Unit) -> String {
        format!("{}{}", self.say("", " "), of.word(surface_of(self.lang)))
    }
}

fn range(of: &std::ops::Range<u32>) -> String {
    let last = of.end.saturating_sub(1);
    if of.start == last { in_digits(last) } else { format!("{}–{}", in_digits(of.start), in_digits(last)) }
}

/// A code with the digits that its master gives it: modifiers have four, diseases seven.
fn in_digits(code: u32) -> String {
    if code < 10_000 { format!("{code:04}") } else { format!("{code:07}") }
}

const fn sign(of: Relation) -> &'static str {
    match of {
        Relation::Greater | Relation::After => ">",
        Relation::AtLeast | Relation::From => "≥",
        Relation::AtMost | Relation::UpTo => "≤",
        Relation::Less | Relation::Before => "<",
        Relation::Equal => "=",
        Relation::Different => "≠",
    }
}
