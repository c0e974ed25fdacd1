//! Whose a page or a route is: the lists of roles, each said once.

use store::Role;

/// Those whose claims are checked before they are filed.
pub const CLINIC: &[Role] = &[Role::Clinic];
/// Those who have a seat: they work on cases.
pub const SEATS: &[Role] = &[Role::Staff, Role::Reviewer, Role::Arbiter, Role::Headquarters];
/// Whoever works on cases, and administrators.
pub const AGENCY: &[Role] =
    &[Role::Staff, Role::Reviewer, Role::Arbiter, Role::Headquarters, Role::Administrator];
/// Those who hand out months of cases and compare branches: headquarters and administrators, and staff, whose branch it
/// concerns. Counts and rules alone, nothing of a receipt.
pub const OFFICE: &[Role] = &[Role::Staff, Role::Headquarters, Role::Administrator];
/// Those who send what was decided to institutions: whole claims with their numbers.
pub const SENDERS: &[Role] = &[Role::Staff, Role::Headquarters];
/// Those who change what is live and what a month is, and read the trail.
pub const CENTRE: &[Role] = &[Role::Headquarters, Role::Administrator];
/// Those who keep accounts.
pub const KEEPERS: &[Role] = &[Role::Administrator];
