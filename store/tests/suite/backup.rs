//! Backups: what comes back is the same, on either database; what is cut or changed is told.

use std::collections::BTreeSet;

use caseflow::{Person, Seat};
use model::Queue;
use sqlx::{AnyConnection, Connection, Row};
use store::audit::Verdict;
use store::backup::TABLES;
use store::cases::{CaseFilter, Intake, NewCase, NewRelation, RelationKind};
use store::exclusions::NewExclusion;
use store::sessions::{Lasts, SecondFactor};
use store::{Institution, KeyRing, Now, Place, Problem, Store};

use crate::accounts::{clinic, make};
use crate::audit::entry;
use crate::cases::{begin, give, member, new_case};
use crate::linked::linked;
use crate::places::{each, each_lasting, lasting};
use crate::postgres;
use crate::uploads::{own, put, receipts};

/// A store with something in most tables.
async fn fill(store: &Store) -> String {
    let id = make(store, "reception", &clinic()).await;
    store.begin_totp(&id).await.unwrap();
    store
        .open_session(&id, SecondFactor::NotAsked, Lasts { idle: 60, absolute: 600 }, None, Now(1))
        .await
        .unwrap();
    store.create_api_key(&own(), "電子カルテ", 60, &id, None, Now(1)).await.unwrap();
    exclude(store, &own(), "f1", "説明済み", &id, 1).await.unwrap();
    crate::returned::put(store, 1).await;
    store.audit(&entry("account/x"), Now(2)).await.unwrap();
    let relation =
        NewRelation { account: &id, institution: &own(), kind: RelationKind::Own, holds: (0, i64::MAX) };
    store.declare_relation(relation, &entry(""), Now(1)).await.unwrap();
    let with = NewCase { linked: vec![linked("a", 2)], ..new_case(1, Queue::Committee) };
    let cases = begin(store, &[with]).await;
    let staff = Person { id: id.clone(), seat: Seat::Staff, conflicts: BTreeSet::new() };
    let reviewer = member(store, "reviewer", "13").await;
    store.act_on_case(&cases[0], 0, &staff, give(&reviewer), "審査", Now(3)).await.unwrap();
    put(store, &vec![7; 1_500_000], &receipts(100), 1_000).await
}

/// Excludes a finding.
async fn exclude(
    store: &Store,
    institution: &Institution,
    fingerprint: &str,
    reason: &str,
    made_by: &str,
    at: i64,
) -> store::Result<String> {
    let about = format!("about {fingerprint}").into_bytes();
    let new = NewExclusion { institution, fingerprint, about: &about, reason, made_by, audit: None };
    store.exclude(&new, Now(at)).await
}

async fn holds_all(store: &Store, upload: &str) {
    let upload = store.upload(&own(), upload).await.unwrap().unwrap();
    assert_eq!(store.claims(&upload).await.unwrap(), vec![7; 1_500_000]);
    assert_eq!(store.upload_receipts(&upload).await.unwrap(), receipts(100));
    assert_eq!(store.exclusions(&own()).await.unwrap().first().unwrap().reason, "説明済み");
    assert_eq!(store.exclusions(&own()).await.unwrap().first().unwrap().about, b"about f1");
    assert_eq!(store.returned(&own()).await.unwrap().first().unwrap().said, b"said 1");
    assert!(matches!(store.verify_audit().await.unwrap(), Verdict::Whole { rows: 5, .. }));
    let case = store.cases(&CaseFilter::default(), None, 1).await.unwrap().remove(0);
    assert_eq!(store.case(&case.id).await.unwrap().unwrap().case.version(), 1);
    let beside = store.linked_claim(&case.id, "a", 2).await.unwrap().unwrap();
    assert_eq!(beside, linked("a", 2).shown);
    assert_eq!(store.audit(&entry("upload/y"), Now(3)).await.unwrap(), 6, "the chain goes on");
}

