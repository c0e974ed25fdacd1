//! From the body of a request to the bytes of one claim file: unpacked where it is packed, never more than the limit.
//!
//! A packed file says nothing true of its size: it is counted while it is unpacked, and given up beyond the limit.

use std::io::{Cursor, Read};

use sources::{SourceError, Stream};

use super::held::Room;
use super::{Code, Problem};

/// So many bytes are unpacked before room for them is asked for.
const PART: u64 = 1 << 20;

/// Why a body gave no claim file.
enum Fault {
    Damaged,
    TooLarge,
    Several,
    NoRoom(Problem),
}

impl From<SourceError> for Fault {
    fn from(_: SourceError) -> Self {
        Self::Damaged
    }
}

/// The one claim file of a body, at most `most` bytes; its room is that of the unpacked file then.
///
/// # Errors
/// It is damaged, too large, or a zip of several files, or there is no room for it at the moment.
pub fn one_file(body: Vec<u8>, most: usize, room: &mut Room) -> Result<Vec<u8>, Problem> {
    if !is_packed(&body) {
        return if body.len() > most { Err(told(Fault::TooLarge, most)) } else { Ok(body) };
    }
    let packed = body.len();
    // What would never have room is too large, however long somebody waits.
    let most = most.min(room.most().saturating_sub(packed));
    let mut found: Option<Vec<u8>> = None;
    let read = sources::each_stream_in("", Cursor::new(body), |stream: Stream<'_>| {
        if found.is_some() {
            return Err(Fault::Several);
        }
        found = Some(unpacked(stream, most, |bytes| room.grow(packed.saturating_add(bytes)))?);
        Ok(())
    });
    read.map_err(|fault| told(fault, most))?;
    let found = found.ok_or_else(|| told(Fault::Damaged, most))?;
    room.shrink(found.len());
    Ok(found)
}

/// All of a stream, while there is room for it.
fn unpacked(
    stream: Stream<'_>,
    most: usize,
    mut grow: impl FnMut(usize) -> Result<(), Problem>,
) -> Result<Vec<u8>, Fault> {
    let (mut from, mut bytes) = (stream.bytes, Vec::new());
    while Read::take(&mut from, PART).read_to_end(&mut bytes).map_err(|_| Fault::Damaged)? > 0 {
        if bytes.len() > most {
            return Err(Fault::TooLarge);
        }
        grow(bytes.len()).map_err(Fault::NoRoom)?;
    }
    Ok(bytes)
}

fn is_packed(body: &[u8]) -> bool {
    body.starts_with(b"PK") || body.starts_with(b"\x1F\x8B")
}

fn told(fault: Fault, most: usize) -> Problem {
    let mib = most >> 20;
    match fault {
        Fault::NoRoom(problem) => problem,
        Fault::Damaged => Problem::new(
            Code::Unreadable,
            "圧縮ファイルが壊れているか、中にファイルがありません",
            "the packed file is damaged, or there is no file in it",
        ),
        Fault::TooLarge => Problem::new(
            Code::TooLarge,
            // Parts of a filing would be judged without its sums, and the last one alone would count as what was filed.
            format!(
                "展開すると{mib}MiBを超えます。サーバーの管理者に limits.unpacked_mib と limits.held_mib を大きくしてもらってください"
            ),
            format!(
                "unpacked it has more than {mib} MiB: whoever runs the service has to raise limits.unpacked_mib and limits.held_mib"
            ),
        ),
        Fault::Several => Problem::new(
            Code::Unreadable,
            "圧縮ファイルにいくつものファイルがあります。一つずつ送ってください",
            "the packed file holds several files: send them one by one",
        ),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test panics")]

    use std::io::{Cursor, Write};

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::{Code, Problem};
    use crate::web::Held;

    fn one_file(body: Vec<u8>, most: usize) -> Result<Vec<u8>, Problem> {
        let mut room = Held::new(8).take(body.len()).unwrap();
        super::one_file(body, most, &mut room)
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn plain_and_packed_give_the_same() {
        assert_eq!(one_file(b"IR,1".to_vec(), 100).unwrap(), b"IR,1");
        assert_eq!(one_file(gzip(b"IR,1"), 100).unwrap(), b"IR,1");
        assert_eq!(one_file(zip(&[("a/", b""), ("a/b.UKE", b"IR,1")]), 100).unwrap(), b"IR,1");
    }

    #[test]
    fn a_bomb_is_given_up_at_the_limit() {
        let zeros = vec![0_u8; 50 << 20];
        for bomb in [gzip(&zeros), zip(&[("a", &zeros)]), zip(&[("a", &gzip(&zeros))])] {
            assert!(bomb.len() < 1 << 20);
            assert_eq!(one_file(bomb, 1 << 20).unwrap_err().code, Code::TooLarge);
        }
        assert_eq!(one_file(vec![b' '; 11], 10).unwrap_err().code, Code::TooLarge);
    }

    #[test]
    fn what_is_unpacked_has_room_or_is_told() {
        let held = Held::new(4);
        let packed = gzip(&vec![b'0'; (2 << 20) + 5]);
        let mut room = held.take(1).unwrap();
        let other = held.take(2 << 20).unwrap();
        assert_eq!(super::one_file(packed.clone(), 4 << 20, &mut room).unwrap_err().code, Code::Busy);
        drop((room, other));
        let mut room = held.take(1).unwrap();
        assert_eq!(super::one_file(packed, 4 << 20, &mut room).unwrap().len(), (2 << 20) + 5);
        assert!(held.take(2 << 20).is_err() && held.take(1 << 20).is_ok(), "three of four are held");
        let never = gzip(&vec![b'0'; 5 << 20]);
        let told = super::one_file(never, 8 << 20, &mut room).unwrap_err();
        assert_eq!(told.code, Code::TooLarge, "there never is so much room");
    }

    #[test]
    fn what_is_damaged_or_several_is_told() {
        let whole = gzip(b"IR,1 and much more of it");
        let cut = whole.get(..whole.len() - 9).unwrap().to_vec();
        for body in [cut, b"PK\x03\x04rubbish".to_vec(), zip(&[]), zip(&[("a", b"1"), ("b", b"2")])] {
            assert_eq!(one_file(body, 100).unwrap_err().code, Code::Unreadable);
        }
    }
}
