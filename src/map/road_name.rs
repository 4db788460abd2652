//! Where road names may be written: on the road, level, upwards or character by character.
//!
//! Chinese names run down a steep road with their characters upright, as on any Chinese map.

use crate::drawing::measure;
use crate::geometry::{inscribed, Bounds};
use crate::map::clip::length;
use crate::map::clip::Polyline;
use crate::map::label::{Label, LabelLine, Words};
use crate::map::page::View;
use crate::map::scene::{DrawnRoad, Scene};
use crate::map::symbol;
use geo::Coord;
use std::collections::BTreeMap;

const SIZE: f64 = 11.5;
/// Distance of characters that are written one by one, in em.
const PITCH: f64 = 1.35;
/// Roads less steep than this are named level: its tangent.
const LEVEL: f64 = 0.45;
/// Where along a road its name is tried.
const SHARES: [f64; 9] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];

/// For each named road, places for its name in order of preference.
#[must_use]
pub fn candidates(scene: &Scene, view: &View) -> Vec<Vec<Label>> {
    let mut by_name: BTreeMap<&str, Vec<&DrawnRoad>> = BTreeMap::new();
    for road in &scene.roads {
        if let Some(name) = road.name.as_deref().filter(|name| !name.trim().is_empty()) {
            by_name.entry(name).or_default().push(road);
        }
    }
    by_name.into_iter().map(|(name, roads)| named(name, &roads, view)).collect()
}

fn named(name: &str, roads: &[&DrawnRoad], view: &View) -> Vec<Label> {
    let longest = roads
        .iter()
        .flat_map(|road| road.axis.iter().map(|line| (view.line(line), road.surface.is_empty())))
        .max_by(|a, b| length(&a.0).total_cmp(&length(&b.0)));
    match longest {
        Some((line, thin)) => {
            let labels = SHARES.into_iter().filter_map(|share| along(name, &line, share));
            labels.map(|label| if thin { label } else { label.bare() }).collect()
        }
        None => roads.iter().flat_map(|road| within(name, road, view)).collect(),
    }
}

/// The name at a share of a line's length.
fn along(name: &str, line: &Polyline, share: f64) -> Option<Label> {
    let here = share * length(line);
    let half = measure::width(name, SIZE) / 2.0;
    let (before, middle, after) = (at(line, here - half)?, at(line, here)?, at(line, here + half)?);
    let d = after - before;
    let words = Words::plain(name, SIZE, symbol::GREY);
    if d.y.abs() <= LEVEL * d.x.abs() {
        return Some(words.at(middle));
    }
    if measure::is_all_wide(name) {
        return stacked(name, line, here, d.y < 0.0);
    }
    Some(if d.x.abs() <= LEVEL * d.y.abs() { words.upwards_at(middle) } else { words.at(middle) })
}

/// Upright characters one by one down a line.
fn stacked(name: &str, line: &Polyline, here: f64, rises: bool) -> Option<Label> {
    let count = name.chars().count() as f64;
    let pitch = SIZE * PITCH * if rises { -1.0 } else { 1.0 };
    let mut lines = Vec::new();
    for (index, character) in name.chars().enumerate() {
        let offset = (index as f64 - (count - 1.0) / 2.0) * pitch;
        let middle = at(line, here + offset)?;
        lines.push(LabelLine { words: character.to_string(), size: SIZE, bold: false, middle });
    }
    let bounds = Bounds::around(lines.iter().map(|line| line.middle))?.grown(SIZE * 0.6);
    Some(Label {
        lines,
        bounds,
        colour: symbol::GREY,
        veil: Some(symbol::WHITE.veil(symbol::VEIL)),
        upwards: false,
        leader: None,
    })
}

/// The name in a road surface that came without a line.
fn within(name: &str, road: &DrawnRoad, view: &View) -> Vec<Label> {
    let words = Words::plain(name, SIZE, symbol::GREY);
    let pieces = road.surface.pieces();
    let circles = pieces.iter().filter_map(|piece| {
        let circle = inscribed::largest_circle(piece, 1.0 / view.scale)?;
        let steep = piece.bounds().is_some_and(|b| b.height() > 2.0 * b.width());
        Some((view.place(circle.centre), steep))
    });
    circles
        .map(|(centre, steep)| if steep { words.upwards_at(centre) } else { words.at(centre) })
        .collect()
}

/// The point of a line at a distance from its start; `None` beyond its ends.
fn at(line: &Polyline, distance: f64) -> Option<Coord<f64>> {
    let mut left = distance;
    if left < 0.0 {
        return None;
    }
    for edge in line.windows(2) {
        let d = edge[1] - edge[0];
        let run = d.x.hypot(d.y);
        if left <= run && run > 0.0 {
            return Some(edge[0] + d * (left / run));
        }
        left -= run;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::coord;

    #[test]
    fn chinese_names_run_down_a_steep_road() {
        let up = vec![coord! { x: 50.0, y: 200.0 }, coord! { x: 50.0, y: 0.0 }];
        let label = along("磁材路", &up, 0.5).unwrap();
        let words: Vec<&str> = label.lines.iter().map(|line| line.words.as_str()).collect();
        assert_eq!(words, ["磁", "材", "路"]);
        assert!(label.lines[0].middle.y < label.lines[2].middle.y);
        assert_eq!(label.lines[1].middle, coord! { x: 50.0, y: 100.0 });
    }

    #[test]
    fn other_names_are_written_upwards_or_level() {
        let up = vec![coord! { x: 50.0, y: 200.0 }, coord! { x: 50.0, y: 0.0 }];
        assert!(along("Main St", &up, 0.5).unwrap().upwards);
        let level = vec![coord! { x: 0.0, y: 10.0 }, coord! { x: 200.0, y: 14.0 }];
        assert!(!along("Main St", &level, 0.5).unwrap().upwards);
        assert_eq!(along("Main St", &level, 0.01), None, "no room at the end");
    }
}
