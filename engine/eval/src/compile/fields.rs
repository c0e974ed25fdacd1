//! Fields: which ones a thing has (`catalog`), columns of its master, and what is said of a name that is neither.

pub(crate) mod catalog;

use dsl::DiagnosticCode;
use dsl::ast::{Name, Span};
use dsl::vocabulary::{Kind, Surface, Type, Word};
use masters::FileKind;
use masters::column::ValueType;

use super::{Fault, Result, follows, lacks};
use crate::program::Step;
use catalog::{FIELDS, Field, Gives, PLANNED};

/// What an expression stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ty {
    Thing(Kind),
    Row(FileKind),
    /// A row of a master, while a set is made of it.
    Code(FileKind),
    Receipt,
    Patient,
    /// A run of days.
    Run,
    Value(Type),
    /// A code of a kind of master.
    CodeOf(FileKind),
    /// Nobody knows, because of a fault that is told elsewhere.
    Wrong,
}

impl Ty {
    /// The type of a value, where it is one.
    pub(crate) const fn value(self) -> Option<Type> {
        match self {
            Self::Value(of) => Some(of),
            Self::CodeOf(_) => Some(Type::Code),
            _ => None,
        }
    }

    /// The master in which its code is found.
    pub(crate) const fn master(self) -> Option<FileKind> {
        match self {
            Self::Thing(kind) => master_of(kind),
            Self::Code(kind) | Self::CodeOf(kind) => Some(kind),
            _ => None,
        }
    }
}

/// The master of a kind of thing.
pub(crate) const fn master_of(kind: Kind) -> Option<FileKind> {
    Some(match kind {
        Kind::Procedure | Kind::WardDay => FileKind::Procedure,
        Kind::Drug => FileKind::Drug,
        Kind::Material => FileKind::Material,
        Kind::Comment => FileKind::Comment,
        Kind::Disease => FileKind::Disease,
        _ => return None,
    })
}

/// A field of something.
pub(super) fn field(of: Ty, name: &Name) -> Result<(Step, Ty)> {
    if of == Ty::Wrong {
        return follows();
    }
    if let Some(listed) = FIELDS.iter().find(|field| field.name == name.text && field.of.has(of))
        && let Some(ty) = given(listed.gives, of)
    {
        return Ok((listed.step, ty));
    }
    let found = match of {
        Ty::Thing(kind) => master_of(kind).and_then(|master| column(master, &name.text)),
        Ty::Row(kind) | Ty::Code(kind) => column(kind, &name.text),
        Ty::Receipt | Ty::Patient | Ty::Run | Ty::Value(_) | Ty::CodeOf(_) | Ty::Wrong => None,
    };
    match found {
        Some(found) => Ok(found),
        None => unknown(of, name),
    }
}

/// What a field of the catalogue gives, read off something.
fn given(gives: Gives, of: Ty) -> Option<Ty> {
    Some(match gives {
        Gives::Value(value) => Ty::Value(value),
        Gives::OwnCode => Ty::CodeOf(of.master()?),
        Gives::Week => Ty::Thing(Kind::EachWeek),
        Gives::Same => of,
    })
}

/// A name that is no field of this; one that the language has and the engine lacks is not the author's mistake.
fn unknown<T>(of: Ty, name: &Name) -> Result<T> {
    let ja = dsl::vocabulary::japanese(&name.text);
    let others: Vec<&Field> = FIELDS.iter().filter(|field| field.name == name.text).collect();
    let planned = dsl::vocabulary::is_builtin(&name.text) || PLANNED.contains(&&*name.text);
    if others.is_empty() && planned {
        return lacks(
            name.span,
            format!("「{ja}」という欄は、ここではまだ評価できません"),
            format!("the field `{}` cannot be evaluated here yet", name.text),
        );
    }
    let near = near(ja, of);
    let (mut said_ja, mut said_en) = (
        format!("「{ja}」という欄は{}にありません", called(of).ja),
        format!("{} has no field `{}`", called(of).en, name.text),
    );
    if let [first, ..] = others.as_slice() {
        let has = first.of.text();
        said_ja.push_str(&format!("（{}の欄です）", has.ja));
        said_en.push_str(&format!(" ({} have it)", has.en));
    }
    if !near.is_empty() {
        said_ja.push_str(&format!("。もしかして {}", near.join("、")));
        said_en.push_str(&format!("; did you mean {}", near.join(", ")));
    }
    let message = dsl::Message::new(said_ja, said_en);
    Err(vec![Fault::new(name.span, message, DiagnosticCode::UnknownField)])
}

