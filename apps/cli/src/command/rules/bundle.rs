//! `shinsa rules bundle`: rules, overlays, masters and settings become one signed revision.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::anyhow;
use model::Lang;
use revisions::gather::Gathered;
use revisions::{Bundle as Made, Label, keys};

use crate::args::rules::revision::Bundle;
use crate::command::masters::store;
use crate::command::revision::or_told;
use crate::exit::{Done, output_cause};
use crate::output::{beside, to_stdout};

/// Makes the bundle.
pub fn run(options: &Bundle, lang: Lang) -> anyhow::Result<Done> {
    let key = or_told!(keys::read_private(&options.key), lang);
    let opened = store::open(options.masters.as_deref(), lang)?;
    let gathered = Gathered::default().rules(&options.rules);
    let gathered = gathered.and_then(|gathered| gathered.settings(&options.settings));
    let gathered = or_told!(gathered.and_then(|gathered| gathered.masters(opened.masters())), lang);
    let label = Label {
        number: options.number,
        name: options.name.clone(),
        creator: options.creator.clone(),
        note: options.note.clone(),
        valid_from: options.valid_from,
    };
    let made = or_told!(Made::make(label, gathered.files(), &key), lang);
    write(&options.out, &made)
        .map_err(|error| anyhow!("{}: {}", options.out.display(), output_cause(&error, lang)))?;
    to_stdout(|out| {
        let (name, id, path) = (&options.name, made.id(), options.out.display());
        let (files, key) = (made.manifest().files().len(), made.signature().key_name());
        let masters = opened.name(lang);
        match lang {
            Lang::Ja => writeln!(
                out,
                "改訂{}「{name}」を {path} にまとめました（{files}ファイル、マスター: {masters}）\n  要約値: {id}\n  署名した鍵: {key}",
                options.number
            )?,
            Lang::En => writeln!(
                out,
                "revision {} `{name}` is in {path} ({files} files, masters: {masters})\n  digest: {id}\n  signed by key: {key}",
                options.number
            )?,
        }
        Ok(())
    })?;
    Ok(Done::Clean)
}

/// Writes beside the place and renames: a file of that name is whole or not there.
fn write(path: &Path, made: &Made) -> std::io::Result<()> {
    let mut file = BufWriter::new(beside(path)?);
    made.write(&mut file)?;
    file.flush()?;
    let file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
