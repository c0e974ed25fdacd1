//! Codes that the masters do not have on the day: unknown, abolished, not yet in force or listed.
//!
//! SPEC: L3204 and L3303 (docs/intake-codes.md). An abolished code is deleted from the master at its next renewal
//! (マスターファイル仕様説明書 変更区分９), so the official "code that does not exist" speaks of it too. A day that is
//! known only because the code is gone from a later edition softens to review.
//!
//! SPEC: マスターファイル仕様説明書（令和6年度版）３（１） item 22 and ３（２） item 14: 収載年月日 is the day on which a disease or
//! modifier was put into the master; that it may not be used for earlier services is said nowhere, so a code listed
//! after the month is a notice without official code. 変更年月日 of the other masters is the day from which a row applies.

use masters::column::Shape;
use masters::{FileKind, Lookup};
use model::{Certainty, CommentCode, DiseaseCode, FindingLine, Lang, ModifierCode};

use super::case::{Case, Line, LineItem};
use super::rules::{self, Rule};
use super::{Missing, Outcome};

/// The three findings that a code can have.
struct Family {
    unknown: &'static Rule,
    abolished: &'static Rule,
    /// Of a later day; its certainty is that of the rule.
    not_yet: &'static Rule,
}

const DETAILS: Family = Family {
    unknown: &rules::UNKNOWN_CODE,
    abolished: &rules::ABOLISHED_CODE,
    not_yet: &rules::NOT_YET_IN_FORCE,
};

const DISEASES: Family = Family {
    unknown: &rules::UNKNOWN_DISEASE,
    abolished: &rules::ABOLISHED_DISEASE,
    not_yet: &rules::DISEASE_LISTED_LATER,
};

const MODIFIERS: Family = Family {
    unknown: &rules::UNKNOWN_MODIFIER,
    abolished: &rules::UNKNOWN_MODIFIER,
    not_yet: &rules::MODIFIER_LISTED_LATER,
};

/// Where a code stands and how it is written.
struct Written {
    place: FindingLine,
    days: u32,
    code: String,
    master: &'static str,
    /// The same for the masters.
    key: (FileKind, u32),
}

/// Checks every code of a receipt.
pub fn check(case: &Case<'_>, outcome: &mut Outcome) {
    diseases(case, outcome);
    for line in &case.lines {
        detail(case, line, outcome);
    }
    comments(case, outcome);
}

fn detail(case: &Case<'_>, line: &Line<'_>, outcome: &mut Outcome) {
    let lang = case.config.lang;
    let written = |kind, master| Written {
        place: case.subject(line),
        days: case.days(line),
        code: format!("{:09}", line.code),
        master,
        key: (kind, line.code),
    };
    match &line.item {
        LineItem::Procedure(lookup) => {
            judge(case, outcome, &DETAILS, lookup, || {
                written(FileKind::Procedure, master(lang, "医科診療行為マスター", "the procedure master"))
            });
        }
        LineItem::Drug(lookup) => {
            judge(case, outcome, &DETAILS, lookup, || {
                written(FileKind::Drug, master(lang, "医薬品マスター", "the drug master"))
            });
        }
        LineItem::Material(lookup) => {
            judge(case, outcome, &DETAILS, lookup, || {
                written(FileKind::Material, master(lang, "特定器材マスター", "the material master"))
            });
        }
    }
}

