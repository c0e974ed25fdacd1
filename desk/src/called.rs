//! What checks and departments are called, for whoever chooses among them: the title of a rule, the kind of a check of the
//! program with what it says.

use std::collections::BTreeMap;

use model::{CheckKind, Lang, Text};
use receipt::tables;
use review::session::Snapshot;

/// Rules that are not there at all (no book for the month), as open questions name them.
const NO_BOOK: (&str, Text) =
    ("rules", Text::new("算定の規則（その月のものがない）", "the rules (none for the month)"));
/// Whether the patient was insured.
const ELIGIBILITY: (&str, Text) = ("eligibility", Text::new("資格", "eligibility"));

/// Names of checks by the rules of a revision.
#[derive(Debug)]
pub struct Called {
    names: BTreeMap<String, String>,
    lang: Lang,
}

impl Called {
    /// By a revision; the titles of rules are those that their authors gave.
    pub fn new(snapshot: &Snapshot, lang: Lang) -> Self {
        let mut names = BTreeMap::new();
        for rule in intake::content::rules::ALL {
            let said = plain(rule.what.in_lang(lang));
            let name = match lang {
                Lang::Ja => format!("{}：{said}", rule.check.name().ja),
                Lang::En => said,
            };
            names.insert(rule.name.to_owned(), name);
        }
        for (name, text) in [NO_BOOK, ELIGIBILITY] {
            names.insert(name.to_owned(), text.in_lang(lang).to_owned());
        }
        let own = snapshot.own_books();
        let books = own.iter().map(|(_, book)| *book).chain(std::iter::once(snapshot.book(None)));
        for rule in books.flat_map(|book| book.rules()) {
            names.insert(rule.code.clone(), rule.title.clone());
        }
        Self { names, lang }
    }

    /// A rule or check; `kind` names one that this revision does not have.
    pub fn check(&self, rule: &str, kind: Option<&str>) -> String {
        if let Some(name) = self.names.get(rule) {
            return name.clone();
        }
        let kind = CheckKind::ALL.iter().find(|one| Some(one.slug()) == kind);
        let kind = kind.map_or("", |kind| kind.name().in_lang(self.lang));
        let gone = Text::new("今はない規則", "a rule that is no longer there").in_lang(self.lang);
        if kind.is_empty() { gone.to_owned() } else { format!("{kind}（{gone}）") }
    }
}

/// A 診療科 by its code of 別表１０; the code itself where the table does not have it.
pub fn department(code: &str) -> &str {
    tables::DEPARTMENT.meaning(code.as_bytes()).unwrap_or(code)
}

/// A message with its places left open.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        plain.push_str(before);
        plain.push('…');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use model::Lang;

    use super::{Called, department, plain};
    use crate::check::tests::{SNAPSHOT, checked, month};

    #[test]
    fn whatever_a_check_says_has_a_name_in_words() {
        for lang in [Lang::Ja, Lang::En] {
            let called = Called::new(&SNAPSHOT, lang);
            let checked = checked(&month(300, 5));
            let findings = checked.receipts.iter().flat_map(|one| &one.findings);
            let open = checked.receipts.iter().flat_map(|one| &one.not_evaluated);
            let rules: std::collections::BTreeSet<&str> =
                findings.map(|one| one.rule.as_str()).chain(open.map(|one| one.rule.as_str())).collect();
            assert!(rules.len() > 10);
            for rule in rules {
                let name = called.check(rule, None);
                assert!(!name.contains("intake:") && !name.contains('{'), "{rule}: {name}");
                assert!(!name.contains("今はない") && !name.contains("no longer"), "{rule}: {name}");
            }
            assert!(called.check("2019-9", Some("count-limit")).contains("今はない規則") || lang == Lang::En);
        }
        assert_eq!(department("01"), "内科");
        assert_eq!(department("99x"), "99x");
        assert_eq!(plain("コード{a}は{b}にありません"), "コード…は…にありません");
        assert_eq!(plain("{a"), "…");
    }
}
