//! Small rules and small receipts: what each must do, said by the rules' own examples.

use masters::Masters;
use model::Lang;

use crate::example::{self, Trial};
use crate::{Book, Judgement, compile};

mod claims;
mod doubt;
mod windows;

const HEAD: &str = "規則 T「試験」\n根拠 告示「医科 A000」\n確度 確定\n段階 試行\n担当 「試験」\n公開 否\n区分 その他\n種別 医科\n";

/// Tries every example of a rule.
fn trials(clauses: &str) -> Vec<Trial> {
    let parsed = dsl::parse(&format!("{HEAD}{clauses}"));
    assert_eq!(parsed.diagnostics, Vec::new());
    let compiled = compile(std::slice::from_ref(&parsed.file));
    assert_eq!(compiled.refused, Vec::new());
    let book = Book::new(compiled, Masters::starter());
    let rules = parsed.file.items.iter().filter_map(|item| match &item.body {
        dsl::ast::Body::Rule(rule) => Some(rule),
        _ => None,
    });
    let examples = rules.flat_map(|rule| &rule.examples);
    examples.map(|entry| example::run(&book, 0, &entry.node, Lang::Ja)).collect()
}

fn all_pass(clauses: &str) {
    let trials = trials(clauses);
    assert!(!trials.is_empty(), "a rule without examples shows nothing");
    for (number, trial) in (1..).zip(trials) {
        assert_eq!(trial, Trial::Passed, "example {number}");
    }
}

#[test]
fn a_rule_that_ends_inside_a_month_speaks_of_its_own_days() {
    all_pass(
        "施行 2024-06-01から2024-06-15まで\n対象 甲：112007410の診療行為\n結論 甲を職員に示す\n理由文 「乙」\n\
         例 境界 該当「最後の日」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 15日\n\
         例 境界 非該当「翌日」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 16日\n",
    );
}

#[test]
fn two_exceptions_that_disagree_leave_it_to_a_person() {
    all_pass(
        "施行 2024-06-01から\n対象 甲：112007410の診療行為\n\
         ただし 一 甲の日が2024-06-10より後のときは この限りでない\n二 甲の日が2024-06-20より後のときは 甲を職員に示す\n\
         結論 甲を算定しない 事由 D\n理由文 「乙」\n\
         例 該当「どちらでもない」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 10日\n\
         例 非該当「一だけ」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 20日\n\
         例 不明「一と二」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 21日\n",
    );
}

#[test]
fn lines_are_found_by_picks_of_several_masters() {
    all_pass(
        "施行 2024-06-01から\n対象 甲：（診療行為（その包括対象検査が「99」であるもの）、医薬品（その後発品が「99」でないもの））の明細\n\
         結論 甲を職員に示す\n理由文 「乙」\n\
         例 該当「医薬品」\n・明細書 診療年月 2024-06、入院外\n・医薬品 620004541 3日\n\
         例 非該当「診療行為」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 3日\n",
    );
}

#[test]
fn what_earlier_claims_would_say_is_undecided_without_them() {
    all_pass(
        "施行 2024-06-01から\n履歴 3月\n対象 甲：112007410の診療行為\n\
         条件 履歴の、甲の日に先立つ3月以内の111000110の診療行為がない\n結論 甲を職員に示す\n理由文 「乙」\n\
         例 不明「履歴が分からない」\n・明細書 診療年月 2024-09、入院外\n・診療行為 112007410 10日\n\
         例 該当「履歴にない」\n・明細書 診療年月 2024-09、入院外\n・診療行為 112007410 10日\n\
         ・別明細書 診療年月 2024-08\n・診療行為 112007410 1日\n\
         例 境界 該当「三月より前」\n・明細書 診療年月 2024-09、入院外\n・診療行為 112007410 10日\n\
         ・別明細書 診療年月 2024-06\n・診療行為 111000110 10日\n\
         例 境界 非該当「三月以内」\n・明細書 診療年月 2024-09、入院外\n・診療行為 112007410 10日\n\
         ・別明細書 診療年月 2024-06\n・診療行為 111000110 11日\n",
    );
}

