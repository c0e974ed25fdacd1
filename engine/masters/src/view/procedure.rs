//! A medical procedure (診療行為).

use model::{ProcedureCode, Quantity};

use crate::view::{priced_row, typed_row};

typed_row! {
    /// A row of 医科診療行為マスター in force.
    ///
    /// SPEC: マスターファイル仕様説明書（令和6年度版）３（７）; each accessor names its item.
    Procedure(ProcedureCode, 3)
}

/// How points grow in steps with the quantity (きざみ), items 31 to 35.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// 下限値.
    pub low: u32,
    /// 上限値; 99,999,999 says "no limit".
    pub high: u32,
    /// きざみ値: how much quantity makes one step.
    pub size: u32,
    /// きざみ点数: points of one step.
    pub points: Quantity,
    /// 上下限エラー処理, 0 to 3.
    pub error: u8,
}

/// An addition by age (年齢加算①〜④), items 100 to 111.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeAddition<'m> {
    /// 下限年齢, two characters.
    pub low: &'m str,
    /// 上限年齢, two characters.
    pub high: &'m str,
    /// 注加算診療行為コード.
    pub code: ProcedureCode,
}

/// Where the fee schedule speaks of a procedure (コード表用番号), items 85, 92 and 93.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section<'m> {
    /// アルファベット部: A to N, `－` or `*`.
    pub letter: &'m str,
    /// 区分番号.
    pub number: &'m str,
    /// 枝番.
    pub branch: &'m str,
}

impl Section<'_> {
    /// The section as the law calls it (`D007`, `B001-2`); `None` where the master gives none.
    pub fn name(&self) -> Option<String> {
        let letter = self.letter.chars().next()?;
        let letter = match letter {
            '\u{FF21}'..='\u{FF3A}' => char::from_u32(u32::from(letter) - 0xFEE0)?,
            'A'..='Z' => letter,
            _ => return None,
        };
        let branch = self.branch.trim_start_matches('0');
        let joined = if branch.is_empty() { String::new() } else { format!("-{branch}") };
        (!self.number.is_empty()).then(|| format!("{letter}{}{joined}", self.number))
    }
}

priced_row! {
    Procedure, full name 113,
    /// 点数識別 (item 11): 1 yen, 3 points, 4 purchase price, 5 % more, 6 % less, 7 reducing procedure, 8 points off.
    points_kind,
    /// 新又は現点数 (item 12).
    points
}

impl<'m> Procedure<'m> {
    /// 旧点数 with its kind (items 57 and 58); `None` when the procedure is new since the revision.
    pub fn previous_points(&self) -> Option<(u8, Quantity)> {
        let kind = self.0.class(57).filter(|&k| k != 0)?;
        Some((kind, self.0.quantity(58)?))
    }

    /// 入外適用区分 (item 13): 0 both, 1 inpatient only, 2 outpatient only.
    pub fn in_out(&self) -> u8 {
        self.0.class(13).unwrap_or(0)
    }

    /// 後期高齢者医療適用区分 (item 14): 0 both, 1 medical insurance only, 2 late elderly only.
    pub fn elderly(&self) -> u8 {
        self.0.class(14).unwrap_or(0)
    }

    /// 点数欄集計先識別 (items 15 and 66): where points are summed on outpatient and inpatient receipts; 0 = not used there.
    pub fn sum_group(&self, inpatient: bool) -> u32 {
        self.0.number(if inpatient { 66 } else { 15 }).unwrap_or(0)
    }

    /// ＤＰＣ適用区分 (item 18).
    pub fn dpc(&self) -> u8 {
        self.0.class(18).unwrap_or(0)
    }

    /// 病院・診療所区分 (item 19): 0 any, 1 hospitals only, 2 clinics only, 4 短期滞在手術等基本料３.
    pub fn hospital_clinic(&self) -> u8 {
        self.0.class(19).unwrap_or(0)
    }

    /// 傷病名関連区分 (item 25).
    pub fn disease_relation(&self) -> u8 {
        self.0.class(25).unwrap_or(0)
    }

