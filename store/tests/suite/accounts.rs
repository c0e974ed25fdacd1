//! Accounts: signing in, waiting, second factor, recovery.

use store::accounts::{Person, SignIn};
use store::{Institution, Now, Problem, Role, Secret, Side, Store};

use crate::places::each;

pub const PASSWORD: &str = "correct horse battery";

pub fn clinic() -> Person {
    Person {
        display: "受付".to_owned(),
        role: Role::Clinic,
        institution: Some(Institution::new("131234567").unwrap()),
        branch: Some("13".to_owned()),
        side: None,
    }
}

pub async fn make(store: &Store, login: &str, person: &Person) -> String {
    store.create_account(login, person, Secret::new(PASSWORD), None, Now(1_000)).await.unwrap()
}

#[test]
fn an_account_comes_back_as_it_was_made() {
    each(async |store| {
        assert_eq!(store.count_accounts(None).await.unwrap(), 0);
        let id = make(&store, "Reception", &clinic()).await;
        let account = store.account(&id).await.unwrap().unwrap();
        assert_eq!((account.login.as_str(), account.role), ("reception", Role::Clinic));
        assert_eq!(account.institution.clone().unwrap().as_str(), "131234567");
        assert_eq!(store.account_by_login("RECEPTION").await.unwrap(), Some(account));
        assert_eq!(store.count_accounts(Some(Role::Clinic)).await.unwrap(), 1);
        assert_eq!(store.count_accounts(Some(Role::Staff)).await.unwrap(), 0);
        let again = store.create_account("RECEPTION", &clinic(), Secret::new(PASSWORD), None, Now(1)).await;
        assert_eq!(again.unwrap_err().problem(), Problem::Taken);
    });
}

#[test]
fn a_role_needs_what_belongs_to_it() {
    each(async |store| {
        let reviewer =
            Person { role: Role::Reviewer, institution: None, side: Some(Side::Insurers), ..clinic() };
        make(&store, "reviewer", &reviewer).await;
        for wrong in [
            Person { institution: None, ..clinic() },
            Person { side: Some(Side::Learned), ..clinic() },
            Person { side: None, ..reviewer.clone() },
            Person { role: Role::Arbiter, ..reviewer.clone() },
            Person { branch: Some("1x".to_owned()), ..clinic() },
        ] {
            let error =
                store.create_account("x", &wrong, Secret::new(PASSWORD), None, Now(1)).await.unwrap_err();
            assert_eq!(error.problem(), Problem::Account);
        }
        for (login, password, problem) in [
            ("a b", PASSWORD, Problem::Login),
            ("", PASSWORD, Problem::Login),
            ("a\0b", PASSWORD, Problem::Login),
            ("a\u{1b}", PASSWORD, Problem::Login),
            ("a", "short", Problem::Password),
        ] {
            let error = store
                .create_account(login, &clinic(), Secret::new(password), None, Now(1))
                .await
                .unwrap_err();
            assert_eq!(error.problem(), problem);
        }
    });
}

#[test]
fn only_the_password_opens_and_an_unknown_name_is_answered_alike() {
    each(async |store| {
        let id = make(&store, "reception", &clinic()).await;
        let right = store.sign_in("reception", Secret::new(PASSWORD), Now(2_000)).await.unwrap();
        assert!(matches!(right, SignIn::Done(account) if account.id == id));
        for login in ["reception", "nobody"] {
            let wrong = store.sign_in(login, Secret::new("wrong horse battery"), Now(2_000)).await.unwrap();
            assert_eq!(wrong, SignIn::Refused, "{login}");
        }
        store.set_account_disabled(&id, true, None, Now(2_001)).await.unwrap();
        let disabled = store.sign_in("reception", Secret::new(PASSWORD), Now(2_002)).await.unwrap();
        assert_eq!(disabled, SignIn::Refused);
    });
}

