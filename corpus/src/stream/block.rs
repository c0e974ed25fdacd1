//! One institution in one month: its patients, their receipts, a block for each agency.

use masters::Masters;
use model::Month;

use super::{Config, CorpusError, open_days};
use crate::catalog::Catalog;
use crate::codes::procedures::{KIDNEY_DONATED, KIDNEY_TRANSPLANT};
use crate::course::{inpatient, outpatient, stay_in};
use crate::draft::{Draft, Scene};
use crate::errors::{Injector, Spoiled};
use crate::label::Label;
use crate::people::{AgeClass, Need, Patient, Payer, Place};
use crate::random::Draw;
use crate::settle::Settler;
use crate::write::BlockWriter;

/// What all units of a month share.
pub(super) struct Orders<'a> {
    pub(super) config: &'a Config,
    pub(super) masters: &'a Masters,
    pub(super) catalog: &'a Catalog,
    pub(super) month: Month,
    /// The month's place among those of the corpus.
    pub(super) nth: u32,
    /// The most patients of an institution.
    pub(super) most: u32,
}

/// The blocks of one institution.
pub(super) struct Unit {
    pub(super) place: u32,
    pub(super) receipts: u64,
    pub(super) blocks: Vec<Block>,
}

/// IR, receipts, GO.
pub(super) struct Block {
    pub(super) bytes: Vec<u8>,
    pub(super) lines: u64,
    pub(super) receipts: u64,
    /// Labels with lines and ordinals counted from the start of the block.
    pub(super) labels: Vec<Label>,
}

/// 支払基金 and 国保連.
const AGENCIES: [u8; 2] = [1, 2];

/// Makes the blocks of an institution, with at most so many receipts.
pub(super) fn make(orders: &Orders<'_>, index: u32, most: u64) -> Result<Unit, CorpusError> {
    let place = Place::draw(orders.config.seed, index, orders.most);
    let scene = Scene {
        masters: orders.masters,
        catalog: orders.catalog,
        place: &place,
        month: orders.month,
        first: orders.config.month,
        open: open_days(&place, orders.month),
        has_history: orders.nth > 0,
    };
    let mut unit = Unit { place: index, receipts: 0, blocks: Vec::new() };
    for agency in AGENCIES {
        let block = Maker::new(orders, &scene).block(agency, most - unit.receipts)?;
        if block.receipts > 0 {
            unit.receipts += block.receipts;
            unit.blocks.push(block);
        }
    }
    Ok(unit)
}

struct Maker<'a> {
    scene: &'a Scene<'a>,
    seed: u64,
    draft: Draft,
    settler: Settler,
    injector: Injector<'a>,
}

impl<'a> Maker<'a> {
    fn new(orders: &'a Orders<'a>, scene: &'a Scene<'a>) -> Self {
        let patient = Patient::draw(orders.config.seed, scene.place, 0, scene.first);
        let need = Need { psychiatric: false, intractable: false };
        let payer = Payer::draw(&mut Draw::keyed(&[0]), 13, AgeClass::Adult, need);
        Self {
            scene,
            seed: orders.config.seed,
            draft: Draft::new(scene.month, patient, payer),
            settler: Settler::new(),
            injector: Injector::new(&orders.config.only, orders.config.errors_ppm),
        }
    }

    fn block(&mut self, agency: u8, most: u64) -> Result<Block, CorpusError> {
        let mut bytes = Vec::new();
        let mut labels = Vec::new();
        let mut writer = BlockWriter::new(&mut bytes);
        let mut receipts: u64 = 0;
        writer.begin(self.scene.place, agency, self.scene.month)?;
        for index in 0..self.scene.place.roster {
            let patient = Patient::draw(self.seed, self.scene.place, index, self.scene.first);
            if !patient.may_belong_to(agency, self.scene.place, self.scene.month) {
                continue;
            }
            let stay = stay_in(self.scene.place, &patient, self.scene.month);
            self.settler.forget();
            for inside in [true, false] {
                let made = match &stay {
                    Some(stay) if inside => inpatient(self.scene, &patient, stay, &mut self.draft),
                    _ if inside => false,
                    stay => outpatient(self.scene, &patient, stay.as_ref(), &mut self.draft),
                };
                if !made {
                    continue;
                }
                self.settle();
                if receipts == most || self.draft.payer.agency != agency {
                    continue;
                }
                if self.draft.live().next().is_none() {
                    continue;
                }
                let spoiled = self.injector.spoil(self.scene, &mut self.draft);
                receipts += 1;
                let number = u32::try_from(receipts).unwrap_or(u32::MAX);
                let lines = writer.receipt(&self.draft, self.scene.place, number)?.lines;
                labels.extend(spoiled.map(|s| label(s, receipts, lines)));
            }
            if receipts == most {
                break;
            }
        }
        writer.end()?;
        let lines = writer.lines();
        Ok(Block { bytes, lines, receipts, labels })
    }
}

impl Maker<'_> {
    /// Leaves off what the masters forbid, the donor's part first: what is left of it is a cost of the receipt.
    fn settle(&mut self) {
        if let Some(donor) = &mut self.draft.donor {
            self.settler.settle(donor, self.scene.catalog);
        }
        self.settler.settle(&mut self.draft, self.scene.catalog);
        if self.draft.donor.is_some() {
            self.draft.charge_donor(KIDNEY_TRANSPLANT, KIDNEY_DONATED);
        }
        self.settler.remember(&self.draft);
    }
}

#[cfg(test)]
mod tests;

fn label(spoiled: Spoiled, seq: u64, lines: Vec<u64>) -> Label {
    Label {
        seq,
        lines,
        check: spoiled.check,
        day: spoiled.day.and_then(|d| u8::try_from(d).ok()),
        expected: spoiled.expected,
        decidable: spoiled.decidable,
    }
}
