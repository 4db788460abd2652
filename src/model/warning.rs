//! What a reader must know before trusting a number.
//!
//! A warning is facts; the room of words makes a sentence of it in the language of the reader.

use crate::geometry::repair::Defect;
use crate::geometry::{FrameError, LonLat};
use crate::language::Name;
use crate::model::{Clause, CostItem, Gate, Origin, StrangeCodes};
use crate::units::{Metres, SquareMetres};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of doubt a warning raises. The names are part of the JSON contract.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum Code {
    /// A polygon was invalid and has been repaired.
    RepairedGeometry,
    /// A feature has no geometry.
    NullGeometry,
    /// A feature could not be read and was left out.
    SkippedGeometry,
    /// A position is no longitude and latitude; the feature was left out.
    OutOfRangePosition,
    /// An attribute has a value that cannot be used.
    BadAttribute,
    /// A negative clearance was given and ignored.
    NegativeClearance,
    /// Ids occur twice in a layer.
    DuplicateId,
    /// Ids are blank, or stand for none.
    PlaceholderId,
    /// An id that was named stands for several features.
    AmbiguousId,
    /// A layer was in another encoding than UTF-8.
    Decoded,
    /// A server sent only a part of a layer.
    PartialLayer,
    /// A layer has as many features as servers usually send at most.
    PageLimit,
    /// A layer has no feature.
    EmptyLayer,
    /// No layer was given in which something could stand in the way.
    NoFacilityLayer,
    /// Several features were taken together as one site.
    SeveralFeatures,
    /// They lie apart from each other.
    FeaturesApart,
    /// The rule pack that was chosen is for another part of the world.
    RulesElsewhere,
    /// So is the one that was used because none was chosen.
    RulesAssumed,
    /// A field may stand in a column of another name.
    ColumnLike,
    /// A figure was given for a kind or id that is nowhere.
    UnusedKey,
    /// The owner of a third-party parcel is nearly called as the project's.
    OwnerNearly,
    /// Equipment names a facility that is not there.
    OrphanEquipment,
    /// The rule pack does not know the kind.
    UnknownKind,
    /// The rule pack has no distance for this kind and this use.
    NoRuleForPair,
    /// Homes or schools stand beside the site, and nothing says how far the project keeps from them.
    NeighbourUnruled,
    /// The project keeps its distance from some uses, and what land beside it is used for is not known.
    NeighbourUnknown,
    /// A rule was not applied because something about it is not known.
    RuleNotApplied,
    /// A distance in use rests on a recalled, not a verified, figure.
    RuleRecalled,
    /// No grade was given; the strictest one was used.
    GradeAssumed,
    /// Equipment positions are not known; distances start at the whole plot.
    EquipmentUnknown,
    /// A point stands on no known parcel; a typical plot was put around it.
    PointWithoutPlot,
    /// A parcel under a facility may be its plot and was not taken.
    PlotAssumed,
    /// The size of a facility is not known at all.
    PlotUnknown,
    /// No parcel is declared the project's own.
    OwnershipUnknown,
    /// Parcels overlap the site by less than drawing accuracy.
    SliverOverlap,
    /// Gaps and slivers within the site were closed.
    GapsClosed,
    /// No road is near: the whole boundary counts as frontage.
    FrontageAssumed,
    /// Deed and footprint differ by more than they may.
    DeedDiffers,
    /// The parcels whose deed areas were summed cover other land than the footprint.
    DeedOfOtherLand,
    /// A parcel of the project has no deed area, while others have.
    DeedUnknown,
    /// Setbacks differ from edge to edge, and what some edges are cannot be told.
    EdgesUnclear,
    /// Zoning districts overlap along the site and state different setbacks.
    DistrictsOverlap,
    /// A range was given for a setback that no edge of the site keeps.
    RangeWithoutEffect,
    /// A setback is given for what lies beside the site, and what does is not known.
    BesideUnknown,
    /// Land of others lies between the site and a road.
    FrontageBlocked,
    /// Land of others lies between the site and every road.
    NoFrontage,
    /// A narrow passage decides whether land is reachable.
    NarrowWay,
    /// An obstacle that needs access cannot be reached.
    NoAccess,
    /// An obstacle needs access of unknown width.
    AccessWidthUnknown,
    /// No feature of a layer lies near the site.
    LayerFar,
    /// An id to relocate or to own was not found.
    UnknownId,
    /// A facility to relocate is marked as not relocatable.
    NotRelocatable,
    /// No receiving site passes every gate.
    NoReceivingSite,
    /// An item of a cost is not known.
    CostMissing,
    /// How long a move takes is not known.
    MonthsUnknown,
    /// Nobody declared the code system of the land use, or codes do not fit it.
    LandUseSystem,
    /// No land of the site is usable even without obstacles.
    NothingUsable,
    /// Some land cannot be reached even without obstacles.
    OutOfReach,
    /// The loss was not divided among the obstacles.
    LossNotDivided,
}

