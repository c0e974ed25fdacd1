//! Masters: opening a store and looking codes up by day, on the starter set and, with SHINSA_SHARED, on all official masters.

use criterion::{Criterion, criterion_group, criterion_main};
use masters::{FileKind, Masters};
use model::{Date, ProcedureCode};

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
    let Some(set) = benches::official::sources() else { return };
    println!("masters/official: {} files", set.len());
    measure(criterion, "official", &masters::build(&set).0);
}

criterion_group!(benches, starter, official);
criterion_main!(benches);
