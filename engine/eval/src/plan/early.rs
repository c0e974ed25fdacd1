//! Parts of a condition that can be asked before all variables stand for something: where one of them surely fails, the
//! variables that would follow need not be looked for.
//!
//! A rule says something only where every part of its condition holds or may hold, and what a part says depends on nothing
//! but the receipt and the variables that it reads. So a part that fails when these are known fails later, too; one that
//! holds, and rests on nothing, need not be asked again.

use crate::program::walk::{self, Walk};
use crate::program::{Bound, Expr, Rule, Slot, parts_of};

/// At most so many parts of a condition are remembered, a bit for each.
const MOST: usize = 64;

/// For each variable, the parts of the condition that are asked before it is looked for, by their places.
pub(super) fn of(rule: &Rule) -> Vec<Vec<usize>> {
    let mut early = vec![Vec::new(); rule.bindings.len()];
    for (at, part) in rule.condition.iter().flat_map(parts_of).enumerate().take(MOST) {
        let mut read = Reading::default();
        read.condition(part);
        let last = rule.bindings.iter().rposition(|binding| read.slots.contains(&binding.slot));
        let ready = last.map_or(0, |last| last + 1);
        // Before something that costs no search nothing is gained.
        let next = rule.bindings.iter().skip(ready).position(|binding| is_dear(&binding.bound));
        if let Some(parts) = next.and_then(|next| early.get_mut(ready + next)) {
            parts.push(at);
        }
    }
    early
}

/// Whether something is looked for.
fn is_dear(bound: &Bound) -> bool {
    let Bound::Value(value) = bound else { return true };
    let mut read = Reading::default();
    read.value(value);
    read.searches
}

/// What is read: variables, and whether something is looked for; in noun phrases and sets, too.
#[derive(Default)]
struct Reading {
    slots: Vec<Slot>,
    searches: bool,
}

impl Walk<'_> for Reading {
    fn value(&mut self, of: &Expr) {
        match of {
            Expr::Slot(slot) => self.slots.push(*slot),
            Expr::Read(..) | Expr::HowMany(..) => self.searches = true,
            _ => {}
        }
        walk::value(self, of);
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::compile;

    /// The parts of a condition that are asked before each variable.
    fn early(clauses: &str) -> Vec<Vec<usize>> {
        let head = "規則 T「試験」\n根拠 告示「医科 A000」\n施行 2024-06-01から\n確度 確定\n段階 試行\n担当 「試験」\n公開 否\n区分 その他\n種別 医科\n";
        let parsed = dsl::parse(&format!("{head}{clauses}\n結論 甲を職員に示す\n理由文 「甲」\n"));
        assert_eq!(parsed.diagnostics, Vec::new());
        compile(std::slice::from_ref(&parsed.file)).rules.first().map(of).unwrap_or_default()
    }

    #[test]
    fn a_part_is_asked_before_the_first_search_that_it_does_not_read() {
        let two = "対象 甲：112007410の診療行為\n乙：甲と同日の診療行為\n条件 乙の数量が3を超える かつ 甲の数量が3を超える かつ 患者の性別が「male」である";
        assert_eq!(early(two), [vec![2], vec![1]]);
        let sum = "対象 甲：112007410の診療行為\n和＝甲と同日の診療行為の件数\n条件 和が3を超える かつ 甲の数量が3を超える";
        assert_eq!(early(sum), [vec![], vec![1]]);
    }

    #[test]
    fn before_what_costs_no_search_nothing_is_asked() {
        let cheap = "対象 甲：112007410の診療行為\n数＝甲の数量\n条件 甲の数量が3を超える かつ 数が4を超える";
        assert_eq!(early(cheap), [Vec::<usize>::new(), vec![]]);
    }
}
