//! What stands on the page that hands cases out.

use std::collections::BTreeMap;

use caseflow::{Person, Seat};
use maud::{Markup, html};
use model::Queue;
use store::accounts::Account;
use store::cases::{CaseLine, Given, MonthRow};

use super::super::{giving, said, title};
use super::Wanted;
use crate::casework::handing::Listed;
use crate::casework::list::key;
use crate::pages::frame::Frame;
use crate::pages::words::{self, grouped};

/// What is listed.
pub fn filter(frame: &Frame, months: &[MonthRow], month: &MonthRow, wanted: &Wanted) -> Markup {
    html! { form.card.row.screen-only method="get" action="/assign" data-filter {
        div.field { label for="filter-month" { (frame.word("審査月", "month")) } select #filter-month name="month" {
            @for one in months { option value=(key(one)) selected[one == month] { (title(frame, one)) } }
        } }
        div.field { label for="filter-queue" { (frame.word("区分", "queue")) } select #filter-queue name="queue" {
            option value="" { (frame.word("すべて", "all")) }
            @for queue in Queue::ALL { option value=(queue.slug()) selected[wanted.queue == queue.slug()] { (words::queue(queue.slug()).in_lang(frame.lang)) } }
        } }
        div.field { label for="filter-given" { (frame.word("割当", "given")) } select #filter-given name="given" {
            option value="" { (frame.word("すべて", "all")) }
            option value="none" selected[wanted.given == "none"] { (frame.word("まだのもの", "to nobody")) }
        } }
        button { (frame.word("絞り込む", "filter")) }
    } }
}

/// The form that levels.
pub fn evenly(frame: &Frame, month: &MonthRow, people: &[(Account, Person)]) -> Markup {
    let count = |seat: Seat| people.iter().filter(|(_, person)| person.seat == seat).count();
    html! { form.card.row method="post" action="/assign/level" data-ask=(frame.word("待っている事案を割り当てます。", "All that waits will be given.")) {
        (frame.token())
        input type="hidden" name="month" value=(key(month));
        div.field { label for="seat" { (frame.word("立場", "seat")) } select #seat name="seat" {
            @for seat in Seat::ALL { @if count(seat) > 0 { option value=(seat.slug()) { (said::seat(seat).in_lang(frame.lang)) "（" (count(seat)) "）" } } }
        } }
        button { (frame.word("待ちの事案を均等に割り当てる", "give what waits evenly")) }
    } }
}

/// The form that gives the chosen cases.
pub fn by_hand(frame: &Frame, month: &MonthRow, wanted: &Wanted, listed: &Listed) -> Markup {
    html! { form method="post" action="/assign" data-once {
        (frame.token())
        input type="hidden" name="month" value=(key(month));
        input type="hidden" name="queue" value=(wanted.queue);
        input type="hidden" name="given" value=(wanted.given);
        input type="hidden" name="after" value=(wanted.after);
        div.scroll { table.stack {
            thead { tr {
                th { (frame.word("選ぶ", "choose")) } th { (frame.word("医療機関", "institution")) } th { (frame.word("明細書", "receipt")) } th { (frame.word("区分", "queue")) }
                th { (frame.word("状態", "state")) } th { (frame.word("関わる点数", "points at stake")) } th { (frame.word("割当・担当", "given to, who has it")) }
            } }
            tbody { @for line in &listed.lines { (row(frame, line, &listed.given, &listed.names)) } }
        } }
        div.acts.row {
            (giving::choice(frame, "to", &listed.people, &listed.has()))
            div.field { label for="text" { (frame.word("伝えること（なくてもよい）", "a word with it (may be left out)")) } input #text name="text" maxlength="500"; }
            button.main { (frame.word("選んだ事案を割り当てる", "give the chosen cases")) }
        }
    } }
}

fn row(frame: &Frame, of: &CaseLine, given: &[Given], names: &BTreeMap<String, String>) -> Markup {
    let name = |id: &str| names.get(id).map_or("", String::as_str).to_owned();
    let label = format!("{} {}{}", of.institution, of.receipt, frame.word("件目を選ぶ", ""));
    let own = given.iter().filter(|one| one.case == of.id);
    html! { tr {
        td data-name=(frame.word("選ぶ", "choose")) { input type="checkbox" name="case" value={ (of.id) "." (of.version) } aria-label=(label); }
        td.code data-name=(frame.word("医療機関", "institution")) { (of.institution) }
        td data-name=(frame.word("明細書", "receipt")) { (of.receipt) (frame.word("件目", "")) }
        td data-name=(frame.word("区分", "queue")) { (words::queue(&of.queue).in_lang(frame.lang)) }
        td data-name=(frame.word("状態", "state")) { (said::state(&of.state).in_lang(frame.lang)) }
        td.number data-name=(frame.word("関わる点数", "points")) { (grouped(of.points)) }
        td data-name=(frame.word("割当・担当", "who")) {
            @for one in own { div { (name(&one.account)) "（" (Seat::from_slug(&one.seat).map_or("", |seat| said::seat(seat).in_lang(frame.lang))) "）" } }
            @if let Some(holder) = &of.holder { div { (name(holder)) " " (frame.word("担当中", "has it")) } }
        }
    } }
}
