//! Where the store and the key that seals it are, by the settings: what they name, else a file in the home.

use std::path::PathBuf;

use store::{KeyRing, Place, Store};

use crate::settings::Settings;

const DATABASE: &str = "service.db";
const KEY: &str = "service.key";

/// Where the store is; `None` where nothing outlives the process.
pub fn database(settings: &Settings) -> Option<Place> {
    let in_home = || Some(Place::File(settings.home.as_ref()?.join(DATABASE)));
    settings.database.as_deref().map(Place::parse).or_else(in_home)
}

/// The file of the sealing key.
pub fn key_file(settings: &Settings) -> Option<PathBuf> {
    settings.key_file.clone().or_else(|| Some(settings.home.as_ref()?.join(KEY)))
}

/// The sealing key: a file that is named must be there, that of the home is made at the first start.
///
/// # Errors
/// The file cannot be read or made.
pub fn keys(settings: &Settings) -> store::Result<KeyRing> {
    match (&settings.key_file, key_file(settings)) {
        (Some(named), _) => KeyRing::open_file(named),
        (None, Some(path)) => KeyRing::open_or_make(&path),
        (None, None) => KeyRing::random(),
    }
}

/// The store of the settings, or one in memory.
///
/// # Errors
/// It or its key cannot be opened.
pub async fn open(settings: &Settings) -> store::Result<Store> {
    match database(settings) {
        Some(place) => {
            if !settings.allow_plain_database {
                place.must_be_guarded()?;
            }
            Store::open(&place, keys(settings)?).await
        }
        None => Store::in_memory().await,
    }
}
