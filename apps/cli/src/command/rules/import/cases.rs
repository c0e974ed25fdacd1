//! The cases of CC_JIREI: rows with one 事例コード and one kind of code belong together.

use std::collections::BTreeMap;

use dsl::vocabulary::Kind;
use masters::Row;
use model::CheckKind;

/// A case and the codes that it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::command::rules) struct Case {
    /// 事例コード.
    pub(in crate::command::rules) name: String,
    pub(in crate::command::rules) kind: Kind,
    /// Whether the same 事例コード has codes of other kinds too.
    pub(in crate::command::rules) shared: bool,
    pub(in crate::command::rules) codes: Vec<String>,
    /// 対象, 観点, 内容, 根拠, 根拠文 of the first row.
    pub(in crate::command::rules) subject: String,
    pub(in crate::command::rules) viewpoint: String,
    pub(in crate::command::rules) content: String,
    pub(in crate::command::rules) basis: String,
    pub(in crate::command::rules) basis_text: String,
}

/// What a viewpoint is about; the words were seen in a third-party program and are unverified.
///
/// SPEC: チェックマスタ CC_JIREI チェック観点 (layout and words unverified; docs/masters.md).
const VIEWPOINTS: &[(&str, CheckKind, Option<&str>)] = &[
    // word in the viewpoint, what findings are about, the table of the check master that decides it
    ("併用禁忌", CheckKind::Interaction, Some("併用禁忌表")),
    ("傷病名禁忌", CheckKind::ContraindicatedDisease, Some("傷病名禁忌表")),
    ("禁忌", CheckKind::ContraindicatedDisease, Some("傷病名禁忌表")),
    ("投与量", CheckKind::Dose, Some("投与量表")),
    // 投与日数 is a column of the table of indications.
    ("投与日数", CheckKind::DaysSupplied, Some("適応表")),
    ("漫然", CheckKind::LongUse, Some("漫然投与表")),
    ("適応", CheckKind::IndicationDrug, Some("適応表")),
    ("算定回数", CheckKind::CountLimit, None),
    ("併算定", CheckKind::Exclusion, None),
];

impl Case {
    fn viewed(&self) -> Option<&'static (&'static str, CheckKind, Option<&'static str>)> {
        VIEWPOINTS.iter().find(|(word, ..)| self.viewpoint.contains(word))
    }

    /// What its findings would be about.
    pub(in crate::command::rules) fn check(&self) -> CheckKind {
        match self.viewed() {
            Some((_, CheckKind::IndicationDrug, _)) if self.kind == Kind::Procedure => {
                CheckKind::IndicationProcedure
            }
            Some((_, check, _)) => *check,
            None => CheckKind::Other,
        }
    }

    /// The word of its viewpoint by which a table of the check master decides it.
    pub(in crate::command::rules) fn table(&self) -> Option<&'static str> {
        self.viewed().filter(|(.., table)| table.is_some()).map(|(word, ..)| *word)
    }

    /// The table of the language that decides its viewpoint.
    pub(in crate::command::rules) fn decided_by(&self) -> Option<&'static str> {
        match self.viewed()? {
            (_, CheckKind::IndicationDrug, _) if self.kind == Kind::Procedure => Some("診療行為適応表"),
            (.., table) => *table,
        }
    }

    /// Whether a basis names the case, as drafts do.
    pub(in crate::command::rules) fn is_cited_in(&self, basis: &str) -> bool {
        basis.split(['、', ' ', '　', ',']).any(|word| word == self.name)
    }
}

/// The cases of some rows, in the order of their names; and how many rows have no name or a code of no kind.
pub(in crate::command::rules) fn cases<'m>(rows: impl Iterator<Item = Row<'m>>) -> (Vec<Case>, usize) {
    let mut found: BTreeMap<(String, &'static str), Case> = BTreeMap::new();
    let mut nameless = 0;
    for row in rows {
        let text = |item: u16| one_line(row.text(item));
        let (code, name) = (text(1), text(13));
        let Some((kind, order)) = kind(&code).filter(|_| !name.is_empty()) else {
            nameless += 1;
            continue;
        };
        let case = found.entry((name.clone(), order)).or_insert_with(|| Case {
            name,
            kind,
            shared: false,
            codes: Vec::new(),
            subject: text(3),
            viewpoint: text(4),
            content: text(5),
            basis: text(11),
            basis_text: text(12),
        });
        if !case.codes.contains(&code) {
            case.codes.push(code);
        }
    }
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (name, _) in found.keys() {
        *kinds.entry(name.clone()).or_default() += 1;
    }
    let shared = |case: Case| Case { shared: kinds.get(&case.name).is_some_and(|kinds| *kinds > 1), ..case };
    (found.into_values().map(shared).collect(), nameless)
}

/// The master of a code, by its first digit and length, and what tells kinds of one case apart.
fn kind(code: &str) -> Option<(Kind, &'static str)> {
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match (code.len(), code.as_bytes().first()?) {
        (9, b'1') => Some((Kind::Procedure, "診療行為")),
        (9, b'6') => Some((Kind::Drug, "医薬品")),
        (9, b'7') => Some((Kind::Material, "特定器材")),
        (9, b'8') => Some((Kind::Comment, "コメント")),
        (7, _) => Some((Kind::Disease, "傷病名")),
        _ => None,
    }
}

/// Text without line ends and spaces around it.
fn one_line(text: &str) -> String {
    text.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
