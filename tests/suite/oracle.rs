//! The area model against results of independent software on stored scenes.
//!
//! `tests/oracle/README.md` tells how the scenes and the expected figures were made. Agreement is
//! asked within 0.02 % of the site's area in every line.

use crate::support::scene::{self, Scene};
use carveout::carve::Ground;
use std::collections::BTreeMap;

/// Difference in a line, relative to the site, within which all scenes agree.
const AGREEMENT: f64 = 2e-4;

/// Every compared figure of a scene.
fn figures(scene: &Scene, ground: &Ground) -> BTreeMap<&'static str, f64> {
    let obstacles = scene::obstacles(scene, &ground.footprint);
    let (baseline, carved) = scene::carve(ground, &obstacles, &scene::region(&scene.access));
    scene::lines(&baseline, &carved)
}

#[test]
fn every_ledger_line_agrees_with_independent_software() {
    let mut scenes = 0;
    let mut worst = (0.0, String::new());
    let mut apart = Vec::new();
    for scene in scene::stored() {
        let ground = scene::ground(&scene);
        let whole = ground.footprint.area().get();
        for (name, value) in figures(&scene, &ground) {
            let expected = scene.expected[name];
            let share = (value - expected).abs() / whole;
            let words = format!(
                "scene {} ({}), {name}: {value:.3} instead of {expected:.3} m2, {:.4} % of the site",
                scene.seed,
                scene.family,
                100.0 * share
            );
            if share > AGREEMENT {
                apart.push(words.clone());
            }
            if share > worst.0 {
                worst = (share, words);
            }
        }
        scenes += 1;
    }
    eprintln!("{scenes} scenes; largest disagreement: {}", worst.1);
    assert!(scenes >= 600, "only {scenes} scenes");
    assert!(apart.is_empty(), "{} lines disagree:\n{}", apart.len(), apart.join("\n"));
}

/// The openings of the same land in two builds, and on two sides of the benchmark, rest on it.
#[test]
fn a_region_written_as_a_scene_has_it_is_read_as_the_same_land() {
    for scene in scene::stored().iter().step_by(50) {
        let region = scene::region(&scene.site);
        let again = scene::region(&scene::rings(&region));
        let apart = (region.area().get() - again.area().get()).abs();
        assert!(apart < 1e-9 * region.area().get(), "scene {}: {apart} m2", scene.seed);
    }
}
