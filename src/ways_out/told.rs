//! What a site file says of moving a thing.

use crate::loading::Case;
use crate::obstacle::{Obstacle, Policy};
use crate::settings::site_file::SiteMove;

/// What is known of moving an obstacle: its kind's table, and its own on top.
pub(super) fn moving(case: &Case, obstacle: &Obstacle) -> SiteMove {
    let tables = &case.settings.moving;
    let policy = Policy::of(&case.settings, &case.pack);
    let of_kind = tables
        .iter()
        .find(|(name, _)| !obstacle.is_named(name) && policy.canonical(name) == obstacle.kind);
    let kind = of_kind.map(|(_, table)| table.clone()).unwrap_or_default();
    own_table(case, obstacle).map_or(kind.clone(), |own| kind.under(own))
}

/// The table of an obstacle itself, by its id: that of what it is called goes before one that others
/// share.
fn own_table<'a>(case: &'a Case, obstacle: &Obstacle) -> Option<&'a SiteMove> {
    let tables = &case.settings.moving;
    let shared = || tables.iter().find(|(name, _)| obstacle.is_named(name));
    tables.get(&obstacle.id).or_else(|| shared().map(|(_, table)| table))
}

/// Whether a site file has figures for moving a thing. A table for the kind lifts what the rule pack says
/// of the kind, not what a layer says of the one.
pub(super) fn told_to_move(case: &Case, obstacle: &Obstacle, policy: &Policy<'_>) -> bool {
    let of_kind = || {
        let mut tables = case.settings.moving.keys();
        tables.any(|name| policy.canonical(name) == obstacle.kind)
    };
    own_table(case, obstacle).is_some() || (obstacle.fixed_by_kind && of_kind())
}
