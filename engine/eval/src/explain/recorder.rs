//! Writes down how a run goes: every way through the variables that said something, and the one that came furthest.

use masters::Cause;

use crate::program::{Cond, Noun};
use crate::run::Answer;
use crate::run::Thing;
use crate::run::trace::{Asked, Doubt, Event, Section, Seen, Trace};
use crate::tri::Tri;

/// Ways that said something are kept up to this number; the rest is counted.
pub(super) const MOST_WAYS: usize = 3;
/// So many near misses are kept for each search.
const MOST_MISSES: usize = 3;

/// A condition that was asked, with what was asked inside it.
#[derive(Clone, Debug)]
pub(super) struct Clause<'a> {
    pub cond: &'a Cond,
    pub holds: Tri,
    pub values: Vec<Seen<'a>>,
    pub searches: Vec<Search<'a>>,
    pub causes: Vec<Cause>,
    pub parts: Vec<Self>,
}

/// A noun phrase that was looked for.
#[derive(Clone, Debug)]
pub(super) struct Search<'a> {
    pub noun: &'a Noun,
    pub found: Seen<'a>,
    pub doubts: Vec<Doubt>,
    pub misses: Vec<Miss<'a>>,
}

/// Something that was not surely meant, and which parts of the noun phrase it met.
#[derive(Clone, Debug)]
pub(super) struct Miss<'a> {
    pub thing: Thing<'a>,
    pub asked: Vec<(Asked, Tri)>,
    pub filter: Option<Clause<'a>>,
}

impl Miss<'_> {
    /// How far from being meant it is; what is not of the set is farthest.
    fn distance(&self) -> usize {
        let far = |(asked, holds): &(Asked, Tri)| match (asked, holds) {
            (_, Tri::Yes) => 0,
            (Asked::Set, Tri::No) => 100,
            (_, Tri::Unknown) => 1,
            (_, Tri::No) => 10,
        };
        self.asked.iter().map(far).sum()
    }

    /// Whether only its days, its state or what is asked of it keep it out.
    pub(super) fn is_near(&self) -> bool {
        !self.asked.contains(&(Asked::Set, Tri::No))
    }
}

/// How a way ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Nothing was there for a variable, by its place.
    Nothing(usize),
    /// All variables stood for something.
    Concluded,
}

/// One way through the variables.
#[derive(Clone, Debug)]
pub(super) struct Way<'a> {
    pub stands: Vec<Seen<'a>>,
    /// For each variable what was looked for.
    pub searches: Vec<Vec<Search<'a>>>,
    pub clauses: Vec<(Section, Clause<'a>)>,
    pub told: Vec<(Answer, usize)>,
    pub ended: Ended,
}

/// How far a way came: variables, clauses that did not fail, how near the nearest thing was.
type Progress = (usize, usize, usize);

