//! `shinsa log` and `shinsa replay`: their arguments.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What to do with decision logs.
#[derive(Debug, Subcommand)]
pub enum Log {
    /// 審査の記録（決定ログ）が書かれたときのままかを確かめる
    Verify(Verify),
}

/// `shinsa log verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// 審査結果のフォルダー、又は決定ログのフォルダー（screen の --log）
    #[arg(value_name = "DIR", required = true)]
    pub dirs: Vec<PathBuf>,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// `shinsa replay`.
#[derive(Debug, Args)]
pub struct Replay {
    /// やり直す審査の結果のフォルダー
    #[arg(value_name = "RUN_DIR")]
    pub run: PathBuf,
    /// 審査したファイルとフォルダー（省略時は記録のとおり）
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// マスターの保管庫（省略時は記録のとおり）
    #[arg(long, value_name = "DIR")]
    pub masters: Option<PathBuf>,
    /// 点検ルールのファイル（.rule）またはフォルダー（省略時は記録のとおり）
    #[arg(long, value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// 過去のレセプト（省略時は記録のとおり）
    #[arg(long, value_name = "PATH")]
    pub history: Vec<PathBuf>,
    /// 資格の一覧（省略時は記録のとおり）
    #[arg(long, value_name = "FILE")]
    pub eligibility: Option<PathBuf>,
    /// 振分の表（省略時は記録のとおり）
    #[arg(long, value_name = "FILE")]
    pub routing: Option<PathBuf>,
    /// 並列数（0は自動）
    #[arg(long, value_name = "N", default_value = "0")]
    pub jobs: usize,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}
