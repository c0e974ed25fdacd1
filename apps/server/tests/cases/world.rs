//! A month of review in memory, with people and a server that is asked in this process.

use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use desk::Taken;
use masters::Masters;
use model::Queue;
use review::session::{Session, Snapshot, Tests, Trials};
use serde_json::Value;
use server::app::App;
use server::settings::Settings;
use store::accounts::Person;
use store::cases::{CaseFile, CaseFilter, Intake};
use store::sessions::{Lasts, SecondFactor};
use store::{Institution, Role, Secret, Side};
use tower::ServiceExt;

use crate::made;

pub const BRANCH: &str = "13";
pub const MONTH: &str = "202407";

static SNAPSHOT: LazyLock<Arc<Snapshot>> = LazyLock::new(|| {
    let tests = Tests::Known(Trials::default());
    let masters = Arc::new(Masters::starter_anew());
    Arc::new(desk::built_in(masters, Masters::starter_digest(), tests, &[], |_| ()).unwrap())
});

/// Somebody who signed in.
pub struct Somebody {
    pub id: String,
    pub login: String,
    token: String,
    csrf: String,
}

pub struct World {
    pub app: App,
    pub ids: Vec<String>,
}

impl Somebody {
    /// The token of the session.
    pub fn csrf(&self) -> &str {
        &self.csrf
    }
}

impl World {
    /// Two cases that begin in a queue.
    pub async fn with(queue: Queue) -> Self {
        Self::on(crate::database::asked_for().await, queue).await
    }

    /// The same on a database; without one in memory.
    pub async fn on(database: Option<String>, queue: Queue) -> Self {
        let settings = Settings { database, ..Settings::default() };
        let app = App::open(settings, Session::new(SNAPSHOT.clone()), None).await.unwrap();
        let store = app.store();
        store.open_month(BRANCH, MONTH, (0, i64::MAX), None, app.now()).await.unwrap();
        store
            .open_cases((BRANCH, MONTH), &made::cases(&SNAPSHOT, queue), Intake::Window, app.now())
            .await
            .unwrap();
        let listed = store.cases(&CaseFilter::default(), None, 10).await.unwrap();
        Self { ids: listed.into_iter().map(|case| case.id).collect(), app }
    }

    pub async fn account(&self, login: &str, role: Role, side: Option<Side>) -> Somebody {
        self.account_at(login, role, side, None).await
    }

    pub async fn account_at(
        &self,
        login: &str,
        role: Role,
        side: Option<Side>,
        branch: Option<&str>,
    ) -> Somebody {
        let institution = (role == Role::Clinic).then(|| Institution::new("131000009").unwrap());
        let branch = branch.map(str::to_owned);
        let person = Person { display: login.to_owned(), role, institution, branch, side };
        let (store, now) = (self.app.store(), self.app.now());
        let id = store
            .create_account(login, &person, Secret::new("a long enough password".to_owned()), None, now)
            .await
            .unwrap();
        let lasts = Lasts { idle: 1000, absolute: 1000 };
        let opened = store.open_session(&id, SecondFactor::NotAsked, lasts, None, now).await.unwrap();
        Somebody {
            id,
            login: login.to_owned(),
            token: opened.token.reveal().to_owned(),
            csrf: opened.csrf.reveal().to_owned(),
        }
    }

    async fn ask(
        &self,
        who: &Somebody,
        request: axum::http::request::Builder,
        body: String,
    ) -> (StatusCode, String) {
        let answer = self.answer(who, request, body).await;
        let status = answer.status();
        let body = axum::body::to_bytes(answer.into_body(), 1 << 24).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn answer(
        &self,
        who: &Somebody,
        request: axum::http::request::Builder,
        body: String,
    ) -> axum::response::Response {
        let request = request
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, format!("shinsa={}", who.token));
        self.app.router().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap()
    }

