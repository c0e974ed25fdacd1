//! Overlays: a branch's rules are the national ones, written anew for the months in which the branch differs.
//!
//! A rule that an overlay changes becomes up to three: as it was before, changed, and as it was after. Overlays change at
//! the ends of months only (M013), so no claim is judged by two of them.

use dsl::ast::{Body, Changed, Entry, File, Metadata, Overlay, Rule, Span, Validity};
use dsl::vocabulary::{Surface, certainty_word};
use model::{Branch, Certainty, Date, Lang};

/// From and until when something holds.
type Days = (Date, Option<Date>);

/// One difference between a branch and the national set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Whose.
    pub branch: Branch,
    /// The code and the title of the rule.
    pub rule: (String, String),
    /// From and until when the rule differs.
    pub days: Days,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// What, as written.
    pub change: dsl::ast::Change,
    /// The certainty in the national set and in the branch, where that is the change.
    pub certainty: Option<(Certainty, Certainty)>,
    /// The file of the overlay in the book.
    pub file: usize,
}

impl Difference {
    /// What the branch has otherwise, as one line for people.
    pub fn what(&self, lang: Lang) -> String {
        let surface = match lang {
            Lang::Ja => Surface::Japanese,
            Lang::En => Surface::English,
        };
        match self.certainty {
            Some((from, to)) => {
                let head = if lang == Lang::Ja { "確度" } else { "certainty" };
                format!("{head} {} → {}", certainty_word(from, surface), certainty_word(to, surface))
            }
            None => dsl::print::change(&self.change, surface),
        }
    }
}

/// An overlay with what it says of itself.
pub(super) struct Overlaid<'f> {
    file: usize,
    metadata: &'f Metadata,
    overlay: &'f Overlay,
}

/// A rule as a branch has it, and the file of the overlay that changed it.
pub(super) struct Edition {
    pub metadata: Metadata,
    pub rule: Rule,
    pub changed_by: Option<usize>,
}

/// The overlays of a branch, in the order of the book.
pub(super) fn of_branch(files: &[File], branch: Branch) -> Vec<Overlaid<'_>> {
    let items = files.iter().enumerate().flat_map(|(at, file)| file.items.iter().map(move |item| (at, item)));
    let overlays = items.filter_map(|(file, item)| match &item.body {
        Body::Overlay(overlay) => Some(Overlaid { file, metadata: &item.metadata, overlay }),
        _ => None,
    });
    overlays.filter(|overlaid| overlaid.branch() == Some(branch)).collect()
}

impl Overlaid<'_> {
    fn branch(&self) -> Option<Branch> {
        Branch::read(&self.overlay.branch.text)
    }
}

