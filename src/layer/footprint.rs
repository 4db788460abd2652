//! The footprint of a site: from a file of polygons to a [`Site`] in its own frame.

use crate::geometry::gaps::{self, Closed};
use crate::geometry::overlay::OverlayError;
use crate::geometry::{repair, Frame, FrameError, LonLat, Region};
use crate::layer::raw::{RawFeature, RawGeometry, Reading, RunKind};
use crate::layer::source::OpenLayer;
use crate::layer::{
    attributes::Attributes, BoundsDeg, Columns, Features, FootprintFault, Input, LayerError,
    Selection, Survey,
};
use crate::model::{Doubt, Origin, Site, Warnings};
use crate::units::{Metres, SquareMetres};
use geo::Coord;
use std::path::Path;

/// Sites wider than this are refused: lengths in one frame would drift by more than 1e-5, and the
/// layer is probably no footprint.
const WIDEST_SITE_M: f64 = 60_000.0;

/// One footprint in degrees, positions checked.
#[derive(Clone, Debug)]
pub struct Footprint {
    /// The first feature it came from.
    pub origin: Origin,
    /// Id of the site.
    pub id: Option<String>,
    /// Name of the site.
    pub name: Option<String>,
    /// How many features it was made of.
    pub features: usize,
    /// Its area by deed or register, in the unit of the layer.
    pub deed_area: Option<f64>,
    /// Doubts about its feature.
    pub doubts: Warnings,
    polygons: Vec<Vec<Vec<LonLat>>>,
}

/// The footprints of a file.
#[derive(Debug)]
pub struct Footprints {
    /// One a feature.
    pub found: Vec<Found>,
    /// What was seen of the file as a whole.
    pub survey: Survey,
}

/// A feature that should be a footprint.
#[derive(Debug)]
pub struct Found {
    /// The feature.
    pub origin: Origin,
    /// The footprint, or why it cannot be used.
    pub footprint: Result<Footprint, LayerError>,
}

impl Found {
    /// Id and name that its site has, or would have.
    #[must_use]
    pub fn label(&self) -> (String, String) {
        let own = self.footprint.as_ref().ok();
        let of_feature = || self.origin.id.clone().filter(|id| !id.trim().is_empty());
        let id = own.and_then(|one| one.id.clone()).or_else(of_feature);
        let name = own.and_then(|one| one.name.clone()).or_else(|| id.clone());
        (
            id.unwrap_or_else(|| self.origin.index.to_string()),
            name.unwrap_or_else(|| file_stem(&self.origin.file)),
        )
    }
}

/// Reads every footprint of a file, one a feature; those that cannot be used come as errors beside
/// the others, one without a geometry as [`LayerError::NoGeometry`].
///
/// # Errors
/// [`LayerError`] when the file as a whole cannot be read, or has no feature with a geometry.
pub fn read_footprints(path: &Path, columns: &Columns) -> Result<Footprints, LayerError> {
    let name = path.display().to_string();
    let everything = Selection::everything(columns);
    gather(&name, columns, &mut |sink| crate::layer::read(path, &everything, sink))
}

/// The same of features in memory.
///
/// # Errors
/// [`LayerError`] when none of them has a geometry.
pub fn footprints_of(features: &Features, columns: &Columns) -> Result<Footprints, LayerError> {
    let input = Input::Memory(features.clone());
    let everything = Selection::everything(columns);
    gather(&input.name(), columns, &mut |sink| input.read(&everything, sink))
}

/// How messages call a footprint given as text.
pub const INLINE: &str = "footprint_wkt";

/// The same from well-known text in memory.
///
/// # Errors
/// [`LayerError`] when the text cannot be read.
pub fn parse_footprints(text: &str, columns: &Columns) -> Result<Footprints, LayerError> {
    let everything = Selection::everything(columns);
    gather(INLINE, columns, &mut |sink| {
        crate::layer::wkt::read(OpenLayer::of_text(INLINE, text), &everything, sink)
    })
}

/// Runs a reader over its features.
type Run<'a> = dyn FnMut(&mut dyn FnMut(Reading)) -> Result<Survey, LayerError> + 'a;

