//! The closed list of check kinds that findings and labels are sorted by (contract; extended only with a migration).

macro_rules! kinds {
    ($($variant:ident $slug:literal $ja:literal;)*) => {
        /// What a finding is about, whatever rule found it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the table below names each kind in both languages")]
        pub enum CheckKind { $($variant,)* }

        impl CheckKind {
            /// All kinds, in the order of the contract.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in files and scripts.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)* }
            }

            /// The name for people.
            pub const fn name(self) -> crate::Text {
                match self { $(Self::$variant => crate::Text::new($ja, $slug),)* }
            }
        }
    };
}

kinds! {
    UnknownCode "unknown-code" "存在しないコード";
    AbolishedCode "abolished-code" "廃止されたコード";
    NotYetInForce "not-yet-in-force" "適用前のコード";
    FixedPoints "fixed-points" "固定点数";
    PointsTotal "points-total" "合計点数";
    RealDays "real-days" "診療実日数";
    Age "age" "年齢";
    Sex "sex" "性別";
    InpatientOutpatient "inpatient-outpatient" "入院・入院外";
    HospitalClinic "hospital-clinic" "病院・診療所";
    CountLimit "count-limit" "算定回数";
    Exclusion "exclusion" "背反";
    Inclusion "inclusion" "包括";
    BasicFeeAddition "basic-fee-addition" "入院基本料と加算";
    AdditionWithoutParent "addition-without-parent" "加算のみの算定";
    NoDisease "no-disease" "傷病名なし";
    MainDisease "main-disease" "主傷病名";
    DiseaseCode "disease-code" "傷病名コード";
    SuspectedTooLong "suspected-too-long" "長期の疑い病名";
    AcuteTooLong "acute-too-long" "長期の急性病名";
    DiseaseSex "disease-sex" "傷病名と性別";
    TooManyDiseases "too-many-diseases" "傷病名の数";
    IndicationDrug "indication-drug" "医薬品の適応";
    IndicationProcedure "indication-procedure" "診療行為の適応";
    ContraindicatedDisease "contraindicated-disease" "傷病名禁忌";
    Interaction "interaction" "併用禁忌";
    Dose "dose" "投与量";
    DaysSupplied "days-supplied" "投与日数";
    LongUse "long-use" "長期投与";
    MaterialPrice "material-price" "特定器材の価格";
    CommentMissing "comment-missing" "コメント漏れ";
    CommentCode "comment-code" "コメントの記録";
    FacilityStandard "facility-standard" "施設基準";
    MissedClaim "missed-claim" "算定漏れ";
    RepeatedFirstVisit "repeated-first-visit" "初診料の繰り返し";
    Longitudinal "longitudinal" "縦覧";
    InpatientAndOutpatient "inpatient-and-outpatient" "横覧";
    CrossDispensing "cross-dispensing" "突合";
    HighPoints "high-points" "高点数";
    Eligibility "eligibility" "資格";
    DpcCoding "dpc-coding" "DPCコーディング";
    Tooth "tooth" "歯式";
    Other "other" "その他";
}
