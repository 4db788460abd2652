//! A rule pack as a trusted value.
//!
//! A pack is read from TOML by [`RulePack::from_toml`], which refuses a file with any defect, so a
//! [`RulePack`] in hand has unique ids, no dangling reference and no impossible figure. The types of its
//! rows are the schema: a key of the file that is not a field there is a defect.

use super::distances::{
    AccessRule, ClearanceRule, CorridorRule, GradeLimit, Modifier, SiteAreaRule, SitingRule,
};
use super::names::folded;
use super::relocations::{
    Authority, CostComponent, CostValue, LandControl, ProcedureStep, RelocationRule,
};
use super::vocabulary::{
    Condition, Definition, Document, Jurisdiction, Kind, Part, ProposedUse, Receptor,
};
use crate::geometry::LonLat;
use crate::language::Name;
use std::collections::HashMap;

/// The schema this crate reads: the value of `schema` at the head of a pack.
pub const SCHEMA: &str = "carveout/rules/1";

/// What a pack holds, before it is indexed.
#[derive(Clone, Debug, Default)]
pub(super) struct Contents {
    pub(super) region: String,
    pub(super) title: String,
    pub(super) title_zh: Option<String>,
    pub(super) extent: Vec<BoxDeg>,
    pub(super) default_conditions: Vec<String>,
    pub(super) documents: Vec<Document>,
    pub(super) jurisdictions: Vec<Jurisdiction>,
    pub(super) conditions: Vec<Condition>,
    pub(super) parts: Vec<Part>,
    pub(super) receptors: Vec<Receptor>,
    pub(super) uses: Vec<ProposedUse>,
    pub(super) kinds: Vec<Kind>,
    pub(super) grade_limits: Vec<GradeLimit>,
    pub(super) clearances: Vec<ClearanceRule>,
    pub(super) modifiers: Vec<Modifier>,
    pub(super) sitings: Vec<SitingRule>,
    pub(super) definitions: Vec<Definition>,
    pub(super) corridors: Vec<CorridorRule>,
    pub(super) accesses: Vec<AccessRule>,
    pub(super) site_areas: Vec<SiteAreaRule>,
    pub(super) relocations: Vec<RelocationRule>,
    pub(super) land_controls: Vec<LandControl>,
    pub(super) cost_components: Vec<CostComponent>,
    pub(super) cost_values: Vec<CostValue>,
    pub(super) authorities: Vec<Authority>,
    pub(super) procedure_steps: Vec<ProcedureStep>,
}

/// A box in degrees: west, south, east, north.
pub type BoxDeg = [f64; 4];

/// A set of rules for a region, checked when it was read.
#[derive(Clone, Debug)]
pub struct RulePack {
    origin: String,
    contents: Contents,
    names: Names,
}

/// Every id and alias, folded, with the position it stands for.
#[derive(Clone, Debug, Default)]
struct Names {
    kinds: HashMap<String, usize>,
    uses: HashMap<String, usize>,
    parts: HashMap<String, usize>,
    conditions: HashMap<String, usize>,
    jurisdictions: HashMap<String, usize>,
}

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident: $type:ty,)+) => {
        $($(#[$doc])*
        #[must_use]
        pub fn $name(&self) -> &[$type] {
            &self.contents.$name
        })+
    };
}

