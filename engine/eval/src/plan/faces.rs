//! Codes of a master that show the same face: the same values in the items that a condition reads, so it says the same of
//! all of them.
//!
//! PERF: a master has tens of thousands of codes and a flag two values; codes are sorted by their values once for all
//! rules, and a condition is asked once for each face.

use std::rc::Rc;

use fixedbitset::FixedBitSet;
use foldhash::HashMap;
use masters::{Cause, CodeId, FileKind, Lookup, Masters, Row};
use model::Date;

/// Pairs of numbers are counted in a table where there are not more than so many.
const WIDEST: usize = 1 << 20;

/// Codes by their faces.
#[derive(Debug)]
pub(super) struct Faces {
    /// The face of each code, by the code's dense number.
    of: Vec<u32>,
    /// Where the codes of each face begin among `codes`; one more than faces.
    starts: Vec<u32>,
    /// Dense numbers of codes, those of one face together.
    codes: Vec<u32>,
}

impl Faces {
    /// Sorts codes by a number that each has.
    fn new(of: Vec<u32>, faces: usize) -> Self {
        let mut starts = vec![0_u32; faces + 1];
        for &face in &of {
            starts.get_mut(face as usize + 1).into_iter().for_each(|start| *start += 1);
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let (mut next, mut codes) = (starts.clone(), vec![0; of.len()]);
        for (code, &face) in (0_u32..).zip(&of) {
            let Some(place) = next.get_mut(face as usize) else { continue };
            if let Some(slot) = codes.get_mut(*place as usize) {
                *slot = code;
            }
            *place += 1;
        }
        Self { of, starts, codes }
    }

    /// The face of a code.
    pub fn face(&self, code: CodeId) -> Option<u32> {
        self.of.get(code.0 as usize).copied()
    }

    /// The codes of each face, by their dense numbers.
    pub fn each(&self) -> impl Iterator<Item = &[u32]> {
        let places = self.starts.iter().zip(self.starts.iter().skip(1));
        places.map(|(&from, &to)| self.codes.get(from as usize..to as usize).unwrap_or_default())
    }
}

/// What a master says of a code on a day.
type Found<'a> = Result<Option<Row<'a>>, Cause>;

fn found(masters: &Masters, kind: FileKind, id: CodeId, day: Date) -> Found<'_> {
    match masters.find_id(kind, id, day) {
        Lookup::CannotTell(cause) => Err(cause),
        other => Ok(other.row()),
    }
}

/// The codes of masters on days by their faces, sorted once for all rules.
#[derive(Default)]
pub(super) struct AllFaces<'a> {
    rows: HashMap<(FileKind, Date), Rc<Vec<Option<Row<'a>>>>>,
    faces: HashMap<(FileKind, Date, Vec<u16>), Rc<Faces>>,
    changed: HashMap<(FileKind, Date, Date), Rc<FixedBitSet>>,
}

impl<'a> AllFaces<'a> {
    /// The codes of a master on a day by the values of some items; those without a row by the cause.
    pub fn of(&mut self, masters: &'a Masters, (kind, day): (FileKind, Date), items: &[u16]) -> Rc<Faces> {
        let key = (kind, day, items.to_vec());
        if let Some(known) = self.faces.get(&key) {
            return Rc::clone(known);
        }
        let faces = Rc::new(match items.split_last() {
            None => self.of_nothing(masters, (kind, day)),
            Some((&item, before)) => {
                let before = self.of(masters, (kind, day), before);
                self.split(&before, (kind, day), (item, masters.values_of(kind, item)))
            }
        });
        self.faces.insert(key, Rc::clone(&faces));
        faces
    }

    /// The codes of which a master says something else on one day than on another.
    pub fn changed(
        &mut self,
        masters: &'a Masters,
        kind: FileKind,
        (one, other): (Date, Date),
    ) -> Rc<FixedBitSet> {
        let find = || {
            let mut changed = FixedBitSet::with_capacity(masters.codes(kind).len());
            let same = |id: CodeId| found(masters, kind, id, one) == found(masters, kind, id, other);
            for (at, id) in (0..changed.len()).zip((0..).map(CodeId)) {
                changed.set(at, !same(id));
            }
            Rc::new(changed)
        };
        Rc::clone(self.changed.entry((kind, one, other)).or_insert_with(find))
    }

