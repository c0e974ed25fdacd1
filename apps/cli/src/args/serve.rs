//! `shinsa serve`: its arguments.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

/// `shinsa serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// 待ち受ける番地とポート（省略時は設定、なければ 127.0.0.1:8080）
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<SocketAddr>,
    /// 設定ファイル（TOML）。環境変数 SHINSA_SERVE_… が優先する
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// 保管するフォルダー（省略時は設定、なければ SHINSA_HOME。どちらもなければ何も残さない）
    #[arg(long, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// マスターの保管庫（省略時は SHINSA_HOME、なければ内蔵の見本）
    #[arg(long, value_name = "DIR")]
    pub masters: Option<PathBuf>,
    /// 改訂の保管先（省略時は SHINSA_HOME の revisions。そこに有効な改訂があれば、それで点検する）
    #[arg(long, value_name = "DIR", conflicts_with = "masters")]
    pub revision_home: Option<PathBuf>,
}
