//! What a plan knows of a rule while it is tried: which codes its noun phrases may mean, so that most of what stands on a
//! receipt is passed over at one look.

use std::sync::Arc;

use masters::Masters;

use super::alike::Alike;
use super::codes::{Codes, Memory};
use super::imagine::Imagine;
use crate::program::Noun;

/// What is known of a rule in a month.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Whether it can be undecided at most.
    pub hopeless: bool,
    /// Codes by the place of a phrase in memory: rules do not move once a book is made of them.
    phrases: Vec<(usize, Arc<Codes>)>,
    /// For each variable, which of its things are alike.
    alike: Vec<Alike>,
}

impl Known {
    /// Nothing but whether it can be undecided at most.
    pub const fn only(hopeless: bool) -> Self {
        Self { hopeless, phrases: Vec::new(), alike: Vec::new() }
    }

    /// Which things of a variable are alike.
    pub fn alike(&self, at: usize) -> Alike {
        self.alike.get(at).copied().unwrap_or_default()
    }

    /// Whether a phrase may mean a code on the receipt that is judged.
    pub fn may_mean(&self, noun: &Noun, code: u32, masters: &Masters) -> bool {
        let of_this = |(place, _): &&(usize, Arc<Codes>)| *place == place_of(noun);
        self.phrases.iter().find(of_this).is_none_or(|(_, codes)| codes.may_hold(code, masters))
    }
}

impl<'a> Imagine<'a> {
    /// What is known of the rule.
    pub(super) fn known(&mut self, memory: &mut Memory, hopeless: bool, alike: Vec<Alike>) -> Known {
        let mut nouns = Vec::new();
        self.every_noun(|noun| nouns.push(noun));
        // What is known of this month says nothing of earlier claims.
        nouns.retain(|noun| !noun.history && noun.table.is_none());
        // A list alone is looked up as quickly by itself.
        let list = |noun: &Noun| noun.filter.is_none() && noun.set.as_ref().is_none_or(|set| set.is_list);
        nouns.retain(|noun| !list(noun));
        let phrases = nouns.into_iter().filter_map(|noun| Some((place_of(noun), self.codes(noun, memory)?)));
        Known { hopeless, phrases: phrases.collect(), alike }
    }
}

fn place_of(noun: &Noun) -> usize {
    std::ptr::from_ref(noun).addr()
}
