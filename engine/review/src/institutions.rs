//! Which institutions are hospitals and which are clinics: a claim file does not say it, a register does.

use model::{InstitutionKind, InstitutionNumber};
use receipt::Institution;

/// A register of institutions; those that are not in it are of the kind that was said for all.
#[derive(Clone, Debug, Default)]
pub struct Institutions {
    known: Vec<(InstitutionNumber, InstitutionKind)>,
    otherwise: InstitutionKind,
}

/// What of a register is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterFault {
    /// The line.
    pub line: usize,
    /// What is wrong there.
    pub kind: RegisterFaultKind,
}

/// What can be wrong in a line of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegisterFaultKind {
    /// Not `code,kind`.
    Form,
    /// The code has not nine digits with a prefecture from 01 to 47.
    Code,
    /// The kind is none of `hospital`, `clinic`, 病院, 診療所.
    Kind,
    /// The institution stands there twice, as different kinds.
    Twice,
}

impl Institutions {
    /// One answer for all.
    pub const fn all(otherwise: InstitutionKind) -> Self {
        Self { known: Vec::new(), otherwise }
    }

    /// Reads `code,kind` lines: nine digits (都道府県 and 医療機関コード) and `hospital`, `clinic`, 病院 or 診療所. Blank lines
    /// and those that begin with `#` are passed over.
    ///
    /// # Errors
    /// The first line that says nothing that can be used.
    pub fn read(text: &str, otherwise: InstitutionKind) -> Result<Self, RegisterFault> {
        let mut known = Vec::new();
        let lines = (1..).zip(text.trim_start_matches('\u{feff}').lines().map(str::trim));
        for (line, text) in lines.filter(|(_, text)| !text.is_empty() && !text.starts_with('#')) {
            let fault = |kind| RegisterFault { line, kind };
            let (code, kind) = text.split_once(',').ok_or_else(|| fault(RegisterFaultKind::Form))?;
            known.push((
                InstitutionNumber::parse(code.trim()).ok_or_else(|| fault(RegisterFaultKind::Code))?,
                kind_of(kind.trim()).ok_or_else(|| fault(RegisterFaultKind::Kind))?,
                line,
            ));
        }
        known.sort_unstable_by_key(|&(code, _, line)| (code, line));
        for two in known.windows(2) {
            if let &[(code, kind, _), (same, other, line)] = two
                && code == same
                && kind != other
            {
                return Err(RegisterFault { line, kind: RegisterFaultKind::Twice });
            }
        }
        let known = known.into_iter().map(|(code, kind, _)| (code, kind)).collect();
        Ok(Self { known, otherwise })
    }

    /// What kind of institution files.
    pub fn kind(&self, of: Option<Institution>) -> InstitutionKind {
        let Some(own) = of.filter(|_| !self.known.is_empty()) else { return self.otherwise };
        let number = own.number();
        match self.known.binary_search_by_key(&number, |(code, _)| *code) {
            Ok(at) => self.known.get(at).map_or(self.otherwise, |(_, kind)| *kind),
            Err(_) => self.otherwise,
        }
    }

    /// How many institutions it knows.
    pub const fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether it knows none.
    pub const fn is_empty(&self) -> bool {
        self.known.is_empty()
    }
}

fn kind_of(word: &str) -> Option<InstitutionKind> {
    match word {
        "hospital" | "病院" => Some(InstitutionKind::Hospital),
        "clinic" | "診療所" => Some(InstitutionKind::Clinic),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use model::InstitutionKind as Kind;
    use receipt::Institution;

    use super::{Institutions, RegisterFault, RegisterFaultKind as Fault};

    #[test]
    fn a_register_knows_some_and_the_rest_is_as_was_said() {
        let read = Institutions::read("# 登録\n131234567,病院\n\n011000009, clinic\n", Kind::Unknown);
        let of = |prefecture, code| {
            let own = Institution { prefecture, code, ..Institution::default() };
            read.as_ref().map(|register| register.kind(Some(own)))
        };
        assert_eq!(of(13, 1_234_567), Ok(Kind::Hospital));
        assert_eq!(of(1, 1_000_009), Ok(Kind::Clinic));
        assert_eq!(of(13, 1_000_009), Ok(Kind::Unknown));
    }

    #[test]
    fn what_cannot_be_used_is_told_by_its_line() {
        let fault = |text: &str| Institutions::read(text, Kind::Unknown).err();
        let at = |line, kind| Some(RegisterFault { line, kind });
        assert_eq!(fault("131234567"), at(1, Fault::Form));
        assert_eq!(fault("131234567,病院\n991234567,病院"), at(2, Fault::Code));
        assert_eq!(fault("13123456７,病院"), at(1, Fault::Code));
        assert_eq!(fault("131234567,医院"), at(1, Fault::Kind));
        assert_eq!(fault("131234567,病院\n131234567,clinic"), at(2, Fault::Twice));
        assert_eq!(fault("131234567,病院\n131234567,hospital"), None);
    }
}
