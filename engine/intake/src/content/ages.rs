//! Ages against procedures and materials.
//!
//! SPEC: マスターファイル仕様説明書（令和6年度版）３（７） items 41 and 42, ３（５） items 15 and 16: the age is at least the
//! lower limit and below the upper one; letters: AA 28 days, AE 90 days, B3 B6 BF BK the 1st of the month after 3, 6, 15
//! and 20 are reached, MG 未就学. Ages count completed years on the day of service.

use masters::{Lookup, Material, Procedure};
use model::{Date, Lang};

use super::Outcome;
use super::case::{Case, LineItem};
use super::rules;

/// Checks procedures and materials with limits.
pub fn check(case: &Case<'_>, outcome: &mut Outcome) {
    let Some(birth) = case.receipt.receipt.birth.filter(|&birth| birth <= case.month.last()) else { return };
    for line in &case.lines {
        let ((low, high, name), row, items) = match &line.item {
            LineItem::Procedure(Lookup::InForce(procedure)) => {
                (limits(*procedure), procedure.row(), [41, 42])
            }
            LineItem::Material(Lookup::InForce(material)) => {
                (limits_of_material(*material), material.row(), [15, 16])
            }
            _ => continue,
        };
        if low == "00" && high == "00" {
            continue;
        }
        let days = case.days(line);
        let (first, last) = span(case, days);
        let below = reached(birth, low).is_some_and(|from| last < from);
        let above = reached(birth, high).is_some_and(|until| first >= until);
        if below || above {
            let fill = bounds(low, high, case.config.lang);
            case.tell(outcome, &rules::AGE_LIMIT, vec![case.subject(line)], days, [name, &fill]);
            case.rests_on(outcome, row, &items);
        }
    }
    case.procedures_untold(outcome, &rules::AGE_LIMIT);
}

const fn none_if_blank(limit: &str) -> &str {
    if limit.is_empty() { "00" } else { limit }
}

fn limits(procedure: Procedure<'_>) -> (&str, &str, &str) {
    (none_if_blank(procedure.age_low()), none_if_blank(procedure.age_high()), procedure.short_name())
}

fn limits_of_material(material: Material<'_>) -> (&str, &str, &str) {
    (none_if_blank(material.age_low()), none_if_blank(material.age_high()), material.short_name())
}

/// The first and the last day on which the line may have been given: all of them must be outside to be told.
fn span(case: &Case<'_>, days: u32) -> (Date, Date) {
    let day = |bit: u32| case.month.day(bit + 1);
    let known = (days != 0).then(|| day(days.trailing_zeros()).zip(day(31 - days.leading_zeros()))).flatten();
    known.unwrap_or((case.month.first(), case.month.last()))
}

/// The day on which a limit is reached; `None` when there is no limit.
pub fn reached(birth: Date, limit: &str) -> Option<Date> {
    match limit {
        "00" => None,
        "AA" => birth.plus_days(28),
        "AE" => birth.plus_days(90),
        "B3" => month_after(birth, 3),
        "B6" => month_after(birth, 6),
        "BF" => month_after(birth, 15),
        "BK" => month_after(birth, 20),
        "MG" => school(birth),
        years => birthday(birth, years.parse().ok()?),
    }
}

/// The day on which so many years are completed, as `Date::age_on` counts (29 February: 1 March).
fn birthday(birth: Date, years: u32) -> Option<Date> {
    let year = birth.year() + years;
    Date::new(year, birth.month_of_year(), birth.day()).or_else(|| Date::new(year, 3, 1))
}

/// The 1st of the month after the day on which an age is reached, which is the day before the birthday.
fn month_after(birth: Date, years: u32) -> Option<Date> {
    let reached = birthday(birth, years)?.plus_days(-1)?;
    Some(reached.month().plus(1)?.first())
}

/// The 1st of April on which school begins: the first one after the day on which six is reached.
fn school(birth: Date) -> Option<Date> {
    let reached = birthday(birth, 6)?.plus_days(-1)?;
    let april = Date::new(reached.year(), 4, 1)?;
    if april > reached { Some(april) } else { Date::new(reached.year() + 1, 4, 1) }
}

/// The limits as people write them: 3歳以上6歳未満.
fn bounds(low: &str, high: &str, lang: Lang) -> String {
    let parts = [(low, Side::From), (high, Side::Below)].into_iter().filter(|(limit, _)| *limit != "00");
    let parts: Vec<String> = parts.map(|(limit, side)| spoken(limit, side, lang)).collect();
    parts.join(match lang {
        Lang::Ja => "",
        Lang::En => ", ",
    })
}

