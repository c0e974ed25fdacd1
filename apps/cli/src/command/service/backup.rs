//! `shinsa service backup`, `restore` and `rekey`: what must not be lost, and the key without which it is.

use std::io::{BufReader, BufWriter};
use std::path::Path;

use anyhow::anyhow;
use model::Lang;
use server::place;
use server::settings::Fault;
use store::{KeyRing, Store};

use super::{Result, noted, now, open, said, settings};
use crate::args::service::{Backup, Rekey, Restore};
use crate::exit::{Done, io_cause, output_cause};

/// So many values of each column are sealed anew at once.
const AT_ONCE: i64 = 64;

/// Writes all rows as lines, whole or not at all, readable for its owner alone.
pub(super) async fn backup(options: &Backup, lang: Lang) -> Result<Done> {
    let path = &options.file;
    if path.exists() {
        return Err(Fault::new(
            format!("{}: すでにあります。別の名前にしてください", path.display()),
            format!("{}: is there already; name another one", path.display()),
        )
        .into());
    }
    let store = open(&options.which).await?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cannot = |error: &std::io::Error| anyhow!("{}: {}", path.display(), output_cause(error, lang));
    let file = tempfile::NamedTempFile::new_in(folder).map_err(|error| cannot(&error))?;
    let mut out = BufWriter::new(file);
    let dumped = store.dump(&mut out, now()).await?;
    let file = out.into_inner().map_err(|error| cannot(error.error()))?;
    file.as_file().sync_all().map_err(|error| cannot(&error))?;
    file.persist_noclobber(path).map_err(|error| cannot(&error.error))?;
    noted(&store, "store.backup", dumped.digest.clone()).await?;
    store.close().await;
    let (rows, digest) = (dumped.rows, dumped.digest);
    Ok(said(
        &format!("{rows}行を書きました（要約値 {digest}）。鍵のファイルは別に控えてください"),
        &format!("{rows} rows written (digest {digest}). Keep a copy of the key file elsewhere"),
        lang,
    ))
}

/// Puts a backup into an empty place, under the key that it was sealed with.
pub(super) async fn restore(options: &Restore, lang: Lang) -> Result<Done> {
    let (settings, place) = settings(&options.which)?;
    // A new key would open nothing of the backup: the old one must be there first.
    let path = place::key_file(&settings).ok_or_else(no_key)?;
    if !path.exists() {
        return Err(no_key().into());
    }
    let keys = KeyRing::open_file(&path)?;
    let file = std::fs::File::open(&options.file)
        .map_err(|error| anyhow!("{}: {}", options.file.display(), io_cause(&error, lang)))?;
    let store = Store::restore(&place, keys, &mut BufReader::new(file)).await?;
    noted(
        &store,
        "store.restore",
        options.file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
    )
    .await?;
    store.close().await;
    Ok(said("戻しました", "restored", lang))
}

fn no_key() -> Fault {
    Fault::new(
        "鍵のファイルがありません。控えた鍵を先に置いてください（新しい鍵では何も開けません）",
        "there is no key file: put the copy of the key there first (a new one opens nothing)",
    )
}

/// Makes a new key; the earlier ones stay in the file until nothing is sealed with them.
pub(super) async fn rekey(options: &Rekey, lang: Lang) -> Result<Done> {
    let (settings, place) = settings(&options.which)?;
    let path = place::key_file(&settings).ok_or_else(no_key)?;
    let keys = KeyRing::open_file(&path)?.with_new_key()?;
    // The file comes first: nothing is ever sealed with a key that could be lost.
    keys.replace_file(&path)?;
    let store = Store::open(&place, keys).await.map_err(Fault::of_store)?;
    let mut sealed = 0;
    loop {
        let done = store.reseal(AT_ONCE).await?;
        if done == 0 {
            break;
        }
        sealed += done;
    }
    noted(&store, "store.rekey", format!("{sealed} values")).await?;
    store.close().await;
    Ok(said(
        &format!("新しい鍵で{sealed}個の値の封をし直しました。鍵のファイルの控えを取り直してください"),
        &format!("{sealed} values were sealed with the new key. Make a new copy of the key file"),
        lang,
    ))
}
