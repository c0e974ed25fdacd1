//! Groups of details, their units, and the lines that comments belong to, from all details of one part of a receipt.

use super::content::{Comment, Content, Line, Unit};

/// A record of details, in order.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A line with its own 診療識別 (0 when blank) and the comments it carries.
    Line(Line, Vec<Comment>),
    /// A comment in a record of its own, with its own 診療識別.
    Comment(Comment),
}

impl Entry {
    fn section(&self) -> u8 {
        match self {
            Self::Line(line, _) => line.section,
            Self::Comment(comment) => comment.section,
        }
    }

    fn row(&self) -> u32 {
        match self {
            Self::Line(line, _) => line.row,
            Self::Comment(comment) => comment.row,
        }
    }
}

/// Puts the details of a part of a receipt into the content.
pub fn put(content: &mut Content, entries: Vec<Entry>) {
    let mut groups: Vec<Vec<Entry>> = vec![vec![]];
    for entry in entries {
        if entry.section() != 0 {
            groups.push(vec![]);
        }
        groups.last_mut().expect("there is always a group").push(entry);
    }
    groups.into_iter().filter(|group| !group.is_empty()).for_each(|group| put_group(content, &group));
}

fn put_group(content: &mut Content, group: &[Entry]) {
    let section = group[0].section();
    let group_row = (section != 0).then(|| group[0].row());
    let first_line = content.lines.len() as u32;
    let lines_up_to = |i: usize| group[..i].iter().filter(|e| matches!(e, Entry::Line(..))).count() as u32;
    let lines = lines_up_to(group.len());
    let mut unit_is_open = false;
    for (i, entry) in group.iter().enumerate() {
        let line_here = first_line + lines_up_to(i);
        match entry {
            Entry::Line(line, carried) => {
                put_unit(content, line_here, group_row, &mut unit_is_open, line.points.is_some());
                let unit = content.units.len() as u32 - 1;
                content.lines.push(Line { section, unit, ..line.clone() });
                content.comments.extend(carried.iter().map(|c| Comment {
                    section,
                    line: Some(line_here),
                    ..c.clone()
                }));
            }
            Entry::Comment(comment) => {
                let line = match (section, lines_up_to(i), lines) {
                    (1 | 99, _, _) | (_, _, 0) => None,
                    (_, 0, _) => Some(first_line),
                    (_, before, _) => Some(first_line + before - 1),
                };
                content.comments.push(Comment { section, line, ..comment.clone() });
            }
        }
    }
}

/// A unit ends with the line that has points.
fn put_unit(content: &mut Content, line: u32, group_row: Option<u32>, is_open: &mut bool, has_points: bool) {
    if !*is_open {
        content.units.push(Unit { lines: line..line, group_row, closed: false });
    }
    let unit = content.units.last_mut().expect("a unit was just opened if there was none");
    unit.lines.end = line + 1;
    unit.closed = has_points;
    *is_open = !has_points;
}
