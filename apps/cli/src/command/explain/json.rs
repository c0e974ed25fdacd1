//! Explanations as JSON lines: one object a rule and receipt.

use std::io::Write;

use wire::Explained;

use super::{Show, Told};

/// Writes JSON lines.
pub struct Json<'a> {
    pub out: &'a mut dyn Write,
}

impl Show for Json<'_> {
    fn receipt(&mut self, told: &Told<'_>) -> anyhow::Result<()> {
        for one in told.explanations {
            let Some(rule) = told.rules.get(one.rule) else { continue };
            let at = (told.batch, told.receipt);
            serde_json::to_writer(&mut *self.out, &Explained::new(told.file, at, one, rule))?;
            writeln!(self.out)?;
        }
        Ok(())
    }
}
