//! The official masters, read from the folder that SHINSA_SHARED names.

use std::path::Path;

use masters::{Masters, SourceSet};
use sources::{SourceError, Stream};

/// Every official file that can be taken, or `None` (and a word about it) when nobody says where they are.
pub fn sources() -> Option<SourceSet> {
    let Some(shared) = std::env::var_os("SHINSA_SHARED").filter(|v| !v.is_empty()) else {
        println!("skipped: SHINSA_SHARED does not name the folder of the official data");
        return None;
    };
    Some(read_all(&Path::new(&shared).join("masters")))
}

/// The masters of all official files.
pub fn masters() -> Option<Masters> {
    sources().map(|set| masters::build(&set).0)
}

/// The bytes of the store that `shinsa masters import` made in a folder.
///
/// # Panics
/// When there is no store: there is nothing to measure then.
pub fn store_bytes(folder: impl AsRef<Path>) -> Vec<u8> {
    std::fs::read(folder.as_ref().join("masters.bin")).expect("a store")
}

/// The masters of the store in a folder.
///
/// # Panics
/// When there is no store of this version: there is nothing to measure then.
pub fn store(folder: impl AsRef<Path>) -> Masters {
    masters::open(&store_bytes(folder)).expect("a store of this version")
}

/// The masters of the store whose folder SHINSA_MASTERS names.
pub fn named_store() -> Option<Masters> {
    std::env::var_os("SHINSA_MASTERS").filter(|v| !v.is_empty()).map(store)
}

/// Every file below a folder that is a master; what is not taken yet is left out.
///
/// # Panics
/// When the folder or a file cannot be read: there is nothing to measure then.
pub fn read_all(folder: &Path) -> SourceSet {
    let (mut set, above) = (SourceSet::default(), format!("{}/", folder.display()));
    for found in sources::walk(&[folder.to_owned()]).expect("the folder of the official data can be read") {
        let take = |stream: Stream<'_>| -> Result<(), SourceError> {
            let mut bytes = Vec::new();
            stream.bytes.read_to_end(&mut bytes).expect("an official file can be read");
            let name = stream.name.strip_prefix(&above).unwrap_or(&stream.name);
            if let Ok(source) = masters::read(name, &bytes, None) {
                set.add(source);
            }
            Ok(())
        };
        sources::each_stream(&found.path, take).expect("an official file can be opened");
    }
    set
}
