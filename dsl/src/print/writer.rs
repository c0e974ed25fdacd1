//! Puts words beside each other with the space that each surface needs, and lines below each other.

use super::words::{bracketed, is_name_char, name, quoted};
use crate::vocabulary::{Surface, japanese};

/// How wide a line may become before a list is broken, in half-width columns.
const WIDTH: usize = 100;

/// A text in the making.
pub(super) struct Writer {
    out: String,
    pub(super) surface: Surface,
    /// Where the entries of a clause begin.
    pub(super) margin: &'static str,
    /// A piece of something: never broken over lines.
    flat: bool,
    /// The last word was a number: words of the grammar follow it without space.
    after_number: bool,
}

impl Writer {
    pub(super) const fn new(surface: Surface) -> Self {
        let margin = match surface {
            Surface::Japanese => "  　　　　",
            Surface::English => "              ",
        };
        Self { out: String::new(), surface, margin, flat: false, after_number: false }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Whether the Japanese surface is printed.
    pub(super) fn is_ja(&self) -> bool {
        self.surface == Surface::Japanese
    }

    /// The text made by another printing, to be placed as one piece.
    pub(super) fn piece(&self, make: impl FnOnce(&mut Self)) -> String {
        let mut writer = Self { flat: true, ..Self::new(self.surface) };
        make(&mut writer);
        writer.out
    }

    /// A word of the grammar.
    pub(super) fn word(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        // Units in Latin letters end where a letter of another word begins: those keep their space.
        let latin = self.out.ends_with(|c: char| c.is_ascii_alphabetic());
        if self.is_ja() && self.after_number && !latin {
            return self.raw(text);
        }
        self.piece_of(text);
    }

    /// A word of the grammar in each surface.
    pub(super) fn words(&mut self, ja: &str, en: &str) {
        self.word(if self.is_ja() { ja } else { en });
    }

    /// Text as it stands, without space before it.
    pub(super) fn raw(&mut self, text: &str) {
        self.after_number = false;
        self.out.push_str(text);
    }

    /// Text as it stands in each surface.
    pub(super) fn raws(&mut self, ja: &str, en: &str) {
        self.raw(if self.is_ja() { ja } else { en });
    }

    /// A name of the tree.
    pub(super) fn name(&mut self, text: &str) {
        let text = if self.is_ja() { japanese(text) } else { text };
        self.piece_of(&name(text));
    }

    /// A number with its unit.
    pub(super) fn number(&mut self, text: &str) {
        self.piece_of(text);
        self.after_number = true;
    }

    /// A text.
    pub(super) fn text(&mut self, text: &str) {
        let marked = if self.is_ja() { bracketed(text) } else { quoted(text) };
        self.piece_of(&marked);
    }

    /// Something with the space that it needs before it.
    pub(super) fn piece_of(&mut self, text: &str) {
        let (Some(last), Some(first)) = (self.out.chars().next_back(), text.chars().next()) else {
            return self.raw(text);
        };
        let needs = match self.surface {
            Surface::Japanese => is_name_char(last) && is_name_char(first),
            Surface::English => {
                !matches!(last, ' ' | '\n' | '(' | '.') && !matches!(first, ',' | ';' | ')' | '.')
            }
        };
        if needs {
            self.out.push(' ');
        }
        self.raw(text);
    }

    /// An opening bracket.
    pub(super) fn open(&mut self) {
        if self.is_ja() { self.raw("（") } else { self.piece_of("(") }
    }

    /// A closing bracket.
    pub(super) fn close(&mut self) {
        self.raws("）", ")");
    }

    /// Pieces in a row: `before` stands before each but the first; broken over lines when the row becomes too wide.
    pub(super) fn row(&mut self, pieces: &[String], before: (&str, &str), comma: (&str, &str)) {
        let total: usize = pieces.iter().map(|p| width(p) + 2).sum();
        let breaks = !self.flat && pieces.len() > 1 && self.column() + total > WIDTH;
        for (at, piece) in pieces.iter().enumerate() {
            if at > 0 {
                self.raws(comma.0, comma.1);
                if breaks && (!before.0.is_empty() || self.column() + width(piece) > WIDTH) {
                    self.line();
                }
                self.join(before, breaks);
            }
            self.piece_of(piece);
        }
    }

    /// かつ and 又は stand free, also in Japanese: they are what a reader looks for.
    fn join(&mut self, words: (&str, &str), broken: bool) {
        if !self.is_ja() || words.0.is_empty() {
            return self.words(words.0, words.1);
        }
        self.raw(if broken { "" } else { " " });
        self.raw(words.0);
        self.raw(" ");
    }

    /// A new line at the margin.
    pub(super) fn line(&mut self) {
        let end = self.out.trim_end_matches(' ').len();
        self.out.truncate(end);
        self.raw("\n");
        self.raw(self.margin);
    }

    fn column(&self) -> usize {
        width(self.out.rsplit('\n').next().unwrap_or_default())
    }

    /// Whether the last letter is hiragana: then `もの` and `とき` need no `の` before them.
    pub(super) fn ends_in_hiragana(&self) -> bool {
        self.out.chars().next_back().is_some_and(|c| ('\u{3041}'..='\u{309F}').contains(&c))
    }
}

/// Columns of a text: full-width letters take two.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
