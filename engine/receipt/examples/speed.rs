//! Scratch timing.
use std::time::Instant;
fn main() {
    let bytes = std::fs::read(std::env::args().nth(1).unwrap()).unwrap();
    for _ in 0..3 {
        let t = Instant::now();
        let n = memchr::memchr_iter(b'\n', &bytes).count();
        let scan = t.elapsed();
        let t = Instant::now();
        let mut cutter = receipt::cut::Cutter::new(&bytes[..], receipt::cut::Limits::default());
        let mut batch = receipt::Batch::default();
        let (mut r, mut l, mut d) = (0, 0, 0);
        let mut cut = std::time::Duration::ZERO;
        loop {
            let c = Instant::now();
            if !cutter.next(&mut batch).unwrap() {
                break;
            }
            cut += c.elapsed();
            receipt::read(&mut batch);
            r += batch.receipts.len();
            l += batch.lines.len();
            d += batch.defects.len();
        }
        let read = t.elapsed();
        println!(
            "{n} lines, {r} receipts {l} details {d} defects: scan {scan:?} read {read:?} (cut {cut:?}) ratio {:.2} {:.2} GB/s",
            read.as_secs_f64() / scan.as_secs_f64(),
            bytes.len() as f64 / read.as_secs_f64() / 1e9
        );
    }
}
