//! The values in use, merged from all that was said.

use crate::layer::{Columns, LayerError};
use crate::model::{Burden, ByClass, Estimate, LandUseSystem, RemnantUse, TitleProjection};
use crate::settings::parameter::{InUse, Parameter, Topic};
use crate::settings::site_file::{
    SiteEdge, SiteLayout, SiteMoney, SiteMove, SiteProject, SiteRanges, SiteRemnantUse,
};
use crate::settings::sourced::{Given, Sourced, Stated};
use crate::settings::{Layers, SiteFile};
use crate::units::{AreaUnit, Metres, SquareMetres};
use std::collections::BTreeMap;

/// Which obstacles move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Relocate {
    /// None: carve all of them out.
    #[default]
    Nothing,
    /// Every one that may be moved.
    All,
    /// These.
    Ids(Vec<String>),
}

impl Relocate {
    /// The names, where obstacles are named one by one.
    #[must_use]
    pub fn ids(&self) -> &[String] {
        match self {
            Self::Ids(ids) => ids,
            Self::Nothing | Self::All => &[],
        }
    }

    /// Whether obstacles are named one by one.
    #[must_use]
    pub const fn names_ids(&self) -> bool {
        matches!(self, Self::Ids(_))
    }

    fn from_words(words: Vec<String>) -> Self {
        match words.as_slice() {
            [] => Self::Nothing,
            [one] if one == "none" => Self::Nothing,
            [one] if one == "all" => Self::All,
            _ => Self::Ids(words),
        }
    }
}

/// Whether the loss is divided among the obstacles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Attribution {
    /// It is not.
    Never,
    /// Where that takes no more than a second or two, which is said where it does not.
    #[default]
    WhereQuick,
    /// Whatever it takes.
    Always,
}

impl Attribution {
    const fn asked(wanted: Option<bool>) -> Self {
        match wanted {
            None => Self::WhereQuick,
            Some(true) => Self::Always,
            Some(false) => Self::Never,
        }
    }
}

/// What is known of the title, and how it is held against the footprint.
#[derive(Clone, Debug)]
pub struct DeedSettings {
    /// Area by deed or register, in its unit.
    pub area: Option<Sourced<f64>>,
    /// Unit of deed areas.
    pub unit: AreaUnit,
    /// Projection of the title.
    pub projection: Option<TitleProjection>,
    /// By how much deed and footprint may differ, as a share of the deed.
    pub tolerance: f64,
}

/// Numbers and choices of an analysis.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Building setback.
    pub setback: Sourced<Metres>,
    /// Building setback along roads, where it is another one.
    pub setback_road: Option<Sourced<Metres>>,
    /// Building setbacks by class of edges.
    pub setbacks: ByClass<Sourced<Metres>>,
    /// The street that is the front, if one was named.
    pub front_road: Option<Sourced<String>>,
    /// Building setback where certain land lies behind an edge, by what land that is.
    pub setback_beside: BTreeMap<String, Sourced<Metres>>,
    /// Edges told by hand.
    pub edges: Vec<SiteEdge>,
    /// Narrowest usable width.
    pub min_width: Sourced<Metres>,
    /// Smallest usable piece.
    pub min_area: Sourced<SquareMetres>,
    /// How near a road makes frontage.
    pub frontage_tolerance: Sourced<Metres>,
    /// Narrowest way by which land is reachable.
    pub min_way: Sourced<Metres>,
    /// How many times the typical plot of its kind the parcel of a point may be.
    pub plot_factor: f64,
    /// How wide a gap is that was not meant.
    pub gap_tolerance: Sourced<Metres>,
    /// Rule pack, by name or file.
    pub rules: Sourced<String>,
    /// Proposed use.
    pub proposed_use: Sourced<String>,
    /// Jurisdictions whose local rules apply.
    pub jurisdictions: Sourced<Vec<String>>,
    /// Conditions known to hold.
    pub conditions: Sourced<Vec<String>>,
    /// Clearances by kind, from flags.
    pub clearance_command_line: BTreeMap<String, Metres>,
    /// Clearances by kind, from the site file.
    pub clearance_site_file: BTreeMap<String, Metres>,
    /// How far the project keeps from what stands beside its site, by use.
    pub neighbour_clearance: BTreeMap<String, Sourced<Metres>>,
    /// How much of a kind's clearance it keeps on its own land, from the site file.
    pub burden: BTreeMap<String, Burden>,
    /// Ranges of what is not known for sure.
    pub ranges: SiteRanges,
    /// Parcels that are the project's own; an empty list says that none is.
    pub site_parcels: Option<Sourced<Vec<String>>>,
    /// Holders whose parcels are the project's own.
    pub owners: Option<Sourced<Vec<String>>>,
    /// The title.
    pub deed: DeedSettings,
    /// Which obstacles move.
    pub relocate: Sourced<Relocate>,
    /// Whether all ways out are set against each other, which takes most of the time: unless changed,
    /// where anything is said of relocation, or of what that is worth.
    pub ways_out: bool,
    /// Code system of the parcels' land use, if it was declared.
    pub land_use_system: Option<LandUseSystem>,
    /// Uses that codes and districts stand for, from the site file.
    pub use_of: BTreeMap<String, String>,
    /// Words that mean that a parcel is available.
    pub available: Vec<String>,
    /// How far receiving sites are looked for.
    pub search_radius: Metres,
    /// What is known of relocation, by kind or by id.
    pub moving: BTreeMap<String, SiteMove>,
    /// What land is worth, and how chances are reckoned.
    pub money: SiteMoney,
    /// What a square metre of usable land is worth to the project, if somebody said so.
    pub land_price: Option<Sourced<Estimate>>,
    /// Draws of the Monte Carlo; none for zero.
    pub draws: u32,
    /// Seed of the Monte Carlo.
    pub seed: u64,
    /// The project itself.
    pub project: SiteProject,
    /// What is asked of the layout; none if it is not wanted.
    pub layout: Option<SiteLayout>,
    /// What remnants may serve.
    pub remnant: BTreeMap<RemnantUse, SiteRemnantUse>,
    /// Whether the loss is divided among the obstacles.
    pub attribution: Attribution,
    /// Renamed columns.
    pub columns: Columns,
    /// Unit of areas in reports.
    pub unit: AreaUnit,
    /// Id of the site, if given.
    pub id: Option<String>,
    /// Name of the site, if given.
    pub name: Option<String>,
    /// What was said, by those who said it.
    stated: Box<Stated>,
}

