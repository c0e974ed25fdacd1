//! Interpreters of rules beside us, in one run, each finding the same: CEL and ZEN by 1,000 rules over facts that were
//! parsed before. `cargo run --release -- [RECEIPTS] [ROUNDS]` in this folder.

mod rules;

use benches::input;
use masters::Masters;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>().expect("a number"));
    let (receipts, rounds) = (arguments.next().unwrap_or(20_000), arguments.next().unwrap_or(5));
    rules::beside_interpreters(&input::month_of(receipts, Masters::starter()), rounds);
}
