//! The numbers of a row: what each is called, what it means, and where it stands in an assessment.
//!
//! They are stated once, below. The columns of a table, the fields of a JSON line with their schema, what
//! a condition may ask for and the list in README all come from there.

use crate::assess::Assessment;
use crate::carve::{Compared, Layout};
use crate::settings::Unit;
use crate::units::SquareMetres;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One number of a row.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Figure {
    /// Its name, with its unit; the same as in the assessment where it stands there too.
    pub name: &'static str,
    /// What it is a number of; counts, shares and multiples have no unit.
    pub unit: Option<Unit>,
    /// What it means.
    pub meaning: &'static str,
    value: fn(&Figures) -> Option<f64>,
}

impl Figure {
    /// Its value in a row.
    #[must_use]
    pub fn of(&self, figures: &Figures) -> Option<f64> {
        (self.value)(figures)
    }
}

/// What a number may be.
trait Number {
    const UNIT: Option<Unit>;
    fn number(self) -> f64;
}

impl Number for SquareMetres {
    const UNIT: Option<Unit> = Some(Unit::SquareMetres);
    fn number(self) -> f64 {
        self.get()
    }
}

/// A share or a multiple.
impl Number for f64 {
    const UNIT: Option<Unit> = None;
    fn number(self) -> f64 {
        self
    }
}

/// A count.
impl Number for usize {
    const UNIT: Option<Unit> = None;
    fn number(self) -> f64 {
        self as f64
    }
}

macro_rules! figures {
    ($(#[doc = $meaning:literal] $name:ident: $number:ty = $of:expr;)*) => {
        /// The numbers of one row; none where they were not asked for or the site was refused.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[non_exhaustive]
        pub struct Figures {
            $(#[doc = $meaning] pub $name: Option<$number>,)*
        }

        /// Every number of a row, in the order of its columns.
        pub const FIGURES: &[Figure] = &[$(Figure {
            name: stringify!($name),
            unit: <$number>::UNIT,
            meaning: $meaning.trim_ascii(),
            value: |figures| figures.$name.map(Number::number),
        },)*];

        impl Figures {
            /// The numbers of an assessment.
            #[must_use]
            pub fn of(assessment: &Assessment) -> Self {
                $(let $name: fn(&Assessment) -> Option<$number> = $of;)*
                Self { $($name: $name(assessment),)* }
            }
        }
    };
}

figures! {
    /// The site.
    gross_area_m2: SquareMetres = |a| Some(a.site.footprint.area());
    /// The land of the title by deed or register.
    deed_m2: SquareMetres = |a| Some(a.deed.as_ref()?.area.as_ref()?.value);
    /// How much more that land is as drawn, in the projection of the title if one is given, as a share of the deed.
    deed_difference: f64 = |a| {
        let deed = a.deed.as_ref()?;
        deed.difference(deed.by_title()).map(|(_, share)| share)
    };
    /// The site within its setbacks.
    envelope_m2: SquareMetres = |a| Some(a.baseline.envelope.area());
    /// What immovable surroundings take with no obstacle at all.
    context_m2: SquareMetres = |a| Some(a.baseline.context.area());
    /// Usable land without obstacles.
    baseline_usable_m2: SquareMetres = |a| Some(a.baseline.usable.area());
    /// Usable land with everything carved out.
    usable_m2: SquareMetres = |a| Some(a.carve_out.usable.area());
    /// What obstacles stand on within the site: what meets the eye.
    nominal_m2: SquareMetres = |a| Some(a.carve_out.nominal());
    /// Usable land that is lost.
    loss_m2: SquareMetres = |a| Some(a.carve_out.ledger.loss());
    /// The loss as a share of the usable land without obstacles.
    loss_share: f64 = |a| a.share_of_baseline(a.carve_out.ledger.loss()).map(|share| share.min(1.0));
    /// Usable land lost over all land that obstacles stand on: a net figure over a gross one.
    multiplier: f64 = |a| a.carve_out.multiple(Compared::NetOverGross).times();
    /// Usable land lost over the usable land that obstacles stand on.
    multiplier_net: f64 = |a| a.carve_out.multiple(Compared::Net).times();
    /// Land that goes, usable or not, over all land that obstacles stand on.
    multiplier_gross: f64 = |a| a.carve_out.multiple(Compared::Gross).times();
    /// Lost to the obstacles themselves.
    taking_m2: SquareMetres = |a| Some(a.carve_out.ledger.taking.area);
    /// Lost to clearances, and to setbacks from carved plots.
    clearance_m2: SquareMetres = |a| Some(a.carve_out.ledger.clearance.area);
    /// Lost to access corridors.
    access_m2: SquareMetres = |a| Some(a.carve_out.ledger.access.area);
    /// Lost as remnants: narrow, small and landlocked land.
    remnant_m2: SquareMetres = |a| Some(a.carve_out.ledger.remnant());
    /// Lost because what is left is too narrow.
    narrow_m2: SquareMetres = |a| Some(a.carve_out.ledger.narrow.area);
    /// Lost because what is left is too small.
    small_m2: SquareMetres = |a| Some(a.carve_out.ledger.small.area);
    /// Lost because what is left cannot be reached.
    landlocked_m2: SquareMetres = |a| Some(a.carve_out.ledger.landlocked.area);
    /// The loss where all that is not known for sure is at its least.
    loss_low_m2: SquareMetres = |a| Some(a.range.as_ref()?.losses()[0]);
    /// The loss where all that is not known for sure is at its most.
    loss_high_m2: SquareMetres = |a| Some(a.range.as_ref()?.losses()[1]);
    /// Usable land that comes back when what was asked to move has moved.
    recovered_m2: SquareMetres = |a| Some(a.relocation.as_ref()?.recovered);
    /// How many obstacles there are.
    obstacles: usize = |a| Some(a.obstacles.len());
    /// How many pieces the usable land is in.
    pieces: usize = |a| Some(a.carve_out.usable.polygons().len());
    /// The largest rectangle on the usable land without obstacles.
    baseline_rectangle_m2: SquareMetres = |a| Some(a.layout.as_ref()?.baseline.rectangle_area());
    /// The largest rectangle on the usable land with everything carved out.
    rectangle_m2: SquareMetres = |a| Some(a.layout.as_ref()?.carve_out.rectangle_area());
    /// How many buildings fit without obstacles.
    baseline_buildings: usize = |a| buildings(&a.layout.as_ref()?.baseline);
    /// How many buildings fit with everything carved out.
    buildings: usize = |a| buildings(&a.layout.as_ref()?.carve_out);
}

fn buildings(layout: &Layout) -> Option<usize> {
    layout.buildings.as_ref().map(Vec::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_unit() {
        for figure in FIGURES {
            let area = figure.name.ends_with("_m2");
            assert_eq!(figure.unit, area.then_some(Unit::SquareMetres), "{}", figure.name);
            assert!(figure.meaning.ends_with('.'), "{}", figure.name);
        }
    }

    #[test]
    fn a_number_stands_under_its_name() {
        let set = r#"{"loss_m2":3.25,"multiplier":2.5,"obstacles":2}"#;
        let figures: Figures = serde_json::from_str(set).unwrap();
        assert_eq!((figures.loss_m2.unwrap().get(), figures.obstacles), (3.25, Some(2)));
        let there: Vec<(&str, f64)> =
            FIGURES.iter().filter_map(|one| Some((one.name, one.of(&figures)?))).collect();
        assert_eq!(there, [("loss_m2", 3.25), ("multiplier", 2.5), ("obstacles", 2.0)]);
    }
}
