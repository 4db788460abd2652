//! Raw features to nouns: positions into the frame, attributes checked, doubts raised.

use crate::geometry::region::Segment;
use crate::geometry::{repair, Frame, FrameError, LonLat};
use crate::layer::attributes::Attributes;
use crate::layer::footprint::raise_defects;
use crate::layer::raw::{Position, RawFeature, RawGeometry};
use crate::layer::{Columns, LayerError, Property, Window};
use crate::model::{
    ByClass, Demand, District, Doubt, Facility, Layer, Origin, Parcel, Road, Shape, Warnings,
};
use crate::units::Metres;
use geo::Coord;

/// Turns the features of one layer into nouns of a site's frame.
pub struct Converter<'a> {
    /// The site's frame.
    pub frame: &'a Frame,
    /// Renamed columns.
    pub columns: &'a Columns,
    /// Where doubts go.
    pub warnings: &'a mut Warnings,
}

impl Converter<'_> {
    /// A facility, building or zone. Buildings are of kind `building`, zones of kind `zone` unless
    /// they say otherwise.
    ///
    /// `None` when the feature cannot be used; a warning says so.
    ///
    /// # Errors
    /// [`LayerError::Overlay`] from the engine.
    pub fn facility(
        &mut self,
        feature: &RawFeature,
        layer: Layer,
    ) -> Result<Option<Facility>, LayerError> {
        let Some(shape) = self.shape(feature)? else { return Ok(None) };
        let origin = feature.origin.clone();
        let mut a = self.attributes(feature);
        let id = id(&mut a);
        let kind = kind(&mut a, layer);
        let width = a.metres("width_m");
        Ok(Some(Facility {
            id,
            kind,
            grade: a.text("grade"),
            name: a.text("name"),
            shape,
            clearance: a.metres("clearance_m"),
            burden: a.burden("burden"),
            plot: a.plot_extent("plot"),
            relocatable: a.flag("relocatable"),
            part_of: a.text("part_of"),
            part: a.text("part"),
            needs_access: a.flag("needs_access"),
            access_width: a.metres("access_width_m"),
            severs: a.flag("severs"),
            width,
            height: a.metres("height_m"),
            layer,
            origin,
        }))
    }

    /// A parcel; `None` with a warning when the feature has no area.
    ///
    /// # Errors
    /// [`LayerError::Overlay`] from the engine.
    pub fn parcel(&mut self, feature: &RawFeature) -> Result<Option<Parcel>, LayerError> {
        let region = match self.shape(feature)? {
            Some(Shape::Area(region)) => region,
            Some(_) => {
                self.warnings.raise_for(&feature.origin, Doubt::ParcelWithoutArea);
                return Ok(None);
            }
            None => return Ok(None),
        };
        let origin = feature.origin.clone();
        let mut a = self.attributes(feature);
        Ok(Some(Parcel {
            id: id(&mut a),
            land_use: a.text("land_use"),
            zoning: a.text("zoning"),
            status: a.text("status"),
            owner: a.text("owner"),
            deed_area: a.number("deed_area"),
            marked_own: a.flag("site"),
            region,
            origin,
        }))
    }

    /// A zoning district with the setbacks that its layer gives; `None` for a feature without area.
    ///
    /// # Errors
    /// [`LayerError::Overlay`] from the engine.
    pub fn district(&mut self, feature: &RawFeature) -> Result<Option<District>, LayerError> {
        let Some(Shape::Area(region)) = self.shape(feature)? else { return Ok(None) };
        let origin = feature.origin.clone();
        let mut a = self.attributes(feature);
        let setbacks = ByClass {
            front: a.metres("front_m"),
            street_side: a.metres("street_side_m"),
            side: a.metres("side_m"),
            rear: a.metres("rear_m"),
        };
        let name = a.text("zoning").unwrap_or_else(|| id(&mut a));
        Ok(Some(District { name, setbacks, region, origin }))
    }

    /// The lines of a road feature, and its surfaces as far as they lie in a window: a city may draw
    /// all its streets as one surface.
    ///
    /// # Errors
    /// [`LayerError::Overlay`] from the engine.
    pub fn roads(
        &mut self,
        feature: &RawFeature,
        window: &Window,
    ) -> Result<Vec<Road>, LayerError> {
        let shape = match feature.geometry.cut_to(window) {
            None => self.shape(feature)?,
            Some(geometry) if geometry.is_empty() => None,
            Some(geometry) => {
                // The cut is not the layer's defect, and defects elsewhere are nobody's concern.
                let mut unheard = Warnings::default();
                let (origin, properties) = (feature.origin.clone(), feature.properties.clone());
                let part = RawFeature { origin, properties, geometry };
                let (frame, columns) = (self.frame, self.columns);
                Converter { frame, columns, warnings: &mut unheard }.shape(&part)?
            }
        };
        let mut a = self.attributes(feature);
        let name = a.text("name");
        Ok(match shape {
            Some(Shape::Lines(lines)) => {
                let width = a.metres("width_m");
                lines
                    .into_iter()
                    .map(|line| Road::Line { line, width, name: name.clone() })
                    .collect()
            }
            Some(Shape::Area(region)) => vec![Road::Surface { region, name }],
            Some(Shape::Points(_)) => {
                self.warnings.raise_for(&feature.origin, Doubt::RoadIsPoint);
                vec![]
            }
            None => vec![],
        })
    }

    /// The edges of a road feature, each with how far the road reaches beyond it: nothing from the edge
    /// of a surface, half of the width from a centre line. For distances only: nothing is repaired.
    pub fn road_edges(&mut self, feature: &RawFeature) -> Vec<(Segment, f64)> {
        let planar = match Planar::project(&feature.geometry, self.frame) {
            Ok(planar) => planar,
            Err(cause) => {
                self.warnings.raise_for(&feature.origin, Doubt::RoadMisplaced { cause });
                return Vec::new();
            }
        };
        let half =
            self.attributes(feature).metres("width_m").map_or(0.0, |width| width.get() / 2.0);
        let lines = planar.lines.iter().map(|line| (line, half));
        let rings = planar.polygons.iter().flatten().map(|ring| (ring, 0.0));
        let all = lines.chain(rings);
        all.flat_map(|(line, half)| line.windows(2).map(move |pair| ((pair[0], pair[1]), half)))
            .collect()
    }

    /// Those served at a feature: its points, or the middle of its area; each counts as the feature
    /// says, or for one.
    ///
    /// # Errors
    /// [`LayerError::Overlay`] from the engine.
    pub fn demand(&mut self, feature: &RawFeature) -> Result<Vec<Demand>, LayerError> {
        let places = match self.shape(feature)? {
            Some(Shape::Points(points)) => points,
            Some(Shape::Area(region)) => region.label_point().into_iter().collect(),
            Some(Shape::Lines(_)) => {
                self.warnings.raise_for(&feature.origin, Doubt::DemandIsLine);
                Vec::new()
            }
            None => Vec::new(),
        };
        let weight = self.attributes(feature).number("weight").unwrap_or(1.0);
        Ok(places.into_iter().map(|at| Demand { at, weight }).collect())
    }

    fn attributes<'b>(&'b mut self, feature: &'b RawFeature) -> Attributes<'b> {
        Attributes {
            columns: self.columns,
            properties: &feature.properties,
            origin: &feature.origin,
            warnings: self.warnings,
        }
    }

    /// The shape in the frame: the polygons if there are any, else the lines, else the points.
    fn shape(&mut self, feature: &RawFeature) -> Result<Option<Shape>, LayerError> {
        let origin = &feature.origin;
        let planar = match Planar::project(&feature.geometry, self.frame) {
            Ok(planar) => planar,
            Err(cause) => {
                self.warnings.raise_for(origin, Doubt::Misplaced { cause });
                return Ok(None);
            }
        };
        let kinds = [planar.points.is_empty(), planar.lines.is_empty(), planar.polygons.is_empty()];
        if kinds.iter().filter(|empty| !**empty).count() > 1 {
            self.warnings.raise_for(origin, Doubt::MixedGeometry);
        }
        if !planar.polygons.is_empty() {
            let repaired =
                repair::region_of(&planar.polygons).map_err(|cause| LayerError::Overlay {
                    file: origin.file.to_string(),
                    feature: origin.feature(),
                    cause,
                })?;
            if repaired.region.is_empty() {
                self.warnings.raise_for(origin, Doubt::PolygonWithoutArea);
                return Ok(None);
            }
            raise_defects(&repaired.defects, self.frame, origin, self.warnings);
            return Ok(Some(Shape::Area(repaired.region)));
        }
        if !planar.lines.is_empty() {
            let lines: Vec<Vec<Coord<f64>>> = planar
                .lines
                .into_iter()
                .map(|mut line| {
                    line.dedup();
                    line
                })
                .filter(|line| line.len() >= 2)
                .collect();
            if lines.is_empty() {
                self.warnings.raise_for(origin, Doubt::LineWithoutLength);
                return Ok(None);
            }
            return Ok(Some(Shape::Lines(lines)));
        }
        Ok(Some(Shape::Points(planar.points)))
    }
}

