//! 受付・事務点検ASP結果リスト (`RIhasp…csv`): what intake found in a sending, to be set right before it is confirmed.

use model::{Level, Text};

use crate::column::{Form, Line, Part, title};
use crate::intake_list::{DETAIL, HEAD, IntakeList, NAMES, SOURCE, Sending};
use crate::sheet::WriteError;

/// SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル 令和6年5月版, 受付・事務点検ASP結果リスト（医科） p.25–29.
pub static FORM: Form = Form {
    id: "hasp",
    name: Text::new("受付・事務点検ＡＳＰ結果リスト", "results of the intake checks"),
    lines: &[&TITLE, &HEAD, &NAMES, &DETAIL_LINE],
    key: 1,
    tagged: false,
    source: SOURCE,
};

/// オンライン確認試験結果リスト has the same columns; it is read, not written.
pub static TRIAL: Form = Form {
    id: "kasp",
    name: Text::new("オンライン確認試験結果リスト", "results of an online trial"),
    lines: &[&TRIAL_TITLE, &HEAD, &NAMES, &DETAIL_LINE],
    key: 1,
    tagged: false,
    source: SOURCE,
};

static TITLE: Line = Line {
    part: Part::Title,
    name: Text::new("帳票名", "title"),
    columns: &[title("受付・事務点検ＡＳＰ結果リスト", "results of the intake checks")],
};

static TRIAL_TITLE: Line = Line {
    part: Part::Title,
    name: Text::new("帳票名", "title"),
    columns: &[title("オンライン確認試験結果リスト", "results of an online trial")],
};

static DETAIL_LINE: Line = Line { part: Part::Detail, name: Text::new("明細", "detail"), columns: &DETAIL };

/// Begins a list.
pub fn begin(sending: &Sending) -> Result<IntakeList<'_>, WriteError> {
    IntakeList::begin(&FORM, &[Level::L1, Level::L2, Level::L3, Level::L4, Level::L48, Level::L7], sending)
}
