//! Whoever kills, and looks at what is left.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use store::audit::Verdict;
use store::cases::CaseFilter;
use store::{Institution, Store};

use crate::{FROM, KEYS, PLACE, claims, open, postgres, receipts};

pub async fn kill_and_look() {
    let kills =
        std::env::var("SHINSA_STORE_KILLS").map_or(25, |kills| kills.parse().expect("a number of kills"));
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys").to_string_lossy().into_owned();
    let file = folder.path().join("store.db").to_string_lossy().into_owned();
    let next = writers_are_killed(&file, &keys, 0, kills).await;
    println!("sqlite: the writer killed {kills} times, {next} uploads acknowledged, all whole");
    let Some(cluster) = postgres::own_cluster() else { return };
    let url = cluster.new_database().await;
    let next = writers_are_killed(&url, &keys, 0, kills).await;
    println!("postgresql: the writer killed {kills} times, {next} uploads acknowledged, all whole");
    let next = the_server_is_killed(&cluster, &url, &keys, next, kills).await;
    println!("postgresql: the server killed {kills} times, {next} uploads acknowledged, all whole");
}

struct Writer {
    child: Child,
    said: std::io::Lines<BufReader<ChildStdout>>,
}

impl Writer {
    fn start(place: &str, keys: &str, from: u64) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .env(PLACE, place)
            .env(KEYS, keys)
            .env(FROM, from.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().expect("piped")).lines();
        Self { child, said }
    }

    /// Waits for one upload more.
    fn one_more(&mut self, next: u64) -> u64 {
        let line = self.said.next().expect("the writer ended by itself").unwrap();
        assert_eq!(line, next.to_string());
        next + 1
    }

    /// Kills it and reads what it still said.
    fn kill(mut self, mut next: u64) -> u64 {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        for line in self.said {
            assert_eq!(line.unwrap(), next.to_string());
            next += 1;
        }
        next
    }
}

fn some_time(most: u64) -> Duration {
    let mut byte = [0; 2];
    getrandom::fill(&mut byte).unwrap();
    Duration::from_millis(u64::from(u16::from_le_bytes(byte)) % most)
}

async fn writers_are_killed(place: &str, keys: &str, mut next: u64, kills: u32) -> u64 {
    for _ in 0..kills {
        let mut writer = Writer::start(place, keys, next);
        next = writer.one_more(next);
        std::thread::sleep(some_time(150));
        next = writer.kill(next);
        look(place, keys, next).await;
    }
    next
}

async fn the_server_is_killed(
    cluster: &postgres::Cluster,
    url: &str,
    keys: &str,
    mut next: u64,
    kills: u32,
) -> u64 {
    let mut writer = Writer::start(url, keys, next);
    for _ in 0..kills {
        next = writer.one_more(next);
        std::thread::sleep(some_time(150));
        cluster.kill();
        cluster.start_again();
        next = writer.one_more(next);
    }
    next = writer.kill(next);
    look(url, keys, next).await;
    next
}

/// Everything acknowledged is there, whole, once; at most one more that was not acknowledged, whole too.
async fn look(place: &str, keys: &str, acknowledged: u64) {
    let store = open(place, keys).await.unwrap();
    let institution = Institution::new("131234567").unwrap();
    let (mut numbers, mut cursor) = (Vec::new(), None);
    loop {
        let page = store.uploads(&institution, cursor.as_ref(), 100).await.unwrap();
        for upload in &page.uploads {
            let number: u64 = upload.file_name.as_deref().expect("kept").parse().unwrap();
            // Whole ones of earlier looks stay whole: a sample of them is enough.
            if number + 12 > acknowledged || number % 16 == acknowledged % 16 {
                assert!(store.claims(upload).await.unwrap() == claims(number), "claims of {number}");
                assert!(
                    store.upload_receipts(upload).await.unwrap() == receipts(number),
                    "receipts of {number}"
                );
                assert_eq!(store.upload_head(upload).await.unwrap(), b"head");
                assert_eq!(upload.dispositions.len(), 1);
            }
            numbers.push(number);
        }
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    numbers.sort_unstable();
    let there = numbers.len() as u64;
    assert!(there == acknowledged || there == acknowledged + 1, "{there} of {acknowledged}");
    assert_eq!(numbers, (0..there).collect::<Vec<_>>(), "each once");
    let rows = i64::try_from(there).unwrap() + cases_are_whole(&store, acknowledged).await;
    match store.verify_audit().await.unwrap() {
        Verdict::Whole { rows: told, .. } => {
            assert_eq!(told, rows, "a row of the trail for each upload and act")
        }
        Verdict::Broken { seq } => panic!("the trail is broken at {seq}"),
    }
    store.close().await;
}

/// Every acknowledged case was taken, once; gives how many acts there are.
async fn cases_are_whole(store: &Store, acknowledged: u64) -> i64 {
    let (mut taken, mut last) = (Vec::new(), None);
    loop {
        let lines = store.cases(&CaseFilter::default(), last.as_ref(), 100).await.unwrap();
        for line in &lines {
            let file = store.case(&line.id).await.unwrap().unwrap();
            assert_eq!(i64::try_from(file.events.len()), Ok(line.version), "an act for each version");
            assert_eq!(file.case.state().slug(), line.state);
            if line.state == "held" {
                taken.push(line.source.parse::<u64>().unwrap());
            }
        }
        match lines.last() {
            Some(line) => last = Some(line.clone()),
            None => break,
        }
    }
    taken.sort_unstable();
    let there = taken.len() as u64;
    assert!(there == acknowledged || there == acknowledged + 1, "{there} cases of {acknowledged}");
    assert_eq!(taken, (0..there).collect::<Vec<_>>(), "each once");
    i64::try_from(there).unwrap()
}
