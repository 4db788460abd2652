//! What the area model costs, step by step; `benches/compare` sets it against Shapely.
//!
//! The scenes are a fixed tenth of those stored for the comparison with independent software
//! (`benches/scenes.json`). With `CARVEOUT_AREAS=FILE` the areas of every result are written to a
//! file first, so that a comparison of times can see whether both sides computed the same.
//!
//! The opening is timed beside the one it has replaced, grown back with mitres: on the scenes, and, with
//! `CARVEOUT_CITY_LAYERS=FOLDER`, on what remains of the real footprints there.

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark fails by panicking")]

#[allow(dead_code, clippy::expect_used, clippy::panic, clippy::print_stderr)]
#[path = "../tests/suite/support/mod.rs"]
mod support;

use carveout::assess::{assess, found, Assessment, Case};
use carveout::batch::Batch;
use carveout::carve::{Baseline, CarveOut, Ground};
use carveout::geometry::offset::{self, Join};
use carveout::geometry::rectangle::{largest_rectangle, Limits};
use carveout::geometry::route::FreeSpace;
use carveout::geometry::{overlay, repair, width, Region};
use carveout::layer::Columns;
use carveout::obstacle::Obstacle;
use carveout::settings::site_file::{SiteLayout, SiteParameters};
use carveout::settings::Settings;
use carveout::settings::SiteFile;
use carveout::units::Metres;
use criterion::{criterion_group, criterion_main, Criterion};
use geo::Coord;
use serde_json::{json, Map, Value};
use std::hint::black_box;
use std::path::Path;
use support::scene::{self, Rings, Scene};

/// The minimum width asked of the real footprints, metres.
const CITY_WIDTH_M: f64 = 12.0;

/// A scene in the form the model wants, and its results.
struct Prepared {
    scene: Scene,
    ground: Ground,
    obstacles: Vec<Obstacle>,
    corridors: Region,
    baseline: Baseline,
    carved: CarveOut,
}

impl Prepared {
    fn new(scene: Scene) -> Self {
        let ground = scene::ground(&scene);
        let obstacles = scene::obstacles(&scene, &ground.footprint);
        let corridors = scene::region(&scene.access);
        let (baseline, carved) = scene::carve(&ground, &obstacles, &corridors);
        Self { scene, ground, obstacles, corridors, baseline, carved }
    }

    fn grow(&self) -> Vec<Region> {
        let placed = self.obstacles.iter().zip(&self.scene.obstacles);
        placed
            .map(|(obstacle, placed)| {
                offset::grow(&obstacle.shape, placed.clearance_m, Join::Round).unwrap()
            })
            .collect()
    }

    fn difference(&self) -> Region {
        overlay::difference(&self.baseline.envelope, self.carved.exclusion.parts()).unwrap()
    }

    fn opening(&self) -> Region {
        width::opening(&self.carved.remainder, self.scene.parameters.min_width_m).unwrap()
    }

    fn opening_mitred(&self) -> Region {
        opening_mitred(&self.carved.remainder, self.scene.parameters.min_width_m)
    }

    fn carve_out(&self) -> (Baseline, CarveOut) {
        scene::carve(&self.ground, &self.obstacles, &self.corridors)
    }

    fn areas(&self) -> Value {
        let mut areas = ledger(&self.baseline, &self.carved);
        let zones: f64 = self.grow().iter().map(|zone| zone.area().get()).sum();
        areas.insert("site_m2".into(), json!(self.ground.footprint.area().get()));
        areas.insert("envelope_m2".into(), json!(self.baseline.envelope.area().get()));
        areas.insert("grow_m2".into(), json!(zones));
        areas.insert("difference_m2".into(), json!(self.difference().area().get()));
        areas.insert("opening_m2".into(), json!(self.opening().area().get()));
        areas.insert("opening_mitred_m2".into(), json!(self.opening_mitred().area().get()));
        areas.into()
    }
}

/// The opening of version 0.2.
fn opening_mitred(region: &Region, width: f64) -> Region {
    let half = (width - width::WIDTH_TOLERANCE_M) / 2.0;
    if half <= 0.0 {
        return region.clone();
    }
    let tips = width::Cores::of(region, half).unwrap().mitred().unwrap();
    overlay::intersection(&tips, region).unwrap()
}

fn ledger(baseline: &Baseline, carved: &CarveOut) -> Map<String, Value> {
    let lines = &carved.ledger;
    let figures = [
        ("baseline_m2", baseline.usable.area()),
        ("nominal_m2", carved.nominal()),
        ("taking_m2", lines.taking.area),
        ("clearance_m2", lines.clearance.area),
        ("access_m2", lines.access.area),
        ("narrow_m2", lines.narrow.area),
        ("small_m2", lines.small.area),
        ("landlocked_m2", lines.landlocked.area),
        ("usable_m2", carved.usable.area()),
    ];
    figures.into_iter().map(|(name, area)| (name.to_owned(), json!(area.get()))).collect()
}

