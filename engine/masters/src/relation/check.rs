//! The published check masters (チェックマスタ): indications, contraindications, interactions, doses, long use, cases.
//!
//! SPEC: unverified. The layouts were read in a third-party importer that ran on the real files, not in an official
//! text; items without a known meaning are kept and reachable by number through `.row()`.

use model::{Date, DiseaseCode, DrugCode, ProcedureCode, Quantity};

use crate::kind::FileKind;
use crate::masters::Masters;
use crate::relation::{Related, relation_row};
use crate::row::Row;

fn disease(row: Row<'_>, item: u16) -> Option<DiseaseCode> {
    row.number(item).map(DiseaseCode)
}

relation_row! {
    /// IY_Tekio: a disease for which a drug is indicated.
    Indication
}

impl Indication<'_> {
    /// The disease; codes 0000000 to 0000003 say "no condition on the disease".
    pub fn disease(&self) -> Option<DiseaseCode> {
        disease(self.0, 2)
    }

    /// Whether no disease is asked for.
    pub fn is_unconditional(&self) -> bool {
        self.disease().is_some_and(|d| d.0 <= 3)
    }

    /// 性別; 0 no matter.
    pub fn sex(&self) -> u8 {
        self.0.class(5).unwrap_or(0)
    }

    /// 年齢 lowest and highest; `None` where blank.
    pub fn ages(&self) -> (Option<u32>, Option<u32>) {
        (self.0.number(6), self.0.number(7))
    }

    /// 最大量.
    pub fn most(&self) -> Option<Quantity> {
        self.0.quantity(13)
    }

    /// 最長日数.
    pub fn most_days(&self) -> Option<u32> {
        self.0.number(15)
    }

    /// 適宜増減.
    pub fn is_adjustable(&self) -> bool {
        self.0.class(21) == Some(1)
    }
}

relation_row! {
    /// IY_ShobyoKinki: a disease for which a drug is contraindicated.
    Contraindication
}

impl Contraindication<'_> {
    /// The disease.
    pub fn disease(&self) -> Option<DiseaseCode> {
        disease(self.0, 2)
    }
}

relation_row! {
    /// IY_HeiyoKinki: a drug that may not be used with the one asked for.
    Interaction
}

impl Interaction<'_> {
    /// The other drug.
    pub fn other(&self) -> DrugCode {
        DrugCode(self.0.number(2).unwrap_or(0))
    }
}

relation_row! {
    /// IY_Toyoryou: the largest dose of a drug.
    DoseLimit
}

impl<'m> DoseLimit<'m> {
    /// 形態.
    pub fn form(&self) -> u8 {
        self.0.class(2).unwrap_or(0)
    }

    /// 単位.
    pub fn unit(&self) -> &'m str {
        self.0.text(3)
    }

    /// グループ: doses of drugs of one group count together.
    pub fn group(&self) -> &'m str {
        self.0.text(4)
    }

    /// 傷病名コード; `None` where none is asked for.
    pub fn disease(&self) -> Option<DiseaseCode> {
        Some(self.0.text(5)).filter(|t| t.len() == 7).and_then(|t| t.parse().ok()).map(DiseaseCode)
    }

    /// 性別; 0 no matter.
    pub fn sex(&self) -> u8 {
        self.0.class(6).unwrap_or(0)
    }

    /// 年齢 lowest and highest; `None` where blank.
    pub fn ages(&self) -> (Option<u32>, Option<u32>) {
        (self.0.number(7), self.0.number(8))
    }

    /// 規格: how much of the substance one unit holds.
    pub fn strength(&self) -> Option<Quantity> {
        self.0.quantity(9)
    }

    /// 最大量.
    pub fn most(&self) -> Option<Quantity> {
        self.0.quantity(11)
    }
}

relation_row! {
    /// IY_Manzen: a drug not to be given for long.
    LongUse
}

