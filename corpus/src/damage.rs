//! Damages claim files on purpose: seeded, one or several wounds at a time, each told.
//!
//! In: bytes of a claim file. Out: other bytes and what was done to them, by line and item, never with what stood there.
//! Serves tests, seeds of fuzzing and benches; whatever is damaged, a reader must go on.

mod bytes;
mod fields;
mod records;
mod whole;

use std::fmt;

use crate::random::Draw;

/// What was done to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wound {
    /// The kind.
    pub kind: Kind,
    /// The 1-based physical line of the file as it was before this wound; `None` for the file as a whole.
    pub line: Option<u64>,
    /// The 1-based item of that line.
    pub item: Option<u32>,
}

macro_rules! kinds {
    ($($variant:ident $slug:literal $ja:literal $doc:literal $wound:path;)*) => {
        /// A kind of damage.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind { $(#[doc = $doc] $variant,)* }

        impl Kind {
            /// All kinds: within lines first, those of the whole file last.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in scripts.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)* }
            }

            /// The name for people.
            pub const fn name(self) -> model::Text {
                match self { $(Self::$variant => model::Text::new($ja, $doc),)* }
            }

            fn inflict(self, file: &mut File, draw: &mut Draw) -> Option<Wound> {
                let (line, item) = match self { $(Self::$variant => $wound(file, draw)?,)* };
                Some(Wound { kind: self, line, item })
            }
        }
    };
}

kinds! {
    ChangeByte "change-byte" "1バイトの書き換え" "changes one byte" bytes::change;
    DropByte "drop-byte" "1バイトの欠落" "drops one byte" bytes::drop_one;
    InsertByte "insert-byte" "1バイトの混入" "puts one byte in" bytes::insert;
    HalfCharacter "half-character" "2バイト文字の片割れ" "leaves half of a two-byte character" bytes::halve;
    ControlBytes "control-bytes" "制御文字の混入" "puts control characters in" bytes::control;
    BlankField "blank-field" "項目の空欄" "blanks an item" fields::blank;
    LongField "long-field" "項目の桁あふれ" "makes an item too long" fields::lengthen;
    WrongField "wrong-field" "項目の文字種誤り" "writes letters into an item" fields::letters;
    BadDate "bad-date" "存在しない年月日" "writes a day that no calendar has" fields::bad_date;
    DropField "drop-field" "項目の欠落" "drops an item with its separator" fields::drop_one;
    ExtraField "extra-field" "項目の余分" "adds an item" fields::add;
    MissingSeparators "missing-separators" "区切りの欠落" "joins two items" fields::join;
    Quotes "quotes" "引用符の混入" "puts an item into quotation marks" fields::quote;
    DropRecord "drop-record" "レコードの欠落" "drops a record" records::drop_one;
    DoubleRecord "double-record" "レコードの重複" "doubles a record" records::double;
    SwapRecords "swap-records" "レコードの順序誤り" "swaps two records" records::swap;
    MoveRecord "move-record" "レコードの移動" "moves a record elsewhere" records::wander;
    UnknownRecord "unknown-record" "未知のレコード" "puts an unknown record in" records::unknown;
    BlankLine "blank-line" "空行" "puts an empty line in" records::blank;
    JoinLines "join-lines" "改行の欠落" "joins two lines" records::join;
    LfOnly "lf-only" "LF改行" "ends lines with LF only" whole::lf_only;
    NoEnd "no-end" "EOFなし" "leaves the end-of-file code off" whole::no_end;
    Truncate "truncate" "途中で切断" "cuts the file off" whole::truncate;
    Utf8 "utf-8" "UTF-8" "writes the file in UTF-8" whole::utf8;
    Utf8Mark "utf-8-mark" "BOM付きUTF-8" "writes the file in UTF-8 with a byte-order mark" whole::utf8_mark;
    Gzip "gzip" "gzip圧縮" "packs the file with gzip" whole::gzip;
}

impl Kind {
    /// Whether the file as a whole is changed, so that lines can no longer be told apart as before.
    pub const fn is_whole(self) -> bool {
        matches!(self, Self::LfOnly | Self::NoEnd | Self::Truncate | Self::Utf8 | Self::Utf8Mark | Self::Gzip)
    }
}

