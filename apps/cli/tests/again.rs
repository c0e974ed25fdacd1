//! Rules run once more on what assessments leave, as `shinsa screen` writes it: what staff read, and that threads, parts of
//! patients and kills change nothing of it.

use std::path::Path;

use super::screen::{code, killed, results, rows, screening_by, told};

const RULES: &str = "\
共通
  根拠　　告示「医科」
  施行　　2024-06-01から
  確度　　確定
  段階　　試行
  担当　　「試験」
  公開　　否
  区分　　背反
  種別　　医科

規則 耳「眼処置のある日の耳処置」
  対象　　甲：140019310の診療行為
  　　　　乙：甲と同日の140017610の診療行為
  結論　　甲を算定しない 事由 D
  理由文　「耳処置は眼処置と同じ日に算定できません。」

規則 吸「耳処置のない日のネブライザ」
  対象　　甲：140022710の診療行為
  条件　　甲と同日の140019310の診療行為がない
  結論　　甲を算定しない 事由 D
  理由文　「ネブライザは耳処置のない日（{甲の日}）に算定できません。」
";

/// A month of one institution: every third receipt has a line whose base falls, every third an assessment that nothing rests
/// on, every third nothing.
fn month(path: &Path, institution: u32, receipts: u32) {
    let mut text = format!("IR,1,13,1,{institution},,見本医院,202407,00,03-1234-5678\n");
    let mut sum = 0;
    for number in 1..=receipts {
        let lines = match number % 3 {
            0 => "SI,40,1,140017610,,25,1,,,,,,,1\nSI,40,1,140019310,,27,1,,,,,,,1\nSI,40,1,140022710,,12,1,,,,,,,1\n",
            1 => "SI,40,1,140017610,,25,1,,,,,,,1\nSI,40,1,140019310,,27,1,,,,,,,1\n",
            _ => "SI,40,1,140017610,,25,1,,,,,,,1\n",
        };
        let points = 75 + [64, 52, 25][number as usize % 3];
        sum += points;
        let birth = 19500101 + number % 28 + 10_000 * (number % 50);
        text += &format!(
            "RE,{number},1112,202406,見本　{number},1,{birth}\nHO,01130012,１,{number},1,{points}\nJD,1,,1\n\
            SY,8830417,20240601,1,,,01\nSI,12,1,112007410,,75,1,,,,,,,1\n{lines}"
        );
    }
    text += &format!("GO,{receipts},{sum},99\n");
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(&text);
    let bytes = String::from_utf8_lossy(b"").into_owned().into_bytes().into_iter().chain(bytes.iter().copied());
    let bytes: Vec<u8> = bytes.flat_map(|byte| if byte == b'\n' { vec![b'\r', b'\n'] } else { vec![byte] }).collect();
    std::fs::write(path, bytes).expect("a month");
}
