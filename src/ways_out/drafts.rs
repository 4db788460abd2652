//! The ways out before they are priced: which obstacles move, and what usable land that leaves.

use crate::geometry::Region;
use crate::model::{Expense, Nth};
use crate::obstacle::{Class, Obstacle, Policy};
use crate::relocate::{Mover, Swap, WithinSite};
use crate::ways_out::alternatives::{name, Move, Way};
use crate::ways_out::before::Weighing;
use crate::ways_out::told::moving;
use crate::ways_out::AssessError;
use rayon::prelude::*;

/// Up to this many obstacles that may move every subset is an option of its own.
pub const EVERY_SUBSET: usize = 12;
/// Up to this many a place within the site is looked for with any of the others moved away, too.
const WITHIN_AND_AWAY: usize = 3;

/// An option while it is worked out.
pub(super) struct Draft {
    pub way: Way,
    pub moved: Vec<Nth<Move>>,
    /// Which of the moves ends within the site.
    pub within: Option<Nth<Move>>,
    pub usable: Region,
    pub loss_m2: f64,
}

impl Draft {
    /// Waiting for it.
    pub(super) fn delay(&self, moves: &[Move]) -> Expense {
        Expense::Delay(name(self.way, &self.moved, self.within, moves))
    }
}

impl Weighing<'_> {
    /// Subsets of the moves with what they leave: all of them, or a chain of them.
    pub(super) fn subsets(&self, moves: &[Move]) -> Result<(Vec<Draft>, bool), AssessError> {
        let n = moves.len();
        if n <= EVERY_SUBSET {
            let mut sets: Vec<usize> = (0..1_usize << n).collect();
            sets.sort_by_key(|set| (set.count_ones(), *set));
            let of_set =
                |set: &usize| (0..n).filter(|at| set >> at & 1 == 1).map(Nth::new).collect();
            let moved: Vec<Vec<Nth<Move>>> = sets.iter().map(of_set).collect();
            let kept: Vec<Vec<usize>> = moved.iter().map(|moved| self.kept(moves, moved)).collect();
            self.before.sets.prepare(&kept).map_err(|cause| self.fail(cause))?;
            let drafts = moved.into_par_iter().map(|moved| self.draft(moves, moved));
            return Ok((drafts.collect::<Result<_, _>>()?, true));
        }
        // Beyond, one more moves at a time, the one that returns most; then each alone.
        let mut drafts = vec![self.draft(moves, Vec::new())?];
        let mut moved: Vec<Nth<Move>> = Vec::new();
        while moved.len() < n {
            let all = Nth::each(moves).map(|(at, _)| at);
            let next = all.filter(|at| !moved.contains(at)).collect::<Vec<_>>();
            let tried = next
                .par_iter()
                .map(|at| {
                    let mut with = moved.clone();
                    with.push(*at);
                    with.sort_unstable();
                    self.draft(moves, with)
                })
                .collect::<Result<Vec<_>, _>>()?;
            let alone = moved.is_empty();
            let best = tried
                .iter()
                .enumerate()
                .min_by(|a, b| a.1.loss_m2.total_cmp(&b.1.loss_m2))
                .map(|(at, _)| at);
            for (at, draft) in tried.into_iter().enumerate() {
                let is_best = Some(at) == best;
                if is_best {
                    moved.clone_from(&draft.moved);
                }
                if is_best || alone {
                    drafts.push(draft);
                }
            }
        }
        Ok((drafts, false))
    }

    pub(super) fn draft(
        &self,
        moves: &[Move],
        moved: Vec<Nth<Move>>,
    ) -> Result<Draft, AssessError> {
        let way = if moved.is_empty() { Way::CarveOut } else { Way::Move };
        let left = self.before.sets.left(&self.kept(moves, &moved));
        let left = left.map_err(|cause| self.fail(cause))?;
        Ok(Draft { way, moved, within: None, usable: left.usable, loss_m2: left.loss_m2 })
    }

    /// The obstacles that stay where some move, by their places.
    fn kept(&self, moves: &[Move], moved: &[Nth<Move>]) -> Vec<usize> {
        let leaves = |at| moved.iter().any(|number| moves[*number].obstacle == at);
        let others = Nth::each(self.obstacles()).map(|(at, _)| at).filter(|at| !leaves(*at));
        others.map(Nth::get).collect()
    }

    /// One obstacle at the edge of the site, the others where they are or moved away.
    pub(super) fn at_the_edge(&self, moves: &[Move]) -> Result<Vec<Draft>, AssessError> {
        let mut drafts = Vec::new();
        let draft = |number, mut moved: Vec<Nth<Move>>, place: &WithinSite| {
            moved.push(number);
            moved.sort_unstable();
            Draft {
                way: Way::Within,
                moved,
                within: Some(number),
                usable: place.carve_out.usable.clone(),
                loss_m2: place.carve_out.ledger.loss().get(),
            }
        };
        for (number, one) in Nth::each(moves) {
            drafts.extend(one.within.as_ref().map(|place| draft(number, Vec::new(), place)));
        }
        if moves.len() > WITHIN_AND_AWAY {
            return Ok(drafts);
        }
        let case = self.case();
        let policy = Policy::of(&case.settings, &case.pack);
        for (number, one) in Nth::each(moves) {
            let obstacle = &self.obstacles()[one.obstacle];
            let known = moving(case, obstacle);
            let Some(mover) = Mover::of(obstacle, known, &policy, None, None) else {
                continue;
            };
            let all = Nth::each(moves).map(|(at, _)| at);
            let others: Vec<Nth<Move>> = all.filter(|other| *other != number).collect();
            for set in 1..1_usize << others.len() {
                let away: Vec<Nth<Move>> = others
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| set >> at & 1 == 1)
                    .map(|(_, other)| *other)
                    .collect();
                let gone = |at| {
                    one.obstacle == at || away.iter().any(|other| moves[*other].obstacle == at)
                };
                if let Some(place) = self.within(&mover, &gone)? {
                    drafts.push(draft(number, away, &place));
                }
            }
        }
        Ok(drafts)
    }

    pub(super) fn swap(&self) -> Result<Option<Swap>, AssessError> {
        let all: Vec<&Obstacle> = self.obstacles().iter().collect();
        let enclave: Vec<&Obstacle> = self
            .obstacles()
            .iter()
            .filter(|one| one.class == Class::Facility && !one.taking.is_empty())
            .collect();
        let available = &self.case().settings.available;
        crate::relocate::swap::best(&self.standing().ground, &all, &enclave, self.city, available)
            .map_err(|cause| self.fail(cause))
    }
}