fn progress(
    stands: usize,
    clauses: &[(Section, Clause<'_>)],
    searches: Option<&Vec<Search<'_>>>,
) -> Progress {
    let passed = clauses.iter().map(|(_, clause)| passed(clause)).sum();
    let near = searches.into_iter().flatten().flat_map(|search| &search.misses);
    let near = near.map(|miss| 1_000_usize.saturating_sub(miss.distance())).max().unwrap_or(0);
    (stands, passed, near)
}

fn passed(clause: &Clause<'_>) -> usize {
    if clause.parts.is_empty() {
        return usize::from(clause.holds != Tri::No);
    }
    clause.parts.iter().map(passed).sum()
}

/// What is written down of one rule on one receipt.
#[derive(Debug, Default)]
pub(super) struct Recorder<'a> {
    /// Whether it is told what came near.
    curious: bool,
    /// How many ways there were.
    pub ways: usize,
    /// How many of them said something.
    pub said: usize,
    pub kept: Vec<Way<'a>>,
    pub nearest: Option<(Progress, Way<'a>)>,
    /// Something that lies outside the days of the rule.
    pub outside: Option<Thing<'a>>,
    stands: Vec<Seen<'a>>,
    searches: Vec<Vec<Search<'a>>>,
    clauses: Vec<(Section, Clause<'a>)>,
    told: Vec<(Answer, usize)>,
    section: Option<Section>,
    /// Conditions that are being asked, innermost last.
    open: Vec<Clause<'a>>,
    /// Searches outside any condition, until a variable takes them.
    loose: Vec<Search<'a>>,
    /// Searches that go on, innermost last; only the outermost is written down.
    depth: usize,
    current: Option<Search<'a>>,
    miss: Option<Miss<'a>>,
    /// Conditions of `miss` that are being asked.
    filter: Vec<Clause<'a>>,
}

impl<'a> Trace<'a> for &mut Recorder<'a> {
    const ON: bool = true;

    fn wants_detail(&self) -> bool {
        Recorder::wants_detail(self)
    }

    fn is_curious(&self) -> bool {
        self.curious && self.depth == 1
    }

    fn hear(&mut self, event: Event<'a>) {
        self.write_down(event);
    }
}

impl<'a> Recorder<'a> {
    /// One that is told what came near.
    pub(super) fn curious() -> Self {
        Self { curious: true, ..Self::default() }
    }

    /// Takes in what happens.
    pub(super) fn write_down(&mut self, event: Event<'a>) {
        match event {
            Event::Search(noun) => self.search(noun),
            Event::Searched(found) => self.searched(found),
            Event::Doubt(doubt) if self.depth == 1 && self.miss.is_none() => self.doubt(doubt),
            Event::Look(thing) if self.depth == 1 => {
                self.miss = Some(Miss { thing, asked: Vec::new(), filter: None });
            }
            Event::Asked(asked, holds) if self.depth == 1 => {
                self.miss.iter_mut().for_each(|miss| miss.asked.push((asked, holds)));
            }
            Event::Looked if self.depth == 1 => self.looked(),
            Event::Begin(cond) => self.begin(cond),
            Event::Values(values) => {
                if let Some(clause) = self.asking() {
                    clause.values.extend(values);
                }
            }
            Event::End(_, holds, causes) => self.end(holds, causes),
            Event::Section(section) if self.depth == 0 => self.section = Some(section),
            Event::Stands(at, seen) => self.stand(at, seen),
            Event::Nothing(at) => {
                self.stands.truncate(at);
                self.take_loose(at);
                self.way(Ended::Nothing(at));
            }
            Event::Outside(thing) => self.outside = Some(thing),
            Event::Told(answer, verdict) => self.told.push((answer, verdict)),
            Event::Ended => self.way(Ended::Concluded),
            Event::Doubt(_) | Event::Look(_) | Event::Asked(..) | Event::Looked | Event::Section(_) => {}
            // What a finding rests on is told with its rows.
            Event::Try | Event::Tried(_) | Event::Read(..) => {}
        }
    }

    /// Whether it is told just now what is asked and read.
    pub(super) const fn wants_detail(&self) -> bool {
        self.depth == 0 || (self.depth == 1 && self.miss.is_some())
    }

    fn search(&mut self, noun: &'a Noun) {
        self.depth += 1;
        if self.depth == 1 {
            let found = Seen::Unknown;
            self.current = Some(Search { noun, found, doubts: Vec::new(), misses: Vec::new() });
        }
    }

    fn searched(&mut self, found: Seen<'a>) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth > 0 {
            return;
        }
        let Some(mut search) = self.current.take() else { return };
        search.found = found;
        match self.open.last_mut() {
            Some(clause) => clause.searches.push(search),
            None => self.loose.push(search),
        }
    }

    fn doubt(&mut self, doubt: Doubt) {
        if let Some(search) = &mut self.current
            && !search.doubts.contains(&doubt)
        {
            search.doubts.push(doubt);
        }
    }

    fn looked(&mut self) {
        let Some(miss) = self.miss.take() else { return };
        let Some(search) = &mut self.current else { return };
        let distance = miss.distance();
        let at = search.misses.partition_point(|known| known.distance() <= distance);
        search.misses.insert(at, miss);
        search.misses.truncate(MOST_MISSES);
    }

    /// The condition that is being asked, where it is one that is written down.
    fn asking(&mut self) -> Option<&mut Clause<'a>> {
        match (self.depth, &self.miss) {
            (0, _) => self.open.last_mut(),
            (1, Some(_)) => self.filter.last_mut(),
            _ => None,
        }
    }

    fn begin(&mut self, cond: &'a Cond) {
        let clause = Clause {
            cond,
            holds: Tri::Unknown,
            values: Vec::new(),
            searches: Vec::new(),
            causes: Vec::new(),
            parts: Vec::new(),
        };
        match (self.depth, &self.miss) {
            (0, _) => self.open.push(clause),
            (1, Some(_)) => self.filter.push(clause),
            _ => {}
        }
    }

    fn end(&mut self, holds: Tri, causes: Vec<Cause>) {
        let stack = match (self.depth, &self.miss) {
            (0, _) => &mut self.open,
            (1, Some(_)) => &mut self.filter,
            _ => return,
        };
        let Some(mut done) = stack.pop() else { return };
        (done.holds, done.causes) = (holds, causes);
        match (stack.last_mut(), &mut self.miss, self.section) {
            (Some(outer), ..) => outer.parts.push(done),
            (None, Some(miss), _) => miss.filter = Some(done),
            (None, None, Some(section)) => self.clauses.push((section, done)),
            // A condition inside the value of a variable (次のとおり) stands in no section.
            (None, None, None) => {}
        }
    }

    fn take_loose(&mut self, at: usize) {
        self.searches.resize_with(at + 1, Vec::new);
        if let (Some(place), false) = (self.searches.get_mut(at), self.loose.is_empty()) {
            *place = std::mem::take(&mut self.loose);
        }
    }

    fn stand(&mut self, at: usize, seen: Seen<'a>) {
        self.stands.truncate(at);
        self.stands.push(seen);
        // Every thing of one search stands for itself; the search is told once, before the first.
        self.take_loose(at);
        (self.section, self.told) = (None, Vec::new());
        self.clauses.clear();
    }

    fn way(&mut self, ended: Ended) {
        self.ways += 1;
        let (clauses, told) = (std::mem::take(&mut self.clauses), std::mem::take(&mut self.told));
        (self.section, self.loose) = (None, Vec::new());
        if !told.is_empty() {
            self.said += 1;
            if self.kept.len() < MOST_WAYS {
                let way = self.whole(clauses, told, ended);
                self.kept.push(way);
            }
            return;
        }
        let progress = progress(self.stands.len(), &clauses, self.searches.last());
        if self.nearest.as_ref().is_none_or(|(known, _)| *known < progress) {
            let way = self.whole(clauses, told, ended);
            self.nearest = Some((progress, way));
        }
    }

    fn whole(
        &mut self,
        clauses: Vec<(Section, Clause<'a>)>,
        told: Vec<(Answer, usize)>,
        ended: Ended,
    ) -> Way<'a> {
        // The next way goes on from here, unless each is gone by itself.
        let (stands, searches) = match self.curious {
            true => (self.stands.clone(), self.searches.clone()),
            false => (std::mem::take(&mut self.stands), std::mem::take(&mut self.searches)),
        };
        Way { stands, searches, clauses, told, ended }
    }
}
