//! What the layers hold near some footprints, read once, and what of it concerns a single one.
//!
//! What concerns a site depends on the site alone, not on what else was read: a site among
//! thousands gets the same case as a site by itself.

use crate::geometry::LonLat;
use crate::layer::convert::{feature_id, Converter, Sketch};
use crate::layer::raw::RunKind;
use crate::layer::{
    BoundsDeg, Collection, Columns, Footprint, Input, LayerError, RawFeature, Window, Windows,
};
use crate::loading::case::{Case, LoadError, Surrounding};
use crate::loading::sources::Sources;
use crate::model::{Doubt, Facility, Layer, Parcel, Road, Shape, Site, Warnings};
use crate::obstacle::plot::{margin, Drawn};
use crate::obstacle::{Ownership, Policy, Surroundings};
use crate::rules::RulePack;
use crate::settings::{Parameter, Settings};
use crate::units::Metres;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Facilities are looked for this far away: the longest distances of any rule pack.
const FACILITY_REACH_M: f64 = 2_000.0;
/// Buildings, zones and roads are looked for this far away at least, and all else for the map.
const CONTEXT_M: f64 = 150.0;
/// Boxes in degrees and in metres differ by the bending of parallels: far below this.
const BENDING_M: f64 = 5.0;
/// A layer this far away was not made for this site.
const FAR_M: f64 = 10_000.0;

/// Layers near some footprints.
#[derive(Debug)]
pub struct Neighbourhood {
    settings: Settings,
    pack: Arc<RulePack>,
    facilities: Vec<Facilities>,
    parcels: Option<Collection>,
    roads: Option<Collection>,
    with_context: bool,
}

/// A layer of facilities, buildings or zones, with what decides whether one concerns a site.
#[derive(Debug)]
struct Facilities {
    layer: Layer,
    held: Collection,
    /// How far features are looked for.
    window_m: f64,
    candidates: Vec<Candidate>,
}

/// A facility, before its shape is looked at.
#[derive(Debug)]
struct Candidate {
    id: Box<str>,
    /// A facility and its equipment are of one group, and so are facilities of the same id.
    group: usize,
    /// How far it keeps others away at most, from its box and from that of its parcels.
    reach_m: f64,
    /// The box around it and the parcels it touches.
    plot: BoundsDeg,
}

impl Neighbourhood {
    /// Reads the layers near some footprints; `with_context` keeps what a map shows around them.
    ///
    /// # Errors
    /// [`LoadError`] when a file cannot be used.
    pub(crate) fn read(
        sources: &Sources,
        settings: Settings,
        pack: Arc<RulePack>,
        footprints: &[BoundsDeg],
        with_context: bool,
    ) -> Result<Self, LoadError> {
        let columns = &settings.columns;
        let stated = settings.longest_stated_clearance();
        let standing = sources.facilities.iter().map(|input| (input, Layer::Facility));
        let all = standing
            .chain(sources.buildings.iter().map(|input| (input, Layer::Building)))
            .chain(sources.zones.iter().map(|input| (input, Layer::Zone)));
        let mut facilities = Vec::new();
        for (input, layer) in all {
            let usual = if layer == Layer::Facility { FACILITY_REACH_M } else { CONTEXT_M };
            let window_m = stated.get().max(usual);
            let windows = Windows::around(footprints, Metres::saturating(window_m));
            let held = Collection::read(input, columns, &|bounds| windows.meet(bounds))?;
            facilities.push(Facilities { layer, held, window_m, candidates: Vec::new() });
        }
        let near = |input: &Input, reach_m: f64, also: &Windows| -> Result<Collection, LoadError> {
            let windows = Windows::around(footprints, Metres::saturating(reach_m));
            let near = |bounds: &BoundsDeg| windows.meet(bounds) || also.meet(bounds);
            Ok(Collection::read(input, columns, &near)?)
        };
        let parcels = match &sources.parcels {
            Some(input) => {
                let standing = facilities.iter().filter(|one| one.layer == Layer::Facility);
                let boxes = standing.flat_map(|one| one.held.bounds());
                let reach = if with_context { CONTEXT_M } else { BENDING_M };
                Some(near(input, reach, &Windows::around(boxes, Metres::ZERO))?)
            }
            None => None,
        };
        let roads = match &sources.roads {
            Some(input) => Some(near(input, road_reach(&settings), &Windows::default())?),
            None => None,
        };
        let mut groups = Groups::default();
        let mut reaches = Reaches {
            settings: &settings,
            policy: Policy::of(&settings, &pack),
            known: HashMap::new(),
        };
        for one in &mut facilities {
            one.candidates = candidates(one, columns, parcels.as_ref(), &mut groups, &mut reaches);
        }
        Ok(Self { settings, pack, facilities, parcels, roads, with_context })
    }

