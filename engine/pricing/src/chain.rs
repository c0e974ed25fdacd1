//! Additions that stand on other additions (更に所定点数に加算), which the masters do not tell.

/// An addition and those that stand on it, by their names.
struct Chain {
    carrier: &'static [&'static str],
    upon: &'static [&'static str],
    /// Whether the notice says that it asks for the carrier; else it may also stand on the item itself.
    asks: bool,
}

/// SPEC: 告示 別表第一 (令和4年, every 更に in the text; later editions *unverified*): A000 注11 to 14, A001 注12 to 18, B 通則, C 通則 and I012
/// (注11に該当する場合), J045 注４ (注３の場合において), C000, C001 and H000 to H003 (更に only). Those of the inpatient part have 注加算コード of
/// their carriers.
const CHAINS: &[Chain] = &[
    Chain {
        carrier: &["外来感染対策向上加算"],
        upon: &["連携強化加算", "サーベイランス強化加算", "抗菌薬適正使用体制加算", "発熱患者等対応加算"],
        asks: true,
    },
    Chain {
        carrier: &["地域包括診療加算"], upon: &["薬剤適正使用連携加算（再診）"], asks: true
    },
    Chain { carrier: &["覚醒試験加算"], upon: &["離脱試験加算"], asks: true },
    Chain {
        carrier: &["早期リハビリテーション加算"],
        upon: &["初期加算（リハビリテーション料）", "急性期リハビリテーション加算"],
        asks: false,
    },
    Chain {
        carrier: &["ターミナルケア加算", "往診加算"],
        upon: &["酸素療法加算", "在宅緩和ケア充実診療所・病院加算", "在宅療養実績加算"],
        asks: false,
    },
];

/// The place of an addition in a chain; 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The chain it carries.
    pub carries: u8,
    /// The chain it stands on.
    pub upon: u8,
}

impl Links {
    /// Of an addition with a name.
    pub(crate) fn of(name: &str) -> Self {
        let number = |is: &dyn Fn(&Chain) -> bool| CHAINS.iter().position(is).map_or(0, |at| at as u8 + 1);
        Self {
            carries: number(&|chain| chain.carrier.iter().any(|part| name.contains(part))),
            upon: number(&|chain| chain.upon.iter().any(|start| name.starts_with(start))),
        }
    }

    /// Whether what stands on the chain asks for its carrier.
    pub(crate) fn asks(self) -> bool {
        usize::from(self.upon).checked_sub(1).and_then(|at| CHAINS.get(at)).is_some_and(|chain| chain.asks)
    }
}
