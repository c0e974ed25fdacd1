//! 摘要: lines by 診療識別, 剤 by 剤, with comments and calendar.

use model::Quantity;
use receipt::batch::{Line, LineKind, NO_POINTS, NO_QUANTITY, Unit};
use receipt::{RecordKind, tables};

use super::{Page, SheetCode, SheetDay, SheetLine, SheetSection, SheetUnit};

/// The items of lines.
mod item {
    pub const BURDEN: u8 = 3;
    pub const CODE: u8 = 4;
    /// 単位コード of TO.
    pub const UNIT: u8 = 8;
    /// 単価 of TO.
    pub const PRICE: u8 = 9;
    /// 商品名及び規格又はサイズ of TO.
    pub const PRODUCT: u8 = 11;
}

impl Page<'_> {
    pub(super) fn sections(&self) -> Vec<SheetSection> {
        let own = self.own;
        let mut parts: Vec<(u32, u8, SheetUnit)> = Vec::new();
        for unit in own.units.clone().filter_map(|at| self.batch.units.get(at as usize)) {
            let first = self.batch.lines.get(unit.lines.start as usize);
            let Some(first) = first else { continue };
            parts.push((first.row, first.section, self.unit(unit)));
        }
        for at in own.comments.clone().map(|at| at as usize) {
            let all = &self.batch.comments;
            let (Some(line), Some(row)) = (all.line.get(at), all.row.get(at)) else { continue };
            if own.lines.contains(line) {
                continue;
            }
            let unit = SheetUnit { comments: self.comment(at).into_iter().collect(), ..SheetUnit::default() };
            parts.push((*row, all.section.get(at).copied().unwrap_or(0), unit));
        }
        parts.sort_by_key(|(row, ..)| *row);
        let mut sections: Vec<SheetSection> = Vec::new();
        for (_, section, unit) in parts {
            let code = if section == 0 { String::new() } else { format!("{section:02}") };
            match sections.last_mut().filter(|last| last.section.code == code) {
                Some(last) => last.units.push(unit),
                None => {
                    let name = tables::SECTION.meaning(code.as_bytes()).unwrap_or_default().to_owned();
                    let section = SheetCode { code, name };
                    sections.push(SheetSection { section, units: vec![unit] });
                }
            }
        }
        sections
    }

    fn unit(&self, of: &Unit) -> SheetUnit {
        let lines = of.lines.clone().filter_map(|at| Some((at, self.batch.lines.get(at as usize)?)));
        let lines: Vec<SheetLine> = lines.map(|(at, line)| self.line(at, line)).collect();
        let last = lines.last();
        let (points, count) = (last.and_then(|last| last.points), last.and_then(|last| last.count));
        let total = points.zip(count).and_then(|(points, count)| points.checked_mul(i64::from(count)));
        let days = last.map_or_else(Vec::new, |last| last.days.clone());
        SheetUnit { lines, comments: Vec::new(), points, count, total, days }
    }

    fn line(&self, at: u32, of: &Line) -> SheetLine {
        let batch = self.batch;
        let number = batch.line_of(of.row);
        let (name, unit) = self.names.line(of.kind, of.code);
        let is_material = of.kind == LineKind::Material;
        let text = |item: u8| if is_material { batch.text(of.row, item) } else { String::new() };
        let own_unit = if is_material { batch.field(of.row, item::UNIT) } else { &[] };
        let written = batch.text(of.row, item::CODE);
        SheetLine {
            line: number,
            record: match of.kind {
                LineKind::Procedure => RecordKind::Si,
                LineKind::Drug => RecordKind::Iy,
                LineKind::Material => RecordKind::To,
            }
            .id()
            .to_string(),
            code: written,
            name: name.to_owned(),
            quantity: (of.quantity != NO_QUANTITY).then(|| Quantity::from_scaled(of.quantity).to_string()),
            unit: tables::MATERIAL_UNIT.meaning(own_unit).unwrap_or(unit).to_owned(),
            price: text(item::PRICE),
            product: text(item::PRODUCT),
            points: (of.points != NO_POINTS).then(|| i64::from(of.points)),
            count: (of.count != 0).then(|| u32::from(of.count)),
            burden: SheetCode {
                code: batch.text(of.row, item::BURDEN),
                name: tables::BURDEN
                    .meaning(batch.field(of.row, item::BURDEN))
                    .unwrap_or_default()
                    .to_owned(),
            },
            days: self.days(at, of),
            comments: self.comments_of(at),
            notes: self.notes.on(number),
        }
    }

    fn days(&self, at: u32, of: &Line) -> Vec<SheetDay> {
        let times = |day: u8| {
            let more = self.batch.day_counts.iter().find(|count| count.line == at && count.day == day);
            more.map_or(1, |count| count.count)
        };
        let on = (1..=31_u8).filter(|day| of.days >> (day - 1) & 1 == 1);
        on.map(|day| SheetDay { day, times: times(day) }).collect()
    }

    fn comments_of(&self, line: u32) -> Vec<super::SheetComment> {
        let own = self.own.comments.clone().map(|at| at as usize);
        let on = own.filter(|at| self.batch.comments.line.get(*at) == Some(&line));
        on.filter_map(|at| self.comment(at)).collect()
    }
}
