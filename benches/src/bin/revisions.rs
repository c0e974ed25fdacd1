//! What revisions cost: pinning one while judging, each step of an activation, memory of books with and without overlays.
//! `cargo run --release -p benches --bin revisions [RECEIPTS] [ROUNDS]`; official masters where `SHINSA_SHARED` names them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use benches::judging::{self, Judged};
use benches::{clock, input, official};
use eval::Scratch;
use masters::Masters;
use model::{Branch, Date, Month};
use receipt::Batch;
use review::session::{Content, Session, Snapshot, Stage, Tests, Trials, prepare};
use revisions::gather::Gathered;
use revisions::{Bundle, Label, Trust, Verified, keys};

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>().expect("a number"));
    let (receipts, rounds) = (arguments.next().unwrap_or(50_000), arguments.next().unwrap_or(7));
    let masters = official::masters();
    let masters = masters.as_ref().unwrap_or_else(|| Masters::starter());
    let dir = tempfile::tempdir().expect("a folder");
    let bytes = bundle(dir.path(), masters);
    memory(&content(&bytes, dir.path()));
    activation(&bytes, dir.path());
    let snapshot = made(content(&bytes, dir.path()), &[input_month()]);
    pinning(snapshot, receipts, rounds);
}

fn input_month() -> Month {
    Month::from_number(2024_06).expect("a month")
}

/// The rule book of this repository and the masters, signed.
fn bundle(dir: &std::path::Path, masters: &Masters) -> Vec<u8> {
    let (private, public) = (dir.join("a.key.pem"), dir.join("a.pub.pem"));
    keys::generate(&private, &public).expect("keys");
    let gathered = Gathered::default().rules(&[]).and_then(|gathered| gathered.masters(masters));
    let label = Label {
        number: 1,
        name: "measured".to_owned(),
        creator: String::new(),
        note: String::new(),
        valid_from: None,
    };
    let key = keys::read_private(&private).expect("a key");
    let made = Bundle::make(label, gathered.expect("files").files(), &key).expect("a bundle");
    let mut bytes = Vec::new();
    made.write(&mut bytes).expect("memory");
    println!("bundle: {} bytes, {} files", bytes.len(), made.manifest().files().len());
    bytes
}

fn content(bytes: &[u8], dir: &std::path::Path) -> Content {
    let trust = Trust::read(&[dir.join("a.pub.pem")]).expect("a key");
    let bundle = Bundle::decode(bytes).expect("a bundle");
    Verified::new(bundle, &trust).and_then(|verified| verified.content(None)).expect("content")
}

/// A snapshot without its examples run.
fn made(content: Content, months: &[Month]) -> Snapshot {
    prepare(content, Tests::Known(Trials::default()), months, |_| ()).expect("a good revision")
}

/// Wall time of each step; the last one is planning.
fn activation(bytes: &[u8], dir: &std::path::Path) {
    let trust = Trust::read(&[dir.join("a.pub.pem")]).expect("a key");
    let mut last = Instant::now();
    let mut lap = |name: &str| {
        println!("| {name} | {:.0} ms |", last.elapsed().as_secs_f64() * 1e3);
        last = Instant::now();
    };
    let bundle = Bundle::decode(bytes).expect("a bundle");
    lap("digests");
    let verified = Verified::new(bundle, &trust).expect("signed");
    lap("signature");
    let content = verified.content(None).expect("content");
    lap("masters opened");
    let (mut current, mut since, start) = (Stage::Parse, Instant::now(), Instant::now());
    let months: Vec<Month> = (0..2).filter_map(|back| input_month().plus(-back)).collect();
    let snapshot = prepare(content, Tests::Run, &months, |stage| {
        if stage != current {
            println!("| {} | {:.0} ms |", current.slug(), since.elapsed().as_secs_f64() * 1e3);
        }
        (current, since) = (stage, Instant::now());
    })
    .expect("a good revision");
    println!("| {}: plans of 2 months | {:.0} ms |", current.slug(), since.elapsed().as_secs_f64() * 1e3);
    println!("| all of that | {:.0} ms |", start.elapsed().as_secs_f64() * 1e3);
    let trials = snapshot.trials();
    println!(
        "{} rules, examples: {} passed, {} untried\n",
        snapshot.book(None).rules().len(),
        trials.passed,
        trials.untried
    );
}

/// Resident memory of this process, where the system tells it.
fn resident() -> f64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: f64 = pages.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or_default();
    pages * 4096.0 / f64::from(1 << 20)
}

