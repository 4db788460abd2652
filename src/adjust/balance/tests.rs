use super::*;
use crate::geometry::{repair, Bounds};
use geo::Coord;
use proptest::prelude::*;

fn rectangle(min_x: f64, min_y: f64, max_x: f64, max_y: f64) -> Region {
    Region::rectangle(Bounds { min_x, min_y, max_x, max_y })
}

fn parcel<'a>(code: &str, region: &'a Region) -> LandPiece<'a> {
    LandPiece { code: Some(code.to_owned()), region }
}

fn change<'a>(becomes: Option<&str>, region: &'a Region) -> Change<'a> {
    Change { region, becomes: becomes.map(str::to_owned), why: Why::Project }
}

/// Class, m2 before, m2 after.
fn table(balance: &Balance) -> Vec<(String, f64, f64)> {
    let figures =
        |row: &BalanceRow| (row.class.to_string(), row.areas.before.get(), row.areas.after.get());
    balance.rows.iter().map(figures).collect()
}

fn flows(balance: &Balance) -> Vec<(String, String, f64)> {
    let flow = |flow: &Flow| (flow.from.to_string(), flow.to.to_string(), flow.area.get());
    balance.flows.iter().map(flow).collect()
}

/// A scope of 100 x 100 m. Parcel A (1001) is 50 x 80 m in its south-west corner. Parcel B (0901) of
/// 50 x 80 m begins 10 m before A ends: 10 x 80 = 800 m2 of it are A's, 3,200 m2 its own. In no parcel
/// are 10 x 80 m in the east and 100 x 20 m in the north, 2,800 m2.
///
/// 30 x 20 m become 1309, from x = 38 and y = 70: of A 12 x 10 = 120 m2, of B 18 x 10 = 180 m2, and
/// 30 x 10 = 300 m2 of the northern strip.
#[test]
fn a_change_across_two_parcels_and_a_gap() {
    let scope = rectangle(0.0, 0.0, 100.0, 100.0);
    let (a, b) = (rectangle(0.0, 0.0, 50.0, 80.0), rectangle(40.0, 0.0, 90.0, 80.0));
    let new = rectangle(38.0, 70.0, 68.0, 90.0);
    let parcels = [parcel("1001", &a), parcel(" 0901", &b)];
    let balance =
        Balance::of(LandUseSystem::Cn2023, &parcels, &[change(Some("1309"), &new)], &scope)
            .unwrap();
    let expected = [
        ("0901", 3_200.0, 3_020.0),
        ("1001", 4_000.0, 3_880.0),
        ("1309", 0.0, 600.0),
        ("no parcel", 2_800.0, 2_500.0),
    ];
    assert_eq!(table(&balance), expected.map(|(class, b, a)| (class.to_owned(), b, a)));
    let moved = [("0901", 180.0), ("1001", 120.0), ("no parcel", 300.0)];
    let moved = moved.map(|(from, m2)| (from.to_owned(), "1309".to_owned(), m2));
    assert_eq!(flows(&balance), moved);
    assert_eq!((balance.total.get(), balance.total_rounded), (10_000.0, 10_000));
    let [overlap] = balance.parcel_overlaps.as_slice() else { panic!("one overlap") };
    assert_eq!((overlap.index, overlap.area.get()), (1, 800.0));
    assert!(balance.change_overlaps.is_empty() && balance.beyond_scope.is_empty());
    assert_eq!(balance.strange, None);
    let row = balance.row("1309").unwrap();
    assert_eq!((row.areas.change_rounded(), row.areas.after_share), (600, 0.06));
    assert_eq!(row.name.unwrap().zh, "环卫用地");
    assert_eq!(row.after, new);
}

