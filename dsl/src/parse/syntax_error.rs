//! Says in words what the grammar expected and what stood there.

use std::collections::BTreeSet;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::whole::Rule;
use crate::ast::Span;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message, near};
use crate::print::is_name_char;
use crate::vocabulary::{ClauseHead, Kind, Queue, Word};

/// The diagnostic for an error of the grammar.
pub(super) fn diagnostic(error: &Error<Rule>, body: &str, base: usize) -> Diagnostic {
    let reached = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    if let ErrorVariant::CustomError { .. } = &error.variant {
        // The only error of that sort is the limit of steps.
        let (span, _) = place(body, base, body.len(), "");
        return super::depth::diagnostic(span);
    }
    let attempts = error.parse_attempts();
    let at = attempts.as_ref().map_or(reached, |a| a.max_position.max(reached));
    let at = at + leading_space(body.get(at..).unwrap_or_default());
    let at = word_start(body, at);
    let found = token(body.get(at..).unwrap_or_default());
    let (span, found) = place(body, base, at, found);
    if swallowed(body.get(..at).unwrap_or_default()).is_none()
        && let Some(diagnostic) = mixed(found, span)
    {
        return diagnostic;
    }
    let expected = expected(error, at == reached);
    let message = match found {
        "" => Message::new(
            format!("ここで文が終わっています。{}が必要です", join(&expected, |t| &t.0)),
            format!("the clause ends here; expected {}", join(&expected, |t| &t.1)),
        ),
        _ => Message::new(
            format!("`{found}`は読めません。{}が必要です", join(&expected, |t| &t.0)),
            format!("cannot read `{found}`; expected {}", join(&expected, |t| &t.1)),
        ),
    };
    let diagnostic = Diagnostic::new(DiagnosticCode::Unexpected, span, message);
    help(diagnostic, found, body, at)
}

/// The diagnostic for an error that the second reading does not find, which cannot be: the place, and no more.
pub(super) fn undescribed(error: &Error<super::Rule>, body: &str, base: usize) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let (span, found) = place(body, base, at, token(body.get(at..).unwrap_or_default()));
    let message = Message::new(format!("`{found}`は読めません"), format!("cannot read `{found}`"));
    Diagnostic::new(DiagnosticCode::Unexpected, span, message)
}

/// Where the word begins in whose middle reading stopped.
fn word_start(body: &str, at: usize) -> usize {
    let inside = body.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_name_char);
    let before = body.get(..at).unwrap_or_default();
    if inside { before.trim_end_matches(is_name_char).len() } else { at }
}

/// The underlined text: what stands there, or the last word or letter when nothing does.
fn place<'b>(body: &'b str, base: usize, at: usize, found: &'b str) -> (Span, &'b str) {
    if !found.is_empty() {
        return (Span::new(base + at, base + at + found.len()), found);
    }
    let written = body.trim_end();
    let letter = written.chars().next_back().map_or(0, char::len_utf8);
    let last = last_word(written).len().max(letter);
    (Span::new(base + written.len() - last, base + written.len()), "")
}

/// The word or mark with which a text begins.
fn token(rest: &str) -> &str {
    let Some(first) = rest.chars().next() else { return "" };
    let hiragana = |c: char| ('\u{3041}'..='\u{309F}').contains(&c);
    let end = if is_name_char(first) {
        rest.find(|c| !is_name_char(c))
    } else if hiragana(first) {
        rest.find(|c| !hiragana(c))
    } else {
        Some(first.len_utf8())
    };
    rest.get(..end.unwrap_or(rest.len())).unwrap_or(rest)
}

fn mixed(found: &str, span: Span) -> Option<Diagnostic> {
    if !["かつ", "又", "and", "or"].contains(&found) {
        return None;
    }
    let message = Message::new(
        "「かつ」と「又は」が括弧なしに混ざっています",
        "`and` and `or` are mixed without brackets",
    );
    let help =
        Message::new("先に結び付くほうを（ ）で囲んでください", "put what belongs together in brackets");
    Some(Diagnostic::new(DiagnosticCode::MixedJoins, span, message).with_help(help))
}

