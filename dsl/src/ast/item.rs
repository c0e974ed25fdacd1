//! Items of a file: rules, sets, parameters, definitions, overlays and the common block.

use model::{Certainty, CheckKind};

use super::{
    Basis, Binding, Condition, Day, Entry, Example, Exception, Guarded, Name, Number, SetExpr, Span, Spanned,
    Template, Unknown, Validity, Value,
};
use crate::vocabulary::{ClaimWord, Kind, Stage, Type};

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its items in order.
    pub items: Vec<Item>,
    /// Remarks after the last entry.
    pub trailing: Vec<String>,
}

/// What any item may say of itself. Clauses stand in the order of these fields.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Metadata {
    /// 根拠.
    pub basis: Option<Entry<Vec<Basis>>>,
    /// 施行.
    pub valid: Option<Entry<Validity>>,
    /// 確度.
    pub certainty: Option<Entry<Certainty>>,
    /// 段階.
    pub stage: Option<Entry<Stage>>,
    /// 担当.
    pub owner: Option<Entry<Spanned<String>>>,
    /// 公開.
    pub publish: Option<Entry<bool>>,
    /// 区分.
    pub check: Option<Entry<CheckKind>>,
    /// 種別.
    pub claims: Option<Entry<Vec<ClaimWord>>>,
}

/// An item: its head line, its metadata, and its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The head line with its remarks.
    pub head: Entry<()>,
    /// What it says of itself.
    pub metadata: Metadata,
    /// What it is.
    pub body: Body,
    /// The whole of it.
    pub span: Span,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant holds the type that is described")]
pub enum Body {
    Common(Common),
    Set(Set),
    Parameter(Parameter),
    Define(Box<Define>),
    Rule(Box<Rule>),
    Overlay(Overlay),
}

/// 共通: metadata that the following items of the file inherit.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Common;

/// 集合.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// Its name.
    pub name: Name,
    /// Codes of which kind.
    pub kind: Spanned<Kind>,
    /// What is in it.
    pub members: SetExpr,
}

/// A type as a parameter or a definition states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant holds the type that is described")]
pub enum TypeName {
    Kind(Kind),
    Value(Type),
}

/// A value from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// From this day on, until the next one.
    pub from: Day,
    /// The value.
    pub value: Spanned<Value>,
}

/// 定数.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub of: Spanned<Type>,
    /// Its values, oldest first.
    pub values: Vec<Dated>,
}

/// A formal parameter of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formal {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub of: Spanned<TypeName>,
}

/// What a definition stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefinedAs {
    /// A value of a type.
    Value(Spanned<Type>, Spanned<Value>),
    /// A condition.
    Condition(Condition),
    /// A value carried from stay to stay: taken over from the stay before while a condition holds, else made anew.
    Carry(Spanned<Type>, Name, Condition, Spanned<Value>),
}

/// 定義.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Define {
    /// Its name.
    pub name: Name,
    /// Its parameters.
    pub formals: Vec<Formal>,
    /// What it stands for.
    pub is: DefinedAs,
}

/// 規則.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its stable code.
    pub code: Spanned<String>,
    /// Its title.
    pub title: Spanned<String>,
    /// 履歴: how much must be known of the patient's earlier claims.
    pub needs: Option<Entry<Number>>,
    /// 対象.
    pub bindings: Vec<Entry<Binding>>,
    /// 条件.
    pub condition: Option<Entry<Condition>>,
    /// ただし.
    pub exceptions: Branches<Exception>,
    /// 結論.
    pub verdicts: Branches<Guarded>,
    /// 不明.
    pub unknowns: Vec<Entry<Unknown>>,
    /// 理由文.
    pub because: Branches<Template>,
    /// 対処.
    pub remedy: Option<Entry<Template>>,
    /// 判定外: what it does not decide and why.
    pub undecidable: Vec<Entry<Spanned<String>>>,
    /// 例.
    pub examples: Vec<Entry<Example>>,
}

impl Rule {
    /// A rule with nothing but its head line.
    pub const fn new(code: Spanned<String>, title: Spanned<String>) -> Self {
        Self {
            code,
            title,
            needs: None,
            bindings: Vec::new(),
            condition: None,
            exceptions: Vec::new(),
            verdicts: Vec::new(),
            unknowns: Vec::new(),
            because: Vec::new(),
            remedy: None,
            undecidable: Vec::new(),
            examples: Vec::new(),
        }
    }
}

/// Entries that are numbered when there is more than one.
pub type Branches<T> = Vec<Entry<T>>;

/// What an overlay changes in a rule; it can only narrow or soften.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// A lower certainty.
    Certainty(Certainty),
    /// A further exception.
    Exception(Box<Exception>),
}

/// One change of an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Of which rule.
    pub rule: Spanned<String>,
    /// What.
    pub change: Changed,
}

/// 上書: how a branch differs from the national set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// The branch.
    pub branch: Name,
    /// Why.
    pub reason: Spanned<String>,
    /// What.
    pub changes: Vec<Entry<Change>>,
}
