//! A dense number for every code of a month, so that a set of codes is a row of bits.

use masters::{CodeId, CodeTable, FileKind, Masters};

use super::codes::Codes;

/// The masters by whose codes things stand on receipts.
const KINDS: [FileKind; 5] =
    [FileKind::Disease, FileKind::Drug, FileKind::Material, FileKind::Comment, FileKind::Procedure];

/// Sets of fewer codes are searched.
const FEW: usize = 16;

/// Lists with less than one of so many codes of a master are looked up code by code.
const SPARSE: usize = 16;

/// The place of a code that no master knows and no rule speaks of.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// In which master a code would stand, and which of [`KINDS`] that is.
const fn kind_of(code: u32) -> (FileKind, usize) {
    let at = match code {
        0..=9_999_999 => 0,
        600_000_000..700_000_000 => 1,
        700_000_000..800_000_000 => 2,
        800_000_000..900_000_000 => 3,
        _ => 4,
    };
    let [disease, drug, material, comment, procedure] = KINDS;
    let kind = match at {
        0 => disease,
        1 => drug,
        2 => material,
        3 => comment,
        _ => procedure,
    };
    (kind, at)
}

/// In which master a code would stand.
pub(super) const fn master_by(code: u32) -> FileKind {
    kind_of(code).0
}

/// Whether no edition of any master ever had a code.
pub(super) fn is_stranger(code: u32, masters: &Masters) -> bool {
    masters.code_id(kind_of(code).0, code).is_none()
}

/// Codes by their places: those of the masters, then those that only rules speak of.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// How many codes stand before those of each master.
    before: [u32; KINDS.len()],
    known: u32,
    others: Vec<u32>,
    table: CodeTable,
}

impl Places {
    /// Adds the codes of an ascending list that stand in no master.
    pub fn add_unknown(list: &[u32], masters: &Masters, unknown: &mut Vec<u32>) {
        each_id(list, masters, |code, id| {
            if id.is_none() {
                unknown.push(code);
            }
        });
    }

    /// The places of all codes of the masters, and of `others` that stand in none.
    pub fn new(masters: &Masters, mut others: Vec<u32>) -> Self {
        let (mut before, mut known) = ([0; KINDS.len()], 0);
        for (place, kind) in before.iter_mut().zip(KINDS) {
            *place = known;
            known += u32::try_from(masters.codes(kind).len()).unwrap_or(0);
        }
        others.sort_unstable();
        others.dedup();
        let table = CodeTable::new(&others);
        Self { before, known, others, table }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.known as usize + self.others.len()
    }

    /// How many of them stand in a master; the others come behind.
    pub const fn known(&self) -> usize {
        self.known as usize
    }

    /// The place of a code; [`NOWHERE`] for one that no master and no rule knows.
    pub fn of(&self, code: u32, masters: &Masters) -> u32 {
        let (kind, at) = kind_of(code);
        self.at(code, masters.code_id(kind, code).map(|id| (at, id)))
    }

    /// The places of the codes of an ascending list.
    pub fn each(&self, list: &[u32], masters: &Masters, mut each: impl FnMut(u32, u32)) {
        each_id(list, masters, |code, id| each(code, self.at(code, id)));
    }

    fn at(&self, code: u32, known: Option<(usize, CodeId)>) -> u32 {
        match known {
            Some((at, id)) => self.before.get(at).map_or(NOWHERE, |before| before + id.0),
            None => self.table.find(&self.others, code).map_or(NOWHERE, |place| self.known + place),
        }
    }

    /// Whether no master knows the code of a place.
    pub const fn is_strange(&self, place: u32) -> bool {
        place >= self.known
    }

    /// Where the places of the codes of each master begin.
    pub fn of_masters(&self) -> impl Iterator<Item = (FileKind, u32)> {
        KINDS.into_iter().zip(self.before)
    }

    /// A set of codes by their places.
    pub fn mark(&self, codes: &Codes, masters: &Masters) -> Marked {
        let at = if codes.listed.len() < FEW {
            let mut places = Vec::with_capacity(codes.listed.len());
            self.each(&codes.listed, masters, |_, place| places.push(place));
            At::Few(places)
        } else {
            let mut bits = vec![0; self.len().div_ceil(64)];
            self.each(&codes.listed, masters, |_, place| {
                if let Some(word) = bits.get_mut(place as usize / 64) {
                    *word |= 1_u64 << (place % 64);
                }
            });
            At::Many(bits)
        };
        Marked { at, strangers_from: if codes.strangers { self.known } else { NOWHERE } }
    }
}

/// Finds each code of an ascending list: which of [`KINDS`] it stands in, and its dense number there.
///
/// PERF: lists of codes are long, and looking up each by itself was a sixth of planning; a long one is walked along its master.
fn each_id(list: &[u32], masters: &Masters, mut each: impl FnMut(u32, Option<(usize, CodeId)>)) {
    debug_assert!(list.is_sorted(), "codes ascend");
    let mut rest = list;
    while let Some(&first) = rest.first() {
        let (kind, at) = kind_of(first);
        // Codes of 診療行為 would stand before and behind those of drugs, so the first code of another kind is looked for.
        let own = rest.iter().take_while(|code| kind_of(**code).1 == at).count();
        let (run, others) = rest.split_at(own);
        rest = others;
        let known = masters.codes(kind);
        if run.len() * SPARSE < known.len() {
            run.iter().for_each(|&code| each(code, masters.code_id(kind, code).map(|id| (at, id))));
            continue;
        }
        let mut ids = (0..).map(CodeId).zip(known).peekable();
        for &code in run {
            while ids.next_if(|(_, known)| **known < code).is_some() {}
            each(code, ids.peek().filter(|(_, known)| **known == code).map(|(id, _)| (at, *id)));
        }
    }
}

