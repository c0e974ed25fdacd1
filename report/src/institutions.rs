//! `institutions.csv`: what became of the receipts of every institution.

use std::io::{self, Write};

use batch::{Joined, Output, Run};
use model::{InstitutionNumber, Lang};
use outcome::Disposition;

use crate::words::Words;

/// The mark by which a spreadsheet knows UTF-8.
pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

/// Writes `institutions.csv`.
#[derive(Clone, Copy, Debug)]
pub struct Institutions(pub Lang);

impl Output for Institutions {
    fn name(&self) -> &str {
        "institutions.csv"
    }

    fn write(&self, run: &Run, _: Joined<'_>, to: &mut (dyn Write + Send)) -> io::Result<()> {
        let words = Words(self.0);
        to.write_all(BOM)?;
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
        let mut head = vec![
            words.text("都道府県", "prefecture"),
            words.text("都道府県名", "name"),
            words.text("医療機関コード", "institution"),
            words.text("件数", "receipts"),
        ];
        head.extend(Disposition::ALL.iter().map(|of| of.name().in_lang(self.0)));
        head.extend([
            words.text("指摘", "findings"),
            words.text("請求点数", "points claimed"),
            words.text("査定点数", "points assessed"),
        ]);
        csv.write_record(head)?;
        for (number, count) in &run.counts.institutions {
            let number = InstitutionNumber::from_number(*number);
            let (branch, code) = (number.prefecture(), number.code());
            let mut row = vec![
                format!("{branch:02}"),
                words.branch(branch).to_owned(),
                format!("{code:07}"),
                count.receipts.to_string(),
            ];
            row.extend(count.dispositions.iter().map(u64::to_string));
            row.push(count.findings.to_string());
            row.extend([count.points_claimed, count.points_assessed].map(|points| points.to_string()));
            csv.write_record(row)?;
        }
        csv.flush()
    }
}
