//! Which receipts of a check are shown: by what comes of them, what is said, how sure it is, on which day.

use std::collections::BTreeSet;

use desk::{Checked, CheckedFinding, CheckedReceipt};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use crate::outcome;
use crate::pages::frame::Frame;
use crate::pages::words;

/// What was chosen; blank chooses everything.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Filter {
    #[serde(skip_serializing_if = "String::is_empty")]
    disposition: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    certainty: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    rule: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    department: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    day: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    number: String,
    /// `yes`: something is said of it; `no`: nothing is.
    #[serde(skip_serializing_if = "String::is_empty")]
    said: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    page: String,
}

impl Filter {
    /// Whether a receipt is shown. What is asked of findings must hold of one of them.
    pub fn takes(&self, of: &CheckedReceipt) -> bool {
        let asks_findings =
            [&self.certainty, &self.rule, &self.day].into_iter().any(|asked| !asked.is_empty());
        is(&self.disposition, outcome::of(of))
            && is(&self.department, of.department.as_deref().unwrap_or_default())
            && (self.number.is_empty()
                || of.number.is_some_and(|number| number.to_string() == self.number.trim()))
            && (!asks_findings || of.findings.iter().any(|finding| self.takes_finding(finding)))
            && (self.said.is_empty() || (self.said == "yes") == is_spoken_of(of))
    }

    fn takes_finding(&self, of: &CheckedFinding) -> bool {
        let day = self.day.trim();
        is(&self.certainty, &of.certainty)
            && is(&self.rule, &of.rule)
            && (day.is_empty() || of.days.iter().any(|of| of.to_string() == day))
    }

    /// Which page, from 0.
    pub fn page(&self) -> usize {
        self.page.parse::<usize>().ok().and_then(|page| page.checked_sub(1)).unwrap_or(0)
    }

    /// The query that says the same, with its question mark; empty when everything is shown.
    pub fn query(&self) -> String {
        let query = serde_html_form::to_string(self).unwrap_or_default();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// The form.
    pub fn form(&self, frame: &Frame, checked: &Checked, base: &str) -> Markup {
        let findings = || checked.receipts.iter().flat_map(|of| &of.findings);
        let dispositions: BTreeSet<&str> = checked.receipts.iter().map(outcome::of).collect();
        let certainties: BTreeSet<&str> = findings().map(|of| of.certainty.as_str()).collect();
        let rules: BTreeSet<&str> = findings().map(|of| of.rule.as_str()).collect();
        let departments: BTreeSet<&str> =
            checked.receipts.iter().filter_map(|of| of.department.as_deref()).collect();
        let lang = frame.lang;
        html! {
            form.card.row.screen-only method="get" action=(base) data-filter {
                (choice(frame, "said", frame.word("指摘", "what is said"), &self.said, [("yes", frame.word("あり", "something")), ("no", frame.word("なし", "nothing"))].into_iter()))
                (choice(frame, "disposition", frame.word("判定", "what comes of it"), &self.disposition, dispositions.iter().map(|slug| (*slug, words::disposition(slug).in_lang(lang)))))
                (choice(frame, "certainty", frame.word("確からしさ", "certainty"), &self.certainty, certainties.iter().map(|slug| (*slug, words::certainty(slug).in_lang(lang)))))
                (choice(frame, "rule", frame.word("規則・点検", "rule or check"), &self.rule, rules.iter().map(|rule| (*rule, *rule))))
                @if departments.len() > 1 {
                    (choice(frame, "department", frame.word("診療科", "department"), &self.department, departments.iter().map(|code| (*code, *code))))
                }
                (typed("day", frame.word("日", "day"), &self.day, "1", "31"))
                (typed("number", frame.word("レセプト番号", "receipt number"), &self.number, "1", "999999"))
                button { (frame.word("絞り込む", "filter")) }
                a.button href=(base) { (frame.word("すべて", "all")) }
            }
        }
    }

    /// Links to the pages around this one.
    pub fn pages(&self, frame: &Frame, page: usize, of: usize, base: &str) -> Markup {
        let link =
            |page: usize| format!("{base}{}", Self { page: (page + 1).to_string(), ..self.clone() }.query());
        html! { @if of > 1 {
            nav.pages aria-label=(frame.word("ページ", "pages")) {
                @if page > 0 { a.button href=(link(page - 1)) rel="prev" { (frame.word("前のページ", "previous page")) } }
                span { (page + 1) " / " (of) }
                @if page + 1 < of { a.button href=(link(page + 1)) rel="next" { (frame.word("次のページ", "next page")) } }
            }
        } }
    }
}

/// Whether there is something to look at: what is only told is not.
fn is_spoken_of(of: &CheckedReceipt) -> bool {
    of.defects.iter().any(|one| one.level != "L48") || of.findings.iter().any(|one| one.state == "won")
}

fn is(asked: &str, of: &str) -> bool {
    asked.is_empty() || asked == of
}

fn choice<'a>(
    frame: &Frame,
    name: &str,
    label: &str,
    chosen: &str,
    options: impl Iterator<Item = (&'a str, &'a str)>,
) -> Markup {
    let id = format!("filter-{name}");
    html! {
        div.field {
            label for=(id) { (label) }
            select id=(id) name=(name) {
                option value="" { (frame.word("すべて", "all")) }
                @for (value, text) in options { option value=(value) selected[value == chosen] { (text) } }
            }
        }
    }
}

fn typed(name: &str, label: &str, value: &str, min: &str, max: &str) -> Markup {
    let id = format!("filter-{name}");
    html! {
        div.field { label for=(id) { (label) } input id=(id) name=(name) value=(value) type="number" min=(min) max=(max) inputmode="numeric"; }
    }
}
