//! Files to nouns and back.
//!
//! 1. [`source`] opens a file: what is no layer is named ([`Format`]), other encodings than UTF-8 are
//!    decoded, features that stand one after the other become a collection, all as the bytes stream;
//! 2. [`geojson`] and [`wkt`] read a file as a stream of raw features in degrees; a feature that
//!    cannot be read is reported and the rest goes on, a file that cannot be read is an error;
//! 3. only features of a [`selection`] are kept, those that meet a [`window`] around the site; of
//!    the others a [`Survey`] says how many they are and where;
//! 4. a [`collection`] holds what was kept of a file, by place, for one site or for many;
//! 5. [`convert`] checks attributes and positions and puts them into the site's frame.
//!
//! Every feature keeps file, index and id, so that any later sentence can name it.

pub mod attributes;
pub mod collection;
pub mod convert;
mod encoding;
mod error;
pub mod footprint;
pub mod geojson;
mod input;
pub mod likeness;
pub mod properties;
pub mod raw;
pub mod selection;
mod sequence;
mod sniff;
pub mod source;
pub mod window;
pub mod wkt;

pub use attributes::Columns;
pub use collection::{Collection, Windows};
pub use error::{FootprintFault, LayerError};
pub use footprint::{read_footprints, Footprint};
pub use input::{Features, Input};
pub use properties::{Properties, Property};
pub use raw::{RawFeature, RawGeometry, Reading};
pub use selection::{Seen, Selection, Survey};
pub use sniff::Format;
pub use window::{BoundsDeg, Window};

use crate::model::Doubt;
use std::path::Path;

/// Reads a layer of either format, by extension and, failing that, by its first character.
///
/// `path` of `-` reads standard input. `sink` gets the selected features and the doubtful ones, in
/// the order of the file.
///
/// # Errors
/// [`LayerError`] when the file as a whole cannot be read; `sink` may have been called before.
pub fn read(
    path: &Path,
    selection: &Selection<'_>,
    sink: &mut dyn FnMut(Reading),
) -> Result<Survey, LayerError> {
    let mut source = source::OpenLayer::open(path)?;
    let named = |endings: &[&str]| {
        path.extension().is_some_and(|e| endings.iter().any(|end| e.eq_ignore_ascii_case(end)))
    };
    let decoded = source.decoded();
    let is_wkt = named(&["wkt"])
        || !named(&["json", "geojson"])
            && source.first_character()?.is_some_and(|c| c.is_ascii_alphabetic());
    let read = if is_wkt { wkt::read } else { geojson::read };
    let mut survey = read(source, selection, sink)?;
    if let Some(encoding) = decoded.get() {
        survey.doubts.push(Doubt::Decoded { encoding: encoding.to_owned() });
    }
    Ok(survey)
}
