//! Which obstacles have to do with each other.
//!
//! Two obstacles whose losses neither meet nor leave a strip between them narrower than the minimum width
//! cost together what they cost apart. Groups are made of those that do, by geometry, and then held
//! against the whole: the land that all lose together must be the land that the groups lose, each by
//! itself, and no land may be lost to two. Where it is not, because what several leave is too small
//! together, or is cut off by all of them at once, the groups around that land are joined.

use crate::carve::attribution::Game;
use crate::carve::{Baseline, CarveError, CarveOut, Trial};
use crate::geometry::overlay;
use crate::geometry::{Bounds, BoxIndex, Region};
use rayon::prelude::*;

/// Groups cost together what all cost to this share of the baseline.
const SAME: f64 = 1e-9;
/// Rounds of joining; then all are one group.
const ROUNDS: usize = 12;

/// An obstacle, or several, by themselves.
struct Cluster {
    members: Vec<usize>,
    /// Land that is not usable because of them, and what they take.
    lost: Region,
    around: Region,
}

/// Groups that do not interact, each in ascending order, by their first member.
pub(super) fn apart(game: &Game<'_>, all_kept: &CarveOut) -> Result<Vec<Vec<usize>>, CarveError> {
    let width = game.ground.parameters.min_width.get();
    let whole = overlay::difference(&game.baseline.usable, [&all_kept.usable])?;
    let singles: Vec<Vec<usize>> = (0..game.obstacles.len()).map(|number| vec![number]).collect();
    let mut clusters = by_themselves(game, singles)?;
    // Ways in among all others lead elsewhere than alone: what they cross then has to do with them.
    for corridor in &all_kept.exclusion.corridors {
        let own = |cluster: &&mut Cluster| {
            cluster.members.iter().any(|one| game.obstacles[*one].id == corridor.obstacle)
        };
        if let Some(cluster) = clusters.iter_mut().find(own) {
            cluster.around = overlay::union([&cluster.around, &corridor.region])?;
        }
    }
    let joins = near(&clusters, width);
    joined(game, clusters, joins, &whole)
}

/// The smallest groups found whose losses add up to the whole: as [`apart`], but obstacles are not of one group
/// because they are near each other. Nothing is known of other sets of theirs.
pub(in crate::carve) fn that_add_up(
    game: &Game<'_>,
    all_kept: &CarveOut,
) -> Result<Vec<Vec<usize>>, CarveError> {
    let whole = overlay::difference(&game.baseline.usable, [&all_kept.usable])?;
    let singles: Vec<Vec<usize>> = (0..game.obstacles.len()).map(|number| vec![number]).collect();
    joined(game, by_themselves(game, singles)?, Vec::new(), &whole)
}

/// Joins clusters, by pairs to begin with and then until what they lose adds up to the whole.
fn joined(
    game: &Game<'_>,
    mut clusters: Vec<Cluster>,
    mut joins: Vec<(usize, usize)>,
    whole: &Region,
) -> Result<Vec<Vec<usize>>, CarveError> {
    let width = game.ground.parameters.min_width.get();
    for round in 0.. {
        clusters = merged(game, clusters, &joins)?;
        if clusters.len() == 1 {
            break;
        }
        if round == ROUNDS {
            return Ok(vec![(0..game.obstacles.len()).collect()]);
        }
        joins = at_odds(game, &clusters, whole, width)?;
        if joins.is_empty() {
            break;
        }
    }
    let mut groups: Vec<Vec<usize>> = clusters.into_iter().map(|one| one.members).collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    Ok(groups)
}

fn by_themselves(game: &Game<'_>, groups: Vec<Vec<usize>>) -> Result<Vec<Cluster>, CarveError> {
    groups
        .into_par_iter()
        .map(|members| {
            let Trial { exclusion, remaining } = game.trial(&members)?;
            let lost = overlay::difference(&game.baseline.usable, [&remaining.usable])?;
            let parts = exclusion.parts().into_iter().chain([&lost]);
            Ok(Cluster { members, around: overlay::union(parts)?, lost })
        })
        .collect()
}

/// Pairs of clusters that leave less than a width between them.
fn near(clusters: &[Cluster], width: f64) -> Vec<(usize, usize)> {
    let index = boxes(clusters, 0.0);
    let mut joins = Vec::new();
    for (number, cluster) in clusters.iter().enumerate() {
        let Some(bounds) = cluster.around.bounds() else { continue };
        for other in index.meeting(bounds.grown(width).corners()) {
            if other > number && cluster.around.distance(&clusters[other].around) < width {
                joins.push((number, other));
            }
        }
    }
    joins
}

