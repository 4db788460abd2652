//! The least and the greatest loss over all ranges together.
//!
//! The loss is monotone in none of them, so the corners are not enough. Every combination of some
//! values of each range is computed, each with every minimum area that makes a difference; from the
//! best of them, and of those that the jumps were found by, the search goes on in steps that are
//! halved down to a millimetre. With so many ranges that not even their ends can all be combined, each
//! range at the end that is better by itself stands for the combinations.

use super::search::{is_length, whole, Search, STEP_M};
use crate::carve::CarveOut;
use crate::settings::Assumption;
use crate::ways_out::worlds::{Axis, Setting, Worlds};
use crate::ways_out::AssessError;

/// Combinations at most from which the search begins.
const COMBINATIONS: usize = 64;
/// Losses that differ by less are the same, square metres: what makes no difference stays as it is.
const SAME_M2: f64 = 1e-6;

/// An end of the range over everything that is not known.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Joint {
    /// The site carved out there.
    pub carve_out: CarveOut,
    /// The combination that gives it.
    pub at: Vec<Part>,
}

/// One figure of a combination.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Part {
    /// Which figure.
    pub assumption: Assumption,
    /// Its value; of positions 0 for the first and 1 for the second. `None` where it is as in the headline
    /// and no one number.
    pub value: Option<f64>,
    /// Whether it is another one than in the headline.
    pub changed: bool,
}

impl Part {
    pub(super) fn of(worlds: &Worlds<'_>, setting: &[Option<f64>]) -> Vec<Self> {
        let parts = worlds.axes.iter().zip(setting);
        let of = |(axis, value): (&Axis, &Option<f64>)| Self {
            assumption: axis.assumption.clone(),
            value: value.or(axis.in_use),
            changed: value.is_some(),
        };
        parts.map(of).collect()
    }
}

/// Which end is looked for.
#[derive(Clone, Copy)]
enum Goal {
    Least,
    Greatest,
}

impl Goal {
    fn is_better(self, loss: f64, than: f64) -> bool {
        match self {
            Self::Least => loss < than - SAME_M2,
            Self::Greatest => loss > than + SAME_M2,
        }
    }
}

/// The best combination so far.
#[derive(Clone)]
struct Best {
    goal: Goal,
    loss: f64,
    setting: Setting,
}

impl Best {
    /// Takes another combination, with its best minimum area, if that is better.
    fn hold(
        &mut self,
        setting: &[Option<f64>],
        search: &mut Search<'_>,
    ) -> Result<bool, AssessError> {
        let mut better = false;
        for (area, loss) in search.by_area(setting)? {
            if self.goal.is_better(loss, self.loss) {
                (self.loss, better) = (loss, true);
                self.setting = search.with_area(setting, area);
            }
        }
        Ok(better)
    }
}

/// The combinations with the least and with the greatest loss; never less extreme than those that are
/// `known`, the first of which is the headline.
pub(super) fn extremes(
    search: &mut Search<'_>,
    known: &[(Setting, f64)],
) -> Result<[Setting; 2], AssessError> {
    let levels = levels(search, COMBINATIONS);
    let mut begin = search.tried();
    begin.extend(combinations(&levels));
    let of = |search: &mut Search<'_>, goal: Goal| -> Result<Setting, AssessError> {
        let (setting, loss) = extreme(known, goal);
        let mut best = Best { goal, loss, setting };
        for setting in &begin {
            best.hold(setting, search)?;
        }
        if levels.is_empty() {
            best.hold(&every_better_end(search, known, goal), search)?;
        }
        refine(&mut best, search)?;
        // The minimum area was taken from the pieces alone; what counts is the loss itself.
        let loss = search.loss(&best.setting)?;
        let (setting, of_known) = extreme(known, goal);
        Ok(if goal.is_better(of_known, loss) { setting } else { best.setting })
    };
    Ok([of(search, Goal::Least)?, of(search, Goal::Greatest)?])
}

fn extreme(known: &[(Setting, f64)], goal: Goal) -> (Setting, f64) {
    let all = known.iter().cloned();
    let better = |best: (Setting, f64), one: (Setting, f64)| {
        if goal.is_better(one.1, best.1) {
            one
        } else {
            best
        }
    };
    all.reduce(better).unwrap_or_default()
}

