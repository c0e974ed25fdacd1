//! One receipt with its masters: everything that several checks ask, looked up once.

use masters::column::Shape;
use masters::{Disease, Lookup, Masters, Material, Procedure, Row};
use model::{
    Date, DiseaseCode, DrugCode, Effect, Finding, FindingLine, Lang, LineRole, MaterialCode, Month,
    ProcedureCode,
};
use receipt::batch::LineKind;

use super::rules::Rule;
use super::{Config, Missing, Outcome};
use crate::ReceiptView;

/// A line with what the masters say of its code.
pub struct Line<'m> {
    /// Its ordinal in the batch.
    pub index: usize,
    /// Its code.
    pub code: u32,
    /// What the master of its kind says.
    pub item: LineItem<'m>,
}

/// What a line claims.
pub enum LineItem<'m> {
    /// SI.
    Procedure(Lookup<Procedure<'m>>),
    /// IY.
    Drug(Lookup<()>),
    /// TO.
    Material(Lookup<Material<'m>>),
}

/// A disease with what the master says of its code.
pub struct DiseaseLine<'m> {
    /// Its ordinal in the batch.
    pub index: usize,
    /// Its code.
    pub code: u32,
    /// What the master says.
    pub lookup: Lookup<Disease<'m>>,
}

/// A receipt, its masters and the configuration.
pub struct Case<'a> {
    /// The receipt.
    pub receipt: ReceiptView<'a>,
    /// The masters.
    pub masters: &'a Masters,
    /// The configuration.
    pub config: &'a Config,
    /// The month of service.
    pub month: Month,
    /// Its lines, those with an unreadable code left out (told by their form).
    pub lines: Vec<Line<'a>>,
    /// Its coded diseases.
    pub diseases: Vec<DiseaseLine<'a>>,
}

impl<'a> Case<'a> {
    /// Looks up the codes of a receipt; `None` when its month cannot be read.
    pub fn new(receipt: ReceiptView<'a>, masters: &'a Masters, config: &'a Config) -> Option<Self> {
        let month = receipt.receipt.month?;
        let mut case = Self { receipt, masters, config, month, lines: Vec::new(), diseases: Vec::new() };
        case.lines = receipt.line_range().filter_map(|index| case.line(index)).collect();
        case.diseases = receipt.disease_range().filter_map(|index| case.disease(index)).collect();
        Some(case)
    }

