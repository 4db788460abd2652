//! The nouns of a rule pack, as trusted values.
//!
//! A pack is read from TOML by [`RulePack::from_toml`], which refuses a file with any defect, so a
//! [`RulePack`] in hand has unique ids, no dangling reference and no impossible figure. The types are
//! the schema: a key of the file that is not a field here is a defect.

use super::citation::Citation;
use super::moving::{Authority, Per, Priced, ProcedureStep};
use crate::language::Name;
use crate::model::{Clause, NO_CLAUSE};
use crate::units::{Metres, SquareMetres};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// The schema this crate reads: the value of `schema` at the head of a pack.
pub const SCHEMA: &str = "carveout/rules/1";

/// The part that stands for the whole plot of a facility.
pub const SITE_PART: &str = "site";

words! {
    /// How well a figure is founded, best first.
    Status {
        /// The figure itself was seen in a text named under `seen`.
        Verified = "verified",
        /// Clause, row or an older table that agrees was seen, not the figure itself.
        PartlyVerified = "partly_verified",
        /// Worked out from other figures.
        Derived = "derived",
        /// From working knowledge, not seen: check before relying on it.
        Recalled = "recalled",
    }
}

words! {
    /// What the authors of a pack believe; no legal grade.
    Confidence {
        /// Would be surprised to see another figure.
        High = "high",
        /// Plausible.
        Medium = "medium",
        /// A guess that needs checking.
        Low = "low",
    }
}

words! {
    /// What a rule does with the land inside its distance.
    Effect {
        /// Buildings are forbidden: subtracted.
        NoBuild = "no_build",
        /// A distance between two structures: subtracted.
        Separation = "separation",
        /// Only sensitive uses are forbidden: subtracted for those, reported for others.
        SensitiveOnly = "sensitive_only",
        /// Allowed with someone's consent: reported.
        Consent = "consent",
        /// Reserved in a plan: reported.
        PlanControl = "plan_control",
        /// Advice: reported.
        Recommend = "recommend",
    }
}

words! {
    /// The shape a kind usually has on a map.
    Geometry {
        /// An area with an owner.
        Plot = "plot",
        /// A line with a corridor.
        Line = "line",
        /// A point.
        Point = "point",
        /// An area that restricts land without owning it.
        Zone = "zone",
    }
}

words! {
    /// How a figure limits.
    Bound {
        /// At least.
        Minimum = "minimum",
        /// At most.
        Maximum = "maximum",
        /// From one figure to another.
        Range = "range",
    }
}

words! {
    /// Whose height a distance follows.
    HeightOf {
        /// The existing facility: a pole, a tower, a mast.
        Facility = "facility",
        /// The building that is planned.
        PlannedBuilding = "planned_building",
    }
}

/// Where a value comes from, attached to every rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "ProvenanceKeys", into = "ProvenanceKeys")]
pub struct Provenance {
    /// Law, standard or text.
    pub source: Name,
    /// Article, clause or table in it; none where it has none.
    pub clause: Option<Clause>,
    /// How well the figure is founded.
    pub status: Status,
    /// What the authors believe.
    pub confidence: Confidence,
    /// What was seen, in a few words.
    pub seen: Option<String>,
    /// Id of the jurisdiction the rule is limited to; national where absent.
    pub jurisdiction: Option<String>,
    /// What else a reader must know.
    pub note: Option<String>,
}

impl Provenance {
    /// Document and clause behind the rule of this id.
    #[must_use]
    pub fn citation(&self, rule: &str) -> Citation {
        Citation {
            rule: rule.to_owned(),
            document: self.source.clone(),
            clause: self.clause.clone(),
            status: self.status,
        }
    }
}

/// The keys of a provenance as they stand in a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProvenanceKeys {
    source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source_zh: Option<String>,
    clause: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    clause_zh: Option<String>,
    status: Status,
    confidence: Confidence,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    jurisdiction: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl From<ProvenanceKeys> for Provenance {
    fn from(keys: ProvenanceKeys) -> Self {
        Self {
            source: Name { en: keys.source, zh: keys.source_zh },
            clause: Clause::read(Name { en: keys.clause, zh: keys.clause_zh }),
            status: keys.status,
            confidence: keys.confidence,
            seen: keys.seen,
            jurisdiction: keys.jurisdiction,
            note: keys.note,
        }
    }
}