#[test]
fn numbers_between_two_ends_assess_only_what_is_above_both() {
    all_pass(
        "施行 2024-06-01から\n履歴 1月\n対象 週：各週\n甲：週の期間中の112007410の診療行為すべて\n\
         上限＝次のとおり｛履歴の、週の初日に先立つ2週以内の111000110の診療行為があるとき 2回；それ以外 1回｝\n\
         条件 甲の回数が上限を超える\n結論 甲を上限に減ずる（新しいものから） 事由 D\n理由文 「{上限}」\n\
         例 該当「三回は、どちらの上限も超える」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 3日、4日、5日\n\
         例 不明「二回は、分からない」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 3日、4日\n\
         例 非該当「一回」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 3日\n",
    );
}

#[test]
fn a_part_that_cannot_be_run_refuses_the_whole_rule() {
    let text = format!(
        "{HEAD}施行 2024-06-01から\n対象 甲：他機関を含む112007410の診療行為\n結論 甲を職員に示す\n理由文 「乙」\n"
    );
    let parsed = dsl::parse(&text);
    assert_eq!(parsed.diagnostics, Vec::new());
    let compiled = compile(&[parsed.file]);
    assert_eq!((compiled.rules.len(), compiled.refused.len()), (0, 1));
}

/// What a rule says of its examples, one after the other.
fn judged(clauses: &str) -> Vec<Judgement> {
    let parsed = dsl::parse(&format!("{HEAD}{clauses}"));
    assert_eq!(parsed.diagnostics, Vec::new());
    let book = Book::new(compile(std::slice::from_ref(&parsed.file)), Masters::starter());
    let mut all = Vec::new();
    for item in &parsed.file.items {
        if let dsl::ast::Body::Rule(rule) = &item.body {
            for entry in &rule.examples {
                let mut silent = entry.node.clone();
                silent.expected = dsl::ast::Expected::Silent;
                if let Trial::Failed(judged) = example::run(&book, 0, &silent, Lang::Ja) {
                    all.extend(judged);
                }
            }
        }
    }
    all
}

#[test]
fn one_suspected_disease_softens_its_own_finding_alone() {
    use model::Certainty::{Definite, Review};
    let certainties = |noun: &str| -> Vec<model::Certainty> {
        let clauses = format!(
            "施行 2024-06-01から\n対象 甲：{noun}\n結論 明細書を返戻する\n理由文 「{{甲のコード}}」\n\
             例 該当「三つ」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 3日\n\
             ・傷病名 8833421、開始 2024-06-03\n・傷病名 8830417、修飾語 8002、開始 2024-06-03\n\
             ・傷病名 8839591、開始 2024-06-03\n"
        );
        judged(&clauses).iter().map(|one| one.certainty).collect()
    };
    assert_eq!(certainties("傷病名"), [Definite, Review, Definite]);
    assert_eq!(certainties("疑いの傷病名"), [Review], "no rule can switch softening off");
}

/// What the judgements of a rule rest on: master, code, and columns with their texts.
fn rests(clauses: &str) -> Vec<String> {
    let of = |row: &model::MasterRow| {
        let columns: Vec<String> = row.columns.iter().map(|(item, text)| format!("{item}={text}")).collect();
        format!("{} {} {}", row.master, row.code.as_deref().unwrap_or("-"), columns.join(" "))
    };
    let judged = judged(clauses);
    assert!(!judged.is_empty(), "it fires");
    judged.iter().flat_map(|one| one.rests.0.iter().map(of)).collect()
}

