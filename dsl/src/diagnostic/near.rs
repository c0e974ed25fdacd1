//! Near names: what somebody may have meant.

/// Names that differ from what was written by little, nearest first, at most three.
pub fn near<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = written.chars().count();
    let allowed = match length {
        0 | 1 => return Vec::new(),
        2 | 3 => 1,
        4..=8 => 2,
        _ => length / 3,
    };
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter(|name| *name != written)
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|(distance, name)| *distance <= allowed && *distance < name.chars().count())
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn one_letter_off_is_near_and_another_word_is_not() {
        let known = ["初診料", "再診料", "外来診療料", "procedure"];
        assert_eq!(near("初診科", known), ["初診料"]);
        assert_eq!(near("procedrue", known), ["procedure"]);
        assert_eq!(near("手術料一式", known), Vec::<&str>::new());
        assert_eq!(near("初", known), Vec::<&str>::new());
    }
}
