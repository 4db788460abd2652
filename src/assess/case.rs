//! Reading a case: the footprint first, then of each layer what is near enough to matter.

use crate::assess::settings::{FootprintSource, Layers, Settings};
use crate::geometry::{LonLat, Region};
use crate::layer::convert::Converter;
use crate::layer::{
    self, BoundsDeg, Footprint, LayerError, RawFeature, Reading, Selection, Window,
};
use crate::model::{Code, Facility, Layer, Parcel, Road, Shape, Site, Warnings};
use crate::obstacle::Surroundings;
use crate::rules::{RulePack, RulesError};
use crate::units::Metres;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Facilities are looked for this far away: the longest distances of any rule pack.
const FACILITY_REACH_M: f64 = 2_000.0;
/// Parcels, buildings and roads are kept this far away at least, for the map.
const CONTEXT_M: f64 = 150.0;
/// A layer this far away was not made for this site.
const FAR_M: f64 = 10_000.0;

/// A site, what stands around it, and the rules to judge it by.
#[derive(Clone, Debug)]
pub struct Case {
    /// The site.
    pub site: Site,
    /// Facilities and parcels near it.
    pub around: Surroundings,
    /// Roads near it.
    pub roads: Vec<Road>,
    /// Whether a road layer was given.
    pub has_roads: bool,
    /// Numbers and choices.
    pub settings: Settings,
    /// Rules.
    pub pack: RulePack,
    /// Doubts raised while reading.
    pub warnings: Warnings,
}

/// What stands around a site and is not in its way, for maps.
#[derive(Clone, Debug, Default)]
pub struct Surrounding {
    /// Parcels: id, land-use code, area.
    pub parcels: Vec<(String, Option<String>, Region)>,
    /// Buildings.
    pub buildings: Vec<Region>,
    /// Facilities and equipment: label and shape.
    pub facilities: Vec<(String, Shape)>,
    /// Roads.
    pub roads: Vec<Road>,
}

/// A case that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A layer cannot be used.
    #[error(transparent)]
    Layer(#[from] LayerError),
    /// A rule pack cannot be used.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// No such rule pack.
    #[error("rules \"{0}\" is neither a built-in rule pack (cn, us, eu) nor a file")]
    UnknownRules(String),
    /// No such proposed use, jurisdiction or condition.
    #[error("{what} \"{name}\" is not in rule pack {pack}; it knows: {known}")]
    UnknownWord {
        /// What sort of word.
        what: &'static str,
        /// The word.
        name: String,
        /// The pack.
        pack: String,
        /// Words of this sort in the pack.
        known: String,
    },
    /// Parcels are named that are not there.
    #[error("--site-parcels names \"{id}\", but {why}")]
    UnknownParcel {
        /// The id.
        id: String,
        /// Why it cannot be found.
        why: String,
    },
    /// Every layer lies elsewhere.
    #[error(
        "{footprint}: lies far from every layer: the nearest, {layer}, is {km:.0} km away; \
         check coordinate systems and files"
    )]
    FarFromLayers {
        /// Footprint file.
        footprint: String,
        /// Nearest layer.
        layer: String,
        /// Its distance, km.
        km: f64,
    },
}

impl Case {
    /// Reads a case.
    ///
    /// # Errors
    /// [`LoadError`] when a file cannot be used; features that cannot be used are warnings.
    pub fn load(layers: &Layers, settings: Settings) -> Result<Self, LoadError> {
        let pack = load_rules(&settings.rules.value)?;
        check_words(&pack, &settings)?;
        let mut warnings = Warnings::default();
        let (site, degrees, footprint_name) = load_site(layers, &settings, &mut warnings)?;
        let mut reader = LayerReader {
            site: &site,
            degrees: &degrees,
            settings: &settings,
            warnings: &mut warnings,
            distances: Vec::new(),
        };
        let facilities = reader.facilities(layers)?;
        let near = reader.context_window(&facilities, &pack);
        let parcels = reader.parcels(layers.parcels.as_deref(), &near)?;
        let roads = reader.roads(layers.roads.as_deref(), &near)?;
        reader.check_distance(&footprint_name)?;
        check_parcels(&settings, layers.parcels.as_deref(), &parcels)?;
        let around = Surroundings { facilities, parcels, ownership: settings.ownership.clone() };
        let has_roads = layers.roads.is_some();
        Ok(Self { site, around, roads, has_roads, settings, pack, warnings })
    }

