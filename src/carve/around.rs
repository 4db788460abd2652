//! Whether ways lead all around what is taken, told from the shapes alone.
//!
//! Most sites have a single plot in them, or a few that stand well apart, and where every side of the site is
//! frontage all other land can be reached then. That is seen without an overlay.

use crate::geometry::offset::ARC_EXCESS;
use crate::geometry::Region;
use geo::{ConvexHull, Coord, Distance, Euclidean, Polygon};

/// Takings nearer to each other than this beyond twice the distance are looked at in full, metres.
const APART_M: f64 = 1e-2;

/// Whether the middles of ways that keep a distance from some takings hang together with the land outside
/// the site, wherever they lie. `false` says nothing.
///
/// It holds where no taking has a hole or a recess deeper than the distance, and the convex hulls of any two
/// are more than twice the distance apart. For then a taking grown by the distance covers its own hull: a
/// place in a recess is no further from the recess's bottom than that is deep. And from a place outside of it
/// the way straight out from the hull leads ever further from every place of the taking, until it ends at
/// another one grown likewise, around which it goes on, since the two do not meet. So the takings grown have
/// no hole, and none of the land around them is cut off.
pub(in crate::carve) fn passable(taking: &Region, distance: f64) -> bool {
    let hulls: Vec<Polygon<f64>> = taking.polygons().iter().map(ConvexHull::convex_hull).collect();
    let is_shallow = |(taking, hull): (&Polygon<f64>, &Polygon<f64>)| {
        taking.interiors().is_empty()
            && recess(&taking.exterior().0, &hull.exterior().0).is_some_and(|it| it <= distance)
    };
    let apart = 2.0 * distance * (1.0 + ARC_EXCESS) + APART_M;
    let stand_apart = |number: usize| {
        hulls[..number].iter().all(|other| Euclidean.distance(&hulls[number], other) > apart)
    };
    taking.polygons().iter().zip(&hulls).all(is_shallow) && (0..hulls.len()).all(stand_apart)
}

/// How deep a closed ring lies below the edges of its hull, metres, each corner below the edge that bridges
/// it; both run counter-clockwise. `None` where the corners of the hull do not follow each other on the ring.
fn recess(ring: &[Coord<f64>], hull: &[Coord<f64>]) -> Option<f64> {
    let (corners, start) = (ring.get(1..)?, ring.iter().position(|corner| corner == &hull[0])?);
    let mut bridges = hull.windows(2);
    let mut bridge = bridges.next()?;
    let mut deepest: f64 = 0.0;
    // `start` is counted on the closed ring, so the corner behind it is the first to look at.
    for step in 0..corners.len() {
        let corner = corners[(start + step) % corners.len()];
        let (along, off) = (bridge[1] - bridge[0], corner - bridge[0]);
        let below = (along.x * off.y - along.y * off.x) / along.x.hypot(along.y);
        deepest = deepest.max(below);
        if corner == bridge[1] {
            match bridges.next() {
                Some(next) => bridge = next,
                None => return (step + 1 == corners.len()).then_some(deepest),
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carve::reach::Middles;
    use crate::carve::{Ground, Parameters};
    use crate::geometry::{overlay, repair, Bounds};
    use crate::model::SplitMix;
    use crate::units::Metres;

    fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Region {
        Region::rectangle(Bounds { min_x: x, min_y: y, max_x: x + width, max_y: y + height })
    }

    fn without(whole: &Region, part: &Region) -> Region {
        overlay::difference(whole, [part]).unwrap()
    }

    #[test]
    fn a_recess_is_as_deep_as_below_its_own_bridge() {
        let plot = rectangle(0.0, 0.0, 40.0, 20.0);
        assert!(passable(&plot, 2.0));
        // A yard 1.9 m deep, and one of 2.1 m.
        assert!(passable(&without(&plot, &rectangle(10.0, 18.1, 5.0, 9.0)), 2.0));
        assert!(!passable(&without(&plot, &rectangle(10.0, 17.9, 5.0, 9.0)), 2.0));
        // Walls of 1 m around a yard that is open at one side: its bottom is near the hull, on the far side.
        assert!(!passable(&without(&plot, &rectangle(1.0, 1.0, 38.0, 30.0)), 2.0));
        assert!(!passable(&without(&plot, &rectangle(1.0, 1.0, 38.0, 18.0)), 2.0));
        assert!(passable(&Region::empty(), 2.0));
    }

    #[test]
    fn plots_stand_further_apart_than_a_way_is_wide() {
        let beside = |gap: f64| {
            let two = [rectangle(0.0, 0.0, 40.0, 20.0), rectangle(40.0 + gap, 0.0, 9.0, 9.0)];
            overlay::union(&two).unwrap()
        };
        assert!(passable(&beside(4.02), 2.0));
        assert!(!passable(&beside(4.0), 2.0));
    }

    #[test]
    fn where_it_says_so_no_middle_is_cut_off() {
        let footprint = rectangle(0.0, 0.0, 120.0, 90.0);
        let parameters = Parameters { min_way: Metres::new(4.0).unwrap(), ..Parameters::default() };
        let ground = Ground::open_all_around(footprint.clone(), parameters);
        let approach = ground.frontage.approach(&footprint, parameters.min_way).unwrap();
        let mut random = SplitMix::new(7);
        let mut chance = |most: f64| most * random.unit();
        let (mut seen, mut cut_off) = (0, 0);
        for scene in 0..400 {
            // One plot to six, around a yard.
            let mut plots = Vec::new();
            for number in 0..=scene % 6 {
                let (sin, cos) = (f64::from(number) * 1.047).sin_cos();
                let off = 17.0 + chance(6.0);
                let at = Coord { x: 60.0 + off * cos, y: 45.0 + off * sin };
                let size = 8.0 + chance(7.0);
                let corners = (0..9).map(|n| {
                    let (sin, cos) = (f64::from(n) * 0.698).sin_cos();
                    at + Coord { x: cos, y: sin } * (size * (0.7 + chance(0.3)))
                });
                plots.push(repair::region_of(&[vec![corners.collect()]]).unwrap().region);
            }
            let taking = overlay::union(&plots).unwrap();
            let half = crate::carve::reach::half(4.0);
            let apart = Middles::of(&ground, &approach, &taking, half).unwrap().apart;
            if passable(&taking, half) {
                seen += 1;
                assert!(apart.is_empty(), "{taking:?}");
            }
            cut_off += usize::from(!apart.is_empty());
        }
        assert!(seen > 20 && cut_off > 20, "{seen} {cut_off}");
    }
}
