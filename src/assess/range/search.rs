//! The loss in any combination of values, computed once.

use crate::carve::{Exclusion, Sizes, Trial};
use crate::geometry::offset;
use crate::settings::{Assumption, Parameter, Unit};
use crate::ways_out::worlds::{Axis, Setting, World, Worlds};
use crate::ways_out::{AssessError, Standing};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Lengths are searched in whole millimetres.
pub(super) const STEP_M: f64 = 1e-3;
const STEPS_PER_M: f64 = 1e3;
/// Minimum areas are tried in whole hundredths of a square metre, on both sides of a jump: whoever types
/// the printed figure gets the printed loss.
const STEPS_PER_M2: f64 = 1e2;

/// Chords drawn for one combination up to which the search is as thorough as it gets: a few milliseconds.
const CHEAP: f64 = 600.0;
/// Where combinations take longer fewer are computed, down to this share.
const LEAST_EFFORT: f64 = 0.125;
/// To lay a way in takes as long as so many combinations without one.
const WAYS_TRIED: usize = 8;

/// How thorough the search can be on a site, as a share of all that it might compute: what a combination takes goes
/// by the chords around what is left, those of a disc for each obstacle, and by the ways in that are laid.
pub(super) fn effort(standing: &Standing) -> f64 {
    let carve_out = &standing.carve_out;
    let discs = standing.obstacles.len() * offset::SEGMENTS as usize;
    let chords = carve_out.remainder.edges().count() + discs;
    let ways = 1 + WAYS_TRIED * carve_out.exclusion.corridors.len();
    (CHEAP / (chords * ways) as f64).clamp(LEAST_EFFORT, 1.0)
}

/// The bits of the values of a setting.
type Key = Vec<Option<u64>>;

/// A combination that was computed.
struct Computed {
    setting: Setting,
    /// The pieces; without a range of the minimum area usable land as one piece.
    sizes: Sizes,
    /// Whether ways in were laid. They may lie elsewhere in another combination, so that nothing follows for it.
    ways: bool,
}

impl Computed {
    fn of(setting: &Setting, sizes: Sizes, trial: &Trial) -> Self {
        let Exclusion { corridors, unreached, .. } = &trial.exclusion;
        Self {
            setting: setting.clone(),
            sizes,
            ways: !(corridors.is_empty() && unreached.is_empty()),
        }
    }
}

/// Combinations of values, and the losses in those that were computed.
pub(super) struct Search<'a> {
    pub worlds: &'a Worlds<'a>,
    /// Losses that differ by as much lie on two sides of a jump, square metres.
    pub leap: f64,
    /// How much of what might be computed is, above 0 and up to 1.
    effort: f64,
    /// The axis of the minimum area.
    area: Option<usize>,
    /// What was computed at a minimum area of nothing; without a range of it at the one in use.
    lands: BTreeMap<Key, Computed>,
    losses: BTreeMap<Key, f64>,
    /// What the ends of single ranges leave.
    ends: BTreeMap<Key, Trial>,
    /// What was computed, in that order; of those that differ in the minimum area alone the first.
    tried: Vec<Setting>,
}

fn key(setting: &[Option<f64>]) -> Key {
    setting.iter().map(|value| value.map(f64::to_bits)).collect()
}

/// To the millimetre.
pub(super) fn whole(length: f64) -> f64 {
    (length * STEPS_PER_M).round() / STEPS_PER_M
}

/// Whether values between the ends of an axis are lengths that may be searched.
pub(super) fn is_length(axis: &Axis) -> bool {
    axis.values.is_some() && axis.assumption.unit() == Some(Unit::Metres)
}

fn is_area(axis: &Axis) -> bool {
    axis.assumption == Assumption::Parameter(Parameter::MinArea)
}

impl<'a> Search<'a> {
    pub fn of(worlds: &'a Worlds<'a>, leap: f64, effort: f64) -> Self {
        let area = worlds.axes.iter().position(is_area);
        Self {
            worlds,
            leap,
            effort,
            area,
            lands: BTreeMap::new(),
            losses: BTreeMap::new(),
            ends: BTreeMap::new(),
            tried: Vec::new(),
        }
    }

