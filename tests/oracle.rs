//! The area model against results of independent software on stored scenes.
//!
//! `tests/oracle/README.md` tells how the scenes and the expected figures were made. Agreement is
//! asked within 0.05 % of the site's area in every line.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it measured"
)]

#[allow(dead_code, reason = "each test crate uses its own part of it")]
mod support;

use carveout::carve::{Baseline, CarveOut, Exclusion, Frontage, Ground, Parameters};
use carveout::geometry::offset::{grow, Join};
use carveout::geometry::overlay::intersection;
use carveout::geometry::{repair, Region};
use carveout::model::Origin;
use carveout::obstacle::{Class, Clearance, Obstacle, Relation};
use carveout::units::{Metres, SquareMetres};
use geo::Coord;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Difference in a line, relative to the site, within which nearly all scenes agree.
const AGREEMENT: f64 = 5e-4;
/// And all of them. Beyond the former are scenes in which two arcs of a shrunk region meet in a tip
/// whose mitre reaches into a narrow strip: its length hangs on where chords of the arcs end.
const FURTHEST: f64 = 1.5e-3;

type Rings = Vec<Vec<[f64; 2]>>;

#[derive(Deserialize)]
struct Scene {
    seed: u64,
    family: String,
    site: Vec<Rings>,
    obstacles: Vec<Placed>,
    access: Vec<Rings>,
    frontage: Option<Vec<Vec<[f64; 2]>>>,
    parameters: Numbers,
    expected: BTreeMap<String, f64>,
}

#[derive(Deserialize)]
struct Placed {
    polygons: Vec<Rings>,
    clearance_m: f64,
    severs: bool,
}

#[derive(Deserialize)]
struct Numbers {
    setback_m: f64,
    min_width_m: f64,
    min_area_m2: f64,
}

fn region(polygons: &[Rings]) -> Region {
    let ring = |ring: &Vec<[f64; 2]>| -> Vec<Coord<f64>> {
        let mut points: Vec<Coord<f64>> = ring.iter().map(|p| Coord { x: p[0], y: p[1] }).collect();
        points.extend(points.first().copied());
        points
    };
    let planar: Vec<Vec<Vec<Coord<f64>>>> =
        polygons.iter().map(|rings| rings.iter().map(ring).collect()).collect();
    repair::region_of(&planar).unwrap().region
}

fn obstacle(placed: &Placed, footprint: &Region) -> Obstacle {
    let shape = region(&placed.polygons);
    Obstacle {
        id: String::new(),
        class: Class::Facility,
        kind: String::new(),
        grade: None,
        name: None,
        relation: Relation::Straddling,
        taking: intersection(&shape, footprint).unwrap(),
        clearance: Clearance {
            zone: grow(&shape, placed.clearance_m, Join::Round).unwrap(),
            ..Clearance::default()
        },
        shape,
        severs: placed.severs,
        needs_access: false,
        access_width: None,
        driveways: 0,
        relocatable: None,
        plot_parcels: vec![],
        origin: Origin { file: "scene".into(), index: 0, id: None },
    }
}

fn carved(scene: &Scene, footprint: &Region) -> BTreeMap<&'static str, f64> {
    let frontage = match &scene.frontage {
        None => Frontage::whole_boundary(footprint).unwrap(),
        Some(lines) => {
            let lines = lines
                .iter()
                .map(|line| line.iter().map(|p| Coord { x: p[0], y: p[1] }).collect::<Vec<_>>());
            Frontage::of_lines(lines.collect(), false).unwrap()
        }
    };
    let ground = Ground {
        footprint: footprint.clone(),
        frontage,
        parameters: Parameters {
            setback: Metres::new(scene.parameters.setback_m).unwrap(),
            setback_road: None,
            min_width: Metres::new(scene.parameters.min_width_m).unwrap(),
            min_area: SquareMetres::new(scene.parameters.min_area_m2).unwrap(),
        },
    };
    let obstacles: Vec<Obstacle> =
        scene.obstacles.iter().map(|placed| obstacle(placed, footprint)).collect();
    let kept: Vec<&Obstacle> = obstacles.iter().collect();
    let baseline = Baseline::of(&ground).unwrap();
    let exclusion = Exclusion::of(&ground, &baseline, &kept)
        .unwrap()
        .with_access(footprint, &region(&scene.access))
        .unwrap();
    let carved = CarveOut::with(&ground, &baseline, exclusion).unwrap();
    let ledger = &carved.ledger;
    BTreeMap::from([
        ("envelope_m2", baseline.envelope.area().get()),
        ("baseline_m2", baseline.usable.area().get()),
        ("nominal_m2", carved.nominal().get()),
        ("taking_m2", ledger.taking.area.get()),
        ("clearance_m2", ledger.clearance.area.get()),
        ("access_m2", ledger.access.area.get()),
        ("narrow_m2", ledger.narrow.area.get()),
        ("small_m2", ledger.small.area.get()),
        ("landlocked_m2", ledger.landlocked.area.get()),
        ("usable_m2", carved.usable.area().get()),
        ("loss_m2", ledger.loss().get()),
    ])
}

#[test]
fn every_ledger_line_agrees_with_independent_software() {
    let stored =
        std::fs::read_to_string(support::repository("tests/oracle/expected.ndjson")).unwrap();
    let (mut scenes, mut agreeing) = (0, 0);
    let mut worst = (0.0, String::new());
    let mut apart = Vec::new();
    for line in stored.lines() {
        let scene: Scene = serde_json::from_str(line).unwrap();
        let footprint = region(&scene.site);
        let whole = footprint.area().get();
        let mut agrees = true;
        for (name, value) in carved(&scene, &footprint) {
            let expected = scene.expected[name];
            let share = (value - expected).abs() / whole;
            let words = format!(
                "scene {} ({}), {name}: {value:.3} instead of {expected:.3} m2, {:.4} % of the site",
                scene.seed,
                scene.family,
                100.0 * share
            );
            agrees &= share <= AGREEMENT;
            if share > FURTHEST {
                apart.push(words.clone());
            }
            if share > worst.0 {
                worst = (share, words);
            }
        }
        scenes += 1;
        agreeing += usize::from(agrees);
    }
    eprintln!(
        "{agreeing} of {scenes} scenes agree within 0.05 %; largest disagreement: {}",
        worst.1
    );
    assert!(scenes >= 300, "only {scenes} scenes");
    assert!(agreeing * 100 >= scenes * 96, "only {agreeing} of {scenes} scenes agree");
    assert!(apart.is_empty(), "{} lines disagree:\n{}", apart.len(), apart.join("\n"));
}
