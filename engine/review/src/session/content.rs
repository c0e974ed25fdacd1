//! What a revision is made of, once its signature and its digests were verified.

use std::fmt;
use std::sync::Arc;

use masters::Masters;

/// The name of a revision: the digest of everything in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevisionId(pub [u8; 32]);

impl RevisionId {
    /// The first twelve digits: enough to tell revisions apart on a screen.
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

impl fmt::Display for RevisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for RevisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.short())
    }
}

/// Which revision it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its digest.
    pub id: RevisionId,
    /// Its place in the order of revisions.
    pub number: u64,
    /// What its makers call it.
    pub name: String,
    /// The digest of its masters: revisions with the same one may share them.
    pub masters: RevisionId,
}

/// A rule file.
#[derive(Clone, Debug)]
pub struct RuleText {
    /// Its path in the revision.
    pub path: String,
    /// What it says.
    pub text: String,
}

impl AsRef<str> for RuleText {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// A file of settings; only who asks for it knows what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name, such as `routing.toml`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Everything a snapshot is made of.
#[derive(Clone, Debug)]
pub struct Content {
    /// Which revision it is.
    pub origin: Origin,
    /// Rules and overlays, in the order of their paths.
    pub rules: Vec<RuleText>,
    /// The masters; revisions with the same ones may share them.
    pub masters: Arc<Masters>,
    /// Settings, in the order of their names.
    pub settings: Vec<Setting>,
}
