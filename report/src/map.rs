//! The 47 branches as tiles that lie about as the prefectures do.

use std::collections::BTreeMap;

use maud::{Markup, html};
use model::Branch;

use crate::bar::largest;

/// Column and row of each prefecture, by number: a sketch, no survey.
const TILES: [(u64, u64); 47] = [
    (13, 0),
    (13, 1),
    (13, 2),
    (13, 3),
    (12, 2),
    (12, 3),
    (13, 4),
    (13, 5),
    (12, 5),
    (11, 5),
    (11, 6),
    (13, 6),
    (12, 6),
    (12, 7),
    (12, 4),
    (10, 4),
    (9, 4),
    (8, 5),
    (11, 7),
    (10, 5),
    (9, 5),
    (10, 7),
    (10, 6),
    (8, 7),
    (8, 6),
    (7, 6),
    (7, 7),
    (6, 6),
    (9, 7),
    (8, 8),
    (5, 6),
    (4, 6),
    (5, 7),
    (4, 7),
    (3, 6),
    (5, 9),
    (5, 8),
    (4, 8),
    (4, 9),
    (1, 7),
    (0, 7),
    (0, 8),
    (1, 8),
    (2, 7),
    (2, 8),
    (1, 9),
    (0, 10),
];
const SIDE: u64 = 40;
/// So many shades there are.
const SHADES: u64 = 5;

/// A value for each branch, the larger the darker; a branch without one is blank. `label` says what is shown, for whoever
/// cannot see it.
pub fn draw(values: &BTreeMap<u8, u64>, label: &str) -> Markup {
    let most = largest(values.values().copied());
    html! {
        svg.map viewBox={ "0 0 " (14 * SIDE) " " (11 * SIDE) } role="img" aria-label=(label) {
            @for (branch, (column, row)) in Branch::all().zip(TILES) {
                @let known = branch.number().parse().ok().and_then(|number: u8| values.get(&number));
                @let shade = known.map_or(0, |value| 1 + (value * (SHADES - 1)).div_ceil(most).min(SHADES - 1));
                @let (x, y) = (column * SIDE, row * SIDE);
                g class={ "shade-" (shade) } {
                    rect x=(x + 1) y=(y + 1) width=(SIDE - 2) height=(SIDE - 2) rx="4" {}
                    text x=(x + SIDE / 2) y=(y + 17) { (branch.name()) }
                    text.value x=(x + SIDE / 2) y=(y + 32) {
                        @match known { Some(value) => (value), None => "－" }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TILES;

    #[test]
    fn no_two_tiles_lie_on_each_other() {
        let places: std::collections::BTreeSet<_> = TILES.into_iter().collect();
        assert_eq!(places.len(), TILES.len());
        assert!(TILES.iter().all(|(column, row)| *column < 14 && *row < 11));
    }
}
