//! Insurer and public funds, with points, money, meals and the days of visits.

use model::{Lang, Text};
use receipt::batch::Payer;

use super::{Page, SheetPayer, SheetVisit};

impl Page<'_> {
    pub(super) fn payers(&self) -> Vec<SheetPayer> {
        let own = self.own.payers.clone();
        own.filter_map(|at| self.batch.payers.get(at as usize)).map(|payer| self.payer(payer)).collect()
    }

    fn payer(&self, of: &Payer) -> SheetPayer {
        // SPEC: 記録条件仕様（医科用）2023-03, 別表２８: 1 the insurer, 2 to 5 the public funds in their order.
        // A damaged receipt may have more funds than the table has numbers.
        let kind = of.slot.saturating_add(1);
        let confirmations = self.batch.confirmations.iter().filter(|one| one.payer == kind);
        let visits: Vec<_> = self.batch.visits.iter().filter(|one| one.payer == kind).collect();
        let decided = self.of.payers.iter().find(|points| points.payer == of.slot);
        SheetPayer {
            slot: of.slot,
            title: title(of.slot, self.lang),
            record: self.record(of.row),
            confirmations: confirmations.map(|one| self.record(one.row)).collect(),
            visits: visits.first().map_or_else(Vec::new, |one| {
                let class = |day: u32| {
                    let on = |days: u32| days >> (day - 1) & 1 == 1;
                    [(one.counted, 1), (one.uncounted, 2), (one.disagreeing, 9)]
                        .into_iter()
                        .find(|(days, _)| on(*days))
                };
                (1..=31_u32)
                    .filter_map(|day| Some(SheetVisit { day: day as u8, class: class(day)?.1 }))
                    .collect()
            }),
            visit_records: visits.iter().map(|one| self.record(one.row)).collect(),
            days: of.days,
            points: of.points,
            points_after: decided.and_then(|points| points.after),
            burden: of.burden,
            meals: of.meals,
            meal_yen: of.meal_yen,
        }
    }
}

fn title(slot: u8, lang: Lang) -> String {
    match (slot, lang) {
        (0, lang) => Text::new("保険", "insurer").in_lang(lang).to_owned(),
        (slot, Lang::Ja) => {
            let circled = ["①", "②", "③", "④"].get(usize::from(slot) - 1);
            circled.map_or_else(|| format!("公費{slot}"), |circled| format!("公費{circled}"))
        }
        (slot, Lang::En) => format!("public fund {slot}"),
    }
}
