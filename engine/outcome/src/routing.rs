//! Routing as data: which receipts and findings go to which queue, with dates and sources.

use std::sync::OnceLock;

use model::{Certainty, CheckKind, ClaimKind, Conclusion, Month, Queue};
use receipt::batch::glance::{section_signs, sign};
use receipt::batch::{Line, NO_POINTS};
use serde::Deserialize;

use crate::reprice::PayerPoints;
use crate::settle::Subject;

/// The routing that comes with the program.
const BUILT_IN: &str = include_str!("routing.toml");

/// A table of routes.
#[derive(Clone, Debug)]
pub struct Routing {
    edition: String,
    receipts: Vec<Route>,
    findings: Vec<Route>,
}

#[derive(Clone, Debug)]
struct Route {
    months: (Month, Option<Month>),
    claim: Option<ClaimKind>,
    inpatient: Option<bool>,
    prefectures: Vec<u8>,
    points_at_least: Option<i64>,
    rules: Vec<String>,
    checks: Vec<CheckKind>,
    conclusions: Vec<Conclusion>,
    certainty: Option<Certainty>,
    queue: Queue,
}

/// What of a text of routes is wrong.
#[derive(Debug, thiserror::Error)]
pub enum RoutingError {
    /// The text is not TOML, or not of this form.
    #[error("{0}")]
    Form(#[from] Box<toml::de::Error>),
    /// A row says something that has no meaning.
    #[error("{row}: {item} = \"{value}\" は使えません（{expected}）")]
    Word {
        /// The name of the row.
        row: String,
        /// The item.
        item: &'static str,
        /// What it says.
        value: String,
        /// What it may say.
        expected: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    edition: String,
    #[serde(default)]
    receipt: Vec<Row>,
    #[serde(default)]
    finding: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    from: String,
    until: Option<String>,
    claim: Option<String>,
    inpatient: Option<bool>,
    #[serde(default)]
    prefectures: Vec<u8>,
    points_at_least: Option<i64>,
    #[serde(default)]
    rules: Vec<String>,
    #[serde(default)]
    checks: Vec<String>,
    #[serde(default)]
    conclusions: Vec<String>,
    certainty: Option<String>,
    queue: String,
    /// Every row must say where it is written, and whether somebody has read it there.
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "verified")]
    _verified: bool,
}

/// What a route asks of a receipt.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Receipt {
    month: Option<Month>,
    inpatient: Option<bool>,
    prefecture: u8,
    points: Option<i64>,
}

impl Receipt {
    pub(crate) fn new(of: Subject<'_>, payers: &[PayerPoints]) -> Self {
        let own = of.batch.receipts.get(of.receipt);
        Self {
            month: own.and_then(|receipt| receipt.month),
            inpatient: own.and_then(|receipt| receipt.claim_type).map(|kind| kind.inpatient),
            prefecture: of.institution.map_or(0, |institution| institution.prefecture),
            points: points_of(of, payers),
        }
    }
}

/// The points of a receipt: those of its payer; of several, of whom each may bear lines that no other bears, those of all its
/// lines, and no fewer than one of them claims.
fn points_of(of: Subject<'_>, payers: &[PayerPoints]) -> Option<i64> {
    let most = payers.iter().filter_map(|payer| payer.claimed).max();
    if payers.len() < 2 {
        return most;
    }
    let lines = of.batch.receipts.get(of.receipt).map(|own| own.lines.start as usize..own.lines.end as usize);
    let lines = lines.and_then(|lines| of.batch.lines.get(lines)).unwrap_or_default();
    let in_points = |line: &&Line| line.points != NO_POINTS && section_signs(line.section) & sign::YEN == 0;
    let of_lines = lines.iter().filter(in_points).map(|line| i64::from(line.points) * i64::from(line.count));
    most.max(Some(of_lines.sum()))
}

/// What a route asks of a finding.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub rule: &'a str,
    pub check: CheckKind,
    pub conclusion: Conclusion,
    pub certainty: Certainty,
}

impl Routing {
    /// The routing that comes with the program.
    ///
    /// # Errors
    /// None: a test reads it.
    pub fn built_in() -> Result<Self, RoutingError> {
        // Read once: a service asks for it with every receipt.
        static READ: OnceLock<Routing> = OnceLock::new();
        match READ.get() {
            Some(read) => Ok(read.clone()),
            None => Self::parse(BUILT_IN).map(|read| READ.get_or_init(|| read).clone()),
        }
    }

    /// Reads a text of routes.
    ///
    /// # Errors
    /// What is wrong with it, naming the row.
    pub fn parse(text: &str) -> Result<Self, RoutingError> {
        let text: Text = toml::from_str(text).map_err(Box::new)?;
        let routes = |rows: Vec<Row>| rows.into_iter().map(route).collect::<Result<Vec<_>, _>>();
        Ok(Self { edition: text.edition, receipts: routes(text.receipt)?, findings: routes(text.finding)? })
    }

