//! From an assessment to what there is to see: plain data in metres, cut at the edge of the map.

use crate::assess::Assessment;
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::{offset, Bounds, Region};
use crate::language::Language;
use crate::map::clip::{self, Polyline};
use crate::map::tract::{Tract, TractClass};
use crate::model::{Road, Shape};
use crate::obstacle::Obstacle;
use crate::units::AreaUnit;

/// Land around the site, in parts of its larger extent.
const MARGIN: f64 = 0.12;
/// How far the map goes out to show an obstacle that is not in the site, likewise.
const OUTLOOK: f64 = 0.35;
/// Half the width of a line that is no obstacle, and the radius of a point, metres.
const THIN_M: f64 = 0.5;
const SPOT_M: f64 = 2.0;
/// A site of no extent to speak of still has this much around it, metres.
const LEAST_MARGIN_M: f64 = 10.0;

/// Lines that bound something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundaryLine {
    /// The boundary of the site.
    Site,
    /// The footprint inset by the setback.
    BuildingLine,
    /// Everything within the clearance of an obstacle.
    Clearance,
    /// Usable land once the obstacles asked for have moved.
    Relocated,
    /// The largest rectangle on usable land, with all obstacles carved out.
    Rectangle,
    /// The edge of an obstacle.
    Obstacle,
    /// A gap between parts of the site that was closed.
    Gap,
}

/// Something with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// Its id in its layer, or its label where it has none.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What else is to be said of it.
    pub note: Option<String>,
    /// Where it is, as far as it is on the map.
    pub place: Region,
    /// What of its plot it is drawn on, where the plot is larger.
    pub drawn: Option<Region>,
    /// Whether that is its shape; otherwise it is off the map, and this the land it keeps clear.
    pub is_shape: bool,
}

/// A road on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DrawnRoad {
    /// Street name.
    pub name: Option<String>,
    /// Its surface, where its width is known.
    pub surface: Region,
    /// Edges of the surface.
    pub edges: Vec<Polyline>,
    /// Its centre line, if it came as one.
    pub axis: Vec<Polyline>,
}

/// Everything on the map.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Unit of areas.
    pub unit: AreaUnit,
    /// Language of notes.
    pub language: Language,
    /// Classes of land in the site.
    pub lands: Vec<Tract>,
    /// What is left over, in the order of its numbers.
    pub remnants: Vec<(TractClass, Region)>,
    /// Obstacles: inside, or reaching in.
    pub obstacles: Vec<Thing>,
    /// What is bounded by a line.
    pub limits: Vec<(BoundaryLine, Region)>,
    /// Parcels: id, edges.
    pub parcels: Vec<(String, Vec<Polyline>)>,
    /// Buildings.
    pub buildings: Vec<Region>,
    /// Roads.
    pub roads: Vec<DrawnRoad>,
    /// Tanks, dispensers and the like.
    pub equipment: Vec<Shape>,
    /// Facilities that are no obstacles.
    pub neighbours: Vec<Thing>,
}

/// The part of the plane worth showing; `None` for a site without extent.
#[must_use]
pub fn extent(assessment: &Assessment) -> Option<Bounds> {
    let site = assessment.site.footprint.bounds()?;
    let larger = site.width().max(site.height());
    let most = site.grown(OUTLOOK * larger);
    let shown = assessment
        .obstacles
        .iter()
        .filter_map(|obstacle| obstacle.shape.bounds())
        .filter(|bounds| bounds.meets(&most))
        .fold(site, |shown, bounds| shown.joined(bounds.shared(most)));
    Some(shown.grown((MARGIN * larger).max(LEAST_MARGIN_M)))
}

