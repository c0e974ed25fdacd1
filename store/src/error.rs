//! What goes wrong in the store: where, what, and what to do, never with a value of a row.

use model::{Lang, Text};

/// Result of the store.
pub type Result<T> = std::result::Result<T, StoreError>;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The place cannot be opened or reached.
    Unreachable,
    /// Others hold the store for too long.
    Busy,
    /// The disk is full.
    Full,
    /// The database says no in another way.
    Database,
    /// A database elsewhere without TLS that holds its certificate against its name.
    Plain,
    /// The store was written by a newer program.
    Newer,
    /// A migration that ran is not the one that the program has.
    OtherSchema,
    /// What is kept cannot be read as it was written.
    Damaged,
    /// A key that sealed values is not in the ring.
    MissingKey,
    /// A file of keys is not one.
    KeyFile,
    /// A name is taken.
    Taken,
    /// Nothing is kept under what was asked for.
    Missing,
    /// The claims were deleted when their time was over.
    Purged,
    /// An idempotency key came again with another request.
    KeyReused,
    /// Not nine digits.
    Institution,
    /// Empty, too long, or with characters that cannot stand there.
    Text,
    /// Too short or too long.
    Password,
    /// What an account says of itself does not fit its role.
    Account,
    /// A name to sign in with has characters that no name has.
    Login,
    /// Nobody would be left who keeps accounts.
    LastAdministrator,
    /// A period that ends before it begins.
    Period,
    /// The month takes nothing in now.
    Intake,
    /// The month is closed.
    Closed,
    /// Somebody else changed it meanwhile.
    Stale,
    /// A backup is not one, is cut short, or was changed.
    Backup,
    /// Something is already where a backup is to be restored or written.
    NotEmpty,
    /// A thread or the system's randomness failed.
    System,
}

