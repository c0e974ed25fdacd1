//! Why the points of a 剤 cannot be decided.

use masters::Cause;
use model::Lang;

/// What keeps a price from being known. Each has a sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// The unit, its receipt or its day are not there.
    NoUnit,
    /// The last line of the unit has no points.
    NoPoints,
    /// The method gives other points than those claimed.
    Disagrees {
        /// What the masters give.
        computed: i64,
        /// What stands on the last line.
        claimed: i64,
    },
    /// The masters have no row in force on the day.
    NotInForce {
        /// The code.
        code: u32,
    },
    /// The masters cannot say what the code costs on the day.
    Masters {
        /// The code.
        code: u32,
        /// What is missing.
        cause: Cause,
    },
    /// The master's row is newer or older than what is published for the day.
    Provisional {
        /// The code.
        code: u32,
    },
    /// A price of a kind that no rule here covers (点数識別, 金額種別).
    PriceKind {
        /// The code.
        code: u32,
        /// 点数識別 or 金額種別.
        kind: u8,
    },
    /// A quantity or a unit price (単価) is asked for and is not on the line.
    NoQuantity {
        /// The code.
        code: u32,
    },
    /// A quantity outside the steps (きざみ) of the master, which it says is not to be claimed.
    OutsideSteps {
        /// The code.
        code: u32,
    },
    /// Yen and points stand in one unit.
    YenAndPoints,
    /// No section of the fee table for drugs goes with this 診療識別.
    DrugSection {
        /// 診療識別.
        section: u8,
    },
    /// A group of bundled tests (包括対象検査) whose points by number are not known for the day, or not countable.
    Bundle {
        /// 包括対象検査.
        group: u8,
    },
    /// Oxygen under pressure (高気圧酸素加算).
    Oxygen {
        /// The code.
        code: u32,
    },
    /// An addition stands beside a line that falls and one that stays, and the masters do not say to which it belongs.
    WhichBase {
        /// The addition.
        code: u32,
    },
    /// A judgement fee (判断料) whose test falls.
    Judgement {
        /// The judgement fee.
        code: u32,
    },
    /// Readings of the law that all give the claimed points price what remains differently.
    Readings {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// What remains would cost more than the whole.
    Dearer {
        /// What remains.
        after: i64,
        /// What was claimed.
        claimed: i64,
    },
    /// The points of what remains are below nothing.
    BelowZero {
        /// What remains.
        after: i64,
    },
    /// The unit has no days written and its masters change within the month.
    ChangesInMonth,
    /// A number too large to compute.
    TooLarge,
}

