//! `shinsa service take` and what else staff do with a month: their arguments.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use model::{Branch, Month};

use super::Which;
use crate::args::{corpus, rules};

/// The work of a month.
#[derive(Debug, Subcommand)]
pub enum Staff {
    /// 審査の結果のうち人が見るレセプトを、審査月の事案として取り込む
    Take(Take),
    /// 審査月の判断を、増減点連絡書と返戻内訳書に書き出す
    Results(Results),
}

/// `shinsa service results`.
#[derive(Debug, Args)]
pub struct Results {
    /// Which service.
    #[command(flatten)]
    pub which: Which,
    /// 支部（番号又は名前）
    #[arg(long, value_name = "NN", value_parser = rules::branch)]
    pub branch: Branch,
    /// 審査月
    #[arg(long, value_name = "YYYYMM", value_parser = corpus::month)]
    pub month: Month,
    /// 書き出すフォルダー（まだないもの）
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// `shinsa service take`.
#[derive(Debug, Args)]
pub struct Take {
    /// Which service.
    #[command(flatten)]
    pub which: Which,
    /// 審査の結果のフォルダー（shinsa screen --out）
    #[arg(value_name = "RUN_DIR")]
    pub run: PathBuf,
    /// 支部（番号又は名前）。その支部の医療機関の分だけを取り込む（省略時は、すべてを都道府県ごとの支部に）
    #[arg(long, value_name = "NN", value_parser = rules::branch)]
    pub branch: Option<Branch>,
    /// 審査月（省略時は請求年月）
    #[arg(long, value_name = "YYYYMM", value_parser = corpus::month)]
    pub month: Option<Month>,
    /// 受付期間の外でも取り込む（記録に残る）
    #[arg(long)]
    pub outside_intake: bool,
}
