//! What is told in brief says why something may be missing, as the whole run does.

use masters::Masters;

use super::{Explainer, Explanation, Outcome};
use crate::example::Prepared;
use crate::{Book, Scratch, compile};

/// Each example of a rule explained in brief and by the whole run.
fn both(clauses: &str) -> Vec<(Explanation, Explanation)> {
    let head = "規則 T「試験」\n根拠 告示「医科 A000」\n施行 2024-06-01から\n確度 確定\n段階 試行\n担当 「試験」\n公開 否\n区分 その他\n種別 医科\n";
    let parsed = dsl::parse(&format!("{head}{clauses}"));
    assert_eq!(parsed.diagnostics, Vec::new());
    let files = [parsed.file];
    let book = Book::new(compile(&files), Masters::starter());
    let explainer = Explainer::new(&book, &files);
    let rules = files.iter().flat_map(|file| &file.items).filter_map(|item| match &item.body {
        dsl::ast::Body::Rule(rule) => Some(rule),
        _ => None,
    });
    let examples = rules.flat_map(|rule| &rule.examples);
    let explain = |example: &dsl::ast::Example| {
        let prepared = Prepared::new(&book, 0, example, model::Lang::Ja).ok()?;
        prepared.ask(|at, earlier, config| {
            let brief = explainer.told(at, earlier, config, &mut Scratch::default()).into_iter().next()?;
            Some((brief, explainer.one(0, at, earlier, config)?))
        })
    };
    examples.filter_map(|entry| explain(&entry.node)).collect()
}

/// The doubts of each variable of the first way.
fn doubts(of: &Explanation) -> Vec<Vec<String>> {
    let variables = of.shown.first().map_or(&[][..], |way| &way.variables);
    let of_one = |searches: &[super::Search]| searches.iter().flat_map(|one| one.doubts.clone()).collect();
    variables.iter().map(|variable| of_one(&variable.searches)).collect()
}

#[test]
fn a_number_and_a_thing_of_claims_that_are_not_known_are_told_with_that() {
    let told = both(
        "履歴 6月\n対象 甲：112007410の診療行為\n数＝履歴の、甲の日に先立つ6月以内の111000110の診療行為の回数\n\
         乙：履歴の、甲の日に先立つ6月以内の111000110の診療行為\n条件 数が1回以上\n結論 甲を職員に示す\n理由文 「{数}」\n\
         例 該当「一回か、それ以上」\n・明細書 診療年月 2024-06、入院外\n・診療行為 111000110 3日\n・診療行為 112007410 10日\n",
    );
    assert_eq!(told.len(), 1);
    for (brief, whole) in &told {
        assert_eq!(brief.outcome, Outcome::Fired);
        let doubts = doubts(brief);
        assert_eq!(doubts, self::doubts(whole));
        let counts: Vec<usize> = doubts.iter().map(Vec::len).collect();
        assert_eq!(counts, [0, 1, 1], "{doubts:?}");
    }
}
