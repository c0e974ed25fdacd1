//! How the rules of a book are tried in a month, before the codes of the month have their places; then with them. Half of the
//! rules are planned by another thread.

use std::panic::resume_unwind;
use std::thread;

use dsl::vocabulary::Kind;
use fixedbitset::FixedBitSet;
use foldhash::HashSet;
use masters::{FileKind, Masters};
use model::Month;

use super::alike::{self, AllAlike, Steady};
use super::codes::{Codes, Memory};
use super::early;
use super::enough::Enough;
use super::footprint::{self, RestsOn};
use super::imagine::{Ground, Imagine};
use super::joined;
use super::known::{Coded, Known, Marking, Phrase, question};
use super::places::{Marked, Places, is_stranger};
use super::refuse::{Asked, Refusal};
use super::silent::{MOST_OF_UNITS, Question, Unsteady};
use super::witness::{self, Common};
use super::{RulePlan, Wake, is_hopeless};
use crate::program::Rule;

/// The month and the masters that all rules ask.
pub(super) struct Grounds<'a> {
    ground: Ground<'a>,
    month: Month,
    masters: &'a Masters,
    steady: Steady,
    pub common: Common,
}

/// The rules of a month, those that look for 傷病名 or 医薬品 apart from the others: the halves have little to ask in common,
/// and each remembers what it asked.
pub(super) struct Drafts {
    halves: [Half; 2],
}

struct Half {
    drafts: Vec<Draft>,
    /// Codes of which rules speak and that no master knows.
    unknown: Vec<u32>,
    /// The masters that it asks most, with the codes of which each says something else on one day of the month than on another.
    unsteady: Vec<(FileKind, FixedBitSet)>,
}

/// Which masters each half asks most.
const MASTERS: [&[FileKind]; 2] =
    [&[FileKind::Disease, FileKind::Drug], &[FileKind::Procedure, FileKind::Material, FileKind::Comment]];

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
    alike: AllAlike,
    early: Vec<Vec<usize>>,
    rests: RestsOn,
}

/// The codes of a rule by their places.
struct Marks {
    also: Vec<(usize, Marked)>,
    together: Vec<(Marked, Marked)>,
    joined: Option<joined::Joined>,
    missing: Vec<joined::missing::Missing>,
    phrases: Vec<Option<Phrase>>,
    question: Question,
}

impl<'a> Grounds<'a> {
    pub fn new(month: Month, masters: &'a Masters) -> Self {
        let (steady, common) = (Steady::new(month, masters), Common::new(month, masters));
        Self { ground: Ground::new(month, masters), month, masters, steady, common }
    }

    /// The drafts of some rules, with their places in the book.
    pub fn drafts(&'a self, rules: impl Iterator<Item = (usize, &'a Rule)>) -> Drafts {
        let halves: (Vec<_>, Vec<_>) = rules.partition(|(_, rule)| self.asks_other_masters(rule));
        let [one, other] = MASTERS;
        Drafts {
            halves: both([&(halves.0, one), &(halves.1, other)], |(rules, kinds)| self.half(rules, kinds)),
        }
    }

    /// Whether a rule looks for 傷病名 or 医薬品: half of the rules, as dear to plan as those that do not.
    fn asks_other_masters(&'a self, rule: &'a Rule) -> bool {
        let mut asks = false;
        let imagine = Imagine::new(&self.ground, rule);
        imagine.every_noun(|noun| {
            asks |= matches!(noun.kind, Kind::Disease | Kind::Drug);
        });
        asks
    }

    fn half(&'a self, rules: &[(usize, &'a Rule)], kinds: &[FileKind]) -> Half {
        let (mut memory, masters) = (Memory::default(), self.masters);
        let drafts: Vec<Draft> = rules.iter().map(|&(at, rule)| self.draft(at, rule, &mut memory)).collect();
        let unsteady = kinds.iter().map(|&kind| (kind, memory.unsteady(masters, kind, self.month))).collect();
        Half { unknown: unknown(&drafts, masters), drafts, unsteady }
    }

    fn draft(&'a self, at: usize, rule: &'a Rule, memory: &mut Memory<'a>) -> Draft {
        let mut imagine = Imagine::new(&self.ground, rule);
        let (wake, also) = witness::choose(&mut imagine, memory, &self.common);
        let enough = match &wake {
            Wake::Codes { codes, of } => imagine.enough(codes, *of, memory),
            _ => None,
        };
        let phrases = imagine.phrases(memory);
        let hopeless = is_hopeless(rule, self.month, self.masters);
        let (patient, together) = (imagine.asked_of_patient(), imagine.together(memory));
        let (joint, missing) = (imagine.joint(memory), imagine.missing(memory));
        let (alike, early) = (alike::of(rule, &self.steady), early::of(rule));
        let rests = footprint::of(rule, self.month, &self.steady);
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
    }
}

