//! The catalogue of facts: every field that is no column of a master, with what it is, of which things, and its source.
//!
//! The compiler, near names, `shinsa rules facts` and docs/facts.md are all read off this one table.

use dsl::vocabulary::{Kind, Type};
use masters::FileKind;
use model::Text;

use super::{Ty, master_of};
use crate::program::Step;

/// A field.
pub(crate) struct Field {
    /// As the tree has it: built-in names in their English form, columns as published.
    pub(crate) name: &'static str,
    pub(crate) of: Of,
    pub(crate) step: Step,
    pub(crate) gives: Gives,
    pub(crate) doc: Text,
    pub(crate) source: &'static str,
}

/// What has a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// Whatever a noun phrase finds.
    Things,
    /// What stands on days: lines, comments, bundles, days.
    Dated,
    /// Procedures, drugs, materials, lines of any of them, days of a ward fee.
    Lines,
    /// What can be counted by days: lines, bundles, visits, days.
    Counted,
    Stays,
    Prescriptions,
    Bundles,
    Runs,
    LinesAndBundles,
    /// What has a code of a master; also its row while a set is made.
    Coded,
    Procedures,
    Diseases,
    /// Rows of 適応表.
    Indications,
    Receipt,
    Patient,
    Date,
    Month,
    DateOrMonth,
    Number,
}

/// What a field gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gives {
    Value(Type),
    /// A code of the thing's own master.
    OwnCode,
    /// The week of a day, as a thing.
    Week,
    /// A value of the type it is read off.
    Same,
}

impl Of {
    /// Whether something has it.
    pub(crate) fn has(self, ty: Ty) -> bool {
        let line =
            |kind| matches!(kind, Kind::Procedure | Kind::Drug | Kind::Material | Kind::Line | Kind::WardDay);
        match (self, ty) {
            (Self::Things, Ty::Thing(_))
            | (Self::Receipt, Ty::Receipt)
            | (Self::Patient, Ty::Patient)
            | (Self::Runs, Ty::Run) => true,
            (Self::Dated, Ty::Thing(kind)) => {
                !matches!(kind, Kind::Disease | Kind::EachWeek | Kind::EachMonth | Kind::Stay)
            }
            (Self::Counted, Ty::Thing(kind)) => {
                line(kind) || matches!(kind, Kind::Visit | Kind::Bundle | Kind::EachDay)
            }
            (Self::Stays, Ty::Thing(kind)) => kind == Kind::Stay,
            (Self::Prescriptions, Ty::Thing(kind)) => kind == Kind::Prescription,
            (Self::Bundles, Ty::Thing(kind)) => kind == Kind::Bundle,
            (Self::Lines, Ty::Thing(kind)) => line(kind),
            (Self::LinesAndBundles, Ty::Thing(kind)) => line(kind) || kind == Kind::Bundle,
            (Self::Coded, Ty::Thing(kind)) => master_of(kind).is_some(),
            (Self::Coded, Ty::Code(_)) => true,
            (Self::Procedures, ty @ (Ty::Thing(_) | Ty::Code(_))) => ty.master() == Some(FileKind::Procedure),
            (Self::Diseases, Ty::Thing(kind)) => kind == Kind::Disease,
            (Self::Indications, Ty::Row(kind)) => kind == FileKind::CheckIndication,
            (Self::Date, Ty::Value(of)) => of == Type::Date,
            (Self::Month, Ty::Value(of)) => of == Type::Month,
            (Self::DateOrMonth, Ty::Value(of)) => matches!(of, Type::Date | Type::Month),
            (Self::Number, Ty::Value(of)) => {
                !matches!(of, Type::Date | Type::Month | Type::Text | Type::Code | Type::Truth)
            }
            _ => false,
        }
    }

