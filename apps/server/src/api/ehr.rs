//! One receipt as JSON, as programs that keep records send it: turned into the bytes of a claim file of that receipt.
//!
//! A record is a list of its items in order, the two letters first, or an object with the names that the specification
//! gives them (docs/records.md); items of a run take their number at the end (`日の情報3`). Values are written as they
//! are, so that the checks say what is wrong with them; only what would break the file is refused here.

mod shape;

use std::collections::BTreeMap;

use encoding_rs::SHIFT_JIS;
use model::RecordId;
use receipt::RecordKind;
use receipt::layout::Field;
use receipt::write::{RecordWriter, WriteOptions};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::history::Before;
use crate::web::object::objects_or_null;
use crate::web::{Code, Problem};

/// The most records of a receipt.
const MOST: usize = 20_000;
/// The most earlier receipts: a year of them, to both agencies, in and out.
const MOST_EARLIER: usize = 48;

/// One receipt: IR, RE and so on, in the order of a claim file. A missing GO is made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptIn {
    /// Its records.
    pub records: Vec<RecordIn>,
    /// 同じ患者の前の月（と同じ月の別）のレセプト。縦覧・横覧の点検に使う。書けば、保管しているレセプトの代わりにこれだけを使う。
    #[serde(default, deserialize_with = "objects_or_null")]
    pub history: Option<Vec<EarlierIn>>,
}

/// 前のレセプト一件。IRがなければ、点検するレセプトのIRの医療機関のものとする。
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierIn {
    /// Its records.
    pub records: Vec<RecordIn>,
}

/// A record: its items in order, or by name.
#[derive(Debug, ToSchema)]
#[serde(untagged)]
pub enum RecordIn {
    /// The two letters, then items 2 and following.
    List(Vec<Value>),
    /// `record` and items by name.
    Named(BTreeMap<String, Value>),
}

/// A value.
#[derive(Debug, ToSchema)]
#[serde(untagged)]
pub enum Value {
    /// Blank.
    Blank(()),
    /// A whole number.
    Number(i64),
    /// A text, as the claim file has it.
    Text(String),
}

