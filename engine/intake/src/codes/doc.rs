//! The documentation pages of official codes, defects and findings, derived from their tables.

use std::fmt::{self, Write};

use model::{ClaimKind, DefectKind, Lang, Text};

use super::{ALL, OfficialCode, Status, Where, fields};
use crate::content::rules::{self, Rule};
use crate::message::spoken;

const CODES_HEAD: &str = "\
# 受付・事務点検の公式コード / Official codes of the intake checks

<!-- This page is derived from engine/intake/src/codes/list.rs; change it there. -->

公式の点検一覧のうち手元にある抜粋（83コード）から、医科と医科・DPC共通のコードをすべて挙げています。
Of the excerpt of the official list at hand (83 codes), all codes of 医科 and of both 医科 and DPC are here.
内容は要約です。正式な文言は審査支払機関の公表資料をご覧ください。
The texts are our own short wording; see the agencies' publications for the official one.

- 形式 (form): 項目の形式の点検 / the form of a field. 欠陥 (defect) と所見 (finding) の説明は [intake.md](intake.md)。
- 一部 (partly): データで分かる範囲だけ / as far as the data tell.
";

/// docs/intake-codes.md.
pub fn codes_page() -> String {
    whole(|out| {
        out.write_str(CODES_HEAD)?;
        for (title, wanted) in
            [("## 点検するコード / Judged", true), ("## 点検しないコード / Not judged", false)]
        {
            writeln!(out, "\n{title}\n")?;
            let last = if wanted { "点検 judged as | 限界 limits" } else { "理由 | Reason" };
            writeln!(
                out,
                "| コード code | 水準 level | 対象 claims | 内容 | About | {last} |\n|---|---|---|---|---|---|---|"
            )?;
            let of_kind = |code: &&OfficialCode| matches!(code.status, Status::NotJudged(_)) != wanted;
            ALL.iter().filter(of_kind).try_for_each(|code| code_row(out, code))?;
        }
        Ok(())
    })
}

fn whole(write: impl FnOnce(&mut String) -> fmt::Result) -> String {
    let mut page = String::new();
    // INVARIANT: writing to a `String` cannot fail, so the page is always whole.
    let written = write(&mut page);
    debug_assert!(written.is_ok());
    page
}

fn code_row(out: &mut String, code: &OfficialCode) -> fmt::Result {
    let level = code.level().map_or("-", model::Level::name);
    let claims: Vec<&str> = code.claims.iter().map(|claim| claim_name(*claim)).collect();
    let Text { ja, en } = code.about;
    write!(out, "| {} | {level} | {} | {ja} | {en} | ", code.code, claims.join("・"))?;
    match &code.status {
        Status::NotJudged(reason) => writeln!(out, "{} | {} |", reason.ja, reason.en),
        Status::Judged(places) => writeln!(out, "{} | |", places_of(code, places)),
        Status::Partly(places, limit) => {
            writeln!(out, "{} | 一部 partly: {} / {} |", places_of(code, places), limit.ja, limit.en)
        }
    }
}

const fn claim_name(claim: ClaimKind) -> &'static str {
    match claim {
        ClaimKind::Medical => "医科",
        ClaimKind::Dpc => "DPC",
        ClaimKind::Dental => "歯科",
        ClaimKind::Dispensing => "調剤",
    }
}

fn places_of(code: &OfficialCode, places: &[Where]) -> String {
    let place = |place: &Where| match place {
        Where::Form => {
            let mut fields: Vec<String> =
                fields(code.code).map(|(kind, name)| format!("{} {name}", kind.id())).collect();
            fields.dedup();
            format!("形式 form: {}", fields.join(", "))
        }
        Where::Defect(kind) => format!("欠陥 defect `{}`", kind.spec().slug),
        Where::Finding(rule) => format!("所見 finding `{}`", rule.name),
    };
    places.iter().map(place).collect::<Vec<_>>().join("<br>")
}

/// The table of all defects, for docs/intake.md.
pub fn defects_table() -> String {
    whole(|out| {
        writeln!(
            out,
            "| 名前 name | 水準 level | コード code | 内容 | What | 対応 | What to do |\n|---|---|---|---|---|---|---|"
        )?;
        for &kind in DefectKind::ALL {
            let spec = kind.spec();
            let level = spec.official.and_then(model::Level::of_official).unwrap_or(spec.level);
            let texts = texts(spec.what, spec.advice);
            writeln!(out, "| `{}` | {level} | {} | {texts} |", spec.slug, spec.official.unwrap_or("-"))?;
        }
        Ok(())
    })
}

/// The table of all findings, for docs/intake.md.
pub fn findings_table() -> String {
    whole(|out| {
        writeln!(
            out,
            "| 名前 name | 種類 check | 水準 level | コード code | 確度 certainty | 結論 conclusion | 内容 | What | 対応 | What to do | 根拠 basis |\n|---|---|---|---|---|---|---|---|---|---|---|"
        )?;
        rules::ALL.iter().try_for_each(|rule| finding_row(out, rule))
    })
}

fn finding_row(out: &mut String, rule: &Rule) -> fmt::Result {
    writeln!(
        out,
        "| `{}` | `{}` | {} | {} | {} | {} | {} | {} |",
        rule.name,
        rule.check.slug(),
        rule.level,
        rule.official.unwrap_or("-"),
        rule.certainty.slug(),
        rule.conclusion.slug(),
        texts(rule.what, rule.advice),
        rule.basis
    )
}

fn texts(what: Text, advice: Text) -> String {
    let cells = [what, advice]
        .map(|text| [Lang::Ja, Lang::En].map(|lang| spoken(text.in_lang(lang), lang)).join(" | "));
    cells.join(" | ")
}
