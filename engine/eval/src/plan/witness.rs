//! The rarest thing without which a rule says nothing: its receipts are the only ones on which the rule is tried.

use std::sync::Arc;

use foldhash::HashMap;
use masters::{FileKind, Masters};
use model::Month;

use super::Wake;
use super::codes::{Codes, Memory};
use super::imagine::Imagine;
use crate::program::{Bound, Noun, Slot};

/// At most so many further conditions on the codes of a receipt are looked at before a rule is tried.
const MOST: usize = 3;

/// How common codes are thought to be: the more pairs of codes exclude a code, the more receipts have it.
///
/// Nobody publishes how often a code is claimed in a form that could be put in here; the tables exclude what every visit
/// has (初診料, 再診料, 入院料) from thousands of codes, and rare operations from few. It only decides what is tried first.
pub(super) struct Common(HashMap<u32, u32>);

impl Common {
    pub fn new(month: Month, masters: &Masters) -> Self {
        let mut pairs = HashMap::default();
        for kind in [FileKind::ExclusionDay, FileKind::ExclusionMonth, FileKind::ExclusionSimultaneous] {
            let Some(column) = kind.layout().by_name("診療行為コード①") else { continue };
            for row in masters.relation_rows_within(kind, month.first(), month.last()) {
                if let Some(code) = row.number(column.item) {
                    *pairs.entry(code).or_insert(0) += 1;
                }
            }
        }
        Self(pairs)
    }

    /// How common a code is.
    pub fn of(&self, code: u32) -> u64 {
        1 + self.0.get(&code).copied().map_or(0, u64::from)
    }

    fn sum(&self, codes: &Codes) -> u64 {
        codes.listed.iter().map(|&code| self.of(code)).sum::<u64>() + if codes.strangers { 10 } else { 0 }
    }
}

/// Something without which a rule says nothing.
struct Witness<'a> {
    noun: &'a Noun,
    codes: Codes,
    /// The variable that stands for it.
    slot: Option<Slot>,
}

/// When a rule is tried, and which further codes must be there.
pub(super) fn choose<'a>(
    imagine: &mut Imagine<'a>,
    memory: &mut Memory<'a>,
    common: &Common,
) -> (Wake, Vec<Codes>) {
    if let Some(pairs) = imagine.pairs(memory) {
        return (Wake::Pairs(pairs), Vec::new());
    }
    let all = witnesses(imagine, memory);
    let alone: Vec<bool> = all.iter().map(|one| imagine.is_silent_without(&[one.noun])).collect();
    let mut single: Vec<Witness<'a>> = Vec::new();
    let mut others: Vec<Witness<'a>> = Vec::new();
    for (witness, alone) in all.into_iter().zip(alone) {
        if alone { single.push(witness) } else { others.push(witness) }
    }
    single.sort_by_cached_key(|one| common.sum(&one.codes));
    let mut single = single.into_iter();
    if let Some(first) = single.next() {
        let also = single.map(|one| one.codes).filter(|codes| *codes != first.codes).take(MOST).collect();
        return (Wake::Codes { codes: first.codes, of: first.slot }, also);
    }
    (together(imagine, others, common), Vec::new())
}

/// The fewest and rarest phrases of which one must find something.
fn together<'a>(imagine: &mut Imagine<'a>, mut all: Vec<Witness<'a>>, common: &Common) -> Wake {
    all.sort_by_cached_key(|one| std::cmp::Reverse(common.sum(&one.codes)));
    let nouns = |all: &[Witness<'a>]| all.iter().map(|one| one.noun).collect::<Vec<_>>();
    if all.is_empty() || !imagine.is_silent_without(&nouns(&all)) {
        return Wake::Always;
    }
    let mut at = 0;
    while at < all.len() {
        let one = all.remove(at);
        if !imagine.is_silent_without(&nouns(&all)) {
            all.insert(at, one);
            at += 1;
        }
    }
    let codes = all.iter().fold(Codes::default(), |sum, one| sum.either(&one.codes));
    Wake::Codes { codes, of: None }
}

/// The noun phrases whose codes are known.
fn witnesses<'a>(imagine: &mut Imagine<'a>, memory: &mut Memory<'a>) -> Vec<Witness<'a>> {
    let rule = imagine.rule;
    let mut found = Vec::new();
    for binding in &rule.bindings {
        if let Bound::Each(noun) = &binding.bound
            && !noun.history
            && noun.table.is_none()
            && let Some(codes) = imagine.narrowed(binding.slot, noun, memory)
        {
            // Which is the latest is settled among all, not among those that matter.
            let slot = noun.order.is_none().then_some(binding.slot);
            if slot.is_some() {
                imagine.narrow.insert(noun.number.0, Arc::new(codes.clone()));
            }
            found.push(Witness { noun, codes, slot });
        }
    }
    let mut nouns = Vec::new();
    imagine.each_noun(|noun| nouns.push(noun));
    for noun in nouns {
        let known = found.iter().any(|one| std::ptr::eq(one.noun, noun));
        if let (false, Some(codes)) = (known, imagine.codes(noun, memory)) {
            found.push(Witness { noun, codes: (*codes).clone(), slot: None });
        }
    }
    found
}