impl Settings {
    /// Whether anything is said of relocation, or of what that is worth: then all ways out are set
    /// against each other.
    fn asks_for_ways_out(&self) -> bool {
        !self.moving.is_empty()
            || self.land_price.is_some()
            || self.relocate.value != Relocate::Nothing
    }

    /// The longest clearance that flags or site file state, ranges included.
    #[must_use]
    pub fn longest_stated_clearance(&self) -> Metres {
        let ranges = self.ranges.clearance_m.values().flatten();
        let stated = self.clearance_command_line.values().chain(self.clearance_site_file.values());
        stated.chain(ranges).copied().fold(Metres::ZERO, Metres::max)
    }

    /// Everything the numbers depend on, with who gave it, in the order of the table. Defaults that
    /// only matter where things may move are left out where nothing does, and so are those of the title.
    #[must_use]
    pub fn in_use(&self) -> Vec<InUse> {
        let moves = self.asks_for_ways_out();
        let matters = |one: &InUse| {
            let may_be_idle = match one.parameter.topic() {
                Topic::Relocation => !moves,
                Topic::Title => true,
                Topic::Layers | Topic::Rules | Topic::Parameters => false,
            };
            one.source != Given::Default || !may_be_idle
        };
        let all = Parameter::ALL.iter().flat_map(|parameter| parameter.in_use(&self.stated));
        all.filter(matters).collect()
    }

    /// Lets the rule pack speak where flags and site file do not: the narrowest way that it asks for.
    pub fn hear_rule_pack(&mut self, min_way: Option<Metres>) {
        self.stated.rule_pack.parameters.min_way_m = min_way;
        self.min_way = self.stated.pick(|said| said.parameters.min_way_m);
    }

    /// Whether setbacks may differ from edge to edge.
    #[must_use]
    pub fn has_edge_setbacks(&self) -> bool {
        !self.setbacks.is_empty()
            || !self.setback_beside.is_empty()
            || !self.edges.is_empty()
            || self.setback_road.is_some()
            || self.ranges.setback_road_m.is_some()
    }

