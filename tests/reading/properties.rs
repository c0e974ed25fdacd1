//! Properties of reading and writing (the table in tests/README.md lists them).

use std::collections::HashSet;

use model::{Date, DefectKind, Month, Quantity};
use proptest::prelude::*;
use receipt::cut::{Cutter, Limits};
use receipt::layout::{Mode, Shape};
use receipt::write::{EndOfFile, LineEnd, RecordWriter, Tail, WriteOptions};
use receipt::{Batch, Encoding, RecordKind};

use tests::batches;
use tests::twin::{Content, assert_same, batch_of, check, content_of, values};

use super::generate;

/// Writes every field of a file again, each by its meaning, and gives the bytes.
fn rewritten(bytes: &[u8], options: WriteOptions) -> Vec<u8> {
    let batch = batch_of(bytes, Encoding::Cp932, receipt::read);
    let mut out = Vec::new();
    let mut writer = RecordWriter::new(&mut out, options);
    for row in (0..batch.row_count()).filter(|&row| batch.row(row) != [0x1A]) {
        let kind = batch.record_id(row).and_then(RecordKind::from_id).expect("the file is well-formed");
        let mut record = writer.record(kind);
        for (i, (field, _)) in kind.layout().fields().enumerate() {
            let item = i as u8 + 2;
            let value = batch.field(row, item);
            if value.is_empty() {
                continue;
            }
            match field.shape {
                Shape::Number | Shape::Signed => {
                    record.number(item, values::signed(value, 12).expect("a number"))
                }
                Shape::Decimal { .. } => record.quantity(item, Quantity::parse(value).expect("a quantity")),
                Shape::Date => record.date(item, values::date(value).expect("a day")),
                Shape::Month => record.month(item, values::month(value).expect("a month")),
                Shape::Code(_) if field.mode == Mode::Digits => {
                    record.code(item, values::number(value).expect("a code"))
                }
                _ => record.text(item, &batch.text(row, item)),
            };
        }
        record.end().expect("what was read can be written");
    }
    writer.end_of_file();
    out
}

fn in_batches(bytes: &[u8], size: usize) -> Content {
    let mut cutter = Cutter::new(bytes, Limits { batch: size, receipt: 1 << 24 });
    let (mut batch, mut whole) = (Batch::default(), Content::default());
    let (mut lines, mut receipts) = (0, 0);
    while cutter.next(&mut batch).expect("a slice can be read") {
        receipt::read(&mut batch);
        batch.place_in_file(lines, receipts);
        lines += u64::from(batch.row_count());
        receipts += batch.receipts.len() as u64;
        append(&mut whole, content_of(&batch), lines as u32 - batch.row_count(), batch.offset as usize);
    }
    // A line feed without carriage return is told once a batch, at its first line.
    let mut told = false;
    whole.defects.sort();
    whole.defects.retain(|d| d.kind != DefectKind::BareLf || !std::mem::replace(&mut told, true));
    whole
}

