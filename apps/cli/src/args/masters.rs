//! `shinsa masters`: its subcommands and their arguments.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use model::Date;

/// What to do with the masters.
#[derive(Debug, Subcommand)]
pub enum Masters {
    /// 公式マスターのファイルを保管庫に取り込む
    Import(Import),
    /// 取り込んだ版と、どの日まで完全かを一覧する
    List(List),
    /// コードを照会する（名称・点数の推移・背反・算定回数・コメントなど）
    Show(Show),
    /// 2つの日の間で変わったコードを調べる
    Diff(Diff),
}

/// Where the masters are.
#[derive(Debug, Args)]
pub struct Store {
    /// マスターの保管庫（省略時は SHINSA_HOME、なければ内蔵の見本）
    #[arg(long, value_name = "DIR")]
    pub masters: Option<PathBuf>,
}

/// `shinsa masters import`.
#[derive(Debug, Args)]
pub struct Import {
    /// 公式ファイル（CSV、zip）またはフォルダー
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub store: Store,
    /// 公表日（ファイル名から分からないとき、又は以前の指定を改めるとき）。fileで指定を取り消す
    #[arg(long, value_name = "DATE|file", value_parser = told)]
    pub published: Option<Told>,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// `shinsa masters list`.
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    pub store: Store,
    /// すべての期間と、取り込んだファイルを一件ずつ表示する
    #[arg(long)]
    pub all: bool,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// `shinsa masters show`.
#[derive(Debug, Args)]
pub struct Show {
    /// 診療行為・医薬品・特定器材・コメント（9桁）、傷病名（7桁）、修飾語・施設基準（4桁）
    #[arg(value_name = "CODE")]
    pub code: String,
    #[command(flatten)]
    pub store: Store,
    /// この日の内容を表示する（省略時は今日。分からなければ分かる最後の日）
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub on: Option<Date>,
    /// 長い一覧も省かず、全項目を表示する
    #[arg(long)]
    pub all: bool,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// `shinsa masters diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// 前の日
    #[arg(value_name = "FROM", value_parser = date)]
    pub from: Date,
    /// 後の日
    #[arg(value_name = "TO", value_parser = date)]
    pub to: Date,
    #[command(flatten)]
    pub store: Store,
    /// 省かず、すべてのコードを表示する
    #[arg(long)]
    pub all: bool,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// What an import was told of the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The day.
    Day(Date),
    /// That the day is the one of the file after all.
    AsFile,
}

impl Told {
    /// The day, where one was told.
    pub const fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::AsFile => None,
        }
    }
}

/// Reads YYYYMMDD or YYYY-MM-DD.
pub(super) fn date(text: &str) -> Result<Date, String> {
    let digits: String = text.chars().filter(|&c| c != '-').collect();
    let well_formed = digits.len() == 8 && matches!(text.len(), 8 | 10);
    let number = digits.parse().ok().filter(|_| well_formed);
    number.and_then(Date::from_number).ok_or_else(|| "YYYY-MM-DD".to_owned())
}

/// Reads a day, or that it is the one of the file.
fn told(text: &str) -> Result<Told, String> {
    if text == "file" {
        return Ok(Told::AsFile);
    }
    date(text).map(Told::Day).map_err(|form| format!("{form} / file"))
}

#[cfg(test)]
mod tests {
    use super::{Told, date, told};

    #[test]
    fn a_day_is_told_or_left_to_the_file() {
        assert_eq!(told("file"), Ok(Told::AsFile));
        assert_eq!(told("2024-06-01"), date("20240601").map(Told::Day));
        assert_eq!(told("2024-06-31"), Err("YYYY-MM-DD / file".to_owned()));
    }

    #[test]
    fn days_are_written_with_or_without_hyphens() {
        assert_eq!(date("20240601"), date("2024-06-01"));
        assert!(date("2024-06-31").is_err());
        assert!(date("2024-6-1").is_err());
        assert!(date("x").is_err());
    }
}