fn memory(content: &Content) {
    let one = [input_month()];
    let grown = |name: &str, content: Content, months: &[Month]| {
        let before = resident();
        let snapshot = made(content, months);
        let books = 1 + snapshot.own_books().len();
        println!("| {name} | {books} | {:.1} MiB |", resident() - before);
        snapshot
    };
    let rules = made(content.clone(), &[]);
    let (from, until) = (input_month().first(), Date::from_number(2025_05_31).expect("a day"));
    let holds = |rule: &&eval::Rule| rule.valid.0 <= from && rule.valid.1.is_none_or(|last| until <= last);
    let code = rules.book(None).rules().iter().find(holds).expect("a rule of these days").code.clone();
    drop(rules);
    println!("| snapshot | books | memory beside the masters |\n|---|---|---|");
    let kept = [
        grown("national set, nothing planned", with_overlays(content, &code, 0), &[]),
        grown("the same again", with_overlays(content, &code, 0), &[]),
        grown("national set, one month planned", with_overlays(content, &code, 0), &one),
        grown("overlays of 5 branches, one month planned", with_overlays(content, &code, 5), &one),
        grown("overlays of 47 branches, one month planned", with_overlays(content, &code, 47), &one),
    ];
    drop(kept);
    println!();
}

/// The same content with overlays of so many branches, and of no other.
fn with_overlays(content: &Content, code: &str, branches: usize) -> Content {
    let mut content = content.clone();
    content.rules.retain(|rule| !rule.path.contains("overlay"));
    for branch in Branch::all().take(branches) {
        let (name, number) = (branch.name(), branch.number());
        let text = format!(
            "上書 {name}「試し」\n施行 2024-06-01から2025-05-31まで\n担当「試し」\n変更 {code} 確度 注意\n"
        );
        let path = format!("overlay/{number}.rule");
        content.rules.push(review::session::RuleText { path, text });
    }
    content
}

/// Judging with the book at hand, and with a session that is asked for it.
fn pinning(snapshot: Snapshot, receipts: u64, rounds: u64) {
    let bytes = input::month_of(receipts, snapshot.masters());
    let batches = judging::batches(&bytes);
    let (snapshot, branch) = (Arc::new(snapshot), Branch::read("13"));
    let session: Session = Session::new(Arc::clone(&snapshot));
    let direct = || judging::judge_all(snapshot.book(branch), &batches).judgements.len();
    let asked = || ask_each(&session, branch, &batches).judgements.len();
    assert_eq!(direct(), asked());
    let (mut alone, mut pinned) = (Duration::MAX, Duration::MAX);
    for _ in 0..rounds {
        alone = alone.min(clock::best(1, direct));
        pinned = pinned.min(clock::best(1, asked));
    }
    let ratio = |time: Duration| time.as_secs_f64() / alone.as_secs_f64();
    println!("{receipts} receipts in {} batches; CPU time of one thread, best of {rounds}", batches.len());
    println!("judging, a session asked for each batch, over the book at hand: {:.4} times", ratio(pinned));
    let swapped = under_swaps(&session, &snapshot, || clock::best(rounds, asked));
    println!("the same while another thread swaps without a pause: {:.4} times", ratio(swapped));
    let pins = 10_000_000_u64;
    let pin = || (0..pins).map(|_| session.pin().live.origin().number).sum::<u64>();
    let each = |time: Duration| time.as_secs_f64() * 1e9 / pins as f64;
    println!("one pin: {:.1} ns", each(clock::best(3, pin)));
    let swapped = under_swaps(&session, &snapshot, || clock::best(3, pin));
    println!("one pin while another thread swaps without a pause: {:.1} ns", each(swapped));
}

fn ask_each(session: &Session, branch: Option<Branch>, batches: &[Batch]) -> Judged {
    let (mut scratch, mut judged) = (Scratch::default(), Judged::default());
    for batch in batches {
        let pinned = session.pin();
        judging::judge(pinned.live.book(branch), batch, &mut scratch, &mut judged);
    }
    judged
}

fn under_swaps<T>(session: &Session, snapshot: &Arc<Snapshot>, run: impl FnOnce() -> T) -> T {
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                let next = Arc::clone(snapshot);
                session.activate(|_| Ok::<_, ()>(next)).expect("nothing can fail");
            }
        });
        let value = run();
        over.store(true, Ordering::Relaxed);
        value
    })
}
