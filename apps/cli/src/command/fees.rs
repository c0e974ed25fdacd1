//! `shinsa fees`: what each payer owes for a screening, by how far its receipts had to go.

use std::path::Path;

use anyhow::{Context, anyhow};
use batch::{Bill, bills, run_of};
use model::{Lang, Text};
use outcome::{Effort, Fees as Table};

use crate::args::Fees;
use crate::exit::{Done, io_cause};
use crate::output::to_stdout;

/// Tells it.
pub fn run(options: &Fees, lang: Lang) -> anyhow::Result<Done> {
    let table = table(options.table.as_deref(), lang)?;
    let run = run_of(&options.run).map_err(|error| super::log::machine(error, lang))?;
    let bills = bills(&run.counts.efforts, &table);
    to_stdout(|out| {
        if options.json {
            for bill in &bills {
                serde_json::to_writer(&mut *out, bill)?;
                writeln!(out)?;
            }
            return Ok(());
        }
        let efforts = Effort::ALL.map(|effort| effort.name().in_lang(lang)).join(",");
        let head = Text::new("保険者番号,診療年月,{},手数料（円）,確認済み", "payer,month,{},yen,verified");
        writeln!(out, "{}", head.in_lang(lang).replace("{}", &efforts))?;
        bills.iter().try_for_each(|bill| row(out, bill))
    })?;
    let (open, unverified) = (
        bills.iter().filter(|bill| bill.yen_hundredths.is_none()).count(),
        bills.iter().any(|bill| !bill.verified),
    );
    if unverified {
        let edition = table.edition();
        match lang {
            Lang::Ja => anstream::eprintln!(
                "注意: 手数料の表（{edition}）には、出典を確認していない金額があります。請求には使えません"
            ),
            Lang::En => anstream::eprintln!(
                "warning: the table of fees ({edition}) has amounts that nobody has read in their source; do not bill by them"
            ),
        }
    }
    Ok(if open > 0 { Done::Partly } else { Done::Clean })
}

fn row(out: &mut dyn std::io::Write, bill: &Bill) -> anyhow::Result<()> {
    let receipts = bill.receipts.map(|n| n.to_string()).join(",");
    let yen = bill.yen_hundredths.map_or_else(String::new, |sum| format!("{}.{:02}", sum / 100, sum % 100));
    Ok(writeln!(out, "{},{},{receipts},{yen},{}", bill.payer, bill.month, u8::from(bill.verified))?)
}

fn table(path: Option<&Path>, lang: Lang) -> anyhow::Result<Table> {
    let Some(path) = path else { return Ok(Table::built_in()?) };
    let name = path.display();
    let text =
        std::fs::read_to_string(path).map_err(|error| anyhow!("{name}: {}", io_cause(&error, lang)))?;
    Table::parse(&text).with_context(|| name.to_string())
}
