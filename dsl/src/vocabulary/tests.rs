//! The word lists are one to one, and the grammar knows the words at which it decides.

use super::names;
use super::{ClauseHead, ItemHead, Kind, Queue, SourceKind, Stage, Surface, Type, Unit, Word};
use std::collections::BTreeSet;

fn grammar() -> &'static str {
    include_str!("../grammar.pest")
}

fn one_to_one<W: Word>() {
    for surface in [Surface::Japanese, Surface::English] {
        let words: BTreeSet<&str> = W::ALL.iter().map(|w| w.word(surface)).collect();
        assert_eq!(words.len(), W::ALL.len());
    }
}

#[test]
fn every_word_has_one_meaning_in_its_list() {
    one_to_one::<ItemHead>();
    one_to_one::<ClauseHead>();
    one_to_one::<Kind>();
    one_to_one::<Type>();
    one_to_one::<SourceKind>();
    one_to_one::<Stage>();
    one_to_one::<Queue>();
    one_to_one::<Unit>();
    let japanese: BTreeSet<_> = names().iter().map(|(ja, _)| ja).collect();
    let english: BTreeSet<_> = names().iter().map(|(_, en)| en).collect();
    assert_eq!((japanese.len(), english.len()), (names().len(), names().len()));
    assert!(japanese.is_disjoint(&english));
}

#[test]
fn the_grammar_knows_kinds_units_and_heads() {
    let forms = [Kind::forms(), Unit::forms(), ItemHead::forms(), ClauseHead::forms()].concat();
    for form in forms.into_iter().filter(|f| *f != "ただし") {
        assert!(grammar().contains(&format!("\"{form}\"")), "the grammar does not know `{form}`");
    }
}
