//! Where a layer is: in a file, or in memory.

use crate::layer::{self, geojson, LayerError, Reading, Selection, Survey};
use ::geojson::Feature;
use std::path::PathBuf;
use std::sync::Arc;

/// Features in memory, in degrees of longitude and latitude.
#[derive(Clone, Debug)]
pub struct Features {
    name: Arc<str>,
    features: Arc<[Feature]>,
}

impl Features {
    /// Features, and how messages call them.
    #[must_use]
    pub fn new(name: &str, features: impl Into<Arc<[Feature]>>) -> Self {
        Self { name: name.into(), features: features.into() }
    }
}

/// A layer, not read yet.
#[derive(Clone, Debug)]
pub enum Input {
    /// In a file; `-` is standard input.
    File(PathBuf),
    /// In memory.
    Memory(Features),
}

impl Input {
    /// How messages call it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Memory(features) => features.name.to_string(),
        }
    }

    /// Reads it, as [`layer::read`] does a file.
    ///
    /// # Errors
    /// [`LayerError`] when a file as a whole cannot be read; `sink` may have been called before.
    pub fn read(
        &self,
        selection: &Selection<'_>,
        sink: &mut dyn FnMut(Reading),
    ) -> Result<Survey, LayerError> {
        match self {
            Self::File(path) => layer::read(path, selection, sink),
            Self::Memory(Features { name, features }) => {
                Ok(geojson::read_features(name, features, selection, sink))
            }
        }
    }
}
