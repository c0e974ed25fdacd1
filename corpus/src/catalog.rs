//! The codes of the courses as the masters given have them in one month: what they cost and what forbids what.

mod price;
mod rules;

use masters::{Cause, Lookup, Masters, Procedure, Reason, Steps};
use model::{CommentCode, Date, DrugCode, MaterialCode, Month, ProcedureCode, Quantity};

use pricing::{Fee, Ware};

use crate::codes::{self, Code};
use rules::Rules;
pub(crate) use rules::{contains, place_of};

/// A code as the masters have it in the month.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    /// Whether it is in force on every day of the month, and the same.
    pub(crate) in_force: bool,
    /// What it costs, when it is a procedure.
    pub(crate) fee: Fee,
    /// What it costs, when it is a drug or a material.
    pub(crate) ware: Ware,
    /// 入外適用区分.
    pub(crate) in_out: u8,
    /// 病院・診療所区分.
    pub(crate) hospital_clinic: u8,
    /// Whether 外来管理加算 cannot be claimed on the same day.
    pub(crate) blocks_management: bool,
    /// 麻薬・毒薬・覚醒剤原料・向精神薬.
    pub(crate) controlled: u8,
    /// 検査等実施判断グループ of a test that asks for a 判断料; 0 is none.
    pub(crate) judged_by: u8,
}

/// All codes of the courses in one month.
#[derive(Debug)]
pub(crate) struct Catalog {
    entries: Vec<Entry>,
    /// The first day of the month.
    first: Date,
    pub(crate) rules: Rules,
    /// Comments of the courses that the masters do not have in the month.
    withheld: Vec<u32>,
    /// Drugs of the courses that something forbids: diseases, other drugs.
    forbidden: Vec<(u32, Forbids)>,
}

/// Diseases and other drugs with which a drug must not be given.
#[derive(Debug, Default)]
struct Forbids {
    diseases: Vec<u32>,
    drugs: Vec<u32>,
}

impl Forbids {
    fn of(masters: &Masters, drug: DrugCode, month: Month) -> Self {
        let mut found = Self::default();
        for day in [month.first(), month.last()] {
            let rows = masters.contraindications(drug, day);
            found.diseases.extend(rows.filter_map(|row| row.disease()).map(|code| code.0));
            found.drugs.extend(masters.interactions(drug, day).map(|row| row.other().0));
        }
        found
    }
}

impl Catalog {
    /// Looks all codes up; what changes within the month is left out.
    pub(crate) fn new(masters: &Masters, month: Month) -> Self {
        let entries = codes::all().map(|number| Entry::of(masters, number, month)).collect();
        let drugs = codes::drugs::ALL.iter().copied();
        let mut forbidden: Vec<_> =
            drugs.map(|drug| (drug, Forbids::of(masters, DrugCode(drug), month))).collect();
        both_ways(&mut forbidden);
        forbidden.retain(|(_, forbids)| !forbids.diseases.is_empty() || !forbids.drugs.is_empty());
        let withheld = codes::comments::ALL.iter().copied().filter(|&c| is_withheld(masters, c, month));
        Self {
            entries,
            first: month.first(),
            rules: Rules::new(masters, month),
            withheld: withheld.collect(),
            forbidden,
        }
    }

    fn forbids(&self, drug: Code) -> Option<&Forbids> {
        self.forbidden.iter().find(|(number, _)| *number == drug.number).map(|(_, forbids)| forbids)
    }

    /// Diseases for which the check masters say that a drug must not be given.
    pub(crate) fn contraindications(&self, drug: Code) -> &[u32] {
        self.forbids(drug).map_or(&[], |forbids| &forbids.diseases)
    }

    /// Drugs with which the check masters say that a drug must not be given.
    pub(crate) fn interactions(&self, drug: Code) -> &[u32] {
        self.forbids(drug).map_or(&[], |forbids| &forbids.drugs)
    }

    /// Whether a comment can be written in the month; one of which the masters cannot tell can.
    pub(crate) fn has_comment(&self, code: u32) -> bool {
        !self.withheld.contains(&code)
    }

