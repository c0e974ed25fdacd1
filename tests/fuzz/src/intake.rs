//! The intake: what it says of a file does not depend on how the file was cut into batches.

use tests::batches;

/// Tries one file, behind an institution whose name tells how the file is encoded.
pub fn run(file: &[u8]) {
    let file = [b"IR,1,13,1,1234567,,\x8C\xA9\x96{,202406,00,\r\n", file].concat();
    let size = file.iter().fold(1, |n: usize, &b| (n * 31 + usize::from(b)) % 1024) + 1;
    batches::check(&file, size);
}
