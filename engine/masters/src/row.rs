//! One row of a master, with any item by number, as text or as a value.

mod days;

use model::{Date, MasterRow, Quantity};

use crate::column::{Column, ValueType};
use crate::kind::FileKind;
use crate::masters::Masters;

/// A row of a master; cheap to copy.
#[derive(Clone, Copy)]
pub struct Row<'m> {
    masters: &'m Masters,
    kind: FileKind,
    row: u32,
    provisional: bool,
}

impl<'m> Row<'m> {
    pub(crate) const fn new(masters: &'m Masters, kind: FileKind, row: u32, provisional: bool) -> Self {
        Self { masters, kind, row, provisional }
    }

    /// The master it stands in.
    pub const fn kind(&self) -> FileKind {
        self.kind
    }

    /// Whether no publication speaks of the day asked for: the newest known row was taken.
    pub const fn is_provisional(&self) -> bool {
        self.provisional
    }

    /// The item with a number (1-based 項番) as published; empty when the file has no such item.
    pub fn text(&self, item: u16) -> &'m str {
        self.masters.cell_text(self.kind, self.row, item)
    }

    /// The item as a number: digits as they are, decimals in 1/100,000, days as YYYYMMDD; `None` when blank or "none".
    pub fn value(&self, item: u16) -> Option<i64> {
        self.masters.cell_value(self.kind, self.row, item)
    }

    /// The number of the item's value among the different values of its column ([`Masters::values_of`]); rows of one master
    /// with the same number say the same.
    pub fn entry(&self, item: u16) -> Option<u32> {
        self.masters.cell_entry(self.kind, self.row, item)
    }

    /// The item as a day.
    pub fn date(&self, item: u16) -> Option<Date> {
        Date::from_number(u32::try_from(self.value(item)?).ok()?)
    }

    /// The item as an exact decimal.
    pub fn quantity(&self, item: u16) -> Option<Quantity> {
        match self.kind.layout().column(item)?.value {
            ValueType::Decimal => self.value(item).map(Quantity::from_scaled),
            _ => self.value(item).map(Quantity::whole),
        }
    }

    /// The item as a small number: flags and classes.
    pub fn class(&self, item: u16) -> Option<u8> {
        u8::try_from(self.value(item)?).ok()
    }

    /// The item as a code or count; `None` when blank.
    pub fn number(&self, item: u16) -> Option<u32> {
        u32::try_from(self.value(item)?).ok()
    }

    /// What was read of it, for a finding; `code`: the code by which it was found on a day, where its master has codes.
    pub fn told(&self, code: Option<u32>, on: Date, items: impl IntoIterator<Item = u16>) -> MasterRow {
        let of_disease = self.kind == FileKind::Disease;
        MasterRow {
            master: self.kind.slug(),
            code: code.map(|code| if of_disease { format!("{code:07}") } else { format!("{code:09}") }),
            days: self.days(code, on),
            is_provisional: self.provisional,
            columns: items.into_iter().map(|item| (item, self.text(item).to_owned())).collect(),
        }
    }

    /// Every column with its text, in the order of the file.
    pub fn items(&self) -> impl Iterator<Item = (&'static Column, &'m str)> + use<'m> {
        let row = *self;
        self.kind.layout().columns.iter().map(move |column| (column, row.text(column.item)))
    }
}

impl PartialEq for Row<'_> {
    fn eq(&self, other: &Self) -> bool {
        // PERF: nearly always it is the very row.
        let is_same = std::ptr::eq(self.masters, other.masters) && self.row == other.row;
        self.kind == other.kind && (is_same || self.items().map(|(_, t)| t).eq(other.items().map(|(_, t)| t)))
    }
}

impl Eq for Row<'_> {}

impl std::fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Row").field("kind", &self.kind).field("row", &self.row).finish()
    }
}