/// A rule as a branch has it over time, and how it differs.
pub(super) fn editions(
    metadata: Metadata,
    rule: &Rule,
    overlays: &[Overlaid<'_>],
) -> (Vec<Edition>, Vec<Difference>) {
    let mut editions = vec![Edition { metadata, rule: rule.clone(), changed_by: None }];
    let mut differences = Vec::new();
    for overlaid in overlays {
        for change in &overlaid.overlay.changes {
            if change.node.rule.node == rule.code.node {
                editions = editions
                    .into_iter()
                    .flat_map(|edition| edition.under(overlaid, change, &mut differences))
                    .collect();
            }
        }
    }
    (editions, differences)
}

impl Edition {
    /// Before the overlay, changed, and after it, as far as there are such days.
    fn under(
        self,
        overlaid: &Overlaid<'_>,
        change: &Entry<dsl::ast::Change>,
        differences: &mut Vec<Difference>,
    ) -> Vec<Self> {
        let (own, over) = (days(&self.metadata), days(overlaid.metadata));
        let Some(shared) = meet(own, over) else { return vec![self] };
        let before = over.0.plus_days(-1).and_then(|last| meet(own, (Date::FIRST, Some(last))));
        let after = over.1.and_then(|last| last.plus_days(1)).and_then(|first| meet(own, (first, None)));
        differences.extend(self.difference(overlaid, change, shared));
        let mut parts: Vec<Self> = before.into_iter().map(|days| self.on(days)).collect();
        parts.push(self.on(shared).changed(overlaid.file, &change.node.change, change.span));
        parts.extend(after.map(|days| self.on(days)));
        parts
    }

    fn difference(
        &self,
        overlaid: &Overlaid<'_>,
        change: &Entry<dsl::ast::Change>,
        days: Days,
    ) -> Option<Difference> {
        Some(Difference {
            branch: overlaid.branch()?,
            rule: (self.rule.code.node.clone(), self.rule.title.node.clone()),
            days,
            reason: overlaid.overlay.reason.node.clone(),
            owner: overlaid.metadata.owner.as_ref().map_or_else(String::new, |owner| owner.node.node.clone()),
            certainty: match &change.node.change {
                Changed::Certainty(to) => Some((self.certainty(), *to)),
                Changed::Exception(_) => None,
            },
            change: change.node.clone(),
            file: overlaid.file,
        })
    }

    fn certainty(&self) -> Certainty {
        self.metadata.certainty.as_ref().map_or(Certainty::Review, |entry| entry.node)
    }

    fn on(&self, (from, until): Days) -> Self {
        let mut metadata = self.metadata.clone();
        metadata.valid = metadata.valid.or_else(|| {
            Some(entry(Validity { from, until, span: self.rule.code.span }, self.rule.code.span))
        });
        if let Some(valid) = &mut metadata.valid {
            (valid.node.from, valid.node.until) = (from, until);
        }
        Self { metadata, rule: self.rule.clone(), changed_by: self.changed_by }
    }

    fn changed(mut self, file: usize, change: &Changed, at: Span) -> Self {
        match change {
            // A change that would raise the certainty is an error of the book (M008); it never has its way.
            Changed::Certainty(to) => {
                self.metadata.certainty = Some(entry(self.certainty().max(*to), at));
            }
            Changed::Exception(exception) => self.rule.exceptions.push(entry((**exception).clone(), at)),
        }
        self.changed_by = Some(file);
        self
    }
}

fn entry<T>(node: T, span: Span) -> Entry<T> {
    Entry { before: Vec::new(), after: None, node, span }
}

fn days(metadata: &Metadata) -> Days {
    metadata.valid.as_ref().map_or((Date::FIRST, None), |entry| (entry.node.from, entry.node.until))
}

fn meet(one: Days, other: Days) -> Option<Days> {
    let from = one.0.max(other.0);
    let until = match (one.1, other.1) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    until.is_none_or(|until| from <= until).then_some((from, until))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use model::{Branch, Certainty};

    use crate::compile::{compile, compile_branch};

    const BOOK: &str = "規則 A-1「題」\n根拠 告示「A000」\n施行 2024-06-01から2026-05-31まで\n確度 確定\n担当「基本」\n\
        対象 甲：診療行為\n結論 甲を職員に示す\n理由文「{甲の名称}」\n\
        上書 東京「理由」\n施行 2024-04-01から2024-08-31まで\n担当「乙」\n変更 A-1 確度 要審査\n\
        上書 東京「二つ目」\n施行 2024-08-01から2024-09-30まで\n担当「乙」\n\
        変更 A-1 ただし 甲の日が不明のときは この限りでない\n";

    #[test]
    fn a_branch_differs_for_the_months_of_its_overlays_only() {
        let files = [dsl::parse(BOOK).file];
        assert_eq!(compile(&files).rules.len(), 1);
        let (osaka, none) = compile_branch(&files, Branch::read("大阪").unwrap());
        assert_eq!((osaka.rules.len(), none), (1, Vec::new()));
        let (tokyo, differences) = compile_branch(&files, Branch::read("東京").unwrap());
        assert_eq!(tokyo.refused, []);
        let editions = tokyo.rules.iter().map(|rule| {
            let (from, until) = rule.valid;
            (from.to_string(), until.unwrap().to_string(), rule.certainty, rule.exceptions.len())
        });
        let edition = |from: &str, until: &str, certainty, exceptions| {
            (from.to_owned(), until.to_owned(), certainty, exceptions)
        };
        let expected = [
            edition("2024-06-01", "2024-07-31", Certainty::Review, 0),
            edition("2024-08-01", "2024-08-31", Certainty::Review, 1),
            edition("2024-09-01", "2024-09-30", Certainty::Definite, 1),
            edition("2024-10-01", "2026-05-31", Certainty::Definite, 0),
        ];
        assert_eq!(editions.collect::<Vec<_>>(), expected);
        let told = differences.iter().map(|one| (one.days.0.to_string(), one.certainty.is_some()));
        let told: Vec<_> = told.collect();
        assert_eq!(told.first(), Some(&("2024-06-01".to_owned(), true)));
        assert_eq!(told.len(), 3, "a second overlay changes both what the first one made and what it left");
    }
}
