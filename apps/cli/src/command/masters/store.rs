//! The store on disk: the imported files as they came, and the snapshot that is derived from them.
//!
//! `sources/<digest>.gz` holds each file, `sources.json` its names and the days of publication that were told (`kept`),
//! `masters.bin` the snapshot, `import.lock` keeps two imports apart. Everything is written beside its place, flushed and
//! renamed.

mod kept;

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use masters::{DatedBy, Masters, Report, Source, SourceSet};
use model::{Date, Lang, Text};
use review::session::Snapshot;

use crate::args::masters::Told;
use crate::command::revision;
use crate::exit::{Misused, io_cause};
use kept::Manifest;

const SNAPSHOT: &str = "masters.bin";
const MANIFEST: &str = "sources.json";
const SOURCES: &str = "sources";
const LOCK: &str = "import.lock";

/// Masters that were opened, and where they are from.
pub enum Opened {
    /// The embedded starter set.
    Starter,
    /// A store.
    Store(Box<Masters>, PathBuf),
    /// Those of the active revision, with its rules.
    Revision(Arc<Snapshot>),
}

impl Opened {
    /// The masters.
    pub fn masters(&self) -> &Masters {
        match self {
            Self::Starter => Masters::starter(),
            Self::Store(masters, _) => masters,
            Self::Revision(snapshot) => snapshot.masters(),
        }
    }

    /// A digest of what they say.
    pub fn digest(&self) -> anyhow::Result<String> {
        let dir = match self {
            Self::Starter => return Ok("starter".to_owned()),
            // The revision names its masters.
            Self::Revision(snapshot) => return Ok(snapshot.revision().to_string()),
            Self::Store(_, dir) => dir,
        };
        let path = dir.join(SNAPSHOT);
        let mut hasher = blake3::Hasher::new();
        File::open(&path)
            .and_then(|mut file| io::copy(&mut file, &mut hasher))
            .with_context(|| path.display().to_string())?;
        Ok(hasher.finalize().to_hex().to_string())
    }

    /// Where they are from, for people.
    pub fn name(&self, lang: Lang) -> String {
        match self {
            Self::Starter => Text::new("内蔵の見本（一部の抜粋）", "built-in starter set (an excerpt)")
                .in_lang(lang)
                .to_owned(),
            Self::Store(_, path) => path.display().to_string(),
            Self::Revision(snapshot) => revision::name(snapshot, lang),
        }
    }

    /// The active revision, where the masters are of it.
    pub const fn revision(&self) -> Option<&Arc<Snapshot>> {
        match self {
            Self::Revision(snapshot) => Some(snapshot),
            _ => None,
        }
    }
}

/// The folder that was asked for: the argument, else `masters` under `SHINSA_HOME`.
pub fn folder(asked: Option<&Path>) -> Option<PathBuf> {
    let home = || std::env::var_os("SHINSA_HOME").filter(|home| !home.is_empty());
    asked.map(Path::to_owned).or_else(|| home().map(|home| Path::new(&home).join("masters")))
}

/// Opens the masters that were asked for; without a store, the starter set, with a warning where SHINSA_HOME is set.
pub fn open(asked: Option<&Path>, lang: Lang) -> anyhow::Result<Opened> {
    let Some(dir) = folder(asked) else { return Ok(Opened::Starter) };
    if !dir.join(SNAPSHOT).exists() {
        return without_snapshot(asked, &dir, lang);
    }
    let path = dir.join(SNAPSHOT);
    let opened = File::open(&path).and_then(|file| {
        let length = file.metadata()?.len();
        masters::open_from(file, length)
    });
    match opened.map_err(|error| told(&path, &error, lang))? {
        Ok(masters) => Ok(Opened::Store(Box::new(masters), dir)),
        Err(error) => bail!("{}: {}", path.display(), error.message(lang)),
    }
}

/// A failure of the disk, in the words of the user.
fn told(path: &Path, error: &io::Error, lang: Lang) -> anyhow::Error {
    anyhow!("{}: {}", path.display(), io_cause(error, lang))
}

