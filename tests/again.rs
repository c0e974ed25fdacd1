//! Rules run once more on what assessments leave, through the whole flow: what goes to staff, what stays with the computer,
//! and that order, threads and batches change nothing.

use std::convert::Infallible;

use eval::{Book, compile};
use intake::content::Missing;
use masters::Masters;
use model::InstitutionKind;
use outcome::{Doubt, Routing};
use receipt::cut::Limits;
use review::{Config, review};

const HEAD: &str = "根拠 告示「医科」\n施行 2024-06-01から\n確度 確定\n段階 試行\n担当 「試験」\n公開 否\n種別 医科\n区分 背反\n";

/// 耳処置 falls beside 眼処置 of the day.
const EAR: &str =
    "対象 甲：140019310の診療行為\n 乙：甲と同日の140017610の診療行為\n結論 甲を算定しない 事由 D\n";
/// ネブライザ is not alone: 耳処置 stands on its day.
const TOGETHER: &str =
    "対象 甲：140022710の診療行為\n条件 甲と同日の140019310の診療行為がない\n結論 甲を算定しない 事由 D\n";
/// 鼻処置 falls where the receipt has 耳処置; the rule names no line that shows it.
const NOSE: &str =
    "対象 甲：140019710の診療行為\n条件 甲と同月の140019310の診療行為がある\n結論 甲を算定しない 事由 D\n";
/// 鼻処置 falls beside 眼処置.
const NOSE_EYE: &str =
    "対象 甲：140019710の診療行為\n 乙：甲と同日の140017610の診療行為\n結論 甲を算定しない 事由 D\n";

fn book(rules: &[(&str, &str)]) -> Book<'static> {
    let rule =
        |(code, clauses): &(&str, &str)| format!("規則 {code}「試験」\n{HEAD}{clauses}理由文 「文」\n");
    let parsed = dsl::parse(&rules.iter().map(rule).collect::<String>());
    assert_eq!(parsed.diagnostics, Vec::new());
    let compiled = compile(&[parsed.file]);
    assert_eq!(compiled.refused, Vec::new());
    Book::new(compiled, Masters::starter())
}

/// A receipt of so many points with these lines.
fn receipt(number: u32, points: u32, lines: &str) -> String {
    format!(
        "RE,{number},1112,202406,見本　患者,1,198001{number:02}\nHO,01130012,１,{number},2,{points}\nJD,1,1,1\n\
        SY,8833421,20240601,1,,,01\nSI,12,1,112007410,,75,2,,,,,,,1,1\n{lines}"
    )
}

fn file(receipts: &[String], points: u32) -> Vec<u8> {
    let count = receipts.len();
    let text = format!(
        "IR,1,13,1,1234567,,見本医院,202407,00,03-1234-5678\n{}GO,{count},{points},99\n",
        receipts.concat()
    );
    encoding_rs::SHIFT_JIS.encode(&text.replace('\n', "\r\n")).0.into_owned()
}

/// A finding: rule, lines, points and why there are none, and its name.
type OfFinding = (String, Vec<u64>, Option<i64>, &'static str, String);

/// What came of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    disposition: &'static str,
    queue: Option<&'static str>,
    after: Option<i64>,
    findings: Vec<OfFinding>,
    /// Rules that could not be evaluated, and why.
    open: Vec<(String, bool)>,
}

impl Told {
    /// Disposition, queue, and points and doubt by rule.
    fn short(&self) -> String {
        let finding = |(rule, _, points, doubt, _): &OfFinding| {
            format!(" {rule}:{}{doubt}", points.map_or_else(String::new, |points| points.to_string()))
        };
        let findings: String = self.findings.iter().map(finding).collect();
        let open: String = self.open.iter().map(|(rule, remains)| format!(" {rule}?{remains}")).collect();
        let queue = self.queue.map_or_else(String::new, |queue| format!("/{queue}"));
        let after = self.after.map_or_else(String::new, |after| format!(" {after}"));
        format!("{}{queue}{after}{findings}{open}", self.disposition)
    }
}

