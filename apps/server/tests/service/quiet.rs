//! The log: lines of every request, and in them no secret and nothing of a patient.

use std::io::Write;
use std::sync::{Mutex, Once};

use store::Role;

use crate::asking::{get, post};
use crate::running::{PASSWORD, SAMPLE, Service};

static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Into;

impl Write for Into {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LINES.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Keeps what all services of these tests log, down to the last detail.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let log =
            tracing_subscriber::fmt().json().with_max_level(tracing_subscriber::filter::LevelFilter::TRACE);
        log.with_writer(|| Into).init();
    });
}

/// What names the patients of the sample, as it stands in the file.
fn personal() -> Vec<String> {
    let (text, _, _) = encoding_rs::SHIFT_JIS.decode(SAMPLE);
    let mut found = Vec::new();
    for line in text.lines() {
        let items: Vec<&str> = line.split(',').collect();
        match items[0] {
            "RE" => found.extend([items[4].to_owned(), items[6].to_owned()]),
            "HO" => found.extend([items[1].trim().to_owned(), items[3].to_owned()]),
            _ => {}
        }
    }
    found.retain(|value| value.chars().count() > 3);
    found
}

#[test]
fn neither_secrets_nor_patients_stand_in_the_log() {
    let service = Service::start(|_| ());
    let clinic = service.somebody(Role::Clinic);
    let key = service.key("131234567", 60);
    let name = "秘密の患者名.UKE";
    let made = post("/checks").by(&clinic).field("keep", "yes").file(name, SAMPLE).send(&service);
    assert_eq!(made.status, 303, "{}", made.text());
    let place = made.header("location").to_owned();
    for page in ["", "/receipts/1", "/mend", "/file", "/result.json"] {
        assert_eq!(get(&format!("{place}{page}")).by(&clinic).send(&service).status, 200, "{page}");
    }
    let program = post("/api/v1/checks?name=%E7%A7%98%E5%AF%86&keep=false").with_key(&key).body(SAMPLE);
    assert_eq!(program.send(&service).status, 200);
    let typed = post("/sign-in").field("login", "clinic").field("password", PASSWORD).send(&service);
    assert_eq!(typed.status, 303);
    let broken = post("/api/v1/receipts").with_key(&key).body(r#"{"records":[["RE",1,"秘密,"]]}"#);
    assert_eq!(broken.send(&service).status, 400);

    let log = String::from_utf8_lossy(&LINES.lock().unwrap()).into_owned();
    assert!(log.contains(r#""path":"/checks/{id}/receipts/{seq}""#), "requests are logged by their pattern");
    let mut secrets = personal();
    assert!(secrets.len() >= 4, "the sample has patients");
    secrets.extend(["秘密".to_owned(), PASSWORD.to_owned(), clinic.csrf.clone()]);
    secrets.push(clinic.cookie.trim_start_matches("shinsa=").to_owned());
    secrets.push(typed.cookie().trim_start_matches("shinsa=").to_owned());
    secrets.push(key.rsplit('_').next().unwrap().to_owned());
    secrets.push(place.trim_start_matches("/checks/").to_owned());
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} stands in the log");
    }
}
