//! The site inside its boundary setback, which may be another one along roads.

use crate::carve::Ground;
use crate::geometry::offset::{self, Side, MITRE, MITRE_LIMIT};
use crate::geometry::overlay::OverlayError;
use crate::geometry::region::Segment;
use crate::geometry::Region;
use geo::Coord;

/// A stretch of boundary lies on an edge if both its ends are this near to it, metres.
const ON_EDGE_M: f64 = 1e-6;

/// E: the footprint inset by the setback, mitred.
///
/// With a setback of their own, edges that face a road keep that one. Where no road is known it is
/// not known either which edges those are, and the whole boundary keeps the larger of the two.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub(in crate::carve) fn envelope(ground: &Ground) -> Result<Region, OverlayError> {
    let setback = ground.parameters.setback.get();
    match ground.parameters.setback_road.map(crate::units::Metres::get) {
        None => offset::shrink(&ground.footprint, setback, MITRE),
        Some(road) if ground.frontage.whole_boundary => {
            offset::shrink(&ground.footprint, setback.max(road), MITRE)
        }
        Some(road) => {
            let facing = ground.frontage.facing();
            let rings: Vec<Vec<Side>> = ground
                .footprint
                .rings()
                .map(|ring| {
                    let edges = ring.0.windows(2);
                    edges.flat_map(|e| sides(e[0], e[1], &facing, road, setback)).collect()
                })
                .collect();
            offset::inset(&rings, MITRE_LIMIT)
        }
    }
}

/// An edge in stretches that face a road and others.
fn sides(from: Coord<f64>, to: Coord<f64>, facing: &[Segment], road: f64, other: f64) -> Vec<Side> {
    let along = to - from;
    let length = along.x.hypot(along.y);
    let place = |point: Coord<f64>| {
        let away = point - from;
        let t = (away.x * along.x + away.y * along.y) / length;
        let off = (away.x * along.y - away.y * along.x) / length;
        (off.abs() <= ON_EDGE_M && t >= -ON_EDGE_M && t <= length + ON_EDGE_M).then_some(t)
    };
    let mut stretches: Vec<(f64, f64)> = facing
        .iter()
        .filter_map(|(start, end)| Some((place(*start)?, place(*end)?)))
        .filter(|(start, end)| *end > *start + ON_EDGE_M)
        .collect();
    stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = |t: f64| if t <= ON_EDGE_M { from } else { from + along * (t / length) };
    let mut sides = Vec::with_capacity(1 + 2 * stretches.len());
    let mut done = 0.0;
    for (start, end) in stretches {
        if start > done + ON_EDGE_M {
            sides.push(Side { from: at(done), distance: other });
        }
        if end > done + ON_EDGE_M {
            sides.push(Side { from: at(start.max(done)), distance: road });
            done = end;
        }
    }
    if done < length - ON_EDGE_M {
        sides.push(Side { from: at(done), distance: other });
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carve::{Frontage, Parameters};
    use crate::geometry::Bounds;
    use crate::model::Road;
    use crate::units::Metres;

    fn ground(roads: &[Road]) -> Ground {
        let footprint =
            Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 100.0, max_y: 60.0 });
        let tolerance = Metres::new(15.0).unwrap();
        let frontage = Frontage::along_roads(&footprint, roads, tolerance).unwrap();
        let frontage = frontage.unwrap_or_else(|| Frontage::whole_boundary(&footprint));
        let parameters = Parameters {
            setback: Metres::new(5.0).unwrap(),
            setback_road: Metres::new(12.0).ok(),
            ..Parameters::default()
        };
        Ground { footprint, frontage, parameters, context: Region::empty() }
    }

    fn road(points: &[(f64, f64)]) -> Road {
        let line = points.iter().copied().map(Coord::from).collect();
        Road::Line { line, width: Metres::new(20.0).ok(), name: None }
    }

    #[test]
    fn the_edge_along_the_road_keeps_the_road_setback() {
        // The road's edge is 5 m south of the site. Its frontage reaches 10 m around both corners,
        // but those stretches do not face the road: 90 m by 60 - 12 - 5.
        let ground = ground(&[road(&[(-200.0, -15.0), (300.0, -15.0)])]);
        assert!((envelope(&ground).unwrap().area().get() - 90.0 * 43.0).abs() < 1e-6);
    }

    #[test]
    fn a_road_that_passes_half_an_edge_sets_back_that_half() {
        // The road ends at x = 40; within 15 m of its rounded end the edge still faces it, up to
        // x = 40 + sqrt(25^2 - 15^2) = 60.
        let ground = ground(&[road(&[(-200.0, -15.0), (40.0, -15.0)])]);
        let expected = 55.0 * 43.0 + 35.0 * 50.0;
        let area = envelope(&ground).unwrap().area().get();
        // The frontage ends on a chord of the circumscribed end: millimetres.
        assert!((area - expected).abs() < 0.5, "{area} instead of {expected}");
    }

    #[test]
    fn without_a_road_the_larger_one_holds_all_around() {
        assert!((envelope(&ground(&[])).unwrap().area().get() - 76.0 * 36.0).abs() < 1e-6);
    }
}
