//! Which land a way leads to.
//!
//! A way is a strip of the least width ([`Parameters::min_way`]) from the frontage through land that
//! no obstacle takes. Its middle keeps half that width from every taking and from the boundary of
//! the site, except where it comes in: along the frontage, the strip outside counts as free. So a
//! frontage shorter than a way is none, and a gap between two takings is passed if a way fits in
//! it. More takings never let more land be reached.
//!
//! [`Parameters::min_way`]: crate::carve::Parameters::min_way

use crate::carve::{around, Frontage, Ground};
use crate::geometry::offset::{self, Join, ARC_EXCESS};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::width::Cores;
use crate::geometry::Region;
use crate::units::Metres;
use std::sync::OnceLock;

/// A gap that is exactly as wide as a way, but for the rounding of positions in degrees, is passed;
/// nothing passes through a gap narrower than this.
const TOLERANCE_M: f64 = 2e-3;

/// Land that is wider than a way by this holds the middle of a way, whatever rounding does, metres.
const CLEARLY_WIDER_M: f64 = 1e-2;

/// From where a site can be reached.
pub(in crate::carve) struct Reach {
    middles: Known,
    way: Metres,
    /// Drawn when it is asked for.
    parted: OnceLock<Parted>,
}

/// What is known of where the middles of ways can lie.
enum Known {
    /// All land is within reach.
    Everywhere,
    /// All of them are joined to the frontage, around takings of which that is seen from their shapes; they are
    /// not worked out.
    AllAround {
        /// The footprint with the strip outside its frontage.
        approach: Region,
        /// The takings in it.
        taking: Region,
    },
    /// These.
    These(Middles),
}

impl Known {
    /// Whether none is apart from the frontage.
    fn are_joined(&self) -> bool {
        match self {
            Self::Everywhere | Self::AllAround { .. } => true,
            Self::These(middles) => middles.apart.is_empty(),
        }
    }
}

/// Land as wide as a way. Narrower land belongs to either of the two that it touches.
#[derive(Clone)]
struct Parted {
    /// A way leads to it.
    within: Region,
    /// None does.
    beyond: Region,
}

/// The ways into a site on which nothing stands. Footprint, frontage and the narrowest way decide them, no
/// other number does.
pub(crate) struct Ways {
    /// The footprint with a strip outside its frontage.
    pub(in crate::carve) approach: Region,
    pub(in crate::carve) reach: Reach,
}

impl Ways {
    /// The ways into a site.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub(crate) fn of(ground: &Ground) -> Result<Self, OverlayError> {
        let approach = ground.frontage.approach(&ground.footprint, ground.parameters.min_way)?;
        let reach = Reach::from_frontage(ground, &approach, &Region::empty())?;
        Ok(Self { approach, reach })
    }
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
        let way = ground.parameters.min_way;
        let half = half(way.get());
        let middles = match ground.frontage.whole_boundary {
            true if taking.is_empty() => Known::Everywhere,
            true if around::passable(taking, half) => {
                let (approach, taking) = (approach.clone(), taking.clone());
                Known::AllAround { approach, taking }
            }
            _ => Known::These(Middles::of(ground, approach, taking, half)?),
        };
        Ok(Self { middles, way, parted: OnceLock::new() })
    }

    /// The parts within reach of a connected piece of land that is everywhere as wide as `width`, and those beyond.
    pub(in crate::carve) fn parted(
        &self,
        piece: &Region,
        width: Metres,
    ) -> Result<(Vec<Region>, Vec<Region>), OverlayError> {
        let whole = || Ok((vec![piece.clone()], Vec::new()));
        if matches!(self.middles, Known::Everywhere) {
            return whole();
        }
        // Land wider than a way holds the middle of one. Where every middle is joined to the frontage, a way
        // leads to it, and no land is beyond reach.
        if self.middles.are_joined() && width.get() >= self.way.get() + CLEARLY_WIDER_M {
            return whole();
        }
        let Parted { within, beyond } = self.drawn()?;
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

    fn drawn(&self) -> Result<&Parted, OverlayError> {
        if let Some(parted) = self.parted.get() {
            return Ok(parted);
        }
        let (joined, apart) = match &self.middles {
            Known::Everywhere => (Region::empty(), Region::empty()),
            Known::AllAround { approach, taking } => {
                let free = overlay::difference(approach, [taking])?;
                let cores = Cores::of(&free, half(self.way.get()))?;
                (cores.discs(cores.pieces())?, Region::empty())
            }
            Known::These(middles) => {
                (middles.land(&middles.joined)?, middles.land(&middles.apart)?)
            }
        };
        // A hair more, so that what touches a way along an edge meets it, and no rim is left over.
        let within = offset::grow(&joined, TOLERANCE_M / 4.0, Join::Round)?;
        let beyond = offset::grow(&apart, 2.0 * TOLERANCE_M, Join::Round)?;
        let beyond = overlay::difference(&beyond, [&within])?;
        Ok(self.parted.get_or_init(|| Parted { within, beyond }))
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
        way: Metres,
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
        let parts =
            free.pieces().into_iter().flat_map(|one| reach.parted(&one, Metres::ZERO).unwrap().0);
        parts.map(|part| part.area().get()).sum()
    }

    #[test]
    fn wide_land_is_within_reach_where_no_way_ends_and_else_parted_as_ever() {
        let footprint = rectangle(0.0, 0.0, 100.0, 60.0);
        let line = [0.0, 100.0].map(|x| Coord { x, y: 0.0 });
        let way = Metres::new(4.0).unwrap();
        let ground = Ground {
            frontage: Frontage::of_lines(vec![line.to_vec()], false),
            parameters: Parameters { min_way: way, ..Parameters::default() },
            ..Ground::open_all_around(footprint.clone(), Parameters::default())
        };
        let approach = ground.frontage.approach(&footprint, way).unwrap();
        // A wall from side to side with a gap of 3.9, 4 and 10 m: 20 m before it, 30 m behind.
        for gap in [3.9, 4.0, 10.0] {
            let walls =
                [rectangle(0.0, 20.0, 60.0, 10.0), rectangle(60.0 + gap, 20.0, 40.0 - gap, 10.0)];
            let taking = overlay::union(&walls).unwrap();
            let reach = Reach::from_frontage(&ground, &approach, &taking).unwrap();
            let free = overlay::difference(&footprint, [&taking]).unwrap();
            for width in [5.0, 15.0] {
                let wide = crate::geometry::width::opening(&free, width).unwrap();
                for piece in wide.pieces() {
                    let short = reach.parted(&piece, Metres::new(width).unwrap()).unwrap();
                    assert_eq!(short, reach.parted(&piece, Metres::ZERO).unwrap(), "{gap} {width}");
                }
            }
        }
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
