//! A site without files: two stations stand in it, and land next to it could take them.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use carveout::assess::assess;
use carveout::geo::{coord, line_string, Polygon, Rect};
use carveout::language::Language;
use carveout::loading::{FacilityFeature, Land, ParcelFeature, RoadFeature};
use carveout::units::{Metres, SquareMetres};
use std::error::Error;

/// A rectangle by metres east and north of a place in Baotou, as degrees.
fn block(east: f64, north: f64, width: f64, depth: f64) -> Polygon<f64> {
    let at = |e: f64, n: f64| coord! { x: 109.84 + e / 84_600.0, y: 40.62 + n / 111_050.0 };
    Rect::new(at(east, north), at(east + width, north + depth)).to_polygon()
}

/// Assesses the site and says what was found.
pub fn main() -> Result<(), Box<dyn Error>> {
    let fuel = FacilityFeature::new("FS-01", "fuel_station", &block(120.0, 0.0, 60.0, 50.0));
    let waste = FacilityFeature::new("WTS-01", "waste_transfer", &block(250.0, 0.0, 40.0, 25.0));
    let road = line_string![(x: 109.835, y: 40.6199), (x: 109.85, y: 40.6199)];
    let lot = ParcelFeature::new("P-1", &block(500.0, 0.0, 80.0, 60.0)).status("vacant");
    let case = Land::new()
        .facilities([fuel.name("Huanbei filling station"), waste])
        .road(RoadFeature::new(&road).width(Metres::new(12.0)?))
        .parcel(lot)
        .setback(Metres::new(10.0)?)
        .min_width(Metres::new(30.0)?)
        .min_area(SquareMetres::new(3_000.0)?)
        .relocate(["FS-01", "WTS-01"])
        .case(&block(0.0, 0.0, 380.0, 245.0))?;
    let assessment = assess(&case)?;

    let nominal = assessment.carve_out.nominal().get();
    let loss = assessment.carve_out.ledger.loss().get();
    println!("obstacles: {nominal:.0} m2, usable land lost: {loss:.0} m2");
    if let Some(ways) = &assessment.alternatives {
        for option in &ways.options {
            println!(
                "{}: {:.0} m2 come back",
                Language::En.option(&ways.name(option)),
                option.recovered_m2
            );
        }
    }
    for warning in assessment.warnings.iter() {
        println!("warning: {}", Language::En.warning(warning));
    }
    Ok(())
}
