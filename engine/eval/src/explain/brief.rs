//! Explaining in brief, while judging: a rule is tried in silence, and a way that may say something is gone again aloud.

use super::recorder::{MOST_WAYS, Recorder};
use crate::book::Turn;
use crate::run::trace::{Event, Silent, Trace};
use crate::run::{self, Answer, Judgement};

/// Judges by a rule whose turn it is and writes down the ways that say something; nothing is written down where it could not
/// decide at most.
pub(super) fn listen<'a>(turn: &mut Turn<'_, 'a>) -> (Recorder<'a>, Vec<Judgement>) {
    // What is remembered of other receipts leaves out ways that say nothing, but would be counted.
    let wanted = if turn.is_narrowed() { Wanted::Nothing } else { Wanted::Decided };
    let (recorder, judgements, is_whole) = judge(turn, wanted);
    if is_whole || !speaks(&judgements) {
        return (recorder, judgements);
    }
    turn.planned = turn.whole;
    let (recorder, judgements, _) = judge(turn, Wanted::All);
    (recorder, judgements)
}

/// Whether a rule said more than that it could not decide.
pub(super) fn speaks(judgements: &[Judgement]) -> bool {
    judgements.iter().any(|judgement| judgement.answer != Answer::Undecided)
}

/// The last: whether all that is wanted of a rule that speaks was written down.
fn judge<'a>(turn: &mut Turn<'_, 'a>, wanted: Wanted) -> (Recorder<'a>, Vec<Judgement>, bool) {
    let (mut recorder, mut judgements) = (Recorder::default(), Vec::new());
    let mut brief = Brief { recorder: &mut recorder, wanted, is_whole: true };
    let of = (turn.number, turn.rule);
    run::judge_aloud(turn.case, of, turn.planned, turn.piles, &mut judgements, &mut brief);
    let is_whole = brief.is_whole;
    (recorder, judgements, is_whole)
}

/// Which ways that may say something are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Nothing,
    /// Those that may say more than that the rule could not decide.
    Decided,
    All,
}

/// Lets the first ways be written down that may say something, and counts the others.
struct Brief<'r, 'a> {
    recorder: &'r mut Recorder<'a>,
    wanted: Wanted,
    /// Whether no way was left out that would be told of a rule that speaks.
    is_whole: bool,
}

impl<'a> Trace<'a> for &mut Brief<'_, 'a> {
    const ON: bool = false;
    const BRIEF: bool = true;

    type Aloud<'n>
        = Way<'n, 'a>
    where
        Self: 'n;

    fn aloud(&mut self) -> Way<'_, 'a> {
        Way(self.recorder)
    }

    fn ways_said(&self) -> usize {
        self.recorder.said
    }

    fn wants(&mut self, undecided_at_most: bool) -> bool {
        if self.recorder.kept.len() >= MOST_WAYS {
            return false;
        }
        let is_wanted = match self.wanted {
            Wanted::Nothing => false,
            Wanted::Decided => !undecided_at_most,
            Wanted::All => true,
        };
        self.is_whole &= is_wanted;
        is_wanted
    }

    fn count(&mut self, ways: usize) {
        self.recorder.ways += ways;
        self.recorder.said += ways;
    }

    fn hear(&mut self, _: Event<'a>) {}
}

/// Writes down one way; what its searches looked at in vain is not told.
struct Way<'r, 'a>(&'r mut Recorder<'a>);

impl<'a> Trace<'a> for Way<'_, 'a> {
    const ON: bool = true;
    const WITHIN: bool = false;

    type Aloud<'n>
        = Silent
    where
        Self: 'n;

    fn aloud(&mut self) -> Silent {
        Silent
    }

    fn wants_detail(&self) -> bool {
        self.0.wants_detail()
    }

    fn hear(&mut self, event: Event<'a>) {
        self.0.write_down(event);
    }
}
