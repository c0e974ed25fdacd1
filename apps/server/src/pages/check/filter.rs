//! Which receipts of a check are shown: by what comes of them, what is said, how sure it is, on which day.

use std::collections::{BTreeMap, BTreeSet};

use desk::called::{self, Called};
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
    /// What comes of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub disposition: String,
    /// Who would look at it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub queue: String,
    /// How sure a finding is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub certainty: String,
    /// A rule or check.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// A level of the official list, of a defect or a finding.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub level: String,
    /// `yes`: something of it could not be checked.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub open: String,
    /// `yes`: a finding of it is excluded.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub excluded: String,
    /// 診療科, by its code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub department: String,
    /// A day of service.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub day: String,
    /// レセプト番号.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// `yes`: something is said of it; `no`: nothing is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// Which page of the list, from 1.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page: String,
}

impl Filter {
    /// Whether a receipt is shown. What is asked of findings must hold of one of them.
    pub fn takes(&self, of: &CheckedReceipt) -> bool {
        let asks_findings = [&self.certainty, &self.rule].into_iter().any(|asked| !asked.is_empty());
        is(&self.disposition, outcome::of(of))
            && (self.queue.is_empty() || outcome::queue(of) == Some(&self.queue))
            && is(&self.department, of.department.as_deref().unwrap_or_default())
            && (self.number.is_empty()
                || of.number.is_some_and(|number| number.to_string() == self.number.trim()))
            && (self.level.is_empty() || has_level(of, &self.level))
            && (self.open != "yes" || !of.not_evaluated.is_empty())
            && (self.excluded != "yes" || of.findings.iter().any(|one| one.excluded.is_some()))
            && (self.day.is_empty()
                || self.takes_day(&of.days)
                || of.findings.iter().any(|one| self.takes_day(&one.days)))
            && (!asks_findings || of.findings.iter().any(|finding| self.takes_finding(finding)))
            && (self.said.is_empty() || (self.said == "yes") == is_spoken_of(of))
    }

    /// An excluded finding is found where excluded ones are asked for, and nowhere else.
    fn takes_finding(&self, of: &CheckedFinding) -> bool {
        is(&self.certainty, &of.certainty)
            && is(&self.rule, &of.rule)
            && (self.day.is_empty() || of.days.is_empty() || self.takes_day(&of.days))
            && (self.excluded == "yes") == of.excluded.is_some()
    }

    fn takes_day(&self, days: &[u32]) -> bool {
        days.iter().any(|day| day.to_string() == self.day.trim())
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
    pub fn form(&self, frame: &Frame, checked: &Checked, called: &Called, base: &str) -> Markup {
        let lang = frame.lang;
        let word = |ja, en| frame.word(ja, en).to_owned();
        let heard = || checked.receipts.iter().flat_map(|of| &of.findings);
        let dispositions: BTreeSet<&str> = checked.receipts.iter().map(outcome::of).collect();
        let queues: BTreeSet<&str> =
            checked.receipts.iter().filter_map(outcome::queue).map(String::as_str).collect();
        let certainties: BTreeSet<&str> = heard().map(|of| of.certainty.as_str()).collect();
        let rules: BTreeMap<&str, &str> = heard().map(|of| (of.rule.as_str(), of.check.as_str())).collect();
        let mut rules: Vec<(&str, String)> =
            rules.into_iter().map(|(rule, kind)| (rule, called.check(rule, Some(kind)))).collect();
        rules.sort_by(|one, other| one.1.cmp(&other.1));
        let departments: BTreeSet<&str> =
            checked.receipts.iter().filter_map(|of| of.department.as_deref()).collect();
        let levels: BTreeSet<&str> = checked.receipts.iter().flat_map(levels).collect();
        let said = [("yes", word("あり", "something")), ("no", word("なし", "nothing"))];
        let yes = |name| [("yes", name)];
        html! {
            form.card.row.screen-only method="get" action=(base) data-filter {
                (choice(frame, "said", frame.word("指摘", "what is said"), &self.said, said.into_iter()))
                (choice(frame, "disposition", frame.word("判定", "what comes of it"), &self.disposition, dispositions.iter().map(|slug| (*slug, words::disposition(slug).in_lang(lang).to_owned()))))
                @if !queues.is_empty() {
                    (choice(frame, "queue", frame.word("確認する人", "who would look"), &self.queue, queues.iter().map(|slug| (*slug, words::queue(slug).in_lang(lang).to_owned()))))
                }
                (choice(frame, "certainty", frame.word("確からしさ", "certainty"), &self.certainty, certainties.iter().map(|slug| (*slug, words::certainty(slug).in_lang(lang).to_owned()))))
                (choice(frame, "rule", frame.word("規則・点検", "rule or check"), &self.rule, rules.into_iter()))
                (choice(frame, "level", frame.word("エラーの段階", "level"), &self.level, levels.iter().map(|level| (*level, words::level(level).in_lang(lang).to_owned()))))
                @if departments.len() > 1 || !self.department.is_empty() {
                    (choice(frame, "department", frame.word("診療科", "department"), &self.department, departments.iter().map(|code| (*code, called::department(code).to_owned()))))
                }
                @if checked.receipts.iter().any(|of| !of.not_evaluated.is_empty()) {
                    (choice(frame, "open", frame.word("点検できなかった項目", "not evaluated"), &self.open, yes(word("あり", "some")).into_iter()))
                }
                @if self.excluded == "yes" || heard().any(|of| of.excluded.is_some()) {
                    (choice(frame, "excluded", frame.word("除外した指摘", "excluded findings"), &self.excluded, yes(word("あり", "some")).into_iter()))
                }
                (typed("day", frame.word("診療日", "day of service"), &self.day, "1", "31"))
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
    of.defects.iter().any(|one| one.level != "L48")
        || of.findings.iter().any(|one| one.state == "won" && one.excluded.is_none())
}

/// The levels of what is said of a receipt, excluded findings left out.
pub fn levels(of: &CheckedReceipt) -> impl Iterator<Item = &str> {
    let findings = of.findings.iter().filter(|one| one.excluded.is_none());
    of.defects.iter().map(|one| one.level.as_str()).chain(findings.map(|one| one.level.as_str()))
}

fn has_level(of: &CheckedReceipt, level: &str) -> bool {
    levels(of).any(|own| own == level)
}

fn is(asked: &str, of: &str) -> bool {
    asked.is_empty() || asked == of
}

fn choice<'a>(
    frame: &Frame,
    name: &str,
    label: &str,
    chosen: &str,
    options: impl Iterator<Item = (&'a str, String)>,
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
