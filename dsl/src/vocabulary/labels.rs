//! Words of the metadata: sources, stages, claims, queues, certainty.

use model::Certainty;

use super::{Surface, words};

words! {
    /// Kinds of sources of law and practice.
    SourceKind {
        Notification "告示" "notification";
        Circular "通知" "circular";
        QuestionsAndAnswers "疑義解釈" "q-and-a";
        Law "法令" "law";
        ClaimInstructions "記載要領" "claim-instructions";
        FeeTable "電子点数表" "fee-table";
        CheckMaster "チェックマスタ" "check-master";
        PackageInsert "添付文書" "package-insert";
        PublishedCase "審査情報提供" "published-case";
        Handling "一般的取扱" "general-handling";
        RecordLayout "記録条件仕様" "record-layout";
    }
}

words! {
    /// How far a rule has come.
    Stage {
        Draft "案" "draft";
        Trial "試行" "trial";
        InForce "適用" "in-force";
        Retired "廃止" "retired";
    }
}

words! {
    /// Which claims a rule speaks of.
    ClaimWord {
        Medical "医科" "medical";
        Dpc "DPC" "dpc";
        Dental "歯科" "dental";
        Dispensing "調剤" "dispensing";
        Inpatient "入院" "inpatient";
        Outpatient "入院外" "outpatient";
    }
}

words! {
    /// Who looks at a flagged receipt.
    Queue {
        Staff "職員" "staff";
        Committee "審査委員会" "committee";
        Priority "重点審査" "priority";
        Headquarters "本部" "headquarters";
        Arbiter "裁定者" "arbiter";
    }
}

/// The word for a certainty.
pub const fn certainty_word(certainty: Certainty, surface: Surface) -> &'static str {
    match (certainty, surface) {
        (Certainty::Definite, Surface::Japanese) => "確定",
        (Certainty::Review, Surface::Japanese) => "要審査",
        (Certainty::Notice, Surface::Japanese) => "注意",
        (_, Surface::English) => certainty.slug(),
    }
}

/// The word for whether a rule may be published.
pub const fn publish_word(publish: bool, surface: Surface) -> &'static str {
    match (publish, surface) {
        (true, Surface::Japanese) => "可",
        (false, Surface::Japanese) => "否",
        (true, Surface::English) => "yes",
        (false, Surface::English) => "no",
    }
}
