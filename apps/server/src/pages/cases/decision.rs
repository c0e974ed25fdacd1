//! What may be done with a case now, as forms: only what the rules of work (`caseflow`) allow is offered.

mod reasons;

use std::collections::BTreeMap;

use caseflow::{Act, Decision, Line, Month, Verdict};
use desk::{CheckedFinding, Sheet, Taken};
use maud::{Markup, html};
use model::{Queue, Text};
use store::cases::CaseFile;

use super::said;
use crate::pages::frame::Frame;
use crate::pages::words::{self, grouped};
use crate::seated::Seated;
use reasons::Reasons;

/// What stands for the number of a line that no rule spoke of, in the names of its fields.
const OTHER: &str = "other";

/// The longest text of a reason, in characters.
const TEXT: usize = 2000;

/// What was typed, by the names of its fields.
#[derive(Clone, Debug, Default)]
pub struct Typed(pub BTreeMap<String, String>);

impl Typed {
    /// One field; blank when it was not there.
    pub fn of(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    fn of_line(&self, name: &str, line: &str) -> &str {
        self.of(&format!("{name}-{line}"))
    }
}

/// A decision as it was typed; or what to mend.
pub fn typed(file: &CaseFile, taken: &Taken, typed: &Typed) -> Result<Decision, Text> {
    let reasons = Reasons::of(taken, &file.month);
    let lines =
        file.case.lines().iter().map(|line| Ok((*line, line_of(typed, &line.to_string(), &reasons)?)));
    let mut lines: BTreeMap<u32, Line> = lines.collect::<Result<_, Text>>()?;
    if !typed.of(OTHER).trim().is_empty() {
        let line = other_line(typed.of(OTHER), taken)?;
        lines.insert(line, line_of(typed, OTHER, &reasons)?);
    }
    Ok(Decision { lines })
}

/// A line that no rule spoke of; it must be one of the receipt.
fn other_line(number: &str, taken: &Taken) -> Result<u32, Text> {
    let first = taken.receipt.first_line;
    let own = |line: &u32| (first..first.saturating_add(taken.lines)).contains(&u64::from(*line));
    number.trim().parse().ok().filter(own).ok_or(Text::new(
        "ほかの行には、このレセプトの行番号を入れてください",
        "another line must be one of this receipt, by its number",
    ))
}

fn line_of(typed: &Typed, line: &str, reasons: &Reasons) -> Result<Line, Text> {
    let text = typed.of_line("text", line).trim();
    if text.chars().count() > TEXT {
        return Err(Text::new(
            "理由の本文は2000字までです",
            "the text of a reason has at most 2000 characters",
        ));
    }
    let verdict = match typed.of_line("verdict", line) {
        "as-claimed" => Verdict::AsClaimed,
        "assess" => Verdict::Assess { points: points(typed.of_line("points", line))? },
        "return" => Verdict::Return,
        "ask" => Verdict::Ask,
        _ => return Err(caseflow::Refusal::Incomplete.text()),
    };
    let reason = match verdict {
        Verdict::AsClaimed | Verdict::Ask => None,
        Verdict::Assess { .. } => Some(reasons.assess(typed.of_line("assess-reason", line))?),
        Verdict::Return => Some(reasons.returns(typed.of_line("return-reason", line))?),
    };
    if text.is_empty() && verdict != Verdict::AsClaimed {
        return Err(Text::new(
            "査定・返戻・照会の行には、理由の本文を入れてください",
            "a line that is assessed, returned or asked about needs the text of its reason",
        ));
    }
    // A text that was filled in beforehand says nothing of a line that stays as it was claimed.
    let text = if verdict == Verdict::AsClaimed { String::new() } else { text.to_owned() };
    Ok(Line { verdict, reason, text })
}

fn points(typed: &str) -> Result<u32, Text> {
    typed.trim().parse().map_err(|_| {
        Text::new(
            "査定には、査定後の点数を0以上の数字で入れてください",
            "an assessment needs the points that remain, as a number",
        )
    })
}

/// The forms.
pub fn acts(
    frame: &Frame,
    own: &Seated,
    (file, month): (&CaseFile, Month),
    shown: Option<(&Taken, Option<&Sheet>)>,
    typed: &Typed,
) -> Markup {
    let may = |act: Act| file.case.judge(&own.person, act, month).is_ok();
    let blank = || Line { verdict: Verdict::AsClaimed, reason: None, text: String::new() };
    let all = file.case.lines().iter().map(|line| (*line, blank())).collect();
    let decides = may(Act::Decide { decision: Decision { lines: all } });
    let text = || "?".to_owned();
    let queues: Vec<Queue> = Queue::ALL
        .into_iter()
        .filter(|to| may(Act::Refer { queue: to.slug().to_owned(), text: text() }))
        .collect();
    html! { section #decide tabindex="-1" {
        h2 { (frame.word("操作", "What to do")) }
        @if may(Act::Claim) { (button(frame, file, "claim", frame.word("この事案を受け持つ", "take this case"), Some("c"))) }
        @if decides { @if let Some((taken, sheet)) = shown { (decide(frame, file, taken, &claimed(sheet), typed)) } }
        @if !queues.is_empty() { (refer(frame, file, &queues)) }
        @if may(Act::Answered { text: text() }) { (told(frame, file, "answered", frame.word("医療機関の回答", "what the institution answered"), frame.word("回答を登録する", "record the answer"))) }
        @if may(Act::Reopen { text: text() }) { (told(frame, file, "reopen", frame.word("判断を取り消す理由", "why the decision is taken back"), frame.word("判断を取り消す", "take the decision back"))) }
        @if may(Act::Release) { (button(frame, file, "release", frame.word("判断せずに戻す", "put it back undecided"), None)) }
        @if let Err(refusal) = file.case.judge(&own.person, Act::Claim, month) { @if !decides { p.faint { (refusal.text().in_lang(frame.lang)) } } }
    } }
}

