//! Gives each remark to the entry it belongs to: the next one when it stands alone, else the one on its line.

use std::collections::BTreeMap;

use super::outline::Remark;
use crate::ast::{Body, Entry, File, Item, Metadata, Overlay, Rule};

/// The remarks of one entry.
#[derive(Default)]
struct Remarks {
    before: Vec<String>,
    behind: Vec<String>,
}

/// Puts the remarks of a file at its entries.
pub(super) fn attach(file: &mut File, remarks: Vec<Remark>) {
    if remarks.is_empty() {
        return;
    }
    let mut found: BTreeMap<usize, Remarks> = BTreeMap::new();
    each_entry(file, &mut |start, _, _| {
        found.insert(start, Remarks::default());
    });
    for remark in remarks {
        let next = found.range_mut(remark.at..).next().map(|(start, _)| *start);
        let same = found.range_mut(..remark.at).next_back().map(|(start, _)| *start);
        let place = if remark.alone { next } else { same.or(next) };
        match place.and_then(|start| found.get_mut(&start)) {
            Some(entry) if remark.alone || place == next => entry.before.push(remark.text),
            Some(entry) => entry.behind.push(remark.text),
            None => file.trailing.push(remark.text),
        }
    }
    each_entry(file, &mut |start, before, after| {
        if let Some(mut remarks) = found.remove(&start) {
            *after = remarks.behind.pop();
            remarks.before.append(&mut remarks.behind);
            *before = remarks.before;
        }
    });
}

type Visit<'v> = &'v mut dyn FnMut(usize, &mut Vec<String>, &mut Option<String>);

fn each_entry(file: &mut File, visit: Visit<'_>) {
    for item in &mut file.items {
        let Item { head, metadata, body, .. } = item;
        one(head, visit);
        of_metadata(metadata, visit);
        match body {
            Body::Rule(rule) => of_rule(rule, visit),
            Body::Overlay(Overlay { changes, .. }) => all(changes, visit),
            Body::Common(_) | Body::Set(_) | Body::Parameter(_) | Body::Define(_) => {}
        }
    }
}

fn of_metadata(metadata: &mut Metadata, visit: Visit<'_>) {
    let Metadata { basis, valid, certainty, stage, owner, publish, check, claims } = metadata;
    all(basis, visit);
    all(valid, visit);
    all(certainty, visit);
    all(stage, visit);
    all(owner, visit);
    all(publish, visit);
    all(check, visit);
    all(claims, visit);
}

fn of_rule(rule: &mut Rule, visit: Visit<'_>) {
    all(&mut rule.needs, visit);
    all(&mut rule.bindings, visit);
    all(&mut rule.condition, visit);
    all(&mut rule.exceptions, visit);
    all(&mut rule.verdicts, visit);
    all(&mut rule.unknowns, visit);
    all(&mut rule.because, visit);
    all(&mut rule.remedy, visit);
    all(&mut rule.undecidable, visit);
    for example in &mut rule.examples {
        one(example, visit);
        all(&mut example.node.facts, visit);
    }
}

fn all<'e, T: 'e>(entries: impl IntoIterator<Item = &'e mut Entry<T>>, visit: Visit<'_>) {
    entries.into_iter().for_each(|entry| one(entry, visit));
}

fn one<T>(entry: &mut Entry<T>, visit: Visit<'_>) {
    visit(entry.span.start, &mut entry.before, &mut entry.after);
}