    /// What the table calls itself.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// The queue that a receipt goes to whatever was found.
    pub(crate) fn of_receipt(&self, receipt: &Receipt) -> Option<Queue> {
        self.receipts.iter().filter(|route| route.holds(receipt)).map(|route| route.queue).max()
    }

    /// The queue that a finding for review goes to.
    pub(crate) fn of_finding(&self, finding: &Asked<'_>, receipt: &Receipt) -> Option<Queue> {
        let meant = |route: &&Route| route.holds(receipt) && route.means(finding);
        self.findings.iter().filter(meant).map(|route| route.queue).max()
    }
}

impl Route {
    fn holds(&self, receipt: &Receipt) -> bool {
        let (from, until) = self.months;
        receipt.month.is_some_and(|month| from <= month && until.is_none_or(|until| month <= until))
            && self.claim.is_none_or(|claim| claim == ClaimKind::Medical)
            && self.inpatient.is_none_or(|inpatient| receipt.inpatient == Some(inpatient))
            && (self.prefectures.is_empty() || self.prefectures.contains(&receipt.prefecture))
            && self.points_at_least.is_none_or(|least| receipt.points.is_some_and(|points| points >= least))
    }

    fn means(&self, finding: &Asked<'_>) -> bool {
        let rule = || self.rules.iter().any(|rule| rule == finding.rule);
        (self.rules.is_empty() || rule())
            && (self.checks.is_empty() || self.checks.contains(&finding.check))
            && (self.conclusions.is_empty() || self.conclusions.contains(&finding.conclusion))
            && self.certainty.is_none_or(|certainty| certainty == finding.certainty)
    }
}

fn route(row: Row) -> Result<Route, RoutingError> {
    let name = row.name.as_str();
    let until = row.until.as_deref().map(|until| month(name, "until", until)).transpose()?;
    let checks = row.checks.iter().map(|slug| {
        let known = CheckKind::ALL.iter().copied().find(|kind| kind.slug() == slug);
        known.ok_or_else(|| wrong(name, "checks", slug, "docs/screening.md の検査の種類"))
    });
    let conclusions = row.conclusions.iter().map(|slug| word(name, "conclusions", slug, &CONCLUSIONS));
    Ok(Route {
        months: (month(name, "from", &row.from)?, until),
        claim: row.claim.as_deref().map(|claim| word(name, "claim", claim, &CLAIMS)).transpose()?,
        inpatient: row.inpatient,
        prefectures: row.prefectures.clone(),
        points_at_least: row.points_at_least,
        rules: row.rules.clone(),
        checks: checks.collect::<Result<_, _>>()?,
        conclusions: conclusions.collect::<Result<_, _>>()?,
        certainty: row
            .certainty
            .as_deref()
            .map(|one| word(name, "certainty", one, &CERTAINTIES))
            .transpose()?,
        queue: word(name, "queue", &row.queue, &Queue::ALL.map(|queue| (queue.slug(), queue)))?,
    })
}

const CONCLUSIONS: [(&str, Conclusion); 6] = [
    (Conclusion::Return.slug(), Conclusion::Return),
    (Conclusion::Assess.slug(), Conclusion::Assess),
    (Conclusion::Flag.slug(), Conclusion::Flag),
    (Conclusion::Notice.slug(), Conclusion::Notice),
    (Conclusion::Repair.slug(), Conclusion::Repair),
    (Conclusion::Ask.slug(), Conclusion::Ask),
];

const CERTAINTIES: [(&str, Certainty); 3] = [
    (Certainty::Definite.slug(), Certainty::Definite),
    (Certainty::Review.slug(), Certainty::Review),
    (Certainty::Notice.slug(), Certainty::Notice),
];

const CLAIMS: [(&str, ClaimKind); 4] = [
    ("medical", ClaimKind::Medical),
    ("dpc", ClaimKind::Dpc),
    ("dental", ClaimKind::Dental),
    ("dispensing", ClaimKind::Dispensing),
];

fn word<T: Copy>(row: &str, item: &'static str, value: &str, all: &[(&str, T)]) -> Result<T, RoutingError> {
    let known = all.iter().find(|(slug, _)| *slug == value).map(|(_, word)| *word);
    known.ok_or_else(|| {
        let slugs: Vec<&str> = all.iter().map(|(slug, _)| *slug).collect();
        wrong(row, item, value, &slugs.join(", "))
    })
}

fn month(row: &str, item: &'static str, value: &str) -> Result<Month, RoutingError> {
    let read = value.split_once('-').and_then(|(year, month)| {
        Month::new(year.parse().ok()?, month.parse().ok().filter(|_| month.len() == 2)?)
    });
    read.ok_or_else(|| wrong(row, item, value, "YYYY-MM"))
}

