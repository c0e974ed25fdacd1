//! What a month's receipts can wake: for each rule the codes of which one must stand on a receipt, the rarest that it needs.
//!
//! A plan is made once for a month of service, from the rules and the masters of that month; it says nothing new, it only
//! leaves out rules that can say nothing (`plan/imagine.rs` proves that), so findings are the same with it and without.

mod alike;
mod answers;
mod codes;
mod early;
mod enough;
mod faces;
mod footprint;
mod imagine;
mod joined;
mod known;
mod narrow;
mod pairs;
mod places;
mod refuse;
mod said;
mod sheet;
pub mod show;
mod sieve;
mod silent;
mod wake;
mod witness;

use std::collections::HashSet;

use masters::{FileKind, Masters, Reason};
use model::Month;

use crate::program::{Bound, Cond, Noun, Rule, Slot, parts_of};
pub(crate) use alike::Alike;
use codes::Codes;
use enough::{Enough, Least};
use footprint::RestsOn;
use imagine::Imagine;
use known::{Coded, Marking};
pub(crate) use known::{Known, Phrase};
use pairs::Pairs;
use places::{Marked, Places};
use refuse::{Asked, Refusal};
pub(crate) use said::Said;
pub(crate) use sheet::Sheet;
pub(crate) use silent::{Answered, Judged, PassedOver, Silences};
use silent::{Question, Unsteady};
use wake::ByCode;
pub(crate) use wake::{Awake, Only};

/// When a rule is tried.
#[derive(Debug)]
pub(crate) enum Wake {
    /// On every receipt.
    Always,
    /// When a receipt has one of some codes; if they are those of one variable, it stands for nothing else.
    Codes { codes: Codes, of: Option<Slot> },
    /// When a receipt has both codes of a row of a table.
    Pairs(Pairs),
}

/// How one rule is tried in one month.
#[derive(Debug)]
pub(crate) struct RulePlan {
    /// The rule, in the book.
    pub rule: usize,
    pub wake: Wake,
    /// Further codes of which a receipt must have one, and how many they are.
    pub also: Vec<(usize, Marked)>,
    /// How often its codes must stand on a receipt.
    pub enough: Option<Enough>,
    pub refusal: Refusal,
    /// What is known while it is tried.
    pub known: Known,
    /// What is asked before it is tried.
    pub question: Question,
}

/// What the plan of a month says of a rule on one receipt.
#[derive(Clone, Copy)]
pub(crate) struct Planned<'r> {
    /// For which codes it is tried.
    pub only: Only<'r>,
    pub known: &'r Known,
    /// The codes of the receipt; `None` without a plan.
    pub sheet: Option<&'r Sheet>,
    /// The 剤 that the first variable passes over.
    pub passed: Option<PassedOver<'r>>,
}

impl<'r> Planned<'r> {
    /// A rule is tried on everything.
    pub const fn without(known: &'r Known) -> Self {
        Self { only: Only::Any, known, sheet: None, passed: None }
    }
}

/// How one rule is tried, before the codes of the month have their places.
struct Draft {
    rule: usize,
    wake: Wake,
    also: Vec<Codes>,
    enough: Option<Enough>,
    patient: Vec<Asked>,
    together: Vec<(Codes, Codes)>,
    joint: Option<joined::Draft>,
    missing: Vec<joined::missing::Draft>,
    phrases: Vec<Coded>,
    hopeless: bool,
    alike: alike::AllAlike,
    early: Vec<Vec<usize>>,
    rests: RestsOn,
}

impl Draft {
    /// The lists of codes of which it speaks.
    fn lists(&self) -> impl Iterator<Item = &[u32]> {
        let waking = match &self.wake {
            Wake::Codes { codes, .. } => Some(codes.listed.as_slice()),
            Wake::Always | Wake::Pairs(_) => None,
        };
        let also = self.also.iter().map(|codes| codes.listed.as_slice());
        let phrases = self.phrases.iter().map(Coded::codes);
        let together = self.together.iter().flat_map(|(one, other)| [&*one.listed, &*other.listed]);
        waking.into_iter().chain(also).chain(phrases).chain(together)
    }

    /// The codes of the pairs that wake it, and of groups that must be shared.
    fn paired(&self) -> impl Iterator<Item = u32> {
        let pairs: &[(u32, u32)] = match &self.wake {
            Wake::Pairs(pairs) => &pairs.codes,
            Wake::Always | Wake::Codes { .. } => &[],
        };
        let joint = self.joint.iter().flat_map(joined::Draft::codes);
        let missing = self.missing.iter().flat_map(joined::missing::Draft::codes);
        pairs.iter().flat_map(|&(one, other)| [one, other]).chain(joint).chain(missing)
    }

    fn finished(self, marking: &mut Marking<'_>) -> RulePlan {
        let mark = |codes: &Codes| (codes.listed.len(), marking.places.mark(codes, marking.masters));
        let also = self.also.iter().map(mark).collect();
        let both = |(one, other): &(Codes, Codes)| {
            let mark = |codes| marking.places.mark(codes, marking.masters);
            (mark(one), mark(other))
        };
        let joined = self.joint.map(|joint| joint.finished(marking.places, marking.masters));
        let together = self.together.iter().map(both).collect();
        let missing = self.missing.into_iter();
        let missing = missing.map(|draft| draft.finished(marking.places, marking.masters)).collect();
        let refusal = Refusal { patient: self.patient, together, joined, missing };
        let known = marking.known(self.phrases, self.hopeless, self.alike).asking_early(self.early);
        let question = marking.question(&known, self.rests);
        RulePlan { rule: self.rule, wake: self.wake, also, enough: self.enough, refusal, known, question }
    }
}

