//! TR: receipt of an organ donor (臓器提供者レセプト情報レコード).

use model::RecordId;

use crate::layout::{Item, Layout, Mode, ascii, date, digits, month, number, reserved};
use crate::tables::{DONOR_CLAIM_TYPE, SEX, SPECIAL_NOTE, WARD};

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）キ（イ）.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"TR"),
    name: "臓器提供者レセプト情報レコード",
    en: "receipt of an organ donor",
    items: &[
        Item::One(number("レセプト番号", "receipt number", 6).required()),
        Item::One(
            digits("臓器提供者レセプト種別", "receipt type", 4).fixed().required().code(&DONOR_CLAIM_TYPE),
        ),
        Item::One(month("診療年月", "month of service").fixed().required()),
        Item::One(reserved(40)),
        Item::One(digits("男女区分", "sex", 1).fixed().required().code(&SEX)),
        Item::One(date("生年月日", "date of birth").fixed().required().personal()),
        Item::One(reserved(3).mode(Mode::Digits)),
        Item::One(date("入院年月日", "day of admission")),
        Item::One(ascii("病棟区分", "kind of ward", 8).code_list(2, Some(&WARD))),
        Item::One(reserved(1).mode(Mode::Digits)),
        Item::One(ascii("レセプト特記事項", "special notes", 10).code_list(2, Some(&SPECIAL_NOTE))),
        Item::One(reserved(4).mode(Mode::Digits)),
        Item::One(ascii("カルテ番号等", "chart number", 20).personal()),
        Item::One(number("割引点数単価", "discount unit price", 2)),
        Item::One(reserved(1).mode(Mode::Digits)),
        Item::One(reserved(1).mode(Mode::Digits)),
        Item::One(reserved(2).mode(Mode::Digits)),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）キ（イ）",
};
