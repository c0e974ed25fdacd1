//! Rows of official masters and tables that a finding rests on, as they are written and read back.

use masters::FileKind;
use model::{Date, Finding, Lang};
use serde::{Deserialize, Serialize};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MasterRow {
    /// The master or table, by its short name.
    pub master: String,
    /// Its code, with all digits; null for rows of tables, which are known by their columns.
    pub code: Option<String>,
    /// The first day on which the row says so, YYYY-MM-DD; null when no publication says it.
    pub from: Option<String>,
    /// The last day; null without an end.
    pub until: Option<String>,
    /// Whether no publication speaks of the day: the newest known row was taken.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// The columns that were read.
    pub columns: Vec<MasterCell>,
}

/// A column of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MasterCell {
    /// Its number in the specification (項番).
    pub item: u16,
    /// Its official name.
    pub name: String,
    /// Its text as published.
    pub value: String,
}

impl MasterRow {
    /// All that a finding rests on.
    pub fn all(finding: &Finding) -> Vec<Self> {
        finding.rows.iter().map(Self::of).collect()
    }

    fn of(row: &model::MasterRow) -> Self {
        let layout = FileKind::from_slug(row.master).map(FileKind::layout);
        let name = |item: u16| layout.and_then(|of| of.column(item)).map_or("", |column| column.name);
        let cell = |(item, value): &(u16, String)| MasterCell {
            item: *item,
            name: name(*item).to_owned(),
            value: value.clone(),
        };
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        Self {
            master: row.master.to_owned(),
            code: row.code.clone(),
            from: day(row.days.0),
            until: day(row.days.1),
            provisional: row.is_provisional,
            columns: row.columns.iter().map(cell).collect(),
        }
    }

    /// Its columns with their names and texts, on one line.
    pub fn columns_in_words(&self) -> String {
        let cells: Vec<String> =
            self.columns.iter().map(|cell| format!("{} {}", cell.name, cell.value)).collect();
        cells.join("、")
    }

    /// The row in a line for people: `背反同月 2024-06-01〜：診療行為コード① 111000110、背反区分 1`.
    pub fn line(&self, lang: Lang) -> String {
        let kind = FileKind::from_slug(&self.master);
        let title = kind.map_or(self.master.as_str(), |kind| kind.title_in(lang));
        let cells: Vec<String> = self.columns.iter().map(|cell| cell.words(kind, lang)).collect();
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        let (from, until, code) =
            (day(&self.from), day(&self.until), self.code.as_deref().unwrap_or_default());
        let space = if code.is_empty() { "" } else { " " };
        match lang {
            Lang::Ja => {
                let newest = if self.provisional { "、最新の版による" } else { "" };
                format!("{title}{space}{code}（{from}〜{until}{newest}）：{}", cells.join("、"))
            }
            Lang::En => {
                let newest = if self.provisional { ", newest known" } else { "" };
                format!("{title}{space}{code} ({from} to {until}{newest}): {}", cells.join(", "))
            }
        }
    }
}

impl MasterCell {
    /// The column with its value and, where the specification lists it, what the value means.
    fn words(&self, kind: Option<FileKind>, lang: Lang) -> String {
        let column = kind.and_then(|kind| kind.layout().column(self.item));
        let title = column.map_or(self.name.as_str().into(), |column| column.title(lang));
        let value = if self.value.is_empty() { "-" } else { self.value.as_str() };
        match (column.and_then(|column| column.meaning(&self.value)), lang) {
            (None, _) => format!("{title} {value}"),
            (Some(meaning), Lang::Ja) => format!("{title} {value}（{}）", meaning.in_lang(lang)),
            (Some(meaning), Lang::En) => format!("{title} {value} ({})", meaning.in_lang(lang)),
        }
    }
}
