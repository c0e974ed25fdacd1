//! The page of the official lists and their codes, derived from the tables they are written from (docs/outputs.md).

use std::fmt::{self, Write};

use crate::codes::{change_reason, return_class, table};
use crate::column::{Column, Content, Form, Length, Line, Mode, Repeat};
use crate::{asp_list, change_list, reception_list, return_file, return_list};

const HEAD: &str = "\
# 審査支払機関の帳票とファイル / Lists and files of the agencies

<!-- This page is derived from engine/formats/src/; change it there. -->

このページは、書き出し・読み取りに使う項目の表からそのまま作成しています。
This page is derived from the tables of columns that writing and reading use; how they are used: [design/outputs.md](design/outputs.md).
「unverified（未検証）」のものは、公式の資料で確かめていません。
What is marked \"unverified\" was not checked against an official document.

- 文字コード Shift_JIS（CP932）、CRLF、引用符なし（未検証: 資料に記載がない） / CP932, CRLF, no quotes (unverified: the document does not say).
- 文字数 (characters): 固定 = always so many, 以内 = at most; of 半角又は全角 columns full-width characters count twice.
- 必須 (required): ○ = must be written on the first line of a receipt.
- 2行目以降 (following lines): 省略 = left blank because the first line says it; reading fills it down.
- 紙 (paper): ○ = written for paper receipts too.
- 個人 (personal): ○ = can identify a person; shown only when asked for, never in logs or errors.
";

/// The whole page.
pub fn page() -> String {
    let mut page = String::new();
    // INVARIANT: writing to a `String` cannot fail, so the page is always whole.
    let written = write_page(&mut page);
    debug_assert!(written.is_ok());
    page
}

fn write_page(out: &mut String) -> fmt::Result {
    out.write_str(HEAD)?;
    let lists =
        [&return_list::FORM, &change_list::FORM, &asp_list::FORM, &reception_list::FORM, &asp_list::TRIAL];
    for list in lists.into_iter().chain([&return_file::FORM]) {
        form(out, list)?;
    }
    change_reasons(out)?;
    return_classes(out)?;
    table::ALL.into_iter().try_for_each(|table| codes(out, table))
}

fn form(out: &mut String, form: &Form) -> fmt::Result {
    writeln!(out, "\n# {} ({}) / {}\n", form.name.ja, form.id, form.name.en)?;
    writeln!(out, "出典 source: {}.", form.source)?;
    if form.id == return_file::FORM.id {
        writeln!(out, "\n{}。\n{}.", return_file::UNVERIFIED.ja, return_file::UNVERIFIED.en)?;
    }
    form.lines.iter().try_for_each(|one| line(out, one))
}

fn line(out: &mut String, line: &Line) -> fmt::Result {
    writeln!(out, "\n## {} / {}\n", line.name.ja, line.name.en)?;
    writeln!(
        out,
        "| 項番 item | 項目 | Item | モード mode | 文字数 characters | 必須 required | 内容 content | 2行目以降 following | 紙 paper | 個人 personal |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|---|---|")?;
    (1..).zip(line.columns).try_for_each(|(item, column)| row(out, item, column))
}

fn row(out: &mut String, item: u8, column: &Column) -> fmt::Result {
    let mark = |is: bool| if is { "○" } else { "" };
    let mode = match column.mode {
        Mode::Half => "半角",
        Mode::Full => "全角",
        Mode::Either => "半角又は全角",
    };
    let length = match column.length {
        Length::Fixed(n) => format!("{n} 固定"),
        Length::FixedOr(a, b) => format!("{a} 又は {b} 固定"),
        Length::UpTo(n) => format!("{n} 以内"),
    };
    let following = match column.repeat {
        Repeat::Written => "",
        Repeat::OncePerReceipt => "省略（レセプト）",
        Repeat::OncePerReduction => "省略（同じ増減点）",
        Repeat::FirstLineOnly => "1行目だけ",
    };
    let (name, en, content) = (column.name, column.en, content(column.content));
    let (required, paper, personal) = (mark(column.required), mark(column.paper), mark(column.personal));
    writeln!(
        out,
        "| {item} | {name} | {en} | {mode} | {length} | {required} | {content} | {following} | {paper} | {personal} |"
    )
}

fn content(content: Content) -> String {
    match content {
        Content::Text => "文（超えれば切り捨て、記録する） text, shortened and noted".to_owned(),
        Content::Code => "コード code".to_owned(),
        Content::Amount => "数値 amount".to_owned(),
        Content::Signed => "数値（負あり） signed amount".to_owned(),
        Content::Change => "`-216`, `+¥7000`, `[-216]`".to_owned(),
        Content::OneOf(words) => words.join("、"),
        Content::Always(word) => format!("“{word}”"),
        Content::Unused => "記録しない never written".to_owned(),
    }
}

fn change_reasons(out: &mut String) -> fmt::Result {
    writeln!(out, "\n# 増減点事由 / Reasons of changes\n")?;
    writeln!(
        out,
        "同じ記号でも機関と版で意味が違います。\nA letter means what its agency and edition say.\n"
    )?;
    writeln!(
        out,
        "| 機関 agency | 版 edition | 処理年月 months | 記号 letter | 意味 | Meaning | 確かさ proof |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    for reason in change_reason::ALL {
        let users = match reason.users {
            change_reason::Users::Fund => "支払基金",
            change_reason::Users::Federations => "国保連",
        };
        let month = |month: Option<u32>| month.map_or_else(String::new, |month| month.to_string());
        let (from, until) = (month(reason.months.0), month(reason.months.1));
        let (edition, letter, text, en) = (reason.edition, reason.letter, reason.text, reason.en);
        let proof = reason.proof.text().ja;
        writeln!(out, "| {users} | {edition} | {from}–{until} | {letter} | {text} | {en} | {proof} |")?;
    }
    Ok(())
}

fn return_classes(out: &mut String) -> fmt::Result {
    writeln!(out, "\n# 返戻区分 / Classes of returns\n")?;
    writeln!(out, "| コード code | 意味 | Meaning | 確かさ proof |\n|---|---|---|---|")?;
    return_class::ALL.iter().try_for_each(|class| {
        writeln!(out, "| {} | {} | {} | {} |", class.code, class.text, class.en, class.proof.text().ja)
    })
}

fn codes(out: &mut String, table: &table::CodeTable) -> fmt::Result {
    writeln!(out, "\n# {} / {}\n", table.name.ja, table.name.en)?;
    writeln!(out, "{} ({}). 出典 source: {}.\n", table.users.ja, table.users.en, table.source)?;
    writeln!(out, "| コード code | 意味 meaning | 確かさ proof |\n|---|---|---|")?;
    table
        .codes
        .iter()
        .try_for_each(|code| writeln!(out, "| {} | {} | {} |", code.code, code.text, code.proof.text().ja))
}
