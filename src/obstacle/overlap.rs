//! Whether two shapes plainly share land, told from a disc in both.

use crate::geometry::region::squared_distance;
use crate::geometry::{Bounds, Region};
use geo::Coord;
use std::f64::consts::PI;

/// Corners towards which a disc is looked for, at most.
const TOWARDS: usize = 16;
/// How far towards them.
const STEPS: [f64; 2] = [0.5, 0.75];

/// Whether what a small shape shares with a large one is surely wider than `width` on average
/// ([`Region::is_thin`]). `false` says nothing.
///
/// A disc in both lies in one piece of what they share. That piece is as large as the disc at least, and its
/// outline is no longer than that of the small shape and of what the large one has in the box around it.
/// The disc is asked to be twice as large as needed, far more than rounding makes of either.
pub(super) fn is_plain(small: &Region, large: &Region, width: f64) -> bool {
    let (Some(bounds), Some(shell)) = (small.bounds(), small.polygons().first()) else {
        return false;
    };
    let length = |(a, b): (Coord<f64>, Coord<f64>)| (b - a).x.hypot((b - a).y);
    let across = bounds.width().hypot(bounds.height());
    let meets = |edge: &(Coord<f64>, Coord<f64>)| {
        Bounds::around([edge.0, edge.1]).is_some_and(|around| around.meets(&bounds))
    };
    let own: f64 = small.edges().map(length).sum();
    let others: f64 = large.edges().filter(meets).map(|edge| length(edge).min(across)).sum();
    let radius2 = width * (own + others) / PI;
    let clear = |region: &Region, at: Coord<f64>| {
        region.edges().all(|edge| squared_distance(at, edge) >= radius2) && region.contains(at)
    };
    let holds = |at: Coord<f64>| clear(small, at) && clear(large, at);
    let corners = shell.exterior().0.get(1..).unwrap_or_default();
    let sum = corners.iter().fold(Coord::default(), |sum, corner| sum + *corner);
    let middle = sum / (corners.len() as f64);
    let every = corners.len() / TOWARDS + 1;
    let towards = corners.iter().step_by(every);
    holds(middle)
        || towards.clone().any(|&to| STEPS.iter().any(|step| holds(middle + (to - middle) * *step)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{overlay, repair};
    use crate::model::SplitMix;

    #[test]
    fn what_is_plain_is_no_sliver() {
        let site = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 200.0, max_y: 150.0 });
        let mut random = SplitMix::new(11);
        let mut chance = |most: f64| most * random.unit();
        let (mut plain, mut slivers, mut missed) = (0, 0, 0);
        for _ in 0..2_000 {
            let (x, y, size) = (chance(240.0) - 20.0, chance(190.0) - 20.0, 1.0 + chance(39.0));
            let corners = (0..11).map(|n| {
                let (sin, cos) = (f64::from(n) * 0.571).sin_cos();
                Coord { x, y } + Coord { x: cos, y: sin } * (size * (0.4 + chance(0.6)))
            });
            let plot = repair::region_of(&[vec![corners.collect()]]).unwrap().region;
            for width in [1e-3, 0.05, 1.0] {
                let is_thin = overlay::intersection(&site, &plot).unwrap().is_thin(width);
                let is_plain = is_plain(&plot, &site, width);
                assert!(!(is_plain && is_thin), "{width}: {plot:?}");
                plain += usize::from(is_plain);
                slivers += usize::from(is_thin);
                missed += usize::from(!is_plain && !is_thin);
            }
        }
        assert!(plain > 3_000 && slivers > 500 && missed < plain / 3, "{plain} {slivers} {missed}");
        assert!(!is_plain(&Region::empty(), &site, 0.05));
    }
}
