//! Codes that a group joins: a rule that asks for two codes of the same group is refused where no two codes of a receipt share
//! one (`joined/find.rs` finds the groups when the month is planned).
//!
//! 包括 is told so: 補助マスターテーブル names the groups of a code, 包括・被包括テーブル the codes of a group. As pairs of codes
//! that would be many times the rows of both; by groups it is no more than they are.

mod find;
pub(super) mod missing;

use masters::Masters;

use super::codes::Codes;
use super::places::{Marked, Places};
use super::sheet::{Sheet, Standing};

/// A code, or its place, and the number of a group.
type Member = (u32, u32);

/// What must be joined, before the codes have their places.
pub(super) struct Draft {
    sides: [Named; 2],
    /// Whether both must stand on one day.
    on_one_day: bool,
    /// Whether they must be two codes.
    are_two: bool,
}

/// The codes of one side.
#[derive(Default)]
struct Named {
    /// With the groups that they name, ascending.
    members: Vec<Member>,
    /// Codes of which nobody can tell what they name: any group, perhaps. None of them is among the members.
    any: Vec<u32>,
    /// Whether codes that no master knows are such codes, too.
    strangers: bool,
}

impl Named {
    fn codes(&self) -> impl Iterator<Item = u32> {
        self.members.iter().map(|member| member.0).chain(self.any.iter().copied())
    }

    fn placed(&self, places: &Places, masters: &Masters) -> Side {
        let mut listed: Vec<u32> = self.codes().collect();
        listed.sort_unstable();
        listed.dedup();
        let mut members = self.members.clone();
        members.iter_mut().for_each(|member| member.0 = places.of(member.0, masters));
        members.sort_unstable();
        Side { codes: places.mark(&Codes { listed, strangers: self.strangers }, masters), members }
    }
}

/// The groups of the codes of a month, by the places of the codes.
#[derive(Debug)]
pub(crate) struct Joined {
    sides: [Side; 2],
    on_one_day: bool,
    are_two: bool,
}

#[derive(Debug)]
struct Side {
    codes: Marked,
    /// Ascending.
    members: Vec<Member>,
}

impl Draft {
    /// The codes of which it speaks.
    pub fn codes(&self) -> impl Iterator<Item = u32> {
        self.sides.iter().flat_map(Named::codes)
    }

    pub fn placed(&self, places: &Places, masters: &Masters) -> Joined {
        let sides = self.sides.each_ref().map(|side| side.placed(places, masters));
        Joined { sides, on_one_day: self.on_one_day, are_two: self.are_two }
    }
}

impl Joined {
    /// How many codes name groups on either side.
    pub fn sizes(&self) -> [usize; 2] {
        self.sides.each_ref().map(Side::size)
    }

    /// Whether no two codes of a receipt share a group.
    pub fn finds_nothing(&self, sheet: &Sheet) -> bool {
        // A code that cannot be read may be any code.
        if sheet.holds(0) {
            return false;
        }
        let [first, second] = &self.sides;
        let shares = |one: Standing| {
            let groups = first.of(one.place);
            second.on(sheet).any(|other| {
                (!self.are_two || one.place != other.place)
                    && (!self.on_one_day || one.days & other.days != 0)
                    && (groups.is_empty() || second.may_have(other, groups))
            })
        };
        !first.on(sheet).any(shares)
    }
}

impl Side {
    /// How many codes name groups.
    fn size(&self) -> usize {
        self.members.chunk_by(|one, other| one.0 == other.0).count()
    }

    /// The codes of a receipt that stand here; those of which no group is known may name any.
    fn on(&self, sheet: &Sheet) -> impl Iterator<Item = Standing> {
        sheet.standing().filter(|one| self.codes.has(one.place))
    }

    fn of(&self, place: u32) -> &[Member] {
        let from = self.members.partition_point(|member| member.0 < place);
        let own = self.members.get(from..).unwrap_or_default();
        let len = own.iter().take_while(|member| member.0 == place).count();
        own.get(..len).unwrap_or_default()
    }

    /// Whether a code names one of some groups.
    fn may_have(&self, one: Standing, groups: &[Member]) -> bool {
        let own = self.of(one.place);
        own.is_empty() || own.iter().any(|(_, group)| groups.iter().any(|(_, of)| of == group))
    }
}
