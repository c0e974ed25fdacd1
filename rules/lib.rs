//! The rule book of this repository, inside the programs: they judge by it when no other is named.

/// A file of the book.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Where it stands under rules/.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
}

impl AsRef<str> for File {
    fn as_ref(&self) -> &str {
        self.text
    }
}

/// All of them, in the order of their paths.
pub static FILES: &[File] = &include!(concat!(env!("OUT_DIR"), "/files.rs"));

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn the_book_is_there() {
        assert!(FILES.iter().any(|file| file.path == "medical/visits.rule"));
        assert!(FILES.iter().all(|file| !file.text.is_empty()));
    }
}