fn wrong(row: &str, item: &'static str, value: &str, expected: &str) -> RoutingError {
    RoutingError::Word { row: row.to_owned(), item, value: value.to_owned(), expected: expected.to_owned() }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not so")]

    use model::{Certainty, CheckKind, Conclusion, Month, Queue};

    use super::{Asked, Receipt, Routing};

    #[test]
    fn the_built_in_routing_reads() {
        assert_eq!(Routing::built_in().unwrap().edition(), "2026-11");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let row = |from: &str, queue: &str| {
            format!(
                "edition=\"x\"\n[[receipt]]\nname=\"高点数\"\nfrom=\"{from}\"\nqueue=\"{queue}\"\nsource=\"-\"\nverified=false\n"
            )
        };
        assert!(Routing::parse(&row("2024-04", "staff")).is_ok());
        let month = Routing::parse(&row("2024-4", "staff")).unwrap_err().to_string();
        assert!(month.contains("高点数") && month.contains("2024-4"), "{month}");
        let queue = Routing::parse(&row("2024-04", "nobody")).unwrap_err().to_string();
        assert!(queue.contains("nobody") && queue.contains("headquarters"), "{queue}");
        assert!(Routing::parse("edition=\"x\"\n[[receipt]]\nname=\"a\"").is_err());
        assert!(Routing::parse(&(row("2024-04", "staff") + "colour=\"red\"\n")).is_err());
    }

    fn routed(kind: &str, items: &str, queue: &str) -> Routing {
        let row =
            format!("name=\"x\"\nfrom=\"2024-04\"\n{items}queue=\"{queue}\"\nsource=\"-\"\nverified=false\n");
        Routing::parse(&format!("edition=\"x\"\n[[{kind}]]\n{row}")).unwrap()
    }

    const RECEIPT: Receipt =
        Receipt { month: Month::new(2024, 6), inpatient: Some(true), prefecture: 13, points: Some(80_000) };

    /// A row that says nothing of a thing is for all receipts; what a receipt does not say goes by no row that asks for it.
    #[test]
    fn a_receipt_goes_by_the_rows_of_which_all_conditions_hold() {
        for (items, holds) in [
            ("", true),
            ("until=\"2024-06\"\n", true),
            ("until=\"2024-05\"\n", false),
            ("claim=\"medical\"\n", true),
            ("claim=\"dpc\"\n", false),
            ("inpatient=true\n", true),
            ("inpatient=false\n", false),
            ("prefectures=[12,13]\n", true),
            ("prefectures=[12,14]\n", false),
            ("points_at_least=80000\n", true),
            ("points_at_least=80001\n", false),
            ("points_at_least=80000\nprefectures=[14]\n", false),
        ] {
            let told = routed("receipt", items, "committee").of_receipt(&RECEIPT);
            assert_eq!(told, holds.then_some(Queue::Committee), "{items}");
        }
        let of = |receipt: Receipt| {
            routed("receipt", "points_at_least=1\ninpatient=true\n", "staff").of_receipt(&receipt)
        };
        assert_eq!(of(RECEIPT), Some(Queue::Staff));
        assert_eq!(of(Receipt { month: Month::new(2024, 4), ..RECEIPT }), Some(Queue::Staff));
        for silent in [
            Receipt { month: Month::new(2024, 3), ..RECEIPT },
            Receipt { month: None, ..RECEIPT },
            Receipt { inpatient: None, ..RECEIPT },
            Receipt { points: None, ..RECEIPT },
        ] {
            assert_eq!(of(silent), None, "{silent:?}");
        }
    }

    #[test]
    fn a_finding_goes_by_the_rows_that_mean_it() {
        let asked = Asked {
            rule: "L7113",
            check: CheckKind::CountLimit,
            conclusion: Conclusion::Assess,
            certainty: Certainty::Review,
        };
        for (items, means) in [
            ("", true),
            ("rules=[\"X\",\"L7113\"]\n", true),
            ("rules=[\"L711\"]\n", false),
            ("checks=[\"dose\",\"count-limit\"]\n", true),
            ("checks=[\"dose\"]\n", false),
            ("conclusions=[\"assess\"]\n", true),
            ("conclusions=[\"return\"]\n", false),
            ("certainty=\"review\"\n", true),
            ("certainty=\"definite\"\n", false),
            ("until=\"2024-05\"\n", false),
            ("rules=[\"L7113\"]\nchecks=[\"dose\"]\n", false),
        ] {
            let told = routed("finding", items, "priority").of_finding(&asked, &RECEIPT);
            assert_eq!(told, means.then_some(Queue::Priority), "{items}");
        }
    }

    /// Of several rows the last to decide is asked.
    #[test]
    fn of_several_rows_the_last_to_decide_is_asked() {
        let row = |queue: &str| {
            format!(
                "[[receipt]]\nname=\"x\"\nfrom=\"2024-04\"\nqueue=\"{queue}\"\nsource=\"-\"\nverified=false\n"
            )
        };
        let both =
            Routing::parse(&format!("edition=\"x\"\n{}{}", row("headquarters"), row("staff"))).unwrap();
        assert_eq!(both.of_receipt(&RECEIPT), Some(Queue::Headquarters));
    }
}
