//! What the seven files of the check master (チェックマスタ) share: a header, no days, a source that is not official.

use crate::column::{Column, Cycle, Layout, Mark, Shape};

/// A file of the check master, found by the items of `keys`.
pub(crate) const fn layout(
    title: model::Text,
    columns: &'static [Column],
    marks: &'static [Mark],
    keys: &'static [&'static [u16]],
) -> Layout {
    Layout {
        title,
        columns,
        least_columns: columns.len(),
        letter: None,
        marks,
        shape: Shape::Relation { since: None, until: None, unique: &[], keys },
        cycle: Cycle::Continuous,
        header: true,
        source: "支払基金 公表チェックマスタ; layout read in a third-party importer, not in an official text",
        verified: false,
    }
}

/// An item whose meaning is not known.
macro_rules! unknown {
    ($item:literal) => {
        $crate::column::item(
            $item,
            concat!("item_", $item),
            concat!("項目", $item, "（未確認）"),
            $crate::column::ValueType::Text,
        )
    };
}
pub(crate) use unknown;
