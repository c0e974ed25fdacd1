//! Items, one blank line between them.

use super::clauses::{self, end_of_line, remarks};
use super::writer::Writer;
use super::{conditions, nouns, values};
use crate::ast::{Body, Define, DefinedAs, File, Item, Overlay, Parameter, Set, TypeName};
use crate::vocabulary::{ClauseHead, ItemHead, Word};

/// A file.
pub(super) fn file(w: &mut Writer, file: &File) {
    for (at, item) in file.items.iter().enumerate() {
        if at > 0 {
            w.raw("\n");
        }
        self::item(w, item);
    }
    if !file.trailing.is_empty() && !file.items.is_empty() {
        w.raw("\n");
    }
    remarks(w, "", &file.trailing);
}

fn item(w: &mut Writer, item: &Item) {
    remarks(w, "", &item.head.before);
    match &item.body {
        Body::Common(_) => head(w, ItemHead::Common),
        Body::Set(set) => self::set(w, set),
        Body::Parameter(parameter) => self::parameter(w, parameter),
        Body::Define(define) => self::define(w, define),
        Body::Rule(rule) => {
            head(w, ItemHead::Rule);
            w.raw(&rule.code.node);
            w.raws("", " ");
            w.text(&rule.title.node);
        }
        Body::Overlay(overlay) => self::overlay(w, overlay),
    }
    end_of_line(w, item.head.after.as_ref());
    clauses::metadata(w, &item.metadata);
    match &item.body {
        Body::Rule(rule) => clauses::rule(w, rule),
        Body::Overlay(overlay) => {
            for change in &overlay.changes {
                clauses::clause(w, ClauseHead::Change, Some(change), clauses::change);
            }
        }
        _ => {}
    }
}

fn head(w: &mut Writer, head: ItemHead) {
    w.raw(head.word(w.surface));
    if head != ItemHead::Common {
        w.raw(" ");
    }
}

fn set(w: &mut Writer, set: &Set) {
    head(w, ItemHead::Set);
    w.name(&set.name.text);
    w.raws("：", " :");
    w.word(set.kind.node.word(w.surface));
    w.raws("＝", " =");
    nouns::set_expr(w, &set.members);
}

fn parameter(w: &mut Writer, parameter: &Parameter) {
    head(w, ItemHead::Parameter);
    w.name(&parameter.name.text);
    w.raws("：", " :");
    w.word(parameter.of.node.word(w.surface));
    w.raws("＝", " =");
    let pieces: Vec<String> = parameter
        .values
        .iter()
        .map(|dated| {
            w.piece(|w| {
                w.words("", "from");
                w.piece_of(&dated.from.date.to_string());
                w.raws("から ", " : ");
                values::value(w, &dated.value.node);
            })
        })
        .collect();
    w.row(&pieces, ("", ""), ("；", "; "));
}

fn define(w: &mut Writer, define: &Define) {
    head(w, ItemHead::Define);
    w.name(&define.name.text);
    for (at, formal) in define.formals.iter().enumerate() {
        if at == 0 {
            w.raws("（", "(")
        } else {
            w.raws("、", ", ")
        }
        w.name(&formal.name.text);
        w.raws("：", " :");
        match formal.of.node {
            TypeName::Kind(kind) => w.word(kind.word(w.surface)),
            TypeName::Value(of) => w.word(of.word(w.surface)),
        }
    }
    if !define.formals.is_empty() {
        w.close();
    }
    match &define.is {
        DefinedAs::Value(of, value) => {
            typed(w, of.node);
            values::value(w, &value.node);
        }
        DefinedAs::Condition(condition) => {
            w.words("とは ", "when");
            conditions::condition(w, condition);
        }
        DefinedAs::Carry(of, name, when, otherwise) => {
            typed(w, of.node);
            w.words("直前の入院を", "carry from");
            w.name(&name.text);
            w.words("として、", "when");
            if w.is_ja() {
                conditions::when_ja(w, when)
            } else {
                conditions::condition(w, when)
            }
            w.words("引き継ぎ、それ以外は", "else");
            values::value(w, &otherwise.node);
        }
    }
}

fn typed(w: &mut Writer, of: crate::vocabulary::Type) {
    w.raws("：", " :");
    w.word(of.word(w.surface));
    w.raws("＝", " =");
}

fn overlay(w: &mut Writer, overlay: &Overlay) {
    head(w, ItemHead::Overlay);
    w.name(&overlay.branch.text);
    w.text(&overlay.reason.node);
}
