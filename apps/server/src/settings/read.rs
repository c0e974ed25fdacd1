//! From a file and the environment to settings; every fault says which name is wrong and where it was given.

use std::path::Path;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use toml::{Table, Value};

use super::{Fault, Settings};

const PREFIX: &str = "SHINSA_SERVE_";

/// Reads the file, if one is named, and what the environment changes of it. `environment` are all variables of the process.
///
/// # Errors
/// The file cannot be read, or says what cannot be understood.
pub fn read(
    file: Option<&Path>,
    environment: impl Iterator<Item = (String, String)>,
) -> Result<Settings, Fault> {
    let mut table = file.map(from_file).transpose()?.unwrap_or_default();
    let mut changes: Vec<(String, String)> = environment
        .filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?.to_owned(), value)))
        .collect();
    changes.sort();
    for (name, value) in changes {
        put(&mut table, &name.to_lowercase(), &value).ok_or_else(|| unknown(&name))?;
    }
    Settings::deserialize(Value::Table(table).into_deserializer()).map_err(|error: toml::de::Error| {
        let place = file.map_or_else(|| format!("{PREFIX}…"), |file| file.display().to_string());
        Fault::new(
            format!("設定に誤りがあります（{place}）: {}", error.message()),
            format!("the settings are wrong ({place}): {}", error.message()),
        )
    })
}

fn from_file(path: &Path) -> Result<Table, Fault> {
    let place = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Fault::new(
            format!("設定ファイルを読めません（{place}）: {error}"),
            format!("cannot read the settings ({place}): {error}"),
        )
    })?;
    text.parse::<Table>().map_err(|error| {
        let line = error.span().map_or(0, |span| text.get(..span.start).unwrap_or_default().lines().count());
        Fault::new(
            format!("設定ファイルの書き方に誤りがあります（{place} {line}行目）: {}", error.message()),
            format!("the settings cannot be understood ({place}, line {line}): {}", error.message()),
        )
    })
}

/// Puts a value at `table__item`; `None` where an item stands in the place of a table.
fn put(table: &mut Table, name: &str, value: &str) -> Option<()> {
    match name.split_once("__") {
        None => {
            table.insert(name.to_owned(), meant(value));
            Some(())
        }
        Some((head, rest)) => {
            let inner = table.entry(head).or_insert_with(|| Value::Table(Table::new()));
            put(inner.as_table_mut()?, rest, value)
        }
    }
}

/// A number, a truth, a list, or else the text itself.
fn meant(value: &str) -> Value {
    let wrapped = format!("value = {value}");
    let parsed = wrapped.parse::<Table>().ok().and_then(|mut table| table.remove("value"));
    parsed.filter(|value| !value.is_datetime()).unwrap_or_else(|| Value::String(value.to_owned()))
}

fn unknown(name: &str) -> Fault {
    Fault::new(
        format!("環境変数 {PREFIX}{name} の名前に誤りがあります"),
        format!("the variable {PREFIX}{name} has a name that cannot be"),
    )
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test panics")]

    use super::read;

    fn with(pairs: &[(&str, &str)]) -> Result<super::Settings, super::Fault> {
        read(None, pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn the_environment_changes_single_items() {
        let settings = with(&[
            ("SHINSA_SERVE_LISTEN", "127.0.0.1:9000"),
            ("SHINSA_SERVE_LIMITS__UPLOAD_MIB", "8"),
            ("SHINSA_SERVE_HOSTS", "[\"a.example\"]"),
            ("HOME", "elsewhere"),
        ])
        .unwrap();
        assert_eq!(settings.listen.port(), 9000);
        assert_eq!(settings.limits.upload(), 8 << 20);
        assert_eq!(settings.limits.waiting, 256, "what is not named stays");
        assert_eq!(settings.hosts, ["a.example"]);
    }

    #[test]
    fn a_name_that_is_not_known_is_told() {
        let fault = with(&[("SHINSA_SERVE_LIMITS__UPLAOD_MIB", "8")]).unwrap_err();
        assert!(fault.to_string().contains("uplaod_mib"), "{fault}");
        assert!(with(&[("SHINSA_SERVE_LISTEN__PORT", "1"), ("SHINSA_SERVE_LISTEN", "127.0.0.1:1")]).is_err());
    }

    #[test]
    fn a_file_is_read_and_its_faults_have_lines() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "listen = \"127.0.0.1:1\"\n[keep]\nclaims_days = 3\n").unwrap();
        assert_eq!(read(Some(file.path()), std::iter::empty()).unwrap().keep.claims_days, 3);
        std::fs::write(file.path(), "hosts = []\nlisten = =\n").unwrap();
        let fault = read(Some(file.path()), std::iter::empty()).unwrap_err();
        assert!(fault.to_string().contains("2行目"), "{fault}");
    }

    #[test]
    fn others_are_not_served_in_clear() {
        let mut settings = with(&[("SHINSA_SERVE_LISTEN", "0.0.0.0:8080")]).unwrap();
        assert!(settings.check().is_err());
        settings.allow_plain = true;
        settings.check().unwrap();
    }
}
