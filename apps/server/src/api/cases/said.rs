//! What a program says of a case, and what it means: the same acts as the forms of its page.

use std::collections::BTreeMap;

use caseflow::{Act, Seat};
use model::Text;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::casework::acting::Meant;
use crate::casework::decision::{Choice, LineSaid, Mend};
use crate::web::object::{object, objects};
use crate::web::{Code, Problem};

/// 事案への操作。
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActIn {
    /// 見たときの `version`。そのあとでほかの人が操作していれば断る
    pub version: u32,
    /// 操作
    #[serde(deserialize_with = "object")]
    pub act: ActSaid,
}

/// 操作。
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ActSaid {
    /// 受け持つ
    Claim,
    /// 判断せずに戻す
    Release,
    /// 判断する
    Decide {
        /// `lines` のすべての行の判断。指摘のない行を加えてもよい
        #[serde(deserialize_with = "objects")]
        lines: Vec<LineIn>,
    },
    /// ほかの区分へ回す
    Refer {
        /// 区分
        queue: String,
        /// 理由
        text: String,
    },
    /// 医療機関の回答を登録する
    Answered {
        /// 回答
        text: String,
    },
    /// 判断を取り消す
    Reopen {
        /// 理由
        text: String,
    },
    /// 名前を挙げて割り当てる・引き継ぐ
    Assign {
        /// 立場
        seat: String,
        /// 利用者の番号
        to: String,
        /// 伝えること
        #[serde(default)]
        text: String,
    },
    /// 割当を外す
    Free {
        /// 立場
        seat: String,
    },
}

/// 一つの行の判断。
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineIn {
    /// 行番号
    line: u32,
    /// 判断
    verdict: Choice,
    /// 査定後の点数（行の全回数の合計）。査定のときだけ
    points: Option<u32>,
    /// 理由のコード。査定（増減点事由）と返戻（理由内容）のときだけ
    reason: Option<String>,
    /// 理由の本文。請求どおりのときは付けない
    text: Option<String>,
}

impl ActSaid {
    /// What is meant; or what to mend.
    ///
    /// # Errors
    /// There is no such seat.
    pub fn meant(self) -> Result<Result<Meant, Mend>, Problem> {
        let act = match self {
            Self::Claim => Act::Claim,
            Self::Release => Act::Release,
            Self::Decide { lines } => return Ok(decided(lines).map(Meant::Decide)),
            Self::Refer { queue, text } => Act::Refer { queue, text },
            Self::Answered { text } => Act::Answered { text },
            Self::Reopen { text } => Act::Reopen { text },
            Self::Assign { seat, to, text } => Act::Assign { seat: seat_of(&seat)?, to, text },
            Self::Free { seat } => Act::Free { seat: seat_of(&seat)? },
        };
        Ok(Ok(Meant::Act(act)))
    }
}

/// A seat by its name.
///
/// # Errors
/// There is none of that name.
pub fn seat_of(slug: &str) -> Result<Seat, Problem> {
    let unknown = || Problem::new(Code::Malformed, "そのような立場はありません", "there is no such seat");
    Seat::from_slug(slug).ok_or_else(unknown)
}

fn decided(lines: Vec<LineIn>) -> Result<BTreeMap<u32, LineSaid>, Mend> {
    let mut all = BTreeMap::new();
    for line in lines {
        line.fits()?;
        let said = LineSaid {
            choice: Some(line.verdict),
            points: line.points,
            reason: line.reason.unwrap_or_default(),
            text: line.text.unwrap_or_default(),
        };
        if all.insert(line.line, said).is_some() {
            return Err(Mend::of_line(
                line.line,
                Text::new("同じ行が二度挙げられています", "the line is named twice"),
            ));
        }
    }
    Ok(all)
}

impl LineIn {
    /// What is said beyond what the verdict needs would be lost: it is refused.
    fn fits(&self) -> Result<(), Mend> {
        let wrong = match self.verdict {
            Choice::AsClaimed => self.points.is_some() || self.reason.is_some() || self.text.is_some(),
            Choice::Ask => self.points.is_some() || self.reason.is_some(),
            Choice::Return => self.points.is_some(),
            Choice::Assess => false,
        };
        let text = Text::new(
            "この判断には付けられない項目（points・reason・text）があります",
            "there is something (points, reason, text) that this verdict does not take",
        );
        if wrong { Err(Mend::of_line(self.line, text)) } else { Ok(()) }
    }
}
