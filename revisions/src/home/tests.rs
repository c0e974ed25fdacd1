//! Activation and rollback on disk: what is good becomes active, and whatever fails leaves what was active.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must stop")]

use std::fs;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePublicKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use masters::Masters;
use model::{Branch, Date, Lang, Month};

use super::{Activated, EventKind, Home, LOCK, OBJECTS, Order, STATE, disk};
use crate::bundle::Bundle;
use crate::error::{Error, Result};
use crate::manifest::{Label, MASTERS};

const OVERLAY: &str = "上書 東京「当面は一件ずつ確かめる」\n施行 2023-04-01から2024-03-31まで\n担当「東京」\n変更 B001-2-年齢 確度 要審査\n";

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

/// A rule of the built-in book with examples.
fn rule() -> String {
    let is_it = |file: &&rulebook::File| file.path == "examples/paediatric-outpatient-age.rule";
    rulebook::FILES.iter().find(is_it).unwrap().text.to_owned()
}

/// A site with the headquarters' key, and a place to put bundles.
struct Site {
    dir: tempfile::TempDir,
    home: Home,
}

impl Site {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::new(dir.path().join("revisions"));
        fs::create_dir_all(home.trusted()).unwrap();
        let public = key(1).verifying_key().to_public_key_pem(LineEnding::LF).unwrap();
        fs::write(home.trusted().join("honbu.pub.pem"), public).unwrap();
        Self { dir, home }
    }

    fn bundle(&self, label: Label, rules: &[(&str, Vec<u8>)], masters: Vec<u8>, seed: u8) -> PathBuf {
        let mut files: Vec<(String, Vec<u8>)> =
            rules.iter().map(|(path, text)| (format!("rules/{path}"), text.clone())).collect();
        files.push((MASTERS.to_owned(), masters));
        files.push(("settings/routing.toml".to_owned(), format!("number = {}", label.number).into_bytes()));
        let path = self.dir.path().join(format!("r{}.shinsa-bundle", label.number));
        let made = Bundle::make(label, files, &key(seed)).unwrap();
        made.write(&mut fs::File::create(&path).unwrap()).unwrap();
        path
    }

    /// A revision of one rule.
    fn of(&self, number: u64, text: &str) -> PathBuf {
        self.bundle(label(number), &[("a.rule", text.as_bytes().to_vec())], starter(), 1)
    }

    fn activate(&self, path: &Path) -> Result<Activated> {
        self.home.activate(path, &Order::default(), |_| ())
    }

    fn active(&self) -> Option<u64> {
        self.home.state().unwrap().active().map(|event| event.number)
    }

    /// The stage at which a bundle is refused, while what was active goes on.
    fn refused(&self, path: &Path) -> &'static str {
        let before = self.home.state().unwrap();
        let stage = match self.activate(path) {
            Err(Error::Refused(failure)) => failure.stage.slug(),
            other => panic!("not refused: {other:?}"),
        };
        let after = self.home.state().unwrap();
        assert_eq!(after.events, before.events);
        assert_eq!(after.failure.map(|failure| failure.stage).as_deref(), Some(stage));
        let open = self.home.open_active(&[]).unwrap().map(|snapshot| snapshot.origin().number);
        assert_eq!(open, self.active());
        stage
    }
}

fn label(number: u64) -> Label {
    let name = format!("改訂{number}");
    Label { number, name, creator: String::new(), note: String::new(), valid_from: None }
}

fn starter() -> Vec<u8> {
    masters::encode(Masters::starter())
}