#[test]
fn a_judgement_names_the_rows_that_it_was_made_of() {
    let of = |clauses: &str, example: &str| {
        rests(&format!(
            "施行 2024-06-01から\n{clauses}理由文 「{{甲の名称}}」\n例 該当「一つ」\n・明細書 診療年月 2024-06、入院外\n{example}"
        ))
    };
    let two = "・診療行為 111000110 3日\n・診療行為 113707110 20日\n";
    // A row of a table that a variable stands for: the columns that it was found by, and those that were asked.
    let pair = "対象 甲：診療行為\n乙：甲と同月の、甲と別の診療行為\n\
                対：背反同月の行（その診療行為コード①が甲のコードである かつ その診療行為コード②が乙のコードであるもの）\n\
                条件 対の背反区分が「1」である\n結論 乙を職員に示す\n";
    assert_eq!(of(pair, two), ["haihan_month - 2=111000110 4=113707110 6=1 7=0"]);
    // One that only the condition looks for.
    let there = "対象 甲：111000110の診療行為\n\
                 条件 背反同月の行（その診療行為コード①が甲のコードである かつ その診療行為コード②が113707110であるもの）がある\n\
                 結論 甲を職員に示す\n";
    assert_eq!(of(there, two), ["haihan_month - 2=111000110 4=113707110 7=0"]);
    // Columns of the masters of lines and diseases; a name that is shown is none of them.
    let own = "対象 甲：診療行為\n条件 甲の点数識別が「3」である かつ 甲の『新又は現点数』が291である\n結論 甲を職員に示す\n";
    assert_eq!(of(own, two), ["s 111000110 11=3 12=291.00"]);
    let disease = "対象 甲：ICD10「J20」の傷病名\n結論 甲を職員に示す\n";
    assert_eq!(
        of(disease, "・診療行為 111000110 3日\n・傷病名 4660009、開始 2024-06-03\n"),
        ["b 4660009 16=J209 17="]
    );
    // Codes that the rule names itself rest on no row; neither does that there is none.
    let listed = "対象 甲：111000110の診療行為\n条件 背反同月の行（その診療行為コード①が112007410であるもの）がない\n結論 甲を職員に示す\n";
    assert_eq!(of(listed, two), Vec::<String>::new());
}

#[test]
fn wide_ranges_are_counted_and_a_range_that_ends_before_it_begins_is_refused() {
    let compiled = |set: &str| {
        let clauses = format!("対象 甲：（{set}）の診療行為\n結論 甲を職員に示す\n理由文 「乙」\n");
        let parsed = dsl::parse(&format!("{HEAD}施行 2024-06-01から\n{clauses}"));
        assert_eq!(parsed.diagnostics, Vec::new());
        compile(&[parsed.file])
    };
    let wide = compiled(&["000000000から999999999まで"; 5].join("、"));
    assert_eq!(
        (
            Book::new(wide, Masters::starter()).rules().len(),
            compiled("113001990から113001810まで").refused.len()
        ),
        (1, 1)
    );
}

#[test]
fn a_run_is_days_without_a_gap() {
    all_pass(
        "施行 2024-06-01から\n対象 甲：112007410の診療行為の連続\n条件 甲の日数が3日以上\n結論 明細書を職員に示す\n\
         理由文 「{甲の初日}から{甲の日数}」\n\
         例 該当「三日続く」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 3日、4日、5日\n\
         例 境界 非該当「間がある」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 3日、4日、6日\n",
    );
}

#[test]
fn drugs_of_one_day_are_one_prescription() {
    all_pass(
        "施行 2024-06-01から\n対象 甲：処方\n条件 甲の種類数が2以上 かつ 甲の日数が14日を超える\n結論 明細書を職員に示す\n\
         理由文 「{甲の日}に{甲の種類数}、{甲の日数}」\n\
         例 該当「同じ日に二種類、三十日分」\n・明細書 診療年月 2024-06、入院外\n\
         ・医薬品 620004541 3日、数量 1、回数 30、点数 30点\n・医薬品 620006781 3日、数量 1、回数 14、点数 30点\n\
         例 境界 非該当「別の日」\n・明細書 診療年月 2024-06、入院外\n\
         ・医薬品 620004541 3日、数量 1、回数 30、点数 30点\n・医薬品 620006781 4日、数量 1、回数 30、点数 30点\n\
         例 境界 非該当「二つ目は注射」\n・明細書 診療年月 2024-06、入院外\n\
         ・医薬品 620004541 3日、数量 1、回数 30、点数 30点\n\
         ・医薬品 620006781 3日、診療識別 31、数量 1、点数 30点\n",
    );
}

