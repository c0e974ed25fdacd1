//! The facts that rules can read, for people: the page docs/facts.md and the answers of `shinsa rules facts`.

use std::fmt::Write;

use dsl::Surface;
use dsl::vocabulary::{Type, Unit, Word, japanese, names};
use masters::FileKind;
use masters::column::{Column, ValueType};
use model::{Lang, Text};

use crate::compile::fields::catalog::{FIELDS, Field, Gives, PLANNED};

/// A fact: a field of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name in the Japanese surface.
    pub name: &'static str,
    /// Its name in the English surface; columns of masters are called as published in both.
    pub english: &'static str,
    /// Of which things.
    pub of: Text,
    /// What it is: the word of its type in both languages.
    pub ty: Text,
    /// The unit of its numbers; empty where it has none.
    pub unit: Text,
    /// What it says.
    pub doc: Text,
    /// Document and item that it is read from.
    pub source: &'static str,
}

/// Names that need no noun phrase.
const ROOTS: [&str; 3] = ["patient", "receipt", "institution"];
/// Values that are compared with.
const CONSTANTS: [&str; 9] =
    ["male", "female", "cured", "died", "stopped", "inpatient", "outpatient", "hospital", "clinic"];

/// Every fact that is no column of a master.
pub fn facts() -> impl Iterator<Item = Fact> {
    FIELDS.iter().map(fact)
}

/// Facts whose name or description has a word in it, columns of masters and tables too.
pub fn find(word: &str) -> Vec<Fact> {
    let lower = word.to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&lower);
    let listed =
        facts().filter(|fact| has(fact.name) || has(fact.english) || has(fact.doc.ja) || has(fact.doc.en));
    let columns =
        FileKind::ALL.iter().flat_map(|kind| kind.layout().columns.iter().map(|column| (*kind, column)));
    let columns = columns.filter(|(_, column)| column.value != ValueType::Reserved && has(column.name));
    let mut found: Vec<Fact> = listed.chain(columns.map(|(kind, column)| of_column(kind, column))).collect();
    // The name itself first, then names with the word in them, then descriptions.
    found.sort_by_key(|fact| {
        let names = [fact.name, fact.english];
        (!names.contains(&word), !names.iter().any(|name| has(name)))
    });
    found
}

fn fact(field: &Field) -> Fact {
    let (ty, unit) = match field.gives {
        Gives::Value(of) => (word(of), unit(of)),
        Gives::OwnCode => (word(Type::Code), Text::new("", "")),
        Gives::Week => (Text::new("各週", "each-week"), Text::new("", "")),
        Gives::Same => (Text::new("元の数と同じ", "that of the number"), Text::new("", "")),
    };
    Fact {
        name: japanese(field.name),
        english: field.name,
        of: field.of.text(),
        ty,
        unit,
        doc: field.doc,
        source: field.source,
    }
}

fn of_column(kind: FileKind, column: &'static Column) -> Fact {
    let ty = match column.value {
        ValueType::Code(_) => word(Type::Code),
        ValueType::Date => word(Type::Date),
        ValueType::Decimal => word(Type::Quantity),
        ValueType::Int => word(Type::Number),
        ValueType::Class | ValueType::Age | ValueType::Text | ValueType::Reserved => word(Type::Text),
    };
    Fact {
        name: column.name,
        english: column.name,
        of: kind.layout().title,
        ty,
        unit: Text::new("", ""),
        doc: Text::new("公表された項目", "a column as published"),
        source: kind.layout().source,
    }
}

fn word(of: Type) -> Text {
    Text::new(of.word(Surface::Japanese), of.word(Surface::English))
}

fn unit(of: Type) -> Text {
    // A quantity comes in the unit of its master.
    let unit = Unit::ALL.iter().find(|unit| of != Type::Quantity && unit.type_of() == of);
    unit.map_or(Text::new("", ""), |unit| {
        Text::new(unit.word(Surface::Japanese), unit.word(Surface::English))
    })
}

/// The page, as docs/facts.md holds it.
pub fn page() -> String {
    let mut page = String::from(
        "# Facts\n\n\
         What rules can read of a receipt, a thing on it, or a value.\n\
         Derived from `engine/eval/src/compile/fields/catalog.rs`; do not edit (`UPDATE_DOCS=1` writes it anew).\n\
         `shinsa rules facts 語` finds facts by word, columns of masters and tables too.\n\n\
         Besides these, things with a code have the columns of their master, and rows those of their table, called as \
         published: [master-layouts.md](master-layouts.md).\n\
         Units stand behind numbers; what a type allows is in [rule-language.md](rule-language.md), section 4.\n\n\
         ",
    );
    page.push_str(&table(Lang::En));
    page
}

