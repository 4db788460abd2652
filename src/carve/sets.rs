//! What each set of kept obstacles leaves of a site.
//!
//! Shares and options ask for many sets, often for the same. Obstacles in different corners of a site have
//! nothing to do with each other, so few sets have to be computed: those of groups, each group by itself. Whether
//! groups add up is not assumed. With L(S) the land that a set S loses, N all obstacles, and G a group of which the
//! set S keeps the part S & G, three things are computed and compared:
//!
//! 1. L(N) is made of the L(G) of all groups, and no land is lost to two of them;
//! 2. L(N) is made of L(G) and L(N - G), for every group G;
//! 3. L((S & G) + (N - G)) is made of L(S & G) and L(N - G), for every group G.
//!
//! Then L(S) is made of the L(S & G). That it holds each of them is plain: more obstacles lose no less. That it
//! holds no more: land of L(S) is land of L(N), so of one L(G) by the first. It is lost to the larger set of the
//! third too, and not to N - G by the second, so it is land of L(S & G).
//!
//! Ways in are the exception to "more obstacles lose no less", since they may be laid elsewhere. So with the
//! third the ways in of a part must lie where they lie among all others; what is in the way of some of them is
//! in the way among all. That is seen of the ways that were chosen; of those that were not it is taken for granted. A set
//! of which any of this does not hold is computed as a whole.

use crate::carve::access::Corridor;
use crate::carve::attribution::{groups, Game};
use crate::carve::{Baseline, CarveError, CarveOut, Ground, Trial};
use crate::geometry::overlay;
use crate::geometry::Region;
use crate::obstacle::Obstacle;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Up to this many obstacles every set is computed as a whole: groups would cost as much.
const AS_A_WHOLE: usize = 4;
/// Sets of more obstacles are not kept once they are computed, unless they are of groups.
const KEPT: usize = 10;
/// Ways in whose corners lie no further apart are the same, metres.
const SAME_WAY_M: f64 = 1e-6;

/// What a set of kept obstacles leaves.
#[derive(Clone, Debug)]
pub struct Left {
    /// Usable land.
    pub usable: Region,
    /// Usable land lost, square metres.
    pub loss_m2: f64,
}

/// A set that was computed as a whole.
struct Whole {
    left: Left,
    corridors: Vec<Corridor>,
    /// The land that it loses, once that was asked for.
    lost: OnceLock<Region>,
}

impl Whole {
    fn lost(&self, baseline: &Baseline) -> Result<&Region, CarveError> {
        if let Some(lost) = self.lost.get() {
            return Ok(lost);
        }
        let lost = overlay::difference(&baseline.usable, [&self.left.usable])?;
        Ok(self.lost.get_or_init(|| lost))
    }

    fn loss_of(parts: &[Arc<Self>]) -> f64 {
        parts.iter().fold(0.0, |sum, part| sum + part.left.loss_m2)
    }
}

/// Every set of some obstacles, each worked out when it is asked for.
pub struct Sets<'a> {
    pub(in crate::carve) ground: &'a Ground,
    pub(in crate::carve) baseline: &'a Baseline,
    pub(in crate::carve) obstacles: Vec<&'a Obstacle>,
    pub(in crate::carve) all_kept: &'a CarveOut,
    /// Groups that add up; one where none do.
    groups: OnceLock<Vec<Vec<usize>>>,
    known: Mutex<BTreeMap<Vec<usize>, Arc<Whole>>>,
}

impl<'a> Sets<'a> {
    /// The sets of all obstacles of a site, and what is left with all of them kept.
    #[must_use]
    pub fn of(
        ground: &'a Ground,
        baseline: &'a Baseline,
        obstacles: &'a [Obstacle],
        all_kept: &'a CarveOut,
    ) -> Self {
        let obstacles = obstacles.iter().collect();
        let (groups, known) = Default::default();
        Self { ground, baseline, obstacles, all_kept, groups, known }
    }