#[test]
fn a_dump_of_either_database_comes_back_in_either() {
    each_lasting(async |from| {
        let store = from.open().await;
        let upload = fill(&store).await;
        let mut lines = Vec::new();
        let dumped = store.dump(&mut lines, Now(5)).await.unwrap();
        assert!(dumped.rows > 10);
        let counted = store.statistics().await.unwrap();
        store.close().await;
        for to in lasting().await {
            let restored = Store::restore(&to.place, from.keys.clone(), &mut lines.as_slice()).await.unwrap();
            assert_eq!(restored.statistics().await.unwrap().rows, counted.rows);
            let mut again = Vec::new();
            restored.dump(&mut again, Now(5)).await.unwrap();
            let sorted = |bytes: &[u8]| {
                let mut lines: Vec<String> =
                    String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect();
                lines.pop();
                lines.sort();
                lines
            };
            assert_eq!(sorted(&again), sorted(&lines));
            holds_all(&restored, &upload).await;
            let over = Store::restore(&to.place, from.keys.clone(), &mut lines.as_slice()).await.unwrap_err();
            assert_eq!(over.problem(), Problem::NotEmpty);
            restored.close().await;
        }
    });
}

#[test]
fn a_dump_that_is_cut_or_changed_leaves_nothing_behind() {
    each_lasting(async |from| {
        let store = from.open().await;
        fill(&store).await;
        let mut lines = Vec::new();
        store.dump(&mut lines, Now(5)).await.unwrap();
        store.close().await;
        let text = String::from_utf8(lines).unwrap();
        let all: Vec<&str> = text.lines().collect();
        let without = |at: usize| {
            let mut left = all.clone();
            left.remove(at);
            left.join("\n") + "\n"
        };
        let wrong = [
            (String::new(), Problem::Backup),
            (without(0), Problem::Backup),
            (without(2), Problem::Backup),
            (without(all.len() - 1), Problem::Backup),
            (text.replacen("reception", "receptiom", 1), Problem::Backup),
            (text.replacen("\"accounts\"", "\"accounts; DROP TABLE audit\"", 1), Problem::Backup),
            (text.replacen("[\"login\"", "[\"login) VALUES (1) --\"", 1), Problem::Backup),
            (format!("{text}{{}}\n"), Problem::Backup),
            (text.replacen("\"schema\":", "\"schema\":9", 1), Problem::Newer),
        ];
        for to in lasting().await {
            for (text, problem) in &wrong {
                let error =
                    Store::restore(&to.place, from.keys.clone(), &mut text.as_bytes()).await.unwrap_err();
                assert_eq!(error.problem(), *problem, "{}", text.lines().next().unwrap_or_default());
            }
            let restored = Store::restore(&to.place, from.keys.clone(), &mut text.as_bytes()).await.unwrap();
            assert_eq!(restored.count_accounts(None).await.unwrap(), 2);
            restored.close().await;
        }
    });
}

#[test]
fn a_dump_of_an_older_schema_goes_through_the_migrations_that_it_lacks() {
    each_lasting(async |given| {
        let head = "{\"dump\":{\"format\":1,\"schema\":4,\"made\":1}}\n";
        let digest = blake3::hash(head.as_bytes()).to_hex();
        let text = format!("{head}{{\"end\":{{\"rows\":0,\"digest\":\"{digest}\"}}}}\n");
        let store = Store::restore(&given.place, given.keys.clone(), &mut text.as_bytes()).await.unwrap();
        fill(&store).await;
        store.close().await;
    });
}

/// A line of a dump: texts and numbers of a row.
fn row(table: &str, columns: &[(&str, serde_json::Value)]) -> String {
    format!("{}\n", serde_json::json!({ "row": { "table": table, "columns": columns } }))
}

