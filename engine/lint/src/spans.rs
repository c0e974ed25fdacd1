//! A code over days: when it is in force, when not and why, and when nothing can be told.

use std::collections::BTreeSet;

use dsl::Message;
use masters::{Cause, FileKind, Lookup, Masters, Reason, Row};
use model::Date;

use crate::days::Days;

/// What holds for a code over a stretch of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Held,
    /// With why, for people.
    Out(Message),
    /// A complete edition covers the days and has no such code.
    Unknown,
    CannotTell(Cause),
}

/// Days on end with one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: Date,
    pub(crate) until: Option<Date>,
    pub(crate) state: State,
}

/// The days within some days on which something about a master may begin to hold.
pub(crate) fn turns(masters: &Masters, kind: FileKind, days: Days) -> BTreeSet<Date> {
    let editions = masters.editions().into_iter().filter(|edition| edition.kind == kind);
    let starts = editions.filter_map(|edition| edition.from).filter(|from| days.has(*from));
    starts.chain([days.from]).collect()
}

/// A code over days.
pub(crate) fn of_code(masters: &Masters, kind: FileKind, code: u32, days: Days) -> Vec<Span> {
    let kind = known_as(masters, kind, code);
    let mut turns = turns(masters, kind, days);
    let history = masters.history(kind, code);
    turns.extend(history.iter().filter_map(|(from, _)| *from).filter(|from| days.has(*from)));
    let ends = turns.iter().skip(1).map(|next| next.plus_days(-1)).chain([days.until]);
    let mut spans: Vec<Span> = Vec::new();
    for (from, until) in turns.iter().zip(ends) {
        let state = state(masters.find(kind, code, *from));
        match spans.last_mut() {
            Some(last) if last.state == state => last.until = until,
            _ => spans.push(Span { from: *from, until, state }),
        }
    }
    spans
}

/// Ward codes stand among procedures on receipts and in a file of their own.
pub(crate) fn known_as(masters: &Masters, kind: FileKind, code: u32) -> FileKind {
    let ward = kind == FileKind::Procedure
        && masters.code_id(kind, code).is_none()
        && masters.code_id(FileKind::Ward, code).is_some();
    if ward { FileKind::Ward } else { kind }
}

pub(crate) fn state(found: Lookup<Row<'_>>) -> State {
    match found {
        Lookup::InForce(_) => State::Held,
        Lookup::Abolished { last, .. } => {
            State::Out(Message::new(format!("{last}で廃止"), format!("abolished after {last}")))
        }
        Lookup::NotYetInForce { from, .. } => {
            State::Out(Message::new(format!("{from}から適用"), format!("in force from {from}")))
        }
        Lookup::PastTransition { last, .. } => State::Out(Message::new(
            format!("経過措置は{last}まで"),
            format!("its transition ended on {last}"),
        )),
        Lookup::Unknown => State::Unknown,
        Lookup::CannotTell(cause) => State::CannotTell(cause),
    }
}

impl State {
    /// Whether the days lie after the newest publication: a code that no edition has can only be a new one.
    pub(crate) fn is_ahead(&self) -> bool {
        matches!(self, Self::CannotTell(Cause { reason: Reason::AfterPublication { .. }, .. }))
    }
}

/// `2024-06-01から2024-07-31まで`.
pub(crate) fn said(from: Date, until: Option<Date>) -> Message {
    match until {
        Some(until) if until == from => Message::new(format!("{from}に"), format!("on {from}")),
        Some(until) => Message::new(format!("{from}から{until}まで"), format!("from {from} to {until}")),
        None => Message::new(format!("{from}から"), format!("from {from} on")),
    }
}