fn gather(name: &str, columns: &Columns, run: &mut Run<'_>) -> Result<Footprints, LayerError> {
    let mut found = Vec::new();
    let survey = run(&mut |reading| {
        let (origin, footprint) = match reading {
            Reading::Feature(feature) => (feature.origin.clone(), footprint(&feature, columns)),
            Reading::NoGeometry(origin) => (origin.clone(), Err(LayerError::NoGeometry(origin))),
            Reading::Unreadable(origin, reason) => {
                let fault = FootprintFault::Unreadable(reason);
                (origin.clone(), Err(LayerError::BadFootprint { origin, fault }))
            }
        };
        found.push(Found { origin, footprint });
    })?;
    let none = |one: &Found| matches!(one.footprint, Err(LayerError::NoGeometry(_)));
    if found.iter().all(none) {
        let cause = match survey.features {
            0 => "has no features; a footprint needs at least one polygon".to_owned(),
            n => format!("none of its {n} features has a geometry"),
        };
        return Err(LayerError::NoFootprint { file: name.to_owned(), cause });
    }
    Ok(Footprints { found, survey })
}

fn footprint(feature: &RawFeature, columns: &Columns) -> Result<Footprint, LayerError> {
    let origin = &feature.origin;
    let geometry = &feature.geometry;
    let mut doubts = Warnings::default();
    if !geometry.has(RunKind::Shell) {
        let fault = if geometry.has(RunKind::Line) {
            FootprintFault::OnlyLines
        } else {
            FootprintFault::OnlyPoints
        };
        return Err(LayerError::BadFootprint { origin: origin.clone(), fault });
    }
    if geometry.has(RunKind::Line) || geometry.points().next().is_some() {
        doubts.raise_for(origin, Doubt::BesidePolygons);
    }
    let polygons = degrees(geometry).map_err(|cause| LayerError::Position {
        file: origin.file.to_string(),
        feature: origin.feature(),
        cause,
    })?;
    let mut attributes =
        Attributes { columns, properties: &feature.properties, origin, warnings: &mut doubts };
    let of_feature = || origin.id.clone().filter(|id| !id.trim().is_empty());
    let id = attributes.text("id").or_else(of_feature);
    let name = attributes.text("name");
    let deed_area = attributes.number("deed_area");
    Ok(Footprint { origin: origin.clone(), id, name, features: 1, deed_area, doubts, polygons })
}

/// The polygons, every position checked.
fn degrees(geometry: &RawGeometry) -> Result<Vec<Vec<Vec<LonLat>>>, FrameError> {
    let ring = |ring: &[[f64; 2]]| ring.iter().map(|p| LonLat::new(p[0], p[1])).collect();
    geometry.polygons().map(|rings| rings.into_iter().map(ring).collect()).collect()
}

impl Footprint {
    /// Several footprints as one: its parts will be dissolved. `None` for an empty list.
    #[must_use]
    pub fn merged(footprints: Vec<Self>) -> Option<Self> {
        let mut footprints = footprints.into_iter();
        let mut whole = footprints.next()?;
        for part in footprints {
            whole.polygons.extend(part.polygons);
            whole.features += part.features;
            whole.deed_area = whole.deed_area.zip(part.deed_area).map(|(a, b)| a + b);
            whole.doubts.append(part.doubts);
            // An id of one part would be wrong for the whole.
            whole.id = None;
            whole.name = None;
        }
        Some(whole)
    }

