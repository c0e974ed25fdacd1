//! Reads 返戻内訳書, 増減点連絡書 and return files into receipts.

use formats::column::Part;
use formats::read::{Document, ReadLine};
use formats::return_file::read::{ReadReturn, ReadReturns};
use formats::text::full_width;
use formats::{change_list, name, return_file, return_list};
use model::{ClaimType, Month};

use super::{ReturnedList, ReturnedReason, ReturnedReceipt, Who};

/// Reads a list; `None` when it is none of these. The file name tells agency, prefecture and month of processing.
pub fn read(bytes: &[u8], file_name: &str) -> Option<ReturnedList> {
    let base = file_name.rsplit(['/', '\\', '!']).next().unwrap_or(file_name);
    if let Some(returns) = formats::return_file::read::read(bytes) {
        return Some(of_file(&returns));
    }
    let document = formats::read::read(bytes, Some(base))?;
    let returned = document.form.id == return_list::FORM.id;
    (returned || document.form.id == change_list::FORM.id).then(|| of_list(&document, base, returned))
}

/// The value of a column of a line; empty where it has none.
fn value<'l>(line: &'l ReadLine, column: &str) -> &'l str {
    let at = line.layout.columns.iter().position(|one| one.name == column);
    at.and_then(|at| line.cells.get(at)).map_or("", |cell| cell.text.0.trim())
}

fn of_list(document: &Document, file_name: &str, returned: bool) -> ReturnedList {
    let named = name::read(file_name);
    let head = document.lines.iter().find(|line| line.layout.part == Part::Head);
    let month_column = if returned { "診療年月" } else { "診療月" };
    let month = head.and_then(|head| value(head, month_column).parse().ok()).and_then(Month::from_era_number);
    let agency = head.and_then(|head| agency(value(head, "審査支払機関名")));
    let mut list = ReturnedList {
        form: document.form.id.to_owned(),
        agency: named.map(|of| of.agency).or(agency),
        prefecture: named.map(|of| of.prefecture.number()).and_then(|of| of.parse().ok()),
        institution: head.map(|head| value(head, "医療機関コード").to_owned()).filter(|of| !of.is_empty()),
        processed: named.and_then(|of| of.processed).map(Month::number),
        receipts: Vec::new(),
        differences: document.problems.len(),
    };
    for line in document.lines.iter().filter(|line| line.layout.part == Part::Detail) {
        if line.begins || list.receipts.is_empty() {
            list.receipts.push(begun(line, month));
        }
        let Some(receipt) = list.receipts.last_mut() else { continue };
        if returned { reason_of_return(receipt, line) } else { change(receipt, line) }
    }
    if !returned {
        list.receipts.iter_mut().for_each(add_up);
    }
    list
}

fn agency(name: &str) -> Option<u8> {
    let named = |part: &str| name.contains(part);
    if named("支払基金") { Some(1) } else { named("国民健康保険団体連合会").then_some(2) }
}

/// A receipt at its first line.
fn begun(line: &ReadLine, month: Option<Month>) -> ReturnedReceipt {
    let class = value(line, "区分");
    let class = class.contains('入').then_some(true).or_else(|| class.contains('外').then_some(false));
    ReturnedReceipt {
        line: line.line,
        month: late(value(line, "診療年月"), month).or(month).map(Month::number),
        number: value(line, "レセプト番号").parse().ok(),
        inpatient: class,
        points: value(line, "請求点数").parse().ok(),
        who: Who {
            name: folded(value(line, "氏名")),
            payers: Vec::new(),
            chart: value(line, "カルテ番号等").to_owned(),
        },
        ..ReturnedReceipt::default()
    }
}

/// 診療年月 of what was filed late: GYYMM, or YYMM in the era of the list.
///
/// SPEC: 返戻内訳書 明細部 項番2 as the writer of `formats` has it; four digits that would come after the month of the list
/// are of the era before it (unverified).
fn late(text: &str, of_list: Option<Month>) -> Option<Month> {
    let told: u32 = text.parse().ok()?;
    if text.len() != 4 {
        return Month::from_era_number(told);
    }
    let list = of_list?;
    let era = list.era_number()? / 10_000;
    let of = |era: u32| Month::from_era_number(era * 10_000 + told);
    of(era).filter(|month| *month <= list).or_else(|| of(era.checked_sub(1)?))
}

/// A name as it is compared: full width, without blanks.
pub(super) fn folded(text: &str) -> String {
    full_width(text).chars().filter(|c| !c.is_whitespace()).collect()
}

fn payer(receipt: &mut ReturnedReceipt, number: &str) {
    if !number.is_empty() && !receipt.who.payers.iter().any(|known| known == number) {
        receipt.who.payers.push(number.to_owned());
    }
}

