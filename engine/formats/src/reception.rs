//! 受付番号: the number that an agency gives a receipt when it takes it.

use std::fmt;

/// `9999-99999999`.
///
/// SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル 令和6年5月版, 返戻内訳書 明細部 項番3. What the two numbers count is not
/// said there: they are the agency's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReceptionNumber {
    group: u16,
    serial: u32,
}

impl ReceptionNumber {
    /// A number of four and one of eight digits at most.
    pub const fn new(group: u16, serial: u32) -> Option<Self> {
        if group < 10_000 && serial < 100_000_000 { Some(Self { group, serial }) } else { None }
    }
}

impl fmt::Display for ReceptionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:08}", self.group, self.serial)
    }
}
