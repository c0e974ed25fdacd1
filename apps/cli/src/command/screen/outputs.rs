//! What a screening makes of its results beside them.

use batch::Output;
use columns::{FindingColumns, ReceiptColumns, RuleBranchColumns};
use eval::Book;
use model::{Branch, Lang};
use report::{FindingSheet, Institutions, Overlay, Page, ReceiptSheet, RuleBranches, Title, Titles};

use crate::args::Format;

/// The page and its table, with the titles of the rules that judge, and the rows in the forms that were asked for.
pub fn of(
    book: &Book<'_>,
    branches: &[(Branch, &Book<'_>)],
    overlays: Vec<Overlay>,
    formats: &[Format],
    lang: Lang,
) -> Vec<Box<dyn Output>> {
    let titles = titles(book, branches, lang);
    let mut outputs: Vec<Box<dyn Output>> = vec![
        Box::new(Page { lang, titles: titles.clone(), overlays }),
        Box::new(Institutions(lang)),
        Box::new(RuleBranches { lang, titles }),
    ];
    if formats.contains(&Format::Csv) {
        outputs.extend([Box::new(FindingSheet) as Box<dyn Output>, Box::new(ReceiptSheet)]);
    }
    if formats.contains(&Format::Parquet) {
        let parquet: [Box<dyn Output>; 3] =
            [Box::new(FindingColumns), Box::new(ReceiptColumns), Box::new(RuleBranchColumns)];
        outputs.extend(parquet);
    }
    outputs
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
