//! 増減点連絡書 (`RIzogn…csv`): what an agency changed in receipts, line by line, and why.

use model::{Month, Points, Text, Yen};

use crate::class::{CHANGE_WORDS, Class, DUTY_WORDS, NOTE_WORDS};
use crate::codes::change_reason::ChangeReason;
use crate::column::{
    Content, Form, Length, Line, Mode, Part, amount, code, code_up_to, narrow, title, wide, words,
};
use crate::issue::head;
use crate::personal::Personal;
use crate::reception::ReceptionNumber;

mod rows;

pub use rows::ChangeList;

/// SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル（医療機関（医科・DPC）用）令和6年5月版, 増減点連絡書 p.51–56.
pub static FORM: Form = Form {
    id: "zogn",
    name: Text::new("増減点連絡書", "list of changed points"),
    lines: &[&HEAD, &NAMES, &DETAIL],
    key: 3,
    tagged: true,
    source: "印刷対象帳票・CSV・PDF作成対象ファイル（医療機関（医科・DPC）用）令和6年5月版, p.51–56; \
             character code, line ends and quoting are not given there (unverified)",
};

static HEAD: Line =
    Line { part: Part::Head, name: Text::new("ヘッダ", "head"), columns: &head("診療月") };

static NAMES: Line = Line {
    part: Part::Names,
    name: Text::new("タイトル部", "titles"),
    columns: &[
        code("レコード種別", "kind of line", 1).always("2"),
        title("診療年月", "month of services"),
        title("レセプト番号", "receipt number"),
        title("受付番号", "reception number"),
        title("診療科コード", "department code"),
        title("特別審査委員会", "special review"),
        title("明細種別", "kind of statement"),
        title("保険者番号", "insurer"),
        title("老人市町村番号", "municipality of the elderly"),
        title("第一公費負担者番号", "first public fund"),
        title("第二公費負担者番号", "second public fund"),
        title("第三公費負担者番号", "third public fund"),
        title("第四公費負担者番号", "fourth public fund"),
        title("区分", "class"),
        title("高額療養費負担区分", "high-cost class"),
        title("職務上の事由", "reason of duty"),
        title("老人減免区分", "reduction for the elderly"),
        title("氏名", "name"),
        title("カルテ番号等", "chart number"),
        title("箇所１", "place 1"),
        title("箇所２", "place 2"),
        title("法別番号", "law number"),
        title("増減点数（金額）", "change of points (yen)"),
        title("事由", "reason"),
        title("負担（請求内容）", "payers (claimed)"),
        title("請求内容", "claimed"),
        title("負担（補正・査定後内容）", "payers (corrected)"),
        title("補正・査定後内容", "corrected"),
        title("検索番号", "search number"),
        title("請求情報", "institution's own text"),
    ],
};

static DETAIL: Line = Line {
    part: Part::Detail,
    name: Text::new("明細部", "detail"),
    columns: &[
        code("レコード種別", "kind of line", 1).content(Content::OneOf(&["3", "4", "5", "6"])),
        code_up_to("診療年月", "month of services, when late", 5).once(),
        amount("レセプト番号", "receipt number", 6).once().electronic_only(),
        code_up_to("受付番号", "reception number", 13).once().electronic_only(),
        code_up_to("診療科コード", "department code", 2).content(Content::Unused).once(),
        words("特別審査委員会", "special review", 9, &["（特別審査委員会）"]).once(),
        words("明細種別", "kind of statement", 5, &["（総括）", "（ＤＰＣ）", "（医科）"])
            .once()
            .electronic_only(),
        code_up_to("保険者番号", "insurer", 8).once(),
        code_up_to("老人市町村番号", "municipality of the elderly", 8).once(),
        code_up_to("第一公費負担者番号", "first public fund", 8).once(),
        code_up_to("第二公費負担者番号", "second public fund", 8).once(),
        code_up_to("第三公費負担者番号", "third public fund", 8).once(),
        code_up_to("第四公費負担者番号", "fourth public fund", 8).once(),
        words("区分", "class", 3, CHANGE_WORDS).once(),
        words("高額療養費負担区分", "high-cost class", 2, NOTE_WORDS).once(),
        words("職務上の事由", "reason of duty", 1, DUTY_WORDS).once(),
        wide("老人減免区分", "reduction for the elderly", 1).content(Content::Unused).once(),
        wide("氏名", "name", 40).once().personal(),
        narrow("カルテ番号等", "chart number", 20).once().electronic_only().personal(),
        code_up_to("箇所１", "place 1: section of the details", 2).once_per_reduction(),
        words("箇所２", "place 2: sums", 2, &["合計", "食事", "集計"]).once_per_reduction(),
        code_up_to("法別番号", "law number", 2),
        narrow("増減点数（金額）", "change of points (yen)", 11).content(Content::Change),
        code_up_to("事由", "reason", 2),
        code_up_to("負担（請求内容）", "payers (claimed)", 1),
        wide("請求内容", "claimed", 1100),
        code_up_to("負担（補正・査定後内容）", "payers (corrected)", 1),
        wide("補正・査定後内容", "corrected", 1100),
        code_up_to("検索番号", "search number", 30).first_line_only().electronic_only(),
        crate::return_list::CLAIM_INFORMATION.mode(Mode::Either).length(Length::UpTo(40)).first_line_only(),
    ],
};

