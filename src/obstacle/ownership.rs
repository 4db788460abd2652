//! Which parcels are the project's own.

use crate::model::{Nth, Parcel};
use crate::settings::Settings;
use crate::spelling::{self, folded};
use std::collections::BTreeSet;

/// How the project's own parcels are told from others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ownership {
    /// Ids given by the user; an empty list says that none is the project's own.
    pub parcel_ids: Option<Vec<String>>,
    /// Holders whose parcels are the project's own.
    pub owners: Vec<String>,
}

impl Ownership {
    /// As declared.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let parcel_ids = settings.site_parcels.as_ref().map(|ids| ids.value.clone());
        let owners = settings.owners.as_ref().map(|names| names.value.clone());
        Self { parcel_ids, owners: owners.unwrap_or_default() }
    }
}

/// What is known of who owns what.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// Which parcels are the project's own; all others are third-party land. By their place, for an id
    /// may occur twice.
    Own(BTreeSet<Nth<Parcel>>),
    /// Nothing was declared.
    Nothing,
}

impl Known {
    /// Whether a parcel is known to be the project's own.
    #[must_use]
    pub fn owns(&self, parcel: Nth<Parcel>) -> bool {
        matches!(self, Self::Own(own) if own.contains(&parcel))
    }
}

/// Whether a register means an owner who is called so.
#[must_use]
pub fn is_owner(registered: &str, called: &str) -> bool {
    let folded = folded(called);
    !folded.is_empty() && spelling::folded(registered) == folded
}

impl Ownership {
    fn holds(&self, registered: &str) -> bool {
        self.owners.iter().any(|called| is_owner(registered, called))
    }

    /// The declared owner that a registered one may be, although the names differ.
    #[must_use]
    pub fn nearly(&self, registered: &str) -> Option<&str> {
        if self.owners.is_empty() {
            return None;
        }
        let declared = self.owners.iter().map(String::as_str);
        spelling::nearest(registered, declared).filter(|_| !self.holds(registered))
    }

    /// The parcels that are known to be other people's: none where nothing was declared.
    #[must_use]
    pub fn of_others<'p>(&self, parcels: &'p [Parcel]) -> Vec<&'p Parcel> {
        match self.sort(parcels) {
            Known::Own(own) => Nth::each(parcels)
                .filter(|(number, _)| !own.contains(number))
                .map(|(_, parcel)| parcel)
                .collect(),
            Known::Nothing => Vec::new(),
        }
    }

    /// Sorts the parcels: by id, by holder, or by their own mark.
    #[must_use]
    pub fn sort(&self, parcels: &[Parcel]) -> Known {
        let marked = parcels.iter().any(|parcel| parcel.marked_own.is_some());
        if self.parcel_ids.is_none() && self.owners.is_empty() && !marked {
            return Known::Nothing;
        }
        let listed = |parcel: &Parcel| {
            let named = |word: &String| parcel.origin.is_named(word, &parcel.id);
            self.parcel_ids.as_ref().is_some_and(|ids| ids.iter().any(named))
        };
        let held = |parcel: &Parcel| parcel.owner.as_ref().is_some_and(|name| self.holds(name));
        let own = Nth::each(parcels).filter(|(_, parcel)| {
            listed(parcel) || held(parcel) || parcel.marked_own == Some(true)
        });
        Known::Own(own.map(|(number, _)| number).collect())
    }
}
