//! Names receipts in the notes as they are known outside: the files that the lists were made from are gone afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Map, Value};

use crate::error::BatchError;

/// Receipts by the file they were put into and their number there: institution and number in the file that was screened.
pub(super) type Places = BTreeMap<(String, u64), (String, u64)>;

/// Rewrites `notes.jsonl` of a folder of lists.
pub(super) fn rename(lists: &Path, places: &Places) -> Result<(), BatchError> {
    let path = lists.join("notes.jsonl");
    let text = fs::read_to_string(&path).map_err(BatchError::opening(&path))?;
    let mut renamed = String::new();
    for line in text.lines() {
        let row = serde_json::from_str(line).map_err(io::Error::from).map_err(BatchError::opening(&path))?;
        renamed.push_str(&format!("{}\n", Value::Object(known(row, places))));
    }
    fs::write(&path, renamed).map_err(BatchError::writing(&path))
}

fn known(mut row: Map<String, Value>, places: &Places) -> Map<String, Value> {
    let Some(Value::String(file)) = row.get("file") else { return row };
    let place = row.get("seq").and_then(Value::as_u64).and_then(|seq| places.get(&(file.clone(), seq)));
    let Some((institution, seq)) = place else { return row };
    row.insert("seq".to_owned(), (*seq).into());
    row.insert("institution".to_owned(), institution.clone().into());
    row.remove("file");
    row
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at a surprise")]
    use super::{Places, rename};

    #[test]
    fn a_receipt_that_was_left_out_is_named_as_it_was_screened() {
        let folder = tempfile::tempdir().unwrap();
        let notes = folder.path().join("notes.jsonl");
        let rows = concat!(
            "{\"file\":\"work/1.UKE\",\"seq\":2,\"list\":\"zogn\",\"why\":\"no-number\"}\n",
            "{\"output\":\"a.csv\",\"line\":3,\"item\":17,\"column\":\"事由\",\"note\":\"shortened\",\"n\":250}\n",
        );
        std::fs::write(&notes, rows).unwrap();
        let places = Places::from([(("work/1.UKE".to_owned(), 2), ("131310009".to_owned(), 4711))]);
        rename(folder.path(), &places).unwrap();
        let told = std::fs::read_to_string(&notes).unwrap();
        let rows: Vec<serde_json::Value> =
            told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(rows[0]["institution"], "131310009");
        assert_eq!((rows[0]["seq"].as_u64(), rows[0].get("file")), (Some(4711), None));
        assert_eq!(rows[1]["n"], 250, "what was fitted names its list");
    }
}
