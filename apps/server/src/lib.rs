//! `shinsa serve`: the engine behind HTTP and on screen.
//!
//! What comes in: settings, a session of rule sets, a store. What goes out: an API, pages, metrics, a log.
//! `app` is the whole table of routes; `web` is what every request passes; `api` and `pages` answer.

pub mod api;
pub mod app;
pub mod auth;
mod called;
mod casework;
pub mod chores;
mod days;
pub mod effects;
mod excluded;
mod history;
mod judging;
mod kept;
mod looks;
mod outcome;
pub mod pages;
pub mod place;
pub mod results;
mod returned;
pub mod ruling;
mod seated;
pub mod settings;
mod sheets;
mod uniformity;
pub mod web;

mod serve;

pub use serve::{Running, serve};
