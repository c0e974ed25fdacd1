//! What is too much: bombs, size, time, places. The answer comes, and it says what to do.

use std::io::{Cursor, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::asking::{Ask, first, get, post, raw};
use crate::running::{SAMPLE, Service, until};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("../../a.UKE", SimpleFileOptions::default()).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap().into_inner()
}

fn small() -> Service {
    Service::start(|settings| {
        settings.limits.upload_mib = 1;
        settings.limits.unpacked_mib = 2;
        settings.limits.held_mib = 2;
        settings.limits.request_seconds = 20;
    })
}

fn check(body: &[u8]) -> Ask {
    post("/api/v1/checks?keep=false").body(body)
}

#[test]
fn a_bomb_is_given_up_and_told() {
    let service = small();
    let zeros = vec![b'0'; 64 << 20];
    for bomb in [gzip(&zeros), zip(&zeros), zip(&gzip(&zeros)), gzip(&gzip(&zeros))] {
        assert!(bomb.len() < 1 << 20);
        let answer = check(&bomb).send(&service);
        let told = (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned());
        assert!(told == (413, "too-large".to_owned()) || answer.status == 200, "{told:?}");
        assert!(answer.status != 200 || answer.json()["summary"]["receipts"] == 0);
    }
    assert_eq!(check(&gzip(SAMPLE)).send(&service).status, 200, "and it goes on");
    assert_eq!(check(&zip(SAMPLE)).send(&service).status, 200);
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let service = small();
    let head = "POST /api/v1/checks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000000\r\n\r\n";
    let answer = first(&service, head.as_bytes());
    assert!(answer.starts_with("HTTP/1.1 413"), "not 408, so without waiting for the body: {answer}");
    let mut chunked = b"POST /api/v1/checks HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n".to_vec();
    for _ in 0..3 {
        chunked.extend_from_slice(b"80000\r\n");
        chunked.extend_from_slice(&vec![b'0'; 0x80000]);
        chunked.extend_from_slice(b"\r\n");
    }
    chunked.extend_from_slice(b"0\r\n\r\n");
    assert!(raw(&service, &chunked).starts_with("HTTP/1.1 413"), "counted while it comes");
    let form = format!("login={}&password=b", "a".repeat(2 << 20));
    let kind = "Content-Type: application/x-www-form-urlencoded";
    let length = form.len();
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nHost: localhost\r\n{kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    // It may end the connection while we are sending still: then there is no answer to read.
    let answer = raw(&service, (head + &form).as_bytes());
    let refused = ["HTTP/1.1 400", "HTTP/1.1 413"].iter().any(|told| answer.starts_with(told));
    assert!(refused || answer.is_empty(), "{answer}");
}

#[test]
fn a_slow_body_ends_in_time() {
    let service = Service::start(|settings| settings.limits.request_seconds = 2);
    let head = "POST /api/v1/checks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nIR";
    let answer = first(&service, head.as_bytes());
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    until("its room is free again", || service.all_room_is_free());
}

#[test]
fn a_slow_head_ends_in_time() {
    let service = Service::start(|_| ());
    let mut stream = TcpStream::connect(service.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(25))).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: local").unwrap();
    let begun = Instant::now();
    let mut answer = Vec::new();
    // Ended by the server, with or without a word.
    stream.read_to_end(&mut answer).ok();
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn a_full_line_is_told_at_once() {
    let service = Service::start(|settings| {
        settings.limits.judging = 1;
        settings.limits.waiting = 0;
    });
    // It never becomes free: whoever waited would be told 408.
    let place = service.occupy();
    let busy = check(SAMPLE).send(&service);
    assert_eq!((busy.status, busy.header("retry-after")), (503, "2"));
    assert_eq!(busy.json()["code"], "busy");
    assert_eq!(get("/health").send(&service).status, 200, "everything else goes on");
    drop(place);
    until("the place is free again", || service.app.gate().taken() == 0);
    assert_eq!(check(SAMPLE).send(&service).status, 200);
}

#[test]
fn bodies_have_room_or_are_told_at_once() {
    let service = small();
    let room = service.app.held().take(2 << 20).unwrap();
    let busy = check(SAMPLE).send(&service);
    assert_eq!((busy.status, busy.json()["code"].as_str()), (503, Some("busy")));
    drop(room);
    assert_eq!(check(SAMPLE).send(&service).status, 200);
}
