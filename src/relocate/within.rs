//! Places within the site: at its edge, where the loss is least.
//!
//! The plot is tried along the whole boundary, both ways round, and the loss is computed by the area
//! model as if the thing stood there: with its clearance, the setback from its new plot line and the
//! access it may need.

use crate::carve::{Baseline, CarveError, CarveOut, Ground, Trial};
use crate::geometry::offset::{self, Join};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::rectangle::{beside, Rectangle};
use crate::geometry::region::Segment;
use crate::geometry::Region;
use crate::obstacle::{Obstacle, Relation};
use crate::relocate::city::length;
use crate::relocate::mover::{Mover, PadSize};
use geo::Coord;
use rayon::prelude::*;

/// Places tried along the boundary, each two ways round at most.
const PLACES: f64 = 160.0;
/// Finer than this the boundary is not walked, metres.
const LEAST_STEP_M: f64 = 5.0;

/// A place within the site.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WithinSite {
    /// The plot there.
    pub pad: Rectangle,
    /// The obstacle as it would stand there.
    pub obstacle: Obstacle,
    /// The site with it there, and with all others that stay.
    pub carve_out: CarveOut,
}

/// The best places within the site for an obstacle that moves, least loss first. They are at least the
/// plot's own width apart.
///
/// # Errors
/// [`CarveError`] from the area model.
pub fn best(
    ground: &Ground,
    baseline: &Baseline,
    staying: &[&Obstacle],
    mover: &Mover<'_>,
    most: usize,
) -> Result<Vec<WithinSite>, CarveError> {
    let Some(size) = &mover.pad else { return Ok(Vec::new()) };
    let takings: Vec<&Region> = staying.iter().map(|one| &one.shape).collect();
    let free = overlay::difference(&ground.footprint, takings)?;
    let pads = places(&free, &ground.footprint, size);
    let mut tried = pads
        .into_par_iter()
        .map(|pad| {
            let moved = stand(mover, &pad, ground)?;
            let mut kept = staying.to_vec();
            kept.push(&moved);
            let loss = Trial::of(ground, baseline, &kept)?.loss(baseline);
            Ok((loss, pad, moved))
        })
        .collect::<Result<Vec<_>, OverlayError>>()?;
    tried.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut best: Vec<WithinSite> = Vec::new();
    for (_, pad, obstacle) in tried {
        let apart = |other: &WithinSite| {
            let between = other.pad.centre - pad.centre;
            between.x.hypot(between.y) >= pad.depth
        };
        if best.len() == most || !best.iter().all(apart) {
            continue;
        }
        let mut kept = staying.to_vec();
        kept.push(&obstacle);
        let carve_out = CarveOut::of(ground, baseline, &kept)?;
        best.push(WithinSite { pad, obstacle, carve_out });
    }
    Ok(best)
}

/// Plots along the boundary of the site, on ground where nothing stands.
fn places(free: &Region, footprint: &Region, size: &PadSize) -> Vec<Rectangle> {
    let around: f64 = footprint.edges().map(length).sum();
    let step = (around / PLACES).max(LEAST_STEP_M);
    let area = size.area.get();
    let square = area.sqrt();
    let narrow = size.width.get().min(square);
    let mut ways = vec![(area / narrow, narrow)];
    if square - narrow > 0.5 {
        ways.push((narrow, area / narrow));
    }
    let mut pads = Vec::new();
    for edge in footprint.edges() {
        let whole = length(edge);
        let ahead = (edge.1 - edge.0) / whole.max(f64::MIN_POSITIVE);
        for (front, depth) in &ways {
            let mut at = 0.0;
            loop {
                let start = edge.0 + ahead * at;
                let stretch: Segment = (start, start + ahead * (front + 2e-3).min(whole - at));
                pads.extend(beside(free, &[stretch], *front, *depth));
                at += step;
                if at + front > whole {
                    break;
                }
            }
            // And up to the far end, which steps may miss.
            let last: Coord<f64> = edge.1 - ahead * (front + 2e-3).min(whole);
            pads.extend(beside(free, &[(last, edge.1)], *front, *depth));
        }
    }
    pads
}

/// The obstacle as it would stand on a plot within the site.
fn stand(mover: &Mover<'_>, pad: &Rectangle, ground: &Ground) -> Result<Obstacle, OverlayError> {
    let mut moved = mover.obstacle.clone();
    let region = pad.region();
    // Its equipment is laid out anew, so distances start at the plot.
    let distance = moved.clearance.distance().get();
    moved.clearance.zone = if distance > 0.0 {
        offset::grow(&region, distance, Join::Round)?
    } else {
        Region::empty()
    };
    moved.clearance.zone_low = None;
    moved.taking = overlay::intersection(&ground.footprint, &region)?;
    moved.shape = region;
    moved.relation = Relation::Notch;
    moved.plot_parcels = Vec::new();
    Ok(moved)
}
