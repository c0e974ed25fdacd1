//! Explaining in brief: judging keeps what the variables of a rule stood for when it said something, and by that the same way
//! is gone again, aloud, when somebody reads why.

use super::Explanation;
use super::recorder::{MOST_WAYS, Recorder};
use super::tell::{Explainer, tell, undecided};
use crate::book::{Config, Scratch, Turn};
use crate::run::trace::{Event, Trace};
use crate::run::{self, Answer, Case, Earlier, Judgement, Piles, Stood};
use receipt::Batch;

/// A rule that said something of a receipt, with all that its explanation is made of.
#[derive(Clone, Debug)]
pub struct Spoken<'a> {
    /// The rule, in [`crate::Book::rules`].
    pub rule: usize,
    /// What it says, as judging says it.
    pub judgements: Vec<Judgement>,
    ways: Ways<'a>,
}

impl Explainer<'_> {
    /// Judges a receipt, and keeps why rules said something; [`Explainer::words`] tells it.
    pub fn judge<'a>(
        &'a self,
        at: (&'a Batch, usize),
        earlier: Earlier<'a>,
        config: Config,
        scratch: &mut Scratch,
    ) -> Vec<Spoken<'a>> {
        let mut spoken = Vec::new();
        self.book().judge_each(at, earlier, config, scratch, |mut turn| {
            let said = listen(&mut turn);
            let has_said = !said.judgements.is_empty();
            spoken.extend(has_said.then_some(said));
            has_said
        });
        spoken
    }

    /// Why rules said something of a receipt, in the words of its authors: those that could not decide are only named with
    /// their causes.
    pub fn words<'a>(
        &'a self,
        spoken: Vec<Spoken<'a>>,
        (batch, receipt): (&'a Batch, usize),
        earlier: Earlier<'a>,
        config: Config,
    ) -> Vec<Explanation> {
        let (mut case, mut piles) = (None, Piles::default());
        let words = |one: Spoken<'a>| {
            if !speaks(&one.judgements) {
                return Some(undecided(one.rule, one.judgements));
            }
            let case =
                case.get_or_insert_with(|| Case::new(batch, receipt, earlier, self.book().masters(), config));
            let (of, case) = ((one.rule, self.book().rules().get(one.rule)?), case.as_ref()?);
            let mut recorder = Recorder::default();
            for stood in &one.ways.kept {
                run::go_again(case, of, stood, &mut piles, Way(&mut recorder));
            }
            (recorder.ways, recorder.said) = (one.ways.all, one.ways.said);
            tell((case, &mut piles), &self.written, of, (recorder, one.judgements), true)
        };
        spoken.into_iter().filter_map(words).collect()
    }

    /// Why the rules that said something of a receipt said it: those that could not decide are only named with their
    /// causes, the others judged and not explained.
    pub fn told(
        &self,
        at: (&Batch, usize),
        earlier: Earlier<'_>,
        config: Config,
        scratch: &mut Scratch,
    ) -> Vec<Explanation> {
        self.words(self.judge(at, earlier, config, scratch), at, earlier, config)
    }
}

/// Judges by a rule whose turn it is.
fn listen<'a>(turn: &mut Turn<'_, 'a>) -> Spoken<'a> {
    let said = judge(turn);
    // What is remembered of other receipts leaves out ways that say nothing, and might have.
    if speaks(&said.judgements) && turn.is_narrowed() {
        turn.planned = turn.whole;
        return judge(turn);
    }
    said
}

fn judge<'a>(turn: &mut Turn<'_, 'a>) -> Spoken<'a> {
    let (mut ways, mut judgements) = (Ways::default(), Vec::new());
    let of = (turn.number, turn.rule);
    run::judge_aloud(turn.case, of, turn.planned, turn.piles, &mut judgements, &mut ways);
    Spoken { rule: turn.number, judgements, ways }
}

/// Whether a rule said more than that it could not decide.
fn speaks(judgements: &[Judgement]) -> bool {
    judgements.iter().any(|judgement| judgement.answer != Answer::Undecided)
}

/// Keeps the first ways that said something, and counts the others.
#[derive(Clone, Debug, Default)]
struct Ways<'a> {
    /// How many might have said something.
    all: usize,
    said: usize,
    kept: Vec<Stood<'a>>,
}

impl<'a> Trace<'a> for &mut Ways<'a> {
    const ON: bool = false;
    const BRIEF: bool = true;

    fn is_kept(&mut self, has_said: bool) -> bool {
        // Once enough are kept nobody asks what else might have said something.
        let is_wanted = self.kept.len() < MOST_WAYS;
        self.all += usize::from(has_said || is_wanted);
        self.said += usize::from(has_said);
        has_said && is_wanted
    }

    fn keep(&mut self, stood: Stood<'a>) {
        self.kept.push(stood);
    }

    fn ways_said(&self) -> usize {
        self.said
    }

    fn count(&mut self, ways: usize) {
        self.all += ways;
        self.said += ways;
    }

    fn hear(&mut self, _: Event<'a>) {}
}

/// Writes down one way; what its searches looked at in vain is not told.
struct Way<'r, 'a>(&'r mut Recorder<'a>);

impl<'a> Trace<'a> for Way<'_, 'a> {
    const ON: bool = true;
    const WITHIN: bool = false;
    const SAYS: bool = false;

    fn wants_detail(&self) -> bool {
        self.0.wants_detail()
    }

    fn hear(&mut self, event: Event<'a>) {
        self.0.write_down(event);
    }
}
