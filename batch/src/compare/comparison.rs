//! What differs between two rule sets: counts by rule that can be added up in any order, and the examples that come first.

use std::collections::BTreeMap;

use model::Text;
use serde::Serialize;

/// Differences over a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Receipts that both sides judged.
    pub receipts: u64,
    /// What could not be read, or not to its end.
    pub unread: Vec<Unread>,
    /// Over all rules; a receipt counts once.
    pub total: Tally,
    /// Rules with a difference, and those that have findings on either side.
    pub rules: BTreeMap<String, RuleDifference>,
    /// Receipts whose disposition is another, by the old and then by the new one.
    pub dispositions: BTreeMap<String, BTreeMap<String, u64>>,
    /// Examples of them.
    pub disposition_examples: Vec<Example>,
    /// Receipts that go to another queue, by the old and then by the new one (`-`: to nobody).
    pub queues: BTreeMap<String, BTreeMap<String, u64>>,
    /// Points that were taken from receipts that the computer assessed, on the old and on the new side.
    pub assessed: [i64; 2],
    /// How many examples of each kind are kept.
    #[serde(skip)]
    pub(super) keep: usize,
}

/// A stream that could not be read, or not to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Unread {
    /// Where it stands among the inputs.
    #[serde(skip)]
    pub place: (u64, u64),
    /// The path, or `a.zip!/b.UKE`.
    pub file: String,
    /// Why, in words for people.
    pub cause: String,
}

/// Counts of differences.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Findings on the old and on the new side.
    pub findings: [u64; 2],
    /// Findings that only the new side has.
    pub added: u64,
    /// Findings that only the old side has.
    pub removed: u64,
    /// Findings on the same lines that say something else.
    pub changed: u64,
    /// Of those, by what is not the same; one finding may count for several.
    pub aspects: BTreeMap<&'static str, u64>,
    /// Receipts with a difference.
    pub receipts: u64,
    /// Points of the new side less those of the old one.
    pub points: i64,
    /// The same, every difference counted as positive.
    pub points_moved: u64,
    /// Differences whose points cannot be computed on one of the sides.
    pub points_unknown: u64,
    /// Receipts that could not be evaluated, on the old and on the new side.
    pub not_evaluated: [u64; 2],
    /// Of those, the ones that only the new side could not evaluate.
    pub newly_open: u64,
}

/// What differs for a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RuleDifference {
    /// Counts.
    #[serde(flatten)]
    pub tally: Tally,
    /// The first differences of each kind.
    pub examples: BTreeMap<Difference, Vec<Example>>,
}

/// What people call an aspect of a finding that is not the same.
pub const fn aspect_name(aspect: &str) -> Text {
    match aspect.as_bytes() {
        b"certainty" => Text::new("確度", "certainty"),
        b"conclusion" => Text::new("結論", "conclusion"),
        b"check" => Text::new("検査", "check"),
        b"queue" => Text::new("確認する人", "queue"),
        b"state" => Text::new("成否", "state"),
        b"points" => Text::new("点数", "points"),
        b"days" => Text::new("日", "days"),
        b"reason" => Text::new("事由", "reason"),
        b"text" => Text::new("文", "text"),
        _ => Text::new("結果", "disposition"),
    }
}

/// A kind of difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// Only the new side has it.
    Added,
    /// Only the old side has it.
    Removed,
    /// Both have it, and it is not the same.
    Changed,
}

/// A difference with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Where it stands among all: file, stream in it, receipt, finding.
    #[serde(skip)]
    pub(super) place: [u64; 4],
    /// The file.
    pub file: String,
    /// 1-based ordinal of the receipt in its file.
    pub seq: u64,
    /// 1-based physical line that it speaks of first.
    pub line: Option<u64>,
    /// What is not the same.
    pub aspects: Vec<&'static str>,
    /// What the old side says.
    pub old: Option<Side>,
    /// What the new side says.
    pub new: Option<Side>,
}

/// What one side says of a finding or a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Side {
    /// Of a finding.
    Finding {
        /// How sure.
        certainty: &'static str,
        /// What it asks for.
        conclusion: &'static str,
        /// Whether it counts.
        state: &'static str,
        /// The change of points; null when it cannot be computed.
        points: Option<i64>,
        /// What is wrong.
        message: String,
    },
    /// Of a receipt.
    Receipt {
        /// What becomes of it.
        disposition: &'static str,
        /// Who looks at it.
        queue: Option<&'static str>,
        /// Points after; null when not decided.
        points_after: Option<i64>,
    },
}

impl Comparison {
    /// Of nothing yet; so many examples of each kind are kept.
    pub fn new(keep: usize) -> Self {
        Self { keep, ..Self::default() }
    }

    /// Whether nothing at all differs.
    pub fn is_same(&self) -> bool {
        self.total.receipts == 0
    }

    /// Receipts whose disposition is another.
    pub fn dispositions_changed(&self) -> u64 {
        self.dispositions.values().flat_map(BTreeMap::values).sum()
    }

    /// Adds what came of another part.
    pub fn add(&mut self, other: Self) {
        self.receipts += other.receipts;
        self.unread.extend(other.unread);
        self.unread.sort_unstable();
        self.total.add(&other.total);
        for (rule, difference) in other.rules {
            let own = self.rules.entry(rule).or_default();
            own.tally.add(&difference.tally);
            for (kind, examples) in difference.examples {
                keep_first(own.examples.entry(kind).or_default(), examples, self.keep);
            }
        }
        add_moves(&mut self.dispositions, other.dispositions);
        add_moves(&mut self.queues, other.queues);
        keep_first(&mut self.disposition_examples, other.disposition_examples, self.keep);
        self.assessed.iter_mut().zip(other.assessed).for_each(|(to, from)| *to += from);
    }
}

fn add_moves(
    to: &mut BTreeMap<String, BTreeMap<String, u64>>,
    from: BTreeMap<String, BTreeMap<String, u64>>,
) {
    for (old, news) in from {
        let own = to.entry(old).or_default();
        news.into_iter().for_each(|(new, n)| *own.entry(new).or_default() += n);
    }
}

/// Adds examples; those that come first in the corpus stay.
pub(super) fn keep_first(to: &mut Vec<Example>, more: impl IntoIterator<Item = Example>, keep: usize) {
    to.extend(more);
    to.sort_by_key(|example| example.place);
    to.truncate(keep);
}

impl Tally {
    pub(super) fn add(&mut self, other: &Self) {
        self.added += other.added;
        self.removed += other.removed;
        self.changed += other.changed;
        self.receipts += other.receipts;
        self.points += other.points;
        self.points_moved += other.points_moved;
        self.points_unknown += other.points_unknown;
        self.newly_open += other.newly_open;
        self.findings.iter_mut().zip(other.findings).for_each(|(to, from)| *to += from);
        self.not_evaluated.iter_mut().zip(other.not_evaluated).for_each(|(to, from)| *to += from);
        for (aspect, n) in &other.aspects {
            *self.aspects.entry(aspect).or_default() += n;
        }
    }
}
