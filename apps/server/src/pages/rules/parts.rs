//! The parts of the page of rules.

use maud::{Markup, html};
use review::session::{Origin, Stage};

use super::super::frame::Frame;
use super::super::words;
use crate::ruling::told::{EventOut, RevisionOut, RulesOut, ShadowOut};

/// What is being done, and how the last thing ended.
pub fn working(frame: &Frame, of: &RulesOut) -> Markup {
    html! {
        @if let Some(working) = &of.working {
            p.told role="status" { (job(frame, working.job)) "… " (working.stage_name) " " a href="/rules" { (frame.word("見直す", "look again")) } }
        } @else if let Some(last) = &of.last {
            div class={ "told " (if last.done { "good" } else { "bad" }) } role="status" {
                p { (words::time(last.at)) " " (job(frame, last.job)) ": " (if last.done { frame.word("終わりました", "done") } else { frame.word("できませんでした。有効な改訂は変わりません", "failed; what was live still is") }) }
                @for why in &last.why { p.small { (why) } }
            }
        } @else if let Some(failure) = &of.failure {
            div.told.bad { p { (frame.word("最後の失敗 ", "last failure ")) (failure.at) ": " (failure.why) } @for detail in &failure.details { p.small { (detail) } } }
        }
    }
}

const fn job(frame: &Frame, job: &'static str) -> &'static str {
    match job.as_bytes() {
        b"activate" => frame.word("改訂の有効化", "activation"),
        b"rollback" => frame.word("前の改訂への戻し", "going back"),
        _ => frame.word("影の改訂の用意", "making the shadow ready"),
    }
}

/// How far the making of a revision is.
pub const fn job_stage(frame: &Frame, stage: Stage) -> &'static str {
    stage.title().in_lang(frame.lang)
}

/// A revision by number and name.
pub fn revision_name(of: &Origin) -> String {
    format!("{}「{}」", of.number, of.name)
}

/// A revision in full.
pub fn revision(frame: &Frame, title: &str, of: &RevisionOut) -> Markup {
    let none = || frame.word("なし", "none").to_owned();
    let listed = |all: &[String]| if all.is_empty() { none() } else { all.join("、") };
    html! {
        section.card {
            h2 { (title) }
            p { strong { (frame.word("改訂", "revision ")) (of.number) "「" (of.name) "」" } }
            dl.boxes {
                div { dt { (frame.word("要約値", "digest")) } dd.code.small { (of.id) } }
                div { dt { (frame.word("マスターの要約値", "digest of masters")) } dd.code.small { (of.masters) } }
                div { dt { (frame.word("規則", "rules")) } dd { (of.rules) } }
                div { dt { (frame.word("動かせない規則", "rules that cannot be run")) } dd { (listed(&of.not_run)) } }
                div { dt { (frame.word("上書のある支部", "branches with overlays")) } dd { (listed(&of.branches)) } }
                div { dt { (frame.word("例（一致・試せない・支部で変わる）", "examples (as they say, not decided, other for a branch)")) } dd { (of.passed) " · " (of.untried) " · " (of.overlaid) } }
                div { dt { (frame.word("計画のある診療年月", "months planned")) } dd { (listed(&of.months)) } }
            }
        }
    }
}

/// What the shadow says otherwise.
pub fn shadow(frame: &Frame, of: &ShadowOut) -> Markup {
    html! {
        (revision(frame, frame.word("影の改訂（数えるだけで、指摘は出さない）", "Shadow (counted, never issued)"), &of.revision))
        section.card {
            h2 { (frame.word("影の改訂ではこう変わる", "What the shadow says otherwise")) }
            p { (frame.word("比べたファイル ", "files ")) (of.files) (frame.word("、違いのあるレセプト ", ", receipts that differ ")) (of.receipts)
                (frame.word("、指摘 ", ", findings ")) (of.live) " → " (of.other) }
            @if !of.rules.is_empty() { div.scroll { table.stack {
                thead { tr { th { (frame.word("規則", "rule")) } th { (frame.word("増える", "more")) } th { (frame.word("なくなる", "gone")) } th { (frame.word("変わる", "other")) } } }
                tbody { @for (rule, changes) in &of.rules { tr {
                    td.code data-name=(frame.word("規則", "rule")) { (rule) }
                    td.number data-name=(frame.word("増える", "more")) { (changes.added) }
                    td.number data-name=(frame.word("なくなる", "gone")) { (changes.removed) }
                    td.number data-name=(frame.word("変わる", "other")) { (changes.changed) }
                } } }
            } } }
        }
    }
}

