//! What a screening makes of its results beside them.

use batch::Output;
use eval::Book;
use model::{Branch, Lang};
use report::{Institutions, Page, Title, Titles};

/// The page and its table, with the titles of the rules that judge.
pub fn of(book: &Book<'_>, branches: &[(Branch, &Book<'_>)], lang: Lang) -> Vec<Box<dyn Output>> {
    vec![Box::new(Page { lang, titles: titles(book, branches, lang) }), Box::new(Institutions(lang))]
}

/// Titles of rules; of several editions the latest names the rule, and the national rule before that of a branch.
fn titles(book: &Book<'_>, branches: &[(Branch, &Book<'_>)], lang: Lang) -> Titles {
    let books = branches.iter().map(|(_, book)| *book).chain([book]);
    let mut rules = Vec::new();
    for book in books {
        let mut own: Vec<_> = book.rules().iter().collect();
        own.sort_by_key(|rule| rule.valid.0);
        rules.extend(own);
    }
    let title = |rule: &eval::Rule| Title { title: rule.title.clone(), basis: rule.basis.clone() };
    Titles::new(rules.into_iter().map(|rule| (rule.code.clone(), title(rule))), lang)
}
