//! Which land a way leads to.
//!
//! A way is a strip of the least width ([`Parameters::min_way`]) from the frontage through land that
//! no obstacle takes. Its middle keeps half that width from every taking and from the boundary of
//! the site, except where it comes in: along the frontage, the strip outside counts as free. So a
//! frontage shorter than a way is none, and a gap between two takings is passed if a way fits in
//! it. More takings never let more land be reached.
//!
//! [`Parameters::min_way`]: crate::carve::Parameters::min_way

use crate::carve::{Frontage, Ground};
use crate::geometry::offset::{self, Join, ARC_EXCESS};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::width::Cores;
use crate::geometry::Region;

/// A gap that is exactly as wide as a way, but for the rounding of positions in degrees, is passed;
/// nothing passes through a gap narrower than this.
const TOLERANCE_M: f64 = 2e-3;

/// From where a site can be reached.
pub(in crate::carve) struct Reach {
    /// Land that a way leads to, and land as wide as a way that none leads to. Narrower land belongs to
    /// either of them that it touches. Nothing where all land is within reach.
    parted: Option<(Region, Region)>,
}

/// Where the middle of a way can lie.
pub(in crate::carve) struct Middles {
    /// Joined to the frontage.
    pub joined: Vec<Region>,
    /// Apart from it.
    pub apart: Vec<Region>,
    cores: Cores,
}

/// Half the width that a way of some width needs.
pub(in crate::carve) fn half(way: f64) -> f64 {
    // Arcs are drawn as tangents, so around a corner the shrinking takes a little more.
    ((way - TOLERANCE_M).max(TOLERANCE_M / 2.0)) / 2.0 / (1.0 + ARC_EXCESS)
}

impl Middles {
    /// Of ways with half a width through what some takings leave free.
    ///
    /// `approach` is the footprint with the strip outside its frontage ([`Frontage::approach`]).
    pub(in crate::carve) fn of(
        ground: &Ground,
        approach: &Region,
        taking: &Region,
        half: f64,
    ) -> Result<Self, OverlayError> {
        let free = overlay::difference(approach, [taking])?;
        let cores = Cores::of(&free, half)?;
        let (joined, apart) = cores.pieces().iter().cloned().partition(|piece| {
            let first = piece.edges().next();
            let outside = first.is_some_and(|(from, _)| !ground.footprint.contains(from));
            outside || ground.frontage.touches(piece)
        });
        Ok(Self { joined, apart, cores })
    }

    /// The land that ways take whose middles lie in some of these.
    pub(in crate::carve) fn land(&self, middles: &[Region]) -> Result<Region, OverlayError> {
        self.cores.discs(middles)
    }
}

impl Reach {
    /// What of a site can be reached from its frontage around some takings.
    pub(in crate::carve) fn from_frontage(
        ground: &Ground,
        approach: &Region,
        taking: &Region,
    ) -> Result<Self, OverlayError> {
        if ground.frontage.whole_boundary && taking.is_empty() {
            return Ok(Self { parted: None });
        }
        let half = half(ground.parameters.min_way.get());
        let middles = Middles::of(ground, approach, taking, half)?;
        // A hair more, so that what touches a way along an edge meets it, and no rim is left over.
        let within = offset::grow(&middles.land(&middles.joined)?, TOLERANCE_M / 4.0, Join::Round)?;
        let beyond = offset::grow(&middles.land(&middles.apart)?, 2.0 * TOLERANCE_M, Join::Round)?;
        let beyond = overlay::difference(&beyond, [&within])?;
        Ok(Self { parted: Some((within, beyond)) })
    }

    /// The parts of a connected piece of land within reach, and those beyond.
    pub(in crate::carve) fn parted(
        &self,
        piece: &Region,
    ) -> Result<(Vec<Region>, Vec<Region>), OverlayError> {
        let Some((within, beyond)) = &self.parted else {
            return Ok((vec![piece.clone()], Vec::new()));
        };
        let cut = overlay::intersection(piece, beyond)?;
        let rest = if cut.is_empty() {
            vec![piece.clone()]
        } else {
            overlay::difference(piece, [&cut])?.pieces()
        };
        let (mut good, mut out) = (Vec::new(), cut.pieces());
        for part in rest {
            if overlay::intersection(&part, within)?.is_empty() {
                out.push(part);
            } else {
                good.push(part);
            }
        }
        Ok((good, out))
    }
}

