//! The command tree. Help stands here in Japanese; `args/english.rs` gives every line in English.

pub mod corpus;
mod english;
pub mod log;
pub mod masters;
pub mod outputs;
mod refusal;
pub mod rules;
pub mod serve;
pub mod service;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use model::{Branch, InstitutionKind, Lang, Month};

/// 審査（shinsa）: 医科レセプトの受付・事務点検、公式マスターの取込、模擬レセプトの作成
#[derive(Debug, Parser)]
#[command(
    name = "shinsa",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub struct Arguments {
    /// 実行するコマンド
    #[command(subcommand)]
    pub command: Command,
    /// 表示する言語
    #[arg(long, global = true, value_enum, value_name = "ja|en", hide_possible_values = true)]
    pub lang: Option<LangChoice>,
    /// 進み具合と要約を表示しない
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// 使い方を表示する
    #[arg(long, short, global = true, action = clap::ArgAction::Help)]
    pub help: Option<bool>,
    /// 版を表示する
    #[arg(long, short = 'V', action = clap::ArgAction::Version)]
    pub version: Option<bool>,
}

/// A language as the command line names it.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LangChoice {
    /// 日本語
    Ja,
    /// 英語
    En,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 請求前のレセプトを点検し、誤りと直し方を表示する
    Check(Check),
    /// 月分のレセプトをまとめて審査し、結果をフォルダーに書き出す
    Screen(Box<Screen>),
    /// 規則がなぜ当たったか、なぜ当たらなかったかを、レセプトごとに示す
    Explain(Explain),
    /// 公式マスターを取り込み、照会する
    #[command(subcommand)]
    Masters(masters::Masters),
    /// 試験用の模擬レセプトを作成し、わざと壊す
    #[command(subcommand)]
    Corpus(corpus::Corpus),
    /// 点検ルールを確かめ、書式を整える
    #[command(subcommand)]
    Rules(rules::Rules),
    /// 審査支払機関から届いた帳票を読み、審査の結果から帳票を書く
    #[command(subcommand)]
    Outputs(outputs::Outputs),
    /// 審査の手数料を、どこまで見たかの段階ごとに保険者別に数える
    Fees(Fees),
    /// 審査の記録（決定ログ）を確かめる
    #[command(subcommand)]
    Log(log::Log),
    /// 過去の審査をやり直し、同じ結果になるか、どこが違うかを示す
    Replay(log::Replay),
    /// 点検と審査のサーバーを動かす（画面とAPI）
    Serve(serve::Serve),
    /// サーバーの利用者、保管データの控え、記録の確認、暗号の鍵
    #[command(subcommand)]
    Service(service::Service),
    /// シェルの補完スクリプトを出力する
    Completions(Completions),
}

/// `shinsa check`.
#[derive(Debug, Args)]
pub struct Check {
    /// 点検するファイル（UKE、gzip、zip）。「-」は標準入力
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// マスターの保管庫（省略時は SHINSA_HOME、なければ内蔵の見本）
    #[arg(long, value_name = "DIR")]
    pub masters: Option<PathBuf>,
    /// 点検ルールのファイル（.rule）またはフォルダー（省略時は内蔵のルール）
    #[arg(long, value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// ルールを使わず、受付・事務点検だけを行う
    #[arg(long, conflicts_with = "rules")]
    pub no_rules: bool,
    /// 支部（番号又は名前）。その支部の上書を適用する（省略時は全国の規則）
    #[arg(long, value_name = "NN", value_parser = rules::branch)]
    pub branch: Option<Branch>,
    /// 改訂の保管先。そこで有効な改訂で点検する（省略時は SHINSA_HOME の revisions。--rules か --masters があれば使わない）
    #[arg(long, value_name = "DIR", conflicts_with_all = ["rules", "masters"])]
    pub revision_home: Option<PathBuf>,
    /// 影の改訂（.shinsa-bundle）。その改訂なら何が増え、なくなり、変わるかを数える（結果には出さない）
    #[arg(long, value_name = "BUNDLE", conflicts_with = "no_rules")]
    pub shadow: Option<PathBuf>,
    /// 影の改訂との違いを一件ずつ書き出すファイル（JSON）
    #[arg(long, value_name = "FILE", requires = "shadow")]
    pub shadow_out: Option<PathBuf>,
    /// 同じ患者の過去のレセプト（ファイル、フォルダー。FILE の後に書く）。点検するファイルの他の明細書も併せて見る
    #[arg(long, value_name = "PATH", num_args = 1.., conflicts_with = "no_rules")]
    pub history: Vec<PathBuf>,
    /// この診療年月以後の自院のレセプトは、FILE と --history で全部そろっている（省略時は、ないことを根拠にしない）
    #[arg(long, value_name = "YYYYMM", requires = "history", value_parser = corpus::month)]
    pub history_complete_from: Option<Month>,
    /// 以前の返戻（返戻ファイル HEN、又は審査の結果のフォルダー。FILE の後に書く）。再請求がどの返戻に答えるものかを示す
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub returns: Vec<PathBuf>,
    /// 資格の一覧（UTF-8のCSV）。診療日の資格を照会する
    #[arg(long, value_name = "FILE")]
    pub eligibility: Option<PathBuf>,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
    /// 氏名とカルテ番号も表示する
    #[arg(long)]
    pub names: bool,
    /// 正常受付・連絡（L48）の項目も一件ずつ表示する
    #[arg(long)]
    pub all: bool,
    /// 病院か診療所か（レセプトからは分からない点検に使う）
    #[arg(long, value_enum, value_name = "hospital|clinic", hide_possible_values = true)]
    pub institution: Option<InstitutionChoice>,
}

