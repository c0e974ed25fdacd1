//! What other engines are given to judge: pair and count checks over the made-up tables, as rules, rows and facts.

use std::collections::BTreeSet;
use std::fmt::Write;

use eval::{Answer, Book};
use masters::{FileKind, Masters};
use receipt::Batch;
use receipt::batch::LineKind;

use crate::{generated, judging};

/// The same checks as in `benches/peers/duck.py`, in our language.
pub const RULES: &str = "共通
  施行　　2024-06-01から
  確度　　要審査
  段階　　試行
  担当　　「比較」
  公開　　可
  種別　　医科

規則 日「同じ日」
  根拠　　告示「比較 1」
  区分　　背反
  対象　　甲：診療行為
  　　　　乙：甲と同日の、甲と別の診療行為
  　　　　対：背反一日の行（その診療行為コード①が甲のコードである かつ その診療行為コード②が乙のコードであるもの）
  条件　　対の背反区分が「1」である
  結論　　乙を職員に示す
  理由文　「{乙のコード}は{甲のコード}と同じ日に算定できません。」

規則 月「同じ月」
  根拠　　告示「比較 2」
  区分　　背反
  対象　　甲：診療行為
  　　　　乙：甲と同月の、甲と別の診療行為
  　　　　対：背反同月の行（その診療行為コード①が甲のコードである かつ その診療行為コード②が乙のコードであるもの）
  条件　　対の背反区分が「1」である
  結論　　乙を職員に示す
  理由文　「{乙のコード}は{甲のコード}と同じ月に算定できません。」

規則 回数「月の回数」
  根拠　　告示「比較 3」
  区分　　算定回数
  対象　　今回：診療行為
  　　　　制限：算定回数表の行（その診療行為コードが今回のコードである かつ その算定単位コードが131であるもの）
  　　　　回数計＝今回と同月の今回のコードの診療行為の回数
  条件　　回数計が制限の算定回数を超える
  結論　　今回を職員に示す
  理由文　「{今回のコード}は月に{制限の算定回数}回までです。」
";

/// What was found: receipt, rule, the texts of the judgement.
pub type Found = BTreeSet<String>;

/// What our engine finds, as `receipt,text`.
pub fn found(book: &Book<'_>, batches: &[Batch]) -> Found {
    let judged = judging::judge_all(book, batches);
    let fired = judged.judgements.into_iter().filter(|(_, one)| one.answer == Answer::Fired);
    fired.map(|(receipt, one)| format!("{receipt},{}", one.message)).collect()
}

/// Columns of a table of the masters, in force in the month, as CSV.
pub fn table(masters: &Masters, kind: FileKind, items: &[u16]) -> String {
    let mut text = String::new();
    for row in masters.relation_rows(kind, generated::first_day()) {
        let cells: Vec<&str> = items.iter().map(|&item| row.text(item)).collect();
        writeln!(text, "{}", cells.join(",")).expect("a text in memory");
    }
    text
}

/// The facts that the checks need, read once: procedures as receipt, code, bits of days, times.
pub fn lines(batches: &[Batch]) -> String {
    let mut text = String::new();
    for batch in batches {
        for receipt in 0..batch.receipts.len() {
            for (code, days, times) in procedures(batch, receipt) {
                writeln!(text, "{},{code},{days},{times}", batch.seq_of(receipt)).expect("a text in memory");
            }
        }
    }
    text
}

/// Procedures of a receipt: code, bits of days, times.
pub fn procedures(batch: &Batch, receipt: usize) -> Vec<(u32, u32, u32)> {
    let Some(of) = batch.receipts.get(receipt) else { return Vec::new() };
    let lines = of.lines.start as usize..of.lines.end as usize;
    let own = lines.filter(|&line| batch.lines[line].kind == LineKind::Procedure);
    own.map(|line| (batch.lines[line].code, batch.lines[line].days, times(batch, line))).collect()
}

fn times(batch: &Batch, line: usize) -> u32 {
    let days = batch.lines[line].days;
    if days == 0 {
        return u32::from(batch.lines[line].count.max(1));
    }
    let more = batch.day_counts.iter().filter(|more| more.line as usize == line);
    days.count_ones() + more.map(|more| u32::from(more.count).saturating_sub(1)).sum::<u32>()
}
