//! One receipt from its findings to its end: what wins, what it comes to, and who looks at it.

use intake::content::NotEvaluated;
use masters::Masters;
use model::{Certainty, Conclusion, Defect, DefectKind, Effect, Finding, Lang, Level, Queue, Text};
use pricing::Undecided;
use receipt::batch::UnitLeft;
use receipt::{Batch, Institution};

use crate::id::{Id, Root};
use crate::merge::{assesses, merge};
use crate::order::ordered;
use crate::reprice::{PayerPoints, UnitChange, has_donor, line_at, reprice};
use crate::route;
use crate::routing::Routing;

/// What becomes of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disposition {
    /// 請求どおり.
    Accepted,
    /// 査定.
    Assessed,
    /// 返戻.
    Returned,
    /// 人が確認.
    Review,
    /// 受付不能.
    Unreadable,
}

impl Disposition {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Accepted, Self::Assessed, Self::Returned, Self::Review, Self::Unreadable];

    /// The name in files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Assessed => "assessed",
            Self::Returned => "returned",
            Self::Review => "review",
            Self::Unreadable => "unreadable",
        }
    }

    /// The word for people.
    pub const fn name(self) -> Text {
        match self {
            Self::Accepted => Text::new("請求どおり", "accepted"),
            Self::Assessed => Text::new("査定", "assessed"),
            Self::Returned => Text::new("返戻", "returned"),
            Self::Review => Text::new("人が確認", "for review"),
            Self::Unreadable => Text::new("受付不能", "unreadable"),
        }
    }
}

/// Whether a finding counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It stands.
    Won,
    /// It is contained in another finding, or its receipt goes back whole.
    Subsumed,
    /// It is only told.
    Notice,
}

impl State {
    /// The name in files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Won => "won",
            Self::Subsumed => "subsumed",
            Self::Notice => "notice",
        }
    }
}

/// Why the points of an assessment cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// What shows it is taken away by another assessment.
    GroundFalls,
    /// Two assessments set different points.
    Contradiction,
    /// Less falls than was said, and it is not known which line.
    WhichFalls,
    /// Only a part of a 剤 falls in a way that has no price.
    PartOfUnit,
    /// What remains of a 剤 cannot be priced.
    Price(Undecided),
    /// The lines of a 剤 do not stand on the same days.
    UnevenUnit,
    /// A 剤 without points.
    NoPoints,
    /// A line of meals falls: its amounts are yen, and the patient's standard share may change with it.
    Yen,
    /// The payers are not known, or not the same.
    Payers,
    /// 合計点数 is not the sum of the lines.
    Totals,
    /// A part of an organ donor.
    Donor,
    /// An addition elsewhere may lose its base.
    Dependent,
    /// What it changes cannot be told.
    Unknown,
    /// It is said only of what the assessments of the receipt leave (a second judging).
    Remains,
    /// It is not said again when what the other assessments take is gone.
    NotAgain,
}

impl Doubt {
    /// Those that say the same of every receipt.
    const PLAIN: [Self; 14] = [
        Self::GroundFalls,
        Self::Contradiction,
        Self::WhichFalls,
        Self::PartOfUnit,
        Self::UnevenUnit,
        Self::NoPoints,
        Self::Yen,
        Self::Payers,
        Self::Totals,
        Self::Donor,
        Self::Dependent,
        Self::Unknown,
        Self::Remains,
        Self::NotAgain,
    ];

