//! Texts of coded comments: grammars and sentences agree on what a pattern asks for.

use masters::DigitField;
use proptest::prelude::*;
use proptest::sample::select;

/// Texts near to what patterns ask for: digits mostly, as long as some pattern wants them.
fn text() -> impl Strategy<Value = String> {
    let digit = select("０１２３４５６７８９".chars().collect::<Vec<_>>());
    let other = select("．－−　 0A痛".chars().collect::<Vec<_>>());
    let character = prop_oneof![12 => digit, 1 => other];
    let day = (1..6_u32, 1..40_u32, 0..14_u32, 0..33_u32)
        .prop_map(|(g, y, m, d)| full_width(&format!("{g}{y:02}{m:02}{d:02}")));
    let some =
        proptest::collection::vec(character, 0..20).prop_map(|text| text.into_iter().collect::<String>());
    (prop_oneof![Just(String::new()), day], some).prop_map(|(head, tail)| head + &tail)
}

fn full_width(digits: &str) -> String {
    digits.chars().filter_map(|c| char::from_u32(u32::from(c) - u32::from('0') + u32::from('０'))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4096) })]

    #[test]
    fn grammars_and_sentences_agree(
        pattern in prop_oneof![8 => select(vec![10_u8, 20, 30, 31, 40, 42, 50, 51, 52, 53, 80, 90]), 1 => any::<u8>()],
        digits in proptest::collection::vec(0..6_u8, 0..4),
        text in text(),
    ) {
        let places: Vec<_> = digits.into_iter().map(|digits| DigitField { column: 1, digits }).collect();
        tests::comments::check(pattern, &places, &text);
    }
}