impl Code {
    /// The name in machine output: `no_access`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether a number may be wrong because something is missing, so that the result is not
    /// complete.
    #[must_use]
    pub const fn leaves_a_gap(self) -> bool {
        matches!(
            self,
            Self::NullGeometry
                | Self::SkippedGeometry
                | Self::OutOfRangePosition
                | Self::NegativeClearance
                | Self::CostMissing
                | Self::UnknownKind
                | Self::NoRuleForPair
                | Self::NeighbourUnruled
                | Self::NeighbourUnknown
                | Self::RuleNotApplied
                | Self::PlotUnknown
                | Self::OwnershipUnknown
                | Self::LayerFar
                | Self::DeedDiffers
                | Self::DeedOfOtherLand
                | Self::EdgesUnclear
                | Self::DistrictsOverlap
                | Self::RangeWithoutEffect
                | Self::BesideUnknown
                | Self::NoFrontage
                | Self::NoAccess
                | Self::AccessWidthUnknown
                | Self::AmbiguousId
                | Self::PartialLayer
                | Self::EmptyLayer
                | Self::NoFacilityLayer
                | Self::FeaturesApart
                | Self::RulesAssumed
                | Self::UnusedKey
                | Self::OwnerNearly
        )
    }
}

/// Why it cannot be told what edges of a site are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UnclearEdges {
    /// No road is known along the site.
    NoRoad,
    /// It is along several streets, and which is the front is not known.
    WhichFront {
        /// The streets, as far as they have names.
        streets: Vec<String>,
    },
    /// No street runs along this part of the site.
    NoFront,
}

/// What is wrong with an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AttributeFault {
    /// A list or an object where a text is meant.
    NotText,
    /// Not a length in metres, zero or more.
    NotMetres,
    /// Not a number, zero or more.
    NotNumber,
    /// Neither true nor false.
    NotFlag,
    /// Neither `own` nor `shared`.
    NotBurden,
    /// Neither `parcel` nor `drawn`.
    NotPlotExtent,
}

