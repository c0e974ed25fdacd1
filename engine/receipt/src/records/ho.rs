//! HO: insurer (保険者レコード).

use model::RecordId;

use crate::layout::{Item, Layout, Mode, ascii, digits, number, reserved, text};
use crate::tables::{DUTY_REASON, REDUCTION};

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ウ（ア）.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"HO"),
    name: "保険者レコード",
    en: "insurer",
    items: &[
        // Numbers shorter than eight digits are padded with blanks on the left, hence mode 英数.
        Item::One(ascii("保険者番号", "insurer number", 8).fixed().required().official("L2167")),
        // 記号 and 番号 together have at most 19 characters of either mode.
        Item::One(text("被保険者証（手帳）等の記号", "symbol of the insured", 38).personal()),
        Item::One(text("被保険者証（手帳）等の番号", "number of the insured", 38).required().personal()),
        Item::One(number("診療実日数", "days of service", 2).required()),
        // Negative totals: unverified, see `line::POINTS`.
        Item::One(number("合計点数", "total points", 8).signed().required()),
        Item::One(reserved(5).mode(Mode::Digits)),
        Item::One(number("食事療養・生活療養 回数", "number of meals", 2)),
        Item::One(number("食事療養・生活療養 合計金額", "total amount of meals", 8)),
        Item::One(digits("職務上の事由", "reason of duty", 1).code(&DUTY_REASON)),
        Item::One(digits("証明書番号", "certificate number", 3).personal()),
        Item::One(number("負担金額 医療保険", "amount borne by the patient", 9)),
        Item::One(digits("減免区分", "kind of reduction", 1).code(&REDUCTION)),
        Item::One(number("減額割合", "rate of reduction", 3)),
        Item::One(number("減額金額", "amount of reduction", 6)),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ウ（ア）",
};
