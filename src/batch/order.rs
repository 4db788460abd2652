//! Which rows are shown, and in which order.

use crate::batch::{Field, Row};

/// An order of rows, largest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    by: Field,
    top: Option<usize>,
}

impl Order {
    /// By a field, or by the loss; only the first `top` of those that have the field. `None` when neither
    /// is asked for: rows stay in the order of their footprints.
    #[must_use]
    pub fn asked(by: Option<Field>, top: Option<usize>) -> Option<Self> {
        let by = by.or_else(|| "loss_m2".parse().ok().filter(|_| top.is_some()))?;
        Some(Self { by, top })
    }

    /// Rows in this order. Those without the field come last, in the order of their footprints.
    #[must_use]
    pub fn of(self, rows: &[Row]) -> Vec<&Row> {
        let mut chosen: Vec<&Row> = rows.iter().collect();
        let key = |row: &Row| self.by.of(row).unwrap_or(f64::NEG_INFINITY);
        chosen.sort_by(|a, b| key(b).total_cmp(&key(a)));
        if let Some(top) = self.top {
            chosen.retain(|row| self.by.of(row).is_some());
            chosen.truncate(top);
        }
        chosen
    }
}
