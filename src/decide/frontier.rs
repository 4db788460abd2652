//! The Pareto front: options that no other beats in everything.

/// What an option is judged by: less cost, more usable land, a larger rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merit {
    /// Money, without land.
    pub cost: f64,
    /// Usable land, square metres.
    pub usable_m2: f64,
    /// Largest rectangle, square metres; none where none fits.
    pub rectangle_m2: Option<f64>,
}

impl Merit {
    /// Whether this is at least as good in everything and better in something.
    #[must_use]
    pub fn beats(&self, other: &Self) -> bool {
        let rectangle = |merit: &Self| merit.rectangle_m2.unwrap_or(0.0);
        let none_worse = self.cost <= other.cost
            && self.usable_m2 >= other.usable_m2
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
        let of = |cost: f64, usable_m2: f64, rectangle: f64| Merit {
            cost,
            usable_m2,
            rectangle_m2: Some(rectangle),
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
