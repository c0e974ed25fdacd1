//! Who pays for a patient in a month: insurance and public funds, by age, chance and course.

use model::{Coverage, Holder};

use super::numbers::{eight_digits, six_digits, with_check_digit};
use crate::random::Draw;

/// The insurer of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Insurer {
    /// 保険者番号.
    pub(crate) number: u32,
    /// How many digits it is written with: 8, or 6 with two blanks before it.
    pub(crate) digits: u8,
    /// 記号; `None` where only a number is given.
    pub(crate) symbol: Option<u32>,
    /// 番号.
    pub(crate) insured: u32,
    /// 枝番.
    pub(crate) branch: u32,
    /// 給付割合, written for national health insurance only.
    pub(crate) benefit: Option<u32>,
}

/// A public fund of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fund {
    /// 負担者番号.
    pub(crate) number: u32,
    /// 受給者番号.
    pub(crate) beneficiary: u32,
    /// The most that the patient pays in a month, yen.
    pub(crate) ceiling: u32,
}

impl Fund {
    fn new(law: u32, prefecture: u32, own: u32, person: u32, ceiling: u32) -> Self {
        let (number, beneficiary) = (eight_digits(law, prefecture, own), with_check_digit(person));
        Self { number, beneficiary, ceiling }
    }
}

/// Who pays.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Payer {
    pub(crate) coverage: Coverage,
    pub(crate) holder: Holder,
    pub(crate) insurer: Option<Insurer>,
    pub(crate) funds: [Option<Fund>; 2],
    /// Whether the first fund pays only for the disease that it is for (精神通院, 指定難病).
    pub(crate) partial: bool,
    /// レセプト特記事項 for the income class; `None` where none is asked for.
    pub(crate) note: Option<&'static str>,
    /// 1 支払基金, 2 国保連.
    pub(crate) agency: u8,
}

/// What the age of a patient in a month means for insurance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AgeClass {
    /// Until the 31 March after the sixth birthday.
    Preschool,
    /// Under 15: never an insured person himself.
    Child,
    /// 15 to 69.
    Adult,
    /// 70 to 74.
    Elderly,
    /// 75 and over.
    LateElderly,
}

/// What is known of the patient besides age.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Need {
    /// 自立支援医療 (精神通院).
    pub(crate) psychiatric: bool,
    /// 指定難病.
    pub(crate) intractable: bool,
}

impl Payer {
    /// Draws who pays; the draws must be keyed by the patient alone, so that months agree.
    pub(crate) fn draw(draw: &mut Draw, prefecture: u32, class: AgeClass, need: Need) -> Self {
        // Every draw is made whatever the class, so that a patient keeps his numbers when the class changes.
        let (plan, income, own, member) =
            (draw.below(1000), draw.below(1000), draw.within(1, 899), draw.within(1, 99_999));
        let (branch, person) = (draw.within(0, 3), draw.within(100_000, 899_999));
        let (local, local_adult) = (draw.chance(650), draw.chance(40));
        if plan < 15 && !matches!(class, AgeClass::LateElderly) || plan < 20 && class == AgeClass::LateElderly
        {
            return Self::welfare(prefecture, own, person, need);
        }
        let national = match class {
            AgeClass::Elderly => plan >= 250,
            _ => plan >= 700,
        };
        let (coverage, agency) = match (class, national) {
            (AgeClass::LateElderly, _) => (Coverage::LateElderly, 2),
            (_, true) => (Coverage::Insurance, 2),
            (_, false) => (Coverage::Insurance, 1),
        };
        let holder = holder(class, national, income);
        let symbol = (coverage != Coverage::LateElderly).then_some(1000 + own);
        let (number, digits) = insurer_number(class, national, plan, prefecture, own);
        let insured = if coverage == Coverage::LateElderly { person * 10 + branch } else { member };
        let insurer = Insurer {
            number,
            digits,
            symbol,
            insured,
            branch,
            benefit: national_benefit(class, national, holder),
        };
        let funds = Self::funds(
            prefecture,
            person,
            need,
            matches!(class, AgeClass::Preschool | AgeClass::Child) && local || local_adult,
        );
        Self {
            coverage,
            holder,
            insurer: Some(insurer),
            funds,
            partial: need.psychiatric || need.intractable,
            note: note(class, holder, income),
            agency,
        }
    }

    /// 生活保護: what no other fund pays for.
    fn welfare(prefecture: u32, own: u32, person: u32, need: Need) -> Self {
        let welfare = Fund::new(12, prefecture, own, person, 0);
        let funds = match Self::national(prefecture, person + 1, need) {
            Some(first) => [Some(first), Some(welfare)],
            None => [Some(welfare), None],
        };
        Self {
            coverage: Coverage::PublicOnly,
            holder: Holder::Unstated,
            insurer: None,
            funds,
            partial: need.psychiatric || need.intractable,
            note: None,
            agency: 1,
        }
    }

    /// The fund of the state for a disease.
    fn national(prefecture: u32, person: u32, need: Need) -> Option<Fund> {
        if need.intractable {
            Some(Fund::new(54, prefecture, 601, person, 5000))
        } else {
            need.psychiatric.then(|| Fund::new(21, prefecture, 601, person, 5000))
        }
    }

