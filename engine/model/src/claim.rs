//! What kind of claim a receipt is, who pays, and for whom.

/// The kinds of claims; first wave: medical. The other kinds are added as layouts, masters and checks of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKind {
    /// 医科.
    Medical,
    /// DPC（診断群分類包括評価）.
    Dpc,
    /// 歯科.
    Dental,
    /// 調剤.
    Dispensing,
}

/// Sex as claims record it (男女区分).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// 男.
    Male = 1,
    /// 女.
    Female = 2,
}

/// Who pays first: the second digit of the receipt type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coverage {
    /// 医療保険・国民健康保険.
    Insurance,
    /// 公費負担医療 without insurance.
    PublicOnly,
    /// 後期高齢者医療.
    LateElderly,
    /// 退職者医療.
    Retiree,
}

/// For whom: the fourth digit of the receipt type, without 入院/入院外.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// 本人・世帯主.
    Insured,
    /// 未就学者.
    Preschool,
    /// 家族・その他.
    Family,
    /// 高齢受給者・後期高齢者 一般・低所得者.
    Elderly,
    /// 高齢受給者・後期高齢者 ７割.
    ElderlyHighIncome,
    /// 公費単独 says nothing about the holder.
    Unstated,
}

/// A receipt type (レセプト種別) of a medical claim, read from its four digits.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 別表５.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClaimType {
    /// The four digits.
    pub number: u16,
    /// Who pays first.
    pub coverage: Coverage,
    /// How many payers in all, insurance included: 1 to 5.
    pub payers: u8,
    /// For whom.
    pub holder: Holder,
    /// 入院 or 入院外.
    pub inpatient: bool,
}

/// All types from 1000 to 1999: every receipt asks, so the digits are read once, by the compiler.
#[expect(clippy::indexing_slicing, reason = "run by the compiler, below the length")]
static MEDICAL: [Option<ClaimType>; 1000] = {
    let (mut types, mut number) = ([None; 1000], 0);
    while number < types.len() {
        types[number] = ClaimType::read(1000 + number as u16);
        number += 1;
    }
    types
};

impl ClaimType {
    /// Reads the four digits of a medical receipt; `None` when the official table has no such type.
    #[inline]
    pub fn medical(number: u16) -> Option<Self> {
        MEDICAL.get(usize::from(number.wrapping_sub(1000))).copied().flatten()
    }

    const fn read(number: u16) -> Option<Self> {
        let (second, third, fourth) = (number / 100 % 10, number / 10 % 10, number % 10);
        if third < 1 || third > 5 {
            return None;
        }
        let coverage = match second {
            1 => Coverage::Insurance,
            2 if third <= 4 => Coverage::PublicOnly,
            3 => Coverage::LateElderly,
            4 => Coverage::Retiree,
            _ => return None,
        };
        let holder = match (coverage, fourth) {
            (Coverage::PublicOnly, 1 | 2) => Holder::Unstated,
            (Coverage::Insurance | Coverage::Retiree, 1 | 2) => Holder::Insured,
            (Coverage::Insurance | Coverage::Retiree, 3 | 4) => Holder::Preschool,
            (Coverage::Insurance | Coverage::Retiree, 5 | 6) => Holder::Family,
            (Coverage::Insurance | Coverage::LateElderly, 7 | 8) => Holder::Elderly,
            (Coverage::Insurance | Coverage::LateElderly, 9 | 0) => Holder::ElderlyHighIncome,
            _ => return None,
        };
        Some(Self { number, coverage, payers: third as u8, holder, inpatient: fourth % 2 == 1 })
    }

    /// How many public funds (公費) the type says: the KO records that must be there.
    pub const fn public_funds(self) -> u8 {
        match self.coverage {
            Coverage::PublicOnly => self.payers,
            _ => self.payers - 1,
        }
    }

    /// Whether an insurer record (HO) must be there.
    pub const fn has_insurer(self) -> bool {
        !matches!(self.coverage, Coverage::PublicOnly)
    }
}

/// A payer of a receipt: insurance or the nth public fund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PayerSlot {
    /// 医療保険, 国保, 後期高齢者医療.
    Insurance = 0,
    /// 第一公費.
    Public1 = 1,
    /// 第二公費.
    Public2 = 2,
    /// 第三公費.
    Public3 = 3,
    /// 第四公費.
    Public4 = 4,
}

/// The payers that share a line (負担区分): bit 0 is the insurance, bits 1 to 4 the public funds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BurdenSet(pub u8);

