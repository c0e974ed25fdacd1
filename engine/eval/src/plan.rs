//! What a month's receipts can wake: for each rule the codes of which one must stand on a receipt, the rarest that it needs.
//!
//! A plan is made once for a month of service, from the rules and the masters of that month; it says nothing new, it only
//! leaves out rules that can say nothing (`plan/imagine.rs` proves that), so findings are the same with it and without.

mod alike;
mod codes;
mod enough;
mod imagine;
mod known;
mod narrow;
mod pairs;
pub mod show;
mod wake;
mod witness;

use masters::{FileKind, Masters};
use model::Month;

use crate::program::{Bound, Rule, Slot};
pub(crate) use alike::Alike;
use codes::Codes;
use enough::{Enough, Least};
use imagine::Imagine;
pub(crate) use known::Known;
use pairs::Pairs;
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
    /// Further codes of which a receipt must have one.
    pub also: Vec<Codes>,
    /// How often its codes must stand on a receipt.
    pub enough: Option<Enough>,
    /// What is known while it is tried.
    pub known: Known,
}

/// Whether a rule needs a row of a table that says nothing of a month: then it is undecided or silent, and once is enough.
pub(crate) fn is_hopeless(rule: &Rule, month: Month, masters: &Masters) -> bool {
    let needs = rule.bindings.iter().filter_map(|binding| match &binding.bound {
        Bound::Each(noun) => noun.table.as_ref(),
        _ => None,
    });
    // What its author wrote for the unknown is told of each thing.
    rule.unknowns.is_empty() && needs.into_iter().any(|table| says_nothing(table.kind, month, masters))
}

/// Whether a table has no row of a month and nobody can tell whether it should have.
fn says_nothing(kind: FileKind, month: Month, masters: &Masters) -> bool {
    let (first, last) = (month.first(), month.last());
    !masters.table_known_within(kind, first, last)
        && masters.relation_rows_within(kind, first, last).next().is_none()
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
        let steady = alike::Steady::new(month, masters);
        let common = witness::Common::new(month, masters);
        let planned = rules.iter().enumerate().filter(|(_, rule)| holds(rule)).map(|(at, rule)| {
            let mut imagine = Imagine::new(&ground, rule);
            let (wake, also) = witness::choose(&mut imagine, &mut memory, &common);
            let known =
                imagine.known(&mut memory, is_hopeless(rule, month, masters), alike::of(rule, &steady));
            let enough = match &wake {
                Wake::Codes { codes, of } => imagine.enough(codes, *of, &mut memory),
                _ => None,
            };
            RulePlan { rule: at, wake, also, enough, known }
        });
        Self::indexed(planned.collect(), &common)
    }

    fn indexed(rules: Vec<RulePlan>, common: &witness::Common) -> Self {
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
        Self { rules, always, by_stranger, of_pairs, by_code: ByCode::new(codes, partners) }
    }
}
