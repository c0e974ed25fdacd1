//! Words that mean something to a reader, from the layouts, so that a fuzzer need not find them byte by byte.

use masters::FileKind;
use receipt::RecordKind;

fn texts<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<Vec<u8>> {
    words.into_iter().map(|word| word.as_bytes().to_vec()).collect()
}

/// Record ids, codes of all tables, separators, dates of both forms, bytes of every kind of character.
pub fn receipts() -> Vec<Vec<u8>> {
    let ids = RecordKind::ALL.iter().map(|kind| [&kind.id().0[..], b","].concat());
    let starts = RecordKind::ALL.iter().map(|kind| [b"\r\n", &kind.id().0[..], b","].concat());
    let codes =
        receipt::tables::ALL.iter().flat_map(|table| table.codes).map(|(code, _)| code.as_bytes().to_vec());
    let plain = [
        "\r\n", "\n", ",", ",,,,", "\x1A", "\"", "-", ".", "0", "00", "1,1,1,", "20240229", "20230229",
        "5060101",
    ];
    let plain =
        plain.into_iter().chain(["202406", "50606", "111000110", "8002", "0000999", "0.5", "1.50", "007"]);
    let bytes = [
        &b"\x81\x40"[..],
        b"\x81",
        b"\xF0\x40",
        b"\xFA\x5C",
        b"\xED\x40",
        b"\xB1",
        b"\xFF",
        b"\x80",
        b"\xE3\x81\x82",
    ];
    let mut words: Vec<_> = ids.chain(starts).chain(codes).chain(texts(plain)).collect();
    words.extend(bytes.iter().map(|bytes| bytes.to_vec()));
    words.sort();
    words.dedup();
    words
}

/// Letters of the masters, closed lists of values, ends of validity, quotes.
pub fn tables() -> Vec<Vec<u8>> {
    let letters = FileKind::ALL.iter().filter_map(|kind| kind.layout().letter);
    let allowed =
        FileKind::ALL.iter().flat_map(|kind| kind.layout().columns).flat_map(|column| column.allowed);
    let plain =
        ["\r\n", ",", "\"", "\"\"", "99999999", "00000000", "20240601", "0.5", "-1", "AA", "BK", "0", "9"];
    let mut words = texts(letters.chain(allowed.copied()).chain(plain));
    words.retain(|word| !word.is_empty());
    words.sort();
    words.dedup();
    words
}

/// The words in the form that libFuzzer reads.
pub fn to_text(words: &[Vec<u8>]) -> String {
    let line = |word: &Vec<u8>| {
        let bytes: String = word.iter().map(|byte| format!("\\x{byte:02X}")).collect();
        format!("\"{bytes}\"\n")
    };
    words.iter().map(line).collect()
}