    /// How many obstacles there are.
    #[must_use]
    pub fn obstacles(&self) -> usize {
        self.obstacles.len()
    }

    /// Works out what some sets have in common, each once, several at a time: what is asked of them then is quick.
    ///
    /// # Errors
    /// [`CarveError`] from the area model.
    pub fn prepare(&self, wanted: &[Vec<usize>]) -> Result<(), CarveError> {
        let groups = self.groups()?;
        let mut needed: BTreeSet<Vec<usize>> = BTreeSet::new();
        if groups.len() < 2 {
            if self.obstacles.len() <= KEPT {
                needed.extend(wanted.iter().cloned());
            }
        } else {
            for group in groups {
                for part in wanted.iter().map(|kept| both(kept, group)) {
                    needed.insert(self.among(&part, group));
                    needed.insert(part);
                }
            }
        }
        let needed: Vec<Vec<usize>> = needed.into_iter().collect();
        needed.par_iter().try_for_each(|set| self.kept(set).map(drop))
    }

    /// What a set leaves, its obstacles by their places in ascending order.
    ///
    /// # Errors
    /// [`CarveError`] from the area model.
    pub fn left(&self, kept: &[usize]) -> Result<Left, CarveError> {
        if kept.len() == self.obstacles.len() {
            let CarveOut { usable, ledger, .. } = self.all_kept;
            return Ok(Left { usable: usable.clone(), loss_m2: ledger.loss().get() });
        }
        let Some(parts) = self.parts(kept)? else { return Ok(self.whole(kept)?.left.clone()) };
        let lost = parts.iter().map(|part| part.lost(self.baseline));
        let usable =
            overlay::difference(&self.baseline.usable, lost.collect::<Result<Vec<_>, _>>()?)?;
        Ok(Left { usable, loss_m2: Whole::loss_of(&parts) })
    }

    /// What a set loses, square metres.
    ///
    /// # Errors
    /// [`CarveError`] from the area model.
    pub fn loss(&self, kept: &[usize]) -> Result<f64, CarveError> {
        if kept.is_empty() {
            return Ok(0.0);
        }
        if kept.len() == self.obstacles.len() {
            return Ok(self.all_kept.ledger.loss().get());
        }
        Ok(match self.parts(kept)? {
            Some(parts) => Whole::loss_of(&parts),
            None => self.whole(kept)?.left.loss_m2,
        })
    }

    /// The parts of a set by groups, if they add up.
    fn parts(&self, kept: &[usize]) -> Result<Option<Vec<Arc<Whole>>>, CarveError> {
        let groups = self.groups()?;
        if groups.len() < 2 {
            return Ok(None);
        }
        let mut parts = Vec::new();
        for group in groups {
            let part = both(kept, group);
            if part.is_empty() {
                continue;
            }
            let Some(whole) = self.adding_up(&part, group)? else { return Ok(None) };
            parts.push(whole);
        }
        Ok(Some(parts))
    }

    fn groups(&self) -> Result<&[Vec<usize>], CarveError> {
        if let Some(groups) = self.groups.get() {
            return Ok(groups);
        }
        let n = self.obstacles.len();
        let mut found = vec![(0..n).collect()];
        if n > AS_A_WHOLE {
            let groups = groups::that_add_up(&Game::of_wholes(self), self.all_kept)?;
            let add_up = |group: &Vec<usize>| Ok(self.adding_up(group, group)?.is_some());
            if all(&groups, add_up)? {
                found = groups;
            }
        }
        Ok(self.groups.get_or_init(|| found))
    }

    /// A part of a group, if it loses the same alone and among all that are not of the group.
    fn adding_up(&self, part: &[usize], group: &[usize]) -> Result<Option<Arc<Whole>>, CarveError> {
        let others = self.among(&[], group);
        let (alone, rest) = (self.kept(part)?, self.kept(&others)?);
        let among = self.kept(&self.among(part, group))?;
        let apart = alone.left.loss_m2 + rest.left.loss_m2;
        let same_ways = alone.corridors.len() + rest.corridors.len() == among.corridors.len()
            && alone
                .corridors
                .iter()
                .chain(&rest.corridors)
                .all(|one| among.corridors.iter().any(|other| is_same_way(one, other)));
        let add_up = (apart - among.left.loss_m2).abs() <= groups::allowed(self.baseline);
        Ok((add_up && same_ways).then_some(alone))
    }