/// `shinsa screen`.
#[derive(Debug, Args)]
pub struct Screen {
    /// 審査するファイル（UKE、gzip、zip）とフォルダー。「-」は標準入力
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// 結果を書き出すフォルダー
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// マスターの保管庫（省略時は SHINSA_HOME、なければ内蔵の見本）
    #[arg(long, value_name = "DIR")]
    pub masters: Option<PathBuf>,
    /// 点検ルールのファイル（.rule）またはフォルダー（省略時は内蔵のルール）
    #[arg(long, value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// 改訂の保管先。そこで有効な改訂で審査する（省略時は SHINSA_HOME の revisions。--rules か --masters があれば使わない）
    #[arg(long, value_name = "DIR", conflicts_with_all = ["rules", "masters"])]
    pub revision_home: Option<PathBuf>,
    /// 有効な改訂でなく、保管先にあるこの改訂（6桁以上）で審査する
    #[arg(long, value_name = "ID", conflicts_with_all = ["rules", "masters"])]
    pub revision: Option<String>,
    /// すべてのレセプトを、この支部（番号又は名前）の規則で審査する（省略時は医療機関の都道府県の支部）
    #[arg(long, value_name = "NN", value_parser = rules::branch)]
    pub branch: Option<Branch>,
    /// 同じ患者の過去のレセプト（ファイル、フォルダー）。審査するファイルの他の明細書も併せて見る
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub history: Vec<PathBuf>,
    /// この診療年月以後のレセプトは、審査するファイルと --history で全部そろっている（省略時は、ないことを根拠にしない）
    #[arg(long, value_name = "YYYYMM", requires = "history", value_parser = corpus::month)]
    pub history_complete_from: Option<Month>,
    /// 過去のレセプトに使うメモリーの上限（MiB）。足りないときは患者を分けて何度か読む
    #[arg(long, value_name = "MIB", default_value = "2048", value_parser = clap::value_parser!(u64).range(1..))]
    pub history_memory: u64,
    /// 誰が何を見るか（振分）の表（TOML。省略時は内蔵の表）
    #[arg(long, value_name = "FILE")]
    pub routing: Option<PathBuf>,
    /// 資格の一覧（UTF-8のCSV）。診療日の資格を照会する
    #[arg(long, value_name = "FILE")]
    pub eligibility: Option<PathBuf>,
    /// 審査の記録を書き足していく決定ログのフォルダー
    #[arg(long, value_name = "DIR")]
    pub log: Option<PathBuf>,
    /// 以前の返戻（返戻ファイル HEN、又は審査の結果のフォルダー）。再請求がどの返戻に答えるものかを示す
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub returns: Vec<PathBuf>,
    /// 医療機関に送る帳票（official/）を書かない（後から shinsa outputs write で書ける）
    #[arg(long)]
    pub no_official: bool,
    /// 途中で止まった審査の続きを行う
    #[arg(long)]
    pub resume: bool,
    /// 結果を書く形（JSON行は常に書く。csvとparquetを足せる）
    #[arg(
        long,
        value_enum,
        value_name = "jsonl,csv,parquet",
        value_delimiter = ',',
        hide_possible_values = true
    )]
    pub format: Vec<Format>,
    /// 病院か診療所か（レセプトからは分からない点検に使う。--institutions にない医療機関に当てはめる）
    #[arg(long, value_enum, value_name = "hospital|clinic", hide_possible_values = true)]
    pub institution: Option<InstitutionChoice>,
    /// 医療機関ごとの病院・診療所の別（CSV：都道府県と医療機関コードの9桁,病院又は診療所）
    #[arg(long, value_name = "FILE")]
    pub institutions: Option<PathBuf>,
    /// 並列数（0は自動）
    #[arg(long, value_name = "N", default_value = "0")]
    pub jobs: usize,
    /// 要約をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// `shinsa explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// レセプトのファイル（UKE、gzip、zip）。「-」は標準入力
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// 点検ルールのファイル（.rule）またはフォルダー（省略時は内蔵のルール）
    #[arg(long, value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// 支部（番号又は名前）。その支部の上書を適用する（省略時は全国の規則）
    #[arg(long, value_name = "NN", value_parser = rules::branch, requires = "rules")]
    pub branch: Option<Branch>,
    /// レセプト番号（省略時はすべてのレセプト。同じ番号のものはすべて）
    #[arg(long, value_name = "N")]
    pub receipt: Option<u32>,
    /// ファイルの何件目のレセプトか（JSONのseq）
    #[arg(long, value_name = "N", conflicts_with = "receipt")]
    pub seq: Option<u64>,
    /// 規則コード（当たらなかった理由も示す。省略時は当たった規則）
    #[arg(long, value_name = "CODE")]
    pub rule: Option<String>,
    /// マスターの保管庫（省略時は SHINSA_HOME、なければ内蔵の見本）
    #[arg(long, value_name = "DIR")]
    pub masters: Option<PathBuf>,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
    /// 病院か診療所か（レセプトからは分からない点検に使う）
    #[arg(long, value_enum, value_name = "hospital|clinic", hide_possible_values = true)]
    pub institution: Option<InstitutionChoice>,
}

