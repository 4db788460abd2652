//! The area of the deed beside that of the footprint.

use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::loading::Case;
use crate::model::{Doubt, Nth, Parcel, TitleProjection, Warnings};
use crate::settings::{Given, Sourced};
use crate::units::SquareMetres;

/// The land of a title as the deed or the register has it, and as it is drawn.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Deed {
    /// Its area by the deed, and who gave that; none where nobody did.
    pub area: Option<Sourced<SquareMetres>>,
    /// The parcels whose deed areas it is the sum of; empty where it is of the site as a whole.
    pub parcels: Vec<String>,
    /// The area of the same land as drawn, on the ellipsoid.
    pub computed: SquareMetres,
    /// The same in the projection of the title, if one was given.
    pub projected: Option<(TitleProjection, SquareMetres)>,
}

impl Deed {
    /// The deed of a case; none where neither an area nor a projection was given. Says so where deed and
    /// drawing differ by more than they may.
    pub(in crate::assess) fn of(
        case: &Case,
        warnings: &mut Warnings,
    ) -> Result<Option<Self>, OverlayError> {
        let settings = &case.settings.deed;
        let own = case.site.deed_area.map(|value| Sourced { value, from: Given::Feature });
        let stated = settings.area.clone().or(own).map(|area| Sourced {
            value: SquareMetres::saturating(area.value * settings.unit.square_metres()),
            from: area.from,
        });
        let registered = match stated {
            Some(_) => None,
            None => registered(case, warnings)?,
        };
        if stated.is_none() && registered.is_none() && settings.projection.is_none() {
            return Ok(None);
        }
        let (area, parcels, land) = match registered {
            None => (stated, Vec::new(), vec![&case.site.footprint]),
            Some((value, parcels)) => (
                Some(Sourced { value, from: Given::Feature }),
                parcels.iter().map(|parcel| parcel.id.clone()).collect(),
                parcels.iter().map(|parcel| &parcel.region).collect(),
            ),
        };
        let sum = |area: &dyn Fn(&Region) -> SquareMetres| land.iter().map(|one| area(one)).sum();
        let projected = settings.projection.as_ref().map(|title| {
            let grid = title.projection();
            let place = |corner| case.site.frame.unproject(corner);
            (title.clone(), sum(&|land| grid.area(land, place)))
        });
        let deed = Self { area, parcels, computed: sum(&Region::area), projected };
        if let Some((area, share)) = deed.area.as_ref().zip(deed.difference_of_title()) {
            if share.abs() > settings.tolerance {
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
