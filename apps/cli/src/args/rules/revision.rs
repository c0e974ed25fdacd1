//! `shinsa rules bundle · keygen · verify · activate · rollback · status`: the arguments for signed revisions.

use std::path::PathBuf;

use clap::Args;
use model::{Date, Month};

use super::super::corpus::month;
use super::super::masters::date;

/// `shinsa rules bundle`.
#[derive(Debug, Args)]
pub struct Bundle {
    /// 規則と支部の上書のファイル（.rule）またはフォルダー（省略時は内蔵のルール）
    #[arg(value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// 書き出すファイル（名前.shinsa-bundle）
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// 署名する秘密鍵（ed25519、PEM）
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// 改訂番号（有効な改訂より大きい番号だけが有効になる）
    #[arg(long, value_name = "N")]
    pub number: u64,
    /// 改訂の名前
    #[arg(long, value_name = "TEXT")]
    pub name: String,
    /// 作成者
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub creator: String,
    /// 改訂の理由
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub note: String,
    /// 適用日（この日より前には有効にできない。診療日ではなく、使い始める日）
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub valid_from: Option<Date>,
    /// 一緒に入れるマスターの保管庫（省略時は SHINSA_HOME、なければ内蔵の見本）
    #[arg(long, value_name = "DIR")]
    pub masters: Option<PathBuf>,
    /// 一緒に入れる設定のファイル（.toml、.json）またはフォルダー
    #[arg(long, value_name = "PATH")]
    pub settings: Vec<PathBuf>,
}

/// `shinsa rules keygen`.
#[derive(Debug, Args)]
pub struct Keygen {
    /// 鍵の名前。NAME.key.pem（秘密鍵）と NAME.pub.pem（公開鍵）を作る
    #[arg(value_name = "NAME")]
    pub name: PathBuf,
}

/// `shinsa rules verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// 改訂のファイル（.shinsa-bundle）
    #[arg(value_name = "BUNDLE")]
    pub bundle: PathBuf,
    /// 信頼する公開鍵のファイルまたはフォルダー（省略時は改訂の保管先の trusted）
    #[arg(long, value_name = "PATH")]
    pub trust: Vec<PathBuf>,
    /// 改訂の保管先（省略時は SHINSA_HOME の revisions）
    #[arg(long, value_name = "DIR")]
    pub revision_home: Option<PathBuf>,
    /// 入っているファイルを一つずつ示す
    #[arg(long)]
    pub all: bool,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// `shinsa rules activate`.
#[derive(Debug, Args)]
pub struct Activate {
    /// 改訂のファイル（.shinsa-bundle）
    #[arg(value_name = "BUNDLE")]
    pub bundle: PathBuf,
    /// 信頼する公開鍵のファイルまたはフォルダー（省略時は改訂の保管先の trusted）
    #[arg(long, value_name = "PATH")]
    pub trust: Vec<PathBuf>,
    /// 改訂の保管先（省略時は SHINSA_HOME の revisions）
    #[arg(long, value_name = "DIR")]
    pub revision_home: Option<PathBuf>,
    /// 適用日より前に有効にする
    #[arg(long)]
    pub early: bool,
    /// 前もって計画を作る診療年月（省略時は先月と今月）
    #[arg(long, value_name = "YYYYMM", value_parser = month)]
    pub warm: Vec<Month>,
}

/// `shinsa rules watch`.
#[derive(Debug, Args)]
pub struct Watch {
    /// 改訂のファイル（.shinsa-bundle）が届くフォルダー
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// 改訂の保管先（省略時は SHINSA_HOME の revisions）
    #[arg(long, value_name = "DIR")]
    pub revision_home: Option<PathBuf>,
    /// 今届いている改訂だけを扱って終わる
    #[arg(long)]
    pub once: bool,
}

/// `shinsa rules rollback`.
#[derive(Debug, Args)]
pub struct Rollback {
    /// 戻す改訂（要約値の先頭6桁以上。省略時は一つ前に有効だった改訂）
    #[arg(long, value_name = "REVISION")]
    pub to: Option<String>,
    /// 改訂の保管先（省略時は SHINSA_HOME の revisions）
    #[arg(long, value_name = "DIR")]
    pub revision_home: Option<PathBuf>,
}

/// `shinsa rules prune`.
#[derive(Debug, Args)]
pub struct Prune {
    /// 審査の結果のフォルダーや審査の記録（decisions.log）。ここに名前のある改訂は残す
    #[arg(value_name = "RUNS")]
    pub runs: Vec<PathBuf>,
    /// 最近有効だった改訂をいくつ残すか（有効な改訂と一つ前の改訂を含む）
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub keep: usize,
    /// 実際に除く
    #[arg(long)]
    pub apply: bool,
    /// 改訂の保管先（省略時は SHINSA_HOME の revisions）
    #[arg(long, value_name = "DIR")]
    pub revision_home: Option<PathBuf>,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// `shinsa rules status`.
#[derive(Debug, Args)]
pub struct Status {
    /// 改訂の保管先（省略時は SHINSA_HOME の revisions）
    #[arg(long, value_name = "DIR")]
    pub revision_home: Option<PathBuf>,
    /// これまでの切替えもすべて示す
    #[arg(long)]
    pub all: bool,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}
