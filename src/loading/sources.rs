//! Which layers a case is read from.

use crate::layer::footprint::{self, footprints_of};
use crate::layer::{Columns, Features, Input, LayerError};
use crate::settings::{FootprintSource, Layers};
use std::path::PathBuf;

/// Where the footprints are.
#[derive(Clone, Debug)]
pub(crate) enum Footprints {
    /// Where the settings name them.
    Named(FootprintSource),
    /// In memory.
    Memory(Features),
}

impl Footprints {
    /// Reads every footprint, those that cannot be used beside the others.
    pub(crate) fn read(&self, columns: &Columns) -> Result<footprint::Footprints, LayerError> {
        match self {
            Self::Named(source) => source.read(columns),
            Self::Memory(features) => footprints_of(features, columns),
        }
    }

    /// How messages call them.
    pub(crate) fn label(&self) -> String {
        match self {
            Self::Named(source) => source.label(),
            Self::Memory(features) => Input::Memory(features.clone()).name(),
        }
    }
}

/// Layers of a case, in files or in memory, not read yet.
#[derive(Clone, Debug)]
pub(crate) struct Sources {
    pub footprints: Footprints,
    /// Only this feature of them.
    pub feature: Option<String>,
    pub parcels: Option<Input>,
    pub facilities: Vec<Input>,
    pub buildings: Vec<Input>,
    pub roads: Option<Input>,
    pub zones: Vec<Input>,
    /// Zoning districts.
    pub zoning: Option<Input>,
    /// Land to move things to; the parcels if absent.
    pub candidates: Option<Input>,
    /// Whom facilities serve.
    pub demand: Option<Input>,
}

impl Sources {
    /// Layers in files.
    pub(crate) fn files(layers: &Layers) -> Self {
        let one = |path: &Option<PathBuf>| path.clone().map(Input::File);
        let many = |paths: &[PathBuf]| paths.iter().cloned().map(Input::File).collect();
        Self {
            footprints: Footprints::Named(layers.footprint.clone()),
            feature: layers.feature.clone(),
            parcels: one(&layers.parcels),
            facilities: many(&layers.facilities),
            buildings: many(&layers.buildings),
            roads: one(&layers.roads),
            zones: many(&layers.zones),
            zoning: one(&layers.zoning),
            candidates: one(&layers.candidates),
            demand: one(&layers.demand),
        }
    }
}
