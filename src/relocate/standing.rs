//! What stands around receiving sites: the land that each thing takes, and how far it keeps away what is
//! moved beside it. A line takes its corridor and a point its plot, as obstacles of a site do.

use crate::geometry::overlay::OverlayError;
use crate::geometry::{Bounds, BoxIndex, Region};
use crate::model::{Facility, Nth, Origin, Shape, Warnings};
use crate::obstacle::detect::BESIDE_M;
use crate::obstacle::plot::{plot, ForeignParcels};
use crate::obstacle::{Policy, Toward};
use crate::relocate::city::City;
use crate::units::Metres;
use rayon::prelude::*;

/// Half the side of the square that stands for a point of unknown size, metres.
const POINT_M: f64 = 0.5;

/// A facility that stays where it is.
#[derive(Clone, Debug)]
pub(in crate::relocate) struct Thing<'a> {
    /// The facility.
    pub facility: &'a Facility,
    /// The land it takes.
    pub land: Region,
    /// How far it keeps away what is moved.
    pub toward: Toward,
}

/// Facilities that stay, by place.
pub(in crate::relocate) struct Standing<'a> {
    things: Vec<Thing<'a>>,
    by_place: BoxIndex,
    /// The farthest that one of them keeps others away, or is asked about.
    pub reach: f64,
}

impl<'a> Standing<'a> {
    /// All facilities of a city that do not leave, as a kind that moves meets them.
    pub fn of(
        city: &'a City,
        leaving: &[Origin],
        kind: &str,
        policy: &Policy<'_>,
    ) -> Result<Self, OverlayError> {
        let parcels = ForeignParcels::new(Nth::each(city.parcels()));
        let staying: Vec<&Facility> =
            city.facilities().iter().filter(|one| !leaving.contains(&one.origin)).collect();
        let things = staying
            .into_par_iter()
            .map(|facility| {
                let land = land(facility, &parcels, policy)?;
                Ok(Thing { facility, land, toward: policy.toward(facility, kind) })
            })
            .collect::<Result<Vec<_>, OverlayError>>()?;
        let boxes = things.iter().enumerate();
        let boxes = boxes.filter_map(|(n, one)| Some((n, one.land.bounds()?.corners())));
        let by_place = BoxIndex::new(boxes);
        let reach = things.iter().map(Thing::reach).fold(0.0, f64::max);
        Ok(Self { things, by_place, reach })
    }

    /// Those whose land meets a box.
    pub fn near(&self, bounds: Bounds) -> impl Iterator<Item = &Thing<'a>> + '_ {
        let numbers = self.by_place.meeting(bounds.corners());
        numbers.into_iter().filter_map(|number| self.things.get(number))
    }
}

impl Thing<'_> {
    /// How far it keeps others away, or is asked about where nothing says so.
    fn reach(&self) -> f64 {
        match &self.toward {
            Toward::Kept { distance, .. } => distance.get(),
            Toward::Unknown => BESIDE_M,
            Toward::Free => Metres::ZERO.get(),
        }
    }
}

/// The land a facility takes; of a point of unknown size a small square.
fn land(
    facility: &Facility,
    parcels: &ForeignParcels<'_>,
    policy: &Policy<'_>,
) -> Result<Region, OverlayError> {
    // What is doubtful about a thing elsewhere is asked at the gate.
    let land = plot(facility, parcels, policy, &mut Warnings::default())?.region;
    Ok(match &facility.shape {
        Shape::Points(points) if land.is_empty() => Bounds::around(points.iter().copied())
            .map_or(land, |bounds| Region::rectangle(bounds.grown(POINT_M))),
        _ => land,
    })
}
