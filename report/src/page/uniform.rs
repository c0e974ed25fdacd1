//! Rules that end otherwise in one branch than in the nation, and the overlays that branches have.

use maud::{Markup, html};

use super::{Section, Source};
use crate::overlays::{Overlay, last_month};
use crate::uniform::{Differing, FEW_IN_BRANCH, FEW_IN_NATION, SHARE_FROM, SMALL_SHARE, Uniform};
use crate::words::{Words, grouped, percent};

/// The rules of which branches differ so that somebody should see why.
pub(super) fn section(source: Source<'_>) -> Option<Section> {
    let words = source.words;
    let rules = source.run.counts.rules.iter();
    let all: Vec<(&str, Uniform)> =
        rules.filter_map(|(rule, of)| Some((rule.as_str(), Uniform::of(of)?))).collect();
    if all.is_empty() {
        return None;
    }
    let same = all.iter().filter(|(_, one)| one.nation.differing == 0).count();
    let told: Vec<_> = all.iter().filter(|(_, one)| one.matters().next().is_some()).collect();
    let few = all.len() - same - told.len();
    let body = html! {
        p.note { (explained(words)) }
        p { (words.text("指摘のある規則: ", "Rules with findings: ")) (grouped(all.len() as u64))
            (words.text("。差のないもの ", "; without a difference ")) (grouped(same as u64))
            (words.text("、事例の少ないもの ", ", with too few cases ")) (grouped(few as u64))
            (words.text("、確かめるもの ", ", to be looked into ")) (grouped(told.len() as u64)) }
        @if !told.is_empty() { table {
            thead { tr {
                th scope="col" { (words.text("規則", "Rule")) }
                th scope="col" { (words.text("多い結果", "Usual end")) }
                th.n scope="col" { (words.text("全国の差異/指摘", "Differing of findings")) }
                th scope="col" { (words.text("確かめる支部（差異/指摘）", "Branches to look into (differing of findings)")) }
            } }
            tbody { @for (rule, one) in &told { tr {
                th scope="row" { a href={ "#rule-" (rule) } { (rule) } span.title { (source.titles.of(rule).0) } }
                td { (one.usual.name().in_lang(words.0)) }
                td.n { (counted(one.nation)) }
                td { ul.inline { @for (branch, differing) in one.matters() {
                    li { (words.branch(branch)) " " (counted(differing)) }
                } } }
            } } }
        } }
    };
    Some(("uniformity", words.text("支部間の差", "Differences between branches"), body))
}

fn explained(words: Words) -> String {
    let (nation, branch, share, from) = (FEW_IN_NATION, FEW_IN_BRANCH, SMALL_SHARE / 100, SHARE_FROM);
    match words.0 {
        model::Lang::Ja => format!(
            "規則ごとに、全国で最も多い結果と違う結果になった指摘を差異として数えます。全国の差異が{nation}件未満のもの、指摘が{branch}件未満で差異が{share}%未満の支部は、事例が少ないので挙げません（可視化レポートの少数事例。年間の基準を、この審査の件数に当てはめています）。{from}件未満の割合は示しません。差は事例や上書によることもあり、誤りとは限りません。"
        ),
        model::Lang::En => format!(
            "For each rule, findings that end otherwise than most in the nation are counted as differing. Rules with fewer than {nation} of them, and branches with fewer than {branch} findings of which less than {share}% differ, have too few cases and are not named (the rules for small numbers of the fund's report, which speak of a year, are applied to the numbers of this run). No share is given of fewer than {from}. A difference may come from the cases or from an overlay; it need not be a mistake."
        ),
    }
}

/// Differing findings of all, with their share where there are enough.
fn counted(one: Differing) -> String {
    let share = one.share().map_or_else(String::new, |share| format!(" {}", percent(share)));
    format!("{}/{}{share}", grouped(one.differing), grouped(one.findings))
}

/// The overlays that hold in the last month of service.
pub(super) fn overlays(source: Source<'_>) -> Option<Section> {
    let (words, month) = (source.words, last_month(source.run)?);
    let mut all: Vec<&Overlay> = source.overlays.iter().filter(|one| one.holds_in(month)).collect();
    all.sort_by_key(|one| (one.branch, one.days.0, &one.rule));
    let body = html! {
        p.note { (words.text(
            "最後の診療月に有効な上書と、その規則の指摘（人へ・査定・返戻）です。ないときとの違いは shinsa rules diff --national-old で確かめられます。",
            "Overlays that hold in the last month of service, with what the rule did (shown, assessed, returned). shinsa rules diff --national-old shows what would be without them.",
        )) }
        table {
            thead { tr {
                @for (ja, en) in [("支部", "Branch"), ("規則", "Rule"), ("施行", "In force"), ("理由", "Why"), ("担当", "Owner")] {
                    th scope="col" { (words.text(ja, en)) }
                }
                @for (ja, en) in [("月数", "Months"), ("この支部", "This branch"), ("他の支部", "Other branches")] {
                    th.n scope="col" { (words.text(ja, en)) }
                }
            } }
            tbody { @for one in &all { (row(source, one, one.age(month))) } }
        }
    };
    (!all.is_empty()).then(|| ("overlays", words.text("支部の上書", "Overlays of branches"), body))
}

fn row(source: Source<'_>, one: &Overlay, age: u32) -> Markup {
    let (from, until) = one.days;
    let until = until.map_or_else(String::new, |until| until.to_string());
    let [own, others] = one.counts(source.run);
    let ends = |of: &batch::RuleCount| [of.flagged, of.assessed, of.returned].map(grouped).join(" / ");
    html! { tr {
        th scope="row" { (one.branch.name()) }
        td { (one.rule) }
        td { (from) "–" (until) }
        td { (one.reason) }
        td { (one.owner) }
        td.n { (age) }
        td.n { (ends(&own)) }
        td.n { (ends(&others)) }
    } }
}
