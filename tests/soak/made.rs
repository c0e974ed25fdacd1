//! What the soak runs on: claim files, and revisions of three kinds that each say something else.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use corpus::{Config, Kind, generate};
use masters::Masters;
use model::{Branch, Month};
use review::session::{Content, Snapshot, Tests, prepare};
use revisions::gather::Gathered;
use revisions::{Bundle, Label, Trust, Verified, keys};

use super::Plan;

/// How many kinds of revisions.
pub const KINDS: usize = 3;
/// The rule by which kinds are told apart: it fires on every receipt.
pub const MARK: &str = "SOAK-1";
/// Branches with overlays; which of them an overlay softens depends on the kind.
const OVERLAID: [&str; 6] = ["13", "14", "23", "27", "40", "47"];

/// The month of the claims.
pub fn month() -> Month {
    Month::from_number(2024_06).expect("a month")
}

/// The kind of a revision by its number.
pub fn kind_of(number: u64) -> usize {
    usize::try_from(number).unwrap_or(0) % KINDS
}

/// A claim file and the branch that reviews it.
pub struct Input {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The branch.
    pub branch: Branch,
}

/// Everything that is made before the load begins.
pub struct Made {
    /// A snapshot of each kind.
    pub ready: Vec<Arc<Snapshot>>,
    /// Two files a branch.
    pub inputs: Vec<Input>,
    /// The home of revisions.
    pub home: PathBuf,
    dir: PathBuf,
    book: bool,
}

impl Made {
    pub fn new(plan: Plan, dir: &Path) -> Self {
        let home = dir.join("home");
        fs::create_dir_all(home.join("trusted")).expect("a folder");
        keys::generate(&dir.join("soak.key.pem"), &home.join("trusted/soak.pub.pem")).expect("keys");
        let mut made = Self {
            ready: Vec::new(),
            inputs: inputs(plan.receipts),
            home,
            dir: dir.to_owned(),
            book: plan.book,
        };
        for kind in 0..KINDS {
            let snapshot = made.snapshot(kind);
            made.ready.push(Arc::new(snapshot));
        }
        made
    }

    /// A snapshot, which shares the masters of the first one.
    fn snapshot(&self, kind: usize) -> Snapshot {
        let path = self.bundle(u64::try_from(kind).unwrap_or(0));
        let trust = Trust::read(&[self.home.join("trusted")]).expect("a key");
        let verified = Verified::new(Bundle::open(&path).expect("a bundle"), &trust).expect("signed");
        let content: Content = verified.content(self.ready.first().map(AsRef::as_ref)).expect("content");
        prepare(content, Tests::Run, &[month()], |_| ()).expect("a good revision")
    }

    /// A bundle with a number, and of the kind of that number.
    pub fn bundle(&self, number: u64) -> PathBuf {
        let kind = kind_of(number);
        let rules = self.dir.join(format!("rules-{kind}"));
        fs::create_dir_all(&rules).expect("a folder");
        fs::write(rules.join("mark.rule"), mark(kind)).expect("written");
        fs::write(rules.join("overlays.rule"), overlays(kind)).expect("written");
        let label = Label {
            number,
            name: format!("kind {kind}"),
            creator: String::new(),
            note: String::new(),
            valid_from: None,
        };
        let mut gathered = Gathered::default();
        if self.book {
            gathered = gathered.rules(&[]).expect("the book");
        }
        let gathered = gathered.rules(&[rules]).and_then(|gathered| gathered.masters(Masters::starter()));
        let key = keys::read_private(&self.dir.join("soak.key.pem")).expect("a key");
        let made = Bundle::make(label, gathered.expect("files").files(), &key).expect("a bundle");
        let path = self.dir.join(format!("r{number}.shinsa-bundle"));
        made.write(&mut fs::File::create(&path).expect("a file")).expect("written");
        path
    }
}

/// A rule that says of every receipt which kind of revision it is of.
fn mark(kind: usize) -> String {
    let reason = format!("理由文「種類{kind} {{甲の名称}}」");
    let lines = [
        "規則 SOAK-1「目印」",
        "根拠 告示「医科 A000」",
        "施行 2024-06-01から",
        "確度 確定",
        "担当「試験」",
        "区分 その他",
        "種別 医科",
        "対象 甲：診療行為",
        "結論 甲を職員に示す",
        &reason,
        "例 該当「ある」",
        "・明細書 診療年月 2024-06、入院外",
        "・診療行為 112007410 3日",
        "",
    ];
    lines.join("\n")
}

/// Overlays that soften the rule, for other branches in each kind.
fn overlays(kind: usize) -> String {
    let of = |(at, branch): (usize, &&str)| {
        let certainty = if (at + kind).is_multiple_of(2) { "要審査" } else { "注意" };
        let name = Branch::read(branch).expect("a branch").name();
        format!(
            "上書 {name}「試験」\n施行 2024-06-01から2025-05-31まで\n担当「試験」\n変更 {MARK} 確度 {certainty}\n"
        )
    };
    OVERLAID.iter().enumerate().skip(kind).map(of).collect()
}

fn inputs(receipts: u64) -> Vec<Input> {
    let make = |(seed, branch): (u64, Branch)| {
        let config = Config {
            receipts,
            seed,
            month: month(),
            months: 1,
            errors_ppm: 50_000,
            only: Vec::new(),
            kind: Kind::Medical,
            jobs: 1,
        };
        let mut bytes = Vec::new();
        generate(&config, Masters::starter(), &mut bytes, &mut |_| Ok(()), &mut |_| {}).expect("a month");
        Input { bytes, branch }
    };
    (1..).zip(Branch::all().chain(Branch::all())).map(make).collect()
}