    /// Where a form leads.
    pub async fn post_to(&self, who: &Somebody, path: &str, form: &[(&str, &str)]) -> String {
        let answer = self.answer(who, form_for(path), body_of(&who.csrf, form)).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path} by {}", who.login);
        answer.headers()[header::LOCATION].to_str().unwrap().to_owned()
    }

    /// As a program of somebody: JSON with the token of the session.
    pub async fn api(
        &self,
        who: &Somebody,
        (method, path): (&str, &str),
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        self.api_with(who, &who.csrf, (method, path), body).await
    }

    /// The same with another token.
    pub async fn api_with(
        &self,
        who: &Somebody,
        csrf: &str,
        (method, path): (&str, &str),
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::COOKIE, format!("shinsa={}", who.token))
            .header("shinsa-csrf", csrf)
            .header(header::CONTENT_TYPE, "application/json");
        let body = body.map_or_else(String::new, |body| body.to_string());
        let answer = self.app.router().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = answer.status();
        let body = axum::body::to_bytes(answer.into_body(), 1 << 24).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
    }

    /// A file, with the head of the answer.
    pub async fn fetch(&self, who: &Somebody, path: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
        let answer = self.answer(who, Request::get(path), String::new()).await;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = axum::body::to_bytes(answer.into_body(), 1 << 24).await.unwrap();
        (status, headers, body.to_vec())
    }

    pub async fn get(&self, who: &Somebody, path: &str) -> (StatusCode, String) {
        self.ask(who, Request::get(path), String::new()).await
    }

    pub async fn post(&self, who: &Somebody, path: &str, form: &[(&str, &str)]) -> (StatusCode, String) {
        self.post_with(who, &who.csrf, path, form).await
    }

    pub async fn post_with(
        &self,
        who: &Somebody,
        csrf: &str,
        path: &str,
        form: &[(&str, &str)],
    ) -> (StatusCode, String) {
        self.ask(who, form_for(path), body_of(csrf, form)).await
    }

    pub async fn case(&self, id: &str) -> CaseFile {
        self.app.store().case(id).await.unwrap().unwrap()
    }

    pub async fn claims(&self, who: &Somebody, id: &str, version: i64) {
        let version = version.to_string();
        let (status, page) =
            self.post(who, &format!("/cases/{id}"), &[("act", "claim"), ("version", &version)]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{}: {page}", who.login);
    }

    /// Takes a case, if it goes.
    pub async fn try_claim(&self, who: &Somebody, id: &str, version: i64) -> StatusCode {
        let version = version.to_string();
        self.post(who, &format!("/cases/{id}"), &[("act", "claim"), ("version", &version)]).await.0
    }

    /// Takes a decision back, if it goes.
    pub async fn try_reopen(&self, who: &Somebody, id: &str, version: i64) -> StatusCode {
        let version = version.to_string();
        let form = [("act", "reopen"), ("version", version.as_str()), ("text", "x")];
        self.post(who, &format!("/cases/{id}"), &form).await.0
    }

    /// As claimed, for all lines that the first look told.
    pub async fn decides_blindly(&self, who: &Somebody, id: &str, version: i64) -> StatusCode {
        let Ok(Some(file)) = self.app.store().case(id).await else {
            return StatusCode::SERVICE_UNAVAILABLE;
        };
        let mut form =
            vec![("act".to_owned(), "decide".to_owned()), ("version".to_owned(), version.to_string())];
        form.extend(
            file.case.lines().iter().map(|line| (format!("verdict-{line}"), "as-claimed".to_owned())),
        );
        let form: Vec<(&str, &str)> =
            form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(who, &format!("/cases/{id}"), &form).await.0
    }

    /// The same for every line: a verdict, its reason, points. What can be assessed is one line alone: the others stay as
    /// claimed then.
    pub async fn decides(
        &self,
        who: &Somebody,
        id: &str,
        version: i64,
        (verdict, reason, points): (&str, &str, &str),
    ) -> (StatusCode, String) {
        let mut form = begun(version);
        let assessed = if verdict == "assess" { Some(self.assessable(id).await.0) } else { None };
        let lines = self.case(id).await.case.lines().clone();
        for line in &lines {
            let verdict = if assessed.is_none_or(|of| of == *line) { verdict } else { "as-claimed" };
            decided(&mut form, &line.to_string(), (verdict, reason, points));
        }
        if let Some(line) = assessed.filter(|line| !lines.contains(line)) {
            form.push(("other".to_owned(), line.to_string()));
            decided(&mut form, "other", (verdict, reason, points));
        }
        self.post_form(who, id, &form).await
    }

    /// A line of a case that can be assessed, one that a rule spoke of where there is one, with the points it claims.
    pub async fn assessable(&self, id: &str) -> (u32, i64) {
        let shown = self.app.store().case_claim(id).await.unwrap();
        let taken: Taken = serde_json::from_slice(&shown.found).unwrap();
        let batch = taken.read(&shown.claim).unwrap();
        let of = desk::official::Facts { batch: &batch, receipt: 0 };
        let first = taken.receipt.first_line;
        let claims = (first..first + taken.lines).filter_map(|line| {
            let claims = desk::official::assessment::assessable(of, line).ok()?;
            Some((u32::try_from(line).unwrap(), claims.points))
        });
        let asked = self.case(id).await.case.lines().clone();
        claims.min_by_key(|(line, _)| (!asked.contains(line), *line)).expect("a line with points")
    }

    pub async fn post_form(
        &self,
        who: &Somebody,
        id: &str,
        form: &[(String, String)],
    ) -> (StatusCode, String) {
        let form: Vec<(&str, &str)> =
            form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(who, &format!("/cases/{id}"), &form).await
    }

    /// As claimed, but for another line that goes back.
    pub async fn decides_other(
        &self,
        who: &Somebody,
        id: &str,
        version: i64,
        line: &str,
    ) -> (StatusCode, String) {
        let mut form = vec![
            ("act".to_owned(), "decide".to_owned()),
            ("version".to_owned(), version.to_string()),
            ("other".to_owned(), line.to_owned()),
            ("verdict-other".to_owned(), "return".to_owned()),
            ("return-reason-other".to_owned(), "199999".to_owned()),
            ("text-other".to_owned(), "本文".to_owned()),
        ];
        form.extend(
            self.case(id)
                .await
                .case
                .lines()
                .iter()
                .map(|line| (format!("verdict-{line}"), "as-claimed".to_owned())),
        );
        let form: Vec<(&str, &str)> =
            form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(who, &format!("/cases/{id}"), &form).await
    }

    /// Both sides say that it stays as claimed.
    pub async fn settles(&self, id: &str, sides: [&Somebody; 2]) {
        for (version, side) in [0, 2].into_iter().zip(sides) {
            self.claims(side, id, version).await;
            let done = self.decides(side, id, version + 1, ("as-claimed", "", "")).await;
            assert_eq!(done.0, StatusCode::SEE_OTHER);
        }
    }

    pub async fn acts_on(&self, subject: &str) -> Vec<String> {
        let rows = self.app.store().audit_rows(subject, None, 100).await.unwrap();
        rows.into_iter().map(|row| row.entry.act).collect()
    }
}

