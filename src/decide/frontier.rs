//! The Pareto front: options that no other beats in everything.

use crate::units::SquareMetres;

/// What an option is judged by: less cost, more usable land, a larger rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merit {
    /// Money, without land.
    pub cost: f64,
    /// Usable land.
    pub usable: SquareMetres,
    /// Largest rectangle; none where none fits.
    pub rectangle: Option<SquareMetres>,
}

impl Merit {
    /// Whether this is at least as good in everything and better in something.
    #[must_use]
    pub fn beats(&self, other: &Self) -> bool {
        let rectangle = |merit: &Self| merit.rectangle.unwrap_or_default();
        let none_worse = self.cost <= other.cost
            && self.usable >= other.usable
            && rectangle(self) >= rectangle(other);
        none_worse && self != other
    }
}

/// Which of the options no other beats.
#[must_use]
pub fn front(options: &[Merit]) -> Vec<bool> {
    options.iter().map(|one| !options.iter().any(|other| other.beats(one))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beaten_options_are_off_the_front() {
        let of = |cost: f64, usable: f64, rectangle: f64| Merit {
            cost,
            usable: SquareMetres::saturating(usable),
            rectangle: SquareMetres::new(rectangle).ok(),
        };
        let options = [
            of(0.0, 80.0, 30.0),
            of(5.0, 85.0, 30.0),
            // Dearer than the last and no larger in anything.
            of(6.0, 85.0, 30.0),
            // Less land, but a longer hall.
            of(7.0, 84.0, 50.0),
            of(9.0, 99.0, 60.0),
        ];
        assert_eq!(front(&options), [true, true, false, true, true]);
        // The same twice: neither beats the other.
        assert_eq!(front(&[of(1.0, 1.0, 1.0); 2]), [true, true]);
    }
}
