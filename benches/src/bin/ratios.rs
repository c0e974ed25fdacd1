//! Ratios of reading against its limit and its peers, in one run: rounds are interleaved, the best of each way counts,
//! time is CPU time of the one thread. `cargo run --release -p benches --bin ratios [RECEIPTS] [ROUNDS]`.

use std::time::Duration;

use benches::input;
use benches::reading::WAYS;
use cpu_time::ThreadTime;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>().expect("a number"));
    let (receipts, rounds) = (arguments.next().unwrap_or(100_000), arguments.next().unwrap_or(7));
    let bytes = input::month(receipts);
    let mut best = vec![Duration::MAX; WAYS.len()];
    for _ in 0..rounds {
        for (way, best) in WAYS.iter().zip(&mut best) {
            let start = ThreadTime::now();
            std::hint::black_box((way.run)(std::hint::black_box(&bytes)));
            *best = (*best).min(start.elapsed());
        }
    }
    let lines = memchr::memchr_iter(b'\n', &bytes).count();
    println!(
        "{receipts} receipts, {lines} lines, {} bytes; best of {rounds} rounds, CPU time of one thread\n",
        bytes.len()
    );
    println!("| way | of the limit's time | against csv | GB/s | ns a line |");
    println!("|---|---|---|---|---|");
    let (limit, csv) = (best[0].as_secs_f64(), best[1].as_secs_f64());
    for (way, best) in WAYS.iter().zip(&best) {
        let seconds = best.as_secs_f64();
        println!(
            "| {} | {:.1} | {:.2} | {:.2} | {:.1} |",
            way.name,
            seconds / limit,
            csv / seconds,
            bytes.len() as f64 / seconds / 1e9,
            seconds * 1e9 / lines as f64
        );
    }
}
