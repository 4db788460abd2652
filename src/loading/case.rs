//! One case: a footprint, and of each layer what concerns it.

use crate::geometry::Region;
use crate::layer::footprint::Footprints;
use crate::layer::{Footprint, LayerError, Survey};
use crate::loading::sources::Sources;
use crate::model::{District, Doubt, Facility, Road, Site, Warnings};
use crate::obstacle::Surroundings;
use crate::relocate::City;
use crate::rules::{RulePack, RulesError};
use crate::settings::Settings;
use std::sync::Arc;

/// A site, what stands around it, and the rules to judge it by.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Case {
    /// The site.
    pub site: Site,
    /// Facilities and parcels near it.
    pub around: Surroundings,
    /// Ids of facilities near it that are not in the way, if obstacles to move are named by id.
    pub elsewhere: Vec<String>,
    /// Roads near it.
    pub roads: Vec<Road>,
    /// Whether a road layer was given.
    pub has_roads: bool,
    /// Zoning districts at the site.
    pub districts: Vec<District>,
    /// Numbers and choices.
    pub settings: Settings,
    /// Rules.
    pub pack: Arc<RulePack>,
    /// Doubts raised while reading.
    pub warnings: Warnings,
    /// What a map shows around it.
    pub surrounding: Surrounding,
    /// The land around, as far as things may be moved: there if [`Settings::ways_out`] was asked for when
    /// the case was read. A case that has it gets its ways out set against each other.
    pub city: Option<Arc<City>>,
}

/// What stands around a site and is not in its way, for maps.
#[derive(Clone, Debug, Default)]
pub struct Surrounding {
    /// Parcels: id, land-use code, area.
    pub parcels: Vec<(String, Option<String>, Region)>,
    /// Buildings.
    pub buildings: Vec<Region>,
    /// Facilities and equipment, obstacles or not.
    pub facilities: Vec<Facility>,
    /// Roads.
    pub roads: Vec<Road>,
}

/// A case that cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// A layer cannot be used.
    #[error(transparent)]
    Layer(#[from] LayerError),
    /// A rule pack cannot be used.
    #[error(transparent)]
    Rules(#[from] RulesError),
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
    /// A parcel, an owner, a kind or a column is named that is nowhere.
    #[error("{named} {why}{}", meant.as_ref().map_or_else(String::new, |word| format!("; did you mean \"{word}\"?")))]
    UnknownName {
        /// The flag or the member of the site file, and what it names.
        named: String,
        /// Where it was looked for.
        why: String,
        /// What may have been meant.
        meant: Option<String>,
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

/// Reads the rule pack and checks that it knows the words it is asked with.
///
/// # Errors
/// [`LoadError`] for a pack that cannot be used, and for words that it does not know.
pub fn rule_pack(settings: &Settings) -> Result<Arc<RulePack>, LoadError> {
    let pack = RulePack::load(&settings.rules.value)?;
    check_words(&pack, settings)?;
    Ok(Arc::new(pack))
}

/// Words that rules are asked with must mean something to the pack.
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
    let mut places = settings.jurisdictions.value.iter();
    if let Some(name) = places.find(|name| pack.jurisdiction(name).is_none()) {
        let known = pack.jurisdictions().iter().map(|one| one.id.as_str()).collect();
        return Err(unknown("jurisdiction", name, known));
    }
    let mut conditions = settings.conditions.value.iter();
    if let Some(name) = conditions.find(|name| pack.condition(name).is_none()) {
        let known = pack.conditions().iter().map(|one| one.id.as_str()).collect();
        return Err(unknown("condition", name, known));
    }
    Ok(())
}

/// What is doubtful about a file of footprints as a whole.
pub(crate) fn whole(file: &str, survey: &Survey) -> Warnings {
    let mut warnings = Warnings::default();
    for doubt in &survey.doubts {
        warnings.raise_for_file(file, doubt.clone());
    }
    warnings
}

/// The footprint asked for, its parts taken together, and what was seen of its file.
pub(super) fn load_footprint(
    sources: &Sources,
    settings: &Settings,
) -> Result<(Footprint, Survey), LoadError> {
    let Footprints { found, survey } = sources.footprints.read(&settings.columns)?;
    let mut without = Warnings::default();
    let mut chosen = Vec::new();
    for (number, one) in found.into_iter().enumerate() {
        match (&sources.feature, one.footprint) {
            (None, Err(LayerError::NoGeometry(origin))) => {
                without.raise_for(&origin, Doubt::NoGeometry);
            }
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
    let chosen_ids = sources.feature.as_ref().filter(|_| chosen.len() > 1);
    let ambiguous = chosen_ids.map(|id| Doubt::IdOfSeveral {
        id: id.clone(),
        features: chosen.iter().map(|one: &Footprint| one.origin.feature()).collect(),
    });
    let Some(mut footprint) = Footprint::merged(chosen) else {
        let wanted = sources.feature.clone().unwrap_or_default();
        let cause = format!("has no feature \"{wanted}\"; give its id, or its index from zero");
        return Err(LayerError::NoFootprint { file: sources.footprints.label(), cause }.into());
    };
    footprint.doubts.append(without);
    if let Some(doubt) = ambiguous {
        footprint.doubts.raise(doubt);
    }
    footprint.doubts.append(whole(&sources.footprints.label(), &survey));
    Ok((footprint, survey))
}