#[test]
fn a_receipt_that_an_earlier_program_made_two_cases_is_that_of_the_first_month() {
    each_lasting(async |given| {
        let mut text = "{\"dump\":{\"format\":1,\"schema\":10,\"made\":1}}\n".to_owned();
        for (month, made) in [("202409", 5), ("202406", 3)] {
            text.push_str(&row(
                "months",
                &[
                    ("branch", "13".into()),
                    ("month", month.into()),
                    ("intake_from", 0.into()),
                    ("intake_until", 10.into()),
                    ("state", "open".into()),
                    ("opened", 1.into()),
                    ("acts", 0.into()),
                ],
            ));
            text.push_str(&row(
                "cases",
                &[
                    ("id", format!("case{month}").into()),
                    ("branch", "13".into()),
                    ("month", month.into()),
                    ("source", "run1".into()),
                    ("file", "1".into()),
                    ("receipt", 7.into()),
                    ("institution", "131234567".into()),
                    ("opened_in", "staff".into()),
                    ("lines", "[3]".into()),
                    ("points", 1.into()),
                    ("queue", "staff".into()),
                    ("state", "open".into()),
                    ("version", 0.into()),
                    ("made", made.into()),
                    ("changed", made.into()),
                ],
            ));
        }
        let digest = blake3::hash(text.as_bytes()).to_hex();
        text.push_str(&format!("{{\"end\":{{\"rows\":4,\"digest\":\"{digest}\"}}}}\n"));
        let store = Store::restore(&given.place, given.keys.clone(), &mut text.as_bytes()).await.unwrap();
        let cases = [new_case(7, Queue::Staff), new_case(8, Queue::Staff)];
        let new = store.take_in(("13", "202409"), (&cases, &[]), Intake::Window, Now(6)).await.unwrap();
        assert_eq!(new.cases, 1);
        assert_eq!(new.elsewhere.into_iter().collect::<Vec<_>>(), [("202406".to_owned(), 1)]);
        store.close().await;
    });
}

#[test]
fn a_copy_is_a_store() {
    each_lasting(async |from| {
        let store = from.open().await;
        let upload = fill(&store).await;
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy.db");
        let done = store.copy_to(&copy).await;
        if store.file().is_none() {
            assert_eq!(done.unwrap_err().problem(), Problem::Backup);
            return store.close().await;
        }
        done.unwrap();
        assert_eq!(store.copy_to(&copy).await.unwrap_err().problem(), Problem::NotEmpty);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            for file in [&copy, store.file().unwrap()] {
                assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
            }
        }
        store.close().await;
        let opened = Store::open(&Place::File(copy), from.keys.clone()).await.unwrap();
        holds_all(&opened, &upload).await;
        opened.close().await;
    });
}

#[test]
fn a_server_that_goes_away_is_told_and_found_again() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let Some(cluster) = postgres::own_cluster() else { return };
    runtime.block_on(async {
        let place = Place::Url(cluster.new_database().await);
        let store = Store::open(&place, KeyRing::random().unwrap()).await.unwrap();
        store.audit(&entry("upload/x"), Now(1)).await.unwrap();
        cluster.kill();
        // The process that serves a connection notices a little later that the server is gone.
        let mut told = store.ready().await;
        for _ in 0..50 {
            if told.is_err() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            told = store.ready().await;
        }
        let gone = told.unwrap_err();
        // Whoever holds a connection is told at once, whoever waits for one is told when the wait is over.
        assert!(matches!(gone.problem(), Problem::Unreachable | Problem::Busy), "{gone:?}");
        cluster.start_again();
        let mut tries = 0;
        while store.ready().await.is_err() {
            tries += 1;
            assert!(tries < 600, "the store does not come back");
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        assert!(matches!(store.verify_audit().await.unwrap(), Verdict::Whole { rows: 1, .. }));
    });
}

pub async fn behind(place: &Place) -> AnyConnection {
    sqlx::any::install_default_drivers();
    let url = match place {
        Place::Url(url) => url.clone(),
        Place::File(file) => format!("sqlite://{}", file.display()),
        Place::Memory => unreachable!("a memory has no back"),
    };
    AnyConnection::connect(&url).await.unwrap()
}

/// Names of columns by table, as the database tells them.
async fn schema(place: &Place) -> Vec<(String, String)> {
    let statement = match place {
        Place::Url(_) => {
            "SELECT CAST(table_name AS TEXT) AS t, CAST(column_name AS TEXT) AS c FROM information_schema.columns
             WHERE table_schema = 'public' ORDER BY table_name, column_name"
        }
        _ => {
            "SELECT m.name AS t, c.name AS c FROM sqlite_master m, pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.name"
        }
    };
    let rows = sqlx::query(statement).fetch_all(&mut behind(place).await).await.unwrap();
    let columns = rows.iter().map(|row| (row.get::<String, _>("t"), row.get::<String, _>("c")));
    columns.filter(|(table, _)| !table.starts_with("_sqlx")).collect()
}

