//! What a program looks like: definitions in place, sets resolved, tables found by their index.

use masters::Masters;
use model::Lang;

use crate::{Book, compile};

const TEXT: &str = "集合 再診料：診療行為＝112007410、112007411から112007420まで\n\
    定数 上限：回数＝2024-06-01から 2回；2025-06-01から 3回\n\
    定義 多数回（今回：診療行為）とは 今回と同月の今回のコードの診療行為の回数が上限を超える\n\
    規則 T「試験」\n根拠 告示「医科 A000」\n施行 2024-06-01から\n確度 確定\n段階 試行\n担当 「試験」\n公開 否\n区分 その他\n\
    種別 医科 入院外\n履歴 3月\n\
    対象 甲：（再診料、診療行為（その区分番号が「A001」であるもの）（112007410を除く））の診療行為\n\
    乙：履歴の、甲の日に先立つ3月以内の112007410の診療行為すべて\n\
    対：背反一日の行（その診療行為コード①が甲のコードである かつ その背反区分が「3」であるもの）\n\
    数＝次のとおり｛乙の回数が1回以上のとき 2回；それ以外 1回｝\n\
    条件 多数回（甲）に当たる かつ （乙の回数が1回未満 又は 患者の性別が女である）\n\
    ただし 確定のICD10「C00」から「C97」までの傷病名があるとき（ICD10「C50」の傷病名があるときを除く）は この限りでない\n\
    結論 一 数が2回以上のときは 乙を数に減ずる（新しいものから） 事由 D\n二 それ以外は 甲を審査委員会に示す\n\
    理由文 「{甲の名称}は{数}まで」\n";

fn shown(lang: Lang) -> String {
    let parsed = dsl::parse(TEXT);
    assert_eq!(parsed.diagnostics, Vec::new(), "{TEXT}");
    let files = [parsed.file];
    let compiled = compile(&files);
    assert_eq!(compiled.refused, Vec::new());
    let book = Book::new(compiled, Masters::starter());
    assert_eq!(book.program_of(&files, 1, lang), None, "there is one rule");
    book.program_of(&files, 0, lang).map_or_else(String::new, |lines| lines.join("\n"))
}

#[test]
fn a_program_is_printed() {
    let expected = [
        "T 試験",
        "    2024-06-01〜、入院外、確定、履歴3月、変数4個",
        "    #0 甲 ← 一つずつ 診療行為@1[コード {医科診療行為マスター[その.区分番号 = 「A001」]、{112007410、112007411–112007420}} − {112007410}]",
        "    #1 乙 ← すべて 診療行為@2[履歴の; 甲.日に先立つ3月以内の; コード {112007410}]",
        "    #2 対 ← 一つずつ 医科電子点数表 03-1 背反関連テーブル（１日につき）@3[索引 診療行為コード① = 甲.コード; その.背反区分 = 「3」]",
        "    #3 数 ← 値 最初に当たるもの{乙.回数 ≥ 1 → 2; 1}",
        "    条件 すべて:",
        "        - 回数(診療行為@4[甲と同月の; コード {甲.コード}]) > {2024-06-01〜: 2; 2025-06-01〜: 3}",
        "        - どれか:",
        "            - 乙.回数 < 1",
        "            - 患者.性別 = 「女」",
        "    ただし 1 ある 傷病名@5[確定; コード {ICD10 C00–C97}]",
        "        除くとき ある 傷病名@6[コード {ICD10 C50…}]",
        "        → この限りでない",
        "    結論 1 数 ≥ 2",
        "        → 査定 乙 までに減らす(数)、新しいものから、事由D",
        "    結論 2 それ以外 → 人が確認 甲（審査委員会）",
        "    理由文 「{甲.名称:文}は{数:回数}まで」",
    ];
    assert_eq!(shown(Lang::Ja), expected.join("\n"));
}

#[test]
fn a_program_is_printed_in_english() {
    let shown = shown(Lang::En);
    for line in [
        "    from 2024-06-01, outpatient, definite, 3 months of history, 4 variables\n",
        "    #1 乙 ← all procedure@2[in history; within 3 months before 甲.day; code in {112007410}]\n",
        "            - patient.sex = 「female」\n",
        "        → assess 乙 reduce_to(数), latest first, reason D\n",
        "    conclude 2 otherwise → shown to somebody 甲 (committee)\n",
    ] {
        assert!(shown.contains(line), "{line}{shown}");
    }
}
