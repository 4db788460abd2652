//! What the layers hold near some footprints, read once, and what of it concerns a single one.
//!
//! What concerns a site depends on the site alone, not on what else was read: a site among
//! thousands gets the same case as a site by itself.

use crate::geometry::LonLat;
use crate::layer::convert::{feature_id, Converter, Sketch};
use crate::layer::likeness::looks_like;
use crate::layer::raw::RunKind;
use crate::layer::{
    BoundsDeg, Collection, Columns, Footprint, Input, LayerError, RawFeature, Window, Windows,
};
use crate::loading::case::{Case, LoadError, Surrounding};
use crate::loading::ids;
use crate::loading::sources::Sources;
use crate::model::{District, Doubt, Facility, Layer, Origin, Parcel, Road, Shape, Site, Warnings};
use crate::obstacle::detect::BESIDE_M;
use crate::obstacle::plot::{margin, Drawn};
use crate::obstacle::{Ownership, Policy, Surroundings};
use crate::rules::RulePack;
use crate::settings::{Given, Settings};
use crate::units::Metres;
use std::collections::{BTreeSet, HashMap};
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
    zoning: Option<Collection>,
    with_context: bool,
    /// The farthest that the project keeps from any neighbour.
    from_neighbours: Metres,
    kinds: BTreeSet<String>,
    /// Ids of the parcels, in the order of their layer.
    parcel_ids: Vec<Box<str>>,
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
        mut settings: Settings,
        pack: Arc<RulePack>,
        footprints: &[BoundsDeg],
        with_context: bool,
    ) -> Result<Self, LoadError> {
        let way = pack.way(&settings.proposed_use.value, &settings.jurisdictions.value);
        settings.hear_rule_pack(way.map(|rule| rule.width_m));
        let from_neighbours = Policy::of(&settings, &pack).longest_from_neighbours();
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
                let reach = frontage_reach(&settings)
                    .max(neighbour_reach(&settings, from_neighbours))
                    .max(if with_context { CONTEXT_M } else { 0.0 });
                Some(near(input, reach, &Windows::around(boxes, Metres::ZERO))?)
            }
            None => None,
        };
        let roads = match &sources.roads {
            Some(input) => Some(near(input, road_reach(&settings), &Windows::default())?),
            None => None,
        };
        let zoning = match &sources.zoning {
            Some(input) => Some(near(input, BENDING_M, &Windows::default())?),
            None => None,
        };
        let mut groups = Groups::default();
        let mut reaches = Reaches {
            settings: &settings,
            policy: Policy::of(&settings, &pack),
            from_neighbours,
            known: HashMap::new(),
        };
        let mut kinds = BTreeSet::new();
        for one in &mut facilities {
            let found =
                &mut Noted { groups: &mut groups, reaches: &mut reaches, kinds: &mut kinds };
            one.candidates = candidates(one, columns, parcels.as_ref(), found);
        }
        let held = parcels.iter().flat_map(Collection::features);
        let parcel_ids = held.map(|parcel| feature_id(parcel, columns).into()).collect();
        Ok(Self {
            settings,
            pack,
            facilities,
            parcels,
            roads,
            zoning,
            with_context,
            from_neighbours,
            kinds,
            parcel_ids,
        })
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

    /// The parcel layer, if one is given.
    pub(super) const fn parcels(&self) -> Option<&Collection> {
        self.parcels.as_ref()
    }

    /// The roads, if a layer of them is given.
    pub(super) const fn roads(&self) -> Option<&Collection> {
        self.roads.as_ref()
    }

    /// The zoning districts, if a layer of them is given.
    pub(super) const fn zoning(&self) -> Option<&Collection> {
        self.zoning.as_ref()
    }

    /// Kinds of facilities and zones near the footprints, as written.
    pub(super) const fn kinds(&self) -> &BTreeSet<String> {
        &self.kinds
    }

    /// Ids of facilities and parcels near the footprints.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.features().map(|(id, _)| id)
    }

    /// Whether an id means one of them.
    pub(super) fn is_id(&self, word: &str) -> bool {
        self.features().any(|(id, origin)| origin.is_named(word, id))
    }

    fn features(&self) -> impl Iterator<Item = (&str, &Origin)> {
        let standing = self.facilities.iter().flat_map(|one| {
            let ids = one.candidates.iter().map(|candidate| &*candidate.id);
            ids.zip(one.held.features().iter().map(|feature| &feature.origin))
        });
        let land = self.parcel_ids.iter().map(|id| &**id);
        let parcels = self.parcels.iter().flat_map(Collection::features);
        standing.chain(land.zip(parcels.map(|parcel| &parcel.origin)))
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
        let districts = gather.districts(self, &place)?;
        self.check_distance(&footprint.origin.file, &place, &mut warnings)?;
        self.raise_whole(footprint, &site, &mut warnings);
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
            districts,
            settings: self.settings.clone(),
            pack: Arc::clone(&self.pack),
            warnings,
            surrounding,
            city: None,
        })
    }

    /// What is doubtful about the site and its layers as a whole.
    fn raise_whole(&self, footprint: &Footprint, site: &Site, warnings: &mut Warnings) {
        if footprint.features > 1 {
            let (features, places) = (footprint.features, site.footprint.pieces().len());
            let file = &footprint.origin.file;
            warnings.raise_for_file(file, Doubt::SeveralFeatures { features, places });
        }
        if self.facilities.is_empty() {
            warnings.raise(Doubt::NothingLookedAt);
        }
        let has_buildings = self.facilities.iter().any(|one| one.layer == Layer::Building);
        let within = self.from_neighbours;
        if self.parcels.is_none() && !has_buildings && within > Metres::ZERO {
            let proposed_use = self.settings.proposed_use.value.clone();
            warnings.raise(Doubt::NeighboursNotLookedAt { within, proposed_use });
        }
        let at = site.frame.centre();
        if !self.pack.is_for(at) {
            let fitting = RulePack::builtins().filter(|pack| pack.is_for(at));
            warnings.raise(Doubt::RulesElsewhere {
                pack: self.pack.region().to_owned(),
                fitting: fitting.map(|pack| pack.origin().to_owned()).collect(),
                assumed: self.settings.rules.from == Given::Default,
            });
        }
        for one in self.facilities.iter().filter(|one| one.layer == Layer::Facility) {
            self.raise_columns(&one.held, &["kind", "id"], warnings);
        }
        if let Some(parcels) = &self.parcels {
            self.raise_columns(parcels, &["id"], warnings);
            if self.settings.deed.area.is_none() && site.deed_area.is_none() {
                self.raise_columns(parcels, &["deed_area"], warnings);
            }
        }
        if let Some(zoning) = &self.zoning {
            self.raise_columns(zoning, &["front_m", "street_side_m", "side_m", "rear_m"], warnings);
        }
    }

    /// Fields that a layer has in no feature, and perhaps under another name.
    fn raise_columns(&self, layer: &Collection, fields: &[&str], warnings: &mut Warnings) {
        let columns = &self.settings.columns;
        let survey = layer.survey();
        let has = |field: &str| survey.has(columns, columns.of(field));
        for field in fields.iter().filter(|field| survey.features > 0 && !has(field)) {
            let like = looks_like(field, &survey.seen.columns).map(str::to_owned);
            match (*field, like) {
                // A distance that is given with the features needs no kind.
                ("kind", _) if has("clearance_m") => {}
                ("kind", like) => {
                    warnings.raise_for_file(layer.file(), Doubt::KindMissing { like });
                }
                ("id", _) if layer.has_ids() => {}
                (field, Some(column)) => {
                    let field = field.to_owned();
                    warnings.raise_for_file(layer.file(), Doubt::ColumnLike { field, column });
                }
                (_, None) => {}
            }
        }
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

    /// The layers read.
    pub(super) fn layers(&self) -> impl Iterator<Item = &Collection> {
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

/// Parcels matter where they touch the site, or may lie between it and a road that fronts it.
fn frontage_reach(settings: &Settings) -> f64 {
    BENDING_M + settings.frontage_tolerance.value.get()
}

/// Land of others matters as far as the project keeps from any use; where its use can be told, also where
/// nothing says how far.
fn neighbour_reach(settings: &Settings, from_neighbours: Metres) -> f64 {
    let told = settings.land_use_system.is_some() || !settings.use_of.is_empty();
    let beside = if told { BESIDE_M } else { 0.0 };
    BENDING_M + from_neighbours.get().max(beside)
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
    facility: bool,
    kind: String,
    grade: Option<String>,
    clearance: Option<u64>,
    height: Option<u64>,
}

/// How far kinds reach; many facilities are of few kinds.
struct Reaches<'a> {
    settings: &'a Settings,
    policy: Policy<'a>,
    /// The farthest that the project keeps from any neighbour.
    from_neighbours: Metres,
    known: HashMap<ReachKey, Metres>,
}

impl Reaches<'_> {
    fn of(&mut self, sketch: &Sketch, layer: Layer) -> Metres {
        let policy = self.policy;
        let bits = |value: Option<Metres>| value.map(|metres| metres.get().to_bits());
        let facility = layer == Layer::Facility;
        let key = ReachKey {
            facility,
            kind: sketch.kind.clone(),
            grade: sketch.grade.clone(),
            clearance: bits(sketch.clearance),
            height: bits(sketch.height),
        };
        *self.known.entry(key).or_insert_with(|| {
            let (kind, grade) = (&sketch.kind, sketch.grade.as_deref());
            let usual = policy.reach(kind, grade, sketch.clearance, sketch.height);
            let unknown = facility && policy.is_unruled(kind, grade, sketch.clearance);
            let beside = Metres::saturating(if unknown { BESIDE_M } else { 0.0 });
            let is_neighbour = layer == Layer::Building || policy.land_uses.of_kind(kind).is_some();
            let kept = if is_neighbour { self.from_neighbours } else { Metres::ZERO };
            policy.longest_of_range(&self.settings.ranges, kind).max(usual).max(beside).max(kept)
        })
    }
}

