//! A case from memory is the case from files: same numbers, same doubts, in the same words.

use carveout::assess::{assess, Case, LoadError};
use carveout::batch::{Batch, Row};
use carveout::geo::{line_string, point, polygon, Geometry};
use carveout::geojson::{Feature, FeatureCollection, GeoJson};
use carveout::layer::LayerError;
use carveout::loading::{Degrees, FacilityFeature, Land, ParcelFeature, RoadFeature, SiteFeature};
use carveout::model::Burden;
use carveout::report;
use carveout::settings::{Settings, SiteFile};
use carveout::units::Metres;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn features(path: &Path) -> Vec<Feature> {
    match fs::read_to_string(path).unwrap().parse().unwrap() {
        GeoJson::FeatureCollection(FeatureCollection { features, .. }) => features,
        GeoJson::Feature(feature) => vec![feature],
        GeoJson::Geometry(geometry) => vec![Feature::from(geometry)],
    }
}

/// The layers of a site file in memory, its footprint, and what each file is called there.
fn in_memory(file: &SiteFile) -> (Land, Vec<Feature>, BTreeMap<String, &'static str>) {
    let mut names = BTreeMap::new();
    let mut name = |path: &PathBuf, name| {
        let known = names.insert(path.display().to_string(), name);
        assert_eq!(known, None, "one file a layer");
        features(path)
    };
    let mut land = Land::asked(SiteFile {
        footprint: None,
        parcels: None,
        facilities: vec![],
        buildings: vec![],
        roads: None,
        zones: vec![],
        demand: None,
        ..file.clone()
    });
    let footprint = name(file.footprint.as_ref().unwrap(), "memory/site");
    if let Some(path) = &file.parcels {
        land = land.parcels(name(path, "memory/parcels"));
    }
    for path in &file.facilities {
        land = land.facilities(name(path, "memory/facilities"));
    }
    for path in &file.buildings {
        land = land.buildings(name(path, "memory/buildings"));
    }
    if let Some(path) = &file.roads {
        land = land.roads(name(path, "memory/roads"));
    }
    for path in &file.zones {
        land = land.zones(name(path, "memory/zones"));
    }
    if let Some(path) = &file.demand {
        land = land.demand(name(path, "memory/demand"));
    }
    assert_eq!((&file.zoning, &file.candidates), (&None, &None));
    (land, footprint, names)
}

fn from_files(file: SiteFile) -> String {
    let (layers, settings) = Settings::settle(file, SiteFile::default()).unwrap();
    report::json::report(&assess(&Case::load(&layers, settings).unwrap()).unwrap())
}

