//! `shinsa corpus`: its subcommands and their arguments.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use corpus::damage;
use model::{CheckKind, Month, Quantity};

use super::masters::Store;

/// What to make.
#[derive(Debug, Subcommand)]
pub enum Corpus {
    /// 模擬レセプトを作成する（誤りを混ぜ、正解ファイルを付けられる）
    Generate(Generate),
    /// ファイルをわざと壊す（読取りの試験用）
    Damage(Damage),
}

/// `shinsa corpus generate`.
#[derive(Debug, Args)]
pub struct Generate {
    /// 作成するレセプトの件数
    #[arg(long, value_name = "N", default_value = "1000", value_parser = clap::value_parser!(u64).range(1..))]
    pub receipts: u64,
    /// 乱数の種。同じ種とマスターからは同じ内容ができる
    #[arg(long, value_name = "S", default_value = "1")]
    pub seed: u64,
    /// 書き出すファイル。「-」は標準出力
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// 混ぜた誤りの正解を書き出すファイル（JSON、1行1件）
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// 最初の診療年月
    #[arg(long, value_name = "YYYYMM", default_value = "202502", value_parser = month)]
    pub month: Month,
    /// 同じ患者を何か月分作成するか
    #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(u32).range(1..=120))]
    pub months: u32,
    /// 誤りを混ぜる割合（0.05、5% など）
    #[arg(long, value_name = "SHARE", default_value = "0", value_parser = share)]
    pub errors: Share,
    /// 混ぜる誤りの種類（省略時はすべて。複数は「,」で区切る）
    #[arg(long, value_name = "CHECK", value_delimiter = ',', value_parser = check)]
    pub only: Vec<CheckKind>,
    /// レセプトの種類
    #[arg(
        long,
        value_enum,
        value_name = "medical",
        value_delimiter = ',',
        default_value = "medical",
        hide_possible_values = true
    )]
    pub kind: Vec<KindChoice>,
    #[command(flatten)]
    pub store: Store,
    /// 並列数（0は自動）
    #[arg(long, value_name = "N", default_value = "0")]
    pub jobs: usize,
}

/// Kinds of claims, as the command line names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KindChoice {
    /// 医科
    Medical,
}

/// `shinsa corpus damage`.
#[derive(Debug, Args)]
pub struct Damage {
    /// 壊すファイル（元のファイルは変更しない）。「-」は標準入力
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// 乱数の種
    #[arg(long, value_name = "S", default_value = "1")]
    pub seed: u64,
    /// 書き出すファイル。「-」は標準出力
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// 壊す箇所の数
    #[arg(long, value_name = "N", default_value = "3")]
    pub wounds: u32,
    /// 壊し方（省略時は無作為。複数は「,」で区切る）
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = wound)]
    pub with: Vec<damage::Kind>,
}

/// A share in parts of a million.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share(pub u32);

/// Reads `0.05` or `5%`; shares are exact decimals here.
fn share(text: &str) -> Result<Share, String> {
    let (number, parts) = match text.strip_suffix('%') {
        Some(percent) => (percent, 10_000),
        None => (text, 1_000_000),
    };
    let scaled = Quantity::parse(number.as_bytes()).map(|q| q.scaled() * parts / Quantity::SCALE);
    let ppm = scaled.and_then(|ppm| u32::try_from(ppm).ok()).filter(|&ppm| ppm <= 1_000_000);
    ppm.map(Share).ok_or_else(|| "0 ... 1, 0% ... 100%".to_owned())
}

/// Reads YYYYMM or YYYY-MM.
pub(super) fn month(text: &str) -> Result<Month, String> {
    let digits: String = text.chars().filter(|&c| c != '-').collect();
    let number = digits.parse().ok().filter(|_| digits.len() == 6);
    number.and_then(Month::from_number).ok_or_else(|| "YYYYMM".to_owned())
}

fn check(text: &str) -> Result<CheckKind, String> {
    let names = || corpus::kinds().map(CheckKind::slug).collect::<Vec<_>>().join(", ");
    corpus::kinds().find(|k| k.slug() == text).ok_or_else(names)
}

fn wound(text: &str) -> Result<damage::Kind, String> {
    let names = || damage::Kind::ALL.iter().map(|k| k.slug()).collect::<Vec<_>>().join(", ");
    damage::Kind::ALL.iter().copied().find(|k| k.slug() == text).ok_or_else(names)
}

#[cfg(test)]
mod tests {
    use super::{Share, check, month, share, wound};

    #[test]
    fn shares_are_exact() {
        let shares = ["0", "0.05", "5%", "0.5%", "1", "100%"].map(|text| share(text).ok());
        assert_eq!(shares, [0, 50_000, 50_000, 5_000, 1_000_000, 1_000_000].map(|ppm| Some(Share(ppm))));
        assert!(["1.1", "101%", "-1", "x", ""].iter().all(|text| share(text).is_err()));
    }

    #[test]
    fn months_and_kinds_are_read() {
        assert_eq!(month("202506"), month("2025-06"));
        assert!(month("202513").is_err() && month("2025").is_err());
        assert!(check("fixed-points").is_ok() && check("tooth").is_err_and(|names| names.contains("age")));
        assert!(wound("gzip").is_ok() && wound("fire").is_err_and(|names| names.contains("truncate")));
    }
}
