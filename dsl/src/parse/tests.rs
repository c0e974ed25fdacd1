//! What is said of wrong texts: the code, the underlined text, and what to do; and that no text makes the reader panic.

use model::Lang;
use proptest::prelude::*;

use crate::ast::Body;
use crate::parse::parse;

/// Code, underlined text and Japanese help of each diagnostic, in order.
fn told(text: &str) -> Vec<(String, String, String)> {
    parse(text)
        .diagnostics
        .iter()
        .map(|d| {
            let help = d.help.as_ref().map_or("", |h| h.in_lang(Lang::Ja));
            (d.code.code().to_owned(), d.span().of(text).to_owned(), help.to_owned())
        })
        .collect()
}

/// A rule with the usual clauses and some others.
fn rule(clauses: &str) -> String {
    let has = |head: &str| clauses.lines().any(|l| l.trim_start().starts_with(head));
    let mut text = "規則 A-1「題」\n".to_owned();
    for (head, line) in
        [("対象", "対象 甲：診療行為"), ("結論", "結論 甲を職員に示す"), ("理由文", "理由文「文」")]
    {
        if !has(head) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text + clauses + "\n"
}

#[track_caller]
fn check(clauses: &str, code: &str, underlined: &str, help: &str) {
    let text = rule(clauses);
    assert_eq!(told(&text), [(code.to_owned(), underlined.to_owned(), help.to_owned())], "{text}");
}

#[test]
fn a_right_rule_is_not_complained_of() {
    assert_eq!(told(&rule("条件 甲の回数が2回を超える")), []);
}

#[test]
fn a_misspelt_kind_gets_its_near_name() {
    check("対象 甲：診療行偽", "S001", "診療行偽", "もしかして `診療行為`");
}

#[test]
fn a_word_that_a_name_swallowed_is_told() {
    check(
        "条件 甲の点数が甲の単価以下",
        "S001",
        "単価以下",
        "「以下」の前に空白を入れます（漢字どうしは一つの名前に読まれます）",
    );
}

#[test]
fn a_name_with_hiragana_asks_for_its_marks() {
    check("対象 まるめ：診療行為", "S001", "まるめ", "ひらがなを含む名前は『』で囲みます");
}

#[test]
fn words_of_closed_lists() {
    check("結論 甲を職貝に示す", "S003", "職貝", "もしかして `職員`");
    check("確度 確率", "S003", "確率", "もしかして `確定`");
    check("区分 背半", "S003", "背半", "もしかして `背反`");
    check("根拠 告字「A000」", "S003", "告字", "もしかして `告示`");
}

#[test]
fn joins_are_not_mixed() {
    let help = "先に結び付くほうを（ ）で囲んでください";
    check("条件 甲の日が不明 かつ 甲の日が不明 又は 甲の日が不明", "S007", "又", help);
    assert_eq!(told(&rule("条件 甲の日が不明 かつ（甲の日が不明 又は 甲の日が不明）")), []);
}

#[test]
fn numbers_of_entries_run_in_order() {
    check("結論 一 甲を知らせる\n三 甲を返戻する", "S008", "三", "");
}

#[test]
fn days_stand_in_the_calendar() {
    check("施行 2024-02-30から", "S009", "2024-02-30", "");
}

#[test]
fn placeholders_have_a_form() {
    check("理由文「{甲の日」", "S010", "{", "波括弧そのものは {{ }} と書きます");
    assert_eq!(told(&rule("理由文「{{甲}} {甲の日}」")), []);
}

#[test]
fn brackets_do_not_nest_without_end() {
    let deep = format!("条件 {}甲の日が不明{}", "（".repeat(9), "）".repeat(9));
    check(&deep, "S011", "（", "条件に名前を付けて「定義」に分けてください");
}

#[test]
fn numbers_fit() {
    check("条件 甲の回数が1.234567回を超える", "S012", "1.234567回", "");
}

#[test]
fn clauses_stand_once_and_where_they_belong() {
    check("担当「甲」\n担当「乙」", "S004", "担当", "");
    check("変更 A-2 確度 注意", "S005", "変更", "");
    assert_eq!(
        told("規則 A-1「題」\n対象 甲：診療行為\n結論 甲を知らせる"),
        [("S006".into(), "規則".into(), String::new())]
    );
}

#[test]
fn text_before_the_first_item_is_told_with_its_near_name() {
    assert_eq!(
        told("規測 A-1「題」"),
        [("S002".into(), "規測 A-1「題」".into(), "もしかして `規則`".into())]
    );
}

#[test]
fn all_errors_of_a_file_are_told_and_the_next_item_is_read() {
    let text = "規則 A-1「題」\n 対象 甲：診察行為\n 条件 甲の\n 結論 甲を消す\n 理由文「文」\n集合 乙：医薬品＝620003477\n";
    let parsed = parse(text);
    let codes: Vec<_> = parsed.diagnostics.iter().map(|d| (d.code.code(), d.span().of(text))).collect();
    assert_eq!(codes, [("S001", "診察行為"), ("S001", "の"), ("S001", "す")]);
    assert!(parsed.file.items.iter().any(|i| matches!(i.body, Body::Set(_))));
}

#[test]
fn brackets_as_deep_as_may_be_are_read_at_once() {
    for open in ["（", "（甲が（", "（診療行為（"] {
        let text = rule(&format!("条件 {}甲", open.repeat(8 / open.matches('（').count())));
        assert_eq!(told(&text).len(), 1, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,60}") {
        parse(&text);
    }

    #[test]
    fn any_row_of_words_of_the_language_is_read_without_panic(words in prop::collection::vec(
        prop::sample::select(vec![
            "規則 A「x」\n", "集合", "対象 ", "条件 ", "結論 ", "\n理由文", "甲", "の", "が", "診療行為", "（", "）", "｛", "｝", "：", "＝", "、",
            "2回", "113001810", "「", "」", "『", "』", "かつ", "又は", "以上", "を超える", "がある", "もの", "とき", "から", "--", "\n",
            "rule B \"y\"\n", "match ", "a", ":", "procedure", "in", "where", "(", ")", "2024-06-01", "その", "{", "}", "\\", "一 ",
        ]), 0..40)) {
        parse(&words.concat());
    }
}

#[test]
fn a_line_that_goes_on_with_a_phrase_of_history_begins_no_clause() {
    let text = "規則 A「乙」\n対象 甲＝次のとおり｛それ以外 1回；\n履歴の初診料の診療行為がないとき 2回｝\n結論 甲を知らせる\n理由文 「丙」\n";
    let parsed = super::parse(text);
    assert_eq!(parsed.diagnostics.iter().map(|d| d.code.code()).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn the_deepest_brackets_need_little_stack() {
    // Each of these calls the grammar from within its brackets; a thread has two megabytes or more.
    for (open, close) in [("（", "）"), ("甲と同日の診療行為（", "もの）がある"), ("次のうち最大｛", "｝")]
    {
        let text = format!("規則 X「試験」\n  条件 {}甲の日が不明{}\n", open.repeat(8), close.repeat(8));
        let read = move || parse(&text).file.items.len();
        let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(read);
        let read = thread.ok().and_then(|thread| thread.join().ok());
        assert_eq!(read, Some(1), "{open}");
    }
}
