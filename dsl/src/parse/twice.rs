//! The grammar that looks ahead and the one that tries everything read the same; and no reserved word is a name.

use pest::Parser;
use proptest::prelude::*;

use super::{Grammar, Rule, is_plain_name, whole};
use crate::print::print;
use crate::vocabulary::{Kind, Surface, Word};

/// What both grammars make of a text, as words: the names of their rules are the same.
fn read_twice(rule: Rule, text: &str) -> (Option<String>, Option<String>) {
    pest::set_call_limit(std::num::NonZeroUsize::new(4_000_000));
    let quick = Grammar::parse(rule, text).ok().map(|pairs| format!("{pairs:?}"));
    let slow = whole::rule(rule).and_then(|rule| whole::Grammar::parse(rule, text).ok());
    (quick, slow.map(|pairs| format!("{pairs:?}")))
}

const DOORS: [Rule; 6] = [
    Rule::clause_match,
    Rule::clause_if,
    Rule::clause_unless,
    Rule::clause_conclude,
    Rule::clause_example,
    Rule::item_define,
];

#[test]
fn both_grammars_have_the_same_rules() {
    for rule in Rule::all_rules() {
        assert_eq!(whole::rule(*rule).map(|rule| format!("{rule:?}")), Some(format!("{rule:?}")));
    }
}

#[test]
fn reserved_words_are_no_names() {
    let grammar = include_str!("../grammar.pest");
    let words = |rule: &str| {
        let from = grammar.split(&format!("\n{rule} = _{{")).nth(1).unwrap_or_default();
        let own = from.split("\n}").next().unwrap_or_default();
        own.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    };
    let kinds: Vec<String> = Kind::forms().into_iter().chain(["一", "十"]).map(str::to_owned).collect();
    let (kanji, latin) = (words("reserved_kanji"), words("reserved_latin"));
    assert!(kanji.len() > 50 && latin.len() > 80, "{} and {}", kanji.len(), latin.len());
    // What stands earlier wins: `the` hides `then`, which may be a name.
    let hidden =
        |word: &str| latin.iter().find(|one| word.starts_with(one.as_str())).is_some_and(|one| one != word);
    for word in kanji.iter().chain(&latin).chain(&kinds).filter(|word| !hidden(word)) {
        assert!(!is_plain_name(word), "{word}");
        assert!(word.contains('-') || is_plain_name(&format!("{word}料")), "{word}料");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn looking_ahead_changes_nothing_of_right_texts(file in crate::testing::file()) {
        for surface in [Surface::Japanese, Surface::English] {
            for line in print(&file, surface).lines() {
                for door in DOORS {
                    let body = line.trim_start().split_once(['　', ' ']).map_or(line, |(_, body)| body);
                    let (quick, slow) = read_twice(door, body);
                    prop_assert_eq!(quick, slow, "{:?} {}", door, body);
                }
            }
        }
    }

    #[test]
    fn looking_ahead_changes_nothing_of_any_row_of_words(words in prop::collection::vec(
        prop::sample::select(vec![
            "甲", "の", "が", "診療行為", "医薬品", "（", "）", "｛", "｝", "：", "＝", "、", "2回", "12", "113001810", "1234", "「文」", "『名』", "かつ",
            "又は", "以上", "を超える", "がある", "がない", "もの", "とき", "のとき", "は", "から", "まで", "までの", "日数", "回数", "合計", "その", "その日", "と同日の",
            "と同月の", "以前の", "より前の", "に続く", "3日", "以内の", "の期間中の", "履歴の", "最初の", "確定の", "不明", "である", "でない", "に含まれる",
            "に当たる", "のすべてが", "を満たす", "に応じ", "次のとおり", "次のもの", "それ以外", "を算定しない", "を知らせる", "を", "職員", "に示す",
            "に減ずる", "のうち", "順位", "一 ", "・", "2024-06-01", "2024-06", "a", "procedure", "in", "where", "(", ")", "and", "or", "count", "of",
            "days", "from", "to", "its", "is", "unknown", "not", "every", "satisfies", "some", "no", "rank", "among", "band", "first", "when",
            "otherwise", "notice", "flag", "assess", "remove", "reduce", "ICD10", " ", "×", "+", "-", "<", ">=", "plus", "holds", "on", "μg", "mg",
        ]), 0..14)) {
        let text = words.concat();
        for door in DOORS {
            let (quick, slow) = read_twice(door, &text);
            prop_assert_eq!(quick, slow, "{:?} {}", door, text);
        }
    }
}
