//! Hospital or clinic: what no claim file says and some rules ask.

/// What kind of institution files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InstitutionKind {
    /// Nobody has said: what needs it is not evaluated.
    #[default]
    Unknown,
    /// 病院.
    Hospital,
    /// 診療所.
    Clinic,
}
