//! Files to nouns and back.
//!
//! 1. [`geojson`] and [`wkt`] read a file as a stream of raw features in degrees; a feature that
//!    cannot be read is reported and the rest goes on, a file that cannot be read is an error;
//! 2. only features that meet a [`window`] around the site are kept;
//! 3. [`convert`] checks attributes and positions and puts them into the site's frame.
//!
//! Every feature keeps file, index and id, so that any later sentence can name it.

pub mod attributes;
pub mod convert;
mod error;
pub mod footprint;
pub mod geojson;
pub mod raw;
pub mod site_file;
pub mod window;
pub mod wkt;

pub use attributes::Columns;
pub use error::LayerError;
pub use footprint::{read_footprints, Footprint};
pub use raw::{RawFeature, RawGeometry, Reading};
pub use site_file::SiteFile;
pub use window::Window;

use std::path::Path;

/// Reads a layer of either format, by extension and, failing that, by its first character.
///
/// `path` of `-` reads standard input. Returns the number of features seen.
///
/// # Errors
/// [`LayerError`] when the file as a whole cannot be read; `sink` may have been called before.
pub fn read(path: &Path, sink: &mut dyn FnMut(Reading)) -> Result<usize, LayerError> {
    let mut source = raw::Source::open(path)?;
    let named = |endings: &[&str]| {
        path.extension().is_some_and(|e| endings.iter().any(|end| e.eq_ignore_ascii_case(end)))
    };
    let is_wkt = named(&["wkt"])
        || !named(&["json", "geojson"])
            && source.first_character()?.is_some_and(|c| c.is_ascii_alphabetic());
    if is_wkt {
        wkt::read(source, sink)
    } else {
        geojson::read(source, sink)
    }
}
