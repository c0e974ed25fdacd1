//! The reason of a conclusion in the frame of its reader: a clinic before filing, a return slip, an assessment slip, a
//! committee. The sentence in it is always the rule's own.

use model::{Certainty, Finding, Lang};

use crate::settle::{Doubt, Weighed};

/// Who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reader {
    /// A clinic before it files.
    Clinic,
    /// A clinic whose receipt comes back.
    ReturnSlip,
    /// A clinic whose claim is cut.
    AssessmentSlip,
    /// Staff and committee members.
    Committee,
}

/// The reason of a finding for a reader.
pub fn framed(reader: Reader, finding: &Finding, weighed: &Weighed, lang: Lang) -> String {
    let (what, basis) = (closed(&finding.message, lang), finding.basis.as_ref());
    let todo = closed(&finding.advice, lang);
    match (reader, lang) {
        (Reader::Clinic, Lang::Ja) => format!("{what}{todo}（根拠：{basis}）"),
        (Reader::Clinic, Lang::En) => format!("{what}{todo}(basis: {basis})"),
        (Reader::ReturnSlip, Lang::Ja) => {
            format!("{what}ご確認のうえ、訂正して再請求してください。（{basis}）")
        }
        (Reader::ReturnSlip, Lang::En) => format!("{what}Please check, correct and file again. ({basis})"),
        (Reader::AssessmentSlip, Lang::Ja) => format!("{what}{}（{basis}）", cut(weighed, lang)),
        (Reader::AssessmentSlip, Lang::En) => format!("{what}{} ({basis})", cut(weighed, lang)),
        (Reader::Committee, Lang::Ja) => {
            format!("{what}{}{}（根拠：{basis}）", sure(finding, lang), cut(weighed, lang))
        }
        (Reader::Committee, Lang::En) => {
            format!("{what}{}{} (basis: {basis})", sure(finding, lang), cut(weighed, lang))
        }
    }
}

/// A sentence with its end.
fn closed(text: &str, lang: Lang) -> String {
    let text = text.trim();
    match lang {
        _ if text.is_empty() => String::new(),
        Lang::Ja if text.ends_with(['。', '？', '！', '）']) => text.to_owned(),
        Lang::Ja => format!("{text}。"),
        Lang::En if text.ends_with(['.', '?', '!']) => format!("{text} "),
        Lang::En => format!("{text}. "),
    }
}

/// How many points it takes.
fn cut(weighed: &Weighed, lang: Lang) -> String {
    match (weighed.points, &weighed.doubt, lang) {
        (Some(0), None, _) => String::new(),
        (Some(points), _, Lang::Ja) => format!("{points:+}点。"),
        (Some(points), _, Lang::En) => format!("{points:+} points."),
        (None, Some(doubt @ Doubt::Remains), Lang::Ja) => format!("{}。", doubt.message(lang)),
        (None, Some(doubt @ Doubt::Remains), Lang::En) => {
            format!("It was found because {}.", doubt.message(lang))
        }
        (None, Some(doubt), Lang::Ja) => {
            format!("増減点は計算できません：{}。", doubt.message(lang))
        }
        (None, Some(doubt), Lang::En) => {
            format!("The change cannot be computed: {}.", doubt.message(lang))
        }
        (None, None, _) => String::new(),
    }
}

fn sure(finding: &Finding, lang: Lang) -> String {
    match (finding.certainty, lang) {
        (Certainty::Definite, _) => String::new(),
        (certainty, Lang::Ja) => format!("［{}］", certainty.name().in_lang(lang)),
        (certainty, Lang::En) => format!("[{}] ", certainty.name().in_lang(lang)),
    }
}
