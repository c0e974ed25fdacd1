//! Made-up months of one patient, and a rule that fires by what is found in the months before.

/// A claim of one patient; MONTH, DAY and CODE are filled in.
const CLAIM: &str = "\
IR,1,13,1,1000009,,審査医院,202408,00,
RE,1,1112,MONTH,模擬　患者,1,19800115,,,,,,,A1,,,,,,,,,,,,,,,,,,,,,,,,
HO,06134019,１２３４,５６７,1,360,,,,,,,,,
SN,1,01,,,,01,,
SY,8833421,20240410,1,,,01,
SI,60,1,CODE,,360,1,,,,,,,,,DAY,,,,,,,,,,,,,,,,,,,,,,,,,,,,
GO,1,360,99
";

const AGAIN: &str = "\
規則 試行-再度「四月に一回」
  根拠　　告示「医科 D217 注」
  施行　　2024-06-01から
  確度　　CERTAINTY
  段階　　試行
  担当　　「試験」
  公開　　否
  区分　　縦覧
  種別　　医科
  履歴　　3月
  対象　　今回：160091310の診療行為
  　　　　前回：履歴の、今回の月に先立つ3月以内の160091310の診療行為
  結論　　今回を算定しない 事由 D
  理由文　「前回は{前回の日}です。」
";

/// The claim of a month with a code on the day that stands in a column of the days.
pub fn claim(month: &str, column: usize, code: &str) -> Vec<u8> {
    let days = format!("{}1{}", ",".repeat(column), ",".repeat(28 - column));
    let text = CLAIM.replace("DAY,,,,,,,,,,,,,,,,,,,,,,,,,,,,", &days);
    let text = text.replace("MONTH", month).replace("CODE", code).replace('\n', "\r\n");
    let mut bytes = encoding_rs::SHIFT_JIS.encode(&text).0.into_owned();
    bytes.push(0x1A);
    bytes
}

/// The rule, as sure as is said.
pub fn again(certainty: &str) -> String {
    AGAIN.replace("CERTAINTY", certainty)
}
