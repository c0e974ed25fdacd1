//! What a rule says of itself, with what it takes over from the common block before it.

use dsl::ast::{Body, File, Metadata, Rule};
use dsl::vocabulary::Stage;

/// The rules of a file that are not retired, each with the number of its item.
pub(super) fn rules_of(file: &File) -> Vec<(usize, Metadata, &Rule)> {
    let mut common = Metadata::default();
    let mut rules = Vec::new();
    for (at, item) in file.items.iter().enumerate() {
        match &item.body {
            Body::Common(_) => common = item.metadata.clone(),
            Body::Rule(rule) => {
                let metadata = merged(&item.metadata, &common);
                if metadata.stage.as_ref().is_none_or(|stage| stage.node != Stage::Retired) {
                    rules.push((at, metadata, &**rule));
                }
            }
            _ => {}
        }
    }
    rules
}

/// An item's own words before the common ones.
pub(super) fn merged(own: &Metadata, common: &Metadata) -> Metadata {
    let (own, common) = (own.clone(), common.clone());
    Metadata {
        basis: own.basis.or(common.basis),
        valid: own.valid.or(common.valid),
        certainty: own.certainty.or(common.certainty),
        stage: own.stage.or(common.stage),
        owner: own.owner.or(common.owner),
        publish: own.publish.or(common.publish),
        check: own.check.or(common.check),
        claims: own.claims.or(common.claims),
    }
}