    /// A part of a group, and all that are not of the group.
    fn among(&self, part: &[usize], group: &[usize]) -> Vec<usize> {
        let all = 0..self.obstacles.len();
        all.filter(|one| part.contains(one) || !group.contains(one)).collect()
    }

    fn whole(&self, kept: &[usize]) -> Result<Arc<Whole>, CarveError> {
        if self.obstacles.len() <= KEPT {
            return self.kept(kept);
        }
        self.compute(kept).map(Arc::new)
    }

    /// A set as a whole, computed once.
    fn kept(&self, kept: &[usize]) -> Result<Arc<Whole>, CarveError> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(whole) = known().get(kept) {
            return Ok(whole.clone());
        }
        let whole = Arc::new(self.compute(kept)?);
        Ok(known().entry(kept.to_vec()).or_insert(whole).clone())
    }

    fn compute(&self, kept: &[usize]) -> Result<Whole, CarveError> {
        if kept.len() == self.obstacles.len() {
            let CarveOut { usable, ledger, exclusion, .. } = self.all_kept;
            let left = Left { usable: usable.clone(), loss_m2: ledger.loss().get() };
            let corridors = exclusion.corridors.clone();
            return Ok(Whole { left, corridors, lost: OnceLock::new() });
        }
        let chosen: Vec<&Obstacle> = kept.iter().map(|number| self.obstacles[*number]).collect();
        let trial = Trial::of(self.ground, self.baseline, &chosen)?;
        let loss_m2 = trial.loss(self.baseline);
        let Trial { exclusion, remaining } = trial;
        let left = Left { usable: remaining.usable, loss_m2 };
        Ok(Whole { left, corridors: exclusion.corridors, lost: OnceLock::new() })
    }
}

