//! One harness for the property tests: any bytes as any file, imported, built, asked, stored and opened again.

use model::Date;

use crate::build::build;
use crate::import::read;
use crate::kind::FileKind;
use crate::masters::Masters;
use crate::source::SourceSet;
use crate::store::{encode, open};

/// Names that steer recognition where the shape does not.
const NAMES: [&str; 8] = [
    "s_20240621.csv",
    "x.csv",
    "03-1.csv",
    "03-4_20240601.csv",
    "IY_Tekio.csv",
    "SI_Shobyo.csv",
    "CC_JIREI.csv",
    "IY_Manzen.csv",
];

/// Imports bytes under a name that the first byte chooses; must never panic.
pub(crate) fn fuzz_import(bytes: &[u8]) {
    let Some((&first, rest)) = bytes.split_first() else { return };
    let name = NAMES.get(usize::from(first) % NAMES.len()).copied().unwrap_or("x.csv");
    let Ok(source) = read(name, rest, None) else { return };
    let mut set = SourceSet::default();
    set.add(source);
    let (masters, report) = build(&set);
    report.warnings.iter().for_each(|w| drop(w.message(model::Lang::Ja)));
    touch(&masters);
    if let Ok(again) = open(&encode(&masters)) {
        touch(&again);
    }
}

/// Opens bytes as a store; must never panic.
pub(crate) fn fuzz_open(bytes: &[u8]) {
    if let Ok(masters) = open(bytes) {
        touch(&masters);
    }
}

/// Asks everything once.
pub(crate) fn touch(masters: &Masters) {
    for &kind in FileKind::ALL {
        let codes: Vec<u32> = masters.all_codes(kind).map(|(_, code)| code).take(50).collect();
        for code in codes {
            masters.history(kind, code).iter().for_each(|(_, answer)| {
                answer.row().iter().for_each(|row| row.items().for_each(drop));
            });
        }
        if let Some(day) = Date::new(2024, 7, 1) {
            masters.relation_rows(kind, day).take(50).for_each(|row| row.items().for_each(drop));
        }
    }
    masters.editions().into_iter().for_each(drop);
    masters.sources().into_iter().for_each(drop);
}
