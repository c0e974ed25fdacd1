//! Reading, way by way: see `benches::reading`. The ratios of one run are printed by the binary `ratios`.

use benches::{input, reading};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn read(criterion: &mut Criterion) {
    for (size, receipts) in [("small", 100), ("typical", 20_000)] {
        let bytes = input::month(receipts);
        let mut group = criterion.benchmark_group(format!("read/{size}"));
        group.throughput(Throughput::Bytes(bytes.len() as u64)).sample_size(10);
        for way in reading::WAYS {
            group.bench_function(way.name, |bencher| bencher.iter(|| (way.run)(&bytes)));
        }
        group.finish();
    }
}

criterion_group!(benches, read);
criterion_main!(benches);