#[test]
fn failures_hold_up_known_and_unknown_names_alike() {
    each(async |store| {
        make(&store, "reception", &clinic()).await;
        for login in ["reception", "nobody"] {
            for _ in 0..5 {
                let wrong =
                    store.sign_in(login, Secret::new("wrong horse battery"), Now(3_000)).await.unwrap();
                assert_eq!(wrong, SignIn::Refused, "{login}");
            }
            let held = store.sign_in(login, Secret::new(PASSWORD), Now(3_001)).await.unwrap();
            assert_eq!(held, SignIn::Wait(3_010), "{login}");
        }
        let after = store.sign_in("reception", Secret::new(PASSWORD), Now(3_010)).await.unwrap();
        assert!(matches!(after, SignIn::Done(_)));
        let free = store.sign_in("reception", Secret::new(PASSWORD), Now(3_010)).await.unwrap();
        assert!(matches!(free, SignIn::Done(_)), "signing in forgets failures");
        assert_eq!(store.purge_attempts(Now(3_000 + 100_000)).await.unwrap(), 1);
    });
}

#[test]
fn a_new_password_ends_what_the_old_one_opened() {
    each(async |store| {
        let id = make(&store, "reception", &clinic()).await;
        store.set_password(&id, Secret::new("another long one"), None, Now(1)).await.unwrap();
        let old = store.sign_in("reception", Secret::new(PASSWORD), Now(2_000)).await.unwrap();
        assert_eq!(old, SignIn::Refused);
        let new = store.sign_in("reception", Secret::new("another long one"), Now(2_000)).await.unwrap();
        assert!(matches!(new, SignIn::Done(_)));
        let missing = store.set_password("nobody", Secret::new("another long one"), None, Now(1)).await;
        assert_eq!(missing.unwrap_err().problem(), Problem::Missing);
    });
}

fn code(base32: &str, at: u64) -> String {
    let secret = totp_rs::Secret::try_from_base32(base32).unwrap();
    totp_rs::Builder::new().with_secret(secret).build().unwrap().generate(at).to_string()
}

#[test]
fn a_one_time_password_counts_once() {
    each(async |store| {
        let id = make(&store, "reception", &clinic()).await;
        let setup = store.begin_totp(&id).await.unwrap();
        assert!(setup.url.reveal().starts_with("otpauth://totp/"));
        assert!(!store.account(&id).await.unwrap().unwrap().second_factor, "not before a code was given");
        assert!(store.confirm_totp(&id, "000000", None, Now(30_000)).await.unwrap().is_none());
        let base32 = setup.base32.reveal();
        let codes = store.confirm_totp(&id, &code(base32, 30_000), None, Now(30_000)).await.unwrap().unwrap();
        let first = store.sign_in("reception", Secret::new(PASSWORD), Now(30_001)).await.unwrap();
        assert!(matches!(first, SignIn::NeedsSecond(_)));
        assert!(
            !store.check_totp(&id, &code(base32, 30_000), Now(30_001)).await.unwrap(),
            "spent by the set-up"
        );
        let next = code(base32, 30_030);
        assert!(store.check_totp(&id, &next, Now(30_030)).await.unwrap());
        assert!(!store.check_totp(&id, &next, Now(30_031)).await.unwrap(), "never twice");
        let recovery = codes.0.first().unwrap();
        assert!(store.use_recovery_code(&id, &recovery.reveal().to_uppercase(), Now(30_040)).await.unwrap());
        assert!(!store.use_recovery_code(&id, recovery.reveal(), Now(30_041)).await.unwrap(), "never twice");
        assert_eq!(store.recovery_codes_left(&id).await.unwrap(), 9);
        store.remove_totp(&id, None, Now(30_050)).await.unwrap();
        assert!(!store.account(&id).await.unwrap().unwrap().second_factor);
        assert_eq!(store.recovery_codes_left(&id).await.unwrap(), 0);
    });
}

