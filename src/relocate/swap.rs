//! A land swap: the carved-out enclave is exchanged for land next door of equal area, and the footprint
//! drawn anew.
//!
//! Everything stays where it is; what changes is whose land it stands on. The land given up is what the
//! thing takes within the site; the land gained is the strip of a neighbouring parcel nearest to the
//! site, cut off at the distance at which it is as large.

use crate::carve::{Baseline, CarveError, CarveOut, Frontage, Ground};
use crate::geometry::offset::{self, Join};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::model::{Origin, Parcel, Shape};
use crate::obstacle::Obstacle;
use crate::relocate::city::City;

/// A neighbour's parcel lies this near.
const NEXT_M: f64 = 0.5;
/// The strip is cut to within this share of the area wanted.
const EXACT: f64 = 1e-6;
/// Cuts tried at most: each halves the doubt.
const CUTS: usize = 40;
/// Neighbours tried at most, largest first.
const MOST: usize = 8;

/// A land swap.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Swap {
    /// The land given up.
    pub given: Region,
    /// The land gained.
    pub gained: Region,
    /// Parcel it is gained from.
    pub parcel: String,
    /// Who holds that parcel, and must agree.
    pub owner: Option<String>,
    /// The footprint after the swap.
    pub footprint: Region,
    /// The baseline of that footprint.
    pub baseline: Baseline,
    /// That footprint with everything that stands there.
    pub carve_out: CarveOut,
}

/// The swap that leaves most usable land, of all neighbours on whose land nothing stands and of whom the
/// register does not say otherwise than `available`, if that is declared. `None` where there is none.
///
/// # Errors
/// [`CarveError`] from the area model.
pub fn best(
    ground: &Ground,
    obstacles: &[&Obstacle],
    enclave: &[&Obstacle],
    city: &City,
    available: &[String],
) -> Result<Option<Swap>, CarveError> {
    let given = overlay::union(enclave.iter().map(|one| &one.taking))?;
    let wanted = given.area().get();
    if wanted <= 0.0 {
        return Ok(None);
    }
    let mut best: Option<Swap> = None;
    for parcel in neighbours(ground, obstacles, city, available, wanted)? {
        let Some(gained) = strip(&parcel.region, &ground.footprint, wanted)? else { continue };
        let kept = overlay::difference(&ground.footprint, [&given])?;
        let footprint = overlay::union([&kept, &gained])?;
        // Roads do not move: the frontage is what of the old one bounds the new footprint.
        let frontage = if ground.frontage.whole_boundary {
            Frontage::whole_boundary(&footprint)
        } else {
            ground.frontage.clone()
        };
        let redrawn = Ground { footprint, frontage, ..ground.clone() };
        let after = around(obstacles, &redrawn.footprint)?;
        let baseline = Baseline::of(&redrawn)?;
        let stays: Vec<&Obstacle> = after.iter().collect();
        let carve_out = CarveOut::of(&redrawn, &baseline, &stays)?;
        let usable = |swap: &Swap| swap.carve_out.usable.area().get();
        if best.as_ref().is_none_or(|other| carve_out.usable.area().get() > usable(other)) {
            best = Some(Swap {
                given: given.clone(),
                gained,
                parcel: parcel.id.clone(),
                owner: parcel.owner.clone(),
                footprint: redrawn.footprint,
                baseline,
                carve_out,
            });
        }
    }
    Ok(best)
}

/// Obstacles of a footprint that is drawn anew: what they take of it, nothing else changes.
fn around(obstacles: &[&Obstacle], footprint: &Region) -> Result<Vec<Obstacle>, OverlayError> {
    obstacles
        .iter()
        .map(|one| {
            let taking = overlay::intersection(&one.shape, footprint)?;
            let taking = if taking.is_thin(1e-3) { Region::empty() } else { taking };
            Ok(Obstacle { taking, ..(*one).clone() })
        })
        .collect()
}

/// Parcels next to the site that are large enough and on which nothing stands.
fn neighbours<'a>(
    ground: &Ground,
    obstacles: &[&Obstacle],
    city: &'a City,
    available: &[String],
    wanted: f64,
) -> Result<Vec<&'a Parcel>, OverlayError> {
    let footprint = &ground.footprint;
    let Some(bounds) = footprint.bounds() else { return Ok(Vec::new()) };
    let plots = obstacles.iter().flat_map(|one| &one.plot_parcels);
    let plots: Vec<&Origin> = plots.map(|plot| &plot.origin).collect();
    let built = |parcel: &Parcel| {
        let Some(b) = parcel.region.bounds() else { return true };
        let mut things = city.buildings_near(b).chain(city.facilities_near(b));
        things.any(|thing| match &thing.shape {
            Shape::Area(region) => {
                region.label_point().is_some_and(|at| parcel.region.contains(at))
            }
            Shape::Points(points) => points.iter().any(|at| parcel.region.contains(*at)),
            Shape::Lines(_) => thing.shape.distance(&parcel.region) <= 0.0,
        }) || plots.contains(&&parcel.origin)
    };
    // Land of which the register says that it is not available is no offer.
    let taken = |parcel: &Parcel| {
        let status = parcel.status.as_ref();
        !available.is_empty() && status.is_some_and(|status| !available.contains(status))
    };
    let mut near: Vec<&Parcel> = Vec::new();
    for parcel in city.parcels_near(bounds.grown(NEXT_M)) {
        let large = parcel.region.area().get() >= wanted;
        if large
            && parcel.region.distance(footprint) <= NEXT_M
            && overlay::intersection(&parcel.region, footprint)?.area().get() < 1.0
            && !taken(parcel)
            && !built(parcel)
        {
            near.push(parcel);
        }
    }
    near.sort_by(|a, b| b.region.area().get().total_cmp(&a.region.area().get()));
    near.truncate(MOST);
    Ok(near)
}

/// The part of a parcel nearest to the site that is as large as wanted.
fn strip(parcel: &Region, site: &Region, wanted: f64) -> Result<Option<Region>, OverlayError> {
    let cut = |distance: f64| -> Result<Region, OverlayError> {
        overlay::intersection(&offset::grow(site, distance, Join::Round)?, parcel)
    };
    let Some(bounds) = parcel.bounds() else { return Ok(None) };
    let (mut near, mut far) = (0.0, bounds.width().hypot(bounds.height()) + NEXT_M);
    let mut found = parcel.clone();
    for _ in 0..CUTS {
        let middle = f64::midpoint(near, far);
        let piece = cut(middle)?;
        let area = piece.area().get();
        if area < wanted {
            near = middle;
        } else {
            far = middle;
            found = piece;
            if area - wanted < EXACT * wanted {
                break;
            }
        }
    }
    // Land in several pieces is no exchange for a plot in one, and a gap to the site makes two of it.
    let meets = overlay::union([&found, site])?.pieces().len() <= site.pieces().len();
    let exact = (found.area().get() - wanted).abs() <= 1e-3 * wanted;
    Ok((found.pieces().len() == 1 && meets && exact).then_some(found))
}