fn prepared() -> Vec<Prepared> {
    let text = std::fs::read_to_string(support::repository("benches/scenes.json")).unwrap();
    let seeds: Vec<u64> = serde_json::from_str(&text).unwrap();
    let stored = scene::stored().into_iter().filter(|scene| seeds.contains(&scene.seed));
    let scenes: Vec<Prepared> = stored.map(Prepared::new).collect();
    assert_eq!(scenes.len(), seeds.len(), "every scene of the list is stored");
    scenes
}

fn scenes(c: &mut Criterion) {
    let all = prepared();
    let mut group = c.benchmark_group("scenes");
    let mut bench = |name: &str, work: &dyn Fn(&Prepared)| {
        group.bench_function(name, |b| b.iter(|| all.iter().for_each(work)));
    };
    bench("grow", &|one| drop(black_box(one.grow())));
    bench("difference", &|one| drop(black_box(one.difference())));
    bench("opening", &|one| drop(black_box(one.opening())));
    bench("opening_mitred", &|one| drop(black_box(one.opening_mitred())));
    bench("carve_out", &|one| drop(black_box(one.carve_out())));
    group.finish();
}

/// What remains of each real footprint of a city around what stands there.
fn city_remainders() -> Vec<Region> {
    let Some(city) = std::env::var_os("CARVEOUT_CITY_LAYERS") else { return Vec::new() };
    let layer = |name: &str| Path::new(&city).join(name);
    let columns = [("kind", "TYPE"), ("name", "ProjectName"), ("owner", "ml")];
    let file = SiteFile {
        footprint: Some(layer("special_permit_areas.geojson")),
        parcels: Some(layer("parcels.geojson")),
        facilities: vec![layer("misc_structures.geojson")],
        buildings: vec![layer("buildings.geojson")],
        attribution: Some(false),
        layout: SiteLayout { wanted: Some(false), ..SiteLayout::default() },
        rules: Some("us".to_owned()),
        proposed_use: Some("office".to_owned()),
        parameters: SiteParameters {
            setback_m: Metres::new(3.0).ok(),
            min_width_m: Metres::new(CITY_WIDTH_M).ok(),
            ..SiteParameters::default()
        },
        columns: Columns(columns.map(|(a, b)| (a.to_owned(), b.to_owned())).into()),
        ..SiteFile::default()
    };
    let (layers, settings) = Settings::settle(file, SiteFile::default()).unwrap();
    let batch = Batch::load(&layers, settings, false).unwrap();
    let assessed = (0..batch.len()).map(|number| batch.assessment(number).unwrap());
    assessed.map(|one| one.carve_out.remainder).collect()
}

fn city(c: &mut Criterion) {
    let remainders = city_remainders();
    if remainders.is_empty() {
        return;
    }
    let mut group = c.benchmark_group("city");
    let mut bench = |name: &str, open: &dyn Fn(&Region) -> Region| {
        let all = || remainders.iter().for_each(|region| drop(black_box(open(region))));
        group.bench_function(name, |b| b.iter(all));
    };
    bench("opening", &|region| width::opening(region, CITY_WIDTH_M).unwrap());
    bench("opening_mitred", &|region| opening_mitred(region, CITY_WIDTH_M));
    group.finish();
}

/// The same regions for the other side, and the areas of both openings of all together.
fn city_areas() -> Value {
    let remainders = city_remainders();
    let sum = |open: &dyn Fn(&Region) -> Region| -> f64 {
        remainders.iter().map(|region| open(region).area().get()).sum()
    };
    let regions: Vec<Vec<Rings>> = remainders.iter().map(scene::rings).collect();
    json!({
        "width_m": CITY_WIDTH_M,
        "regions": regions,
        "opening_m2": sum(&|region| width::opening(region, CITY_WIDTH_M).unwrap()),
        "opening_mitred_m2": sum(&|region| opening_mitred(region, CITY_WIDTH_M)),
        "site_m2": sum(&Region::clone),
    })
}

