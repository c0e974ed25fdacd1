//! What a month's receipts can wake: for each rule the codes of which one must stand on a receipt, the rarest that it needs.
//!
//! A plan is made once for a month of service, from the rules and the masters of that month; it says nothing new, it only
//! leaves out rules that can say nothing (`plan/imagine.rs` proves that), so findings are the same with it and without.

mod alike;
mod answers;
mod codes;
mod draft;
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
mod weeks;
mod witness;

use masters::{FileKind, Masters, Reason};
use model::Month;

use crate::program::{Bound, Cond, Noun, Rule, Slot, parts_of};
pub(crate) use alike::Alike;
use codes::Codes;
use draft::Grounds;
use enough::{Enough, Least};
pub(crate) use known::{Known, Phrase};
use pairs::Pairs;
use places::{Marked, Places};
use refuse::Refusal;
pub(crate) use said::Said;
pub(crate) use sheet::Sheet;
pub(crate) use silent::{Answered, Judged, PassedOver, Silences};
use silent::{Question, Unsteady};
use wake::ByCode;
pub(crate) use wake::{Awake, Only};
use weeks::Weeks;

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
    weeks: Weeks,
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
        let grounds = Grounds::new(month, masters);
        let mut drafts = grounds.drafts(rules.iter().enumerate().filter(|(_, rule)| holds(rule)));
        let places = Places::new(masters, drafts.unknown());
        let unsteady = drafts.unsteady(&places);
        let rules = drafts.placed(&places, masters);
        Self::indexed(rules, (places, unsteady), Weeks::of(month), (masters, &grounds.common))
    }

    fn indexed(
        rules: Vec<RulePlan>,
        (places, unsteady): (Places, Unsteady),
        weeks: Weeks,
        (masters, common): (&Masters, &witness::Common),
    ) -> Self {
        let (mut always, mut by_stranger, mut of_pairs) = (Vec::new(), Vec::new(), Vec::new());
        let (mut codes, mut partners) = (Vec::new(), Vec::new());
        for (place, plan) in (0_u32..).zip(&rules) {
            match &plan.wake {
                Wake::Always => always.push(place),
                Wake::Codes { codes: of, .. } => {
                    let least = |code: u32| match &plan.enough {
                        Some(Enough::Each(least)) => least.get(&code).copied().unwrap_or(Least::ANY),
                        _ => Least::ANY,
                    };
                    places.each(&of.listed, masters, |code, at| codes.push((at, (place, least(code)))));
                    if of.strangers {
                        by_stranger.push(place);
                    }
                }
                Wake::Pairs(pairs) => {
                    of_pairs.push(place);
                    let pairs = pairs.under_the_rarer(place, common);
                    partners.extend(pairs.map(|(code, partner)| (places.of(code, masters), partner)));
                }
            }
        }
        let by_code = ByCode::new(&codes, &partners, places.len());
        let number = silent::number();
        Self { rules, always, by_stranger, of_pairs, by_code, weeks, places, unsteady, number }
    }
}
