//! `shinsa rules watch`: bundles that arrive in a folder are activated, one after another in the order of their numbers.

use std::path::{Path, PathBuf};

use model::{Lang, Text};
use revisions::home::{Order, months_of_now, today};
use revisions::watch::Watch as Folder;
use revisions::{Bundle, Home};

use super::activate;
use crate::args::rules::revision::Watch;
use crate::command::revision::{self, or_told};
use crate::exit::Done;

/// Watches until the process is ended; with `--once`, takes what is there.
pub fn run(options: &Watch, lang: Lang) -> anyhow::Result<Done> {
    let home = match revision::home(options.revision_home.as_deref(), lang) {
        Ok(home) => home,
        Err(done) => return Ok(done),
    };
    let mut folder = or_told!(Folder::new(&options.dir), lang);
    let (dir, word) = (options.dir.display(), Text::new("見張っています", "watching").in_lang(lang));
    anstream::eprintln!("{word}: {dir}");
    let mut done = Done::Clean;
    let mut looks = 0;
    loop {
        let arrived = or_told!(folder.arrived(), lang);
        looks += 1;
        for path in by_number(arrived) {
            done = done.max(take(&home, &mut folder, &path, lang)?);
        }
        // What is there at the first look is still at the second.
        if options.once && looks == 2 {
            return Ok(done);
        }
        folder.wait();
    }
}

/// Bundles by their numbers; those that cannot be read first, to be told.
fn by_number(arrived: Vec<PathBuf>) -> Vec<PathBuf> {
    let number = |path: &PathBuf| Bundle::open(path).ok().map(|bundle| bundle.manifest().label().number);
    let mut numbered: Vec<_> = arrived.into_iter().map(|path| (number(&path), path)).collect();
    numbered.sort();
    numbered.into_iter().map(|(_, path)| path).collect()
}

/// Activates a bundle, or leaves it until its day.
fn take(home: &Home, folder: &mut Folder, path: &Path, lang: Lang) -> anyhow::Result<Done> {
    let valid_from = Bundle::open(path).ok().and_then(|bundle| bundle.manifest().label().valid_from);
    if let Some(day) = valid_from.filter(|day| today() < *day) {
        folder.later(path);
        let path = path.display();
        match lang {
            Lang::Ja => anstream::eprintln!("{path}: 適用日（{day}）を待ちます"),
            Lang::En => anstream::eprintln!("{path}: waiting for its day ({day})"),
        }
        return Ok(Done::Clean);
    }
    let order = Order { months: months_of_now(), ..Order::default() };
    match revision::watched(lang, |at| home.activate(path, &order, at)) {
        Ok(activated) => activate::tell(&activated, lang),
        Err(error) => revision::told(error, lang),
    }
}
