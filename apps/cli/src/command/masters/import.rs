//! `shinsa masters import`: official files into the store, each named with what became of it.

mod files;
mod report;

use model::Lang;

use crate::args::masters::Import;
use crate::command::masters::store::{Target, folder};
use crate::exit::Done;

/// Takes the files in.
pub fn run(options: &Import, lang: Lang, quiet: bool) -> anyhow::Result<Done> {
    let Some(dir) = folder(options.store.masters.as_deref()) else {
        let text = model::Text::new(
            "保管庫を指定してください: --masters DIR（または環境変数 SHINSA_HOME）",
            "say where the store is: --masters DIR (or SHINSA_HOME)",
        );
        anstream::eprintln!("{}", text.in_lang(lang));
        return Ok(Done::Misused);
    };
    let mut target = Target::new(&dir, lang)?;
    let taken = files::take(options, lang, quiet, &mut target)?;
    let (warnings, bytes) = match target.finish()? {
        Some((report, bytes)) => (report.warnings, Some(bytes)),
        None => (Vec::new(), None),
    };
    let report = report::Report { files: &taken, warnings: &warnings, store: &dir, bytes, lang };
    if options.json {
        report.write_json()?;
    } else {
        report.write_text(quiet)?;
    }
    Ok(if taken.iter().any(files::Taken::is_trouble) { Done::Partly } else { Done::Clean })
}
