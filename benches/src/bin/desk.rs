//! How much `desk::check` costs beyond the review that it is made of: CPU time of both on the same made-up month.
//!
//! `cargo run --release -p benches --bin desk -- [store] [receipts]`; without a store the starter masters.

use std::sync::Arc;

use benches::engine::Engine;
use benches::input;
use cpu_time::ProcessTime;
use masters::Masters;
use model::Month;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let masters = match arguments.next().filter(|path| path != "-") {
        Some(store) => benches::official::store(store),
        None => Masters::starter_anew(),
    };
    let receipts = arguments.next().map_or(1_000, |count| count.parse().expect("a number"));
    let month = Month::new(2024, 6).expect("a month");
    let engine = Engine::new(Arc::new(masters), month);
    let file = input::clinic(receipts, month, engine.snapshot.masters());
    println!("{receipts} receipts, {} bytes", file.len());
    let (mut alone, mut whole) = (Vec::new(), Vec::new());
    for _ in 0..11 {
        let start = ProcessTime::now();
        engine.settle(&file);
        alone.push(start.elapsed().as_micros());
        let start = ProcessTime::now();
        let checked =
            desk::check("R.UKE", file.as_slice(), desk::Asked::new(&engine.snapshot)).expect("a check");
        whole.push(start.elapsed().as_micros());
        assert_eq!(checked.receipts.len() as u64, receipts);
    }
    alone.sort_unstable();
    whole.sort_unstable();
    let (alone, whole) = (alone[alone.len() / 2], whole[whole.len() / 2]);
    println!("review {alone} us, desk {whole} us, ratio {}.{:02}", whole / alone, whole * 100 / alone % 100);
}
