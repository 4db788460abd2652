//! Land-control indicators (用地控制指标) of a project, set against the limits of a rule pack.
//!
//! | indicator | is | unit |
//! |---|---|---|
//! | floor area ratio 容积率 | floor area / site | 1 |
//! | building coefficient 建筑系数 | ground under buildings, structures and yards / site | % |
//! | green ratio 绿地率 | green / site | % |
//! | share of offices and living services 行政办公及生活服务设施用地比例 | their ground / site | % |
//!
//! Nothing is guessed: an indicator without its inputs has no value and says what is missing; limits of
//! industrial projects are shown only if the project is one, and limits of an industry only if that
//! industry is declared. Where a limit has several editions all of them are shown, each with its source
//! and status; which one is in force at the place is the reader's to know.

use crate::rules::{Bound, Citation, LandControl, RulePack, Status};
use crate::units::SquareMetres;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the packs call the projects whose land these indicators control.
const SUBJECT: &str = "industrial project";
/// A value is not called above or below a limit for the rounding of a division.
const ROUNDING: f64 = 1e-9;

/// What is planned on a site, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Planned {
    /// Area of the project's land (项目总用地).
    pub site_m2: SquareMetres,
    /// Ground under buildings, structures and open yards.
    pub building_area_m2: Option<SquareMetres>,
    /// Floor area as the ratio counts it: the rules for industrial projects count a storey of more than
    /// 8 m twice.
    pub floor_area_m2: Option<SquareMetres>,
    /// Green.
    pub green_m2: Option<SquareMetres>,
    /// Ground for offices and living services.
    pub offices_m2: Option<SquareMetres>,
    /// Whether it is an industrial project, for instance by
    /// [`is_industrial`](crate::model::LandUseSystem::is_industrial) of its code; `None` if that is not
    /// known.
    pub industrial: Option<bool>,
    /// Its industry in the words of the rule pack, such as `nonferrous_metal`.
    pub industry: Option<String>,
    /// Where it lies: ids of jurisdictions of the pack. Limits of others are not shown.
    pub jurisdictions: Vec<String>,
}

impl Planned {
    /// One sentence for every part that is larger than the site it lies on.
    #[must_use]
    pub fn contradictions(&self) -> Vec<String> {
        let parts = [
            ("the ground under buildings", self.building_area_m2),
            ("the green", self.green_m2),
            ("the ground for offices and living services", self.offices_m2),
        ];
        let site = self.site_m2.get();
        let too_large = |(name, part): (&str, Option<SquareMetres>)| {
            let part = part?.get();
            let sentence = format!("{name}, {part} m2, is larger than the site, {site} m2");
            (part > site * (1.0 + ROUNDING)).then_some(sentence)
        };
        parts.into_iter().filter_map(too_large).collect()
    }
}

/// What is measured.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Measure {
    /// Floor area over site area (容积率).
    FloorAreaRatio,
    /// Built ground over site area (建筑系数).
    BuildingCoefficient,
    /// Green over site area (绿地率).
    GreenRatio,
    /// Ground for offices and living services over site area (行政办公及生活服务设施用地比例).
    ServicesShare,
}

impl Measure {
    /// Every measure, in the order of reports.
    pub const ALL: [Self; 4] =
        [Self::FloorAreaRatio, Self::BuildingCoefficient, Self::GreenRatio, Self::ServicesShare];

    /// The word in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// English name: what rule packs write under `what`.
    #[must_use]
    pub const fn name_en(self) -> &'static str {
        match self {
            Self::FloorAreaRatio => "floor area ratio",
            Self::BuildingCoefficient => "building coefficient",
            Self::GreenRatio => "green ratio",
            Self::ServicesShare => "share of the site for offices and living services",
        }
    }

    /// Unit of the value: `1` or `%`.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::FloorAreaRatio => "1",
            Self::BuildingCoefficient | Self::GreenRatio | Self::ServicesShare => "%",
        }
    }

    /// The area that is set against the site, or what of the plan is missing.
    fn area(self, planned: &Planned) -> Result<SquareMetres, &'static str> {
        match self {
            Self::FloorAreaRatio => planned.floor_area_m2.ok_or("floor area"),
            Self::BuildingCoefficient => {
                planned.building_area_m2.ok_or("ground area of the buildings")
            }
            Self::GreenRatio => planned.green_m2.ok_or("green area"),
            Self::ServicesShare => {
                planned.offices_m2.ok_or("ground area of offices and living services")
            }
        }
    }
}

