//! The program as a user meets it: output, errors and exit code together, over small made-up files.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A claim of one receipt that has nothing to correct by its form.
const CLEAN: &str = "\
IR,1,13,1,1234567,,審査医院,202505,00,03-0000-0000
RE,1,1112,202504,模擬　患者,1,19800115,,,,,,,A1,,,,,,,,,,,,,,,,,,,,,,,,
HO,01130012,１２３４,５６７,1,291,,,,,,,,,
SY,8833421,20250410,1,,,01,
SI,11,1,111000110,,291,1,,,,,,,,,,,,,,,,1,,,,,,,,,,,,,,,,,,,,,
GO,1,291,99
";

/// A comment of fixed text in the starter set.
const FIXED_COMMENT: &str = "820100001";

struct Shell {
    dir: tempfile::TempDir,
}

impl Shell {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a claim file as clinics do: Shift_JIS, CRLF, end-of-file code.
    fn claim(&self, name: &str, text: &str) -> PathBuf {
        let mut bytes = encoding_rs::SHIFT_JIS.encode(&text.replace('\n', "\r\n")).0.into_owned();
        bytes.push(0x1A);
        std::fs::write(self.path(name), bytes).expect("written");
        self.path(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("run")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shinsa"));
        command.args(arguments).current_dir(self.dir.path());
        command
            .env_remove("SHINSA_HOME")
            .env("LANG", "ja_JP.UTF-8")
            .env_remove("LC_ALL")
            .stdin(Stdio::null());
        command
    }
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).expect("a name")
}

#[test]
fn a_clean_claim_ends_with_0() {
    let shell = Shell::new();
    let file = shell.claim("clean.UKE", CLEAN);
    let (code, out, err) = told(&shell.run(&["check", name(&file)]));
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("レセプト 1件・6行を点検しました"), "{out}");
}

#[test]
fn what_is_only_told_is_nothing_to_correct() {
    let shell = Shell::new();
    // A fixed comment (pattern 20) needs no text: a finding that is only told.
    let file = shell
        .claim("told.UKE", &CLEAN.replace("GO,1", "CO,99,1,CODE,不要\nGO,1").replace("CODE", FIXED_COMMENT));
    let (code, out, _) = told(&shell.run(&["check", name(&file)]));
    assert!(out.contains("お知らせします") && !out.contains("■"), "{out}");
    assert_eq!(code, 0, "{out}");
    let (code, out, _) = told(&shell.run(&["check", name(&file), "--all"]));
    assert!(out.contains("■ レセプト1"), "{out}");
    assert_eq!(code, 0, "{out}");
}

#[test]
fn what_is_wrong_is_told_under_its_line() {
    let shell = Shell::new();
    let wrong = CLEAN.replace(",1,291,,,,,,,,,", ",1,300,,,,,,,,,").replace(",1,19800115,", ",3,19800115,");
    let file = shell.claim("wrong.UKE", &wrong);
    let (code, out, _) = told(&shell.run(&["check", name(&file)]));
    assert_eq!(code, 1);
    insta::assert_snapshot!("wrong", out);
    let (code, out, _) = told(&shell.run(&["check", name(&file), "--lang", "en"]));
    assert_eq!(code, 1);
    insta::assert_snapshot!("wrong_en", out);
}

#[test]
fn names_are_shown_only_when_asked_for() {
    let shell = Shell::new();
    let file = shell.claim("a.UKE", &CLEAN.replace(",1,19800115,", ",3,19800115,"));
    let (_, out, err) = told(&shell.run(&["check", name(&file)]));
    assert!(!out.contains("模擬") && !out.contains("19800115") && !err.contains("模擬"), "{out}");
    let (_, out, _) = told(&shell.run(&["check", name(&file), "--names"]));
    assert!(out.contains("模擬　患者"), "{out}");
    let (_, out, _) = told(&shell.run(&["check", name(&file), "--json"]));
    assert!(!out.contains("模擬") && !out.contains("19800115"), "{out}");
}

#[test]
fn json_is_one_object_a_line() {
    let shell = Shell::new();
    let file = shell.claim("a.UKE", &CLEAN.replace("SY,8833421", "SY,883342"));
    let (code, out, _) = told(&shell.run(&["check", name(&file), "--json"]));
    assert_eq!(code, 1);
    let lines: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let defect = &lines[0];
    assert_eq!(defect["type"], "defect");
    assert_eq!((defect["line"].as_u64(), defect["seq"].as_u64()), (Some(4), Some(1)));
    assert_eq!((defect["record"].as_str(), defect["field"].as_u64()), (Some("SY"), Some(2)));
    assert_eq!((defect["code"].as_str(), defect["level"].as_str()), (Some("L2257"), Some("L2")));
    let file = lines.last().expect("a summary");
    assert_eq!((file["type"].as_str(), file["receipts"].as_u64()), (Some("file"), Some(1)));
}