#[test]
fn what_is_good_becomes_active_for_every_branch() {
    let site = Site::new();
    assert!(site.home.open_active(&[]).unwrap().is_none());
    let rules = [("a.rule", rule().into_bytes()), ("支部/東京.rule", OVERLAY.as_bytes().to_vec())];
    let path = site.bundle(label(1), &rules, starter(), 1);
    let months = vec![Month::from_number(2023_06).unwrap()];
    let order = Order { months, ..Order::default() };
    let activated = site.home.activate(&path, &order, |_| ()).unwrap();
    assert_eq!(
        (activated.event.rules, activated.event.branches.as_slice()),
        (1, ["13".to_owned()].as_slice())
    );
    assert_eq!((activated.event.signer.as_str(), activated.event.passed > 0), ("honbu", true));
    let open = site.home.open_active(&[]).unwrap().unwrap();
    assert_eq!(open.revision(), activated.snapshot.revision());
    assert_eq!(open.trials(), activated.snapshot.trials());
    assert_eq!(open.setting("routing.toml"), Some(b"number = 1".as_slice()));
    assert!(
        std::ptr::eq(open.book(Branch::read("大阪")), open.book(None)),
        "without overlays, the national book"
    );
    assert!(open.book(Branch::read("東京")).rules().len() > 1, "before, during and after the overlay");
    let next = site.of(2, &rule());
    let order = Order { at_hand: Some(open.clone()), ..Order::default() };
    let shared = site.home.activate(&next, &order, |_| ()).unwrap().snapshot;
    assert!(std::ptr::eq(shared.masters(), open.masters()), "the same masters are not opened twice");
    site.home.roll_back(None, &[]).unwrap();
    let again = |at_hand| site.home.revision(&activated.event).unwrap().content(at_hand).unwrap().masters;
    assert!(std::ptr::eq(&raw const *again(Some(&open)), open.masters()), "the same masters are shared");
    assert!(!std::ptr::eq(&raw const *again(None), open.masters()));
    assert!(matches!(site.activate(&path), Err(Error::AlreadyActive(_))));
    assert_eq!(site.home.state().unwrap().failure, None);
}

#[test]
fn whatever_fails_leaves_what_was_active_and_is_told() {
    let site = Site::new();
    site.activate(&site.of(5, &rule())).unwrap();
    let text = rule();
    let cases: [(&str, &str, &str); 4] = [
        ("parse", "結論", "欠論"),
        ("check", "施行　　", "施行　　2030-01-01から2020-01-01まで --"),
        ("compile", "診療料の日の年齢が", "診療料の日の年令が"),
        ("test", "例　　　境界 非該当", "例　　　境界 該当"),
    ];
    for (stage, from, to) in cases {
        assert!(text.contains(from), "{from}");
        assert_eq!(site.refused(&site.of(6, &text.replacen(from, to, 1))), stage);
    }
    assert_eq!(site.refused(&site.of(4, &text)), "order");
    assert_eq!(
        site.refused(&site.of(5, &format!("{text}\n"))),
        "order",
        "another content of the same number"
    );
    assert_eq!(site.refused(&site.bundle(label(6), &[("a.rule", vec![0xFF])], starter(), 1)), "parse");
    let good = [("a.rule", text.clone().into_bytes())];
    assert_eq!(site.refused(&site.bundle(label(6), &good, b"no masters".to_vec(), 1)), "masters");
    assert_eq!(site.refused(&site.bundle(label(6), &good, starter(), 2)), "signature");
    let damaged = site.of(6, &text);
    let mut bytes = fs::read(&damaged).unwrap();
    bytes.pop();
    fs::write(&damaged, bytes).unwrap();
    assert_eq!(site.refused(&damaged), "read");
    let later = Label { valid_from: Date::from_number(2999_01_01), ..label(6) };
    let later = site.bundle(later, &good, starter(), 1);
    assert_eq!(site.refused(&later), "order");
    site.home.activate(&later, &Order { early: true, ..Order::default() }, |_| ()).unwrap();
    assert_eq!((site.active(), site.home.state().unwrap().failure), (Some(6), None));
}

