//! A file becomes one named stream of bytes, or several when it is a zip.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use crate::SourceError;

/// Bytes with a name.
pub struct Stream<'a> {
    /// The path, or `a.zip!/b.UKE` for a member of a zip.
    pub name: String,
    /// The unpacked bytes.
    pub bytes: &'a mut dyn Read,
}

/// Gives every stream of a file to `each`: the file itself, its unpacked bytes when it is gzip, its members when it is
/// a zip (folders in it left out). A member that is gzip is unpacked too; one that cannot be opened (it has a password)
/// is given as bytes that break at once, so that it is told by its name and those after it are read.
///
/// # Errors
/// The file cannot be opened, or is a damaged zip; what `each` says is passed on at once.
pub fn each_stream<E: From<SourceError>>(
    path: &Path,
    each: impl FnMut(Stream<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let name = path.display().to_string();
    let failed = |cause: io::Error| SourceError::new(name.clone(), cause);
    if path.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()).into());
    }
    let file = File::open(path).map_err(failed)?;
    each_stream_in(&name, file, each)
}

/// The same of what was opened elsewhere, under a name.
///
/// # Errors
/// Those of [`each_stream`].
pub fn each_stream_in<E: From<SourceError>>(
    name: &str,
    mut source: impl Read + Seek,
    mut each: impl FnMut(Stream<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let failed = |cause: io::Error| SourceError::new(name, cause);
    let head = head(&mut source).map_err(failed)?;
    if is_zip(&head) {
        source.seek(SeekFrom::Start(0)).map_err(failed)?;
        return each_member(name, source, each);
    }
    let mut whole = io::Cursor::new(head).chain(source);
    unpacked(name.to_owned(), &mut whole, &mut each)
}

/// The same, where `-` is the standard input.
///
/// # Errors
/// Those of [`each_stream`].
pub fn each_stream_or_stdin<E: From<SourceError>>(
    path: &Path,
    each: impl FnMut(Stream<'_>) -> Result<(), E>,
) -> Result<(), E> {
    if path == Path::new("-") { open_stdin(each) } else { each_stream(path, each) }
}

/// Gives standard input to `each`, unpacked when it is gzip, its members when it is a zip.
///
/// The list of a zip stands at its end, so a zip goes through a temporary file.
///
/// # Errors
/// Standard input or the temporary file fail; what `each` says.
pub fn open_stdin<E: From<SourceError>>(mut each: impl FnMut(Stream<'_>) -> Result<(), E>) -> Result<(), E> {
    let failed = |cause: io::Error| SourceError::new("-", cause);
    let mut input = io::stdin().lock();
    let head = head(&mut input).map_err(failed)?;
    let zipped = is_zip(&head);
    let mut whole = io::Cursor::new(head).chain(input);
    if zipped {
        let mut file = tempfile::tempfile().map_err(failed)?;
        io::copy(&mut whole, &mut file).map_err(failed)?;
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        return each_member("-", file, each);
    }
    unpacked("-".to_owned(), &mut whole, &mut each)
}

fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

fn head(source: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(4);
    source.take(4).read_to_end(&mut head)?;
    Ok(head)
}

/// Passes bytes on, unpacked when they are gzip.
fn unpacked<E>(
    name: String,
    source: &mut dyn Read,
    each: &mut impl FnMut(Stream<'_>) -> Result<(), E>,
) -> Result<(), E> {
    // PERF: small, so that who asks for more than it holds is given the bytes at once, not by way of it (6 % of a check).
    let mut source = BufReader::with_capacity(1 << 13, source);
    let packed = io::BufRead::fill_buf(&mut source).is_ok_and(|bytes| bytes.starts_with(b"\x1F\x8B"));
    if packed {
        each(Stream { name, bytes: &mut MultiGzDecoder::new(source) })
    } else {
        each(Stream { name, bytes: &mut source })
    }
}

fn each_member<E: From<SourceError>>(
    name: &str,
    file: impl Read + Seek,
    mut each: impl FnMut(Stream<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|cause| SourceError::new(name, cause))?;
    let mut order: Vec<(String, usize)> = (0..archive.len())
        .filter_map(|i| {
            // A name that cannot be decoded does not keep its member from being read.
            let name = archive
                .name_for_index(i)?
                .map_or_else(|_| format!("#{}", i + 1), std::borrow::Cow::into_owned);
            Some((name, i))
        })
        .filter(|(name, _)| !name.ends_with('/'))
        .collect();
    order.sort();
    for (member, index) in order {
        let full = format!("{name}!/{member}");
        match archive.by_index(index) {
            Ok(mut bytes) => unpacked(full, &mut bytes, &mut each)?,
            Err(cause) => each(Stream { name: full, bytes: &mut Breaks::at_once(cause.into()) })?,
        }
    }
    Ok(())
}

/// Bytes that cannot be had.
struct Breaks {
    kind: io::ErrorKind,
    cause: String,
}

impl Breaks {
    fn at_once(error: io::Error) -> Self {
        // Whoever reads again after an interruption would do so for ever.
        let interrupted = error.kind() == io::ErrorKind::Interrupted;
        let kind = if interrupted { io::ErrorKind::Other } else { error.kind() };
        Self { kind, cause: error.to_string() }
    }
}

impl Read for Breaks {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::new(self.kind, self.cause.clone()))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::each_stream;
    use crate::SourceError;

    fn read_all(path: &std::path::Path) -> Result<Vec<(String, String)>, SourceError> {
        let mut seen = Vec::new();
        each_stream(path, |stream| {
            let mut text = String::new();
            let read = stream.bytes.read_to_string(&mut text);
            read.map_err(|cause| SourceError::new(stream.name.clone(), cause))?;
            seen.push((stream.name.rsplit('/').next().unwrap_or_default().to_owned(), text));
            Ok::<(), SourceError>(())
        })?;
        Ok(seen)
    }

    #[test]
    fn packing_is_recognised_by_content() -> Result<(), Box<dyn std::error::Error>> {
        let dir = tempfile::tempdir()?;
        let plain = dir.path().join("plain.UKE");
        std::fs::write(&plain, "IR,1")?;
        assert_eq!(read_all(&plain)?, [("plain.UKE".to_owned(), "IR,1".to_owned())]);

        let gzip = dir.path().join("gzip.UKE");
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"IR,2")?;
        std::fs::write(&gzip, packed.finish()?)?;
        assert_eq!(read_all(&gzip)?, [("gzip.UKE".to_owned(), "IR,2".to_owned())]);

        let zipped = dir.path().join("month.bin");
        let mut archive = zip::ZipWriter::new(std::fs::File::create(&zipped)?);
        for name in ["b.UKE", "a.UKE"] {
            archive.start_file(name, zip::write::SimpleFileOptions::default())?;
            archive.write_all(name.as_bytes())?;
        }
        archive.finish()?;
        let seen = read_all(&zipped)?;
        assert_eq!(
            seen.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect::<Vec<_>>(),
            [("a.UKE", "a.UKE"), ("b.UKE", "b.UKE")]
        );
        Ok(())
    }

    #[test]
    fn a_member_that_cannot_be_opened_is_named_and_the_others_are_read()
    -> Result<(), Box<dyn std::error::Error>> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("month.zip");
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for name in ["a.UKE", "b.UKE", "c.UKE"] {
            archive.start_file(name, zip::write::SimpleFileOptions::default())?;
            archive.write_all(name.as_bytes())?;
        }
        let mut bytes = archive.finish()?.into_inner();
        // The list at the end says of the second that it has a password.
        let listed = |at: &usize| bytes.get(*at..).is_some_and(|rest| rest.starts_with(b"PK\x01\x02"));
        let second = (0..bytes.len()).filter(listed).nth(1).ok_or("the list of the zip")?;
        *bytes.get_mut(second + 8).ok_or("its marks")? |= 1;
        std::fs::write(&path, bytes)?;
        let mut seen = Vec::new();
        each_stream(&path, |stream| {
            let mut text = String::new();
            let read = stream.bytes.read_to_string(&mut text);
            seen.push((stream.name.rsplit('/').next().unwrap_or_default().to_owned(), read.is_ok()));
            Ok::<(), SourceError>(())
        })?;
        let seen: Vec<_> = seen.iter().map(|(name, read)| (name.as_str(), *read)).collect();
        assert_eq!(seen, [("a.UKE", true), ("b.UKE", false), ("c.UKE", true)]);
        Ok(())
    }

    #[test]
    fn a_damaged_zip_is_an_error_that_names_it() -> Result<(), Box<dyn std::error::Error>> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("bad.zip");
        std::fs::write(&path, b"PK\x03\x04nothing")?;
        let error = read_all(&path).err().ok_or("a damaged zip was read")?;
        assert!(error.to_string().contains("bad.zip"));
        Ok(())
    }
}