impl Value {
    fn text(&self) -> String {
        match self {
            Self::Blank(()) => String::new(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// A record whose items are known by their numbers.
struct Read {
    kind: RecordKind,
    items: Vec<(u8, Vec<u8>)>,
}

impl ReceiptIn {
    /// The claim file of this receipt alone.
    ///
    /// # Errors
    /// A record or an item that there is none of, or a value that cannot stand in a claim file; never the value itself.
    pub fn bytes(&self) -> Result<Vec<u8>, Problem> {
        written(all_of(&self.records)?)
    }

    /// The claim files of the earlier receipts, each alone, by name; `None` when nothing is said of earlier ones.
    ///
    /// # Errors
    /// As of the receipt itself; the earlier receipt is named by its place.
    pub fn earlier(&self) -> Result<Option<Vec<Before>>, Problem> {
        let Some(history) = &self.history else { return Ok(None) };
        if history.len() > MOST_EARLIER {
            return Err(Problem::new(
                Code::Malformed,
                format!("history は{MOST_EARLIER}件までです"),
                format!("history has at most {MOST_EARLIER} receipts"),
            ));
        }
        let institution = || all_of(self.records.get(..1).unwrap_or_default());
        let file = |(at, one): (usize, &EarlierIn)| {
            let mut records = all_of(&one.records)?;
            if records.first().is_none_or(|first| first.kind != RecordKind::Ir) {
                let own = institution()?.into_iter().filter(|record| record.kind == RecordKind::Ir);
                records.splice(0..0, own);
            }
            Ok(Before { name: format!("history/{}", at + 1), bytes: written(records)? })
        };
        let named = |(at, one)| file((at, one)).map_err(|problem: Problem| within(at + 1, problem));
        history.iter().enumerate().map(named).collect::<Result<_, _>>().map(Some)
    }
}

/// A problem of an earlier receipt.
fn within(at: usize, problem: Problem) -> Problem {
    Problem {
        detail: format!("history の{at}番目の {}", problem.detail),
        detail_en: format!("history, receipt {at}: {}", problem.detail_en),
        ..problem
    }
}

/// Records whose items are known by their numbers.
fn all_of(records: &[RecordIn]) -> Result<Vec<Read>, Problem> {
    if records.len() > MOST {
        return Err(wrong(0, "レコードが多すぎます", "too many records"));
    }
    records.iter().enumerate().map(|(at, record)| read(at + 1, record)).collect()
}

/// The claim file of records; a missing GO is made.
fn written(mut records: Vec<Read>) -> Result<Vec<u8>, Problem> {
    if !records.iter().any(|record| record.kind == RecordKind::Go) {
        records.push(summary(&records));
    }
    let mut bytes = Vec::new();
    let mut writer = RecordWriter::new(&mut bytes, WriteOptions::STANDARD);
    for (at, record) in records.iter().enumerate() {
        let mut line = writer.record(record.kind);
        for (item, value) in &record.items {
            line.raw(*item, value);
        }
        line.end().map_err(|_| wrong(at + 1, "項目の順序が正しくありません", "items are out of order"))?;
    }
    writer.end_of_file();
    Ok(bytes)
}

/// GO of one receipt: its count, and the points of its first payer.
fn summary(records: &[Read]) -> Read {
    let payer = records.iter().find(|record| matches!(record.kind, RecordKind::Ho | RecordKind::Ko));
    let points = payer.and_then(|payer| {
        let item = item_of(payer.kind, "合計点数")?;
        payer.items.iter().find(|(of, _)| *of == item).map(|(_, value)| value.clone())
    });
    let items = [
        ("総件数", b"1".to_vec()),
        ("総合計点数", points.unwrap_or_default()),
        ("マルチボリューム識別情報", b"00".to_vec()),
    ];
    let items = items.into_iter().filter_map(|(name, value)| Some((item_of(RecordKind::Go, name)?, value)));
    Read { kind: RecordKind::Go, items: items.collect() }
}

fn read(at: usize, record: &RecordIn) -> Result<Read, Problem> {
    let (letters, items) = match record {
        RecordIn::List(values) => {
            let items = values.iter().enumerate().skip(1);
            let number =
                |of: usize| u8::try_from(of + 1).map_err(|_| wrong(at, "項目が多すぎます", "too many items"));
            let items = items.map(|(of, value)| Ok((number(of)?, value.text())));
            (values.first().map(Value::text), items.collect::<Result<Vec<_>, Problem>>()?)
        }
        RecordIn::Named(values) => {
            let letters = values.get("record").map(Value::text);
            let kind = kind_of(at, letters.as_deref())?;
            let mut items = values
                .iter()
                .filter(|(name, _)| *name != "record")
                .map(|(name, value)| {
                    Ok((item_of(kind, name).ok_or_else(|| no_item(at, kind))?, value.text()))
                })
                .collect::<Result<Vec<_>, Problem>>()?;
            items.sort_by_key(|(item, _)| *item);
            (letters, items)
        }
    };
    let kind = kind_of(at, letters.as_deref())?;
    let most = kind.layout().fields().count() + 1;
    let items = items.into_iter().filter(|(_, text)| !text.is_empty());
    let items = items.map(|(item, text)| {
        if usize::from(item) > most {
            return Err(wrong(at, "項目が多すぎます", "too many items"));
        }
        Ok((item, encoded(at, item, &text)?))
    });
    Ok(Read { kind, items: items.collect::<Result<_, Problem>>()? })
}

fn kind_of(at: usize, letters: Option<&str>) -> Result<RecordKind, Problem> {
    let id = match letters.map(str::as_bytes) {
        Some(&[a, b]) => RecordKind::from_id(RecordId([a, b])),
        _ => None,
    };
    id.ok_or_else(|| {
        wrong(at, "レコード識別情報（IR、RE など）が正しくありません", "there is no such record")
    })
}

/// The number of an item by its name; items of a run have their place behind it.
fn item_of(kind: RecordKind, name: &str) -> Option<u8> {
    let is = |(field, place): (&Field, Option<u8>)| match place {
        None => field.name == name,
        Some(place) => name.strip_prefix(field.name).is_some_and(|rest| rest == place.to_string()),
    };
    let at = kind.layout().fields().position(is)?;
    u8::try_from(at + 2).ok()
}

/// A value as the file has it: CP932, and nothing that would end an item or a line.
fn encoded(at: usize, item: u8, text: &str) -> Result<Vec<u8>, Problem> {
    if text.chars().any(|c| c == ',' || c.is_control()) {
        return Err(in_item(at, item, "カンマや改行は使えません", "commas and line ends cannot stand in it"));
    }
    let (bytes, _, unmappable) = SHIFT_JIS.encode(text);
    if unmappable {
        return Err(in_item(
            at,
            item,
            "シフトJISにない文字があります",
            "it has a character that Shift_JIS lacks",
        ));
    }
    Ok(bytes.into_owned())
}

fn wrong(at: usize, ja: &str, en: &str) -> Problem {
    Problem::new(Code::Malformed, format!("records の{at}番目: {ja}"), format!("record {at}: {en}"))
}

fn in_item(at: usize, item: u8, ja: &str, en: &str) -> Problem {
    wrong(at, &format!("項目{item}: {ja}"), &format!("item {item}: {en}"))
}

fn no_item(at: usize, kind: RecordKind) -> Problem {
    let id = kind.id();
    wrong(at, &format!("{id}レコードにない項目名があります"), &format!("{id} has no item of such a name"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test panics")]

    use super::ReceiptIn;

    fn bytes(json: &str) -> Result<Vec<u8>, super::Problem> {
        serde_json::from_str::<ReceiptIn>(json).unwrap().bytes()
    }

    #[test]
    fn lists_and_names_give_the_same_file() {
        let list = r#"{"records":[["HO","06134019","１３０１","３２１２９",1,351],["SI","11",1,"111000110",null,291,1,"","","","","","","",1]]}"#;
        let named = r#"{"records":[
            {"record":"HO","保険者番号":"06134019","被保険者証（手帳）等の記号":"１３０１","被保険者証（手帳）等の番号":"３２１２９","診療実日数":1,"合計点数":351},
            {"record":"SI","診療識別":"11","負担区分":1,"診療行為コード":"111000110","点数":291,"回数":1,"日の情報2":1}]}"#;
        let (list, named) = (bytes(list).unwrap(), bytes(named).unwrap());
        assert_eq!(String::from_utf8_lossy(&list), String::from_utf8_lossy(&named));
        let end: &[u8] = b"\r\nGO,1,351,00\r\n\x1A";
        assert!(list.ends_with(end), "{}", String::from_utf8_lossy(&list));
    }

    #[test]
    fn earlier_receipts_are_files_of_the_same_institution_unless_they_say_another() {
        let json = r#"{"records":[["IR",1,13,1,"1000009",null,null,"202408","00"],["RE",1,1112,202407]],
            "history":[{"records":[["RE",1,1112,202406]]},
                       {"records":[["IR",1,13,1,"1000017",null,null,"202407","00"],["RE",1,1112,202406]]}]}"#;
        let read: ReceiptIn = serde_json::from_str(json).unwrap();
        let files = read.earlier().unwrap().unwrap();
        let text = |at: usize| String::from_utf8_lossy(&files.get(at).unwrap().bytes).into_owned();
        assert!(text(0).starts_with("IR,1,13,1,1000009,"), "{}", text(0));
        assert!(text(0).contains("\r\nRE,1,1112,202406") && text(1).starts_with("IR,1,13,1,1000017,"));
        assert_eq!(files.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["history/1", "history/2"]);
        let none: ReceiptIn = serde_json::from_str(r#"{"records":[]}"#).unwrap();
        assert!(none.earlier().unwrap().is_none());
        let wrong = r#"{"records":[],"history":[{"records":[["RE",1]]},{"records":[["RE",1,"秘,密"]]}]}"#;
        let problem = serde_json::from_str::<ReceiptIn>(wrong).unwrap().earlier().unwrap_err();
        assert!(problem.detail.starts_with("history の2番目の records の1番目"), "{}", problem.detail);
        assert!(!problem.detail.contains("秘"));
    }

    #[test]
    fn what_would_break_the_file_is_refused_without_its_value() {
        for json in [
            r#"{"records":[["XX"]]}"#,
            r#"{"records":[[]]}"#,
            r#"{"records":[{"record":"SI","秘密":"1"}]}"#,
            r#"{"records":[["RE",1,"秘,密"]]}"#,
            r#"{"records":[["RE",1,"秘密\r\nRE"]]}"#,
            r#"{"records":[["RE",1,"秘密😀"]]}"#,
            r#"{"records":[["GO",1,2,3,4,5,6]]}"#,
        ] {
            let problem = bytes(json).unwrap_err();
            assert!(!problem.detail.contains("秘密"), "{}", problem.detail);
        }
    }
}