/// What is noted of the facilities of all layers together.
struct Noted<'a, 'b> {
    groups: &'a mut Groups,
    reaches: &'a mut Reaches<'b>,
    kinds: &'a mut BTreeSet<String>,
}

/// Candidates of a layer, one a feature.
fn candidates(
    facilities: &Facilities,
    columns: &Columns,
    parcels: Option<&Collection>,
    found: &mut Noted<'_, '_>,
) -> Vec<Candidate> {
    let policy = found.reaches.policy;
    let held = &facilities.held;
    let both = held.features().iter().zip(held.bounds());
    both.map(|(feature, bounds)| {
        let sketch = Sketch::of(feature, facilities.layer, columns);
        let group = found.groups.number(sketch.part_of.as_deref().unwrap_or(&sketch.id));
        let grade = sketch.grade.as_deref();
        let margin = margin(drawn(feature, &sketch), &sketch.kind, grade, &policy);
        let reach_m = found.reaches.of(&sketch, facilities.layer).get() + margin;
        if !found.kinds.contains(&sketch.kind) {
            found.kinds.insert(sketch.kind.clone());
        }
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
            let features = numbers.iter().map(|number| &one.held.features()[*number]);
            ids::raise(features.clone(), self.columns, self.warnings);
            for feature in features {
                facilities.extend(self.converter().facility(feature, one.layer)?);
            }
        }
        Ok(facilities)
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
        let reach = if from.roads.is_some() { frontage_reach(&from.settings) } else { BENDING_M };
        let reach = reach.max(neighbour_reach(&from.settings, from.from_neighbours));
        let mut numbers = held.meeting(&place.grown(reach));
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
        let features = numbers.into_iter().map(|number| &held.features()[number]);
        ids::raise(features.clone(), self.columns, self.warnings);
        let mut parcels = Vec::new();
        for feature in features {
            parcels.extend(self.converter().parcel(feature)?);
        }
        Ok(parcels)
    }

    /// The zoning districts at the site. What is doubtful about their layer as a whole is said where things
    /// move.
    fn districts(
        &mut self,
        from: &Neighbourhood,
        place: &Whereabouts,
    ) -> Result<Vec<District>, LayerError> {
        let Some(held) = &from.zoning else { return Ok(Vec::new()) };
        let mut districts = Vec::new();
        for number in held.meeting(&place.grown(BENDING_M)) {
            districts.extend(self.converter().district(&held.features()[number])?);
        }
        Ok(districts)
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
