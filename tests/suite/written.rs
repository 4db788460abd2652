//! Every polygon that is written is valid as written, and land that is booked once lies in one place.
//!
//! Checked in whole numbers of the ninth decimal, by definitions that share no code with the library
//! (OGC 06-103r4, 6.1.11; RFC 7946, 3.1.6).

use crate::support::{carveout, repository, shared_data};
use carveout::assess::{assess, Assessment, Case};
use carveout::batch::Batch;
use carveout::layer::Columns;
use carveout::report;
use carveout::settings::site_file::{SiteLayout, SiteParameters};
use carveout::settings::{Settings, SiteFile};
use carveout::units::{Metres, SquareMetres};
use geo::{Contains, Coord, InteriorPoint, LineString, MultiPolygon, Polygon, Validation};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

type Node = [i64; 2];
type Rings = Vec<Vec<Node>>;

/// A feature as written: its role and its polygons.
struct Feature {
    role: String,
    polygons: Vec<Rings>,
}

#[expect(clippy::cast_possible_truncation, reason = "below 2^38")]
fn features(text: &str) -> (Vec<Feature>, u64) {
    let document: Value = serde_json::from_str(text).unwrap();
    let node = |position: &Value| -> Node {
        [0, 1].map(|axis| {
            let nano = position[axis].as_f64().unwrap() * 1e9;
            assert!((nano - nano.round()).abs() < 1e-3, "more than nine decimals: {position}");
            nano.round() as i64
        })
    };
    let ring = |ring: &Value| ring.as_array().unwrap().iter().map(node).collect::<Vec<_>>();
    let rings = |all: &Value| all.as_array().unwrap().iter().map(ring).collect::<Rings>();
    let features = document["features"].as_array().unwrap().iter();
    let features = features.filter(|one| !one["geometry"].is_null()).map(|one| {
        let coordinates = &one["geometry"]["coordinates"];
        let polygons = match one["geometry"]["type"].as_str().unwrap() {
            "Polygon" => vec![rings(coordinates)],
            "MultiPolygon" => coordinates.as_array().unwrap().iter().map(rings).collect(),
            other => panic!("{other}"),
        };
        let role = one["properties"]["role"].as_str().unwrap_or("row").to_owned();
        Feature { role, polygons }
    });
    (features.collect(), document["slivers_left_out"].as_u64().unwrap())
}

fn cross(o: Node, a: Node, b: Node) -> i128 {
    let side = |p: Node, axis: usize| i128::from(p[axis] - o[axis]);
    side(a, 0) * side(b, 1) - side(a, 1) * side(b, 0)
}

fn twice_area(ring: &[Node]) -> i128 {
    ring.windows(2).map(|w| cross(ring[0], w[0], w[1])).sum()
}

fn edges(polygons: &[Rings]) -> Vec<(Node, Node)> {
    let rings = polygons.iter().flatten();
    rings.flat_map(|ring| ring.windows(2).map(|w| (w[0], w[1]))).collect()
}

/// Whether a node lies on an edge and is no end of it.
fn within(node: Node, (a, b): (Node, Node)) -> bool {
    let between =
        |axis: usize| a[axis].min(b[axis]) <= node[axis] && node[axis] <= a[axis].max(b[axis]);
    node != a && node != b && between(0) && between(1) && cross(a, b, node) == 0
}

/// Whether two edges share more than a common end.
fn clash(e: (Node, Node), f: (Node, Node)) -> bool {
    let apart = |axis: usize| {
        e.0[axis].max(e.1[axis]) < f.0[axis].min(f.1[axis])
            || f.0[axis].max(f.1[axis]) < e.0[axis].min(e.1[axis])
    };
    if apart(0) || apart(1) {
        return false;
    }
    let same = e == f || e == (f.1, f.0);
    let through = |(a, b): (Node, Node), (p, q): (Node, Node)| {
        cross(a, b, p).signum() * cross(a, b, q).signum() < 0
    };
    let touches = within(e.0, f) || within(e.1, f) || within(f.0, e) || within(f.1, e);
    same || touches || (through(e, f) && through(f, e))
}

