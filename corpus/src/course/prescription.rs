//! Prescriptions: by slip for a pharmacy, or handed out in the institution.

use model::Quantity;

use super::chart::Chart;
use super::section;
use crate::codes::Code;
use crate::codes::comments::{Comment, FREE, ONCE_A_WEEK};
use crate::codes::drugs::{ACETAMINOPHEN_500, ACETAMINOPHEN_GRANULE, KETOPROFEN_TAPE, LOXOPROFEN_TAPE};
use crate::codes::procedures::*;
use crate::draft::{Days, bit};

/// How a drug is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Supply {
    /// Once a day.
    Daily,
    /// Several times a day.
    Meals,
    /// Once a week.
    Weekly,
    /// When needed: so many doses.
    AsNeeded(u8),
    /// Put on the body: the amount handed out at once.
    External,
}

/// A drug and how much of it, in tenths of its unit: a day, a dose, or at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dose {
    pub(crate) drug: Code,
    pub(crate) tenths: u16,
    pub(crate) supply: Supply,
}

impl Dose {
    pub(crate) const fn daily(drug: Code, tenths: u16) -> Self {
        Self { drug, tenths, supply: Supply::Daily }
    }

    pub(crate) const fn meals(drug: Code, tenths: u16) -> Self {
        Self { drug, tenths, supply: Supply::Meals }
    }

    pub(crate) const fn weekly(drug: Code, tenths: u16) -> Self {
        Self { drug, tenths, supply: Supply::Weekly }
    }

    pub(crate) const fn as_needed(drug: Code, tenths: u16, doses: u8) -> Self {
        Self { drug, tenths, supply: Supply::AsNeeded(doses) }
    }

    pub(crate) const fn external(drug: Code, tenths: u16) -> Self {
        Self { drug, tenths, supply: Supply::External }
    }

    fn quantity(self) -> i64 {
        i64::from(self.tenths) * (Quantity::SCALE / 10)
    }
}

/// The comment on the addition for long prescriptions of a drug that is not taken every day.
fn rhythm(doses: &[Dose]) -> &'static [Comment] {
    const WEEKLY: &[Comment] = &[Comment::plain(ONCE_A_WEEK)];
    if doses.iter().any(|d| d.supply == Supply::Weekly) { WEEKLY } else { &[] }
}

/// When a drug as needed is taken.
const fn when_needed(drug: Code) -> &'static str {
    match drug.number {
        n if n == ACETAMINOPHEN_500.number || n == ACETAMINOPHEN_GRANULE.number => "発熱時",
        _ => "疼痛時",
    }
}

/// Most patches of one prescription without a reason written beside them.
///
/// SPEC: 診療報酬の算定方法（令和4年厚生労働省告示第54号による改正後）別表第一 第５部 投薬 通則５.
const MOST_PATCHES: i64 = 63 * Quantity::SCALE;

const fn is_patch(drug: u32) -> bool {
    drug == LOXOPROFEN_TAPE.number || drug == KETOPROFEN_TAPE.number
}

/// Most days for which a psychotropic is handed out.
///
/// SPEC: 療担規則及び薬担規則並びに療担基準に基づき厚生労働大臣が定める掲示事項等（平成18年厚生労働省告示第107号）第十 二.
const MOST_DAYS_CONTROLLED: u8 = 30;

