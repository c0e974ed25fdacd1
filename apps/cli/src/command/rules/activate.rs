//! `shinsa rules activate`: a signed revision is tried and made active for every branch at once.

use model::Lang;
use revisions::home::{Activated, Order, months_of_now};

use crate::args::rules::revision::Activate;
use crate::command::revision;
use crate::exit::Done;
use crate::output::to_stdout;

/// Activates.
pub fn run(options: &Activate, lang: Lang) -> anyhow::Result<Done> {
    let home = match revision::home(options.revision_home.as_deref(), lang) {
        Ok(home) => home,
        Err(done) => return Ok(done),
    };
    let months = if options.warm.is_empty() { months_of_now() } else { options.warm.clone() };
    let order = Order { trusted: options.trust.clone(), early: options.early, months, at_hand: None };
    match revision::watched(lang, |at| home.activate(&options.bundle, &order, at)) {
        Ok(activated) => tell(&activated, lang),
        Err(error) => {
            let done = revision::told(error, lang)?;
            if done != Done::Clean {
                still(&home, lang);
            }
            Ok(done)
        }
    }
}

/// What is active although this one is not.
fn still(home: &revisions::Home, lang: Lang) {
    let state = home.state().ok();
    let Some(active) = state.as_ref().and_then(|state| state.active()) else { return };
    let (number, name) = (active.number, &active.name);
    match lang {
        Lang::Ja => anstream::eprintln!("有効な改訂は変わりません: 改訂{number}「{name}」"),
        Lang::En => anstream::eprintln!("the active revision has not changed: {number} `{name}`"),
    }
}

/// Tells what is active now.
pub(super) fn tell(activated: &Activated, lang: Lang) -> anyhow::Result<Done> {
    let event = &activated.event;
    let (number, name, revision) = (event.number, &event.name, &event.revision);
    let (rules, branches, millis) = (event.rules, event.branches.len(), event.millis);
    to_stdout(|out| {
        match lang {
            Lang::Ja => writeln!(
                out,
                "すべての支部で改訂{number}「{name}」が有効になりました（規則{rules}件、上書のある支部{branches}、{millis}ミリ秒）\n  要約値: {revision}"
            )?,
            Lang::En => writeln!(
                out,
                "revision {number} `{name}` is active for all branches ({rules} rules, {branches} branches with overlays, {millis} ms)\n  digest: {revision}"
            )?,
        }
        Ok(())
    })?;
    Ok(Done::Clean)
}
