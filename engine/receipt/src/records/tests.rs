//! What the registry and the layouts promise.

use std::collections::HashSet;

use model::RecordId;

use super::{Part, RecordKind};
use crate::layout::{Field, Item, Mode, Need, Shape, Width};

fn fields(kind: RecordKind) -> Vec<Field> {
    kind.layout()
        .items
        .iter()
        .flat_map(|item| match *item {
            Item::One(field) => vec![field],
            Item::Run(field, n) => vec![field; usize::from(n)],
        })
        .collect()
}

/// Counts seen in files of several systems, the record id included.
#[test]
fn records_have_as_many_items_as_real_ones() {
    let seen = [
        ("IR", 10),
        ("RE", 38),
        ("HO", 15),
        ("KO", 12),
        ("SN", 9),
        ("JD", 33),
        ("MF", 33),
        ("GR", 3),
        ("SY", 8),
        ("SI", 44),
        ("IY", 44),
        ("TO", 48),
        ("CO", 5),
        ("SJ", 3),
        ("TI", 10),
        ("TR", 18),
        ("TS", 5),
        ("GO", 4),
    ];
    for (id, items) in seen {
        let kind = RecordKind::ALL.iter().copied().find(|k| k.id().as_text() == id);
        assert_eq!(kind.map(|k| fields(k).len() + 1), Some(items), "{id}");
    }
}

#[test]
fn every_kind_is_found_by_its_letters_and_by_no_others() {
    for &kind in RecordKind::ALL {
        assert_eq!(kind.layout().id, kind.id());
        assert_eq!(RecordKind::from_id(kind.id()), Some(kind));
    }
    let all = (0..=u16::MAX).filter(|n| RecordKind::from_id(RecordId(n.to_be_bytes())).is_some());
    assert_eq!(all.count(), RecordKind::ALL.len());
}

#[test]
fn fields_are_consistent() {
    for &kind in RecordKind::ALL {
        for f in fields(kind) {
            let at = format!("{} {}", kind.id(), f.name);
            match f.shape {
                Shape::Code(t) => {
                    let width = t.codes.first().map_or(0, |(c, _)| c.len());
                    assert!(t.codes.iter().all(|(c, _)| c.len() == width), "{at}: codes of unequal width");
                    assert_eq!(width, usize::from(f.max), "{at}");
                }
                Shape::CodeList { each, table } => {
                    assert_eq!(f.max % u16::from(each), 0, "{at}");
                    let fits =
                        |t: &crate::layout::Table| t.codes.iter().all(|(c, _)| c.len() == usize::from(each));
                    assert!(table.is_none_or(fits), "{at}");
                }
                Shape::Decimal { int, frac } => assert_eq!(u16::from(int + frac + 1), f.max, "{at}"),
                Shape::Date => assert_eq!(f.max, 8, "{at}"),
                Shape::Month => assert_eq!(f.max, 6, "{at}"),
                Shape::Katakana => assert_eq!((f.mode, f.width), (Mode::Kanji, Width::Variable), "{at}"),
                Shape::Plain | Shape::Number | Shape::Signed => {}
            }
            assert!(
                f.width == Width::Variable || f.need == Need::Required,
                "{at}: fixed fields are required"
            );
        }
    }
}

#[test]
fn tables_have_no_code_twice() {
    for table in crate::tables::ALL {
        let codes: HashSet<_> = table.codes.iter().map(|(c, _)| c).collect();
        assert_eq!(codes.len(), table.codes.len(), "{}", table.number);
    }
}

#[test]
fn tables_say_what_the_domain_types_say() {
    use model::{BurdenSet, ClaimType};
    let types = crate::tables::CLAIM_TYPE.codes;
    for (code, _) in types {
        assert!(code.parse().ok().and_then(ClaimType::medical).is_some(), "{code}");
    }
    assert_eq!(types.len(), (0..10_000).filter(|&n| ClaimType::medical(n).is_some()).count());
    let payers = ["医保", "公費①", "公費②", "公費③", "公費④"];
    for (code, meaning) in crate::tables::BURDEN.codes {
        let bits = code.bytes().next().and_then(BurdenSet::from_code).map_or(0, |b| b.0);
        let said = payers.iter().enumerate().filter(|(_, p)| meaning.split('・').any(|m| m == **p));
        assert_eq!(said.map(|(i, _)| 1 << i).sum::<u8>(), bits, "{code}");
    }
}

#[test]
fn ranks_follow_the_file() {
    let receipt: Vec<u8> = RecordKind::ALL
        .iter()
        .map(|k| k.standing())
        .filter(|s| s.part == Part::Receipt)
        .map(|s| s.rank)
        .collect();
    assert!(receipt.is_sorted());
    assert_eq!(RecordKind::Ko.standing().most, Some(4));
}