/// A file taken apart: lines without their ends, and what follows the last.
#[derive(Clone, Debug)]
struct File {
    lines: Vec<Vec<u8>>,
    line_end: &'static [u8],
    end: Vec<u8>,
    /// Set once the file is no longer made of lines.
    bytes: Option<Vec<u8>>,
}

impl File {
    fn new(bytes: &[u8]) -> Self {
        let (body, end) = match bytes.strip_suffix(b"\x1A") {
            Some(body) => (body, vec![0x1A]),
            None => (bytes, Vec::new()),
        };
        let line_end: &[u8] = if body.windows(2).any(|pair| pair == b"\r\n") { b"\r\n" } else { b"\n" };
        let body = body.strip_suffix(line_end).unwrap_or(body);
        let lines =
            body.split(|&b| b == b'\n').map(|l| l.strip_suffix(b"\r").unwrap_or(l).to_vec()).collect();
        Self { lines, line_end, end, bytes: None }
    }

    fn into_bytes(self) -> Vec<u8> {
        self.bytes.unwrap_or_else(|| {
            let mut bytes = Vec::new();
            for line in &self.lines {
                bytes.extend_from_slice(line);
                bytes.extend_from_slice(self.line_end);
            }
            bytes.extend_from_slice(&self.end);
            bytes
        })
    }

    /// A line that is not empty, by chance.
    fn any_line(&self, draw: &mut Draw) -> Option<usize> {
        let full = |&at: &usize| self.lines.get(at).is_some_and(|l| !l.is_empty());
        let at = draw.below(u32::try_from(self.lines.len()).unwrap_or(u32::MAX)) as usize;
        (at..self.lines.len()).chain(0..at).find(full)
    }
}

/// Where a wound is: line and item.
type Where = (Option<u64>, Option<u32>);

/// The wound of a line.
fn at_line(line: usize) -> Where {
    (Some(line as u64 + 1), None)
}

/// Damages a file with so many wounds of any kind; those of the whole file come last.
pub fn damage(bytes: &[u8], seed: u64, wounds: u32) -> (Vec<u8>, Vec<Wound>) {
    let mut draw = Draw::keyed(&[seed, 2]);
    let mut kinds: Vec<Kind> = (0..wounds).filter_map(|_| draw.pick(Kind::ALL).copied()).collect();
    kinds.sort_by_key(|k| k.is_whole());
    // Only one wound of the whole file: the second would often undo or hide the first.
    let keep = kinds.iter().position(|k| k.is_whole()).map_or(kinds.len(), |first| first + 1);
    kinds.truncate(keep);
    damage_by(bytes, seed, &kinds)
}

/// Damages a file with given kinds of wounds, in their order; a kind that finds no room is left out.
pub fn damage_by(bytes: &[u8], seed: u64, kinds: &[Kind]) -> (Vec<u8>, Vec<Wound>) {
    let mut draw = Draw::keyed(&[seed, 3]);
    let mut file = File::new(bytes);
    let wounds = kinds.iter().filter_map(|kind| kind.inflict(&mut file, &mut draw)).collect();
    (file.into_bytes(), wounds)
}

impl fmt::Display for Wound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.item) {
            (Some(line), Some(item)) => write!(f, "line {line}, item {item}: {}", self.kind.slug()),
            (Some(line), None) => write!(f, "line {line}: {}", self.kind.slug()),
            _ => f.write_str(self.kind.slug()),
        }
    }
}

impl Wound {
    /// The wound told to people.
    pub fn message(&self, lang: model::Lang) -> String {
        let name = self.kind.name().in_lang(lang);
        match (lang, self.line, self.item) {
            (model::Lang::Ja, Some(line), Some(item)) => format!("{line}行目の項目{item}：{name}"),
            (model::Lang::Ja, Some(line), None) => format!("{line}行目：{name}"),
            (model::Lang::Ja, None, _) => format!("ファイル全体：{name}"),
            (model::Lang::En, Some(line), Some(item)) => format!("line {line}, item {item}: {name}"),
            (model::Lang::En, Some(line), None) => format!("line {line}: {name}"),
            (model::Lang::En, None, _) => format!("the whole file: {name}"),
        }
    }
}

#[cfg(test)]
mod tests;
