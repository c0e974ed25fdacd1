//! The claims that a clinic filed before, for checks over several months (縦覧) and over all claims of a month.
//!
//! Of each earlier 請求年月 and 審査支払機関, the file that was checked last counts: the one before it was mended, or was a
//! trial. Files of the same 請求年月 as the checked one never count, so that a file is not compared with itself.

use std::collections::BTreeMap;

use desk::Filing;
use model::Month;
use store::Institution;
use store::uploads::{State, Upload};

use crate::app::App;
use crate::kept;
use crate::web::Problem;

/// So many of the last checks are looked at.
const LOOKED_AT: usize = 60;
/// So many months back.
///
/// SPEC: 縦覧点検 compares with the claims of the six months before (shared practice of the agencies; how far a single rule
/// looks is the rule's own window).
const MONTHS: i32 = 6;

/// A file that was filed before.
#[derive(Debug)]
pub struct Before {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The files that were filed in the months before these filings.
///
/// # Errors
/// The store fails.
pub async fn before(app: &App, clinic: &Institution, own: &[Filing]) -> Result<Vec<Before>, Problem> {
    let mut latest: BTreeMap<Filing, Upload> = BTreeMap::new();
    for upload in app.store().uploads(clinic, None, LOOKED_AT).await?.uploads {
        if upload.state != State::Kept {
            continue;
        }
        for filing in kept::filings(app, &upload).await? {
            if own.iter().any(|own| is_before(&filing, own)) {
                // The newest comes first.
                latest.entry(filing).or_insert_with(|| upload.clone());
            }
        }
    }
    let mut files: Vec<Before> = Vec::new();
    let mut taken: Vec<&str> = Vec::new();
    for upload in latest.values() {
        if !taken.contains(&upload.id.as_str()) {
            taken.push(&upload.id);
            let name = upload.file_name.clone().unwrap_or_default();
            // What is lost is not there: nothing says of any history that it is all of it.
            if let Some(bytes) = kept::claims(app, upload).await? {
                files.push(Before { name, bytes });
            }
        }
    }
    Ok(files)
}

/// Whether one was filed by the same institution within the months before another.
fn is_before(one: &Filing, own: &Filing) -> bool {
    let first = Month::from_number(own.billed).and_then(|month| month.plus(-MONTHS));
    one.institution == own.institution
        && one.billed < own.billed
        && first.is_some_and(|first| one.billed >= first.number())
}

#[cfg(test)]
mod tests {
    use desk::Filing;

    use super::is_before;

    #[test]
    fn six_months_of_the_same_institution() {
        let of =
            |institution: &str, billed| Filing { agency: 1, institution: institution.to_owned(), billed };
        let own = of("131000009", 2024_07);
        assert!(is_before(&of("131000009", 2024_06), &own));
        assert!(is_before(&of("131000009", 2024_01), &own));
        assert!(!is_before(&of("131000009", 2023_12), &own));
        assert!(!is_before(&of("131000009", 2024_07), &own), "the same filing");
        assert!(!is_before(&of("141000009", 2024_06), &own));
    }
}