/// A doubt: what was seen, with the facts that a sentence about it needs.
#[derive(Clone, Debug, PartialEq, Serialize, strum::VariantNames, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Doubt {
    /// A polygon was invalid and has been repaired.
    Repaired {
        /// The first thing wrong with it.
        defect: Defect,
        /// Where that is, as far as one place can be named.
        at: Option<LonLat>,
        /// How many more things were wrong.
        more: usize,
    },
    /// A feature has no geometry.
    NoGeometry,
    /// A feature cannot be read.
    Unreadable {
        /// What the parser said.
        reason: String,
    },
    /// A footprint has points or lines beside its polygons.
    BesidePolygons,
    /// A parcel is not a polygon.
    ParcelWithoutArea,
    /// A road is a point.
    RoadIsPoint,
    /// A road, looked at for its distance, has a position that is not in degrees.
    RoadMisplaced {
        /// What is wrong with the position.
        cause: FrameError,
    },
    /// Those served are drawn as a line.
    DemandIsLine,
    /// A control zone is not a polygon.
    ZoneWithoutArea,
    /// A feature has points, lines and polygons.
    MixedGeometry,
    /// A polygon encloses nothing.
    PolygonWithoutArea,
    /// A line leads nowhere.
    LineWithoutLength,
    /// A position is no longitude and latitude.
    Misplaced {
        /// What is wrong with the position.
        cause: FrameError,
    },
    /// An attribute cannot be used.
    BadAttribute {
        /// Its name in the contract.
        field: String,
        /// What is wrong with it.
        fault: AttributeFault,
    },
    /// A clearance is negative.
    NegativeClearance,
    /// Features of a layer share ids.
    RepeatedIds {
        /// Some of the ids.
        examples: Vec<String>,
        /// How many ids are shared.
        ids: usize,
    },
    /// Features have a blank id, or a word that stands for none.
    PlaceholderIds {
        /// Some of the words; one that is blank is empty.
        examples: Vec<String>,
    },
    /// A layer is in another encoding than UTF-8 and was decoded.
    Decoded {
        /// Name of the encoding.
        encoding: String,
    },
    /// A server sent only a part of a layer.
    PageOnly {
        /// How many features came.
        features: usize,
        /// How many there are, if the server said so.
        of: Option<u64>,
    },
    /// A layer has as many features as servers usually send at most.
    PagePerhaps {
        /// How many.
        features: usize,
    },
    /// A layer has no feature.
    EmptyLayer,
    /// No layer of facilities, buildings or zones was given.
    NothingLookedAt,
    /// Several features were taken together as one site.
    SeveralFeatures {
        /// How many.
        features: usize,
        /// In how many places that lie apart.
        places: usize,
    },
    /// The rule pack is for another part of the world than the site.
    RulesElsewhere {
        /// Region of the rule pack.
        pack: String,
        /// Names of the rule packs for the place of the site.
        fitting: Vec<String>,
        /// Whether it was used only because none was chosen.
        assumed: bool,
    },
    /// No feature of a facility layer has a kind.
    KindMissing {
        /// The column that looks like it.
        like: Option<String>,
    },
    /// No feature of a layer has a field, and a column looks like it.
    ColumnLike {
        /// The field.
        field: String,
        /// The column.
        column: String,
    },
    /// A figure was given for a kind or id that is nowhere.
    KeyUnused {
        /// The flag, or the member of the site file.
        named_by: String,
        /// The kind or id.
        key: String,
    },
    /// The owner of a third-party parcel is nearly called as one that was declared.
    OwnerNearly {
        /// As registered.
        owner: String,
        /// As declared.
        declared: String,
    },
    /// An id that the user named stands for several features.
    IdOfSeveral {
        /// The id.
        id: String,
        /// What they are called.
        features: Vec<String>,
    },
    /// Equipment names a facility by an id that several have.
    OwnerOfSeveral {
        /// The id.
        owner: String,
    },
    /// Equipment of a facility that is not there.
    OrphanEquipment {
        /// Id of the facility.
        owner: String,
    },
    /// A feature has no kind.
    NoKind,
    /// The rule pack does not know the kind.
    UnknownKind {
        /// The kind as written.
        kind: String,
        /// Region of the rule pack.
        pack: String,
    },
    /// The rule pack has no distance for the kind and the proposed use.
    NoRuleForPair {
        /// The kind.
        kind: String,
        /// The proposed use.
        proposed_use: String,
        /// Region of the rule pack.
        pack: String,
    },
    /// A neighbour of a sensitive use, from which nothing says how far the project keeps.
    NeighbourUnruled {
        /// The use of the neighbour, an id of the rule pack.
        used_as: String,
        /// The use of the project.
        proposed_use: String,
    },
    /// Land within the longest distance that the project keeps from a use, and nothing says what it is
    /// used for.
    NeighbourUseUnknown {
        /// That distance.
        within: Metres,
        /// The use of the project.
        proposed_use: String,
    },
    /// The project keeps its distance from some uses, and no layer shows what is beside it.
    NeighboursNotLookedAt {
        /// The longest such distance.
        within: Metres,
        /// The use of the project.
        proposed_use: String,
    },
    /// The authority draws the limit of the kind, and no such polygon is given.
    LimitNotDrawn {
        /// The kind.
        kind: String,
    },
    /// A rule needs the height of the facility.
    FacilityHeightUnknown {
        /// Id of the rule.
        rule: String,
    },
    /// A rule needs the height of the building planned.
    PlannedHeightUnknown {
        /// Id of the rule.
        rule: String,
    },
    /// A figure in use is recalled, not verified.
    RuleRecalled {
        /// The figure.
        distance: Metres,
        /// Document.
        document: Name,
        /// The place in it; none where the whole of it is meant.
        clause: Option<Clause>,
    },
    /// The grade is not known.
    GradeAssumed {
        /// The kind.
        kind: String,
        /// The grade as written, which the rule pack does not know; none if none is written.
        grade: Option<String>,
    },
    /// The position of equipment is not known.
    EquipmentUnknown {
        /// What the equipment is called.
        parts: Vec<Name>,
    },
    /// A point stands on no parcel of others that is plausible as its plot.
    PointWithoutPlot {
        /// The kind.
        kind: String,
        /// The typical plot.
        area: SquareMetres,
        /// Whether the grade is not known, so that the largest plot of any grade is taken.
        largest: bool,
    },
    /// A parcel under a facility may be its plot; it was not taken, and is the other end of a range.
    ParcelMayBePlot {
        /// Id of the parcel.
        parcel: String,
        /// Its area.
        area: SquareMetres,
    },
    /// Neither the plot of a point nor what is usual for its kind is known.
    PointSizeUnknown {
        /// The kind.
        kind: String,
    },
    /// The width of a line is not known.
    CorridorUnknown {
        /// The kind.
        kind: String,
    },
    /// No parcel is declared the project's own.
    OwnershipUnknown,
    /// A neighbouring parcel overlaps the site by less than drawing accuracy.
    SliverOverlap {
        /// The mean overlap that counts as drawing accuracy, metres.
        accuracy_m: f64,
    },
    /// Gaps between parts of the site were closed.
    GapsClosed {
        /// How many.
        gaps: usize,
        /// Their area together.
        area: SquareMetres,
        /// The width of the widest of them.
        widest: Metres,
        /// A place in the largest of them.
        at: LonLat,
    },
    /// No road comes near the site.
    NoRoadNear {
        /// How near it should come.
        tolerance: Metres,
    },
    /// A parcel of others lies between a part of the boundary and the road, which is no frontage then.
    FrontageBlocked {
        /// Id of the parcel.
        parcel: String,
    },
    /// Parcels of others lie between the site and every road that is near.
    NoFrontage {
        /// Ids of the parcels.
        parcels: Vec<String>,
    },
    /// A passage decides whether land behind it is reachable.
    NarrowWay {
        /// How wide it is.
        width: Metres,
        /// How wide a way must be.
        needed: Metres,
        /// Where it is.
        at: LonLat,
        /// The land behind it.
        land: SquareMetres,
        /// Whether it is wide enough.
        passed: bool,
    },
    /// Deed and footprint differ by more than they may.
    DeedDiffers {
        /// Area by the deed.
        deed: SquareMetres,
        /// Area of the same land as drawn.
        drawn: SquareMetres,
        /// By how much they may differ, as a share of the deed.
        tolerance: f64,
    },
    /// The parcels whose deed areas were summed cover other land than the footprint.
    DeedOfOtherLand {
        /// The parcels.
        parcels: Vec<String>,
        /// Their land beyond the footprint.
        beyond: SquareMetres,
        /// Land of the footprint on none of them.
        missing: SquareMetres,
    },
    /// A parcel of the project has no deed area, while others have.
    NoDeedArea,
    /// Setbacks differ from edge to edge, and what some edges are cannot be told.
    EdgesUnclear {
        /// How many edges.
        edges: usize,
        /// Why.
        why: UnclearEdges,
    },
    /// Zoning districts overlap along the site and state different setbacks; the largest is used.
    DistrictsOverlap {
        /// What they are called.
        districts: Vec<String>,
        /// How many edges lie in several of them.
        edges: usize,
    },
    /// A range was given for a setback that no edge of the site keeps: all have one of their own.
    RangeWithoutEffect {
        /// The member of the site file.
        range: String,
    },
    /// A setback is given for what lies beside the site, and no layer shows that.
    NothingBesideKnown,
    /// A setback is given for what lies beside the site, and what a parcel there is used for is not known.
    UseBesideUnknown,
    /// No corridor leads to an obstacle that needs one.
    NoAccess,
    /// An obstacle needs a corridor of unknown width.
    AccessWidthUnknown,
    /// A layer lies far from the site.
    LayerFar {
        /// Distance in kilometres.
        km: f64,
    },
    /// What is to be moved is no obstacle.
    NotInTheWay {
        /// Its id.
        id: String,
    },
    /// It is marked as not relocatable, and stays.
    FixedStays,
    /// It is a line, which is diverted and not moved to a plot.
    LineIsDiverted,
    /// It is marked as not relocatable, and was named, so it moves.
    FixedMoves,
    /// No receiving site passes every gate.
    NoReceivingSite {
        /// How many were looked at.
        considered: usize,
    },
    /// The receiving site decided on is not among the best.
    DecidedSiteMissing {
        /// Id of that parcel.
        parcel: String,
        /// How many the best are.
        listed: usize,
    },
    /// Of the receiving site not every gate is known to be passed.
    GatesOpen {
        /// Id of the parcel.
        parcel: String,
        /// The gates that it fails: somebody decided on it all the same.
        failed: Vec<Gate>,
        /// The gates that are not known.
        unknown: Vec<Gate>,
    },
    /// Items of a cost have no figure.
    CostMissing {
        /// The items.
        items: Vec<CostItem>,
    },
    /// The cost of delay is not known.
    DelayUnknown,
    /// There are land-use codes, and nobody declared of which system.
    LandUseUndeclared,
    /// Land-use codes are not in the system that is declared.
    StrangeCodes(StrangeCodes),
    /// No land of the site is usable even without obstacles.
    NothingUsable {
        /// The site.
        gross: SquareMetres,
        /// What of it lies inside the setback.
        envelope: SquareMetres,
        /// What would be usable if the surroundings kept nothing free.
        context: SquareMetres,
    },
    /// Land that no way leads to even without obstacles.
    OutOfReach {
        /// The land.
        land: SquareMetres,
        /// How wide a way must be.
        way: Metres,
    },
    /// The loss was not divided among the obstacles: so many hang together that it takes long.
    LossNotDivided {
        /// How many obstacles there are.
        obstacles: usize,
    },
}

