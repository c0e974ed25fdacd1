//! `shinsa corpus damage`: a file damaged on purpose, each wound told.

use std::io::{Read, Write};

use corpus::damage::{damage, damage_by};
use model::{Lang, Text};

use super::{create, failed};
use crate::args::corpus::Damage;
use crate::exit::Done;

/// Damages a copy of the file.
pub fn run(options: &Damage, lang: Lang, quiet: bool) -> anyhow::Result<Done> {
    let bytes = read(options, lang)?;
    if options.out == options.file && options.out.to_str() != Some("-") {
        let text = Text::new(
            "元のファイルは壊せません。--out に別の名前を指定してください",
            "the file itself is never damaged: give another name with --out",
        );
        anstream::eprintln!("{}", text.in_lang(lang));
        return Ok(Done::Misused);
    }
    let (damaged, wounds) = if options.with.is_empty() {
        damage(&bytes, options.seed, options.wounds)
    } else {
        damage_by(&bytes, options.seed, &options.with)
    };
    let mut out = create(&options.out, lang)?;
    out.write_all(&damaged).and_then(|()| out.flush()).map_err(|error| failed(&options.out, &error, lang))?;
    if !quiet {
        for wound in &wounds {
            anstream::eprintln!("{}", wound.message(lang));
        }
    }
    Ok(Done::Clean)
}

fn read(options: &Damage, lang: Lang) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match options.file.to_str() {
        Some("-") => std::io::stdin().lock().read_to_end(&mut bytes).map(drop)?,
        _ => bytes = std::fs::read(&options.file).map_err(|error| failed(&options.file, &error, lang))?,
    }
    Ok(bytes)
}
