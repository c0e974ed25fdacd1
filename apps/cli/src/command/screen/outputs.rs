//! What a screening makes of its results beside them.

use batch::Output;
use columns::{FindingColumns, ReceiptColumns, RuleBranchColumns};
use eval::Book;
use model::{Branch, Lang};
use report::{FindingSheet, Institutions, Overlay, Page, ReceiptSheet, RuleBranches, Titles};

use crate::args::Format;

/// The page and its table, with the titles of the rules that judge, and the rows in the forms that were asked for.
pub fn of(
    book: &Book<'_>,
    branches: &[(Branch, &Book<'_>)],
    overlays: Vec<Overlay>,
    formats: &[Format],
    lang: Lang,
) -> Vec<Box<dyn Output>> {
    let titles = Titles::of_books(book, branches, lang);
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
