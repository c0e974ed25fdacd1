//! The lists of the intake checks: which there are, what stands in none of them, and why.

use store::Role;

use crate::asking::{get, post};
use crate::running::Service;

const DAMAGED: &[u8] = include_bytes!("../../../../corpus/samples/damaged.UKE");

/// The same file of an institution in a prefecture that is none: its list has no agency and no name.
fn of_no_prefecture() -> Vec<u8> {
    let text = encoding_rs::SHIFT_JIS.decode(DAMAGED).0.into_owned();
    let renamed = |line: &str| {
        let mut items: Vec<&str> = line.split(',').collect();
        if items[0] == "IR" {
            items[2] = "99";
        }
        items.join(",")
    };
    let lines: Vec<String> = text.split("\r\n").map(renamed).collect();
    encoding_rs::SHIFT_JIS.encode(&lines.join("\r\n")).0.into_owned()
}

#[test]
fn what_stands_in_no_list_is_told() {
    let service = Service::start(|_| ());
    let clinic = service.somebody(Role::Clinic);
    let keep = |bytes: &[u8]| {
        let made = post("/api/v1/checks?name=a.UKE").by(&clinic).body(bytes).send(&service);
        assert_eq!(made.status, 201, "{}", made.text());
        made.header("location").replace("/api/v1", "")
    };
    let look = |path: &str| get(path).by(&clinic).html().send(&service);
    let check = keep(DAMAGED);
    let page = look(&format!("{check}/asp")).text();
    assert!(page.contains(&format!("{check}/asp.csv?list=1")) && page.contains("載らなかった誤り"), "{page}");
    for prefix in ["", "/api/v1"] {
        let csv = get(&format!("{prefix}{check}/asp.csv")).by(&clinic).send(&service);
        assert_eq!((csv.status, csv.header("shinsa-unwritten")), (200, "0"), "{}", csv.text());
        let left_out: usize = csv.header("shinsa-left-out").parse().unwrap();
        assert!(page.contains(&format!(">{left_out}</td>")), "the page says the same: {left_out} {page}");
    }
    let check = keep(&of_no_prefecture());
    let page = look(&format!("{check}/asp")).text();
    assert!(page.contains("一覧は作れません") && page.contains("都道府県"), "{page}");
    let none = get(&format!("/api/v1{check}/asp.csv")).by(&clinic).send(&service);
    assert_eq!(none.status, 404);
    let (ja, en) = (none.json()["detail"].clone(), none.json()["detail_en"].clone());
    assert!(ja.as_str().unwrap().contains("都道府県"), "{ja}");
    assert!(en.as_str().unwrap().contains("no list can be made"), "{en}");
}
