//! What every request passes through, and what every answer has in common.

pub mod controls;
pub mod gate;
pub mod headers;
pub mod held;
pub mod hosts;
pub mod log;
pub mod metrics;
pub mod object;
pub mod problem;
pub mod sent;
pub mod strays;
pub mod told;
pub mod unpack;

pub use gate::{Gate, Turn};
pub use held::Held;
pub use metrics::Metrics;
pub use problem::{Code, Problem};
pub use sent::Sent;
pub use told::Told;
