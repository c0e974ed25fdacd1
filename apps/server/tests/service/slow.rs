//! Slow clients in number, and uploads that break off: everybody else is served, and nothing of them stays.
//!
//! `SHINSA_SLOW_CLIENTS` and `SHINSA_SLOW_SECONDS` make it more and longer (CONTRIBUTING.md).

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use crate::asking::{get, post};
use crate::running::{SAMPLE, Service, until};

fn set(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// What slow clients send, byte by byte: heads that never end, and bodies that say much.
fn begun(at: u64) -> Vec<u8> {
    let head = "POST /api/v1/checks HTTP/1.1\r\nHost: localhost\r\n";
    if at.is_multiple_of(2) {
        format!("{head}X-Slow: ").into_bytes()
    } else {
        format!("{head}Content-Length: 60000000\r\n\r\n").into_bytes()
    }
}

#[test]
fn clients_that_dribble_keep_nobody_else_waiting() {
    let (clients, seconds) = (set("SHINSA_SLOW_CLIENTS", 200), set("SHINSA_SLOW_SECONDS", 8));
    let service = Service::start(|_| ());
    let others = || [get("/health"), get("/sign-in"), post("/api/v1/checks?keep=false").body(SAMPLE)];
    let alone = Instant::now();
    others().into_iter().for_each(|ask| assert!(matches!(ask.send(&service).status, 200 | 201)));
    let alone = alone.elapsed();
    let mut slow: Vec<TcpStream> = Vec::new();
    for at in 0..clients {
        let mut stream = TcpStream::connect(service.address).unwrap();
        stream.write_all(&begun(at)).unwrap();
        slow.push(stream);
    }
    let ends = Instant::now() + Duration::from_secs(seconds);
    let (mut asked, mut longest) = (0, Duration::ZERO);
    while Instant::now() < ends {
        // Whoever was ended by the server is not slow any more.
        slow.retain_mut(|stream| stream.write_all(b"I").is_ok());
        for ask in others() {
            let begun = Instant::now();
            let answer = ask.send(&service);
            longest = longest.max(begun.elapsed());
            assert!(matches!(answer.status, 200 | 201), "{}: {}", answer.status, answer.text());
            asked += 1;
        }
        std::thread::sleep(Duration::from_millis(250));
    }
    // A machine that is busy with other tests is slow to whoever is alone, too.
    let patience = Duration::from_secs(5) + alone * 10;
    assert!(longest < patience, "somebody waited {longest:?} of {asked}; alone all took {alone:?}");
    until("heads that never end are ended", || {
        slow.retain_mut(|stream| stream.write_all(b"I").is_ok());
        slow.len() as u64 <= clients / 2
    });
    drop(slow);
    until("room is given back", || service.all_room_is_free());
    eprintln!("{clients} slow clients for {seconds} s: {asked} others answered, the slowest in {longest:?}");
}

#[test]
fn an_upload_that_breaks_off_leaves_nothing() {
    let service = Service::start(|_| ());
    let count = || {
        let rows = service.runtime.block_on(service.app.store().statistics()).unwrap().rows;
        let of = |table: &str| rows.iter().find(|(name, _)| *name == table).unwrap().1;
        (of("uploads"), of("upload_chunks"), of("audit"))
    };
    let before = count();
    let cut = SAMPLE.len() / 2;
    for how in [Some(Shutdown::Write), None] {
        let mut stream = TcpStream::connect(service.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let head = format!(
            "POST /api/v1/checks HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n",
            SAMPLE.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&SAMPLE[..cut]).unwrap();
        if let Some(how) = how {
            stream.shutdown(how).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).ok();
            assert!(!answer.contains(" 201 "), "half a file is no file: {answer}");
        }
    }
    // A form that ends within its file says so.
    let form = post("/api/v1/checks").header("content-type", "multipart/form-data; boundary=x");
    let part =
        b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.UKE\"\r\n\r\nIR,1".to_vec();
    let told = form.body(part).send(&service);
    assert_eq!((told.status, told.json()["code"].as_str()), (400, Some("malformed")));
    until("room is given back", || service.all_room_is_free());
    until("the place is given back", || service.app.gate().taken() == 0);
    assert_eq!(count(), before, "nothing of it is kept");
    assert_eq!(post("/api/v1/checks").body(SAMPLE).send(&service).status, 201);
}