impl Doubt {
    /// Its name in the contract.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Repaired { .. } => Code::RepairedGeometry,
            Self::NoGeometry => Code::NullGeometry,
            Self::Unreadable { .. }
            | Self::BesidePolygons
            | Self::ParcelWithoutArea
            | Self::RoadIsPoint
            | Self::RoadMisplaced { .. }
            | Self::DemandIsLine
            | Self::ZoneWithoutArea
            | Self::MixedGeometry
            | Self::PolygonWithoutArea
            | Self::LineWithoutLength => Code::SkippedGeometry,
            Self::Misplaced { .. } => Code::OutOfRangePosition,
            Self::BadAttribute { .. } => Code::BadAttribute,
            Self::NegativeClearance => Code::NegativeClearance,
            Self::Decoded { .. } => Code::Decoded,
            Self::PageOnly { .. } => Code::PartialLayer,
            Self::PagePerhaps { .. } => Code::PageLimit,
            Self::EmptyLayer => Code::EmptyLayer,
            Self::NothingLookedAt => Code::NoFacilityLayer,
            Self::SeveralFeatures { places, .. } if *places > 1 => Code::FeaturesApart,
            Self::SeveralFeatures { .. } => Code::SeveralFeatures,
            Self::RulesElsewhere { assumed: true, .. } => Code::RulesAssumed,
            Self::RulesElsewhere { .. } => Code::RulesElsewhere,
            Self::ColumnLike { .. } => Code::ColumnLike,
            Self::KeyUnused { .. } => Code::UnusedKey,
            Self::OwnerNearly { .. } => Code::OwnerNearly,
            Self::RepeatedIds { .. } => Code::DuplicateId,
            Self::PlaceholderIds { .. } => Code::PlaceholderId,
            Self::IdOfSeveral { .. } | Self::OwnerOfSeveral { .. } => Code::AmbiguousId,
            Self::OrphanEquipment { .. } => Code::OrphanEquipment,
            Self::NoKind | Self::KindMissing { .. } | Self::UnknownKind { .. } => Code::UnknownKind,
            Self::NoRuleForPair { .. } | Self::LimitNotDrawn { .. } => Code::NoRuleForPair,
            Self::NeighbourUnruled { .. } => Code::NeighbourUnruled,
            Self::NeighbourUseUnknown { .. } | Self::NeighboursNotLookedAt { .. } => {
                Code::NeighbourUnknown
            }
            Self::FacilityHeightUnknown { .. } | Self::PlannedHeightUnknown { .. } => {
                Code::RuleNotApplied
            }
            Self::RuleRecalled { .. } => Code::RuleRecalled,
            Self::GradeAssumed { .. } => Code::GradeAssumed,
            Self::EquipmentUnknown { .. } => Code::EquipmentUnknown,
            Self::PointWithoutPlot { .. } => Code::PointWithoutPlot,
            Self::ParcelMayBePlot { .. } => Code::PlotAssumed,
            Self::PointSizeUnknown { .. } | Self::CorridorUnknown { .. } => Code::PlotUnknown,
            Self::OwnershipUnknown => Code::OwnershipUnknown,
            Self::SliverOverlap { .. } => Code::SliverOverlap,
            Self::GapsClosed { .. } => Code::GapsClosed,
            Self::NoRoadNear { .. } => Code::FrontageAssumed,
            Self::DeedDiffers { .. } => Code::DeedDiffers,
            Self::DeedOfOtherLand { .. } => Code::DeedOfOtherLand,
            Self::NoDeedArea => Code::DeedUnknown,
            Self::EdgesUnclear { .. } => Code::EdgesUnclear,
            Self::DistrictsOverlap { .. } => Code::DistrictsOverlap,
            Self::RangeWithoutEffect { .. } => Code::RangeWithoutEffect,
            Self::NothingBesideKnown | Self::UseBesideUnknown => Code::BesideUnknown,
            Self::FrontageBlocked { .. } => Code::FrontageBlocked,
            Self::NoFrontage { .. } => Code::NoFrontage,
            Self::NarrowWay { .. } => Code::NarrowWay,
            Self::NoAccess => Code::NoAccess,
            Self::AccessWidthUnknown => Code::AccessWidthUnknown,
            Self::LayerFar { .. } => Code::LayerFar,
            Self::NotInTheWay { .. } => Code::UnknownId,
            Self::FixedStays | Self::FixedMoves | Self::LineIsDiverted => Code::NotRelocatable,
            Self::NoReceivingSite { .. }
            | Self::DecidedSiteMissing { .. }
            | Self::GatesOpen { .. } => Code::NoReceivingSite,
            Self::CostMissing { .. } => Code::CostMissing,
            Self::DelayUnknown => Code::MonthsUnknown,
            Self::LandUseUndeclared | Self::StrangeCodes(_) => Code::LandUseSystem,
            Self::NothingUsable { .. } => Code::NothingUsable,
            Self::OutOfReach { .. } => Code::OutOfReach,
            Self::LossNotDivided { .. } => Code::LossNotDivided,
        }
    }
}

