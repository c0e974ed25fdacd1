//! What a file is a filing of, and the patients' other claims from files that were filed before.

use history::{Collector, History, Partition};
use receipt::Frame;
use receipt::cut::Limits;
use review::gather;
use serde::{Deserialize, Serialize};

/// What a file is filed as: to whom, by whom, in which month.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Filing {
    /// 審査支払機関.
    pub agency: u8,
    /// 都道府県 and 医療機関コード, nine digits.
    pub institution: String,
    /// 請求年月 as YYYYMM.
    pub billed: u32,
}

/// The filings of a file, each once; those whose month cannot be read are left out.
pub fn filings(bytes: &[u8]) -> Vec<Filing> {
    let mut found: Vec<Filing> = Vec::new();
    let Ok(_) = review::walk(bytes, Limits::default(), |batch| {
        for frame in &batch.frames {
            let Frame::Institution { institution: of, .. } = frame else { continue };
            let Some(billed) = of.billed else { continue };
            let institution = format!("{:02}{:07}", of.prefecture, of.code);
            let filing = Filing { agency: of.agency, institution, billed: billed.number() };
            if !found.contains(&filing) {
                found.push(filing);
            }
        }
        Ok::<(), std::convert::Infallible>(())
    });
    found
}

/// The claims of a file and of those before it, by patient. Nothing says that they are all that there are, so that
/// something is not among them decides nothing.
pub fn earlier<'a>(own: (&'a str, &'a [u8]), before: impl Iterator<Item = (&'a str, &'a [u8])>) -> History {
    let mut collector = Collector::new(Partition::WHOLE);
    for (name, bytes) in std::iter::once(own).chain(before) {
        // Bytes in memory do not break.
        let _whole = gather(bytes, name, review::Config::default(), &mut collector);
    }
    collector.finish(None)
}

#[cfg(test)]
mod tests {
    use super::{Filing, filings};
    use crate::check::tests::month;

    #[test]
    fn a_file_says_what_it_is_filed_as() {
        let file = month(200, 9);
        let found = filings(&file);
        assert!(!found.is_empty());
        assert!(found.iter().all(|of| of.billed == 2024_07 && of.institution.len() == 9));
        assert!(found.iter().all(|of| found.iter().filter(|other| other == &of).count() == 1));
        assert_eq!(filings(b"IR,1,13,1,1000009,,,,00,\r\n"), Vec::<Filing>::new());
    }
}