/// A set of codes by their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marked {
    at: At,
    /// From which place on all codes are meant: those that no master knows, if any.
    strangers_from: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum At {
    Few(Vec<u32>),
    Many(Vec<u64>),
}

impl Marked {
    /// The codes of any of several sets.
    pub fn any_of<'s>(all: impl Iterator<Item = &'s Self>) -> Self {
        let (mut bits, mut strangers_from) = (Vec::new(), NOWHERE);
        let mut mark = |at: usize, word: u64| {
            if bits.len() <= at {
                bits.resize(at + 1, 0);
            }
            if let Some(own) = bits.get_mut(at) {
                *own |= word;
            }
        };
        for one in all {
            strangers_from = strangers_from.min(one.strangers_from);
            match &one.at {
                At::Few(places) => {
                    let known = places.iter().filter(|&&place| place != NOWHERE);
                    known.for_each(|place| mark(*place as usize / 64, 1 << (place % 64)));
                }
                At::Many(words) => words.iter().enumerate().for_each(|(at, word)| mark(at, *word)),
            }
        }
        Self { at: At::Many(bits), strangers_from }
    }

    /// Whether one of the codes of a receipt is one of them.
    pub(super) fn has_any(&self, of: &Present) -> bool {
        if self.strangers_from != NOWHERE && of.highest.is_some_and(|highest| highest >= self.strangers_from)
        {
            return true;
        }
        match &self.at {
            At::Few(places) => places.iter().any(|&place| of.has(place)),
            At::Many(bits) => of.places.iter().any(|&place| has_bit(bits, place)),
        }
    }

    /// Whether the code of a place is one of them.
    pub fn has(&self, place: u32) -> bool {
        if place >= self.strangers_from && self.strangers_from != NOWHERE {
            return true;
        }
        match &self.at {
            At::Few(places) => place != NOWHERE && places.contains(&place),
            At::Many(bits) => has_bit(bits, place),
        }
    }
}

fn has_bit(bits: &[u64], place: u32) -> bool {
    bits.get(place as usize / 64).is_some_and(|word| word >> (place % 64) & 1 != 0)
}

/// The places of the codes of one receipt, in their order and as bits.
#[derive(Debug, Default)]
pub(super) struct Present {
    places: Vec<u32>,
    highest: Option<u32>,
    bits: Vec<u64>,
}

impl Present {
    pub fn clear(&mut self) {
        for place in self.places.drain(..) {
            self.bits.get_mut(place as usize / 64).into_iter().for_each(|word| *word = 0);
        }
        self.highest = None;
    }

    pub fn push(&mut self, place: u32) {
        self.places.push(place);
        self.highest = self.highest.max(Some(place));
        // A code that nobody knows is told by the highest place alone.
        let at = place as usize / 64;
        if place != NOWHERE && self.bits.len() <= at {
            self.bits.resize(at + 1, 0);
        }
        self.bits.get_mut(at).into_iter().for_each(|word| *word |= 1 << (place % 64));
    }

    pub fn all(&self) -> &[u32] {
        &self.places
    }

    fn has(&self, place: u32) -> bool {
        has_bit(&self.bits, place)
    }
}

#[cfg(test)]
mod tests {
    use super::super::codes::Codes;
    use super::{NOWHERE, Places, Present, is_stranger};
    use masters::{FileKind, Masters};

    #[test]
    fn a_set_holds_its_codes_and_strangers_only_where_they_are_meant() {
        let masters = Masters::starter();
        let all = masters.codes(FileKind::Procedure);
        let places = Places::new(masters, vec![1, 199_999_999]);
        for listed in [all.iter().copied().step_by(2).collect::<Vec<_>>(), vec![199_999_999]] {
            let codes = Codes { listed, strangers: false };
            let marked = places.mark(&codes, masters);
            for &code in all.iter().chain(&[199_999_999, 1, 2]) {
                let place = places.of(code, masters);
                assert_eq!(marked.has(place), codes.listed.contains(&code), "{code}");
                assert_eq!(places.is_strange(place), is_stranger(code, masters), "{code}");
            }
        }
        let mut present = Present::default();
        for (from, to) in [(0, 40), (60, 200)] {
            let of: Vec<u32> = all.iter().copied().take(to).skip(from).chain([199_999_999]).collect();
            present.clear();
            of.iter().for_each(|&code| present.push(places.of(code, masters)));
            let some = |from: usize, to: usize| all.iter().copied().take(to).skip(from).collect::<Vec<_>>();
            let lists = [(some(10, 20), false), (some(30, 60), false), (vec![2], false), (vec![], true)];
            for (listed, strangers) in lists {
                let marked = places.mark(&Codes { listed, strangers }, masters);
                assert_eq!(marked.has_any(&present), present.all().iter().any(|&place| marked.has(place)));
            }
        }
        // Codes from 900,000,000 on are looked for where 診療行為 are, and drugs stand between.
        let drug = masters.codes(FileKind::Drug).first().copied();
        let listed = all.first().copied().into_iter().chain(drug).chain(900_000_001..900_000_100).collect();
        let mixed = places.mark(&Codes { listed, strangers: false }, masters);
        assert_eq!(drug.map(|code| mixed.has(places.of(code, masters))), Some(true));
        let strange = places.mark(&Codes { listed: Vec::new(), strangers: true }, masters);
        assert!(strange.has(NOWHERE) && strange.has(places.of(1, masters)));
        assert!(all.iter().all(|&code| !strange.has(places.of(code, masters))));
    }
}
