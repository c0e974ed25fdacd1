//! Levels cases over those who may take them: the heaviest case first, each to whoever has the least.

use model::Queue;

use crate::people::{Person, Seat};

/// A case that waits for somebody of a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Id of the case.
    pub id: String,
    /// Its institution.
    pub institution: String,
    /// Where it waits.
    pub queue: Queue,
    /// What it weighs: points at stake, or one each.
    pub weight: u64,
    /// Whom it was given to by name on the seat: it is theirs, and nobody else's.
    pub given: Option<String>,
}

/// Somebody, and what they have already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// Who.
    pub person: Person,
    /// Weight of what they have.
    pub weight: u64,
}

/// Who takes which case on a seat, by the id of the case; a case that nobody may take is left out.
/// The same cases and people give the same answer, in whatever order they come.
pub fn level(mut cases: Vec<Waiting>, people: &[Load], seat: Seat) -> Vec<(String, String)> {
    cases.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.id.cmp(&b.id)));
    let mut loads: Vec<Load> = people.iter().filter(|load| load.person.seat == seat).cloned().collect();
    let mut given = Vec::new();
    // What was given by name counts before the rest is shared out.
    cases.sort_by_key(|case| case.given.is_none());
    for case in cases.into_iter().filter(|case| seat.serves(case.queue)) {
        let free = loads.iter_mut().filter(|load| {
            !load.person.conflicts.contains(&case.institution)
                && case.given.as_ref().is_none_or(|to| *to == load.person.id)
        });
        let Some(least) =
            free.min_by(|a, b| a.weight.cmp(&b.weight).then_with(|| a.person.id.cmp(&b.person.id)))
        else {
            continue;
        };
        least.weight = least.weight.saturating_add(case.weight);
        given.push((case.id, least.person.id.clone()));
    }
    given
}