impl From<Provenance> for ProvenanceKeys {
    fn from(provenance: Provenance) -> Self {
        let clause = provenance.clause.map(|clause| clause.written().clone());
        let clause = clause.unwrap_or_else(|| Name { en: NO_CLAUSE.to_owned(), zh: None });
        Self {
            source: provenance.source.en,
            source_zh: provenance.source.zh,
            clause: clause.en,
            clause_zh: clause.zh,
            status: provenance.status,
            confidence: provenance.confidence,
            seen: provenance.seen,
            jurisdiction: provenance.jurisdiction,
            note: provenance.note,
        }
    }
}

/// A law or standard the pack draws on, and how much of it was seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its short name, as rules cite it.
    pub name: String,
    /// Its title.
    pub title: String,
    /// How much of it was seen.
    pub status: Status,
    /// What the authors believe.
    pub confidence: Confidence,
    /// What was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
}

/// A place whose own rules apply only there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jurisdiction {
    /// Id used by rules and by a site.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The jurisdiction it lies in; whoever declares the inner one declares the outer one too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// A circumstance under which a rule applies, to be declared by the user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Id used by rules and by a site.
    pub id: String,
    /// The circumstance in plain words.
    pub means: String,
    /// Conditions of one group exclude each other: declaring one switches off the default of its group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// A piece of a facility at which distances start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Id; `site` is the whole plot.
    pub id: String,
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// What a rule protects or keeps out; the word a rule's `to` and a use's `receives` share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receptor {
    /// Id.
    pub id: String,
    /// What it is.
    pub means: String,
}

/// A use that may be planned on the site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposedUse {
    /// Id.
    pub id: String,
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Whether rules of effect `sensitive_only` subtract land from it.
    pub sensitive: bool,
    /// Codes of land that is put to it, by code system; a code stands for all that begin with it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub land_use: BTreeMap<String, Vec<String>>,
    /// The receptors it counts as. Where its size or height is not known it lists them all, so that the
    /// strictest rule governs.
    pub receives: Vec<String>,
}

/// One grade, class or voltage of a kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Id used by rules.
    pub id: String,
    /// Where a kind is graded in more ways than one (voltage, oil volume), which of them. A grade given
    /// on one scale says nothing on the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// A loose word for several grades; the strictest of them governs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeGroup {
    /// Id.
    pub id: String,
    /// The grades it may mean.
    pub grades: Vec<String>,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// A kind of thing that may stand in the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Id.
    pub id: String,
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Its usual shape.
    pub geometry: Geometry,
    /// Whether carving it out makes a new plot boundary; see [`Kind::severs_by_default`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severs: Option<bool>,
    /// Whether it must be reached from the frontage when it is kept.
    pub needs_access: bool,
    /// Why it has no distance by definition; its clearance is then zero and known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_distance: Option<String>,
    /// Parts only some facilities have: their distances count only where such equipment is drawn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub optional_parts: Vec<String>,
    /// Its grades.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<Grade>,
    /// Loose words for several grades.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grade_groups: Vec<GradeGroup>,
    /// What else a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Kind {
    /// Whether carving it out makes a new plot boundary: plots do, lines, points and zones do not,
    /// unless the pack says otherwise.
    #[must_use]
    pub fn severs_by_default(&self) -> bool {
        self.severs.unwrap_or(self.geometry == Geometry::Plot)
    }

    /// The grades `name` may mean: one for a grade, several for a group, none for an unknown word.
    #[must_use]
    pub fn grades_named(&self, name: &str) -> Vec<&Grade> {
        let wanted = folded(name);
        let is = |id: &str, aliases: &[String]| {
            folded(id) == wanted || aliases.iter().any(|alias| folded(alias) == wanted)
        };
        if let Some(grade) = self.grades.iter().find(|grade| is(&grade.id, &grade.aliases)) {
            return vec![grade];
        }
        let Some(group) = self.grade_groups.iter().find(|group| is(&group.id, &group.aliases))
        else {
            return Vec::new();
        };
        self.grades.iter().filter(|grade| group.grades.contains(&grade.id)).collect()
    }

    /// The scale a grade id belongs to.
    pub(super) fn scale_of(&self, grade_id: &str) -> Option<&str> {
        self.grades.iter().find(|grade| grade.id == grade_id)?.scale.as_deref()
    }
}

