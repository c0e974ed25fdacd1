//! Many clinics at a running service at once, while its rules change: answers by kind and how long they took.
//! `cargo run --release -p benches --bin clinics -- URL FILE [CLIENTS [SECONDS [BUNDLE]]]`; the service must be of this machine
//! and serve without accounts. With a BUNDLE (`shinsa rules bundle`) it goes live and back again all the while.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ureq::Agent;

/// At most so long, whatever is asked for.
const LONGEST: u64 = 600;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, file, others @ ..] = arguments.as_slice() else {
        panic!("URL FILE [CLIENTS [SECONDS [BUNDLE]]]")
    };
    assert!(is_here(url), "only a service of this machine: http://127.0.0.1:…");
    let number = |at: usize, or| others.get(at).map_or(or, |text| text.parse().expect("a number"));
    let (clients, seconds) = (number(0, 100), number(1, 120).min(LONGEST));
    let claims = std::fs::read(file).expect("the claim file");
    let bundle = others.get(2).map(|path| std::fs::read(path).expect("the bundle"));
    let load =
        Load { url, claims, end: Instant::now() + Duration::from_secs(seconds), told: Mutex::default() };
    let (swaps, refused) = (AtomicU64::new(0), AtomicU64::new(0));
    std::thread::scope(|scope| {
        (0..clients).for_each(|client| {
            drop(scope.spawn({
                let load = &load;
                move || load.clinic(client)
            }))
        });
        if let Some(bundle) = &bundle {
            scope.spawn(|| load.swap(bundle, (&swaps, &refused)));
        }
    });
    println!("{clients} clients, {seconds} s, {} bytes a file", load.claims.len());
    load.tell();
    if bundle.is_some() {
        println!("rules changed {swaps:?} times, {refused:?} times refused as one change was still at work");
    }
}

/// Whether an address is of this machine.
fn is_here(url: &str) -> bool {
    let rest = url.strip_prefix("http://").unwrap_or_default();
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    rest.starts_with("[::1]")
        || host == "localhost"
        || host.parse().is_ok_and(|ip: std::net::Ipv4Addr| ip.is_loopback())
}

struct Load<'a> {
    url: &'a str,
    claims: Vec<u8>,
    end: Instant,
    /// By what was answered: how long each took.
    told: Mutex<BTreeMap<String, Vec<Duration>>>,
}

impl Load<'_> {
    fn agent() -> Agent {
        Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(90)))
            .build()
            .into()
    }

    /// One clinic: a file, its answer read whole, the next file.
    fn clinic(&self, client: u64) {
        let agent = Self::agent();
        let to = format!("{}/api/v1/checks?name=clinic-{client}.UKE&keep=false", self.url);
        while Instant::now() < self.end {
            let from = Instant::now();
            let answer = agent.post(&to).send(&self.claims[..]);
            let said = match answer.map(|mut answer| {
                (answer.status(), answer.body_mut().with_config().limit(1 << 28).read_to_vec())
            }) {
                Ok((status, Ok(_))) => status.as_u16().to_string(),
                Ok((status, Err(error))) => format!("{} broken off: {error}", status.as_u16()),
                Err(error) => error.to_string(),
            };
            let took = from.elapsed();
            // Who is told to come again later does so.
            if said == "503" {
                std::thread::sleep(Duration::from_millis(200));
            }
            self.told.lock().expect("no client panics").entry(said).or_default().push(took);
        }
    }

    /// The bundle goes live, and back to what was live before.
    fn swap(&self, bundle: &[u8], (swaps, refused): (&AtomicU64, &AtomicU64)) {
        let agent = Self::agent();
        let send = |way: &str, bytes: &[u8]| {
            let answer = agent.post(format!("{}/api/v1/rules/{way}", self.url)).send(bytes);
            let is_taken = answer.is_ok_and(|answer| answer.status().is_success());
            (if is_taken { swaps } else { refused }).fetch_add(1, Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(500));
        };
        while Instant::now() < self.end {
            send("activate", bundle);
            send("rollback", b"{}");
        }
    }

    fn tell(&self) {
        for (said, took) in &mut *self.told.lock().expect("no client panics") {
            took.sort_unstable();
            let at = |share: usize| took.get((took.len() * share / 100).min(took.len().saturating_sub(1)));
            let [half, most, nearly, last] =
                [50, 95, 99, 100].map(|share| at(share).map_or(0.0, Duration::as_secs_f64));
            println!(
                "{said}: {} answers, p50 {half:.2} s, p95 {most:.2}, p99 {nearly:.2}, longest {last:.2}",
                took.len()
            );
        }
    }
}
