//! Every file of corpus/regressions/ is read alike every way, and judged alike in batches of any size.

use receipt::Encoding;
use tests::twin;

use crate::tidy::root;

#[test]
fn files_that_once_went_wrong_are_read_alike() {
    let mut seen = 0;
    for entry in std::fs::read_dir(root().join("corpus/regressions")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "UKE") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        twin::check(&bytes, Encoding::Cp932);
        twin::check(&bytes, Encoding::Utf8);
        seen += 1;
    }
    assert!(seen >= 5);
}

#[test]
fn a_section_of_a_digit_and_a_sign_is_no_section() {
    let bytes = std::fs::read(root().join("corpus/regressions/section-of-a-digit-and-a-sign.UKE")).unwrap();
    let batch = twin::batch_of(&bytes, Encoding::Cp932, receipt::read);
    assert_eq!(batch.lines.iter().map(|line| line.section).collect::<Vec<_>>(), [0]);
    assert!(batch.defects.iter().any(|defect| defect.kind == model::DefectKind::NotInTable));
}
