//! Small words of what is kept: time, institution, role, side, kind of sign-in.

use crate::coded::coded;
use crate::error::{Problem, Result, StoreError};

/// Whole seconds since 1970 (UTC), given by the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Now(pub i64);

/// An institution by nine digits: prefecture and number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Institution(String);

impl Institution {
    /// From nine digits.
    pub fn new(digits: &str) -> Result<Self> {
        if digits.len() == 9 && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(digits.to_owned()))
        } else {
            Err(StoreError::new("institution", Problem::Institution))
        }
    }

    /// The nine digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

coded!(
    /// What an account is for.
    Role {
        Clinic = "clinic", "医療機関", "clinic";
        Staff = "staff", "職員", "staff";
        Reviewer = "reviewer", "審査委員", "reviewer";
        Arbiter = "arbiter", "裁定者", "arbiter";
        Headquarters = "headquarters", "本部", "headquarters";
        Administrator = "administrator", "管理者", "administrator";
    }
);

coded!(
    // SPEC: 診療担当者代表, 保険者代表, 学識経験者 of the review committee (三者構成); the first two decide, the third when
    // they part. The article of 支払基金法 that names them is *unverified* (no text of the law at hand).
    /// Whom a member of the review committee stands for.
    Side {
        Providers = "providers", "診療担当者代表", "for those who treat";
        Insurers = "insurers", "保険者代表", "for the insurers";
        Learned = "learned", "学識経験者", "of learning and experience";
    }
);

coded!(
    /// How an account signs in; other kinds come as further rows here.
    SignInKind {
        Password = "password", "パスワード", "password";
    }
);

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at a surprise")]
    use super::*;

    #[test]
    fn an_institution_is_nine_digits() {
        assert_eq!(Institution::new("131234567").unwrap().as_str(), "131234567");
        for wrong in ["", "13123456", "1312345678", "13123456x", "１３１２３４５６７"] {
            assert!(Institution::new(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn codes_come_back() {
        assert!(Role::ALL.iter().all(|role| Role::from_code(role.code()) == Some(*role)));
        assert!(Side::ALL.iter().all(|side| Side::from_code(side.code()) == Some(*side)));
        assert_eq!(Role::from_code("root"), None);
    }
}
