//! 区分 and 給付区分 of a receipt, as the lists of results abbreviate them.

use model::{ClaimType, Coverage, Holder, Month};

/// What 区分 is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// レセプト種別.
    pub claim: ClaimType,
    /// Whether it is the receipt of an organ donor (臓器提供者レセプト).
    pub donor: bool,
}

/// Which list says it; the words differ for organ donors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// 返戻内訳書.
    Returns,
    /// 増減点連絡書.
    Changes,
}

/// The words of 増減点連絡書.
pub(crate) static CHANGE_WORDS: &[&str] = &[
    "本入",
    "六入",
    "家入",
    "高入一",
    "高入７",
    "老入９",
    "老入７",
    "臓入",
    "後臓入",
    "本外",
    "六外",
    "家外",
    "高外一",
    "高外７",
    "老外９",
    "老外７",
    "臓外",
    "後臓外",
];

/// The words of 返戻内訳書; those of earlier shares (三, 高９, 高８, 老８) are read, never written.
pub(crate) static RETURN_WORDS: &[&str] = &[
    "本入",
    "本外",
    "三入",
    "六入",
    "三外",
    "六外",
    "家入",
    "家外",
    "高入９",
    "高入一",
    "高外９",
    "高外一",
    "高入８",
    "高入７",
    "高外８",
    "高外７",
    "老入９",
    "老外９",
    "老入８",
    "老入７",
    "老外８",
    "老外７",
    "臓・入",
    "臓・外",
    "臓老入",
    "臓後入",
    "臓老外",
    "臓後外",
];

/// From when レセプト種別 has the holders of today (未就学者, 高齢受給者, 後期高齢者医療).
const SINCE: u32 = 2008_04;

impl Class {
    /// The word of a list for services in a month; `None` before the classes of today.
    ///
    /// SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル 令和6年5月版, 増減点連絡書 明細部 項番14, 返戻内訳書 明細部 項番5:
    /// made of the 2nd and 4th digit. The document lists the words but not which digits give which: the pairs below
    /// follow 別表５ of 記録条件仕様 and are unverified, above all 老９ for 後期高齢者 other than ７割.
    pub(crate) fn word(self, list: List, month: Month) -> Option<&'static str> {
        if month.number() < SINCE {
            return None;
        }
        let late = self.claim.coverage == Coverage::LateElderly;
        let (inside, outside) = match (self.donor, list, self.claim.holder) {
            (true, List::Changes, _) if late => ("後臓入", "後臓外"),
            (true, List::Changes, _) => ("臓入", "臓外"),
            (true, List::Returns, _) if late => ("臓後入", "臓後外"),
            (true, List::Returns, _) => ("臓・入", "臓・外"),
            (_, _, Holder::Insured | Holder::Unstated) => ("本入", "本外"),
            (_, _, Holder::Preschool) => ("六入", "六外"),
            (_, _, Holder::Family) => ("家入", "家外"),
            (_, _, Holder::Elderly) if late => ("老入９", "老外９"),
            (_, _, Holder::ElderlyHighIncome) if late => ("老入７", "老外７"),
            (_, _, Holder::Elderly) => ("高入一", "高外一"),
            (_, _, Holder::ElderlyHighIncome) => ("高入７", "高外７"),
        };
        Some(if self.claim.inpatient { inside } else { outside })
    }
}

/// 特記事項 of which one is told, the first of this order.
///
/// SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル 令和6年5月版, 増減点連絡書 明細部 項番15: ① 03 ② 02 ③ 16 ④ 01.
const NOTES: [(u8, &str); 4] = [(3, "長処"), (2, "長"), (16, "長２"), (1, "公")];

/// 高額療養費負担区分: the words.
pub(crate) static NOTE_WORDS: &[&str] = &["長処", "長", "長２", "公"];

/// 職務上の事由: the words.
pub(crate) static DUTY_WORDS: &[&str] = &["上", "船"];

/// 給付区分: the words; a note and a reason of duty together where both have room.
pub(crate) static BENEFIT_WORDS: &[&str] =
    &["長処", "長", "長２", "公", "上", "船", "長上", "長船", "公上", "公船"];

/// The word of the 特記事項 that counts.
pub(crate) fn note_word(notes: &[u8]) -> Option<&'static str> {
    NOTES.iter().find(|(code, _)| notes.contains(code)).map(|&(_, word)| word)
}

/// The word of 職務上の事由.
pub(crate) const fn duty_word(duty: Option<u8>) -> Option<&'static str> {
    match duty {
        Some(1) => Some("上"),
        Some(2) => Some("船"),
        _ => None,
    }
}

/// 給付区分, and how many words found no room in its two characters.
///
/// SPEC: 返戻内訳書 明細部 項番6: 特記事項 first, then 職務上の事由; two characters. Which of them stays when both have
/// no room is not said: the first (unverified).
pub(crate) fn benefit(notes: &[u8], duty: Option<u8>) -> (String, usize) {
    let (note, duty) = (note_word(notes).unwrap_or_default(), duty_word(duty).unwrap_or_default());
    let both = format!("{note}{duty}");
    if both.chars().count() <= 2 { (both, 0) } else { (note.to_owned(), 1) }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use model::{ClaimType, Month};

    use super::{CHANGE_WORDS, Class, List, RETURN_WORDS, benefit};

    #[test]
    fn every_claim_type_has_a_word_of_each_list() {
        let month = Month::from_number(2024_06).unwrap();
        for claim in (0..10_000).filter_map(ClaimType::medical) {
            for donor in [false, true] {
                let class = Class { claim, donor };
                assert!(CHANGE_WORDS.contains(&class.word(List::Changes, month).unwrap()));
                assert!(RETURN_WORDS.contains(&class.word(List::Returns, month).unwrap()));
            }
        }
    }

    #[test]
    fn what_has_no_room_is_counted() {
        assert_eq!(benefit(&[1, 2], Some(1)), ("長上".to_owned(), 0));
        assert_eq!(benefit(&[3], Some(2)), ("長処".to_owned(), 1));
        assert_eq!(benefit(&[10], None), (String::new(), 0));
    }
}