fn append(whole: &mut Content, part: Content, rows: u32, offset: usize) {
    let moved = |range: std::ops::Range<u32>, by: usize| range.start + by as u32..range.end + by as u32;
    let (receipts, lines) = (whole.receipts.len() as u32, whole.lines.len() as u32);
    let sizes = [
        whole.payers.len(),
        whole.diseases.len(),
        whole.units.len(),
        whole.comments.len(),
        whole.others.len(),
    ];
    let [payers, diseases, units, comments, others] = sizes;
    whole.rows.extend(part.rows.into_iter().map(|row| row.start + offset..row.end + offset));
    whole.institutions.extend(part.institutions.into_iter().map(|(row, n, i)| (row + rows, n + receipts, i)));
    for mut summary in part.summaries {
        (summary.row, summary.receipts) = (summary.row + rows, summary.receipts + receipts);
        whole.summaries.push(summary);
    }
    for mut r in part.receipts {
        r.rows = moved(r.rows, rows as usize);
        r.payers = moved(r.payers, payers);
        r.diseases = moved(r.diseases, diseases);
        r.lines = moved(r.lines, lines as usize);
        r.units = moved(r.units, units);
        r.comments = moved(r.comments, comments);
        r.others = moved(r.others, others);
        r.donor_row = r.donor_row.map(|row| row + rows);
        whole.receipts.push(r);
    }
    let add = |n: u32| n + rows;
    whole.payers.extend(part.payers.into_iter().map(|mut p| {
        p.row = add(p.row);
        p
    }));
    whole.diseases.extend(part.diseases.into_iter().map(|mut d| {
        d.row = add(d.row);
        d
    }));
    whole.lines.extend(part.lines.into_iter().map(|mut l| {
        l.row = add(l.row);
        l.unit += units as u32;
        l
    }));
    whole.day_counts.extend(part.day_counts.into_iter().map(|(line, day, n)| (line + lines, day, n)));
    for mut unit in part.units {
        (unit.lines, unit.group_row) = (moved(unit.lines, lines as usize), unit.group_row.map(add));
        whole.units.push(unit);
    }
    for mut comment in part.comments {
        (comment.row, comment.line) = (add(comment.row), comment.line.map(|line| line + lines));
        whole.comments.push(comment);
    }
    let placed = |row: &mut u32, receipt: &mut u32| (*row, *receipt) = (*row + rows, *receipt + receipts);
    for mut c in part.confirmations {
        placed(&mut c.row, &mut c.receipt);
        whole.confirmations.push(c);
    }
    for mut v in part.visits {
        placed(&mut v.row, &mut v.receipt);
        whole.visits.push(v);
    }
    for (from, to) in
        [(part.window_burdens, &mut whole.window_burdens), (part.outside_dpc, &mut whole.outside_dpc)]
    {
        for mut marked in from {
            placed(&mut marked.row, &mut marked.receipt);
            to.push(marked);
        }
    }
    whole.others.extend(part.others.into_iter().map(|(kind, row)| (kind, add(row))));
    whole.history.extend(part.history.into_iter().map(add));
    whole.end_of_file = whole.end_of_file.or(part.end_of_file.map(add));
    whole.defects.extend(part.defects);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn well_formed_files_read_alike_and_without_defects((file, options) in generate::file()) {
        check(&file.0, Encoding::Cp932);
        let told: HashSet<_> = batch_of(&file.0, Encoding::Cp932, receipt::read).defects.iter().map(|d| d.kind).collect();
        let expected = if options.line_end == LineEnd::Lf { vec![DefectKind::BareLf] } else { vec![] };
        prop_assert_eq!(told, expected.into_iter().collect());
    }

    #[test]
    fn damaged_files_read_alike(file in generate::damaged_file()) {
        check(&file.0, Encoding::Cp932);
        check(&file.0, Encoding::Utf8);
    }

    #[test]
    fn odd_fields_of_ordinary_rows_read_alike(file in generate::odd_rows()) {
        check(&file.0, Encoding::Cp932);
        check(&file.0, Encoding::Utf8);
    }

    #[test]
    fn any_bytes_read_alike(bytes in proptest::collection::vec(any::<u8>(), 0..400), soup in generate::soup()) {
        for bytes in [bytes, soup.0] {
            check(&bytes, Encoding::Cp932);
            check(&bytes, Encoding::Utf8);
        }
    }

    #[test]
    fn any_bytes_can_be_cut_anywhere(file in generate::damaged_file(), size in 1..3000_usize, receipt in 1..3000_usize) {
        let bytes = file.0;
        let mut cutter = Cutter::new(&bytes[..], Limits { batch: size, receipt });
        let (mut batch, mut seen) = (Batch::default(), Vec::new());
        while cutter.next(&mut batch).expect("a slice can be read") {
            receipt::read(&mut batch);
            seen.extend_from_slice(&batch.bytes);
        }
        prop_assert_eq!(seen, bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes));
    }

    #[test]
    fn the_size_of_batches_does_not_matter(file in generate::reordered_file(), size in 1..4000_usize) {
        let bytes = file.0;
        let whole = in_batches(&bytes, 1 << 24);
        assert_same(&in_batches(&bytes, size), &whole, &bytes);
        batches::check(&bytes, size);
    }

    #[test]
    fn what_was_read_is_written_back((file, options) in generate::file()) {
        let again = rewritten(&file.0, options);
        prop_assert_eq!(again.escape_ascii().to_string(), file.0.escape_ascii().to_string());
    }

    #[test]
    fn dates_and_quantities_are_written_as_they_are_read(day in 0..99_999_999_u32, scaled in 0..1_000_000_000_i64) {
        let standard = WriteOptions { line_end: LineEnd::Lf, tail: Tail::LeftOff, end_of_file: EndOfFile::None };
        let mut out = Vec::new();
        let mut writer = RecordWriter::new(&mut out, standard);
        let quantity = Quantity::from_scaled(scaled);
        writer.record(RecordKind::Iy).quantity(5, quantity).end().expect("fits");
        if let (Some(date), Some(month)) = (Date::from_number(day), Month::from_number(day / 100)) {
            writer.record(RecordKind::Re).month(4, month).date(7, date).end().expect("fits");
        }
        let batch = batch_of(&out, Encoding::Cp932, receipt::read);
        prop_assert_eq!(Quantity::parse(batch.field(0, 5)), Some(quantity));
        prop_assert!(batch.defects.iter().all(|d| d.kind != DefectKind::BadDate && d.kind != DefectKind::DecimalForm));
    }
}
