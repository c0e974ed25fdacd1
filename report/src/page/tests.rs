//! The page as a whole: nothing from outside, everything escaped, the same for the same results.

#![expect(clippy::unwrap_used, reason = "a test fails when it panics")]

use std::collections::BTreeMap;

use batch::{Counts, Efforts, Goals, InstitutionCount, RuleCount, Run, Stream};
use model::{Branch, Date, Lang};

use super::Page;
use crate::examples::{Example, Examples};
use crate::overlays::Overlay;
use crate::titles::{Title, Titles};

const EVIL: &str = "<script src=\"http://x/\">&'";

fn map<K: Ord, V>(key: K, value: V) -> BTreeMap<K, V> {
    BTreeMap::from([(key, value)])
}

fn run() -> Run {
    let one = InstitutionCount {
        receipts: 8,
        dispositions: [3, 1, 1, 2, 1],
        findings: 4,
        points_claimed: 12_345,
        points_assessed: 120,
    };
    let rule = RuleCount { flagged: 1, assessed: 2, returned: 1, subsumed: 1, told: 0, points: -120 };
    let elsewhere = RuleCount { flagged: 30, assessed: 90, ..RuleCount::default() };
    let counts = Counts {
        receipts: 8,
        dispositions: [("accepted", 3), ("assessed", 1), ("returned", 1), ("review", 2), ("unreadable", 1)]
            .map(|(of, n)| (of.to_owned(), n))
            .into(),
        queues: map("staff".to_owned(), 2),
        flagged: 4,
        not_evaluated: 1,
        only_not_evaluated: 1,
        points_claimed: 12_345,
        points_assessed: 120,
        defects: map("L2".to_owned(), 1),
        checks: map("age".to_owned(), [4, 1, 0]),
        rules: map(EVIL.to_owned(), BTreeMap::from([(13, rule), (27, elsewhere)])),
        open: map("A".to_owned(), map(EVIL.to_owned(), 1)),
        branches: map(13, one),
        institutions: map(131_234_567, one),
        work: BTreeMap::from([(EVIL.to_owned(), [7, 3_000]), ("Z".to_owned(), [8, 1_000])]),
        efforts: Efforts(map(String::new(), map(202_406, [8, 0, 0, 0, 0]))),
    };
    let broken = Stream { file: EVIL.to_owned(), broken: Some(EVIL.to_owned()), ..Stream::default() };
    Run { version: "0".to_owned(), inputs: vec![broken], goals: Goals::of(&counts), counts, ..Run::default() }
}

fn overlay() -> Overlay {
    let [rule, reason, owner] = [EVIL; 3].map(str::to_owned);
    let from = Date::new(2024, 4, 1).unwrap();
    Overlay { branch: Branch::of_prefecture(13).unwrap(), rule, days: (from, None), reason, owner }
}

fn page(lang: Lang) -> String {
    let title = Title { title: EVIL.to_owned(), basis: EVIL.to_owned() };
    let titles = Titles::new([(EVIL.to_owned(), title)], lang);
    let [file, message, check, basis] = [EVIL; 4].map(str::to_owned);
    let examples: Examples =
        map(EVIL.to_owned(), vec![Example { file, seq: 1, line: Some(2), message, check, basis }]);
    Page { lang, titles, overlays: vec![overlay()] }.render(&run(), &examples).into_string()
}

#[test]
fn whatever_is_put_into_the_page_is_text() {
    for page in [Lang::Ja, Lang::En].map(page) {
        assert!(!page.contains("<script"), "a text became a tag");
        assert!(page.matches("&lt;script src=&quot;http://x/&quot;&gt;&amp;").count() > 10);
    }
}

#[test]
fn the_page_asks_for_nothing_from_outside() {
    let page = page(Lang::Ja);
    for outside in ["url(", "@import", "<link", "<script", "<iframe", "<object", "<img"] {
        assert!(!page.contains(outside), "{outside}");
    }
    let hrefs: Vec<&str> =
        page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let inside = |href: &&str| {
        href.starts_with('#') || ["institutions.csv", "defects.jsonl", "rules_by_branch.csv"].contains(href)
    };
    assert!(hrefs.len() > 10 && hrefs.iter().all(inside), "{hrefs:?}");
}

#[test]
fn every_link_of_the_page_leads_somewhere() {
    let page = page(Lang::En);
    for href in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(page.contains(&format!("id=\"{href}\"")), "{href}");
    }
}

#[test]
fn both_languages_have_the_same_page() {
    let [ja, en] = [Lang::Ja, Lang::En].map(page);
    let tags = |page: &str| page.matches("<tr").count() + page.matches("<section").count() * 1000;
    assert_eq!(tags(&ja), tags(&en));
    let style_end = en.find("</style>").unwrap();
    let without_names = en.get(style_end..).unwrap();
    // Names of prefectures have no English in the official list; all else has.
    let own: Vec<char> = model::Branch::all().flat_map(|branch| branch.name().chars()).collect();
    let foreign = without_names.chars().find(|c| ('\u{3040}'..='\u{9fff}').contains(c) && !own.contains(c));
    assert_eq!(foreign, None);
}

#[test]
fn the_figures_stand_in_the_page() {
    let page = page(Lang::Ja);
    let slowest = page.split("id=\"slowest\"").nth(1).unwrap().split("</section>").next().unwrap();
    let rows: Vec<&str> =
        slowest.split("<td class=\"n\">").skip(1).map(|cell| cell.split('<').next().unwrap()).collect();
    assert_eq!(rows, ["7", "3,000", "75.00%", "8", "1,000", "25.00%"]);
    for figure in ["75.00%", "12,345", "−120", "目標 90% 以上", "東京"] {
        assert!(page.contains(figure), "{figure}");
    }
    let text = |row: &str| {
        let mut out = String::new();
        for part in row.split('<') {
            out.push_str(part.split_once('>').map_or(part, |(_, text)| text));
            out.push(' ');
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let table = page.split("id=\"dispositions\"").nth(1).unwrap().split("</table>").next().unwrap();
    insta::assert_snapshot!(text(table.split("<tbody>").nth(1).unwrap()), @"請求どおり 3 37.50% 査定 1 12.50% 返戻 1 12.50% 人が確認 2 25.00% 受付不能 1 12.50%");
}

#[test]
fn branches_that_differ_and_their_overlays_are_named() {
    let page = page(Lang::Ja);
    let differing = page.split("id=\"uniformity\"").nth(1).unwrap().split("</section>").next().unwrap();
    // Two of four in 東京, thirty of 120 in 大阪; of four no share is told.
    assert!(differing.contains("東京 2/4</li>") && differing.contains("大阪 30/120 25.00%"), "{differing}");
    let overlays = page.split("id=\"overlays\"").nth(1).unwrap();
    assert!(
        overlays.contains("2024-04-01") && overlays.contains("1 / 2 / 1") && overlays.contains("30 / 90 / 0")
    );
}
