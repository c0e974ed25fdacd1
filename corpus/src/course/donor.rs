//! The donor of a kidney: a stay of his own beside the receipt of who got it.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 第１章３（３）ア（キ）, （４）キ; 診療報酬の算定方法の一部改正に伴う実施上の留意事項
//! （令和4年保医発0304第1号）別添１ K780-2 (3), (5): all that taking the kidney costs is computed as for any patient, meals
//! included, added to the operation of who got it, and shown as a receipt of the donor behind that receipt.

use model::Sex;

use super::chart::Chart;
use super::labs::Test;
use super::stay::{Anesthesia, Reason, Stay, Surgery};
use super::stay_table::PLAIN;
use super::ward;
use crate::calendar;
use crate::codes::diseases::KIDNEY_DONOR;
use crate::codes::procedures::KIDNEY_REMOVAL;
use crate::draft::Draft;

/// What the donor comes for.
static DONATION: Reason = Reason {
    diseases: &[(KIDNEY_DONOR, 0)],
    tests: &[Test::Blood, Test::ChestXray, Test::Ecg],
    surgery: Some(Surgery {
        after: 1,
        code: KIDNEY_REMOVAL,
        comments: &[],
        anesthesia: Anesthesia::General(240),
        used: &[],
    }),
    ..PLAIN
};

/// Days in the ward after the operation.
const AFTER: u32 = 7;
/// Charts of donors are numbered apart.
const CHARTS: u32 = 500_000;

/// The donor's part of a receipt whose kidney is taken on a day; `None` where his stay would not lie within the month, or
/// the masters do not have the operation.
///
/// SPEC: 記録条件仕様（医科用）2023-03, （３）ア（キ） 注２: a donor's receipt is one of one month, so one month is enough here.
pub(super) fn donor(chart: &mut Chart<'_>, day: u32) -> Option<Draft> {
    let month = chart.scene.month;
    let stay = Stay { reason: &DONATION, admitted: month.day(day - 1)?, left: month.day(day + AFTER)? };
    let mut person = chart.draft.patient;
    person.sex = if person.sex == Sex::Male { Sex::Female } else { Sex::Male };
    person.birth = calendar::before(stay.admitted, chart.draw.within(35 * 365, 62 * 365));
    person.index += CHARTS;
    let mut draft = Draft::new(month, person, chart.draft.payer);
    ward::fill(&mut Chart::new(chart.scene, &mut draft, chart.draw.clone()), &stay, stay.days_in(month));
    draft.has(KIDNEY_REMOVAL).then_some(draft)
}