/// One doubt, about one feature or several.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Warning {
    /// The doubt.
    pub doubt: Doubt,
    /// File concerned.
    pub file: Option<String>,
    /// Feature concerned, by id or `#index`: the first of them if there are several.
    pub feature: Option<String>,
    /// How many features are concerned.
    pub count: usize,
}

impl Warning {
    /// A doubt about one feature.
    fn about(origin: &Origin, doubt: Doubt) -> Self {
        let id = origin.id.clone().filter(|id| !id.trim().is_empty());
        let feature = id.unwrap_or_else(|| format!("#{}", origin.index));
        Self { doubt, file: Some(origin.file.to_string()), feature: Some(feature), count: 1 }
    }

    /// The name of its doubt in the contract.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.doubt.code()
    }
}

/// Warnings in the order they were raised; the same doubt about several features of one file is
/// counted instead of repeated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Warnings {
    list: Vec<Warning>,
}

impl Warnings {
    /// Raises a doubt that concerns no single feature.
    pub fn raise(&mut self, doubt: Doubt) {
        self.push(Warning { doubt, file: None, feature: None, count: 1 });
    }

    /// Raises a doubt about a file as a whole.
    pub fn raise_for_file(&mut self, file: &str, doubt: Doubt) {
        self.push(Warning { doubt, file: Some(file.to_owned()), feature: None, count: 1 });
    }

