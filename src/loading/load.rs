//! A case read whole.

use crate::layer::BoundsDeg;
use crate::loading::case::{load_footprint, rule_pack, Case, LoadError};
use crate::loading::sources::Sources;
use crate::loading::{city, named, Neighbourhood};
use crate::settings::{Layers, Settings};
use std::sync::Arc;

impl Case {
    /// Reads a case from files.
    ///
    /// # Errors
    /// [`LoadError`] when a file cannot be used; features that cannot be used are warnings.
    pub fn load(layers: &Layers, settings: Settings) -> Result<Self, LoadError> {
        Self::read(&Sources::files(layers), settings)
    }

    /// Reads a case from wherever its layers are.
    pub(super) fn read(sources: &Sources, settings: Settings) -> Result<Self, LoadError> {
        let pack = rule_pack(&settings)?;
        let (footprint, survey) = load_footprint(sources, &settings)?;
        let (id, name) = (settings.id.clone(), settings.name.clone());
        let bounds: Vec<BoundsDeg> = footprint.bounds().into_iter().collect();
        let near = Neighbourhood::read(sources, settings, pack, &bounds, true)?;
        let mut case = near.case(&footprint, id, name)?;
        case.warnings.append(named::check(&near, sources, &survey)?);
        if case.settings.ways_out {
            case.city = Some(Arc::new(city::read(&case, sources)?));
        }
        Ok(case)
    }
}
