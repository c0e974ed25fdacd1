//! `rules_by_branch.parquet`: what each rule did in each branch.

use std::io::{self, Write};

use batch::{Joined, Output, RuleCount, Run};
use serde::{Deserialize, Serialize};

use crate::findings::number;
use crate::group::{Adding, Cell, Column, write};

/// The columns, in the order in which [`add`] fills them.
const SCHEMA: &str = "
message rules_by_branch {
  required binary rule (UTF8);
  required int32 branch;
  required int64 receipts;
  required int64 shown;
  required int64 assessed;
  required int64 returned;
  required int64 contained;
  required int64 told;
  required int64 points;
}";

fn columns() -> Vec<Column> {
    let (t, i, l) = (Column::text, Column::int, Column::long);
    vec![t(), i(), l(), l(), l(), l(), l(), l(), l()]
}

/// A row on its way.
#[derive(Serialize, Deserialize)]
struct Row {
    rule: String,
    branch: u8,
    receipts: u64,
    count: RuleCount,
}

/// Writes `rules_by_branch.parquet`.
#[derive(Clone, Copy, Debug)]
pub struct RuleBranchColumns;

impl Output for RuleBranchColumns {
    fn name(&self) -> &str {
        "rules_by_branch.parquet"
    }

    fn write(&self, run: &Run, _: Joined<'_>, to: &mut (dyn Write + Send)) -> io::Result<()> {
        write(SCHEMA, columns(), rows(run)?.as_slice(), to, add)
    }
}

/// The rows as the other tables have theirs: a line of JSON each. There are at most as many as rules times branches.
fn rows(run: &Run) -> io::Result<Vec<u8>> {
    let mut rows = Vec::new();
    for (rule, branches) in &run.counts.rules {
        for (branch, count) in branches {
            let receipts = run.counts.branches.get(branch).map_or(0, |of| of.receipts);
            serde_json::to_writer(
                &mut rows,
                &Row { rule: rule.clone(), branch: *branch, receipts, count: *count },
            )?;
            rows.push(b'\n');
        }
    }
    Ok(rows)
}

fn add(row: &[u8], to: &mut Adding<'_>) -> io::Result<()> {
    let Row { rule, branch, receipts, count } = serde_json::from_slice(row)?;
    to.one(Cell::Text(&rule))?;
    to.one(Cell::Number(branch.into()))?;
    for n in [receipts, count.flagged, count.assessed, count.returned, count.subsumed, count.told] {
        to.one(number(n)?)?;
    }
    to.one(Cell::Number(count.points))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails when it panics")]

    use std::collections::BTreeMap;
    use std::path::Path;

    use batch::{Counts, InstitutionCount, Joined, Output, RuleCount, Run};
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::RuleBranchColumns;

    #[test]
    fn a_rule_in_a_branch_is_read_back() {
        let count = RuleCount { flagged: 1, assessed: 2, returned: 3, subsumed: 4, told: 5, points: -6 };
        let rules = BTreeMap::from([("規則".to_owned(), BTreeMap::from([(0, count), (13, count)]))]);
        let branches =
            BTreeMap::from([(13, InstitutionCount { receipts: 9, ..InstitutionCount::default() })]);
        let run = Run { counts: Counts { rules, branches, ..Counts::default() }, ..Run::default() };
        let mut bytes = Vec::new();
        RuleBranchColumns.write(&run, Joined::of(Path::new("")), &mut bytes).unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let rows: Vec<String> =
            reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        let rest = "shown: 1, assessed: 2, returned: 3, contained: 4, told: 5, points: -6}";
        assert_eq!(
            rows,
            [
                format!(r#"{{rule: "規則", branch: 0, receipts: 0, {rest}"#),
                format!(r#"{{rule: "規則", branch: 13, receipts: 9, {rest}"#)
            ]
        );
    }
}
