//! Whose land the clearance of a plot at a receiving site takes.

use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::model::{told_apart, Origin, Parcel};
use crate::units::SquareMetres;
use std::collections::BTreeMap;

/// Parcels drawn to meet may overlap by less than this, square metres.
const TOUCH_M2: f64 = 1e-2;

/// Land of one owner that may no longer be built on as before.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OwnersLand {
    /// Who holds it, as the layer of parcels has it; none where it does not say.
    pub owner: Option<String>,
    /// The parcels it is part of, in the order of their layer.
    pub parcels: Vec<String>,
    /// How much it is.
    pub area: SquareMetres,
}

/// What parcels lose, by owner. Land of two parcels is counted once, to the first.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub(in crate::relocate) fn by_owner(
    lost: &[(&Parcel, Region)],
) -> Result<Vec<OwnersLand>, OverlayError> {
    let mut counted: Vec<&Region> = Vec::new();
    let mut held: Vec<(&Parcel, SquareMetres)> = Vec::new();
    for (parcel, land) in lost {
        let area = overlay::difference(land, counted.iter().copied())?.area();
        counted.push(land);
        if area.get() > TOUCH_M2 {
            held.push((parcel, area));
        }
    }
    let called: Vec<(&str, &Origin)> =
        held.iter().map(|(parcel, _)| (parcel.id.as_str(), &parcel.origin)).collect();
    let pieces = held.iter().zip(told_apart(&called)).map(|((parcel, area), id)| OwnersLand {
        owner: parcel.owner.clone(),
        parcels: vec![id],
        area: *area,
    });
    Ok(together(pieces))
}

/// Land of the same owner together, the largest first.
#[must_use]
pub fn together(pieces: impl IntoIterator<Item = OwnersLand>) -> Vec<OwnersLand> {
    let mut owners: BTreeMap<Option<String>, OwnersLand> = BTreeMap::new();
    for piece in pieces {
        match owners.get_mut(&piece.owner) {
            None => {
                owners.insert(piece.owner.clone(), piece);
            }
            Some(known) => {
                known.area += piece.area;
                for id in piece.parcels {
                    if !known.parcels.contains(&id) {
                        known.parcels.push(id);
                    }
                }
            }
        }
    }
    let mut owners: Vec<OwnersLand> = owners.into_values().collect();
    owners.sort_by(|a, b| b.area.get().total_cmp(&a.area.get()));
    owners
}
