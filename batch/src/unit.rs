//! One unit of work: some files, one part of the patients, one revision of rules in; segments and counts out.
//!
//! Nothing else is read, and what is remembered from file to file changes nothing that comes out, so a unit may run on any
//! machine, and twice.

use std::collections::BTreeMap;
use std::fs;
use std::time::Instant;

use ::history::{History, Partition};
use intake::file::Refusals;
use review::{Config, Idle, Outcome, review_with};
use serde::{Deserialize, Serialize};
use sources::SourceError;

use crate::counts::Counts;
use crate::error::BatchError;
use crate::folder::{Folder, write_whole};
use crate::plan::Input;
use crate::progress::Progress;
use crate::render::{Rendered, Rows};
use crate::run::Stream;
use crate::screen::{Revision, Settings};
use crate::segment::{KINDS, Key, Writer};

/// What came of a unit; where it stands, the segments beside it are whole.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    pub streams: Vec<Stream>,
    pub counts: Counts,
    /// How long it took: for people, no part of the result.
    pub milliseconds: u64,
}

pub(crate) fn segment_name(unit: usize, part: u64, kind: &str) -> String {
    format!("{unit:06}-{part:04}.{kind}")
}

/// What a unit works with.
pub(crate) struct Work<'a> {
    pub folder: &'a Folder,
    pub revision: &'a Revision<'a>,
    pub settings: &'a Settings,
    pub history: Option<&'a History>,
    pub partition: Partition,
    pub progress: &'a Progress,
    /// What judging remembers: files are small, and each would learn it anew.
    pub idle: &'a Idle,
}

impl Work<'_> {
    /// What an earlier run left of a unit, if it is whole.
    pub(crate) fn done(&self, unit: usize) -> Option<Record> {
        let path = self.folder.work(&segment_name(unit, self.partition.part, "json"));
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    /// Does a unit.
    pub(crate) fn run(&self, unit: usize, inputs: &[Input]) -> Result<Record, BatchError> {
        let began = Instant::now();
        let mut refused = Refused::new();
        let mut record = loop {
            let (record, turned_out) = self.attempt(unit, inputs, &refused)?;
            if turned_out == refused {
                break record;
            }
            // Who turns out at the end of a file to be one whose claims cannot be received: none of the receipts are.
            refused = turned_out;
        };
        record.milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let path = self.folder.work(&segment_name(unit, self.partition.part, "json"));
        write_whole(&path, |to| serde_json::to_writer(to, &record).map_err(Into::into))?;
        Ok(record)
    }

    fn attempt(
        &self,
        unit: usize,
        inputs: &[Input],
        refused: &Refused,
    ) -> Result<(Record, Refused), BatchError> {
        let name = |kind: &str| self.folder.work(&segment_name(unit, self.partition.part, kind));
        let [receipts, findings, defects] = KINDS;
        let mut out = Out {
            writers: [
                Writer::create(name(receipts))?,
                Writer::create(name(findings))?,
                Writer::create(name(defects))?,
            ],
            record: Record::default(),
            refused: Refused::new(),
        };
        for input in inputs {
            self.file(input, refused, &mut out)?;
        }
        out.writers.into_iter().try_for_each(Writer::finish)?;
        Ok((out.record, out.refused))
    }

    fn file(&self, input: &Input, refused: &Refused, out: &mut Out) -> Result<(), BatchError> {
        let called = |name: &str| match &input.name {
            Some(own) => name.replacen(&input.path.display().to_string(), own, 1),
            None => name.to_owned(),
        };
        let read = input.each_stream(|stream| {
            self.stream(&called(&stream.name), stream.bytes, refused, out).map_err(Failed::Run)
        });
        match read {
            Ok(()) => Ok(()),
            Err(Failed::Run(error)) => Err(error),
            Err(Failed::Source(error)) => {
                let broken = Some((self.settings.io_cause)(&error.cause));
                out.record.streams.push(Stream { file: called(&error.name), broken, ..Stream::default() });
                Ok(())
            }
        }
    }

    fn stream(
        &self,
        name: &str,
        bytes: &mut dyn std::io::Read,
        refused: &Refused,
        out: &mut Out,
    ) -> Result<(), BatchError> {
        let at = out.record.streams.len() as u32;
        let rows = Rows {
            file: name,
            lang: self.settings.lang,
            masters: self.revision.masters,
            returns: self.revision.returns,
            single: self.partition.of > 1,
            defects: self.partition.part == 0,
        };
        let config = Config {
            content: self.settings.content(),
            rules: Some(self.revision.book),
            branches: self.revision.branches,
            history: self.history,
            institutions: Some(&self.settings.institutions),
            eligibility: self.revision.eligibility,
            routing: Some(self.revision.routing),
            partition: self.partition,
            refused: refused.get(name),
            idle: Some(self.idle),
            ..Config::default()
        };
        let mut hashed = Hashed::new(bytes);
        let mut first = 1;
        let reviewed = review_with(
            &mut hashed,
            self.revision.masters,
            config,
            |part| rows.of(part),
            |part, rendered| {
                let len = part.batch.map_or(0, |batch| batch.bytes.len() as u64);
                self.progress.add(rendered.settled, len);
                first = part.batch.map_or(first, |batch| batch.receipts_before + 1);
                out.part((at, first), &rendered)
            },
        )?;
        let Outcome { summary, broken, refused: turned_out } = reviewed;
        out.record.streams.push(Stream {
            file: name.to_owned(),
            bytes: summary.bytes,
            digest: hashed.digest(),
            lines: summary.lines,
            receipts: summary.receipts,
            broken: broken.map(|error| (self.settings.io_cause)(&error)),
            refused: turned_out.any(),
        });
        if turned_out.any() {
            out.refused.insert(name.to_owned(), turned_out);
        }
        Ok(())
    }
}

/// Whose claims cannot be received, by the file that they stand in.
type Refused = BTreeMap<String, Refusals>;

/// What a unit has so far.
struct Out {
    writers: [Writer; 3],
    record: Record,
    refused: Refused,
}

impl Out {
    fn part(&mut self, key: Key, rendered: &Rendered) -> Result<(), BatchError> {
        self.record.counts.add(&rendered.counts);
        let [receipts, findings, defects] = &mut self.writers;
        defects.frame(key, &rendered.defects)?;
        if rendered.ends.is_empty() {
            receipts.frame(key, &rendered.receipts)?;
            return findings.frame(key, &rendered.findings);
        }
        let (mut from, mut from_finding) = (0, 0);
        for &(seq, end, end_finding) in &rendered.ends {
            receipts.frame((key.0, seq), rendered.receipts.get(from..end).unwrap_or_default())?;
            findings
                .frame((key.0, seq), rendered.findings.get(from_finding..end_finding).unwrap_or_default())?;
            (from, from_finding) = (end, end_finding);
        }
        Ok(())
    }
}

enum Failed {
    Run(BatchError),
    Source(SourceError),
}

impl From<SourceError> for Failed {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

/// Bytes with their digest, as they come by.
pub(crate) struct Hashed<'a> {
    bytes: &'a mut dyn std::io::Read,
    hasher: blake3::Hasher,
}

impl<'a> Hashed<'a> {
    pub(crate) fn new(bytes: &'a mut dyn std::io::Read) -> Self {
        Self { bytes, hasher: blake3::Hasher::new() }
    }

    /// The digest of what came by.
    pub(crate) fn digest(&self) -> String {
        self.hasher.finalize().to_hex().to_string()
    }
}

impl std::io::Read for Hashed<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let n = self.bytes.read(to)?;
        self.hasher.update(to.get(..n).unwrap_or_default());
        Ok(n)
    }
}
