//! What moves: the land it takes, whom it keeps away, and how far it may go.

use crate::geometry::Region;
use crate::obstacle::{Keep, Obstacle, Policy};
use crate::rules::{SitingRule, Source};
use crate::settings::site_file::SiteMove;
use crate::units::{Metres, SquareMetres};
use geo::Coord;
use std::collections::BTreeMap;

/// A plot twice as long as wide is as narrow as a plot should be, by default.
const LEAST_WIDTH_SHARE: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// The plot an obstacle takes at the receiving site.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PadSize {
    /// Its area.
    pub area: SquareMetres,
    /// Its least width.
    pub width: Metres,
    /// Its source.
    pub source: Source,
}

/// Which land takes a kind.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Takes {
    /// Codes or districts.
    pub codes: Vec<String>,
    /// Whether a code stands for all that begin with it.
    pub by_prefix: bool,
    /// Whether these are districts of the zoning, and not codes of the land use.
    pub districts: bool,
    /// Its source.
    pub source: Source,
}

impl Takes {
    /// Whether a code is one of them.
    #[must_use]
    pub fn holds(&self, code: &str) -> bool {
        self.codes.iter().any(|taken| {
            code.eq_ignore_ascii_case(taken) || (self.by_prefix && code.starts_with(taken.as_str()))
        })
    }
}

/// An obstacle that moves.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Mover<'a> {
    /// The obstacle.
    pub obstacle: &'a Obstacle,
    /// The middle of its present site.
    pub at: Coord<f64>,
    /// What is known of moving it.
    pub moving: SiteMove,
    /// The land it takes; none where not known.
    pub pad: Option<PadSize>,
    /// Which land takes it; none where no rule says.
    pub takes: Option<Takes>,
    /// How far it may be from those it serves, and its source.
    pub radius: Option<(Metres, Source)>,
    /// Length and width of the ground that its equipment stands on, metres, where that is drawn.
    pub equipment: Option<(f64, f64)>,
    /// Places where it may not be, that no layer can tell: the place, and its source.
    pub siting: Vec<(String, Source)>,
    /// Distances by use of the rule pack; a use with no distance is not among them.
    keeps: BTreeMap<String, Keep>,
    /// A distance that holds for every use, because it was stated.
    stated: Option<Keep>,
    /// Whether any rule speaks of distances of this kind.
    distances_known: bool,
}

impl<'a> Mover<'a> {
    /// An obstacle as one that moves. `None` where it has no shape.
    #[must_use]
    pub fn of(
        obstacle: &'a Obstacle,
        moving: SiteMove,
        policy: &Policy<'_>,
        system: Option<&str>,
        equipment: Option<(f64, f64)>,
    ) -> Option<Self> {
        let at = obstacle.shape.label_point()?;
        let governing = obstacle.clearance.governing();
        let stated = governing.filter(|part| part.source.citation().is_none());
        let stated = stated.map(|part| {
            let distance = part.distance;
            Keep { distance, from_plot: distance, source: part.source.clone() }
        });
        let pack = policy.pack;
        let keeps = keeps(obstacle, policy);
        let known = |one: &str| *one == *obstacle.kind;
        let distances_known = stated.is_some()
            || pack.clearances().iter().any(|rule| known(&rule.kind))
            || pack.kind(&obstacle.kind).is_some_and(|kind| kind.no_distance.is_some());
        Some(Self {
            at,
            pad: pad_size(obstacle, &moving, policy),
            takes: takes(&obstacle.kind, &moving, policy, system),
            radius: radius(&obstacle.kind, &moving, policy),
            siting: siting(obstacle, policy),
            equipment,
            moving,
            obstacle,
            keeps,
            stated,
            distances_known,
        })
    }

    /// How far it keeps from a use; `None` where it keeps no distance from it.
    #[must_use]
    pub fn keep(&self, use_id: &str) -> Option<&Keep> {
        self.stated.as_ref().or_else(|| self.keeps.get(use_id))
    }

    /// The longest distance that any use asks for; `None` where no rule speaks of this kind.
    #[must_use]
    pub fn longest(&self) -> Option<Metres> {
        let by_rule =
            || self.keeps.values().map(|keep| keep.distance).fold(Metres::ZERO, Metres::max);
        let stated = self.stated.as_ref().map(|keep| keep.distance);
        self.distances_known.then(|| stated.unwrap_or_else(by_rule))
    }

    /// Land at its receiving site, or 0 where not known.
    #[must_use]
    pub fn pad_area(&self) -> SquareMetres {
        self.pad.as_ref().map_or(SquareMetres::ZERO, |pad| pad.area)
    }

