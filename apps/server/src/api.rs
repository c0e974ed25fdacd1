//! The API: routes and their documentation in one place.

pub mod alike;
pub mod assign;
pub mod cases;
pub mod checks;
pub mod effects;
pub mod ehr;
pub mod health;
pub mod months;
pub mod openapi;
pub mod rules;
pub mod session;

use axum::Router;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

/// What the document says beside the routes.
#[derive(OpenApi)]
#[openapi(info(
    title = "審査（Shinsa）",
    description = "レセプトの請求前点検と審査。Pre-checks of medical claims before filing, and their review.",
    license(name = "Apache-2.0", identifier = "Apache-2.0")
))]
struct Document;

/// All routes of the API.
pub fn routes() -> Router<App> {
    let (routes, document) = OpenApiRouter::with_openapi(Document::openapi())
        .routes(utoipa_axum::routes!(health::health))
        .routes(utoipa_axum::routes!(health::ready))
        .routes(utoipa_axum::routes!(health::metrics))
        .routes(utoipa_axum::routes!(checks::check, checks::list))
        .routes(utoipa_axum::routes!(checks::one, checks::delete))
        .routes(utoipa_axum::routes!(checks::of_receipt))
        .routes(utoipa_axum::routes!(checks::receipt))
        .routes(utoipa_axum::routes!(checks::asp))
        .routes(utoipa_axum::routes!(checks::compared))
        .routes(utoipa_axum::routes!(checks::repairs))
        .routes(utoipa_axum::routes!(checks::mended))
        .routes(utoipa_axum::routes!(session::session))
        .routes(utoipa_axum::routes!(cases::list))
        .routes(utoipa_axum::routes!(cases::next))
        .routes(utoipa_axum::routes!(cases::one))
        .routes(utoipa_axum::routes!(cases::act))
        .routes(utoipa_axum::routes!(cases::uncovered))
        .routes(utoipa_axum::routes!(cases::trace))
        .routes(utoipa_axum::routes!(cases::linked))
        .routes(utoipa_axum::routes!(assign::list, assign::give))
        .routes(utoipa_axum::routes!(assign::level))
        .routes(utoipa_axum::routes!(months::list, months::open))
        .routes(utoipa_axum::routes!(months::intake))
        .routes(utoipa_axum::routes!(months::result_files))
        .routes(utoipa_axum::routes!(months::close))
        .routes(utoipa_axum::routes!(rules::rules))
        .routes(utoipa_axum::routes!(rules::activate))
        .routes(utoipa_axum::routes!(rules::roll_back))
        .routes(utoipa_axum::routes!(rules::set_shadow, rules::remove_shadow))
        .routes(utoipa_axum::routes!(effects::ask))
        .routes(utoipa_axum::routes!(effects::one))
        .split_for_parts();
    routes.merge(openapi::routes(&document))
}