/// A wheel with jagged radii, and round holes in it; a small congruential generator, seeded.
fn wheel(corners: usize, holes: usize) -> Region {
    let mut state = 42_u64;
    let mut dice = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(u32::MAX >> 1)
    };
    let ring = |x: f64, y: f64, corners: usize, radius: &mut dyn FnMut() -> f64| {
        let mut points: Vec<Coord<f64>> = (0..corners)
            .map(|k| {
                let (sin, cos) = (std::f64::consts::TAU * k as f64 / corners as f64).sin_cos();
                let r = radius();
                Coord { x: x + r * cos, y: y + r * sin }
            })
            .collect();
        points.push(points[0]);
        points
    };
    let outer = ring(0.0, 0.0, corners - 8 * holes, &mut || 120.0 + 40.0 * dice());
    let mut rings = vec![outer];
    for k in 0..holes {
        let (sin, cos) = (std::f64::consts::TAU * k as f64 / holes as f64).sin_cos();
        rings.push(ring(70.0 * cos, 70.0 * sin, 8, &mut || 10.0 + 8.0 * dice()));
    }
    repair::region_of(&[rings]).unwrap().region
}

fn searches(c: &mut Criterion) {
    let (holed, jagged) = (wheel(100, 5), wheel(1_000, 0));
    let mut group = c.benchmark_group("largest_rectangle");
    for (name, region) in [("100_vertices_5_holes", &holed), ("1000_vertices", &jagged)] {
        group.bench_function(name, |b| {
            b.iter(|| black_box(largest_rectangle(region, &Limits::default()).unwrap()));
        });
    }
    group.finish();
    // From the sides of one hole to the outer edge, six metres wide, the six best.
    let hole = holed.polygons()[0].interiors()[0].0.clone();
    let edge = holed.polygons()[0].exterior().0.clone();
    let mut group = c.benchmark_group("route");
    group.bench_function("100_vertices_5_holes", |b| {
        b.iter(|| {
            let space = FreeSpace::new(&holed, 3.0).unwrap();
            let (from, to) = (space.anchors(&hole, 10.0), space.anchors(&edge, 30.0));
            let routes = space.routes(&from, &to, 6);
            assert_eq!(routes.len(), 6);
            black_box(routes)
        });
    });
    group.finish();
}

fn load() -> Case {
    let file = SiteFile::read(&support::repository("data/magnet-plant/site.toml")).unwrap();
    let (layers, settings) = Settings::settle(file, SiteFile::default()).unwrap();
    Case::load(&layers, settings).unwrap()
}

/// The demonstration site without what Shapely has no counterpart for.
fn without_layout() -> Case {
    let mut case = load();
    case.settings.layout = None;
    case
}

fn ground(case: &Case, assessed: &Assessment) -> Ground {
    Ground {
        footprint: case.site.footprint.clone(),
        frontage: assessed.frontage.clone(),
        parameters: carveout::carve::Parameters::from(&case.settings),
        context: carveout::geometry::Region::empty(),
        setbacks: None,
    }
}

fn demonstration(c: &mut Criterion) {
    let (case, plain) = (load(), without_layout());
    let ground = ground(&case, &assess(&plain).unwrap());
    let mut group = c.benchmark_group("demonstration");
    group.bench_function("area_model", |b| {
        b.iter(|| {
            let found = found(&case).unwrap().obstacles;
            black_box(scene::carve(&ground, &found, &Region::empty()))
        });
    });
    group.bench_function("assess", |b| b.iter(|| black_box(assess(&plain).unwrap())));
    group.bench_function("assess_with_layout", |b| b.iter(|| black_box(assess(&case).unwrap())));
    group.bench_function("reading", |b| b.iter(|| black_box(load())));
    group.finish();
}

/// Every area that a comparison may look at.
fn areas() -> Value {
    let scenes = prepared();
    let scenes = scenes.iter().map(|one| (one.scene.seed.to_string(), one.areas()));
    let case = without_layout();
    let assessed = assess(&case).unwrap();
    let mut site = ledger(&assessed.baseline, &assessed.carve_out);
    site.insert("site_m2".into(), json!(case.site.footprint.area().get()));
    let shares = assessed.attribution.iter().flat_map(|attribution| &attribution.shares);
    for (obstacle, share) in assessed.obstacles.iter().zip(shares) {
        site.insert(format!("share of {}", obstacle.id), json!(share.shapley));
    }
    for swing in assessed.range.iter().flat_map(|range| &range.swings) {
        let Some((first, second)) = swing.values else { continue };
        let (at_first, at_second) = swing.losses;
        for (value, loss) in [(first, at_first), (second, at_second)] {
            site.insert(format!("loss at {} {value}", swing.assumption), json!(loss));
        }
    }
    json!({
        "scenes": scenes.collect::<Map<_, _>>(),
        "demonstration": site,
        "city": city_areas(),
    })
}

fn write_areas(_: &mut Criterion) {
    if let Some(file) = std::env::var_os("CARVEOUT_AREAS") {
        std::fs::write(file, areas().to_string()).unwrap();
    }
}

criterion_group!(benches, write_areas, scenes, city, searches, demonstration);
criterion_main!(benches);
