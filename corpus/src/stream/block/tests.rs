//! Receipts that are too rare to be met in a small corpus, made by themselves.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop"
)]

use std::convert::Infallible;

use masters::Masters;

use super::*;
use crate::course::StayKind;

/// The first receipt of a stay of a kind that a draft fits, alone in its block, as text.
fn first(month: u32, kind: StayKind, fits: impl Fn(&Draft) -> bool) -> String {
    let month = Month::from_number(month).unwrap();
    let config = Config {
        receipts: 1,
        seed: 5,
        month,
        months: 1,
        errors_ppm: 0,
        only: Vec::new(),
        kind: super::super::Kind::Medical,
        jobs: 1,
    };
    let catalog = Catalog::new(Masters::starter(), month);
    let orders = Orders {
        config: &config,
        masters: Masters::starter(),
        catalog: &catalog,
        month,
        nth: 0,
        most: 20_000,
    };
    for index in 0..200 {
        let place = Place::draw(config.seed, index, orders.most);
        let scene = Scene {
            masters: orders.masters,
            catalog: &catalog,
            place: &place,
            month,
            first: month,
            open: open_days(&place, month),
            has_history: false,
        };
        for patient in (0..place.roster).map(|n| Patient::draw(config.seed, &place, n, month)) {
            let Some(stay) = stay_in(&place, &patient, month).filter(|stay| stay.is(kind)) else { continue };
            let mut maker = Maker::new(&orders, &scene);
            if !inpatient(&scene, &patient, &stay, &mut maker.draft) {
                continue;
            }
            maker.settle();
            if fits(&maker.draft) {
                return alone(&maker.draft, &place);
            }
        }
    }
    panic!("no {kind:?}")
}

fn alone(draft: &Draft, place: &Place) -> String {
    let mut bytes = Vec::new();
    let mut writer = BlockWriter::new(&mut bytes);
    writer.begin(place, draft.payer.agency, draft.month).unwrap();
    writer.receipt(draft, place, 1).unwrap();
    writer.end().unwrap();
    bytes.push(0x1A);
    let told = |part: review::Reviewed<'_>| {
        assert_eq!((part.defects, part.findings), (&[][..], &[][..]));
        Ok::<(), Infallible>(())
    };
    review::review(&*bytes, Masters::starter(), review::Config::default(), told).unwrap();
    encoding_rs::SHIFT_JIS.decode(&bytes).0.into_owned()
}

fn items<'t>(text: &'t str, record: &str) -> Vec<Vec<&'t str>> {
    let lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    lines.filter(|items| items[0] == record).collect()
}

#[test]
fn a_kidney_comes_with_its_donor_whose_cost_is_a_line_of_the_receipt() {
    let text = first(2024_09, StayKind::Transplant, |draft| draft.donor.is_some());
    let number = |items: &[Vec<&str>], nth: usize| items[0][nth].parse::<i64>().unwrap();
    let (mine, donors) = text.split_once("\nTI,").unwrap();
    let (donors, end) = donors.split_once("\nGO,").unwrap();
    assert!(donors.starts_with("1,1,"), "{donors}");
    let (person, sums) = (items(donors, "TR"), items(donors, "TS"));
    assert_eq!((person[0][1], person[0][2], person[0][3]), ("1", "1991", "202409"));
    let lines: Vec<_> = ["SI", "IY", "TO"].into_iter().flat_map(|kind| items(donors, kind)).collect();
    let (mut points, mut yen) = (0, 0);
    for line in &lines {
        let of_line = line[5].parse::<i64>().unwrap_or(0) * line[6].parse::<i64>().unwrap();
        *(if line[3].starts_with("197") { &mut yen } else { &mut points }) += of_line;
    }
    assert_eq!((number(&sums, 2), number(&sums, 4)), (points, yen));
    assert_eq!(number(&sums, 1), 9);
    assert!(donors.contains(",150196210,") && donors.contains("SY,8835576,"), "{donors}");
    // 生体腎移植術 62,820 points, and what the donor cost.
    let addition: Vec<_> = items(mine, "SI").into_iter().filter(|line| line[3] == "150196410").collect();
    assert_eq!((addition.len(), number(&addition, 5)), (1, 62_820 + points + yen / 10));
    assert_eq!(end.split(',').nth(1), Some(number(&items(mine, "HO"), 5).to_string().as_str()), "{end}");
}

#[test]
fn who_reaches_the_ceiling_for_the_fourth_time_pays_the_lower_one() {
    let text = first(2024_11, StayKind::LongTerm, |draft| {
        draft.note == Some("33") && draft.payer.funds == [None, None]
    });
    assert_eq!(items(&text, "HO")[0][11], "44400");
    assert!(items(&text, "RE")[0][11].starts_with("33"));
    let class = items(&text, "MF").first().map(|items| items[1].to_owned());
    assert!(class.is_none_or(|class| class == "02"));
}
