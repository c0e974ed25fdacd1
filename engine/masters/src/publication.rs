//! The day of publication, as file names bear it.

use model::Date;

/// Years in which masters of this system were published; eight digits outside are some other number.
const YEARS: std::ops::RangeInclusive<u32> = 2002..=2099;

/// The last run of exactly eight digits in a name that is a day (`s_20240621.csv`, `y_ALL20240321.csv`).
///
/// A member of an archive is asked first, then the archive; folders say nothing.
pub(crate) fn date_in_name(name: &str) -> Option<Date> {
    let mut parts = name.rsplit('!');
    parts.find_map(|part| part.rsplit(['/', '\\']).find(|p| !p.is_empty()).and_then(date_in))
}

fn date_in(name: &str) -> Option<Date> {
    name.split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 8)
        .filter_map(|run| Date::from_number(run.parse().ok()?))
        .rfind(|date| YEARS.contains(&date.year()))
}

#[cfg(test)]
mod tests {
    use model::Date;

    use super::date_in_name;

    #[test]
    fn names_bear_the_day() {
        for (name, day) in [
            ("s_20240621.csv", 2024_06_21),
            ("a/20230101/y_ALL20240321.csv", 2024_03_21),
            ("s_20240531.zip!/s.csv", 2024_05_31),
            ("s_20240531.zip!/s_ALL20240530.csv", 2024_05_30),
        ] {
            assert_eq!(date_in_name(name), Date::from_number(day), "{name}");
        }
        for name in ["s.csv", "2024/s.csv", "x_20241399.csv", "n_123456789.csv"] {
            assert_eq!(date_in_name(name), None, "{name}");
        }
    }
}