fn told(bytes: &[u8], book: &Book<'_>, limits: Limits, batches: usize) -> Vec<Told> {
    let routing = Routing::built_in().expect("routing");
    let content = intake::content::Config {
        institution: InstitutionKind::Clinic,
        ..intake::content::Config::default()
    };
    let config =
        Config { limits, batches, content, rules: Some(book), routing: Some(&routing), ..Config::default() };
    let mut told = Vec::new();
    let reviewed = review(bytes, Masters::starter(), config, |part| {
        assert!(part.findings.is_sorted_by_key(|finding| finding.seq));
        assert!(part.not_evaluated.is_sorted_by_key(|open| open.seq));
        for decided in part.decided {
            let own = &decided.settled;
            let findings = &part.findings[decided.findings.clone()];
            assert_eq!(findings.len(), own.findings.len());
            let finding = |(finding, weighed): (&model::Finding, &outcome::Weighed)| {
                let lines = finding.lines.iter().map(|line| line.line).collect();
                let doubt = weighed.doubt.as_ref().map_or("", Doubt::slug);
                (finding.rule.to_string(), lines, weighed.points, doubt, weighed.id.to_string())
            };
            let open = part.not_evaluated[decided.not_evaluated.clone()].iter();
            told.push(Told {
                disposition: own.disposition.slug(),
                queue: own.queue.map(model::Queue::slug),
                after: own.after,
                findings: findings.iter().zip(&own.findings).map(finding).collect(),
                open: open.map(|one| (one.rule.to_string(), one.cause == Missing::Remains)).collect(),
            });
        }
        Ok::<(), Infallible>(())
    });
    let Ok(_) = reviewed;
    told
}

/// What comes of one receipt of so many points, by some rules.
fn one(rules: &[(&str, &str)], points: u32, lines: &str) -> String {
    let bytes = file(&[receipt(1, points, lines)], points);
    let [told] = told(&bytes, &book(rules), Limits::default(), 0).try_into().expect("one receipt");
    told.short()
}

const EYE: &str = "SI,40,1,140017610,,25,1,,,,,,,1\n";
const EYE_EAR: &str = "SI,40,1,140017610,,25,1,,,,,,,1\nSI,40,1,140019310,,27,1,,,,,,,1\n";
const NEBULISER: &str = "SI,40,1,140022710,,12,1,,,,,,,1\n";
const NASAL: &str = "SI,40,1,140019710,,16,1,,,,,,,1\n";

#[test]
fn what_nothing_rests_on_stays_with_the_computer() {
    let lines = [EYE_EAR, NEBULISER, NASAL].concat();
    assert_eq!(one(&[("耳", EAR)], 230, &lines), "assessed 203 耳:-27");
    // Two that fall for the same line, and both again.
    assert_eq!(one(&[("耳", EAR), ("鼻", NOSE_EYE)], 230, &lines), "assessed 187 耳:-27 鼻:-16");
    // What is new is only told.
    let told = TOGETHER.replace("甲を算定しない 事由 D", "甲を知らせる");
    assert_eq!(one(&[("耳", EAR), ("吸", &told)], 230, &lines), "assessed 203 耳:-27");
}

#[test]
fn only_together_with_something_that_falls_goes_to_staff() {
    let lines = [EYE_EAR, NEBULISER].concat();
    let rules = [("耳", EAR), ("吸", TOGETHER)];
    assert_eq!(one(&rules, 214, &lines), "review/staff 耳:-27 吸:remains");
    // The same line says nothing when its base stands, and is assessed when it never had one.
    assert_eq!(one(&rules, 189, &lines.replace(EYE, "")), "accepted 189");
    assert_eq!(one(&rules, 162, NEBULISER), "assessed 150 吸:-12");
    // On another day its base falls, on its own it stands.
    let apart = "SI,40,1,140017610,,25,1,,,,,,,,1\nSI,40,1,140019310,,27,2,,,,,,,1,1\n";
    assert_eq!(one(&rules, 241, &[apart, NEBULISER].concat()), "assessed 214 耳:-27");
    let of_the_second = NEBULISER.replace(",1\n", ",,1\n");
    assert_eq!(one(&rules, 241, &[apart, &of_the_second].concat()), "review/staff 耳:-27 吸:remains");
}

#[test]
fn an_assessment_whose_ground_falls_goes_to_staff() {
    let lines = [EYE_EAR, NASAL].concat();
    let rules = [("耳", EAR), ("鼻", NOSE)];
    assert_eq!(one(&rules, 218, &lines), "review/staff 耳:-27 鼻:not-again");
    // It comes again where another line shows it, too.
    let another = "SI,40,1,140019310,,27,1,,,,,,,,1\n";
    assert_eq!(one(&rules, 245, &[&lines, another].concat()), "assessed 202 耳:-27 鼻:-16");
}

#[test]
fn two_limits_that_meet_at_one_line_stay_with_the_computer() {
    // Once a week and twice a month, on the 1st, 9th, 23rd and 25th: the week takes the last one, the month the one before.
    let week = "対象 今回：140019310の診療行為\n \
        週中：今回と同週の140019310の診療行為すべて\n条件 週中の回数が1回を超える\n\
        結論 週中を1回に減ずる（新しいものから） 事由 D\n";
    let month = "対象 全回：140019310の診療行為すべて\n条件 全回の回数が2回を超える\n\
        結論 全回を2回に減ずる（新しいものから） 事由 D\n";
    let ear = "SI,40,1,140019310,,27,4,,,,,,,1,,,,,,,,1,,,,,,,,,,,,,,1,,1\n";
    assert_eq!(one(&[("週", week), ("月", month)], 258, ear), "assessed 204 週:-27 月:-27");
}

