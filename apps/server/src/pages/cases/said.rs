//! Words of cases: states, acts, verdicts, seats.

use caseflow::{Act, Month, Seat, Verdict};
use model::Text;

/// Where a case stands.
pub const fn state(slug: &str) -> Text {
    match slug.as_bytes() {
        b"open" => Text::new("待ち", "waiting"),
        b"held" => Text::new("担当中", "held"),
        b"asked" => Text::new("照会中", "asked"),
        _ => Text::new("済", "settled"),
    }
}

/// Where a month stands.
pub const fn month(of: Month) -> Text {
    match of {
        Month::Open => Text::new("審査中", "open"),
        Month::Closed => Text::new("締切済み", "closed"),
    }
}

/// On which seat somebody acts.
pub const fn seat(of: Seat) -> Text {
    match of {
        Seat::Staff => Text::new("職員", "staff"),
        Seat::Providers => Text::new("診療担当者代表", "for those who treat"),
        Seat::Insurers => Text::new("保険者代表", "for the insurers"),
        Seat::Learned => Text::new("学識経験者", "of learning"),
        Seat::Headquarters => Text::new("本部", "headquarters"),
        Seat::Arbiter => Text::new("裁定者", "arbiter"),
        Seat::Administrator => Text::new("管理者", "administrator"),
    }
}

/// What is decided.
pub const fn verdict(of: Verdict) -> Text {
    match of {
        Verdict::AsClaimed => Text::new("請求どおり", "as claimed"),
        Verdict::Assess { .. } => Text::new("査定", "assessed"),
        Verdict::Return => Text::new("返戻", "returned"),
        Verdict::Ask => Text::new("照会", "asked"),
    }
}

/// What is decided, by its name in the store.
pub const fn verdict_of(slug: &str) -> Text {
    match slug.as_bytes() {
        b"as-claimed" => verdict(Verdict::AsClaimed),
        b"assess" => verdict(Verdict::Assess { points: 0 }),
        b"return" => verdict(Verdict::Return),
        _ => verdict(Verdict::Ask),
    }
}

/// What a computer made of a claim that is no case, by its disposition.
pub const fn settled(slug: &str) -> Text {
    match slug.as_bytes() {
        b"accepted" => verdict(Verdict::AsClaimed),
        b"assessed" => verdict(Verdict::Assess { points: 0 }),
        b"returned" => verdict(Verdict::Return),
        b"review" => Text::new("人が確認", "for people"),
        _ => Text::new("受付不能", "cannot be received"),
    }
}

/// What somebody did.
pub const fn act(of: &Act) -> Text {
    match of {
        Act::Assign { .. } => Text::new("割り当てた", "assigned it"),
        Act::Free { .. } => Text::new("割当を外した", "took the assignment back"),
        Act::Claim => Text::new("受け持った", "took it"),
        Act::Release => Text::new("戻した", "put it back"),
        Act::Decide { .. } => Text::new("判断した", "decided"),
        Act::Refer { .. } => Text::new("回した", "handed it on"),
        Act::Answered { .. } => Text::new("回答を登録した", "recorded the answer"),
        Act::Reopen { .. } => Text::new("判断を取り消した", "took the decision back"),
    }
}
