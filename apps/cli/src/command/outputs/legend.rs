//! What the letters of 増減点事由 in a list mean, by its agency and month of processing.

use formats::change_list;
use formats::codes::change_reason::{ALL, ChangeReason, Users};
use formats::column::Part;
use formats::name;
use formats::read::Document;
use model::Month;

/// The column 審査支払機関名 of the head, and 事由 of the details.
const AGENCY: usize = 8;
const REASON: usize = 23;

/// The letters that a list uses. Without a file name that tells the month, every edition of a letter is given.
pub(super) fn letters(document: &Document, file: &str) -> Vec<&'static ChangeReason> {
    if document.form.id != change_list::FORM.id {
        return Vec::new();
    }
    let users = users(document);
    let month = name::read(file).and_then(|name| name.processed);
    let holds = |reason: &ChangeReason| month.is_none_or(|month: Month| reason.holds(month));
    let used = |letter: char| {
        let mut details = document.lines.iter().filter(|line| line.layout.part == Part::Detail);
        details.any(|line| line.cells.get(REASON).is_some_and(|cell| cell.text.0.contains(letter)))
    };
    ALL.iter()
        .filter(|reason| {
            users.is_none_or(|users| users == reason.users) && holds(reason) && used(reason.letter)
        })
        .collect()
}

fn users(document: &Document) -> Option<Users> {
    let head = document.lines.iter().find(|line| line.layout.part == Part::Head)?;
    let agency = &head.cells.get(AGENCY)?.text.0;
    if agency.contains("支払基金") {
        Some(Users::Fund)
    } else {
        agency.contains("国民健康保険団体連合会").then_some(Users::Federations)
    }
}
