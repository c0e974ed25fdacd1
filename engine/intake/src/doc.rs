//! The documentation pages of official codes, defects and findings, derived from their tables.

use std::fmt::{self, Write};

use model::{ClaimKind, DefectKind, Lang, Level, Text};

use crate::codes::{ALL, OfficialCode, Status, Where, fields};
use crate::content::rules::{self, Rule};
use crate::examples;
use crate::message::{advice, spoken, what};

const CODES_HEAD: &str = "\
# 受付・事務点検の公式コード / Official codes of the intake checks

<!-- This page is derived from engine/intake/src/codes/list.rs; change it there. -->

「受付・事務点検ASPに係るチェック一覧」の抜粋（83コード。全体は作成者が入手できていません）から、医科と医科・DPC共通のコードをすべて挙げています。
Of an excerpt of the official list (83 codes; the whole was not available to the authors), all codes of 医科 and of both 医科 and DPC are here.
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

/// docs/intake.md: what is written by hand, with the tables of defects and findings in their places.
pub fn intake_page() -> String {
    include_str!("doc/intake.md")
        .replace("{refusing}\n", &refusing())
        .replace("{defects}\n", &defects())
        .replace("{findings}\n", &findings())
}

/// A group of kinds of defects: the first of them, what they are about, where that is written.
struct Group {
    first: DefectKind,
    title: &'static str,
    source: &'static str,
}

const GROUPS: &[Group] = &[
    Group {
        first: DefectKind::RequiredMissing,
        title: "項目の形式 / The form of a field",
        source: "記録条件仕様（医科用）第１章３（３）ウ レコード形式, エ 内容を表現する文字の符号, （４） 各レコード",
    },
    Group {
        first: DefectKind::EmptyLine,
        title: "行とレコード / Lines and records",
        source: "記録条件仕様（医科用）第１章３（３）ア 請求ファイルの構成",
    },
    Group {
        first: DefectKind::NameMissing,
        title: "負担者と患者 / Payers and patient",
        source: "記録条件仕様（医科用）第１章３（３）ア（カ）, （４）イ・ウ, 別表５・９・１７・２１・２８・３０; 保険者番号等の設定要領; 年齢計算ニ関スル法律",
    },
    Group {
        first: DefectKind::RealDaysOfMonth,
        title: "日 / Days",
        source: "記録条件仕様（医科用）（４）イ・ウ・オ 算定日情報",
    },
    Group {
        first: DefectKind::NoDisease,
        title: "傷病名 / Diseases",
        source: "記録条件仕様（医科用）第１章３（３）ア（オ）, （４）エ; 診療報酬請求書等の記載要領 傷病名欄",
    },
    Group {
        first: DefectKind::PointsTotal,
        title: "点数・金額・摘要 / Points, amounts, details",
        source: "記録条件仕様（医科用）（４）ウ・オ・カ, 別表２０・２１",
    },
    Group {
        first: DefectKind::EmptyFile,
        title: "ファイル / The file",
        source: "記録条件仕様（医科用）第１章３（３）ア, （４）ア・ク; 民法 第166条と附則（消滅時効）",
    },
];

/// The kinds that refuse a receipt (L2) without an official code, by group.
fn refusing() -> String {
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for &kind in DefectKind::ALL {
        if let Some(group) = GROUPS.iter().find(|group| group.first == kind) {
            groups.push((group.title, Vec::new()));
        }
        let spec = kind.spec();
        if let Some((_, slugs)) =
            groups.last_mut().filter(|_| (spec.level, spec.official) == (Level::L2, None))
        {
            slugs.push(format!("`{}`", spec.slug));
        }
    }
    let lines = groups.iter().filter(|(_, slugs)| !slugs.is_empty());
    lines.map(|(title, slugs)| format!("- {title}: {}.\n", slugs.join(", "))).collect()
}

const DEFECT_COLUMNS: &str = "\
| 名前 name | 水準 level | コード code | 内容 | What | 対応 | What to do | 例 example |
|---|---|---|---|---|---|---|---|";

fn defects() -> String {
    whole(|out| {
        for &kind in DefectKind::ALL {
            if let Some(group) = GROUPS.iter().find(|group| group.first == kind) {
                writeln!(out, "\n### {}\n\n出典 source: {}.\n\n{DEFECT_COLUMNS}", group.title, group.source)?;
            }
            let spec = kind.spec();
            let level = spec.official.and_then(model::Level::of_official).unwrap_or(spec.level);
            let (texts, example) = (texts_of(kind), example(kind));
            writeln!(
                out,
                "| `{}` | {level} | {} | {texts} | {example} |",
                spec.slug,
                spec.official.unwrap_or("-")
            )?;
        }
        Ok(())
    })
}

/// The texts as the example of the kind makes them; with gaps where there is none.
fn texts_of(kind: DefectKind) -> String {
    let Some(defect) = examples::of_kind(kind).and_then(examples::Example::defect) else {
        return texts(kind.spec().what, kind.spec().advice);
    };
    let cells = [
        what(&defect, Lang::Ja),
        what(&defect, Lang::En),
        advice(&defect, Lang::Ja),
        advice(&defect, Lang::En),
    ];
    cells.join(" | ")
}

fn example(kind: DefectKind) -> String {
    let Some(example) = examples::of_kind(kind) else { return String::new() };
    let shown = |text: &str| match text {
        "" => "（なし none）".to_owned(),
        text => format!("`{}`", text.trim_end_matches('\n').replace('\n', " ⏎ ")),
    };
    format!("{} → {}", shown(example.from), shown(example.to))
}

const FINDING_COLUMNS: &str = "\
| 名前 name | 種類 check | 水準 level | コード code | 確度 certainty | 結論 conclusion | 内容 | What | 対応 | What to do | 根拠 basis |
|---|---|---|---|---|---|---|---|---|---|---|";

fn findings() -> String {
    whole(|out| {
        writeln!(out, "{FINDING_COLUMNS}")?;
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
