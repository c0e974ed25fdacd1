//! Makes a disagreement small: parts of the rule and of the patient are left out as long as both still disagree.

mod patients;
mod rules;

use std::fmt;

use dsl::ast::{Body, File};
use masters::Masters;

use super::claims::Patient;
use super::compare::{Compared, Rules, compare};

/// A rule and a patient on which the engine and the oracle disagree.
pub struct Disagreement {
    pub seed: u64,
    pub text: String,
    pub patient: Patient,
    pub compared: Compared,
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {}\n{}", self.seed, self.text)?;
        let patient = &self.patient;
        writeln!(
            f,
            "born {} female {} known from {:?}, knows the month: {}, institution {:?}, in two files: {}",
            patient.born,
            patient.female,
            patient.known_from,
            patient.knows_month,
            patient.institution,
            patient.apart
        )?;
        for (at, receipt) in patient.receipts.iter().enumerate() {
            writeln!(f, "receipt {at} (row {}): {receipt:?}", patient.row_of(at))?;
        }
        let Compared { planned, by_all, engine, oracle, .. } = &self.compared;
        if planned != by_all {
            writeln!(f, "with the plan: {planned:#?}\nwithout: {by_all:#?}")?;
        }
        writeln!(f, "engine: {engine:?}\noracle: {oracle:?}")
    }
}

/// The smallest disagreement found from one of a rule of a book on a patient; as it is, where it takes the patients before.
pub fn smallest(
    seed: u64,
    book: &File,
    compared: Compared,
    patient: &Patient,
    masters: &Masters,
) -> Disagreement {
    let rule = &compared.rule;
    let mut file = book.clone();
    file.items.retain(|item| match &item.body {
        Body::Rule(of) => of.code.node == *rule,
        _ => true,
    });
    let mut patient = patient.clone();
    let mut found = match disagree(&file, &patient, masters) {
        Some(found) => found,
        // It takes its neighbours to disagree.
        None => match disagree(book, &patient, masters) {
            Some(found) => {
                file = book.clone();
                found
            }
            None => {
                let text = dsl::print(&file, dsl::Surface::Japanese) + "（前の患者の後にだけ）";
                return Disagreement { seed, text, patient, compared };
            }
        },
    };
    loop {
        let smaller = rules::smaller(&file)
            .into_iter()
            .find_map(|less| Some((disagree(&less, &patient, masters)?, less)));
        if let Some((compared, less)) = smaller {
            (found, file) = (compared, less);
            continue;
        }
        let smaller = patients::smaller(&patient)
            .into_iter()
            .find_map(|less| Some((disagree(&file, &less, masters)?, less)));
        let Some((compared, less)) = smaller else { break };
        (found, patient) = (compared, less);
    }
    let text = dsl::print(&file, dsl::Surface::Japanese);
    Disagreement { seed, text, patient, compared: found }
}

fn disagree(file: &File, patient: &Patient, masters: &Masters) -> Option<Compared> {
    let rules = Rules::new(file, masters).ok()?;
    let files = patient.read();
    let mut scratch = eval::Scratch::default();
    compare(&rules, patient, &files, &mut scratch).into_iter().find(|compared| !compared.agree())
}
