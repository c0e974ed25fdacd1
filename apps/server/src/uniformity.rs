//! What rules came to in each branch: what the computer made of its findings, and what people decided of the lines.
//!
//! Both are counted in the same three ways and weighed by the same rules for small numbers (docs/uniformity.md).

use std::collections::BTreeMap;

use report::uniform::{Ends, Uniform};

use crate::app::App;
use crate::web::Problem;

/// What one rule came to, by branch.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    /// What the computer made of its findings.
    pub computer: BTreeMap<u8, Ends>,
    /// What people settled of the lines that it spoke of; `shown` are those left as claimed.
    pub people: BTreeMap<u8, Ends>,
    /// Lines that people did not settle yet, or asked about.
    pub undecided: BTreeMap<u8, u64>,
}

impl Rule {
    /// How far branches differ in what the computer made of its findings.
    pub fn of_computer(&self) -> Option<Uniform> {
        Uniform::of_ends(&self.computer)
    }

    /// The same of what people decided.
    pub fn of_people(&self) -> Option<Uniform> {
        Uniform::of_ends(&self.people)
    }
}

/// All branches together.
pub fn sum(of: &BTreeMap<u8, Ends>) -> Ends {
    of.values().fold(Ends::default(), |sum, one| Ends {
        shown: sum.shown + one.shown,
        assessed: sum.assessed + one.assessed,
        returned: sum.returned + one.returned,
    })
}

/// What rules came to in a month (empty: in every month), or one rule alone.
///
/// # Errors
/// The store fails.
pub async fn rules(app: &App, month: &str, rule: &str) -> Result<BTreeMap<String, Rule>, Problem> {
    let mut rules: BTreeMap<String, Rule> = BTreeMap::new();
    for row in app.store().rule_figures("", month, rule).await? {
        let of = &row.figures;
        let ends =
            Ends { shown: whole(of.flagged), assessed: whole(of.assessed), returned: whole(of.returned) };
        let own = rules.entry(row.rule).or_default();
        add(own.computer.entry(branch(&row.branch)).or_default(), ends);
    }
    for row in app.store().verdicts_by_branch(month, rule).await? {
        let (of, lines) = (&row.of, whole(row.of.lines));
        let own = rules.entry(of.rule.clone()).or_default();
        let branch = branch(&row.branch);
        let ends = match of.verdict.as_deref() {
            Some("as-claimed") => Ends { shown: lines, ..Ends::default() },
            Some("assess") => Ends { assessed: lines, ..Ends::default() },
            Some("return") => Ends { returned: lines, ..Ends::default() },
            _ => {
                *own.undecided.entry(branch).or_default() += lines;
                continue;
            }
        };
        add(own.people.entry(branch).or_default(), ends);
    }
    Ok(rules)
}

const fn add(to: &mut Ends, of: Ends) {
    to.shown += of.shown;
    to.assessed += of.assessed;
    to.returned += of.returned;
}

/// A branch as the figures of screenings number it; what is none is 0, which belongs to no branch.
fn branch(digits: &str) -> u8 {
    digits.parse().unwrap_or(0)
}

/// Counts of the store are none below nought.
fn whole(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