#[test]
fn visits_are_known_only_where_the_receipt_says_them() {
    all_pass(
        "施行 2024-06-01から\n対象 甲：受診すべて\n条件 甲の日数が2日を超える\n結論 明細書を職員に示す\n理由文 「{甲の日数}」\n\
         例 該当「三日」\n・明細書 診療年月 2024-06、入院外\n・受診 3日、4日、5日\n・診療行為 112007410 3日\n\
         例 境界 非該当「二日」\n・明細書 診療年月 2024-06、入院外\n・受診 3日、4日\n・診療行為 112007410 3日\n\
         例 不明「受診日の記録がない」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 3日、4日、5日\n",
    );
}

#[test]
fn a_stay_goes_over_receipts_with_one_day_of_admission() {
    all_pass(
        "施行 2024-06-01から\n履歴 1月\n対象 今回：160091310の診療行為\n\
         前回：履歴の、今回と同一入院の、今回と別の160091310の診療行為\n結論 今回を職員に示す\n理由文 「{前回の日}」\n\
         例 該当「前の月、同じ入院」\n・明細書 診療年月 2024-07、入院、入院日 2024-06-20\n・診療行為 160091310 3日\n\
         ・別明細書 診療年月 2024-06、入院、入院日 2024-06-20\n・診療行為 160091310 21日\n\
         例 境界 非該当「前の月、別の入院」\n・明細書 診療年月 2024-07、入院、入院日 2024-07-01\n・診療行為 160091310 3日\n\
         ・別明細書 診療年月 2024-06、入院、入院日 2024-06-20\n・診療行為 160091310 21日\n",
    );
}

#[test]
fn inpatient_and_outpatient_receipts_of_a_month_are_looked_at_together() {
    all_pass(
        "施行 2024-06-01から\n対象 今回：160091310の診療行為\n\
         別：入院・入院外を通じた、今回と別の160091310の診療行為\n結論 今回を職員に示す\n理由文 「{別の日}」\n\
         例 該当「入院の明細書にもある」\n・明細書 診療年月 2024-06、入院外\n・診療行為 160091310 3日\n\
         ・別明細書 診療年月 2024-06、入院\n・診療行為 160091310 21日\n\
         例 不明「ほかの明細書が分からない」\n・明細書 診療年月 2024-06、入院外\n・診療行為 160091310 3日\n\
         例 境界 非該当「前の月の入院」\n・明細書 診療年月 2024-06、入院外\n・診療行為 160091310 3日\n\
         ・別明細書 診療年月 2024-05、入院\n・診療行為 160091310 21日\n",
    );
}

