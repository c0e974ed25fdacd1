//! One example of nearly every kind of defect: a right receipt, what is changed, and the defect that must be told.
//!
//! docs/intake.md shows them; the test below runs them, so the page cannot go stale.

use model::{Defect, DefectKind};
use receipt::Batch;

use crate::file::FileState;

/// An outpatient receipt of 2024-04 that is right.
pub const OUTPATIENT: &str = "\
IR,1,13,1,1234567,,医院,202405,00,03-1234-5678
RE,1,1112,202404,見本　患者,1,19800115
HO,01130012,１２３,４５６,2,500
SY,8833421,20240401,1,,,01
SI,11,1,111000110,,291,1,,,,,,,,,1
SI,12,1,112007410,,73,1,,,,,,,,,,,1
IY,21,1,620098801,1,,17,,,,,,,,,17
IY,,1,620098802,2,8,17,,,,,,,,,17
GO,1,500,99
";

/// An inpatient receipt of 2024-04 that is right.
pub const INPATIENT: &str = "\
IR,1,13,1,1234567,,病院,202405,00,03-1234-5678
RE,1,1111,202404,見本　患者,1,19800115,,20240410
HO,01130012,１２３,４５６,2,2000,,6,4020
SY,8833421,20240401,1,,,01
SI,90,1,190117710,,1000,2,,,,,,,,,,,,,,,,,,1,1
SI,97,1,197000110,,670,6,,,,,,,,,,,,,,,,,,3,3
GO,1,2000,99
";

/// A right receipt in which a part is replaced.
#[derive(Debug)]
pub struct Example {
    /// What must be told.
    pub kind: DefectKind,
    /// The right receipt.
    pub of: &'static str,
    /// What is replaced, once.
    pub from: &'static str,
    /// By what.
    pub to: &'static str,
}

impl Example {
    /// Every defect of the changed receipt.
    pub fn defects(&self) -> Vec<Defect> {
        let text = self.of.replacen(self.from, self.to, 1).replace('\n', "\r\n") + "\u{1A}";
        let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(&text);
        let mut batch = Batch { bytes: bytes.into_owned(), last: true, ..Batch::default() };
        receipt::read(&mut batch);
        crate::structure::check(&mut batch);
        let mut state = FileState::default();
        state.take(&mut batch);
        let mut defects = std::mem::take(&mut batch.defects);
        defects.extend(state.finish());
        defects
    }

    /// The defect that it is an example of.
    pub fn defect(&self) -> Option<Defect> {
        self.defects().into_iter().find(|defect| defect.kind == self.kind)
    }
}

/// The example of a kind.
pub fn of_kind(kind: DefectKind) -> Option<&'static Example> {
    ALL.iter().find(|example| example.kind == kind)
}

macro_rules! examples {
    ($($kind:ident $of:ident $from:literal $to:literal;)*) => {
        /// All examples, in the order of the kinds.
        pub static ALL: &[Example] = &[$(Example {
            kind: DefectKind::$kind,
            of: $of,
            from: $from,
            to: $to,
        },)*];
    };
}

