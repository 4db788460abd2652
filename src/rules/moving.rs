//! What a pack says of moving a thing and of amending a plan: prices, those to be asked, and the steps.

use super::citation::Citation;
use super::names::folded;
use super::pack::RulePack;
use super::provenance::Provenance;
use super::relocations::{Authority, Per, Priced, RelocationRule};
use super::vocabulary::ProposedUse;

/// A published figure that can be reckoned with.
#[derive(Clone, Debug, PartialEq)]
pub struct Price<'p> {
    /// The figure, or the lower end of a range.
    pub low: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// What it is charged for.
    pub per: Per,
    /// Its currency; none for a share of another item.
    pub currency: Option<&'p str>,
    /// The rule and its clause.
    pub citation: Citation,
}

impl RulePack {
    /// The use that land of a code is put to, by the longest code the pack knows that it begins with;
    /// `None` where the pack does not say.
    #[must_use]
    pub fn use_of_land(&self, system: &str, code: &str) -> Option<&ProposedUse> {
        let code = code.trim();
        let known = self.uses().iter().filter_map(|one| {
            let codes = one.land_use.get(system)?.iter();
            let longest = codes.filter(|known| code.starts_with(known.as_str())).map(String::len);
            Some((longest.max()?, one))
        });
        known.max_by_key(|(length, _)| *length).map(|(_, one)| one)
    }

    /// Rules on where a kind may be moved: those of the kind before those of every kind, local ones
    /// before national ones. Those of other places are left out.
    #[must_use]
    pub fn relocations_for(&self, kind: &str, jurisdictions: &[String]) -> Vec<&RelocationRule> {
        let id = self.kind(kind).map_or(kind, |known| known.id.as_str());
        let places = self.places(jurisdictions);
        let mut rules: Vec<&RelocationRule> = self
            .relocations()
            .iter()
            .filter(|rule| rule.kind.as_deref().is_none_or(|of| of == id))
            .filter(|rule| here(&rule.provenance, &places))
            .collect();
        rules.sort_by_key(|rule| (rule.kind.is_none(), rule.provenance.jurisdiction.is_none()));
        rules
    }

    /// Published figures for a price, of a kind if it is one of a kind, and of a grade of its subject if
    /// that was given; local ones before national ones.
    #[must_use]
    pub fn prices(
        &self,
        priced: Priced,
        kind: Option<&str>,
        grade: Option<&str>,
        jurisdictions: &[String],
    ) -> Vec<Price<'_>> {
        let kind = kind.map(|name| self.kind(name).map_or(name, |known| known.id.as_str()));
        let places = self.places(jurisdictions);
        let mut prices = Vec::new();
        for rule in self.cost_values().iter().filter(|rule| rule.item == Some(priced)) {
            let of_kind = rule.kind.is_none() || rule.kind.as_deref() == kind;
            let of_grade = rule.grades.is_empty()
                || grade.is_some_and(|grade| {
                    rule.grades.iter().any(|known| folded(known) == folded(grade))
                });
            let (Some(low), Some(per)) = (rule.value, rule.per) else { continue };
            if of_kind && of_grade && here(&rule.provenance, &places) {
                prices.push((
                    rule.provenance.jurisdiction.is_none(),
                    Price {
                        low,
                        high: rule.value_max,
                        per,
                        currency: rule.currency.as_deref(),
                        citation: rule.provenance.citation(&rule.id),
                    },
                ));
            }
        }
        for rule in self.cost_components().iter().filter(|rule| rule.item == Some(priced)) {
            let (Some(low), Some(per)) = (rule.value, rule.per) else { continue };
            if here(&rule.provenance, &places) {
                prices.push((
                    rule.provenance.jurisdiction.is_none(),
                    Price {
                        low,
                        high: None,
                        per,
                        currency: None,
                        citation: rule.provenance.citation(&rule.id),
                    },
                ));
            }
        }
        prices.sort_by_key(|(national, _)| *national);
        prices.into_iter().map(|(_, price)| price).collect()
    }

    /// Those to be asked about a kind: about it in particular, then about anything.
    #[must_use]
    pub fn authorities_for(&self, kind: &str, jurisdictions: &[String]) -> Vec<&Authority> {
        let id = self.kind(kind).map_or(kind, |known| known.id.as_str());
        let places = self.places(jurisdictions);
        let mut asked: Vec<&Authority> = self
            .authorities()
            .iter()
            .filter(|one| one.kind.as_deref().is_none_or(|of| of == id))
            .filter(|one| here(&one.provenance, &places))
            .collect();
        asked.sort_by_key(|one| one.kind.is_none());
        asked
    }
}

