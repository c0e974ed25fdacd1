//! Masters: opening a store and looking codes up by day. Needs the official files (SHINSA_SHARED); says so without them.

use criterion::{Criterion, criterion_group, criterion_main};
use masters::Masters;
use model::{Date, ProcedureCode};

fn look_up(criterion: &mut Criterion) {
    let masters = Masters::starter();
    let bytes = masters::encode(masters);
    criterion.bench_function("masters/starter/open", |bencher| bencher.iter(|| masters::open(&bytes)));
    let day = Date::from_number(2025_04_10).expect("a day");
    let codes: Vec<u32> = masters.all_codes(masters::FileKind::Procedure).map(|(_, code)| code).collect();
    let mut next = codes.iter().cycle();
    criterion.bench_function("masters/starter/look-up", |bencher| {
        bencher
            .iter(|| masters.procedure(ProcedureCode(*next.next().unwrap_or(&0)), day).in_force().is_some());
    });
}

criterion_group!(benches, look_up);
criterion_main!(benches);
