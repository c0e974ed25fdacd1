//! 単価 of materials: written for what is claimed at the price of purchase, and left off for what has a price of its own.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, （４）オ（ウ） 特定器材レコード 単価; マスターファイル仕様説明書（令和6年度版）３（５） items 11
//! (金額種別) and 21 (酸素等区分). Oxygen and nitrogen have an amount in the master and are claimed at the price of purchase
//! too (item 22, class 2): whether 単価 is written for them is not said, so it is not judged.

use masters::{Lookup, Material};

use super::case::{Case, Line, LineItem};
use super::rules;
use super::{Missing, Outcome};

/// Item of 単価 in TO.
const UNIT_PRICE: u8 = 9;

/// Classes of 金額種別.
const YEN: u8 = 1;
const PURCHASE: u8 = 2;

/// Looks at the unit price of every material.
pub fn check(case: &Case<'_>, outcome: &mut Outcome) {
    for line in &case.lines {
        let LineItem::Material(lookup) = &line.item else { continue };
        match lookup {
            Lookup::InForce(material) => one(case, outcome, line, material),
            Lookup::CannotTell(cause) => {
                outcome.cannot_tell(case, &rules::UNIT_PRICE_MISSING, Missing::Master(*cause));
            }
            // An unknown or abolished code is told by `codes`.
            _ => {}
        }
    }
}

fn one(case: &Case<'_>, outcome: &mut Outcome, line: &Line<'_>, material: &Material<'_>) {
    let row = case.receipt.batch.lines.get(line.index).map_or(0, |line| line.row);
    let written = !case.receipt.batch.field(row, UNIT_PRICE).is_empty();
    if material.oxygen() != 0 {
        return;
    }
    let rule = match (material.price_kind(), written) {
        (PURCHASE, false) => &rules::UNIT_PRICE_MISSING,
        (YEN, true) => &rules::UNIT_PRICE_UNNEEDED,
        _ => return,
    };
    let fill = [material.short_name(), &material.price().to_string()];
    case.tell(outcome, rule, vec![case.subject(line)], case.days(line), fill);
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_with;

    fn with(code: &str, price: &str, expected: &[&str]) {
        check_with(&[("GO,", &format!("TO,40,1,{code},1,10,1,,{price},,,,,,,,,1\nGO,"))], expected);
    }

    #[test]
    fn what_is_claimed_at_the_price_of_purchase_says_it() {
        with("710000002", "98.5", &[]);
        with("710000002", "", &["unit-price-missing@8"]);
    }

    #[test]
    fn what_has_a_price_of_its_own_does_not() {
        with("710000001", "", &[]);
        with("710000001", "120", &["unit-price-unneeded@8"]);
        with("710000001", "130", &["unit-price-unneeded@8"]);
    }

    #[test]
    fn oxygen_and_percentages_are_not_judged() {
        for price in ["", "0.32"] {
            with("710000003", price, &[]);
            with("710000004", price, &[]);
        }
    }
}
