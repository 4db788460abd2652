//! The loss in any combination of values, computed once.

use crate::carve::{Sizes, Trial};
use crate::geometry::offset;
use crate::settings::{Assumption, Parameter, Unit};
use crate::ways_out::worlds::{Axis, Setting, World, Worlds};
use crate::ways_out::{AssessError, Standing};
use rayon::prelude::*;
use std::collections::BTreeMap;

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

/// Combinations of values, and the losses in those that were computed.
pub(super) struct Search<'a> {
    pub worlds: &'a Worlds<'a>,
    /// Losses that differ by as much lie on two sides of a jump, square metres.
    pub leap: f64,
    /// How much of what might be computed is, above 0 and up to 1.
    effort: f64,
    /// The axis of the minimum area.
    area: Option<usize>,
    sizes: BTreeMap<Key, Sizes>,
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
            sizes: BTreeMap::new(),
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
        self.sizes.len() + self.losses.len()
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
        if let Some(loss) = self.losses.get(&key(setting)) {
            return Ok(*loss);
        }
        let (loss, _) = self.computed_loss(setting)?;
        Ok(loss)
    }

    /// The loss at an end of a single range, square metres. What is left there is kept: it may be the least or the
    /// greatest loss of all, of which a ledger is drawn up.
    pub fn loss_at_end(&mut self, setting: &[Option<f64>]) -> Result<f64, AssessError> {
        if let Some(loss) = self.losses.get(&key(setting)) {
            return Ok(*loss);
        }
        let (loss, trial) = self.computed_loss(setting)?;
        self.ends.extend(trial.map(|trial| (key(setting), trial)));
        Ok(loss)
    }

    /// What a combination leaves, computed if it is not known.
    pub fn take_trial(&mut self, setting: &[Option<f64>]) -> Result<Trial, AssessError> {
        match self.ends.remove(&key(setting)) {
            Some(trial) => Ok(trial),
            None => Ok(self.trial(setting)?.1),
        }
    }

    /// A loss that is not known yet, with what is left; the headline's is known from the site as it stands.
    fn computed_loss(
        &mut self,
        setting: &[Option<f64>],
    ) -> Result<(f64, Option<Trial>), AssessError> {
        let (loss, trial) = if setting.iter().all(Option::is_none) {
            (self.worlds.loss_of_headline(), None)
        } else {
            let (world, trial) = self.trial(setting)?;
            (trial.loss(world.baseline()), Some(trial))
        };
        self.losses.insert(key(setting), loss);
        if self.area.is_none() {
            self.tried.push(setting.to_vec());
        }
        Ok((loss, trial))
    }

    /// Computes some combinations that are not computed yet, several at a time.
    pub fn prepare(&mut self, settings: &[Setting]) -> Result<(), AssessError> {
        let Some(area) = self.area else {
            let mut missing = settings.to_vec();
            missing.retain(|setting| !self.losses.contains_key(&key(setting)));
            let found = missing.par_iter().map(|setting| {
                let (world, trial) = self.trial(setting)?;
                Ok(trial.loss(world.baseline()))
            });
            let found: Vec<f64> = found.collect::<Result<_, AssessError>>()?;
            self.losses.extend(missing.iter().map(|setting| key(setting)).zip(found));
            self.tried.extend(missing);
            return Ok(());
        };
        let mut missing: Vec<Setting> = Vec::new();
        for setting in settings {
            let setting = self.with_area(setting, Some(0.0));
            if !self.sizes.contains_key(&key(&setting)) && !missing.contains(&setting) {
                missing.push(setting);
            }
        }
        let found = missing.par_iter().map(|setting| {
            let (world, trial) = self.trial(setting)?;
            Ok(Sizes::of(world.baseline(), &trial))
        });
        let found: Vec<Sizes> = found.collect::<Result<_, AssessError>>()?;
        self.sizes.extend(missing.iter().map(|setting| key(setting)).zip(found));
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
    fn sizes(&mut self, setting: &[Option<f64>]) -> Result<&Sizes, AssessError> {
        self.prepare(&[setting.to_vec()])?;
        let key = key(&self.with_area(setting, Some(0.0)));
        Ok(self.sizes.entry(key).or_default())
    }

    /// The minimum areas at which the loss jumps, all other figures as in the headline.
    pub fn steps(&mut self, ends: (f64, f64)) -> Result<Vec<f64>, AssessError> {
        let headline = self.worlds.headline();
        Ok(self.sizes(&headline)?.steps(ends))
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
