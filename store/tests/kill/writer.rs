//! Whoever is killed: writes one upload after another and says of each that it is kept.

use std::collections::BTreeSet;
use std::io::Write;
use std::time::Duration;

use caseflow::{Act, Person, Seat};
use store::audit::Entry;
use store::cases::{Acted, CaseClaim, CaseFilter, Intake, NewCase};
use store::uploads::{Idempotency, NewUpload};
use store::{Institution, Now, Problem, Store};

use crate::{FROM, KEYS, claims, open, receipts};

const BRANCH: &str = "13";
const MONTH: &str = "202406";

/// Writes until killed. When the database goes away it tries the same again, as a client would.
pub async fn write(place: &str) {
    let store = open(place, &std::env::var(KEYS).unwrap()).await.unwrap();
    let from: u64 = std::env::var(FROM).unwrap().parse().unwrap();
    for number in from.. {
        let mut failures = 0;
        while let Err(error) = write_one(&store, number).await {
            failures += 1;
            assert!(failures < 300, "the store does not come back: {error}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let mut out = std::io::stdout().lock();
        writeln!(out, "{number}").unwrap();
        out.flush().unwrap();
    }
}

async fn write_one(store: &Store, number: u64) -> store::Result<()> {
    let institution = Institution::new("131234567")?;
    let (claims, receipts) = (claims(number), receipts(number));
    let audit = Entry {
        actor: "account/a".to_owned(),
        role: "clinic".to_owned(),
        act: "upload.make".to_owned(),
        subject: String::new(),
        purpose: "点検".to_owned(),
        detail: String::new(),
    };
    let new = NewUpload {
        institution: &institution,
        made_by: "account/a",
        file_name: &number.to_string(),
        revision: "r",
        delete_after: i64::MAX,
        claims: &claims,
        head: b"head",
        receipts: &receipts,
        dispositions: &[("pass", 1)],
        audit: Some(audit),
    };
    let key = number.to_string();
    let idempotency = Idempotency { key: &key, request: *blake3::hash(&claims).as_bytes() };
    store.write_upload(&new, Some(idempotency), Now(1_000)).await?;
    take_a_case(store, number).await
}

/// Puts a case there and takes it. Sent again, both find what they did.
async fn take_a_case(store: &Store, number: u64) -> store::Result<()> {
    match store.open_month(BRANCH, MONTH, (0, i64::MAX), None, Now(1)).await {
        Err(error) if error.problem() != Problem::Taken => return Err(error),
        _ => {}
    }
    let case = NewCase {
        source: number.to_string(),
        file: String::new(),
        receipt: 0,
        institution: Institution::new("131234567")?,
        queue: model::Queue::Staff,
        lines: BTreeSet::from([1]),
        points: i64::try_from(number).unwrap(),
        shown: CaseClaim { claim: b"claim".to_vec(), found: b"found".to_vec() },
        rules: BTreeSet::new(),
        linked: Vec::new(),
    };
    store.open_cases((BRANCH, MONTH), &[case], Intake::Window, Now(2)).await?;
    let person = Person { id: "s".to_owned(), seat: Seat::Staff, conflicts: BTreeSet::new() };
    let newest = store.cases(&CaseFilter::default(), None, 1).await?.remove(0);
    assert_eq!(newest.source, number.to_string());
    match store.act_on_case(&newest.id, 0, &person, Act::Claim, "審査", Now(3)).await {
        Ok(Acted::Done(1)) => Ok(()),
        Err(error) if error.problem() == Problem::Stale => Ok(()),
        Err(error) => Err(error),
        Ok(other) => panic!("{other:?}"),
    }
}
