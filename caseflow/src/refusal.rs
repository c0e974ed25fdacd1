//! Why an act is refused.

use model::Text;

/// Why an act is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The month is closed.
    Closed,
    /// The institution is the person's own, or there is a declared relation.
    Conflict,
    /// The queue is not for the person's seat.
    Seat,
    /// The case was given to somebody else.
    Assigned,
    /// Somebody else has it.
    Held,
    /// The person does not have it.
    NotHeld,
    /// The person, or somebody of the same side, decided already.
    SameSide,
    /// It is settled.
    Settled,
    /// It is not settled.
    NotSettled,
    /// An answer of the institution is awaited.
    Asked,
    /// Nothing was asked.
    NotAsked,
    /// A line that is in question has no verdict.
    Incomplete,
    /// A verdict without the reason that it needs, or with one that it must not have.
    Reason,
    /// There is no such queue, or the case cannot go there.
    Queue,
    /// The case cannot be given to that person.
    Receiver,
    /// It cannot, because of the institution.
    ReceiverConflict,
}

impl Refusal {
    /// A stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Closed => "month-closed",
            Self::Conflict => "conflict-of-interest",
            Self::Seat => "not-your-queue",
            Self::Assigned => "assigned-to-another",
            Self::Held => "held-by-another",
            Self::NotHeld => "not-held",
            Self::SameSide => "same-side",
            Self::Settled => "settled",
            Self::NotSettled => "not-settled",
            Self::Asked => "asked",
            Self::NotAsked => "not-asked",
            Self::Incomplete => "incomplete",
            Self::Reason => "reason",
            Self::Queue => "queue",
            Self::Receiver => "receiver",
            Self::ReceiverConflict => "receiver-conflict-of-interest",
        }
    }

    /// What and what to do.
    pub const fn text(self) -> Text {
        match self {
            Self::Closed => Text::new("この月は締め切られています", "the month is closed"),
            Self::Conflict => Text::new(
                "自らの医療機関、または関係を申告した医療機関の事案は扱えません",
                "nobody acts on a case of an own institution or of one with a declared relation",
            ),
            Self::Seat => {
                Text::new("この区分の事案を扱う立場ではありません", "the queue is not for your seat")
            }
            Self::Assigned => Text::new(
                "別の担当者に割り当てられています。割当を変えてください",
                "the case was given to somebody else; change the assignment first",
            ),
            Self::Held => Text::new(
                "別の担当者が作業中です。戻されるまでお待ちください",
                "somebody else has it; wait until it is put back",
            ),
            Self::NotHeld => Text::new("先に事案を受け持ってください", "take the case first"),
            Self::SameSide => Text::new(
                "同じ側の判断は済んでいます。もう一方の側が判断します",
                "this side has decided; it is for the other side now",
            ),
            Self::Settled => Text::new(
                "判断は済んでいます。改めるには差し戻してください",
                "it is settled; reopen it to change that",
            ),
            Self::NotSettled => Text::new("判断はまだ済んでいません", "it is not settled yet"),
            Self::Asked => Text::new(
                "医療機関に照会中です。回答を登録してください",
                "the institution was asked; record its answer first",
            ),
            Self::NotAsked => Text::new("照会していません", "nothing was asked"),
            Self::Incomplete => Text::new(
                "判断のない明細があります。すべての明細に判断を付けてください",
                "a line in question has no verdict; give every line one",
            ),
            Self::Reason => Text::new(
                "査定と返戻には理由コードと本文が、照会には本文が必要です。請求どおりに理由コードは付きません",
                "an assessment and a return need a reason and its text, a question its text; as claimed has no reason",
            ),
            Self::Queue => Text::new("その区分へは回せません", "the case cannot go to that queue"),
            Self::Receiver => Text::new(
                "その人には割り当てられません。利用できる人で、この支部とこの区分を受け持つ立場の人を選んでください",
                "the case cannot be given to that person: choose somebody active, of this branch and of a seat for this queue",
            ),
            Self::ReceiverConflict => Text::new(
                "その人の医療機関、または関係を申告した医療機関の事案です。ほかの人を選んでください",
                "the institution is that person's own, or there is a declared relation; choose somebody else",
            ),
        }
    }
}
