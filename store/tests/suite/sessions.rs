//! Sessions and keys of clinics.

use store::sessions::{Lasts, SecondFactor};
use store::{Institution, Now, Problem};

use crate::accounts::{clinic, make};
use crate::places::each;

const LASTS: Lasts = Lasts { idle: 600, absolute: 3_600 };

#[test]
fn a_session_holds_until_it_is_idle_or_over() {
    each(async |store| {
        let id = make(&store, "reception", &clinic()).await;
        let opened = store.open_session(&id, SecondFactor::NotAsked, LASTS, None, Now(0)).await.unwrap();
        let token = opened.token.reveal();
        let session = store.session(token, Now(500)).await.unwrap().unwrap();
        assert_eq!(session.account.id, id);
        assert_eq!(session.csrf.reveal(), opened.csrf.reveal());
        assert_ne!(session.csrf.reveal(), token);
        assert!(store.session(token, Now(1_099)).await.unwrap().is_some(), "used at 500");
        assert!(store.session(token, Now(1_699)).await.unwrap().is_none(), "idle since 1099");
        assert!(store.session("nothing", Now(0)).await.unwrap().is_none());
        let long = store.open_session(&id, SecondFactor::Given, LASTS, None, Now(0)).await.unwrap();
        for at in (0..3_600).step_by(500) {
            assert!(store.session(long.token.reveal(), Now(at)).await.unwrap().is_some());
        }
        assert!(store.session(long.token.reveal(), Now(3_600)).await.unwrap().is_none(), "over");
        assert_eq!(store.purge_sessions(Now(3_600)).await.unwrap(), 2);
    });
}

#[test]
fn sessions_end_when_revoked_disabled_or_changed() {
    each(async |store| {
        let id = make(&store, "reception", &clinic()).await;
        let open = async || {
            let opened = store.open_session(&id, SecondFactor::NotAsked, LASTS, None, Now(0)).await.unwrap();
            opened.token
        };
        let holds =
            async |token: &store::Secret| store.session(token.reveal(), Now(1)).await.unwrap().is_some();
        let (a, b) = (open().await, open().await);
        store.revoke_session(a.reveal(), &id, None, Now(1)).await.unwrap();
        assert!(!holds(&a).await && holds(&b).await);
        store.revoke_sessions_of(&id, None, Now(2_000)).await.unwrap();
        assert!(!holds(&b).await);
        let c = open().await;
        store.change_account(&id, &clinic(), None, Now(2)).await.unwrap();
        assert!(!holds(&c).await);
        let d = open().await;
        store.set_account_disabled(&id, true, None, Now(3)).await.unwrap();
        assert!(!holds(&d).await);
    });
}

#[test]
fn a_key_opens_until_it_is_revoked() {
    each(async |store| {
        let (own, other) = (Institution::new("131234567").unwrap(), Institution::new("137654321").unwrap());
        let made = store.create_api_key(&own, "電子カルテ", 60, "me", None, Now(100)).await.unwrap();
        let text = made.key.reveal();
        assert!(text.starts_with("shk_"));
        let key = store.api_key(text, Now(200)).await.unwrap().unwrap();
        assert_eq!((key.institution.clone(), key.rate, key.used), (own.clone(), 60, None));
        assert!(store.api_key(&format!("{text}a"), Now(200)).await.unwrap().is_none());
        for wrong in ["", "shk_", "shk_a_b", "sk_a_b"] {
            assert!(store.api_key(wrong, Now(200)).await.unwrap().is_none());
        }
        store.api_key(text, Now(230)).await.unwrap().unwrap();
        assert_eq!(store.api_keys(&own).await.unwrap().first().unwrap().used, Some(200), "once a minute");
        assert!(store.api_keys(&other).await.unwrap().is_empty());
        let error = store.revoke_api_key(&other, &made.id, None, Now(300)).await.unwrap_err();
        assert_eq!(error.problem(), Problem::Missing, "another's key");
        store.revoke_api_key(&own, &made.id, None, Now(300)).await.unwrap();
        assert!(store.api_key(text, Now(301)).await.unwrap().is_none());
    });
}