impl Problem {
    /// A stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "store-unreachable",
            Self::Busy => "store-busy",
            Self::Full => "store-full",
            Self::Database => "store-database",
            Self::Plain => "store-plain",
            Self::Newer => "store-newer",
            Self::OtherSchema => "store-other-schema",
            Self::Damaged => "store-damaged",
            Self::MissingKey => "store-missing-key",
            Self::KeyFile => "store-key-file",
            Self::Taken => "taken",
            Self::Missing => "missing",
            Self::Purged => "purged",
            Self::KeyReused => "idempotency-key-reused",
            Self::Institution => "institution",
            Self::Text => "text",
            Self::Password => "password",
            Self::Account => "account",
            Self::Login => "login",
            Self::LastAdministrator => "last-administrator",
            Self::Period => "period",
            Self::Intake => "outside-intake",
            Self::Closed => "month-closed",
            Self::Stale => "stale",
            Self::Backup => "backup",
            Self::NotEmpty => "not-empty",
            Self::System => "system",
        }
    }

    /// What it is and what to do.
    pub fn text(self) -> Text {
        match self {
            Self::Unreachable => Text::new(
                "データベースを開けません。場所、権限、サーバーの稼働を確認してください",
                "the database cannot be opened; look at its place, its permissions and whether its server runs",
            ),
            Self::Busy => Text::new(
                "データベースが混み合っています。少し待ってもう一度お試しください",
                "the database is busy; wait a moment and try again",
            ),
            Self::Full => Text::new(
                "保存先の空きがありません。空きを作ってもう一度お試しください",
                "there is no room left where the store is; make room and try again",
            ),
            Self::Database => Text::new(
                "データベースが処理を受け付けませんでした。サーバーの記録を確認してください",
                "the database refused; look at the log of the server",
            ),
            Self::Plain => Text::new(
                "他の機械のPostgreSQLには sslmode=verify-full を指定してください。経路がほかの方法で守られている場合は allow_plain_database = true にしてください",
                "a PostgreSQL on another machine needs sslmode=verify-full; set allow_plain_database = true where the way to it is guarded otherwise",
            ),
            Self::Newer => Text::new(
                "保存データはより新しいプログラムで作られています。新しいプログラムで開くか、バックアップを戻してください",
                "the store was written by a newer program; open it with that one or restore a backup",
            ),
            Self::OtherSchema => Text::new(
                "保存データの構成がこのプログラムのものと異なります。作ったプログラムで開いてください",
                "the store has another schema than this program; open it with the program that made it",
            ),
            Self::Damaged => Text::new(
                "保存データが壊れているか書き換えられています。バックアップから戻してください",
                "what is kept is damaged or was changed; restore it from a backup",
            ),
            Self::MissingKey => Text::new(
                "暗号化に使った鍵がありません。鍵ファイルに以前の鍵を残してください",
                "the key that sealed this is not in the key file; keep earlier keys in it",
            ),
            Self::KeyFile => Text::new(
                "鍵ファイルを読めません。1行に「識別子 鍵」を書き、所有者だけが読めるようにしてください",
                "the key file cannot be read; each line is `id key`, and only its owner may read it",
            ),
            Self::Taken => Text::new(
                "その名前は使われています。別の名前にしてください",
                "the name is taken; choose another",
            ),
            Self::Missing => Text::new("見つかりません", "there is no such thing"),
            Self::Purged => Text::new(
                "保存期間が過ぎたため請求データは削除されました。もう一度アップロードしてください",
                "the claims were deleted when their time was over; upload them again",
            ),
            Self::KeyReused => Text::new(
                "同じ冪等キーが別の内容で送られました。新しいキーを使ってください",
                "the idempotency key came before with another request; use a new key",
            ),
            Self::Institution => {
                Text::new("医療機関は9桁の数字で指定してください", "an institution is nine digits")
            }
            Self::Text => Text::new(
                "文字列が空か長すぎるか、使えない文字を含みます",
                "the text is empty, too long, or has characters that cannot stand there",
            ),
            Self::Password => Text::new(
                "パスワードは12文字以上、1024バイト以下にしてください",
                "a password has 12 characters or more and at most 1024 bytes",
            ),
            Self::Account => Text::new(
                "役割に必要な項目が足りないか、合いません（医療機関は医療機関番号、審査委員は代表区分）",
                "what the role needs is missing or does not fit (a clinic its institution, a reviewer a side)",
            ),
            Self::Login => Text::new(
                "サインインの名前には、文字、数字と . - _ @ + だけが使えます（100バイトまで）",
                "a name to sign in with has letters, digits and . - _ @ + alone (100 bytes at most)",
            ),
            Self::LastAdministrator => Text::new(
                "利用できる管理者がいなくなるため、変更できません。先にほかの管理者を作ってください",
                "no active administrator would be left; make another one first",
            ),
            Self::Period => {
                Text::new("期間の終わりは始まりより後にしてください", "a period must end after it begins")
            }
            Self::Intake => Text::new(
                "受付期間の外です。受付期間を変えるか、期間外であることを明示して取り込んでください",
                "this is outside the intake window; change the window, or say explicitly that it is taken in outside of it",
            ),
            Self::Closed => Text::new("この月は締め切られています", "the month is closed"),
            Self::Stale => Text::new(
                "ほかの人が先に変更しました。読み直してください",
                "somebody else changed it first; read it again",
            ),
            Self::Backup => Text::new(
                "バックアップを読み書きできないか、途中で切れているか、書き換えられています。別のバックアップか場所を使ってください",
                "the backup cannot be read or written, is cut short, or was changed; use another one or another place",
            ),
            Self::NotEmpty => Text::new(
                "指定の場所にはすでにデータがあります。空の場所を指定してください",
                "there is already something at that place; name an empty one",
            ),
            Self::System => Text::new(
                "処理を続けられませんでした。もう一度お試しください",
                "the work could not go on; try again",
            ),
        }
    }
}

/// A failure of the store. It names the place (a table or a step) and never a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError {
    place: &'static str,
    problem: Problem,
    /// The database's own code (SQLSTATE or SQLite's number): no text of it, which might hold values.
    code: Option<String>,
}

impl StoreError {
    pub(crate) fn new(place: &'static str, problem: Problem) -> Self {
        Self { place, problem, code: None }
    }

