//! How a run was asked for, as options and their values: what `shinsa replay` asks for again.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::ValueEnum;
use model::Branch;
use review::session::Snapshot;

use crate::args::Screen;
use crate::command::masters::store;
use crate::command::revision;

/// Options that have to do with the result; where it goes and how fast it comes are left out.
///
/// Where a revision judged, it is named with its home, and no masters: they are the revision's, and another one may be
/// active when the run is made again.
pub fn of(options: &Screen, pinned: Option<&Snapshot>) -> BTreeMap<String, Vec<String>> {
    let paths = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
    let masters = || store::folder(options.masters.as_deref()).filter(|folder| folder.exists());
    let masters = if pinned.is_some() { None } else { masters() };
    let home = pinned.and_then(|_| revision::folder(options.revision_home.as_deref()));
    let revision = pinned.map(|snapshot| snapshot.revision().to_string());
    let month = options.history_complete_from.map(|month| month.number().to_string());
    let kind = options.institution.and_then(|kind| Some(kind.to_possible_value()?.get_name().to_owned()));
    let formats = options.format.iter().filter_map(ValueEnum::to_possible_value);
    let formats = formats.map(|form| form.get_name().to_owned()).collect();
    let all = [
        ("format", formats),
        // A flag has no value.
        ("no-official", if options.no_official { vec![String::new()] } else { Vec::new() }),
        ("paths", paths(&options.paths)),
        ("masters", paths(masters.as_slice())),
        ("rules", paths(&options.rules)),
        ("routing", paths(options.routing.as_slice())),
        ("eligibility", paths(options.eligibility.as_slice())),
        ("history", paths(&options.history)),
        ("history-complete-from", month.into_iter().collect()),
        ("history-memory", vec![options.history_memory.to_string()]),
        ("branch", options.branch.map(Branch::number).map(str::to_owned).into_iter().collect()),
        ("institution", kind.into_iter().collect()),
        ("returns", paths(&options.returns)),
        ("institutions", paths(options.institutions.as_slice())),
        ("revision-home", paths(home.as_slice())),
        ("revision", revision.into_iter().collect()),
    ];
    let named = all.into_iter().filter(|(_, values)| !values.is_empty());
    named.map(|(option, values)| (option.to_owned(), values)).collect()
}
