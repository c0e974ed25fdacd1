//! Values, in either surface.

use super::conditions;
use super::nouns;
use super::writer::Writer;
use crate::ast::{
    Arithmetic, Arm, Band, ChoiceMode, Fold, Name, Noun, Number, Path, Range, Read, SetTerm, Spanned, Value,
};

/// A value of any shape.
pub(super) fn value(w: &mut Writer, of: &Value) {
    match of {
        Value::Day(day) => w.piece_of(&day.date.to_string()),
        Value::Month(month) => w.piece_of(&month.month.to_string()),
        Value::Code(code) => w.piece_of(&code.digits),
        Value::Number(number) => self::number(w, number),
        Value::Text(text) => w.text(&text.node),
        Value::Path(path) => self::path(w, path),
        Value::Its(name) => its(w, name),
        Value::Call(name, arguments) => call(w, name, arguments),
        Value::Field(of, name) => {
            base(w, &of.node);
            field(w, name);
        }
        Value::Plus(of, amount) => plus(w, &of.node, &amount.node),
        Value::Arithmetic(how, left, right) => arithmetic(w, *how, &left.node, &right.node),
        Value::DaysBetween(from, to) => between(w, ("日数", "days"), &from.node, &to.node),
        Value::MonthsBetween(from, to) => between(w, ("月数", "months"), &from.node, &to.node),
        Value::Choice(mode, arms) => choice(w, *mode, arms),
        Value::Band(band) => self::band(w, band),
        Value::HowMany(terms, noun) => how_many(w, terms, noun),
        Value::Noun(noun, read) => read_off(w, noun, read),
    }
}

/// A number; long ones in threes, so that none looks like a code.
pub(super) fn number(w: &mut Writer, number: &Number) {
    let (whole, rest) = number.digits.split_at(number.digits.find('.').unwrap_or(number.digits.len()));
    let grouped = if whole.len() >= 6 || (whole.len() >= 4 && number.unit.is_none()) {
        threes(whole)
    } else {
        whole.to_owned()
    };
    let unit = number.unit.map_or("", |u| u.behind(&number.digits, w.surface));
    let space = if w.is_ja() || unit.is_empty() || unit == "%" { "" } else { " " };
    w.number(&format!("{grouped}{rest}{space}{unit}"));
}

fn threes(digits: &str) -> String {
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('_');
        }
        out.push(c);
    }
    out
}

/// A name and its fields.
pub(super) fn path(w: &mut Writer, path: &Path) {
    w.name(&path.root.text);
    path.fields.iter().for_each(|f| field(w, f));
}

fn field(w: &mut Writer, name: &Name) {
    w.raws("の", ".");
    w.name(&name.text);
}

fn its(w: &mut Writer, name: &Name) {
    w.words("その", "its");
    w.name(&name.text);
}

/// A definition with its arguments.
pub(super) fn call(w: &mut Writer, name: &Name, arguments: &[Spanned<Value>]) {
    w.name(&name.text);
    w.raws("（", "(");
    for (at, argument) in arguments.iter().enumerate() {
        if at > 0 {
            w.raws("、", ", ");
        }
        value(w, &argument.node);
    }
    w.close();
}

/// Where only a path, a day or something in brackets may stand.
pub(super) fn operand(w: &mut Writer, of: &Value) {
    match of {
        Value::Path(_) | Value::Its(_) | Value::Day(_) => value(w, of),
        _ => bracketed(w, of),
    }
}

/// Where only a number or something in brackets may stand.
pub(super) fn amount(w: &mut Writer, of: &Value) {
    match of {
        Value::Number(number) => self::number(w, number),
        _ => bracketed(w, of),
    }
}

/// A value in brackets.
pub(super) fn bracketed(w: &mut Writer, of: &Value) {
    w.open();
    value(w, of);
    w.close();
}

fn base(w: &mut Writer, of: &Value) {
    match of {
        Value::Arithmetic(..) => bracketed(w, of),
        // English reads the field behind a noun phrase or a path into it.
        Value::Noun(..) | Value::HowMany(..) | Value::DaysBetween(..) | Value::MonthsBetween(..)
            if !w.is_ja() =>
        {
            bracketed(w, of);
        }
        _ => value(w, of),
    }
}

fn plus(w: &mut Writer, of: &Value, by: &Value) {
    base(w, of);
    w.words("から", "plus");
    amount(w, by);
    w.words("を経過した日", "");
}

fn arithmetic(w: &mut Writer, how: Arithmetic, left: &Value, right: &Value) {
    let (sign, product) = match how {
        Arithmetic::Add => (" + ", false),
        Arithmetic::Subtract => (" - ", false),
        Arithmetic::Multiply => (" × ", true),
        Arithmetic::Divide => (" ÷ ", true),
    };
    match left {
        Value::Arithmetic(Arithmetic::Add | Arithmetic::Subtract, ..) if product => bracketed(w, left),
        _ => value(w, left),
    }
    w.raw(sign);
    match right {
        Value::Arithmetic(Arithmetic::Add | Arithmetic::Subtract, ..) => bracketed(w, right),
        Value::Arithmetic(..) if product => bracketed(w, right),
        _ => value(w, right),
    }
}