/// A limit of one source and edition.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Limit {
    /// Id of the rule.
    pub rule: String,
    /// How the figure limits; `None` where the pack does not say.
    pub bound: Option<Bound>,
    /// The figure, in `unit`.
    pub value: f64,
    /// Upper end of a range, in `unit`.
    pub value_max: Option<f64>,
    /// Unit of the figures.
    pub unit: String,
    /// Law or standard and the clause in it.
    pub citation: Citation,
    /// How well the figure is founded.
    pub status: Status,
    /// What else a reader must know.
    pub note: Option<String>,
    /// Whether the project keeps it; `None` while that cannot be told.
    pub met: Option<bool>,
}

/// An indicator with its limits.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Indicator {
    /// What is measured.
    pub what: Measure,
    /// Its value in the [unit](Measure::unit) of the measure.
    pub value: Option<f64>,
    /// The input without which there is no value.
    pub missing: Option<&'static str>,
    /// Limits of the rule pack, every edition of them.
    pub limits: Vec<Limit>,
    /// Why there are no limits, where there are none.
    pub no_limit: Option<&'static str>,
}

/// Every indicator of what is planned, with the limits a rule pack sets for it.
#[must_use]
pub fn indicators(planned: &Planned, pack: &RulePack) -> Vec<Indicator> {
    let places = pack.places(&planned.jurisdictions);
    let here = |rule: &&LandControl| {
        rule.provenance.jurisdiction.as_deref().is_none_or(|place| places.contains(place))
    };
    let rules: Vec<&LandControl> =
        pack.land_controls().iter().filter(|rule| rule.subject == SUBJECT).filter(here).collect();
    Measure::ALL.into_iter().map(|what| indicator(what, planned, &rules)).collect()
}

fn indicator(what: Measure, planned: &Planned, rules: &[&LandControl]) -> Indicator {
    let site = planned.site_m2.get();
    let area = if site > 0.0 { what.area(planned) } else { Err("area of the site") };
    let factor = if what.unit() == "%" { 100.0 } else { 1.0 };
    let value = area.ok().map(|area| factor * area.get() / site);
    let (limits, no_limit) = match limits(what, planned, value, rules) {
        Ok(limits) => (limits, None),
        Err(reason) => (Vec::new(), Some(reason)),
    };
    Indicator { what, value, missing: area.err(), limits, no_limit }
}

fn limits(
    what: Measure,
    planned: &Planned,
    value: Option<f64>,
    rules: &[&LandControl],
) -> Result<Vec<Limit>, &'static str> {
    match planned.industrial {
        Some(true) => {}
        Some(false) => return Err("the project is not industrial"),
        None => return Err("whether the project is industrial is not known"),
    }
    let about: Vec<&LandControl> =
        rules.iter().copied().filter(|rule| rule.what == what.name_en()).collect();
    let industry = planned.industry.as_deref().map(str::trim);
    let holds = |rule: &&LandControl| {
        let named = |grade: &String| industry.is_some_and(|own| grade.eq_ignore_ascii_case(own));
        rule.grades.is_empty() || rule.grades.iter().any(named)
    };
    let found: Vec<Limit> =
        about.iter().copied().filter(holds).filter_map(|rule| limit(what, value, rule)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    Err(match (about.is_empty(), industry) {
        (true, _) => "the rule pack has no limit",
        (false, None) => "limits are by industry and none is declared",
        (false, Some(_)) => "the rule pack has no limit for this industry",
    })
}

/// A rule as a limit; `None` where it has no figure.
fn limit(what: Measure, value: Option<f64>, rule: &LandControl) -> Option<Limit> {
    let figure = rule.value?;
    let unit = rule.unit.clone().unwrap_or_default();
    let compared = value.and_then(|value| in_unit(value, what.unit(), &unit));
    let provenance = &rule.provenance;
    Some(Limit {
        rule: rule.id.clone(),
        bound: rule.bound,
        value: figure,
        value_max: rule.value_max,
        unit,
        citation: provenance.citation(&rule.id),
        status: provenance.status,
        note: provenance.note.clone(),
        met: compared.zip(rule.bound).and_then(|(value, bound)| {
            let slack = ROUNDING * figure.abs();
            let (above, below) = (value >= figure - slack, value <= figure + slack);
            match bound {
                Bound::Minimum => Some(above),
                Bound::Maximum => Some(below),
                Bound::Range => {
                    let upper = rule.value_max?;
                    Some(above && value <= upper + ROUNDING * upper.abs())
                }
            }
        }),
    })
}

