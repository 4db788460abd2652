//! Why a layer cannot be used as a whole.

use crate::geometry::overlay::OverlayError;
use crate::geometry::FrameError;
use crate::layer::Format;
use crate::model::Origin;
use std::io;

/// A file that is of no use; features that are of no use are warnings instead.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LayerError {
    /// The file cannot be opened or read.
    #[error("{file}: cannot be read: {cause}")]
    Unreadable {
        /// File as named by the user.
        file: String,
        /// What the system said.
        cause: io::Error,
    },
    /// A directory where a file is meant.
    #[error("{file}: is a directory; name a GeoJSON or WKT file")]
    Directory {
        /// Path as named by the user.
        file: String,
    },
    /// A file of another format.
    #[error("{file}: is no layer that can be read: {}", .format.advice())]
    OtherFormat {
        /// File as named by the user.
        file: String,
        /// What it is.
        format: Format,
    },
    /// The file ends in the middle.
    #[error(
        "{file}: ends in the middle, after {features} whole features: the file is truncated; \
         fetch or export it again"
    )]
    Truncated {
        /// File as named by the user.
        file: String,
        /// Features read before the end.
        features: usize,
    },
    /// Not JSON at all.
    #[error("{file}: is not JSON: {cause}")]
    NotJson {
        /// File as named by the user.
        file: String,
        /// Place and reason.
        cause: String,
    },
    /// JSON, but no GeoJSON.
    #[error("{file}: is not GeoJSON: {cause}")]
    NotGeoJson {
        /// File as named by the user.
        file: String,
        /// What was seen instead.
        cause: String,
    },
    /// No well-known text.
    #[error("{file}: is not well-known text: {cause}")]
    NotWkt {
        /// File as named by the user.
        file: String,
        /// What was seen instead.
        cause: String,
    },
    /// The file declares a coordinate system other than longitude and latitude.
    #[error(
        "{file}: declares the coordinate system {crs}; \
         reproject it to WGS 84 longitude and latitude (EPSG:4326)"
    )]
    Projected {
        /// File as named by the user.
        file: String,
        /// The system as declared.
        crs: String,
    },
    /// A position of the footprint, or all positions of a layer, cannot be degrees.
    #[error("{file}: {feature}: {cause}")]
    Position {
        /// File as named by the user.
        file: String,
        /// Feature concerned.
        feature: String,
        /// What was seen and what to do.
        cause: FrameError,
    },
    /// No feature can be read although there are some.
    #[error("{file}: none of its {features} features can be used; the first: {cause}")]
    NothingUsable {
        /// File as named by the user.
        file: String,
        /// How many there are.
        features: usize,
        /// What is wrong with the first.
        cause: String,
    },
    /// The footprint file holds no footprint.
    #[error("{file}: {cause}")]
    NoFootprint {
        /// File as named by the user.
        file: String,
        /// What is missing and what to do.
        cause: String,
    },
    /// A feature that should be a footprint is none.
    #[error("{origin}: {fault}")]
    BadFootprint {
        /// The feature.
        origin: Origin,
        /// What is wrong with it.
        fault: FootprintFault,
    },
    /// A feature that should be a footprint has no geometry.
    #[error("{0}: {no}", no = Self::NO_GEOMETRY)]
    NoGeometry(Origin),
    /// The geometry engine gave up on a feature.
    #[error("{file}: {feature}: {cause}")]
    Overlay {
        /// File as named by the user.
        file: String,
        /// Feature concerned.
        feature: String,
        /// What the engine said.
        cause: OverlayError,
    },
    /// Settings that cannot hold together: which, and what to do.
    #[error("{0}")]
    Contradiction(String),
    /// A site file that cannot be understood.
    #[error("{file}: {cause}")]
    SiteFile {
        /// File as named by the user.
        file: String,
        /// Place and reason.
        cause: String,
    },
}

/// Why a feature is no footprint, and what to do.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FootprintFault {
    /// It cannot be read at all.
    #[error("cannot be read as a footprint: {0}")]
    Unreadable(String),
    /// Lines and nothing else.
    #[error("has only lines; a footprint must be a polygon or a multi-polygon")]
    OnlyLines,
    /// Points and nothing else.
    #[error("has only points; a footprint must be a polygon or a multi-polygon")]
    OnlyPoints,
    /// No positions.
    #[error("the footprint has no positions; it needs a ring of at least three")]
    NoPositions,
    /// On both sides of the antimeridian.
    #[error("its positions span more than half the globe; a site is in one place")]
    SpansTheGlobe,
    /// There is no frame for it.
    #[error(transparent)]
    Position(#[from] FrameError),
    /// Nothing is inside.
    #[error("the footprint has no area; check that its ring encloses something")]
    NoArea,
    /// Larger than any site.
    #[error("the footprint is {km:.0} km across; a site is at most {most_km:.0} km across")]
    TooLarge {
        /// How far across it is, km.
        km: f64,
        /// How far a site may be, km.
        most_km: f64,
    },
}

impl LayerError {
    /// What is said of a feature without a geometry that should be a footprint.
    pub(crate) const NO_GEOMETRY: &'static str =
        "has no geometry; a footprint needs at least one polygon";
}
