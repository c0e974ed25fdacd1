//! What falls when a verdict cuts: to so many times, by so many times, or to the dearest.

use std::cmp::Reverse;

use dsl::ast::CutOrder;

use super::Run;
use super::thing::Thing;
use super::trace::Trace;
use super::values::{ENDLESS, ONE, Val};
use crate::program::{Act, Expr, Step, Verdict};

/// A thing of which something falls.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fallen<'a> {
    pub thing: Thing<'a>,
    pub times: u16,
}

/// A whole number between two ends.
type Ends = (i64, i64);

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// What a verdict speaks of: of one that cuts, what falls in any case; `None` when that cannot be decided. One thing is a
    /// group of one: what falls are some of its own times.
    pub(super) fn falls(&mut self, verdict: &'a Verdict) -> Option<Vec<Fallen<'a>>> {
        let all = self.subjects(verdict);
        let cuts = matches!(verdict.act, Act::ReduceTo(_) | Act::ReduceBy(_) | Act::Keep(_));
        let group = match verdict.subject.as_ref().map(|subject| self.value(subject)) {
            Some(Val::Group(found)) => found,
            Some(Val::Thing(_)) if cuts => {
                let mark = self.mark();
                all.iter().for_each(|thing| self.put_sure(*thing));
                self.since(mark, false)
            }
            _ => return self.is_told(verdict).then(|| self.wholly(all)),
        };
        match &verdict.act {
            Act::ReduceTo(to) => {
                let times = whole(self.step(Val::Group(group), Step::Count))?;
                let cut = above(times, self.limit(to))?;
                self.cut(all, cut, verdict.cut)
            }
            Act::ReduceBy(by) => {
                let all_known = group.maybe.is_empty() && !group.open;
                match self.limit(by) {
                    (_, 0) => Some(Vec::new()),
                    _ if !all_known => None,
                    _ if all.is_empty() => Some(Vec::new()),
                    // Whether anything is cut is not known.
                    (0, _) => None,
                    (cut, _) => self.cut(all, cut, verdict.cut),
                }
            }
            Act::Keep(keep) => {
                let number = whole(self.step(Val::Group(group), Step::Number))?;
                let fall = above(number, self.limit(keep))?;
                let fallen = self.cheapest(all, fall)?;
                Some(self.wholly(fallen))
            }
            Act::Tell | Act::Remove | Act::Correct(_) | Act::Cap(_) | Act::Replace(_) => {
                self.is_told(verdict).then(|| self.wholly(all))
            }
        }
    }

    /// Things of which nothing stays.
    pub(super) fn wholly(&self, all: Vec<Thing<'a>>) -> Vec<Fallen<'a>> {
        all.into_iter().map(|thing| Fallen { thing, times: self.times(thing) }).collect()
    }

    /// What something is corrected to must be known before anybody is told so.
    fn is_told(&mut self, verdict: &'a Verdict) -> bool {
        match &verdict.act {
            Act::Correct(to) | Act::Cap(to) | Act::Replace(to) => self.value(to) != Val::Unknown,
            _ => true,
        }
    }

    /// A number of times: never below nothing, whatever is known of it.
    fn limit(&mut self, of: &'a Expr) -> Ends {
        whole(self.value(of)).map_or((0, i64::MAX), |(least, most)| (least.max(0), most.max(0)))
    }

    /// The things of which something falls when so many times are cut: the newest first, or the cheapest; of equals the one
    /// further down. `None` when nothing but their receipts tells which of equals falls: each of them would name the other.
    fn cut(
        &mut self,
        mut all: Vec<Thing<'a>>,
        times: i64,
        order: Option<CutOrder>,
    ) -> Option<Vec<Fallen<'a>>> {
        if times == 0 {
            return Some(Vec::new());
        }
        all.reverse();
        if order == Some(CutOrder::CheapestFirst) {
            let ordered = self.by_points(all)?;
            return self.first(&ordered, times);
        }
        let mut ordered: Vec<_> = all.into_iter().map(|thing| (Reverse(self.day_of(thing)), thing)).collect();
        ordered.sort_by_key(|(day, _)| *day);
        self.first(&ordered, times)
    }

    /// So many times of the first of some things in their order.
    fn first<K: PartialEq>(&self, ordered: &[(K, Thing<'a>)], times: i64) -> Option<Vec<Fallen<'a>>> {
        let mut rest = times;
        let mut fallen = Vec::new();
        let mut stays = false;
        for (_, thing) in ordered {
            let own = i64::from(self.times(*thing));
            let Ok(times @ 1..) = u16::try_from(own.min(rest)) else { break };
            rest -= i64::from(times);
            stays = own > i64::from(times);
            fallen.push(Fallen { thing: *thing, times });
        }
        (!splits_equals(ordered, fallen.len(), stays)).then_some(fallen)
    }

    /// So many of the cheapest, of equals the one further down: what falls when the dearest stay.
    fn cheapest(&mut self, mut all: Vec<Thing<'a>>, number: i64) -> Option<Vec<Thing<'a>>> {
        if number == 0 {
            return Some(Vec::new());
        }
        all.reverse();
        let all = self.by_points(all)?;
        let number = usize::try_from(number).ok()?.min(all.len());
        let decided = !splits_equals(&all, number, false);
        decided.then(|| all.into_iter().take(number).map(|(_, thing)| thing).collect())
    }

    /// The cheapest first; `None` when the points of one are not known.
    fn by_points(&mut self, all: Vec<Thing<'a>>) -> Option<Vec<(i64, Thing<'a>)>> {
        let mut by_points = Vec::new();
        for thing in all {
            match self.step(Val::Thing(thing), Step::Points) {
                Val::Number(least, most) if least == most => by_points.push((least, thing)),
                _ => return None,
            }
        }
        by_points.sort_by_key(|(points, _)| *points);
        Some(by_points)
    }
}

/// Whether of equals, some of the judged receipt and some of others, a part falls and a part stays: the first `number` of
/// some things fall, of the last of them something `stays` or nothing.
fn splits_equals<K: PartialEq>(ordered: &[(K, Thing<'_>)], number: usize, stays: bool) -> bool {
    let Some((key, _)) = number.checked_sub(1).and_then(|last| ordered.get(last)) else { return false };
    let equal = || ordered.iter().enumerate().filter(|(_, (own, _))| own == key);
    (stays || equal().any(|(at, _)| at >= number))
        && equal().any(|(_, (_, thing))| thing.is_on_judged())
        && equal().any(|(_, (_, thing))| !thing.is_on_judged())
}

fn whole(of: Val<'_>) -> Option<Ends> {
    match of {
        Val::Number(least, most) => Some((least.div_euclid(ONE), most.div_euclid(ONE))),
        _ => None,
    }
}

/// How much of something is above a limit in any case; `None` when it is not known whether anything is.
fn above((least, most): Ends, (lower, upper): Ends) -> Option<i64> {
    let surely = least - upper;
    match () {
        () if surely > 0 => Some(surely),
        () if most <= lower && most < ENDLESS / ONE => Some(0),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{ENDLESS, ONE, above};

    #[test]
    fn what_falls_in_any_case_is_above_the_greater_limit() {
        assert_eq!(above((3, 3), (1, 2)), Some(1));
        assert_eq!(above((2, 2), (1, 2)), None);
        assert_eq!(above((1, 1), (1, 2)), Some(0));
        assert_eq!(above((3, 5), (2, 2)), Some(1));
        assert_eq!(above((2, 5), (2, 2)), None, "three may be too many, or none");
        assert_eq!(above((1, 2), (2, 3)), Some(0), "as many as the lesser limit");
        // A count of which only the least is known is within no limit.
        let endless = ENDLESS / ONE;
        assert_eq!((above((0, endless), (endless, endless)), above((0, 9), (9, endless))), (None, Some(0)));
    }
}