/// Works on two things at once, on the second by a thread of its own; by this one where the machine gives none.
///
/// A thread of rayon would not do: a month is planned while others wait for it, and one of rayon's that takes up other work
/// where it should wait could come to wait for itself.
fn both<T: Sync, U: Send>([one, other]: [&T; 2], work: impl Fn(&T) -> U + Sync) -> [U; 2] {
    thread::scope(|scope| {
        let beside = thread::Builder::new().spawn_scoped(scope, || work(other));
        let one = work(one);
        let other = match beside {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => work(other),
        };
        [one, other]
    })
}

/// Codes of which drafts speak and that no master knows; a list that rules share is gone through once.
fn unknown(drafts: &[Draft], masters: &Masters) -> Vec<u32> {
    let (mut seen, mut unknown) = (HashSet::default(), Vec::new());
    for list in drafts.iter().flat_map(Draft::lists) {
        if seen.insert((list.as_ptr().addr(), list.len())) {
            Places::add_unknown(list, masters, &mut unknown);
        }
    }
    let paired = drafts.iter().flat_map(Draft::paired);
    unknown.extend(paired.filter(|&code| is_stranger(code, masters)));
    unknown
}

impl Drafts {
    /// Codes of which rules speak and that no master knows.
    pub fn unknown(&mut self) -> Vec<u32> {
        self.halves.iter_mut().flat_map(|half| std::mem::take(&mut half.unknown)).collect()
    }

    /// The codes of which masters say something else on one day of the month than on another.
    pub fn unsteady(&self, places: &Places) -> Unsteady {
        let mut unsteady = FixedBitSet::with_capacity(places.len());
        for (kind, before) in places.of_masters() {
            let own = self.halves.iter().flat_map(|half| &half.unsteady).find(|(of, _)| *of == kind);
            own.into_iter()
                .flat_map(|(_, own)| own.ones())
                .for_each(|at| unsteady.insert(before as usize + at));
        }
        unsteady.insert_range(places.known()..places.len());
        Unsteady(unsteady)
    }

    /// The same with the places of their codes, in the order of the book.
    pub fn placed(self, places: &Places, masters: &Masters) -> Vec<RulePlan> {
        let [one, other] = &self.halves;
        let marks = both([one, other], |half| {
            let mut marking = Marking::new(places, masters);
            half.drafts.iter().map(|draft| draft.marks(&mut marking)).collect::<Vec<_>>()
        });
        let halves = self.halves.into_iter().zip(marks);
        let all = halves.flat_map(|(half, marks)| half.drafts.into_iter().zip(marks));
        let mut plans: Vec<RulePlan> = all.map(|(draft, marks)| draft.planned(marks)).collect();
        plans.sort_unstable_by_key(|plan| plan.rule);
        number_units(&mut plans);
        plans
    }
}

/// Numbers the rules that are asked about each 剤, as far as there are numbers.
fn number_units(plans: &mut [RulePlan]) {
    let mut numbers = 0..MOST_OF_UNITS;
    for plan in plans {
        if let Question::Units(_) = plan.question {
            plan.question = numbers.next().map_or(Question::None, Question::Units);
        }
    }
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

    fn marks(&self, marking: &mut Marking<'_>) -> Marks {
        let (places, masters) = (marking.places, marking.masters);
        let mark = |codes: &Codes| places.mark(codes, masters);
        let phrases = marking.phrases(&self.phrases);
        Marks {
            also: self.also.iter().map(|codes| (codes.listed.len(), mark(codes))).collect(),
            together: self.together.iter().map(|(one, other)| (mark(one), mark(other))).collect(),
            joined: self.joint.as_ref().map(|joint| joint.placed(places, masters)),
            missing: self.missing.iter().map(|draft| draft.placed(places, masters)).collect(),
            question: question(&self.rests, &phrases),
            phrases,
        }
    }

    fn planned(self, marks: Marks) -> RulePlan {
        let Marks { also, together, joined, missing, phrases, question } = marks;
        let refusal = Refusal { patient: self.patient, together, joined, missing };
        let known = Known::new(phrases, self.hopeless, self.alike, self.early);
        RulePlan { rule: self.rule, wake: self.wake, also, enough: self.enough, refusal, known, question }
    }
}
