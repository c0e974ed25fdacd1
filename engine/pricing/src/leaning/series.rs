//! Fees that the master names by the time or the day: （１回目） and （２回目以降）, （初日） and （２日目以降）.
//!
//! SPEC: 医科診療行為マスター（令和6年度）, 省略漢字名称; what a first time is, is said of each of them, e.g. 通知 K920 （２）: the first time of
//! 自家採血輸血 and 保存血液輸血 is the first 200 mL of a run of transfusions.

/// Where a fee stands in its series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Series {
    /// The first time or day that it is for, from 1.
    time: u32,
    /// Its name up to the first bracket, without a class at the end (料１ and 料２ are of one series).
    stem: String,
    /// 区分番号.
    section: Option<String>,
    /// 注加算コード; 0 is none.
    note: u32,
}

impl Series {
    /// Where a fee stands by its name, when that tells a time or a day.
    pub(super) fn of(name: &str, section: Option<String>, note: u32) -> Option<Self> {
        let stem = name.split('（').next().unwrap_or(name).trim_end_matches(|c| digit(c).is_some());
        Some(Self { time: time(name)?, stem: stem.to_owned(), section, note })
    }

    /// Whether this fee may be for a time before that of another.
    pub(super) fn is_before(&self, other: &Self) -> bool {
        let of_one_note = self.note != 0 && self.note == other.note;
        self.section == other.section && (of_one_note || self.stem == other.stem) && self.time < other.time
    }
}

/// The first time or day that a name tells; months (初回月, ２月目) are on different receipts.
fn time(name: &str) -> Option<u32> {
    let first = ["初回", "初日"].iter().filter_map(|word| {
        let at = name.find(word)?;
        let rest = name.get(at + word.len()..)?;
        (!rest.starts_with('月')).then_some((at, 1))
    });
    let counted = ["回目", "日目"].iter().filter_map(|word| {
        let at = name.find(word)?;
        let digits: Vec<u32> = name.get(..at)?.chars().rev().map_while(digit).collect();
        let number = digits
            .iter()
            .rev()
            .fold(0, |number: u32, digit| number.saturating_mul(10).saturating_add(*digit));
        (number > 0).then_some((at, number))
    });
    first.chain(counted).min().map(|(_, time)| time)
}

/// The value of a full-width digit.
fn digit(c: char) -> Option<u32> {
    ('０'..='９').contains(&c).then(|| u32::from(c) - u32::from('０'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: Option<u32>) {
        assert_eq!(time(name), expected, "{name}");
    }

    /// Names of the official master of fiscal 2024.
    #[test]
    fn names_tell_the_time() {
        check("保存血液輸血（１回目）", Some(1));
        check("保存血液輸血（２回目以降）", Some(2));
        check("ニコチン依存症管理料１（２回目から４回目まで）（対面）", Some(2));
        check("外来腫瘍化学療法診療料１（抗悪性腫瘍剤を投与）（初回から３回目）", Some(1));
        check("外来腫瘍化学療法診療料１（抗悪性腫瘍剤を投与）（４回目以降）", Some(4));
        check("小児特定疾患カウンセリング料（医師）（１年以内・月の２回目）", Some(2));
        check("人工心肺（初日）", Some(1));
        check("植込型補助人工心臓（非拍動流型）（３１日目以降９０日目まで）", Some(31));
        check("在宅超音波ネブライザ加算（初回月）", None);
        check("喘息治療管理料１（２月目以降）", None);
        check("血糖自己測定器加算（２０回以上）（１型糖尿病の患者を除く）", None);
        check("初診料", None);
    }

    #[test]
    fn fees_of_one_section_and_name_are_a_series() {
        let of = |name: &str, section: &str, note| Series::of(name, Some(section.into()), note);
        let before = |one: Option<Series>, other: Option<Series>| {
            one.zip(other).is_some_and(|(one, other)| one.is_before(&other))
        };
        let (first, later) =
            (of("補聴器適合検査（１回目）", "D244", 0), of("補聴器適合検査（２回目以降）", "D244", 0));
        assert!(before(first.clone(), later.clone()));
        assert!(!before(later.clone(), first.clone()));
        assert!(!before(first.clone(), first));
        let food = |name| of(name, "B001", 0);
        assert!(before(
            food("外来栄養食事指導料２（初回）"),
            food("外来栄養食事指導料１（２回目以降）（対面）")
        ));
        assert!(!before(food("外来栄養食事指導料２（初回）"), food("ニコチン依存症管理料１（５回目）")));
        let blood = |name| of(name, "K920", 5022);
        assert!(before(blood("自家採血輸血（１回目）"), blood("保存血液輸血（２回目以降）")));
        assert!(!before(food("補聴器適合検査（１回目）"), later));
    }
}
