//! Gives a case to somebody by name, from its own page: by those who hand out, or by whoever has it.

use std::collections::BTreeMap;

use caseflow::{Act, Month, Person, Seat};
use maud::{Markup, html};
use store::accounts::Account;
use store::cases::CaseFile;

use super::decision::{Typed, hidden};
use super::said;
use crate::pages::frame::Frame;
use crate::seated::Seated;

/// The form.
pub fn section(
    frame: &Frame,
    own: &Seated,
    file: &CaseFile,
    month: Month,
    choices: &[(Account, Person)],
    names: &BTreeMap<String, String>,
) -> Markup {
    let may_free = |seat: Seat| file.case.judge(&own.person, Act::Free { seat }, month).is_ok();
    html! {
        @if !choices.is_empty() { details.card { summary { (frame.word("名前を挙げて割り当てる・引き継ぐ", "give it to somebody by name")) }
            form method="post" action={ "/cases/" (file.id) } {
                (hidden(frame, file, "assign"))
                div.row {
                    (choice(frame, "to", choices, &BTreeMap::new()))
                    div.field { label for="assign-text" { (frame.word("伝えること（なくてもよい）", "a word with it (may be left out)")) } input #assign-text name="text" maxlength="500" size="40"; }
                    button { (frame.word("割り当てる", "give")) }
                }
                p.hint.faint.small { (frame.word("関係を申告した人、判断の済んだ側の人は選べません。担当中の事案は、その人の手を離れます。", "Those with a relation, or of a side that decided, are not offered. Whoever has it has it no more.")) }
            }
        } }
        @for (seat, to) in file.case.assigned() { @if may_free(*seat) {
            form.acts method="post" action={ "/cases/" (file.id) } {
                (hidden(frame, file, "free"))
                input type="hidden" name="seat" value=(seat.slug());
                button { (names.get(to).map_or("", String::as_str)) (frame.word("への割当を外す", ": take the assignment back")) }
            }
        } }
    }
}

/// The choice of a person, by seat, with how many cases they have where that is known.
pub fn choice(frame: &Frame, id: &str, of: &[(Account, Person)], has: &BTreeMap<String, usize>) -> Markup {
    html! { div.field { label for=(id) { (frame.word("誰に", "to whom")) } select id=(id) name="to" required {
        option value="" { "-" }
        @for seat in Seat::ALL { @if of.iter().any(|(_, person)| person.seat == seat) {
            optgroup label=(said::seat(seat).in_lang(frame.lang)) {
                @for (account, person) in of.iter().filter(|(_, person)| person.seat == seat) {
                    option value={ (seat.slug()) "/" (person.id) } { (account.display) "（" (account.login) "）" @if let Some(count) = has.get(&person.id) { " " (count) (frame.word("件", " cases")) } }
                }
            }
        } }
    } } }
}

/// Who is meant: a seat and an account.
pub fn meant(typed: &Typed) -> Option<(Seat, String)> {
    let (seat, to) = typed.of("to").split_once('/')?;
    Some((Seat::from_slug(seat)?, to.to_owned()))
}
