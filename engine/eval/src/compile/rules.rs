//! A rule as a whole.

use dsl::ast::{self, Bound as Written, Metadata};
use dsl::vocabulary::{ClaimWord, Surface, Word};
use dsl::{DiagnosticCode, Message};
use model::{Certainty, CheckKind, Date};

use super::fields::{Ty, not_yet};
use super::names::Names;
use super::verdicts::{exception, guarded, template, unknown};
use super::{Fault, Result, Scope, both, conditions, each, nouns, values};
use crate::program::{Binding, Bound, Rule};

pub(super) fn rule(names: &Names<'_>, metadata: &Metadata, of: &ast::Rule) -> Result<Rule> {
    let valid =
        metadata.valid.as_ref().map_or((Date::FIRST, None), |entry| (entry.node.from, entry.node.until));
    let mut scope =
        Scope { names, valid, variables: Vec::new(), slots: 0, phrases: 0, its: Vec::new(), depth: 0 };
    let scope = &mut scope;
    let inpatient = claims(metadata, of);
    let bindings = each(of.bindings.iter().map(|binding| self::binding(scope, &binding.node)));
    let condition = of.condition.as_ref().map(|entry| conditions::condition(scope, &entry.node)).transpose();
    let exceptions = each(of.exceptions.iter().map(|entry| exception(scope, &entry.node)));
    let verdicts = each(of.verdicts.iter().map(|entry| guarded(scope, &entry.node)));
    let unknowns = each(of.unknowns.iter().map(|entry| unknown(scope, &entry.node)));
    let because = each(of.because.iter().map(|entry| template(scope, &entry.node)));
    let remedy = of.remedy.as_ref().map(|entry| template(scope, &entry.node)).transpose();
    let head = both(inpatient, both(bindings, condition));
    let drawn = both(exceptions, both(verdicts, unknowns));
    let (head, (drawn, texts)) = both(head, both(drawn, both(because, remedy)))?;
    let (inpatient, (bindings, condition)) = head;
    let (exceptions, (verdicts, unknowns)) = drawn;
    let (because, remedy) = texts;
    let history = of.needs.as_ref().and_then(|entry| entry.node.digits.parse().ok()).unwrap_or(0);
    Ok(Rule {
        code: of.code.node.clone(),
        title: of.title.node.clone(),
        basis: basis(metadata),
        check: metadata.check.as_ref().map_or(CheckKind::Other, |entry| entry.node),
        certainty: metadata.certainty.as_ref().map_or(Certainty::Review, |entry| entry.node),
        valid,
        inpatient,
        history,
        slots: scope.slots,
        bindings,
        condition,
        exceptions,
        verdicts,
        unknowns,
        because,
        remedy: remedy.unwrap_or_default(),
    })
}

fn basis(metadata: &Metadata) -> String {
    let places = metadata.basis.iter().flat_map(|entry| &entry.node);
    let written =
        places.map(|basis| format!("{}「{}」", basis.kind.node.word(Surface::Japanese), basis.clause.node));
    written.collect::<Vec<_>>().join("、")
}

/// Whether a rule speaks of inpatients only, of outpatients only, or of both.
fn claims(metadata: &Metadata, of: &ast::Rule) -> Result<Option<bool>> {
    let words = metadata.claims.as_ref().map_or(&[][..], |entry| &entry.node);
    let has = |word| words.contains(&word);
    if !words.is_empty() && !has(ClaimWord::Medical) {
        return not_yet(of.code.span, "医科以外の明細書の規則", "rules of other claim kinds");
    }
    Ok(match (has(ClaimWord::Inpatient), has(ClaimWord::Outpatient)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    })
}

/// A variable; what could not be compiled is declared all the same, so that what follows is looked at.
fn binding(scope: &mut Scope<'_>, of: &ast::Binding) -> Result<Binding> {
    let (known, bound) = match &of.bound {
        Written::Each(noun) => {
            (nouns::kind_of(noun), nouns::noun(scope, noun).map(|(noun, _)| Bound::Each(noun)))
        }
        Written::All(noun) => {
            (nouns::kind_of(noun), nouns::noun(scope, noun).map(|(noun, _)| Bound::All(noun)))
        }
        Written::Run(noun) => (Some(Ty::Run), nouns::noun(scope, noun).map(|(noun, _)| Bound::Run(noun))),
        Written::Value(value) => match values::value(scope, value) {
            Ok((expr, ty)) => (Some(ty), Ok(Bound::Value(expr))),
            Err(faults) => (None, Err(faults)),
        },
    };
    if scope.variable(&of.name.text).is_some() {
        // Which of the two is meant nobody knows.
        scope.declare(&of.name.text, Ty::Wrong);
        return both(bound, twice(of)).map(|(_, never)| never);
    }
    let slot = scope.declare(&of.name.text, known.unwrap_or(Ty::Wrong));
    Ok(Binding { slot, bound: bound? })
}

fn twice<T>(of: &ast::Binding) -> Result<T> {
    let name = &of.name.text;
    let message = Message::new(
        format!("変数`{name}`が二度あります"),
        format!("the variable `{name}` is declared twice"),
    );
    Err(vec![Fault::new(of.name.span, message, DiagnosticCode::NameTwice)])
}
