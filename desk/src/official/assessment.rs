//! What it means that so many points of a line remain, as 増減点連絡書 says it; or why that list cannot say it.

use model::Text;
use receipt::batch::{Line, NO_POINTS};

use super::Facts;

/// How a line is less than it was claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Whole times fall.
    Falls {
        /// So many of them.
        times: i64,
    },
    /// Each time is corrected.
    Corrects {
        /// All of them.
        times: i64,
        /// What stands for each instead.
        points: i64,
    },
}

/// An assessment that the list can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// What becomes of the line.
    pub effect: Effect,
    /// By how many points it is less: below nought.
    pub change: i64,
    /// Who bears it, by its place on the receipt: 0 the insurer, 1 to 4 the public funds.
    pub payer: u8,
}

/// Points of all times that a line claims, where the list could say that fewer of them remain.
///
/// # Errors
/// It could not: why.
pub fn assessable(of: Facts<'_>, line: u64) -> Result<i64, Text> {
    let (points, times, _) = claimed(of, line)?;
    Ok(points * times)
}

/// What becomes of a line of which so many points remain, all its times together.
///
/// # Errors
/// The list cannot say it: why.
pub fn assessment(of: Facts<'_>, line: u64, left: u32) -> Result<Assessment, Text> {
    let (points, times, payer) = claimed(of, line)?;
    let (left, all) = (i64::from(left), points * times);
    if left >= all {
        return Err(Text::new(
            "査定後の点数が請求の点数より少なくありません",
            "what remains is not less than what was claimed",
        ));
    }
    let effect = match () {
        () if left % points == 0 => Effect::Falls { times: times - left / points },
        () if left % times == 0 => Effect::Corrects { times, points: left / times },
        () => {
            return Err(Text::new(
                "査定後の点数を、回数でも一回の点数でも表せません",
                "what remains is neither a number of times nor a number of points each time",
            ));
        }
    };
    Ok(Assessment { effect, change: left - all, payer })
}

/// Points each time, times, and the one who bears it.
fn claimed(of: Facts<'_>, line: u64) -> Result<(i64, i64, u8), Text> {
    // SPEC: 記録条件仕様（医科用）2023-03, 診療行為レコード: 点数 stands on the last record of a 点数・回数算定単位.
    let line = of.line(line).filter(|line| line.points != NO_POINTS).ok_or(Text::new(
        "点数の書かれていない行です（剤の点数は最後の行にあります）",
        "the line has no points of its own (those of a unit stand on its last line)",
    ))?;
    let (points, times) = (i64::from(line.points), times(line));
    if points <= 0 || times == 0 {
        return Err(Text::new(
            "点数か回数が0の行か、減点の行です",
            "the line has no times, or takes points instead of claiming them",
        ));
    }
    match of.payers() {
        [payer] => Ok((points, times, payer.slot)),
        _ => Err(Text::new(
            "負担者が複数あり、負担者ごとの点数が決まりません",
            "there are several payers, and the points of each are not decided",
        )),
    }
}

/// Without days the count stands for itself.
fn times(line: &Line) -> i64 {
    i64::from(if line.days == 0 { line.count } else { line.day_total })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at a surprise")]
    use receipt::Batch;

    use super::{Assessment, Effect, assessable, assessment};
    use crate::CheckedReceipt;
    use crate::official::Facts;

    const FRAME: &str = "IR,1,13,1,1310009,,審査医院,202407,00,\r\n";

    /// A receipt that begins on line 11 of its file: a procedure of 152 points twice, then a unit of two lines, 100 points
    /// on its last one three times.
    fn batch(payers: &str) -> Batch {
        let days = |day: &str| format!("{day}{}", ",".repeat(31 - day.split(',').count()));
        let lines = [
            "RE,1,1112,202406,模擬　患者,1,19800115,,,,,,,A1,,,,,,,,,,,,,,,,,,,,,,,,".to_owned(),
            payers.to_owned(),
            format!("SI,60,1,160091310,,152,2,,,,,,,{}", days("1,1")),
            format!("SI,60,1,160091410,,,3,,,,,,,{}", days("3")),
            format!("SI,,1,160091510,,100,3,,,,,,,{}", days("3")),
        ];
        let text: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
        let own = encoding_rs::SHIFT_JIS.encode(&text).0.into_owned();
        let frame = encoding_rs::SHIFT_JIS.encode(FRAME).0.into_owned();
        let of: CheckedReceipt = serde_json::from_value(serde_json::json!({
            "seq": 4, "number": 1, "institution": "131310009", "month": 202406, "inpatient": false,
            "department": null, "points_claimed": null, "points_after": null, "payers": [],
            "disposition": "review", "queue": null, "defects": [], "findings": [], "not_evaluated": [],
            "bytes": [0, 0], "first_line": 11, "frame": [0, 0], "digest": ""
        }))
        .unwrap();
        crate::one::one(&own, &frame, &of).unwrap()
    }

    const INSURER: &str = "HO,06134019,１２３４,５６７,1,604,,,,,,,,,";

    #[test]
    fn whole_times_fall_or_each_time_is_corrected() {
        let batch = batch(INSURER);
        let of = Facts { batch: &batch, receipt: 0 };
        assert_eq!(assessable(of, 13), Ok(304));
        assert_eq!(assessable(of, 15), Ok(300));
        let said = |line, left| assessment(of, line, left).unwrap();
        let falls = Effect::Falls { times: 1 };
        assert_eq!(said(13, 152), Assessment { effect: falls, change: -152, payer: 0 });
        assert_eq!(said(13, 0).effect, Effect::Falls { times: 2 });
        assert_eq!(said(13, 100).effect, Effect::Corrects { times: 2, points: 50 });
        assert_eq!(said(15, 200).change, -100);
    }

    #[test]
    fn what_the_list_cannot_say_is_told_with_why() {
        let (one, two) = (batch(INSURER), batch(&format!("{INSURER}\r\nKO,12131111,1234567,1,604,,,,,")));
        let why = |batch: &Batch, line, left| {
            assessment(Facts { batch, receipt: 0 }, line, left).map_err(|why| why.en).unwrap_err()
        };
        for left in [304, 305, 9_999_999, u32::MAX] {
            assert!(why(&one, 13, left).contains("not less"), "{left}");
        }
        assert!(why(&one, 13, 101).contains("neither"), "an odd rest of two times");
        assert!(why(&one, 14, 0).contains("no points of its own"), "the first line of a unit");
        assert!(why(&one, 11, 0).contains("no points of its own"), "the receipt as a whole");
        assert!(why(&one, 99, 0).contains("no points of its own"), "of another receipt");
        assert!(why(&two, 14, 0).contains("several payers"), "one line further, behind the second payer");
    }
}