    /// Numbers and choices of the analysis.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The rules.
    #[must_use]
    pub(crate) fn pack(&self) -> &RulePack {
        &self.pack
    }

    /// Parcels that are named as the project's own must be there.
    ///
    /// # Errors
    /// [`LoadError::UnknownParcel`] for one that is not.
    pub(crate) fn check_site_parcels(&self, sources: &Sources) -> Result<(), LoadError> {
        let Some(ids) = &self.settings.site_parcels else { return Ok(()) };
        let held = self.parcels.iter().flat_map(Collection::features);
        let known: BTreeSet<String> =
            held.map(|feature| feature_id(feature, &self.settings.columns)).collect();
        let Some(id) = ids.value.iter().find(|id| !known.contains(*id)) else { return Ok(()) };
        let why = match &sources.parcels {
            None => "no parcel layer is given".to_owned(),
            Some(layer) => format!("{} has no such parcel near the site", layer.name()),
        };
        let named_by = Parameter::SiteParcels.as_named(ids.from);
        Err(LoadError::UnknownParcel { named_by, id: id.clone(), why })
    }

    /// The case of one of the footprints. An id and a name given here go before its own.
    ///
    /// # Errors
    /// [`LoadError`] when the footprint cannot be used or lies far from every layer; features that
    /// cannot be used are warnings.
    pub fn case(
        &self,
        footprint: &Footprint,
        id: Option<String>,
        name: Option<String>,
    ) -> Result<Case, LoadError> {
        let mut warnings = footprint.doubts.clone();
        let tolerance = self.settings.gap_tolerance.value;
        let site = footprint.site(id, name, tolerance, &mut warnings)?;
        let place = Whereabouts {
            degrees: footprint.positions().collect(),
            // A site has positions, or it would not be one.
            bounds: footprint.bounds().unwrap_or(NOWHERE),
        };
        let chosen = self.concerned(&place);
        let mut gather =
            Gather { site: &site, columns: &self.settings.columns, warnings: &mut warnings };
        let facilities = gather.facilities(self, &chosen)?;
        let parcels = gather.parcels(self, &place, &chosen)?;
        let roads = gather.roads(self, &place)?;
        self.check_distance(&footprint.origin.file, &place, &mut warnings)?;
        let surrounding = if self.with_context {
            self.surrounding(&site, &place, &roads)?
        } else {
            Surrounding::default()
        };
        let elsewhere = self.elsewhere(&place, &facilities);
        Ok(Case {
            around: Surroundings { facilities, parcels, ownership: Ownership::of(&self.settings) },
            site,
            elsewhere,
            roads,
            has_roads: self.roads.is_some(),
            settings: self.settings.clone(),
            pack: Arc::clone(&self.pack),
            warnings,
            surrounding,
            city: None,
        })
    }

    /// Which features of each facility layer may be in the way of a site.
    fn concerned(&self, place: &Whereabouts) -> Vec<Vec<usize>> {
        let near: Vec<Vec<usize>> = self
            .facilities
            .iter()
            .map(|one| one.held.meeting(&place.grown(one.window_m)))
            .collect();
        let all = || {
            near.iter().zip(&self.facilities).flat_map(|(numbers, one)| {
                numbers.iter().map(move |number| &one.candidates[*number])
            })
        };
        // A facility keeps others away from its equipment too, so a group shares its longest reach.
        let mut reach: HashMap<usize, f64> = HashMap::new();
        for candidate in all() {
            let longest = reach.entry(candidate.group).or_default();
            *longest = longest.max(candidate.reach_m);
        }
        let mut enters: HashMap<usize, bool> = HashMap::new();
        for candidate in all() {
            let enters = enters.entry(candidate.group).or_default();
            *enters =
                *enters || place.grown(reach[&candidate.group] + BENDING_M).meets(&candidate.plot);
        }
        near.iter()
            .zip(&self.facilities)
            .map(|(numbers, one)| {
                let mut numbers = numbers.clone();
                numbers.retain(|number| enters[&one.candidates[*number].group]);
                numbers
            })
            .collect()
    }

    /// Ids of facilities that stand near and are not in the way, if somebody asked by id.
    fn elsewhere(&self, place: &Whereabouts, around: &[Facility]) -> Vec<String> {
        if !self.settings.relocate.value.names_ids() {
            return Vec::new();
        }
        let mut ids: Vec<String> = Vec::new();
        for one in &self.facilities {
            for number in one.held.meeting(&place.grown(one.window_m)) {
                let id = &one.candidates[number].id;
                if around.iter().all(|facility| *facility.id != **id) {
                    ids.push(id.to_string());
                }
            }
        }
        ids
    }