#[test]
fn every_table_is_backed_up_and_both_databases_have_the_same_columns() {
    each_lasting(async |given| {
        given.open().await.close().await;
        let columns = schema(&given.place).await;
        let mut tables: Vec<&str> = columns.iter().map(|(table, _)| table.as_str()).collect();
        tables.dedup();
        let page = include_str!("../../../docs/store.md");
        assert!(tables.iter().all(|table| page.contains(&format!("\n| `{table}` |"))), "docs/store.md");
        let mut known = TABLES.to_vec();
        known.sort_unstable();
        assert_eq!(tables, known, "{}", given.name);
        let sqlite = lasting().await.remove(0);
        sqlite.open().await.close().await;
        assert_eq!(columns, schema(&sqlite.place).await, "{}", given.name);
    });
}

#[test]
fn a_newer_store_is_refused_and_a_changed_one_told() {
    each_lasting(async |given| {
        given.open().await.close().await;
        let mut connection = behind(&given.place).await;
        let add = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                   SELECT 9000, description, success, checksum, execution_time FROM _sqlx_migrations WHERE version = 1";
        sqlx::query(add).execute(&mut connection).await.unwrap();
        let newer = Store::open(&given.place, given.keys.clone()).await.unwrap_err();
        assert_eq!(newer.problem(), Problem::Newer);
        assert!(newer.to_string().contains("新しいプログラム"), "{newer}");
        sqlx::query("DELETE FROM _sqlx_migrations WHERE version = 9000")
            .execute(&mut connection)
            .await
            .unwrap();
        given.open().await.close().await;
        let change =
            "UPDATE _sqlx_migrations SET checksum = (SELECT checksum FROM _sqlx_migrations WHERE version = 2)
                      WHERE version = 1";
        sqlx::query(change).execute(&mut connection).await.unwrap();
        let other = Store::open(&given.place, given.keys.clone()).await.unwrap_err();
        assert_eq!(other.problem(), Problem::OtherSchema);
    });
}

#[test]
fn many_who_open_a_new_place_at_once_all_get_it() {
    each_lasting(async |given| {
        let mut tasks = tokio::task::JoinSet::new();
        for at in 0..6 {
            let (place, keys) = (given.place.clone(), given.keys.clone());
            tasks.spawn(async move {
                let store = Store::open(&place, keys).await.unwrap();
                store.audit(&entry("upload/x"), Now(at)).await.unwrap();
                store.close().await;
            });
        }
        tasks.join_all().await;
        let store = given.open().await;
        assert!(matches!(store.verify_audit().await.unwrap(), Verdict::Whole { rows: 6, .. }));
        store.close().await;
    });
}

#[test]
fn a_place_that_cannot_be_opened_is_told() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("text");
        std::fs::write(&text, "this is no database, however long it may be".repeat(100)).unwrap();
        for (place, problem) in [
            (Place::File(folder.path().join("no/such/folder.db")), Problem::Unreachable),
            (Place::File(text), Problem::Damaged),
            (Place::Url("postgres://nobody:hunter2@127.0.0.1:1/none".to_owned()), Problem::Unreachable),
        ] {
            let error = Store::open(&place, KeyRing::random().unwrap()).await.unwrap_err();
            assert_eq!(error.problem(), problem, "{place:?}");
            assert!(!format!("{error} {error:?} {place:?}").contains("hunter2"));
        }
    });
}

#[test]
fn a_key_is_changed_while_old_values_still_open() {
    each_lasting(async |given| {
        let store = given.open().await;
        let upload = fill(&store).await;
        let old = given.keys.ids().next().unwrap().to_owned();
        store.close().await;
        let ring = given.keys.with_new_key().unwrap();
        let store = Store::open(&given.place, ring.clone()).await.unwrap();
        let before: i64 = store.sealed_by().await.unwrap().iter().map(|(_, n)| n).sum();
        assert_eq!(store.sealed_by().await.unwrap(), [(old.clone(), before)]);
        let mut done = 0;
        loop {
            match store.reseal(1).await.unwrap() {
                0 => break,
                some => done += some,
            }
        }
        let new = ring.ids().next().unwrap().to_owned();
        assert_eq!(i64::try_from(done).unwrap(), before);
        assert_eq!(store.sealed_by().await.unwrap(), [(new, before)]);
        store.close().await;
        let text = ring.text();
        let only_new: String =
            text.lines().filter(|line| !line.starts_with(&old)).collect::<Vec<_>>().join("\n");
        let store = Store::open(&given.place, KeyRing::parse(&only_new).unwrap()).await.unwrap();
        holds_all(&store, &upload).await;
        store.close().await;
    });
}