/// Whether a rule needs to know of a row of a table that says nothing of a month: then it is undecided or silent, and once is
/// enough.
pub(crate) fn is_hopeless(rule: &Rule, month: Month, masters: &Masters) -> bool {
    let table = |noun: &Noun| noun.table.as_ref().map(|table| table.kind);
    let needs = rule.bindings.iter().filter_map(|binding| match &binding.bound {
        Bound::Each(noun) => table(noun),
        _ => None,
    });
    let asks = rule.condition.iter().flat_map(parts_of).filter_map(|part| match part {
        Cond::Exists(noun, _) => table(noun),
        _ => None,
    });
    // An excerpt may count as all there is (`Config::excerpt_is_all`): that a row is not there is known then.
    let is_excerpt = |kind: &FileKind| {
        masters.table_known(*kind, month.first()).is_err_and(|cause| cause.reason == Reason::Excerpt)
    };
    let mut needs = needs.chain(asks.filter(|kind| !is_excerpt(kind)));
    // What its author wrote for the unknown is told of each thing.
    rule.unknowns.is_empty() && needs.any(|table| says_nothing(table, month, masters))
}

/// Whether a table has no row of a month and nobody can tell whether it should have.
fn says_nothing(kind: FileKind, month: Month, masters: &Masters) -> bool {
    let (first, last) = (month.first(), month.last());
    !masters.table_known_within(kind, first, last)
        && masters.relation_rows_within(kind, first, last).next().is_none()
}

/// Every code of which drafts speak; a list that rules share is gone through once.
fn spoken_of(drafts: &[Draft]) -> impl Iterator<Item = u32> {
    let mut seen = HashSet::new();
    let lists = drafts.iter().flat_map(Draft::lists);
    let new = lists.filter(move |codes| seen.insert((codes.as_ptr().addr(), codes.len())));
    new.flatten().copied().chain(drafts.iter().flat_map(Draft::paired))
}

/// How the rules of a book are tried on the receipts of one month.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Rules that hold on some day of the month, in the order of the book.
    rules: Vec<RulePlan>,
    /// Places in `rules` that any receipt wakes.
    always: Vec<u32>,
    /// Places in `rules` that a code unknown to the masters wakes.
    by_stranger: Vec<u32>,
    /// Places in `rules` that join pairs.
    of_pairs: Vec<u32>,
    by_code: ByCode,
    places: Places,
    /// Codes of which masters say something else on one day than on another.
    pub unsteady: Unsteady,
    /// Which plan it is, among all that were made.
    pub number: u64,
}

impl Plan {
    /// The plan of a month.
    pub fn new(rules: &[Rule], month: Month, masters: &Masters) -> Self {
        let holds = |rule: &Rule| {
            let (from, until) = rule.valid;
            from <= month.last() && until.is_none_or(|until| month.first() <= until)
        };
        let ground = imagine::Ground::new(month, masters);
        let mut memory = codes::Memory::default();
        let (steady, common) = (alike::Steady::new(month, masters), witness::Common::new(month, masters));
        let held = rules.iter().enumerate().filter(|(_, rule)| holds(rule));
        let drafts: Vec<Draft> = held
            .map(|(at, rule)| {
                let mut imagine = Imagine::new(&ground, rule);
                let (wake, also) = witness::choose(&mut imagine, &mut memory, &common);
                let enough = match &wake {
                    Wake::Codes { codes, of } => imagine.enough(codes, *of, &mut memory),
                    _ => None,
                };
                let phrases = imagine.phrases(&mut memory);
                let hopeless = is_hopeless(rule, month, masters);
                let (patient, together) = (imagine.asked_of_patient(), imagine.together(&mut memory));
                let (joint, missing) = (imagine.joint(&mut memory), imagine.missing(&mut memory));
                let (alike, early) = (alike::of(rule, &steady), early::of(rule));
                let rests = footprint::of(rule, month, &steady);
                Draft {
                    rule: at,
                    wake,
                    also,
                    enough,
                    patient,
                    together,
                    joint,
                    missing,
                    phrases,
                    hopeless,
                    alike,
                    early,
                    rests,
                }
            })
            .collect();
        let places = Places::new(masters, spoken_of(&drafts));
        let unsteady = memory.unsteady(&places, masters, month);
        let mut marking = Marking::new(&places, masters);
        let rules = drafts.into_iter().map(|draft| draft.finished(&mut marking)).collect();
        Self::indexed(rules, (places, unsteady), (masters, &common))
    }

    fn indexed(
        rules: Vec<RulePlan>,
        (places, unsteady): (Places, Unsteady),
        (masters, common): (&Masters, &witness::Common),
    ) -> Self {
        let (mut always, mut by_stranger, mut of_pairs) = (Vec::new(), Vec::new(), Vec::new());
        let (mut codes, mut partners) = (Vec::new(), Vec::new());
        for (place, plan) in (0_u32..).zip(&rules) {
            match &plan.wake {
                Wake::Always => always.push(place),
                Wake::Codes { codes: of, .. } => {
                    let least = |code: &u32| match &plan.enough {
                        Some(Enough::Each(least)) => least.get(code).copied().unwrap_or(Least::ANY),
                        _ => Least::ANY,
                    };
                    codes.extend(of.listed.iter().map(|&code| (code, (place, least(&code)))));
                    if of.strangers {
                        by_stranger.push(place);
                    }
                }
                Wake::Pairs(pairs) => {
                    of_pairs.push(place);
                    partners.extend(pairs.under_the_rarer(place, common));
                }
            }
        }
        let by_code = ByCode::new(codes, partners, places.walk(masters), places.len());
        let number = silent::number();
        Self { rules, always, by_stranger, of_pairs, by_code, places, unsteady, number }
    }
}
