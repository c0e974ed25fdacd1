//! Many clinics at a running service at once: answers by kind and how long they took.
//! `cargo run --release -p benches --bin clinics -- URL FILE [CLIENTS [SECONDS]]`; the service must be of this machine and serve
//! without accounts. Rules change meanwhile by `shinsa rules activate` and `rollback` in the home of the service.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use ureq::Agent;

/// At most so long, whatever is asked for.
const LONGEST: u64 = 600;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, file, others @ ..] = arguments.as_slice() else { panic!("URL FILE [CLIENTS [SECONDS]]") };
    assert!(is_here(url), "only a service of this machine: http://127.0.0.1:…");
    let number = |at: usize, or| others.get(at).map_or(or, |text| text.parse().expect("a number"));
    let (clients, seconds) = (number(0, 100), number(1, 120).min(LONGEST));
    let claims = std::fs::read(file).expect("the claim file");
    let end = Instant::now() + Duration::from_secs(seconds);
    let load = Load { url, claims, end, told: Mutex::default() };
    std::thread::scope(|scope| {
        for client in 0..clients {
            let load = &load;
            scope.spawn(move || load.clinic(client));
        }
    });
    println!("{clients} clients, {seconds} s, {} bytes a file", load.claims.len());
    load.tell();
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
