//! What is held at once has room: bodies, what is unpacked of them, and the earlier months that they are judged beside.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use store::Role;

use crate::asking::{get, post};
use crate::running::{Service, Somebody, until};

const MIB: usize = 1 << 20;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A file of a month of filing, so many MiB long: a receipt, and behind it what is none.
fn month(billed: u32, mib: usize) -> Vec<u8> {
    let month = billed - 1;
    let text = format!(
        "IR,1,13,1,1000009,,審査医院,{billed},00,\r\nRE,1,1112,{month},模擬　患者,1,19800115,,,,,,,A1,,,,,,,,,,,,,,,,,,,,,,,,\r\n\
         HO,06134019,１２３４,５６７,1,360,,,,,,,,,\r\nSY,8833421,20220410,1,,,01,\r\n\
         SI,60,1,160091310,,360,1,,,,,,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\nGO,1,360,99\r\n"
    );
    let mut bytes = encoding_rs::SHIFT_JIS.encode(&text).0.into_owned();
    bytes.resize(bytes.len().max(mib * MIB), b' ');
    bytes
}

fn send(service: &Service, who: &Somebody, bytes: &[u8]) -> (u16, String) {
    let answer = post("/api/v1/checks?name=a.UKE").by(who).body(bytes).send(service);
    (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
}

/// How many MiB are free.
fn free(service: &Service) -> usize {
    let held = service.app.held();
    (1..=service.app.settings().limits.held_mib).take_while(|mib| held.take(mib * MIB).is_ok()).count()
}

#[test]
fn what_is_unpacked_has_room_until_it_is_judged() {
    let service = Service::start(|settings| {
        (settings.limits.upload_mib, settings.limits.held_mib, settings.limits.judging) = (2, 6, 1);
    });
    let clinic = service.somebody(Role::Clinic);
    let packed = gzip(&month(202_408, 4));
    let other = service.app.held().take(3 * MIB).unwrap();
    assert_eq!(
        send(&service, &clinic, &packed),
        (503, "busy".to_owned()),
        "four and three are more than six"
    );
    drop(other);
    assert_eq!(send(&service, &clinic, &packed).0, 201);
    // Whoever waits for a turn is not unpacked yet.
    let place = service.occupy();
    std::thread::scope(|scope| {
        let asked: Vec<_> = (0..4).map(|_| scope.spawn(|| send(&service, &clinic, &packed))).collect();
        until("they come", || service.app.gate().taken() == 5);
        assert_eq!(free(&service), 2, "one MiB for each of those who wait");
        drop(place);
        // One after another has the turn, so there is room for each beside those who wait; the first may find none.
        let told: Vec<_> = asked.into_iter().map(|one| one.join().unwrap()).collect();
        assert!(told.iter().any(|one| one.0 == 201), "{told:?}");
        assert!(told.iter().all(|one| one.0 == 201 || *one == (503, "busy".to_owned())), "{told:?}");
    });
    assert_eq!(free(&service), 6, "all of it is given back");
}

#[test]
fn earlier_months_have_room_beside_the_file_or_are_told() {
    let service = Service::start(|settings| {
        (settings.limits.upload_mib, settings.limits.held_mib) = (4, 8);
    });
    let clinic = service.somebody(Role::Clinic);
    assert_eq!(send(&service, &clinic, &month(202_407, 3)).0, 201);
    let other = service.app.held().take(5 * MIB).unwrap();
    assert_eq!(send(&service, &clinic, &month(202_408, 0)), (503, "busy".to_owned()), "July has no room");
    drop(other);
    let made = post("/api/v1/checks?name=b.UKE").by(&clinic).body(month(202_408, 0)).send(&service);
    assert_eq!(made.status, 201);
    let place = made.header("location").replace("/api/v1", "");
    let why = |status: u16| {
        let answer = get(&format!("{place}/receipts/1/trace?rule=D217")).by(&clinic).send(&service);
        assert_eq!(answer.status, status, "{}", answer.text());
    };
    why(200);
    let other = service.app.held().take(6 * MIB).unwrap();
    why(503);
    drop(other);
    // More than there ever is: who would only wait is told what to do.
    assert_eq!(send(&service, &clinic, &month(202_406, 4)).0, 201);
    let never = post("/api/v1/checks?name=c.UKE").by(&clinic).body(month(202_408, 2)).send(&service);
    assert_eq!((never.status, never.json()["code"].as_str()), (413, Some("too-large")), "{}", never.text());
    assert!(never.json()["detail"].as_str().unwrap().contains("held_mib"), "{}", never.text());
    assert_eq!(free(&service), 8);
}
