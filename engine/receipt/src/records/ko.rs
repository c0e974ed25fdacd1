//! KO: public fund (公費レコード).

use model::RecordId;

use crate::layout::{Item, Layout, Mode, ascii, digits, number, reserved};

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ウ（イ）.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"KO"),
    name: "公費レコード",
    en: "public fund",
    items: &[
        // Mode 英数 in the specification, but L2187 asks for eight digits.
        Item::One(ascii("負担者番号", "fund number", 8).fixed().required().official("L2187")),
        Item::One(digits("受給者番号", "beneficiary number", 7).personal()),
        Item::One(digits("任意給付区分", "optional benefit", 1)),
        Item::One(number("診療実日数", "days of service", 2).required()),
        // Negative totals: unverified, see `line::POINTS`.
        Item::One(number("合計点数", "total points", 8).signed().required()),
        Item::One(number("負担金額 公費", "amount borne by the patient", 8)),
        Item::One(number("負担金額 公費給付対象外来一部負担金", "outpatient burden paid by the fund", 6)),
        Item::One(number("負担金額 公費給付対象入院一部負担金", "inpatient burden paid by the fund", 6)),
        Item::One(reserved(5).mode(Mode::Digits)),
        Item::One(number("食事療養・生活療養 回数", "number of meals", 2)),
        Item::One(number("食事療養・生活療養 合計金額", "total amount of meals", 8)),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ウ（イ）",
};
