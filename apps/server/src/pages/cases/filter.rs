//! The list of cases on a page: the form that chooses, and the links between its pages.

use maud::{Markup, html};
use serde::Deserialize;
use store::cases::MonthRow;

use super::{place, said};
use crate::casework::list::{Filter, STATES, key};
use crate::pages::frame::Frame;
use crate::pages::words;
use crate::seated::Seated;

/// Whether the next case was asked for and there is none.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NothingLeft {
    none: String,
}

impl NothingLeft {
    /// Says so.
    pub fn told(&self, frame: &Frame) -> Markup {
        html! { @if !self.none.is_empty() {
            p.told role="status" { (frame.word("いま受け持てる事案はもうありません。ほかの人が担当中か、関係を申告した医療機関のものだけです。", "There is no more case that you could take now: what is left is held by others, or of an institution with a relation.")) }
        } }
    }
}

fn link(of: &Filter) -> String {
    format!("/cases?{}", serde_html_form::to_string(of).unwrap_or_default())
}

/// The list of one queue.
pub fn with_queue(of: &Filter, queue: &str) -> String {
    link(&Filter { queue: queue.to_owned(), after: String::new(), ..of.clone() })
}

/// The form, with the queues that are somebody's to see.
pub fn form(frame: &Frame, of: &Filter, own: &Seated, (months, rules): (&[MonthRow], &[String])) -> Markup {
    let lang = frame.lang;
    let queues = own.queues().into_iter();
    let queues =
        queues.map(|queue| (queue.slug().to_owned(), words::queue(queue.slug()).in_lang(lang).to_owned()));
    let states = STATES.map(|slug| (slug.to_owned(), said::state(slug).in_lang(lang).to_owned()));
    let rules = rules.iter().map(|rule| (rule.clone(), rule.clone()));
    let months = months.iter().map(|one| (key(one), super::title(frame, one)));
    let own = [("own".to_owned(), frame.word("自分の担当", "mine").to_owned())];
    html! {
        form.card.row.screen-only method="get" action="/cases" data-filter {
            (choice("month", frame.word("審査月", "month"), None, &of.month, months))
            (choice("queue", frame.word("区分", "queue"), Some(frame.word("すべて", "all")), &of.queue, queues))
            (choice("state", frame.word("状態", "state"), Some(frame.word("すべて", "all")), &of.state, states))
            (choice("rule", frame.word("規則・点検", "rule or check"), Some(frame.word("すべて", "all")), &of.rule, rules))
            (choice("whose", frame.word("担当", "who"), Some(frame.word("全員", "everybody")), &of.whose, own))
            div.field { label for="filter-institution" { (frame.word("医療機関（9桁）", "institution")) } input #filter-institution name="institution" value=(of.institution) maxlength="9" inputmode="numeric"; }
            button { (frame.word("絞り込む", "filter")) }
            a.button href="/cases" { (frame.word("すべて", "all")) }
        }
    }
}

/// Links to the first page and to the one behind the last case of this one.
pub fn pages(frame: &Frame, of: &Filter, next: Option<String>) -> Markup {
    place::pages(frame, &of.after, next, |after| link(&Filter { after, ..of.clone() }))
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
