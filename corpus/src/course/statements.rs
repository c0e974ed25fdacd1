//! 症状詳記: what is written beside a large receipt, by the reason of the stay.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 別表２３ (01 symptoms, 02 findings, 03 why it was treated so, 04 the course), カ:
//! full-width text of at most 2,400 bytes; a second paragraph of a kind stands in a record of its own without the kind.

use crate::draft::Paragraph;

/// From so many points on a statement is always written.
///
/// SPEC: 療養の給付及び公費負担医療に関する費用の請求に関する命令 第１条 asks for it from a number of points on that the
/// minister sets; 350,000 is from memory (unverified), and institutions write statements below it as they see fit.
pub(crate) const STATED_FROM: i64 = 350_000;

pub(super) const FEMUR: &[Paragraph] = &[
    (1, "転倒後より右大腿部痛が出現し、歩行不能となり救急搬送された。"),
    (2, "単純Ｘ線撮影にて右大腿骨の骨折を認めた。"),
    (2, "血液検査にて手術の妨げとなる異常は認めなかった。"),
    (3, "早期離床及び疼痛の軽減のため、観血的手術及び術後のリハビリテーションを要した。"),
    (4, "術後の経過は良好であり、歩行訓練を継続している。"),
];

pub(super) const KNEE: &[Paragraph] = &[
    (1, "左膝関節痛が増悪し、日常生活に支障を来していた。"),
    (2, "単純Ｘ線撮影にて関節裂隙の消失を認めた。"),
    (3, "保存的治療に抵抗性であり、人工関節置換術を要した。"),
    (4, "術後早期より関節可動域訓練を行い、経過は良好である。"),
];

pub(super) const BRAIN: &[Paragraph] = &[
    (1, "突然の右片麻痺及び構音障害にて発症し、救急搬送された。"),
    (2, "頭部ＣＴにて出血は認めず、脳梗塞と診断した。"),
    (3, "急性期の点滴治療及び機能回復のためのリハビリテーションを要した。"),
    (4, "麻痺は徐々に改善し、歩行訓練を継続している。"),
];

pub(super) const CORONARY: &[Paragraph] = &[
    (1, "労作時の胸痛が頻回となり、精査加療のため入院となった。"),
    (2, "冠動脈造影にて高度狭窄を認めた。"),
    (3, "狭窄病変に対し、経皮的冠動脈形成術及びステントの留置を要した。"),
    (4, "術後の胸痛はなく、抗血小板薬を継続している。"),
];

pub(super) const GALLBLADDER: &[Paragraph] = &[
    (1, "右季肋部痛及び発熱にて受診し、入院となった。"),
    (2, "腹部ＣＴにて胆石及び胆嚢壁の肥厚を認めた。"),
    (3, "保存的治療では再燃のおそれがあり、腹腔鏡下胆嚢摘出術を要した。"),
];

pub(super) const HEART: &[Paragraph] = &[
    (1, "労作時の息切れ及び下腿浮腫が増悪し、入院となった。"),
    (2, "胸部単純Ｘ線撮影にて心拡大及び肺うっ血を認めた。"),
    (3, "利尿薬の静脈内投与を含む薬物治療を要した。"),
    (4, "浮腫は軽快し、内服治療に移行した。"),
];

pub(super) const UTERUS: &[Paragraph] = &[
    (1, "過多月経による貧血が持続していた。"),
    (2, "超音波検査にて増大した子宮筋腫を認めた。"),
    (3, "薬物治療の効果が乏しく、子宮全摘術を要した。"),
];

/// What is written of a circulation that a pump had to support.
pub(crate) const HEART_PUMP: &[Paragraph] = &[
    (1, "心不全の急性増悪により循環動態が不安定となった。"),
    (2, "心エコー検査にて左室収縮能の著明な低下を認めた。"),
    (3, "薬物治療に抵抗性であり、補助人工心臓による循環の補助を要した。"),
    (4, "循環動態は安定し、離脱に向けて管理を継続している。"),
];
