//! CEL and ZEN by a thousand rules: two codes in one month, a code too often, a code at an age.
//!
//! Facts are built before the clock starts: for CEL its own values, for ZEN its own tree of values.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

use benches::{book, judging, peers};
use cel_interpreter::{Context, Program, Value};
use eval::{Book, compile};
use masters::Masters;
use receipt::Batch;
use zen_expression::variable::Variable;

use benches::clock::{best, ratio};

/// Rule, receipt.
type Found = BTreeSet<(usize, usize)>;

struct Facts {
    codes: Vec<u32>,
    times: Vec<(u32, u32)>,
}

enum Rule {
    Both(u32, u32),
    Often(u32, u32),
}

/// Rules over all codes, most of which fire on common ones; over codes that stand on one receipt of ten at most; and of
/// fifty, which fire about as often as the rules of this repository.
const COMMON: [f64; 3] = [1.0, 0.1, 0.02];

pub fn beside_interpreters(bytes: &[u8], rounds: u64) {
    let batches = judging::batches(bytes);
    let facts = facts(&batches);
    COMMON.into_iter().for_each(|common| beside(&batches, &facts, common, rounds));
}

fn beside(batches: &[Batch], facts: &[Facts], common: f64, rounds: u64) {
    let rules = rules(facts, common);
    let texts = [ours(&rules)];
    let book = Book::new(compile(&book::trees(&texts)), Masters::starter());
    let found = found(&book, batches);
    assert!(found.len() > 10, "there is something to find");
    let receipts = facts.len();
    let own = best(rounds, || judging::judge_all(&book, batches));
    // A thousandth of the receipts is enough for engines that try every rule.
    let few = facts.get(..receipts.min(500)).expect("some receipts");
    let share = receipts as f64 / few.len() as f64;
    let same = |theirs: &Found| {
        let here: Found = found.iter().copied().filter(|(_, receipt)| *receipt < few.len()).collect();
        assert!(*theirs == here, "{:?}", theirs.symmetric_difference(&here).take(5).collect::<Vec<_>>());
    };
    let programs: Vec<Program> =
        rules.iter().map(|rule| Program::compile(&cel(rule)).expect("CEL")).collect();
    let contexts: Vec<Context<'_>> = few.iter().map(context).collect();
    same(&by_cel(&programs, &contexts));
    let seconds = best(rounds.min(2), || by_cel(&programs, &contexts)).as_secs_f64();
    let each = found.len() as f64 / receipts as f64;
    println!(
        "\n{} rules over codes of at most {:.0} % of the receipts: {each:.2} findings a receipt, the same",
        rules.len(),
        100.0 * common
    );
    println!("ours {:.2} µs a receipt, index, look and findings", own.as_secs_f64() * 1e6 / receipts as f64);
    ratio("CEL", seconds * share, own, 300.0);
    let (compiled, variables) = (zen(&rules), few.iter().map(variable).collect::<Vec<_>>());
    same(&by_zen(&compiled, &variables));
    let seconds = best(rounds.min(2), || by_zen(&compiled, &variables)).as_secs_f64();
    ratio("ZEN", seconds * share, own, 300.0);
}

fn facts(batches: &[Batch]) -> Vec<Facts> {
    let of = |batch: &Batch, receipt| {
        let lines = peers::procedures(batch, receipt);
        let mut codes: Vec<u32> = lines.iter().map(|line| line.0).collect();
        codes.sort_unstable();
        codes.dedup();
        let times = codes
            .iter()
            .map(|&code| (code, lines.iter().filter(|line| line.0 == code).map(|line| line.2).sum()));
        Facts { times: times.collect(), codes }
    };
    batches.iter().flat_map(|batch| (0..batch.receipts.len()).map(move |at| of(batch, at))).collect()
}

