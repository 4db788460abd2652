//! Features as read: degrees, unchecked, with their file and index.

use crate::layer::Properties;
use crate::model::Origin;

/// Two numbers of a position as read: longitude, latitude, if all is well.
pub type Position = [f64; 2];

/// What a run of positions is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Single points.
    Points,
    /// One line.
    Line,
    /// The outer ring of a polygon.
    Shell,
    /// A hole in the polygon whose shell stands before it.
    Hole,
}

/// A geometry of any type, taken apart: members of collections and multi-geometries side by side.
///
/// All positions stand in one list, in the order of the file; `parts` says what each run of them
/// is and where it ends. A parcel of a city costs two allocations that way, however many rings it
/// has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawGeometry {
    positions: Vec<Position>,
    parts: Vec<(Part, usize)>,
}

impl RawGeometry {
    /// Whether there is no position in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    /// All positions, in the order of the file.
    #[must_use]
    pub fn positions(&self) -> &[Position] {
        &self.positions
    }

    /// Points that stand by themselves.
    pub fn points(&self) -> impl Iterator<Item = Position> + '_ {
        self.runs(Part::Points).flatten().copied()
    }

    /// Lines; one may have no position.
    pub fn lines(&self) -> impl Iterator<Item = &[Position]> {
        self.runs(Part::Line)
    }

    /// Polygons, each as its rings: shell, then holes.
    pub fn polygons(&self) -> impl Iterator<Item = Vec<&[Position]>> {
        let mut start = 0;
        let runs = self.parts.iter().map(move |&(part, end)| {
            let run = &self.positions[start..end];
            start = end;
            (part, run)
        });
        let mut rings =
            runs.filter(|(part, _)| matches!(part, Part::Shell | Part::Hole)).peekable();
        std::iter::from_fn(move || {
            let mut polygon = vec![rings.next()?.1];
            while let Some((_, hole)) = rings.next_if(|(part, _)| *part == Part::Hole) {
                polygon.push(hole);
            }
            Some(polygon)
        })
    }

    /// Whether there is a part of this sort in it, be it without positions.
    #[must_use]
    pub fn has(&self, wanted: Part) -> bool {
        self.parts.iter().any(|(part, _)| *part == wanted)
    }

    fn runs(&self, wanted: Part) -> impl Iterator<Item = &[Position]> {
        let mut start = 0;
        self.parts.iter().filter_map(move |&(part, end)| {
            let run = &self.positions[start..end];
            start = end;
            (part == wanted).then_some(run)
        })
    }

    /// Adds a position to the part that [`close`](Self::close) will end.
    pub(in crate::layer) fn push(&mut self, position: Position) {
        self.positions.push(position);
    }

    /// Ends a part after the positions pushed since the last.
    pub(in crate::layer) fn close(&mut self, part: Part) {
        self.parts.push((part, self.positions.len()));
    }

    /// Adds a whole part.
    pub(in crate::layer) fn add(&mut self, part: Part, run: impl IntoIterator<Item = Position>) {
        self.positions.extend(run);
        self.close(part);
    }

    /// Empties it and keeps its memory for the next.
    pub(in crate::layer) fn clear(&mut self) {
        self.positions.clear();
        self.parts.clear();
    }
}

/// A feature as read.
#[derive(Clone, Debug, PartialEq)]
pub struct RawFeature {
    /// Where it stands.
    pub origin: Origin,
    /// Attributes, as far as they were asked for.
    pub properties: Properties,
    /// Geometry, in the numbers of the file.
    pub geometry: RawGeometry,
}

/// What a reader hands on of the features of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A feature with a geometry that was selected.
    Feature(RawFeature),
    /// A feature whose geometry is null or has no position.
    NoGeometry(Origin),
    /// A member that is no feature; the reason is a sentence's end.
    Unreadable(Origin, String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_back_as_they_were_put_in() {
        let mut geometry = RawGeometry::default();
        geometry.add(Part::Shell, [[0.0, 0.0], [9.0, 0.0], [0.0, 9.0]]);
        geometry.add(Part::Hole, [[1.0, 1.0], [2.0, 1.0], [1.0, 2.0]]);
        geometry.add(Part::Line, [[5.0, 5.0], [6.0, 6.0]]);
        geometry.add(Part::Points, [[7.0, 7.0]]);
        geometry.add(Part::Shell, []);
        geometry.add(Part::Points, [[8.0, 8.0], [9.0, 9.0]]);
        assert_eq!(geometry.points().collect::<Vec<_>>(), [[7.0, 7.0], [8.0, 8.0], [9.0, 9.0]]);
        assert_eq!(geometry.lines().collect::<Vec<_>>(), [&[[5.0, 5.0], [6.0, 6.0]]]);
        let polygons: Vec<_> = geometry.polygons().collect();
        assert_eq!(polygons.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(polygons[0][1][2], [1.0, 2.0]);
        assert!(polygons[1][0].is_empty() && geometry.positions().len() == 11);
    }
}
