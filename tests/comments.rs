//! The slow twin of the comment patterns: each asked as a sentence about the whole text, not read by a grammar.

use intake::content::comments::check_text;
use masters::DigitField;
use model::Date;

/// Stops when the grammars and the sentences disagree on whether a text is what its pattern asks for.
#[track_caller]
pub fn check(pattern: u8, places: &[DigitField], text: &str) {
    let told = check_text(pattern, places, text);
    assert_eq!(
        told.is_ok(),
        fits(pattern, places, text),
        "pattern {pattern}, {places:?}, {text:?}: {told:?}"
    );
}

/// A text with its full-width digits, points and minus signs as half-width ones, and `?` for anything else.
fn plain(text: &str) -> Vec<u8> {
    let one = |c: char| match c {
        '０'..='９' => b'0' + (u32::from(c) - u32::from('０')) as u8,
        '．' => b'.',
        '－' | '−' => b'-',
        _ => b'?',
    };
    text.chars().map(one).collect()
}

fn fits(pattern: u8, places: &[DigitField], text: &str) -> bool {
    let plain = plain(text);
    let blank = text.chars().all(char::is_whitespace);
    match pattern {
        20 => text.is_empty(),
        10 | 30 => !blank,
        31 => number(&plain, 9).is_some() && plain[0] == b'1',
        40 if places.is_empty() => !blank,
        40 => {
            let digits = places.iter().map(|place| usize::from(place.digits)).sum::<usize>();
            digits > 0 && plain.len() == digits && plain.iter().all(u8::is_ascii_digit)
        }
        42 => is_decimal(plain.strip_prefix(b"-").unwrap_or(&plain)),
        50 => is_day(&plain),
        51 => is_time(&plain),
        52 => number(&plain, 5).is_some(),
        53 => {
            plain.len() == 6
                && number(&plain[..2], 2).is_some_and(|d| (1..32).contains(&d))
                && is_time(&plain[2..])
        }
        80 => plain.len() == 15 && is_day(&plain[..7]) && (is_decimal(&plain[7..])),
        90 => !plain.is_empty() && plain.len().is_multiple_of(4) && plain.iter().all(u8::is_ascii_digit),
        _ => true,
    }
}

fn number(text: &[u8], digits: usize) -> Option<u32> {
    let right = text.len() == digits && text.iter().all(u8::is_ascii_digit);
    right.then(|| std::str::from_utf8(text).ok()?.parse().ok()).flatten()
}

fn is_day(text: &[u8]) -> bool {
    number(text, 7).and_then(Date::from_era_number).is_some()
}

fn is_time(text: &[u8]) -> bool {
    number(text, 4).is_some_and(|time| time / 100 < 24 && time % 100 < 60)
}

/// Digits, or digits on both sides of one point.
fn is_decimal(text: &[u8]) -> bool {
    let parts: Vec<&[u8]> = text.split(|&b| b == b'.').collect();
    let digits = |part: &&[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    parts.len() <= 2 && parts.iter().all(digits)
}