#[test]
fn standard_input_gzip_and_zip_are_read_alike() {
    use std::io::Write;
    let shell = Shell::new();
    let bytes =
        std::fs::read(shell.claim("a.UKE", &CLEAN.replace(",1,19800115,", ",3,19800115,"))).expect("read");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&bytes).expect("packed");
    std::fs::write(shell.path("a.gz"), gzip.finish().expect("packed")).expect("written");
    let plain = told(&shell.run(&["check", "a.UKE", "--quiet"]));
    assert_eq!(plain.0, 1);
    assert_eq!(told(&shell.run(&["check", "a.gz", "--quiet"])), plain);
    let mut child = shell
        .command(&["check", "-", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("run");
    child.stdin.take().expect("a pipe").write_all(&bytes).expect("written");
    let output = child.wait_with_output().expect("ended");
    assert_eq!(
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned()),
        (Some(1), plain.1)
    );
}

#[test]
fn a_missing_file_ends_with_3_and_wrong_use_with_2() {
    let shell = Shell::new();
    let (code, _, err) = told(&shell.run(&["check", "none.UKE"]));
    assert_eq!(code, 3);
    assert!(err.contains("none.UKE") && err.contains("ファイルがありません"), "{err}");
    let (code, _, err) = told(&shell.run(&["chek"]));
    assert_eq!(code, 2);
    assert!(err.contains("「check」ではありませんか"), "{err}");
    let (code, _, err) = told(&shell.run(&["check"]));
    assert_eq!(code, 2, "{err}");
}

#[test]
fn a_broken_gzip_is_checked_as_far_as_it_goes() {
    use std::io::Write;
    let shell = Shell::new();
    let comments = "CO,,1,810000001,模擬の記録\n".repeat(3000);
    let long = CLEAN.replace("GO,1", &format!("{comments}GO,1"));
    let bytes = std::fs::read(shell.claim("long.UKE", &long)).expect("read");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    gzip.write_all(&bytes).expect("packed");
    let packed = gzip.finish().expect("packed");
    std::fs::write(shell.path("broken.gz"), &packed[..packed.len() / 2]).expect("written");
    let (code, out, _) = told(&shell.run(&["check", "broken.gz"]));
    assert_eq!(code, 3);
    assert!(out.contains("途中で読めなくなりました") && out.contains("レセプト 1件"), "{out}");
    assert!(out.contains("最後のレセプトは途中で切れているかもしれません"), "{out}");
}

#[test]
fn help_is_japanese_and_english_when_asked_for() {
    let shell = Shell::new();
    let (code, out, _) = told(&shell.run(&["--help"]));
    assert_eq!(code, 0);
    assert!(out.contains("使い方: shinsa") && out.contains("請求前のレセプトを点検し"), "{out}");
    let (_, out, _) = told(&shell.run(&["--lang", "en", "check", "--help"]));
    assert!(out.contains("Usage: shinsa check") && out.contains("Check claims before filing"), "{out}");
}

/// A name, a birthday and the number of a card that stand where others are due are not shown, whatever record the line says
/// it is.
#[test]
fn what_has_moved_within_a_line_is_not_shown() {
    let shell = Shell::new();
    let moved = CLEAN.replace("202504,模擬　患者", ",202504,模擬　患者");
    let shorter = CLEAN.replace("1112,202504,", "1112,");
    let records = ["HO", "KO", "CO", "SI", "IY", "TO", "SY", "SN"];
    let renamed = records.map(|record| CLEAN.replace("RE,1", &format!("{record},1")));
    let renamed_and_moved = records.map(|record| moved.replace("RE,1", &format!("{record},1")));
    let card = CLEAN.replace("HO,01130012,", "HO,01130012,,");
    for text in [moved, shorter, card].iter().chain(&renamed).chain(&renamed_and_moved) {
        let file = shell.claim("moved.UKE", text);
        for all in [&["check", name(&file)][..], &["check", "--all", name(&file)]] {
            let (_, out, err) = told(&shell.run(all));
            for secret in ["模擬", "19800115", "１２３４", "５６７"] {
                assert!(!out.contains(secret) && !err.contains(secret), "{secret} of\n{text}\n{out}{err}");
            }
        }
    }
}

#[test]
fn rule_files_are_read_with_a_mark_and_refused_in_other_encodings() {
    let shell = Shell::new();
    let text = "集合 甲：診療行為＝112007410\n根拠 告示「医科 A001」\n施行 2024-06-01から\n担当 「試験」\n";
    std::fs::write(shell.path("mark.rule"), format!("\u{FEFF}{text}")).expect("written");
    let (code, out, err) = told(&shell.run(&["rules", "check", "mark.rule"]));
    assert_eq!(code, 0, "{out}{err}");
    std::fs::write(shell.path("old.rule"), encoding_rs::SHIFT_JIS.encode(text).0).expect("written");
    let (code, out, err) = told(&shell.run(&["rules", "check", "old.rule"]));
    assert_eq!(code, 2, "{out}{err}");
    assert!(err.contains("old.rule") && err.contains("UTF-8"), "{err}");
}
