//! What a plan knows of a rule while it is tried: which codes its noun phrases may mean and which they surely mean, so that
//! most of what stands on a receipt is passed over or taken at one look.

use std::sync::Arc;

use foldhash::HashMap;
use masters::Masters;

use super::alike::{Alike, AllAlike};
use super::codes::{Codes, Memory};
use super::footprint::{Looked, OnCodes, RestsOn};
use super::imagine::Imagine;
use super::places::{Marked, Places};
use super::silent::{Kinds, Of, Question};
use crate::program::Noun;

/// What is known of a rule in a month.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Whether it can be undecided at most.
    pub hopeless: bool,
    /// By the numbers of its phrases.
    phrases: Vec<Option<Phrase>>,
    /// For each variable, which of its things are alike.
    alike: Vec<Alike>,
    /// Whether its texts are the same for things that are alike.
    pub speaks_alike: bool,
    /// For each variable, the parts of the condition that are asked before it is looked for.
    early: Vec<Vec<usize>>,
}

/// What is known of the codes of a phrase on the receipt that is judged.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    may: Arc<Marked>,
    surely: Arc<Marked>,
    /// The parts of its condition that are still to be asked of what is surely meant otherwise.
    pub rest: Arc<[usize]>,
}

impl Phrase {
    /// Whether the code of a place may be meant.
    pub fn may_mean(&self, place: u32) -> bool {
        self.may.has(place)
    }

    /// Whether the set and the settled parts of the condition hold of the code of a place.
    pub fn is_settled(&self, place: u32) -> bool {
        self.surely.has(place)
    }
}

impl Known {
    /// Nothing but whether it can be undecided at most.
    pub const fn only(hopeless: bool) -> Self {
        Self { hopeless, phrases: Vec::new(), alike: Vec::new(), speaks_alike: false, early: Vec::new() }
    }

    /// What was found out of a rule.
    pub(super) fn new(
        phrases: Vec<Option<Phrase>>,
        hopeless: bool,
        (alike, speaks_alike): AllAlike,
        early: Vec<Vec<usize>>,
    ) -> Self {
        Self { hopeless, phrases, alike, speaks_alike, early }
    }

    /// Which things of a variable are alike.
    pub fn alike(&self, at: usize) -> &Alike {
        self.alike.get(at).unwrap_or(&Alike::None)
    }

    /// The parts of the condition that are asked before a variable is looked for, by their places.
    pub fn early(&self, at: usize) -> &[usize] {
        self.early.get(at).map_or(&[], Vec::as_slice)
    }

    /// What is known of a phrase.
    pub fn phrase(&self, noun: &Noun) -> Option<&Phrase> {
        self.phrases.get(noun.number.0)?.as_ref()
    }
}

/// What is found out of the codes of a phrase while a month is planned.
pub(super) struct Coded {
    number: usize,
    coded: super::codes::Coded,
}

impl<'a> Imagine<'a> {
    /// The codes of all phrases of the rule that look at this receipt.
    pub(super) fn phrases(&mut self, memory: &mut Memory<'a>) -> Vec<Coded> {
        let mut nouns = Vec::new();
        self.every_noun(|noun| nouns.push(noun));
        // What is known of this month says nothing of earlier claims.
        nouns.retain(|noun| !noun.history && noun.table.is_none());
        let coded = nouns
            .into_iter()
            .filter_map(|noun| Some(Coded { number: noun.number.0, coded: self.coded(noun, memory)? }));
        coded.collect()
    }
}

/// Marks codes by their places, each set once.
pub(super) struct Marking<'a> {
    pub places: &'a Places,
    pub masters: &'a Masters,
    marked: HashMap<usize, (Arc<Codes>, Arc<Marked>)>,
}

impl<'a> Marking<'a> {
    pub fn new(places: &'a Places, masters: &'a Masters) -> Self {
        Self { places, masters, marked: HashMap::default() }
    }

    fn of(&mut self, codes: &Arc<Codes>) -> Arc<Marked> {
        let (places, masters) = (self.places, self.masters);
        // The codes are kept beside their marks, so their address stays theirs.
        let (_, marked) = self
            .marked
            .entry(Arc::as_ptr(codes).addr())
            .or_insert_with(|| (Arc::clone(codes), Arc::new(places.mark(codes, masters))));
        Arc::clone(marked)
    }

    /// What is known of phrases, by their numbers.
    pub fn phrases(&mut self, coded: &[Coded]) -> Vec<Option<Phrase>> {
        let most = coded.iter().map(|one| one.number + 1).max().unwrap_or(0);
        let mut phrases = vec![None; most];
        for Coded { number, coded } in coded {
            let (may, surely) = (self.of(&coded.may), self.of(&coded.surely));
            if let Some(place) = phrases.get_mut(*number) {
                *place = Some(Phrase { may, surely, rest: Arc::clone(&coded.rest) });
            }
        }
        phrases
    }
}

/// What is asked before a rule is tried; those that are asked about each 剤 are numbered later.
pub(super) fn question(rests: &RestsOn, known: &[Option<Phrase>]) -> Question {
    let OnCodes { phrases, often, first } = match rests {
        RestsOn::All => return Question::None,
        RestsOn::Units => return Question::Units(0),
        RestsOn::Codes(codes) => codes,
    };
    let beside =
        first.map(|(slot, own)| (slot, look_at(phrases.iter().filter(|phrase| phrase.number != own), known)));
    Question::Codes { of: look_at(phrases.iter(), known), often: *often, beside }
}

/// What some phrases may find on a receipt.
fn look_at<'p>(phrases: impl Iterator<Item = &'p Looked> + Clone, known: &[Option<Phrase>]) -> Of {
    let known = |phrase: &Looked| known.get(phrase.number)?.as_ref();
    let those = phrases.clone().filter_map(|phrase| Some(&*known(phrase)?.may));
    let mut of = Of { kinds: Kinds::default(), those: Marked::any_of(those) };
    phrases.filter(|phrase| known(phrase).is_none()).for_each(|phrase| of.kinds.add(phrase.kind));
    of
}

impl Coded {
    /// The codes that it names.
    pub fn codes(&self) -> &[u32] {
        &self.coded.may.listed
    }
}
