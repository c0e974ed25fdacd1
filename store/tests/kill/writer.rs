//! Whoever is killed: writes one upload after another and says of each that it is kept.

use std::io::Write;
use std::time::Duration;

use store::audit::Entry;
use store::uploads::{Idempotency, NewUpload};
use store::{Institution, Now, Store};

use crate::{FROM, KEYS, claims, open, receipts};

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
    Ok(())
}
