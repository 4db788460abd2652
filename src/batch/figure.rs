//! The numbers of a row: their names, and where each stands in an assessment.

use crate::assess::Assessment;
use crate::carve::Layout;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::collections::HashMap;

/// One number of a row.
pub struct Figure {
    /// Its name, with its unit; the same as in the assessment where it stands there too.
    pub name: &'static str,
    /// Whether it is a count and not a measure.
    pub count: bool,
    of: fn(&Assessment) -> Option<f64>,
}

/// Every number of a row, in the order of its columns.
pub const FIGURES: [Figure; COUNT] = [
    measure("gross_area_m2", |a| Some(a.site.footprint.area().get())),
    measure("envelope_m2", |a| Some(a.baseline.envelope.area().get())),
    measure("baseline_usable_m2", |a| Some(a.baseline.usable.area().get())),
    measure("usable_m2", |a| Some(a.carve_out.usable.area().get())),
    measure("nominal_m2", |a| Some(a.carve_out.nominal().get())),
    measure("loss_m2", |a| Some(a.carve_out.ledger.loss().get())),
    measure("loss_share", |a| {
        let baseline = a.baseline.usable.area().get();
        (baseline > 0.0).then(|| a.carve_out.ledger.loss().get() / baseline)
    }),
    measure("multiplier", |a| a.carve_out.multiplier()),
    measure("taking_m2", |a| Some(a.carve_out.ledger.taking.area.get())),
    measure("clearance_m2", |a| Some(a.carve_out.ledger.clearance.area.get())),
    measure("access_m2", |a| Some(a.carve_out.ledger.access.area.get())),
    measure("remnant_m2", |a| Some(a.carve_out.ledger.remnant().get())),
    measure("narrow_m2", |a| Some(a.carve_out.ledger.narrow.area.get())),
    measure("small_m2", |a| Some(a.carve_out.ledger.small.area.get())),
    measure("landlocked_m2", |a| Some(a.carve_out.ledger.landlocked.area.get())),
    measure("loss_low_m2", |a| Some(a.range.as_ref()?.low.ledger.loss().get())),
    measure("loss_high_m2", |a| Some(a.range.as_ref()?.high.ledger.loss().get())),
    measure("recovered_m2", |a| Some(a.relocation.as_ref()?.recovered.get())),
    count("obstacles", |a| Some(a.obstacles.len() as f64)),
    count("pieces", |a| Some(a.carve_out.usable.polygons().len() as f64)),
    measure("baseline_rectangle_m2", |a| Some(rectangle(&a.layout.as_ref()?.baseline))),
    measure("rectangle_m2", |a| Some(rectangle(&a.layout.as_ref()?.carve_out))),
    count("baseline_buildings", |a| buildings(&a.layout.as_ref()?.baseline)),
    count("buildings", |a| buildings(&a.layout.as_ref()?.carve_out)),
];

const COUNT: usize = 24;

const fn measure(name: &'static str, of: fn(&Assessment) -> Option<f64>) -> Figure {
    Figure { name, count: false, of }
}

const fn count(name: &'static str, of: fn(&Assessment) -> Option<f64>) -> Figure {
    Figure { name, count: true, of }
}

fn rectangle(layout: &Layout) -> f64 {
    layout.rectangle.as_ref().map_or(0.0, |rectangle| rectangle.area().get())
}

fn buildings(layout: &Layout) -> Option<f64> {
    layout.buildings.as_ref().map(|buildings| buildings.len() as f64)
}

/// Place of a figure among the columns.
#[must_use]
pub fn place(name: &str) -> Option<usize> {
    FIGURES.iter().position(|figure| figure.name == name)
}

/// The numbers of one row; none where they were not asked for or the site was refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures([Option<f64>; COUNT]);

impl Figures {
    /// No number.
    #[must_use]
    pub const fn none() -> Self {
        Self([None; COUNT])
    }

    /// The numbers of an assessment.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        let mut values = [None; COUNT];
        for (value, figure) in values.iter_mut().zip(&FIGURES) {
            *value = (figure.of)(assessment);
        }
        Self(values)
    }

    /// One of them, by its place.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<f64> {
        self.0.get(place).copied().flatten()
    }

    /// One of them, by name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<f64> {
        self.at(place(name)?)
    }

    /// All of them with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Figure, Option<f64>)> + '_ {
        static ALL: [Figure; COUNT] = FIGURES;
        ALL.iter().zip(self.0)
    }
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(COUNT))?;
        for (figure, value) in self.iter() {
            match value {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a count of things in memory"
                )]
                Some(number) if figure.count => {
                    map.serialize_entry(figure.name, &(number as u64))?;
                }
                other => map.serialize_entry(figure.name, &other)?,
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Figures {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let named = HashMap::<String, serde_json::Value>::deserialize(deserializer)?;
        let mut values = [None; COUNT];
        for (value, figure) in values.iter_mut().zip(&FIGURES) {
            *value = named.get(figure.name).and_then(serde_json::Value::as_f64);
        }
        Ok(Self(values))
    }
}