/// Each range at the end that is better by itself.
fn every_better_end(search: &Search<'_>, known: &[(Setting, f64)], goal: Goal) -> Setting {
    let mut setting = search.worlds.headline();
    for (number, value) in setting.iter_mut().enumerate() {
        let own = known.iter().skip(1 + 2 * number).take(2);
        let ends: Vec<(Setting, f64)> = known.iter().take(1).chain(own).cloned().collect();
        *value = extreme(&ends, goal).0.get(number).copied().flatten();
    }
    setting
}

/// Values of each axis that are combined with each other, that of the headline first; as many as make no
/// more combinations than `most`, and none at all where not even the ends do.
fn levels(search: &Search<'_>, most: usize) -> Vec<Vec<Option<f64>>> {
    let axes = &search.worlds.axes;
    let is_area = |number: usize| search.area().is_some_and(|(area, _)| area == number);
    let of = |steps: u32| -> Vec<Vec<Option<f64>>> {
        let all = axes.iter().enumerate();
        all.map(|(number, axis)| if is_area(number) { vec![None] } else { values(axis, steps) })
            .collect()
    };
    let count = |levels: &[Vec<Option<f64>>]| {
        levels.iter().fold(1_usize, |count, values| count.saturating_mul(values.len()))
    };
    let fitting = (1..=16).rev().map(of).find(|levels| count(levels) <= most);
    fitting.unwrap_or_default()
}

/// The headline's value of an axis, and its range in even steps.
fn values(axis: &Axis, steps: u32) -> Vec<Option<f64>> {
    let mut values = vec![None];
    match axis.values {
        Some((first, second)) if is_length(axis) => {
            let at = |step: u32| first + (second - first) * f64::from(step) / f64::from(steps);
            values.extend((0..=steps).map(|step| Some(whole(at(step)))));
        }
        _ => values.extend(axis.ends),
    }
    let is_headline = |value: &Option<f64>| value.is_none() || is_in_use(axis, *value);
    let mut others: Vec<Option<f64>> =
        values.into_iter().filter(|value| !is_headline(value)).collect();
    others.insert(0, None);
    others
}

/// Whether a value is that of the headline. A clearance that is given for a kind may start elsewhere than
/// the one in use, and hold for more than one thing.
fn is_in_use(axis: &Axis, value: Option<f64>) -> bool {
    matches!(axis.assumption, Assumption::Parameter(_)) && value == axis.in_use
}

/// Every combination, the headline first.
fn combinations(levels: &[Vec<Option<f64>>]) -> Vec<Setting> {
    if levels.is_empty() {
        return Vec::new();
    }
    levels.iter().fold(vec![Vec::new()], |settings, values| {
        let longer = |setting: Setting| {
            values.iter().map(move |value| {
                let mut setting = setting.clone();
                setting.push(*value);
                setting
            })
        };
        settings.into_iter().flat_map(longer).collect()
    })
}

/// Goes from the best combination to better ones, one figure at a time, in steps that are halved until
/// they are a millimetre.
fn refine(best: &mut Best, search: &mut Search<'_>) -> Result<(), AssessError> {
    let worlds = search.worlds;
    let spans = worlds.axes.iter().map(|axis| {
        let (first, second) = axis.values.filter(|_| is_length(axis)).unwrap_or_default();
        (second - first).abs()
    });
    let spans: Vec<f64> = spans.collect();
    let widest = spans.iter().copied().fold(0.0, f64::max);
    let mut share = 0.25;
    while share * widest >= STEP_M / 2.0 {
        for (number, axis) in worlds.axes.iter().enumerate() {
            for other in around(axis, best.setting[number], share * spans[number]) {
                let mut setting = best.setting.clone();
                setting[number] = Some(other);
                best.hold(&setting, search)?;
            }
        }
        share /= 2.0;
    }
    Ok(())
}

/// The values a step away on both sides; none where an axis is no length.
fn around(axis: &Axis, value: Option<f64>, step: f64) -> Vec<f64> {
    let (Some((first, second)), Some(value)) = (axis.values, value.or(axis.in_use)) else {
        return Vec::new();
    };
    if !is_length(axis) || step < STEP_M / 2.0 {
        return Vec::new();
    }
    let within = |to: f64| whole(to).clamp(first.min(second), first.max(second));
    let mut sides = vec![within(value - step), within(value + step)];
    sides.retain(|side| *side != value);
    sides
}
