//! Names: every one that is used is declared before it, none is declared twice, no set is left unused.

use std::collections::{BTreeMap, BTreeSet};

use super::uses;
use crate::ast::{Body, Define, DefinedAs, File, Name, Rule, Set, Span};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};
use crate::vocabulary::{Kind, is_builtin};

/// The names of a rule book.
pub(super) struct Book<'b> {
    shared: BTreeSet<&'b str>,
    used: BTreeSet<String>,
    /// Of what its sets are; none where editions of one name differ.
    sets: BTreeMap<&'b str, Option<Kind>>,
}

impl<'b> Book<'b> {
    /// The names that the files declare for all rules, and the tables.
    pub(super) fn new(files: &'b [File], tables: &[&'b str]) -> Self {
        let bodies = || files.iter().flat_map(|f| &f.items).map(|i| &i.body);
        let declared = bodies().filter_map(|body| match body {
            Body::Set(set) => Some(&*set.name.text),
            Body::Parameter(parameter) => Some(&*parameter.name.text),
            Body::Define(define) => Some(&*define.name.text),
            Body::Common(_) | Body::Rule(_) | Body::Overlay(_) => None,
        });
        let shared = declared.chain(tables.iter().copied()).collect();
        let mut used = BTreeSet::new();
        bodies().for_each(|body| {
            uses::each_use(
                body,
                &mut uses::names(|name| {
                    used.insert(name.text.clone());
                }),
            );
        });
        let mut sets: BTreeMap<&str, Option<Kind>> = BTreeMap::new();
        for body in bodies() {
            if let Body::Set(set) = body {
                let kind = Some(set.kind.node);
                sets.entry(&*set.name.text).and_modify(|k| *k = k.filter(|_| *k == kind)).or_insert(kind);
            }
        }
        Self { shared, used, sets }
    }

    /// Of what kind the codes of a set are.
    pub(super) fn kind_of_set(&self, name: &str) -> Option<Kind> {
        self.sets.get(name).copied().flatten()
    }

    fn knows(&self, name: &str, own: &BTreeSet<&str>) -> bool {
        own.contains(name) || self.shared.contains(name) || is_builtin(name)
    }
}

/// What is wrong with the names of a file.
pub(super) fn check(book: &Book<'_>, file: &File) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for item in &file.items {
        match &item.body {
            Body::Rule(rule) => of_rule(book, rule, &mut found),
            Body::Define(define) => of_define(book, define, &mut found),
            Body::Set(set) => of_set(book, set, &mut found),
            Body::Overlay(_) => {} // its exceptions speak of the variables of other rules: `overlays` looks
            Body::Common(_) | Body::Parameter(_) => {}
        }
    }
    found
}

fn of_rule(book: &Book<'_>, rule: &Rule, found: &mut Vec<Diagnostic>) {
    let mut own = BTreeSet::new();
    for entry in &rule.bindings {
        uses::binding(&entry.node, &mut uses::names(|name| known(book, &own, name, found)));
        let name = &entry.node.name;
        let first = rule.bindings.iter().find(|e| e.node.name.text == name.text).map(|e| e.node.name.span);
        if !own.insert(&*name.text) {
            found.push(twice(name, first));
        }
    }
    uses::each_use_behind(rule, &mut uses::names(|name| known(book, &own, name, found)));
}

fn of_define(book: &Book<'_>, define: &Define, found: &mut Vec<Diagnostic>) {
    let mut own: BTreeSet<&str> = define.formals.iter().map(|f| &*f.name.text).collect();
    if let DefinedAs::Carry(_, name, ..) = &define.is {
        own.insert(&name.text);
    }
    uses::defined(&define.is, &mut uses::names(|name| known(book, &own, name, found)));
}

fn of_set(book: &Book<'_>, set: &Set, found: &mut Vec<Diagnostic>) {
    uses::set(&set.members, &mut uses::names(|name| known(book, &BTreeSet::new(), name, found)));
    if !book.used.contains(&set.name.text) {
        let name = &set.name.text;
        let message = Message::new(
            format!("集合`{name}`はどの規則でも使われていません"),
            format!("no rule uses the set `{name}`"),
        );
        found.push(Diagnostic::new(DiagnosticCode::UnusedSet, set.name.span, message));
    }
}

/// Tells of a name that nothing is called by.
pub(super) fn known(book: &Book<'_>, own: &BTreeSet<&str>, name: &Name, found: &mut Vec<Diagnostic>) {
    let text = &name.text;
    if book.knows(text, own) {
        return;
    }
    let message = Message::new(
        format!("`{text}`という変数・集合・定数・定義・表はありません"),
        format!("no variable, set, parameter, definition or table is called `{text}`"),
    );
    let near = own.iter().copied().chain(book.shared.iter().copied());
    found.push(Diagnostic::new(DiagnosticCode::UnknownName, name.span, message).with_near(text, near));
}

fn twice(name: &Name, first: Option<Span>) -> Diagnostic {
    let text = &name.text;
    let message = Message::new(
        format!("変数`{text}`が二度あります"),
        format!("the variable `{text}` is declared twice"),
    );
    let diagnostic = Diagnostic::new(DiagnosticCode::NameTwice, name.span, message);
    match first {
        Some(first) => diagnostic.with_label(first, Message::new("最初はここ", "first declared here")),
        None => diagnostic,
    }
}