/// A form of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// JSON, one object a line.
    Jsonl,
    /// For a spreadsheet.
    Csv,
    /// Columns, for analysis.
    Parquet,
}

/// Hospital or clinic, as the command line names it.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum InstitutionChoice {
    /// 病院
    Hospital,
    /// 診療所
    Clinic,
}

impl InstitutionChoice {
    /// What was said; nobody said anything without the option.
    pub const fn kind(choice: Option<Self>) -> InstitutionKind {
        match choice {
            None => InstitutionKind::Unknown,
            Some(Self::Hospital) => InstitutionKind::Hospital,
            Some(Self::Clinic) => InstitutionKind::Clinic,
        }
    }
}

/// `shinsa fees`.
#[derive(Debug, Args)]
pub struct Fees {
    /// 審査結果のフォルダー
    #[arg(value_name = "RUN_DIR")]
    pub run: PathBuf,
    /// 手数料の表（TOML。省略時は内蔵の例）
    #[arg(long, value_name = "FILE")]
    pub table: Option<PathBuf>,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// `shinsa completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// シェルの種類
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// The command tree in a language.
pub fn tree(lang: Lang) -> clap::Command {
    let tree = Arguments::command();
    match lang {
        Lang::Ja => english::japanese_headings(tree),
        Lang::En => english::translate(tree),
    }
}

/// Parses the arguments of the process; what is wrong with them is told, and the exit code given.
pub fn parse(lang: Lang) -> Result<(Arguments, Lang), ExitCode> {
    let matches = tree(lang).try_get_matches().map_err(|error| refusal::tell(&error, lang))?;
    let arguments = Arguments::from_arg_matches(&matches).map_err(|error| refusal::tell(&error, lang))?;
    let lang = match arguments.lang {
        Some(LangChoice::Ja) => Lang::Ja,
        Some(LangChoice::En) => Lang::En,
        None => lang,
    };
    Ok((arguments, lang))
}