/// What is counted on other claims stands beside a finding, whether a variable stands for it or not; what did not lead to the
/// finding does not.
#[test]
fn what_was_counted_on_earlier_claims_is_named() {
    let named = |clauses: &str| -> Vec<(usize, Option<u32>)> {
        let rule = format!(
            "施行 2024-06-01から\n履歴 3月\n対象 甲：112007410の診療行為\n{clauses}\n結論 甲を職員に示す\n理由文 「乙」\n\
             例 該当「二回」\n・明細書 診療年月 2024-08、入院外\n・診療行為 112007410 10日\n\
             ・別明細書 診療年月 2024-07\n・診療行為 111000110 1日\n・診療行為 160091310 2日\n\
             ・別明細書 診療年月 2024-06\n・診療行為 111000110 20日\n"
        );
        let judged = judged(&rule);
        assert_eq!(judged.len(), 1, "{judged:?}");
        let mut named: Vec<_> =
            judged.iter().flat_map(|one| &one.elsewhere).map(|line| (line.claim, line.code)).collect();
        named.sort_unstable();
        named
    };
    let twice = [(0, Some(111_000_110)), (1, Some(111_000_110))];
    let count = "履歴の、甲の日に先立つ3月以内の111000110の診療行為の回数";
    assert_eq!(named(&format!("条件 {count}が2回以上")), twice);
    assert_eq!(named(&format!("数＝{count}\n条件 数が2回以上")), twice);
    assert_eq!(
        named(&format!("条件 {count}が5回以上 又は 履歴の160091310の診療行為がある")),
        [(0, Some(160_091_310))]
    );
    assert_eq!(named(&format!("条件 （{count}が5回以上）でない かつ 履歴の112006270の診療行為がない")), []);
    let other = "履歴の160091310の診療行為の回数";
    let pick = |mode: &str, arms: &str| named(&format!("数＝{mode}｛{arms}｝\n条件 数が1回以上"));
    assert_eq!(pick("次のとおり", &format!("{count}が2回以上のとき{count}；それ以外{other}")), twice);
    assert_eq!(
        pick("次のとおり", &format!("{count}が5回以上のとき{count}；それ以外{other}")),
        [(0, Some(160_091_310))]
    );
    assert_eq!(pick("次のうち最大", &format!("{count}；{other}")), twice, "the arm that gave the number");
    assert_eq!(pick("次のうち最小", &format!("{count}；{other}")), [(0, Some(160_091_310))]);
    assert_eq!(
        named(&format!(
            "数＝{count}\n別＝数に応じ｛0回から1回まで：0回；2回以上：{other}｝\n条件 別が1回以上"
        )),
        [(0, Some(111_000_110)), (0, Some(160_091_310)), (1, Some(111_000_110))]
    );
    assert_eq!(
        named("条件 履歴の最も新しい111000110の診療行為の日が2024-06-30より後").len(),
        1,
        "the latest alone"
    );
}

#[test]
fn a_ward_day_is_a_basic_fee() {
    all_pass(
        "施行 2024-06-01から\n対象 甲：病棟日すべて\n条件 甲の日数が2日を超える\n結論 明細書を職員に示す\n\
         理由文 「{甲の日数}」\n\
         例 該当「三日」\n・明細書 診療年月 2024-06、入院\n・診療行為 190077410 3日、4日、5日\n\
         例 境界 非該当「二日」\n・明細書 診療年月 2024-06、入院\n・診療行為 190077410 3日、4日\n",
    );
}

#[test]
fn a_receipt_is_of_an_inpatient_or_not_in_both_surfaces() {
    let text = "施行 2024-06-01から\n対象 甲：112007410の診療行為\n条件 明細書の入外が『入院』である\n\
         結論 甲を職員に示す\n理由文 「乙」\n\
         例 該当「入院」\n・明細書 診療年月 2024-06、入院\n・診療行為 112007410 3日\n\
         例 非該当「入院外」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 3日\n";
    all_pass(text);
    let english = dsl::format(&format!("{HEAD}{text}"), dsl::Surface::English).unwrap_or_default();
    assert!(english.contains("receipt.setting = inpatient\n"), "{english}");
    assert!(english.contains("2024-06, inpatient\n"), "{english}");
    let japanese = dsl::format(&english, dsl::Surface::Japanese).unwrap_or_default();
    assert!(japanese.contains("明細書の入外が『入院』である\n"), "{japanese}");
}

#[test]
fn whether_the_institution_is_a_hospital_is_known_or_not() {
    all_pass(
        "施行 2024-06-01から\n対象 甲：112007410の診療行為\n条件 施設が病院である かつ 明細書の入外が入院外である\n\
         結論 甲を職員に示す\n理由文 「乙」\n\
         例 該当「病院」\n・明細書 診療年月 2024-06、入院外\n・施設 病院\n・診療行為 112007410 3日\n\
         例 非該当「診療所」\n・明細書 診療年月 2024-06、入院外\n・施設 診療所\n・診療行為 112007410 3日\n\
         例 不明「言われていない」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 3日\n",
    );
}

