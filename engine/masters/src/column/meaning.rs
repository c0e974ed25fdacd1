//! What the values of a class mean, in both languages.

use model::Text;

/// What a value of a class means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The value without leading zeros; a `*` before it stands for any first character.
    pub value: &'static str,
    /// What it means.
    pub text: Text,
}

/// A value with its meaning in both languages.
pub(crate) const fn means(value: &'static str, ja: &'static str, en: &'static str) -> Meaning {
    Meaning { value, text: Text::new(ja, en) }
}

impl Meaning {
    pub(super) fn is_of(self, text: &str) -> bool {
        match self.value.strip_prefix('*') {
            Some(value) => {
                text.char_indices().nth(1).is_some_and(|(at, _)| text.split_at(at).1.starts_with(value))
            }
            None => !text.is_empty() && text.trim_start_matches('0') == self.value.trim_start_matches('0'),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::column::ValueType;
    use crate::kind::FileKind;

    #[test]
    fn meanings_are_found_however_the_value_is_padded() {
        let meaning = |kind: FileKind, id, text| Some(kind.layout().by_id(id)?.meaning(text)?.en);
        assert_eq!(meaning(FileKind::Procedure, "points_kind", "3"), Some("points"));
        assert_eq!(meaning(FileKind::Disease, "specific_disease", "05"), Some("specific disease management"));
        assert_eq!(meaning(FileKind::Disease, "specific_disease", "00"), Some("none"));
        assert_eq!(meaning(FileKind::Comment, "pattern", "10"), Some("free text"));
        assert_eq!(meaning(FileKind::Modifier, "class", "A8000000"), Some("suffix"));
        assert_eq!(meaning(FileKind::Modifier, "class", "部"), None);
        assert_eq!(meaning(FileKind::Procedure, "points_kind", ""), None);
        assert_eq!(meaning(FileKind::Procedure, "points_kind", "9"), None);
    }

    #[test]
    fn every_allowed_value_of_a_column_with_meanings_has_one() {
        for column in FileKind::ALL.iter().flat_map(|kind| kind.layout().columns) {
            let meant = |value: &&str| column.meaning(value).is_some();
            assert!(column.meanings.is_empty() || column.allowed.iter().all(meant), "{}", column.id);
            assert!(column.meanings.is_empty() || column.value == ValueType::Class || column.id == "class");
        }
    }
}
