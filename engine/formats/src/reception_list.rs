//! 受付処理結果リスト (`RIuasp…csv`): what could not be taken in at all, where no intake checks were asked for.

use model::{Level, Text};

use crate::column::{Column, Content, Form, Line, Part, title};
use crate::intake_list::{DETAIL, HEAD, IntakeList, NAMES, SOURCE, Sending};
use crate::sheet::WriteError;

/// SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル 令和6年5月版, 受付処理結果リスト（医科・DPC） p.5 and p.25–29: only errors
/// of reception (L1, L2).
pub static FORM: Form = Form {
    id: "uasp",
    name: Text::new("受付処理結果リスト", "results of reception"),
    lines: &[&TITLE, &HEAD, &NAMES, &DETAIL_LINE],
    key: 1,
    tagged: false,
    source: SOURCE,
};

static TITLE: Line = Line {
    part: Part::Title,
    name: Text::new("帳票名", "title"),
    columns: &[title("受付処理結果リスト", "results of reception")],
};

static DETAIL_LINE: Line =
    Line { part: Part::Detail, name: Text::new("明細", "detail"), columns: &reception_columns() };

/// The columns of which ⑫–⑭ (診療識別, 事項名, 点数) are not written.
const fn reception_columns() -> [Column; 20] {
    let mut columns = DETAIL;
    columns[12] = columns[12].content(Content::Unused);
    columns[13] = columns[13].content(Content::Unused);
    columns[14] = columns[14].content(Content::Unused);
    columns[15] = columns[15].content(Content::Unused);
    columns
}

/// Begins a list.
pub fn begin(sending: &Sending) -> Result<IntakeList<'_>, WriteError> {
    IntakeList::begin(&FORM, &[Level::L1, Level::L2], sending)
}