#[test]
fn what_is_left_may_be_such_that_nobody_can_tell() {
    // Whether it stood within the year is asked only where 耳処置 does not stand on the day.
    let unknown = "履歴 12月\n対象 甲：140022710の診療行為\n条件 甲と同日の140019310の診療行為がない \
        かつ 履歴の、甲の日に先立つ12月以内の140022710の診療行為がない\n結論 甲を算定しない 事由 D\n";
    let lines = [EYE_EAR, NEBULISER].concat();
    assert_eq!(one(&[("耳", EAR), ("吸", unknown)], 214, &lines), "review/staff 耳:-27 吸?true");
}

#[test]
fn rules_that_ask_for_days_of_treatment_are_not_compared() {
    let days = "対象 甲：（140019310、140022710）の診療行為すべて\n 乙：140022710の診療行為\n\
        条件 甲の件数が明細書の診療実日数 未満\n結論 乙を職員に示す\n";
    let lines = [EYE_EAR, NEBULISER].concat();
    assert_eq!(one(&[("耳", EAR), ("日", days)], 214, &lines), "assessed 187 耳:-27");
    let fixed = days.replace("明細書の診療実日数", "2");
    assert_eq!(one(&[("耳", EAR), ("日", &fixed)], 214, &lines), "review/staff 耳:-27 日:remains");
}

#[test]
fn a_total_is_that_of_what_is_left() {
    let total = "対象 甲：140017610の診療行為\n条件 明細書の合計点数が200点 未満\n結論 甲を職員に示す\n";
    assert_eq!(one(&[("耳", EAR), ("計", total)], 202, EYE_EAR), "review/staff 耳:-27 計:remains");
    let more = total.replace("200点 未満", "200点 以上");
    assert_eq!(one(&[("耳", EAR), ("計", &more)], 202, EYE_EAR), "review/staff 耳:-27 計:0");
}

#[test]
fn neither_order_nor_threads_nor_batches_change_anything() {
    let kinds = [
        (64, [EYE_EAR, NEBULISER].concat()),
        (52, EYE_EAR.to_owned()),
        (68, [EYE_EAR, NASAL].concat()),
        (80, [EYE_EAR, NASAL, NEBULISER].concat()),
        (25, EYE.to_owned()),
        (12, NEBULISER.to_owned()),
    ];
    let mut receipts = Vec::new();
    let mut sum = 0;
    for number in 1..=60 {
        let (points, lines) = &kinds[number as usize * 7 % kinds.len()];
        sum += points + 150;
        receipts.push(receipt(number, points + 150, lines));
    }
    let bytes = file(&receipts, sum);
    let rules = [("耳", EAR), ("吸", TOGETHER), ("鼻", NOSE), ("鼻二", NOSE_EYE)];
    let whole = told(&bytes, &book(&rules), Limits::default(), 0);
    assert_eq!(whole.len(), 60);
    for wanted in ["assessed", "review", "accepted"] {
        assert!(whole.iter().any(|of| of.disposition == wanted), "{wanted}");
    }
    for (batch, batches, threads) in [(600, 1, 1), (1_500, 3, 2), (9_000, 2, 5)] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let limits = Limits { batch, ..Limits::default() };
        assert_eq!(
            pool.install(|| told(&bytes, &book(&rules), limits, batches)),
            whole,
            "batches of {batch}"
        );
    }
    // Rules in every order: the same is said, in the order of the rules.
    let sorted = |mut all: Vec<Told>| {
        all.iter_mut().for_each(|of| of.findings.sort());
        all
    };
    let expected = sorted(whole);
    for order in permutations(rules.len()) {
        let rules: Vec<(&str, &str)> = order.iter().map(|&at| rules[at]).collect();
        assert_eq!(sorted(told(&bytes, &book(&rules), Limits::default(), 0)), expected, "{order:?}");
    }
}

/// All orders of so many things.
fn permutations(of: usize) -> Vec<Vec<usize>> {
    let Some(last) = of.checked_sub(1) else { return vec![Vec::new()] };
    let shorter = permutations(last);
    let with = |order: &Vec<usize>, at: usize| {
        let mut order = order.clone();
        order.insert(at, last);
        order
    };
    shorter.iter().flat_map(|order| (0..of).map(move |at| with(order, at))).collect()
}