#[test]
fn going_back_and_forth_is_written_down() {
    let site = Site::new();
    let none = site.home.roll_back(None, &[]).err().unwrap().message(Lang::En);
    assert!(none.contains("no revision to go back to"), "{none}");
    let first = site.activate(&site.of(1, &rule())).unwrap().event.revision;
    assert!(site.home.roll_back(None, &[]).is_err(), "there was none before it");
    site.activate(&site.of(2, &format!("{}\n", rule()))).unwrap();
    site.activate(&site.of(3, &format!("{}\n\n", rule()))).unwrap();
    assert_eq!(site.home.roll_back(None, &[]).unwrap().event.number, 2);
    assert_eq!(site.home.roll_back(None, &[]).unwrap().event.number, 1, "not to 3, which was gone back from");
    assert!(site.home.roll_back(None, &[]).is_err(), "there was none before it");
    let third = site.home.state().unwrap().events.get(2).unwrap().revision.clone();
    assert_eq!(site.home.roll_back(Some(&third), &[]).unwrap().event.number, 3, "by name it may come again");
    let back = site.home.roll_back(first.get(..8), &[]).unwrap();
    assert_eq!((back.event.number, back.event.kind), (1, EventKind::RolledBack));
    assert_eq!(back.snapshot.origin().number, 1);
    assert!(site.home.roll_back(Some("0123"), &[]).is_err(), "too few digits");
    let numbers: Vec<u64> = site.home.state().unwrap().events.iter().map(|event| event.number).collect();
    assert_eq!(numbers, [1, 2, 3, 2, 1, 3, 1]);
    site.activate(&site.of(4, &rule())).unwrap();
}

#[test]
fn what_was_changed_on_disk_is_not_opened() {
    let site = Site::new();
    let event = site.activate(&site.of(1, &rule())).unwrap().event;
    let objects = site.home.dir().join(OBJECTS);
    let largest = |path: &PathBuf| fs::metadata(path).unwrap().len();
    let masters =
        fs::read_dir(&objects).unwrap().map(|entry| entry.unwrap().path()).max_by_key(largest).unwrap();
    let whole = fs::read(&masters).unwrap();
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    fs::write(&masters, &changed).unwrap();
    assert!(site.home.open_active(&[]).is_err());
    fs::write(&masters, &whole).unwrap();
    assert!(site.home.open_active(&[]).is_ok());
    let signature = site.home.dir().join("revisions").join(&event.revision).join("signature");
    fs::write(&signature, [0; 96]).unwrap();
    assert!(site.home.open_active(&[]).is_err());
    fs::write(&signature, b"short").unwrap();
    assert!(site.home.open_active(&[]).is_err());
    fs::write(site.home.dir().join(STATE), b"{").unwrap();
    let told = site.home.open_active(&[]).err().unwrap().message(Lang::En);
    assert!(told.contains("the state is damaged"), "{told}");
}

#[test]
fn a_key_taken_away_ends_new_activations_only() {
    let site = Site::new();
    let event = site.activate(&site.of(1, &rule())).unwrap().event;
    fs::remove_file(site.home.trusted().join("honbu.pub.pem")).unwrap();
    assert!(site.home.open_active(&[]).unwrap().is_some());
    assert!(!site.home.trust(&[]).unwrap().knows(&event.key));
    assert_eq!(site.refused(&site.of(2, &rule())), "signature");
}

#[test]
fn one_writer_at_a_time_and_what_a_crash_leaves_does_no_harm() {
    let site = Site::new();
    site.activate(&site.of(1, &rule())).unwrap();
    {
        let _lock = disk::lock(&site.home.dir().join(LOCK)).unwrap();
        let told = site.activate(&site.of(2, &rule())).err().unwrap().message(Lang::En);
        assert!(told.contains("another activation is running"), "{told}");
        assert!(site.home.open_active(&[]).is_ok(), "reading takes no lock");
    }
    // Killed after the objects were kept, before the state was replaced.
    let path = site.of(2, &format!("{}\n", rule()));
    let verified =
        crate::Verified::new(Bundle::open(&path).unwrap(), &site.home.trust(&[]).unwrap()).unwrap();
    site.home.keep(&verified).unwrap();
    fs::write(site.home.dir().join(".tmpleft"), b"half").unwrap();
    assert_eq!(site.home.open_active(&[]).unwrap().unwrap().origin().number, 1);
    site.activate(&path).unwrap();
    assert_eq!(site.active(), Some(2));
    // Revisions with the same masters share them on disk: masters, settings of both, rules of both.
    let objects = fs::read_dir(site.home.dir().join(OBJECTS)).unwrap().count();
    assert_eq!(objects, 5);
}

