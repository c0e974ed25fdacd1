//! A new rule with every clause in its place, and 未記入 where its author has to write.
//!
//! The checker refuses what is left so (M010); nothing of a scaffold can run before it is written.

use model::{CheckKind, Date};

use crate::Surface;
use crate::print::{Unformatted, bracketed, format};

/// What is known of a rule before it is written.
#[derive(Clone, Copy, Debug)]
pub struct Scaffold<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its title; none leaves it to be written.
    pub title: Option<&'a str>,
    /// What its findings are about.
    pub check: CheckKind,
    /// From when it holds.
    pub from: Date,
}

impl Scaffold<'_> {
    /// The text of the rule file.
    ///
    /// # Errors
    /// When the code is none that a rule can have.
    pub fn text(&self, surface: Surface) -> Result<String, Unformatted> {
        let title = bracketed(self.title.unwrap_or("未記入"));
        let (check, from) = (self.check.name().ja, self.from);
        let month = from.to_string();
        let month = month.get(..7).unwrap_or(&month);
        let mut text = format!("規則 {}{title}\n", self.code);
        for clause in CLAUSES {
            if let Some((ja, en)) = clause.remark {
                let remark = if surface == Surface::Japanese { ja } else { en };
                text.push_str(&format!("-- {remark}\n"));
            }
            let written = clause.text.replace("{check}", check).replace("{from}", &from.to_string());
            text.push_str(&written.replace("{month}", month));
            text.push('\n');
        }
        format(&text, surface)
    }
}

/// A clause of the scaffold, with what its author should know.
struct Clause {
    remark: Option<(&'static str, &'static str)>,
    text: &'static str,
}

const fn bare(text: &'static str) -> Clause {
    Clause { remark: None, text }
}

const fn told(ja: &'static str, en: &'static str, text: &'static str) -> Clause {
    Clause { remark: Some((ja, en)), text }
}

const CLAUSES: &[Clause] = &[
    told(
        "未記入 を書き換え、要らない欄は消してください。語の一覧は docs/rule-language.md、欄の一覧は shinsa rules facts",
        "write what is unwritten, take out what is not needed; words: docs/rule-language.md, fields: shinsa rules facts",
        "根拠 告示「未記入」",
    ),
    told(
        "判定する診療日。終わりがあれば「…から…まで」",
        "days of service that are judged; where they end: from … until …",
        "施行 {from}から",
    ),
    told(
        "確定（査定できる）・要審査（人が決める）・注意（知らせる）",
        "definite (may assess), review (a person decides), notice (told)",
        "確度 要審査",
    ),
    bare("段階 案"),
    bare("担当 「未記入」"),
    bare("公開 否"),
    bare("区分 {check}"),
    told(
        "入院だけなら「医科 入院」、入院外だけなら「医科 入院外」",
        "inpatients only: medical inpatient; outpatients only: medical outpatient",
        "種別 医科",
    ),
    told(
        "前の月の明細書も見る規則は、この前に「履歴 3月」と書き、「履歴の…」で探す",
        "a rule that looks at earlier months has the clause `needs 3 months` before this one, and looks `in history`",
        "対象 甲：未記入の診療行為",
    ),
    bare("条件 甲の回数が1回を超える"),
    told(
        "例外。なければ消す",
        "exceptions; take out when there are none",
        "ただし 未記入に当たるときは この限りでない",
    ),
    bare("結論 甲を職員に示す"),
    told(
        "値が分からないときの結論（査定はできない）。なければ「判定できなかった」と数える",
        "what follows when a value is not known (never an assessment); without it the receipt counts as not evaluated",
        "不明 甲のときは 甲を職員に示す",
    ),
    told(
        "{甲の名称} のように、読んだ値を差し込める",
        "values that were read may stand in it, as {甲.name}",
        "理由文 「未記入」",
    ),
    bare("対処 「未記入」"),
    told("この規則では決められないこと", "what this rule cannot decide", "判定外 「未記入」"),
    told(
        "例は、該当・ちょうど該当しない（境界）・非該当 の三つから始める",
        "begin with three examples: one that fires, one that just does not, one that does not",
        "例 該当「未記入」\n・明細書 診療年月 {month}、入院外\n・診療行為 未記入、3日、17日",
    ),
    bare("例 境界 非該当「未記入」\n・明細書 診療年月 {month}、入院外\n・診療行為 未記入、3日"),
    bare("例 非該当「未記入」\n・明細書 診療年月 {month}、入院外\n・診療行為 未記入、3日"),
];

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

    use model::{CheckKind, Date};

    use super::Scaffold;
    use crate::Surface;
    use crate::check::check;
    use crate::diagnostic::DiagnosticCode;
    use crate::parse::parse;
    use crate::vocabulary::{ClauseHead, TABLES, Word};

    fn scaffold(code: &str) -> Scaffold<'_> {
        Scaffold { code, title: None, check: CheckKind::CountLimit, from: Date::new(2024, 6, 1).unwrap() }
    }

    fn told(text: &str) -> Vec<DiagnosticCode> {
        let parsed = parse(text);
        assert_eq!(parsed.diagnostics, [], "{text}");
        check(&[parsed.file], TABLES).into_iter().flatten().map(|d| d.code).collect()
    }

    #[test]
    fn a_scaffold_is_read_and_nothing_but_unwritten() {
        for surface in [Surface::Japanese, Surface::English] {
            let text = scaffold("A001-2").text(surface).unwrap();
            let codes = told(&text);
            assert_eq!(codes.len(), 14, "{text}");
            assert!(codes.iter().all(|code| *code == DiagnosticCode::Unwritten), "{codes:?}");
            for head in ClauseHead::ALL.iter().filter(|h| !matches!(h, ClauseHead::Change)) {
                assert!(text.contains(head.word(surface)), "no clause {head:?}:\n{text}");
            }
        }
    }

    #[test]
    fn written_out_it_has_no_error() {
        let text = scaffold("A001-2").text(Surface::Japanese).unwrap();
        let text = text
            .replace("対象　　甲：未記入", "対象　　甲：112007410")
            .replace("診療行為、未記入", "診療行為 112007410");
        let text = text
            .replace("未記入に当たる", "傷病名がない")
            .replace("「未記入」", "「再診料」")
            .replace("診療行為 未記入", "診療行為 112007410");
        assert_eq!(told(&text), []);
    }

    #[test]
    fn a_code_that_no_rule_can_have_is_refused() {
        assert!(scaffold("a b").text(Surface::Japanese).is_err());
    }
}
