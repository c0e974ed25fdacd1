//! The example rules are read without a complaint, and printing them changes nothing of what they say.

use model::Lang;
use proptest::prelude::*;

use super::{format, print};
use crate::ast::File;
use crate::diagnostic::{DiagnosticCode, render};
use crate::parse::parse;
use crate::vocabulary::Surface;

/// The example rules of the rule book, as their authors wrote them.
const EXAMPLES: &[(&str, &str)] = &[
    ("bundled-blood-tests", include_str!("../../../rules/examples/bundled-blood-tests.rule")),
    ("comment-obligation", include_str!("../../../rules/examples/comment-obligation.rule")),
    ("count-limit", include_str!("../../../rules/examples/count-limit.rule")),
    ("drug-indication", include_str!("../../../rules/examples/drug-indication.rule")),
    ("exclusion-day", include_str!("../../../rules/examples/exclusion-day.rule")),
    ("nicotine-course", include_str!("../../../rules/examples/nicotine-course.rule")),
    ("outpatient-psychotherapy", include_str!("../../../rules/examples/outpatient-psychotherapy.rule")),
    ("overlay-tokyo", include_str!("../../../rules/examples/overlay-tokyo.rule")),
    ("paediatric-outpatient-age", include_str!("../../../rules/examples/paediatric-outpatient-age.rule")),
    ("rheumatoid-antibodies", include_str!("../../../rules/examples/rheumatoid-antibodies.rule")),
    ("tumour-marker", include_str!("../../../rules/examples/tumour-marker.rule")),
];

#[test]
fn examples_say_the_same_in_both_surfaces() {
    for (name, text) in EXAMPLES {
        let parsed = parse(text);
        let complaints: String = parsed.diagnostics.iter().map(|d| render(d, text, Lang::Ja)).collect();
        assert_eq!(complaints, "", "{name}");
        for surface in [Surface::Japanese, Surface::English] {
            let printed = print(&parsed.file, surface);
            let again = parse(&printed);
            let complaints: String =
                again.diagnostics.iter().map(|d| render(d, &printed, Lang::En)).collect();
            assert_eq!(complaints, "", "{name}\n{printed}");
            assert_eq!(again.file, parsed.file, "{name}\n{printed}");
        }
    }
}

#[test]
fn examples_stand_as_the_formatter_writes_them() {
    for (name, text) in EXAMPLES {
        assert_eq!(format(text, Surface::Japanese).as_deref(), Ok(*text), "{name}");
    }
}

/// Reading what was printed gives the tree that was printed, or the whole story of how it does not.
fn printed_reads_back(file: &File, surface: Surface) -> Result<(), TestCaseError> {
    let printed = print(file, surface);
    let again = parse(&printed);
    let complaints: String = again.diagnostics.iter().map(|d| render(d, &printed, Lang::En)).collect();
    prop_assume!(!complaints.contains("S011"), "nested more deeply than is allowed");
    prop_assert_eq!(complaints, "", "{}", printed);
    prop_assert_eq!(&again.file, file, "{}", printed);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, max_shrink_time: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn any_tree_reads_back_from_either_surface(file in crate::testing::file()) {
        printed_reads_back(&file, Surface::Japanese)?;
        printed_reads_back(&file, Surface::English)?;
    }

    #[test]
    fn formatting_twice_is_formatting_once_in_and_across_surfaces(file in crate::testing::file()) {
        let japanese = print(&file, Surface::Japanese);
        let english = print(&file, Surface::English);
        let deep = parse(&japanese).diagnostics.iter().any(|d| d.code == DiagnosticCode::TooDeep);
        prop_assume!(!deep, "nested more deeply than is allowed");
        for text in [&japanese, &english] {
            prop_assert_eq!(format(text, Surface::Japanese), Ok(japanese.clone()));
            prop_assert_eq!(format(text, Surface::English), Ok(english.clone()));
        }
    }
}

#[test]
fn the_page_of_examples_shows_both_surfaces() {
    let page = include_str!("../../../docs/rule-examples.md");
    for (name, text) in EXAMPLES {
        assert!(page.contains(text), "{name}: docs/rule-examples.md shows another text");
        let english = format(text, Surface::English);
        assert!(
            english.is_ok_and(|english| page.contains(&english)),
            "{name}: docs/rule-examples.md, English"
        );
    }
}
