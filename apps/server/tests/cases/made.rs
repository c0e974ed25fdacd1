//! Cases made of a made-up month, for whoever needs some.

use std::collections::{BTreeMap, BTreeSet};

use desk::{Asked, Taken};
use model::{Month, Queue};
use review::session::Snapshot;
use store::Institution;
use store::cases::{CaseClaim, NewCase};

/// Two receipts of a made-up month of which something was said.
pub fn cases(snapshot: &Snapshot, queue: Queue) -> Vec<NewCase> {
    let config = corpus::Config {
        seed: 7,
        receipts: 40,
        month: Month::from_number(2024_06).unwrap(),
        months: 1,
        errors_ppm: 600_000,
        only: Vec::new(),
        kind: corpus::Kind::Medical,
        jobs: 1,
    };
    let mut file = Vec::new();
    corpus::generate(&config, snapshot.masters(), &mut file, &mut |_| Ok(()), &mut |_| {}).unwrap();
    let checked = desk::check("month.UKE", file.as_slice(), Asked::new(snapshot)).unwrap();
    let said = checked.receipts.into_iter().filter(|of| of.findings.iter().any(|one| one.state == "won"));
    let mut said: Vec<_> = said.take(2).collect();
    let [first, second] = said.as_mut_slice() else { panic!("two receipts") };
    // A finding of the first names lines of the second and of a claim that nobody has.
    for (file, month) in [(SECOND, 2024_05), ("gone.UKE", 2024_04)] {
        let named = first.findings[0].lines[0].clone();
        let named = desk::CheckedLine {
            file: file.to_owned(),
            seq: second.seq,
            line: second.first_line,
            role: "witness".to_owned(),
            month: Some(month),
            ..named
        };
        first.findings[0].lines.push(named);
    }
    said.into_iter().zip(["first", SECOND]).map(|(of, name)| case((of, name), &file, queue)).collect()
}

/// What the file of the second case is called; its digest in the store is the same with `#` before it.
const SECOND: &str = "second";

fn case((mut of, name): (desk::CheckedReceipt, &str), file: &[u8], queue: Queue) -> NewCase {
    let part = |(from, to): (u64, u64)| &file[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()];
    let (frame, own) = (part(of.frame), part(of.bytes));
    let claim = [frame, own].concat();
    of.frame = (0, frame.len() as u64);
    of.bytes = (frame.len() as u64, claim.len() as u64);
    let taken = Taken {
        run: "test".to_owned(),
        agency: 1,
        billed: Some(2024_07),
        lines: own.iter().filter(|byte| **byte == b'\n').count() as u64,
        receipt: of,
        files: BTreeMap::from([(SECOND.to_owned(), format!("#{SECOND}"))]),
    };
    let rules: BTreeSet<(String, u32)> =
        taken.rules().into_iter().map(|(rule, line)| (rule, u32::try_from(line).unwrap())).collect();
    NewCase {
        source: "test".to_owned(),
        file: format!("#{name}"),
        receipt: i64::try_from(taken.receipt.seq).unwrap(),
        institution: Institution::new(taken.receipt.institution.as_ref().unwrap()).unwrap(),
        queue,
        lines: rules.iter().map(|(_, line)| *line).collect(),
        points: taken.at_stake(),
        shown: CaseClaim { claim, found: serde_json::to_vec(&taken).unwrap() },
        rules,
        linked: Vec::new(),
    }
}
