//! Access corridors: the ways in that kept obstacles need.
//!
//! An obstacle that needs access and lies inside the site, away from the frontage, gets a corridor
//! of its width from its edge to the frontage, around all kept shapes, with flat ends. Among the
//! shortest ways to different places of the frontage, the shortest of all among them, the one
//! that adds the least loss is taken. Obstacles come in order, and see the corridors laid before.

use crate::carve::reach::Reach;
use crate::carve::{Baseline, Exclusion, Frontage, Ground, Remaining, Trial};
use crate::geometry::offset::{self, Cap};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::route::{FreeSpace, Route};
use crate::geometry::Region;
use crate::obstacle::{Obstacle, Relation};
use crate::units::Metres;
use geo::Coord;

/// Ways whose added loss is compared.
const CANDIDATES: usize = 6;
/// Places on the frontage at most, and how near they may be to each other.
const FRONTAGE_PLACES: f64 = 24.0;
const CLOSEST_PLACES_M: f64 = 10.0;

/// The access corridor of a kept obstacle.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Corridor {
    /// Id of the obstacle.
    pub obstacle: String,
    /// Centre line, from the obstacle to the frontage.
    pub axis: Vec<Coord<f64>>,
    /// Its length.
    pub length: Metres,
    /// Its full width.
    pub width: Metres,
    /// The land under it, within the site and outside every kept shape.
    pub region: Region,
}

/// Lays the corridors that kept obstacles need, and says what remains then within reach.
pub(in crate::carve) fn lay_corridors(
    exclusion: Exclusion,
    ground: &Ground,
    baseline: &Baseline,
    reach: &Reach,
    kept: &[&Obstacle],
) -> Result<Trial, OverlayError> {
    let mut laying = Laying { ground, baseline, reach, exclusion, remaining: None };
    for obstacle in kept {
        if !needs_corridor(obstacle, ground)? {
            continue;
        }
        let Some(width) = obstacle.access_width else {
            laying.exclusion.width_unknown.push(obstacle.id.clone());
            continue;
        };
        if width <= Metres::ZERO {
            continue;
        }
        for _ in 0..obstacle.driveways.max(1) {
            let corridors = laying.corridors(obstacle, width)?;
            if corridors.is_empty() {
                laying.exclusion.unreached.push(obstacle.id.clone());
                break;
            }
            laying.lay_best(corridors)?;
        }
    }
    laying.finished()
}

/// Corridors laid so far.
struct Laying<'a> {
    ground: &'a Ground,
    baseline: &'a Baseline,
    reach: &'a Reach,
    exclusion: Exclusion,
    /// What remains around the exclusion, where somebody had to know.
    remaining: Option<Remaining>,
}

