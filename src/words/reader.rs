//! Whom a document is written for: language, units, currency, and what the rule pack calls things.

use crate::assess::{Footing, Joint};
use crate::decide::Driver;
use crate::language::Language;
use crate::model::Estimate;
use crate::obstacle::Obstacle;
use crate::relocate::Reason;
use crate::rules::RulePack;
use crate::settings::{Assumption, InUse, Parameter, Value};
use crate::units::{grouped, AreaUnit, SquareMetres};
use crate::ways_out::{Alternative, Alternatives};
use crate::words::range::assumed;

/// Whom a document is written for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    pub language: Language,
    /// The unit of areas.
    pub unit: AreaUnit,
    /// The currency of money, where it is known.
    pub currency: Option<&'a str>,
    /// What kinds and uses are called.
    pub pack: &'a RulePack,
}

impl<'a> Reader<'a> {
    /// A reader who asked for a unit; who reads Chinese and asked for none reads mu.
    pub fn new(
        language: Language,
        asked: AreaUnit,
        currency: Option<&'a str>,
        pack: &'a RulePack,
    ) -> Self {
        let unit = match (language, asked) {
            (Language::Zh, AreaUnit::M2) => AreaUnit::Mu,
            (_, asked) => asked,
        };
        Self { language, unit, currency, pack }
    }

    /// An area in the unit of the reader.
    pub fn area(&self, area: SquareMetres) -> String {
        self.language.area(self.unit, area.get())
    }

    /// An area that may be below nothing, square metres.
    pub fn signed_area(&self, m2: f64) -> String {
        self.language.area(self.unit, m2)
    }

    /// An area in square metres, without its unit.
    pub fn square_metres(area: SquareMetres) -> String {
        grouped(area.get(), 0)
    }

    /// A share with a decimal: `12.3 %`, 12.3%.
    pub fn percent(&self, share: f64) -> String {
        self.language.percent(share)
    }

    /// Two ends of a range, as printed.
    pub fn between(&self, first: &str, second: &str) -> String {
        self.language.between(first, second)
    }

    /// Money.
    pub fn money(&self, value: f64) -> String {
        self.language.money(self.currency, value)
    }

    /// Money with its ends.
    pub fn money_range(&self, estimate: &Estimate) -> String {
        self.language.money_range(self.currency, estimate)
    }

    /// A kind as people call it.
    pub fn kind(&self, kind: &str) -> String {
        self.language.kind(kind, self.pack)
    }

    /// The kind of an obstacle with its grade.
    pub fn kind_of(&self, obstacle: &Obstacle) -> String {
        let known = self.pack.kind(&obstacle.kind);
        self.language.graded(&self.kind(&obstacle.kind), obstacle.grade.as_deref(), known)
    }

    /// An option as people call it.
    pub fn option(&self, ways: &Alternatives, option: &Alternative) -> String {
        self.language.option(&ways.name(option))
    }

    /// A figure of the area model, as people call it.
    pub fn assumption(&self, assumption: &Assumption) -> String {
        self.language.assumption(assumption, &|kind| self.kind(kind))
    }

    /// The same without its unit.
    pub fn assumption_name(&self, assumption: &Assumption) -> String {
        self.language.assumption_name(assumption, &|kind| self.kind(kind))
    }

    /// A value of such a figure, with its unit.
    pub fn assumed(&self, assumption: &Assumption, value: f64) -> String {
        assumed(assumption, value, self.language.unit(AreaUnit::M2))
    }

    /// What rests on a rung of the evidence ladder.
    pub fn footings(&self, footings: &[Footing]) -> String {
        self.language.footings(footings, self.language.unit(AreaUnit::M2))
    }

    /// A combination of what is not known.
    pub fn combination(&self, end: &Joint) -> String {
        let square_metres = self.language.unit(AreaUnit::M2);
        self.language.end_of_range(end, &|kind| self.kind(kind), square_metres)
    }

    /// A figure that moves the recommendation, as people call it.
    pub fn driver(&self, driver: &Driver) -> String {
        self.language.driver(driver, &|kind| self.kind(kind))
    }

    /// What a parameter is called, with the kind or code it holds for.
    pub fn parameter(&self, used: &InUse) -> String {
        self.language.parameter_of(used, &|kind| self.kind(kind))
    }

    /// The value of a parameter, ids of the rule pack as the pack calls them; `rules` is what the pack
    /// itself is called.
    pub fn parameter_value(&self, used: &InUse, rules: &str) -> String {
        match (used.parameter, &used.value) {
            (Parameter::Rules, _) => rules.to_owned(),
            (Parameter::ProposedUse | Parameter::UseOf, Value::Text(id)) => self.proposed_use(id),
            (Parameter::Conditions, Value::List(ids)) if !ids.is_empty() => {
                let words = ids.iter().map(|id| self.condition(id)).collect::<Vec<_>>();
                words.join(self.language.say("; ", "；"))
            }
            (Parameter::Jurisdictions, Value::List(ids)) if !ids.is_empty() => {
                self.language.list(ids.iter().map(|id| self.jurisdiction(id)))
            }
            _ => self.language.parameter_value(used, self.language.unit(AreaUnit::M2)),
        }
    }

    /// Why a condition on a receiving site is met, not met, or not known to be.
    pub fn reason(&self, reason: &Reason) -> String {
        self.language.reason(reason, self.language.unit(AreaUnit::M2))
    }

    /// A circumstance as the rule pack words it.
    fn condition(&self, name: &'a str) -> &'a str {
        let known = self.pack.condition(name);
        known.map_or(name, |one| match (self.language, &one.means_zh) {
            (Language::Zh, Some(zh)) => zh,
            _ => &one.means,
        })
    }

    /// A jurisdiction as the rule pack calls it.
    fn jurisdiction(&self, name: &'a str) -> &'a str {
        let known = self.pack.jurisdiction(name);
        known.map_or(name, |one| match (self.language, &one.name_zh) {
            (Language::Zh, Some(zh)) => zh,
            _ => &one.name,
        })
    }

    /// A use as the rule pack calls it.
    fn proposed_use(&self, id: &str) -> String {
        let known = self.pack.proposed_use(id);
        known.map_or_else(
            || id.to_owned(),
            |one| self.language.say(&one.name_en, &one.name_zh).to_owned(),
        )
    }
}
