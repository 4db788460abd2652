//! The legend of a map of receiving sites.

use crate::language::Language;
use crate::map::furniture::{Entry, Landmark, Mark};
use crate::map::legend;
use crate::map::scene::BoundaryLine;

/// Space between two entries.
const APART: f64 = 26.0;

/// What the marks mean.
#[must_use]
pub fn entries(language: Language, zones: bool, buildings: bool) -> Vec<Entry> {
    let key = |mark: Mark, en: &str, zh: &str| Entry {
        mark: Some(mark),
        words: language.say(en, zh).to_owned(),
        area: None,
        is_sum: false,
    };
    let mut keys = vec![
        key(Mark::Boundary(BoundaryLine::Site), "site", "项目用地"),
        key(Mark::Boundary(BoundaryLine::Obstacle), "present site", "原址"),
        key(Mark::Boundary(BoundaryLine::Relocated), "receiving parcel", "承接地块"),
        key(Mark::Landmark(Landmark::Pad), "plot taken", "拟占用地"),
        key(
            Mark::Landmark(Landmark::Sterilised),
            "land sterilised by its clearance",
            "其间距限制的土地",
        ),
        key(Mark::Landmark(Landmark::Parcel), "parcel", "地块"),
    ];
    if buildings {
        keys.push(key(Mark::Landmark(Landmark::Building), "building", "建筑"));
    }
    if zones {
        keys.push(key(Mark::Landmark(Landmark::Neighbour), "control zone", "控制区"));
    }
    keys
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