    /// What stands around, for maps.
    #[must_use]
    pub fn surrounding(&self) -> Surrounding {
        let parcels = self.around.parcels.iter();
        let facilities = self.around.facilities.iter();
        Surrounding {
            parcels: parcels
                .map(|p| (p.id.clone(), p.land_use.clone(), p.region.clone()))
                .collect(),
            buildings: facilities
                .clone()
                .filter(|facility| facility.layer == Layer::Building)
                .filter_map(|facility| match &facility.shape {
                    Shape::Area(region) => Some(region.clone()),
                    _ => None,
                })
                .collect(),
            facilities: facilities
                .filter(|facility| facility.layer == Layer::Facility)
                .map(|facility| (facility.label().to_owned(), facility.shape.clone()))
                .collect(),
            roads: self.roads.clone(),
        }
    }
}

fn load_rules(name: &str) -> Result<RulePack, LoadError> {
    if let Some(pack) = RulePack::builtin(name) {
        return Ok(pack.clone());
    }
    let path = Path::new(name);
    if path.extension().is_none() && !path.exists() {
        return Err(LoadError::UnknownRules(name.to_owned()));
    }
    if path.is_dir() {
        return Err(LayerError::Directory { file: name.to_owned() }.into());
    }
    let text = std::fs::read_to_string(path)
        .map_err(|cause| LayerError::Unreadable { file: name.to_owned(), cause })?;
    Ok(RulePack::from_toml(&text, name)?)
}

/// Words on the command line must mean something to the pack.
fn check_words(pack: &RulePack, settings: &Settings) -> Result<(), LoadError> {
    let unknown = |what: &'static str, name: &str, known: Vec<&str>| LoadError::UnknownWord {
        what,
        name: name.to_owned(),
        pack: pack.region().to_owned(),
        known: if known.is_empty() { "none".to_owned() } else { known.join(", ") },
    };
    let name = &settings.proposed_use.value;
    if pack.proposed_use(name).is_none() {
        let known = pack.uses().iter().map(|one| one.id.as_str()).collect();
        return Err(unknown("use", name, known));
    }
    let mut places = settings.jurisdictions.iter();
    if let Some(name) = places.find(|name| pack.jurisdiction(name).is_none()) {
        let known = pack.jurisdictions().iter().map(|one| one.id.as_str()).collect();
        return Err(unknown("jurisdiction", name, known));
    }
    let mut conditions = settings.conditions.iter();
    if let Some(name) = conditions.find(|name| pack.condition(name).is_none()) {
        let known = pack.conditions().iter().map(|one| one.id.as_str()).collect();
        return Err(unknown("condition", name, known));
    }
    Ok(())
}

fn check_parcels(
    settings: &Settings,
    layer: Option<&Path>,
    parcels: &[Parcel],
) -> Result<(), LoadError> {
    let Some(ids) = &settings.ownership.parcel_ids else { return Ok(()) };
    for id in ids {
        let why = match layer {
            None => "no parcel layer is given".to_owned(),
            Some(layer) if parcels.iter().all(|parcel| parcel.id != *id) => {
                format!("{} has no such parcel near the site", layer.display())
            }
            Some(_) => continue,
        };
        return Err(LoadError::UnknownParcel { id: id.clone(), why });
    }
    Ok(())
}