    /// Raises a doubt about some features of a file, of which the first is named.
    pub fn raise_for_some(&mut self, first: &Origin, count: usize, doubt: Doubt) {
        self.push(Warning { count, ..Warning::about(first, doubt) });
    }

    /// Raises a doubt about a feature; the same doubt about another feature of the same file only
    /// raises the count.
    pub fn raise_for(&mut self, origin: &Origin, doubt: Doubt) {
        self.push(Warning::about(origin, doubt));
    }

    fn push(&mut self, warning: Warning) {
        let same = |w: &&mut Warning| w.file == warning.file && w.doubt == warning.doubt;
        match self.list.iter_mut().find(same) {
            Some(earlier) => earlier.count += warning.count,
            None => self.list.push(warning),
        }
    }

    /// Adds all of another list.
    pub fn append(&mut self, other: Self) {
        for warning in other.list {
            self.push(warning);
        }
    }

    /// Whether no warning says that something is missing.
    #[must_use]
    pub fn complete(&self) -> bool {
        !self.list.iter().any(|warning| warning.code().leaves_a_gap())
    }

    /// The warnings.
    pub fn iter(&self) -> impl Iterator<Item = &Warning> {
        self.list.iter()
    }

    /// The warnings as a list.
    #[must_use]
    pub fn into_vec(self) -> Vec<Warning> {
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(id: &str) -> Origin {
        Origin { file: "sites.geojson".into(), index: 0, id: Some(id.to_owned()) }
    }

    #[test]
    fn the_same_facts_about_several_features_are_counted() {
        let kind = |kind: &str| Doubt::LimitNotDrawn { kind: kind.to_owned() };
        let mut warnings = Warnings::default();
        warnings.raise_for(&origin("a"), kind("airport"));
        warnings.raise_for(&origin("b"), kind("airport"));
        warnings.raise_for(&origin("c"), kind("well"));
        let seen: Vec<_> = warnings.iter().map(|w| (w.feature.as_deref(), w.count)).collect();
        assert_eq!(seen, [(Some("a"), 2), (Some("c"), 1)]);
    }

    #[test]
    fn the_names_of_the_contract_are_those_of_the_json() {
        for code in [Code::NullGeometry, Code::UnknownId, Code::RuleRecalled] {
            assert_eq!(serde_json::json!(code), code.as_str());
        }
    }
}