/// Fields of this with a name like the one written, in Japanese.
fn near(written: &str, of: Ty) -> Vec<String> {
    let listed =
        FIELDS.iter().filter(|field| field.of.has(of)).map(|field| dsl::vocabulary::japanese(field.name));
    let master = match of {
        Ty::Row(kind) => Some(kind),
        of => of.master().filter(|_| !matches!(of, Ty::CodeOf(_))),
    };
    let columns = master.into_iter().flat_map(|kind| kind.layout().columns).map(|column| column.name);
    dsl::diagnostic::near(written, listed.chain(columns))
        .into_iter()
        .map(|name| format!("「{name}」"))
        .collect()
}

/// What something is called.
fn called(of: Ty) -> dsl::Message {
    let word = |kind: Kind| dsl::Message::new(kind.word(Surface::Japanese), kind.word(Surface::English));
    match of {
        Ty::Thing(kind) => word(kind),
        Ty::Row(kind) | Ty::Code(kind) => dsl::Message::new(kind.title(), kind.title_in(model::Lang::En)),
        Ty::Receipt => dsl::Message::new("明細書", "the receipt"),
        Ty::Patient => dsl::Message::new("患者", "the patient"),
        Ty::Run => dsl::Message::new("連続する日", "a run of days"),
        Ty::Value(of) => dsl::Message::new(of.word(Surface::Japanese), of.word(Surface::English)),
        Ty::CodeOf(_) => dsl::Message::new("コード", "a code"),
        Ty::Wrong => dsl::Message::new("値", "a value"),
    }
}

pub(super) fn not_yet<T>(span: Span, what_ja: &str, what: &str) -> Result<T> {
    lacks(span, format!("{what_ja}はまだ評価できません"), format!("{what} cannot be evaluated yet"))
}

fn column(kind: FileKind, name: &str) -> Option<(Step, Ty)> {
    let column = kind.layout().by_name(name).or_else(|| spoken(kind, name))?;
    let (number, ty) = match column.value {
        ValueType::Code(_) => (true, coded(column.name).map_or(Ty::Value(Type::Code), Ty::CodeOf)),
        ValueType::Decimal => (true, Ty::Value(Type::Quantity)),
        ValueType::Int => (true, Ty::Value(Type::Number)),
        ValueType::Date => (true, Ty::Value(Type::Date)),
        ValueType::Class | ValueType::Age | ValueType::Text => (false, Ty::Value(Type::Text)),
        ValueType::Reserved => return None,
    };
    Some((Step::Column(kind, column.item, number), ty))
}

/// Columns that the law calls otherwise than the layout.
fn spoken(kind: FileKind, name: &str) -> Option<&'static masters::column::Column> {
    match (kind, name) {
        (FileKind::CommentRelation, "コメント文") => kind.layout().by_id("comment_text"),
        _ => None,
    }
}

/// The master of the codes in a column.
fn coded(column: &str) -> Option<FileKind> {
    Some(match column {
        name if name.starts_with("診療行為コード") || name.contains("行為コード") => {
            FileKind::Procedure
        }
        name if name.starts_with("医薬品コード") => FileKind::Drug,
        name if name.starts_with("傷病名コード") => FileKind::Disease,
        name if name.starts_with("コメントコード") => FileKind::Comment,
        name if name.starts_with("特定器材コード") => FileKind::Material,
        _ => return None,
    })
}