fn diseases(case: &Case<'_>, outcome: &mut Outcome) {
    let diseases = &case.receipt.batch.diseases;
    let row = |index: usize| diseases.get(index).map_or(0, |disease| disease.row);
    for disease in &case.diseases {
        judge(case, outcome, &DISEASES, &disease.lookup, || Written {
            place: case.subject_row(row(disease.index), Some(disease.code)),
            days: 0,
            code: DiseaseCode(disease.code).to_string(),
            master: "",
            key: (FileKind::Disease, disease.code),
        });
    }
    for index in case.receipt.disease_range() {
        // A modifier that is no number is told by its form.
        for &code in case.receipt.batch.modifiers_of(index).iter().filter(|&&code| code != 0) {
            let lookup = case.in_month(|day| case.masters.modifier(ModifierCode(code), day));
            judge(case, outcome, &MODIFIERS, &lookup, || Written {
                place: case.subject_row(row(index), Some(u32::from(code))),
                days: 0,
                code: ModifierCode(code).to_string(),
                master: "",
                key: (FileKind::Modifier, u32::from(code)),
            });
        }
    }
}

fn comments(case: &Case<'_>, outcome: &mut Outcome) {
    let comments = &case.receipt.batch.comments;
    for index in case.receipt.comments() {
        let Some((&code, &row)) = comments.code.get(index).zip(comments.row.get(index)) else { continue };
        if code == 0 {
            continue;
        }
        let lookup = case.in_month(|day| case.masters.comment(CommentCode(code), day));
        judge(case, outcome, &DETAILS, &lookup, || Written {
            place: case.subject_row(row, Some(code)),
            days: 0,
            code: CommentCode(code).to_string(),
            master: master(case.config.lang, "コメントマスター", "the comment master"),
            key: (FileKind::Comment, code),
        });
    }
}