/// What a folder without a snapshot means: an error when it was named or holds files, else the starter set.
fn without_snapshot(asked: Option<&Path>, dir: &Path, lang: Lang) -> anyhow::Result<Opened> {
    let name = dir.display();
    if asked.is_some() || dir.join(MANIFEST).exists() || dir.join(SOURCES).exists() {
        let text = Text::new(
            "保管庫がありません。「shinsa masters import」で作成してください",
            "no store there: make one with `shinsa masters import`",
        );
        return Err(Misused(format!("{name}: {}", text.in_lang(lang))).into());
    }
    match lang {
        Lang::Ja => anstream::eprintln!(
            "注意: SHINSA_HOME に保管庫がありません（{name}）。内蔵の見本（一部の抜粋）を使います。「shinsa masters import」で作成してください"
        ),
        Lang::En => anstream::eprintln!(
            "warning: SHINSA_HOME holds no store ({name}): the built-in starter set (an excerpt) is used; make a store with `shinsa masters import`"
        ),
    }
    Ok(Opened::Starter)
}

/// Where an import goes. A new store is begun with the first file that is taken: nothing taken, nothing written.
pub struct Target<'a> {
    dir: &'a Path,
    lang: Lang,
    begun: Option<(Importing, SourceSet)>,
}

impl<'a> Target<'a> {
    /// Takes the lock of a store that is there.
    pub fn new(dir: &'a Path, lang: Lang) -> anyhow::Result<Self> {
        let there = dir.join(MANIFEST).exists();
        let begun = there.then(|| Importing::begin(dir, lang)).transpose()?;
        Ok(Self { dir, lang, begun })
    }

    /// Keeps a file that was taken; gives how it stands in the store now.
    pub fn add(&mut self, source: Source, bytes: &[u8], told: Option<Told>) -> anyhow::Result<Standing> {
        let (importing, set) = match &mut self.begun {
            Some(begun) => begun,
            none => none.insert(Importing::begin(self.dir, self.lang)?),
        };
        let source = importing.keep(source, bytes, told)?;
        let (published, dated_by) = (source.published(), source.dated_by());
        let told_before = importing.manifest.told_before(&source.digest_text());
        Ok(Standing { new: set.put(source), published, dated_by, told_before })
    }

    /// Writes the snapshot of all kept files; gives what was found between them and its size, `None` without files.
    pub fn finish(self) -> anyhow::Result<Option<(Report, u64)>> {
        let Some((importing, set)) = self.begun.filter(|(_, set)| !set.is_empty()) else { return Ok(None) };
        let (masters, report) = masters::build(&set);
        Ok(Some((report, importing.finish(&masters)?)))
    }
}

/// How a file that was taken stands in the store.
pub struct Standing {
    /// Whether the store did not have it.
    pub new: bool,
    /// The day of publication.
    pub published: Option<Date>,
    /// How that day is known.
    pub dated_by: DatedBy,
    /// The days that were told before and hold no more, the oldest first.
    pub told_before: Vec<Date>,
}

impl Standing {
    /// The day of publication in words, with what was told before.
    pub fn day(&self, lang: Lang) -> String {
        let day = self.published.map_or_else(|| "—".to_owned(), |day| day.to_string());
        let before = told_words(&self.told_before, lang);
        match lang {
            Lang::Ja => format!("{day}公表{before}"),
            Lang::En => format!("{day}{before}"),
        }
    }
}

/// The days that were told before and hold no more, in brackets; nothing where there are none.
pub fn told_words(before: &[Date], lang: Lang) -> String {
    let days: Vec<String> = before.iter().map(ToString::to_string).collect();
    match (lang, &*days) {
        (_, []) => String::new(),
        (Lang::Ja, days) => format!("（以前の指定: {}）", days.join("、")),
        (Lang::En, days) => format!(" (told before: {})", days.join(", ")),
    }
}

/// A store while files are taken into it; nobody else can import until it is dropped.
pub struct Importing {
    dir: PathBuf,
    lang: Lang,
    manifest: Manifest,
    _lock: File,
}

