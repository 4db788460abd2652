//! Geometry alone: the largest rectangle, at any angle, in a region with a hole.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use carveout::geometry::rectangle::{largest_rectangle, Limits};
use carveout::geometry::{overlay, Bounds, Region};
use std::error::Error;

/// Looks for it in 100 x 60 m around a shaft of 10 x 10 m.
pub fn main() -> Result<(), Box<dyn Error>> {
    let block =
        |min_x, min_y, max_x, max_y| Region::rectangle(Bounds { min_x, min_y, max_x, max_y });
    let yard =
        overlay::difference(&block(0.0, 0.0, 100.0, 60.0), [&block(40.0, 25.0, 50.0, 35.0)])?;
    let limits = Limits { min_side: 20.0, ..Limits::default() };
    match largest_rectangle(&yard, &limits) {
        Some(found) => println!(
            "{:.1} x {:.1} m, {:.0} m2 of {:.0}",
            found.width,
            found.depth,
            found.area().get(),
            yard.area().get()
        ),
        None => println!("no rectangle has sides of 20 m"),
    }
    Ok(())
}
