//! What two judgements of one verdict change together, and what one day says of another.

use model::{Effect, Points, Share};

use super::{echo, join};

fn share(line: u64, day: u8, times: u16) -> Share {
    Share { line, day, times }
}

fn falls(shares: &[Share], among: &[Share]) -> Effect {
    Effect::Falls { shares: shares.to_vec(), among: among.to_vec() }
}

/// The two joined; `None` when they contradict each other, which a person decides.
fn joined(one: &Effect, other: &Effect) -> Option<Effect> {
    let mut known = one.clone();
    join(&mut known, other).then_some(known)
}

/// One line that falls for two reasons falls once, as often as the greater of them says.
#[test]
fn what_falls_twice_falls_as_often_as_the_greater_says() {
    let one = falls(&[share(6, 1, 1), share(7, 1, 2)], &[]);
    let other = falls(&[share(6, 2, 1), share(6, 1, 3), share(7, 1, 1)], &[]);
    let both = falls(&[share(6, 1, 3), share(6, 2, 1), share(7, 1, 2)], &[]);
    assert_eq!(joined(&one, &other), Some(both));
}

/// What was counted among other lines is another count: together they would take more than either allows.
#[test]
fn counts_of_different_lines_are_not_one_count() {
    let [a, b] = [share(6, 1, 1), share(6, 2, 1)];
    assert_eq!(joined(&falls(&[a], &[a, b]), &falls(&[b], &[a, b])), Some(falls(&[a, b], &[a, b])));
    assert_eq!(joined(&falls(&[a], &[a, b]), &falls(&[b], &[b])), None);
}

#[test]
fn points_are_joined_where_they_are_the_same() {
    let [a, b] = [share(6, 1, 1), share(6, 2, 1)];
    let set = |shares: &[Share], points| Effect::Corrects(shares.to_vec(), Points(points));
    assert_eq!(joined(&set(&[b], 40), &set(&[a], 40)), Some(set(&[a, b], 40)));
    assert_eq!(joined(&set(&[b], 40), &set(&[a], 30)), None);
}

/// A limit holds for its own group: two groups are not one group with their limit, nor is one group with two limits.
#[test]
fn a_limit_is_joined_with_itself_alone() {
    let [a, b] = [share(6, 1, 1), share(6, 2, 1)];
    let cap = |shares: &[Share], most| Effect::Caps(shares.to_vec(), Points(most));
    assert_eq!(joined(&cap(&[a], 40), &cap(&[a], 40)), Some(cap(&[a], 40)));
    assert_eq!(
        (joined(&cap(&[a], 40), &cap(&[b], 40)), joined(&cap(&[a], 40), &cap(&[a], 30))),
        (None, None)
    );
}

#[test]
fn what_changes_in_different_ways_is_not_joined() {
    let a = vec![share(6, 1, 1)];
    let all = [
        Effect::None,
        falls(&a, &[]),
        Effect::Corrects(a.clone(), Points(40)),
        Effect::Caps(a.clone(), Points(40)),
        Effect::Replaces(a),
    ];
    for (at, one) in all.iter().enumerate() {
        for (to, other) in all.iter().enumerate() {
            assert_eq!(joined(one, other), (at == to).then(|| one.clone()), "{one:?} and {other:?}");
        }
    }
    let two = Effect::Replaces(vec![share(6, 1, 1), share(6, 2, 1)]);
    assert_eq!(
        joined(&Effect::Replaces(vec![share(6, 1, 1)]), &Effect::Replaces(vec![share(6, 2, 1)])),
        Some(two)
    );
}

/// Two days that look alike are judged once: what is said of one holds for the other, and nothing for a third.
#[test]
fn a_day_like_another_says_the_same() {
    let echoed = |effect: Effect, lines: Option<&[u64]>| {
        let mut effect = effect;
        echo(&mut effect, lines, 3, 5);
        effect
    };
    let told = [share(6, 3, 2), share(7, 5, 1), share(8, 9, 1)];
    let both = [share(6, 3, 2), share(6, 5, 2), share(7, 3, 1), share(7, 5, 1), share(8, 9, 1)];
    assert_eq!(echoed(falls(&told, &told[..1]), None), falls(&both, &both[..2]));
    assert_eq!(echoed(Effect::Caps(told.to_vec(), Points(1)), None), Effect::Caps(both.to_vec(), Points(1)));
    let of_six = [share(6, 3, 2), share(6, 5, 2), share(7, 5, 1), share(8, 9, 1)];
    assert_eq!(echoed(Effect::Replaces(told.to_vec()), Some(&[6])), Effect::Replaces(of_six.to_vec()));
    // Said of both already: nothing is said twice.
    assert_eq!(echoed(falls(&both, &[]), None), falls(&both, &[]));
}
