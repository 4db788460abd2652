//! The land price from which on an option pays.

use crate::model::Estimate;

/// The price of a square metre of usable land at which an option costs as much, land included, as
/// carving everything out: its money over the square metres it returns. Low, mid and high are those of the
/// money. `None` where it
/// returns no land, or costs some.
#[must_use]
pub fn price(cost: &Estimate, recovered_m2: f64) -> Option<Estimate> {
    (recovered_m2 > 1e-6).then(|| cost.times(recovered_m2.recip()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn money_over_land() {
        // 6 to 12 million for 12,000 m2: 500 to 1,000 a square metre.
        let cost = Estimate::uniform(6e6, 12e6).unwrap();
        let even = price(&cost, 12_000.0).unwrap();
        assert_eq!((even.low, even.mid, even.high), (500.0, 750.0, 1_000.0));
        assert!(price(&cost, 0.0).is_none());
    }
}
