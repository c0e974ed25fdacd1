//! What rules are called and where they are written, as a page names them.

use std::collections::BTreeMap;

use intake::content::rules;
use model::Lang;

/// What a rule is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// Its title.
    pub title: String,
    /// 根拠.
    pub basis: String,
}

/// Titles by the code of the rule.
#[derive(Clone, Debug, Default)]
pub struct Titles(BTreeMap<String, Title>);

impl Titles {
    /// Those of the checks of the program, which have no title but a kind, and those of rules.
    pub fn new(of_rules: impl IntoIterator<Item = (String, Title)>, lang: Lang) -> Self {
        let own = rules::ALL.iter().map(|rule| {
            let title = rule.check.name().in_lang(lang).to_owned();
            (rule.name.to_owned(), Title { title, basis: rule.basis.to_owned() })
        });
        Self(own.chain(of_rules).collect())
    }

    /// The title and the basis of a rule; empty when nobody knows it.
    pub(crate) fn of(&self, rule: &str) -> (&str, &str) {
        self.0.get(rule).map_or(("", ""), |known| (&known.title, &known.basis))
    }
}
