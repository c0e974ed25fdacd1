//! Rules as authors write them, in varied shapes: pairs, counts, ages, diseases, sections, windows.

use std::fmt::Write;

use super::{Codes, Draw};

/// Of a thousand codes that rules are anchored on, so many are seen.
const SEEN: usize = 60;

/// Of rules that ask for something that is missing fewer are: they fire wherever their code stands, as no real rule would.
const SELDOM: usize = 2;

/// The text of so many rules, the same for the same seed; fewer rules are the first of more.
pub fn text(seed: u64, rules: usize, codes: &Codes) -> String {
    let mut text = String::from(HEAD);
    let mut draw = Draw::new(seed, 0x5255_4C45);
    for number in 1..=rules {
        let shape = SHAPES[number % SHAPES.len()];
        let (matching, check) = shape(&mut draw, codes);
        write!(
            text,
            "\n規則 架空{number}「架空の規則{number}」\n  根拠　　告示「架空 {number}」\n  区分　　{check}\n{matching}"
        )
        .expect("a text in memory");
    }
    text
}

const HEAD: &str = "共通\n  施行　　2024-06-01から\n  確度　　要審査\n  段階　　試行\n  担当　　「架空」\n  公開　　可\n  種別　　医科\n";

/// Gives 対象 to 理由文, and 区分.
type Shape = fn(&mut Draw, &Codes) -> (String, &'static str);

const SHAPES: &[Shape] = &[
    same_day, same_month, same_week, many, many_a_day, age, sex, disease, icd, section, addition, drug,
    earlier, kinds,
];

/// A list of one to five procedures, in brackets.
fn list(draw: &mut Draw, codes: &Codes, seen: usize) -> String {
    let texts: Vec<String> =
        (0..1 + draw.below(5)).map(|_| codes.procedures.draw(draw, seen).to_string()).collect();
    format!("（{}）", texts.join("、"))
}

fn beside(draw: &mut Draw, codes: &Codes, window: &str) -> (String, &'static str) {
    let (a, b) = (list(draw, codes, SEEN), list(draw, codes, SEEN));
    let text = format!(
        "  対象　　甲：{a}の診療行為\n  　　　　乙：甲と{window}の{b}の診療行為\n  結論　　乙を職員に示す\n  理由文　「{{乙の名称}}は{{甲の名称}}と併せて算定できません。」\n"
    );
    (text, "背反")
}

fn same_day(draw: &mut Draw, codes: &Codes) -> (String, &'static str) {
    beside(draw, codes, "同日")
}

fn same_month(draw: &mut Draw, codes: &Codes) -> (String, &'static str) {
    beside(draw, codes, "同月")
}

fn same_week(draw: &mut Draw, codes: &Codes) -> (String, &'static str) {
    beside(draw, codes, "同週")
}

fn many(draw: &mut Draw, codes: &Codes) -> (String, &'static str) {
    let (a, most) = (list(draw, codes, SEEN), 12 + draw.below(20));
    let text = format!(
        "  対象　　各回：{a}の診療行為すべて\n  条件　　各回の回数が{most}回を超える\n  結論　　各回を職員に示す\n  理由文　「月に{{各回の回数}}あります。」\n"
    );
    (text, "算定回数")
}

fn many_a_day(draw: &mut Draw, codes: &Codes) -> (String, &'static str) {
    let (a, most) = (list(draw, codes, SEEN), 2 + draw.below(4));
    let text = format!(
        "  対象　　今回：{a}の診療行為\n  　　　　回数計＝今回と同日の{a}の診療行為の回数\n  条件　　回数計が{most}回を超える\n  結論　　今回を職員に示す\n  理由文　「{{今回の日}}に{{回数計}}あります。」\n"
    );
    (text, "算定回数")
}

fn age(draw: &mut Draw, codes: &Codes) -> (String, &'static str) {
    let (a, age) = (list(draw, codes, SEEN), 1 + draw.below(5));
    let text = format!(
        "  対象　　今回：{a}の診療行為\n  条件　　今回の日の年齢が{age}歳未満\n  結論　　今回を職員に示す\n  理由文　「{{今回の名称}}は{age}歳以上の患者に限ります。」\n"
    );
    (text, "年齢")
}

fn sex(draw: &mut Draw, codes: &Codes) -> (String, &'static str) {
    let a = list(draw, codes, 10);
    let text = format!(
        "  対象　　今回：{a}の診療行為\n  条件　　患者の性別が「男」である\n  結論　　今回を職員に示す\n  理由文　「{{今回の名称}}は女性に限ります。」\n"
    );
    (text, "性別")
}

fn disease(draw: &mut Draw, codes: &Codes) -> (String, &'static str) {
    let a = list(draw, codes, SELDOM);
    let texts: Vec<String> =
        (0..3 + draw.below(20)).map(|_| format!("{:07}", codes.diseases.draw(draw, 300))).collect();
    let text = format!(
        "  対象　　今回：{a}の診療行為\n  条件　　確定の（{}）の傷病名がない\n  結論　　今回を審査委員会に示す\n  理由文　「{{今回の名称}}の対象となる傷病名がありません。」\n",
        texts.join("、")
    );
    (text, "診療行為の適応")
}

fn icd(draw: &mut Draw, codes: &Codes) -> (String, &'static str) {
    let a = list(draw, codes, SELDOM);
    let letter = draw.pick(&["A", "C", "E", "I", "J", "K", "M", "N"]);
    let text = format!(
        "  対象　　今回：{a}の診療行為\n  条件　　（ICD10「{letter}00」から「{letter}99」まで）の傷病名がない\n  結論　　今回を審査委員会に示す\n  理由文　「{{今回の名称}}の対象となる傷病名がありません。」\n"
    );
    (text, "診療行為の適応")
}

fn section(draw: &mut Draw, codes: &Codes) -> (String, &'static str) {
    let a = list(draw, codes, 20);
    let section = format!("{}{:03}", draw.pick(&["B", "C", "D", "E", "H", "J"]), draw.below(300));
    let text = format!(
        "  対象　　今回：{a}の診療行為\n  条件　　今回と同日の診療行為（その区分番号が「{section}」で始まるもの）がある\n  結論　　今回を職員に示す\n  理由文　「{{今回の名称}}は{section}と同じ日に算定できません。」\n"
    );
    (text, "背反")
}

fn addition(draw: &mut Draw, codes: &Codes) -> (String, &'static str) {
    let (a, b) = (list(draw, codes, SELDOM), list(draw, codes, SEEN));
    let text = format!(
        "  対象　　今回：{a}の診療行為\n  条件　　今回と同日の{b}の診療行為がない\n  結論　　今回を職員に示す\n  理由文　「{{今回の名称}}の対象となる診療行為がありません。」\n"
    );
    (text, "加算のみの算定")
}

fn drug(draw: &mut Draw, codes: &Codes) -> (String, &'static str) {
    let a = list(draw, codes, SEEN);
    let drugs: Vec<String> =
        (0..1 + draw.below(8)).map(|_| codes.drugs.draw(draw, SEEN).to_string()).collect();
    let text = format!(
        "  対象　　薬：（{}）の医薬品\n  　　　　行為：薬と同日の{a}の診療行為\n  結論　　薬を審査委員会に示す\n  理由文　「{{薬の名称}}は{{行為の名称}}の日に使えません。」\n",
        drugs.join("、")
    );
    (text, "その他")
}

fn earlier(draw: &mut Draw, codes: &Codes) -> (String, &'static str) {
    let (a, months) = (list(draw, codes, 10), 1 + draw.below(3));
    let text = format!(
        "  履歴　　{months}月\n  対象　　今回：{a}の診療行為\n  　　　　前回：履歴の、今回の日に先立つ{months}月以内の{a}の診療行為\n  結論　　今回を職員に示す\n  理由文　「前回は{{前回の日}}です。」\n"
    );
    (text, "縦覧")
}

fn kinds(draw: &mut Draw, codes: &Codes) -> (String, &'static str) {
    let (a, most) = (list(draw, codes, SEEN), 1 + draw.below(3));
    let text = format!(
        "  対象　　日：各日\n  　　　　各々：日と同日の{a}の診療行為すべて\n  条件　　各々の種類数が{most}を超える\n  結論　　各々を職員に示す\n  理由文　「{{日}}に{{各々の種類数}}あります。」\n"
    );
    (text, "その他")
}
