//! Limits of the rule book: what is cut to a number is a group, as of one thing only its own times would be.

use dsl::ast::{Body, Bound, Outcome, Rule, Value, Verdict, VerdictKind};

use crate::planning::files;

/// The verdicts of a rule, those of exceptions among them.
fn verdicts(rule: &Rule) -> impl Iterator<Item = &Verdict> {
    let of_exceptions = rule.exceptions.iter().filter_map(|exception| match &exception.node.outcome {
        Outcome::Verdict(verdict) => Some(&**verdict),
        Outcome::Stop => None,
    });
    rule.verdicts.iter().map(|guarded| &guarded.node.verdict).chain(of_exceptions)
}

/// Whether a verdict is on a variable that stands for all things of its phrase.
fn is_on_all(rule: &Rule, verdict: &Verdict) -> bool {
    let Value::Path(path) = &verdict.subject.node else { return false };
    rule.bindings.iter().any(|binding| {
        binding.node.name.text == path.root.text && matches!(binding.node.bound, Bound::All(_))
    })
}

#[test]
fn what_is_cut_to_a_number_is_all_that_is_counted() {
    let files = files();
    let rules = files.iter().flat_map(|file| &file.items).filter_map(|item| match &item.body {
        Body::Rule(rule) => Some(rule),
        _ => None,
    });
    let mut cuts = 0;
    for rule in rules {
        for verdict in verdicts(rule) {
            let is_cut = matches!(
                verdict.kind,
                VerdictKind::ReduceTo(_) | VerdictKind::ReduceBy(_) | VerdictKind::Keep(_)
            );
            if is_cut {
                assert!(is_on_all(rule, verdict), "{}: write すべて", rule.code.node);
                cuts += 1;
            }
        }
    }
    assert!(cuts > 15, "the book has limits: {cuts}");
}