    /// Every position.
    pub fn positions(&self) -> impl Iterator<Item = LonLat> + Clone + '_ {
        self.polygons.iter().flatten().flatten().copied()
    }

    /// The box around it, which runs on beyond 180 degrees if it lies across the antimeridian; `None`
    /// without positions.
    #[must_use]
    pub fn bounds(&self) -> Option<BoundsDeg> {
        BoundsDeg::of(self.positions())
    }

    /// The id of its site: its own, else its place in the file.
    #[must_use]
    pub fn site_id(&self) -> String {
        self.id.clone().unwrap_or_else(|| self.origin.index.to_string())
    }

    /// Puts the footprint into a frame centred on it, repairs it, and closes gaps up to the
    /// tolerance. An id and a name given here go before its own.
    ///
    /// # Errors
    /// A footprint without area, near a pole, or too large.
    pub fn site(
        &self,
        id: Option<String>,
        name: Option<String>,
        gap_tolerance: Metres,
        warnings: &mut Warnings,
    ) -> Result<Site, LayerError> {
        let origin = &self.origin;
        let refuse =
            |fault: FootprintFault| LayerError::BadFootprint { origin: origin.clone(), fault };
        let Some(BoundsDeg { min, max }) = self.bounds() else {
            return Err(refuse(FootprintFault::NoPositions));
        };
        if max.lon - min.lon > 180.0 {
            return Err(refuse(FootprintFault::SpansTheGlobe));
        }
        let (lon, lat) = (f64::midpoint(min.lon, max.lon), f64::midpoint(min.lat, max.lat));
        let frame = LonLat::new(lon, lat).and_then(Frame::centred_on);
        let frame = frame.map_err(|cause| refuse(cause.into()))?;
        let project = |ring: &Vec<LonLat>| -> Vec<Coord<f64>> {
            ring.iter().map(|p| frame.project(*p)).collect()
        };
        let planar: Vec<Vec<Vec<Coord<f64>>>> =
            self.polygons.iter().map(|rings| rings.iter().map(project).collect()).collect();
        let failed = |cause: OverlayError| LayerError::Overlay {
            file: origin.file.to_string(),
            feature: origin.feature(),
            cause,
        };
        let repaired = repair::region_of(&planar).map_err(failed)?;
        let Some(bounds) = repaired.region.bounds() else {
            return Err(refuse(FootprintFault::NoArea));
        };
        let extent = bounds.width().max(bounds.height());
        if extent > WIDEST_SITE_M {
            let (km, most_km) = (extent / 1e3, WIDEST_SITE_M / 1e3);
            return Err(refuse(FootprintFault::TooLarge { km, most_km }));
        }
        raise_defects(&repaired.defects, &frame, origin, warnings);
        let Closed { region: footprint, gaps } =
            gaps::close(&repaired.region, gap_tolerance.get()).map_err(failed)?;
        if let Some(doubt) = gaps_closed(&gaps, &frame).map_err(failed)? {
            warnings.raise_for(origin, doubt);
        }
        let label = name.or_else(|| self.name.clone()).or_else(|| id.clone()).or(self.id.clone());
        let id = id.unwrap_or_else(|| self.site_id());
        let name = label.unwrap_or_else(|| file_stem(&origin.file));
        let (gaps, deed_area) = (Region::from_pieces(gaps), self.deed_area);
        Ok(Site { id, name, footprint, gaps, frame, deed_area })
    }
}

/// What there is to say of gaps, largest first, that were closed.
fn gaps_closed(gaps: &[Region], frame: &Frame) -> Result<Option<Doubt>, OverlayError> {
    let Some(at) = gaps.first().and_then(Region::label_point) else { return Ok(None) };
    let widths = gaps.iter().map(gaps::widest).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(Doubt::GapsClosed {
        gaps: gaps.len(),
        area: gaps.iter().map(Region::area).sum::<SquareMetres>(),
        widest: Metres::saturating(widths.into_iter().fold(0.0, f64::max)),
        at: frame.unproject(at),
    }))
}

fn file_stem(file: &str) -> String {
    Path::new(file)
        .file_stem()
        .map_or_else(|| file.to_owned(), |s| s.to_string_lossy().into_owned())
}

/// One warning about a feature, with its first defect and the place of that in degrees.
pub(in crate::layer) fn raise_defects(
    defects: &[repair::Defect],
    frame: &Frame,
    origin: &Origin,
    warnings: &mut Warnings,
) {
    let Some(first) = defects.first() else { return };
    let at = first.at().map(|at| frame.unproject(at));
    let more = defects.len() - 1;
    warnings.raise_for(origin, Doubt::Repaired { defect: first.clone(), at, more });
}