    /// 実日数 (item 27): 0 free, 1 at most the days of the receipt, 2 first and repeated visits, 3 basic inpatient fees, 4 nights out.
    pub fn real_days(&self) -> u8 {
        self.0.class(27).unwrap_or(0)
    }

    /// 日数・回数 (item 28), which divides item 27 further.
    pub fn days_or_times(&self) -> u8 {
        self.0.class(28).unwrap_or(0)
    }

    /// きざみ (items 30 to 35); `None` when points do not depend on the quantity.
    pub fn steps(&self) -> Option<Steps> {
        (self.0.class(30)? == 1).then(|| Steps {
            low: self.0.number(31).unwrap_or(0),
            high: self.0.number(32).unwrap_or(99_999_999),
            size: self.0.number(33).unwrap_or(0),
            points: self.0.quantity(34).unwrap_or_default(),
            error: self.0.class(35).unwrap_or(0),
        })
    }

    /// 上限回数 in a receipt (item 36); `None` when unlimited.
    pub fn most_times(&self) -> Option<u32> {
        self.0.number(36).filter(|&n| n != 0)
    }

    /// 上限回数エラー処理 (item 37): 0 look at it, 1 claim the most allowed.
    pub fn most_times_error(&self) -> u8 {
        self.0.class(37).unwrap_or(0)
    }

    /// 注加算コード and 通番 (items 38 and 39); an addition (通番 other than 0) goes with procedures of the same 注加算コード.
    pub fn note_addition(&self) -> (&'m str, &'m str) {
        (self.0.text(38), self.0.text(39))
    }

    /// 下限年齢 (item 41), two characters; `00` when there is none.
    pub fn age_low(&self) -> &'m str {
        self.0.text(41)
    }

    /// 上限年齢 (item 42), two characters; `00` when there is none.
    pub fn age_high(&self) -> &'m str {
        self.0.text(42)
    }

    /// 時間加算区分 (item 43).
    pub fn time_addition(&self) -> u8 {
        self.0.class(43).unwrap_or(0)
    }

    /// 外来管理加算区分 (item 56): 1 excludes 外来管理加算, 2 is it.
    pub fn outpatient_management(&self) -> u8 {
        self.0.class(56).unwrap_or(0)
    }

    /// 検体検査コメント (item 61).
    pub fn is_specimen_comment(&self) -> bool {
        self.0.class(61) == Some(1)
    }

    /// 告示等識別区分（１） (item 68): 1 basic, 3 composed, 5 applied by notice, 7 addition, 9 addition by general rule.
    pub fn notice_class(&self) -> u8 {
        self.0.class(68).unwrap_or(0)
    }

    /// Whether it is an addition (注加算, 通則加算).
    pub fn is_addition(&self) -> bool {
        matches!(self.notice_class(), 7 | 9)
    }

    /// 施設基準コード (items 72 to 81), blanks and zeros left out.
    pub fn facility_standards(&self) -> impl Iterator<Item = &'m str> + use<'m> {
        let row = self.0;
        (72..=81).map(move |item| row.text(item)).filter(|code| code.bytes().any(|b| b != b'0'))
    }

    /// 部 of the fee schedule (item 91).
    pub fn part(&self) -> &'m str {
        self.0.text(91)
    }

    /// Where the fee schedule speaks of it.
    pub fn section(&self) -> Section<'m> {
        let row = self.0;
        Section { letter: row.text(85), number: row.text(92), branch: row.text(93) }
    }

    /// 年齢加算①〜④ (items 100 to 111) that are set.
    pub fn age_additions(&self) -> impl Iterator<Item = AgeAddition<'m>> + use<'m> {
        let row = self.0;
        (0..4_u16).filter_map(move |n| {
            let code = row.number(102 + n * 3).filter(|&c| c != 0)?;
            Some(AgeAddition {
                low: row.text(100 + n * 3),
                high: row.text(101 + n * 3),
                code: ProcedureCode(code),
            })
        })
    }
}