    /// What it is called.
    pub(crate) const fn text(self) -> Text {
        match self {
            Self::Things => Text::new("見つかったものすべて", "whatever a noun phrase finds"),
            Self::Dated => Text::new(
                "診療行為・医薬品・特定器材・明細・コメント・剤・各日",
                "lines, comments, bundles, days",
            ),
            Self::Lines => Text::new("診療行為・医薬品・特定器材・明細", "lines"),
            Self::Counted => {
                Text::new("診療行為・医薬品・特定器材・明細・剤・受診・各日", "lines, bundles, visits, days")
            }
            Self::Stays => Text::new("入院", "stays"),
            Self::Prescriptions => Text::new("処方", "prescriptions"),
            Self::Bundles => Text::new("剤", "bundles"),
            Self::Runs => Text::new("連続する日", "runs of days"),
            Self::LinesAndBundles => Text::new("診療行為・医薬品・特定器材・明細・剤", "lines, bundles"),
            Self::Coded => Text::new(
                "診療行為・医薬品・特定器材・コメント・傷病名",
                "procedures, drugs, materials, comments, diseases",
            ),
            Self::Procedures => Text::new("診療行為", "procedures"),
            Self::Diseases => Text::new("傷病名", "diseases"),
            Self::Indications => Text::new("適応表の行", "rows of 適応表"),
            Self::Receipt => Text::new("明細書", "the receipt"),
            Self::Patient => Text::new("患者", "the patient"),
            Self::Date => Text::new("日付", "a date"),
            Self::Month => Text::new("年月", "a month"),
            Self::DateOrMonth => Text::new("日付・年月", "a date, a month"),
            Self::Number => Text::new("数", "a number"),
        }
    }
}

/// Fields of the language that have no built-in name and that the engine cannot read yet.
pub(crate) const PLANNED: &[&str] = &[];

const fn field(
    name: &'static str,
    of: Of,
    step: Step,
    gives: Gives,
    doc: (&'static str, &'static str),
    source: &'static str,
) -> Field {
    Field { name, of, step, gives, doc: Text::new(doc.0, doc.1), source }
}

const fn gives(of: Type) -> Gives {
    Gives::Value(of)
}

const OURS: &str = "docs/rule-language.md";
const DAYS: &str = "記録条件仕様 SI・IY・TO 日の情報";