const fn master(lang: Lang, ja: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

/// One finding, or none, for one answer of a master.
fn judge<T>(
    case: &Case<'_>,
    outcome: &mut Outcome,
    family: &Family,
    lookup: &Lookup<T>,
    written: impl FnOnce() -> Written,
) {
    let (rule, day, certainty) = match lookup {
        Lookup::InForce(_) => return,
        Lookup::CannotTell(cause) => {
            outcome.cannot_tell(case, family.unknown, Missing::Master(*cause));
            return;
        }
        Lookup::Unknown => (family.unknown, None, Certainty::Definite),
        Lookup::Abolished { last, stated: true, .. } => (family.abolished, Some(*last), Certainty::Definite),
        // Of drugs and materials alone: diseases, modifiers, procedures and comments have no such day.
        Lookup::PastTransition { last, .. } => {
            (&rules::PAST_TRANSITION, Some(*last), rules::PAST_TRANSITION.certainty)
        }
        Lookup::Abolished { last, stated: false, .. } => (family.abolished, Some(*last), Certainty::Review),
        Lookup::NotYetInForce { from, .. } => (family.not_yet, Some(*from), family.not_yet.certainty),
    };
    let written = written();
    let second = day.map_or_else(|| written.master.to_owned(), |day| day.to_string());
    case.tell(outcome, rule, vec![written.place], written.days, [&written.code, &second]);
    if let Some(finding) = outcome.findings.last_mut() {
        finding.certainty = certainty;
    }
    rest_on_days(case, outcome, written.key, matches!(lookup, Lookup::NotYetInForce { .. }));
}

/// The row of a code that is not in force, with the columns that say when it is.
fn rest_on_days(case: &Case<'_>, outcome: &mut Outcome, (kind, code): (FileKind, u32), is_to_come: bool) {
    let Shape::Coded { changed, listed, abolished, transition, .. } = kind.layout().shape else { return };
    let Some(row) = case.in_month(|day| case.masters.find(kind, code, day)).row() else { return };
    let items = match (is_to_come, listed, transition) {
        (true, Some(listed), _) => vec![listed],
        (true, None, _) => vec![changed],
        (false, _, Some(transition)) => vec![abolished, transition],
        (false, _, None) => vec![abolished],
    };
    case.rests_on(outcome, row, &items);
}

#[cfg(test)]
mod tests {
    use masters::FileKind;
    use model::{Certainty, Level};

    use super::super::Missing;
    use super::super::testing::{RECEIPT, check, check_with, outcome_of};

    #[test]
    fn codes_of_the_masters_are_in_order() {
        check(RECEIPT, &[]);
    }

    #[test]
    fn a_complete_master_knows_every_code() {
        check_with(&[("111000110", "111000119")], &["unknown-code@5"]);
        check_with(&[("620000001", "620000009")], &["unknown-code@7"]);
        check_with(&[("8830001,20240601,1,", "8830009,20240601,1,")], &["unknown-disease@4"]);
        check_with(&[("20240601,1,1001", "20240601,1,1009")], &["unknown-modifier@4"]);
        check_with(&[("GO,", "CO,99,1,820000009\nGO,")], &["unknown-code@8"]);
    }

    #[test]
    fn codes_have_their_days() {
        // 140000910 was abolished on 2024-06-15: the last day is still right.
        let on = |day: usize| format!("SI,40,1,140000910,,10,1{}1\nIY,", ",".repeat(6 + day));
        check_with(&[("IY,", &on(15))], &[]);
        check_with(&[("IY,", &on(16))], &["abolished-code@7"]);
        // 140000810 comes into force on 2024-06-20.
        let on = |day: usize| format!("SI,40,1,140000810,,10,1{}1\nIY,", ",".repeat(6 + day));
        check_with(&[("IY,", &on(19))], &["not-yet-in-force@7"]);
        check_with(&[("IY,", &on(20))], &[]);
    }

    #[test]
    fn a_code_past_its_transition_is_not_called_abolished() {
        // 620000002 may be used until 2024-06-15; the master has no 廃止年月日 for it.
        let on = |day: usize| format!("IY,21,1,620000002,1,8,1{}1\nGO,", ",".repeat(6 + day));
        check_with(&[("GO,", &on(15))], &[]);
        check_with(&[("GO,", &on(16))], &["past-transition@8"]);
        let outcome = outcome_of(&RECEIPT.replacen("GO,", &on(16), 1));
        let told = outcome.findings.iter().map(|finding| (finding.level, finding.message.as_str()));
        let message = "コード620000002は経過措置（使用期限）が2024-06-15で終わっています";
        assert_eq!(told.collect::<Vec<_>>(), [(Level::L3, message)]);
    }

    #[test]
    fn wards_are_of_a_master_of_their_own() {
        // SPEC: 記録条件仕様（医科用） （４）オ（ア） 病床機能報告に係る病棟情報: 点数 0. No file of wards was taken in here.
        let ward = ["SI,90,1,190610001,,0,1,,,,,,,1\nIY,", "SI,90,1,190610001,,0,1\nIY,"];
        for line in ward {
            let outcome = outcome_of(&RECEIPT.replacen("IY,", line, 1));
            assert_eq!(outcome.findings.len(), 0, "{:?}", outcome.findings);
            let told = outcome.not_evaluated.iter().find(|one| one.rule == "intake:unknown-code");
            assert!(
                told.is_some_and(
                    |one| matches!(one.cause, Missing::Master(of) if of.master == FileKind::Ward)
                )
            );
        }
    }

    #[test]
    fn codes_listed_after_the_month_are_only_noticed() {
        check_with(&[("8830001,20240601,1,", "8830004,20240601,1,")], &["disease-listed-later@4"]);
        check_with(&[("20240601,1,1001", "20240601,1,1002")], &["modifier-listed-later@4"]);
        // Listed within the month.
        check_with(&[("8830001,20240601,1,", "8830005,20240601,1,")], &[]);
        let outcome = outcome_of(&RECEIPT.replacen("8830001,20240601,1,1001", "8830004,20240601,1,1002", 1));
        for finding in outcome.findings {
            assert_eq!(
                (finding.level, finding.certainty, finding.official),
                (Level::L48, Certainty::Notice, None)
            );
        }
    }

    #[test]
    fn uncoded_diseases_are_not_looked_up() {
        check_with(&[("8830001,20240601,1,1001,,", "0000999,20240601,1,,腹痛,")], &[]);
    }
}