    fn line(&self, index: usize) -> Option<Line<'a>> {
        let &receipt::batch::Line { code, days, kind, .. } =
            self.receipt.batch.lines.get(index).filter(|line| line.code != 0)?;
        let masters = self.masters;
        let item = match kind {
            LineKind::Procedure => {
                LineItem::Procedure(self.on_days(days, |day| masters.procedure(ProcedureCode(code), day)))
            }
            LineKind::Drug => {
                LineItem::Drug(self.on_days(days, |day| masters.drug(DrugCode(code), day).map(|_| ())))
            }
            LineKind::Material => {
                LineItem::Material(self.on_days(days, |day| masters.material(MaterialCode(code), day)))
            }
        };
        Some(Line { index, code, item })
    }

    fn disease(&self, index: usize) -> Option<DiseaseLine<'a>> {
        let code = self.receipt.batch.diseases.get(index)?.code;
        let coded = code != 0 && code != DiseaseCode::UNCODED.0;
        let lookup = || self.in_month(|day| self.masters.disease(DiseaseCode(code), day));
        coded.then(|| DiseaseLine { index, code, lookup: lookup() })
    }

    /// The answer for the days of a line: the first wrong one of its first and last day. Without days any day of the
    /// month may be meant.
    fn on_days<T>(&self, days: u32, ask: impl Fn(Date) -> Lookup<T>) -> Lookup<T> {
        let day = |bit: u32| self.month.day(bit + 1);
        let first = (days != 0).then(|| day(days.trailing_zeros())).flatten();
        let Some(first) = first else { return self.in_month(ask) };
        let last = day(31 - days.leading_zeros()).filter(|&last| last != first);
        match (ask(first), last) {
            (Lookup::InForce(row), Some(last)) => match ask(last) {
                Lookup::InForce(_) | Lookup::CannotTell(_) => Lookup::InForce(row),
                wrong => wrong,
            },
            (answer, _) => answer,
        }
    }

    /// The answer for a month as a whole: in force when it is so on the first or on the last day.
    pub fn in_month<T>(&self, ask: impl Fn(Date) -> Lookup<T>) -> Lookup<T> {
        match ask(self.month.last()) {
            Lookup::InForce(row) => Lookup::InForce(row),
            other => match ask(self.month.first()) {
                Lookup::InForce(row) => Lookup::InForce(row),
                Lookup::CannotTell(cause) => Lookup::CannotTell(cause),
                _ => other,
            },
        }
    }

    /// The ordinal of the receipt in its file.
    pub fn seq(&self) -> u64 {
        self.receipt.batch.seq_of(self.receipt.index)
    }

    /// The procedures that are in force, with their lines.
    pub fn procedures(&self) -> impl Iterator<Item = (&Line<'a>, Procedure<'a>)> {
        self.lines.iter().filter_map(|line| match line.item {
            LineItem::Procedure(Lookup::InForce(procedure)) => Some((line, procedure)),
            _ => None,
        })
    }

    /// Whether the receipt is one of inpatients; `None` when its type cannot be read.
    pub fn inpatient(&self) -> Option<bool> {
        self.receipt.receipt.claim_type.map(|kind| kind.inpatient)
    }

    /// The days of a line; bit 0 is the 1st.
    pub fn days(&self, line: &Line<'_>) -> u32 {
        self.receipt.batch.lines.get(line.index).map_or(0, |line| line.days)
    }

    /// A line of the file for a finding.
    pub fn subject(&self, line: &Line<'_>) -> FindingLine {
        let row = self.receipt.batch.lines.get(line.index).map_or(0, |line| line.row);
        self.subject_row(row, Some(line.code))
    }

    /// A row of the receipt for a finding.
    pub fn subject_row(&self, row: u32, code: Option<u32>) -> FindingLine {
        FindingLine { line: self.receipt.batch.line_of(row), code, role: LineRole::Subject }
    }

    /// RE as what a finding speaks of.
    pub fn head(&self) -> FindingLine {
        self.subject_row(self.receipt.receipt.row, None)
    }

    /// Tells a finding; `[a, b]` fill the placeholders of its texts.
    pub fn tell(
        &self,
        outcome: &mut Outcome,
        rule: &Rule,
        lines: Vec<FindingLine>,
        days: u32,
        fill: [&str; 2],
    ) {
        let lang: Lang = self.config.lang;
        let [a, b] = fill;
        let filled = |text: model::Text| text.in_lang(lang).replace("{a}", a).replace("{b}", b);
        outcome.findings.push(Finding {
            rule: rule.name.into(),
            edition: None,
            check: rule.check,
            certainty: rule.certainty,
            conclusion: rule.conclusion,
            queue: None,
            effect: Effect::None,
            reason: None,
            official: rule.official,
            level: rule.level,
            seq: self.seq(),
            lines,
            linked: Vec::new(),
            days,
            rows: Vec::new(),
            message: filled(rule.what),
            advice: filled(rule.advice),
            basis: rule.basis.into(),
        });
    }

    /// Tells of the finding that was told last on which columns of a row it rests.
    pub fn rests_on(&self, outcome: &mut Outcome, row: Row<'_>, items: &[u16]) {
        let code = match row.kind().layout().shape {
            Shape::Coded { code, .. } => row.number(code),
            Shape::Relation { .. } => None,
        };
        if let Some(finding) = outcome.findings.last_mut() {
            finding.rows.push(row.told(code, self.month.last(), items.iter().copied()));
        }
    }

    /// Notes for every procedure whose master cannot tell that a check could not be made for it.
    pub fn procedures_untold(&self, outcome: &mut Outcome, rule: &Rule) {
        for line in &self.lines {
            if let LineItem::Procedure(Lookup::CannotTell(cause)) = line.item {
                outcome.cannot_tell(self, rule, Missing::Master(cause));
            }
        }
    }
}
