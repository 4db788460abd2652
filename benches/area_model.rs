//! What the area model costs, step by step; `benches/compare` sets it against Shapely.
//!
//! Scenes are every tenth of those stored for the comparison with independent software, so both
//! sides measure the same sites, and their areas agree.

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark fails by panicking")]

#[allow(dead_code, clippy::expect_used, clippy::panic, clippy::print_stderr)]
#[path = "../tests/support/mod.rs"]
mod support;

use carveout::assess::{assess, obstacles, Case, Settings};
use carveout::carve::{CarveOut, Ground};
use carveout::geometry::offset::{self, Join};
use carveout::geometry::rectangle::{largest_rectangle, Limits};
use carveout::geometry::route::FreeSpace;
use carveout::geometry::{overlay, width, Region};
use carveout::layer::SiteFile;
use carveout::obstacle::Obstacle;
use criterion::{criterion_group, criterion_main, Criterion};
use geo::Coord;
use std::hint::black_box;
use support::scene::{self, Scene};

struct Prepared {
    scene: Scene,
    ground: Ground,
    obstacles: Vec<Obstacle>,
    access: Region,
    carved: CarveOut,
}

fn prepared() -> Vec<Prepared> {
    scene::stored()
        .into_iter()
        .step_by(10)
        .map(|scene| {
            let ground = scene::ground(&scene);
            let obstacles = scene::obstacles(&scene, &ground.footprint);
            let access = scene::region(&scene.access);
            let (_, carved) = scene::carve(&ground, &obstacles, &access);
            Prepared { scene, ground, obstacles, access, carved }
        })
        .collect()
}

fn steps(c: &mut Criterion) {
    let all = prepared();
    let mut group = c.benchmark_group("scenes");
    group.bench_function("grow", |b| {
        b.iter(|| {
            for one in &all {
                for (obstacle, placed) in one.obstacles.iter().zip(&one.scene.obstacles) {
                    let zone = offset::grow(&obstacle.shape, placed.clearance_m, Join::Round);
                    black_box(zone.unwrap());
                }
            }
        });
    });
    group.bench_function("difference", |b| {
        b.iter(|| {
            for one in &all {
                let parts = one.carved.exclusion.parts();
                black_box(overlay::difference(&one.ground.footprint, parts).unwrap());
            }
        });
    });
    group.bench_function("opening", |b| {
        b.iter(|| {
            for one in &all {
                let least = one.scene.parameters.min_width_m;
                black_box(width::opening(&one.carved.remainder, least).unwrap());
            }
        });
    });
    group.bench_function("carve_out", |b| {
        b.iter(|| {
            for one in &all {
                let obstacles = scene::obstacles(&one.scene, &one.ground.footprint);
                black_box(scene::carve(&one.ground, &obstacles, &one.access));
            }
        });
    });
    group.finish();
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
    carveout::geometry::repair::region_of(&[rings]).unwrap().region
}

fn searches(c: &mut Criterion) {
    let mut group = c.benchmark_group("largest_rectangle");
    for (name, region) in
        [("100 vertices, 5 holes", wheel(100, 5)), ("1000 vertices", wheel(1000, 0))]
    {
        group.sample_size(20);
        group.bench_function(name, |b| {
            b.iter(|| black_box(largest_rectangle(&region, &Limits::default())));
        });
    }
    group.finish();
    let holed = wheel(100, 5);
    c.bench_function("route/100 vertices, 5 holes", |b| {
        b.iter(|| {
            let space = FreeSpace::new(&holed, 3.0).unwrap();
            let line = |y: f64| [Coord { x: -60.0, y }, Coord { x: 60.0, y }];
            let from = space.anchors(&line(-30.0), 10.0);
            let to = space.anchors(&line(95.0), 10.0);
            black_box(space.routes(&from, &to, 6))
        });
    });
}

fn demonstration(c: &mut Criterion) {
    let site = support::repository("data/magnet-plant/site.toml");
    let load = || {
        let file = SiteFile::read(&site).unwrap();
        let (layers, settings) = Settings::settle(file, SiteFile::default()).unwrap();
        Case::load(&layers, settings).unwrap()
    };
    let case = load();
    let whole = assess(&case).unwrap();
    let ground = Ground {
        footprint: case.site.footprint.clone(),
        frontage: whole.frontage.clone(),
        parameters: case.settings.parameters(),
    };
    let mut group = c.benchmark_group("demonstration");
    group.bench_function("area model", |b| {
        b.iter(|| {
            let (found, _) = obstacles(&case).unwrap();
            black_box(scene::carve(&ground, &found, &Region::empty()))
        });
    });
    group.bench_function("everything", |b| b.iter(|| black_box(assess(&case).unwrap())));
    group.bench_function("reading", |b| b.iter(|| black_box(load())));
    group.finish();
}

criterion_group!(benches, steps, searches, demonstration);
criterion_main!(benches);
