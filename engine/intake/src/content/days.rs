//! Counts against days of service: visits, inpatient fees, procedures of at most one a day.
//!
//! SPEC: マスターファイル仕様説明書（令和6年度版）３（７） items 27 and 28; L4636, L4454 (docs/intake-codes.md).
//! Judged for each payer by itself: the days of HO are those of the lines that name the insurance, the days of KO those
//! of the lines that name the fund.

use masters::{Lookup, Procedure};
use model::FindingLine;

use super::Outcome;
use super::case::{Case, Line, LineItem};
use super::rules::{self, Rule};

/// Classes of item 27.
const ONCE_A_DAY: u8 = 1;
const VISITS: u8 = 2;
const INPATIENT_FEES: u8 = 3;

/// Checks the counts of a receipt.
pub fn check(case: &Case<'_>, outcome: &mut Outcome) {
    together(case, outcome, &rules::VISITS_OVER_DAYS, VISITS);
    together(case, outcome, &rules::WARD_OVER_DAYS, INPATIENT_FEES);
    each(case, outcome);
    case.procedures_untold(outcome, &rules::VISITS_OVER_DAYS);
}

/// All procedures of a class together.
fn together(case: &Case<'_>, outcome: &mut Outcome, rule: &Rule, class: u8) {
    let of_class = |(_, procedure): &(&Line<'_>, Procedure<'_>)| procedure.real_days() == class;
    let lines: Vec<&Line<'_>> = case.procedures().filter(of_class).map(|(line, _)| line).collect();
    over(case, outcome, rule, &lines);
}

/// Every procedure of at most one a day by itself.
fn each(case: &Case<'_>, outcome: &mut Outcome) {
    let mut lines: Vec<&Line<'_>> =
        case.procedures().filter(|(_, p)| p.real_days() == ONCE_A_DAY).map(|(line, _)| line).collect();
    lines.sort_by_key(|line| (line.code, line.index));
    for same in lines.chunk_by(|a, b| a.code == b.code) {
        over(case, outcome, &rules::TIMES_OVER_DAYS, same);
    }
}

/// Tells lines whose counts add up to more than the days of a payer they name; the first such payer is told.
fn over(case: &Case<'_>, outcome: &mut Outcome, rule: &Rule, lines: &[&Line<'_>]) {
    let columns = &case.receipt.batch.lines;
    for payer in case.receipt.payers() {
        let Some(days) = payer.days else { continue };
        let named = |line: &&&Line<'_>| {
            columns
                .get(line.index)
                .is_some_and(|line| line.burden.checked_shr(payer.slot.into()).unwrap_or(0) & 1 == 1)
        };
        let count = |line: &&Line<'_>| columns.get(line.index).map_or(0, |line| u64::from(line.count));
        let sum: u64 = lines.iter().filter(named).map(count).sum();
        if sum > u64::from(days) {
            let subjects: Vec<FindingLine> =
                lines.iter().filter(named).map(|line| case.subject(line)).collect();
            let mask = lines.iter().filter(named).fold(0, |mask, line| mask | case.days(line));
            case.tell(outcome, rule, subjects, mask, [&sum.to_string(), &days.to_string()]);
            rest_on_classes(case, outcome, lines);
            return;
        }
    }
}

/// Each procedure once, with its class.
fn rest_on_classes(case: &Case<'_>, outcome: &mut Outcome, lines: &[&Line<'_>]) {
    let mut told = Vec::new();
    for line in lines {
        if let LineItem::Procedure(Lookup::InForce(procedure)) = line.item
            && !told.contains(&line.code)
        {
            told.push(line.code);
            case.rests_on(outcome, procedure.row(), &[27]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_with;

    const REPEATED: &str = "SI,12,1,112007410,,75,1,,,,,,,,,,,1";

    #[test]
    fn visits_fit_the_days_of_service() {
        // One first and one repeated visit in two days.
        check_with(&[], &[]);
        check_with(&[("４５６,2,", "４５６,1,")], &["visits-over-days@5,6"]);
        check_with(&[(REPEATED, "SI,12,1,112007410,,75,2,,,,,,,,,,,1,1")], &["visits-over-days@5,6"]);
    }

    #[test]
    fn each_payer_has_its_days() {
        // A first visit of the insurance, a repeated one of the fund: one day each.
        let split = [
            ("1112", "1122"),
            ("４５６,2,", "４５６,1,"),
            ("SY,", "KO,54136015,1234567,,1,75\nSY,"),
            (REPEATED, "SI,12,5,112007410,,75,1,,,,,,,,,,,1"),
        ];
        check_with(&split, &[]);
    }

    #[test]
    fn inpatient_fees_fit_the_days_of_service() {
        let stay = |count: &str| format!("SI,90,1,190000110,,1000,{count}\nIY,");
        let inpatient = [("1112", "1111"), ("19800115", "19800115,,20240601")];
        check_with(&[inpatient[0], inpatient[1], ("IY,", &stay("2"))], &[]);
        check_with(&[inpatient[0], inpatient[1], ("IY,", &stay("3"))], &["ward-over-days@7"]);
    }

    #[test]
    fn some_procedures_are_once_a_day() {
        let twice = |count: &str| format!("SI,40,1,140000510,,10,{count}\nIY,");
        check_with(&[("IY,", &twice("2"))], &[]);
        check_with(&[("IY,", &twice("3"))], &["times-over-days@7"]);
        let lines = format!("{}SI,40,1,140000510,,10,1\nIY,", twice("2").trim_end_matches("IY,"));
        check_with(&[("IY,", &lines)], &["times-over-days@7,8"]);
    }
}