fn boxes(clusters: &[Cluster], margin: f64) -> BoxIndex {
    let of = |(number, cluster): (usize, &Cluster)| {
        Some((number, cluster.around.bounds()?.grown(margin).corners()))
    };
    BoxIndex::new(clusters.iter().enumerate().filter_map(of))
}

/// Clusters that have to be joined because together they lose other land than each by itself.
fn at_odds(
    game: &Game<'_>,
    clusters: &[Cluster],
    whole: &Region,
    width: f64,
) -> Result<Vec<(usize, usize)>, CarveError> {
    let apart = overlay::union(clusters.iter().map(|cluster| &cluster.lost))?;
    let allowed = allowed(game.baseline);
    let sum: f64 = clusters.iter().map(|cluster| cluster.lost.area().get()).sum();
    let mut joins = Vec::new();
    if sum - apart.area().get() > allowed {
        let index = boxes(clusters, 0.0);
        for (number, cluster) in clusters.iter().enumerate() {
            let Some(bounds) = cluster.lost.bounds() else { continue };
            for other in index.meeting(bounds.corners()).into_iter().filter(|one| *one > number) {
                let both = overlay::intersection(&cluster.lost, &clusters[other].lost)?;
                if both.area().get() > allowed / clusters.len() as f64 {
                    joins.push((number, other));
                }
            }
        }
    }
    for differs in [overlay::difference(whole, [&apart])?, overlay::difference(&apart, [whole])?] {
        if differs.area().get() <= allowed {
            continue;
        }
        for piece in differs.pieces() {
            if piece.area().get() > allowed / clusters.len() as f64 {
                joins.extend(around(clusters, &piece, width));
            }
        }
    }
    Ok(joins)
}

/// Areas that differ by no more are the same, square metres.
pub(in crate::carve) fn allowed(baseline: &Baseline) -> f64 {
    SAME * baseline.usable.area().get() + 1e-6
}

/// Joins of all clusters around some land, in a chain: at least two of them.
fn around(clusters: &[Cluster], land: &Region, width: f64) -> Vec<(usize, usize)> {
    let Some(bounds) = land.bounds() else { return Vec::new() };
    let by_distance = |reach: f64| -> Vec<usize> {
        let near = |bounds: Bounds, cluster: &Cluster| {
            cluster.around.bounds().is_some_and(|one| one.meets(&bounds))
                && cluster.around.distance(land) <= reach
        };
        let all = clusters.iter().enumerate();
        all.filter(|(_, one)| near(bounds.grown(reach), one)).map(|(number, _)| number).collect()
    };
    let mut reach = width.max(1e-3);
    let mut near = by_distance(reach);
    while near.len() < 2 && near.len() < clusters.len() {
        reach *= 2.0;
        near = by_distance(reach);
        if reach > 1e6 {
            near = (0..clusters.len()).collect();
        }
    }
    near.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Clusters joined where pairs say so.
fn merged(
    game: &Game<'_>,
    clusters: Vec<Cluster>,
    joins: &[(usize, usize)],
) -> Result<Vec<Cluster>, CarveError> {
    let mut head: Vec<usize> = (0..clusters.len()).collect();
    for &(a, b) in joins {
        let (a, b) = (root(&head, a), root(&head, b));
        head[a.max(b)] = a.min(b);
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); clusters.len()];
    let mut alone: Vec<Option<Cluster>> = Vec::new();
    for (number, cluster) in clusters.into_iter().enumerate() {
        members[root(&head, number)].extend(&cluster.members);
        alone.push(Some(cluster));
    }
    let (mut same, mut fresh) = (Vec::new(), Vec::new());
    for (number, group) in members.into_iter().enumerate().filter(|(_, group)| !group.is_empty()) {
        match alone[number].take().filter(|cluster| cluster.members.len() == group.len()) {
            Some(cluster) => same.push(cluster),
            None => fresh.push(group),
        }
    }
    same.extend(by_themselves(game, fresh)?);
    Ok(same)
}

fn root(head: &[usize], mut at: usize) -> usize {
    while head[at] != at {
        at = head[at];
    }
    at
}