impl Laying<'_> {
    fn remaining(&self, exclusion: &Exclusion) -> Result<Remaining, OverlayError> {
        Remaining::around(exclusion, self.ground, self.baseline, self.reach)
    }

    fn finished(self) -> Result<Trial, OverlayError> {
        let remaining = match self.remaining {
            Some(remaining) => remaining,
            None => self.remaining(&self.exclusion)?,
        };
        Ok(Trial { exclusion: self.exclusion, remaining })
    }

    /// Corridors to different places of the frontage, shortest first.
    fn corridors(&self, obstacle: &Obstacle, width: Metres) -> Result<Vec<Corridor>, OverlayError> {
        // A second driveway must not be the first one again.
        let laid = self.exclusion.corridors.iter();
        let own = laid.filter(|corridor| corridor.obstacle == obstacle.id);
        let blocked = own.map(|corridor| &corridor.region).chain([&self.exclusion.taking]);
        let free = overlay::difference(&self.ground.footprint, blocked)?;
        let routes = candidates(&free, obstacle, &self.ground.frontage, width)?;
        routes
            .into_iter()
            .map(|route| {
                let strip = offset::along(&route.points, width.get() / 2.0, Cap::Flat)?;
                Ok(Corridor {
                    obstacle: obstacle.id.clone(),
                    axis: route.points,
                    length: Metres::saturating(route.length),
                    width,
                    region: overlay::intersection(&strip, &free)?,
                })
            })
            .collect()
    }

    /// Lays the one that adds the least loss; a longer way must save land to be preferred.
    ///
    /// A corridor costs the usable land under it at least. One that costs more by that alone than
    /// another in the whole is not looked at any further.
    fn lay_best(&mut self, corridors: Vec<Corridor>) -> Result<(), OverlayError> {
        if let [only] = corridors.as_slice() {
            self.exclusion.lay(only.clone())?;
            self.remaining = None;
            return Ok(());
        }
        let before = match self.remaining.take() {
            Some(remaining) => remaining,
            None => self.remaining(&self.exclusion)?,
        };
        let loss_before = before.loss(self.baseline);
        let mut best: Option<(f64, Trial)> = None;
        for corridor in corridors {
            let to_beat = best.as_ref().map(|(least, _)| least - 0.01);
            if let Some(to_beat) = to_beat {
                let under = overlay::intersection(&corridor.region, &before.usable)?;
                if loss_before + under.area().get() >= to_beat {
                    continue;
                }
            }
            let mut exclusion = self.exclusion.clone();
            exclusion.lay(corridor)?;
            let remaining = self.remaining(&exclusion)?;
            let loss = remaining.loss(self.baseline);
            if to_beat.is_none_or(|to_beat| loss < to_beat) {
                best = Some((loss, Trial { exclusion, remaining }));
            }
        }
        if let Some((_, trial)) = best {
            self.exclusion = trial.exclusion;
            self.remaining = Some(trial.remaining);
        }
        Ok(())
    }
}

/// Whether an obstacle needs access through the site: not where it has frontage as wide as its way.
fn needs_corridor(obstacle: &Obstacle, ground: &Ground) -> Result<bool, OverlayError> {
    let inside = matches!(obstacle.relation, Relation::Enclosed | Relation::Notch);
    if !obstacle.needs_access || !inside {
        return Ok(false);
    }
    let width = obstacle.access_width.unwrap_or(ground.parameters.min_way);
    Ok(!ground.frontage.serves(&obstacle.taking, width)?)
}

impl Exclusion {
    fn lay(&mut self, corridor: Corridor) -> Result<(), OverlayError> {
        let fresh = overlay::difference(&corridor.region, [&self.taking, &self.clearance])?;
        self.access = overlay::union([&self.access, &fresh])?;
        self.corridors.push(corridor);
        Ok(())
    }
}