impl Scene {
    /// What of an assessment lies within `extent`.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn of(
        assessment: &Assessment,
        lands: &[Tract],
        extent: Bounds,
        language: Language,
    ) -> Result<Self, OverlayError> {
        let around = &assessment.surrounding;
        let lands = lands
            .iter()
            .map(|land| {
                let region = clip::region(&land.region, extent)?;
                Ok(Tract { region, ..*land })
            })
            .collect::<Result<_, OverlayError>>()?;
        let parcels = around.parcels.iter();
        let parcels = parcels.map(|(id, _, region)| (id.clone(), clip::edges(region, extent)));
        let (equipment, neighbours) = facilities(assessment, extent)?;
        let remnants = assessment.carve_out.remnant_pieces().into_iter();
        let remnants = remnants.map(|(reason, region)| (reason.into(), region));
        Ok(Self {
            unit: assessment.settings.unit,
            language,
            lands,
            remnants: remnants.collect(),
            obstacles: obstacles(assessment, extent, language)?,
            limits: limits(assessment, extent)?,
            parcels: parcels.filter(|(_, edges)| !edges.is_empty()).collect(),
            buildings: visible(around.buildings.iter(), extent)?,
            roads: roads(&around.roads, extent)?,
            equipment,
            neighbours,
        })
    }
}

fn visible<'a>(
    regions: impl Iterator<Item = &'a Region>,
    extent: Bounds,
) -> Result<Vec<Region>, OverlayError> {
    let mut shown = Vec::new();
    for region in regions {
        let part = clip::region(region, extent)?;
        if !part.is_empty() {
            shown.push(part);
        }
    }
    Ok(shown)
}

fn obstacles(
    assessment: &Assessment,
    extent: Bounds,
    language: Language,
) -> Result<Vec<Thing>, OverlayError> {
    let mut things = Vec::new();
    for obstacle in &assessment.obstacles {
        let mut place = clip::region(&obstacle.shape, extent)?;
        let off_map = place.is_empty();
        if off_map {
            // What is seen of it is the land it keeps clear.
            let zone = clip::region(&obstacle.clearance.zone, extent)?;
            place = overlay::intersection(&zone, &assessment.site.footprint)?;
        }
        if place.is_empty() {
            continue;
        }
        let moved = assessment.relocation.as_ref();
        let moved = moved.is_some_and(|relocation| relocation.moved.contains(&obstacle.id));
        let unit = assessment.settings.unit;
        let note = Some(language.beside_obstacle(obstacle, unit, off_map, moved));
        things.push(Thing {
            id: obstacle.id.clone(),
            name: obstacle.label().to_owned(),
            note,
            place,
            drawn: drawn(assessment, obstacle, extent)?,
            is_shape: !off_map,
        });
    }
    Ok(things)
}

/// Only clearances reach beyond the map: all else lies in the site.
fn limits(
    assessment: &Assessment,
    extent: Bounds,
) -> Result<Vec<(BoundaryLine, Region)>, OverlayError> {
    let zones = overlay::union(assessment.obstacles.iter().map(|o| &o.clearance.zone))?;
    let rectangle = assessment.layout.as_ref().and_then(|all| all.carve_out.rectangle);
    let relocated = assessment.relocation.as_ref().map(|moved| moved.carve_out.usable.clone());
    let (envelope, site) = (&assessment.baseline.envelope, &assessment.site.footprint);
    let mut limits = vec![(BoundaryLine::Clearance, clip::region(&zones, extent)?)];
    if envelope != site {
        limits.push((BoundaryLine::BuildingLine, envelope.clone()));
    }
    limits.extend(rectangle.map(|rectangle| (BoundaryLine::Rectangle, rectangle.region())));
    limits.extend(relocated.map(|usable| (BoundaryLine::Relocated, usable)));
    limits.push((BoundaryLine::Gap, assessment.site.gaps.clone()));
    limits.push((BoundaryLine::Site, site.clone()));
    limits.retain(|(_, region)| !region.is_empty());
    Ok(limits)
}

