//! Which parcels are the project's own.

use crate::model::Parcel;
use crate::settings::Settings;
use std::collections::BTreeSet;

/// How the project's own parcels are told from others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ownership {
    /// Ids given by the user; an empty list says that none is the project's own.
    pub parcel_ids: Option<Vec<String>>,
    /// Holder whose parcels are the project's own.
    pub owner: Option<String>,
}

impl Ownership {
    /// As declared.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let parcel_ids = settings.site_parcels.as_ref().map(|ids| ids.value.clone());
        Self { parcel_ids, owner: settings.owner.clone() }
    }
}

/// What is known of who owns what.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// The ids of the project's own parcels; all others are third-party land.
    Own(BTreeSet<String>),
    /// Nothing was declared.
    Nothing,
}

impl Ownership {
    /// The parcels that are known to be other people's: none where nothing was declared.
    #[must_use]
    pub fn of_others<'p>(&self, parcels: &'p [Parcel]) -> Vec<&'p Parcel> {
        match self.sort(parcels) {
            Known::Own(own) => parcels.iter().filter(|one| !own.contains(&one.id)).collect(),
            Known::Nothing => Vec::new(),
        }
    }

    /// Sorts the parcels: by id, by holder, or by their own mark.
    #[must_use]
    pub fn sort(&self, parcels: &[Parcel]) -> Known {
        let marked = parcels.iter().any(|parcel| parcel.marked_own.is_some());
        if self.parcel_ids.is_none() && self.owner.is_none() && !marked {
            return Known::Nothing;
        }
        let listed =
            |parcel: &Parcel| self.parcel_ids.as_ref().is_some_and(|ids| ids.contains(&parcel.id));
        let held = |parcel: &Parcel| self.owner.is_some() && parcel.owner == self.owner;
        let own = parcels
            .iter()
            .filter(|parcel| listed(parcel) || held(parcel) || parcel.marked_own == Some(true));
        Known::Own(own.map(|parcel| parcel.id.clone()).collect())
    }
}