    /// The old plot.
    #[must_use]
    pub const fn plot(&self) -> &Region {
        &self.obstacle.shape
    }
}

/// Distances to every use of the pack: to what the kind keeps away, and to what keeps it away where
/// the neighbour is a kind of the pack too.
fn keeps(obstacle: &Obstacle, policy: &Policy<'_>) -> BTreeMap<String, Keep> {
    let pack = policy.pack;
    let mut keeps = BTreeMap::new();
    for neighbour in pack.uses() {
        let there = policy.keeping(&obstacle.kind, obstacle.grade.as_deref(), &neighbour.id);
        let back = pack
            .kind(&neighbour.id)
            .filter(|_| pack.proposed_use(&obstacle.kind).is_some())
            .and_then(|kind| policy.keeping(&kind.id, None, &obstacle.kind).keep());
        let longer = [there.keep(), back].into_iter().flatten();
        if let Some(keep) = longer.max_by(|a, b| a.distance.get().total_cmp(&b.distance.get())) {
            keeps.insert(neighbour.id.clone(), keep);
        }
    }
    keeps
}

fn pad_size(obstacle: &Obstacle, moving: &SiteMove, policy: &Policy<'_>) -> Option<PadSize> {
    let grade = obstacle.grade.as_deref();
    let typical = policy.pack.typical_site(&obstacle.kind, grade, policy.jurisdictions);
    let by_rule = typical.as_ref().filter(|_| !obstacle.is_line()).and_then(|chosen| {
        // A grade that nobody gave, or that the table does not know, says nothing about its size.
        let known = chosen.grade != crate::rules::GradeUse::AssumedStrictest;
        let source = Source::Rule(chosen.rule.provenance.citation(&chosen.rule.id));
        Some((chosen.rule.headline().filter(|_| known)?, source))
    });
    let now = obstacle.shape.area();
    let (area, source) = match (moving.pad_area_m2, by_rule) {
        (Some(area), _) => (area, Source::SiteFile),
        (None, Some(rule)) => rule,
        // A line is as long as the way it has to go, and no plot.
        (None, None) if now > SquareMetres::ZERO && !obstacle.is_line() => {
            (now, Source::AsItStands)
        }
        (None, None) => return None,
    };
    let frontage = typical.and_then(|chosen| chosen.rule.frontage_m);
    let width = moving.pad_width_m.or(frontage).map(Metres::get);
    let square = area.get().sqrt();
    let width = Metres::saturating(width.unwrap_or(square * LEAST_WIDTH_SHARE).min(square));
    Some(PadSize { area, width, source })
}

fn takes(
    kind: &str,
    moving: &SiteMove,
    policy: &Policy<'_>,
    system: Option<&str>,
) -> Option<Takes> {
    if !moving.takes.is_empty() {
        let by_prefix = system.is_some_and(|name| name != "free");
        let source = Source::SiteFile;
        return Some(Takes { codes: moving.takes.clone(), by_prefix, districts: false, source });
    }
    policy.pack.relocations_for(kind, policy.jurisdictions).into_iter().find_map(|rule| {
        let source = Source::Rule(rule.provenance.citation(&rule.id));
        let by_code = system.and_then(|system| rule.land_use.get(system));
        match by_code {
            Some(codes) => {
                Some(Takes { codes: codes.clone(), by_prefix: true, districts: false, source })
            }
            None if !rule.zones.is_empty() => {
                Some(Takes { codes: rule.zones.clone(), by_prefix: false, districts: true, source })
            }
            None => None,
        }
    })
}

fn radius(kind: &str, moving: &SiteMove, policy: &Policy<'_>) -> Option<(Metres, Source)> {
    if let Some(radius) = moving.service_radius_m {
        return Some((radius, Source::SiteFile));
    }
    policy.pack.relocations_for(kind, policy.jurisdictions).into_iter().find_map(|rule| {
        let radius = rule.service_radius_m?;
        Some((radius, Source::Rule(rule.provenance.citation(&rule.id))))
    })
}

fn siting(obstacle: &Obstacle, policy: &Policy<'_>) -> Vec<(String, Source)> {
    let grade = obstacle.grade.as_deref();
    let rules = policy.pack.sitings_for(&obstacle.kind, grade, policy.jurisdictions);
    let source = |rule: &SitingRule| Source::Rule(rule.provenance.citation(&rule.id));
    rules.into_iter().map(|rule| (rule.place.clone(), source(rule))).collect()
}
