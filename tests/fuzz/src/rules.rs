//! Rule files: any bytes are read, formatted, checked and compiled without a panic, and formatting twice is formatting once.

use dsl::ast::File;
use dsl::diagnostic::render;
use dsl::vocabulary::{TABLES, Unit, Word};
use dsl::{Severity, Surface};
use model::Lang;

/// Parts two files of one rule book.
const NEXT_FILE: char = '\u{1E}';

/// Reading: whatever the text is, what is said of it can be shown, and what can be read is printed alike twice.
pub fn read(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let parsed = dsl::parse(&text);
    for diagnostic in &parsed.diagnostics {
        assert!(!render(diagnostic, &text, Lang::Ja).is_empty());
    }
    if parsed.diagnostics.iter().any(|d| d.code.severity() == Severity::Error) {
        assert!(dsl::format(&text, Surface::Japanese).is_err(), "a text with errors is not touched");
        return;
    }
    for surface in [Surface::Japanese, Surface::English] {
        let once = dsl::print(&parsed.file, surface);
        let again = dsl::parse(&once);
        assert_eq!(again.file, parsed.file, "what was printed says something else:\n{once}");
        assert_eq!(dsl::format(&once, surface).as_deref(), Ok(once.as_str()), "formatting is not idempotent");
    }
}

/// Checking: whatever could be read can be checked as one book, and each complaint stands in its own file.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (texts, files) = files(&text);
    let found = dsl::check(&files, TABLES);
    assert_eq!(found.len(), files.len());
    for (diagnostics, text) in found.iter().zip(texts) {
        for diagnostic in diagnostics {
            assert!(diagnostic.span().end <= text.len(), "the place lies outside the file");
            assert!(!render(diagnostic, text, Lang::En).is_empty());
        }
    }
}

/// Compiling: whatever the checker takes becomes rules or is refused with a place, and its index can be made.
pub fn compile(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (texts, files) = files(&text);
    let wrong = |d: &dsl::Diagnostic| d.code.severity() == Severity::Error;
    if texts.iter().any(|text| dsl::parse(text).diagnostics.iter().any(wrong))
        || dsl::check(&files, TABLES).iter().flatten().any(wrong)
    {
        return;
    }
    let compiled = eval::compile(&files);
    for refused in &compiled.refused {
        assert!(!refused.faults.is_empty(), "a refusal says why");
        for fault in &refused.faults {
            assert!(!fault.message.ja.is_empty() && !fault.message.en.is_empty());
            assert!(texts.get(fault.file.unwrap_or(refused.file)).is_some(), "a fault names its file");
        }
        assert!(texts.get(refused.file).is_some(), "a refusal names its file");
    }
    let rules = compiled.rules.len();
    assert_eq!(eval::Book::new(compiled, masters::Masters::starter()).rules().len(), rules);
}

fn files(text: &str) -> (Vec<&str>, Vec<File>) {
    let texts: Vec<&str> = text.split(NEXT_FILE).collect();
    let files = texts.iter().map(|text| dsl::parse(text).file).collect();
    (texts, files)
}

const HEAD: &str =
    "施行 2024-06-01から\n確度 確定\n段階 試行\n担当 「試験」\n公開 否\n区分 その他\n種別 医科\n";

/// One small file for each part of the language, each complete, so that a wound hits the part and not the frame.
const PARTS: &[(&str, &str)] = &[
    (
        "sets",
        "集合 甲群：診療行為＝113001810、113001910から113001990まで、診療行為（その包括対象検査が「1」であるもの）（113001950を除く）\n\
         根拠 告示「医科 B000」\n施行 2024-06-01から\n担当 「試験」\n\
         規則 T-1「試験」\n根拠 告示「医科 B000」\n{}対象 甲：甲群の診療行為\n結論 甲を算定しない 事由 D\n理由文 「{甲の名称}」\n",
    ),
    (
        "wide-ranges",
        "規則 T-2「試験」\n根拠 告示「医科 B000」\n{}対象 甲：（000000000から999999999まで、\
         000000000から999999999まで、000000000から999999999まで、000000000から999999999まで、000000000から999999999まで）の診療行為\n\
         結論 甲を職員に示す\n理由文 「{甲の日}」\n",
    ),
    (
        "numbers",
        "規則 T-3「試験」\n根拠 告示「医科 B000」\n{}対象 月：各月\n甲：月の期間中の113001810の診療行為すべて\n\
         数＝甲の回数\n上限＝数に応じ｛1から2まで：93点；3以上：106点｝\n\
         率＝（上限 × 0.5 + 7.5点 ÷ 3）の四捨五入\n条件 数が2回を超える かつ （率が9_000点 未満 又は 数が不明）\n\
         結論 一　数が3回以上のときは 甲を1回に減ずる（新しいものから） 事由 D\n二　それ以外は 甲を職員に示す\n理由文 「{数}」\n",
    ),
    (
        "history",
        "規則 T-4「試験」\n根拠 告示「医科 B000」\n{}履歴 3月\n対象 甲：113001810の診療行為\n\
         条件 履歴の、甲の日に先立つ3月以内の111000110の診療行為がない\n\
         ただし 一　甲の日の年齢が6歳 未満のとき（甲の回数が2回以上のときを除く）は この限りでない\n二　確定の傷病名があるときは 甲を知らせる\n\
         結論 甲を2回減ずる\n不明 甲のときは 甲を審査委員会に示す\n理由文 「乙」\n\
         例 境界 該当「題」\n・明細書 診療年月 2024-06、入院外\n・診療行為 113001810 3日、17日\n",
    ),
    (
        "rows",
        "規則 T-5「試験」\n根拠 告示「医科 B000」\n{}対象 甲：診療行為\n乙：甲と同日の、甲と別の診療行為\n\
         対：背反一日の行（その診療行為コード①が甲のコードである かつ その診療行為コード②が乙のコードであるもの）\n\
         条件 対の背反区分が「1」である\n結論 乙を算定しない\n理由文 「{対の特例条件}」\n",
    ),
    (
        "definitions",
        "定数 上限：点数＝2024-06-01から 93点；2025-06-01から 106点\n根拠 告示「医科 B000」\n担当 「試験」\n\
         定義 高点（x：診療行為）とは xの点数が上限を超える\n根拠 告示「医科 B000」\n担当 「試験」\n施行 2024-06-01から\n\
         定義 倍（x：点数）：点数＝x × 2\n根拠 告示「医科 B000」\n担当 「試験」\n施行 2024-06-01から\n\
         規則 T-6「試験」\n根拠 告示「医科 B000」\n{}対象 甲：診療行為\n値＝倍（甲の点数）\n条件 高点（甲）に当たる\n\
         結論 甲を値に訂正する\n理由文 「{値}」\n\u{1E}上書 東京「理由」\n施行 2024-06-01から2025-05-31まで\n担当 「試験」\n変更 T-6 確度 要審査\n",
    ),
    (
        "english",
        "rule T-7 \"test\"\nbasis notification \"医科 B000\"\nvalid from 2024-06-01\ncertainty definite\nstage trial\nowner \"x\"\n\
         publish no\ncheck other\nclaims medical\nneeds 2 months\nmatch a : procedure in (113001810, 113001910 to 113001990)\n\
         n = count of drug in history within 7 days before a.day where (its points > 3 points)\n\
         b : all latest confirmed disease in (ICD10 \"C00\" to \"C97\")\n\
         if n >= 2 or (a.day before 2024-07-01 and every line on the day of a satisfies (its count = 1 time))\n\
         unless some disease then stop\nconclude assess a reduce to 1 time latest first reason D when n > 1\n\
         because \"{a.name}\"\n",
    ),
];

