//! `shinsa outputs`: its subcommands and their arguments.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What to do with the official lists.
#[derive(Debug, Subcommand)]
pub enum Outputs {
    /// 審査支払機関から届いた帳票（返戻内訳書、増減点連絡書など）を読み、見やすく表示する
    Read(Read),
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
