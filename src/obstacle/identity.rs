//! What the things around a site are called, and whose equipment is whose.
//!
//! A thing is a feature of a layer. Its id is a word of that layer, which may have it twice or have
//! nothing better than `0` to offer: nothing is told from something else by it.

use crate::geometry::Bounds;
use crate::model::{told_apart, Facility, Nth, Origin, Parcel};
use crate::obstacle::plot::{ForeignParcels, Placed};
use crate::obstacle::PlotParcel;
use std::collections::BTreeMap;

/// What facilities and third-party parcels are called: no two the same.
pub(super) struct Names {
    facilities: Vec<String>,
    parcels: BTreeMap<Nth<Parcel>, PlotParcel>,
}

impl Names {
    /// Of all around a site. A parcel is told from the project's own too.
    pub fn of(facilities: &[Facility], parcels: &[Parcel], foreign: &ForeignParcels<'_>) -> Self {
        let all: Vec<(&str, &Origin)> =
            parcels.iter().map(|one| (one.id.as_str(), &one.origin)).collect();
        let own = told_apart(&all);
        let land: Vec<Placed<'_>> = foreign.all().collect();
        let standing = facilities.iter().map(|one| (one.id.as_str(), &one.origin));
        let called = land.iter().filter_map(|(at, one)| Some((own.get(at.get())?, &one.origin)));
        let called = called.map(|(id, origin)| (id.as_str(), origin));
        let features: Vec<(&str, &Origin)> = standing.chain(called).collect();
        let mut names = told_apart(&features);
        let parcels = names.split_off(facilities.len());
        let called = |((number, parcel), id): (Placed<'_>, String)| {
            (number, PlotParcel { id, origin: parcel.origin.clone() })
        };
        Self { facilities: names, parcels: land.into_iter().zip(parcels).map(called).collect() }
    }

    /// What a facility is called.
    pub fn facility(&self, number: Nth<Facility>) -> String {
        self.facilities.get(number.get()).cloned().unwrap_or_default()
    }

    /// A third-party parcel with what it is called.
    pub fn parcel(&self, number: Nth<Parcel>) -> Option<&PlotParcel> {
        self.parcels.get(&number)
    }
}

/// The facility whose equipment something is, and whether it alone has the id that is named: of several
/// it is the nearest.
pub(super) fn owner(item: &Facility, facilities: &[Facility]) -> Option<(Nth<Facility>, bool)> {
    let named = item.part_of.as_deref()?;
    let own = item.shape.bounds();
    let distance = |other: &Facility| match (own, other.shape.bounds()) {
        (Some(own), Some(other)) => apart(own, other),
        _ => f64::INFINITY,
    };
    let is_named = |one: &Facility| one.part_of.is_none() && one.origin.is_named(named, &one.id);
    let candidates = Nth::each(facilities).filter(|(_, one)| is_named(one));
    let nearest =
        candidates.clone().min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)))?;
    Some((nearest.0, candidates.count() == 1))
}

/// How far two boxes are apart.
fn apart(a: Bounds, b: Bounds) -> f64 {
    let x = (b.min_x - a.max_x).max(a.min_x - b.max_x).max(0.0);
    let y = (b.min_y - a.max_y).max(a.min_y - b.max_y).max(0.0);
    x.hypot(y)
}
