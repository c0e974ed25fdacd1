//! A case as it was looked at, in the shape for programs: what its page shows, and nothing else.

use std::collections::BTreeMap;

use caseflow::{Act, Event, Verdict};
use desk::{Linked, Taken};
use model::Lang;
use store::cases::{CaseLine, Given};

use super::shapes::{
    BeforeOut, CaseLineOut, CaseOut, DecidedOut, DoneOut, GivenOut, LineOut, LinkedLineOut, LinkedOut,
    MayOut, ReasonOut, ReasonsOut, SuggestedOut, WhoOut,
};
use crate::api::months;
use crate::app::App;
use crate::casework::acting::may;
use crate::casework::asked::{Asked, Shown};
use crate::casework::giving::choices;
use crate::casework::linked::{self, AtHand};
use crate::casework::look::{self, Look, Numbers};
use crate::casework::reasons::Reasons;
use crate::seated::Seated;
use crate::web::Problem;

/// What people are called.
type Names = BTreeMap<String, String>;

/// Somebody, by id.
pub fn who(names: &Names, id: &str) -> WhoOut {
    WhoOut { id: id.to_owned(), name: names.get(id).cloned().unwrap_or_default() }
}

/// A case of a list.
pub fn line(of: CaseLine, given: &[Given], names: &Names) -> CaseLineOut {
    let given = given.iter().filter(|one| one.case == of.id);
    let given = given.map(|one| GivenOut { seat: one.seat.clone(), to: who(names, &one.account) });
    CaseLineOut {
        given: given.collect(),
        holder: of.holder.as_deref().map(|id| who(names, id)),
        id: of.id,
        institution: of.institution,
        receipt: of.receipt,
        queue: of.queue,
        state: of.state,
        points: of.points,
        version: of.version,
        changed: of.changed,
    }
}

/// A case.
///
/// # Errors
/// The store fails.
pub async fn case(
    app: &App,
    own: &Seated,
    look: Look,
    (lang, numbers): (Lang, Numbers),
) -> Result<CaseOut, Problem> {
    let may = may_out(app, own, &look).await?;
    let (mut lines, mut reasons, mut linked, mut before) = (Vec::new(), None, Vec::new(), Vec::new());
    if let Some((taken, claim)) = &look.shown {
        let shown = Shown::new(taken, claim, look.sheet.as_ref());
        lines = look.file.case.lines().iter().map(|line| line_out(&shown.asked(*line), lang)).collect();
        reasons = Some(reasons_out(taken, &look.file.month, lang));
        let all = linked::all(app, own, (&look.file.id, taken)).await?;
        linked = all.into_iter().map(|(seq, of, hand)| linked_out(seq, &of, &hand)).collect();
        let told = look::before(app, taken).await?.into_iter();
        before =
            told.map(|(rule, counts)| BeforeOut { rule, verdicts: counts.into_iter().collect() }).collect();
    }
    let Look { file, month, conflict, shown, sheet, names } = look;
    let case = &file.case;
    let given = |(seat, to): (&caseflow::Seat, &String)| GivenOut {
        seat: seat.slug().to_owned(),
        to: who(&names, to),
    };
    Ok(CaseOut {
        month_state: months::state(month),
        institution: case.institution().to_owned(),
        seq: file.receipt,
        queue: case.queue().slug().to_owned(),
        state: case.state().slug().to_owned(),
        holder: case.holder().map(|id| who(&names, id)),
        given: case.assigned().iter().map(given).collect(),
        points: file.points,
        version: case.version(),
        conflict,
        may,
        lines,
        reasons,
        receipt: shown.map(|(taken, _)| taken.receipt),
        sheet,
        numbers: numbers == Numbers::Shown,
        linked,
        before,
        done: file.events.iter().map(|(at, event)| done(*at, event, &names, conflict)).collect(),
        id: file.id,
        branch: file.branch,
        month: file.month,
    })
}