macro_rules! finders {
    ($($(#[$doc:meta])* $name:ident in $table:ident: $type:ty,)+) => {
        $($(#[$doc])*
        #[must_use]
        pub fn $name(&self, id_or_alias: &str) -> Option<&$type> {
            let index = *self.names.$table.get(&folded(id_or_alias))?;
            self.contents.$table.get(index)
        })+
    };
}

impl RulePack {
    pub(super) fn new(origin: &str, contents: Contents) -> Self {
        let mut names = Names::default();
        for (index, kind) in contents.kinds.iter().enumerate() {
            let own = [&kind.id, &kind.name_en, &kind.name_zh];
            enter(&mut names.kinds, index, own, &kind.aliases);
        }
        for (index, proposed) in contents.uses.iter().enumerate() {
            let own = [&proposed.id, &proposed.name_en, &proposed.name_zh];
            enter(&mut names.uses, index, own, &proposed.aliases);
        }
        for (index, part) in contents.parts.iter().enumerate() {
            let own = [&part.id, &part.name_en, &part.name_zh];
            enter(&mut names.parts, index, own, &part.aliases);
        }
        for (index, condition) in contents.conditions.iter().enumerate() {
            enter(&mut names.conditions, index, [&condition.id], &condition.aliases);
        }
        for (index, place) in contents.jurisdictions.iter().enumerate() {
            enter(&mut names.jurisdictions, index, [&place.id, &place.name], &place.aliases);
        }
        Self { origin: origin.to_owned(), contents, names }
    }

    /// Where the pack was read from: a file, or the name of a built-in pack.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Region the pack is for.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.contents.region
    }

    /// One line on what the pack is.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.contents.title
    }

    /// The same in the languages it is given in.
    #[must_use]
    pub fn name(&self) -> Name {
        Name { en: self.contents.title.clone(), zh: self.contents.title_zh.clone() }
    }

    /// Boxes in degrees that hold the region between them, roughly; none where the pack does not say.
    #[must_use]
    pub fn extent(&self) -> &[BoxDeg] {
        &self.contents.extent
    }

    /// Whether the pack may be for a place: only an extent can tell that it is not.
    #[must_use]
    pub fn is_for(&self, place: LonLat) -> bool {
        let holds = |[west, south, east, north]: &BoxDeg| {
            (*west..=*east).contains(&place.lon) && (*south..=*north).contains(&place.lat)
        };
        self.extent().is_empty() || self.extent().iter().any(holds)
    }

    /// Ids of the conditions taken to hold unless another of their group is declared.
    #[must_use]
    pub fn default_conditions(&self) -> &[String] {
        &self.contents.default_conditions
    }

    tables! {
        /// Laws and standards drawn on.
        documents: Document,
        /// Places with rules of their own.
        jurisdictions: Jurisdiction,
        /// Circumstances a user may declare.
        conditions: Condition,
        /// Parts of facilities.
        parts: Part,
        /// Words shared by rules and uses.
        receptors: Receptor,
        /// Uses that may be planned.
        uses: ProposedUse,
        /// Kinds that may stand in the way.
        kinds: Kind,
        /// Grades in figures.
        grade_limits: GradeLimit,
        /// Distances.
        clearances: ClearanceRule,
        /// What changes a distance by design.
        modifiers: Modifier,
        /// Where a kind may not be put.
        sitings: SitingRule,
        /// Meanings of words.
        definitions: Definition,
        /// Widths of line corridors.
        corridors: CorridorRule,
        /// Ways facilities need.
        accesses: AccessRule,
        /// Typical plots.
        site_areas: SiteAreaRule,
        /// Where kinds may be moved.
        relocations: RelocationRule,
        /// Indicators and steps of land control.
        land_controls: LandControl,
        /// Items of a relocation's cost.
        cost_components: CostComponent,
        /// Published prices and costs.
        cost_values: CostValue,
        /// Those to be asked.
        authorities: Authority,
        /// Steps of procedures, in their order.
        procedure_steps: ProcedureStep,
    }

    finders! {
        /// The kind of that id, alias or name. Case, spaces, `_` and `-` do not matter.
        kind in kinds: Kind,
        /// The proposed use of that id, alias or name.
        proposed_use in uses: ProposedUse,
        /// The part of that id, alias or name.
        part in parts: Part,
        /// The condition of that id or alias.
        condition in conditions: Condition,
        /// The jurisdiction of that id, alias or name.
        jurisdiction in jurisdictions: Jurisdiction,
    }
}

fn enter<const N: usize>(
    names: &mut HashMap<String, usize>,
    index: usize,
    own: [&String; N],
    aliases: &[String],
) {
    for name in own.into_iter().chain(aliases) {
        names.entry(folded(name)).or_insert(index);
    }
}
