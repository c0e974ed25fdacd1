//! What the writer must know of each item, flattened from the layouts once.

use std::sync::LazyLock;

use crate::layout::{Field, Mode, Shape, Width};
use crate::records::RecordKind;

/// What an item allows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    /// The most bytes.
    pub max: u16,
    /// Whether it always has that length.
    pub fixed: bool,
    /// Its characters.
    pub mode: Mode,
    /// Digits before the point.
    pub int: u8,
    /// Digits after the point.
    pub frac: u8,
    /// Whether its value can identify a person.
    pub personal: bool,
}

impl Limit {
    fn of(field: &Field) -> Self {
        let (int, frac) = match field.shape {
            Shape::Decimal { int, frac } => (int, frac),
            _ => (field.max.min(13) as u8, 0),
        };
        let fixed = field.width == Width::Fixed;
        Self { max: field.max, fixed, mode: field.mode, int, frac, personal: field.personal }
    }
}

/// By kind, in the order of `RecordKind::ALL`.
static LIMITS: LazyLock<Vec<Box<[Limit]>>> = LazyLock::new(|| {
    let of = |kind: &RecordKind| kind.layout().fields().map(|(field, _)| Limit::of(field)).collect();
    RecordKind::ALL.iter().map(of).collect()
});

/// The limits of a kind; the first is that of item 2.
#[inline]
pub(super) fn limits_of(kind: RecordKind) -> &'static [Limit] {
    LIMITS.get(kind as usize).map_or(&[], |limits| limits)
}