/// A ratio in another unit; `None` where one of them is no ratio.
fn in_unit(value: f64, from: &str, to: &str) -> Option<f64> {
    match (from, to) {
        ("1", "1") | ("%", "%") => Some(value),
        ("%", "1") => Some(value / 100.0),
        ("1", "%") => Some(value * 100.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn m2(value: f64) -> SquareMetres {
        SquareMetres::new(value).unwrap()
    }

    /// 10,000 m2 with 3,500 m2 of halls, 5,000 m2 of floors, 2,000 m2 of green and 800 m2 of offices:
    /// 0.5, 35 %, 20 % and 8 %.
    fn plant() -> Planned {
        Planned {
            site_m2: m2(10_000.0),
            building_area_m2: Some(m2(3_500.0)),
            floor_area_m2: Some(m2(5_000.0)),
            green_m2: Some(m2(2_000.0)),
            offices_m2: Some(m2(800.0)),
            industrial: Some(true),
            industry: Some("nonferrous_metal".to_owned()),
            jurisdictions: Vec::new(),
        }
    }

    fn of(planned: &Planned) -> Vec<Indicator> {
        indicators(planned, RulePack::builtin("cn").unwrap())
    }

    #[test]
    fn every_edition_of_a_limit_is_shown_and_judged() {
        let all = of(&plant());
        let values: Vec<_> = all.iter().map(|indicator| indicator.value.unwrap()).collect();
        assert_eq!(values, [0.5, 35.0, 20.0, 8.0]);
        let judged = |place: usize| -> Vec<_> {
            let limits = &all[place].limits;
            limits.iter().map(|l| (l.bound.unwrap(), l.value, l.status, l.met.unwrap())).collect()
        };
        // 0.5 is below the 0.6 of nonferrous metal, 35 % above 30 % of 2008 and below 40 % of 2023; 20 %
        // is just allowed, and 8 % is above 7 %.
        assert_eq!(judged(0), [(Bound::Minimum, 0.6, Status::Verified, false)]);
        let coefficient = [
            (Bound::Minimum, 30.0, Status::Verified, true),
            (Bound::Minimum, 40.0, Status::Recalled, false),
        ];
        assert_eq!(judged(1), coefficient);
        assert_eq!(judged(2), [(Bound::Maximum, 20.0, Status::Recalled, true)]);
        assert_eq!(judged(3), [(Bound::Maximum, 7.0, Status::Verified, false)]);
        assert!(
            all[1].limits[0].citation.to_string().ends_with("24号), art. 4(3)"),
            "{:?}",
            all[1].limits[0]
        );
        assert!(all.iter().all(|i| i.missing.is_none() && i.no_limit.is_none()));
    }

    #[test]
    fn what_is_not_declared_is_not_guessed() {
        let all = of(&Planned { industry: None, floor_area_m2: None, ..plant() });
        assert_eq!((all[0].value, all[0].missing), (None, Some("floor area")));
        assert!(all[0].limits.is_empty());
        assert_eq!(all[0].no_limit, Some("limits are by industry and none is declared"));
        assert_eq!(all[1].limits.len(), 2);
        let all = of(&Planned { industry: Some("magnets".to_owned()), ..plant() });
        assert_eq!(all[0].no_limit, Some("the rule pack has no limit for this industry"));
        for industrial in [Some(false), None] {
            let all = of(&Planned { industrial, ..plant() });
            assert!(all
                .iter()
                .all(|i| i.value.is_some() && i.limits.is_empty() && i.no_limit.is_some()));
        }
        let all = of(&Planned { site_m2: SquareMetres::ZERO, ..plant() });
        assert!(all.iter().all(|i| i.value.is_none() && i.missing == Some("area of the site")));
        let all = of(&Planned { green_m2: None, ..plant() });
        assert_eq!((all[2].limits.len(), all[2].limits[0].met), (1, None));
    }

    #[test]
    fn a_pack_without_such_limits_says_so() {
        let all = indicators(&plant(), RulePack::builtin("us").unwrap());
        assert!(all.iter().all(|i| i.no_limit == Some("the rule pack has no limit")));
    }

    #[test]
    fn a_part_larger_than_the_site_is_a_contradiction() {
        assert!(plant().contradictions().is_empty());
        let said = Planned { green_m2: Some(m2(10_001.0)), ..plant() }.contradictions();
        assert_eq!(said, ["the green, 10001 m2, is larger than the site, 10000 m2"]);
    }

    #[test]
    fn a_share_of_exactly_the_limit_keeps_it() {
        // 93,333.1 m2 of which 7 % are 6,533.317 m2, in binary a hair more or less.
        let site = 93_333.1;
        let planned = Planned { site_m2: m2(site), offices_m2: Some(m2(site * 0.07)), ..plant() };
        assert_eq!(of(&planned)[3].limits[0].met, Some(true));
    }
}