/// A grade in figures: above one value, up to and including another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeLimit {
    /// Id.
    pub id: String,
    /// Kind it grades.
    pub kind: String,
    /// The grade.
    pub grades: Vec<String>,
    /// What is measured.
    pub what: String,
    /// Exclusive lower limit.
    pub above: f64,
    /// Inclusive upper limit.
    pub up_to: f64,
    /// Unit of both.
    pub unit: String,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A distance that follows a height.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeightRule {
    /// Whose height.
    pub of: HeightOf,
    /// Metres of distance for a metre of height.
    pub factor: f64,
    /// Never less than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_m: Option<Metres>,
    /// Never more than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap_m: Option<Metres>,
}

impl HeightRule {
    /// The distance for a height; nothing where the figures of the pack make no length.
    #[must_use]
    pub fn distance(&self, height: Metres) -> Option<Metres> {
        let raised = (self.factor * height.get()).max(self.floor_m.map_or(0.0, Metres::get));
        let capped = self.cap_m.map_or(raised, |cap| raised.min(cap.get()));
        Metres::new(capped).ok()
    }
}

/// How a rule gives its distance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "DistanceKeys", into = "DistanceKeys")]
pub enum Distance {
    /// A figure.
    Fixed {
        /// The one to use; where sources differ, the larger.
        distance: Metres,
        /// The smaller figure, where sources differ.
        low: Option<Metres>,
    },
    /// A height times a factor.
    ByHeight(HeightRule),
    /// No figure: a polygon drawn by an authority, which has to be imported.
    Polygon,
}

/// The keys of a distance as they stand in a file.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DistanceKeys {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    distance_m: Option<Metres>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    low_m: Option<Metres>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    height: Option<HeightRule>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    polygon: bool,
}

impl TryFrom<DistanceKeys> for Distance {
    type Error = &'static str;

    fn try_from(keys: DistanceKeys) -> Result<Self, Self::Error> {
        match (keys.distance_m, keys.height, keys.polygon) {
            (Some(distance), None, false) => Ok(Self::Fixed { distance, low: keys.low_m }),
            (None, Some(height), false) if keys.low_m.is_none() => Ok(Self::ByHeight(height)),
            (None, None, true) if keys.low_m.is_none() => Ok(Self::Polygon),
            (None, None, false) => Err("one of distance_m, height and polygon = true is missing"),
            (None, ..) => Err("low_m goes with distance_m only"),
            _ => Err("only one of distance_m, height and polygon = true may be given"),
        }
    }
}

impl From<Distance> for DistanceKeys {
    fn from(distance: Distance) -> Self {
        match distance {
            Distance::Fixed { distance, low } => {
                Self { distance_m: Some(distance), low_m: low, ..Self::default() }
            }
            Distance::ByHeight(height) => Self { height: Some(height), ..Self::default() },
            Distance::Polygon => Self { polygon: true, ..Self::default() },
        }
    }
}

/// A distance between an existing kind and what is planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClearanceRule {
    /// Id.
    pub id: String,
    /// Existing kind.
    pub kind: String,
    /// Grades it holds for; every grade where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// Parts it is measured from; the whole plot where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// Receptors it protects or keeps out.
    pub to: Vec<String>,
    /// The distance, in plan.
    pub distance: Distance,
    /// Exactly where it starts.
    pub measured_from: String,
    /// Exactly where it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured_to: Option<String>,
    /// What it does with the land inside.
    pub effect: Effect,
    /// Circumstance under which alone it applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// What changes a clearance by design; told, never applied unasked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Modifier {
    /// Id.
    pub id: String,
    /// Existing kind.
    pub kind: String,
    /// Grades it holds for; every grade where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// Receptors it holds for.
    pub to: Vec<String>,
    /// Circumstance under which it holds.
    pub condition: String,
    /// Factor on the distance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<f64>,
    /// The result is never less than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_m: Option<Metres>,
    /// Take the distance to this receptor instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub use_row_of: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Where a kind may not be put.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SitingRule {
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// Grades it holds for; every grade where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// The place.
    pub place: String,
    /// What the rule does.
    pub effect: Effect,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// What a word of the rules means; the meaning is the note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Id.
    pub id: String,
    /// The receptor defined, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receptor: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Full width of the corridor a line takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorridorRule {
    /// Id.
    pub id: String,
    /// Kind of line.
    pub kind: String,
    /// Grades it holds for; every grade where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// Smaller width.
    pub low_m: Metres,
    /// Larger width, where the rule gives a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high_m: Option<Metres>,
    /// What the width spans.
    pub measured_from: String,
    /// What it does with the land inside, where the rule says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl CorridorRule {
    /// The larger width: the one to use while in doubt.
    #[must_use]
    pub fn headline(&self) -> Metres {
        self.high_m.unwrap_or(self.low_m)
    }
}

