//! DuckDB beside us, in one run, finding the same: pairs and counts of 100,000 made-up rows over a made-up month.
//! `cargo run --release -p benches --bin beside-duckdb FOLDER [RECEIPTS] [ROUNDS]`; the folder takes the files that DuckDB
//! reads, and `python3` must know the package `duckdb` (2.0.0 was used).

use std::path::Path;
use std::process::Command;

use benches::clock::{best, ratio};
use benches::{book, generated, input, judging, peers};
use eval::{Book, compile};
use masters::{FileKind, Masters};

const SEED: u64 = 20_241;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("a folder for the files that DuckDB reads");
    let mut number = |other| arguments.next().map_or(other, |text| text.parse::<u64>().expect("a number"));
    let (receipts, rounds) = (number(50_000), number(5));
    let bytes = input::month_of(receipts, Masters::starter());
    let made = generated::make(SEED, 100_000, 0);
    duck(Path::new(&folder), &made, &bytes, rounds);
}

fn duck(folder: &Path, made: &generated::Made, bytes: &[u8], rounds: u64) {
    let book = Book::new(compile(&book::trees(&[peers::RULES.to_owned()])), &made.masters);
    let batches = judging::batches(bytes);
    let ours = peers::found(&book, &batches);
    assert!(ours.len() > 10, "there is something to find");
    let loaded = best(rounds, || judging::judge_all(&book, &batches));
    let raw = best(rounds, || judging::read_and_judge(&book, bytes));
    let write =
        |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("the folder takes files");
    write("month.UKE", bytes);
    write("lines.csv", peers::lines(&batches).as_bytes());
    let table = |kind, items: &[u16]| peers::table(&made.masters, kind, items);
    write("day.csv", table(FileKind::ExclusionDay, &[2, 4, 6]).as_bytes());
    write("month.csv", table(FileKind::ExclusionMonth, &[2, 4, 6]).as_bytes());
    write("most.csv", table(FileKind::CountLimit, &[2, 4, 6]).as_bytes());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/duck.py");
    let run = Command::new("python3").arg(script).arg(folder).arg(rounds.to_string()).output();
    let run = run.expect("python3 runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    for name in ["loaded.txt", "raw.txt"] {
        let text = std::fs::read_to_string(folder.join(name)).expect("what DuckDB found");
        let theirs: peers::Found = text.lines().map(str::to_owned).collect();
        assert!(
            ours == theirs,
            "{name}: {:?}",
            ours.symmetric_difference(&theirs).take(5).collect::<Vec<_>>()
        );
    }
    let text = String::from_utf8_lossy(&run.stdout).into_owned();
    let seconds: Vec<f64> = text.split_whitespace().map(|word| word.parse().expect("seconds")).collect();
    println!("pairs and counts of the made-up tables: {} findings, the same", ours.len());
    ratio("DuckDB, tables loaded", seconds[0], loaded, 15.0);
    ratio("DuckDB, from the raw file", seconds[1], raw, 25.0);
}
