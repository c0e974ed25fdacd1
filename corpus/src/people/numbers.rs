//! Numbers of insurers, funds and institutions: made up, with valid check digits.

/// Eight digits of an insurer or fund: 法別番号, prefecture, its own number, check digit.
///
/// SPEC: 保険者番号等の設定について（昭和51年保発第45号・庁保発第34号）別添１ 検証番号: weights 2 and 1 from the right, digits of
/// products added, the complement to the next ten.
pub(crate) fn eight_digits(law: u32, prefecture: u32, own: u32) -> u32 {
    with_check_digit(law * 100_000 + prefecture * 1000 + own % 1000)
}

/// Six digits of a national health insurer: prefecture, its own number, check digit.
pub(crate) fn six_digits(prefecture: u32, own: u32) -> u32 {
    with_check_digit(prefecture * 1000 + own % 1000)
}

/// Six digits with a check digit behind: institutions and beneficiaries.
pub(crate) fn with_check_digit(number: u32) -> u32 {
    number * 10 + check_digit(number)
}

fn check_digit(number: u32) -> u32 {
    let (mut rest, mut weight, mut sum) = (number, 2, 0);
    while rest > 0 {
        let product = rest % 10 * weight;
        sum += product / 10 + product % 10;
        weight = 3 - weight;
        rest /= 10;
    }
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::{eight_digits, six_digits};

    #[test]
    fn check_digits_agree_with_published_numbers() {
        // 全国健康保険協会 東京支部 01130012, 千代田区 138016 (138016 = 13 801 6), 東京都後期高齢者医療広域連合の千代田区 39131016.
        assert_eq!(eight_digits(1, 13, 1), 1_130_012);
        assert_eq!(six_digits(13, 801), 138_016);
        assert_eq!(eight_digits(39, 13, 101), 39_131_016);
    }
}