impl Chart<'_> {
    /// Prescribes drugs for so many days, those that the first fund does not pay for apart.
    /// `specific` says whether a 特定疾患 is the main one.
    pub(crate) fn prescribe(
        &mut self,
        day: u32,
        (doses, others): (&[Dose], &[Dose]),
        days: u8,
        specific: bool,
    ) {
        let mut all = Vec::with_capacity(doses.len() + others.len());
        self.choose(day, doses, &mut all);
        let own = all.len();
        self.choose(day, others, &mut all);
        let (doses, others) = all.split_at(own);
        if all.is_empty() {
            return;
        }
        let aside = self.draft.aside;
        if self.scene.place.dispenses {
            self.hand_out(day, doses, days);
            self.draft.aside |= !others.is_empty();
            self.hand_out(day, others, days);
            self.draft.aside = aside || doses.is_empty() && !others.is_empty();
            self.prescription_fee(day, &all, days, specific);
        } else {
            self.draft.aside |= doses.is_empty();
            self.slip(day, &all, days, specific);
        }
        self.draft.aside = aside;
    }

    /// Adds the drugs that may be given on a day beside those that were chosen before.
    fn choose(&self, day: u32, doses: &[Dose], chosen: &mut Vec<Dose>) {
        for dose in doses {
            if self.may_give(day, dose, chosen) {
                chosen.push(*dose);
            }
        }
    }

    /// Whether no disease and no other drug of the day forbids a drug, and patches are not too many.
    fn may_give(&self, day: u32, dose: &Dose, beside: &[Dose]) -> bool {
        let catalog = self.scene.catalog;
        let ill = |disease: &u32| self.draft.diseases.iter().any(|d| d.code == *disease && !d.is_suspected());
        let given = |drug: &u32| {
            beside.iter().any(|d| d.drug.number == *drug) || self.given(day).any(|(code, _)| code == *drug)
        };
        !catalog.contraindications(dose.drug).iter().any(ill)
            && !catalog.interactions(dose.drug).iter().any(given)
            && (!is_patch(dose.drug.number) || self.patches(day, beside) + dose.quantity() <= MOST_PATCHES)
    }

    /// The drugs that the receipt has on a day, with their amounts.
    fn given(&self, day: u32) -> impl Iterator<Item = (u32, i64)> {
        let groups = self.draft.live().filter(move |(_, group)| group.days.mask & bit(day) != 0);
        groups.flat_map(|(_, group)| self.draft.lines_of(group)).map(|line| (line.code, line.quantity))
    }

    fn patches(&self, day: u32, beside: &[Dose]) -> i64 {
        let chosen = beside.iter().map(|dose| (dose.drug.number, dose.quantity()));
        self.given(day).chain(chosen).filter(|&(drug, _)| is_patch(drug)).map(|(_, amount)| amount).sum()
    }

    /// Whether the patient is younger than three on a day.
    fn is_infant(&self, day: u32) -> bool {
        self.draft.patient.age(self.date(day)) < 3
    }

    /// 処方箋料 with its additions; the drugs stand on the pharmacy's claim.
    fn slip(&mut self, day: u32, doses: &[Dose], days: u8, specific: bool) {
        let on = Days::on(day);
        if self.is_infant(day) {
            self.act(section::OTHER, on, &[(SLIP, 0), (SLIP_INFANT, 0)]);
        } else {
            self.one(section::OTHER, on, SLIP);
        }
        if self.draw.chance(600) {
            self.one(section::OTHER, on, SLIP_GENERIC_NAMES);
        }
        if specific && days >= 28 && !self.scene.place.is_large() {
            self.one_with(section::OTHER, on, SLIP_LONG, rhythm(doses));
        }
    }

    /// 処方料 and what goes with it.
    fn prescription_fee(&mut self, day: u32, doses: &[Dose], days: u8, specific: bool) {
        let on = Days::on(day);
        if self.is_infant(day) {
            self.act(section::PRESCRIBING, on, &[(PRESCRIBE, 0), (PRESCRIBE_INFANT, 0)]);
        } else {
            self.one(section::PRESCRIBING, on, PRESCRIBE);
        }
        if doses.iter().any(|d| self.scene.catalog.is_psychotropic(d.drug)) {
            self.one(section::CONTROLLED, on, DISPENSE_CONTROLLED);
            self.one(section::CONTROLLED, on, PRESCRIBE_CONTROLLED);
        }
        if specific && days >= 28 && !self.scene.place.is_large() {
            self.one_with(section::PRESCRIBING, on, PRESCRIBE_LONG, rhythm(doses));
        }
        if self.scene.place.is_hospital() {
            self.one(section::DISPENSARY, on, DISPENSARY);
        }
        self.one(section::GUIDANCE, on, DRUG_LEAFLET);
    }

    /// The drugs themselves: those taken at the same times of day are one 剤.
    fn hand_out(&mut self, day: u32, doses: &[Dose], days: u8) {
        let mut internal = false;
        let mut external = false;
        for supply in [Supply::Daily, Supply::Meals] {
            for limited in [false, true] {
                let of =
                    |d: &&Dose| d.supply == supply && self.scene.catalog.is_psychotropic(d.drug) == limited;
                let lines: Vec<(Code, i64)> =
                    doses.iter().filter(of).map(|d| (d.drug, d.quantity())).collect();
                let supplied = if limited { days.min(MOST_DAYS_CONTROLLED) } else { days };
                internal |= !lines.is_empty() && self.drug(section::INTERNAL, day, &lines, supplied);
            }
        }
        for dose in doses {
            let line = [(dose.drug, dose.quantity())];
            match dose.supply {
                Supply::Daily | Supply::Meals => {}
                Supply::Weekly => internal |= self.drug(section::INTERNAL, day, &line, (days / 7).max(1)),
                Supply::AsNeeded(times) => {
                    let group = self.drugs(section::AS_NEEDED, day, &line, times);
                    internal |= group.is_some();
                    self.comment(group, &[Comment::fixed(FREE, when_needed(dose.drug))]);
                }
                Supply::External => external |= self.drug(section::EXTERNAL, day, &line, 1),
            }
        }
        if internal {
            self.one(section::DISPENSING, Days::on(day), DISPENSE_INTERNAL);
        }
        if external {
            self.one(section::DISPENSING, Days::on(day), DISPENSE_EXTERNAL);
        }
    }

    fn drug(&mut self, section: u8, day: u32, lines: &[(Code, i64)], times: u8) -> bool {
        self.drugs(section, day, lines, times).is_some()
    }

    fn drugs(&mut self, section: u8, day: u32, lines: &[(Code, i64)], times: u8) -> Option<usize> {
        self.draft.add(self.scene.catalog, section, Days::each(bit(day), times), lines)
    }

    /// Drugs of a ward for every day of a mask.
    pub(crate) fn ward_drugs(&mut self, mask: u32, doses: &[Dose]) {
        let lines: Vec<(Code, i64)> = doses
            .iter()
            .filter(|d| matches!(d.supply, Supply::Daily | Supply::Meals))
            .map(|d| (d.drug, d.quantity()))
            .collect();
        if !lines.is_empty()
            && self.draft.add(self.scene.catalog, section::INTERNAL, Days::once(mask), &lines).is_some()
        {
            self.one(section::DISPENSING, Days::once(mask), DISPENSE_WARD);
        }
    }
}
