//! Where a thing came from, and what shape it has.

use crate::geometry::{Bounds, Region};
use geo::Coord;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// The feature behind a thing, for messages: file, position in it, id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// File as named by the user.
    pub file: Arc<str>,
    /// Position in the file, from zero.
    pub index: usize,
    /// The feature's id, if it has one.
    pub id: Option<String>,
}

impl Origin {
    /// The feature without its file: `feature 12 (id "well-7")`.
    #[must_use]
    pub fn feature(&self) -> String {
        match &self.id {
            Some(id) => format!("feature {} (id \"{id}\")", self.index),
            None => format!("feature {}", self.index),
        }
    }

    /// Whether a word means this feature, which has that id: the id itself, which other features may
    /// have too, or the id with its place in the layer, as results write it: `0 (#12)`.
    #[must_use]
    pub fn is_named(&self, word: &str, id: &str) -> bool {
        let Some(place) = word.strip_prefix(id) else { return false };
        place.is_empty() || self.places().iter().any(|own| place == own)
    }

    /// What follows an id to tell it from the same id elsewhere, the shortest first.
    fn places(&self) -> [String; 3] {
        let Self { file, index, .. } = self;
        [
            format!(" (#{index})"),
            format!(" ({}#{index})", self.stem()),
            format!(" ({file}#{index})"),
        ]
    }

    /// The name of its file, without folder and ending.
    #[must_use]
    pub fn stem(&self) -> Cow<'_, str> {
        let stem = Path::new(&*self.file).file_stem();
        stem.map_or(Cow::Borrowed(&*self.file), |stem| stem.to_string_lossy())
    }
}

/// What features are called, so that no two are called the same: by their ids, those that share one
/// with their places in their layers.
#[must_use]
pub fn told_apart(features: &[(&str, &Origin)]) -> Vec<String> {
    let mut names: Vec<String> = features.iter().map(|(id, _)| (*id).to_owned()).collect();
    for form in 0..3 {
        let alike = shared(&names);
        if alike.is_empty() {
            return names;
        }
        for number in alike {
            let (id, origin) = features[number];
            names[number] = format!("{id}{}", origin.places()[form]);
        }
    }
    // A layer that is given twice.
    for (time, number) in shared(&names).into_iter().enumerate() {
        names[number] = format!("{} ({})", names[number], time + 1);
    }
    names
}

/// The places of words that stand in a list more than once.
fn shared(words: &[String]) -> Vec<usize> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for word in words {
        *times.entry(word).or_default() += 1;
    }
    (0..words.len()).filter(|number| times[words[*number].as_str()] > 1).collect()
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.feature())
    }
}

/// A shape in the site's frame, in metres.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One or more positions.
    Points(Vec<Coord<f64>>),
    /// One or more lines of at least two positions.
    Lines(Vec<Vec<Coord<f64>>>),
    /// An area.
    Area(Region),
}

impl Shape {
    /// The box around it; `None` when there is nothing.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        match self {
            Self::Points(points) => Bounds::around(points.iter().copied()),
            Self::Lines(lines) => Bounds::around(lines.iter().flatten().copied()),
            Self::Area(region) => region.bounds(),
        }
    }

    /// How far it is from a region, metres: 0 where they meet, infinite where one of them is empty.
    #[must_use]
    pub fn distance(&self, region: &Region) -> f64 {
        match self {
            Self::Points(points) => {
                points.iter().map(|p| region.distance_to(*p)).fold(f64::INFINITY, f64::min)
            }
            Self::Lines(lines) => {
                lines.iter().map(|line| region.distance_to_line(line)).fold(f64::INFINITY, f64::min)
            }
            Self::Area(area) => region.distance(area),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(file: &str, index: usize) -> Origin {
        Origin { file: file.into(), index, id: None }
    }

    #[test]
    fn no_two_features_are_called_the_same() {
        let (a, b) = ("north/parcels.geojson", "south/parcels.geojson");
        let (fifth, sixth, seventh) = (origin(a, 5), origin(a, 6), origin("lots.geojson", 6));
        let (far, again) = (origin(b, 6), origin(a, 9));
        let features = [("7", &fifth), ("0", &fifth), ("0", &sixth), ("0", &seventh), ("0", &far)];
        let names = [
            "7",
            "0 (#5)",
            "0 (north/parcels.geojson#6)",
            "0 (lots#6)",
            "0 (south/parcels.geojson#6)",
        ];
        assert_eq!(told_apart(&features), names);
        assert_eq!(
            told_apart(&[("", &again), ("", &again)]),
            [" (north/parcels.geojson#9) (1)", " (north/parcels.geojson#9) (2)",]
        );
    }

    #[test]
    fn a_feature_is_named_by_its_id_or_by_what_it_is_called() {
        let one = origin("a/parcels.geojson", 12);
        for word in ["0", "0 (#12)", "0 (parcels#12)", "0 (a/parcels.geojson#12)"] {
            assert!(one.is_named(word, "0"), "{word}");
        }
        for word in ["", "00", "0 (#1)", "0 (#12) ", "#12"] {
            assert!(!one.is_named(word, "0"), "{word}");
        }
    }
}