    /// So many at most, where combinations are cheap; fewer elsewhere.
    pub fn at_most(&self, most: u32) -> u32 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let scaled = (f64::from(most) * self.effort).round() as u32;
        scaled.max(1)
    }

    /// How many combinations were computed; those that differ in the minimum area alone are one.
    pub fn computed(&self) -> usize {
        if self.area.is_some() {
            self.lands.len() + self.losses.len()
        } else {
            self.losses.len()
        }
    }

    /// What was computed so far.
    pub fn tried(&self) -> Vec<Setting> {
        self.tried.clone()
    }

    /// The axis of the minimum area, with the values that it can have.
    pub fn area(&self) -> Option<(usize, (f64, f64))> {
        let number = self.area?;
        Some((number, self.worlds.axes[number].values?))
    }

    /// The loss in a combination, square metres.
    pub fn loss(&mut self, setting: &[Option<f64>]) -> Result<f64, AssessError> {
        let key = key(setting);
        if let Some(loss) = self.losses.get(&key) {
            return Ok(*loss);
        }
        if self.area.is_none() {
            self.prepare(&[setting.to_vec()])?;
            return Ok(self.losses.get(&key).copied().unwrap_or_default());
        }
        let (world, trial) = self.trial(setting)?;
        let loss = trial.loss(world.baseline());
        self.losses.insert(key, loss);
        Ok(loss)
    }

    /// The loss at an end of a single range, square metres. What is left there is kept: it may be the least or the
    /// greatest loss of all, of which a ledger is drawn up.
    pub fn loss_at_end(&mut self, setting: &[Option<f64>]) -> Result<f64, AssessError> {
        let key = key(setting);
        if let Some(loss) = self.losses.get(&key) {
            return Ok(*loss);
        }
        let (world, trial) = self.trial(setting)?;
        let loss = trial.loss(world.baseline());
        self.losses.insert(key.clone(), loss);
        if self.area.is_none() {
            let sizes = Sizes::as_one(world.baseline(), &trial);
            self.lands.insert(key.clone(), Computed::of(&setting.to_vec(), sizes, &trial));
            self.tried.push(setting.to_vec());
        }
        self.ends.insert(key, trial);
        Ok(loss)
    }

    /// What a combination leaves, computed if it is not known.
    pub fn take_trial(&mut self, setting: &[Option<f64>]) -> Result<Trial, AssessError> {
        match self.ends.remove(&key(setting)) {
            Some(trial) => Ok(trial),
            None => Ok(self.trial(setting)?.1),
        }
    }

    /// Computes some combinations that are not computed yet, several at a time.
    pub fn prepare(&mut self, settings: &[Setting]) -> Result<(), AssessError> {
        let Some(area) = self.area else {
            let mut missing = settings.to_vec();
            missing.retain(|setting| !self.losses.contains_key(&key(setting)));
            let found = missing.par_iter().map(|setting| {
                let (world, trial) = self.trial(setting)?;
                let sizes = Sizes::as_one(world.baseline(), &trial);
                Ok((trial.loss(world.baseline()), Computed::of(setting, sizes, &trial)))
            });
            let found: Vec<(f64, Computed)> = found.collect::<Result<_, AssessError>>()?;
            for (setting, (loss, land)) in missing.iter().zip(found) {
                self.losses.insert(key(setting), loss);
                self.lands.insert(key(setting), land);
            }
            self.tried.extend(missing);
            return Ok(());
        };
        let mut missing: Vec<Setting> = Vec::new();
        for setting in settings {
            let setting = self.with_area(setting, Some(0.0));
            if !self.lands.contains_key(&key(&setting)) && !missing.contains(&setting) {
                missing.push(setting);
            }
        }
        let found = missing.par_iter().map(|setting| {
            let (world, trial) = self.trial(setting)?;
            Ok(Computed::of(setting, Sizes::of(world.baseline(), &trial), &trial))
        });
        let found: Vec<Computed> = found.collect::<Result<_, AssessError>>()?;
        self.lands.extend(missing.iter().map(|setting| key(setting)).zip(found));
        for mut setting in missing {
            setting[area] = None;
            self.tried.push(setting);
        }
        Ok(())
    }

    fn trial(&self, setting: &[Option<f64>]) -> Result<(World<'a>, Trial), AssessError> {
        let world = self.worlds.at(setting)?;
        let trial = world.trial(&|_| true).map_err(|cause| self.worlds.failed(cause))?;
        Ok((world, trial))
    }

    /// The pieces in a combination, whatever minimum area it has.
    fn sizes(&mut self, setting: &[Option<f64>]) -> Result<Sizes, AssessError> {
        self.prepare(&[setting.to_vec()])?;
        Ok(self.land(setting).map(|land| land.sizes.clone()).unwrap_or_default())
    }

    fn land(&self, setting: &[Option<f64>]) -> Option<&Computed> {
        self.lands.get(&key(&self.with_area(setting, Some(0.0))))
    }

    /// Whether the loss may jump between two combinations that were computed, of which the second takes more:
    /// the usable land with or without obstacles falls by as much. Both fall with everything that is searched
    /// ([`Search::takes_no_more`]).
    pub fn may_jump(&self, from: &[Option<f64>], to: &[Option<f64>]) -> bool {
        let (Some(from), Some(to)) = (self.land(from), self.land(to)) else { return true };
        if from.ways || to.ways {
            return true;
        }
        let least = self.area.and_then(|number| self.worlds.axes[number].in_use).unwrap_or(0.0);
        let (before, after) = (from.sizes.usable(least), to.sizes.usable(least));
        before.iter().zip(after).any(|(before, after)| before - after >= self.leap)
    }

    /// Between which two losses that of a combination lies, whatever its minimum area: none where nothing
    /// that was computed tells.
    ///
    /// A larger setback, minimum width or clearance leaves less usable, with obstacles and without. So what is
    /// usable lies between what is at combinations that take more and at those that take less.
    pub fn bounds(&self, setting: &[Option<f64>]) -> Option<RangeInclusive<f64>> {
        let (mut above, mut below) = ([None::<&Computed>; 2], [None::<&Computed>; 2]);
        let usable = |land: &Computed, which: usize| land.sizes.usable(0.0)[which];
        for land in self.lands.values().filter(|land| !land.ways) {
            let less = self.takes_no_more(&land.setting, setting);
            let more = self.takes_no_more(setting, &land.setting);
            for which in 0..2 {
                if less && above[which].is_none_or(|best| usable(land, which) < usable(best, which))
                {
                    above[which] = Some(land);
                }
                if more && below[which].is_none_or(|best| usable(land, which) > usable(best, which))
                {
                    below[which] = Some(land);
                }
            }
        }
        let ([Some(most_without), Some(most_with)], [Some(least_without), Some(least_with)]) =
            (above, below)
        else {
            return None;
        };
        let losses = |sizes: &Sizes| -> Vec<f64> {
            let Some((_, ends)) = self.area() else { return vec![sizes.loss(0.0)] };
            let beside = sizes.steps(ends).into_iter().flat_map(|step| around(step, ends));
            [ends.0, ends.1].into_iter().chain(beside).map(|area| sizes.loss(area)).collect()
        };
        let least = losses(&Sizes::of_two(&least_without.sizes, &most_with.sizes));
        let greatest = losses(&Sizes::of_two(&most_without.sizes, &least_with.sizes));
        let least = least.into_iter().fold(f64::INFINITY, f64::min);
        Some(least..=greatest.into_iter().fold(0.0, f64::max))
    }

    /// The minimum areas at which the loss jumps, all other figures as in the headline.
    pub fn steps(&mut self, ends: (f64, f64)) -> Result<Vec<f64>, AssessError> {
        let headline = self.worlds.headline();
        Ok(self.sizes(&headline)?.steps(ends))
    }

    /// Whether one combination takes no more than another by each of its figures, the minimum area aside. A
    /// clearance of the headline may start elsewhere than one that is given, and positions have no order.
    fn takes_no_more(&self, one: &[Option<f64>], other: &[Option<f64>]) -> bool {
        self.worlds.axes.iter().zip(one.iter().zip(other)).all(|(axis, (one, other))| {
            let is_number = matches!(axis.assumption, Assumption::Parameter(_));
            let value =
                |value: &Option<f64>| if is_number { value.or(axis.in_use) } else { *value };
            match (value(one), value(other)) {
                _ if is_area(axis) => true,
                (Some(one), Some(other)) if axis.values.is_some() => one <= other,
                (one, other) => one == other,
            }
        })
    }

    /// The losses in a combination with every minimum area that makes a difference; that of the headline
    /// first. One loss where the minimum area has no range.
    pub fn by_area(
        &mut self,
        setting: &[Option<f64>],
    ) -> Result<Vec<(Option<f64>, f64)>, AssessError> {
        let Some((number, ends)) = self.area() else {
            return Ok(vec![(None, self.loss(setting)?)]);
        };
        let in_use = self.worlds.axes[number].in_use.unwrap_or(ends.0);
        let sizes = self.sizes(setting)?;
        let mut all = vec![(None, sizes.loss(in_use))];
        let beside = sizes.steps(ends).into_iter().flat_map(|step| around(step, ends));
        let areas: Vec<f64> = [ends.0, ends.1].into_iter().chain(beside).collect();
        all.extend(areas.into_iter().map(|area| (Some(area), sizes.loss(area))));
        Ok(all)
    }

    /// The same combination with another minimum area.
    pub fn with_area(&self, setting: &[Option<f64>], area: Option<f64>) -> Setting {
        let mut setting = setting.to_vec();
        if let Some(number) = self.area {
            setting[number] = area;
        }
        setting
    }
}

