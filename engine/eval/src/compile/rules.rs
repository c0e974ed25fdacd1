//! A rule as a whole.

use dsl::ast::{self, Bound as Written, Metadata};
use dsl::vocabulary::{ClaimWord, Surface, Word};
use model::{Certainty, CheckKind, Date};

use super::fields::{Ty, not_yet};
use super::names::Names;
use super::verdicts::{exception, guarded, template, unknown};
use super::{Result, Scope, conditions, nouns, values};
use crate::program::{Binding, Bound, Rule};

pub(super) fn rule(names: &Names<'_>, metadata: &Metadata, of: &ast::Rule) -> Result<Rule> {
    let valid =
        metadata.valid.as_ref().map_or((Date::FIRST, None), |entry| (entry.node.from, entry.node.until));
    let mut scope =
        Scope { names, valid, variables: Vec::new(), slots: 0, phrases: 0, its: Vec::new(), depth: 0 };
    let inpatient = claims(metadata, of)?;
    let bindings = of
        .bindings
        .iter()
        .map(|binding| self::binding(&mut scope, &binding.node))
        .collect::<Result<Vec<_>>>()?;
    let scope = &mut scope;
    let condition =
        of.condition.as_ref().map(|entry| conditions::condition(scope, &entry.node)).transpose()?;
    let exceptions =
        of.exceptions.iter().map(|entry| exception(scope, &entry.node)).collect::<Result<_>>()?;
    let verdicts = of.verdicts.iter().map(|entry| guarded(scope, &entry.node)).collect::<Result<_>>()?;
    let unknowns = of.unknowns.iter().map(|entry| unknown(scope, &entry.node)).collect::<Result<_>>()?;
    let because = of.because.iter().map(|entry| template(scope, &entry.node)).collect::<Result<_>>()?;
    let remedy =
        of.remedy.as_ref().map(|entry| template(scope, &entry.node)).transpose()?.unwrap_or_default();
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
        remedy,
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

fn binding(scope: &mut Scope<'_>, of: &ast::Binding) -> Result<Binding> {
    let (bound, ty) = match &of.bound {
        Written::Each(noun) => {
            let (noun, ty) = nouns::noun(scope, noun)?;
            (Bound::Each(noun), ty)
        }
        Written::All(noun) => {
            let (noun, ty) = nouns::noun(scope, noun)?;
            (Bound::All(noun), ty)
        }
        Written::Run(noun) => (Bound::Run(nouns::noun(scope, noun)?.0), Ty::Run),
        Written::Value(value) => {
            let (expr, ty) = values::value(scope, value)?;
            (Bound::Value(expr), ty)
        }
    };
    Ok(Binding { slot: scope.declare(&of.name.text, ty), bound })
}