    /// What went wrong.
    pub fn problem(&self) -> Problem {
        self.problem
    }

    /// In one language.
    pub fn message(&self, lang: Lang) -> String {
        let text = self.problem.text().in_lang(lang);
        match &self.code {
            Some(code) => format!("{text} [{} {code}]", self.place),
            None => format!("{text} [{}]", self.place),
        }
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} / {}", self.message(Lang::Ja), self.problem.text().in_lang(Lang::En))
    }
}

impl std::error::Error for StoreError {}

/// Says where a failure of the database happened.
pub(crate) trait At<T> {
    /// Names the table or the step.
    fn at(self, place: &'static str) -> Result<T>;
}

impl<T> At<T> for std::result::Result<T, sqlx::Error> {
    fn at(self, place: &'static str) -> Result<T> {
        self.map_err(|error| from_database(place, &error))
    }
}

fn from_database(place: &'static str, error: &sqlx::Error) -> StoreError {
    let code = error.as_database_error().and_then(|e| e.code()).map(|code| code.into_owned());
    StoreError { place, problem: problem_of(error, code.as_deref()), code }
}

fn problem_of(error: &sqlx::Error, code: Option<&str>) -> Problem {
    match error {
        sqlx::Error::PoolTimedOut => Problem::Busy,
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolClosed
        | sqlx::Error::Configuration(_) => Problem::Unreachable,
        sqlx::Error::RowNotFound => Problem::Missing,
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::ColumnNotFound(_) => {
            Problem::Damaged
        }
        sqlx::Error::Database(database) if database.is_unique_violation() => Problem::Taken,
        _ => code.map_or(Problem::Database, problem_of_code),
    }
}

/// PostgreSQL has codes of five characters, SQLite numbers whose last byte is the family.
fn problem_of_code(code: &str) -> Problem {
    match (code.len(), code.parse::<u32>()) {
        (1..=4, Ok(number)) => match number & 0xff {
            // SQLITE_BUSY, SQLITE_LOCKED.
            5 | 6 => Problem::Busy,
            // SQLITE_FULL.
            13 => Problem::Full,
            // SQLITE_CORRUPT, SQLITE_NOTADB.
            11 | 26 => Problem::Damaged,
            // SQLITE_PERM, SQLITE_READONLY, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_AUTH.
            3 | 8 | 10 | 14 | 23 => Problem::Unreachable,
            _ => Problem::Database,
        },
        _ => match code {
            // lock_not_available, deadlock_detected, serialization_failure, too_many_connections.
            // A text with a NUL, which PostgreSQL keeps in no column.
            "22021" => Problem::Text,
            "55P03" | "40P01" | "40001" | "53300" => Problem::Busy,
            // disk_full.
            "53100" => Problem::Full,
            // The server stops or starts, no such database, no right to it.
            "57P01" | "57P02" | "57P03" | "3D000" | "28000" | "28P01" => Problem::Unreachable,
            // data_corrupted, index_corrupted.
            "XX001" | "XX002" => Problem::Damaged,
            _ => Problem::Database,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_databases_are_understood() {
        for (code, problem) in [
            ("5", Problem::Busy),
            ("517", Problem::Busy),
            ("13", Problem::Full),
            ("778", Problem::Unreachable),
            ("26", Problem::Damaged),
            ("1", Problem::Database),
            ("53100", Problem::Full),
            ("40001", Problem::Busy),
            ("28P01", Problem::Unreachable),
            ("22P02", Problem::Database),
        ] {
            assert_eq!(problem_of_code(code), problem, "{code}");
        }
    }

    #[test]
    fn a_message_names_what_where_and_the_code() {
        let error = StoreError { place: "uploads", problem: Problem::Full, code: Some("13".to_owned()) };
        assert_eq!(
            error.message(Lang::Ja),
            "保存先の空きがありません。空きを作ってもう一度お試しください [uploads 13]"
        );
        assert!(error.to_string().ends_with("make room and try again"));
    }
}
