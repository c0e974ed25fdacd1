//! Texts of findings: templates filled with what was read.

use dsl::vocabulary::{Surface, Type, Unit, Word};
use model::{Lang, Quantity};

use super::Run;
use super::trace::Trace;
use super::values::{ENDLESS, Val};
use crate::program::{Expr, Part, Shown, Step};

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    pub(super) fn text(&mut self, parts: &'a [Part]) -> String {
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Value(Expr::Step(of, Step::Name), _) => {
                    let value = self.value(of);
                    self.show_name(value, &mut text);
                }
                Part::Value(expr, shown) => {
                    let value = self.value(expr);
                    self.show(value, *shown, &mut text);
                }
            }
        }
        text
    }

    fn show(&mut self, value: Val<'a>, shown: Shown, into: &mut String) {
        match value {
            Val::Number(least, most) => number(least, most, shown, self.case.config.lang, into),
            Val::Date(date) => into.push_str(&date.to_string()),
            Val::Month(month) => into.push_str(&month.to_string()),
            Val::Code(code) => into.push_str(&format!("{code:09}")),
            Val::Text(text) => into.push_str(text),
            Val::Short(text) => into.push_str(text.text()),
            Val::Thing(_) | Val::Group(_) => self.show_name(value, into),
            Val::Unknown | Val::Truth(_) => into.push_str(match self.case.config.lang {
                Lang::Ja => "不明",
                Lang::En => "unknown",
            }),
        }
    }

    /// The names of things, each once; a dash for those without one.
    fn show_name(&mut self, value: Val<'a>, into: &mut String) {
        let Val::Group(found) = value else {
            let name = self.step(value, Step::Name);
            return match name {
                Val::Unknown => into.push('―'),
                name => self.show(name, Shown(None), into),
            };
        };
        let mut names: Vec<&str> = Vec::new();
        for at in 0..found.sure.len() {
            let thing = self.nth(found, at).map(|(thing, _)| thing);
            if let Some(Val::Text(name)) = thing.map(|thing| self.of_row(thing, Step::Name))
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        into.push_str(&names.join("、"));
    }
}

/// A number with its unit, or both of its ends.
pub(crate) fn number(least: i64, most: i64, shown: Shown, lang: Lang, into: &mut String) {
    let surface = match lang {
        Lang::Ja => Surface::Japanese,
        Lang::En => Surface::English,
    };
    let unit = shown
        .0
        .and_then(|of| Unit::ALL.iter().copied().find(|unit| unit.type_of() == of && of != Type::Quantity));
    let plain = Quantity::from_scaled(least).to_string();
    into.push_str(&plain);
    if most != least && most < ENDLESS {
        into.push('〜');
        into.push_str(&Quantity::from_scaled(most).to_string());
    }
    if let Some(unit) = unit {
        if lang == Lang::En {
            into.push(' ');
        }
        into.push_str(unit.behind(&plain, surface));
    }
    if most >= ENDLESS {
        into.push_str(match lang {
            Lang::Ja => "以上",
            Lang::En => " or more",
        });
    }
}