fn all<T>(
    of: &[T],
    mut holds: impl FnMut(&T) -> Result<bool, CarveError>,
) -> Result<bool, CarveError> {
    for one in of {
        if !holds(one)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn both(some: &[usize], others: &[usize]) -> Vec<usize> {
    some.iter().copied().filter(|one| others.contains(one)).collect()
}

/// Whether two ways in are the same way to the same obstacle.
fn is_same_way(one: &Corridor, other: &Corridor) -> bool {
    let near =
        |(a, b): (&geo::Coord<f64>, &geo::Coord<f64>)| (a.x - b.x).hypot(a.y - b.y) <= SAME_WAY_M;
    one.obstacle == other.obstacle
        && one.axis.len() == other.axis.len()
        && one.axis.iter().zip(&other.axis).all(near)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::carve::{Frontage, Parameters};
    use crate::geometry::offset::{self, Join};
    use crate::geometry::Bounds;
    use crate::model::{Origin, SplitMix};
    use crate::obstacle::{Class, Relation};
    use crate::units::{Metres, SquareMetres};
    use geo::Coord;

    fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Region {
        Region::rectangle(Bounds { min_x: x, min_y: y, max_x: x + width, max_y: y + height })
    }

    fn ground(width: f64, depth: f64) -> Ground {
        let footprint = rectangle(0.0, 0.0, width, depth);
        let road = vec![Coord { x: 0.0, y: 0.0 }, Coord { x: width, y: 0.0 }];
        let metres = |value: f64| Metres::new(value).unwrap();
        let parameters = Parameters {
            setback: metres(5.0),
            min_width: metres(20.0),
            min_area: SquareMetres::new(1_000.0).unwrap(),
            min_way: metres(4.0),
            ..Parameters::default()
        };
        let frontage = Frontage::of_lines(vec![road], false);
        Ground { frontage, ..Ground::open_all_around(footprint, parameters) }
    }

    fn obstacle(number: usize, shape: &Region, clearance: f64, ways: bool) -> Obstacle {
        let origin = Origin { file: "plan".into(), index: number, id: None };
        let mut one =
            Obstacle::new(format!("M-{number}"), Class::Facility, "test", shape.clone(), origin);
        one.relation = Relation::Enclosed;
        one.taking = shape.clone();
        one.severs = true;
        one.clearance.zone = offset::grow(shape, clearance, Join::Round).unwrap();
        one.needs_access = ways;
        one.access_width = Metres::new(4.0).ok();
        one
    }

    /// Every set against the same set computed as a whole. How many groups there are.
    fn checked(ground: &Ground, obstacles: &[Obstacle]) -> usize {
        let baseline = Baseline::of(ground).unwrap();
        let everyone: Vec<&Obstacle> = obstacles.iter().collect();
        let all_kept = CarveOut::of(ground, &baseline, &everyone).unwrap();
        let sets = Sets::of(ground, &baseline, obstacles, &all_kept);
        let n = obstacles.len();
        for set in 0..1_usize << n {
            let kept: Vec<usize> = (0..n).filter(|at| set >> at & 1 == 1).collect();
            let chosen: Vec<&Obstacle> = kept.iter().map(|at| &obstacles[*at]).collect();
            let whole = Trial::of(ground, &baseline, &chosen).unwrap();
            let left = sets.left(&kept).unwrap();
            let tolerance = 1e-9 * ground.footprint.area().get();
            let loss = whole.loss(&baseline);
            assert!((left.loss_m2 - loss).abs() <= tolerance, "{kept:?}: {left:?}, {loss}");
            assert_eq!(left.loss_m2, sets.loss(&kept).unwrap());
            let usable = whole.remaining.usable.area().get();
            assert!((left.usable.area().get() - usable).abs() <= tolerance, "{kept:?}");
        }
        sets.groups().unwrap().len()
    }

    #[test]
    fn sets_made_of_groups_lose_what_they_lose_as_a_whole() {
        let ground = ground(520.0, 160.0);
        let mut random = SplitMix::new(7);
        let mut several = 0;
        for round in 0..6 {
            let mut place = |at: usize| {
                let (x, y) = (40.0 + 80.0 * at as f64, 40.0 + 60.0 * random.unit());
                let shape =
                    rectangle(x + 30.0 * random.unit(), y, 14.0, 10.0 + 8.0 * random.unit());
                obstacle(at, &shape, 4.0 + 8.0 * random.unit(), round % 2 == 1)
            };
            let obstacles: Vec<Obstacle> = (0..6).map(&mut place).collect();
            several += usize::from(checked(&ground, &obstacles) > 1);
        }
        assert!(several > 3, "{several} of 6 in groups");
    }

    /// Five obstacles in a row across a site cut off what lies behind them; each alone, and any four, do not.
    #[test]
    fn what_only_all_together_cut_off_is_lost_to_no_group() {
        let ground = ground(150.0, 120.0);
        let wall = |at: usize| {
            obstacle(at, &rectangle(30.0 * at as f64 + 0.5, 50.0, 29.0, 8.0), 0.0, false)
        };
        let obstacles: Vec<Obstacle> = (0..5).map(wall).collect();
        assert_eq!(checked(&ground, &obstacles), 1);
    }

    /// The strip between two pairs is too narrow only where one of each is kept.
    #[test]
    fn obstacles_that_hide_behind_each_other_are_told_from_those_that_add_up() {
        let ground = ground(400.0, 120.0);
        let at = |number: usize, x: f64, y: f64| {
            obstacle(number, &rectangle(x, y, 12.0, 12.0), 6.0, false)
        };
        let obstacles = [
            at(0, 60.0, 40.0),
            at(1, 62.0, 44.0),
            at(2, 104.0, 40.0),
            at(3, 106.0, 44.0),
            at(4, 300.0, 60.0),
        ];
        checked(&ground, &obstacles);
    }
}
