//! What is said of an error in a rule file: plain data; a terminal, an editor and a page render it elsewhere.

mod codes;
mod near;
mod render;

pub use codes::DiagnosticCode;
pub use near::near;
pub use render::render;

use crate::ast::Span;
use model::Lang;

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Message {
    /// Both languages at once.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }

    /// The sentence in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The item cannot be used.
    Error,
    /// The item can be used; somebody should look.
    Warning,
}

/// A place and what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The bytes to underline.
    pub span: Span,
    /// What is there.
    pub text: Message,
}

/// One error or warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its stable code.
    pub code: DiagnosticCode,
    /// What is wrong.
    pub message: Message,
    /// Where; the first label is the main one.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<Message>,
}

impl Diagnostic {
    /// A diagnostic at one place.
    pub fn new(code: DiagnosticCode, span: Span, message: Message) -> Self {
        let label = Label { span, text: Message::new("ここ", "here") };
        Self { code, message, labels: vec![label], help: None }
    }

    /// The same with a further place.
    #[must_use]
    pub fn with_label(mut self, span: Span, text: Message) -> Self {
        self.labels.push(Label { span, text });
        self
    }

    /// The same with what to do.
    #[must_use]
    pub fn with_help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    /// The same with near names as help, when there are any.
    #[must_use]
    pub fn with_near<'a>(self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let names = near(written, known);
        if names.is_empty() {
            return self;
        }
        let list = names.iter().map(|n| format!("`{n}`"));
        let (ja, en) = (list.clone().collect::<Vec<_>>().join("、"), list.collect::<Vec<_>>().join(", "));
        self.with_help(Message::new(format!("もしかして {ja}"), format!("did you mean {en}")))
    }

    /// Where it is.
    pub fn span(&self) -> Span {
        self.labels.first().map_or(Span::default(), |l| l.span)
    }
}