/// The forms that change what is live.
pub fn change(frame: &Frame, of: &RulesOut) -> Markup {
    html! {
        section.card {
            h2 { (frame.word("改訂を切り替える", "Change the revision")) }
            p.faint.small { (frame.word("署名を確かめ、規則の例を試してから、すべての支部で一度に切り替えます。どこかで失敗すれば、今の改訂のままです。", "The signature is verified and the examples are tried, then every branch changes at once. If anything fails, what is live stays.")) }
            p { a.button.main href="/rules/effects" { (frame.word("有効にする前に影響を調べる", "look at the effects first")) } }
            (upload(frame, "activate", frame.word("有効にする改訂（.shinsa-bundle）", "bundle to activate"), frame.word("有効にする", "activate")))
            (upload(frame, "shadow", frame.word("影として並べる改訂（.shinsa-bundle）", "bundle to stand beside as a shadow"), frame.word("影にする", "as a shadow")))
            div.acts {
                form method="post" action="/rules/rollback" data-ask=(frame.word("前の改訂に戻します。", "Go back to the revision before?")) { (frame.token()) button.grave { (frame.word("前の改訂に戻す", "go back")) } }
                @if of.shadow.is_some() { form method="post" action="/rules/shadow/remove" { (frame.token()) button { (frame.word("影を外す", "take the shadow away")) } } }
            }
        }
    }
}

fn upload(frame: &Frame, path: &str, label: &str, button: &str) -> Markup {
    let id = format!("bundle-{path}");
    html! {
        form.row method="post" action={ "/rules/" (path) } enctype="multipart/form-data" data-once {
            (frame.token())
            div.field { label for=(id) { (label) } input id=(id) type="file" name="bundle" required accept=".shinsa-bundle"; }
            button.main { (button) }
        }
    }
}

/// How it came so.
pub fn history(frame: &Frame, of: &RulesOut, may_change: bool) -> Markup {
    html! {
        h2 { (frame.word("これまでの切替え", "History")) }
        @if !of.changeable { p.faint { (frame.word("改訂の保管先なしで起動しているため、切替えはできません。", "The service was started without a home of revisions: nothing can be changed.")) } }
        @if of.history.is_empty() { p.faint { (frame.word("まだありません。", "None yet.")) } }
        @else { div.scroll { table.stack {
            thead { tr { th { (frame.word("時刻", "when")) } th { (frame.word("操作", "what")) } th { (frame.word("改訂", "revision")) } th { (frame.word("署名", "signed by")) } th { (frame.word("要約値", "digest")) } @if may_change { th { (frame.word("戻す", "go back")) } } } }
            tbody { @for event in &of.history { (past(frame, event, may_change.then_some(event.revision != of.live.id))) } }
        } } }
    }
}

/// A row; with a last column for whoever may change, and a button in it where one can go back to that revision.
fn past(frame: &Frame, of: &EventOut, back: Option<bool>) -> Markup {
    let kind = if of.kind == "activated" {
        frame.word("有効化", "activated")
    } else {
        frame.word("戻し", "went back")
    };
    html! { tr {
        td data-name=(frame.word("時刻", "when")) { (of.at) }
        td data-name=(frame.word("操作", "what")) { (kind) }
        td data-name=(frame.word("改訂", "revision")) { (of.number) "「" (of.name) "」" }
        td data-name=(frame.word("署名", "signed by")) { (of.signer) }
        td.code.small data-name=(frame.word("要約値", "digest")) { (of.revision.chars().take(12).collect::<String>()) }
        @if let Some(back) = back { td { @if back {
            form method="post" action="/rules/rollback" data-ask=(frame.word("この改訂に戻します。", "Go back to this revision?")) { (frame.token()) input type="hidden" name="to" value=(of.revision); button { (frame.word("戻す", "go back")) } }
        } } }
    } }
}
