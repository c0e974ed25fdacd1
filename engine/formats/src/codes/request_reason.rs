//! 申し出理由: why a receipt is asked to be examined again.

use model::Text;

use super::table::{CodeTable, official, third};

/// SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル（医療機関（医科・DPC）用）令和6年5月版, 別表4 (2) 電子レセプトによる再審査請求分, p.154;
/// the rest unverified (third party). The codes of the federations (200000, 2011xx …) are known by number alone and left out.
pub static TABLE: CodeTable = CodeTable {
    name: Text::new("申し出理由（請求理由コード）", "reason of a request"),
    users: Text::new("支払基金・国保連", "both agencies"),
    source: "印刷対象帳票・CSV・PDF作成対象ファイル（医療機関（医科・DPC）用）令和6年5月版, 別表4 (2), p.154; the rest unverified",
    codes: &[
        official("100001", "他の保険者等への請求"),
        official("100003", "枝番特定"),
        official("100011", "記号・番号の誤り"),
        official("100012", "患者名・性別・生年月日の誤り"),
        official("100013", "認定外家族"),
        official("100014", "該当者なし"),
        official("100016", "旧証によるもの"),
        official("100017", "本人・家族等の種別誤り"),
        official("100018", "資格喪失後の受診"),
        official("100019", "重複請求"),
        official("100020", "給付対象外診療（労災等）"),
        official("100022", "後期高齢者・国保該当"),
        official("100023", "給付期間満了"),
        official("100024", "その他"),
        official("100025", "医療機関等および実施機関からの取下げ依頼による"),
        official("100026", "特記事項の誤り"),
        official("100030", "固定点数誤り"),
        official("100041", "必要事項の記録もれ"),
        official("100042", "区分、診療開始日の誤り"),
        official("100043", "実日数の誤り"),
        official("100045", "一部負担金の誤り"),
        official("100048", "請求先変更（新設・合併等）"),
        official("100049", "突合再審査の再審査（調剤レセプト）"),
        official("100050", "その他"),
        official("100052", "医療機関等および実施機関からの再審査請求による"),
        official("100060", "診療内容に関するもの"),
        third("100070", "参照レセプト"),
        third("100080", "突合再審査"),
        third("100090", "突合再審査"),
    ],
};
