//! How fast a layer of parcels is read: `cargo bench --bench reading [-- FILE]`.
//!
//! Without a file, 200,000 made-up parcels of about 130 MB are written to a temporary one. Each
//! figure is the median of several runs from the page cache, with the slowest and the fastest;
//! `RAYON_NUM_THREADS` and `taskset` narrow the machine.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement stops at the first surprise and prints its figures"
)]

use carveout::geometry::LonLat;
use carveout::layer::{self, BoundsDeg, Columns, Reading, Selection};
use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

const RUNS: usize = 9;

/// A grid of parcels with 5 to 20 corners and eight columns, written as GDAL writes them.
fn parcels(count: usize) -> String {
    let mut text = "{\n\"type\": \"FeatureCollection\",\n\"features\": [\n".to_owned();
    let columns = (count as f64).sqrt();
    for n in 0..count {
        let (x, y) = (n as f64 % columns, (n as f64 / columns).floor());
        let corners = [5, 8, 10, 13, 16, 20][n * 7 % 6];
        let ring: Vec<String> = (0..=corners)
            .map(|corner| {
                let angle =
                    std::f64::consts::TAU * f64::from(corner % corners) / f64::from(corners);
                let (lon, lat) = (109.8 + x * 6e-4, 40.6 + y * 5e-4);
                format!("[ {:.7}, {:.7} ]", lon + 2e-4 * angle.cos(), lat + 2e-4 * angle.sin())
            })
            .collect();
        writeln!(
            text,
            "{{ \"type\": \"Feature\", \"properties\": {{ \"OBJECTID\": {n}, \"id\": \"P-{n:06}\", \
             \"land_use\": \"{:04}\", \"owner\": \"Holder {}\", \"address\": \"{} Main Street, \
             Block {}\", \"assessed_value\": {}.25, \"remarks\": null, \"updated\": \
             \"2023-01-11T00:00:00\" }}, \"geometry\": {{ \"type\": \"Polygon\", \"coordinates\": \
             [ [ {} ] ] }} }}{}",
            701 + n % 5,
            n * 31 % 90_000,
            n % 900,
            n / 40,
            n * 17 % 1_000_000,
            ring.join(", "),
            if n + 1 < count { "," } else { "" }
        )
        .unwrap();
    }
    text + "]\n}\n"
}

fn measure(file: &Path, name: &str, near: &(dyn Fn(&BoundsDeg) -> bool + Sync)) {
    let megabytes = std::fs::metadata(file).unwrap().len() as f64 / 1e6;
    let mut seen = (0, 0);
    let mut speeds: Vec<f64> = (0..RUNS)
        .map(|_| {
            let mut kept = 0;
            let start = Instant::now();
            let selection = Selection::near(&Columns::default(), near);
            let survey = layer::read(file, &selection, &mut |reading| {
                if let Reading::Feature(feature) = &reading {
                    kept += 1;
                    black_box(feature);
                }
            });
            seen = (survey.unwrap().features, kept);
            megabytes / start.elapsed().as_secs_f64()
        })
        .collect();
    speeds.sort_by(f64::total_cmp);
    println!(
        "{name:<12} {:>7} of {:>7} kept: {:>5.0} MB/s ({:.0} to {:.0})",
        seen.1,
        seen.0,
        speeds[RUNS / 2],
        speeds[0],
        speeds[RUNS - 1]
    );
}

fn main() {
    let given = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let mut made = tempfile::NamedTempFile::new().unwrap();
    if given.is_none() {
        made.write_all(parcels(200_000).as_bytes()).unwrap();
    }
    let file = given.as_ref().map_or(made.path(), Path::new);
    measure(file, "all kept", &|_| true);
    let middle = BoundsDeg {
        min: LonLat { lon: 109.93, lat: 40.70 },
        max: LonLat { lon: 109.95, lat: 40.72 },
    };
    measure(file, "few kept", &|bounds| {
        bounds.min.lon <= middle.max.lon
            && bounds.max.lon >= middle.min.lon
            && bounds.min.lat <= middle.max.lat
            && bounds.max.lat >= middle.min.lat
    });
}