    /// The entry of a place.
    pub(crate) fn entry(&self, index: u16) -> Option<&Entry> {
        self.entries.get(usize::from(index))
    }

    /// Whether a code can be claimed in the month.
    pub(crate) fn has(&self, code: Code) -> bool {
        self.entry(code.index).is_some_and(|e| e.in_force)
    }

    /// Whether a drug is a psychotropic (向精神薬).
    pub(crate) fn is_psychotropic(&self, code: Code) -> bool {
        self.entry(code.index).is_some_and(|e| e.controlled == 5)
    }
}

/// What one drug forbids forbids it.
fn both_ways(forbidden: &mut [(u32, Forbids)]) {
    let pairs =
        |(drug, forbids): &(u32, Forbids)| forbids.drugs.iter().map(|&o| (o, *drug)).collect::<Vec<_>>();
    for (drug, other) in forbidden.iter().flat_map(pairs).collect::<Vec<_>>() {
        if let Some((_, forbids)) = forbidden.iter_mut().find(|(number, _)| *number == drug) {
            forbids.drugs.push(other);
        }
    }
}

/// Whether the masters say that a comment is not one of the whole month.
fn is_withheld(masters: &Masters, code: u32, month: Month) -> bool {
    let gone = |day| {
        let lookup = masters.comment(CommentCode(code), day);
        !matches!(lookup, Lookup::InForce(_) | Lookup::CannotTell(_))
    };
    gone(month.first()) || gone(month.last())
}

impl Entry {
    fn of(masters: &Masters, number: u32, month: Month) -> Self {
        let (first, last) = (month.first(), month.last());
        match number / 100_000_000 {
            1 => {
                let code = ProcedureCode(number);
                let row = |day| masters.procedure(code, day).in_force();
                match Self::same(row(first), row(last), |p| Self::procedure(&p)) {
                    known if known.in_force => known,
                    _ => Self::before_change(masters, code, last),
                }
            }
            6 => {
                let row = |day| masters.drug(DrugCode(number), day).in_force();
                Self::same(row(first), row(last), |d| Self {
                    ware: Ware::from(&d),
                    controlled: d.controlled(),
                    ..Self::default()
                })
            }
            _ => {
                let row = |day| masters.material(MaterialCode(number), day).in_force();
                Self::same(row(first), row(last), |m| Self { ware: Ware::from(&m), ..Self::default() })
            }
        }
    }

    fn same<T: PartialEq>(first: Option<T>, last: Option<T>, entry: impl Fn(T) -> Self) -> Self {
        match (first, last) {
            (Some(a), Some(b)) if a == b => Self { in_force: true, ..entry(a) },
            _ => Self::default(),
        }
    }

    /// A procedure that was repriced after the month: 旧点数 says what it cost before.
    fn before_change(masters: &Masters, code: ProcedureCode, last: Date) -> Self {
        let Lookup::CannotTell(Cause { reason: Reason::ChangedLater { known_from }, .. }) =
            masters.procedure(code, last)
        else {
            return Self::default();
        };
        let row = masters.procedure(code, known_from).in_force();
        let before = row.and_then(|row| Some((row, row.previous_points()?)));
        before.map_or(Self::default(), |(row, (kind, value))| {
            let steps = row.steps().map(|s| Steps { points: value, ..s });
            let known = Self::procedure(&row);
            Self { fee: Fee { kind, value: value.scaled(), steps, ..known.fee }, ..known }
        })
    }

    fn procedure(row: &Procedure<'_>) -> Self {
        let fee = Fee::from(row);
        Self {
            in_force: true,
            fee,
            ware: Ware::default(),
            in_out: row.in_out(),
            hospital_clinic: row.hospital_clinic(),
            blocks_management: row.outpatient_management() == 1,
            controlled: 0,
            // SPEC: マスターファイル仕様説明書（令和6年度版）医科診療行為マスター, items 50 and 51: 1 the test, 2 its 判断料.
            judged_by: if fee.judged == 1 { fee.judged_by } else { 0 },
        }
    }
}

/// A count as a quantity in 1/100,000.
pub(crate) const fn whole(n: i64) -> i64 {
    n * Quantity::SCALE
}
