//! The slow twin of the reader: the same layouts read by grammars, one field after another, with nothing made ready.
//!
//! It shares the layouts, the registry and the tables with engine/receipt, and no other code: rows and fields are
//! split by nom, items are found by their names, groups, units and comments are put together from whole receipts.
//! The properties below it hold for any bytes, so each of its steps is total.

mod assemble;
mod cases;
mod characters;
mod content;
mod fields;
mod form;
mod generate;
mod groups;
mod order;
mod properties;
mod rows;
mod values;
mod view;

use assemble::read;
use view::content_of;
