//! Stored scenes: read for the comparison with independent software and for benchmarks.

use carveout::carve::{Baseline, CarveOut, Frontage, Ground, Parameters, Trial};
use carveout::geometry::offset::{grow, Join};
use carveout::geometry::{repair, Region};
use carveout::model::Origin;
use carveout::obstacle::{Class, Obstacle};
use carveout::units::{Metres, SquareMetres};
use geo::{Coord, LineString};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A polygon: open rings of metres.
pub type Rings = Vec<Vec<[f64; 2]>>;

/// A site with obstacles in a plane, and the ledger an implementation in other software gives.
#[derive(Deserialize)]
pub struct Scene {
    pub seed: u64,
    pub family: String,
    pub site: Vec<Rings>,
    pub obstacles: Vec<Placed>,
    pub access: Vec<Rings>,
    pub frontage: Option<Vec<Vec<[f64; 2]>>>,
    pub parameters: Numbers,
    pub expected: BTreeMap<String, f64>,
}

#[derive(Deserialize)]
pub struct Placed {
    pub polygons: Vec<Rings>,
    pub clearance_m: f64,
    pub severs: bool,
}

#[derive(Deserialize)]
pub struct Numbers {
    pub setback_m: f64,
    pub min_width_m: f64,
    pub min_area_m2: f64,
}

/// Rings as a region.
pub fn region(polygons: &[Rings]) -> Region {
    let ring = |ring: &Vec<[f64; 2]>| -> Vec<Coord<f64>> {
        let mut points: Vec<Coord<f64>> = ring.iter().map(|p| Coord { x: p[0], y: p[1] }).collect();
        points.extend(points.first().copied());
        points
    };
    let planar: Vec<Vec<Vec<Coord<f64>>>> =
        polygons.iter().map(|rings| rings.iter().map(ring).collect()).collect();
    repair::region_of(&planar).unwrap().region
}

/// An obstacle as the area model wants it.
pub fn obstacle(placed: &Placed, footprint: &Region) -> Obstacle {
    let shape = region(&placed.polygons);
    let zone = grow(&shape, placed.clearance_m, Join::Round).unwrap();
    let origin = Origin { file: "scene".into(), index: 0, id: None };
    let mut obstacle = Obstacle::new("", Class::Facility, "", shape, origin);
    obstacle.clearance.zone = zone;
    obstacle.severs = placed.severs;
    obstacle.on(footprint).unwrap()
}

/// The ground of a scene.
pub fn ground(scene: &Scene) -> Ground {
    let footprint = &region(&scene.site);
    let frontage = match &scene.frontage {
        None => Frontage::whole_boundary(footprint),
        Some(lines) => {
            let lines = lines
                .iter()
                .map(|line| line.iter().map(|p| Coord { x: p[0], y: p[1] }).collect::<Vec<_>>());
            Frontage::of_lines(lines.collect(), false)
        }
    };
    Ground {
        footprint: footprint.clone(),
        frontage,
        parameters: Parameters {
            setback: Metres::new(scene.parameters.setback_m).unwrap(),
            setback_road: None,
            min_width: Metres::new(scene.parameters.min_width_m).unwrap(),
            min_area: SquareMetres::new(scene.parameters.min_area_m2).unwrap(),
            min_way: Metres::ZERO,
        },
        context: Region::empty(),
        setbacks: None,
    }
}

/// The obstacles of a scene.
pub fn obstacles(scene: &Scene, footprint: &Region) -> Vec<Obstacle> {
    scene.obstacles.iter().map(|placed| obstacle(placed, footprint)).collect()
}

/// Baseline and carve-out.
pub fn carve(ground: &Ground, obstacles: &[Obstacle], access: &Region) -> (Baseline, CarveOut) {
    let kept: Vec<&Obstacle> = obstacles.iter().collect();
    let baseline = Baseline::of(ground).unwrap();
    let exclusion = Trial::of(ground, &baseline, &kept)
        .unwrap()
        .exclusion
        .with_access(&ground.footprint, access)
        .unwrap();
    let trial = Trial::around(ground, &baseline, exclusion).unwrap();
    let carved = CarveOut::close(&baseline, trial).unwrap();
    (baseline, carved)
}

/// Every compared figure of a scene, square metres.
pub fn lines(baseline: &Baseline, carved: &CarveOut) -> BTreeMap<&'static str, f64> {
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

/// A region as a scene has it.
pub fn rings(region: &Region) -> Vec<Rings> {
    let open = |ring: &LineString<f64>| -> Vec<[f64; 2]> {
        ring.0.iter().skip(1).map(|corner| [corner.x, corner.y]).collect()
    };
    let polygons = region.polygons().iter();
    polygons
        .map(|one| std::iter::once(one.exterior()).chain(one.interiors()).map(open).collect())
        .collect()
}

/// All stored scenes.
pub fn stored() -> Vec<Scene> {
    let text = std::fs::read_to_string(super::repository("tests/oracle/expected.ndjson")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