fn help(diagnostic: Diagnostic, found: &str, body: &str, at: usize) -> Diagnostic {
    let words = [ClauseHead::forms(), Kind::forms(), Queue::forms()].concat();
    let before = body.get(..at).unwrap_or_default();
    if found.starts_with("すべて") || found == "all" {
        return diagnostic.with_help(Message::new(
            "まとめて見るときは、種類の後に「すべて」と書きます（「…の診療行為すべて」）",
            "`all` stands before the noun phrase: `all procedure in …`",
        ));
    }
    let mut names = near(found, words.iter().copied());
    if names.is_empty() {
        names = near(last_word(before), words.iter().copied());
    }
    if !names.is_empty() {
        let list = names.join("、");
        return diagnostic
            .with_help(Message::new(format!("もしかして `{list}`"), format!("did you mean `{list}`")));
    }
    if let Some(word) = swallowed(before) {
        return diagnostic.with_help(Message::new(
            format!("「{word}」の前に空白を入れます（漢字どうしは一つの名前に読まれます）"),
            format!("put a space before `{word}`: kanji beside kanji are read as one name"),
        ));
    }
    let beside_name = before.trim_end().is_empty() || before.chars().next_back().is_some_and(is_name_char);
    if beside_name && found.chars().next().is_some_and(|c| ('\u{3041}'..='\u{309F}').contains(&c)) {
        return diagnostic.with_help(Message::new(
            "ひらがなを含む名前は『』で囲みます",
            "a name with hiragana in it stands in 『』",
        ));
    }
    diagnostic
}

/// A word of the grammar that the name before the error has swallowed.
fn swallowed(before: &str) -> Option<&'static str> {
    let name = last_word(before);
    ["以上", "以下", "未満", "以前", "以後"]
        .into_iter()
        .find(|word| name.len() > word.len() && name.ends_with(word))
}

/// The word that stands before a place.
fn last_word(before: &str) -> &str {
    before.trim_end().rsplit(|c| !is_name_char(c)).next().unwrap_or_default()
}

/// What could stand there: things by their names, else the words of the grammar themselves.
fn expected(error: &Error<Rule>, rules_reached: bool) -> Vec<(String, String)> {
    let owned = |(ja, en): (&str, &str)| (ja.to_owned(), en.to_owned());
    let mut set = BTreeSet::new();
    if let (true, ErrorVariant::ParsingError { positives, .. }) = (rules_reached, &error.variant) {
        set.extend(positives.iter().filter_map(|rule| describe(*rule)).map(owned));
    }
    if set.is_empty() {
        let tokens = error.parse_attempts().map(|a| a.expected_tokens()).unwrap_or_default();
        set.extend(tokens.iter().filter_map(|t| quoted(&t.to_string())));
    }
    if set.is_empty() {
        set.insert(owned(("別の語", "something else")));
    }
    set.into_iter().take(6).collect()
}

/// A word of the grammar that says something to an author: not space, remarks or single letters of names.
fn quoted(token: &str) -> Option<(String, String)> {
    const SILENT: [&str; 9] = ["--", "_", "・", "ー", "々", "〆", "〇", "\\", "BUILTIN_RULE"];
    // A range of letters is shown by pest as `a..z`.
    let silent = token.trim().is_empty() || token.contains("..") || SILENT.contains(&token);
    (!silent).then(|| (format!("「{token}」"), format!("`{token}`")))
}

fn leading_space(rest: &str) -> usize {
    rest.len() - rest.trim_start().len()
}

fn join<'a, T>(list: &'a [T], of: impl Fn(&'a T) -> &'a str) -> String {
    list.iter().map(of).collect::<Vec<_>>().join("、")
}

/// What a rule of the grammar is called; `None` for those that say nothing to an author.
const fn describe(rule: Rule) -> Option<(&'static str, &'static str)> {
    Some(match rule {
        Rule::name | Rule::plain_name | Rule::path => ("名前", "a name"),
        Rule::text => ("「文」", "a text"),
        Rule::date => ("年月日", "a date"),
        Rule::number | Rule::decimal => ("数", "a number"),
        Rule::unit => ("単位", "a unit"),
        Rule::code => ("コード", "a code"),
        Rule::word | Rule::type_word | Rule::outcome => ("語", "a word"),
        Rule::kind_word | Rule::noun => ("診療行為・傷病名などの種類", "a kind of thing"),
        Rule::relation_word | Rule::relation_sign | Rule::relation_ja | Rule::compare => {
            ("比較の語", "a comparison")
        }
        Rule::condition | Rule::there_is | Rule::there_is_no | Rule::within_set | Rule::is_unknown => {
            ("条件", "a condition")
        }
        Rule::verdict | Rule::guarded => ("結論の語", "a verdict"),
        Rule::stop => ("この限りでない", "stop"),
        Rule::numeral => ("一・二・三の番号", "a number with )"),
        Rule::and | Rule::or => ("かつ・又は", "and, or"),
        Rule::binding => ("名前：…", "name : …"),
        Rule::value | Rule::bare_value | Rule::noun_value | Rule::its => ("値", "a value"),
        Rule::set_expr | Rule::set_slot | Rule::set_term | Rule::code_range => ("集合", "a set"),
        Rule::fact | Rule::bullet => ("・で始まる行", "a line with -"),
        Rule::rule_code => ("規則コード", "a rule code"),
        Rule::EOI => ("文の終わり", "the end of the clause"),
        _ => return None,
    })
}