/// A receipt of which something was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedReceipt {
    /// The month of services; told when it is not the month of the list (月遅れ).
    pub month: Month,
    /// レセプト番号.
    pub number: u32,
    /// 受付番号, when the agency gave one.
    pub reception: Option<ReceptionNumber>,
    /// Whether headquarters reviewed it (特別審査委員会).
    pub special_review: bool,
    /// 保険者番号.
    pub insurer: Option<String>,
    /// 老人市町村番号 of old receipts.
    pub municipality: Option<String>,
    /// 負担者番号 of up to four public funds.
    pub funds: Vec<String>,
    /// What kind of receipt it is.
    pub class: Class,
    /// 特記事項 codes of RE.
    pub notes: Vec<u8>,
    /// 職務上の事由 of HO.
    pub duty: Option<u8>,
    /// 氏名.
    pub name: Personal,
    /// カルテ番号等 of RE.
    pub chart: Personal,
    /// What was changed, in the order of the receipt; sums last.
    pub reductions: Vec<Reduction>,
    /// 検索番号 of RE.
    pub search_number: String,
    /// 請求情報 of RE.
    pub claim_information: Personal,
}

/// One change: a 点数・回数算定単位 of the details, or a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reduction {
    /// Where.
    pub place: Place,
    /// By how much, for each payer (法別) that it touches.
    pub amounts: Vec<Amount>,
    /// Why; the list has room for two.
    pub reasons: Vec<GivenReason>,
    /// What was claimed and what it was corrected to, side by side; each pair has a line.
    pub lines: Vec<ChangedLine>,
}

/// Where a change stands (箇所).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// 診療識別 of the details.
    Section(u8),
    /// 合計: sum of 療養の給付.
    Total,
    /// 食事: sum of 食事療養.
    Meals,
    /// An amount that a patient bears: no place is written.
    Burden,
    /// 集計: sums of an organ donor's receipt.
    DonorSums,
}

/// A change for one payer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// 法別番号: two digits, or blank.
    pub law: String,
    /// By how much.
    pub change: Change,
}

/// By how much: points or yen, negative when reduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// 点数.
    Points(Points),
    /// 金額.
    Yen(Yen),
}

/// Who found the reason; this is the order in which reasons are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// 審査.
    Review,
    /// 事務共助.
    OfficeAid,
    /// 事務点検.
    OfficeCheck,
}

/// A reason for a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenReason {
    /// Who found it.
    pub origin: Origin,
    /// The reason: agency, edition and letter.
    pub reason: &'static ChangeReason,
}

/// What was claimed, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedLine {
    /// What was claimed, blank when something was added.
    pub claimed: Said,
    /// What it was corrected to, blank when it was struck out.
    pub corrected: Said,
}

/// A text with the 負担区分 it stands under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// 負担区分.
    pub burden: Option<char>,
    /// The text: name, amount, points × count.
    pub text: Personal,
}

#[cfg(test)]
pub(crate) mod tests;
