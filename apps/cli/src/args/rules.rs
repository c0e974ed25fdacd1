//! `shinsa rules`: its subcommands and their arguments.

pub mod diff;
pub mod revision;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use model::{Branch, Month};

use super::corpus::month;

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub enum Rules {
    /// 署名された改訂を確かめ、すべての支部で一斉に有効にする（失敗すれば今の改訂のまま）
    Activate(revision::Activate),
    /// 規則・上書・マスター・設定を、署名した一つの改訂にまとめる
    Bundle(revision::Bundle),
    /// チェックマスタの事例（CC_JIREI）のうち、どれを規則が点検するかを観点ごとに示す
    Cases(Cases),
    /// 公開できる規則と、規則で読める欄の一覧を、ページ（.md）とJSON（.jsonl）に書き出す
    Catalog(Catalog),
    /// ルールを読み、誤りをすべて示す（--print plan は、どのレセプトでどの規則を試すか、--print program は、規則が何に訳されたか）
    Check(Check),
    /// 例がルールのどの条件・ただし書・結論を通るか、通らない所はどこかを示す
    Coverage(Coverage),
    /// 二つのルールで同じレセプトを審査し、指摘・点数・結果の違いを示す
    Diff(Box<diff::Diff>),
    /// 規則の変更の前と後の審査の結果から、規則ごとの指摘・査定・返戻・点数を比べる
    Effect(Effect),
    /// 規則で読める欄を一覧し、語で探す
    Facts(Facts),
    /// ルールの書式を整える（日本語と英語の書き方も変換できる）
    Fmt(Fmt),
    /// チェックマスタの事例（CC_JIREI）から規則の下書きを作る（ある物は上書きしない）
    Import(Import),
    /// 改訂に署名する鍵の組を作る
    Keygen(revision::Keygen),
    /// ルールのコードをマスターと照らす（存在・廃止・適用前・空の集合・区分番号）
    Lint(Lint),
    /// 新しい規則のひな型を作る（ある物は上書きしない）
    New(New),
    /// 使わなくなった古い改訂を保管先から除く（--apply がなければ、除けるものを示すだけ）
    Prune(revision::Prune),
    /// 前に有効だった改訂に戻す
    Rollback(revision::Rollback),
    /// 有効な改訂、支部ごとの違い、最後の失敗を示す
    Status(revision::Status),
    /// ルールの例を、本物の読み取りと判定で試す
    Test(Test),
    /// 改訂に誰が署名したかを示し、規則の点検と例の試験まで行う（有効にはしない）
    Verify(revision::Verify),
    /// フォルダーを見張り、届いた改訂を番号の順に有効にする
    Watch(revision::Watch),
}

/// A branch by its number or its name.
pub(super) fn branch(text: &str) -> Result<Branch, String> {
    Branch::read(text).ok_or_else(|| {
        "支部は都道府県の番号（13）か名前（東京）で書きます / a prefecture by number (13) or name (東京)"
            .to_owned()
    })
}

/// `shinsa rules effect`.
#[derive(Debug, Args)]
pub struct Effect {
    /// 変更前の審査の結果のフォルダー
    #[arg(value_name = "BEFORE")]
    pub before: PathBuf,
    /// 変更後の審査の結果のフォルダー
    #[arg(value_name = "AFTER")]
    pub after: PathBuf,
    /// 規則コード（省略時は、どちらかで指摘のあったすべての規則）
    #[arg(long, value_name = "CODE")]
    pub rule: Vec<String>,
    /// 支部ごとの行も書く
    #[arg(long)]
    pub branches: bool,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// `shinsa rules check`.
#[derive(Debug, Args)]
pub struct Check {
    /// ルールのファイル（.rule）またはフォルダー
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
    /// 判定の計画（plan: 錨となるコード、組、索引で引けない理由）又は訳された規則（program）を示す
    #[arg(
        long,
        value_enum,
        value_name = "plan|program",
        hide_possible_values = true,
        conflicts_with = "json"
    )]
    pub print: Option<Printed>,
    /// 示す規則のコード（繰り返せる。省略時はすべて）
    #[arg(long, value_name = "CODE", requires = "print")]
    pub rule: Vec<String>,
    /// 計画の診療年月（省略時は、規則の施行が始まる最も新しい月）。program では、その月の規則だけを示す
    #[arg(long, value_name = "YYYY-MM", value_parser = month, requires = "print")]
    pub month: Option<Month>,
    /// 計画に使うマスターの保管庫（省略時は SHINSA_HOME、なければ内蔵の見本）
    #[arg(long, value_name = "DIR", requires = "print")]
    pub masters: Option<PathBuf>,
}

