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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// What becomes of the line.
    pub effect: Effect,
    /// By how many points it is less: below nought, for each payer the same.
    pub change: i64,
    /// Who bears it, by the place on the receipt: 0 the insurer, 1 to 4 the public funds.
    pub payers: Vec<u8>,
}

/// A line of which the list could say that fewer points remain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessable {
    /// Points of all times that it claims.
    pub points: i64,
    /// Who bears them, as [`Assessment::payers`].
    pub payers: Vec<u8>,
}

/// What a line claims, where the list could say that fewer points of it remain.
///
/// # Errors
/// It could not: why.
pub fn assessable(of: Facts<'_>, line: u64) -> Result<Assessable, Text> {
    let (points, times, payers) = claimed(of, line)?;
    Ok(Assessable { points: points * times, payers })
}

/// What becomes of a line of which so many points remain, all its times together.
///
/// # Errors
/// The list cannot say it: why.
pub fn assessment(of: Facts<'_>, line: u64, left: u32) -> Result<Assessment, Text> {
    let (points, times, payers) = claimed(of, line)?;
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
    Ok(Assessment { effect, change: left - all, payers })
}

/// Points each time, times, and who bears them.
fn claimed(of: Facts<'_>, line: u64) -> Result<(i64, i64, Vec<u8>), Text> {
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
    Ok((points, times, bearers(of, line)?))
}

/// Who bears the points of a line.
///
/// SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル（医療機関（医科・DPC）用）令和6年5月版, 増減点連絡書 p.55: 増減点数 is told 法別ごと, with the
/// 法別番号 of each (items 22, 23). 記録条件仕様（医科用）2023-03, 別表21 負担区分コード 注1: a code marks every payer that has points
/// claimed for the line (請求点数のある管掌), so each of them has all of the change. Where the lines of a unit bear different codes the
/// totals of the payers tell ([`outcome::bearers`]).
fn bearers(of: Facts<'_>, line: &Line) -> Result<Vec<u8>, Text> {
    let payers = of.payers();
    if let [payer] = payers {
        return Ok(vec![payer.slot]);
    }
    let named = outcome::bearers(of.batch, of.receipt, line.unit).ok_or(Text::new(
        "負担者が複数あり、剤の行の負担区分が読めないか揃っていません。誰にこの剤の点数が請求されたかは、保険者・公費の合計点数からも一つに決まりません（剤の点数は最後の行にまとめて書かれます）",
        "there are several payers, and the payer codes of the lines of the unit cannot be read or differ; from whom its points were claimed is not told by the totals of the payers either (points of a unit stand on its last line together)",
    ))?;
    let borne: Vec<u8> = (0..5).filter(|slot| named >> slot & 1 == 1).collect();
    if borne.iter().any(|slot| payers.iter().all(|payer| payer.slot != *slot)) {
        return Err(Text::new(
            "負担区分にある負担者が、レセプトの保険者・公費にありません",
            "the payer code of the line names a payer that the receipt does not have",
        ));
    }
    Ok(borne)
}

/// Without days the count stands for itself.
fn times(line: &Line) -> i64 {
    i64::from(if line.days == 0 { line.count } else { line.day_total })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at a surprise")]
    use receipt::Batch;

    use super::{Assessable, Assessment, Effect, assessable, assessment};
    use crate::CheckedReceipt;
    use crate::official::Facts;

    const FRAME: &str = "IR,1,13,1,1310009,,審査医院,202407,00,\r\n";

    /// A receipt that begins on line 11 of its file: a procedure of 152 points twice, then a unit of two lines, 100 points
    /// on its last one three times.
    fn batch(payers: &str) -> Batch {
        batch_of(payers, |text| text)
    }

    /// The same with its text changed.
    fn batch_of(payers: &str, change: impl Fn(String) -> String) -> Batch {
        let days = |day: &str| format!("{day}{}", ",".repeat(31 - day.split(',').count()));
        let lines = [
            "RE,1,1112,202406,模擬　患者,1,19800115,,,,,,,A1,,,,,,,,,,,,,,,,,,,,,,,,".to_owned(),
            payers.to_owned(),
            format!("SI,60,1,160091310,,152,2,,,,,,,{}", days("1,1")),
            format!("SI,60,1,160091410,,,3,,,,,,,{}", days("3")),
            format!("SI,,1,160091510,,100,3,,,,,,,{}", days("3")),
        ];
        let text = change(lines.iter().map(|line| format!("{line}\r\n")).collect());
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
        let claims = |points| Ok(Assessable { points, payers: vec![0] });
        assert_eq!(assessable(of, 13), claims(304));
        assert_eq!(assessable(of, 15), claims(300));
        let said = |line, left| assessment(of, line, left).unwrap();
        let falls = Effect::Falls { times: 1 };
        assert_eq!(said(13, 152), Assessment { effect: falls, change: -152, payers: vec![0] });
        assert_eq!(said(13, 0).effect, Effect::Falls { times: 2 });
        assert_eq!(said(13, 100).effect, Effect::Corrects { times: 2, points: 50 });
        assert_eq!(said(15, 200).change, -100);
    }

    #[test]
    fn what_the_list_cannot_say_is_told_with_why() {
        let one = batch(INSURER);
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
    }

    /// The same receipt with a public fund, its lines one further down.
    fn with_fund() -> String {
        format!("{INSURER}\r\nKO,12131111,1234567,,1,604,,,,,,")
    }

    #[test]
    fn of_several_payers_each_that_the_line_names_has_all_of_the_change() {
        // 別表21: 1 the insurer alone, 2 the insurer and the first public fund, 5 the first public fund alone.
        for (code, payers) in [("1", vec![0]), ("2", vec![0, 1]), ("5", vec![1])] {
            let batch = batch_of(&with_fund(), |text| {
                text.replace("SI,60,1,160091310", &format!("SI,60,{code},160091310"))
            });
            let of = Facts { batch: &batch, receipt: 0 };
            assert_eq!(assessable(of, 14).map(|of| of.payers), Ok(payers.clone()), "{code}");
            let said = assessment(of, 14, 152).unwrap();
            assert_eq!((said.change, said.payers), (-152, payers), "{code}");
        }
    }

    #[test]
    fn points_of_a_unit_that_bears_several_codes_are_of_those_whose_totals_count_them() {
        let differs = |text: String| text.replace("SI,60,1,160091410", "SI,60,2,160091410");
        let why = |change: &dyn Fn(String) -> String, line| {
            let batch = batch_of(&with_fund(), change);
            assessable(Facts { batch: &batch, receipt: 0 }, line).map_err(|why| why.en).unwrap_err()
        };
        assert!(why(&differs, 16).contains("differ"), "the fund claims 604: neither 300 nor nothing");
        for (claims, payers) in [("300", vec![0, 1]), ("0", vec![0])] {
            let batch = batch_of(&with_fund(), |text| {
                differs(text).replace(",,1,604,,,,,,\r", &format!(",,1,{claims},,,,,,\r"))
            });
            let of = Facts { batch: &batch, receipt: 0 };
            assert_eq!(assessable(of, 16).map(|of| of.payers), Ok(payers.clone()), "{claims}");
            let said = assessment(of, 16, 200).unwrap();
            assert_eq!((said.change, said.payers), (-100, payers), "{claims}");
        }
        let unreadable = |text: String| text.replace("SI,60,1,160091310", "SI,60,0,160091310");
        assert!(why(&unreadable, 14).contains("cannot be read"));
        // The second public fund, of which there is none.
        let absent = |text: String| text.replace("SI,60,1,160091310", "SI,60,6,160091310");
        assert!(why(&absent, 14).contains("does not have"));
    }
}
