//! What a file and a single receipt cost through the service, beside the engine alone in the same run.
//!
//! `cargo run --release -p benches --bin service -- PROGRAM STORE [RECEIPTS [FILES]]` starts `PROGRAM serve` by itself on this
//! machine with a home of its own; processor time of the service is read from /proc, so it runs on Linux only.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use benches::clock::{self, Whose};
use benches::engine::Engine;
use benches::input;
use cpu_time::ProcessTime;
use model::Month;
use ureq::Agent;

/// So many single receipts are asked.
const SINGLE: usize = 1000;
/// How long the service may take to start.
const STARTING: Duration = Duration::from_secs(60);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, store, others @ ..] = arguments.as_slice() else {
        panic!("PROGRAM STORE [RECEIPTS [FILES]]")
    };
    let number = |at: usize, or: u64| others.get(at).map_or(or, |text| text.parse().expect("a number"));
    let (receipts, files) = (number(0, 1_000), number(1, 20));
    let month = Month::new(2024, 6).expect("a month");
    let masters = benches::official::store(store);
    let file = input::clinic(receipts, month, &masters);
    let engine = engine(masters, month, &file, files);
    let home = tempfile::tempdir().expect("a folder");
    let service = Service::start(program, store, home.path());
    println!("{receipts} receipts, {} bytes, {files} files one after another", file.len());
    println!("| way | CPU ms a file | of the engine's |");
    println!("|---|---|---|");
    println!("| engine alone | {:.1} | 1 |", engine * 1e3);
    for (way, keep) in [("service, not kept", false), ("service, kept", true)] {
        let to = format!("/api/v1/checks?name=clinic.UKE&keep={keep}&again=");
        // The first plans the month.
        service.post(&format!("{to}first"), &file);
        let before = service.cpu();
        (0..files).for_each(|again| service.post(&format!("{to}{again}"), &file));
        let each = (service.cpu() - before) / files as f64;
        println!("| {way} | {:.1} | {:.2} |", each * 1e3, each / engine);
    }
    println!("\n{SINGLE} requests one after another, ms of the wall:\n");
    println!("| request | p50 | p95 | p99 | CPU ms each |");
    println!("|---|---|---|---|---|");
    let receipt = first_receipt(&file);
    service.many("nothing (`/health`): what the machine lets through", || service.get("/health"));
    service.many("one receipt as JSON", || service.post("/api/v1/receipts", &receipt));
}

/// The first receipt of a file, as a program sends it while it is being written.
fn first_receipt(file: &[u8]) -> Vec<u8> {
    let (text, _, _) = encoding_rs::SHIFT_JIS.decode(file);
    let is_second = |(at, row): &(usize, &str)| *at > 1 && row.starts_with("RE,");
    let rows = text.lines().enumerate().take_while(|row| !is_second(row));
    let records: Vec<Vec<&str>> = rows.map(|(_, row)| row.split(',').collect()).collect();
    serde_json::to_vec(&serde_json::json!({ "records": records })).expect("JSON")
}

/// Processor seconds of a review of a file, with its rules and what becomes of each receipt.
fn engine(masters: masters::Masters, month: Month, file: &[u8], files: u64) -> f64 {
    let engine = Engine::new(Arc::new(masters), month);
    engine.settle(file);
    let start = ProcessTime::now();
    (0..files).for_each(|_| engine.settle(file));
    start.elapsed().as_secs_f64() / files as f64
}

/// A running service; stopped when dropped.
struct Service {
    child: Child,
    base: String,
    agent: Agent,
}

impl Service {
    fn start(program: &str, store: &str, home: &Path) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr()).expect("a free port");
        let child = Command::new(program)
            .args(["serve", "--listen", &free.to_string(), "--masters", store, "--home"])
            .arg(home)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(STARTING));
        let service = Self { child, base: format!("http://{free}"), agent: config.build().into() };
        let until = Instant::now() + STARTING;
        let is_ready = || {
            service
                .agent
                .get(format!("{}/ready", service.base))
                .call()
                .is_ok_and(|answer| answer.status().is_success())
        };
        while !is_ready() {
            assert!(Instant::now() < until, "the service does not answer");
            std::thread::sleep(Duration::from_millis(100));
        }
        service
    }

    /// Asks something again and again, and tells how long it took.
    fn many(&self, what: &str, ask: impl Fn()) {
        (0..50).for_each(|_| ask());
        let before = self.cpu();
        let once = |_| {
            let from = Instant::now();
            ask();
            from.elapsed().as_secs_f64() * 1e3
        };
        let mut took: Vec<f64> = (0..SINGLE).map(once).collect();
        let each = (self.cpu() - before) / SINGLE as f64 * 1e3;
        took.sort_unstable_by(f64::total_cmp);
        let [half, most, nearly] =
            [50, 95, 99].map(|share| took.get(SINGLE * share / 100).copied().unwrap_or_default());
        println!("| {what} | {half:.2} | {most:.2} | {nearly:.2} | {each:.2} |");
    }

    /// Asks for something and reads the answer whole.
    fn get(&self, from: &str) {
        let mut answer = self.agent.get(format!("{}{from}", self.base)).call().expect("an answer");
        let read = answer.body_mut().read_to_vec();
        assert!(answer.status().is_success() && read.is_ok(), "{from}: {}", answer.status());
    }

    /// Sends something and reads the answer whole.
    fn post(&self, to: &str, body: &[u8]) {
        let kind = if to.ends_with("receipts") { "application/json" } else { "application/octet-stream" };
        let request = self.agent.post(format!("{}{to}", self.base)).header("content-type", kind);
        let mut answer = request.send(body).expect("an answer");
        let read = answer.body_mut().with_config().limit(1 << 28).read_to_vec();
        assert!(answer.status().is_success(), "{to}: {} {:?}", answer.status(), read.map(|it| it.len()));
    }

    /// Processor seconds of all its threads so far.
    fn cpu(&self) -> f64 {
        clock::processor(&self.child.id().to_string(), Whose::Own)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _code = self.child.wait();
    }
}