    /// National funds come before those of the prefecture or town (法別番号の優先順).
    fn funds(prefecture: u32, person: u32, need: Need, local: bool) -> [Option<Fund>; 2] {
        let local =
            local.then(|| Fund::new(if need.intractable { 81 } else { 83 }, prefecture, 1, person, 0));
        match (Self::national(prefecture, person, need), local) {
            (Some(first), second) => [Some(first), second],
            (None, only) => [only, None],
        }
    }

    /// レセプト種別, without the last bit.
    pub(crate) fn claim_type(&self, inpatient: bool) -> u16 {
        let funds = self.funds.iter().flatten().count() as u16;
        let (second, payers) = match self.coverage {
            Coverage::Insurance => (1, funds + 1),
            Coverage::PublicOnly => (2, funds),
            Coverage::LateElderly => (3, funds + 1),
            Coverage::Retiree => (4, funds + 1),
        };
        let outpatient_digit = match self.holder {
            Holder::Insured | Holder::Unstated => 2,
            Holder::Preschool => 4,
            Holder::Family => 6,
            Holder::Elderly => 8,
            Holder::ElderlyHighIncome => 0,
        };
        let last = if inpatient { (outpatient_digit + 9) % 10 } else { outpatient_digit };
        1000 + second * 100 + payers * 10 + last
    }

    /// 負担区分 of a line that all payers share, or of one that stands aside of the first fund.
    ///
    /// SPEC: 記録条件仕様（医科用）2023-03, 別表２１.
    pub(crate) fn burden(&self, aside: bool) -> &'static str {
        match (self.insurer.is_some(), self.funds.iter().flatten().count(), aside && self.partial) {
            (true, 0, _) | (true, 1, true) => "1",
            (true, 1, false) => "2",
            (true, _, true) => "3",
            (true, _, false) => "4",
            (false, 1, _) => "5",
            (false, _, true) => "6",
            (false, _, false) => "7",
        }
    }
}

fn holder(class: AgeClass, national: bool, income: u32) -> Holder {
    match class {
        AgeClass::Preschool => Holder::Preschool,
        AgeClass::Elderly | AgeClass::LateElderly if income < 70 => Holder::ElderlyHighIncome,
        AgeClass::Elderly | AgeClass::LateElderly => Holder::Elderly,
        AgeClass::Child => Holder::Family,
        AgeClass::Adult if national || income < 650 => Holder::Insured,
        AgeClass::Adult => Holder::Family,
    }
}

/// 協会けんぽ, 組合健保, 共済; 市町村国保; 広域連合.
fn insurer_number(class: AgeClass, national: bool, plan: u32, prefecture: u32, own: u32) -> (u32, u8) {
    match (class, national) {
        (AgeClass::LateElderly, _) => (eight_digits(39, prefecture, 100 + own % 60), 8),
        (_, true) => (six_digits(prefecture, own % 60 + 1), 6),
        (_, false) if plan < 400 => (eight_digits(1, prefecture, 1), 8),
        (_, false) if plan < 600 => (eight_digits(6, prefecture, 100 + own % 800), 8),
        (_, false) => (eight_digits(32, prefecture, 100 + own % 30), 8),
    }
}

/// SPEC: 記録条件仕様（医科用）2023-03, レセプト共通レコード 給付割合: written for national health insurance.
fn national_benefit(class: AgeClass, national: bool, holder: Holder) -> Option<u32> {
    if !national || class == AgeClass::LateElderly {
        return None;
    }
    Some(if matches!(holder, Holder::Preschool | Holder::Elderly) { 80 } else { 70 })
}

/// SPEC: 記録条件仕様（医科用）2023-03, 別表９: 区ア to 区オ for 70 to 74, also 区カ and 区キ from 75 on.
fn note(class: AgeClass, holder: Holder, income: u32) -> Option<&'static str> {
    match (class, holder) {
        (AgeClass::Elderly | AgeClass::LateElderly, Holder::ElderlyHighIncome) => Some("28"),
        (AgeClass::Elderly, _) => Some(if income < 800 { "29" } else { "30" }),
        (AgeClass::LateElderly, _) if income < 300 => Some("41"),
        (AgeClass::LateElderly, _) => Some(if income < 800 { "42" } else { "30" }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
    use super::*;

    #[test]
    fn claim_types_fit_who_pays() {
        for class in
            [AgeClass::Preschool, AgeClass::Child, AgeClass::Adult, AgeClass::Elderly, AgeClass::LateElderly]
        {
            for key in 0..300 {
                let need = Need { psychiatric: key % 3 == 0, intractable: key % 5 == 0 };
                let payer = Payer::draw(&mut Draw::keyed(&[key]), 13, class, need);
                for inpatient in [false, true] {
                    let kind = model::ClaimType::medical(payer.claim_type(inpatient)).unwrap();
                    assert_eq!(kind.inpatient, inpatient);
                    assert_eq!(kind.coverage, payer.coverage);
                    assert_eq!(kind.holder, payer.holder);
                    assert_eq!(usize::from(kind.public_funds()), payer.funds.iter().flatten().count());
                    assert_eq!(kind.has_insurer(), payer.insurer.is_some());
                }
            }
        }
    }
}
