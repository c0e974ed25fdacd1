//! A comparison for a pipeline: one JUnit test case for each limit, and one that says whether all inputs could be read.

use batch::{Comparison, Example};
use model::Lang;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::limits::Verdict;
use super::{Told, screen};

type Xml = Writer<Vec<u8>>;

const CLASS: &str = "shinsa.rules.diff";

/// The text of the file.
pub(super) fn text(told: &Told<'_>, lang: Lang) -> anyhow::Result<Vec<u8>> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let failures = told.limits.iter().filter(|verdict| !verdict.passed).count().to_string();
    let tests = (told.limits.len() + 1).to_string();
    let errors = usize::from(!told.comparison.unread.is_empty()).to_string();
    let counts = [("tests", tests.as_str()), ("failures", failures.as_str()), ("errors", errors.as_str())];
    xml.create_element("testsuites").with_attributes(counts).write_inner_content(|xml| {
        let suite = xml.create_element("testsuite").with_attribute(("name", "shinsa rules diff"));
        suite.with_attributes(counts).write_inner_content(|xml| {
            properties(xml, told)?;
            inputs(xml, told)?;
            told.limits.iter().try_for_each(|verdict| limit(xml, told.comparison, verdict, lang))
        })?;
        Ok(())
    })?;
    let mut text = xml.into_inner();
    text.push(b'\n');
    Ok(text)
}

fn properties(xml: &mut Xml, told: &Told<'_>) -> std::io::Result<()> {
    let all = [
        ("old", &told.old.name),
        ("old-digest", &told.old.digest),
        ("new", &told.new.name),
        ("new-digest", &told.new.digest),
        ("masters-digest", &told.masters),
    ];
    xml.create_element("properties").write_inner_content(|xml| {
        for (name, value) in all {
            let property = xml.create_element("property").with_attribute(("name", name));
            property.with_attribute(("value", allowed(value).as_str())).write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

fn inputs(xml: &mut Xml, told: &Told<'_>) -> std::io::Result<()> {
    let unread = &told.comparison.unread;
    let case = xml.create_element("testcase").with_attributes([("classname", CLASS), ("name", "inputs")]);
    if unread.is_empty() {
        case.write_empty()?;
        return Ok(());
    }
    let lines: Vec<String> = unread.iter().map(|one| format!("{}: {}", one.file, one.cause)).collect();
    told_as(case, "error", &format!("{} unread", unread.len()), &lines)
}

fn limit(xml: &mut Xml, of: &Comparison, verdict: &Verdict, lang: Lang) -> std::io::Result<()> {
    let rule = verdict.rule.as_deref().map_or_else(String::new, |rule| format!(" {rule}"));
    let name = allowed(&format!("{}{rule}", verdict.limit));
    let case =
        xml.create_element("testcase").with_attributes([("classname", CLASS), ("name", name.as_str())]);
    if verdict.passed {
        case.write_empty()?;
        return Ok(());
    }
    let examples = |rule: &str| {
        let all = of.rules.get(rule).into_iter().flat_map(|own| own.examples.values().flatten());
        all.map(|example| screen::example(rule, example)).collect::<Vec<_>>()
    };
    let lines = match &verdict.rule {
        Some(rule) => examples(rule),
        None if verdict.limit == "max-dispositions" => {
            of.disposition_examples.iter().map(|example: &Example| screen::example("", example)).collect()
        }
        None => of.rules.keys().flat_map(|rule| examples(rule)).collect(),
    };
    told_as(case, "failure", &screen::verdict(verdict, lang), &lines)
}

/// A test case with what is wrong.
fn told_as(
    case: quick_xml::writer::ElementWriter<'_, Vec<u8>>,
    what: &str,
    message: &str,
    lines: &[String],
) -> std::io::Result<()> {
    case.write_inner_content(|xml| {
        let element = xml.create_element(what).with_attribute(("message", allowed(message).as_str()));
        element.write_text_content(BytesText::new(&allowed(&lines.join("\n"))))?;
        Ok(())
    })?;
    Ok(())
}

/// Characters that XML 1.0 has no way to write are left out.
fn allowed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .collect()
}
