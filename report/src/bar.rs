//! Bars, drawn beside the numbers that they show: whoever cannot see them loses nothing.

use maud::{Markup, html};

/// The width of a full bar.
const FULL: u64 = 1000;

/// Parts of a bar one after the other, each with its class; `whole` is the full width.
pub fn bar(parts: &[(&str, u64)], whole: u64) -> Markup {
    let mut end = 0;
    let placed: Vec<(&str, u64, u64)> = parts
        .iter()
        .map(|&(class, value)| {
            let start = end;
            end += value;
            (class, scaled(start, whole), scaled(end, whole))
        })
        // What is there is seen, however little.
        .map(|(class, from, to)| (class, from, if to == from { to + 3 } else { to }))
        .collect();
    html! {
        svg.bar viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            @for ((class, from, to), (_, value)) in placed.iter().zip(parts) {
                @if *value > 0 {
                    rect class=(class) x=(from) y="0" width=(to - from) height="10" {}
                }
            }
        }
    }
}

/// A share against a goal, both in hundredths of a per cent; `scale` is the full width.
pub fn meter(share: u64, goal: u64, reached: bool, scale: u64) -> Markup {
    let goal = scaled(goal, scale);
    html! {
        svg.meter viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.track x="0" y="3" width="1000" height="8" {}
            rect class=(if reached { "good" } else { "short" }) x="0" y="3" width=(scaled(share, scale)) height="8" {}
            rect.goal x=(goal.saturating_sub(3)) y="0" width="6" height="14" {}
        }
    }
}

/// A value on a scale of which `whole` is the full width.
fn scaled(value: u64, whole: u64) -> u64 {
    let wide = (u128::from(value.min(whole)) * u128::from(FULL)).checked_div(u128::from(whole)).unwrap_or(0);
    u64::try_from(wide).unwrap_or(FULL)
}

/// The largest of some values, one at least: the full width of bars that are compared.
pub fn largest(values: impl Iterator<Item = u64>) -> u64 {
    values.max().unwrap_or(0).max(1)
}