impl Importing {
    /// Takes the lock and reads what the store holds.
    pub fn begin(dir: &Path, lang: Lang) -> anyhow::Result<(Self, SourceSet)> {
        fs::create_dir_all(dir.join(SOURCES)).map_err(|error| told(dir, &error, lang))?;
        let lock = File::create(dir.join(LOCK)).map_err(|error| told(dir, &error, lang))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let text = Text::new("別の取込が実行中です", "another import is running");
                bail!("{}: {}", dir.display(), text.in_lang(lang))
            }
            Err(TryLockError::Error(error)) => return Err(told(dir, &error, lang)),
        }
        let importing = Self { dir: dir.to_owned(), lang, manifest: manifest(dir)?, _lock: lock };
        let set = importing.read_kept()?;
        Ok((importing, set))
    }

    /// Reads the kept files again; one that a newer version no longer takes is an error, not a loss.
    fn read_kept(&self) -> anyhow::Result<SourceSet> {
        let mut set = SourceSet::default();
        for digest in self.manifest.digests() {
            let path = self.path_of(digest);
            let mut bytes = Vec::new();
            let file = File::open(&path).map_err(|error| told(&path, &error, self.lang))?;
            GzDecoder::new(file).read_to_end(&mut bytes).map_err(|error| told(&path, &error, self.lang))?;
            set.put(self.read_again(digest, &bytes)?);
        }
        Ok(set)
    }

    /// A kept file under its names and with the day that holds.
    fn read_again(&self, digest: &str, bytes: &[u8]) -> anyhow::Result<Source> {
        match self.manifest.read(digest, bytes) {
            Ok(Some(source)) => Ok(source),
            Ok(None) => bail!("{}: {digest}", self.dir.join(MANIFEST).display()),
            Err(refusal) => bail!("{}: {}", self.path_of(digest).display(), refusal.message(self.lang)),
        }
    }

    fn path_of(&self, digest: &str) -> PathBuf {
        self.dir.join(SOURCES).join(format!("{digest}.gz"))
    }

    /// Keeps a file that was taken; gives it under its names and with the day that holds.
    pub fn keep(&mut self, source: Source, bytes: &[u8], told: Option<Told>) -> anyhow::Result<Source> {
        let digest = source.digest_text();
        let path = self.path_of(&digest);
        if !path.exists() {
            replace(&path, |file| {
                let mut packed = GzEncoder::new(file, Compression::fast());
                packed.write_all(bytes)?;
                packed.finish().map(drop)
            })?;
        }
        let alone = self.manifest.keep(&digest, source.name(), told);
        if alone { Ok(source) } else { self.read_again(&digest, bytes) }
    }

    /// Puts the new snapshot in place of the old one; gives its size.
    pub fn finish(self, masters: &Masters) -> anyhow::Result<u64> {
        let manifest = serde_json::to_vec_pretty(&self.manifest)?;
        replace(&self.dir.join(MANIFEST), |file| file.write_all(&manifest))?;
        let bytes = masters::encode(masters);
        replace(&self.dir.join(SNAPSHOT), |file| file.write_all(&bytes))?;
        Ok(bytes.len() as u64)
    }
}

/// The days that were told of a file of a store and hold no more; none where nothing is kept of them.
///
/// # Errors
/// What is kept of them cannot be read.
pub fn told_before(opened: &Opened) -> anyhow::Result<impl Fn(&str) -> Vec<Date> + use<>> {
    let kept = match opened {
        Opened::Store(_, dir) => manifest(dir)?,
        Opened::Starter | Opened::Revision(_) => Manifest::default(),
    };
    Ok(move |digest: &str| kept.told_before(digest))
}

fn manifest(dir: &Path) -> anyhow::Result<Manifest> {
    let path = dir.join(MANIFEST);
    if !path.exists() {
        return Ok(Manifest::default());
    }
    let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
    Manifest::parse(&bytes).with_context(|| path.display().to_string())
}

/// Writes a file beside its place, flushes it to the disk, and renames it: a reader sees the old one or the new one.
fn replace(path: &Path, write: impl FnOnce(&mut File) -> std::io::Result<()>) -> anyhow::Result<()> {
    let dir = path.parent().unwrap_or_else(|| Path::new("."));
    let mut file = shared().tempfile_in(dir).with_context(|| dir.display().to_string())?;
    write(file.as_file_mut())
        .and_then(|()| file.as_file().sync_all())
        .with_context(|| path.display().to_string())?;
    file.persist(path).with_context(|| path.display().to_string())?;
    Ok(())
}

/// A temporary file with the permissions of an ordinary one, as the umask has it: a store is there to be shared.
#[cfg(unix)]
fn shared() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn shared() -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}
