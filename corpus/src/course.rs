//! What patients have and what is done for them: courses over months, visits, stays.

mod acute;
mod acute_table;
mod chart;
mod chronic;
mod chronic_table;
mod closing;
mod donor;
mod labs;
mod outpatient;
mod prescription;
mod statements;
mod stay;
mod stay_table;
mod ward;

pub(crate) use chart::LONG_TERM_DISEASE;
pub(crate) use outpatient::outpatient;
use prescription::Dose;
pub(crate) use statements::{HEART_PUMP, STATED_FROM};
#[cfg(test)]
pub(crate) use stay::StayKind;
pub(crate) use stay::stay_in;
pub(crate) use ward::inpatient;

/// 診療識別.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 別表２０.
pub(crate) mod section {
    pub(crate) const FIRST: u8 = 11;
    pub(crate) const AGAIN: u8 = 12;
    pub(crate) const GUIDANCE: u8 = 13;
    pub(crate) const HOME: u8 = 14;
    pub(crate) const INTERNAL: u8 = 21;
    pub(crate) const AS_NEEDED: u8 = 22;
    pub(crate) const EXTERNAL: u8 = 23;
    pub(crate) const DISPENSING: u8 = 24;
    pub(crate) const PRESCRIBING: u8 = 25;
    pub(crate) const CONTROLLED: u8 = 26;
    pub(crate) const DISPENSARY: u8 = 27;
    pub(crate) const DRIP: u8 = 33;
    pub(crate) const TREATMENT: u8 = 40;
    pub(crate) const SURGERY: u8 = 50;
    pub(crate) const ANESTHESIA: u8 = 54;
    pub(crate) const TEST: u8 = 60;
    pub(crate) const IMAGE: u8 = 70;
    pub(crate) const OTHER: u8 = 80;
    pub(crate) const WARD: u8 = 90;
    pub(crate) const MEAL: u8 = 97;
}
