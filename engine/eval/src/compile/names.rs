//! The named items of a rule book: sets, parameters, definitions, each with its dates.

use dsl::ast::{Body, Define, File, Metadata, Name, Parameter, Set};
use dsl::{DiagnosticCode, Message};
use model::Date;

use super::metadata::merged;
use super::{Fault, Result, lacks};

/// From when until when.
pub(crate) type Dates = (Date, Option<Date>);

#[derive(Clone, Copy)]
pub(crate) enum Named<'a> {
    Set(&'a Set),
    Parameter(&'a Parameter),
    Define(&'a Define),
}

/// All of them.
pub(crate) struct Names<'a> {
    items: Vec<Item<'a>>,
}

struct Item<'a> {
    /// The file that it is written in.
    file: usize,
    name: &'a str,
    dates: Dates,
    named: Named<'a>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(files: &'a [File]) -> Self {
        let mut items = Vec::new();
        for (at, file) in files.iter().enumerate() {
            let mut common = Metadata::default();
            for item in &file.items {
                let (name, named) = match &item.body {
                    Body::Common(_) => {
                        common = item.metadata.clone();
                        continue;
                    }
                    Body::Set(set) => (&set.name, Named::Set(set)),
                    Body::Parameter(parameter) => (&parameter.name, Named::Parameter(parameter)),
                    Body::Define(define) => (&define.name, Named::Define(define)),
                    Body::Rule(_) | Body::Overlay(_) => continue,
                };
                let valid = merged(&item.metadata, &common).valid;
                let dates = valid.map_or((Date::FIRST, None), |entry| (entry.node.from, entry.node.until));
                items.push(Item { file: at, name: &name.text, dates, named });
            }
        }
        Self { items }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.items.iter().any(|item| item.name == name)
    }

    /// The condition that a name is defined as, over some dates.
    pub(crate) fn condition(&self, name: &Name, over: Dates) -> Option<&'a dsl::ast::Condition> {
        match self.find(name, over) {
            Ok((_, Named::Define(Define { is: dsl::ast::DefinedAs::Condition(of), .. }))) => Some(of),
            _ => None,
        }
    }

    /// The one edition of a name that holds over all dates of a rule, and the file that it is written in.
    pub(super) fn find(&self, name: &Name, over: Dates) -> Result<(usize, Named<'a>)> {
        let all = || self.items.iter().filter(|item| item.name == name.text);
        match all().find(|item| covers(item.dates, over)) {
            Some(item) => Ok((item.file, item.named)),
            None if all().next().is_some() => lacks(
                name.span,
                format!("「{}」には規則の施行期間をすべて含む版がありません", name.text),
                format!("no edition of `{}` covers all dates of the rule", name.text),
            ),
            None => nobody(name),
        }
    }
}

/// A name that nothing has.
pub(super) fn nobody<T>(name: &Name) -> Result<T> {
    let message = Message::new(
        format!("「{}」という名前がありません", name.text),
        format!("nothing is called `{}`", name.text),
    );
    Err(vec![Fault::new(name.span, message, DiagnosticCode::UnknownName)])
}

fn covers(outer: Dates, inner: Dates) -> bool {
    let begins = outer.0 <= inner.0;
    let ends = match (outer.1, inner.1) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(outer), Some(inner)) => inner <= outer,
    };
    begins && ends
}
