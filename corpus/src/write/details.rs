//! Lines with their comments, comments on the whole receipt, 症状詳記.

use receipt::records::RecordKind;
use receipt::write::{Record, RecordWriter, WriteError};

use super::{BlockWriter, Glyphs, Marked};
use crate::codes::comments::{Comment, Text};
use crate::course::STATED_FROM;
use crate::draft::{Draft, Group, Line};
use crate::people::Place;

/// 診療識別 of comments on the whole receipt, behind all others.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 別表２０: 全体に係る識別コード.
const WHOLE_RECEIPT: u8 = 99;

impl BlockWriter<'_> {
    /// The 剤 in the order of their sections, then what is said of the whole receipt.
    pub(super) fn details(
        &mut self,
        draft: &Draft,
        place: &Place,
        marked: &mut Marked,
    ) -> Result<(), WriteError> {
        self.order.clear();
        self.order.extend(draft.live().map(|(at, group)| (group.section, at as u16)));
        self.order.sort_unstable();
        for at in 0..self.order.len() {
            let group = self.order.get(at).and_then(|&(_, g)| draft.groups.get(usize::from(g)));
            if let Some(group) = group {
                self.group(draft, group, place.comments_apart, marked)?;
            }
        }
        for (nth, comment) in draft.remarks.iter().enumerate() {
            let section = (nth == 0).then_some(WHOLE_RECEIPT);
            self.comment(section, draft.payer.burden(false), comment, 0, marked)?;
        }
        Ok(())
    }

    fn group(
        &mut self,
        draft: &Draft,
        group: &Group,
        apart: bool,
        marked: &mut Marked,
    ) -> Result<(), WriteError> {
        let lines = draft.lines_of(group);
        let burden = draft.payer.burden(group.aside);
        for (nth, line) in lines.iter().enumerate() {
            let comments = draft.comments_of(line);
            self.line += 1;
            if line.marked || !apart && comments.iter().any(|c| c.marked) {
                marked.lines.push(self.line);
            }
            let within = if apart { &[][..] } else { comments };
            let ends = (nth == 0, nth + 1 == lines.len());
            item(&mut self.out, &mut self.glyphs, (group, line), burden, within, ends)?;
            if apart {
                for comment in comments {
                    self.comment(None, burden, comment, group.days.mask.count_ones(), marked)?;
                }
            }
        }
        Ok(())
    }

    /// SPEC: 記録条件仕様（医科用）2023-03, オ（エ）コメントレコード: the section is left off behind the line of a 剤.
    fn comment(
        &mut self,
        section: Option<u8>,
        burden: &str,
        comment: &Comment,
        days: u32,
        marked: &mut Marked,
    ) -> Result<(), WriteError> {
        self.line += 1;
        if comment.marked {
            marked.lines.push(self.line);
        }
        let mut record = self.out.record(RecordKind::Co);
        if let Some(section) = section {
            record.code(2, section);
        }
        record.text(3, burden).code(4, comment.code);
        text(&mut record, &mut self.glyphs, 5, comment.text, days);
        record.end()
    }

    /// SPEC: 記録条件仕様（医科用）2023-03, カ: a record that goes on with the kind of the one before leaves the kind off.
    pub(super) fn statement(&mut self, draft: &Draft) -> Result<(), WriteError> {
        if !draft.stated && draft.total_points() < STATED_FROM {
            return Ok(());
        }
        let mut before = 0;
        for &(kind, text) in draft.statement {
            self.line += 1;
            let mut record = self.out.record(RecordKind::Sj);
            if kind != before {
                record.code(2, kind);
            }
            before = kind;
            record.text(3, text).end()?;
        }
        Ok(())
    }
}

/// SI, IY or TO; points stand on the last line of the 剤, the section on its first.
fn item(
    out: &mut RecordWriter<'_>,
    glyphs: &mut Glyphs,
    (group, line): (&Group, &Line),
    burden: &str,
    comments: &[Comment],
    (first, last): (bool, bool),
) -> Result<(), WriteError> {
    let (kind, shift) = match line.code / 100_000_000 {
        1 => (RecordKind::Si, 0),
        6 => (RecordKind::Iy, 0),
        _ => (RecordKind::To, 4),
    };
    let mut record = out.record(kind);
    if first {
        record.code(2, group.section);
    }
    record.text(3, burden).code(4, line.code);
    match kind {
        _ if line.quantity == 0 => {}
        RecordKind::Si => {
            record.number(5, line.quantity / model::Quantity::SCALE);
        }
        _ => {
            record.quantity(5, model::Quantity::from_scaled(line.quantity));
        }
    }
    if last {
        record.number(6, group.points);
    }
    record.number(7, group.days.total());
    for (at, comment) in (0..).zip(comments) {
        let code = 8 + shift + at * 2;
        record.code(code, comment.code);
        text(&mut record, glyphs, code + 1, comment.text, group.days.mask.count_ones());
    }
    for (day, times) in group.days.iter() {
        record.number(13 + shift + day as u8, times);
    }
    record.end()
}

/// What is written with the code of a comment.
fn text(record: &mut Record<'_>, glyphs: &mut Glyphs, item: u8, text: Text, days: u32) {
    match text {
        Text::None => {}
        Text::Fixed(text) => {
            record.text(item, text);
        }
        Text::Day(day) => {
            record.raw(item, glyphs.era_day(day));
        }
        Text::Number(number) => {
            record.raw(item, glyphs.wide(number));
        }
        Text::DaysDone => {
            record.raw(item, glyphs.two_digits(days));
        }
    }
}
