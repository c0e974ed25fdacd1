//! What a rule book becomes: rules whose names, fields, sets and tables are resolved, ready to run.
//!
//! INVARIANT: a slot is written by its binding before anything reads it, as bindings are compiled in their order.

mod days;
mod show;
pub(crate) mod walk;

use std::ops::Range;

use dsl::ast::{Arithmetic, ChoiceMode, CutOrder, Fold, Order, Relation, State, WindowKind};
use dsl::vocabulary::{Kind, Type, Unit};
use masters::FileKind;
use model::{Certainty, CheckKind, Conclusion, Date, Month, Queue};

/// The place of a variable.
pub(crate) type Slot = usize;

/// A rule, resolved.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its stable code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// 根拠, joined.
    pub basis: String,
    /// 区分.
    pub check: CheckKind,
    /// 確度.
    pub certainty: Certainty,
    /// The first and last day on which it holds.
    pub valid: (Date, Option<Date>),
    pub(crate) inpatient: Option<bool>,
    /// How many months of earlier claims must be known.
    pub(crate) history: u32,
    pub(crate) slots: usize,
    pub(crate) bindings: Vec<Binding>,
    pub(crate) condition: Option<Cond>,
    pub(crate) exceptions: Vec<Exception>,
    pub(crate) verdicts: Vec<Guarded>,
    pub(crate) unknowns: Vec<Unknown>,
    /// One for all verdicts, or one each.
    pub(crate) because: Vec<Vec<Part>>,
    pub(crate) remedy: Vec<Part>,
}

#[derive(Clone, Debug)]
pub(crate) struct Binding {
    pub slot: Slot,
    pub bound: Bound,
}

#[derive(Clone, Debug)]
pub(crate) enum Bound {
    Each(Noun),
    All(Noun),
    /// Each unbroken run of the days of what is found.
    Run(Noun),
    Value(Expr),
}

#[derive(Clone, Debug)]
pub(crate) struct Exception {
    pub condition: Cond,
    pub but_not: Option<Cond>,
    /// `None`: the rule does not fire.
    pub verdict: Option<Verdict>,
}

#[derive(Clone, Debug)]
pub(crate) enum Guard {
    Always,
    When(Cond),
    Otherwise,
}

#[derive(Clone, Debug)]
pub(crate) struct Guarded {
    pub guard: Guard,
    pub verdict: Verdict,
}

#[derive(Clone, Debug)]
pub(crate) struct Unknown {
    pub names: Vec<Slot>,
    pub verdict: Verdict,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// `None`: the receipt.
    pub subject: Option<Expr>,
    pub act: Act,
    /// To whom it is shown.
    pub queue: Option<Queue>,
    pub conclusion: Conclusion,
    pub cut: Option<CutOrder>,
    pub reason: Option<String>,
}

/// What is done to the subject, as far as later verdicts or the finding need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Tell,
    Remove,
    ReduceTo(Expr),
    ReduceBy(Expr),
    Keep(Expr),
    Correct(Expr),
    Cap(Expr),
    Replace(Expr),
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    Literal(String),
    Value(Expr, Shown),
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shown(pub Option<Type>);

/// The number of a noun phrase in its rule; phrases that say the same are the same, wherever they stand.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Number(pub usize);

impl PartialEq for Number {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Number {}

impl std::hash::Hash for Number {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

/// What noun phrases look for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Noun {
    pub number: Number,
    pub kind: Kind,
    pub windows: Vec<Window>,
    /// Whether earlier and parallel claims are looked at.
    pub history: bool,
    pub order: Option<Order>,
    pub state: Option<State>,
    pub set: Option<Set>,
    pub filter: Option<Cond>,
    pub table: Option<Table>,
}

impl Table {
    /// Further equalities beyond these are ordinary conditions.
    pub const MOST_EQUALITIES: usize = 4;
}

/// A table and how its rows are found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Table {
    pub kind: FileKind,
    pub item: u16,
    pub key: Box<Expr>,
    /// Further columns of codes that must be equal to something, compared before any condition runs.
    pub also: Vec<(u16, Expr)>,
    /// A column whose code must be among what was found, as the noun's condition says: most rows end there.
    pub among: Option<(u16, Expr)>,
    /// Which parts of the written condition the noun's own one holds, in its order; for those who tell of it.
    pub order: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Window {
    pub kind: WindowKind,
    pub anchor: Option<Expr>,
    pub measure: Option<Expr>,
    pub unit: Option<Unit>,
}

/// A set of codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Set {
    pub ranges: Vec<Range<u32>>,
    /// First and last ICD-10 code; the last `None`: all that start with the first.
    pub icd: Vec<IcdRange>,
    /// Rows of a master for which a condition holds.
    pub picked: Vec<(FileKind, Cond)>,
    /// Things or codes already found.
    pub found: Vec<Expr>,
    pub nested: Vec<Set>,
    pub except: Vec<Set>,
    pub within: Vec<Set>,
    /// Whether it names all of its codes itself.
    pub is_list: bool,
}