#[test]
fn every_sealed_column_has_its_key_beside_it_and_is_sealed_anew() {
    each_lasting(async |given| {
        let store = given.open().await;
        fill(&store).await;
        store.close().await;
        let columns = schema(&given.place).await;
        let keys = columns.iter().filter(|(_, column)| column.ends_with("_key") && column != "client_key");
        let keys = keys.chain(columns.iter().filter(|(_, column)| column == "key_id"));
        let mut connection = behind(&given.place).await;
        let mut sealed = 0;
        for (table, column) in keys {
            let count = format!("SELECT COUNT(*) AS n FROM {table} WHERE {column} IS NOT NULL");
            let row = sqlx::query(sqlx::AssertSqlSafe(count)).fetch_one(&mut connection).await.unwrap();
            let n: i64 = row.get("n");
            assert!(n > 0, "{table}.{column}: the case fills every sealed column");
            sealed += n;
        }
        let store = given.open().await;
        assert_eq!(store.sealed_by().await.unwrap().iter().map(|(_, n)| n).sum::<i64>(), sealed);
        store.close().await;
    });
}

#[test]
fn figures_are_told() {
    each(async |store| {
        fill(&store).await;
        let statistics = store.statistics().await.unwrap();
        assert!(statistics.bytes > 1_500_000);
        let rows = |table: &str| statistics.rows.iter().find(|(name, _)| *name == table).unwrap().1;
        assert_eq!(
            (rows("accounts"), rows("upload_chunks"), rows("upload_sheets"), rows("audit")),
            (2, 2, 2, 5)
        );
        store.ready().await.unwrap();
    });
}

#[test]
fn an_exclusion_is_for_one_finding_of_one_institution_until_withdrawn() {
    each(async |store| {
        let other = Institution::new("137654321").unwrap();
        let id = exclude(&store, &own(), "f1", "患者に説明済み", "account/a", 10).await.unwrap();
        let twice = exclude(&store, &own(), "f1", "x", "account/a", 11).await.unwrap_err();
        assert_eq!(twice.problem(), Problem::Taken);
        exclude(&store, &other, "f1", "x", "account/b", 11).await.unwrap();
        exclude(&store, &own(), "f0", "x", "account/a", 12).await.unwrap();
        assert_eq!(store.excluded(&own()).await.unwrap(), ["f0", "f1"]);
        let not_own = store.withdraw_exclusion(&other, &id, "account/b", None, Now(13)).await.unwrap_err();
        assert_eq!(not_own.problem(), Problem::Missing);
        let told = entry("");
        store.withdraw_exclusion(&own(), &id, "account/c", Some(&told), Now(13)).await.unwrap();
        assert!(store.withdraw_exclusion(&own(), &id, "account/c", Some(&told), Now(14)).await.is_err());
        let rows = store.audit_rows(&format!("exclusion/{id}"), None, 10).await.unwrap();
        assert_eq!(rows.len(), 1, "what was not done is not told");
        assert_eq!(store.excluded(&own()).await.unwrap(), ["f0"]);
        exclude(&store, &own(), "f1", "again", "account/a", 15).await.unwrap();
        let all = store.exclusions(&own()).await.unwrap();
        assert_eq!(all.len(), 3);
        let withdrawn = all.iter().find(|one| one.id == id).unwrap();
        assert_eq!((withdrawn.reason.as_str(), withdrawn.made_by.as_str()), ("患者に説明済み", "account/a"));
        assert_eq!(withdrawn.withdrawn, Some((13, "account/c".to_owned())));
    });
}
