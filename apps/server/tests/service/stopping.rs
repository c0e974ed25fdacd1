//! A stop lets what is being done come to its end, and takes nothing new.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::asking::post;
use crate::running::{SAMPLE, Service, until};

#[test]
fn a_check_that_runs_is_finished() {
    let service = Service::start(|settings| settings.limits.judging = 1);
    let place = service.occupy();
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| post("/api/v1/checks").body(SAMPLE).send(&service));
        until("the check comes", || service.app.gate().taken() == 2);
        service.stop(Duration::from_secs(60));
        until("nothing new is taken", || TcpStream::connect(service.address).is_err());
        drop(place);
        let answer = asked.join().unwrap();
        assert_eq!(answer.status, 201, "{}", answer.text());
        assert!(service.ended().is_ok());
    });
}

#[test]
fn a_body_that_is_on_its_way_arrives() {
    let service = Service::start(|_| ());
    let mut stream = TcpStream::connect(service.address).unwrap();
    let (first, rest) = SAMPLE.split_at(SAMPLE.len() / 2);
    let head = format!(
        "POST /api/v1/checks HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n",
        SAMPLE.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(first).unwrap();
    until("the body is on its way", || !service.all_room_is_free());
    service.stop(Duration::from_secs(60));
    until("nothing new is taken", || TcpStream::connect(service.address).is_err());
    stream.write_all(rest).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    assert!(answer.starts_with("HTTP/1.1 201"), "{}", answer.lines().next().unwrap_or_default());
    assert!(service.ended().is_ok());
}
