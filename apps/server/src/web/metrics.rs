//! What operators watch: requests, files, receipts, refusals, the line at the gate. No label names a person or a clinic.

use std::sync::Arc;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Where answers take how long, in seconds.
const STEPS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    path: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct On {
    path: String,
}

/// The counts of one service.
#[derive(Clone, Debug)]
pub struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Answered, Counter>,
    seconds: Family<On, Histogram>,
    files: Counter,
    receipts: Counter,
    busy: Counter,
    taken: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("shinsa");
        let requests = Family::<Answered, Counter>::default();
        let seconds = Family::<On, Histogram>::new_with_constructor(|| Histogram::new(STEPS));
        let (files, receipts, busy, taken) =
            (Counter::default(), Counter::default(), Counter::default(), Gauge::default());
        registry.register("requests", "Requests by path and status", requests.clone());
        registry.register("request_seconds", "Time of answers by path", seconds.clone());
        registry.register("files_judged", "Claim files judged", files.clone());
        registry.register("receipts_judged", "Receipts judged", receipts.clone());
        registry.register("refused_busy", "Requests refused because the line was full", busy.clone());
        registry.register("gate_taken", "Files being judged or waiting", taken.clone());
        Self { registry: Arc::new(registry), requests, seconds, files, receipts, busy, taken }
    }
}

impl Metrics {
    /// An answer was given.
    pub fn request(&self, path: &str, status: u16, took: Duration) {
        self.requests.get_or_create(&Answered { path: path.to_owned(), status }).inc();
        self.seconds.get_or_create(&On { path: path.to_owned() }).observe(took.as_secs_f64());
        if status == 503 {
            self.busy.inc();
        }
    }

    /// A file was judged.
    pub fn judged(&self, receipts: u64) {
        self.files.inc();
        self.receipts.inc_by(receipts);
    }

    /// All of them as text.
    ///
    /// # Errors
    /// The text cannot be made.
    pub fn text(&self, taken: usize) -> Result<String, std::fmt::Error> {
        self.taken.set(i64::try_from(taken).unwrap_or(i64::MAX));
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
