//! North arrow and scale bar.

use crate::drawing::{Anchor, Group, Pen, Shape};
use crate::geometry::Bounds;
use crate::language::Language;
use crate::map::lettering::{bold, plain};
use crate::map::symbol;
use crate::words::map::layer::Layer;
use geo::Coord;

/// Longest scale bar, pixels.
const LONGEST_BAR: f64 = 190.0;

/// An arrow, half of it dark, with its letter.
#[must_use]
pub fn north(at: Coord<f64>, language: Language) -> Group {
    let (x, top, bottom) = (at.x + 14.0, at.y + 16.0, at.y + 60.0);
    let half = |side: f64| {
        vec![
            Coord { x, y: top },
            Coord { x: x + side * 11.0, y: bottom },
            Coord { x, y: bottom - 9.0 },
            Coord { x, y: top },
        ]
    };
    let mut arrow = Group::named("north-arrow")
        .title(language.layer(Layer::NorthArrow))
        .pen(Pen::solid(symbol::BLACK, 1.0));
    arrow.draw(Shape::area([&half(-1.0)]).fill(symbol::BLACK));
    arrow.draw(Shape::area([&half(1.0)]).fill(symbol::WHITE));
    // Letters have no edge.
    let mut letter = Group::default().pen(Pen::NONE);
    letter.write("N", Coord { x, y: at.y + 7.0 }, Anchor::Middle, &bold(14.0));
    arrow.add(letter);
    arrow
}

/// A bar of a round length, its two halves dark and light.
#[must_use]
pub fn scale(pixels_per_metre: f64, at: Coord<f64>, language: Language) -> Group {
    let metres = round_length(LONGEST_BAR / pixels_per_metre);
    let (x, y, length) = (at.x + 62.0, at.y + 42.0, metres * pixels_per_metre);
    let part = |from: f64, to: f64| Bounds {
        min_x: x + from * length,
        max_x: x + to * length,
        min_y: y,
        max_y: y + 7.0,
    };
    let mut scale = Group::named("scale-bar").title(language.layer(Layer::ScaleBar));
    let edge = Pen::solid(symbol::BLACK, 1.0);
    scale.draw(Shape::block(part(0.0, 1.0)).fill(symbol::WHITE).pen(edge));
    scale.draw(Shape::block(part(0.0, 0.5)).fill(symbol::BLACK));
    for (share, unit) in [(0.0, ""), (0.5, ""), (1.0, " m")] {
        let words = format!("{}{unit}", metres * share);
        let at = Coord { x: x + share * length, y: y - 10.0 };
        scale.write(&words, at, Anchor::Middle, &plain(12.0));
    }
    scale
}

/// The largest of 1, 2, 5 times a power of ten that is no longer than `most`.
fn round_length(most: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, reason = "lengths have a few digits")]
    let power = 10_f64.powi(most.log10().floor() as i32);
    let step = [5.0, 2.0].into_iter().find(|step| step * power <= most).unwrap_or(1.0);
    step * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_bar_has_a_round_length() {
        for (most, expected) in
            [(99.0, 50.0), (100.0, 100.0), (47.0, 20.0), (7.5, 5.0), (1_999.0, 1_000.0)]
        {
            assert_eq!(round_length(most), expected);
        }
    }
}
