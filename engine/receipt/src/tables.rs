//! The tables of codes of the record specification (別表), one file a table.
//!
//! 別表４ (年号区分コード) is abolished: dates are Gregorian, and what the older era digit means is `model::Era`.

use crate::layout::Table;

macro_rules! tables {
    ($($module:ident $name:ident;)*) => {
        $(mod $module;)*
        $(pub use $module::$name;)*

        /// All tables, by number.
        pub static ALL: &[&Table] = &[$(&$name,)*];
    };
}

tables! {
    t01_agency AGENCY;
    t02_prefecture PREFECTURE;
    t03_fee_table FEE_TABLE;
    t05_claim_type CLAIM_TYPE;
    t06_sex SEX;
    t07_ward WARD;
    t08_standard_burden STANDARD_BURDEN;
    t09_special_note SPECIAL_NOTE;
    t10_department DEPARTMENT;
    t11_body_part BODY_PART;
    t12_patient_group PATIENT_GROUP;
    t13_medical_treatment MEDICAL_TREATMENT;
    t14_specific_disease SPECIFIC_DISEASE;
    t15_duty_reason DUTY_REASON;
    t16_reduction REDUCTION;
    t17_outside_dpc_reason OUTSIDE_DPC_REASON;
    t18_outcome OUTCOME;
    t19_main_disease MAIN_DISEASE;
    t20_section SECTION;
    t21_burden BURDEN;
    t22_material_unit MATERIAL_UNIT;
    t23_statement_kind STATEMENT_KIND;
    t24_donation DONATION;
    t25_donor_institution DONOR_INSTITUTION;
    t26_donor_claim_type DONOR_CLAIM_TYPE;
    t27_patient_state PATIENT_STATE;
    t28_payer PAYER;
    t29_confirmation CONFIRMATION;
    t30_visit VISIT;
    t31_window_burden WINDOW_BURDEN;
}
