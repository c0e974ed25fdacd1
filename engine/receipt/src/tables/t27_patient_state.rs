//! 別表２７ 患者の状態コード: state of the patient.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表２７.
pub static PATIENT_STATE: Table = Table {
    number: "別表２７",
    name: "患者の状態コード",
    en: "state of the patient",
    codes: &[("001", "妊婦")],
};
