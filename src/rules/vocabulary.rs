//! The words of a rule pack: documents and places, kinds with their grades, uses, parts.

use super::citation::Status;
use super::names::folded;
use super::provenance::{Confidence, Provenance};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The part that stands for the whole plot of a facility.
pub const SITE_PART: &str = "site";

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
    /// Its Chinese name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_zh: Option<String>,
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
    /// The same in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub means_zh: Option<String>,
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
    /// Whether it can be moved at all; where it cannot, moving it is offered only if the site file or the
    /// layer says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub movable: Option<bool>,
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
    /// Every word for it: id, names and aliases.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let own = [&self.id, &self.name_en, &self.name_zh];
        own.into_iter().chain(&self.aliases).map(String::as_str)
    }

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
