//! The area of the deed beside that of the footprint.

use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::loading::Case;
use crate::model::{Doubt, Nth, Parcel, TitleProjection, Warnings};
use crate::settings::{Given, Sourced};
use crate::units::SquareMetres;
use crate::ways_out::{failed, AssessError};

/// A transverse Mercator is used no further than this from its meridian, degrees: twice the half width of the
/// widest zones.
const FURTHEST_DEG: f64 = 6.0;
/// Deed and drawing that differ by no more than this share are the same: rounding of either.
const NOISE: f64 = 5e-4;

/// The land of a title as the deed or the register has it, and as it is drawn.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Deed {
    /// Its area by the deed, and who gave that; none where nobody did.
    pub area: Option<Sourced<SquareMetres>>,
    /// The parcels whose deed areas it is the sum of; empty where it is of the site as a whole.
    pub parcels: Vec<String>,
    /// The area of the footprint as drawn, on the ellipsoid.
    pub computed: SquareMetres,
    /// The same in the projection of the title, if one was given.
    pub projected: Option<(TitleProjection, SquareMetres)>,
}

impl Deed {
    /// The deed of a case; none where neither an area nor a projection was given. Says so where deed and
    /// drawing differ by more than they may, and where the parcels of the deeds are other land than the footprint.
    ///
    /// # Errors
    /// [`AssessError::TitleElsewhere`]; [`AssessError::Carve`] from the engine.
    pub(in crate::assess) fn of(
        case: &Case,
        warnings: &mut Warnings,
    ) -> Result<Option<Self>, AssessError> {
        let settings = &case.settings.deed;
        let fail = |cause: OverlayError| failed(&case.site, cause);
        if let Some(title) = &settings.projection {
            check_meridian(case, title)?;
        }
        let own = case.site.deed_area.map(|value| Sourced { value, from: Given::Feature });
        let stated = settings.area.clone().or(own).map(|area| Sourced {
            value: SquareMetres::saturating(area.value * settings.unit.square_metres()),
            from: area.from,
        });
        let registered = match stated {
            Some(_) => None,
            None => registered(case, warnings).map_err(fail)?,
        };
        if stated.is_none() && registered.is_none() && settings.projection.is_none() {
            return Ok(None);
        }
        let footprint = &case.site.footprint;
        let (area, parcels) = match registered {
            None => (stated, Vec::new()),
            Some((value, parcels)) => {
                raise_other_land(&parcels, footprint, settings.tolerance, warnings)
                    .map_err(fail)?;
                let ids = parcels.iter().map(|parcel| parcel.id.clone()).collect();
                (Some(Sourced { value, from: Given::Feature }), ids)
            }
        };
        let projected = settings.projection.as_ref().map(|title| {
            let place = |corner| case.site.frame.unproject(corner);
            (title.clone(), title.projection().area(footprint, place))
        });
        let deed = Self { area, parcels, computed: footprint.area(), projected };
        if let Some((area, share)) = deed.area.as_ref().zip(deed.difference_of_title()) {
            if share.abs() > settings.tolerance.max(NOISE) {
                let (deed, drawn) = (area.value, deed.by_title());
                warnings.raise(Doubt::DeedDiffers { deed, drawn, tolerance: settings.tolerance });
            }
        }
        Ok(Some(deed))
    }

    /// The area as drawn, measured as the title does: in its projection, where that was given.
    #[must_use]
    pub fn by_title(&self) -> SquareMetres {
        self.projected.as_ref().map_or(self.computed, |(_, area)| *area)
    }

    /// How much more an area is than that of the deed, square metres and as a share of that.
    #[must_use]
    pub fn difference(&self, area: SquareMetres) -> Option<(f64, f64)> {
        let deed = self.area.as_ref()?.value.get();
        let more = area.get() - deed;
        (deed > 0.0).then_some((more, more / deed))
    }

    fn difference_of_title(&self) -> Option<f64> {
        self.difference(self.by_title()).map(|(_, share)| share)
    }
}

/// Refuses a projection that was not made for the place of the site.
fn check_meridian(case: &Case, title: &TitleProjection) -> Result<(), AssessError> {
    let (meridian, lon) = (title.projection().central_lon, case.site.frame.centre().lon);
    let apart = (lon - meridian + 180.0).rem_euclid(360.0) - 180.0;
    if apart.abs() <= FURTHEST_DEG {
        return Ok(());
    }
    let (site, projection) = (case.site.id.clone(), title.to_string());
    Err(AssessError::TitleElsewhere { site, projection, meridian, lon })
}

/// Says where the parcels of the deeds cover other land than the footprint.
fn raise_other_land(
    parcels: &[&Parcel],
    footprint: &Region,
    tolerance: f64,
    warnings: &mut Warnings,
) -> Result<(), OverlayError> {
    let land = overlay::union(parcels.iter().map(|parcel| &parcel.region))?;
    let beyond = overlay::difference(&land, [footprint])?.area();
    let missing = overlay::difference(footprint, [&land])?.area();
    if beyond.get() + missing.get() > tolerance.max(NOISE) * footprint.area().get() {
        let parcels = parcels.iter().map(|parcel| parcel.id.clone()).collect();
        warnings.raise(Doubt::DeedOfOtherLand { parcels, beyond, missing });
    }
    Ok(())
}

/// The sum of the deed areas of the project's own parcels at the site, if all of them have one.
fn registered<'a>(
    case: &'a Case,
    warnings: &mut Warnings,
) -> Result<Option<(SquareMetres, Vec<&'a Parcel>)>, OverlayError> {
    let around = &case.around;
    if around.parcels.iter().all(|parcel| parcel.deed_area.is_none()) {
        return Ok(None);
    }
    let known = around.ownership.sort(&around.parcels);
    let sliver = case.settings.gap_tolerance.value.get().max(1e-3);
    let mut own = Vec::new();
    for (number, parcel) in Nth::each(&around.parcels) {
        if known.owns(number)
            && !overlay::intersection(&parcel.region, &case.site.footprint)?.is_thin(sliver)
        {
            own.push(parcel);
        }
    }
    let mut sum = 0.0;
    let mut is_whole = !own.is_empty();
    for parcel in &own {
        if let Some(area) = parcel.deed_area {
            sum += area * case.settings.deed.unit.square_metres();
        } else {
            is_whole = false;
            warnings.raise_for(&parcel.origin, Doubt::NoDeedArea);
        }
    }
    Ok(is_whole.then(|| (SquareMetres::saturating(sum), own)))
}
