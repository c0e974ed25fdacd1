//! Texts kept once: every cell of every master is a number into this pool.

use std::collections::HashMap;

/// The number of a text; 0 is the empty text.
pub(crate) type TextId = u32;

/// A pool that grows while masters are imported.
#[derive(Clone, Debug)]
pub(crate) struct PoolBuilder {
    ids: HashMap<Box<str>, TextId>,
    texts: Vec<Box<str>>,
}

impl PoolBuilder {
    /// A pool with the empty text only.
    pub(crate) fn new() -> Self {
        let mut pool = Self { ids: HashMap::new(), texts: Vec::new() };
        pool.intern("");
        pool
    }

    /// The number of a text, new or known.
    pub(crate) fn intern(&mut self, text: &str) -> TextId {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let id = u32::try_from(self.texts.len()).unwrap_or(0);
        self.ids.insert(text.into(), id);
        self.texts.push(text.into());
        id
    }

    /// The text of a number.
    pub(crate) fn get(&self, id: TextId) -> &str {
        self.texts.get(id as usize).map_or("", |t| t)
    }
}

/// A finished pool: one run of UTF-8 and where each text ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pool {
    pub(crate) bytes: String,
    pub(crate) ends: Vec<u32>,
}

impl Pool {
    /// Adds a text; the caller keeps texts unique.
    pub(crate) fn push(&mut self, text: &str) -> TextId {
        let id = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.bytes.push_str(text);
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        id
    }

    /// The text of a number; empty when there is none.
    pub(crate) fn get(&self, id: TextId) -> &str {
        let end = self.ends.get(id as usize).copied().unwrap_or(0) as usize;
        let start = id.checked_sub(1).and_then(|i| self.ends.get(i as usize)).copied().unwrap_or(0) as usize;
        self.bytes.get(start..end).unwrap_or("")
    }
}