fn reason_of_return(receipt: &mut ReturnedReceipt, line: &ReadLine) {
    payer(receipt, value(line, "保険者番号"));
    let (code, text) = (value(line, "事由コード"), value(line, "事由"));
    if !code.is_empty() || !text.is_empty() {
        let (code, text) = (code.to_owned(), text.to_owned());
        receipt.reasons.push(ReturnedReason { code, text, ..ReturnedReason::default() });
    }
}

/// A line of a change. The sums are put aside as reasons of the section 合計 until all lines are there.
///
/// SPEC: 増減点連絡書 明細部 項番22: a change stands once for each 法別; the first one (the first payer) is counted, since
/// the others are the same points towards another payer.
fn change(receipt: &mut ReturnedReceipt, line: &ReadLine) {
    payer(receipt, value(line, "保険者番号"));
    let (amount, tag) = (value(line, "増減点数（金額）"), value(line, "レコード種別"));
    let (section, place) = (value(line, "箇所１"), value(line, "箇所２"));
    // A sum without a place is the sum above it for another payer.
    if tag == "6" || amount.is_empty() || (tag == "5" && place.is_empty()) {
        return;
    }
    // A line that goes on with the change above it has its place from there.
    let goes_on = line.layout.columns.iter().zip(&line.cells);
    let goes_on = goes_on.filter(|(column, _)| column.name == "箇所１" || column.name == "箇所２");
    if goes_on.clone().any(|(_, cell)| cell.from_above) {
        return;
    }
    let digits: String = amount.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
    let Ok(change) = digits.parse::<i64>() else { return };
    if amount.contains('\u{A5}') || place == "食事" {
        receipt.yen += change;
        return;
    }
    let section = if place == "合計" { place } else { section };
    let code = value(line, "事由").to_owned();
    let (section, text) = (section.to_owned(), String::new());
    receipt.reasons.push(ReturnedReason { code, text, section, points: change });
}

/// The sum of a receipt: 合計 where it stands, else all its changes. 合計 is no reason of its own beside the changes.
fn add_up(receipt: &mut ReturnedReceipt) {
    let is_sum = |reason: &ReturnedReason| reason.section == "合計";
    let sum = receipt.reasons.iter().find(|reason| is_sum(reason)).map(|reason| reason.points);
    let changes: i64 =
        receipt.reasons.iter().filter(|reason| !is_sum(reason)).map(|reason| reason.points).sum();
    receipt.points = sum.or((!receipt.reasons.is_empty()).then_some(changes));
    if receipt.reasons.iter().any(|reason| !is_sum(reason)) {
        receipt.reasons.retain(|reason| !is_sum(reason));
    }
}

/// The value of a record of a return file by the name of its column.
fn item<'c>(cells: &'c [formats::read::Cell], part: Part, column: &str) -> &'c str {
    let layout = return_file::FORM.line(part);
    let at = layout.and_then(|layout| layout.columns.iter().position(|one| one.name == column));
    at.and_then(|at| cells.get(at)).map_or("", |cell| cell.text.0.trim())
}

fn of_file(returns: &ReadReturns) -> ReturnedList {
    let head = |column| item(&returns.head, Part::Head, column);
    ReturnedList {
        form: return_file::FORM.id.to_owned(),
        agency: head("審査支払機関").parse().ok(),
        prefecture: head("都道府県").parse().ok(),
        institution: Some(head("医療機関コード").to_owned()).filter(|of| !of.is_empty()),
        processed: head("請求（処理）年月").parse().ok().and_then(Month::from_number).map(Month::number),
        receipts: returns.receipts.iter().map(of_return).collect(),
        differences: returns.problems.len(),
    }
}

fn of_return(of: &ReadReturn) -> ReturnedReceipt {
    // Items of RE, 1-based: the letters are the first.
    let own = |number: usize| of.receipt.get(number - 1).map_or("", |item| item.0.trim());
    let month = own(4).parse().ok().and_then(|number| match own(4).len() {
        6 => Month::from_number(number),
        _ => Month::from_era_number(number),
    });
    let reasons = of.reasons.iter().map(|cells| {
        let of = |column| item(cells, Part::Detail, column).to_owned();
        ReturnedReason {
            code: of("返戻事由コード"),
            text: of("返戻理由"),
            section: of("診療識別"),
            points: 0,
        }
    });
    let kind = own(3).parse().ok().and_then(ClaimType::medical);
    ReturnedReceipt {
        line: of.line,
        month: month.map(Month::number),
        number: own(2).parse().ok(),
        inpatient: kind.map(|of| of.inpatient),
        reasons: reasons.collect(),
        who: Who { name: folded(own(5)), payers: Vec::new(), chart: own(14).to_owned() },
        ..ReturnedReceipt::default()
    }
}