impl<'m> LongUse<'m> {
    /// グループ名: days of drugs of one group count together.
    pub fn group(&self) -> &'m str {
        self.0.text(3)
    }

    /// 傷病名コード; `None` where none is asked for.
    pub fn disease(&self) -> Option<DiseaseCode> {
        Some(self.0.text(4)).filter(|t| t.len() == 7).and_then(|t| t.parse().ok()).map(DiseaseCode)
    }

    /// 日数: the most.
    pub fn days(&self) -> Option<u32> {
        self.0.number(7)
    }

    /// リセット日数: a pause of so many days starts the count anew.
    pub fn reset_days(&self) -> Option<u32> {
        self.0.number(8)
    }
}

relation_row! {
    /// SI_Shobyo: a disease for which a procedure is indicated.
    ProcedureIndication
}

impl ProcedureIndication<'_> {
    /// The disease.
    pub fn disease(&self) -> Option<DiseaseCode> {
        disease(self.0, 2)
    }

    /// 性別; 0 no matter.
    pub fn sex(&self) -> u8 {
        self.0.class(7).unwrap_or(0)
    }

    /// 年齢 lowest and highest; `None` where blank.
    pub fn ages(&self) -> (Option<u32>, Option<u32>) {
        (self.0.number(8), self.0.number(9))
    }

    /// 入外区分; 0 no matter.
    pub fn in_out(&self) -> u8 {
        self.0.class(10).unwrap_or(0)
    }

    /// 疑い病名: whether a suspected disease will do. 0 either, 1 confirmed only, 2 suspected only (unverified layout).
    pub fn takes_suspected(&self) -> bool {
        matches!(self.0.class(11), Some(0 | 2))
    }

    /// 疑い病名: whether a confirmed disease will do.
    pub fn takes_confirmed(&self) -> bool {
        matches!(self.0.class(11), Some(0 | 1))
    }
}

relation_row! {
    /// CC_JIREI: a case in which a claim is questioned.
    Case
}

impl<'m> Case<'m> {
    /// 名称.
    pub fn name(&self) -> &'m str {
        self.0.text(2)
    }

    /// 内容.
    pub fn content(&self) -> &'m str {
        self.0.text(5)
    }

    /// 根拠文.
    pub fn basis(&self) -> &'m str {
        self.0.text(12)
    }

    /// 事例コード.
    pub fn case_code(&self) -> &'m str {
        self.0.text(13)
    }
}

impl Masters {
    /// Diseases for which a drug is indicated (IY_Tekio).
    pub fn indications(&self, drug: DrugCode, on: Date) -> Related<'_, Indication<'_>> {
        self.related(FileKind::CheckIndication, 0, u64::from(drug.0), on)
    }

    /// Diseases for which a drug is contraindicated (IY_ShobyoKinki).
    pub fn contraindications(&self, drug: DrugCode, on: Date) -> Related<'_, Contraindication<'_>> {
        self.related(FileKind::CheckContraindication, 0, u64::from(drug.0), on)
    }

    /// Drugs that may not be used with a drug (IY_HeiyoKinki; both directions are listed).
    pub fn interactions(&self, drug: DrugCode, on: Date) -> Related<'_, Interaction<'_>> {
        self.related(FileKind::CheckInteraction, 0, u64::from(drug.0), on)
    }

    /// Largest doses of a drug (IY_Toyoryou).
    pub fn dose_limits(&self, drug: DrugCode, on: Date) -> Related<'_, DoseLimit<'_>> {
        self.related(FileKind::CheckDose, 0, u64::from(drug.0), on)
    }

    /// Limits on long use of a drug (IY_Manzen).
    pub fn long_uses(&self, drug: DrugCode, on: Date) -> Related<'_, LongUse<'_>> {
        self.related(FileKind::CheckLongUse, 0, u64::from(drug.0), on)
    }

    /// Diseases for which a procedure is indicated (SI_Shobyo).
    pub fn procedure_indications(
        &self,
        code: ProcedureCode,
        on: Date,
    ) -> Related<'_, ProcedureIndication<'_>> {
        self.related(FileKind::CheckProcedureDisease, 0, u64::from(code.0), on)
    }

    /// Cases in which a claim is questioned (CC_JIREI), by the code they speak of.
    pub fn cases(&self, code: u32, on: Date) -> Related<'_, Case<'_>> {
        self.related(FileKind::CheckCase, 0, u64::from(code), on)
    }
}