impl Undecided {
    /// A short name, for counting.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::NoUnit => "no-unit",
            Self::NoPoints => "no-points",
            Self::Disagrees { .. } => "disagrees",
            Self::NotInForce { .. } => "not-in-force",
            Self::Masters { .. } => "masters",
            Self::Provisional { .. } => "provisional",
            Self::PriceKind { .. } => "price-kind",
            Self::NoQuantity { .. } => "no-quantity",
            Self::OutsideSteps { .. } => "outside-steps",
            Self::YenAndPoints => "yen-and-points",
            Self::DrugSection { .. } => "drug-section",
            Self::Bundle { .. } => "bundle",
            Self::Oxygen { .. } => "oxygen",
            Self::WhichBase { .. } => "which-base",
            Self::Judgement { .. } => "judgement",
            Self::Readings { .. } => "readings",
            Self::Dearer { .. } => "dearer",
            Self::BelowZero { .. } => "below-zero",
            Self::ChangesInMonth => "changes-in-month",
            Self::TooLarge => "too-large",
        }
    }

    /// The reason as a sentence for people.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.in_japanese(),
            Lang::En => self.in_english(),
        }
    }

    fn in_japanese(&self) -> String {
        match self {
            Self::NoUnit => "点数・回数算定単位又はその日が明細書にありません".to_owned(),
            Self::NoPoints => "算定単位の最後の行に点数がありません".to_owned(),
            Self::Disagrees { computed, claimed } => {
                format!("マスターから計算した点数（{computed}点）が請求点数（{claimed}点）と一致しません")
            }
            Self::NotInForce { code } => {
                format!("{code}はこの日のマスターで有効でないため点数が分かりません")
            }
            Self::Masters { code, cause } => {
                format!("{code}の点数が分かりません：{}", cause.message(Lang::Ja))
            }
            Self::Provisional { code } => {
                format!("{code}の点数は、この日を含む版のマスターが取り込まれていないため確かでありません")
            }
            Self::PriceKind { code, kind } => {
                format!("{code}の点数識別・金額種別（{kind}）は計算の対象としていません")
            }
            Self::NoQuantity { code } => format!("{code}の数量・使用量又は単価が記録されていません"),
            Self::OutsideSteps { code } => {
                format!("{code}の数量データがきざみ値の範囲を外れ、点数を算定できません")
            }
            Self::YenAndPoints => "一つの算定単位に円と点数が混在しています".to_owned(),
            Self::DrugSection { section } => {
                format!("診療識別{section}の薬剤料をどの区分で計算するか分かりません")
            }
            Self::Bundle { group } => {
                format!(
                    "包括対象検査（{group}）の項目数に応じた点数を、この日又はこの項目について確かめられません"
                )
            }
            Self::Oxygen { code } => {
                format!("{code}（高気圧酸素）の点数の計算方法を確かめられません")
            }
            Self::WhichBase { code } => {
                format!("加算{code}がどの行に対するものか、マスターからは分かりません")
            }
            Self::Judgement { code } => {
                format!("検査が減るため、判断料{code}を算定できるかどうかの判断が必要です")
            }
            Self::Readings { least, most } => {
                format!("残りの点数が計算方法により{least}点から{most}点まで異なり、決められません")
            }
            Self::Dearer { after, claimed } => {
                format!("残りの行の点数（{after}点）が請求点数（{claimed}点）を上回ります")
            }
            Self::BelowZero { after } => format!("残りの行の点数が負（{after}点）になります"),
            Self::ChangesInMonth => "算定日の記録がなく、月の途中でマスターの点数が変わります".to_owned(),
            Self::TooLarge => "数量が大きすぎて計算できません".to_owned(),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::NoUnit => "the receipt has no such unit or no such day".to_owned(),
            Self::NoPoints => "the last line of the unit has no points".to_owned(),
            Self::Disagrees { computed, claimed } => {
                format!("the masters give {computed} points for the unit, but {claimed} are claimed")
            }
            Self::NotInForce { code } => {
                format!("`{code}` is not in force on the day, so its points are not known")
            }
            Self::Masters { code, cause } => {
                format!("the points of `{code}` are not known: {}", cause.message(Lang::En))
            }
            Self::Provisional { code } => {
                format!("the points of `{code}` are not sure: no edition imported covers the day")
            }
            Self::PriceKind { code, kind } => {
                format!("no rule covers `{code}`, whose kind of price is {kind}")
            }
            Self::NoQuantity { code } => format!("`{code}` has no quantity or unit price written"),
            Self::OutsideSteps { code } => {
                format!("the quantity of `{code}` is outside its steps and cannot be claimed")
            }
            Self::YenAndPoints => "yen and points stand in one unit".to_owned(),
            Self::DrugSection { section } => {
                format!("no section of the fee table is known for drugs under 診療識別 {section}")
            }
            Self::Bundle { group } => {
                format!(
                    "the points of bundled tests ({group}) by number cannot be verified for this day or these items"
                )
            }
            Self::Oxygen { code } => {
                format!("how `{code}` (oxygen under pressure) is priced could not be verified")
            }
            Self::WhichBase { code } => {
                format!("the masters do not say which line the addition `{code}` belongs to")
            }
            Self::Judgement { code } => {
                format!("tests fall, so whether the judgement fee `{code}` stands is to be judged")
            }
            Self::Readings { least, most } => {
                format!("what remains is {least} to {most} points, depending on the way of computing")
            }
            Self::Dearer { after, claimed } => {
                format!("what remains would be {after} points, more than the {claimed} claimed")
            }
            Self::BelowZero { after } => format!("what remains would be {after} points, below nothing"),
            Self::ChangesInMonth => {
                "the unit has no days written and the masters change within the month".to_owned()
            }
            Self::TooLarge => "a quantity is too large to compute".to_owned(),
        }
    }
}