/// What every form of an act has.
pub fn hidden(frame: &Frame, file: &CaseFile, act: &str) -> Markup {
    html! {
        (frame.token())
        input type="hidden" name="act" value=(act);
        input type="hidden" name="version" value=(file.events.len());
    }
}

fn button(frame: &Frame, file: &CaseFile, act: &str, name: &str, key: Option<&str>) -> Markup {
    html! { form.acts method="post" action={ "/cases/" (file.id) } {
        (hidden(frame, file, act))
        button.main[act == "claim"] data-key=[key] { (name) }
    } }
}

fn told(frame: &Frame, file: &CaseFile, act: &str, label: &str, name: &str) -> Markup {
    let id = format!("{act}-text");
    html! { form.card method="post" action={ "/cases/" (file.id) } {
        (hidden(frame, file, act))
        div.field { label for=(id) { (label) } textarea id=(id) name="text" required maxlength=(TEXT) rows="2" cols="60" {} }
        button { (name) }
    } }
}

fn refer(frame: &Frame, file: &CaseFile, queues: &[Queue]) -> Markup {
    html! { details.card { summary { (frame.word("ほかの区分へ回す", "hand it on")) }
        form method="post" action={ "/cases/" (file.id) } {
            (hidden(frame, file, "refer"))
            div.field { label for="refer-queue" { (frame.word("区分", "queue")) } select #refer-queue name="queue" {
                @for queue in queues { option value=(queue.slug()) { (words::queue(queue.slug()).in_lang(frame.lang)) } }
            } }
            div.field { label for="refer-text" { (frame.word("理由", "why")) } textarea #refer-text name="text" required maxlength=(TEXT) rows="2" cols="60" {} }
            button { (frame.word("回す", "hand on")) }
        }
    } }
}

/// What a line claims: its name, and its points of all times where it has points of its own.
type Claimed = BTreeMap<u64, (String, Option<i64>)>;

fn claimed(sheet: Option<&Sheet>) -> Claimed {
    let units = sheet.into_iter().flat_map(|sheet| &sheet.sections).flat_map(|section| &section.units);
    let line = |of: &desk::sheet::SheetLine| {
        let total = of.points.zip(of.count).and_then(|(points, count)| points.checked_mul(i64::from(count)));
        (of.line, (of.name.clone(), total))
    };
    units.flat_map(|unit| &unit.lines).map(line).collect()
}

fn decide(frame: &Frame, file: &CaseFile, taken: &Taken, claimed: &Claimed, typed: &Typed) -> Markup {
    let reasons = Reasons::of(taken, &file.month);
    html! { form.card method="post" action={ "/cases/" (file.id) } data-once {
        (hidden(frame, file, "decide"))
        (reasons.note(frame))
        @for line in file.case.lines() { (of_line(frame, taken, (*line, claimed), &reasons, typed)) }
        details open[!typed.of(OTHER).is_empty()] { summary { (frame.word("指摘のない行についても判断する", "decide of a line that no rule spoke of")) }
            fieldset.decision {
                div.field { label for=(OTHER) { (frame.word("行番号", "number of the line")) } input id=(OTHER) name=(OTHER) type="number" min="1" inputmode="numeric" value=(typed.of(OTHER)); }
                (verdicts(frame, OTHER, false, typed))
                (details(frame, OTHER, &Suggested::default(), &reasons, typed))
            }
        }
        div.acts {
            button.main name="then" value="next" data-busy=(frame.word("登録しています…", "keeping…")) { (frame.word("判断して、次の事案へ", "decide, and take the next case")) }
            button name="then" value="stay" { (frame.word("判断する", "decide")) }
        }
    } }
}