examples! {
    RequiredMissing OUTPATIENT "RE,1,1112" "RE,1,";
    TooLong OUTPATIENT "03-1234-5678" "03-1234-5678-9012";
    WrongLength OUTPATIENT "HO,01130012" "HO,1130012";
    NotDigits OUTPATIENT "RE,1," "RE,X,";
    DecimalForm OUTPATIENT "620098801,1," "620098801,1.123456,";
    NotAscii OUTPATIENT "03-1234-5678" "０３";
    NotFullWidth OUTPATIENT ",医院," ",ABC,";
    NotKatakana OUTPATIENT "19800115" "19800115,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,ミホン　カンジヤ";
    MixedWidth OUTPATIENT "見本　患者" "見本　Kanja";
    Quote OUTPATIENT "03-1234-5678" "\"03\"";
    TrailingSpace OUTPATIENT "見本　患者" "見本　";
    SpareZeros OUTPATIENT "2,500" "2,0500";
    NotInTable OUTPATIENT "RE,1,1112" "RE,1,9999";
    ListLength OUTPATIENT "20240401,1,," "20240401,1,800,";
    BadDate OUTPATIENT "19800115" "19800132";
    BadMonth OUTPATIENT ",202404," ",202413,";
    EraDate OUTPATIENT "19800115" "3550115";
    ReservedUsed OUTPATIENT "2,500" "2,500,1";
    FilingOmitted OUTPATIENT "SY," "SN,1,01,01130012,,,00\nSY,";
    TooManyFields OUTPATIENT "GO,1,500,99" "GO,1,500,99,1";
    EmptyLine OUTPATIENT "GO," "\nGO,";
    UnknownRecord OUTPATIENT "GO," "XX,1\nGO,";
    RecordOrder OUTPATIENT "GO," "SY,8833421,20240402,1\nGO,";
    DuplicateRecord OUTPATIENT "SY," "HO,01130012,１２３,４５６,2,500\nSY,";
    TooManyRecords OUTPATIENT "SY," "KO,54136015,1234567,,0,0\nKO,54136015,1234567,,0,0\nKO,54136015,1234567,,0,0\nKO,54136015,1234567,,0,0\nKO,54136015,1234567,,0,0\nSY,";
    RecordMissing INPATIENT "SI,90,1,190117710,,1000,2,,,,,,,,,,,,,,,,,,1,1\nSI,97,1,197000110,,670,6,,,,,,,,,,,,,,,,,,3,3\n" "";
    OutsideReceipt OUTPATIENT "RE,1," "HO,01130012,１２３,４５６,2,500\nRE,1,";
    SectionMissing OUTPATIENT "SI,11,1," "SI,,1,";
    NoInstitution OUTPATIENT "IR,1,13,1,1234567,,医院,202405,00,03-1234-5678\n" "";
    NoSummary OUTPATIENT "GO,1,500,99\n" "";
    AfterSummary OUTPATIENT "GO,1,500,99\n" "GO,1,500,99\nGO,0,0,99\n";
    NameMissing OUTPATIENT "見本　患者" "　　";
    InsuredNumberMissing OUTPATIENT "４５６" "";
    InsurerMissing OUTPATIENT "HO,01130012,１２３,４５６,2,500\n" "";
    InsurerNotOfType OUTPATIENT "1112" "1212";
    FundsNotOfType OUTPATIENT "1112" "1122";
    BurdenPayerMissing OUTPATIENT "SI,12,1" "SI,12,2";
    CommentPayerMissing OUTPATIENT "GO," "CO,99,5,810000001,あ\nGO,";
    InsuredTooLong OUTPATIENT "４５６" "４５６７８９０１２３４５６７８９０";
    BeneficiaryLength OUTPATIENT "SY," "KO,54136015,123456,,0,0\nSY,";
    BeneficiaryMissing OUTPATIENT "SY," "KO,54136015,,,0,0\nSY,";
    InsurerCheckDigit OUTPATIENT "HO,01130012" "HO,01130013";
    FundCheckDigit OUTPATIENT "SY," "KO,54136014,1234567,,0,0\nSY,";
    OtherFundCheckDigit OUTPATIENT "SY," "KO,54136015,1234567,,0,0\nKO,54136014,1234567,,0,0\nSY,";
    BenefitRateUnneeded OUTPATIENT "19800115" "19800115,70";
    BirthAfterMonth OUTPATIENT "19800115" "20240501";
    PreschoolTooOld OUTPATIENT "1112" "1114";
    PreschoolAsFamily OUTPATIENT "1112,202404,見本　患者,1,19800115" "1116,202404,見本　患者,1,20200115";
    InsuredTooYoung OUTPATIENT "19800115" "20100115";
    ElderlyTooYoung OUTPATIENT "1112" "1118";
    ElderlyAsOrdinary OUTPATIENT "19800115" "19530115";
    LateElderlyDue OUTPATIENT "19800115" "19400115";
    LateElderlyTooYoung OUTPATIENT "1112" "1318";
    SpecialNotePeriod OUTPATIENT "19800115" "19800115,,,,,17";
    SpecialNoteNotElderly OUTPATIENT "19800115" "19800115,,,,,41";
    ConfirmationTooEarly OUTPATIENT "202404,見本　患者,1,19800115\nHO,01130012,１２３,４５６,2,500" "202108,見本　患者,1,19800115\nHO,01130012,１２３,４５６,2,500\nSN,1,01";
    PayerKindMissing OUTPATIENT "SY," "SN,2,01\nSY,";
    VisitsRepeated OUTPATIENT "SY," "JD,1,1,,1\nJD,1,1,,1\nSY,";
    VisitsNotOfAll OUTPATIENT "SY," "KO,54136015,1234567,,0,0\nJD,1,1,,1\nSY,";
    VisitDays OUTPATIENT "SY," "JD,1,1\nSY,";
    VisitNotInMonth OUTPATIENT "SY," "JD,1,1,,1,,,,,,,,,,,,,,,,,,,,,,,,,,,,2\nSY,";
    OutsideDpcOutpatient OUTPATIENT "SY," "GR,01\nSY,";
    OutsideDpcPeriod INPATIENT "SY," "GR,07\nSY,";
    DpcCodeMissing INPATIENT "SY," "GR,10\nSY,";
    RealDaysOfMonth OUTPATIENT "2,500" "31,500";
    DayNotInMonth OUTPATIENT "SI,12,1,112007410,,73,1,,,,,,,,,,,1" "SI,12,1,112007410,,73,1,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,1";
    DaysMissing OUTPATIENT "112007410,,73,1,,,,,,,,,,,1" "112007410,,73,1";
    DaysSum OUTPATIENT "112007410,,73,1," "112007410,,73,2,";
    AdmissionMissing INPATIENT ",20240410" "";
    AdmissionOutpatient OUTPATIENT "19800115" "19800115,,20240401";
    AdmissionAfterMonth INPATIENT ",20240410" ",20240501";
    AdmissionBeforeBirth INPATIENT ",20240410" ",19800114";
    WardOutpatient OUTPATIENT "19800115" "19800115,,,07";
    BedsInpatient INPATIENT ",20240410" ",20240410,,,,100";
    NoDisease OUTPATIENT "SY,8833421,20240401,1,,,01\n" "";
    DiseaseAfterMonth OUTPATIENT "20240401" "20240501";
    DiseaseBeforeBirth OUTPATIENT "20240401" "19800114";
    UncodedWithoutName OUTPATIENT "SY,8833421" "SY,0000999";
    CodedWithName OUTPATIENT "20240401,1,,," "20240401,1,,胃もたれ,";
    UncodedWithModifiers OUTPATIENT "SY,8833421,20240401,1,," "SY,0000999,20240401,1,8002,胃もたれ";
    SeveralMainDiseases OUTPATIENT "SI,11" "SY,4660009,20240401,1,,,01\nSI,11";
    NoMainDisease OUTPATIENT "1,,,01" "1\nSY,4660009,20240401,1";
    DiseaseRepeated OUTPATIENT "SI,11" "SY,8833421,20240401,1\nSI,11";
    PointsTotal OUTPATIENT "2,500" "2,501";
    NegativeTotal OUTPATIENT "2,500" "2,-500";
    FundBurdenTooHigh OUTPATIENT "SY," "KO,54136015,1234567,,1,29,290\nSY,";
    BurdenTooHigh OUTPATIENT "2,500" "2,500,,,,,,5000";
    MealsTooMany INPATIENT ",,6,4020" ",,91,4020";
    MealsOutpatient OUTPATIENT "2,500" "2,500,,3,2010";
    SectionInpatient OUTPATIENT "SI,12," "SI,90,";
    SectionOutpatient INPATIENT "SI,90," "SI,25,";
    UnitCount OUTPATIENT "620098801,1,,17,,,,,,,,,17" "620098801,1,,16,,,,,,,,,16";
    UnitDays OUTPATIENT "620098801,1,,17,,,,,,,,,17" "620098801,1,,17,,,,,,,,,,17";
    UnitWithoutPoints OUTPATIENT "620098802,2,8," "620098802,2,,";
    PointsWithoutCount OUTPATIENT "112007410,,73,1,,,,,,,,,,,1" "112007410,,73,0";
    CommentTextWithoutCode OUTPATIENT "112007410,,73,1,," "112007410,,73,1,,あ";
    UnitWithoutAmount OUTPATIENT "GO," "TO,40,1,710010001,,0,1,010\nGO,";
    StatementKindMissing OUTPATIENT "GO," "SJ,,あ\nGO,";
    NotMedical OUTPATIENT "IR,1,13,1," "IR,1,13,3,";
    ReceiptNumberOrder OUTPATIENT "RE,1," "RE,2,";
    SummaryCount OUTPATIENT "GO,1," "GO,2,";
    SummaryPoints OUTPATIENT "GO,1,500" "GO,1,501";
    SummaryMissing OUTPATIENT "GO,1,500" "GO,,500";
    SummaryOfVolume OUTPATIENT "GO,1,500,99" "GO,1,500,01";
    VolumeOrder OUTPATIENT "GO,1,500,99" "GO,,,02";
    MonthAfterBilling OUTPATIENT "医院,202405" "医院,202403";
    ClaimExpired OUTPATIENT "医院,202405" "医院,202905";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use model::DefectKind;

    use super::ALL;

    /// Kinds that speak of bytes, sizes or whole files, which a replaced part does not show.
    const WITHOUT: &[DefectKind] = &[
        DefectKind::BadCharacter,
        DefectKind::Gaiji,
        DefectKind::LineTooLong,
        DefectKind::ReceiptTooLarge,
        DefectKind::BareLf,
        DefectKind::NoFinalNewline,
        DefectKind::AfterEof,
        DefectKind::Utf8File,
        DefectKind::BlankSectionRun,
        DefectKind::NoReceipt,
        DefectKind::EmptyFile,
        DefectKind::TooManyErrors,
    ];

    #[test]
    fn every_example_shows_its_defect() {
        for example in ALL {
            assert!(example.of.contains(example.from), "{:?}", example.kind);
            let kinds: Vec<DefectKind> = example.defects().iter().map(|defect| defect.kind).collect();
            assert!(kinds.contains(&example.kind), "{:?} is not among {kinds:?}", example.kind);
        }
    }

    #[test]
    fn every_kind_has_an_example_or_is_named_here() {
        let shown: BTreeSet<DefectKind> = ALL.iter().map(|example| example.kind).collect();
        assert_eq!(shown.len(), ALL.len());
        let without: BTreeSet<DefectKind> =
            DefectKind::ALL.iter().copied().filter(|kind| !shown.contains(kind)).collect();
        assert_eq!(without, WITHOUT.iter().copied().collect());
    }
}
