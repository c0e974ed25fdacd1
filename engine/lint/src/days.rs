//! On which days an item holds, and which set a name stands for on a day.

use dsl::ast::{Body, File, Item, Set, Validity};
use model::Date;

/// The days on which an item holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Days {
    pub(crate) from: Date,
    pub(crate) until: Option<Date>,
    /// Whether its author wrote them; a set without dates is only asked whether it ever holds.
    pub(crate) written: bool,
}

impl Days {
    /// The part of a stretch that lies within the days.
    pub(crate) fn within(self, stretch: Self) -> Option<Self> {
        let from = self.from.max(stretch.from);
        let until = match (self.until, stretch.until) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        until.is_none_or(|until| from <= until).then_some(Self { from, until, written: self.written })
    }

    pub(crate) fn has(self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// The items of a file with their days; `None` for rules without any (told by the checker).
pub(crate) fn dated(file: &File) -> impl Iterator<Item = (&Item, Option<Days>)> {
    let mut common = None;
    file.items.iter().map(move |item| {
        let own = item.metadata.valid.as_ref();
        if matches!(item.body, Body::Common(_)) {
            common = own;
        }
        let days = match (&item.body, own.or(common)) {
            (Body::Parameter(_), _) | (_, None) => Days { from: Date::FIRST, until: None, written: false },
            (_, Some(entry)) => {
                let Validity { from, until, .. } = entry.node;
                Days { from, until, written: true }
            }
        };
        let rule = matches!(item.body, Body::Rule(_));
        (item, (days.written || !rule).then_some(days))
    })
}

/// The sets of a book by name.
pub(crate) struct Named<'b> {
    sets: Vec<(Days, &'b Set)>,
}

impl<'b> Named<'b> {
    pub(crate) fn of(files: &'b [File]) -> Self {
        let sets = files.iter().flat_map(dated).filter_map(|(item, days)| match &item.body {
            Body::Set(set) => Some((days?, set)),
            _ => None,
        });
        Self { sets: sets.collect() }
    }

    /// The set of a name on a day.
    pub(crate) fn on(&self, name: &str, day: Date) -> Option<&'b Set> {
        self.sets.iter().find(|(days, set)| set.name.text == name && days.has(day)).map(|(_, set)| *set)
    }
}
