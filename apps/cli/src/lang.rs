//! Which language the user wants: `--lang`, else `LANG`, else Japanese.

use model::Lang;

/// The language asked for by arguments or environment, before the arguments are parsed for good.
pub fn of_process() -> Lang {
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--lang") {
            Some("") => arguments.next(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => continue,
        };
        match value.as_deref() {
            Some("en") => return Lang::En,
            Some("ja") => return Lang::Ja,
            _ => {}
        }
    }
    of_locale(std::env::var("LC_ALL").or_else(|_| std::env::var("LANG")).unwrap_or_default().as_str())
}

/// Only an English locale gives English; `C` and unset give Japanese, the language of the product.
fn of_locale(locale: &str) -> Lang {
    if locale.starts_with("en") { Lang::En } else { Lang::Ja }
}

#[cfg(test)]
mod tests {
    use super::{Lang, of_locale};

    #[test]
    fn only_an_english_locale_gives_english() {
        assert_eq!(of_locale("en_US.UTF-8"), Lang::En);
        assert_eq!(of_locale("ja_JP.UTF-8"), Lang::Ja);
        assert_eq!(of_locale("C.UTF-8"), Lang::Ja);
        assert_eq!(of_locale(""), Lang::Ja);
    }
}
