//! What the classes of 医科診療行為マスター mean.
//!
//! SPEC: マスターファイル仕様説明書（令和6年度版）３（７）, the item that each table names; where it says "other than those listed" for 0, the words are ours.

use crate::column::{Meaning, means};

#[rustfmt::skip]
/// Items 11 and 57, 点数識別.
pub(super) const POINTS_KIND: &[Meaning] = &[
    means("0", "改定又はそれ以降に新設", "set up with the revision or later"),
    means("1", "金額", "yen"),
    means("3", "点数（プラス）", "points"),
    means("4", "購入価格（点数）", "purchase price (points)"),
    means("5", "％加算", "per cent added"),
    means("6", "％減算", "per cent taken off"),
    means("7", "減点診療行為", "procedure that takes points off"),
    means("8", "点数（マイナス）", "points taken off"),
];

#[rustfmt::skip]
/// Item 13, 入外適用区分.
pub(super) const IN_OUT: &[Meaning] = &[
    means("0", "入院・入院外の限定なし", "inpatient and outpatient"),
    means("1", "入院レセプトに限り記録可能", "inpatient receipts only"),
    means("2", "入院外レセプトに限り記録可能", "outpatient receipts only"),
];

#[rustfmt::skip]
/// Item 14, 後期高齢者医療適用区分.
pub(super) const ELDERLY: &[Meaning] = &[
    means("0", "限定なし", "both"),
    means("1", "医療保険に限り適用", "medical insurance only"),
    means("2", "後期高齢者医療に限り適用", "late elderly only"),
];

#[rustfmt::skip]
/// Item 18, ＤＰＣ適用区分.
pub(super) const DPC: &[Meaning] = &[
    means("0", "包括評価対象", "within the DPC fee"),
    means("1", "ＤＰＣレセプトの出来高部分で算定可能", "claimable beside the DPC fee"),
    means("2", "ＤＰＣ専用（特定機能病院）", "DPC only (advanced hospitals)"),
    means("3", "ＤＰＣ専用（「２」及び「４」以外）", "DPC only (other than 2 and 4)"),
    means("4", "ＤＰＣ専用（専門病院）", "DPC only (specialised hospitals)"),
    means("9", "包括評価対象外", "outside DPC"),
];

#[rustfmt::skip]
/// Item 19, 病院・診療所区分.
pub(super) const HOSPITAL_CLINIC: &[Meaning] = &[
    means("0", "限定なし", "any"),
    means("1", "病院に限り適用", "hospitals only"),
    means("2", "診療所に限り適用", "clinics only"),
    means("4", "短期滞在手術等基本料３", "短期滞在手術等基本料３ (short stay surgery 3)"),
];

#[rustfmt::skip]
/// Item 25, 傷病名関連区分.
pub(super) const DISEASE_RELATION: &[Meaning] = &[
    means("0", "傷病名を算定要件としない", "no disease asked for"),
    means("3", "皮膚科特定疾患指導管理料（Ⅰ）", "skin disease guidance 1"),
    means("4", "皮膚科特定疾患指導管理料（Ⅱ）", "skin disease guidance 2"),
    means("5", "特定疾患療養管理料、特定疾患処方管理加算", "specific disease management and prescription"),
    means("7", "てんかん指導料", "epilepsy guidance"),
    means("9", "難病外来指導管理料", "intractable disease guidance"),
];

#[rustfmt::skip]
/// Item 27, 実日数.
pub(super) const REAL_DAYS: &[Meaning] = &[
    means("0", "実日数に関係しない", "free of the days of the receipt"),
    means("1", "算定回数が診療実日数以下", "at most the days of the receipt"),
    means("2", "初診料、再診料、外来診療料等", "first and repeated visits"),
    means("3", "入院基本料、特定入院料", "basic inpatient fees"),
    means("4", "外泊", "nights out"),
];

#[rustfmt::skip]
/// Item 28, 日数・回数, with the table below it and 別紙７－４.
pub(super) const DAYS_OR_TIMES: &[Meaning] = &[
    means("1", "初診料", "first visit"),
    means("2", "再診料、外来診療料（を含むもの）", "repeated visit, or what includes it"),
    means("3", "入院基本料、特定入院料", "basic inpatient fees"),
];

#[rustfmt::skip]
/// Item 30, きざみ値計算識別.
pub(super) const STEPS: &[Meaning] = &[
    means("0", "きざみ値により算定しない", "no steps"),
    means("1", "きざみ値により算定する", "points by steps"),
];

#[rustfmt::skip]
/// Item 37, 上限回数エラー処理.
pub(super) const MOST_TIMES_ERROR: &[Meaning] = &[
    means("0", "上限回数を確認する", "look at the times"),
    means("1", "上限回数を算定する", "claim the most allowed"),
];

#[rustfmt::skip]
/// Item 56, 外来管理加算区分.
pub(super) const OUTPATIENT_MANAGEMENT: &[Meaning] = &[
    means("0", "「１」及び「２」以外", "neither"),
    means("1", "外来管理加算を算定できない", "excludes 外来管理加算"),
    means("2", "外来管理加算自体", "外来管理加算 itself"),
];

#[rustfmt::skip]
/// Items 68 and 69, 告示等識別区分.
pub(super) const NOTICE_CLASS: &[Meaning] = &[
    means("1", "基本項目", "basic item"),
    means("3", "合成項目", "composed item"),
    means("5", "準用項目（通知）", "applied by notice"),
    means("7", "加算項目", "addition"),
    means("9", "通則加算項目", "addition by general rule"),
];