    /// What a map shows around a site. Doubts about it are nobody's concern.
    fn surrounding(
        &self,
        site: &Site,
        place: &Whereabouts,
        roads: &[Road],
    ) -> Result<Surrounding, LoadError> {
        let mut unheard = Warnings::default();
        let columns = &self.settings.columns;
        let mut converter = Converter { frame: &site.frame, columns, warnings: &mut unheard };
        let window = place.grown(CONTEXT_M);
        let mut around = Surrounding { roads: roads.to_vec(), ..Surrounding::default() };
        if let Some(held) = &self.parcels {
            for number in held.meeting(&window) {
                let parcel = converter.parcel(&held.features()[number])?;
                around.parcels.extend(parcel.map(|p| (p.id, p.land_use, p.region)));
            }
        }
        for one in self.facilities.iter().filter(|one| one.layer != Layer::Zone) {
            for number in one.held.meeting(&window) {
                let facility = converter.facility(&one.held.features()[number], one.layer)?;
                match (facility, one.layer) {
                    (Some(Facility { shape: Shape::Area(region), .. }), Layer::Building) => {
                        around.buildings.push(region);
                    }
                    (Some(facility), Layer::Facility) => {
                        around.facilities.push(facility);
                    }
                    _ => {}
                }
            }
        }
        Ok(around)
    }

    fn layers(&self) -> impl Iterator<Item = &Collection> {
        let facilities = self.facilities.iter().map(|one| &one.held);
        facilities.chain(&self.parcels).chain(&self.roads)
    }

    fn check_distance(
        &self,
        footprint: &str,
        place: &Whereabouts,
        warnings: &mut Warnings,
    ) -> Result<(), LoadError> {
        let distances: Vec<(&str, f64)> = self
            .layers()
            .filter_map(|layer| Some((layer.file(), place.distance(&layer.extent()?)?)))
            .collect();
        let far = |metres: f64| metres > FAR_M;
        let nearest = distances.iter().min_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((layer, metres)) = nearest.filter(|(_, metres)| far(*metres)) {
            return Err(LoadError::FarFromLayers {
                footprint: footprint.to_owned(),
                layer: (*layer).to_owned(),
                km: metres / 1e3,
            });
        }
        for (file, metres) in distances.into_iter().filter(|(_, metres)| far(*metres)) {
            warnings.raise_for_file(file, Doubt::LayerFar { km: metres / 1e3 });
        }
        Ok(())
    }
}

/// Roads matter as far as the frontage tolerance from their edge, and on the map.
fn road_reach(settings: &Settings) -> f64 {
    CONTEXT_M.max(settings.frontage_tolerance.value.get() + 100.0)
}

const NOWHERE: BoundsDeg = BoundsDeg {
    min: LonLat { lon: f64::INFINITY, lat: f64::INFINITY },
    max: LonLat { lon: f64::NEG_INFINITY, lat: f64::NEG_INFINITY },
};

/// Where a footprint lies.
struct Whereabouts {
    degrees: Vec<LonLat>,
    bounds: BoundsDeg,
}

impl Whereabouts {
    fn grown(&self, reach_m: f64) -> Window {
        Window::around_box(&self.bounds, Metres::saturating(reach_m))
    }

    /// Roughly how far a box is from the nearest position, metres.
    fn distance(&self, extent: &BoundsDeg) -> Option<f64> {
        let BoundsDeg { min, max } = extent;
        let nearest = self.degrees.iter().map(|p| {
            let off = |lon: f64| (min.lon - lon).max(lon - max.lon).max(0.0);
            let lon = off(p.lon).min(off(p.lon - 360.0)).min(off(p.lon + 360.0));
            let lat = (min.lat - p.lat).max(p.lat - max.lat).max(0.0);
            (lon * p.lat.to_radians().cos()).hypot(lat) * 111_000.0
        });
        nearest.min_by(f64::total_cmp)
    }
}

/// Numbers for ids.
#[derive(Default)]
struct Groups(HashMap<String, usize>);

impl Groups {
    fn number(&mut self, id: &str) -> usize {
        if let Some(number) = self.0.get(id) {
            return *number;
        }
        let number = self.0.len();
        self.0.insert(id.to_owned(), number);
        number
    }
}

/// What decides how far a facility reaches.
#[derive(PartialEq, Eq, Hash)]
struct ReachKey {
    kind: String,
    grade: Option<String>,
    clearance: Option<u64>,
    height: Option<u64>,
}

/// How far kinds reach; many facilities are of few kinds.
struct Reaches<'a> {
    settings: &'a Settings,
    policy: Policy<'a>,
    known: HashMap<ReachKey, Metres>,
}

