//! The legend of a map of receiving sites.

use crate::language::Language;
use crate::map::furniture::{Entry, Landmark, Mark};
use crate::map::legend;
use crate::map::scene::BoundaryLine;
use crate::words::map::key::Key;

/// Space between two entries.
const APART: f64 = 26.0;

/// What the marks mean.
#[must_use]
pub fn entries(language: Language, zones: bool, buildings: bool) -> Vec<Entry> {
    let mut keys = vec![
        (Mark::Boundary(BoundaryLine::Site), Key::Site),
        (Mark::Boundary(BoundaryLine::Obstacle), Key::PresentSite),
        (Mark::Boundary(BoundaryLine::Relocated), Key::ReceivingParcel),
        (Mark::Landmark(Landmark::Pad), Key::PlotTaken),
        (Mark::Landmark(Landmark::Sterilised), Key::Sterilised),
        (Mark::Landmark(Landmark::Parcel), Key::Parcel),
    ];
    if buildings {
        keys.push((Mark::Landmark(Landmark::Building), Key::Building));
    }
    if zones {
        keys.push((Mark::Landmark(Landmark::Neighbour), Key::ControlZone));
    }
    keys.into_iter().map(|(mark, key)| Entry::key(mark, language.key(key))).collect()
}

/// Row and left edge of each entry, as many in a row as fit.
#[must_use]
pub fn flowed(keys: &[Entry], room: f64) -> Vec<(usize, f64)> {
    let (mut row, mut x) = (0, 0.0);
    keys.iter()
        .map(|key| {
            let width = legend::width(key);
            if x > 0.0 && x + width > room {
                (row, x) = (row + 1, 0.0);
            }
            let at = (row, x);
            x += width + APART;
            at
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legend_flows_into_rows_that_fit() {
        for language in [Language::En, Language::Zh] {
            let keys = entries(language, true, true);
            let rows = flowed(&keys, 500.0);
            assert_eq!(rows.len(), 8);
            for (key, (_, x)) in keys.iter().zip(&rows) {
                assert!(x + legend::width(key) <= 500.0, "{}", key.words);
            }
            assert!(rows.windows(2).all(|pair| pair[0] < pair[1]), "in order");
        }
    }
}
