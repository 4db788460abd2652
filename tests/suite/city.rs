//! Real project footprints against the real layers of a city.
//!
//! Every twelfth footprint; all of them with `CARVEOUT_CITY=all`. Each gives a result whose ledger
//! sums, or a refusal of one sentence.

use crate::support::shared_data;
use carveout::assess::{assess, Assessment, Case};
use carveout::layer::Columns;
use carveout::settings::site_file::SiteParameters;
use carveout::settings::Settings;
use carveout::settings::SiteFile;
use carveout::units::{Metres, SquareMetres};
use std::path::Path;

fn site(city: &Path, feature: usize, site_parcels: Option<Vec<String>>) -> SiteFile {
    let columns = [("kind", "TYPE"), ("name", "ProjectName"), ("owner", "ml")];
    SiteFile {
        footprint: Some(city.join("special_permit_areas.geojson")),
        feature: Some(feature.to_string()),
        parcels: Some(city.join("parcels.geojson")),
        facilities: vec![city.join("misc_structures.geojson")],
        buildings: vec![city.join("buildings.geojson")],
        site_parcels,
        attribution: Some(false),
        rules: Some("us".to_owned()),
        proposed_use: Some("office".to_owned()),
        parameters: SiteParameters {
            setback_m: Metres::new(3.0).ok(),
            setback_road_m: None,
            min_width_m: Metres::new(12.0).ok(),
            min_area_m2: SquareMetres::new(200.0).ok(),
            ..SiteParameters::default()
        },
        columns: Columns(columns.map(|(a, b)| (a.to_owned(), b.to_owned())).into()),
        ..SiteFile::default()
    }
}

fn run(file: SiteFile) -> Result<Assessment, String> {
    let (layers, settings) =
        Settings::settle(file, SiteFile::default()).map_err(|error| error.to_string())?;
    let case = Case::load(&layers, settings).map_err(|error| error.to_string())?;
    assess(&case).map_err(|error| error.to_string())
}

fn check(assessment: &Assessment) {
    let (whole, carve) = (assessment.baseline.usable.area().get(), &assessment.carve_out);
    let lines = &carve.ledger;
    let sum: f64 = [
        &lines.taking,
        &lines.clearance,
        &lines.access,
        &lines.narrow,
        &lines.small,
        &lines.landlocked,
    ]
    .iter()
    .map(|line| line.area.get())
    .sum();
    let loss = whole - carve.usable.area().get();
    assert!((sum - loss).abs() <= 1e-9 * whole.max(1.0), "{}: {sum} {loss}", assessment.site.id);
    assert!(loss >= -1e-9 && loss <= assessment.site.footprint.area().get());
}

#[test]
#[ignore = "needs ../shared/data"]
fn real_footprints_in_shared_data_give_a_result_or_a_sentence() {
    let city = shared_data("cambridge");
    let step = if std::env::var("CARVEOUT_CITY").is_ok_and(|v| v == "all") { 1 } else { 12 };
    let (mut results, mut obstructed, mut refused) = (0, 0, 0);
    for feature in (0..355).step_by(step) {
        // With nothing declared, and with every parcel somebody else's.
        for parcels in [None, Some(vec![])] {
            match run(site(&city, feature, parcels)) {
                Ok(assessment) => {
                    check(&assessment);
                    results += 1;
                    obstructed += usize::from(!assessment.obstacles.is_empty());
                }
                Err(sentence) => {
                    refused += 1;
                    assert!(sentence.lines().count() == 1 && sentence.len() > 20, "{sentence}");
                }
            }
        }
    }
    eprintln!("{results} results, {obstructed} with obstacles; {refused} refusals");
    assert!(results > refused && obstructed > 10);
}

#[test]
#[ignore = "needs ../shared/data"]
fn real_parcels_in_shared_data_with_chinese_characters_are_read() {
    let joetsu = shared_data("cjk/joetsu_parcels_jgd2011.geojson");
    let file = SiteFile {
        footprint: Some(joetsu.clone()),
        feature: Some("0".to_owned()),
        parcels: Some(joetsu),
        site_parcels: Some(vec!["1024".to_owned()]),
        columns: Columns([("id".to_owned(), "地番".to_owned())].into()),
        ..SiteFile::default()
    };
    let assessment = run(file).unwrap();
    check(&assessment);
    assert_eq!(assessment.site.id, "1024");
    assert!(assessment.surrounding.parcels.iter().any(|(id, ..)| id.contains('-') || id.len() > 1));
}

#[test]
#[ignore = "needs ../shared/data"]
fn broken_geometry_in_shared_data_is_refused_or_repaired_and_never_panics() {
    let folder = shared_data("nasty/chrieke_geojson_invalid_geometry");
    let mut files = vec![];
    for kind in std::fs::read_dir(folder).unwrap().flatten().filter(|e| e.path().is_dir()) {
        files.extend(std::fs::read_dir(kind.path()).unwrap().flatten().map(|e| e.path()));
    }
    assert!(files.len() > 60);
    let (mut good, mut refused) = (0, 0);
    for path in files {
        let as_site = SiteFile { footprint: Some(path.clone()), ..SiteFile::default() };
        match run(as_site) {
            Ok(assessment) => {
                check(&assessment);
                good += 1;
            }
            Err(sentence) => {
                let name = path.file_name().unwrap().to_string_lossy();
                assert!(sentence.contains(&*name), "the file is named: {sentence}");
                refused += 1;
            }
        }
    }
    eprintln!("{good} footprints assessed, {refused} refused");
    assert!(good >= 15 && refused >= 15, "{good} {refused}");
}
