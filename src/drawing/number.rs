//! Numbers of a drawing: hundredths of a pixel, no idle zeros.

use std::fmt;

/// A number as it is written in a drawing. What is no number is written as zero.
#[derive(Clone, Copy, Debug)]
pub struct Number(pub f64);

impl Number {
    /// Hundredths.
    fn rounded(self) -> f64 {
        let hundredths = (self.0 * 100.0).round();
        // A zero has no sign: 0.0 == -0.0.
        if hundredths.is_finite() && hundredths != 0.0 {
            hundredths / 100.0
        } else {
            0.0
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rounded().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_have_no_negative_zero() {
        for (value, written) in [
            (1.0, "1"),
            (0.1 + 0.2, "0.3"),
            (-12.345_678, "-12.35"),
            (-0.001, "0"),
            (-0.0, "0"),
            (f64::NAN, "0"),
            (f64::INFINITY, "0"),
            (123_456.789, "123456.79"),
        ] {
            assert_eq!(Number(value).to_string(), written);
        }
    }
}