/// What can be printed of a compiled rule book.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Printed {
    /// 計画
    Plan,
    /// 訳された規則
    Program,
}

/// `shinsa rules coverage`.
#[derive(Debug, Args)]
pub struct Coverage {
    /// ルールのファイル（.rule）またはフォルダー
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// マスターの保管庫（省略時は SHINSA_HOME、なければ内蔵の見本）
    #[arg(long, value_name = "DIR")]
    pub masters: Option<PathBuf>,
    /// 例が通る所も、その回数とともに示す
    #[arg(long, conflicts_with = "json")]
    pub all: bool,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// `shinsa rules cases`.
#[derive(Debug, Args)]
pub struct Cases {
    /// チェックマスタの事例ファイル（CC_JIREI、CSV又はzip）
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// 点検ルールのファイル（.rule）またはフォルダー
    #[arg(long, value_name = "PATH", required = true)]
    pub rules: Vec<PathBuf>,
    /// 規則が点検する事例も一件ずつ示す
    #[arg(long, conflicts_with = "json")]
    pub all: bool,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// `shinsa rules catalog`.
#[derive(Debug, Args)]
pub struct Catalog {
    /// ルールのファイル（.rule）またはフォルダー（省略時は内蔵の規則集）
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 書き出すフォルダー（rules.md、rules.jsonl、facts.md、facts.jsonl）
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// `shinsa rules import`.
#[derive(Debug, Args)]
pub struct Import {
    /// チェックマスタの事例ファイル（CC_JIREI、CSV又はzip）
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// 下書きを置くフォルダー
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// 今あるルール（ここで根拠に引かれている事例は作らない）
    #[arg(long, value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// チェックマスタの表で点検する観点（適応・禁忌・投与量など）の事例も作る
    #[arg(long)]
    pub all: bool,
}

/// `shinsa rules lint`.
#[derive(Debug, Args)]
pub struct Lint {
    /// ルールのファイル（.rule）またはフォルダー
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// マスターの保管庫（省略時は SHINSA_HOME、なければ内蔵の見本）
    #[arg(long, value_name = "DIR")]
    pub masters: Option<PathBuf>,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// `shinsa rules new`.
#[derive(Debug, Args)]
pub struct New {
    /// 規則コード（例: B001-2-年齢）
    #[arg(value_name = "CODE")]
    pub code: String,
    /// 規則の題
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// 区分（省略時は「その他」）
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// 書き出すファイル（省略時は 規則コード.rule）
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// 書き方
    #[arg(long, value_enum, value_name = "ja|en", default_value = "ja", hide_possible_values = true)]
    pub surface: SurfaceChoice,
}

/// `shinsa rules test`.
#[derive(Debug, Args)]
pub struct Test {
    /// ルールのファイル（.rule）またはフォルダー
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// マスターの保存先（省略時は組み込みのマスター）
    #[arg(long, value_name = "DIR")]
    pub masters: Option<PathBuf>,
    /// 支部（番号又は名前。省略時は全国の規則）
    #[arg(long, value_name = "NN", value_parser = branch)]
    pub branch: Option<Branch>,
    /// 例ごとに、判定と理由文を示す
    #[arg(long)]
    pub all: bool,
}

/// `shinsa rules facts`.
#[derive(Debug, Args)]
pub struct Facts {
    /// 探す語（省略時はすべて。語があればマスターと表の項目も探す）
    #[arg(value_name = "WORD")]
    pub word: Option<String>,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// `shinsa rules fmt`.
#[derive(Debug, Args)]
pub struct Fmt {
    /// ルールのファイル（.rule）またはフォルダー
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// 書き方
    #[arg(long, value_enum, value_name = "ja|en", default_value = "ja", hide_possible_values = true)]
    pub surface: SurfaceChoice,
    /// 書き直さず、整っていないファイルを示す
    #[arg(long, conflicts_with = "stdout")]
    pub check: bool,
    /// ファイルに書かず、標準出力に出す
    #[arg(long)]
    pub stdout: bool,
}

/// A surface as the command line names it.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SurfaceChoice {
    /// 日本語
    Ja,
    /// 英語
    En,
}
