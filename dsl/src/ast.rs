//! The tree of a rule file, the same for both surfaces.
//!
//! Two trees are equal when they say the same: spans do not count, remarks do. So "print, then parse" can be compared.

mod clause;
mod condition;
mod item;
mod noun;
mod span;
mod value;
mod verdict;

pub use clause::{Attribute, Basis, Binding, Bound, Entry, Example, Expected, Fact, Validity};
pub use condition::{Condition, Relation};
pub use item::{
    Body, Branches, Change, Changed, Common, Dated, Define, DefinedAs, File, Formal, Item, Metadata, Overlay,
    Parameter, Rule, Set, TypeName,
};
pub use noun::{IcdRange, Noun, Order, SetExpr, SetTerm, State, Window, WindowKind};
pub use span::{Span, Spanned};
pub use value::{
    Arithmetic, Arm, Band, BandArm, ChoiceMode, Code, Day, DayMonth, Fold, Name, Number, Path, Range, Read,
    Value,
};
pub use verdict::{
    CutOrder, Exception, Guard, Guarded, Outcome, Reason, Template, TemplatePart, Unknown, Verdict,
    VerdictKind,
};
