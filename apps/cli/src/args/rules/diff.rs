//! `shinsa rules diff`: its arguments, and limits as a pipeline writes them.

use std::path::PathBuf;

use clap::Args;
use model::{Branch, Month};

use super::super::corpus::month;
use super::super::{InstitutionChoice, rules::branch};

/// The word for the rule book inside the program.
pub const BUILT_IN: &str = "built-in";

/// `shinsa rules diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// 旧と新のルール（ファイル又はフォルダー）。一つだけなら新で、旧は内蔵のルール。「built-in」は内蔵のルール
    #[arg(value_name = "OLD NEW", required = true, num_args = 1..=2)]
    pub rules: Vec<PathBuf>,
    /// 比べるレセプト（ファイル、フォルダー）
    #[arg(long, value_name = "PATH", required = true, num_args = 1..)]
    pub corpus: Vec<PathBuf>,
    /// マスターの保管庫（省略時は SHINSA_HOME、なければ内蔵の見本）
    #[arg(long, value_name = "DIR")]
    pub masters: Option<PathBuf>,
    /// 旧の側のマスターの保管庫（省略時は新と同じ）。マスターの改定で何が変わるかは、同じルールを二度指定して比べる
    #[arg(long, value_name = "DIR")]
    pub masters_old: Option<PathBuf>,
    /// 旧の側は上書を適用しない（全国の規則）。同じルールを二度指定すると、上書で何が変わるかが分かる
    #[arg(long)]
    pub national_old: bool,
    /// すべてのレセプトを、この支部（番号又は名前）の規則で審査する（省略時は医療機関の都道府県の支部）
    #[arg(long, value_name = "NN", value_parser = branch)]
    pub branch: Option<Branch>,
    /// 同じ患者の過去のレセプト（ファイル、フォルダー）
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub history: Vec<PathBuf>,
    /// この診療年月以後のレセプトは、--corpus と --history で全部そろっている
    #[arg(long, value_name = "YYYYMM", requires = "history", value_parser = month)]
    pub history_complete_from: Option<Month>,
    /// 過去のレセプトに使うメモリーの上限（MiB）
    #[arg(long, value_name = "MIB", default_value = "2048", value_parser = clap::value_parser!(u64).range(1..))]
    pub history_memory: u64,
    /// 誰が何を見るか（振分）の表（TOML。省略時は内蔵の表）
    #[arg(long, value_name = "FILE")]
    pub routing: Option<PathBuf>,
    /// 病院か診療所か（レセプトからは分からない点検に使う）
    #[arg(long, value_enum, value_name = "hospital|clinic", hide_possible_values = true)]
    pub institution: Option<InstitutionChoice>,
    /// 増える指摘の上限（N は件数、N% はレセプト件数に対する割合、CODE=N は規則ごと、*=N はどの規則も）
    #[arg(long, value_name = "[CODE=]N[%]", value_parser = limit)]
    pub max_added: Vec<Limit>,
    /// 減る指摘の上限
    #[arg(long, value_name = "[CODE=]N[%]", value_parser = limit)]
    pub max_removed: Vec<Limit>,
    /// 内容の変わる指摘の上限
    #[arg(long, value_name = "[CODE=]N[%]", value_parser = limit)]
    pub max_changed: Vec<Limit>,
    /// 違いのあるレセプトの上限
    #[arg(long, value_name = "[CODE=]N[%]", value_parser = limit)]
    pub max_receipts: Vec<Limit>,
    /// 増減点の違い（絶対値の計）の上限。計算できない違いがあれば超過とする
    #[arg(long, value_name = "[CODE=]N", value_parser = count)]
    pub max_points: Vec<Limit>,
    /// 評価できなくなるレセプトの上限
    #[arg(long, value_name = "[CODE=]N[%]", value_parser = limit)]
    pub max_not_evaluated: Vec<Limit>,
    /// 結果（請求どおり、査定、返戻など）の変わるレセプトの上限
    #[arg(long, value_name = "N[%]", value_parser = whole)]
    pub max_dispositions: Vec<Limit>,
    /// 種類ごとに示す例の数
    #[arg(long, value_name = "N", default_value = "3")]
    pub examples: usize,
    /// JUnit形式（XML）の結果を書き出すファイル
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// 並列数（0は自動）
    #[arg(long, value_name = "N", default_value = "0")]
    pub jobs: usize,
    /// 結果をJSONで出力する
    #[arg(long)]
    pub json: bool,
}