fn form_for(path: &str) -> axum::http::request::Builder {
    Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

fn body_of(csrf: &str, form: &[(&str, &str)]) -> String {
    let form: Vec<(&str, &str)> = form.iter().copied().chain([("csrf", csrf)]).collect();
    serde_html_form::to_string(form).unwrap()
}

/// What a decision begins with.
pub fn begun(version: i64) -> Vec<(String, String)> {
    vec![("act".to_owned(), "decide".to_owned()), ("version".to_owned(), version.to_string())]
}

/// A line of a decision: its verdict, reason and points.
pub fn decided(form: &mut Vec<(String, String)>, line: &str, (verdict, reason, points): (&str, &str, &str)) {
    form.push((format!("verdict-{line}"), verdict.to_owned()));
    form.push((format!("{verdict}-reason-{line}"), reason.to_owned()));
    form.push((format!("points-{line}"), points.to_owned()));
    form.push((format!("text-{line}"), "本文".to_owned()));
}

/// A line of the trail by somebody.
pub fn entry(who: &Somebody) -> store::audit::Entry {
    store::audit::Entry {
        actor: who.id.clone(),
        role: "test".to_owned(),
        act: "test".to_owned(),
        subject: String::new(),
        purpose: "test".to_owned(),
        detail: String::new(),
    }
}
