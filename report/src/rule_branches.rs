//! `rules_by_branch.csv`: what each rule did in each branch.

use std::io::{self, Write};

use batch::{Joined, Output, Run};
use model::Lang;

use crate::institutions::BOM;
use crate::sheets::inert;
use crate::titles::Titles;
use crate::uniform::Uniform;
use crate::words::{Words, percent};

/// Writes `rules_by_branch.csv`.
#[derive(Clone, Debug)]
pub struct RuleBranches {
    /// The language of its head.
    pub lang: Lang,
    /// What rules are called.
    pub titles: Titles,
}

const HEAD: [(&str, &str); 15] = [
    ("規則", "rule"),
    ("題名", "title"),
    ("支部", "branch"),
    ("支部名", "name"),
    ("支部の件数", "receipts of the branch"),
    ("人へ", "shown"),
    ("査定", "assessed"),
    ("返戻", "returned"),
    ("含まれる", "contained"),
    ("お知らせ", "told"),
    ("点数", "points"),
    ("多い結果", "usual end"),
    ("差異", "differing"),
    ("差異の割合", "share"),
    ("見方", "weight"),
];

impl Output for RuleBranches {
    fn name(&self) -> &str {
        "rules_by_branch.csv"
    }

    fn write(&self, run: &Run, _: Joined<'_>, to: &mut (dyn Write + Send)) -> io::Result<()> {
        let words = Words(self.lang);
        to.write_all(BOM)?;
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
        csv.write_record(HEAD.map(|(ja, en)| words.text(ja, en)))?;
        for (rule, branches) in &run.counts.rules {
            let uniform = Uniform::of(branches);
            for (branch, count) in branches {
                let receipts = run.counts.branches.get(branch).map_or(0, |of| of.receipts);
                let findings = [count.flagged, count.assessed, count.returned, count.subsumed, count.told];
                let mut row = vec![
                    inert(rule),
                    inert(self.titles.of(rule).0),
                    format!("{branch:02}"),
                    words.branch(*branch).to_owned(),
                    receipts.to_string(),
                ];
                row.extend(findings.map(|n| n.to_string()));
                row.push(count.points.to_string());
                row.extend(differing(uniform.as_ref(), *branch, words));
                csv.write_record(row)?;
            }
        }
        csv.flush()
    }
}

/// What most findings of the rule come to, and how far the branch differs; blank where nothing stands.
fn differing(uniform: Option<&Uniform>, branch: u8, words: Words) -> [String; 4] {
    let Some((uniform, (one, weight))) = uniform.and_then(|of| Some((of, of.branches.get(&branch)?))) else {
        return [const { String::new() }; 4];
    };
    let weight = weight.name().in_lang(words.0);
    let share = one.share().map_or_else(String::new, percent);
    [uniform.usual.name().in_lang(words.0).to_owned(), one.differing.to_string(), share, weight.to_owned()]
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails when it panics")]

    use std::collections::BTreeMap;
    use std::path::Path;

    use batch::{Counts, Joined, Output, RuleCount, Run};
    use model::Lang;

    use super::RuleBranches;
    use crate::titles::Titles;

    #[test]
    fn a_line_for_each_rule_and_branch() {
        let count = RuleCount { flagged: 1, assessed: 2, returned: 3, subsumed: 4, told: 5, points: -6 };
        let rules =
            BTreeMap::from([("intake:age-limit".to_owned(), BTreeMap::from([(0, count), (13, count)]))]);
        let run = Run { counts: Counts { rules, ..Counts::default() }, ..Run::default() };
        let mut bytes = Vec::new();
        let output = RuleBranches { lang: Lang::Ja, titles: Titles::new([], Lang::Ja) };
        output.write(&run, Joined::of(Path::new("")), &mut bytes).unwrap();
        let mut read = csv::Reader::from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap());
        let rows: Vec<_> =
            read.records().map(|row| row.unwrap().iter().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(
            rows,
            [
                "intake:age-limit 年齢 00 読めない 0 1 2 3 4 5 -6    ",
                "intake:age-limit 年齢 13 東京 0 1 2 3 4 5 -6 返戻 3  少数（全国）"
            ]
        );
    }
}
