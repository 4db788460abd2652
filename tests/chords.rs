//! Into how many chords arcs are divided moves no line of the ledger by much, on all stored scenes.
//!
//! How many chords there are is settled when the plane is compiled, so this takes two builds:
//!
//! ```text
//! cargo test --test chords -- --ignored
//! cargo test --test chords --features carveout-geometry/twice-the-chords -- --ignored
//! ```
//!
//! The first writes its figures down, the second holds its own against them. Chords are tangents, so land
//! within a distance is too large by a share that falls to a quarter when there are twice as many: that much
//! lines move whatever the opening does. What the opening itself moves is asked of the same regions in
//! both builds.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test fails by panicking")]

#[allow(dead_code, clippy::expect_used, clippy::panic, reason = "shared with the suite")]
#[path = "suite/support/mod.rs"]
mod support;

use carveout::geometry::offset::SEGMENTS;
use carveout::geometry::width;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use support::scene::{self, Rings, Scene};

/// By how much a line may move, relative to the site.
const LINE: f64 = 5e-5;
/// By how much the opening of the same region may move, relative to the site.
const OPENING: f64 = 1e-5;

/// What is compared of a scene.
#[derive(Serialize, Deserialize)]
struct Measured {
    lines: BTreeMap<String, f64>,
    /// The envelope and the remainder, and how much of them is wide enough.
    openings: Vec<(Vec<Rings>, f64)>,
}

impl Measured {
    fn of(scene: &Scene) -> Self {
        let ground = scene::ground(scene);
        let obstacles = scene::obstacles(scene, &ground.footprint);
        let (baseline, carved) = scene::carve(&ground, &obstacles, &scene::region(&scene.access));
        let lines = scene::lines(&baseline, &carved);
        let opened = |region| {
            let rings = scene::rings(region);
            let area = wide_enough(&rings, scene);
            (rings, area)
        };
        let openings = [&baseline.envelope, &carved.remainder].map(opened).into();
        Self {
            lines: lines.into_iter().map(|(name, m2)| (name.to_owned(), m2)).collect(),
            openings,
        }
    }
}

fn wide_enough(rings: &[Rings], scene: &Scene) -> f64 {
    let width = scene.parameters.min_width_m;
    width::opening(&scene::region(rings), width).unwrap().area().get()
}

fn written() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("scenes-in-128-chords.json")
}

/// The largest of some moves so far, and of which scene.
#[derive(Default)]
struct Largest {
    share: f64,
    place: String,
}

impl Largest {
    fn add(&mut self, moved: f64, site: f64, place: impl FnOnce() -> String) {
        let share = moved.abs() / site;
        if share > self.share {
            *self = Self { share, place: place() };
        }
    }
}

impl fmt::Display for Largest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.5} % of the site, {}", 100.0 * self.share, self.place)
    }
}

#[test]
#[ignore = "takes two builds"]
fn twice_as_many_chords_move_no_line_of_a_stored_scene() {
    let scenes = scene::stored();
    let measured: Vec<Measured> = scenes.iter().map(Measured::of).collect();
    if SEGMENTS == 128 {
        std::fs::write(written(), serde_json::to_string(&measured).unwrap()).unwrap();
        return;
    }
    let before = std::fs::read_to_string(written()).expect("the build with 128 chords runs first");
    let before: Vec<Measured> = serde_json::from_str(&before).unwrap();
    assert_eq!(before.len(), scenes.len());
    let (mut line, mut opening) = (Largest::default(), Largest::default());
    for ((scene, now), before) in scenes.iter().zip(&measured).zip(&before) {
        let site = scene::region(&scene.site).area().get();
        for (name, m2) in &now.lines {
            line.add(m2 - before.lines[name], site, || format!("{name} of scene {}", scene.seed));
        }
        for (rings, m2) in &before.openings {
            let moved = wide_enough(rings, scene) - m2;
            opening.add(moved, site, || format!("scene {}", scene.seed));
        }
    }
    eprintln!("{} scenes; lines: {line}; openings of the same land: {opening}", scenes.len());
    assert!(line.share <= LINE, "{line}");
    assert!(opening.share <= OPENING, "{opening}");
}
