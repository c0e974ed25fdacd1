//! What must hold for any unit: order does not matter, nothing gets dearer, what fell with its base may as well fall first.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use model::Date;
use proptest::prelude::*;

use crate::testing::{after, batch, masters};
use crate::{Line, Reading, price};

/// Lines of one unit without its points: record, code, quantity.
const PROCEDURES: &[&str] = &[
    "SI,60,1,160017410,",
    "SI,60,1,160018910,",
    "SI,60,1,160019010,",
    "SI,60,1,160019210,",
    "SI,60,1,160022510,",
    "SI,60,1,160022610,",
    "SI,60,1,160000001,",
    "SI,60,1,160000002,",
    "SI,60,1,160000003,",
    "SI,60,1,160061910,",
    "SI,60,1,160068410,",
    "SI,60,1,160093810,",
    "SI,60,1,160155390,",
    "SI,60,1,160204070,",
    "SI,60,1,160000190,",
    "SI,60,1,170000410,3",
    "SI,60,1,170027910,3",
    "SI,60,1,170034170,",
    "SI,60,1,170000210,",
    "SI,60,1,111000110,",
    "SI,60,1,111000370,",
    "SI,60,1,190000001,",
    "SI,60,1,150000004,",
    "SI,60,1,150000003,",
    "SI,60,1,150000490,",
];

const WARES: &[&str] = &[
    "IY,60,1,620000001,1",
    "IY,60,1,620000001,3.5",
    "IY,60,1,620000002,2",
    "IY,60,1,620000003,1",
    "TO,60,1,710000001,1",
    "TO,60,1,710000002,3",
];

/// A unit of the lines with the points that a reading gives; `None` when it gives none.
fn claimed(lines: &[&str], reading: Reading) -> Option<(Vec<String>, i64)> {
    let mut text: Vec<String> = lines.iter().enumerate().map(|(at, line)| opened(at, line) + ",").collect();
    let last = text.pop()?;
    let on = Date::from_number(2024_06_01).unwrap();
    let read = batch(&[text.iter().map(String::as_str).collect(), vec![last.as_str()]].concat());
    let priced: Vec<Line> =
        (0..read.lines.len() as u32).map(|at| Line::read(&read, at, on, masters()).unwrap()).collect();
    let points = price(&priced, 60, on, reading).ok()?.0;
    text.push(format!("{last}{points}"));
    // A column of points holds no sign.
    (points >= 0).then_some((text, points))
}

/// 診療識別 stands on the first line only.
fn opened(at: usize, line: &str) -> String {
    if at == 0 { line.to_owned() } else { line.replacen(",60,", ",,", 1) }
}

fn unit() -> impl Strategy<Value = Vec<&'static str>> {
    let of =
        |pool: &'static [&'static str], most| proptest::sample::subsequence(pool, 1..=most).prop_shuffle();
    prop_oneof![4 => of(PROCEDURES, 8), 2 => of(WARES, 5), 1 => (of(PROCEDURES, 3), of(WARES, 3)).prop_map(|(a, b)| [a, b].concat())]
}

proptest! {
    #[test]
    fn falling_lines(lines in unit(), mask in any::<u16>(), reading in 0..Reading::ALL.len(), turn in 0..8_usize) {
        let Some((text, points)) = claimed(&lines, Reading::ALL[reading]) else { return Ok(()) };
        let unit: Vec<&str> = text.iter().map(String::as_str).collect();
        let mut fallen: Vec<u32> = (0..unit.len() as u32).filter(|at| mask >> at & 1 == 1).collect();
        let rest = after(&unit, &fallen);
        let (middle, length) = (turn.min(fallen.len()), fallen.len());
        fallen.rotate_left(middle);
        fallen.extend_from_within(..length);
        prop_assert_eq!(&after(&unit, &fallen), &rest, "the order or a repetition matters");
        let Ok(rest) = rest else { return Ok(()) };
        prop_assert!(rest.points >= 0);
        let takes_off = |at: &u32| ["160000190", "190000001"].iter().any(|code| unit[*at as usize].contains(code));
        if !fallen.iter().chain(&rest.also_fallen).any(takes_off) {
            prop_assert!(rest.points <= points, "{} of {}", rest.points, points);
        }
        prop_assert!(!rest.also_fallen.iter().any(|at| fallen.contains(at)));
        fallen.extend(&rest.also_fallen);
        let again = after(&unit, &fallen);
        prop_assert_eq!(again.map(|again| again.points), Ok(rest.points), "what fell with its base falls first");
    }
}