/// The way a facility needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessRule {
    /// Id.
    pub id: String,
    /// Kind; every kind where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Grades it holds for; every grade where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// Width of one way.
    pub width_m: Metres,
    /// A smaller width that can do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low_m: Option<Metres>,
    /// A larger width, for two-way traffic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high_m: Option<Metres>,
    /// How many ways it needs; one where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driveways: Option<u32>,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl AccessRule {
    /// How many ways the facility needs.
    #[must_use]
    pub fn driveway_count(&self) -> u32 {
        self.driveways.unwrap_or(1)
    }
}

/// The plot a facility typically takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteAreaRule {
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// Grades it holds for; every grade where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// Least area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_m2: Option<SquareMetres>,
    /// Largest area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_m2: Option<SquareMetres>,
    /// Least width along the street.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frontage_m: Option<Metres>,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl SiteAreaRule {
    /// The larger area the rule names: the one to use while in doubt.
    #[must_use]
    pub fn headline(&self) -> Option<SquareMetres> {
        self.max_m2.or(self.min_m2)
    }
}

/// Where a kind may be moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelocationRule {
    /// Id.
    pub id: String,
    /// Kind; every kind where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Land-use codes that take it, by code system.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub land_use: BTreeMap<String, Vec<String>>,
    /// Zoning districts that take it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<String>,
    /// How far it may be from those it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_radius_m: Option<Metres>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// An indicator or step of land control.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LandControl {
    /// Id.
    pub id: String,
    /// What is controlled.
    pub subject: String,
    /// Classes of the subject it holds for, in the words of the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// What is measured or asked for.
    pub what: String,
    /// How the figure limits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// The figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_max: Option<f64>,
    /// Unit of the figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// An item of the cost of moving something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostComponent {
    /// Id.
    pub id: String,
    /// The item.
    pub what: String,
    /// How the figure limits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// The figure, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Unit of the figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What the figure is a price of, where it can be reckoned with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Priced>,
    /// What it is charged for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A published price or cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostValue {
    /// Id.
    pub id: String,
    /// What is priced.
    pub subject: String,
    /// Classes of the subject it holds for, in the words of the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// What the figure is.
    pub what: String,
    /// The figure, or the lower end of a range; absent where it still has to be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_max: Option<f64>,
    /// Unit of the figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Existing kind it holds for; any where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What the figure is a price of, where it can be reckoned with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Priced>,
    /// What it is charged for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
    /// Currency of the figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// What a pack holds, before it is indexed.
#[derive(Clone, Debug, Default)]
pub(super) struct Contents {
    pub(super) region: String,
    pub(super) title: String,
    pub(super) title_zh: Option<String>,
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

/// A name with what people spell differently taken out: case, spaces, `_` and `-`. A hyphen between
/// digits stays, for `1-10kV` is not `110kV`.
pub(super) fn folded(name: &str) -> String {
    let letters: Vec<char> = name.chars().filter(|c| !c.is_whitespace() && *c != '_').collect();
    let digit_at = |index: Option<usize>| {
        index.and_then(|index| letters.get(index)).is_some_and(char::is_ascii_digit)
    };
    letters
        .iter()
        .enumerate()
        .filter(|(index, letter)| {
            **letter != '-' || (digit_at(index.checked_sub(1)) && digit_at(Some(index + 1)))
        })
        .flat_map(|(_, letter)| letter.to_lowercase())
        .collect()
}
