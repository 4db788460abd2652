//! The files of a case.

use crate::layer::footprint::{self, Footprints};
use crate::layer::{self, Columns, LayerError};
use crate::settings::SiteFile;
use std::path::{Path, PathBuf};

/// Where the footprint is.
#[derive(Clone, Debug, PartialEq)]
pub enum FootprintSource {
    /// In a file.
    File(PathBuf),
    /// In the site file itself, as well-known text.
    Text(String),
}

impl FootprintSource {
    /// Reads every footprint in it, those that cannot be used beside the others.
    ///
    /// # Errors
    /// [`LayerError`] when it cannot be read as a whole.
    pub fn read(&self, columns: &Columns) -> Result<Footprints, LayerError> {
        match self {
            Self::File(path) => layer::read_footprints(path, columns),
            Self::Text(text) => footprint::parse_footprints(text, columns),
        }
    }

    /// How messages call it.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Text(_) => footprint::INLINE.to_owned(),
        }
    }
}

/// Files of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Layers {
    /// Footprint.
    pub footprint: FootprintSource,
    /// Only this feature of it.
    pub feature: Option<String>,
    /// Parcels.
    pub parcels: Option<PathBuf>,
    /// Facilities.
    pub facilities: Vec<PathBuf>,
    /// Buildings.
    pub buildings: Vec<PathBuf>,
    /// Roads.
    pub roads: Option<PathBuf>,
    /// Zones.
    pub zones: Vec<PathBuf>,
    /// Zoning districts.
    pub zoning: Option<PathBuf>,
    /// Candidate parcels; the parcels if absent.
    pub candidates: Option<PathBuf>,
    /// Whom facilities serve.
    pub demand: Option<PathBuf>,
}

impl Layers {
    /// Every file, the footprint's first.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let footprint = match &self.footprint {
            FootprintSource::File(path) => Some(path),
            FootprintSource::Text(_) => None,
        };
        let land = footprint.into_iter().chain(&self.parcels);
        let standing = self.facilities.iter().chain(&self.buildings);
        let around = self.roads.iter().chain(&self.zones);
        let moving = self.zoning.iter().chain(&self.candidates).chain(&self.demand);
        land.chain(standing).chain(around).chain(moving).map(PathBuf::as_path)
    }

    /// The files that a statement names.
    ///
    /// # Errors
    /// [`LayerError::NoFootprint`] when it names no footprint.
    pub(super) fn of(said: SiteFile) -> Result<Self, LayerError> {
        let footprint = match (said.footprint, said.footprint_wkt) {
            (Some(path), _) => FootprintSource::File(path),
            (None, Some(text)) => FootprintSource::Text(text),
            (None, None) => {
                return Err(LayerError::NoFootprint {
                    file: "site".to_owned(),
                    cause: "no footprint is named".to_owned(),
                })
            }
        };
        Ok(Self {
            footprint,
            feature: said.feature,
            parcels: said.parcels,
            facilities: said.facilities,
            buildings: said.buildings,
            roads: said.roads,
            zones: said.zones,
            zoning: said.zoning,
            candidates: said.candidates,
            demand: said.demand,
        })
    }
}
