//! `shinsa rules keygen · bundle · verify · activate · rollback · prune · status` as a headquarters and a branch meet them.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn shinsa(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shinsa"));
    command.args(arguments).current_dir(dir).env("LANG", "ja_JP.UTF-8").env("SHINSA_HOME", dir);
    let output = command.output().expect("run");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A folder with a pair of keys, the public one trusted, and a folder of one rule.
fn site() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let (code, out, err) = shinsa(dir.path(), &["rules", "keygen", "honbu"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    std::fs::create_dir_all(dir.path().join("revisions/trusted")).expect("made");
    std::fs::copy(dir.path().join("honbu.pub.pem"), dir.path().join("revisions/trusted/honbu.pub.pem"))
        .expect("copied");
    std::fs::create_dir(dir.path().join("rules")).expect("made");
    write_rule(dir.path(), "12歳");
    dir
}

/// A rule that fires on young patients of the sample.
fn write_rule(dir: &Path, age: &str) {
    let condition = format!("条件 甲の日の年齢が{age}以上");
    let lines = [
        "規則 T-1「若い患者」",
        "根拠 告示「医科 A000」",
        "施行 2024-06-01から",
        "確度 要審査",
        "担当「試験」",
        "区分 その他",
        "種別 医科",
        "対象 甲：診療行為",
        &condition,
        "結論 甲を職員に示す",
        "理由文「{甲の名称}」",
        "例 該当「大人」",
        "・明細書 診療年月 2024-06、入院外",
        "・患者 男、生年月日 1950-06-03",
        "・診療行為 112007410 3日",
    ];
    let rule = lines.join("\n") + "\n";
    std::fs::write(dir.join("rules/a.rule"), rule).expect("written");
}

fn bundle(dir: &Path, number: &str) -> String {
    let file = format!("r{number}.shinsa-bundle");
    let arguments =
        ["rules", "bundle", "rules", "--out", &file, "--key", "honbu.key.pem", "--number", number];
    let (code, out, err) = shinsa(dir, &[arguments.as_slice(), &["--name", "試行"]].concat());
    assert_eq!(code, 0, "{out}{err}");
    file
}

#[test]
fn a_revision_is_made_verified_activated_and_gone_back_from() {
    let site = site();
    let dir = site.path();
    let (first, again) = (bundle(dir, "1"), std::fs::read(dir.join("r1.shinsa-bundle")).expect("read"));
    bundle(dir, "1");
    assert_eq!(std::fs::read(dir.join(&first)).expect("read"), again, "the same content, the same bytes");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode();
        assert_eq!(
            mode(&dir.join(&first)),
            mode(&dir.join("rules/a.rule")),
            "others may read it as any file"
        );
        assert_eq!(mode(&dir.join("honbu.key.pem")) & 0o077, 0, "nobody else reads the private key");
    }
    let (code, out, err) = shinsa(dir, &["rules", "verify", &first]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("署名: honbu（鍵") && out.contains("例: 一致1件、不一致0件"), "{out}");
    let (code, out, _) = shinsa(dir, &["rules", "verify", &first, "--json"]);
    let told: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, told["signer"].as_str(), told["number"].as_u64()), (0, Some("honbu"), Some(1)));
    let (code, out, err) = shinsa(dir, &["rules", "activate", &first]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("すべての支部で改訂1「試行」が有効になりました"), "{out}");
    write_rule(dir, "13歳");
    let second = bundle(dir, "2");
    assert_eq!(shinsa(dir, &["rules", "activate", &second]).0, 0);
    assert_eq!(shinsa(dir, &["rules", "activate", &second]).0, 0, "again: nothing to do");
    let (code, out, _) = shinsa(dir, &["rules", "rollback", "--lang", "en"]);
    assert!(code == 0 && out.contains("revision 1 `試行` is active for all branches"), "{out}");
    let (code, out, _) = shinsa(dir, &["rules", "status", "--json", "--all"]);
    let told: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (code, told["active"]["number"].as_u64(), told["key_trusted"].as_bool()),
        (0, Some(1), Some(true))
    );
    assert_eq!(told["events"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_check_runs_the_active_revision_and_names_it() {
    let site = site();
    let dir = site.path();
    let sample = root().join("corpus/samples/outpatient.UKE");
    let sample = sample.to_str().expect("UTF-8");
    let (_, out, _) = shinsa(dir, &["rules", "status"]);
    assert!(out.contains("有効な改訂はまだありません"), "{out}");
    assert_eq!(shinsa(dir, &["rules", "activate", &bundle(dir, "1")]).0, 0);
    let (_, out, err) = shinsa(dir, &["check", sample, "--branch", "13"]);
    assert!(out.contains("有効な改訂: 改訂1「試行」") && err.is_empty(), "{out}{err}");
    let (_, out, _) = shinsa(dir, &["check", sample, "--json"]);
    let last: Value = serde_json::from_str(out.lines().last().expect("a line")).expect("JSON");
    let revision = last["revision"].as_str().expect("named").to_owned();
    let (live, shadow) = (out.matches("\"rule\":\"T-1\"").count(), bundle(dir, "1"));
    assert!(live > 0, "{out}");
    // The same revision as its own shadow differs in nothing; another age drops findings of this rule.
    let (_, out, _) = shinsa(dir, &["check", sample, "--json", "--shadow", &shadow]);
    let told: Value = serde_json::from_str(out.lines().last().expect("a line")).expect("JSON");
    assert_eq!((told["shadow"].as_str(), told["receipts"].as_u64()), (Some(revision.as_str()), Some(0)));
    write_rule(dir, "60歳");
    let other = bundle(dir, "2");
    let (_, out, _) =
        shinsa(dir, &["check", sample, "--json", "--shadow", &other, "--shadow-out", "d.jsonl"]);
    let told: Value = serde_json::from_str(out.lines().last().expect("a line")).expect("JSON");
    let removed = told["rules"]["T-1"]["removed"].as_u64().expect("counted");
    assert!(removed > 0 && told["added"].as_u64() == Some(0), "{told}");
    assert_eq!(out.matches("\"rule\":\"T-1\"").count(), live, "what is issued is that of the live revision");
    let stored = std::fs::read_to_string(dir.join("d.jsonl")).expect("read");
    assert_eq!(stored.matches("\"type\":\"removed\"").count() as u64, removed);
}

#[test]
fn a_run_is_made_again_by_the_revision_that_judged_it() {
    let site = site();
    let dir = site.path();
    let sample = root().join("corpus/samples/outpatient.UKE");
    std::fs::copy(&sample, dir.join("x.UKE")).expect("copied");
    // Masters at hand are not those that judge.
    std::fs::create_dir(dir.join("masters")).expect("made");
    assert_eq!(shinsa(dir, &["rules", "activate", &bundle(dir, "1")]).0, 0);
    let (code, _, err) = shinsa(dir, &["screen", "x.UKE", "--out", "run", "-q"]);
    assert_eq!((code, err.as_str()), (1, ""));
    let run = std::fs::read_to_string(dir.join("run/run.json")).expect("read");
    let run: Value = serde_json::from_str(&run).expect("JSON");
    assert!(run["asked"]["masters"].is_null(), "{run}");
    assert_eq!(run["asked"]["revision"][0], run["revision"]["revision"]);
    write_rule(dir, "60歳");
    assert_eq!(shinsa(dir, &["rules", "activate", &bundle(dir, "2")]).0, 0);
    let (code, out, err) = shinsa(dir, &["replay", "run", "--json"]);
    assert_eq!(code, 0, "{out}{err}");
    // By the one that is active now it is another run.
    let (_, _, err) = shinsa(dir, &["screen", "x.UKE", "--out", "now", "-q"]);
    let findings = |out: &str| std::fs::read(dir.join(out).join("findings.jsonl")).expect("read");
    assert_ne!(findings("now"), findings("run"), "{err}");
    let (code, _, err) = shinsa(dir, &["screen", "x.UKE", "--out", "none", "--revision", "0123456"]);
    assert!(code == 2 && err.contains("0123456"), "{err}");
}

#[test]
fn what_is_refused_is_told_and_the_exit_code_says_so() {
    let site = site();
    let dir = site.path();
    let first = bundle(dir, "1");
    assert_eq!(shinsa(dir, &["rules", "activate", &first]).0, 0);
    let (code, _, err) = shinsa(dir, &["rules", "activate", "none.shinsa-bundle"]);
    assert!(code == 3 && err.contains("none.shinsa-bundle: ファイルがありません"), "{code} {err}");
    std::fs::write(dir.join("cut.shinsa-bundle"), b"SHINSABN").expect("written");
    let (code, _, err) = shinsa(dir, &["rules", "activate", "cut.shinsa-bundle"]);
    assert!(code == 3 && err.contains("有効な改訂は変わりません: 改訂1「試行」"), "{code} {err}");
    let (code, out, _) = shinsa(dir, &["rules", "status"]);
    assert!(code == 1 && out.contains("最後の失敗"), "{out}");
    std::fs::write(dir.join("rules/a.rule"), "規則 T-1「題」\n").expect("written");
    let broken = bundle(dir, "2");
    let (code, _, err) = shinsa(dir, &["rules", "verify", &broken]);
    assert!(code == 1 && err.contains("a.rule:1: S006"), "{code} {err}");
    let (code, _, err) = shinsa(dir, &["rules", "verify", &first, "--trust", "rules/a.rule"]);
    assert!(code == 2 && err.contains("公開鍵（PEM）ではありません"), "{code} {err}");
    let (code, _, err) = shinsa(dir, &["rules", "keygen", "honbu"]);
    assert!(code != 0 && dir.join("honbu.key.pem").exists(), "{err}");
    let empty = tempfile::tempdir().expect("a folder");
    let named = empty.path().to_str().expect("UTF-8");
    let (code, _, err) = shinsa(dir, &["check", "x.UKE", "--revision-home", named]);
    assert!(code == 2 && err.contains("有効な改訂がありません"), "{code} {err}");
}

#[test]
fn revisions_that_arrive_are_activated_in_the_order_of_their_numbers() {
    let site = site();
    let dir = site.path();
    std::fs::create_dir(dir.join("inbox")).expect("made");
    for (number, age) in [("2", "12歳"), ("10", "13歳")] {
        write_rule(dir, age);
        let file = bundle(dir, number);
        std::fs::rename(dir.join(&file), dir.join("inbox").join(&file)).expect("moved");
    }
    let (code, out, err) = shinsa(dir, &["rules", "watch", "inbox", "--once"]);
    assert_eq!(code, 0, "{out}{err}");
    let (first, second) = (out.find("改訂2"), out.find("改訂10"));
    assert!(first.is_some() && first < second, "{out}");
    let (code, out, _) = shinsa(dir, &["rules", "status"]);
    assert!(code == 0 && out.contains("有効な改訂: 10"), "{out}");
}

#[test]
fn killed_at_any_moment_what_is_active_is_the_old_or_the_new() {
    let site = site();
    let dir = site.path();
    assert_eq!(shinsa(dir, &["rules", "activate", &bundle(dir, "1")]).0, 0);
    let start = std::time::Instant::now();
    write_rule(dir, "13歳");
    assert_eq!(shinsa(dir, &["rules", "activate", &bundle(dir, "2")]).0, 0);
    let whole = start.elapsed();
    let (mut active, mut killed) = (2, 0);
    for round in 0..12_u32 {
        let number = u64::from(round) + 3;
        write_rule(dir, &format!("{}歳", 14 + round));
        let file = bundle(dir, &number.to_string());
        let mut command = Command::new(env!("CARGO_BIN_EXE_shinsa"));
        command.args(["rules", "activate", &file]).current_dir(dir).env("SHINSA_HOME", dir);
        let quiet = || std::process::Stdio::null();
        let mut child = command.stdout(quiet()).stderr(quiet()).spawn().expect("started");
        std::thread::sleep(whole * round / 12);
        killed += u32::from(child.try_wait().expect("asked").is_none());
        child.kill().expect("killed");
        child.wait().expect("ended");
        let (code, out, err) = shinsa(dir, &["rules", "status", "--json"]);
        let told: Value = serde_json::from_str(&out).expect("JSON");
        let now = told["active"]["number"].as_u64().expect("a number");
        assert!(
            code == 0 && (now == active || now == number),
            "{now} after {active}, killed at {number}: {err}"
        );
        let sample = root().join("corpus/samples/outpatient.UKE");
        let (code, _, err) = shinsa(dir, &["check", sample.to_str().expect("UTF-8"), "--json"]);
        assert!(code <= 1, "what is active opens: {err}");
        active = now;
    }
    assert!(killed > 0, "none was killed before its end");
}

#[test]
fn old_revisions_are_pruned_but_for_those_that_runs_name() {
    let site = site();
    let dir = site.path();
    let sample = root().join("corpus/samples/outpatient.UKE");
    let sample = sample.to_str().expect("UTF-8");
    assert_eq!(shinsa(dir, &["rules", "activate", &bundle(dir, "1")]).0, 0);
    let (code, out, err) = shinsa(dir, &["screen", sample, "--out", "results", "--no-official"]);
    assert!(code < 2, "{out}{err}");
    for (number, age) in [("2", "13歳"), ("3", "14歳"), ("4", "15歳")] {
        write_rule(dir, age);
        assert_eq!(shinsa(dir, &["rules", "activate", &bundle(dir, number)]).0, 0);
    }
    let numbers = |told: &Value, of: &str| -> Vec<u64> {
        told[of].as_array().into_iter().flatten().filter_map(|one| one["number"].as_u64()).collect()
    };
    let prune = |more: &[&str]| {
        let (code, out, err) = shinsa(dir, &[&["rules", "prune", "--keep", "2", "--json"], more].concat());
        (code, serde_json::from_str::<Value>(&out).unwrap_or_default(), err)
    };
    let (code, told, err) = prune(&["results"]);
    assert_eq!((code, err.as_str(), told["applied"].as_bool()), (0, "", Some(false)));
    assert_eq!((numbers(&told, "kept"), numbers(&told, "removed")), (vec![4, 3, 1], vec![2]));
    assert!(told["kept"][2]["by"].as_str().is_some_and(|by| by.starts_with("results")), "{told}");
    assert_eq!(prune(&[]).1["removed"].as_array().map(Vec::len), Some(2), "without the run nothing names it");
    // What cannot be read may name one.
    assert_eq!(prune(&["nowhere", "--apply"]).0, 3);
    let (_, out, _) = shinsa(dir, &["rules", "prune", "results", "--keep", "2"]);
    assert!(out.contains("除ける 2 試行") && out.contains("--apply を付けてください"), "{out}");
    let (code, told, _) = prune(&["results", "--apply"]);
    assert_eq!((code, numbers(&told, "removed"), told["applied"].as_bool()), (0, vec![2], Some(true)));
    let (_, out, _) = shinsa(dir, &["rules", "status", "--all"]);
    assert_eq!(out.matches("（整理済み）").count(), 1, "{out}");
    let gone = told["removed"][0]["revision"].as_str().unwrap_or_default();
    let (code, _, err) = shinsa(dir, &["rules", "rollback", "--to", gone]);
    assert!(code == 2 && err.contains("整理されていて"), "{code} {err}");
    assert_eq!(shinsa(dir, &["rules", "rollback"]).0, 0, "the one before is there");
}