#[test]
fn what_was_gone_back_from_does_not_return_by_itself() {
    let site = Site::new();
    let (first, second) = (site.of(1, &rule()), site.of(2, &format!("{}\n", rule())));
    site.activate(&first).unwrap();
    site.activate(&second).unwrap();
    site.home.roll_back(None, &[]).unwrap();
    // As from a watched folder in which both still lie.
    assert!(matches!(site.activate(&first), Err(Error::AlreadyActive(_))));
    assert_eq!(site.refused(&second), "order");
    assert_eq!(site.active(), Some(1));
    site.activate(&site.of(3, &rule())).unwrap();
}

#[test]
fn old_revisions_go_and_what_is_needed_stays() {
    use std::collections::BTreeMap;

    use super::Held;
    let site = Site::new();
    for number in 1..=6 {
        let text = format!("-- {number}\n{}", rule());
        site.activate(&site.of(number, &text)).unwrap();
    }
    site.home.roll_back(None, &[]).unwrap();
    let state = site.home.state().unwrap();
    let id = |number: u64| state.events.iter().find(|event| event.number == number).unwrap().revision.clone();
    let named = BTreeMap::from([(id(2), PathBuf::from("run.json"))]);
    let stray = site.home.dir().join("revisions/left-behind");
    fs::create_dir(&stray).unwrap();
    let numbers = |events: &[super::Event]| events.iter().map(|event| event.number).collect::<Vec<_>>();
    let pruning = site.home.pruning(&named, 3).unwrap();
    let kept: Vec<(u64, Held)> =
        pruning.kept.iter().map(|(event, why)| (event.number, why.clone())).collect();
    // Active is the fifth again, from the sixth; another rollback would go to the fourth.
    let why =
        [(5, Held::Active), (6, Held::Recent), (4, Held::Previous), (2, Held::Named("run.json".into()))];
    assert_eq!(kept, why);
    assert_eq!((numbers(&pruning.removed), pruning.strays.len()), (vec![3, 1], 1));
    assert!(site.home.keeps(&id(1)) && stray.exists(), "nothing goes by looking");
    let done = site.home.prune(&named, 3).unwrap();
    assert_eq!(done, pruning);
    // Each revision has a rule file and a setting of its own; the masters are those of all.
    assert_eq!((done.objects, site.home.keeps(&id(1)), stray.exists()), (4, false, false));
    for number in [2, 4, 6, 5] {
        site.home.roll_back(Some(&id(number)), &[]).unwrap();
        assert_eq!(site.active(), Some(number));
    }
    let gone = site.home.roll_back(Some(&id(3)), &[]).unwrap_err();
    assert!(gone.message(Lang::Ja).contains("整理されていて"), "{}", gone.message(Lang::Ja));
    assert_eq!(site.active(), Some(5), "what was active stays");
    let again = site.home.prune(&named, 6).unwrap();
    assert_eq!((again.removed.len(), again.objects), (0, 0), "nothing more to take");
}

#[test]
fn a_damaged_manifest_that_stays_stops_the_pruning() {
    let site = Site::new();
    site.activate(&site.of(1, &rule())).unwrap();
    site.activate(&site.of(2, &format!("-- 2\n{}", rule()))).unwrap();
    let state = site.home.state().unwrap();
    let manifest =
        site.home.dir().join("revisions").join(&state.events.first().unwrap().revision).join("manifest.json");
    fs::write(&manifest, "{").unwrap();
    let objects = || fs::read_dir(site.home.dir().join(OBJECTS)).unwrap().count();
    let before = objects();
    assert!(site.home.prune(&std::collections::BTreeMap::new(), 0).is_err());
    assert_eq!(objects(), before, "nothing goes");
}
