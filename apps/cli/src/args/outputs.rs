//! `shinsa outputs`: its subcommands and their arguments.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use model::{Date, Month};

use super::corpus::month;

/// What to do with the official lists.
#[derive(Debug, Subcommand)]
pub enum Outputs {
    /// 審査支払機関から届いた帳票（返戻内訳書、増減点連絡書など）を読み、見やすく表示する
    Read(Read),
    /// 審査の結果から、医療機関に送る帳票（返戻内訳書、増減点連絡書など）と返戻ファイルを書き出す
    Write(Write),
}

/// `shinsa outputs read`.
#[derive(Debug, Args)]
pub struct Read {
    /// 帳票のCSV又は返戻ファイル（HEN）。gzip、zip も可。「-」は標準入力
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// 結果をJSONで出力する（1行1件）
    #[arg(long)]
    pub json: bool,
    /// 氏名、生年月日、カルテ番号も表示する
    #[arg(long)]
    pub names: bool,
}

/// `shinsa outputs write`.
#[derive(Debug, Args)]
pub struct Write {
    /// 審査の結果のフォルダー（shinsa screen の --out）。審査したファイルは元の場所に必要
    #[arg(value_name = "RUN_DIR")]
    pub run: PathBuf,
    /// 書き出すフォルダー（まだないもの）
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// 処理年月（省略時は各ファイルの請求年月）
    #[arg(long, value_name = "YYYYMM", value_parser = month)]
    pub processed: Option<Month>,
    /// 送信年月日（レセプトのファイルにはないので、省略時は空白）
    #[arg(long, value_name = "YYYYMMDD", value_parser = day)]
    pub sent: Option<Date>,
}

/// A day of eight digits.
fn day(text: &str) -> Result<Date, String> {
    let number = text.parse().ok().filter(|_| text.len() == 8);
    number.and_then(Date::from_number).ok_or_else(|| {
        "YYYYMMDD の8桁で書いてください（例 20240705）/ write YYYYMMDD, for example 20240705".to_owned()
    })
}
