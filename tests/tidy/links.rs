//! Links between pages lead somewhere.

use super::files::{root, with_extension};

#[test]
fn relative_links_lead_to_files() {
    // Pages below src/ are templates: their links hold where the page is written to.
    for (page, text) in with_extension("md").into_iter().filter(|(page, _)| !page.contains("/src/")) {
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let folder = root().join(&page).parent().unwrap().to_owned();
            assert!(folder.join(target).exists(), "{page} links to {target}, which is not there");
        }
    }
}