impl Reaches<'_> {
    fn of(&mut self, sketch: &Sketch) -> Metres {
        let policy = self.policy;
        let bits = |value: Option<Metres>| value.map(|metres| metres.get().to_bits());
        let key = ReachKey {
            kind: sketch.kind.clone(),
            grade: sketch.grade.clone(),
            clearance: bits(sketch.clearance),
            height: bits(sketch.height),
        };
        *self.known.entry(key).or_insert_with(|| {
            let (kind, grade) = (&sketch.kind, sketch.grade.as_deref());
            let usual = policy.reach(kind, grade, sketch.clearance, sketch.height);
            policy.longest_of_range(&self.settings.ranges, kind).max(usual)
        })
    }
}

/// Candidates of a layer, one a feature.
fn candidates(
    facilities: &Facilities,
    columns: &Columns,
    parcels: Option<&Collection>,
    groups: &mut Groups,
    reaches: &mut Reaches<'_>,
) -> Vec<Candidate> {
    let policy = reaches.policy;
    let held = &facilities.held;
    let both = held.features().iter().zip(held.bounds());
    both.map(|(feature, bounds)| {
        let sketch = Sketch::of(feature, facilities.layer, columns);
        let group = groups.number(sketch.part_of.as_deref().unwrap_or(&sketch.id));
        let grade = sketch.grade.as_deref();
        let margin = margin(drawn(feature, &sketch), &sketch.kind, grade, &policy);
        let reach_m = reaches.of(&sketch).get() + margin;
        let mut plot = *bounds;
        if let (Some(parcels), Layer::Facility) = (parcels, facilities.layer) {
            for number in parcels.meeting(&Window::around_box(bounds, Metres::ZERO)) {
                plot = plot.union(&parcels.bounds()[number]);
            }
        }
        Candidate { id: sketch.id.into(), group, reach_m, plot }
    })
    .collect()
}

/// As what the facility will be drawn: the largest type of its parts.
fn drawn(feature: &RawFeature, sketch: &Sketch) -> Drawn {
    if feature.geometry.has(RunKind::Shell) {
        Drawn::Area
    } else if feature.geometry.has(RunKind::Line) {
        Drawn::Lines { width: sketch.width }
    } else {
        Drawn::Points
    }
}

/// Puts what concerns a site into its frame, with doubts about it and about whole files.
struct Gather<'a> {
    site: &'a Site,
    columns: &'a Columns,
    warnings: &'a mut Warnings,
}

impl Gather<'_> {
    fn converter(&mut self) -> Converter<'_> {
        Converter { frame: &self.site.frame, columns: self.columns, warnings: self.warnings }
    }

    fn facilities(
        &mut self,
        from: &Neighbourhood,
        chosen: &[Vec<usize>],
    ) -> Result<Vec<Facility>, LayerError> {
        let mut facilities = Vec::new();
        for (one, numbers) in from.facilities.iter().zip(chosen) {
            self.warnings.append(one.held.doubts().clone());
            for number in numbers {
                let feature = &one.held.features()[*number];
                facilities.extend(self.converter().facility(feature, one.layer)?);
            }
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
                let id = std::mem::replace(&mut facility.id, renamed);
                self.warnings.raise_for(&facility.origin, Doubt::DuplicateId { id });
            }
        }
    }

    /// The parcels that the site or one of its facilities touches.
    fn parcels(
        &mut self,
        from: &Neighbourhood,
        place: &Whereabouts,
        chosen: &[Vec<usize>],
    ) -> Result<Vec<Parcel>, LayerError> {
        let Some(held) = &from.parcels else { return Ok(Vec::new()) };
        self.warnings.append(held.doubts().clone());
        let mut numbers = held.meeting(&place.grown(BENDING_M));
        for (one, chosen) in from.facilities.iter().zip(chosen) {
            if one.layer == Layer::Facility {
                for number in chosen {
                    let window = Window::around_box(&one.held.bounds()[*number], Metres::ZERO);
                    numbers.extend(held.meeting(&window));
                }
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        let mut parcels = Vec::new();
        for number in numbers {
            parcels.extend(self.converter().parcel(&held.features()[number])?);
        }
        Ok(parcels)
    }

    fn roads(
        &mut self,
        from: &Neighbourhood,
        place: &Whereabouts,
    ) -> Result<Vec<Road>, LayerError> {
        let Some(held) = &from.roads else { return Ok(Vec::new()) };
        self.warnings.append(held.doubts().clone());
        let mut roads = Vec::new();
        let window = place.grown(road_reach(&from.settings));
        for number in held.meeting(&window) {
            roads.extend(self.converter().roads(&held.features()[number], &window)?);
        }
        Ok(roads)
    }
}
