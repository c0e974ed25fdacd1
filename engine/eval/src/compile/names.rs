//! The named items of a rule book: sets, parameters, definitions, each with its dates.

use dsl::ast::{Body, Define, File, Metadata, Name, Parameter, Set};
use model::Date;

use super::metadata::merged;
use super::{Result, lacks, stop};

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
    items: Vec<(&'a str, Dates, Named<'a>)>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(files: &'a [File]) -> Self {
        let mut items = Vec::new();
        for file in files {
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
                items.push((name.text.as_str(), dates, named));
            }
        }
        Self { items }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.items.iter().any(|(known, _, _)| *known == name)
    }

    /// The condition that a name is defined as, over some dates.
    pub(crate) fn condition(&self, name: &Name, over: Dates) -> Option<&'a dsl::ast::Condition> {
        match self.find(name, over) {
            Ok(Named::Define(Define { is: dsl::ast::DefinedAs::Condition(of), .. })) => Some(of),
            _ => None,
        }
    }

    /// The one edition of a name that holds over all dates of a rule.
    pub(super) fn find(&self, name: &Name, over: Dates) -> Result<Named<'a>> {
        let all = || self.items.iter().filter(|(known, _, _)| *known == name.text);
        match all().find(|(_, dates, _)| covers(*dates, over)) {
            Some((_, _, named)) => Ok(*named),
            None if all().next().is_some() => lacks(
                name.span,
                format!("「{}」には規則の施行期間をすべて含む版がありません", name.text),
                format!("no edition of `{}` covers all dates of the rule", name.text),
            ),
            None => stop(
                name.span,
                format!("「{}」という名前がありません", name.text),
                format!("nothing is called `{}`", name.text),
            ),
        }
    }
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
