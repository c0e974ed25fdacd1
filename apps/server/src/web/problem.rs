//! Errors of the API: problem+json (RFC 9457) with a stable code, in both languages.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::{Lang, Text};
use serde::Serialize;
use utoipa::ToSchema;

/// The kinds of problems, each with its status and its title.
macro_rules! problems {
    ($($(#[$doc:meta])* $variant:ident $slug:literal $status:ident $ja:literal, $en:literal;)*) => {
        /// A kind of problem; its name never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in answers.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)* }
            }

            /// The status of HTTP.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)* }
            }

            /// What it is, in a few words.
            pub const fn title(self) -> Text {
                match self { $(Self::$variant => Text::new($ja, $en),)* }
            }
        }
    };
}

problems! {
    /// The request cannot be understood.
    Malformed "malformed" BAD_REQUEST "要求の形が正しくありません", "the request cannot be understood";
    /// Nobody signed in.
    SignIn "sign-in" UNAUTHORIZED "サインインが必要です", "sign in first";
    /// Not for this role.
    NotAllowed "not-allowed" FORBIDDEN "この操作は許可されていません", "this is not allowed";
    /// A form or a changing request without the token of its session.
    Forged "forged" FORBIDDEN "セッションを確かめる文字列がないか、違います", "the token of the session is missing or wrong";
    /// Nothing there, or nothing that the caller may know of.
    NotFound "not-found" NOT_FOUND "見つかりません", "not found";
    /// It was there, and was deleted.
    Gone "gone" GONE "残っていません", "it is no longer there";
    /// The path does not take this method.
    Method "method" METHOD_NOT_ALLOWED "この操作はできません", "this path does not take that method";
    /// The body did not come in time.
    TooSlow "too-slow" REQUEST_TIMEOUT "時間内に終わりませんでした", "it did not end in time";
    /// Somebody else acted on it after it was looked at.
    Stale "stale" CONFLICT "見たあとで変わっています", "it changed after it was looked at";
    /// What was decided cannot be kept as it was said.
    Decision "decision" UNPROCESSABLE_ENTITY "この判断は登録できません", "the decision cannot be kept like this";
    /// It contradicts what is there.
    Conflict "conflict" CONFLICT "現在の状態と合いません", "it contradicts what is there";
    /// The body is too large.
    TooLarge "too-large" PAYLOAD_TOO_LARGE "ファイルが大きすぎます", "the file is too large";
    /// The `Host` is not one of ours.
    WrongHost "wrong-host" MISDIRECTED_REQUEST "宛先の名前が違います", "this is not the host that was asked for";
    /// The file cannot be unpacked, or holds several.
    Unreadable "unreadable" UNPROCESSABLE_ENTITY "ファイルを読めません", "the file cannot be read";
    /// Too many requests of one client.
    TooMany "too-many" TOO_MANY_REQUESTS "要求が多すぎます", "too many requests";
    /// Every place is taken.
    Busy "busy" SERVICE_UNAVAILABLE "混み合っています", "the service is busy";
    /// There is no room left where things are kept.
    NoRoom "no-room" INSUFFICIENT_STORAGE "保存先の空きがありません", "there is no room left";
    /// The machine failed.
    Failed "failed" INTERNAL_SERVER_ERROR "サーバーで問題が起きました", "the server failed";
}

/// What went wrong with a request. It never holds values of what was sent.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Its kind.
    pub code: Code,
    /// What exactly, and what to do, in Japanese.
    pub detail: String,
    /// The same in English.
    pub detail_en: String,
    /// When to come again, in seconds.
    pub retry_after: Option<u32>,
    /// Why an act on a case is refused.
    pub refusal: Option<&'static str>,
}

/// A problem as an answer says it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemOut {
    /// A URI of the kind.
    pub r#type: String,
    /// The kind.
    pub code: &'static str,
    /// The status of HTTP.
    pub status: u16,
    /// The kind in a few words.
    pub title: &'static str,
    /// The same in English.
    pub title_en: &'static str,
    /// What exactly, and what to do.
    pub detail: String,
    /// The same in English.
    pub detail_en: String,
    /// Why an act on a case is refused, by a stable name; of other problems left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<&'static str>,
}

impl Problem {
    /// A problem with what to do about it.
    pub fn new(code: Code, detail: impl Into<String>, detail_en: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), detail_en: detail_en.into(), retry_after: None, refusal: None }
    }

    /// Come again in so many seconds.
    pub const fn again_in(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// An act that the rules of work refuse.
    pub fn refused(refusal: caseflow::Refusal) -> Self {
        let text = refusal.text();
        Self { refusal: Some(refusal.code()), ..Self::new(Code::Conflict, text.ja, text.en) }
    }

    /// Nothing there, or nothing that the caller may know of.
    pub fn not_found() -> Self {
        Self::new(
            Code::NotFound,
            "指定されたものはないか、見る権限がありません",
            "there is nothing, or it is not yours to see",
        )
    }

    /// A check whose claims and results were deleted.
    pub fn gone() -> Self {
        Self::new(
            Code::Gone,
            "この点検のレセプトと結果は、保管の期限が過ぎたか削除されたため残っていません。同じファイルをもう一度送ると点検できます",
            "the claims and results of this check were deleted: send the file again to check it",
        )
    }

    /// The machine failed; `what` goes to the log of the service and never into the answer.
    pub fn failed(what: impl std::fmt::Display) -> Self {
        tracing::error!(what = %what, "failed");
        Self::new(
            Code::Failed,
            "しばらくしてからもう一度お試しください。続く場合は管理者に連絡してください",
            "try again later; tell the administrator if it goes on",
        )
    }

    /// What exactly, in a language.
    pub fn detail(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.detail,
            Lang::En => &self.detail_en,
        }
    }
}

impl From<store::StoreError> for Problem {
    fn from(error: store::StoreError) -> Self {
        use store::Problem as Of;
        let code = match error.problem() {
            Of::Purged => return Self::gone(),
            Of::Missing => Code::NotFound,
            Of::Stale => Code::Stale,
            Of::Taken | Of::KeyReused | Of::Closed | Of::Intake | Of::LastAdministrator => Code::Conflict,
            Of::Institution | Of::Text | Of::Login | Of::Password | Of::Account | Of::Period => {
                Code::Malformed
            }
            Of::Busy => Code::Busy,
            Of::Full => Code::NoRoom,
            _ => return Self::failed(error),
        };
        Self::new(code, error.message(Lang::Ja), error.message(Lang::En))
    }
}

impl From<&Problem> for ProblemOut {
    fn from(problem: &Problem) -> Self {
        let title = problem.code.title();
        Self {
            r#type: format!("/api#problem-{}", problem.code.slug()),
            code: problem.code.slug(),
            status: problem.code.status().as_u16(),
            title: title.ja,
            title_en: title.en,
            detail: problem.detail.clone(),
            detail_en: problem.detail_en.clone(),
            refusal: problem.refusal,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.code.status(), Json(ProblemOut::from(&self))).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if self.code == Code::SignIn {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        // Pages show it as a page (web/headers.rs has no part in it: pages::faults does).
        response.extensions_mut().insert(self);
        response
    }
}
