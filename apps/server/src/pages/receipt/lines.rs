//! 摘要: the lines by 診療識別, 剤 by 剤, with a calendar of the month.

use desk::sheet::{Sheet, SheetComment, SheetDay, SheetLine, SheetSection, SheetUnit};
use maud::{Markup, html};

use super::notes::Notes;
use crate::pages::frame::Frame;
use crate::pages::words::grouped;

/// The days that calendars show.
#[derive(Clone, Copy)]
struct Days {
    /// How many.
    of_month: u8,
    /// The day of the week of the first, from Sunday; none when the month cannot be read.
    first_weekday: Option<u8>,
}

impl Days {
    /// Whether a day is a Sunday: additions for holidays are read against it.
    fn is_sunday(self, day: u8) -> bool {
        self.first_weekday.is_some_and(|first| (day + first) % 7 == 1)
    }
}

/// All sections.
pub fn sections(frame: &Frame, sheet: &Sheet, notes: &mut Notes<'_>) -> Markup {
    let first_weekday = (!sheet.month.is_empty()).then_some(sheet.first_weekday);
    let days = Days { of_month: sheet.days_of_month, first_weekday };
    let each: Vec<Markup> = sheet.sections.iter().map(|section| one(frame, days, section, notes)).collect();
    html! {
        h3 { (frame.word("摘要", "What was done")) }
        @for section in each { (section) }
    }
}

fn one(frame: &Frame, month: Days, of: &SheetSection, notes: &mut Notes<'_>) -> Markup {
    let units: Vec<Markup> = of.units.iter().map(|of| unit(frame, month, of, notes)).collect();
    html! {
        section.division {
            h3 { (of.section.code) " " (of.section.name) }
            @for unit in units { (unit) }
        }
    }
}

fn unit(frame: &Frame, month: Days, of: &SheetUnit, notes: &mut Notes<'_>) -> Markup {
    let lines: Vec<Markup> = of.lines.iter().map(|of| line(frame, of, notes)).collect();
    let comments: Vec<Markup> = of.comments.iter().map(|of| comment(of, notes)).collect();
    html! {
        div.unit {
            @for line in lines { (line) }
            @for comment in comments { (comment) }
            @if !of.lines.is_empty() {
                div.unit-foot {
                    (calendar(frame, month, &of.days))
                    span.number { (price(frame, of)) }
                }
            }
        }
    }
}

/// 点数×回数.
fn price(frame: &Frame, of: &SheetUnit) -> Markup {
    let count = of.count.map_or_else(|| "-".to_owned(), |count| count.to_string());
    html! { @match of.points {
        Some(points) => { strong { (grouped(points)) } (frame.word("点", " points")) " × " (count) @if let Some(total) = of.total.filter(|_| of.count != Some(1)) { " = " (grouped(total)) } },
        None => { "× " (count) },
    } }
}

fn line(frame: &Frame, of: &SheetLine, notes: &mut Notes<'_>) -> Markup {
    let comments: Vec<Markup> = of.comments.iter().map(|of| comment(of, notes)).collect();
    let said = notes.told(&of.notes);
    html! {
        div.line id={ "line-" (of.line) } {
            span.at { (of.line) (frame.word("行", "")) }
            span {
                @if of.name.is_empty() { span.code { (of.code) } } @else { (of.name) " " span.code.faint.small { (of.code) } }
                @if !of.product.is_empty() { div.comment { (of.product) } }
            }
            span.amount {
                @if let Some(quantity) = &of.quantity { (quantity) (of.unit) }
                @if !of.price.is_empty() { "　" (of.price) (frame.word("円", " yen")) }
                @if !of.burden.name.is_empty() { "　" span.faint.small { (of.burden.name) } }
            }
        }
        @for comment in comments { (comment) }
        (said)
    }
}

fn comment(of: &SheetComment, notes: &mut Notes<'_>) -> Markup {
    html! {
        div.comment { (of.text) @if !of.code.is_empty() { " " span.code.small { (of.code) } } }
        (notes.told(&of.notes))
    }
}

/// The days of a month; what was done on a day stands there as its number of times.
fn calendar(frame: &Frame, month: Days, days: &[SheetDay]) -> Markup {
    let times = |day: u8| days.iter().find(|of| of.day == day).map_or(0, |of| of.times);
    let on: Vec<String> = days
        .iter()
        .map(|of| if of.times == 1 { of.day.to_string() } else { format!("{}×{}", of.day, of.times) })
        .collect();
    html! {
        div.calendar role="img" aria-label={ (frame.word("算定日: ", "days: ")) (on.join(", ")) } {
            @for day in 1..=month.of_month.max(28) {
                @match times(day) {
                    0 => span.sunday[month.is_sunday(day)] { (day) },
                    1 => span.on.sunday[month.is_sunday(day)] { (day) },
                    more => span.on.sunday[month.is_sunday(day)] title=(format!("{day}: {more}")) { (day) sup { (more) } },
                }
            }
        }
    }
}
