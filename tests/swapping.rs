//! A short run of the soak (`cargo run --release -p tests --bin soak` is the long one).

use tests::soak::{Plan, run};

#[test]
fn no_output_is_made_by_two_revisions() {
    let dir = tempfile::tempdir().expect("a folder");
    let plan = Plan { swaps: 200, activations: 3, receipts: 12, threads: 2, book: false };
    let report = run(plan, dir.path());
    assert_eq!(report.wrong, Vec::<String>::new());
    assert_eq!((report.swaps, report.last_branch.len(), report.left), (203, 3, 0));
    assert!(report.overtaken > 0, "no swap came while a file was reviewed: {report:?}");
}