/// What a limit is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything together.
    All,
    /// Each rule by itself.
    Each,
    /// One rule.
    Rule(String),
}

/// How much is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// So many.
    Count(u64),
    /// So many millionths of the receipts.
    Share(u64),
}

/// A limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// About what.
    pub scope: Scope,
    /// How much.
    pub amount: Amount,
}

/// `[CODE=]N[%]`.
fn limit(text: &str) -> Result<Limit, String> {
    let (scope, amount) = match text.rsplit_once('=') {
        None => (Scope::All, text),
        Some(("*", amount)) => (Scope::Each, amount),
        Some((rule, amount)) => (Scope::Rule(rule.to_owned()), amount),
    };
    match amount_of(amount) {
        Some(amount) if scope != Scope::Rule(String::new()) => Ok(Limit { scope, amount }),
        _ => Err("件数（10）、割合（0.5%）、規則ごと（CODE=3、*=0.1%）で書きます / a count (10), a share (0.5%), or either for a rule (CODE=3, *=0.1%)".to_owned()),
    }
}

/// `[CODE=]N`.
fn count(text: &str) -> Result<Limit, String> {
    limit(text).ok().filter(|limit| matches!(limit.amount, Amount::Count(_))).ok_or_else(|| {
        "点数（1000、CODE=1000、*=1000）で書きます / points (1000, CODE=1000, *=1000)".to_owned()
    })
}

/// `N[%]`.
fn whole(text: &str) -> Result<Limit, String> {
    limit(text)
        .ok()
        .filter(|limit| limit.scope == Scope::All)
        .ok_or_else(|| "件数（10）か割合（0.5%）で書きます / a count (10) or a share (0.5%)".to_owned())
}

fn amount_of(text: &str) -> Option<Amount> {
    let Some(share) = text.strip_suffix('%') else { return text.parse().ok().map(Amount::Count) };
    let (whole, part) = share.split_once('.').unwrap_or((share, "0"));
    // Four digits after the point are a millionth of the whole.
    let digits = part.chars().all(|c| c.is_ascii_digit()) && (1..=4).contains(&part.len());
    let part: u64 = format!("{part:0<4}").parse().ok().filter(|_| digits)?;
    let whole: u64 = whole.parse().ok().filter(|whole| *whole <= 100)?;
    Some(Amount::Share(whole * 10_000 + part))
}

#[cfg(test)]
mod tests {
    use super::{Amount, Limit, Scope, count, limit, whole};

    #[test]
    fn limits_are_read() {
        let of = |scope, amount| Ok(Limit { scope, amount });
        assert_eq!(limit("10"), of(Scope::All, Amount::Count(10)));
        assert_eq!(limit("0.5%"), of(Scope::All, Amount::Share(5_000)));
        assert_eq!(limit("A=B=2%"), of(Scope::Rule("A=B".to_owned()), Amount::Share(20_000)));
        assert_eq!(limit("*=0.0001%"), of(Scope::Each, Amount::Share(1)));
        for wrong in ["", "%", "-1", "0.00001%", "101%", "1.%", "=3", "1.5", "0.+5%", "x"] {
            assert!(limit(wrong).is_err(), "{wrong}");
        }
        assert!(count("5%").is_err() && count("A=5").is_ok());
        assert!(whole("A=5").is_err() && whole("5%").is_ok());
    }
}