impl BurdenSet {
    /// Reads the one-letter code; `None` when the official table has no such code.
    ///
    /// SPEC: 記録条件仕様（医科用）2023-03, 別表２１.
    pub const fn from_code(code: u8) -> Option<Self> {
        let bits: u8 = match code {
            b'1' => 0b00001,
            b'5' => 0b00010,
            b'6' => 0b00100,
            b'B' => 0b01000,
            b'C' => 0b10000,
            b'2' => 0b00011,
            b'3' => 0b00101,
            b'E' => 0b01001,
            b'G' => 0b10001,
            b'7' => 0b00110,
            b'H' => 0b01010,
            b'I' => 0b10010,
            b'J' => 0b01100,
            b'K' => 0b10100,
            b'L' => 0b11000,
            b'4' => 0b00111,
            b'M' => 0b01011,
            b'N' => 0b10011,
            b'O' => 0b01101,
            b'P' => 0b10101,
            b'Q' => 0b11001,
            b'R' => 0b01110,
            b'S' => 0b10110,
            b'T' => 0b11010,
            b'U' => 0b11100,
            b'V' => 0b01111,
            b'W' => 0b10111,
            b'X' => 0b11011,
            b'Y' => 0b11101,
            b'Z' => 0b11110,
            b'9' => 0b11111,
            _ => return None,
        };
        Some(Self(bits))
    }

    /// Whether a payer shares the line.
    pub const fn has(self, payer: PayerSlot) -> bool {
        self.0 & (1 << payer as u8) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::{BurdenSet, ClaimType, Coverage, Holder, PayerSlot};

    #[test]
    fn claim_types_of_the_table() {
        let all: Vec<u16> = (0..10_000).filter(|&n| ClaimType::medical(n).is_some()).collect();
        // 別表５: 50 insurance, 8 public, 20 late elderly, 30 retiree.
        assert_eq!(all.len(), 108);
        let t = ClaimType::medical(1120).map(|t| (t.coverage, t.public_funds(), t.holder, t.inpatient));
        assert_eq!(t, Some((Coverage::Insurance, 1, Holder::ElderlyHighIncome, false)));
    }

    /// 別表５: the second digit says who pays first, the third how many, the fourth for whom and where.
    #[test]
    fn each_digit_of_a_type_has_its_meaning() {
        use Coverage::{Insurance, LateElderly, PublicOnly, Retiree};
        use Holder::{Elderly, ElderlyHighIncome, Family, Insured, Preschool, Unstated};
        let holders = |second: u16| -> Vec<Option<Holder>> {
            (0..10)
                .map(|fourth| ClaimType::medical(1010 + second * 100 + fourth).map(|of| of.holder))
                .collect()
        };
        let (insured, family, small) = (Some(Insured), Some(Family), Some(Preschool));
        let (old, rich) = (Some(Elderly), Some(ElderlyHighIncome));
        assert_eq!(holders(1), [rich, insured, insured, small, small, family, family, old, old, rich]);
        let none: [Option<Holder>; 7] = [None; 7];
        assert_eq!(holders(2), [[None, Some(Unstated), Some(Unstated)].as_slice(), &none].concat());
        assert_eq!(holders(3), [[rich].as_slice(), &none[..6], &[old, old, rich]].concat());
        assert_eq!(holders(4), [None, insured, insured, small, small, family, family, None, None, None]);
        for (number, coverage, payers, funds) in [
            (1112, Insurance, 1, 0),
            (1152, Insurance, 5, 4),
            (1212, PublicOnly, 1, 1),
            (1242, PublicOnly, 4, 4),
            (1318, LateElderly, 1, 0),
            (1422, Retiree, 2, 1),
        ] {
            let of = ClaimType::medical(number).map(|of| {
                assert_eq!(of.has_insurer(), of.coverage != PublicOnly);
                assert_eq!((of.number, of.inpatient), (number, false));
                (of.coverage, of.payers, of.public_funds())
            });
            assert_eq!(of, Some((coverage, payers, funds)), "{number}");
        }
        // Odd is 入院, even 入院外; there is no fifth fund without insurance, and no payer before the first.
        assert_eq!(ClaimType::medical(1111).map(|of| of.inpatient), Some(true));
        for unknown in [1102, 1162, 1252, 1012, 1512, 112, 2112, 999, 0] {
            assert_eq!(ClaimType::medical(unknown), None, "{unknown}");
        }
    }

    /// 別表２１: 1 is the insurer alone, 5 the first fund alone, 2 both of them, 9 all five.
    #[test]
    fn a_burden_names_its_payers() {
        use PayerSlot::{Insurance, Public1, Public2, Public3, Public4};
        for (code, payers) in [
            (b'1', vec![Insurance]),
            (b'5', vec![Public1]),
            (b'C', vec![Public4]),
            (b'2', vec![Insurance, Public1]),
            (b'J', vec![Public2, Public3]),
            (b'9', vec![Insurance, Public1, Public2, Public3, Public4]),
        ] {
            let named = |set: BurdenSet| -> Vec<PayerSlot> {
                [Insurance, Public1, Public2, Public3, Public4]
                    .into_iter()
                    .filter(|slot| set.has(*slot))
                    .collect()
            };
            assert_eq!(BurdenSet::from_code(code).map(named), Some(payers), "{}", char::from(code));
        }
        assert_eq!(BurdenSet::from_code(b'8'), None);
    }

    #[test]
    fn burden_codes_are_all_sets_of_payers() {
        let mut sets: Vec<u8> = (0..=255).filter_map(BurdenSet::from_code).map(|b| b.0).collect();
        sets.sort_unstable();
        assert_eq!(sets, (1..=31).collect::<Vec<u8>>());
    }
}