impl Frontage {
    /// A footprint with a strip outside this frontage, as wide as a way of some width.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub(in crate::carve) fn approach(
        &self,
        footprint: &Region,
        way: crate::units::Metres,
    ) -> Result<Region, OverlayError> {
        let depth = way.get().max(TOLERANCE_M);
        if self.whole_boundary {
            return offset::grow(footprint, depth, Join::Round);
        }
        let strips = self.lines.iter().map(|line| offset::along(line, depth, offset::Cap::Flat));
        let strips = strips.collect::<Result<Vec<_>, _>>()?;
        overlay::union(strips.iter().chain([footprint]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carve::Parameters;
    use crate::geometry::Bounds;
    use crate::units::Metres;
    use geo::Coord;

    fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Region {
        Region::rectangle(Bounds { min_x: x, min_y: y, max_x: x + width, max_y: y + height })
    }

    /// Usable land of 100 m x 60 m with a road along a part of its south, around some takings.
    fn reached(frontage: (f64, f64), takings: &[Region]) -> f64 {
        let footprint = rectangle(0.0, 0.0, 100.0, 60.0);
        let line = [frontage.0, frontage.1].map(|x| Coord { x, y: 0.0 });
        let parameters = Parameters { min_way: Metres::new(4.0).unwrap(), ..Parameters::default() };
        let ground = Ground {
            frontage: Frontage::of_lines(vec![line.to_vec()], false),
            footprint: footprint.clone(),
            parameters,
            context: Region::empty(),
            setbacks: None,
        };
        let taking = overlay::union(takings).unwrap();
        let approach = ground.frontage.approach(&footprint, parameters.min_way).unwrap();
        let reach = Reach::from_frontage(&ground, &approach, &taking).unwrap();
        let free = overlay::difference(&footprint, [&taking]).unwrap();
        let parts = free.pieces().into_iter().flat_map(|one| reach.parted(&one).unwrap().0);
        parts.map(|part| part.area().get()).sum()
    }

    #[test]
    fn a_frontage_shorter_than_a_way_is_none() {
        assert!((reached((10.0, 14.0), &[]) - 6_000.0).abs() < 0.01);
        assert_eq!(reached((10.0, 13.9), &[]), 0.0);
        // Takings on both sides of it leave as little: no more than the 3.9 x 10 between them.
        let gate = [rectangle(0.0, 0.0, 10.0, 10.0), rectangle(13.9, 0.0, 80.0, 10.0)];
        assert!(reached((0.0, 90.0), &gate) <= 39.0 + 1e-6);
    }

    #[test]
    fn a_strip_along_the_road_is_reached_however_shallow() {
        // A wall 1 m behind the road from end to end: the strip before it, and nothing behind.
        let wall = [rectangle(0.0, 1.0, 100.0, 5.0)];
        assert!((reached((0.0, 100.0), &wall) - 100.0).abs() < 0.01);
    }

    #[test]
    fn land_is_cut_at_the_neck_and_not_lost_or_gained_as_a_whole() {
        // A wall with a gap of 3 m: 100 x 20 before it are reached, with the gap; not what lies behind.
        let walls = [rectangle(0.0, 20.0, 60.0, 10.0), rectangle(63.0, 20.0, 37.0, 10.0)];
        let area = reached((0.0, 100.0), &walls);
        assert!((2_000.0..=2_030.01).contains(&area), "{area}");
        let walls = [rectangle(0.0, 20.0, 60.0, 10.0), rectangle(64.0, 20.0, 36.0, 10.0)];
        assert!((reached((0.0, 100.0), &walls) - 5_040.0).abs() < 0.01);
    }

    #[test]
    fn more_takings_never_let_more_land_be_reached() {
        let mut takings = Vec::new();
        let mut before = reached((0.0, 50.0), &takings);
        for k in 0..8 {
            let k = f64::from(k);
            takings.push(rectangle(11.0 * k, 7.0 + (k * 17.0) % 40.0, 9.0, 6.0 + k));
            let now = reached((0.0, 50.0), &takings);
            assert!(now <= before + 1e-6, "{now} after {before}");
            before = now;
        }
    }
}
