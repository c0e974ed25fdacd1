//! Why the service does not start, in both languages.

use std::fmt;

use model::Lang;

/// What is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    ja: String,
    en: String,
}

impl Fault {
    /// The same in both languages.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }

    /// Why the store does not open.
    #[expect(clippy::needless_pass_by_value, reason = "taken from a failure")]
    pub fn of_store(error: store::StoreError) -> Self {
        Self::new(error.message(Lang::Ja), error.message(Lang::En))
    }

    /// In one language.
    pub fn message(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.ja)
    }
}

impl std::error::Error for Fault {}
