//! Names of the official files: `RIzognabbcdddddddGYYMM.csv` and the like.
//!
//! SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル（医療機関用）令和6年5月版, CSV作成対象ファイル一覧 p.15–18.

use model::{Branch, Month};

use crate::issue::{Agency, Institution, Issue, Medium};

/// 点数表区分 in file names: 医科・DPC.
const MEDICAL: char = '1';

/// 診療科コード in file names: always this.
const DEPARTMENT: &str = "50";

fn start(system: &str, form: &str, agency: Agency, institution: &Institution) -> String {
    let (agency, prefecture, code) = (agency.code(), institution.prefecture.number(), institution.code);
    format!("{system}{form}{agency}{prefecture}{MEDICAL}{code:07}")
}

/// The name of a list of a month of processing; `None` when the month cannot be told in an era.
pub fn monthly(form: &str, issue: &Issue) -> Option<String> {
    let system = match issue.medium {
        Medium::Electronic => "RI",
        Medium::Paper => "MI",
    };
    let start = start(system, form, issue.agency, &issue.institution);
    Some(format!("{start}{:05}.csv", issue.processed.era_number()?))
}

/// The name of a list of a sending (送信回).
pub fn of_sending(form: &str, agency: Agency, institution: &Institution, sending: u16) -> String {
    format!("{}{DEPARTMENT}{sending:03}.csv", start("RI", form, agency, institution))
}

/// What a file name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileName<'n> {
    /// サブシステムID: RI, MI, RD, MD, CD.
    pub system: &'n str,
    /// 帳票ID: four letters.
    pub form: &'n str,
    /// 審査支払機関コード.
    pub agency: u8,
    /// The prefecture.
    pub prefecture: Branch,
    /// 医療機関コード.
    pub institution: u32,
    /// The month of processing, in lists of a month.
    pub processed: Option<Month>,
    /// 送信回, in lists of a sending.
    pub sending: Option<u16>,
    /// Made in オンライン確認試験.
    pub trial: bool,
}

/// Reads the name of a file, without folders; `None` when it is no such name.
pub fn read(name: &str) -> Option<FileName<'_>> {
    let stem = name.strip_suffix(".csv").or_else(|| name.strip_suffix(".CSV"))?;
    let (stem, trial) = stem.strip_suffix("TEST").map_or((stem, false), |stem| (stem, true));
    let (system, form, digits) = (stem.get(..2)?, stem.get(2..6)?, stem.get(6..)?);
    let known = ["RI", "MI", "RD", "MD", "CD"].contains(&system);
    let letters = form.bytes().all(|b| b.is_ascii_lowercase());
    if !known || !letters || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let agency = digits.get(..1)?.parse().ok().filter(|agency| (1..=2).contains(agency))?;
    let prefecture = Branch::read(digits.get(1..3)?)?;
    let institution = digits.get(4..11)?.parse().ok()?;
    let rest = digits.get(11..)?;
    let (processed, sending) = match rest.len() {
        5 if rest.starts_with(DEPARTMENT) && ["hasp", "uasp", "kasp"].contains(&form) => {
            (None, rest.get(2..)?.parse().ok())
        }
        5 => (Month::from_era_number(rest.parse().ok()?), None),
        _ => (None, None),
    };
    Some(FileName { system, form, agency, prefecture, institution, processed, sending, trial })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn names_are_read() {
        let name = read("RIzogn11311234567 50606.csv");
        assert_eq!(name, None);
        let read = read("RIzogn1131123456750606TEST.csv");
        let told = read.map(|n| (n.form, n.agency, n.institution, n.processed.map(|m| m.number()), n.trial));
        assert_eq!(told, Some(("zogn", 1, 1_234_567, Some(2024_06), true)));
    }

    #[test]
    fn a_list_of_a_sending_has_its_number() {
        let read = read("RIhasp2131123456750012.csv");
        assert_eq!(read.map(|n| (n.agency, n.sending, n.processed)), Some((2, Some(12), None)));
    }
}
