//! From bytes to text: CP932 as published, UTF-8 recognised.

use std::borrow::Cow;

/// The end-of-file code of old text files.
const EOF: u8 = 0x1A;

/// Decodes a file. Bytes that are no text become U+FFFD, which the checks report with line and item.
///
/// Valid UTF-8 is taken as such: CP932 text with a kanji or half-width kana in it is practically never valid UTF-8.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_suffix(&[EOF]).unwrap_or(bytes);
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::SHIFT_JIS.decode_without_bom_handling(bytes).0,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn both_encodings_are_read() {
        assert_eq!(decode("初診料".as_bytes()), "初診料");
        let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode("初診料①ｼｮｼﾝ");
        assert_eq!(decode(&cp932), "初診料①ｼｮｼﾝ");
        assert_eq!(decode(b"\"0\"\r\n\x1A"), "\"0\"\r\n");
    }
}