fn load_site(
    layers: &Layers,
    settings: &Settings,
    warnings: &mut Warnings,
) -> Result<(Site, Vec<LonLat>, String), LoadError> {
    let (found, file) = match &layers.footprint {
        FootprintSource::File(path) => {
            (layer::read_footprints(path, &settings.columns, warnings)?, path.display().to_string())
        }
        FootprintSource::Text(text) => (
            layer::footprint::parse_footprints(text, &settings.columns, warnings)?,
            layer::footprint::INLINE.to_owned(),
        ),
    };
    let mut chosen = Vec::new();
    for (number, footprint) in found.into_iter().enumerate() {
        match (&layers.feature, footprint) {
            (None, footprint) => chosen.push(footprint?),
            (Some(wanted), Ok(footprint)) => {
                let by_id = footprint.id.as_ref().or(footprint.origin.id.as_ref()) == Some(wanted);
                if by_id || *wanted == number.to_string() {
                    chosen.push(footprint);
                }
            }
            (Some(wanted), Err(error)) if *wanted == number.to_string() => {
                return Err(error.into());
            }
            (Some(_), Err(_)) => {}
        }
    }
    let Some(footprint) = Footprint::merged(chosen) else {
        let wanted = layers.feature.clone().unwrap_or_default();
        let cause = format!("has no feature \"{wanted}\"; give its id, or its index from zero");
        return Err(LayerError::NoFootprint { file, cause }.into());
    };
    let degrees: Vec<LonLat> = footprint.positions().collect();
    let site = footprint.into_site(settings.id.clone(), settings.name.clone(), warnings)?;
    Ok((site, degrees, file))
}

/// Reads layers around one site.
struct LayerReader<'a> {
    site: &'a Site,
    degrees: &'a [LonLat],
    settings: &'a Settings,
    warnings: &'a mut Warnings,
    /// Of each layer with features: how far its nearest edge is from the site, metres.
    distances: Vec<(String, f64)>,
}

