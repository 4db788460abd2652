//! The largest rectangle of each option, looked for only where it may be another one.
//!
//! What fits with few things moved away fits with more of them moved. So a rectangle that is the largest with one more
//! thing moved, and still fits with that one kept, is the largest there too. It is bounded by four sides, so
//! few things are in its way: of 32 options that move five things in the open a dozen are looked at. The search may
//! miss a little in one region that it finds in a part of it, so options that are shown are looked at in any case.

use crate::carve::LayoutRequest;
use crate::geometry::rectangle::{largest_rectangle, Limits, Rectangle};
use crate::geometry::Region;
use crate::model::Nth;
use crate::ways_out::alternatives::{Alternative, Move, Way};
use crate::ways_out::before::Weighing;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Rectangles that differ by less than this share are as large.
const SAME: f64 = 1e-9;

/// Largest rectangles by what is moved away.
type ByMoved = BTreeMap<Vec<Nth<Move>>, Option<Rectangle>>;

impl Weighing<'_> {
    /// Looks for the largest rectangle of each option.
    pub(super) fn rectangles(&self, options: &mut [Alternative], moves: usize) {
        let limits = self.limits();
        let mut known = ByMoved::new();
        for count in (0..=moves).rev() {
            let moved_away = |option: &&Alternative| {
                matches!(option.way, Way::CarveOut | Way::Move) && option.moved.len() == count
            };
            let some: Vec<&Alternative> = options.iter().filter(moved_away).collect();
            let largest = |option: &&Alternative| {
                let larger = with_one_more(&option.moved, moves, &known);
                (option.moved.clone(), within(larger, &option.usable, &limits))
            };
            let found: Vec<_> = some.par_iter().map(largest).collect();
            known.extend(found);
        }
        options.par_iter_mut().for_each(|option| {
            let moved = known.get(&option.moved).copied().flatten();
            option.rectangle = match option.way {
                Way::CarveOut | Way::Move => moved,
                // At another place within the site it takes land of what is usable with it moved away.
                Way::Within => within(moved.into_iter().collect(), &option.usable, &limits),
                Way::Swap => largest_rectangle(&option.usable, &limits),
            };
        });
    }
}

impl Weighing<'_> {
    /// Looks again for the rectangles of options that are shown, where they are smaller than that with everything moved
    /// away: what is found there fits wherever more is moved, too.
    pub(super) fn rectangles_of_shown(&self, options: &mut [Alternative]) {
        let limits = self.limits();
        let area = |one: &Option<Rectangle>| one.map_or(0.0, |found| found.area().get());
        let largest = options.iter().map(|option| area(&option.rectangle)).fold(0.0, f64::max);
        let look = |option: &&Alternative| {
            let smaller = area(&option.rectangle) < largest * (1.0 - SAME);
            let moved = matches!(option.way, Way::CarveOut | Way::Move);
            option.on_front && moved && smaller
        };
        let shown: Vec<&Alternative> = options.iter().filter(look).collect();
        let again = |option: &&Alternative| {
            let found = largest_rectangle(&option.usable, &limits)?;
            let larger = found.area().get() > area(&option.rectangle) * (1.0 + SAME);
            larger.then(|| (option.moved.clone(), found))
        };
        let found: Vec<(Vec<Nth<Move>>, Rectangle)> = shown.par_iter().filter_map(again).collect();
        for option in options.iter_mut().filter(|one| matches!(one.way, Way::CarveOut | Way::Move))
        {
            for (moved, found) in &found {
                let holds = moved.iter().all(|one| option.moved.contains(one));
                if holds && found.area().get() > area(&option.rectangle) * (1.0 + SAME) {
                    option.rectangle = Some(*found);
                }
            }
        }
    }

    fn limits(&self) -> Limits {
        let asked = self.case().settings.layout.as_ref();
        asked.map_or_else(Limits::default, |asked| LayoutRequest::from(asked).limits)
    }
}

/// The rectangles with one more thing moved, as far as they are known.
fn with_one_more(moved: &[Nth<Move>], moves: usize, known: &ByMoved) -> Vec<Rectangle> {
    let others = (0..moves).map(Nth::new).filter(|one| !moved.contains(one));
    let with = others.map(|one| {
        let mut with = moved.to_vec();
        with.push(one);
        with.sort_unstable();
        with
    });
    with.filter_map(|with| known.get(&with).copied().flatten()).collect()
}

/// The largest rectangle of a region, given those of regions that hold it.
fn within(mut larger: Vec<Rectangle>, region: &Region, limits: &Limits) -> Option<Rectangle> {
    larger.sort_by(|a, b| b.area().get().total_cmp(&a.area().get()));
    larger.dedup();
    let fits = larger.into_iter().find(|found| found.is_within(region));
    fits.or_else(|| largest_rectangle(region, limits))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::geometry::{overlay, Bounds};
    use crate::model::SplitMix;

    fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Region {
        Region::rectangle(Bounds { min_x: x, min_y: y, max_x: x + width, max_y: y + height })
    }

    /// Of land around some of five plots, as the search finds it in each, and handed on where it fits.
    #[test]
    fn what_fits_with_more_moved_is_as_large_as_what_is_found() {
        let site = rectangle(0.0, 0.0, 200.0, 120.0);
        let limits = Limits::default();
        let mut random = SplitMix::new(11);
        for _ in 0..4 {
            let mut plot = || rectangle(180.0 * random.unit(), 100.0 * random.unit(), 20.0, 15.0);
            let plots: Vec<Region> = (0..5).map(|_| plot()).collect();
            let mut known = ByMoved::new();
            for count in (0..=5_u32).rev() {
                for set in (0..32_usize).filter(|set| set.count_ones() == count) {
                    let moved: Vec<Nth<Move>> =
                        (0..5).filter(|at| set >> at & 1 == 1).map(Nth::new).collect();
                    let kept = (0..5).filter(|at| set >> at & 1 == 0).map(|at| &plots[at]);
                    let region = overlay::difference(&site, kept).unwrap();
                    let found = within(with_one_more(&moved, 5, &known), &region, &limits).unwrap();
                    let alone = largest_rectangle(&region, &limits).unwrap();
                    let (found_m2, alone_m2) = (found.area().get(), alone.area().get());
                    // The search promises half a percent.
                    assert!(found.is_within(&region) && found_m2 > 0.995 * alone_m2, "{moved:?}");
                    known.insert(moved, Some(found));
                }
            }
        }
    }
}
