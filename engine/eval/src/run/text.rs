//! Texts of findings: templates filled with what was read.

use dsl::vocabulary::{Surface, Type, Unit, Word};
use model::{Lang, Quantity};

use super::Run;
use super::thing::Thing;
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

    /// The names of things, each once; the code of those without a known one, and a dash without either.
    fn show_name(&mut self, value: Val<'a>, into: &mut String) {
        let mut names: Vec<String> = Vec::new();
        match value {
            Val::Group(found) => {
                for at in 0..found.sure.len() {
                    let name = self.nth(found, at).and_then(|(thing, _)| self.name_or_code(thing));
                    names.extend(name.filter(|name| !names.contains(name)));
                }
            }
            Val::Thing(thing) => names.extend(self.name_or_code(thing)),
            other => {
                if let Val::Text(name) = self.step(other, Step::Name) {
                    names.push(name.to_owned());
                }
            }
        }
        if names.is_empty() {
            return into.push('―');
        }
        into.push_str(&names.join("、"));
    }

    fn name_or_code(&mut self, thing: Thing<'a>) -> Option<String> {
        if let Val::Text(name) = self.of_row(thing, Step::Name) {
            return Some(name.to_owned());
        }
        let code = self.code_of(thing).filter(|code| *code != 0)?;
        Some(match thing {
            Thing::Disease { .. } => format!("{code:07}"),
            _ => format!("{code:09}"),
        })
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
