//! Figures of screenings: a file counts once in a month of a branch, and what is taken in is there whole or not at all.

use std::collections::BTreeMap;

use caseflow::month::NotClosed;
use model::Queue;
use store::cases::{Closing, Intake};
use store::figures::{Figures, FileFigures, RuleFigures, TakenIn};
use store::{Now, Problem};

use crate::audit::entry;
use crate::cases::{begin, new_case};
use crate::places::each;

fn file(name: &str, receipts: i64) -> FileFigures {
    let rule = RuleFigures { flagged: receipts, assessed: 1, points: -70, ..RuleFigures::default() };
    let figures = Figures {
        receipts,
        dispositions: [receipts - 3, 1, 0, 2, 0],
        queues: [1, 1, 0, 0, 0],
        flagged: 3,
        not_evaluated: 2,
        only_not_evaluated: 1,
        points_claimed: 1000,
        points_assessed: 70,
        rules: BTreeMap::from([("R-1".to_owned(), rule)]),
        open: BTreeMap::from([(("R-2".to_owned(), "マスターがありません".to_owned()), 2)]),
    };
    FileFigures { file: name.to_owned(), filed: "202406".to_owned(), figures }
}

#[test]
fn a_file_counts_once_in_a_month_of_a_branch() {
    each(async |store| {
        begin(&store, &[new_case(7, Queue::Staff)]).await;
        store.open_month("27", "202406", (0, 10), None, Now(1)).await.unwrap();
        let cases = [new_case(7, Queue::Staff), new_case(8, Queue::Staff)];
        let (tokyo, osaka) = (("13", "202406"), ("27", "202406"));
        let files = [file("a", 10), file("b", 20)];
        let new = store.take_in(tokyo, (&cases, &files), Intake::Window, Now(3)).await.unwrap();
        assert_eq!(new, TakenIn { cases: 1, files: 2, ..TakenIn::default() }, "one of the cases was there");
        let again = store
            .take_in(tokyo, (&cases, &[file("b", 20), file("c", 5)]), Intake::Window, Now(4))
            .await
            .unwrap();
        assert_eq!(again, TakenIn { files: 1, ..TakenIn::default() });
        store.take_in(osaka, (&[], &[file("a", 10)]), Intake::Window, Now(5)).await.unwrap();

        let rows = store.figures("", "").await.unwrap();
        let told: Vec<_> = rows.iter().map(|row| (row.branch.as_str(), row.figures.receipts)).collect();
        assert_eq!(told, [("13", 35), ("27", 10)]);
        let sum = &rows[0].figures;
        assert_eq!((sum.dispositions, sum.queues), ([26, 3, 0, 6, 0], [3, 3, 0, 0, 0]));
        assert_eq!((sum.finished(), sum.before_committee(), sum.points_assessed), (29, 3, 210));
        assert_eq!(store.figures("27", "202407").await.unwrap(), []);
        assert_eq!(store.figure_months().await.unwrap(), ["202406"]);

        let rules = store.rule_figures("13", "202406", "R-1").await.unwrap();
        let of = rules[0].figures;
        assert_eq!((rules.len(), of.flagged, of.assessed, of.points), (1, 35, 3, -210));
        assert_eq!(store.rule_figures("", "", "").await.unwrap().len(), 2);
        let open = store.open_figures("", "202406").await.unwrap();
        assert_eq!(open, [("マスターがありません".to_owned(), 1, 8)]);
    });
}