#[test]
fn an_example_that_would_be_silent_for_any_clauses_is_told() {
    let rule = "施行 2024-06-01から\n対象 甲：112007410の診療行為\n条件 傷病名がない\n結論 甲を職員に示す\n理由文 「乙」\n";
    let example = |facts: &str| format!("{rule}例 非該当「試験」\n・明細書 診療年月 {facts}\n");
    let disease = "・傷病名 4019014、開始 2024-06-01\n";
    let shown = example(&format!("2024-06、入院外\n{disease}・診療行為 112007410 3日"));
    assert_eq!(trials(&shown), [Trial::Passed], "only the condition keeps it silent");
    let nothing = example(&format!("2024-06、入院外\n{disease}・診療行為 111000110 3日"));
    assert_eq!(trials(&nothing), [Trial::Vacuous], "nothing that the rule speaks of is there");
    let before = example("2024-05、入院外\n・診療行為 112007410 3日");
    assert_eq!(trials(&before), [Trial::Passed], "only its dates keep it silent");
}

#[test]
fn a_sum_counts_a_line_as_often_as_it_stands() {
    all_pass(
        "施行 2024-06-01から\n対象 甲：112007410の診療行為\n総点＝甲と同日の112007410の診療行為の点数の合計\n条件 総点が100点を超える\n\
         結論 甲を職員に示す\n理由文 「乙」\n\
         例 該当「七十五点を二回」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 3日、3日、点数 75点\n\
         例 境界 非該当「一回」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 3日、点数 75点\n",
    );
}

#[test]
fn thirty_percent_are_three_tenths() {
    all_pass(
        "施行 2024-06-01から\n対象 甲：112007410の診療行為\n条件 甲の点数×30%が22点を超える かつ 甲の点数×30%が23点未満\n\
         結論 甲を職員に示す\n理由文 「乙」\n\
         例 該当「22.5点」\n・明細書 診療年月 2024-06、入院外\n・診療行為 112007410 3日、点数 75点\n",
    );
}

#[test]
fn an_example_tells_outcomes_and_has_no_days_that_its_month_has_not() {
    let rule = "施行 2024-06-01から\n対象 甲：112007410の診療行為\n条件 傷病名（その転帰が治癒であるもの）がある\n\
         結論 甲を職員に示す\n理由文 「乙」\n";
    let with = |outcome: &str, day: u8| {
        format!(
            "{rule}例 該当「一」\n・明細書 診療年月 2024-06、入院外\n・傷病名 8830212、転帰 「{outcome}」\n・診療行為 112007410 {day}日\n"
        )
    };
    all_pass(&with("治癒", 30));
    assert!(trials(&with("治癒", 31)).iter().all(|trial| matches!(trial, Trial::Unwritable(_))));
    assert!(trials(&with("平癒", 30)).iter().all(|trial| matches!(trial, Trial::Unwritable(_))));
}

#[test]
fn sets_that_name_each_other_are_refused() {
    let set = |name: &str, of: &str| {
        format!("集合 {name}：診療行為＝{of}\n根拠 告示「医科 A000」\n施行 2024-06-01から\n担当 「試験」\n\n")
    };
    let rule =
        format!("{HEAD}施行 2024-06-01から\n対象 甲：東の診療行為\n結論 甲を職員に示す\n理由文 「乙」\n");
    let parsed = dsl::parse(&format!("{}{}{rule}", set("東", "西"), set("西", "東")));
    assert_eq!(parsed.diagnostics, Vec::new());
    assert_eq!(compile(std::slice::from_ref(&parsed.file)).refused.len(), 1);
}