async fn may_out(app: &App, own: &Seated, look: &Look) -> Result<MayOut, Problem> {
    let may = may(&look.file, own, look.month);
    let choices = choices(app, own, &look.file, look.month).await?.into_iter();
    let assign = choices.map(|(account, person)| GivenOut {
        seat: person.seat.slug().to_owned(),
        to: WhoOut { id: account.id, name: account.display },
    });
    Ok(MayOut {
        claim: may.claim,
        decide: may.decide,
        release: may.release,
        answered: may.answered,
        reopen: may.reopen,
        refer: may.refer.into_iter().map(model::Queue::slug).collect(),
        free: may.free.into_iter().map(caseflow::Seat::slug).collect(),
        assign: assign.collect(),
        refusal: may.refusal.map(caseflow::Refusal::code),
    })
}

fn line_out(of: &Asked<'_>, lang: Lang) -> LineOut {
    let suggested = of.suggested();
    let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    LineOut {
        line: of.line,
        whole: of.whole,
        item: of.item.to_owned(),
        findings: of.findings.iter().map(|one| one.id.clone()).collect(),
        claimed: of.claimed.as_ref().ok().copied(),
        payers: of.payers.iter().map(|&name| name.to_owned()).collect(),
        not_assessable: of.claimed.as_ref().err().map(|why| why.in_lang(lang).to_owned()),
        suggested: SuggestedOut {
            reason: told(suggested.letter),
            text: told(suggested.text),
            points: suggested.points,
        },
    }
}

fn reasons_out(taken: &Taken, month: &str, lang: Lang) -> ReasonsOut {
    let reasons = Reasons::of(taken, month);
    let letters = reasons.letters.iter().map(|one| ReasonOut {
        code: one.letter.to_string(),
        text: match lang {
            Lang::Ja => one.text,
            Lang::En => one.en,
        }
        .to_owned(),
    });
    let content = reasons.content.into_iter().flat_map(|table| table.codes);
    let content = content.map(|one| ReasonOut { code: one.code.to_owned(), text: one.text.to_owned() });
    ReasonsOut { assess: letters.collect(), returns: content.collect() }
}

/// The lines of a linked claim that findings name.
pub fn linked_lines(of: &Linked) -> Vec<LinkedLineOut> {
    let line = |(line, rules): (&u64, &std::collections::BTreeSet<String>)| LinkedLineOut {
        line: *line,
        rules: rules.iter().cloned().collect(),
    };
    of.lines.iter().map(line).collect()
}

fn linked_out(seq: u32, of: &Linked, hand: &AtHand) -> LinkedOut {
    let (at_hand, state) = match hand {
        AtHand::Here(file) => ("case", Some(file.case.state().slug().to_owned())),
        AtHand::NotTheirs => ("not-yours", None),
        AtHand::Kept => ("copy", None),
        AtHand::No => ("none", None),
    };
    LinkedOut { seq, month: of.month, lines: linked_lines(of), at_hand, state }
}

/// An act that was done; of a case with a conflict only when and which.
fn done(at: i64, event: &Event, names: &Names, conflict: bool) -> DoneOut {
    let act = event.act.slug();
    let bare = DoneOut {
        at,
        act,
        by: None,
        seat: None,
        lines: Vec::new(),
        queue: None,
        given: None,
        freed: None,
        text: None,
    };
    if conflict {
        return bare;
    }
    let by = DoneOut { by: Some(who(names, &event.actor)), seat: Some(event.seat.slug()), ..bare };
    match &event.act {
        Act::Claim | Act::Release => by,
        Act::Decide { decision } => DoneOut { lines: decision.lines.iter().map(decided).collect(), ..by },
        Act::Refer { queue, text } => DoneOut { queue: Some(queue.clone()), text: Some(text.clone()), ..by },
        Act::Answered { text } | Act::Reopen { text } => DoneOut { text: Some(text.clone()), ..by },
        Act::Assign { seat, to, text } => DoneOut {
            given: Some(GivenOut { seat: seat.slug().to_owned(), to: who(names, to) }),
            text: Some(text.clone()),
            ..by
        },
        Act::Free { seat } => DoneOut { freed: Some(seat.slug()), ..by },
    }
}

fn decided((line, of): (&u32, &caseflow::Line)) -> DecidedOut {
    let (verdict, points) = match of.verdict {
        Verdict::AsClaimed => ("as-claimed", None),
        Verdict::Assess { points } => ("assess", Some(points)),
        Verdict::Return => ("return", None),
        Verdict::Ask => ("ask", None),
    };
    DecidedOut { line: *line, verdict, points, reason: of.reason.clone(), text: of.text.clone() }
}
