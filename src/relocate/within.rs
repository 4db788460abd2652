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
/// Places whose loss is worked out before the next are looked at.
const AT_A_TIME: usize = 16;
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
/// A place costs at least the land that its plot and clearance take of what the others leave. Places
/// are tried from the least of that on, until the others cost more by that alone than those found.
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
    let left = left_without_access(ground, baseline, staying)?;
    let mut candidates = places(&free, &ground.footprint, size)
        .into_par_iter()
        .map(|pad| {
            let obstacle = stand(mover, &pad, ground)?;
            let least = least_loss(ground, baseline, &left, &obstacle)?;
            Ok(Candidate { pad, obstacle, least })
        })
        .collect::<Result<Vec<_>, OverlayError>>()?;
    candidates.sort_by(|a, b| a.least.total_cmp(&b.least));
    let mut tried: Vec<(f64, &Candidate)> = Vec::new();
    for some in candidates.chunks(AT_A_TIME) {
        let found = chosen(&tried, most);
        let beaten = |(loss, _): &(f64, &Candidate)| some.iter().all(|one| one.least > *loss);
        if found.len() == most && found.iter().all(beaten) {
            break;
        }
        let losses = some
            .par_iter()
            .map(|one| {
                let mut kept = staying.to_vec();
                kept.push(&one.obstacle);
                Ok((Trial::of(ground, baseline, &kept)?.loss(baseline), one))
            })
            .collect::<Result<Vec<_>, OverlayError>>()?;
        tried.extend(losses);
        tried.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    let place = |(_, one): (f64, &Candidate)| {
        let mut kept = staying.to_vec();
        kept.push(&one.obstacle);
        let carve_out = CarveOut::of(ground, baseline, &kept)?;
        Ok(WithinSite { pad: one.pad, obstacle: one.obstacle.clone(), carve_out })
    };
    chosen(&tried, most).into_iter().map(place).collect()
}

/// A place, and the land that it costs at least, square metres.
struct Candidate {
    pad: Rectangle,
    obstacle: Obstacle,
    least: f64,
}

/// The first few that are far enough from those before.
fn chosen<'a>(tried: &[(f64, &'a Candidate)], most: usize) -> Vec<(f64, &'a Candidate)> {
    let mut chosen: Vec<(f64, &Candidate)> = Vec::new();
    for (loss, one) in tried {
        let apart = |(_, other): &(f64, &Candidate)| {
            let between = other.pad.centre - one.pad.centre;
            between.x.hypot(between.y) >= one.pad.depth
        };
        if chosen.len() < most && chosen.iter().all(apart) {
            chosen.push((*loss, one));
        }
    }
    chosen
}

/// What obstacles leave if none of them needs a way in: ways may lead elsewhere once something stands at
/// another place.
fn left_without_access(
    ground: &Ground,
    baseline: &Baseline,
    staying: &[&Obstacle],
) -> Result<Region, OverlayError> {
    let still = |one: &&Obstacle| Obstacle { needs_access: false, ..(*one).clone() };
    let still: Vec<Obstacle> = staying.iter().map(still).collect();
    let still: Vec<&Obstacle> = still.iter().collect();
    Ok(Trial::of(ground, baseline, &still)?.remaining.usable)
}

/// What the others cost, and what an obstacle takes with its clearance of the land they leave.
fn least_loss(
    ground: &Ground,
    baseline: &Baseline,
    left: &Region,
    obstacle: &Obstacle,
) -> Result<f64, OverlayError> {
    let setback = ground.parameters.setback.get();
    let boundary = if obstacle.severs {
        offset::grow(&obstacle.taking, setback, Join::Round)?
    } else {
        obstacle.taking.clone()
    };
    let reach = overlay::union([&obstacle.taking, &boundary, &obstacle.clearance.zone])?;
    let taken = overlay::intersection(&reach, left)?;
    Ok(baseline.usable.area().get() - left.area().get() + taken.area().get())
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
    // Along a curve of short edges no place is nearer to the last than a step.
    let mut since_last = step;
    for edge in footprint.edges() {
        let whole = length(edge);
        since_last += whole;
        if whole < step && since_last < step {
            continue;
        }
        since_last = 0.0;
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::rules::Source;
    use crate::units::{Metres, SquareMetres};

    #[test]
    fn a_boundary_of_many_short_edges_has_no_more_places_than_one_of_few() {
        // A square of 300 m whose sides were drawn in 125 strokes that waver by a tenth of a millimetre.
        let corner = |number: usize| {
            let along = 300.0 * (number % 125) as f64 / 125.0;
            let waver = if number.is_multiple_of(125) { 0.0 } else { 1e-4 * (number % 2) as f64 };
            match number / 125 {
                0 => Coord { x: along, y: -waver },
                1 => Coord { x: 300.0 + waver, y: along },
                2 => Coord { x: 300.0 - along, y: 300.0 + waver },
                _ => Coord { x: -waver, y: 300.0 - along },
            }
        };
        let ring: Vec<Coord<f64>> = (0..=500).map(|number| corner(number % 500)).collect();
        let square = crate::geometry::repair::region_of(&[vec![ring]]).unwrap().region;
        assert_eq!(square.edges().count(), 500);
        let size = PadSize {
            area: SquareMetres::new(800.0).unwrap(),
            width: Metres::new(20.0).unwrap(),
            source: Source::SiteFile,
        };
        let places = places(&square, &square, &size).len();
        // At each step both ways round, from both ends of the edge there.
        assert!(places > 100 && places <= 4 * 161, "{places}");
    }
}
