//! The patterns of comments: the grammars take what the pattern asks for, and nothing else.

use masters::DigitField;
use tests::comments;

/// Patterns, and characters that mean something in texts.
const PATTERNS: &[u8] = &[10, 20, 30, 31, 40, 42, 50, 51, 52, 53, 80, 90, 0, 41];
const CHARACTERS: &[char] =
    &['０', '１', '２', '３', '４', '５', '６', '７', '８', '９', '．', '－', '−', '　', ' ', '0', 'A', '痛'];

/// Tries one text: pattern, number of places, digits of each, then the text, a byte a character.
/// From the byte FF on the text is UTF-8 as it stands.
pub fn run(data: &[u8]) {
    let Some((&[pattern, count], rest)) = data.split_first_chunk() else { return };
    let Some((digits, text)) = rest.split_at_checked(usize::from(count % 5)) else { return };
    let places: Vec<_> = digits.iter().map(|&digits| DigitField { column: 1, digits: digits % 8 }).collect();
    let (drawn, written) = text.split_at(text.iter().position(|&b| b == 0xFF).unwrap_or(text.len()));
    let mut text: String = drawn.iter().map(|&b| CHARACTERS[usize::from(b) % CHARACTERS.len()]).collect();
    text.push_str(&String::from_utf8_lossy(written.strip_prefix(&[0xFF]).unwrap_or_default()));
    comments::check(PATTERNS[usize::from(pattern) % PATTERNS.len()], &places, &text);
}

/// For each pattern: nothing, a few digits, a day, a time, a day and a number.
pub fn seeds() -> Vec<(String, Vec<u8>)> {
    let texts: [&[u8]; 6] = [
        &[],
        &[1, 2],
        &[5, 0, 6, 0, 6, 0, 3],
        &[1, 2, 3, 0],
        &[5, 0, 6, 0, 6, 0, 3, 0, 0, 0, 1, 2, 10, 5, 0],
        &[1, 6, 0, 0, 0, 0, 1, 1, 0],
    ];
    let patterns = PATTERNS.iter().enumerate();
    patterns
        .flat_map(|(i, pattern)| {
            texts
                .iter()
                .enumerate()
                .map(move |(k, text)| (format!("{pattern}-{k}"), [&[i as u8, 1, 2][..], text].concat()))
        })
        .collect()
}