/// Which end of the ages a limit is.
#[derive(Clone, Copy)]
enum Side {
    From,
    Below,
}

fn spoken(limit: &str, side: Side, lang: Lang) -> String {
    match lang {
        Lang::Ja => spoken_ja(limit, side),
        Lang::En => spoken_en(limit, side),
    }
}

fn spoken_ja(limit: &str, side: Side) -> String {
    let (age, day, school) = match side {
        Side::From => ("以上", "以後", "就学後"),
        Side::Below => ("未満", "より前", "就学前"),
    };
    let month_after = |years: &str| format!("{years}歳に達した日の翌月1日{day}");
    match limit {
        "AA" => format!("生後28日{age}"),
        "AE" => format!("生後90日{age}"),
        "B3" => month_after("3"),
        "B6" => month_after("6"),
        "BF" => month_after("15"),
        "BK" => month_after("20"),
        "MG" => school.to_owned(),
        years => format!("{}歳{age}", years.trim_start_matches('0')),
    }
}

fn spoken_en(limit: &str, side: Side) -> String {
    let (age, day) = match side {
        Side::From => ("from", "from"),
        Side::Below => ("below", "before"),
    };
    let month_after = |years: &str| format!("{day} the 1st of the month after {years} is reached");
    match limit {
        "AA" => format!("{age} 28 days"),
        "AE" => format!("{age} 90 days"),
        "B3" => month_after("3"),
        "B6" => month_after("6"),
        "BF" => month_after("15"),
        "BK" => month_after("20"),
        "MG" => format!("{day} school"),
        years => format!("{age} {} years", years.trim_start_matches('0')),
    }
}

#[cfg(test)]
mod tests {
    use model::{Date, Lang};

    use super::super::testing::check_with;
    use super::{bounds, reached};

    #[test]
    fn limits_are_reached_on_their_day() {
        let day = Date::from_number;
        let cases = [
            (2018_06_10, "06", Some(2024_06_10)),
            (2018_06_10, "AA", Some(2018_07_08)),
            (2018_06_10, "AE", Some(2018_09_08)),
            (2018_06_10, "B6", Some(2024_07_01)),
            // Born on the 1st: six is reached on the last of May.
            (2018_06_01, "B6", Some(2024_06_01)),
            (2018_04_01, "MG", Some(2024_04_01)),
            (2018_04_02, "MG", Some(2025_04_01)),
            (2000_02_29, "03", Some(2003_03_01)),
            (2018_06_10, "00", None),
            (2018_06_10, "ZZ", None),
        ];
        for (birth, limit, expected) in cases {
            let found = day(birth).and_then(|birth| reached(birth, limit));
            assert_eq!(found, expected.and_then(day), "{birth} {limit}");
        }
    }

    #[test]
    fn limits_are_written_as_people_write_them() {
        let cases = [
            ("03", "06", "3歳以上6歳未満", "from 3 years, below 6 years"),
            ("65", "00", "65歳以上", "from 65 years"),
            ("00", "06", "6歳未満", "below 6 years"),
            ("AA", "AE", "生後28日以上生後90日未満", "from 28 days, below 90 days"),
            ("00", "MG", "就学前", "before school"),
            (
                "MG",
                "BF",
                "就学後15歳に達した日の翌月1日より前",
                "from school, before the 1st of the month after 15 is reached",
            ),
        ];
        for (low, high, ja, en) in cases {
            assert_eq!(
                (bounds(low, high, Lang::Ja).as_str(), bounds(low, high, Lang::En).as_str()),
                (ja, en)
            );
        }
    }

    #[test]
    fn ages_lie_between_the_limits() {
        // 140000610 is for children below six, 140000710 from 65 on; both are given on the 10th.
        let child = "SI,40,1,140000610,,10,1,,,,,,,,,,,,,,,,1\nIY,";
        let old = "SI,40,1,140000710,,10,1,,,,,,,,,,,,,,,,1\nIY,";
        let born = |line: &'static str, birth: &'static str| [("IY,", line), ("19800115", birth)];
        check_with(&born(child, "20180611"), &[]);
        check_with(&born(child, "20180610"), &["age-limit@7"]);
        check_with(&born(old, "19590610"), &[]);
        check_with(&born(old, "19590611"), &["age-limit@7"]);
    }
}