/// The last hundredth of a square metre at which a piece of some area counts, and the first at which it
/// does not.
pub(super) fn around(size: f64, (first, second): (f64, f64)) -> [f64; 2] {
    let (low, high) = (first.min(second), first.max(second));
    let step = (size * STEPS_PER_M2).floor();
    [step, step + 1.0].map(|step| (step / STEPS_PER_M2).clamp(low, high))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::assess::Case;
    use crate::model::SplitMix;
    use crate::settings::{Settings, SiteFile};
    use std::path::Path;

    /// Curved edges are drawn anew around each exclusion, square metres.
    const DRAWN_M2: f64 = 0.5;

    #[test]
    fn losses_lie_between_those_that_combinations_on_both_sides_allow() {
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/magnet-plant/site.toml");
        let (layers, settings) =
            Settings::settle(SiteFile::read(&site).unwrap(), SiteFile::default()).unwrap();
        let case = Case::load(&layers, settings).unwrap();
        let (standing, _) = Standing::of(&case).unwrap();
        let worlds = Worlds::of(&case, &standing);
        let mut search = Search::of(&worlds, 1.0, 1.0);
        let mut random = SplitMix::new(3);
        let mut setting = |low: f64, high: f64| -> Setting {
            let within = |axis: &Axis| {
                let (first, second) = axis.values?;
                let share = low + (high - low) * random.unit();
                (is_length(axis)).then(|| whole(first + (second - first) * share))
            };
            worlds.axes.iter().map(within).collect()
        };
        assert!(search.bounds(&setting(0.5, 0.5)).is_none(), "nothing is known yet");
        let known: Vec<Setting> = [(0.0, 0.0), (1.0, 1.0), (0.3, 0.3), (0.7, 0.7)]
            .map(|(low, high)| setting(low, high))
            .into_iter()
            .chain((0..6).map(|_| setting(0.0, 1.0)))
            .collect();
        search.prepare(&known).unwrap();
        let mut narrowest = f64::INFINITY;
        for _ in 0..16 {
            let setting = setting(0.05, 0.95);
            let bounds = search.bounds(&setting).unwrap();
            narrowest = narrowest.min(bounds.end() - bounds.start());
            for (area, loss) in search.by_area(&setting).unwrap() {
                let within = bounds.start() - DRAWN_M2..=bounds.end() + DRAWN_M2;
                assert!(within.contains(&loss), "{setting:?} {area:?}: {loss} not in {bounds:?}");
            }
        }
        // They are of use where two are near.
        assert!(narrowest < 0.2 * standing.baseline.usable.area().get(), "{narrowest}");
    }
}