/// On the same ground as one parcel of code M1, and one of 20 x 100 m without code east of it. The
/// first change takes 30 x 20 m of M1 for U22; of the second, 20 x 20 m for a use not known, 10 x 10
/// m lie under the first; the third makes M1 of what is M1, 10 x 10 m; the fourth turns 15 x 10 m
/// into G2, of which 5 x 10 m are parcel without code and 10 x 10 m out of the scope.
#[test]
fn changes_may_overlap_reach_out_change_nothing_or_be_open() {
    let scope = rectangle(0.0, 0.0, 100.0, 100.0);
    let (works, blank) = (rectangle(0.0, 0.0, 80.0, 100.0), rectangle(80.0, 0.0, 100.0, 100.0));
    let parcels = [parcel("m1", &works), LandPiece { code: None, region: &blank }];
    let first = rectangle(10.0, 10.0, 40.0, 30.0);
    let second = rectangle(30.0, 20.0, 50.0, 40.0);
    let third = rectangle(60.0, 60.0, 70.0, 70.0);
    let fourth = rectangle(95.0, 0.0, 110.0, 10.0);
    let changes = [
        change(Some("U22"), &first),
        change(None, &second),
        change(Some("M1"), &third),
        change(Some("G2"), &fourth),
    ];
    let balance = Balance::of(LandUseSystem::Gb50137, &parcels, &changes, &scope).unwrap();
    let expected = [
        ("G2", 0.0, 50.0),
        ("M1", 8_000.0, 8_000.0 - 600.0 - 300.0),
        ("U22", 0.0, 600.0),
        ("not determined", 0.0, 300.0),
        ("no code", 2_000.0, 1_950.0),
    ];
    assert_eq!(table(&balance), expected.map(|(class, b, a)| (class.to_owned(), b, a)));
    assert_eq!(balance.flows.len(), 3, "M1 to M1 is no flow");
    let only = |extents: &[Extent]| {
        let [extent] = extents else { panic!("one: {extents:?}") };
        (extent.index, extent.area.get())
    };
    assert_eq!(only(&balance.change_overlaps), (1, 100.0));
    assert_eq!(only(&balance.beyond_scope), (3, 100.0));
    let groups: Vec<_> = balance
        .grouped(1)
        .into_iter()
        .map(|group| {
            let rows: Vec<usize> = group.rows.iter().map(|row| row.get()).collect();
            (group.class.to_string(), group.areas.after_rounded, rows)
        })
        .collect();
    let expected = [
        ("G", 50, vec![0]),
        ("M", 7_100, vec![1]),
        ("U", 600, vec![2]),
        ("not determined", 300, vec![3]),
        ("no code", 1_950, vec![4]),
    ];
    assert_eq!(groups, expected.map(|(class, m2, rows)| (class.to_owned(), m2, rows)));
}

#[test]
fn classes_of_one_kind_are_grouped_and_foreign_codes_stand_alone() {
    let scope = rectangle(0.0, 0.0, 30.0, 10.0);
    let parts = [0.0, 10.0, 20.0].map(|x| rectangle(x, 0.0, x + 10.0, 10.0));
    let parcels =
        [parcel("100101", &parts[0]), parcel("100102", &parts[1]), parcel("M1", &parts[2])];
    let balance = Balance::of(LandUseSystem::Cn2023, &parcels, &[], &scope).unwrap();
    for (level, class) in [(1, "10"), (2, "1001")] {
        let groups = balance.grouped(level);
        assert_eq!(groups.len(), 2);
        assert_eq!((groups[0].class.code(), groups[0].areas.before_rounded), (Some(class), 200));
        assert_eq!((groups[1].class.code(), groups[1].name), (Some("M1"), None));
    }
    assert_eq!(balance.grouped(3).len(), 3);
    assert!(balance.strange.unwrap().strange.contains(&"M1".to_owned()));
    let nowhere = Balance::of(LandUseSystem::Cn2023, &parcels, &[], &Region::empty());
    assert_eq!(nowhere, Err(BalanceError::NoScope));
}

/// Three strips of a third of 100 m2 each print 34 + 33 + 33, and a change elsewhere leaves the
/// figures of the strip that stays alone.
#[test]
fn printed_columns_sum_to_the_printed_total() {
    let scope = rectangle(0.0, 0.0, 10.0, 10.0);
    let strips = [0.0, 1.0, 2.0].map(|n| {
        let third = 10.0 / 3.0;
        rectangle(n * third, 0.0, (n + 1.0) * third, 10.0)
    });
    let parcels: Vec<_> =
        ["a", "b", "c"].into_iter().zip(&strips).map(|(code, s)| parcel(code, s)).collect();
    let new = rectangle(4.0, 0.0, 4.25, 1.0);
    let balance =
        Balance::of(LandUseSystem::Free, &parcels, &[change(Some("c"), &new)], &scope).unwrap();
    let sums = balance.rows.iter().fold((0, 0, 0), |(before, after, change), row| {
        let areas = row.areas;
        (
            before + areas.before_rounded,
            after + areas.after_rounded,
            change + areas.change_rounded(),
        )
    });
    assert_eq!(sums, (100, 100, 0));
    assert_eq!(balance.row("a").unwrap().areas.change_rounded(), 0);
    assert!(balance.flows.is_empty(), "0.25 m2 are too little to list");
}

