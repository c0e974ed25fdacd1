//! `shinsa service`: its arguments.

pub mod staff;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use model::Branch;
use store::{Role, Side};

use super::rules::branch;

/// What to do with what the service keeps.
#[derive(Debug, Subcommand)]
pub enum Service {
    /// 利用者を作り、一覧し、止め、再開し、パスワードを変える
    #[command(subcommand)]
    Account(Account),
    /// 保管データの控えを書く（封をした値は封をしたまま。鍵は入らない）
    Backup(Backup),
    /// 控えから、空の保管先に戻す
    Restore(Restore),
    /// 操作の記録（監査証跡）が書かれたときのままかを確かめる
    Verify(Verify),
    /// 暗号の鍵を新しくし、保管データの封をし直す（サーバーを止めてから行う）
    Rekey(Rekey),
    /// The work of a month.
    #[command(flatten)]
    Staff(staff::Staff),
}

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub enum Account {
    /// 利用者を作る（パスワードは標準入力か、画面に出さずに尋ねる）
    Add(Box<Add>),
    /// 利用者の一覧を表示する
    List(List),
    /// 利用者のサインインを止める
    Disable(One),
    /// 止めた利用者を再開する
    Enable(One),
    /// パスワードを変える（標準入力か、画面に出さずに尋ねる）
    Password(One),
    /// ワンタイムパスワードを外す（機器をなくしたとき）
    ForgetTotp(One),
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

/// `shinsa service account add`.
#[derive(Debug, Args)]
pub struct Add {
    /// Which service.
    #[command(flatten)]
    pub which: Which,
    /// サインインに使う名前
    #[arg(long, value_name = "LOGIN")]
    pub login: String,
    /// 役割（clinic、staff、reviewer、arbiter、headquarters、administrator）
    #[arg(long, value_name = "ROLE", value_parser = role)]
    pub role: Role,
    /// 画面に出る名前
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// 医療機関（都道府県と医療機関コードの9桁）。役割が clinic のとき
    #[arg(long, value_name = "NNNNNNNNN")]
    pub institution: Option<String>,
    /// 属する支部（番号又は名前）
    #[arg(long, value_name = "NN", value_parser = branch)]
    pub branch: Option<Branch>,
    /// 代表する側。審査委員と裁定者のとき
    #[arg(long, value_enum, value_name = "providers|insurers|learned", hide_possible_values = true)]
    pub side: Option<SideChoice>,
}

/// `shinsa service account list`.
#[derive(Debug, Args)]
pub struct List {
    /// Which service.
    #[command(flatten)]
    pub which: Which,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// One account by its name.
#[derive(Debug, Args)]
pub struct One {
    /// Which service.
    #[command(flatten)]
    pub which: Which,
    /// サインインに使う名前
    #[arg(long, value_name = "LOGIN")]
    pub login: String,
}

/// `shinsa service backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// Which service.
    #[command(flatten)]
    pub which: Which,
    /// 書き出すファイル（まだないもの）
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// `shinsa service restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// Which service.
    #[command(flatten)]
    pub which: Which,
    /// 控えのファイル
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// `shinsa service verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Which service.
    #[command(flatten)]
    pub which: Which,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// `shinsa service rekey`.
#[derive(Debug, Args)]
pub struct Rekey {
    /// Which service.
    #[command(flatten)]
    pub which: Which,
}

/// A side as the command line names it.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SideChoice {
    /// 診療担当者代表
    Providers,
    /// 保険者代表
    Insurers,
    /// 学識経験者
    Learned,
}

impl From<SideChoice> for Side {
    fn from(choice: SideChoice) -> Self {
        match choice {
            SideChoice::Providers => Self::Providers,
            SideChoice::Insurers => Self::Insurers,
            SideChoice::Learned => Self::Learned,
        }
    }
}

/// A role by its code.
fn role(text: &str) -> Result<Role, String> {
    Role::from_code(text).ok_or_else(|| {
        let codes: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
        codes.join(", ")
    })
}
