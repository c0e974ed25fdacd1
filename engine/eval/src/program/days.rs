//! Which rules ask how many days of treatment a payer was told: no one knows how they change with what is claimed.

use super::walk::{self, Walk};
use super::{Expr, Rule, Step};

/// Looks for 診療実日数.
#[derive(Default)]
struct RealDays(bool);

impl<'a> Walk<'a> for RealDays {
    fn value(&mut self, of: &'a Expr) {
        self.0 |= matches!(of, Expr::Step(_, Step::RealDays));
        walk::value(self, of);
    }
}

impl Rule {
    /// Whether it asks for 診療実日数 of HO or KO.
    pub fn asks_real_days(&self) -> bool {
        let mut asks = RealDays::default();
        self.bindings.iter().for_each(|binding| walk::bound(&mut asks, &binding.bound));
        walk::body(&mut asks, self);
        asks.0
    }
}

#[cfg(test)]
mod tests {
    use crate::compile;

    #[test]
    fn a_rule_that_asks_for_real_days_is_known_wherever_it_asks() {
        let asks = |clauses: &str| {
            let text = format!(
                "規則 T「試験」\n根拠 告示「医科 A000」\n施行 2024-06-01から\n確度 確定\n段階 試行\n担当 「試験」\n\
                公開 否\n区分 その他\n種別 医科\n{clauses}理由文 「文」\n"
            );
            let parsed = dsl::parse(&text);
            assert_eq!(parsed.diagnostics, Vec::new(), "{text}");
            let compiled = compile(&[parsed.file]);
            assert_eq!(compiled.refused, Vec::new(), "{text}");
            compiled.rules.iter().map(crate::Rule::asks_real_days).collect::<Vec<_>>()
        };
        let things = "対象 甲：112007410の診療行為すべて\n";
        let show = "結論 甲を職員に示す\n";
        assert_eq!(asks(&format!("{things}条件 甲の回数が3回を超える\n{show}")), [false]);
        assert_eq!(asks(&format!("{things}条件 甲の日数が明細書の診療実日数を超える\n{show}")), [true]);
        assert_eq!(
            asks(&format!("{things}数＝明細書の診療実日数\n条件 甲の日数が数を超える\n{show}")),
            [true]
        );
        assert_eq!(
            asks(&format!(
                "{things}条件 甲の回数が3回を超える\n結論 一 甲の日数が明細書の診療実日数を超えるときは 甲を職員に示す\n\
                二 それ以外は 甲を知らせる\n"
            )),
            [true]
        );
    }
}