/// Every fact in a table, then the names that stand alone; in English with the Japanese words that are written.
pub fn table(lang: Lang) -> String {
    let mut page = String::from(match lang {
        Lang::Ja => "| 欄 | 英語 | 何の欄か | 種類 | 単位 | 内容 | 出典 |\n|---|---|---|---|---|---|---|\n",
        Lang::En => {
            "| 欄 | English | of | type | unit | 内容 | what it is | source |\n|---|---|---|---|---|---|---|---|\n"
        }
    });
    for fact in facts() {
        let Fact { name, english, of, ty, unit, doc, source } = fact;
        let (of_ja, ty_ja, unit, doc_ja) = (of.ja, ty.ja, unit.ja, doc.ja);
        let _ = match lang {
            Lang::Ja => {
                writeln!(page, "| {name} | {english} | {of_ja} | {ty_ja} | {unit} | {doc_ja} | {source} |")
            }
            Lang::En => writeln!(
                page,
                "| {name} | {english} | {of_ja} ({}) | {ty_ja} {} | {unit} | {doc_ja} | {} | {source} |",
                of.en, ty.en, doc.en
            ),
        };
    }
    let missing = names().iter().map(|(_, en)| *en).filter(|name| !is_known(name));
    let missing: Vec<&str> = missing.chain(PLANNED.iter().copied()).collect();
    let roots = Text::new("そのまま書けるもの", "Things that need no noun phrase");
    let constants = Text::new("比べる値", "Values to compare with");
    let planned =
        Text::new("言語にあり、まだ評価できないもの（R001）", "In the language, not evaluated yet (R001)");
    for (title, names) in [(roots, &ROOTS[..]), (constants, &CONSTANTS), (planned, &missing)] {
        names_of(&mut page, title.in_lang(lang), names, lang);
    }
    page
}

fn is_known(name: &str) -> bool {
    let listed = FIELDS.iter().any(|field| field.name == name);
    // `unwritten` is what a scaffold leaves, and `linked_receipt` stands in examples.
    listed
        || ROOTS.contains(&name)
        || CONSTANTS.contains(&name)
        || matches!(name, "unwritten" | "linked_receipt")
}

fn names_of(page: &mut String, title: &str, names: &[&str], lang: Lang) {
    let both = |name: &&str| match (japanese(name), lang) {
        (same, _) if same == *name => same.to_owned(),
        (ja, Lang::Ja) => format!("{ja}（{name}）"),
        (ja, Lang::En) => format!("{ja} ({name})"),
    };
    let list: Vec<String> = names.iter().map(both).collect();
    let _ = match lang {
        Lang::Ja => write!(page, "\n## {title}\n\n{}\n", list.join("、")),
        Lang::En => write!(page, "\n## {title}\n\n{}.\n", list.join(", ")),
    };
}

impl Fact {
    /// Its name in a language.
    pub const fn name_in(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.name,
            Lang::En => self.english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{facts, find};
    use std::collections::BTreeSet;

    #[test]
    fn no_two_facts_of_one_thing_have_one_name() {
        let all: BTreeSet<_> = facts().map(|fact| (fact.name, fact.of.ja)).collect();
        assert_eq!(all.len(), facts().count());
        for fact in facts() {
            assert!(dsl::vocabulary::is_builtin(fact.english) || fact.name == fact.english, "{}", fact.name);
            assert!(
                !fact.doc.ja.is_empty() && !fact.doc.en.is_empty() && !fact.source.is_empty(),
                "{}",
                fact.name
            );
        }
    }

    #[test]
    fn facts_are_found_by_word_in_both_languages_and_by_column() {
        let names = |word: &str| find(word).into_iter().map(|fact| fact.name).collect::<Vec<_>>();
        assert_eq!(names("年齢").first(), Some(&"年齢"));
        assert_eq!(names("years-old"), Vec::<&str>::new());
        assert!(names("day of birth").contains(&"生年月日"));
        assert!(names("特例条件").contains(&"特例条件"));
        assert_eq!(names("そのような欄はない"), Vec::<&str>::new());
    }
}
