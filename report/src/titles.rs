//! What rules are called and where they are written, as a page names them.

use std::collections::BTreeMap;

use eval::Book;
use intake::content::rules;
use model::{Branch, Lang};

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

    /// The same for the books of a revision; of several editions the latest names the rule, and the national rule before
    /// that of a branch.
    pub fn of_books(national: &Book<'_>, branches: &[(Branch, &Book<'_>)], lang: Lang) -> Self {
        let books = branches.iter().map(|(_, book)| *book).chain([national]);
        let mut rules = Vec::new();
        for book in books {
            let mut own: Vec<_> = book.rules().iter().collect();
            own.sort_by_key(|rule| rule.valid.0);
            rules.extend(own);
        }
        let title = |rule: &eval::Rule| Title { title: rule.title.clone(), basis: rule.basis.clone() };
        Self::new(rules.into_iter().map(|rule| (rule.code.clone(), title(rule))), lang)
    }

    /// The title and the basis of a rule; empty when nobody knows it.
    pub fn of(&self, rule: &str) -> (&str, &str) {
        self.0.get(rule).map_or(("", ""), |known| (&known.title, &known.basis))
    }
}
