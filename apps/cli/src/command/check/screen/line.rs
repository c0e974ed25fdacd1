//! How a receipt and a physical line are shown to people. Personal data only when asked for.

use model::{Lang, Level, Text};
use receipt::batch::{Batch, Receipt};
use receipt::read::compiled;
use receipt::{RecordKind, tables};

/// The head of a receipt: number, kind, month, points; name and chart number only when asked for.
pub fn receipt_title(batch: &Batch, receipt: &Receipt, names: bool, lang: Lang) -> String {
    let number = receipt.number.map_or_else(|| "?".to_owned(), |n| n.to_string());
    let kind = tables::CLAIM_TYPE.meaning(batch.field(receipt.row, 3)).unwrap_or("種別?");
    let month = receipt.month.map_or_else(String::new, |month| match lang {
        Lang::Ja => format!("{}年{}月", month.year(), month.month_of_year()),
        Lang::En => month.to_string(),
    });
    let points = claimed_points(batch, receipt).map_or_else(String::new, |points| match lang {
        Lang::Ja => format!("{points}点"),
        Lang::En => format!("{points} points"),
    });
    let mut parts = match lang {
        Lang::Ja => vec![format!("レセプト{number}"), kind.to_owned(), month, points],
        Lang::En => vec![format!("receipt {number}"), kind.to_owned(), month, points],
    };
    if names {
        parts.push(batch.text(receipt.row, 5));
        parts.push(batch.text(receipt.row, 14));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("　")
}

fn claimed_points(batch: &Batch, receipt: &Receipt) -> Option<i64> {
    let range = receipt.payers.start as usize..receipt.payers.end as usize;
    batch.payers.get(range)?.first()?.points
}

/// Physical lines of a batch, described.
pub struct Lines<'a> {
    /// The batch.
    pub batch: &'a Batch,
    /// Whether personal fields are shown.
    pub names: bool,
    /// The language.
    pub lang: Lang,
}

impl Lines<'_> {
    /// A line by its 1-based number in the file: the record, and its fields that are not personal.
    pub fn describe(&self, line: u64) -> String {
        let Some(row) = line.checked_sub(self.batch.lines_before + 1).and_then(|row| u32::try_from(row).ok()) else {
            return String::new();
        };
        let Some(kind) = self.batch.record_id(row).and_then(RecordKind::from_id) else {
            return match self.lang {
                Lang::Ja => format!("（読めない行、{}バイト）", self.batch.row(row).len()),
                Lang::En => format!("(unreadable, {} bytes)", self.batch.row(row).len()),
            };
        };
        let layout = kind.layout();
        let name = if self.lang == Lang::Ja { layout.name.trim_end_matches("レコード") } else { layout.en };
        format!("{} {name} {}", kind.id(), self.fields(row, kind))
    }

    fn fields(&self, row: u32, kind: RecordKind) -> String {
        const WIDEST: usize = 60;
        let Some(layout) = compiled(kind) else { return String::new() };
        let day_run = layout.columns.iter().position(|column| column.ordinal == Some(1)).unwrap_or(usize::MAX);
        let mut shown = String::new();
        for (i, column) in layout.columns.iter().enumerate().take(day_run.min(layout.columns.len())) {
            let item = (i + 2) as u8;
            if self.batch.field(row, item).is_empty() {
                continue;
            }
            let masked = column.field.personal && !self.names;
            let value = if masked { "＊".to_owned() } else { self.batch.text(row, item) };
            if !shown.is_empty() {
                shown.push(' ');
            }
            shown.push_str(&value);
        }
        if shown.chars().count() > WIDEST {
            shown = shown.chars().take(WIDEST).chain(['…']).collect();
        }
        shown
    }
}

/// What a level means for the one who files.
pub const fn level_meaning(level: Level) -> Text {
    match level {
        Level::L1 => Text::new("ファイル全体の再請求が必要", "the whole file must be filed again"),
        Level::L2 => Text::new("レセプトの再請求が必要", "the receipt must be filed again"),
        Level::L3 => Text::new("要確認（返戻の対象）", "to be looked at; likely to be returned"),
        Level::L4 => Text::new("要確認（査定・返戻・正当）", "to be looked at"),
        Level::L48 => Text::new("受け付けられるが知らせる事項", "taken, and told"),
        Level::L7 => Text::new("算定ルールの確認", "rules of the fee schedule"),
    }
}