/// Whether a rule holds nationally or in one of these places.
fn here(provenance: &Provenance, places: &std::collections::HashSet<&str>) -> bool {
    provenance.jurisdiction.as_deref().is_none_or(|place| places.contains(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cn() -> &'static RulePack {
        RulePack::builtin("cn").expect("built in")
    }

    #[test]
    fn codes_of_land_stand_for_uses_in_their_own_system() {
        let of = |system: &str, code: &str| cn().use_of_land(system, code).map(|one| &*one.id);
        assert_eq!(of("cn_2023", "070102"), Some("housing"));
        assert_eq!(of("cn_2023", "080403"), Some("school"));
        assert_eq!(of("cn_2023", "100102"), Some("plant_cde"));
        assert_eq!(of("cn_2023", "090105"), Some("fuel_station"));
        assert_eq!(of("gb50137", "B41"), Some("fuel_station"));
        assert_eq!(of("gb50137", "M2"), Some("plant_cde"));
        // A reserve is for anything, and a letter code is none of the other system.
        assert_eq!(of("cn_2023", "16"), None);
        assert_eq!(of("cn_2023", "M2"), None);
        assert_eq!(of("free", "0701"), None);
    }

    #[test]
    fn every_code_of_a_use_is_one_of_its_system() {
        use crate::model::LandUseSystem;
        for one in cn().uses() {
            for (system, codes) in &one.land_use {
                let system: LandUseSystem = system.parse().expect("a system");
                for code in codes {
                    assert!(system.knows(code), "{}: {code}", one.id);
                }
            }
        }
    }

    #[test]
    fn prices_are_local_and_of_their_grade() {
        let none: [String; 0] = [];
        let zhejiang = ["CN-ZJ".to_owned()];
        let floor = |grade| cn().prices(Priced::LandPrice, None, Some(grade), &none);
        let seventh = floor("7");
        assert_eq!(seventh.len(), 1);
        assert_eq!((seventh[0].low, seventh[0].per), (288.0, Per::M2));
        assert_eq!(seventh[0].currency, Some("CNY"));
        assert!(cn().prices(Priced::LandPrice, None, None, &none).is_empty());
        let local = cn().prices(Priced::LandPrice, None, None, &zhejiang);
        assert_eq!((local[0].low, local[0].high), (102.0, Some(480.0)));
        // 5 % of the value of the building, in Zhejiang alone.
        assert!(cn().prices(Priced::Interruption, None, None, &none).is_empty());
        let interruption = cn().prices(Priced::Interruption, None, None, &zhejiang);
        assert_eq!(interruption[0].per, Per::PercentOfCompensation);
        let us = RulePack::builtin("us").expect("built in");
        let clean_up = us.prices(Priced::SoilRemediation, Some("gas_station"), None, &none);
        assert_eq!(clean_up[0].currency, Some("USD"));
        assert!(us.prices(Priced::SoilRemediation, Some("substation"), None, &none).is_empty());
    }

    #[test]
    fn local_radii_go_before_national_ones_and_hold_nowhere_else() {
        let radius = |places: &[String]| {
            let rules = cn().relocations_for("加油站", places);
            rules.iter().find_map(|rule| rule.service_radius_m).map(f64::from)
        };
        assert_eq!(radius(&[]), None);
        assert_eq!(radius(&["Tianjin".to_owned()]), Some(1_200.0));
        let waste = cn().relocations_for("waste_transfer_station", &[]);
        assert_eq!(waste[0].service_radius_m.map(f64::from), Some(3_000.0));
        assert!(waste.iter().any(|rule| rule.kind.is_none()), "rules on every kind are there");
    }

    #[test]
    fn those_in_particular_are_asked_first() {
        let asked = cn().authorities_for("fuel_station", &[]);
        assert_eq!(asked[0].kind.as_deref(), Some("fuel_station"));
        assert!(asked.iter().any(|one| one.kind.is_none()));
        assert!(cn().procedure_steps().len() >= 8);
    }
}