/// Ways from an obstacle's edge to different places of the frontage, shortest first.
fn candidates(
    free: &Region,
    obstacle: &Obstacle,
    frontage: &Frontage,
    width: Metres,
) -> Result<Vec<Route>, OverlayError> {
    let space = FreeSpace::new(free, width.get() / 2.0)?;
    let length: f64 = frontage
        .lines
        .iter()
        .flat_map(|line| line.windows(2))
        .map(|w| (w[1] - w[0]).x.hypot((w[1] - w[0]).y))
        .sum();
    let spacing = (length / FRONTAGE_PLACES).max(CLOSEST_PLACES_M);
    let edges: Vec<&[Coord<f64>]> =
        obstacle.taking.polygons().iter().map(|p| p.exterior().0.as_slice()).collect();
    let from: Vec<_> =
        edges.iter().flat_map(|edge| space.anchors(edge, CLOSEST_PLACES_M)).collect();
    let to: Vec<_> = frontage.lines.iter().flat_map(|line| space.anchors(line, spacing)).collect();
    let mut routes = space.routes(&from, &to, CANDIDATES);
    for edge in &edges {
        for line in &frontage.lines {
            routes.extend(space.crossings(edge, line, CLOSEST_PLACES_M).into_iter().take(2));
        }
    }
    routes.sort_by(|a, b| a.length.total_cmp(&b.length));
    routes.truncate(CANDIDATES);
    Ok(routes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carve::{CarveOut, Parameters};
    use crate::geometry::Bounds;
    use crate::model::Origin;
    use crate::obstacle::Class;

    fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Region {
        Region::rectangle(Bounds { min_x: x, min_y: y, max_x: x + width, max_y: y + height })
    }

    fn station(id: &str, shape: Region, driveways: u32) -> Obstacle {
        let origin = Origin { file: "plan".into(), index: 0, id: None };
        Obstacle {
            relation: Relation::Enclosed,
            taking: shape.clone(),
            needs_access: true,
            access_width: Metres::new(6.0).ok(),
            driveways,
            ..Obstacle::new(id, Class::Facility, "test", shape, origin)
        }
    }

    fn carved(ground: &Ground, kept: &[&Obstacle]) -> CarveOut {
        let baseline = Baseline::of(ground).unwrap();
        CarveOut::of(ground, &baseline, kept).unwrap()
    }

    fn south(footprint: &Region) -> Ground {
        let line = vec![Coord { x: 0.0, y: 0.0 }, Coord { x: 200.0, y: 0.0 }];
        Ground {
            footprint: footprint.clone(),
            frontage: Frontage::of_lines(vec![line], false),
            parameters: Parameters::default(),
            context: Region::empty(),
            setbacks: None,
        }
    }

    #[test]
    fn an_enclosed_obstacle_gets_the_shortest_straight_way_to_the_road() {
        let ground = south(&rectangle(0.0, 0.0, 200.0, 100.0));
        let station = station("s", rectangle(80.0, 40.0, 40.0, 20.0), 1);
        let carved = carved(&ground, &[&station]);
        // 40 m from its south side to the road, 6 m wide.
        assert!((carved.ledger.access.area.get() - 240.0).abs() < 0.01);
        assert!((carved.exclusion.corridors[0].length.get() - 40.0).abs() < 1e-6);
        assert!((carved.ledger.loss().get() - 800.0 - 240.0).abs() < 0.01);
    }

    #[test]
    fn two_driveways_do_not_share_their_land() {
        let ground = south(&rectangle(0.0, 0.0, 200.0, 100.0));
        let station = station("s", rectangle(80.0, 40.0, 40.0, 20.0), 2);
        let carved = carved(&ground, &[&station]);
        assert_eq!(carved.exclusion.corridors.len(), 2);
        assert!((carved.ledger.access.area.get() - 480.0).abs() < 0.1);
    }

    #[test]
    fn an_obstacle_at_the_frontage_needs_no_corridor() {
        let ground = south(&rectangle(0.0, 0.0, 200.0, 100.0));
        let mut at_road = station("s", rectangle(80.0, 0.0, 40.0, 20.0), 1);
        at_road.relation = Relation::Notch;
        assert!(carved(&ground, &[&at_road]).exclusion.corridors.is_empty());
        // At the far side it is a notch as well, and still needs one.
        let mut behind = station("s", rectangle(80.0, 80.0, 40.0, 20.0), 1);
        behind.relation = Relation::Notch;
        assert!((carved(&ground, &[&behind]).ledger.access.area.get() - 480.0).abs() < 0.01);
    }

    #[test]
    fn a_way_leads_around_other_obstacles_or_is_missing_and_said() {
        let ground = south(&rectangle(0.0, 0.0, 200.0, 100.0));
        let enclosed = station("s", rectangle(80.0, 60.0, 40.0, 20.0), 1);
        let mut wall = station("wall", rectangle(60.0, 30.0, 80.0, 10.0), 1);
        wall.needs_access = false;
        let around = carved(&ground, &[&enclosed, &wall]);
        let corridor = &around.exclusion.corridors[0];
        let length = corridor.length.get();
        assert!(length > 60.0 && length < 100.0, "{length}");
        let overlap = overlay::intersection(&corridor.region, &wall.taking).unwrap();
        assert!(overlap.area().get() < 1e-6);
        let mut barrier = station("barrier", rectangle(0.0, 30.0, 200.0, 10.0), 1);
        barrier.needs_access = false;
        let cut_off = carved(&ground, &[&enclosed, &barrier]);
        assert_eq!(cut_off.exclusion.unreached, ["s"]);
        assert_eq!(cut_off.ledger.access.area.get(), 0.0);
        // Everything behind the barrier is landlocked, the station's own land taken.
        assert!((cut_off.ledger.landlocked.area.get() - (200.0 * 60.0 - 800.0)).abs() < 0.01);
    }
}
