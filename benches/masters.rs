//! Masters: opening a store and looking codes up by day, on the starter set and, with SHINSA_SHARED, on all official masters.

use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use masters::{FileKind, Masters, SourceSet};
use model::{Date, ProcedureCode};
use sources::{SourceError, Stream};

/// Measures one set of masters under a name.
fn measure(criterion: &mut Criterion, name: &str, masters: &Masters) {
    let bytes = masters::encode(masters);
    let opened = masters::open(&bytes).expect("what was encoded opens");
    let codes: Vec<u32> = opened.all_codes(FileKind::Procedure).map(|(_, code)| code).collect();
    println!("masters/{name}: {} bytes, {} procedures", bytes.len(), codes.len());
    let mut group = criterion.benchmark_group(format!("masters/{name}"));
    group.bench_function("open", |bencher| bencher.iter(|| masters::open(&bytes)));
    let day = Date::from_number(2025_04_10).expect("a day");
    // Neighbours of one after another would lie in the cache: a step that is prime visits them far apart.
    let mut next =
        (0..codes.len()).map(|i| codes[i * 7919 % codes.len()]).collect::<Vec<_>>().into_iter().cycle();
    group.bench_function("look-up", |bencher| {
        bencher.iter(|| points_of(&opened, next.next().unwrap_or(0), day));
    });
    group.finish();
}

/// A look-up as a check makes it: the row in force, and its points.
fn points_of(masters: &Masters, code: u32, day: Date) -> Option<model::Quantity> {
    masters.procedure(ProcedureCode(code), day).in_force().map(|procedure| procedure.points())
}

fn starter(criterion: &mut Criterion) {
    measure(criterion, "starter", Masters::starter());
}

fn official(criterion: &mut Criterion) {
    let Some(shared) = std::env::var_os("SHINSA_SHARED").filter(|v| !v.is_empty()) else {
        println!("skipped: masters/official (SHINSA_SHARED does not name the folder of the official data)");
        return;
    };
    let set = read_all(&Path::new(&shared).join("masters"));
    println!("masters/official: {} files", set.len());
    measure(criterion, "official", &masters::build(&set).0);
}

/// Every official file that can be taken; what is not taken yet is left out.
fn read_all(folder: &Path) -> SourceSet {
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

criterion_group!(benches, starter, official);
criterion_main!(benches);