#[test]
fn guessing_one_time_passwords_is_held_up() {
    each(async |store| {
        let id = make(&store, "reception", &clinic()).await;
        let setup = store.begin_totp(&id).await.unwrap();
        let base32 = setup.base32.reveal();
        store.confirm_totp(&id, &code(base32, 30_000), None, Now(30_000)).await.unwrap().unwrap();
        for _ in 0..5 {
            assert!(!store.check_totp(&id, "abcdef", Now(30_060)).await.unwrap());
        }
        assert!(
            !store.check_totp(&id, &code(base32, 30_060), Now(30_061)).await.unwrap(),
            "right, but held up"
        );
        assert!(store.check_totp(&id, &code(base32, 30_090), Now(30_090)).await.unwrap());
    });
}

#[test]
fn an_unknown_name_takes_as_long_as_a_wrong_password() {
    each(async |store| {
        make(&store, "reception", &clinic()).await;
        let mut least = [std::time::Duration::MAX; 2];
        // The least of several: what else the machine does only adds.
        for at in 0..4 {
            for (login, least) in ["reception", "nobody"].into_iter().zip(&mut least) {
                let begun = std::time::Instant::now();
                store.sign_in(login, Secret::new("wrong horse battery"), Now(1_000_000 * at)).await.unwrap();
                *least = begun.elapsed().min(*least);
            }
        }
        let [known, unknown] = least;
        assert!(unknown * 2 > known && known * 2 > unknown, "{known:?} and {unknown:?}");
    });
}

#[test]
fn a_name_with_control_characters_is_told_so_by_either_database() {
    each(async |store| {
        for name in ["\0", "recep\0tion", "a\nb", "\u{7f}"] {
            let refused = store.sign_in(name, Secret::new(PASSWORD), Now(1)).await.unwrap_err();
            assert_eq!(refused.problem(), Problem::Login, "{name:?}");
        }
        let refused = store.account_by_login("a\0b").await;
        assert!(
            refused.as_ref().is_ok_and(Option::is_none) || refused.unwrap_err().problem() == Problem::Text
        );
    });
}

fn administrator() -> Person {
    Person { role: Role::Administrator, institution: None, ..clinic() }
}

#[test]
fn the_last_administrator_stays() {
    each(async |store| {
        let id = make(&store, "one", &administrator()).await;
        let staff = Person { role: Role::Staff, ..administrator() };
        let lowered = store.change_account(&id, &staff, None, Now(2)).await.unwrap_err();
        assert_eq!(lowered.problem(), Problem::LastAdministrator);
        let stopped = store.set_account_disabled(&id, true, None, Now(2)).await.unwrap_err();
        assert_eq!(stopped.problem(), Problem::LastAdministrator);
        let other = make(&store, "two", &administrator()).await;
        store.set_account_disabled(&id, true, None, Now(3)).await.unwrap();
        let refused = store.change_account(&other, &staff, None, Now(4)).await.unwrap_err();
        assert_eq!(refused.problem(), Problem::LastAdministrator, "the other one is stopped");
        store.change_account(&id, &staff, None, Now(5)).await.unwrap();
    });
}

#[test]
fn administrators_who_lower_each_other_at_once_leave_one() {
    each(async |store| {
        let ids = [make(&store, "a", &administrator()).await, make(&store, "b", &administrator()).await];
        let staff = Person { role: Role::Staff, ..administrator() };
        for round in 0..20 {
            for id in &ids {
                store.change_account(id, &administrator(), None, Now(round)).await.unwrap();
                store.set_account_disabled(id, false, None, Now(round)).await.unwrap();
            }
            let mut tasks = tokio::task::JoinSet::new();
            for (at, id) in ids.iter().cloned().enumerate() {
                let (store, staff) = (store.clone(), staff.clone());
                tasks.spawn(async move {
                    if at == 0 {
                        store.change_account(&id, &staff, None, Now(round)).await
                    } else {
                        store.set_account_disabled(&id, true, None, Now(round)).await
                    }
                });
            }
            let came = tasks.join_all().await;
            assert_eq!(came.iter().filter(|one| one.is_ok()).count(), 1, "{came:?}");
            assert_eq!(store.count_accounts(Some(Role::Administrator)).await.unwrap(), 1);
        }
    });
}
