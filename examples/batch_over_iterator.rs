//! Many footprints from an iterator, against the same surroundings: rows come as they are asked for.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use carveout::batch::Batch;
use carveout::geo::{coord, point, Rect};
use carveout::loading::{FacilityFeature, Land, SiteFeature};
use carveout::units::Metres;
use std::error::Error;

/// Screens a row of twelve sites, of which some lie near a substation.
pub fn main() -> Result<(), Box<dyn Error>> {
    let substation = point!(x: 7.004, y: 50.0008);
    let land = Land::new()
        .rules("eu")
        .facility(
            FacilityFeature::new("UW-1", "substation", substation).clearance(Metres::new(80.0)?),
        )
        .setback(Metres::new(3.0)?);
    let sites = (0..12).map(|number| {
        let west = 7.0 + 0.001 * f64::from(number);
        let corner = coord! { x: west, y: 50.0 };
        let site = Rect::new(corner, coord! { x: west + 0.0009, y: 50.0005 }).to_polygon();
        SiteFeature::new(&format!("S{number:02}"), &site)
    });
    for row in Batch::over(&land, sites)?.rows() {
        let loss = row.figures.loss_m2.unwrap_or_default().get();
        println!("{}: {loss:.0} m2 lost to {} obstacles", row.id, row.kinds.len());
    }
    Ok(())
}
