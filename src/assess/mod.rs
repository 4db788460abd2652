//! One site end to end: from layers and settings to an [`Assessment`], which is plain data.
//!
//! [`Case::load`] reads; [`assess`] computes and touches no file. What is printed and drawn is
//! made of the assessment elsewhere.

mod deed;
mod evidence;
mod range;

pub use deed::Deed;
pub use evidence::{Evidence, Footing, Step};
pub use range::{BreakPoint, Joint, Part, Range, Swing, LEAST_JUMP};

pub use crate::loading::{Case, LoadError, Surrounding};
pub use crate::ways_out::{
    found, Alternative, Alternatives, AssessError, Found, Layouts, Relocation,
};

use crate::carve::attribution::Effort;
use crate::carve::{attribute, Attribution, Baseline, CarveOut, Frontage, Reuse, Sets};
use crate::language::Name;
use crate::model::{Doubt, Site, Warnings};
use crate::obstacle::Obstacle;
use crate::settings::{Attribution as Wanted, Settings};
use crate::units::SquareMetres;
use crate::ways_out::{failed, weigh, Before, Standing};

/// Everything that is known of a site after the analysis.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Assessment {
    /// The site.
    pub site: Site,
    /// What was asked and with which numbers.
    pub settings: Settings,
    /// What the rule pack is called.
    pub rules: Name,
    /// What the proposed use is called.
    pub proposed_use: Name,
    /// What its title says of its area, as far as that is known.
    pub deed: Option<Deed>,
    /// Where the site can be reached from.
    pub frontage: Frontage,
    /// The site without obstacles.
    pub baseline: Baseline,
    /// Obstacles, by id.
    pub obstacles: Vec<Obstacle>,
    /// What of the surroundings reaches in and stays whatever is done, by id.
    pub context: Vec<Obstacle>,
    /// Build around all of it.
    pub carve_out: CarveOut,
    /// What can be laid out on the usable land, if that was asked for.
    pub layout: Option<Layouts>,
    /// How far the loss moves within what is not known; `None` when nothing has a range.
    pub range: Option<Range>,
    /// On how strong evidence the loss rests; `None` where the loss is not divided.
    pub evidence: Option<Evidence>,
    /// Which obstacle costs how much, if that was asked for.
    pub attribution: Option<Attribution>,
    /// Move what was asked to be moved and build around the rest.
    pub relocation: Option<Relocation>,
    /// All ways out set against each other, if the case holds the land around ([`Case::city`]).
    pub alternatives: Option<Box<Alternatives>>,
    /// Doubts.
    pub warnings: Warnings,
    /// What stands around, for maps.
    pub surrounding: Surrounding,
}

impl Assessment {
    /// Whether nothing is known to be missing.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.warnings.complete()
    }

    /// The remnants of the carve-out, and what they are worth where the plan has a use for them.
    #[must_use]
    pub fn reuse(&self) -> Reuse {
        let gross = self.site.footprint.area();
        self.carve_out.reuse(&self.baseline.envelope, gross, &self.settings.remnant)
    }

    /// An area as a share of the usable land without obstacles; `None` where there is no such land.
    #[must_use]
    pub fn share_of_baseline(&self, area: SquareMetres) -> Option<f64> {
        let whole = self.baseline.usable.area().get();
        (whole > 0.0).then(|| area.get() / whole)
    }
}

/// Assesses a case: obstacles, what carving it out costs, and, where the case holds the
/// land around ([`Case::city`]), all ways out set against each other.
///
/// # Errors
/// [`AssessError`]; a number that cannot be trusted is an error, never a result.
pub fn assess(case: &Case) -> Result<Assessment, AssessError> {
    let (standing, mut warnings) = Standing::of(case)?;
    let site = &case.site;
    let deed = Deed::of(case, &mut warnings)?;
    let sets = standing.sets();
    let attribution = attributed(case, &sets, &mut warnings)?;
    let relocation = Relocation::of(case, &standing, &mut warnings)?;
    let layout = Layouts::of(case, &standing, relocation.as_ref());
    let range = range::range(case, &standing)?;
    // A rung is computed as often as the whole site is: not where that was too much for shares.
    let evidence = match attribution {
        Some(_) => Some(evidence::evidence(case, &standing)?),
        None => None,
    };
    let before = Before {
        case,
        standing: &standing,
        sets: &sets,
        relocation: relocation.as_ref(),
        layouts: layout.as_ref(),
    };
    let alternatives = match &case.city {
        Some(city) => Some(Box::new(weigh(&before, city, &mut warnings)?)),
        None => None,
    };
    drop(sets);
    let Standing { ground, baseline, obstacles, context, carve_out, .. } = standing;
    Ok(Assessment {
        site: site.clone(),
        settings: case.settings.clone(),
        rules: case.pack.name(),
        proposed_use: proposed_use(case),
        deed,
        frontage: ground.frontage,
        baseline,
        obstacles,
        context,
        carve_out,
        layout,
        range,
        evidence,
        attribution,
        relocation,
        alternatives,
        warnings,
        surrounding: case.surrounding.clone(),
    })
}

/// The loss divided among the obstacles, if that was asked for and is worth the time.
fn attributed(
    case: &Case,
    sets: &Sets<'_>,
    warnings: &mut Warnings,
) -> Result<Option<Attribution>, AssessError> {
    let effort = match case.settings.attribution {
        Wanted::Never => return Ok(None),
        Wanted::WhereQuick => Effort::Quick,
        Wanted::Always => Effort::Full,
    };
    let shares = attribute(sets, effort).map_err(|cause| failed(&case.site, cause))?;
    if shares.is_none() {
        warnings.raise(Doubt::LossNotDivided { obstacles: sets.obstacles() });
    }
    Ok(shares)
}

/// What the rule pack calls the proposed use; a use it does not know is called by its code.
fn proposed_use(case: &Case) -> Name {
    let code = &case.settings.proposed_use.value;
    case.pack.proposed_use(code).map_or_else(
        || Name { en: code.clone(), zh: None },
        |one| Name { en: one.name_en.clone(), zh: Some(one.name_zh.clone()) },
    )
}
