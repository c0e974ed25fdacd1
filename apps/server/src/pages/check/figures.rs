//! The figures of a check; each leads to the receipts that it counts.

use std::collections::BTreeMap;

use desk::{Called, Checked, CheckedReceipt};
use maud::{Markup, html};

use super::filter::{Filter, levels};
use crate::outcome;
use crate::pages::frame::Frame;
use crate::pages::words::{self, grouped};

/// Where the figures of a check lead; nowhere for one that nobody keeps.
#[derive(Clone, Copy)]
pub struct Base<'a>(pub Option<&'a str>);

impl Base<'_> {
    /// A figure: how many, of what, and the way there.
    fn figure(self, count: usize, filter: &Filter, name: &Markup) -> Markup {
        let inner = html! { span.value { (grouped(signed(count))) } " " (name) };
        html! { li { @match self.0 {
            Some(base) => a href={ (base) (filter.query()) } { (inner) },
            None => (inner),
        } } }
    }
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// All receipts, and what comes of them.
pub fn of_receipts(frame: &Frame, checked: &Checked, base: Base<'_>) -> Markup {
    let all = html! { span.of { (frame.word("件のレセプト", "receipts")) } };
    let counts = outcome::counts(checked);
    html! { ul.figures {
        (base.figure(checked.receipts.len(), &Filter::default(), &all))
        @for (slug, count) in counts.into_iter().filter(|(slug, count)| *count > 0 || *slug == "returned") {
            @let filter = Filter { disposition: slug.to_owned(), ..Filter::default() };
            (base.figure(usize::try_from(count).unwrap_or(0), &filter, &words::disposition_mark(slug, frame.lang)))
        }
    } }
}

/// Who would look at them, how grave it is, what could not be checked, what was set aside: counts of receipts.
pub fn more(frame: &Frame, checked: &Checked, base: Base<'_>) -> Markup {
    let count = |is: &dyn Fn(&CheckedReceipt) -> bool| checked.receipts.iter().filter(|of| is(of)).count();
    let mut rows: Vec<(usize, Filter, String)> = Vec::new();
    for slug in ["staff", "committee", "priority", "headquarters", "arbiter"] {
        let looked = count(&|of| outcome::queue(of).is_some_and(|queue| queue == slug));
        let filter = Filter { queue: slug.to_owned(), ..Filter::default() };
        rows.push((
            looked,
            filter,
            format!("{}{}", frame.word("確認: ", "to "), words::queue(slug).in_lang(frame.lang)),
        ));
    }
    for level in ["L1", "L2", "L3", "L4", "L7", "L48"] {
        let filter = Filter { level: level.to_owned(), ..Filter::default() };
        rows.push((
            count(&|of| levels(of).any(|own| own == level)),
            filter,
            words::level(level).in_lang(frame.lang).to_owned(),
        ));
    }
    let open = Filter { open: "yes".to_owned(), ..Filter::default() };
    rows.push((
        count(&|of| !of.not_evaluated.is_empty()),
        open,
        frame.word("点検できなかった項目あり", "not all evaluated").to_owned(),
    ));
    let excluded = Filter { excluded: "yes".to_owned(), ..Filter::default() };
    let has = |of: &CheckedReceipt| of.findings.iter().any(|one| one.excluded.is_some());
    rows.push((count(&has), excluded, frame.word("除外した指摘あり", "with excluded findings").to_owned()));
    html! { ul.counts {
        @for (count, filter, name) in rows.iter().filter(|(count, ..)| *count > 0) {
            (base.figure(*count, filter, &html! { (name) }))
        }
    } }
}

/// How often each check spoke, the most frequent first.
pub fn by_check(frame: &Frame, checked: &Checked, called: &Called, base: &str) -> Markup {
    /// Receipts, findings, findings that were excluded.
    #[derive(Default)]
    struct Spoke<'a>(u64, u64, u64, &'a str);
    let mut all: BTreeMap<&str, Spoke<'_>> = BTreeMap::new();
    for receipt in &checked.receipts {
        let mut met = std::collections::BTreeSet::new();
        for finding in &receipt.findings {
            let spoke = all.entry(&finding.rule).or_default();
            spoke.3 = &finding.check;
            if finding.excluded.is_some() {
                spoke.2 += 1;
                continue;
            }
            spoke.0 += u64::from(met.insert(&finding.rule));
            spoke.1 += 1;
        }
    }
    let mut rows: Vec<(&str, Spoke<'_>)> = all.into_iter().collect();
    rows.sort_by(|one, other| (other.1.0, one.0).cmp(&(one.1.0, other.0)));
    let with = |rule: &str, excluded: &str| {
        Filter { rule: rule.to_owned(), excluded: excluded.to_owned(), ..Filter::default() }.query()
    };
    html! { @if !rows.is_empty() {
        details.card.by-check {
            summary { (frame.word("規則・点検ごとの件数", "By rule or check")) " (" (rows.len()) ")" }
            div.scroll { table {
                thead { tr {
                    th { (frame.word("規則・点検", "rule or check")) } th { (frame.word("レセプト", "receipts")) }
                    th { (frame.word("指摘", "findings")) } th { (frame.word("除外した指摘", "excluded")) }
                } }
                tbody { @for (rule, Spoke(receipts, findings, excluded, kind)) in &rows { tr {
                    th scope="row" { a href={ (base) (with(rule, "")) } { (called.check(rule, Some(kind))) } }
                    td.number { (receipts) } td.number { (findings) }
                    td.number { @if *excluded > 0 { a href={ (base) (with(rule, "yes")) } { (excluded) } } }
                } } }
            } }
        }
    } }
}
