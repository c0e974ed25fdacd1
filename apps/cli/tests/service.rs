//! `shinsa service`: accounts, backups, the trail and the key, as an operator meets them.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const PASSWORD: &str = "correct horse battery";

/// Runs `shinsa service …` in a home, with something on standard input.
fn service(home: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shinsa"));
    command.arg("service").args(arguments).arg("--home").arg(home).env("LANG", "ja_JP.UTF-8");
    command.env_remove("SHINSA_HOME").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("run");
    // Commands that ask for nothing end before they are written to.
    child.stdin.take().expect("input").write_all(input.as_bytes()).ok();
    let output = child.wait_with_output().expect("ended");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn add(home: &Path, login: &str, role: &str, more: &[&str], password: &str) -> (i32, String, String) {
    let mut arguments = vec!["account", "add", "--login", login, "--role", role, "--name", "試験"];
    arguments.extend(more);
    service(home, &arguments, password)
}

fn json(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn accounts_are_made_listed_stopped_and_changed() {
    let home = tempfile::tempdir().expect("a folder");
    let (code, out, err) = add(home.path(), "admin", "administrator", &[], &format!("{PASSWORD}\n"));
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(!err.contains(PASSWORD));
    assert_eq!(add(home.path(), "clinic", "clinic", &["--institution", "131234567"], PASSWORD).0, 0);
    assert_eq!(
        add(home.path(), "member", "reviewer", &["--side", "insurers", "--branch", "13"], PASSWORD).0,
        0
    );
    for (login, role, more, password) in [
        ("admin", "staff", &[][..], PASSWORD),
        ("short", "staff", &[], "short"),
        ("none", "clinic", &[], PASSWORD),
        ("x", "clinic", &["--institution", "12"], PASSWORD),
        ("x", "boss", &[], PASSWORD),
    ] {
        let (code, out, err) = add(home.path(), login, role, more, password);
        assert_eq!((code, out.as_str()), (2, ""), "{login} {role}: {err}");
        assert!(!err.is_empty());
    }
    let list = || json(&service(home.path(), &["account", "list", "--json"], "").1);
    let logins: Vec<String> = list().iter().map(|one| one["login"].to_string()).collect();
    assert_eq!(logins, ["\"admin\"", "\"clinic\"", "\"member\""]);
    assert_eq!((&list()[2]["side"], &list()[2]["branch"]), (&"insurers".into(), &"13".into()));

    let act = |act: &str, login: &str, input: &str| {
        service(home.path(), &["account", act, "--login", login], input)
    };
    let (code, _, err) = act("disable", "admin", "");
    assert_eq!(code, 2, "the last administrator stays: {err}");
    assert_eq!(act("disable", "clinic", "").0, 0);
    assert_eq!(list()[1]["disabled"], true);
    assert_eq!(act("enable", "clinic", "").0, 0);
    assert_eq!(list()[1]["disabled"], false);
    assert_eq!(act("password", "clinic", "another long one\n").0, 0);
    assert_eq!(act("password", "clinic", "short\n").0, 2);
    assert_eq!(act("forget-totp", "clinic", "").0, 0);
    assert_eq!(act("disable", "nobody", "").0, 2);
    let (code, out, _) = service(home.path(), &["verify", "--json"], "");
    assert_eq!((code, &json(&out)[0]["rows"]), (0, &7.into()), "every act is on the trail");
}

#[test]
fn a_backup_comes_back_under_its_key_and_only_there() {
    let (home, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    assert_eq!(add(home.path(), "admin", "administrator", &[], PASSWORD).0, 0);
    let file = home.path().join("backup.jsonl");
    let path = file.to_str().expect("UTF-8");
    assert_eq!(service(home.path(), &["backup", path], "").0, 0);
    assert_eq!(service(home.path(), &["backup", path], "").0, 2, "nothing is overwritten");
    let text = std::fs::read_to_string(&file).expect("read");
    assert!(!text.contains(PASSWORD) && text.contains("argon2id"));

    let (code, _, err) = service(other.path(), &["restore", path], "");
    assert_eq!(code, 2, "the key comes first: {err}");
    assert!(!other.path().join("service.key").exists(), "no new key was made");
    std::fs::copy(home.path().join("service.key"), other.path().join("service.key")).expect("copied");
    assert_eq!(service(other.path(), &["restore", path], "").0, 0);
    assert_eq!(json(&service(other.path(), &["account", "list", "--json"], "").1)[0]["login"], "admin");
    assert_eq!(service(other.path(), &["restore", path], "").0, 2, "only into an empty place");

    let before = std::fs::read_to_string(home.path().join("service.key")).expect("read");
    let (code, _, err) = service(home.path(), &["rekey"], "");
    assert_eq!(code, 0, "{err}");
    let after = std::fs::read_to_string(home.path().join("service.key")).expect("read");
    let keys = |text: &str| text.lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!((keys(&before), keys(&after)), (1, 2), "what the earlier key sealed can still be opened");
    assert_eq!(service(home.path(), &["verify"], "").0, 0);
}

#[test]
fn without_a_home_it_says_what_to_name() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shinsa"));
    let output = command.args(["service", "verify"]).env_remove("SHINSA_HOME").output().expect("run");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--home"));
}
