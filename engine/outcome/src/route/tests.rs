//! Where a receipt goes: what the computer may finish, and who is asked for the rest.

use masters::Masters;
use model::{Certainty, Conclusion, Defect, DefectKind, Detail, Effect, Finding, Level, Place, Queue, Span};

use crate::tests::{Case, RECEIPT, falls, finding, share};
use crate::{Disposition, Routing, Settled, Subject, settle};

fn settled(defects: &[&Defect], findings: &[Finding], refused: bool, routing: &Routing) -> Settled {
    let case = Case::new(RECEIPT);
    let (batch, receipt, institution, not_evaluated) = (&case.batch, 0, None, &[]);
    let of = Subject { batch, receipt, institution, defects, findings, not_evaluated, refused };
    settle(of, Masters::starter(), routing)
}

fn routing(rows: &str) -> Routing {
    Routing::parse(&format!("edition=\"x\"\n{rows}")).unwrap_or_else(|wrong| unreachable!("{wrong}"))
}

fn told(certainty: Certainty, conclusion: Conclusion, queue: Option<Queue>) -> Finding {
    Finding { certainty, conclusion, queue, ..finding("F", Effect::None, &[]) }
}

fn goes(findings: &[Finding]) -> (Disposition, Option<Queue>) {
    let settled = settled(&[], findings, false, &routing(""));
    (settled.disposition, settled.queue)
}

const STAFF: (Disposition, Option<Queue>) = (Disposition::Review, Some(Queue::Staff));

/// A file that cannot be received takes all its receipts with it, right ones too.
#[test]
fn a_refused_file_is_unreadable_whatever_its_receipts_say() {
    for findings in [&[][..], &[falls("A", &[share(7, 1, 1)], &[])]] {
        let settled = settled(&[], findings, true, &routing(""));
        assert_eq!((settled.disposition, settled.queue), (Disposition::Unreadable, None));
        assert_eq!(settled.after, None, "nothing is decided of it");
    }
}

/// Levels of the list of intake checks: L1 and L2 refuse, L3 sends back, L4 and L7 ask staff, the others are told.
#[test]
fn a_defect_goes_by_its_level() {
    for level in [Level::L1, Level::L2, Level::L3, Level::L4, Level::L7, Level::L48] {
        let place = Place { line: 2, record: None, field: None, span: Span { start: 0, len: 0 } };
        let (kind, detail) = (DefectKind::DaysSum, Detail::None);
        let defect = Defect { kind, level, official: None, place, seq: Some(1), detail };
        let settled = settled(&[&defect], &[], false, &routing(""));
        let expected = match level {
            Level::L1 | Level::L2 => (Disposition::Unreadable, None),
            Level::L3 => (Disposition::Returned, None),
            Level::L4 | Level::L7 => STAFF,
            _ => (Disposition::Accepted, None),
        };
        assert_eq!((settled.disposition, settled.queue), expected, "{level:?}");
    }
}

/// Only what is definite is decided without a person, and of that only what cuts, sends back, or corrects a form.
#[test]
fn whoever_is_not_sure_asks_somebody() {
    use Conclusion::{Ask, Assess, Flag, Notice, Repair, Return};
    let accepted = (Disposition::Accepted, None);
    for conclusion in Conclusion::ALL {
        assert_eq!(
            goes(&[told(Certainty::Notice, conclusion, None)]),
            accepted,
            "{conclusion:?} is only told"
        );
        let review = if conclusion == Notice { accepted } else { STAFF };
        assert_eq!(goes(&[told(Certainty::Review, conclusion, None)]), review, "{conclusion:?} for review");
        let definite = match conclusion {
            Return => (Disposition::Returned, None),
            Notice | Repair => accepted,
            // What it cuts cannot be told: somebody computes it.
            Assess | Flag | Ask => STAFF,
        };
        assert_eq!(goes(&[told(Certainty::Definite, conclusion, None)]), definite, "{conclusion:?}");
    }
    assert_eq!(goes(&[falls("A", &[share(7, 1, 1)], &[])]), (Disposition::Assessed, None));
}

/// The table of routes may ask somebody later than the rule does, never somebody earlier.
#[test]
fn a_rule_and_the_table_of_routes_ask_the_later_of_the_two() {
    let row = |queue: &str| {
        format!(
            "[[finding]]\nname=\"x\"\nfrom=\"2024-04\"\nqueue=\"{queue}\"\nsource=\"-\"\nverified=false\n"
        )
    };
    for (table, rule, asked) in [
        (None, None, Queue::Staff),
        (None, Some(Queue::Committee), Queue::Committee),
        (Some("priority"), None, Queue::Priority),
        (Some("priority"), Some(Queue::Committee), Queue::Priority),
        (Some("staff"), Some(Queue::Committee), Queue::Committee),
    ] {
        let found = [told(Certainty::Review, Conclusion::Flag, rule)];
        let settled = settled(&[], &found, false, &routing(&table.map(row).unwrap_or_default()));
        assert_eq!(settled.queue, Some(asked), "{table:?} {rule:?}");
    }
}