    /// One distance along streets is given in one way, and an edge by hand must say something.
    fn check_setbacks(&self) -> Result<(), LayerError> {
        let of_streets = [
            (Parameter::FrontSetback, &self.setbacks.front),
            (Parameter::StreetSideSetback, &self.setbacks.street_side),
        ];
        let of_roads = self.setback_road.as_ref();
        let of_roads = of_roads.map(|road| Parameter::SetbackRoad.as_named(road.from));
        let range = self.ranges.setback_road_m;
        let range = range.map(|_| Parameter::SetbackRoadRange.as_named(Given::SiteFile));
        let of_roads = of_roads.or(range);
        for (parameter, stated) in of_streets {
            if let (Some(road), Some(stated)) = (&of_roads, stated) {
                let other = parameter.as_named(stated.from);
                return Err(LayerError::Contradiction(format!(
                    "{road} and {other} both say how far buildings stay from streets; keep one of the two"
                )));
            }
        }
        for (number, edge) in self.edges.iter().enumerate() {
            if let Some(fault) = edge.fault() {
                let number = number + 1;
                return Err(LayerError::Contradiction(format!(
                    "[[edge]] {number} ({edge}) {fault}"
                )));
            }
        }
        Ok(())
    }

    /// Settles every value: flags over site file over default.
    ///
    /// # Errors
    /// [`LayerError::NoFootprint`] when neither names a footprint, [`LayerError::Contradiction`] for
    /// setbacks that contradict each other.
    pub fn settle(file: SiteFile, flags: SiteFile) -> Result<(Layers, Self), LayerError> {
        let stated = Box::new(Stated {
            command_line: flags.clone(),
            site_file: file.clone(),
            rule_pack: SiteFile::default(),
        });
        let both = SiteFile::defaults().under(file).under(flags);
        let mut settings = Self {
            setback: stated.pick(|said| said.parameters.setback_m),
            setback_road: stated.find(|said| said.parameters.setback_road_m),
            setbacks: ByClass {
                front: stated.find(|said| said.setbacks.front_m),
                street_side: stated.find(|said| said.setbacks.street_side_m),
                side: stated.find(|said| said.setbacks.side_m),
                rear: stated.find(|said| said.setbacks.rear_m),
            },
            front_road: stated.find(|said| said.setbacks.front_road.clone()),
            setback_beside: stated.each(|said| &said.setbacks.beside),
            edges: both.edge.clone(),
            min_width: stated.pick(|said| said.parameters.min_width_m),
            min_area: stated.pick(|said| said.parameters.min_area_m2),
            frontage_tolerance: stated.pick(|said| said.parameters.frontage_tolerance_m),
            min_way: stated.pick(|said| said.parameters.min_way_m),
            plot_factor: both.parameters.plot_factor.unwrap_or_default(),
            gap_tolerance: stated.pick(|said| said.parameters.gap_tolerance_m),
            rules: stated.pick(|said| said.rules.clone()),
            proposed_use: stated.pick(|said| said.proposed_use.clone()),
            jurisdictions: stated.pick(|said| words(&said.jurisdictions)),
            conditions: stated.pick(|said| words(&said.conditions)),
            clearance_command_line: stated.command_line.clearance_m.clone(),
            clearance_site_file: stated.site_file.clearance_m.clone(),
            neighbour_clearance: stated.each(|said| &said.neighbour_clearance_m),
            burden: both.burden.clone(),
            remnant: both.remnant.clone(),
            ranges: both.ranges.clone(),
            site_parcels: stated.find(|said| said.site_parcels.clone()),
            owners: stated.find(|said| words(&said.owner)),
            deed: DeedSettings {
                area: stated.find(|said| said.deed.area),
                unit: both.deed.unit.unwrap_or_default(),
                projection: both.deed.projection.clone(),
                tolerance: both.deed.tolerance.unwrap_or_default(),
            },
            relocate: stated.pick(|said| said.relocate.clone().map(Relocate::from_words)),
            ways_out: false,
            land_use_system: both.land_use_system,
            use_of: both.use_of.clone(),
            available: both.available.clone(),
            search_radius: both.search_radius_m.unwrap_or_default(),
            moving: both.moving.clone(),
            land_price: stated.find(|said| said.money.land_price_per_m2),
            draws: both.money.draws.unwrap_or_default(),
            seed: both.money.seed.unwrap_or_default(),
            money: both.money.clone(),
            project: both.project.clone(),
            layout: both.layout.wanted.unwrap_or(true).then_some(both.layout),
            attribution: Attribution::asked(both.attribution),
            columns: both.columns.clone(),
            unit: both.unit.unwrap_or_default(),
            id: both.id.clone(),
            name: both.name.clone(),
            stated,
        };
        settings.ways_out = settings.asks_for_ways_out();
        settings.check_setbacks()?;
        Ok((Layers::of(both)?, settings))
    }
}

/// A list that says something.
fn words(list: &[String]) -> Option<Vec<String>> {
    (!list.is_empty()).then(|| list.to_vec())
}
