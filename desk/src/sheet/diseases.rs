//! 傷病名 with the names of the masters.

use model::DiseaseCode;
use receipt::batch::Disease;
use receipt::{form, tables};

use super::{Page, SheetCode, SheetDisease, record};

/// The items of SY.
mod item {
    pub const CODE: u8 = 2;
    pub const START: u8 = 3;
    pub const OUTCOME: u8 = 4;
    pub const NAME: u8 = 6;
    pub const REMARK: u8 = 8;
}

impl Page<'_> {
    pub(super) fn diseases(&self) -> Vec<SheetDisease> {
        let own = self.own.diseases.clone();
        let each = own.filter_map(|at| Some((at as usize, self.batch.diseases.get(at as usize)?)));
        each.map(|(at, disease)| self.disease(at, disease)).collect()
    }

    fn disease(&self, at: usize, of: &Disease) -> SheetDisease {
        let (batch, row) = (self.batch, of.row);
        let modifiers: Vec<SheetCode> =
            batch.modifiers_of(at).iter().map(|code| self.modifier(*code)).collect();
        let written = batch.text(row, item::NAME);
        let line = batch.line_of(row);
        let start = form::to_date(batch.field(row, item::START));
        let outcome = batch.field(row, item::OUTCOME);
        SheetDisease {
            line,
            code: batch.text(row, item::CODE),
            name: self.whole_name(at, of, &written),
            modifiers,
            start: start.map_or_else(String::new, |day| record::day_in_words(day, self.lang)),
            start_day: batch.text(row, item::START),
            outcome: SheetCode {
                code: batch.text(row, item::OUTCOME),
                name: tables::OUTCOME.meaning(outcome).unwrap_or_default().to_owned(),
            },
            main: of.main,
            remark: batch.text(row, item::REMARK),
            notes: self.notes.on(line),
        }
    }

    fn modifier(&self, code: u16) -> SheetCode {
        let name = self.names.modifier(code).map_or("", |(name, _)| name);
        SheetCode { code: format!("{code:04}"), name: name.to_owned() }
    }

    /// Modifiers before the name, suffixes behind it; a disease without code has its written name.
    ///
    /// SPEC: 傷病名マスター 修飾語 (マスターファイル仕様説明書（令和6年度版）３（２）): 8000 to 8999 are suffixes (接尾語).
    fn whole_name(&self, at: usize, of: &Disease, written: &str) -> String {
        let base = match self.names.disease(of.code) {
            _ if of.code == DiseaseCode::UNCODED.0 => written,
            Some(name) => name,
            None => written,
        };
        let (mut before, mut behind) = (String::new(), String::new());
        for code in self.batch.modifiers_of(at) {
            match self.names.modifier(*code) {
                Some((name, true)) => behind.push_str(name),
                Some((name, false)) => before.push_str(name),
                None => {}
            }
        }
        format!("{before}{base}{behind}")
    }
}