/// Of a scope of 100 m2 a row of 60 m2 stays and nothing is said of the rest; and a row of 100 m2 of
/// which 60 m2 stay and 30 m2 leave.
#[test]
fn a_table_that_does_not_sum_is_an_error() {
    let (most, all) = (rectangle(0.0, 0.0, 6.0, 10.0), rectangle(0.0, 0.0, 10.0, 10.0));
    let class = LandClass::Code("1001".to_owned());
    let of = |region: &Region| BTreeMap::from([(class.clone(), region.clone())]);
    let sum_of = |region: &Region, moves: &[Flow]| {
        let table = rows(LandUseSystem::Cn2023, of(region), of(region));
        match close(100.0, &table, &of(&most), moves) {
            Err(BalanceError::Open { what, sum, expected }) => (what, sum, expected),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(sum_of(&most, &[]), ("the areas before".to_owned(), 60.0, 100.0));
    let flow = Flow {
        from: class.clone(),
        to: LandClass::Undetermined,
        area: SquareMetres::new(30.0).unwrap(),
        region: Region::empty(),
        why: BTreeSet::new(),
    };
    let said = "what stays and what leaves '1001'".to_owned();
    assert_eq!(sum_of(&all, &[flow]), (said, 90.0, 100.0));
    assert!(agree(f64::NAN, f64::NAN, 1.0, String::new).is_err());
}

/// 40 x 40 parcels of five codes, and a change across 400 of them.
#[test]
fn a_town_of_parcels_is_balanced() {
    let (scope, side) = (turned(200.0, 200.0, 400.0, 400.0), 10.0);
    let grid: Vec<Region> = (0..1_600_u32)
        .map(|n| turned(f64::from(n % 40) * side + 5.0, f64::from(n / 40) * side + 5.0, side, side))
        .collect();
    let parcels: Vec<_> = grid
        .iter()
        .enumerate()
        .map(|(n, r)| parcel(["1001", "0901", "1309", "16", "1401"][n % 5], r))
        .collect();
    let new = turned(200.0, 200.0, 201.0, 201.0);
    let balance =
        Balance::of(LandUseSystem::Cn2023, &parcels, &[change(Some("1001"), &new)], &scope)
            .unwrap();
    assert_eq!(balance.total_rounded, 160_000);
    assert_eq!(balance.rows.len(), 5, "{:?}", table(&balance));
    assert!(balance.rows.iter().all(|row| (row.areas.before.get() - 32_000.0).abs() < 1e-3));
}

/// A rectangle around a point, everything turned by 0.3 rad about the origin.
fn turned(x: f64, y: f64, width: f64, height: f64) -> Region {
    let (sin, cos) = 0.3_f64.sin_cos();
    let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)];
    let ring = corners.map(|(east, north)| {
        let (x, y) = (x + east * width / 2.0, y + north * height / 2.0);
        Coord { x: cos * x - sin * y, y: sin * x + cos * y }
    });
    repair::region_of(&[vec![ring.to_vec()]]).unwrap().region
}

type Box4 = (u8, u8, u8, u8);

/// Corner and size of rectangles in cells of a metre.
fn boxes(most: usize) -> impl Strategy<Value = Vec<(Box4, u8)>> {
    prop::collection::vec(((0_u8..12, 0_u8..12, 1_u8..8, 1_u8..8), 0_u8..4), 0..most)
}

fn code(number: u8) -> Option<String> {
    // The fourth is land without a code.
    ["1001", "0901", "1309"].get(usize::from(number)).map(|code| (*code).to_owned())
}

