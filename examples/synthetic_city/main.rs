//! A made-up city as large as one likes, to measure with: the same options give the same bytes on
//! every machine.
//!
//! ```text
//! cargo run --release --example synthetic_city -- --parcels 200000 --footprints 2000 -o city
//! ```
//!
//! Writes `parcels.geojson`, `facilities.geojson`, `roads.geojson` and `footprints.geojson`. The
//! city grows outward from its middle at constant density: with the same share of facilities, the
//! parcels and facilities of a smaller city are the first of a larger one. Blocks are written as
//! they are laid out, so memory does not grow with the city but for its list of streets.
//!
//! Coordinates come from sums, products, quotients and square roots alone, which every machine
//! rounds alike. Names, owners and addresses are invented.

#![allow(clippy::print_stderr, reason = "tells what was written")]

mod block;
mod facilities;
mod footprints;
mod land_use;
mod layer;
mod place;
mod random;
mod streets;

use clap::Parser;
use layer::{Geometry, Layer};
use random::{Random, Strata, Topic};
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use streets::{Address, Streets};

/// Writes a made-up city as GeoJSON: parcels, facilities, roads and footprints to assess.
#[derive(Parser)]
struct Options {
    /// How many parcels.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    parcels: u64,
    /// How many footprints, 1 to 20 ha each.
    #[arg(long, value_name = "M", default_value_t = 0)]
    footprints: u64,
    /// How many facilities, equipment not counted [default: one to 40 parcels].
    #[arg(long, value_name = "K")]
    facilities: Option<u64>,
    /// What chance hangs on.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Share of the footprints that cannot be used as they are.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share)]
    broken: f64,
    /// Folder for the four layers, made if need be.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a share is a number from 0 to 1".to_owned()),
    }
}

fn main() -> ExitCode {
    let options = Options::parse();
    let facilities = options.facilities.unwrap_or(options.parcels / 40);
    if facilities > options.parcels {
        eprintln!("error: each facility stands on a parcel of its own; there are too few parcels");
        return ExitCode::from(2);
    }
    match write(&options, facilities) {
        Ok(written) => {
            eprintln!("{}: {written}", options.output.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {}: {error}", options.output.display());
            ExitCode::from(2)
        }
    }
}

fn write(options: &Options, facilities: u64) -> io::Result<String> {
    let start = Instant::now();
    std::fs::create_dir_all(&options.output)?;
    let mut streets = Streets::new(options.seed);
    let (parcels, facilities, reach) = write_lots(options, facilities, &mut streets)?;
    let mut roads = Layer::create(&options.output, "roads.geojson")?;
    streets.write(reach, &mut roads)?;
    let mut footprints = Layer::create(&options.output, "footprints.geojson")?;
    // The outermost ring of blocks is rarely a full one.
    let inner = (reach - 1).max(0);
    let (count, broken) = (options.footprints, options.broken);
    footprints::write(options.seed, count, broken, inner, &mut streets, &mut footprints)?;

    let written = [parcels, facilities, roads, footprints].map(Layer::finish);
    let mut sizes = Vec::new();
    let mut total = 0.0;
    for layer in written {
        let (name, features, megabytes) = layer?;
        total += megabytes;
        sizes.push(format!("{features} {name} ({megabytes:.1} MB)"));
    }
    let seconds = start.elapsed().as_secs_f64();
    Ok(format!("{}; {seconds:.2} s, {:.0} MB/s", sizes.join(", "), total / seconds))
}

/// Parcels and what stands on them, and how many blocks the city reaches from the middle one.
fn write_lots(
    options: &Options,
    count: u64,
    streets: &mut Streets,
) -> io::Result<(Layer, Layer, i64)> {
    let mut parcels = Layer::create(&options.output, "parcels.geojson")?;
    let mut facilities = Layer::create(&options.output, "facilities.geojson")?;
    let hosts =
        Strata { seed: options.seed, topic: Topic::Host, chosen: count, of: options.parcels };
    let mut n = 0;
    for (i, j) in outward() {
        let character = land_use::character(options.seed, i, j);
        let corners = streets.block(i, j);
        let mut chance = Random::of(options.seed, Topic::Block, i, j);
        for (door, lot) in (1..).zip(block::lots(corners, &character.form, &mut chance)) {
            let address = Address { street: streets.name_along(i, j, door), number: door };
            let facility = hosts.chosen(n).map(|number| {
                facilities::Facility::on(options.seed, number, (i, j), &lot, &address.street)
            });
            let holding = match facility.as_ref().and_then(facilities::Facility::holding) {
                Some(holding) => holding,
                None => land_use::holding(&character, &mut chance),
            };
            let (year, area) = (1980 + chance.below(45), lot.area_m2());
            parcels.feature(
                format_args!(
                    r#""id":"P-{:07}",{holding},"address":"{address}","area_m2":{area:.1},"year":{year}"#,
                    n + 1
                ),
                &Geometry::Polygon(&[&lot.ring]),
            )?;
            if let Some(facility) = facility {
                facility.write(&lot, streets, &mut facilities)?;
            }
            n += 1;
            if n == options.parcels {
                return Ok((parcels, facilities, i.abs().max(j.abs())));
            }
        }
    }
    unreachable!("a plane has room for any number of blocks")
}

/// Blocks of a grid in square rings around the middle one.
fn outward() -> impl Iterator<Item = (i64, i64)> {
    (0..).flat_map(|ring: i64| {
        (-ring..=ring).flat_map(move |j| {
            let step = if j.abs() == ring { 1 } else { 2 * ring };
            (-ring..=ring).step_by(usize::try_from(step.max(1)).unwrap_or(1)).map(move |i| (i, j))
        })
    })
}
