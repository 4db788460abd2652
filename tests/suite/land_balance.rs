//! The land-use balance of the demonstration site, whose plots measure what its README says.

use carveout::adjust::{Balance, Change, LandPiece, Why};
use carveout::assess::Case;
use carveout::geometry::overlay;
use carveout::model::LandUseSystem;
use carveout::settings::Settings;
use carveout::settings::SiteFile;

/// The footprint of 93,333.4 m2 (140 mu) holds a fuel station of 3,000 m2 (090105) and a waste
/// transfer station of 1,000 m2 (1309); the rest, 89,333.4 m2, is class 2 industrial land (100102).
/// Both stations move, and the fuel station's trade goes to a shop lot next to the site, 62 x 45 m in
/// two parcels of which P-008 is retail (090101).
#[test]
fn both_stations_move_from_the_magnet_plant() {
    let file = SiteFile::read(&crate::support::repository("data/magnet-plant/site.toml")).unwrap();
    let (layers, settings) = Settings::settle(file, SiteFile::default()).unwrap();
    let case = Case::load(&layers, settings).unwrap();
    let parcels = &case.around.parcels;
    let of = |id: &str| &parcels.iter().find(|parcel| parcel.id == id).unwrap().region;
    let pieces: Vec<LandPiece> = parcels
        .iter()
        .map(|parcel| LandPiece { code: parcel.land_use.clone(), region: &parcel.region })
        .collect();
    let change = |id: &str, code: &str, why: Why| Change {
        region: of(id),
        becomes: Some(code.to_owned()),
        why,
    };
    let changes = [
        change("P-006", "100102", Why::Vacated),
        change("P-007", "100102", Why::Vacated),
        change("P-008", "090105", Why::Receiving),
    ];
    let shop = of("P-008").area().get();
    let scope = overlay::union([&case.site.footprint, of("P-008")]).unwrap();
    let balance = Balance::of(LandUseSystem::Cn2023, &pieces, &changes, &scope).unwrap();

    let table: Vec<(&str, f64, f64)> = balance
        .rows
        .iter()
        .map(|row| (row.class.code().unwrap(), row.areas.before.get(), row.areas.after.get()))
        .collect();
    let expected = [
        ("090101", shop, 0.0),
        ("090105", 3_000.0, shop),
        ("100102", 89_333.4, 93_333.4),
        ("1309", 1_000.0, 0.0),
    ];
    assert_eq!(table.len(), expected.len(), "{table:?}");
    for ((code, before, after), (right, right_before, right_after)) in
        table.into_iter().zip(expected)
    {
        assert_eq!(code, right);
        assert!((before - right_before).abs() < 0.1, "{code}: {before}");
        assert!((after - right_after).abs() < 0.1, "{code}: {after}");
    }
    let changed: i64 = balance.rows.iter().map(|row| row.areas.change_rounded()).sum();
    assert_eq!(changed, 0);
    assert_eq!(balance.flows.len(), 3);
    assert!(balance.parcel_overlaps.is_empty() && balance.beyond_scope.is_empty());
    assert_eq!(balance.strange, None);
}
