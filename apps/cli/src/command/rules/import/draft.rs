//! The text of a draft: everything that the case says, and 未記入 where its author has to decide.

use dsl::print::{bracketed, is_name_char};
use dsl::vocabulary::Word;
use dsl::{Surface, format};
use model::Date;

use super::cases::Case;

/// What stands where the author of a draft has to write.
pub(in crate::command::rules) const UNWRITTEN: &str = "未記入";

/// The rule code of a case: its name, as far as it can stand in a rule code.
pub(in crate::command::rules) fn code(case: &Case) -> String {
    let fits = |c: char| if is_name_char(c) || c == '-' { c } else { '_' };
    // Two of them begin a remark.
    let name = case.name.chars().map(fits).collect::<String>().replace("--", "-_");
    let name = name.trim_end_matches('-');
    if case.shared {
        format!("CC-{name}-{}", case.kind.word(Surface::Japanese))
    } else {
        format!("CC-{name}")
    }
}

/// The file; `None` when the case says something that no rule text can hold.
pub(in crate::command::rules) fn text(case: &Case, from: Date) -> Option<String> {
    let kind = case.kind.word(Surface::Japanese);
    let code = code(case);
    let set = code.replace('-', "_");
    let basis = format!("チェックマスタ{}", bracketed(&format!("CC_JIREI 事例コード {}", case.name)));
    let month = from.to_string();
    let month = month.get(..7)?;
    let first = case.codes.first()?;
    let title = bracketed(said(&case.content));
    let because = bracketed(&format!("{{甲の名称}}: {}", plain(said(&case.content))));
    let text = format!(
        "-- チェックマスタ CC_JIREI の事例から作った下書き（項目の並びは公式の仕様で確認していません）\n\
         -- 対象: {} / 観点: {} / 内容: {}\n\
         -- 根拠: {} / 根拠文: {}\n\
         集合 {set}：{kind}＝{}\n根拠 {basis}\n施行 {from}から\n担当 「未記入」\n\
         規則 {code}{title}\n根拠 {basis}\n\
         -- チェックマスタに適用日はありません。事例の基になる告示・通知の日に直してください\n施行 {from}から\n\
         確度 要審査\n段階 案\n担当 「未記入」\n公開 否\n区分 {}\n種別 医科\n対象 甲：{set}の{kind}\n\
         -- 事例が求める条件を書く\n条件 未記入に当たる\n結論 甲を職員に示す\n理由文 {because}\n判定外 「未記入」\n\
         例 該当「未記入」\n・明細書 診療年月 {month}、入院外\n・{kind} {first}\n\
         例 境界 非該当「未記入」\n・明細書 診療年月 {month}、入院外\n・{kind} {first}\n",
        said(&case.subject),
        said(&case.viewpoint),
        said(&case.content),
        said(&case.basis),
        said(&case.basis_text),
        case.codes.join("、"),
        case.check().name().ja,
    );
    format(&text, Surface::Japanese).ok()
}

fn said(text: &str) -> &str {
    if text.is_empty() { "（記載なし）" } else { text }
}

/// Braces of the case are no placeholders.
fn plain(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}
