//! What the masters call the codes of a receipt.

use masters::Masters;
use model::{CommentCode, Date, DiseaseCode, DrugCode, MaterialCode, ModifierCode, Month, ProcedureCode};
use receipt::batch::LineKind;

/// The masters on the first day of a month; a code that is not in force then is named by what is known of it.
#[derive(Clone, Copy)]
pub(crate) struct Names<'m> {
    pub masters: &'m Masters,
    pub day: Option<Date>,
}

impl<'m> Names<'m> {
    pub const fn new(masters: &'m Masters, month: Option<Month>) -> Self {
        let day = match month {
            Some(month) => Some(month.first()),
            None => None,
        };
        Self { masters, day }
    }

    /// The name of a line's code, and its unit.
    pub fn line(self, kind: LineKind, code: u32) -> (&'m str, &'m str) {
        let Some(day) = self.day else { return Default::default() };
        match kind {
            LineKind::Procedure => {
                let found = self.masters.procedure(ProcedureCode(code), day).row();
                found.map(|row| (row.short_name(), row.unit()))
            }
            LineKind::Drug => {
                let found = self.masters.drug(DrugCode(code), day).row();
                found.map(|row| (row.short_name(), row.unit()))
            }
            LineKind::Material => {
                let found = self.masters.material(MaterialCode(code), day).row();
                found.map(|row| (row.short_name(), row.unit()))
            }
        }
        .unwrap_or_default()
    }

    pub fn disease(self, code: u32) -> Option<&'m str> {
        Some(self.masters.disease(DiseaseCode(code), self.day?).row()?.name())
    }

    /// The name of a modifier, and whether it stands behind the disease.
    pub fn modifier(self, code: u16) -> Option<(&'m str, bool)> {
        let row = self.masters.modifier(ModifierCode(code), self.day?).row()?;
        Some((row.name(), row.is_suffix()))
    }

    pub fn comment(self, code: u32) -> Option<masters::Comment<'m>> {
        self.masters.comment(CommentCode(code), self.day?).row()
    }
}