/// The example rules, and the parts of the language one by one.
pub fn seeds() -> Vec<(String, Vec<u8>)> {
    let parts =
        PARTS.iter().map(|(name, text)| ((*name).to_owned(), text.replacen("{}", HEAD, 1).into_bytes()));
    parts.collect()
}

/// Words that the language knows, in both surfaces, and the marks between them.
pub fn words() -> Vec<Vec<u8>> {
    use dsl::vocabulary::{ClaimWord, ClauseHead, ItemHead, Kind, Queue, SourceKind, Stage, Type};
    let closed = [
        Kind::forms(),
        Type::forms(),
        Unit::forms(),
        ClauseHead::forms(),
        ItemHead::forms(),
        Stage::forms(),
        Queue::forms(),
        ClaimWord::forms(),
        SourceKind::forms(),
        TABLES.to_vec(),
    ];
    let particles = [
        "の",
        "が",
        "を",
        "は",
        "と",
        "すべて",
        "である",
        "でない",
        "がある",
        "がない",
        "以上",
        "以下",
        "未満",
        "を超える",
        "より前",
        "より後",
        "以前",
        "以後",
        "かつ ",
        "又は ",
        "とき",
        "ときは ",
        "それ以外は ",
        "を除く",
        "に限る",
        "もの",
        "その",
        "から",
        "まで",
        "履歴の、",
        "と同日の",
        "と同時の",
        "と同週の",
        "と同月の",
        "と同剤の",
        "の期間中の",
        "と別の",
        "に先立つ",
        "に続く",
        "以内の",
        "から起算して",
        "を含む",
        "の期間の",
        "までの",
        "のうち",
        "の順位",
        "最も新しい",
        "最初の",
        "確定の",
        "疑いの",
        "主たる",
        "に応じ",
        "次のとおり",
        "次のうち最大",
        "次のうち最小",
        "を経過した日",
        "に当たる",
        "で始まる",
        "に含まれる",
        "不明",
        "を算定しない",
        "に減ずる",
        "減ずる",
        "に訂正する",
        "に改める",
        "までとする",
        "つを残す",
        "を職員に示す",
        "を知らせる",
        "を返戻する",
        "のコメントを求める",
        "（新しいものから）",
        "この限りでない",
        "一　",
        "二　",
        "「",
        "」",
        "『",
        "』",
        "{",
        "}",
        "｛",
        "｝",
        "；",
        "：",
        "＝",
        "、",
        "（",
        "）",
        "--",
        "\u{1E}",
        "\n",
        "\u{3000}",
        "113001810",
        "8839591",
        "2024-06-01",
        "2024-06",
        "14日",
        "3月",
        "93点",
        "1_000",
        "0.5",
        "ICD10",
    ];
    let texts = closed.into_iter().flatten().chain(particles);
    let mut words: Vec<Vec<u8>> = texts.map(|word| word.as_bytes().to_vec()).collect();
    words.sort();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::{TABLES, files, seeds};
    use dsl::Severity;

    /// A seed that the checker refuses would leave the compiler untried.
    #[test]
    fn seeds_pass_the_checker() {
        for (name, seed) in seeds() {
            let text = String::from_utf8(seed).unwrap();
            let (texts, files) = files(&text);
            let read = texts.iter().flat_map(|text| dsl::parse(text).diagnostics);
            let checked = dsl::check(&files, TABLES).into_iter().flatten();
            let told: Vec<dsl::Diagnostic> =
                read.chain(checked).filter(|d| d.code.severity() == Severity::Error).collect();
            assert!(told.is_empty(), "{name}: {told:#?}");
            let compiled = eval::compile(&files);
            assert!(!compiled.rules.is_empty(), "{name}: {:#?}", compiled.refused);
        }
    }
}