    /// The name in files.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Price(undecided) => undecided.slug(),
            Self::GroundFalls => "ground-falls",
            Self::Contradiction => "contradiction",
            Self::WhichFalls => "which-falls",
            Self::PartOfUnit => "part-of-unit",
            Self::UnevenUnit => "uneven-unit",
            Self::NoPoints => "no-points",
            Self::Yen => "yen",
            Self::Payers => "payers",
            Self::Totals => "totals",
            Self::Donor => "donor",
            Self::Dependent => "dependent",
            Self::Unknown => "unknown",
            Self::Remains => "remains",
            Self::NotAgain => "not-again",
        }
    }

    /// The doubt of a name in files; none for those that a price leaves, which say more than their name.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::PLAIN.iter().find(|doubt| doubt.slug() == slug).cloned()
    }

    /// The sentence for people.
    pub fn message(&self, lang: Lang) -> String {
        let text = match self {
            Self::Price(undecided) => return undecided.message(lang),
            Self::GroundFalls => Text::new(
                "根拠となる行も別の査定で減るので、どちらが残るか決められません",
                "the line that shows it is taken away by another assessment, so nobody knows which stands",
            ),
            Self::Contradiction => {
                Text::new("二つの査定が違う点数を示しています", "two assessments set different points")
            }
            Self::WhichFalls => Text::new(
                "別の査定で回数が減るので、どの行を減らすか決められません",
                "another assessment takes some of the count, so it is not known which line falls",
            ),
            Self::PartOfUnit => Text::new(
                "剤の一部だけが減り、残りの点数を計算できません",
                "only a part of a bundle falls, and the price of the rest cannot be told",
            ),
            Self::UnevenUnit => {
                Text::new("剤の中で算定日が揃っていません", "the lines of the bundle stand on different days")
            }
            Self::NoPoints => Text::new("剤に点数がありません", "the bundle has no points"),
            Self::Yen => Text::new(
                "食事・生活療養は金額の行で、減ると食事の合計金額・回数と標準負担額も変わるため、職員が計算します",
                "a line of meals is in yen: with it the total amount, the number of meals and the patient's standard share change, so staff compute it",
            ),
            Self::Payers => {
                Text::new("負担区分ごとに分けられません", "the change cannot be shared among payers")
            }
            Self::Totals => {
                Text::new("合計点数が明細の合計と一致しません", "the total is not the sum of the lines")
            }
            Self::Donor => Text::new("臓器提供者の分を含みます", "the receipt has a part of an organ donor"),
            Self::Dependent => Text::new(
                "基本となる項目が減ると算定できなくなる加算が別の剤にあります",
                "an addition in another bundle may lose its base",
            ),
            Self::Unknown => Text::new("減る点数が分かりません", "what changes cannot be told"),
            Self::Remains => Text::new(
                "査定のあとに残る明細を判定し直すと該当するので、職員が確かめます",
                "it is said of what the assessments leave, judged once more, so staff look",
            ),
            Self::NotAgain => Text::new(
                "ほかの査定で減る明細を除いて判定し直すと該当しないので、どちらが残るか決められません",
                "it is not said again without what the other assessments take, so nobody knows which stands",
            ),
        };
        text.in_lang(lang).to_owned()
    }
}

/// A finding after settling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// Its stable name.
    pub id: Id,
    /// Whether it counts.
    pub state: State,
    /// The finding that contains it.
    pub subsumed_by: Option<Id>,
    /// The change of points; `None` when it cannot be computed.
    pub points: Option<i64>,
    /// Why not.
    pub doubt: Option<Doubt>,
    /// What it takes beyond the assessments that apply before it.
    pub effect: Effect,
    /// What it makes of each 剤 that it touches.
    pub units: Vec<UnitChange>,
    /// The change of points of each payer: the insurer, then the public funds; noughts where `points` is `None`.
    pub by_payer: [i64; 5],
}

/// What comes of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// What becomes of it.
    pub disposition: Disposition,
    /// Who looks at it.
    pub queue: Option<Queue>,
    /// 合計点数 of its first payer.
    pub claimed: Option<i64>,
    /// The same after what the computer took; `None` when it is not decided.
    pub after: Option<i64>,
    /// Each payer.
    pub payers: Vec<PayerPoints>,
    /// One for each finding, in the order in which they were given.
    pub findings: Vec<Weighed>,
    /// What stands of the 剤 that assessments change, on the days on which they do.
    pub left: Vec<UnitLeft>,
}

/// A receipt with all that is known of it.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// Where it stands.
    pub batch: &'a Batch,
    /// Which of the receipts of the batch.
    pub receipt: usize,
    /// Who files it.
    pub institution: Option<Institution>,
    /// Its defects.
    pub defects: &'a [&'a Defect],
    /// Its findings.
    pub findings: &'a [Finding],
    /// What could not be evaluated.
    pub not_evaluated: &'a [NotEvaluated],
    /// Whether its file cannot be received at all.
    pub refused: bool,
}