/// What must be known of a facility before anybody looks at its shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketch {
    /// As [`Facility::id`].
    pub id: String,
    /// As [`Facility::kind`].
    pub kind: String,
    /// As [`Facility::grade`].
    pub grade: Option<String>,
    /// As [`Facility::part_of`].
    pub part_of: Option<String>,
    /// As [`Facility::clearance`].
    pub clearance: Option<Metres>,
    /// As [`Facility::height`].
    pub height: Option<Metres>,
    /// As [`Facility::width`].
    pub width: Option<Metres>,
}

impl Sketch {
    /// Reads it. Doubts are raised when the feature is used, not here.
    #[must_use]
    pub fn of(feature: &RawFeature, layer: Layer, columns: &Columns) -> Self {
        let (properties, origin) = (&feature.properties, &feature.origin);
        let mut unheard = Warnings::default();
        let mut a = Attributes { columns, properties, origin, warnings: &mut unheard };
        Self {
            id: id(&mut a),
            kind: kind(&mut a, layer),
            grade: a.text("grade"),
            part_of: a.text("part_of"),
            clearance: a.metres("clearance_m"),
            height: a.metres("height_m"),
            width: a.metres("width_m"),
        }
    }
}

/// What a feature has for an id of its own; empty where it has a blank one.
#[must_use]
pub fn own_id(feature: &RawFeature, columns: &Columns) -> Option<String> {
    let word = match feature.properties.get(columns.of("id")) {
        Some(Property::Text(text)) => Some(text.trim().to_owned()),
        Some(Property::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let of_feature = || feature.origin.id.as_deref().map(|id| id.trim().to_owned());
    match word {
        Some(word) if !word.is_empty() => Some(word),
        blank => of_feature().filter(|id| !id.is_empty()).or(blank).or_else(of_feature),
    }
}

/// The id that a feature will have, whatever noun it becomes.
#[must_use]
pub fn feature_id(feature: &RawFeature, columns: &Columns) -> String {
    let (properties, origin) = (&feature.properties, &feature.origin);
    id(&mut Attributes { columns, properties, origin, warnings: &mut Warnings::default() })
}

fn id(a: &mut Attributes<'_>) -> String {
    let of_feature = |origin: &Origin| origin.id.clone().filter(|id| !id.trim().is_empty());
    let own = a.text("id").or_else(|| of_feature(a.origin));
    own.unwrap_or_else(|| fallback_id(a.origin))
}

fn kind(a: &mut Attributes<'_>, layer: Layer) -> String {
    match layer {
        Layer::Facility => a.text("kind").unwrap_or_default(),
        Layer::Building => "building".to_owned(),
        Layer::Zone => a.text("kind").unwrap_or_else(|| "zone".to_owned()),
    }
}

/// An id for a feature that has none: unique within the file and stable between runs.
fn fallback_id(origin: &Origin) -> String {
    format!("{}#{}", origin.stem(), origin.index)
}

/// A raw geometry in metres.
struct Planar {
    points: Vec<Coord<f64>>,
    lines: Vec<Vec<Coord<f64>>>,
    polygons: Vec<Vec<Vec<Coord<f64>>>>,
}

impl Planar {
    fn project(raw: &RawGeometry, frame: &Frame) -> Result<Self, FrameError> {
        let project = |p: &Position| LonLat::new(p[0], p[1]).map(|p| frame.project(p));
        let line = |line: &[Position]| line.iter().map(project).collect();
        Ok(Self {
            points: raw.points().map(|p| project(&p)).collect::<Result<_, _>>()?,
            lines: raw.lines().map(line).collect::<Result<_, _>>()?,
            polygons: raw
                .polygons()
                .map(|rings| rings.into_iter().map(line).collect())
                .collect::<Result<_, _>>()?,
        })
    }
}
