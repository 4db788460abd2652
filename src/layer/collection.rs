//! The features of a file that lie near some places, in degrees and by place.
//!
//! A file is read once, whatever the number of sites; each site then takes its own features out of
//! the collection, in the order of the file.

use crate::geometry::{BoxIndex, LonLat};
use crate::layer::{
    BoundsDeg, Columns, Input, LayerError, RawFeature, Reading, Selection, Survey, Window,
};
use crate::model::{Doubt, Warnings};
use crate::units::Metres;

/// Features near some places, and what was seen of the file as a whole.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    /// File as named by the user.
    file: String,
    features: Vec<RawFeature>,
    bounds: Vec<BoundsDeg>,
    index: BoxIndex,
    survey: Survey,
    doubts: Warnings,
}

impl Collection {
    /// Reads a layer and keeps the features whose box is `near`.
    ///
    /// # Errors
    /// [`LayerError`] when the file as a whole cannot be used: it cannot be read, or none of its
    /// features has positions in degrees. Single features of no use are [`doubts`](Self::doubts).
    pub fn read(
        input: &Input,
        columns: &Columns,
        near: &(dyn Fn(&BoundsDeg) -> bool + Sync),
    ) -> Result<Self, LayerError> {
        let mut found = Self { file: input.name(), ..Self::default() };
        let mut unusable: Option<String> = None;
        let survey = input.read(&Selection::near(columns, near), &mut |reading| {
            if let Some(cause) = found.take(reading) {
                unusable.get_or_insert(cause);
            }
        })?;
        if let (None, Some(cause)) = (survey.extent, unusable) {
            let features = survey.features;
            return Err(LayerError::NothingUsable { file: found.file, features, cause });
        }
        // A list in memory that is empty says that there is nothing; a file may be empty by mistake.
        if survey.features == 0 && matches!(input, Input::File(_)) {
            found.doubts.raise_for_file(&found.file, Doubt::EmptyLayer);
        }
        for doubt in &survey.doubts {
            found.doubts.raise_for_file(&found.file, doubt.clone());
        }
        found.survey = survey;
        let boxes = found.bounds.iter().map(BoundsDeg::corners).enumerate();
        found.index = BoxIndex::new(boxes);
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
                let words = format!("{}: {cause}", feature.origin.feature());
                self.doubts.raise_for(&feature.origin, Doubt::Misplaced { cause });
                Some(words)
            }
            Reading::NoGeometry(origin) => {
                self.doubts.raise_for(&origin, Doubt::NoGeometry);
                None
            }
            Reading::Unreadable(origin, reason) => {
                let words = format!("{}: {reason}", origin.feature());
                self.doubts.raise_for(&origin, Doubt::Unreadable { reason });
                Some(words)
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
        self.survey.extent
    }

    /// What was seen of the file, the features elsewhere included.
    #[must_use]
    pub const fn survey(&self) -> &Survey {
        &self.survey
    }

    /// Features that are of no use wherever the site is.
    #[must_use]
    pub const fn doubts(&self) -> &Warnings {
        &self.doubts
    }

    /// Whether some feature kept has an id of its own, be it no attribute.
    #[must_use]
    pub fn has_ids(&self) -> bool {
        self.features.iter().any(|feature| feature.origin.id.is_some())
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
        let mut numbers: Vec<usize> =
            window.parts().flat_map(|part| self.index.near(part)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

/// Many windows, asked whether a box meets any of them.
#[derive(Clone, Debug, Default)]
pub struct Windows(BoxIndex);

impl Windows {
    /// Boxes, each grown by a reach in metres.
    #[must_use]
    pub fn around<'a>(boxes: impl IntoIterator<Item = &'a BoundsDeg>, reach: Metres) -> Self {
        let windows = boxes.into_iter().flat_map(|one| Window::around_box(one, reach).parts());
        Self(BoxIndex::new(windows.enumerate()))
    }

    /// Whether a box meets one of them.
    #[must_use]
    pub fn meet(&self, bounds: &BoundsDeg) -> bool {
        self.0.near(bounds.corners()).next().is_some()
    }
}
