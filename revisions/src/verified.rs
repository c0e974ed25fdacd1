//! A bundle whose signature was verified becomes the content of a revision.

use std::sync::Arc;

use dsl::Message;
use masters::Masters;
use model::Lang;
use review::session::{Content, Failure, Origin, RevisionId, RuleText, Setting, Snapshot, Stage};

use crate::bundle::Bundle;
use crate::error::{Error, Result};
use crate::keys::{Signer, Trust};
use crate::manifest::{self, MASTERS, Manifest, Part};

/// A bundle that somebody who is trusted here signed.
#[derive(Clone, Debug)]
pub struct Verified {
    bundle: Bundle,
    signer: Signer,
}

impl Verified {
    /// Asks who signed a bundle.
    ///
    /// # Errors
    /// Nobody whom we trust.
    pub fn new(bundle: Bundle, trust: &Trust) -> Result<Self> {
        let signer = trust.who(bundle.signature(), bundle.signed())?;
        Ok(Self { bundle, signer })
    }

    /// A revision that was activated here: trust was asked then, the signature is held against it again.
    ///
    /// # Errors
    /// The signature is not of this content.
    pub(crate) fn again(bundle: Bundle, signer: Signer) -> Result<Self> {
        let same = bundle.signature().is_of(bundle.signed()) && bundle.signature().key_name() == signer.key;
        if same {
            return Ok(Self { bundle, signer });
        }
        Err(Error::refused(
            Stage::Signature,
            "保管した改訂の署名が内容と合いません（書き換えられています）",
            "the signature of the kept revision is not of its content: it was changed",
        ))
    }

    /// The name of the revision.
    pub fn id(&self) -> RevisionId {
        self.bundle.id()
    }

    /// Who signed it.
    pub const fn signer(&self) -> &Signer {
        &self.signer
    }

    /// What it holds.
    pub const fn manifest(&self) -> &Manifest {
        self.bundle.manifest()
    }

    /// The bundle.
    pub const fn bundle(&self) -> &Bundle {
        &self.bundle
    }

    /// Opens what is inside; masters that a revision at hand has open already are shared with it.
    ///
    /// # Errors
    /// The masters cannot be opened, or a rule file is no text.
    pub fn content(self, at_hand: Option<&Snapshot>) -> Result<Content> {
        let none = || Error::refused(Stage::Masters, "マスターがありません", "there are no masters in it");
        let label = self.manifest().label();
        let entry = self.manifest().files().iter().find(|entry| entry.path == MASTERS).ok_or_else(none)?;
        let digest = manifest::digest_of(&entry.blake3)?;
        let origin = Origin { id: self.id(), number: label.number, name: label.name, masters: digest };
        let (mut rules, mut settings) = (Vec::new(), Vec::new());
        let mut masters = at_hand.and_then(|snapshot| snapshot.share_masters(&digest));
        for (entry, bytes) in self.bundle.into_files() {
            match manifest::part_of(&entry.path)? {
                Part::Rule(path) => rules.push(rule(path, bytes)?),
                Part::Setting(name) => settings.push(Setting { name: name.to_owned(), bytes }),
                Part::Masters if masters.is_some() => {}
                Part::Masters => masters = Some(Arc::new(open(&bytes)?)),
            }
        }
        let masters = masters.ok_or_else(none)?;
        Ok(Content { origin, rules, masters, settings })
    }
}

fn rule(path: &str, bytes: Vec<u8>) -> Result<RuleText> {
    let text = String::from_utf8(bytes).map_err(|_| {
        Error::refused(
            Stage::Parse,
            format!("{path}: UTF-8の文字ではありません"),
            format!("{path}: this is no UTF-8 text"),
        )
    })?;
    Ok(RuleText { path: path.to_owned(), text })
}

fn open(bytes: &[u8]) -> Result<Masters> {
    masters::open(bytes).map_err(|error| {
        let what = Message::new(
            format!("{}。この版の shinsa で改訂を作り直してください", error.message(Lang::Ja)),
            format!("{}; make the revision anew with this program", error.message(Lang::En)),
        );
        Error::from(Failure { stage: Stage::Masters, what, details: Vec::new() })
    })
}
