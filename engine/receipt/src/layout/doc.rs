//! The documentation page of records and tables, derived from the layouts (docs/records.md).

use std::fmt::{self, Write};

use super::{Field, Item, Layout, Need, Shape, Table, Width};
use crate::records::{Part, RecordKind};
use crate::{records::history, tables};

const HEAD: &str = "\
# 医科レセプトファイルのレコード / Records of a medical claim file

<!-- This page is derived from engine/receipt/src/records/ and tables/; change it there. -->

このページは、読み取り・書き出し・点検に使うレイアウト表からそのまま作成しています。
This page is derived from the layout tables that reading, writing and checking use.
出典が「unverified」のものは、2023年版の仕様書に記載がなく、実データで確かめていません。
A source that says \"unverified\" is not in the specification of 2023 and was not checked against real files.

- 形式 (width): 固定 = 常に最大バイト (always full), 可変 = 有効桁まで (up to).
- 記録 (need): 必須 = required, 任意 = depends, 予備 = left blank, 請求時省略 = left blank in a first filing.
- 個人 (personal): 個人を識別しうる項目。ログやエラー文には出しません / can identify a person, never shown in logs or errors.
- 項目 1 はレコード識別情報です。 Item 1 is the record id.
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
    overview(out)?;
    for &kind in RecordKind::ALL {
        record(out, kind.layout())?;
    }
    history_prefix(out)?;
    writeln!(out, "\n# 別表 / Tables of codes")?;
    tables::ALL.iter().try_for_each(|table| codes(out, table))
}

fn overview(out: &mut String) -> fmt::Result {
    writeln!(out, "\n## 記録順 / Order of records\n")?;
    writeln!(
        out,
        "順序は同じ区分の中での並びです。\nThe rank is within the part of the file; equal ranks may mix.\nSNの上限は請求時だけのもので、検索番号のあるレセプトでは数えません。\nThe limit of SN is one of first filings: it does not hold for a receipt with a 検索番号.\n"
    )?;
    writeln!(
        out,
        "| 識別 | レコード | Record | 区分 part | 順序 rank | 臓器提供者内 donor rank | 上限 most |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    for &kind in RecordKind::ALL {
        let (layout, standing) = (kind.layout(), kind.standing());
        let part = match standing.part {
            Part::File => "ファイル file",
            Part::Receipt => "レセプト receipt",
            Part::Anywhere => "レセプト内・順序不明 receipt, order unknown",
            Part::Donor => "臓器提供者 donor",
            Part::History => "履歴 history",
        };
        let donor = standing.donor_rank.map_or_else(String::new, |rank| rank.to_string());
        let most = standing.most.map_or_else(String::new, |most| most.to_string());
        let (id, name, en) = (layout.id, layout.name, layout.en);
        let ranked = !matches!(standing.part, Part::Anywhere | Part::History);
        let rank = if ranked { standing.rank.to_string() } else { String::new() };
        writeln!(out, "| {id} | {name} | {en} | {part} | {rank} | {donor} | {most} |")?;
    }
    Ok(())
}

fn record(out: &mut String, layout: &Layout) -> fmt::Result {
    writeln!(out, "\n## {} {} / {}\n", layout.id, layout.name, layout.en)?;
    writeln!(out, "出典 source: {}.\n", layout.source)?;
    field_heads(out)?;
    let mut number = 2_u16;
    for item in layout.items {
        match item {
            Item::One(field) => row(out, &number.to_string(), field.name, field)?,
            Item::Run(field, n) => {
                let last = number + u16::from(*n) - 1;
                row(out, &format!("{number}–{last}"), &format!("{} 1–{n}", field.name), field)?;
                number = last;
            }
        }
        number += 1;
    }
    Ok(())
}

fn history_prefix(out: &mut String) -> fmt::Result {
    writeln!(out, "\n## 履歴管理ブロックの行 / Lines of a history block\n")?;
    writeln!(out, "各行はレコードの前に次の3項目を持ちます（unverified）。")?;
    writeln!(out, "Each line has these three items before its record (unverified).\n")?;
    field_heads(out)?;
    history::PREFIX.iter().try_for_each(|field| row(out, "", field.name, field))?;
    writeln!(
        out,
        "\n履歴にだけ現れるレコード（unverified）: Records that stand in histories alone (unverified):\n"
    )?;
    history::ALSO.iter().try_for_each(|(id, name, en)| writeln!(out, "- {id} {name} / {en}"))
}

fn field_heads(out: &mut String) -> fmt::Result {
    writeln!(
        out,
        "| 項目 item | 項目名 | Name | モード mode | 最大バイト bytes | 形式 width | 記録 need | 内容 meaning | 個人 personal | 公式コード official |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|---|---|")
}

fn row(out: &mut String, number: &str, name: &str, field: &Field) -> fmt::Result {
    let width = match field.width {
        Width::Fixed => "固定",
        Width::Variable => "可変",
    };
    let need = match field.need {
        Need::Required => "必須",
        Need::Optional => "任意",
        Need::Reserved => "予備",
        Need::FilingOmitted => "請求時省略",
    };
    let personal = if field.personal { "○" } else { "" };
    let (en, mode, max) = (field.en, field.mode.name(), field.max);
    let (meaning, official) = (meaning(field), field.official.unwrap_or_default());
    writeln!(
        out,
        "| {number} | {name} | {en} | {mode} | {max} | {width} | {need} | {meaning} | {personal} | {official} |"
    )
}

fn meaning(field: &Field) -> String {
    let linked = |table: &Table| format!("[{}](#{})", table.number, anchor(table));
    match field.shape {
        Shape::Plain => String::new(),
        Shape::Katakana => "全角カタカナ（長音を含む） katakana".to_owned(),
        Shape::Number => "数値 number".to_owned(),
        Shape::Signed => "数値（負あり）signed number".to_owned(),
        Shape::Decimal { int, frac } => format!("整数部{int}桁・小数部{frac}桁 decimal"),
        Shape::Date => "年月日 YYYYMMDD".to_owned(),
        Shape::Month => "年月 YYYYMM".to_owned(),
        Shape::Code(table) => linked(table),
        Shape::CodeList { each, table: Some(table) } => format!("{} {each}桁×n", linked(table)),
        Shape::CodeList { each, table: None } => format!("マスターのコード {each}桁×n codes of a master"),
    }
}

fn anchor(table: &Table) -> String {
    format!("{}-{}", table.number, table.name)
}

fn codes(out: &mut String, table: &Table) -> fmt::Result {
    writeln!(out, "\n<a id=\"{}\"></a>\n## {} {} / {}\n", anchor(table), table.number, table.name, table.en)?;
    writeln!(out, "| コード code | 内容 meaning |\n|---|---|")?;
    table.codes.iter().try_for_each(|(code, meaning)| writeln!(out, "| {code} | {meaning} |"))
}
