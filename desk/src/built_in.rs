//! A snapshot without a place where revisions are kept: the rules inside this program, with masters that were given.

use std::sync::Arc;

use masters::Masters;
use model::Month;
use review::session::{Content, Failure, Origin, RevisionId, RuleText, Snapshot, Stage, Tests, prepare};

/// A snapshot of the rules inside this program: number 0, named 内蔵. Its digest is that of the rules and of `masters`
/// as `digest` names them, so that what it judged can be told from what others judged.
///
/// # Errors
/// The stage that ended it: rules and masters do not fit together.
pub fn built_in(
    masters: Arc<Masters>,
    digest: [u8; 32],
    tests: Tests,
    months: &[Month],
    at: impl FnMut(Stage),
) -> Result<Snapshot, Failure> {
    let rules: Vec<RuleText> = rulebook::FILES
        .iter()
        .map(|file| RuleText { path: file.path.to_owned(), text: file.text.to_owned() })
        .collect();
    let mut hasher = blake3::Hasher::new();
    hasher.update(&digest);
    for rule in &rules {
        hasher.update(&(rule.text.len() as u64).to_le_bytes());
        hasher.update(rule.text.as_bytes());
    }
    let origin = Origin {
        id: RevisionId(*hasher.finalize().as_bytes()),
        number: 0,
        name: "内蔵".to_owned(),
        masters: RevisionId(digest),
    };
    prepare(Content { origin, rules, masters, settings: Vec::new() }, tests, months, at)
}