impl Set {
    /// Adds rows of a master; those of another master than the first stand in a set of their own, as a set is asked of codes
    /// of one master.
    pub fn add_picked(&mut self, picked: (FileKind, Cond)) {
        match self.picked.first() {
            Some((first, _)) if *first != picked.0 => {
                self.nested.push(Self { picked: vec![picked], ..Self::default() });
            }
            _ => self.picked.push(picked),
        }
    }

    /// The one code that a list names.
    pub fn one_code(&self) -> Option<u32> {
        match (self.ranges.as_slice(), self.is_list && self.nested.is_empty()) {
            ([one], true) if one.len() == 1 => Some(one.start),
            _ => None,
        }
    }

    /// Whether a list names a code; what is taken out of it is not looked at.
    pub fn lists(&self, code: u32) -> bool {
        self.ranges.iter().any(|range| range.contains(&code)) || self.nested.iter().any(|set| set.lists(code))
    }
}

/// ICD-10 codes without their points: all that start with the first, or all from the first to those that start with the last.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct IcdRange {
    pub from: String,
    pub to: Option<String>,
}

impl IcdRange {
    /// Whether a code as the master writes it is one of them.
    pub fn holds(&self, written: &str) -> bool {
        let letters = || written.bytes().filter(|&letter| letter != b'.');
        let starts_with = |start: &str| {
            let mut written = letters();
            start.bytes().all(|letter| written.next() == Some(letter))
        };
        match &self.to {
            None => starts_with(&self.from),
            Some(to) => letters().ge(self.from.bytes()) && (letters().le(to.bytes()) || starts_with(to)),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Read {
    Count,
    Days,
    Number,
    Kinds,
    Field(Step),
    Folded(Fold, Step),
    Rank(Box<Expr>),
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Expr {
    Number(i64),
    Date(Date),
    Month(Month),
    Code(u32),
    Text(String),
    Slot(Slot),
    /// The thing that the noun phrase so many levels out is looking at.
    Its,
    Receipt,
    Patient,
    /// Whether the institution is a hospital or a clinic.
    Institution,
    Step(Box<Expr>, Step),
    Plus(Box<Expr>, Box<Expr>, Unit),
    Math(Arithmetic, Box<Expr>, Box<Expr>),
    DaysBetween(Box<Expr>, Box<Expr>),
    MonthsBetween(Box<Expr>, Box<Expr>),
    Choice(ChoiceMode, Vec<(Option<Cond>, Expr)>),
    Band(Box<Expr>, Vec<(i64, i64, Expr)>),
    /// A parameter: from which day which value.
    Dated(Vec<(Date, Expr)>),
    HowMany(Vec<Set>, Box<Noun>),
    Read(Box<Noun>, Read),
}

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    Day,
    FirstDay,
    LastDay,
    Month,
    NextMonth,
    PreviousMonth,
    Week,
    Age,
    Code,
    Name,
    Points,
    Count,
    Days,
    Number,
    Kinds,
    Quantity,
    Section,
    Started,
    Outcome,
    Sex,
    Born,
    ServiceMonth,
    RealDays,
    TotalPoints,
    Admitted,
    Discharged,
    /// 入外.
    Setting,
    /// What a 剤 costs without its lines that are no 包括対象検査.
    BundledPoints,
    RoundedUp,
    RoundedDown,
    RoundedHalfUp,
    /// 区分番号 as the law writes it.
    LawSection,
    /// Whether it is an addition (告示等識別区分 7 or 9).
    IsAddition,
    /// Whether a row of an indication fits the patient's sex and age.
    Fits,
    /// Whether a row of an indication asks for no disease.
    AnyDisease,
    /// A column of the thing's master or table.
    Column(FileKind, u16, bool),
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Cond {
    All(Vec<Cond>),
    Any(Vec<Cond>),
    Not(Box<Cond>),
    Exists(Box<Noun>, bool),
    Every(Box<Noun>, Box<Cond>),
    Compare(Relation, Expr, Expr),
    Member(Expr, FileKind, Box<Set>),
    StartsWith(Expr, String),
    IsUnknown(Expr),
    IsTrue(Expr),
}

/// The parts that must all hold.
pub(crate) fn parts_of(condition: &Cond) -> &[Cond] {
    match condition {
        Cond::All(parts) => parts,
        one => std::slice::from_ref(one),
    }
}