    /// Codes with a row, those without, and those of which the master cannot tell, by the cause.
    fn of_nothing(&mut self, masters: &'a Masters, (kind, day): (FileKind, Date)) -> Faces {
        let (mut rows, mut faces) = (Vec::new(), Vec::new());
        let mut without: Vec<Option<Cause>> = Vec::new();
        let codes = u32::try_from(masters.codes(kind).len()).unwrap_or(u32::MAX);
        for id in (0..codes).map(CodeId) {
            let found = found(masters, kind, id, day);
            rows.push(found.ok().flatten());
            let cause = match found {
                Ok(Some(_)) => {
                    faces.push(0);
                    continue;
                }
                Ok(None) => None,
                Err(cause) => Some(cause),
            };
            let known = without.iter().position(|known| *known == cause).unwrap_or_else(|| {
                without.push(cause);
                without.len() - 1
            });
            faces.push(u32::try_from(known + 1).unwrap_or(u32::MAX));
        }
        self.rows.insert((kind, day), Rc::new(rows));
        Faces::new(faces, without.len() + 1)
    }

    /// The same by one item more.
    fn split(&self, before: &Faces, of: (FileKind, Date), (item, values): (u16, usize)) -> Faces {
        let mut new = Numbers::new(before.starts.len(), values + 1);
        let none = Rc::default();
        let rows = self.rows.get(&of).unwrap_or(&none).iter();
        // Where there is no row, and where a row has no such item, there is one value: none.
        let value = |row: &Option<Row<'a>>| row.and_then(|row| row.entry(item)).map_or(0, |entry| entry + 1);
        let of = before.of.iter().zip(rows).map(|(&face, row)| new.of(face, value(row))).collect();
        Faces::new(of, new.count as usize)
    }
}

/// Small numbers for pairs of numbers, in the order in which they come.
struct Numbers {
    values: usize,
    /// By both numbers; 0 is none yet.
    table: Vec<u32>,
    /// Where there would be too many.
    map: HashMap<(u32, u32), u32>,
    count: u32,
}

impl Numbers {
    fn new(faces: usize, values: usize) -> Self {
        let all = faces.checked_mul(values).filter(|&all| all <= WIDEST);
        Self { values, table: vec![0; all.unwrap_or(0)], map: HashMap::default(), count: 0 }
    }

    fn of(&mut self, face: u32, value: u32) -> u32 {
        let place = face as usize * self.values + value as usize;
        let known = match self.table.get_mut(place) {
            Some(known) => known,
            None => self.map.entry((face, value)).or_insert(0),
        };
        if *known == 0 {
            self.count += 1;
            *known = self.count;
        }
        *known - 1
    }
}

#[cfg(test)]
mod tests {
    use super::AllFaces;
    use masters::{FileKind, Masters};
    use model::Date;

    #[test]
    fn codes_of_one_face_have_the_same_values_and_no_other_code_has() {
        let masters = Masters::starter();
        let kind = FileKind::Procedure;
        let Some(day) = Date::from_number(2024_06_10) else { return };
        let values = |code: u32, items: &[u16]| match masters.find(kind, code, day) {
            masters::Lookup::CannotTell(cause) => (Some(cause), None),
            other => {
                let row = other.row();
                (None, row.map(|row| items.iter().map(|&item| row.text(item)).collect::<Vec<_>>()))
            }
        };
        let codes = masters.codes(kind);
        let mut all = AllFaces::default();
        for items in [&[][..], &[13], &[68], &[13, 68], &[3], &[3, 85, 92]] {
            let faces = all.of(masters, (kind, day), items);
            let of_face = |members: &[u32]| {
                let mut own: Vec<_> = members
                    .iter()
                    .filter_map(|&member| codes.get(member as usize))
                    .map(|&code| values(code, items))
                    .collect();
                own.dedup();
                own
            };
            let shown: Vec<_> = faces.each().map(of_face).collect();
            assert!(shown.iter().all(|own| own.len() == 1), "one face, one value: {items:?}");
            let different = |(at, one)| !shown.iter().take(at).any(|before| before == one);
            assert!(shown.iter().enumerate().all(different), "no value has two faces: {items:?}");
            assert_eq!(faces.each().map(<[u32]>::len).sum::<usize>(), codes.len());
        }
    }
}
