//! Real parcels taken together as one site, against land that other software dissolved and measured.
//!
//! `tests/oracle/groups.py` tells how the figures were made.

use crate::support::shared_data;
use carveout::assess::assess;
use carveout::geojson::{Feature, FeatureCollection, GeoJson};
use carveout::loading::Land;
use carveout::settings::site_file::{SiteLayout, SiteParameters};
use carveout::settings::SiteFile;
use carveout::units::Metres;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Largest difference of a figure, relative to it.
const AGREEMENT: f64 = 1e-4;

#[derive(Deserialize)]
struct Group {
    layer: String,
    features: Vec<usize>,
    gap_m2: f64,
    gross_m2: f64,
    usable_m2: f64,
}

fn features(layer: &str) -> Vec<Feature> {
    match std::fs::read_to_string(shared_data(layer)).unwrap().parse().unwrap() {
        GeoJson::FeatureCollection(FeatureCollection { features, .. }) => features,
        _ => panic!("{layer} is no collection"),
    }
}

/// Land is usable within the setback: what is wide enough is the matter of the scenes.
fn asked() -> Land {
    Land::asked(SiteFile {
        layout: SiteLayout { wanted: Some(false), ..SiteLayout::default() },
        parameters: SiteParameters {
            setback_m: Metres::new(3.0).ok(),
            ..SiteParameters::default()
        },
        ..SiteFile::default()
    })
}

#[test]
#[ignore = "needs ../shared/data"]
fn parcels_in_shared_data_are_as_usable_as_when_dissolved_beforehand() {
    let text = std::fs::read_to_string(crate::support::repository("tests/oracle/groups.ndjson"));
    let groups: Vec<Group> =
        text.unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut layers: BTreeMap<&str, Vec<Feature>> = BTreeMap::new();
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut apart, mut worst) = (Vec::new(), (0.0, String::new()));
    for group in &groups {
        let all = layers.entry(&group.layer).or_insert_with(|| features(&group.layer));
        let chosen: Vec<Feature> =
            group.features.iter().map(|number| all[*number].clone()).collect();
        let seen = assess(&asked().case_of(chosen).unwrap()).unwrap();
        let count = counts.entry(&group.layer).or_default();
        count.0 += 1;
        count.1 += usize::from(!seen.site.gaps.is_empty());
        for (what, area, expected) in [
            ("gross", seen.site.footprint.area(), group.gross_m2),
            ("usable", seen.carve_out.usable.area(), group.usable_m2),
        ] {
            let off = (area.get() - expected).abs() / expected.max(100.0);
            let words = format!(
                "{} {:?}: {what} {:.2} instead of {expected:.2} m2, {:.4} % off; gaps {:.3} and {:.3} m2",
                group.layer,
                group.features,
                area.get(),
                100.0 * off,
                seen.site.gaps.area().get(),
                group.gap_m2
            );
            if off > AGREEMENT {
                apart.push(words.clone());
            }
            if off > worst.0 {
                worst = (off, words);
            }
        }
    }
    eprintln!("groups and those with gaps: {counts:?}; worst: {}", worst.1);
    assert_eq!(groups.len(), 355 + 100 + 100);
    assert!(apart.is_empty(), "{} figures differ:\n{}", apart.len(), apart.join("\n"));
}