/// Settles one receipt.
pub fn settle(of: Subject<'_>, masters: &Masters, routing: &Routing) -> Settled {
    let mut settled = Settled {
        disposition: Disposition::Accepted,
        queue: None,
        claimed: None,
        after: None,
        payers: Vec::new(),
        findings: Vec::new(),
        left: Vec::new(),
    };
    let ids = ids(of);
    settled.findings = of.findings.iter().zip(&ids).map(|(finding, id)| weighed(finding, *id)).collect();
    let merged = merge(of.findings, &ordered(of.findings), &|line, day| {
        of.batch.times_on(line_at(of.batch, of.receipt, line)?.0, day)
    });
    for &(lesser, by) in &merged.subsumed {
        if let Some(weighed) = settled.findings.get_mut(lesser) {
            (weighed.state, weighed.subsumed_by, weighed.points) =
                (State::Subsumed, ids.get(by).copied(), Some(0));
        }
    }
    let repriced = reprice(of.batch, of.receipt, masters, &merged);
    for winner in &merged.winners {
        if let Some(weighed) = settled.findings.get_mut(winner.finding) {
            weighed.effect = winner.change.effect();
        }
    }
    for (at, units) in repriced.units {
        if let Some(weighed) = settled.findings.get_mut(at) {
            weighed.units = units;
        }
    }
    for &(at, change) in &repriced.changes {
        if let Some(weighed) = settled.findings.get_mut(at) {
            weighed.points = change.map(|change| change.points);
            weighed.by_payer = change.map_or([0; 5], |change| change.by_payer);
        }
    }
    for (at, doubt) in repriced.doubts.iter().chain(&merged.doubts) {
        if let Some(weighed) = settled.findings.get_mut(*at) {
            (weighed.points, weighed.doubt) = (None, Some(doubt.clone()));
            weighed.by_payer = [0; 5];
        }
    }
    (settled.payers, settled.left) = (repriced.payers, repriced.left);
    doubt_the_whole(of, &mut settled);
    close(of, &mut settled, routing);
    settled
}

/// The ids of the findings; nothing is hashed for a receipt without any.
pub(crate) fn ids(of: Subject<'_>) -> Vec<Id> {
    if of.findings.is_empty() {
        return Vec::new();
    }
    let root = Root::new(of.batch, of.receipt, of.institution);
    let head = of.batch.receipts.get(of.receipt).map_or(0, |receipt| of.batch.line_of(receipt.row));
    root.ids(of.findings, head)
}

pub(crate) fn weighed(finding: &Finding, id: Id) -> Weighed {
    let told = finding.certainty == Certainty::Notice || finding.conclusion == Conclusion::Notice;
    let state = if told { State::Notice } else { State::Won };
    // What a person decides has no points yet; what is not about points has none to change.
    let points = (finding.conclusion != Conclusion::Assess || told).then_some(0);
    let (effect, units) = (Effect::None, Vec::new());
    Weighed { id, state, subsumed_by: None, points, doubt: None, effect, units, by_payer: [0; 5] }
}

/// What leaves no sum of the receipt to rely on.
fn doubt_the_whole(of: Subject<'_>, settled: &mut Settled) {
    let totals = of.defects.iter().any(|defect| defect.kind == DefectKind::PointsTotal);
    let doubt = match () {
        () if has_donor(of.batch, of.receipt) => Doubt::Donor,
        () if totals => Doubt::Totals,
        () => return,
    };
    for payer in &mut settled.payers {
        payer.after = None;
    }
    for (weighed, finding) in settled.findings.iter_mut().zip(of.findings) {
        if assesses(finding) && weighed.state == State::Won {
            (weighed.points, weighed.doubt) = (None, Some(doubt.clone()));
            weighed.by_payer = [0; 5];
        }
    }
}

/// Disposition, queue and the points that go with them.
fn close(of: Subject<'_>, settled: &mut Settled, routing: &Routing) {
    settled.claimed = settled.payers.first().and_then(|payer| payer.claimed);
    (settled.disposition, settled.queue) = route::route(of, settled, routing);
    if settled.disposition == Disposition::Returned {
        send_back(of, settled);
    }
    let decided = matches!(settled.disposition, Disposition::Accepted | Disposition::Assessed);
    if !decided {
        settled.payers.iter_mut().for_each(|payer| payer.after = None);
    }
    settled.after = settled.payers.first().and_then(|payer| payer.after);
}

/// A receipt that goes back whole: nothing is assessed on it now.
fn send_back(of: Subject<'_>, settled: &mut Settled) {
    let returned =
        of.findings.iter().zip(&settled.findings).find(|(finding, weighed)| returns(finding, weighed));
    let by = returned.map(|(_, weighed)| weighed.id);
    for (weighed, finding) in settled.findings.iter_mut().zip(of.findings) {
        if assesses(finding) && weighed.state == State::Won {
            (weighed.state, weighed.subsumed_by, weighed.points, weighed.doubt) =
                (State::Subsumed, by, Some(0), None);
            weighed.by_payer = [0; 5];
        }
    }
}

/// Whether a finding sends the receipt back.
pub(crate) fn returns(finding: &Finding, weighed: &Weighed) -> bool {
    weighed.state == State::Won
        && finding.conclusion == Conclusion::Return
        && finding.certainty == Certainty::Definite
}

/// Whether a level makes a receipt unreadable.
pub(crate) const fn refuses(level: Level) -> bool {
    matches!(level, Level::L1 | Level::L2)
}

#[cfg(test)]
mod tests;
