//! The claims that a clinic filed before, for checks over several months (縦覧) and over all claims of a month.
//!
//! Of each earlier 請求年月 and 審査支払機関, the file that was checked last counts: the one before it was mended, or was a
//! trial. Files of the same 請求年月 as the checked one never count, so that a file is not compared with itself.

use std::collections::{BTreeMap, BTreeSet};

use desk::Filing;
use model::Month;
use store::Institution;
use store::uploads::{State, Upload};

use crate::app::App;
use crate::kept;
use crate::web::held::Room;
use crate::web::{Code, Problem};

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

/// Room beside so many bytes of the file itself.
#[derive(Debug)]
pub struct Beside<'a>(pub &'a mut Room, pub usize);

impl Beside<'_> {
    /// Room for the claims of one more file.
    ///
    /// # Errors
    /// There is none at the moment, or there never is.
    pub fn more(&mut self, upload: &Upload) -> Result<(), Problem> {
        let Self(room, held) = self;
        *held = held.saturating_add(usize::try_from(upload.size).unwrap_or(usize::MAX));
        if *held > room.most() { Err(never(room.most())) } else { room.grow(*held) }
    }
}

/// However long somebody waits, there is never so much room.
fn never(most: usize) -> Problem {
    let mib = most >> 20;
    Problem::new(
        Code::TooLarge,
        format!(
            "前に送られたファイルと合わせて{mib}MiBを超えます。サーバーの管理者に limits.held_mib を大きくしてもらってください"
        ),
        format!(
            "with the files that were sent before it has more than {mib} MiB: whoever runs the service has to raise limits.held_mib"
        ),
    )
}

/// The files that were filed in the months before these filings, each where it has room.
///
/// # Errors
/// The store fails, or there is no room.
pub async fn before(
    app: &App,
    clinic: &Institution,
    own: &[Filing],
    mut room: Beside<'_>,
) -> Result<Vec<Before>, Problem> {
    let mut latest: BTreeMap<Filing, String> = BTreeMap::new();
    for (id, filings) in kept::all_filed(app, clinic).await? {
        for filing in filings.iter().filter(|filing| own.iter().any(|own| is_before(filing, own))) {
            // The newest comes first.
            latest.entry(filing.clone()).or_insert_with(|| id.clone());
        }
    }
    let ids: BTreeSet<String> = latest.into_values().collect();
    let mut files: Vec<Before> = Vec::new();
    for id in ids {
        // What is lost is not there: nothing says of any history that it is all of it.
        let Some(upload) = app.store().upload(clinic, &id).await? else { continue };
        if upload.state != State::Kept {
            continue;
        }
        room.more(&upload)?;
        if let Some(bytes) = kept::claims(app, &upload).await? {
            files.push(Before { name: upload.file_name.unwrap_or_default(), bytes });
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
