//! Passages that decide whether land is within reach.
//!
//! Where land is beyond reach because a passage is too narrow, or within reach by a passage that is
//! barely wide enough, a metre there is worth more than anywhere else: it is named with its place and
//! its width.

use crate::carve::reach::{self, Middles};
use crate::carve::{around, Baseline, CarveOut, Ground};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::units::{Metres, SquareMetres};
use geo::{Closest, ClosestPoint, Coord, Point};

/// A passage is barely wide enough below this many times the least width.
const BARELY: f64 = 1.25;
/// Land behind a passage is worth a sentence from this share of the baseline on.
const NOTABLE: f64 = 0.01;
/// Necks that are named at most.
const LISTED: usize = 5;
/// A gap narrower than this is how two layers were drawn, and no passage, metres.
const DRAWN_M: f64 = 0.05;
/// Halvings of the width that is looked for: to a millimetre, and less.
const HALVINGS: usize = 12;

/// A passage that decides whether land is within reach.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Neck {
    /// How wide it is.
    pub width: Metres,
    /// The middle of its narrowest place.
    pub at: Coord<f64>,
    /// The land behind it: landlocked, or usable.
    pub land: SquareMetres,
    /// Whether a way fits through.
    pub passed: bool,
}

impl CarveOut {
    /// The passages that decide what is within reach, those with the most land behind them first.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn necks(&self, ground: &Ground, baseline: &Baseline) -> Result<Vec<Neck>, OverlayError> {
        let looking = Looking { ground, baseline, taking: &self.exclusion.taking };
        let needed = ground.parameters.min_way.get();
        let least = NOTABLE * baseline.usable.area().get();
        let landlocked = overlay::union([&baseline.landlocked, &self.remnants.landlocked])?;
        let mut necks = Vec::new();
        let (narrow, wide) = (reach::half(needed), reach::half(BARELY * needed));
        for (half, lower, land, passed) in
            [(narrow, reach::half(DRAWN_M), &landlocked, false), (wide, narrow, &self.usable, true)]
        {
            let none_apart =
                ground.frontage.whole_boundary && around::passable(looking.taking, half);
            if land.area().get() <= least || none_apart {
                continue;
            }
            let middles = looking.middles(half)?;
            for piece in &middles.apart {
                let behind = middles.land(std::slice::from_ref(piece))?;
                let behind = overlay::intersection(&behind, land)?.area();
                if behind.get() <= least {
                    continue;
                }
                if let Some((width, at)) = looking.narrowest(piece, lower, half)? {
                    necks.push(Neck { width, at, land: behind, passed });
                }
            }
        }
        necks.sort_by(|a, b| b.land.get().total_cmp(&a.land.get()));
        necks.truncate(LISTED);
        Ok(necks)
    }
}

/// A site with its takings, and ways of any width through it.
struct Looking<'a> {
    ground: &'a Ground,
    baseline: &'a Baseline,
    taking: &'a Region,
}

impl Looking<'_> {
    fn middles(&self, half: f64) -> Result<Middles, OverlayError> {
        Middles::of(self.ground, &self.baseline.approach, self.taking, half)
    }

    /// The widest way to where the middles `apart` of a wider one lie, between two half widths, and
    /// where it is narrowest; none where even the narrower does not lead there.
    fn narrowest(
        &self,
        apart: &Region,
        lower: f64,
        upper: f64,
    ) -> Result<Option<(Metres, Coord<f64>)>, OverlayError> {
        let Some((inside, _)) = apart.edges().next() else { return Ok(None) };
        let holds = |piece: &Region| piece.distance_to(inside) < 1e-6;
        if !self.middles(lower)?.joined.iter().any(holds) {
            return Ok(None);
        }
        let (mut passing, mut barred) = (lower, upper);
        let mut last = None;
        for _ in 0..HALVINGS {
            let half = f64::midpoint(passing, barred);
            let Middles { joined, apart, .. } = self.middles(half)?;
            match apart.into_iter().find(|piece| holds(piece)) {
                None => passing = half,
                Some(piece) => {
                    barred = half;
                    last = Some((piece, Region::from_pieces(joined)));
                }
            }
        }
        let (here, there) = match last {
            Some(sides) => sides,
            None => (apart.clone(), Region::from_pieces(self.middles(upper)?.joined)),
        };
        let width = Metres::saturating(2.0 * passing);
        Ok(between(&here, &there).map(|at| (width, at)))
    }
}

/// The middle of the shortest way from one region to another.
fn between(a: &Region, b: &Region) -> Option<Coord<f64>> {
    let corners = |from: &Region, to: &Region| {
        let ends = from.edges().filter_map(|(corner, _)| {
            match to.as_multi_polygon().closest_point(&Point(corner)) {
                Closest::SinglePoint(near) | Closest::Intersection(near) => {
                    let away = near.0 - corner;
                    Some((away.x.hypot(away.y), (near.0 + corner) / 2.0))
                }
                Closest::Indeterminate => None,
            }
        });
        ends.min_by(|one, other| one.0.total_cmp(&other.0))
    };
    let nearest = [corners(a, b), corners(b, a)].into_iter().flatten();
    nearest.min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, at)| at)
}