impl LayerReader<'_> {
    /// Feeds features that meet a window to `keep`; everything else is counted or warned about.
    fn read(
        &mut self,
        path: &Path,
        window: &Window,
        keep: &mut dyn FnMut(&RawFeature, &mut Converter<'_>) -> Result<(), LayerError>,
    ) -> Result<(), LayerError> {
        let mut failure = None;
        let mut unusable: Option<String> = None;
        let mut converter = Converter {
            frame: &self.site.frame,
            columns: &self.settings.columns,
            warnings: self.warnings,
        };
        // A feature that is nowhere must be named; one that is elsewhere is not missed.
        let near = |bounds: &BoundsDeg| window.meets(bounds);
        let selection = Selection::near(&self.settings.columns, &near);
        let survey = layer::read(path, &selection, &mut |reading| match reading {
            Reading::Feature(feature) => {
                let mut positions = feature.geometry.positions().iter();
                let cause = positions.find_map(|p| LonLat::new(p[0], p[1]).err());
                if let (Some(cause), None) = (cause, &unusable) {
                    unusable = Some(format!("{}: {cause}", feature.origin.feature()));
                }
                if failure.is_none() {
                    failure = keep(&feature, &mut converter).err();
                }
            }
            Reading::NoGeometry(origin) => converter.warnings.raise_for(
                Code::NullGeometry,
                &origin,
                "a feature has no geometry and was left out",
            ),
            Reading::Unreadable(origin, reason) => {
                unusable.get_or_insert_with(|| format!("{}: {reason}", origin.feature()));
                converter.warnings.raise_for(
                    Code::SkippedGeometry,
                    &origin,
                    format!("a feature cannot be read and was left out: {reason}"),
                );
            }
        })?;
        if let Some(failure) = failure {
            return Err(failure);
        }
        let file = path.display().to_string();
        match (survey.extent, unusable) {
            (Some(extent), _) => self
                .distances
                .extend(distance_between(&extent, self.degrees).map(|metres| (file, metres))),
            (None, Some(cause)) => {
                let features = survey.features;
                return Err(LayerError::NothingUsable { file, features, cause });
            }
            (None, None) => {}
        }
        Ok(())
    }

    fn window(&self, reach_m: f64) -> Window {
        // A site has positions, or it would not be one.
        Window::around(self.degrees.iter().copied(), reach_m).unwrap_or_else(Window::nowhere)
    }

    fn facilities(&mut self, layers: &Layers) -> Result<Vec<Facility>, LayerError> {
        let given = self
            .settings
            .clearance_command_line
            .values()
            .chain(self.settings.clearance_site_file.values())
            .map(|distance| distance.get())
            .fold(0.0, f64::max);
        let mut facilities = Vec::new();
        let of = |paths: &[PathBuf], layer: Layer| -> Vec<(PathBuf, Layer)> {
            paths.iter().map(|path| (path.clone(), layer)).collect()
        };
        let mut all = of(&layers.facilities, Layer::Facility);
        all.extend(of(&layers.buildings, Layer::Building));
        all.extend(of(&layers.zones, Layer::Zone));
        for (path, layer) in all {
            let reach = if layer == Layer::Facility { FACILITY_REACH_M } else { CONTEXT_M };
            let window = self.window(reach.max(given));
            self.read(&path, &window, &mut |feature, converter| {
                facilities.extend(converter.facility(feature, layer)?);
                Ok(())
            })?;
        }
        self.number_duplicates(&mut facilities);
        Ok(facilities)
    }

    fn number_duplicates(&mut self, facilities: &mut [Facility]) {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for facility in facilities.iter_mut() {
            let times = seen.entry(facility.id.clone()).or_insert(0);
            *times += 1;
            if *times > 1 {
                let renamed = format!("{} ({times})", facility.id);
                self.warnings.raise_for(
                    Code::DuplicateId,
                    &facility.origin,
                    format!("id \"{}\" occurs more than once; both count", facility.id),
                );
                facility.id = renamed;
            }
        }
    }

    /// Parcels must be known wherever a facility whose clearance enters may stand.
    fn context_window(&mut self, facilities: &[Facility], pack: &RulePack) -> Window {
        let policy = self.settings.policy(pack);
        let mut unheard = Warnings::default();
        let reach = facilities
            .iter()
            .map(|facility| policy.distances(facility, &[], &mut unheard).distance())
            .fold(Metres::ZERO, Metres::max);
        self.window(CONTEXT_M + reach.get())
    }

    fn parcels(&mut self, path: Option<&Path>, window: &Window) -> Result<Vec<Parcel>, LayerError> {
        let mut parcels = Vec::new();
        if let Some(path) = path {
            self.read(path, window, &mut |feature, converter| {
                parcels.extend(converter.parcel(feature)?);
                Ok(())
            })?;
        }
        Ok(parcels)
    }

    fn roads(&mut self, path: Option<&Path>, window: &Window) -> Result<Vec<Road>, LayerError> {
        let mut roads = Vec::new();
        if let Some(path) = path {
            self.read(path, window, &mut |feature, converter| {
                roads.extend(converter.roads(feature)?);
                Ok(())
            })?;
        }
        Ok(roads)
    }

    fn check_distance(&mut self, footprint: &str) -> Result<(), LoadError> {
        let far = |metres: f64| metres > FAR_M;
        let nearest = self.distances.iter().min_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((layer, metres)) = nearest.filter(|(_, metres)| far(*metres)) {
            return Err(LoadError::FarFromLayers {
                footprint: footprint.to_owned(),
                layer: layer.clone(),
                km: metres / 1e3,
            });
        }
        for (file, metres) in &self.distances {
            if far(*metres) {
                self.warnings.raise_for_file(
                    Code::LayerFar,
                    file,
                    format!(
                        "no feature lies near the site: the layer is {:.0} km away; check its \
                         coordinate system",
                        metres / 1e3
                    ),
                );
            }
        }
        Ok(())
    }
}

/// Roughly how far a box is from the nearest of some positions, metres.
fn distance_between(extent: &BoundsDeg, positions: &[LonLat]) -> Option<f64> {
    let BoundsDeg { min, max } = extent;
    let nearest = positions.iter().map(|p| {
        let lon = (min.lon - p.lon).max(p.lon - max.lon).max(0.0);
        let lat = (min.lat - p.lat).max(p.lat - max.lat).max(0.0);
        (lon * p.lat.to_radians().cos()).hypot(lat) * 111_000.0
    });
    nearest.min_by(f64::total_cmp)
}