fn covers(of: Box4, x: u8, y: u8) -> bool {
    let (left, bottom, width, height) = of;
    (left..left + width).contains(&x) && (bottom..bottom + height).contains(&y)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// On a scope of 14 x 14 cells the balance is what counting cells gives.
    #[test]
    fn the_balance_is_what_counting_cells_gives(held in boxes(9), taken in boxes(5)) {
        let whole = |(x, y, w, h): Box4| {
            let [x, y, w, h] = [x, y, w, h].map(f64::from);
            rectangle(x, y, x + w, y + h)
        };
        let scope = whole((0, 0, 14, 14));
        let held_ground: Vec<Region> = held.iter().map(|(b, _)| whole(*b)).collect();
        let taken_ground: Vec<Region> = taken.iter().map(|(b, _)| whole(*b)).collect();
        let parcels: Vec<LandPiece> = held.iter().zip(&held_ground)
            .map(|((_, number), region)| LandPiece { code: code(*number), region }).collect();
        let changes: Vec<Change> = taken.iter().zip(&taken_ground)
            .map(|((_, number), region)| Change { region, becomes: code(*number), why: Why::Project })
            .collect();
        let balance = Balance::of(LandUseSystem::Cn2023, &parcels, &changes, &scope).unwrap();
        let mut counted: BTreeMap<LandClass, (f64, f64)> = BTreeMap::new();
        for (x, y) in (0..14).flat_map(|x| (0..14).map(move |y| (x, y))) {
            let first = |of: &[(Box4, u8)]| of.iter().find(|(b, _)| covers(*b, x, y)).map(|(_, n)| code(*n));
            let named = |code: Option<String>, or| code.map_or(or, LandClass::Code);
            let before = first(&held).map_or(LandClass::NoParcel, |c| named(c, LandClass::NoCode));
            let after = first(&taken).map_or(before.clone(), |c| named(c, LandClass::Undetermined));
            counted.entry(before).or_default().0 += 1.0;
            counted.entry(after).or_default().1 += 1.0;
        }
        let found: BTreeMap<LandClass, (f64, f64)> = balance.rows.iter()
            .map(|row| (row.class.clone(), (row.areas.before.get(), row.areas.after.get()))).collect();
        prop_assert_eq!(found, counted);
    }

    /// Turned rectangles with edges that run along each other: sums close, whole metres too, and
    /// no row of hairs appears.
    #[test]
    fn totals_close(held in boxes(14), taken in boxes(6)) {
        let whole = |(x, y, w, h): Box4| {
            let [x, y, w, h] = [x, y, w, h].map(|cells| f64::from(cells) * 17.3);
            turned(x + w / 2.0, y + h / 2.0, w, h)
        };
        let scope = whole((1, 1, 13, 12));
        let held: Vec<(Region, u8)> = held.into_iter().map(|(b, n)| (whole(b), n)).collect();
        let taken: Vec<(Region, u8)> = taken.into_iter().map(|(b, n)| (whole(b), n)).collect();
        let parcels: Vec<LandPiece> =
            held.iter().map(|(region, n)| LandPiece { code: code(*n), region }).collect();
        let changes: Vec<Change> = taken.iter()
            .map(|(region, n)| Change { region, becomes: code(*n), why: Why::Vacated }).collect();
        let balance = Balance::of(LandUseSystem::Cn2023, &parcels, &changes, &scope).unwrap();
        let total = scope.area().get();
        let sum = |of: fn(&Areas) -> f64| balance.rows.iter().map(|r| of(&r.areas)).sum::<f64>();
        for of in [|a: &Areas| a.before.get(), |a: &Areas| a.after.get()] {
            prop_assert!((sum(of) - total).abs() < CLOSURE * total);
        }
        for row in &balance.rows {
            let Areas { before, after, before_rounded, after_rounded, .. } = row.areas;
            let (before_m2, after_m2) = (before.get(), after.get());
            prop_assert!((before_rounded as f64 - before_m2).abs() < 1.0 + 1e-6);
            prop_assert!((after_rounded as f64 - after_m2).abs() < 1.0 + 1e-6);
            prop_assert!(before_m2.max(after_m2) > 1.0, "{:?}", row.class);
            let net: f64 = balance.flows.iter().map(|flow| {
                let sign = |class: &LandClass| f64::from(u8::from(*class == row.class));
                flow.area.get() * (sign(&flow.to) - sign(&flow.from))
            }).sum();
            prop_assert!((net - row.areas.change_m2()).abs() < 1e-4);
        }
        for level in 1..=3 {
            let groups = balance.grouped(level);
            let after: u64 = groups.iter().map(|group| group.areas.after_rounded).sum();
            prop_assert_eq!(after, balance.total_rounded);
        }
    }
}
