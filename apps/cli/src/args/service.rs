//! `shinsa service`: its arguments.

pub mod staff;

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What to do with what the service keeps.
#[derive(Debug, Subcommand)]
pub enum Service {
    /// The work of a month.
    #[command(flatten)]
    Staff(staff::Staff),
}

/// Which service, by the settings of `serve`.
#[derive(Debug, Args)]
pub struct Which {
    /// 設定ファイル（TOML）。環境変数 SHINSA_SERVE_… が優先する
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// 保管するフォルダー（省略時は設定、なければ SHINSA_HOME）
    #[arg(long, value_name = "DIR")]
    pub home: Option<PathBuf>,
}
