//! Comments that lines ask for: which may be chosen, and what was entered.

use desk::{Checked, CheckedReceipt, CommentChoice, CommentChoices, Mend, comment_choices};
use maud::{Markup, html};
use model::Lang;
use review::session::Snapshot;

use crate::pages::frame::Frame;
use crate::sheets::part;
use crate::web::{Code, Problem};

/// So many lines are asked about on one page.
const MOST: usize = 200;

/// A line whose comments may be chosen.
pub struct Asked {
    seq: u64,
    number: Option<u32>,
    message: String,
    of: CommentChoices,
}

/// The lines that a finding asks a comment for, each once.
pub fn asked(claims: &[u8], checked: &Checked, snapshot: &Snapshot, lang: Lang) -> Vec<Asked> {
    let mut all: Vec<Asked> = Vec::new();
    for receipt in &checked.receipts {
        for (line, message) in lines(receipt) {
            let known = all.iter().any(|one| one.seq == receipt.seq && one.of.line == line);
            let bytes = (part(claims, receipt.bytes), part(claims, receipt.frame));
            if known || all.len() >= MOST {
                continue;
            }
            if let Some(of) =
                comment_choices(bytes, receipt, line, snapshot, lang).filter(|of| !of.choices.is_empty())
            {
                all.push(Asked { seq: receipt.seq, number: receipt.number, message: message.to_owned(), of });
            }
        }
    }
    all
}

/// The lines that findings about comments act on.
fn lines(receipt: &CheckedReceipt) -> impl Iterator<Item = (u64, &str)> {
    let about = receipt.findings.iter().filter(|of| of.check == "comment-missing" && of.state == "won");
    about.flat_map(|of| {
        let subjects = of.lines.iter().filter(|line| line.role == "subject" && line.month.is_none());
        subjects.map(|line| (line.line, of.message.as_str()))
    })
}

/// The name of a choice in the form.
fn name(of: &Asked, choice: &CommentChoice) -> String {
    format!("{}-{}", of.of.line, choice.code)
}

/// The form of all of them.
pub fn form(frame: &Frame, all: &[Asked]) -> Markup {
    html! { @if !all.is_empty() {
        h2 { (frame.word("コメントの選択", "Comments to choose")) " (" (all.len()) ")" }
        @for one in all { (line(frame, one)) }
        @if all.len() >= MOST { p.faint { (frame.word("残りは、直してから続けてください。", "The rest comes after these.")) } }
    } }
}

fn line(frame: &Frame, asked: &Asked) -> Markup {
    let number = asked.number.map_or_else(|| format!("#{}", asked.seq), |number| number.to_string());
    html! {
        fieldset.card id={ "line-" (asked.of.line) } {
            legend { a href={ "receipts/" (asked.seq) } { (frame.word("レセプト番号 ", "receipt ")) (number) } "　" (asked.of.line) (frame.word("行　", ": ")) (asked.of.name) }
            p { (asked.message) }
            @if let Some(open) = &asked.of.open { p.faint.small { (open) } }
            @for choice in &asked.of.choices { (offered(frame, asked, choice)) }
        }
    }
}

fn offered(frame: &Frame, asked: &Asked, choice: &CommentChoice) -> Markup {
    let name = name(asked, choice);
    let id = format!("comment-{name}");
    html! {
        div.field {
            label for=(id) {
                input type="checkbox" id=(id) name="comment" value=(name) disabled[choice.is_met]; " "
                (choice.text) " " span.code.faint.small { (choice.code) }
                @if choice.is_met { " " span.mark.good { (frame.word("記録済み", "there already")) } }
            }
            @if choice.needs_text {
                input type="hidden" name="entered" value=(name);
                input name="entered" aria-label=(choice.asks_for) placeholder=(choice.asks_for) maxlength="38" size="30";
            }
            div.hint { (choice.condition) "　" (choice.notice) }
        }
    }
}

/// The comments that were chosen, as changes. `entered` are pairs of a name and its text.
///
/// # Errors
/// What was entered is not what a comment asks for.
pub fn chosen(all: &[Asked], names: &[String], entered: &[String]) -> Result<Vec<Mend>, Problem> {
    let text = |name: &str| {
        entered.chunks_exact(2).find_map(|pair| match pair {
            [of, text] if of == name => Some(text.as_str()),
            _ => None,
        })
    };
    let choices =
        all.iter().flat_map(|asked| asked.of.choices.iter().map(move |choice| (name(asked, choice), choice)));
    let taken = choices.filter(|(name, _)| names.contains(name));
    taken
        .map(|(name, choice)| {
            choice.write(text(&name).unwrap_or_default()).map_err(|refused| {
                let told = |lang| {
                    format!("{} {}: {}", choice.code, choice.text, refused.message(&choice.asks_for, lang))
                };
                Problem::new(Code::Malformed, told(Lang::Ja), told(Lang::En))
            })
        })
        .collect()
}