/// Whether land on the left of one edge is land on the left of another beside where they meet: they cross,
/// one ends on the other and comes from its left, or they run along each other in one direction.
fn claims_both(e: (Node, Node), f: (Node, Node)) -> bool {
    let side = |(a, b): (Node, Node), p: Node| cross(a, b, p).signum();
    let crosses = side(e, f.0) * side(e, f.1) < 0 && side(f, e.0) * side(f, e.1) < 0;
    let enters = |e: (Node, Node), f: (Node, Node)| {
        (within(e.0, f) && side(f, e.1) > 0) || (within(e.1, f) && side(f, e.0) > 0)
    };
    let along = side(f, e.0) == 0 && side(f, e.1) == 0 && {
        let axis = usize::from(f.0[0] == f.1[0]);
        let same_way = (e.1[axis] - e.0[axis]).signum() == (f.1[axis] - f.0[axis]).signum();
        let shared = e.0[axis].max(e.1[axis]).min(f.0[axis].max(f.1[axis]))
            - e.0[axis].min(e.1[axis]).max(f.0[axis].min(f.1[axis]));
        same_way && shared > 0
    };
    crosses || enters(e, f) || enters(f, e) || along
}

/// Those pairs of edges that clash, by a sweep over their west ends.
fn clashes(
    mut edges: Vec<(usize, (Node, Node))>,
    clash: impl Fn((usize, (Node, Node)), (usize, (Node, Node))) -> bool,
) -> usize {
    let west = |edge: &(Node, Node)| edge.0[0].min(edge.1[0]);
    edges.sort_by_key(|(_, edge)| west(edge));
    let mut found = 0;
    for (k, (owner, edge)) in edges.iter().enumerate() {
        let east = edge.0[0].max(edge.1[0]);
        let near = edges[k + 1..].iter().take_while(|(_, other)| west(other) <= east);
        found += near.filter(|other| clash((*owner, *edge), **other)).count();
    }
    found
}

fn drawn(polygons: &[Rings]) -> MultiPolygon<f64> {
    let origin = polygons[0][0][0];
    let coord =
        |node: &Node| Coord { x: (node[0] - origin[0]) as f64, y: (node[1] - origin[1]) as f64 };
    let ring = |ring: &Vec<Node>| LineString(ring.iter().map(coord).collect());
    let polygon =
        |rings: &Rings| Polygon::new(ring(&rings[0]), rings[1..].iter().map(ring).collect());
    MultiPolygon(polygons.iter().map(polygon).collect())
}

/// What is wrong with a feature.
fn fault(feature: &Feature) -> Option<&'static str> {
    for rings in &feature.polygons {
        for (number, ring) in rings.iter().enumerate() {
            if ring.len() < 4 || ring.first() != ring.last() {
                return Some("a ring is not closed");
            }
            let different: BTreeSet<&Node> = ring.iter().collect();
            if different.len() != ring.len() - 1 {
                return Some("a ring touches itself");
            }
            if (twice_area(ring) > 0) != (number == 0) {
                return Some("a ring runs the wrong way");
            }
        }
    }
    let all = edges(&feature.polygons).into_iter().map(|edge| (0, edge)).collect();
    if clashes(all, |(_, e), (_, f)| clash(e, f)) > 0 {
        return Some("edges meet");
    }
    (!drawn(&feature.polygons).is_valid()).then_some("not valid")
}

/// How often land of one ledger line is land of another, or usable.
fn overlaps(features: &[Feature]) -> usize {
    let booked = |one: &&Feature| {
        let role = one.role.as_str();
        matches!(role, "usable" | "taking" | "clearance" | "access") || role.starts_with("remnant_")
    };
    let booked: Vec<&Feature> = features.iter().filter(booked).collect();
    let all = booked.iter().enumerate();
    let all = all.flat_map(|(k, one)| edges(&one.polygons).into_iter().map(move |edge| (k, edge)));
    let crossing = clashes(all.collect(), |(k, e), (m, f)| k != m && claims_both(e, f));
    let mut inside = 0;
    for (k, one) in booked.iter().enumerate() {
        for rings in &one.polygons {
            let origin = rings[0][0];
            let shape = drawn(std::slice::from_ref(rings));
            let middle = shape.0[0].interior_point().unwrap();
            for other in booked.iter().enumerate().filter(|(m, _)| *m != k).map(|(_, other)| other)
            {
                let far = drawn(&other.polygons);
                let from = other.polygons[0][0][0];
                let at = geo::Point::new(
                    middle.x() + (origin[0] - from[0]) as f64,
                    middle.y() + (origin[1] - from[1]) as f64,
                );
                inside += usize::from(far.contains(&at));
            }
        }
    }
    crossing + inside
}

#[derive(Debug, Default)]
struct Count {
    features: usize,
    left_out: u64,
    invalid: Vec<String>,
    overlapping: Vec<String>,
}

