//! The import of official files: any bytes are taken or refused with a reason, and what is taken can be asked.

use masters::{FileKind, Refusal, Row, SourceSet, build, read};
use model::{Date, Lang};

/// Tries one file; its first byte says under which name it comes.
pub fn run(data: &[u8]) {
    let Some((&pick, file)) = data.split_first() else { return };
    let Some(kind) = FileKind::from_index(usize::from(pick) % FileKind::ALL.len()) else { return };
    let name = format!("{}.csv", kind.file_name());
    let source = match read(&name, file, None) {
        Ok(source) => source,
        Err(refusal) => {
            assert!(!refusal.message(Lang::Ja).is_empty());
            if let Refusal::Broken { problems, total, .. } = refusal {
                assert!(!problems.is_empty() && problems.len() <= total);
                problems.iter().for_each(|problem| assert!(!problem.message(Lang::En).is_empty()));
            }
            return;
        }
    };
    let (kind, rows) = (source.kind(), source.rows());
    let mut set = SourceSet::default();
    assert!(set.add(source.clone()) && !set.add(source), "the same bytes count once");
    let (masters, _) = build(&set);
    let codes: Vec<u32> = masters.all_codes(kind).map(|(_, code)| code).collect();
    assert!(codes.len() <= rows && codes.is_sorted());
    for &code in &codes {
        for (_, answer) in masters.history(kind, code) {
            answer.row().into_iter().for_each(readable);
        }
        assert!(masters.near_codes(kind, code, 3).len() <= 3);
    }
    let days = [1990_04_01, 2020_04_01, 2024_06_01, 2026_06_01, 9999_12_31];
    for day in days.into_iter().filter_map(Date::from_number) {
        assert!(masters.codes_in_force(kind, day).all(|(code, _)| codes.contains(&code)));
    }
    assert_eq!(masters.sources().len(), 1);
}

/// Every item of a row can be asked in every way.
fn readable(row: Row<'_>) {
    for (column, text) in row.items() {
        assert_eq!(row.text(column.item), text);
        let (value, number) = (row.value(column.item), row.number(column.item));
        assert!(number.is_none() || value.is_some());
        assert!(row.date(column.item).is_none_or(|date| i64::from(date.number()) == value.unwrap_or(0)));
    }
}

#[cfg(test)]
mod tests {
    use masters::{FileKind, read};

    /// A seed that is refused would leave most of the importer untried.
    #[test]
    fn seeds_are_taken_for_what_they_are() {
        for (name, seed) in crate::seeds::tables() {
            let kind = FileKind::from_slug(&name).unwrap();
            let taken = read(&format!("{}.csv", kind.file_name()), &seed[1..], None);
            assert_eq!(taken.map(|source| (source.kind(), source.rows())), Ok((kind, 3)), "{name}");
        }
    }
}
