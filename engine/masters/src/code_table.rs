//! From a code to its place: open addressing, built when a store is opened, never grown.

/// A hash table of places in a list of codes that its owner keeps.
#[derive(Debug, Default)]
pub struct CodeTable {
    /// Place + 1; 0 = free. A power of two, at most half full.
    slots: Vec<u32>,
    shift: u32,
}

impl CodeTable {
    /// The table of a list of different codes.
    pub fn new(codes: &[u32]) -> Self {
        let size = (codes.len() * 2).next_power_of_two().max(2);
        let mut table = Self { slots: vec![0; size], shift: 64 - size.trailing_zeros() };
        for (place, &code) in (1..).zip(codes) {
            table.insert(code, place);
        }
        table
    }

    fn insert(&mut self, code: u32, place: u32) {
        let mut at = self.home(code);
        while let Some(slot) = self.slots.get_mut(at) {
            if *slot == 0 {
                *slot = place;
                return;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// The place of a code.
    pub fn find(&self, codes: &[u32], code: u32) -> Option<u32> {
        let mut at = self.home(code);
        loop {
            let place = self.slots.get(at)?.checked_sub(1)?;
            if codes.get(place as usize) == Some(&code) {
                return Some(place);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Fibonacci hashing: codes of one chapter differ in their middle digits only, and must not crowd together.
    fn home(&self, code: u32) -> usize {
        let hash = u64::from(code).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        usize::try_from(hash >> self.shift).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::CodeTable;

    #[test]
    fn every_code_is_found_and_no_other() {
        let codes: Vec<u32> = (0..5000).map(|i| 111_000_110 + i * 10).collect();
        let table = CodeTable::new(&codes);
        for (place, &code) in (0..).zip(&codes) {
            assert_eq!(table.find(&codes, code), Some(place));
            assert_eq!(table.find(&codes, code + 1), None);
        }
        assert_eq!(CodeTable::new(&[]).find(&[], 5), None);
    }
}