impl Count {
    fn add(&mut self, name: &str, text: &str) {
        let (features, left_out) = features(text);
        self.left_out += left_out;
        self.features += features.len();
        for (number, feature) in features.iter().enumerate() {
            if let Some(fault) = fault(feature) {
                self.invalid.push(format!("{name}: {number} {}: {fault}", feature.role));
            }
        }
        let overlaps = overlaps(&features);
        if overlaps > 0 {
            self.overlapping.push(format!("{name}: {overlaps} overlaps"));
        }
    }

    fn holds(&self, least: usize) {
        eprintln!("{} features, {} slivers left out", self.features, self.left_out);
        assert!(
            self.invalid.is_empty(),
            "{} of {}:\n{}",
            self.invalid.len(),
            self.features,
            self.invalid.join("\n")
        );
        assert!(self.overlapping.is_empty(), "{}", self.overlapping.join("\n"));
        assert!(self.features >= least, "only {}", self.features);
    }
}

fn assessed(file: SiteFile) -> Assessment {
    let (layers, settings) = Settings::settle(file, SiteFile::default()).unwrap();
    assess(&Case::load(&layers, settings).unwrap()).unwrap()
}

fn site_file(folder: &Path) -> SiteFile {
    SiteFile::read(&folder.join("site.toml")).unwrap()
}

#[test]
fn polygons_of_every_case_are_valid_and_booked_once() {
    let mut count = Count::default();
    let cases = std::fs::read_dir(repository("fixtures/cases")).unwrap().flatten();
    let mut folders: Vec<_> = cases.map(|one| one.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.push(repository("data/magnet-plant"));
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let assessment = assessed(site_file(&folder));
        count.add(&name, &report::geojson::report(&assessment));
    }
    for thing in ["FS-01", "WTS-01"] {
        let site = "data/magnet-plant/site.toml";
        let run = carveout(["relocate", site, "--facility", thing, "--format", "geojson"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        count.add(thing, &run.stdout);
    }
    count.holds(450);
}

#[test]
fn rows_across_the_antimeridian_are_cut_there() {
    let folder = repository("fixtures/cases/antimeridian_through_the_site");
    let text = report::geojson::report(&assessed(site_file(&folder)));
    let (features, _) = features(&text);
    let site = &features[0];
    assert_eq!((site.role.as_str(), site.polygons.len()), ("site", 2));
    for rings in &site.polygons {
        let lons: Vec<i64> = rings[0].iter().map(|node| node[0]).collect();
        let (least, most) = (lons.iter().min().unwrap(), lons.iter().max().unwrap());
        assert!(most - least < 1_000_000_000, "{least} to {most}");
        assert!(lons.contains(&180_000_000_000) || lons.contains(&-180_000_000_000));
    }
}

#[test]
#[ignore = "needs ../shared/data"]
fn polygons_of_real_footprints_in_shared_data_are_valid_and_booked_once() {
    let city = shared_data("cambridge");
    let columns = [("id", "parcel_id"), ("land_use", "use_code"), ("kind", "type")];
    let file = |feature: usize| SiteFile {
        footprint: Some(city.join("special_permit_areas.geojson")),
        feature: Some(feature.to_string()),
        parcels: Some(city.join("parcels.geojson")),
        buildings: vec![city.join("buildings.geojson")],
        site_parcels: Some(vec![]),
        attribution: Some(false),
        layout: SiteLayout { wanted: Some(false), ..SiteLayout::default() },
        rules: Some("us".to_owned()),
        proposed_use: Some("office".to_owned()),
        parameters: SiteParameters {
            setback_m: Metres::new(3.0).ok(),
            min_width_m: Metres::new(12.0).ok(),
            min_area_m2: SquareMetres::new(200.0).ok(),
            ..SiteParameters::default()
        },
        columns: Columns(columns.map(|(a, b)| (a.to_owned(), b.to_owned())).into()),
        ..SiteFile::default()
    };
    let mut count = Count::default();
    let step = if std::env::var("CARVEOUT_CITY").is_ok_and(|v| v == "all") { 1 } else { 6 };
    for feature in (0..355).step_by(step) {
        count.add(&feature.to_string(), &report::geojson::report(&assessed(file(feature))));
    }
    let (layers, settings) =
        Settings::settle(SiteFile { feature: None, ..file(0) }, SiteFile::default()).unwrap();
    let batch = Batch::load(&layers, settings, false).unwrap();
    let rows: Vec<_> = batch.rows().collect();
    count.add("batch", &report::batch::geojson(&batch, &rows.iter().collect::<Vec<_>>()));
    count.holds(700);
}
