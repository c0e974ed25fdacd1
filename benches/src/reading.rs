//! Ways of going through a claim file: the limit, the peers, and ourselves step by step.

use intake::file::FileState;
use intake::structure;
use receipt::Batch;
use receipt::cut::{Cutter, Limits};

/// One way of going through a file. Gives a number that depends on all of it, so that nothing is optimised away.
pub struct Way {
    /// What it is called.
    pub name: &'static str,
    /// What it does.
    pub run: fn(&[u8]) -> u64,
}

/// All ways, the limit first.
pub const WAYS: &[Way] = &[
    Way { name: "limit: line feeds by memchr", run: line_feeds },
    Way { name: "peer: csv crate, fields split", run: csv_fields },
    Way { name: "peer: nom, fields split", run: nom_fields },
    Way { name: "cut into batches", run: cut },
    Way { name: "read: form of every field, columns", run: read },
    Way { name: "read without SIMD", run: read_portably },
    Way { name: "read and intake checks without masters", run: read_and_check },
];

fn line_feeds(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

fn csv_fields(bytes: &[u8]) -> u64 {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).quoting(false).from_reader(bytes);
    let (mut record, mut fields) = (csv::ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        fields += record.len() as u64;
    }
    fields
}

fn nom_fields(bytes: &[u8]) -> u64 {
    use nom::bytes::complete::{tag, take_till};
    use nom::multi::separated_list1;
    use nom::{IResult, Parser};
    let line = |input| -> IResult<&[u8], Vec<&[u8]>> {
        let field = take_till(|b| b == b',' || b == b'\r' || b == b'\n');
        separated_list1(tag(&b","[..]), field).parse(input)
    };
    bytes.split(|&b| b == b'\n').map(|row| line(row).map_or(0, |(_, fields)| fields.len() as u64)).sum()
}

fn each_batch(bytes: &[u8], mut take: impl FnMut(&mut Batch) -> u64) -> u64 {
    let (mut cutter, mut batch, mut sum) = (Cutter::new(bytes, Limits::default()), Batch::default(), 0);
    while cutter.next(&mut batch).unwrap_or(false) {
        sum += take(&mut batch);
    }
    sum
}

fn cut(bytes: &[u8]) -> u64 {
    each_batch(bytes, |batch| batch.bytes.len() as u64)
}

fn read(bytes: &[u8]) -> u64 {
    each_batch(bytes, |batch| {
        receipt::read(batch);
        batch.lines.len() as u64
    })
}

fn read_portably(bytes: &[u8]) -> u64 {
    each_batch(bytes, |batch| {
        receipt::read::read_portably(batch);
        batch.lines.len() as u64
    })
}

fn read_and_check(bytes: &[u8]) -> u64 {
    let mut file = FileState::default();
    let sum = each_batch(bytes, |batch| {
        receipt::read(batch);
        structure::check(batch);
        file.take(batch);
        batch.lines.len() as u64 + batch.defects.len() as u64
    });
    sum + file.finish().len() as u64
}
