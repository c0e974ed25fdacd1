//! The pages, made on the server; they work without script.

pub mod account;
pub mod accounts;
pub mod api_docs;
pub mod asp;
pub mod assets;
pub mod audit;
pub mod branches;
pub mod cases;
pub mod chart;
pub mod check;
pub mod compare;
pub mod differences;
pub mod effects;
pub mod exclusions;
pub mod faults;
pub mod finding;
pub mod frame;
pub mod home;
pub mod keys;
pub mod mend;
pub mod months;
pub mod print;
pub mod receipt;
pub mod relations;
pub mod returns;
pub mod rules;
pub mod scorecards;
pub mod shares;
pub mod sign_in;
pub mod words;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// All routes of the pages.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(assets::routes())
        .merge(account::routes())
        .merge(accounts::routes())
        .merge(audit::routes())
        .merge(exclusions::routes())
        .merge(keys::routes())
        .merge(returns::routes())
        .merge(rules::routes())
        .merge(effects::routes())
        .merge(branches::routes())
        .merge(cases::routes())
        .merge(months::routes())
        .route("/scorecards", get(scorecards::show))
        .route("/differences", get(differences::show))
        .route("/shares", get(shares::show))
        .route("/", get(home::show))
        .route("/checks", post(home::send))
        .route("/checks/{id}", get(check::show))
        .route("/checks/{id}/delete", post(check::delete))
        .route("/checks/{id}/asp", get(asp::show))
        .route("/checks/{id}/asp.csv", get(asp::csv))
        .route("/checks/{id}/compare/{earlier}", get(compare::show))
        .route("/checks/{id}/file", get(check::file))
        .route("/checks/{id}/mend", get(mend::show).post(mend::send))
        .route("/checks/{id}/print", get(print::show))
        .route("/checks/{id}/receipts/{seq}", get(receipt::show))
        .route("/checks/{id}/receipts/{seq}/trace", get(receipt::trace::show))
        .route("/checks/{id}/result.json", get(check::json))
        .route("/sign-in", get(sign_in::show).post(sign_in::send))
        .route("/sign-in/second", get(sign_in::second).post(sign_in::send_second))
        .route("/sign-out", post(sign_in::out))
}
