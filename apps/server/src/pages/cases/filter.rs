//! Which cases are listed: of which month, queue, state, institution and rule.

use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use store::cases::{CaseFilter, CaseLine, MonthRow};

use super::place::{self, key};
use super::said;
use crate::pages::frame::Frame;
use crate::pages::words;
use crate::seated::Seated;

const STATES: [&str; 4] = ["open", "held", "asked", "settled"];

/// What was chosen; blank chooses everything. A month is a branch and a month, as `13/202406`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Filter {
    #[serde(skip_serializing_if = "String::is_empty")]
    month: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    queue: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    state: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    institution: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    rule: String,
    /// `own` for those that the caller has, or that are given to the caller.
    #[serde(skip_serializing_if = "String::is_empty")]
    whose: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    after: String,
    /// Whether the next case was asked for and there is none.
    #[serde(skip_serializing)]
    none: String,
}

impl Filter {
    /// The month that is meant: the one that was chosen, else the newest open one, else the newest.
    pub fn settle<'m>(&mut self, months: &'m [MonthRow]) -> Option<&'m MonthRow> {
        let chosen = months.iter().find(|one| key(one) == self.month);
        let open = || months.iter().find(|one| one.state == caseflow::Month::Open);
        let month = chosen.or_else(open).or_else(|| months.first())?;
        self.month = key(month);
        Some(month)
    }

    /// Says that there is no next case, where one was asked for.
    pub fn told(&self, frame: &Frame) -> Markup {
        html! { @if !self.none.is_empty() {
            p.told role="status" { (frame.word("いま受け持てる事案はもうありません。ほかの人が担当中か、関係を申告した医療機関のものだけです。", "There is no more case that you could take now: what is left is held by others, or of an institution with a relation.")) }
        } }
    }

    /// The same for the store: of the queues that are somebody's to see.
    pub fn chosen(&self, own: &Seated) -> CaseFilter {
        let (branch, month) = self.month.split_once('/').unwrap_or_default();
        CaseFilter {
            branch: branch.to_owned(),
            month: month.to_owned(),
            queue: self.queue.clone(),
            seen: own.queues(),
            state: self.state.clone(),
            account: if self.whose == "own" { own.person.id.clone() } else { String::new() },
            institution: self.institution.trim().to_owned(),
            rule: self.rule.trim().to_owned(),
            ..CaseFilter::default()
        }
    }

    /// Behind which case the page begins: its points and its id.
    pub fn behind(&self) -> (i64, &str) {
        place::behind(&self.after)
    }

    fn link(&self) -> String {
        format!("/cases?{}", serde_html_form::to_string(self).unwrap_or_default())
    }

    /// The list of one queue.
    pub fn with_queue(&self, queue: &str) -> String {
        Self { queue: queue.to_owned(), after: String::new(), ..self.clone() }.link()
    }

    /// The form, with the queues that are somebody's to see.
    pub fn form(&self, frame: &Frame, own: &Seated, months: &[MonthRow], rules: &[String]) -> Markup {
        let lang = frame.lang;
        let queues = own.queues().into_iter();
        let queues = queues
            .map(|queue| (queue.slug().to_owned(), words::queue(queue.slug()).in_lang(lang).to_owned()));
        let states = STATES.map(|slug| (slug.to_owned(), said::state(slug).in_lang(lang).to_owned()));
        let rules = rules.iter().map(|rule| (rule.clone(), rule.clone()));
        let months = months.iter().map(|one| (key(one), super::title(frame, one)));
        let own = [("own".to_owned(), frame.word("自分の担当", "mine").to_owned())];
        html! {
            form.card.row.screen-only method="get" action="/cases" data-filter {
                (choice("month", frame.word("審査月", "month"), None, &self.month, months))
                (choice("queue", frame.word("区分", "queue"), Some(frame.word("すべて", "all")), &self.queue, queues))
                (choice("state", frame.word("状態", "state"), Some(frame.word("すべて", "all")), &self.state, states))
                (choice("rule", frame.word("規則・点検", "rule or check"), Some(frame.word("すべて", "all")), &self.rule, rules))
                (choice("whose", frame.word("担当", "who"), Some(frame.word("全員", "everybody")), &self.whose, own))
                div.field { label for="filter-institution" { (frame.word("医療機関（9桁）", "institution")) } input #filter-institution name="institution" value=(self.institution) maxlength="9" inputmode="numeric"; }
                button { (frame.word("絞り込む", "filter")) }
                a.button href="/cases" { (frame.word("すべて", "all")) }
            }
        }
    }

    /// Links to the first page and to the one behind the last case of this one.
    pub fn pages(&self, frame: &Frame, last: Option<&CaseLine>) -> Markup {
        place::pages(frame, &self.after, last, |after| Self { after, ..self.clone() }.link())
    }
}

fn choice(
    name: &str,
    label: &str,
    all: Option<&str>,
    chosen: &str,
    options: impl IntoIterator<Item = (String, String)>,
) -> Markup {
    let id = format!("filter-{name}");
    html! {
        div.field {
            label for=(id) { (label) }
            select id=(id) name=(name) {
                @if let Some(all) = all { option value="" { (all) } }
                @for (value, text) in options { option value=(value) selected[value == chosen] { (text) } }
            }
        }
    }
}