#[test]
fn every_case_from_memory_is_that_from_files_to_the_last_bit() {
    let mut folders: Vec<PathBuf> = fs::read_dir(crate::support::repository("fixtures/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.push(crate::support::repository("data/magnet-plant"));
    assert!(folders.len() > 40, "only {}", folders.len());
    for folder in folders {
        let file = SiteFile::read(&folder.join("site.toml")).unwrap();
        let (land, footprint, names) = in_memory(&file);
        let case = land.case_of(footprint).unwrap();
        let from_memory = report::json::report(&assess(&case).unwrap());
        let mut expected = from_files(file);
        for (path, name) in names {
            expected = expected.replace(&path, name);
        }
        assert!(from_memory == expected, "{}: memory and files differ", folder.display());
    }
}

#[test]
fn every_attribute_of_a_builder_reaches_its_noun() {
    let metres = |length| Metres::new(length).unwrap();
    let site = polygon![(x: 7.0, y: 50.0), (x: 7.003, y: 50.0), (x: 7.003, y: 50.002),
        (x: 7.0, y: 50.002)];
    let plot = polygon![(x: 7.001, y: 50.001), (x: 7.0014, y: 50.001), (x: 7.0014, y: 50.0013),
        (x: 7.001, y: 50.0013)];
    let road = line_string![(x: 6.99, y: 49.99995), (x: 7.01, y: 49.99995)];
    let facility = FacilityFeature::new("A", "fuel_station", &plot)
        .grade("1")
        .name("Alpha")
        .clearance(metres(21.5))
        .burden(Burden::Shared)
        .relocatable(false)
        .part_of("B", "tank")
        .needs_access(true)
        .access_width(metres(6.5))
        .severs(false)
        .width(metres(3.5))
        .height(metres(9.5));
    let parcel = ParcelFeature::new("P", &plot)
        .land_use("100102")
        .zoning("M2")
        .owner("City")
        .status("vacant")
        .of_the_site();
    let case = Land::new()
        .facility(facility)
        .parcel(parcel)
        .road(RoadFeature::new(&road).name("Ring").width(metres(12.0)))
        .case_of([SiteFeature::new("S", &site).name("Site")])
        .unwrap();
    assert_eq!((&*case.site.id, &*case.site.name), ("S", "Site"));
    let one = &case.around.facilities[0];
    let texts = [&one.grade, &one.name, &one.part_of, &one.part].map(|text| text.as_deref());
    assert_eq!((&*one.id, &*one.kind), ("A", "fuel_station"));
    assert_eq!(texts, [Some("1"), Some("Alpha"), Some("B"), Some("tank")]);
    let lengths = [one.clearance, one.access_width, one.width, one.height];
    assert_eq!(lengths, [21.5, 6.5, 3.5, 9.5].map(|length| Some(metres(length))));
    let flags = [one.relocatable, one.needs_access, one.severs];
    assert_eq!(flags, [Some(false), Some(true), Some(false)]);
    assert_eq!(one.burden, Some(Burden::Shared));
    let own = &case.around.parcels[0];
    let texts = [&own.land_use, &own.zoning, &own.owner, &own.status].map(|text| text.as_deref());
    assert_eq!(texts, [Some("100102"), Some("M2"), Some("City"), Some("vacant")]);
    assert!(
        own.id == "P" && own.marked_own == Some(true) && case.has_roads && case.roads.len() == 1
    );
    assert_eq!(&*one.origin.file, "memory/facilities");
}

#[test]
fn geometries_of_geo_are_read_as_well_known_text_is() {
    let plot = polygon![exterior: [(x: 7.0, y: 50.0), (x: 7.003, y: 50.0), (x: 7.003, y: 50.002)],
        interiors: [[(x: 7.002, y: 50.0004), (x: 7.0024, y: 50.0004), (x: 7.0024, y: 50.0008)]]];
    let outline = |degrees: Degrees| Land::new().case(degrees).unwrap().site.footprint;
    let text = SiteFile {
        footprint_wkt: Some(
            "POLYGON((7 50, 7.003 50, 7.003 50.002, 7 50), \
             (7.002 50.0004, 7.0024 50.0004, 7.0024 50.0008, 7.002 50.0004))"
                .to_owned(),
        ),
        ..SiteFile::default()
    };
    let (layers, settings) = Settings::settle(text, SiteFile::default()).unwrap();
    let read = Case::load(&layers, settings).unwrap().site.footprint;
    for degrees in [
        Degrees::from(&plot),
        Degrees::from(&carveout::geo::MultiPolygon(vec![plot.clone()])),
        Degrees::from(&Geometry::from(plot.clone())),
        Degrees::from(&Geometry::GeometryCollection(vec![Geometry::from(plot.clone())].into())),
    ] {
        assert_eq!(outline(degrees).as_multi_polygon(), read.as_multi_polygon());
    }
    let refused = Land::new().case(&line_string![(x: 7.0, y: 50.0), (x: 7.1, y: 50.0)]);
    assert!(matches!(refused, Err(LoadError::Layer(LayerError::BadFootprint { .. }))));
    let refused = Land::new().case(point!(x: 7.0, y: 50.0)).unwrap_err();
    assert!(
        refused.to_string().starts_with("memory/site: feature 0: has only points"),
        "{refused}"
    );
}

#[test]
fn rows_over_footprints_from_memory_are_those_of_single_cases() {
    let station = polygon![(x: 7.0012, y: 50.0001), (x: 7.0016, y: 50.0001),
        (x: 7.0016, y: 50.0003), (x: 7.0012, y: 50.0003)];
    let land = Land::new()
        .facility(FacilityFeature::new("F", "fuel_station", &station).grade("二级"))
        .setback(Metres::new(4.0).unwrap());
    let site = |number: u32| {
        let west = 7.0 + 0.001 * f64::from(number);
        let outline = polygon![(x: west, y: 50.0), (x: west + 0.0009, y: 50.0),
            (x: west + 0.0009, y: 50.0005), (x: west, y: 50.0005)];
        SiteFeature::new(&format!("S{number}"), &outline)
    };
    let rows: Vec<Row> = Batch::over(&land, (0..300).map(site)).unwrap().rows().collect();
    assert_eq!(rows.len(), 300);
    for (number, row) in rows.iter().enumerate().take(4) {
        let case = land.case_of([site(u32::try_from(number).unwrap())]).unwrap();
        let assessment = assess(&case).unwrap();
        assert_eq!(*row, Row::assessed(number, "memory/site", &assessment));
    }
    assert!(rows[1].obstructed() && !rows[299].obstructed());
    assert!(rows.iter().enumerate().all(|(number, row)| row.id == format!("S{number}")));
}

/// A layer without features is another thing than no layer.
#[test]
fn a_layer_that_is_named_is_given() {
    let site = polygon![(x: 7.0, y: 50.0), (x: 7.003, y: 50.0), (x: 7.003, y: 50.002)];
    let ways_out = Land::new().relocate(["all"]);
    let city = |land: &Land| land.case(&site).unwrap().city.unwrap();
    assert!(!city(&ways_out).has_zones());
    assert!(city(&ways_out.zones(Vec::<Feature>::new())).has_zones());
    let unasked = Land::new().case(&site).unwrap();
    assert!(unasked.city.is_none() && assess(&unasked).unwrap().alternatives.is_none());
}