fn roads(roads: &[Road], extent: Bounds) -> Result<Vec<DrawnRoad>, OverlayError> {
    let mut ways = Vec::new();
    for road in roads {
        let way = match road {
            Road::Surface { region, name } => DrawnRoad {
                name: name.clone(),
                surface: clip::region(region, extent)?,
                edges: clip::edges(region, extent),
                axis: Vec::new(),
            },
            Road::Line { line, width, name } => {
                let half = width.map_or(0.0, |width| width.get() / 2.0);
                // Cut first: a long road need not be grown where nobody sees it.
                let near = clip::line(line, extent.grown(2.0 * half + 1.0));
                let mut bands = Vec::new();
                for part in near.iter().filter(|_| half > 0.0) {
                    bands.push(offset::along(part, half, offset::Cap::Round)?);
                }
                let band = overlay::union(&bands)?;
                DrawnRoad {
                    name: name.clone(),
                    surface: clip::region(&band, extent)?,
                    edges: clip::edges(&band, extent),
                    axis: clip::line(line, extent),
                }
            }
        };
        if !(way.surface.is_empty() && way.axis.is_empty()) {
            ways.push(way);
        }
    }
    Ok(ways)
}

/// Equipment on the map, and facilities that are no obstacles.
fn facilities(
    assessment: &Assessment,
    extent: Bounds,
) -> Result<(Vec<Shape>, Vec<Thing>), OverlayError> {
    let (mut equipment, mut neighbours) = (Vec::new(), Vec::new());
    for facility in &assessment.surrounding.facilities {
        if !facility.shape.bounds().is_some_and(|bounds| extent.meets(&bounds)) {
            continue;
        }
        if facility.part_of.is_some() {
            equipment.extend(cut(&facility.shape, extent)?);
        } else if !assessment.obstacles.iter().any(|one| one.origin == facility.origin) {
            let name = facility.label().to_owned();
            let place = clip::region(&land_of(&facility.shape)?, extent)?;
            if !place.is_empty() {
                let id = name.clone();
                neighbours.push(Thing { id, name, note: None, place, drawn: None, is_shape: true });
            }
        }
    }
    Ok((equipment, neighbours))
}

/// Lines and points as land that can be seen.
fn land_of(shape: &Shape) -> Result<Region, OverlayError> {
    let parts = match shape {
        Shape::Area(region) => return Ok(region.clone()),
        Shape::Lines(lines) => return offset::along_all(lines, THIN_M, offset::Cap::Flat),
        Shape::Points(points) => points
            .iter()
            .map(|point| offset::disc(*point, SPOT_M))
            .collect::<Result<Vec<_>, _>>()?,
    };
    overlay::union(&parts)
}

/// What of its plot a facility is drawn on in its layer, where that is not all of it.
fn drawn(
    assessment: &Assessment,
    obstacle: &Obstacle,
    extent: Bounds,
) -> Result<Option<Region>, OverlayError> {
    let own = assessment.surrounding.facilities.iter().find(|one| one.origin == obstacle.origin);
    let Some(Shape::Area(region)) = own.map(|one| &one.shape) else { return Ok(None) };
    if overlay::difference(&obstacle.shape, [region])?.is_thin(1e-3) {
        return Ok(None);
    }
    let seen = clip::region(region, extent)?;
    Ok((!seen.is_empty()).then_some(seen))
}

fn cut(shape: &Shape, extent: Bounds) -> Result<Option<Shape>, OverlayError> {
    let cut = match shape {
        Shape::Points(points) => {
            let points: Vec<_> =
                points.iter().copied().filter(|p| clip::holds(extent, *p)).collect();
            (!points.is_empty()).then_some(Shape::Points(points))
        }
        Shape::Lines(lines) => {
            let lines: Vec<Polyline> =
                lines.iter().flat_map(|line| clip::line(line, extent)).collect();
            (!lines.is_empty()).then_some(Shape::Lines(lines))
        }
        Shape::Area(region) => {
            let region = clip::region(region, extent)?;
            (!region.is_empty()).then_some(Shape::Area(region))
        }
    };
    Ok(cut)
}
