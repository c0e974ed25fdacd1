//! Rules run once more on what assessments leave, through the whole flow: what goes to staff, what stays with the computer,
//! and that order, threads and batches change nothing.

use std::convert::Infallible;

use eval::{Book, compile};
use masters::Masters;
use model::InstitutionKind;
use outcome::{Doubt, Routing};
use receipt::cut::Limits;
use review::{Config, review};

const HEAD: &str =
    "根拠 告示「医科」\n施行 2024-06-01から\n確度 確定\n段階 試行\n担当 「試験」\n公開 否\n種別 医科\n区分 背反\n";

/// 耳処置 falls beside 眼処置 of the day.
const EAR: &str = "対象 甲：140019310の診療行為\n 乙：甲と同日の140017610の診療行為\n結論 甲を算定しない 事由 D\n";
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
    let rule = |(code, clauses): &(&str, &str)| format!("規則 {code}「試験」\n{HEAD}{clauses}理由文 「文」\n");
    let parsed = dsl::parse(&rules.iter().map(rule).collect::<String>());
    assert_eq!(parsed.diagnostics, Vec::new());
    let compiled = compile(&[parsed.file]);
    assert_eq!(compiled.refused, Vec::new());
    Book::new(compiled, Masters::starter())
}

/// A receipt of so many points with these lines.
fn receipt(number: u32, points: u32, lines: &str) -> String {
    format!(
        "RE,{number},1112,202406,見本　{number},1,198001{number:02}\nHO,01130012,１,{number},2,{points}\nJD,1,,1,1\n\
        SY,8830417,20240601,1,,,01\nSI,12,1,112007410,,75,2,,,,,,,1,1\n{lines}"
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

/// What came of each receipt: disposition, points after, and each finding with its rule, what stands of it, and why not.
fn told(bytes: &[u8], book: &Book<'_>, limits: Limits, batches: usize) -> Vec<String> {
    let routing = Routing::built_in().expect("routing");
    let content =
        intake::content::Config { institution: InstitutionKind::Clinic, ..intake::content::Config::default() };
    let config =
        Config { limits, batches, content, rules: Some(book), routing: Some(&routing), ..Config::default() };
    let mut told = Vec::new();
    let reviewed = review(bytes, Masters::starter(), config, |part| {
        for decided in part.decided {
            let own = &decided.settled;
            let findings = part.findings[decided.findings.clone()].iter().zip(&own.findings);
            let findings = findings.map(|(finding, weighed)| {
                let doubt = weighed.doubt.as_ref().map_or("", Doubt::slug);
                format!("{} {:?} {} {doubt}", finding.rule, weighed.points, weighed.id)
            });
            let open: Vec<_> = part.not_evaluated[decided.not_evaluated.clone()].iter().collect();
            let own = (own.disposition.slug(), own.queue.map(|queue| queue.slug()), own.after);
            told.push(format!("{own:?} {:?} {open:?}", findings.collect::<Vec<_>>()));
        }
        Ok::<(), Infallible>(())
    });
    let Ok(_) = reviewed;
    told
}

/// The same of one receipt, ids left out.
fn one(rules: &[(&str, &str)], points: u32, lines: &str) -> String {
    let bytes = file(&[receipt(1, points, lines)], points);
    let [told] = told(&bytes, &book(rules), Limits::default(), 0).try_into().expect("one receipt");
    told.split(' ').filter(|word| word.len() != 32).collect::<Vec<_>>().join(" ")
}

const EYE_EAR: &str = "SI,40,1,140017610,,25,1,,,,,,,1\nSI,40,1,140019310,,27,1,,,,,,,1\n";
const NEBULISER: &str = "SI,40,1,140022710,,12,1,,,,,,,1\n";

#[test]
fn what_nothing_rests_on_stays_with_the_computer() {
    let lines = format!("{EYE_EAR}{NEBULISER}");
    assert_eq!(one(&[("耳", EAR)], 214, &lines), "");
}

#[test]
fn only_together_with_something_that_falls_goes_to_staff() {
    let lines = format!("{EYE_EAR}{NEBULISER}");
    assert_eq!(one(&[("耳", EAR), ("吸", TOGETHER)], 214, &lines), "");
}
