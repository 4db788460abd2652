//! The features of a file that lie near some places, in degrees and by place.
//!
//! A file is read once, whatever the number of sites; each site then takes its own features out of
//! the collection, in the order of the file.

use crate::geometry::LonLat;
use crate::layer::{
    self, BoundsDeg, Columns, LayerError, RawFeature, Reading, Selection, Survey, Window,
};
use crate::model::{Code, Warnings};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{RTree, AABB};
use std::path::Path;

/// Features near some places, and what was seen of the file as a whole.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    /// File as named by the user.
    file: String,
    features: Vec<RawFeature>,
    bounds: Vec<BoundsDeg>,
    index: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    extent: Option<BoundsDeg>,
    doubts: Warnings,
}

impl Collection {
    /// Reads a file and keeps the features whose box is `near`.
    ///
    /// # Errors
    /// [`LayerError`] when the file as a whole cannot be used: it cannot be read, or none of its
    /// features has positions in degrees. Single features of no use are [`doubts`](Self::doubts).
    pub fn read(
        path: &Path,
        columns: &Columns,
        near: &(dyn Fn(&BoundsDeg) -> bool + Sync),
    ) -> Result<Self, LayerError> {
        let mut found = Self { file: path.display().to_string(), ..Self::default() };
        let mut unusable: Option<String> = None;
        let survey = layer::read(path, &Selection::near(columns, near), &mut |reading| {
            if let Some(cause) = found.take(reading) {
                unusable.get_or_insert(cause);
            }
        })?;
        let Survey { features, extent } = survey;
        if let (None, Some(cause)) = (extent, unusable) {
            return Err(LayerError::NothingUsable { file: found.file, features, cause });
        }
        found.extent = extent;
        let boxes = found.bounds.iter().enumerate();
        let boxes = boxes.map(|(number, bounds)| GeomWithData::new(rectangle(bounds), number));
        found.index = RTree::bulk_load(boxes.collect());
        Ok(found)
    }

    /// Keeps a feature, or says why it is of no use.
    fn take(&mut self, reading: Reading) -> Option<String> {
        match reading {
            Reading::Feature(feature) => {
                let positions = feature.geometry.positions();
                if let Some(bounds) = BoundsDeg::around(positions) {
                    self.features.push(feature);
                    self.bounds.push(bounds);
                    return None;
                }
                // Where it is cannot be told, so it may be missing anywhere.
                let cause = positions.iter().find_map(|p| LonLat::new(p[0], p[1]).err())?;
                self.doubts.raise_for(
                    Code::OutOfRangePosition,
                    &feature.origin,
                    format!("a feature was left out: {cause}"),
                );
                Some(format!("{}: {cause}", feature.origin.feature()))
            }
            Reading::NoGeometry(origin) => {
                self.doubts.raise_for(
                    Code::NullGeometry,
                    &origin,
                    "a feature has no geometry and was left out",
                );
                None
            }
            Reading::Unreadable(origin, reason) => {
                self.doubts.raise_for(
                    Code::SkippedGeometry,
                    &origin,
                    format!("a feature cannot be read and was left out: {reason}"),
                );
                Some(format!("{}: {reason}", origin.feature()))
            }
        }
    }

    /// File as named by the user.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The box around every feature of the file, those that were not kept included; `None` when
    /// none has a position.
    #[must_use]
    pub const fn extent(&self) -> Option<BoundsDeg> {
        self.extent
    }

    /// Features that are of no use wherever the site is.
    #[must_use]
    pub const fn doubts(&self) -> &Warnings {
        &self.doubts
    }

    /// The features kept, in the order of the file.
    #[must_use]
    pub fn features(&self) -> &[RawFeature] {
        &self.features
    }

    /// The boxes around them.
    #[must_use]
    pub fn bounds(&self) -> &[BoundsDeg] {
        &self.bounds
    }

    /// Which of the features meet a window, in the order of the file.
    #[must_use]
    pub fn meeting(&self, window: &Window) -> Vec<usize> {
        let corners = window.corners();
        let envelope =
            AABB::from_corners([corners.0.lon, corners.0.lat], [corners.1.lon, corners.1.lat]);
        let hits = self.index.locate_in_envelope_intersecting(&envelope);
        let mut numbers: Vec<usize> = hits.map(|hit| hit.data).collect();
        numbers.sort_unstable();
        numbers
    }
}

/// Many windows, asked whether a box meets any of them.
#[derive(Clone, Debug, Default)]
pub struct Windows {
    index: RTree<Rectangle<[f64; 2]>>,
}

impl Windows {
    /// Boxes, each grown by a reach in metres.
    #[must_use]
    pub fn around<'a>(boxes: impl IntoIterator<Item = &'a BoundsDeg>, reach_m: f64) -> Self {
        let windows = boxes.into_iter().map(|bounds| {
            let (min, max) = Window::around_box(bounds, reach_m).corners();
            Rectangle::from_corners([min.lon, min.lat], [max.lon, max.lat])
        });
        Self { index: RTree::bulk_load(windows.collect()) }
    }

    /// Whether a box meets one of them.
    #[must_use]
    pub fn meet(&self, bounds: &BoundsDeg) -> bool {
        let envelope =
            AABB::from_corners([bounds.min.lon, bounds.min.lat], [bounds.max.lon, bounds.max.lat]);
        self.index.locate_in_envelope_intersecting(&envelope).next().is_some()
    }
}

fn rectangle(bounds: &BoundsDeg) -> Rectangle<[f64; 2]> {
    Rectangle::from_corners([bounds.min.lon, bounds.min.lat], [bounds.max.lon, bounds.max.lat])
}
