//! `shinsa service account`: who may sign in.

use model::Lang;
use serde_json::json;
use server::settings::Fault;
use store::accounts::{Account, Person};
use store::{Institution, Role, Side, Store};

use super::{Result, entry, now, open, password, said, unknown};
use crate::args::service::{Add, List, One};
use crate::exit::Done;
use crate::output::to_stdout;

/// So many accounts are read at once.
const PAGE: i64 = 500;

/// Makes an account.
pub(super) async fn add(options: &Add, lang: Lang) -> Result<Done> {
    let institution = options.institution.as_deref().map(Institution::new).transpose()?;
    let person = Person {
        display: options.name.clone(),
        role: options.role,
        institution,
        branch: options.branch.map(|branch| branch.number().to_owned()),
        side: options.side.map(Side::from),
    };
    let store = open(&options.which).await?;
    let (password, entry) = (password::ask(lang)?, entry("account.make", ""));
    store.create_account(&options.login, &person, password, Some(&entry), now()).await?;
    store.close().await;
    Ok(said("利用者を作りました", "the account was made", lang))
}

/// Lists all of them.
pub(super) async fn list(options: &List, lang: Lang) -> Result<Done> {
    let store = open(&options.which).await?;
    let mut all: Vec<Account> = Vec::new();
    loop {
        let after = all.last().map(|account| account.login.clone()).unwrap_or_default();
        let page = store.accounts(&after, PAGE).await?;
        if page.is_empty() {
            break;
        }
        all.extend(page);
    }
    store.close().await;
    to_stdout(|out| {
        for account in &all {
            if options.json {
                writeln!(out, "{}", as_json(account))?;
            } else {
                writeln!(out, "{}", as_line(account, lang))?;
            }
        }
        Ok(())
    })?;
    Ok(Done::Clean)
}

fn as_json(of: &Account) -> serde_json::Value {
    json!({
        "id": of.id,
        "login": of.login,
        "name": of.display,
        "role": of.role.code(),
        "institution": of.institution.as_ref().map(Institution::as_str),
        "branch": of.branch,
        "side": of.side.map(Side::code),
        "second_factor": of.second_factor,
        "disabled": of.disabled,
        "made": of.made,
    })
}

fn as_line(of: &Account, lang: Lang) -> String {
    let word = |ja, en| model::Text::new(ja, en).in_lang(lang);
    let mut parts = vec![of.login.clone(), of.role.name().in_lang(lang).to_owned(), of.display.clone()];
    parts.extend(of.institution.as_ref().map(|digits| digits.as_str().to_owned()));
    parts.extend(of.branch.clone());
    parts.extend(of.side.map(|side| side.name().in_lang(lang).to_owned()));
    parts.extend(of.second_factor.then(|| word("ワンタイムパスワード", "one-time passwords").to_owned()));
    parts.extend(of.disabled.then(|| word("停止中", "stopped").to_owned()));
    parts.join("\t")
}

/// Stops one; the last administrator stays, or nobody could let anybody in.
pub(super) async fn disable(options: &One, lang: Lang) -> Result<Done> {
    let (store, account) = found(options).await?;
    let admins = store.count_accounts(Some(Role::Administrator)).await?;
    if account.role == Role::Administrator && !account.disabled && admins == 1 {
        return Err(Fault::new(
            "最後の管理者は止められません。先にほかの管理者を作ってください",
            "the last administrator cannot be stopped: make another one first",
        )
        .into());
    }
    let entry = entry("account.disable", "");
    store.set_account_disabled(&account.id, true, Some(&entry), now()).await?;
    store.close().await;
    Ok(said("止めました。開いていたセッションも終わりました", "stopped, and its sessions ended", lang))
}

/// Lets one sign in again, at once.
pub(super) async fn enable(options: &One, lang: Lang) -> Result<Done> {
    let (store, account) = found(options).await?;
    let entry = entry("account.enable", "");
    store.set_account_disabled(&account.id, false, Some(&entry), now()).await?;
    store.forget_attempts(&account.login).await?;
    store.close().await;
    Ok(said("再開しました", "it may sign in again", lang))
}

/// Sets a new password.
pub(super) async fn password(options: &One, lang: Lang) -> Result<Done> {
    let (store, account) = found(options).await?;
    let entry = entry("account.password", "");
    store.set_password(&account.id, password::ask(lang)?, Some(&entry), now()).await?;
    store.forget_attempts(&account.login).await?;
    store.close().await;
    Ok(said(
        "パスワードを変えました。開いていたセッションは終わりました",
        "changed, and its sessions ended",
        lang,
    ))
}

/// Takes one-time passwords away.
pub(super) async fn forget_totp(options: &One, lang: Lang) -> Result<Done> {
    let (store, account) = found(options).await?;
    store.remove_totp(&account.id, Some(&entry("account.totp.remove", "")), now()).await?;
    store.close().await;
    Ok(said("ワンタイムパスワードを外しました", "one-time passwords are off", lang))
}

async fn found(options: &One) -> Result<(Store, Account)> {
    let store = open(&options.which).await?;
    let account = store.account_by_login(&options.login).await?.ok_or_else(unknown)?;
    Ok((store, account))
}
