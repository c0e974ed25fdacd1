//! The upper part of a receipt: title, boxes, diseases; and payers with their totals at its end.

use desk::CheckedReceipt;
use desk::sheet::{Sheet, SheetPayer, SheetRecord};
use maud::{Markup, html};

use super::notes::Notes;
use crate::pages::frame::Frame;
use crate::pages::words::{self, grouped};

/// The title, and what comes of the receipt.
pub fn title(frame: &Frame, sheet: &Sheet, of: &CheckedReceipt, heading: &Markup) -> Markup {
    html! {
        div.paper-title {
            (heading)
            div { @if let Some(number) = sheet.number { (frame.word("レセプト番号 ", "receipt ")) (number) "　" } (words::outcome_mark(of, frame.lang)) }
        }
    }
}

/// Patient, claim and institution.
pub fn boxes(frame: &Frame, sheet: &Sheet, notes: &mut Notes<'_>) -> Markup {
    let of_receipt =
        sheet.receipt.as_ref().map(|record| fields(record, &["receipt number", "month of service"]));
    let of_institution = sheet.institution.as_ref().map(|record| fields(record, &[]));
    html! {
        (insurers(sheet))
        @if let Some(boxes) = of_receipt { dl.boxes { (boxes) } }
        @if let Some(record) = &sheet.receipt { (notes.told(&record.notes)) }
        @if let Some(boxes) = of_institution {
            details.screen-only { summary { (frame.word("医療機関", "institution")) } dl.boxes { (boxes) } }
        }
        @if let Some(record) = &sheet.institution { (notes.told(&record.notes)) }
    }
}

/// 保険者番号, 記号・番号, 公費負担者番号 and 受給者番号: at the top, as on the form.
fn insurers(sheet: &Sheet) -> Markup {
    html! { @if !sheet.payers.is_empty() {
        div.boxes { @for of in &sheet.payers { div { span.name { (of.title) } " " (numbers(of)) } } }
    } }
}

/// The fields of a record as boxes.
fn fields(record: &SheetRecord, without: &[&str]) -> Markup {
    html! { @for field in record.fields.iter().filter(|field| !without.contains(&field.key.as_str())) {
        div { dt { (field.name) } dd { (shown(&field.value, &field.meaning)) } }
    } }
}

/// What a value means, or the value itself. A day needs no second way of writing it.
fn shown(value: &str, meaning: &str) -> Markup {
    let is_day = matches!(value.len(), 6 | 8) && meaning.contains('年') && meaning.contains('月');
    html! { @if meaning.is_empty() { (value) } @else { (meaning) @if !is_day { " " span.faint.small { (value) } } } }
}

/// 傷病名.
pub fn diseases(frame: &Frame, sheet: &Sheet, notes: &mut Notes<'_>) -> Markup {
    let rows: Vec<Markup> = sheet
        .diseases
        .iter()
        .enumerate()
        .map(|(at, of)| {
            html! {
                tr {
                    td.number { (at + 1) }
                    td {
                        (of.name) @if of.main { " " span.mark.good { (frame.word("主", "main")) } }
                        @if !of.remark.is_empty() { div.comment { (of.remark) } }
                        (notes.told(&of.notes))
                    }
                    td.number { (of.start) }
                    td { (of.outcome.name) }
                }
            }
        })
        .collect();
    html! {
        div.scroll { table.diseases {
            thead { tr { th { (frame.word("番号", "no.")) } th { (frame.word("傷病名", "disease")) } th { (frame.word("診療開始日", "since")) } th { (frame.word("転帰", "outcome")) } } }
            tbody { @for row in rows { (row) } }
        } }
    }
}

/// 療養の給付: each payer with its days, points and money.
pub fn payers(frame: &Frame, sheet: &Sheet, notes: &mut Notes<'_>) -> Markup {
    let said: Vec<Markup> = sheet
        .payers
        .iter()
        .map(|of| {
            let records = std::iter::once(&of.record).chain(&of.confirmations).chain(&of.visit_records);
            let each: Vec<Markup> = records.map(|record| notes.told(&record.notes)).collect();
            html! { @for one in each { (one) } }
        })
        .collect();
    let meals = sheet.payers.iter().any(|of| of.meals.is_some() || of.meal_yen.is_some());
    html! {
        h3 { (frame.word("療養の給付", "What is claimed")) }
        div.scroll { table {
            thead { tr {
                th { "" } th { (frame.word("実日数", "days")) } th { (frame.word("請求点", "points claimed")) }
                th { (frame.word("決定点（見込み）", "points left")) } th { (frame.word("負担金額（円）", "burden (yen)")) }
                @if meals { th { (frame.word("食事 回数", "meals")) } th { (frame.word("食事（円）", "meals (yen)")) } }
            } }
            tbody { @for of in &sheet.payers {
                tr {
                    th { (of.title) }
                    td.number { (of.days.map(|days| days.to_string()).unwrap_or_default()) }
                    td.number { (of.points.map(grouped).unwrap_or_default()) }
                    td.number { (of.points_after.map(grouped).unwrap_or_default()) }
                    td.number { (of.burden.map(|yen| grouped(i64::from(yen))).unwrap_or_default()) }
                    @if meals {
                        td.number { (of.meals.map(|count| count.to_string()).unwrap_or_default()) }
                        td.number { (of.meal_yen.map(|yen| grouped(i64::from(yen))).unwrap_or_default()) }
                    }
                }
            } }
        } }
        @for said in &said { (said) }
    }
}

/// The numbers that a payer knows the patient by, and how they were confirmed.
fn numbers(of: &SheetPayer) -> Markup {
    let own = of.record.fields.iter().filter(|field| field.personal || field.item == 2);
    let confirmed = of.confirmations.iter().flat_map(|record| &record.fields);
    html! { @for field in own.chain(confirmed.filter(|field| field.personal || !field.meaning.is_empty())) {
        span { span.faint { (field.name) } " " (shown(&field.value, &field.meaning)) } "　"
    } }
}

/// Records as they are.
pub fn records(title: &str, records: &[SheetRecord], notes: &mut Notes<'_>) -> Markup {
    let each: Vec<Markup> = records.iter().map(|record| notes.told(&record.notes)).collect();
    html! { @if !records.is_empty() {
        h3 { (title) }
        @for (record, said) in records.iter().zip(&each) {
            dl.boxes { div { dt { (record.line) } dd { (record.record.as_deref().unwrap_or("-")) " " (record.name) } } (fields(record, &[])) }
            (said)
        }
    } }
}
