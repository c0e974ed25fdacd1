//! A course over months, drawn on the server: a picture beside the table that has its numbers.

use maud::{Markup, html};

const WIDTH: usize = 640;
const HEIGHT: u64 = 170;
const LEFT: usize = 44;
const TOP: u64 = 12;
/// The height of 100 %.
const TALL: u64 = 120;

/// Shares (hundredths of a per cent) by month, the oldest first; where there is none the line is broken. `label` says what
/// is shown, for whoever cannot see it.
pub fn course(points: &[(String, Option<u64>)], label: &str) -> Markup {
    let placed: Vec<(usize, u64)> = points
        .iter()
        .enumerate()
        .filter_map(|(at, (_, share))| Some((across(at, points.len()), high((*share)?))))
        .collect();
    html! {
        svg.course viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(label) {
            @for percent in [0_u64, 25, 50, 75, 100] {
                @let y = high(percent * 100);
                line.grid x1=(LEFT) x2=(WIDTH - 8) y1=(y) y2=(y) {}
                text x="0" y=(y + 4) { (percent) "%" }
            }
            @for run in runs(points) {
                polyline.line-of points=(run) {}
            }
            @for (x, y) in placed { circle.dot cx=(x) cy=(y) r="4" {} }
            @for (at, (name, _)) in points.iter().enumerate() {
                text x=(across(at, points.len()).saturating_sub(22)) y=(HEIGHT - 8) { (name) }
            }
        }
    }
}

/// Months in a row that have a share each, as points of a line.
fn runs(points: &[(String, Option<u64>)]) -> Vec<String> {
    let (mut runs, mut run) = (Vec::new(), Vec::new());
    for (at, (_, share)) in points.iter().enumerate() {
        match share {
            Some(share) => run.push(format!("{},{}", across(at, points.len()), high(*share))),
            None => runs.push(std::mem::take(&mut run)),
        }
    }
    runs.push(run);
    runs.iter().filter(|run| run.len() > 1).map(|run| run.join(" ")).collect()
}

const fn across(at: usize, of: usize) -> usize {
    let wide = WIDTH - LEFT - 60;
    let steps = if of > 1 { of - 1 } else { 1 };
    LEFT + 30 + wide * at / steps
}

fn high(share: u64) -> u64 {
    TOP + TALL - share.min(10_000) * TALL / 10_000
}

#[cfg(test)]
mod tests {
    use super::{high, runs};

    #[test]
    fn a_month_without_a_share_breaks_the_line() {
        let point = |share| (String::new(), share);
        let points = [Some(0), Some(10_000), None, Some(5_000), None, Some(1), Some(2)].map(point);
        assert_eq!(runs(&points).len(), 2, "a month alone is a dot and no line");
        assert_eq!((high(0), high(10_000), high(20_000)), (132, 12, 12));
    }
}