/// The findings that speak of a line; those without a line of their own stand at the first one.
fn speaking(taken: &Taken, line: u32) -> Vec<&CheckedFinding> {
    let rules: Vec<String> =
        taken.rules().into_iter().filter(|(_, of)| *of == u64::from(line)).map(|(rule, _)| rule).collect();
    let first = taken.receipt.first_line == u64::from(line);
    let at = |of: &&CheckedFinding| {
        let own = of.lines.iter().any(|one| one.line == u64::from(line) && one.role == "subject");
        of.state == "won" && rules.contains(&of.rule) && (own || first)
    };
    taken.receipt.findings.iter().filter(at).collect()
}

/// What the findings of a line suggest for its decision.
#[derive(Default)]
struct Suggested<'t> {
    letter: &'t str,
    text: &'t str,
    /// Points that would remain, where one finding says so of a line with points of its own.
    points: Option<i64>,
}

fn suggested<'t>(findings: &[&'t CheckedFinding], total: Option<i64>) -> Suggested<'t> {
    let remains = match findings {
        [one] => one
            .points
            .filter(|change| *change < 0)
            .zip(total)
            .map(|(change, total)| total + change)
            .filter(|left| *left >= 0),
        _ => None,
    };
    Suggested {
        letter: findings.iter().find_map(|one| Some(one.reason.as_ref()?.code.as_str())).unwrap_or_default(),
        text: findings.first().map_or("", |one| one.text.as_str()),
        points: remains,
    }
}

fn of_line(
    frame: &Frame,
    taken: &Taken,
    (line, claimed): (u32, &Claimed),
    reasons: &Reasons,
    typed: &Typed,
) -> Markup {
    let findings = speaking(taken, line);
    let whole = taken.receipt.first_line == u64::from(line);
    let (item, total) =
        claimed.get(&u64::from(line)).map_or(("", None), |(item, total)| (item.as_str(), *total));
    let suggested = suggested(&findings, total);
    let name = line.to_string();
    html! { fieldset.decision {
        legend {
            @if whole { (frame.word("レセプト全体", "the receipt as a whole")) } @else { a href={ "#line-" (line) } { (line) (frame.word("行", "")) } " " (item) }
            @if let Some(total) = total { "　" (frame.word("請求 ", "claimed ")) (grouped(total)) (frame.word("点", " points")) }
        }
        @for one in &findings { div.small { span.code { (one.rule) } " " (one.message) } }
        @if findings.is_empty() { div.small.faint { (frame.word("指摘はありません。点検できなかった項目を確かめてください。", "Nothing was said: see what could not be checked.")) } }
        (verdicts(frame, &name, true, typed))
        (details(frame, &name, &suggested, reasons, typed))
    } }
}

/// The choice of a verdict for a line.
fn verdicts(frame: &Frame, line: &str, required: bool, typed: &Typed) -> Markup {
    let chosen = typed.of_line("verdict", line);
    html! { div.row { @for (at, (slug, verdict)) in VERDICTS.iter().enumerate() { @let own = format!("verdict-{line}-{slug}");
        label for=(own) { input type="radio" data-key=[required.then_some(at + 1)] id=(own) name={ "verdict-" (line) } value=(slug) required[required] checked[chosen == *slug]; " " (said::verdict(*verdict).in_lang(frame.lang)) }
    } } }
}

/// Points, reasons and text of a line; what its verdict does not need is out of sight (style.css).
fn details(frame: &Frame, line: &str, suggested: &Suggested, reasons: &Reasons, typed: &Typed) -> Markup {
    let id = |name: &str| format!("{name}-{line}");
    let text = match typed.of_line("text", line) {
        "" => suggested.text,
        text => text,
    };
    let points = match typed.of_line("points", line) {
        "" => suggested.points.map(|points| points.to_string()).unwrap_or_default(),
        points => points.to_owned(),
    };
    html! {
        div.row {
            div.field.for-assess { label for=(id("points")) { (frame.word("査定後の点数（行の合計）", "points that remain (all times)")) } input id=(id("points")) name=(id("points")) type="number" min="0" max="9999999" inputmode="numeric" value=(points); }
            div.for-assess { (reasons.choice(frame, line, suggested.letter, typed.of_line("assess-reason", line))) }
            div.for-return { (reasons.return_choice(frame, line, typed.of_line("return-reason", line))) }
        }
        div.field.for-text { label for=(id("text")) { (frame.word("理由の本文（査定・返戻・照会）", "text of the reason (assessed, returned, asked)")) } textarea id=(id("text")) name=(id("text")) maxlength=(TEXT) rows="2" cols="70" { (text) } }
    }
}

const VERDICTS: &[(&str, Verdict)] = &[
    ("as-claimed", Verdict::AsClaimed),
    ("assess", Verdict::Assess { points: 0 }),
    ("return", Verdict::Return),
    ("ask", Verdict::Ask),
];