#[test]
fn what_is_taken_into_another_month_stays_where_it_was_first() {
    each(async |store| {
        begin(&store, &[]).await;
        store.open_month("13", "202409", (0, 10), None, Now(1)).await.unwrap();
        let (june, september) = (("13", "202406"), ("13", "202409"));
        let cases = [new_case(7, Queue::Staff), new_case(8, Queue::Staff)];
        store.take_in(june, (&cases[..1], &[file("a", 10)]), Intake::Window, Now(3)).await.unwrap();
        // The same file files something of another month too, which was not counted yet.
        let late = FileFigures { filed: "202405".to_owned(), ..file("a", 4) };
        let files = [file("a", 10), late.clone(), file("b", 20)];
        let new = store.take_in(september, (&cases, &files), Intake::Window, Now(4)).await.unwrap();
        let elsewhere = BTreeMap::from([("202406".to_owned(), 1)]);
        assert_eq!(new, TakenIn { cases: 1, elsewhere, files: 2 });
        let rows = store.figures("", "").await.unwrap();
        let mut told: Vec<_> = rows.iter().map(|row| (row.month.as_str(), row.figures.receipts)).collect();
        told.sort_unstable();
        assert_eq!(told, [("202406", 10), ("202409", 24)], "each part once");
        let again = store.take_in(june, (&cases, &[late]), Intake::Window, Now(5)).await.unwrap();
        let elsewhere = BTreeMap::from([("202409".to_owned(), 1)]);
        assert_eq!(again, TakenIn { cases: 0, elsewhere, files: 0 });
    });
}

#[test]
fn a_closed_month_takes_neither_cases_nor_figures_in() {
    each(async |store| {
        begin(&store, &[]).await;
        let entry = entry("month");
        let closed = store.close_month("13", "202406", &entry, Now(5)).await.unwrap();
        assert_eq!(closed, Closing::Done);
        let late = store
            .take_in(("13", "202406"), (&[], &[file("a", 1)]), Intake::Window, Now(6))
            .await
            .unwrap_err();
        assert_eq!(late.problem(), Problem::Closed);
        assert_eq!(store.figures("", "").await.unwrap(), []);
        let again = store.close_month("13", "202406", &entry, Now(7)).await.unwrap();
        assert_eq!(again, Closing::Not(NotClosed::Already));
    });
}

#[test]
fn verdicts_are_told_by_month_and_by_branch() {
    each(async |store| {
        begin(&store, &[new_case(7, Queue::Staff)]).await;
        store.open_month("27", "202407", (0, 10), None, Now(1)).await.unwrap();
        store
            .open_cases(("27", "202407"), &[new_case(8, Queue::Staff)], Intake::Window, Now(2))
            .await
            .unwrap();
        let months = store.verdicts_by_month("", "").await.unwrap();
        let told = |row: &store::cases::MonthVerdicts| (row.month.clone(), row.branch.clone(), row.of.lines);
        let all: Vec<_> = months.iter().map(told).collect();
        assert_eq!(all, [("202406".into(), "".into(), 1), ("202407".into(), "".into(), 1)]);
        assert_eq!(store.verdicts_by_month("", "202407").await.unwrap().len(), 1);
        assert_eq!(store.verdicts_by_month("47", "").await.unwrap(), []);
        let branches = store.verdicts_by_branch("", "R-1").await.unwrap();
        let all: Vec<_> = branches.iter().map(|row| row.branch.as_str()).collect();
        assert_eq!(all, ["13", "27"]);
        assert_eq!(store.verdicts_by_branch("202406", "").await.unwrap().len(), 1);
        assert_eq!(store.verdicts_by_branch("", "R-2").await.unwrap(), []);
    });
}

#[test]
fn what_is_taken_in_has_its_row_of_the_trail_and_what_is_refused_has_none() {
    each(async |store| {
        begin(&store, &[]).await;
        let (month, entry) = (("13", "202406"), entry("of the month"));
        let rows = async || store.audit_rows("month/13/202406", None, 10).await.unwrap().len();
        let before = rows().await;
        let files = [file("a", 10)];
        store.take_in(month, (&[], &files), (Intake::Window, &entry), Now(3)).await.unwrap();
        assert_eq!(rows().await, before + 1, "named by the month that it was taken into");
        let late = store.take_in(month, (&[], &files), (Intake::Window, &entry), Now(1_000)).await;
        assert_eq!(late.unwrap_err().problem(), Problem::Intake);
        assert_eq!(rows().await, before + 1);
    });
}
