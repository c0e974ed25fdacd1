//! 原審理由: why a first review is upheld.

use model::Text;

use super::table::{CodeTable, official};

/// SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル（医療機関（医科・DPC）用）令和6年5月版, 別表7 原審理由コード, p.156.
pub static TABLE: CodeTable = CodeTable {
    name: Text::new("原審理由", "why a review is upheld"),
    users: Text::new("支払基金・国保連", "both agencies"),
    source: "印刷対象帳票・CSV・PDF作成対象ファイル（医療機関（医科・DPC）用）令和6年5月版, 別表7, p.156",
    codes: &[
        official("01", "本症例の診療内容、症状・経過から判断して原審どおりといたします。"),
        official("02", "病名から判断して原審どおりといたします。"),
        official("03", "当該薬剤の用法・用量から判断して原審どおりといたします。"),
        official("04", "撮影方法、部位および時期から判断して原審どおりといたします。"),
        official("05", "診療報酬点数表の算定根拠から判断して原審どおりといたします。"),
        official("06", "特定保険医療材料に該当せず原審どおりといたします。"),
        official("99", "その他"),
    ],
};