/// A thousand rules over codes that are claimed often and seldom, on no more than some share of the receipts.
fn rules(facts: &[Facts], common: f64) -> Vec<Rule> {
    let mut receipts = BTreeMap::<u32, usize>::new();
    for code in facts.iter().take(2_000).flat_map(|one| &one.codes) {
        *receipts.entry(*code).or_default() += 1;
    }
    let most = common * facts.len().min(2_000) as f64;
    let seen = receipts.into_iter().filter(|(_, of)| *of as f64 <= most);
    let seen: Vec<u32> = seen.map(|(code, _)| code).collect();
    let code = |at: usize| {
        if at % 7 == 0 { seen[at * 31 % seen.len()] } else { 160_500_003 + 10 * (at as u32 * 7919 % 700) }
    };
    let rule = |at: usize| match at % 4 {
        0 => Rule::Often(code(at * 7), 3 + (at % 20) as u32),
        1 => Rule::Both(seen[at * 13 % seen.len()], seen[at * 29 % seen.len()]),
        _ => Rule::Both(code(at), code(at + 3)),
    };
    (0..1_000).map(rule).collect()
}

fn ours(rules: &[Rule]) -> String {
    let mut text = String::from(
        "共通\n  施行　　2024-06-01から\n  確度　　要審査\n  段階　　試行\n  担当　　「比較」\n  公開　　可\n  種別　　医科\n",
    );
    for (at, rule) in rules.iter().enumerate() {
        let body = match rule {
            Rule::Both(a, b) => format!(
                "甲：（{a}）の診療行為すべて\n  　　　　乙：（{b}）の診療行為すべて\n  条件　　甲の件数が1以上 かつ 乙の件数が1以上"
            ),
            Rule::Often(a, most) => {
                format!("甲：（{a}）の診療行為すべて\n  条件　　甲の回数が{most}回を超える")
            }
        };
        write!(text, "\n規則 比較{at}「比較」\n  根拠　　告示「比較」\n  区分　　その他\n  対象　　{body}\n  結論　　甲を職員に示す\n  理由文　「比較」\n").expect("a text in memory");
    }
    text
}

fn found(book: &Book<'_>, batches: &[Batch]) -> Found {
    let judged = judging::judge_all(book, batches);
    judged
        .judgements
        .into_iter()
        .map(|(seq, one)| (one.rule, usize::try_from(seq).expect("a number") - 1))
        .collect()
}

fn cel(rule: &Rule) -> String {
    match rule {
        Rule::Both(a, b) => format!("{a} in codes && {b} in codes"),
        Rule::Often(a, most) => format!("'{a}' in times && times['{a}'] > {most}"),
    }
}

fn context(facts: &Facts) -> Context<'static> {
    let mut context = Context::default();
    let codes: Vec<Value> = facts.codes.iter().map(|&code| Value::Int(i64::from(code))).collect();
    context.add_variable_from_value("codes", Value::List(Arc::new(codes)));
    let times: std::collections::HashMap<String, i64> =
        facts.times.iter().map(|&(code, times)| (code.to_string(), i64::from(times))).collect();
    context.add_variable_from_value("times", times);
    context
}

fn by_cel(programs: &[Program], contexts: &[Context<'_>]) -> Found {
    let mut found = Found::new();
    for (receipt, context) in contexts.iter().enumerate() {
        for (rule, program) in programs.iter().enumerate() {
            if program.execute(context).expect("a value") == Value::Bool(true) {
                found.insert((rule, receipt));
            }
        }
    }
    found
}

fn zen(rules: &[Rule]) -> Vec<zen_expression::Expression<zen_expression::expression::Standard>> {
    let text = |rule: &Rule| match rule {
        Rule::Both(a, b) => format!("{a} in codes and {b} in codes"),
        Rule::Often(a, most) => format!("(times.c{a} ?? 0) > {most}"),
    };
    rules.iter().map(|rule| zen_expression::compile_expression(&text(rule)).expect("ZEN")).collect()
}

fn variable(facts: &Facts) -> Variable {
    let times: serde_json::Map<String, serde_json::Value> =
        facts.times.iter().map(|(code, times)| (format!("c{code}"), (*times).into())).collect();
    serde_json::json!({ "codes": facts.codes, "times": times }).into()
}

fn by_zen(
    rules: &[zen_expression::Expression<zen_expression::expression::Standard>],
    variables: &[Variable],
) -> Found {
    let mut found = Found::new();
    let mut machine = zen_expression::vm::VM::new();
    for (receipt, variable) in variables.iter().enumerate() {
        for (rule, expression) in rules.iter().enumerate() {
            if expression.evaluate_with(variable.clone(), &mut machine).expect("a value")
                == Variable::Bool(true)
            {
                found.insert((rule, receipt));
            }
        }
    }
    found
}