fn between(w: &mut Writer, what: (&str, &str), from: &Value, to: &Value) {
    if !w.is_ja() {
        w.word(what.1);
    }
    w.words("", "from");
    operand(w, from);
    w.words("から", "to");
    operand(w, to);
    if w.is_ja() {
        w.word("までの");
        w.word(what.0);
    }
}

fn choice(w: &mut Writer, mode: ChoiceMode, arms: &[Arm]) {
    match mode {
        ChoiceMode::First => w.words("次のとおり", "first of"),
        ChoiceMode::Greatest => w.words("次のうち最大", "greatest of"),
        ChoiceMode::Least => w.words("次のうち最小", "least of"),
    }
    w.raws("｛", " { ");
    let pieces: Vec<String> = arms.iter().map(|a| w.piece(|w| arm(w, mode, a))).collect();
    w.row(&pieces, ("", ""), ("；", "; "));
    w.raws("｝", " }");
}

fn arm(w: &mut Writer, mode: ChoiceMode, arm: &Arm) {
    match &arm.condition {
        None if mode == ChoiceMode::First => {
            w.words("それ以外 ", "otherwise");
            value(w, &arm.value);
        }
        None => value(w, &arm.value),
        Some(when) if w.is_ja() => {
            conditions::when_ja(w, when);
            w.raw(" ");
            value(w, &arm.value);
        }
        Some(when) => {
            value(w, &arm.value);
            w.word("when");
            conditions::condition(w, when);
        }
    }
}

fn band(w: &mut Writer, band: &Band) {
    w.words("", "band of");
    operand(w, &band.of);
    w.words("に応じ", "");
    w.raws("｛", " { ");
    let pieces: Vec<String> = band
        .arms
        .iter()
        .map(|a| {
            w.piece(|w| {
                range(w, &a.range);
                w.raws("：", " : ");
                value(w, &a.value);
            })
        })
        .collect();
    w.row(&pieces, ("", ""), ("；", "; "));
    w.raws("｝", " }");
}

fn range(w: &mut Writer, range: &Range) {
    match (&range.least, &range.most) {
        (Some(least), Some(most)) if least == most => number(w, least),
        (Some(least), Some(most)) => {
            number(w, least);
            w.words("から", "to");
            number(w, most);
            w.words("まで", "");
        }
        (Some(least), None) => {
            number(w, least);
            w.words("以上", "or more");
        }
        (None, Some(most)) => {
            number(w, most);
            w.words("以下", "or less");
        }
        // The grammar makes no range without an end.
        (None, None) => {}
    }
}

fn how_many(w: &mut Writer, terms: &[SetTerm], noun: &Noun) {
    w.words("次のもの", "how many of");
    w.open();
    nouns::terms(w, terms);
    w.close();
    w.words("のうち", "have");
    nouns::noun(w, noun);
    w.words("があるものの数", "");
}

fn read_off(w: &mut Writer, noun: &Noun, read: &Read) {
    match read {
        Read::Count => total(w, noun, ("の回数", "count")),
        Read::Days => total(w, noun, ("の日数", "days")),
        Read::Number => total(w, noun, ("の件数", "number")),
        Read::Kinds => total(w, noun, ("の種類数", "kinds")),
        Read::Field(name) => folded(w, noun, name, ("", "the")),
        Read::Folded(Fold::Sum, name) => folded(w, noun, name, ("の合計", "sum of")),
        Read::Folded(Fold::Max, name) => folded(w, noun, name, ("の最大", "max of")),
        Read::Folded(Fold::Min, name) => folded(w, noun, name, ("の最小", "min of")),
        Read::Rank(of) if w.is_ja() => {
            nouns::noun(w, noun);
            w.word("のうち");
            operand(w, &of.node);
            w.raw("の順位");
        }
        Read::Rank(of) => {
            w.word("rank of");
            operand(w, &of.node);
            w.word("among");
            nouns::noun(w, noun);
        }
    }
}

fn total(w: &mut Writer, noun: &Noun, words: (&str, &str)) {
    if w.is_ja() {
        nouns::noun(w, noun);
        w.raw(words.0);
    } else {
        w.word(words.1);
        w.word("of");
        nouns::noun(w, noun);
    }
}

fn folded(w: &mut Writer, noun: &Noun, name: &Name, words: (&str, &str)) {
    if w.is_ja() {
        nouns::noun(w, noun);
        w.raw("の");
        w.name(&name.text);
        w.raw(words.0);
    } else {
        w.word(words.1);
        w.name(&name.text);
        w.word("of");
        nouns::noun(w, noun);
    }
}