/// All fields, in the order in which the page shows them; where two fit a thing, the narrower stands first.
#[rustfmt::skip]
pub(crate) const FIELDS: &[Field] = &[
    field("code", Of::Coded, Step::Code, Gives::OwnCode,
        ("コード。読めないときは不明", "the code; not known where it cannot be read"),
        "記録条件仕様 SI・IY・TO・CO・SY"),
    field("name", Of::Coded, Step::Name, gives(Type::Text),
        ("マスターの名称。まとまり（すべて）では違う名称を「、」でつなぐ", "the name in the master; of a group, the different names joined"),
        "各マスター 名称"),
    field("admitted", Of::Stays, Step::Admitted, gives(Type::Date),
        ("入院年月日", "the day of admission"), "記録条件仕様 RE 入院年月日"),
    field("first_day", Of::Stays, Step::Admitted, gives(Type::Date),
        ("入院年月日", "the day of admission"), "記録条件仕様 RE 入院年月日"),
    field("discharged", Of::Stays, Step::Discharged, gives(Type::Date),
        ("退院した日。医科の明細書に記録がないので、いつも不明", "the day of discharge; never known, as no record of a medical claim holds it"),
        "記録条件仕様（医科用）2023-03"),
    field("last_day", Of::Stays, Step::Discharged, gives(Type::Date),
        ("退院した日。いつも不明", "the day of discharge; never known"), "記録条件仕様（医科用）2023-03"),
    field("days", Of::Prescriptions, Step::Days, gives(Type::Days),
        ("投薬日数", "for how many days the drugs are"), "記録条件仕様 IY 回数（診療識別21）"),
    field("kinds", Of::Prescriptions, Step::Kinds, gives(Type::Number),
        ("薬剤の種類の数", "how many different drugs"), OURS),
    field("包括検査点数", Of::Bundles, Step::BundledPoints, gives(Type::Points),
        ("剤の点数から、包括対象でない項目の点数を引いた数", "the points of the bundle without those of its items outside the stepped tests"),
        "医科診療行為マスター 包括対象検査"),
    field("first_day", Of::Runs, Step::FirstDay, gives(Type::Date),
        ("続いた最初の日", "the first day of the run"), OURS),
    field("last_day", Of::Runs, Step::LastDay, gives(Type::Date),
        ("続いた最後の日", "the last day of the run"), OURS),
    field("days", Of::Runs, Step::Days, gives(Type::Days),
        ("続いた日数", "how many days it has"), OURS),
    field("day", Of::Dated, Step::Day, gives(Type::Date),
        ("算定した日。二日に算定した明細は二つのものになる", "the day; a line on two days is two things"), DAYS),
    field("first_day", Of::Things, Step::FirstDay, gives(Type::Date),
        ("最初の日（傷病名は診療開始日、各週・各月はその初日）", "the first day (of a disease its start, of a week or month its first)"), DAYS),
    field("last_day", Of::Things, Step::LastDay, gives(Type::Date),
        ("最後の日", "the last day"), DAYS),
    field("calendar_month", Of::Things, Step::Month, gives(Type::Month),
        ("最初の日の属する月", "the month of the first day"), OURS),
    field("points", Of::LinesAndBundles, Step::Points, gives(Type::Points),
        ("点数。剤に一つだけの明細は記録の点数、ほかはマスターの点数、剤は最後の明細の点数",
         "points: as recorded for a line alone in its bundle, else the master's; of a bundle, those on its last line"),
        "記録条件仕様 点数；医科診療行為マスター 新又は現点数"),
    field("count", Of::Lines, Step::Count, gives(Type::Times),
        ("その日の回数。まとまりでは合計", "how often on that day; of a group, the sum"), DAYS),
    field("days", Of::Counted, Step::Days, gives(Type::Days),
        ("まとまりの中の違う日の数", "how many different days a group has"), DAYS),
    field("number", Of::Things, Step::Number, gives(Type::Number),
        ("まとまりの中のものの数", "how many things a group has"), OURS),
    field("kinds", Of::Things, Step::Kinds, gives(Type::Number),
        ("まとまりの中の違うコードの数", "how many different codes a group has"), OURS),
    field("quantity", Of::Lines, Step::Quantity, gives(Type::Quantity),
        ("数量データ又は使用量。記録がなければ不明", "the recorded quantity; not known where none is"),
        "記録条件仕様 SI 数量データ、IY・TO 使用量"),
    field("section", Of::Lines, Step::Section, gives(Type::Number),
        ("診療識別（11 初診、12 再診、…）", "the section of the receipt (11 first visit, 12 repeated visit, …)"),
        "記録条件仕様 別表20 診療識別コード"),
    field("started", Of::Diseases, Step::Started, gives(Type::Date),
        ("診療開始日", "the day on which treatment of the disease began"), "記録条件仕様 SY 診療開始日"),
    field("outcome", Of::Diseases, Step::Outcome, gives(Type::Text),
        ("転帰。治癒・死亡・中止と比べる", "the outcome; compare with cured, died, stopped"), "記録条件仕様 別表18 転帰区分コード"),
    field("区分番号", Of::Procedures, Step::LawSection, gives(Type::Text),
        ("告示の区分番号（「D007」「B001-2」）。食事療養など点数表に区分番号のない行為では空", "the section of the law (`D007`, `B001-2`); empty where the fee schedule has none, as of meals"),
        "医科診療行為マスター コード表用番号・区分番号・枝番"),
    field("注加算", Of::Procedures, Step::IsAddition, gives(Type::Truth),
        ("加算（告示等識別区分(1)が7又は9）かどうか", "whether it is an addition (告示等識別区分(1) is 7 or 9)"),
        "医科診療行為マスター 告示等識別区分(1)"),
    field("患者適合", Of::Indications, Step::Fits, gives(Type::Truth),
        ("行の性別・年齢が患者に合うか", "whether the sex and age of the row fit the patient"), "チェックマスタ IY_Tekio（レイアウト未確認）"),
    field("病名不問", Of::Indications, Step::AnyDisease, gives(Type::Truth),
        ("傷病名を問わない行（0000000〜0000003）か", "whether the row asks for no disease (0000000 to 0000003)"), "チェックマスタ IY_Tekio（レイアウト未確認）"),
    field("service_month", Of::Receipt, Step::ServiceMonth, gives(Type::Month),
        ("診療年月", "the month of service"), "記録条件仕様 RE 診療年月"),
    field("calendar_month", Of::Receipt, Step::ServiceMonth, gives(Type::Month),
        ("診療年月", "the month of service"), "記録条件仕様 RE 診療年月"),
    field("first_day", Of::Receipt, Step::FirstDay, gives(Type::Date),
        ("診療年月の初日", "the first day of the month of service"), "記録条件仕様 RE 診療年月"),
    field("last_day", Of::Receipt, Step::LastDay, gives(Type::Date),
        ("診療年月の末日", "the last day of the month of service"), "記録条件仕様 RE 診療年月"),
    field("real_days", Of::Receipt, Step::RealDays, gives(Type::Days),
        ("最初の保険者又は公費の診療実日数", "the days of treatment of the first payer"), "記録条件仕様 HO・KO 診療実日数"),
    field("total_points", Of::Receipt, Step::TotalPoints, gives(Type::Points),
        ("最初の保険者又は公費の合計点数", "the total points of the first payer"), "記録条件仕様 HO・KO 合計点数"),
    field("admitted", Of::Receipt, Step::Admitted, gives(Type::Date),
        ("入院年月日。入院外では不明", "the day of admission; not known for outpatients"), "記録条件仕様 RE 入院年月日"),
    field("setting", Of::Receipt, Step::Setting, gives(Type::Text),
        ("入院か入院外か。『入院』・入院外と比べる", "inpatient or outpatient"), "記録条件仕様 RE レセプト種別"),
    field("sex", Of::Patient, Step::Sex, gives(Type::Text),
        ("性別。男・女と比べる", "the sex; compare with male, female"), "記録条件仕様 RE 男女区分"),
    field("born", Of::Patient, Step::Born, gives(Type::Date),
        ("生年月日", "the day of birth"), "記録条件仕様 RE 生年月日"),
    field("age", Of::Date, Step::Age, gives(Type::Age),
        ("その日の患者の満年齢", "the patient's age on that day"), "記録条件仕様 RE 生年月日"),
    field("calendar_week", Of::Date, Step::Week, Gives::Week,
        ("その日の属する週（日曜日から土曜日まで）", "the week of the day (Sunday to Saturday)"), "通知 第1章第1部 通則6"),
    field("calendar_month", Of::DateOrMonth, Step::Month, gives(Type::Month),
        ("属する月", "the month"), OURS),
    field("first_day", Of::Month, Step::FirstDay, gives(Type::Date),
        ("月の初日", "the first day of the month"), OURS),
    field("last_day", Of::Month, Step::LastDay, gives(Type::Date),
        ("月の末日", "the last day of the month"), OURS),
    field("next_month", Of::Month, Step::NextMonth, gives(Type::Month),
        ("次の月", "the month after"), OURS),
    field("previous_month", Of::Month, Step::PreviousMonth, gives(Type::Month),
        ("前の月", "the month before"), OURS),
    field("rounded_up", Of::Number, Step::RoundedUp, Gives::Same,
        ("一未満を切り上げた数", "rounded up to a whole"), OURS),
    field("rounded_down", Of::Number, Step::RoundedDown, Gives::Same,
        ("一未満を切り捨てた数", "rounded down to a whole"), OURS),
    field("rounded_half_up", Of::Number, Step::RoundedHalfUp, Gives::Same,
        ("一未満を四捨五入した数", "rounded half up to a whole"), OURS),
];
