//! The least and the greatest loss over all ranges together.
//!
//! The loss is monotone in none of them, so the corners are not enough. Every combination of some
//! values of each range is computed, each with every minimum area that makes a difference; from the
//! best of them, and of those that the jumps were found by, the search goes on in steps that are
//! halved down to a millimetre. Where the best lies at a jump, the value at which one figure makes the
//! loss jump hangs on another: then that other one is moved, and the jump looked for anew. What cannot be better, by what
//! combinations that take more and less left, is not computed. With so many
//! ranges that not even their ends can all be combined, each range at the end that is better by itself
//! stands for the combinations; it is tried in any case.

use super::search::{is_length, whole, Search, STEP_M};
use crate::carve::CarveOut;
use crate::settings::Assumption;
use crate::ways_out::worlds::{Axis, Setting, Worlds};
use crate::ways_out::AssessError;
use std::ops::RangeInclusive;

/// Combinations at most from which the search begins.
const COMBINATIONS: u32 = 64;
/// Losses that differ by less are the same, square metres: what makes no difference stays as it is.
const SAME_M2: f64 = 1e-6;

/// So many combinations are computed before the next are held against the best so far.
const AT_A_TIME: usize = 8;
/// Combinations at most that are computed on the way from the best of them.
const MOST_STEPS: u32 = 160;
/// How often an interval is halved in which a jump is looked for anew.
const HALVINGS: u32 = 5;
/// A figure that so often in a row made no difference, in steps each half of the last, is left alone.
const IDLE: u32 = 3;

/// An end of the range over everything that is not known.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Joint {
    /// The site carved out there.
    pub carve_out: CarveOut,
    /// The combination that gives it.
    pub at: Vec<Part>,
    /// Whether nothing is usable there even without obstacles, so that nothing can be lost.
    pub nothing_usable: bool,
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

impl Best {
    /// Whether a combination may be better, by what is known of others.
    fn may_gain(&self, setting: &[Option<f64>], search: &Search<'_>) -> bool {
        search.bounds(setting).is_none_or(|bounds| self.is_beaten_within(&bounds))
    }

    fn is_beaten_within(&self, bounds: &RangeInclusive<f64>) -> bool {
        let end = match self.goal {
            Goal::Least => bounds.start(),
            Goal::Greatest => bounds.end(),
        };
        self.goal.is_better(*end, self.loss)
    }

    /// How far a combination changes the loss at least, where that is known without computing it: it cannot be
    /// better, and whether a jump lies between is certain.
    fn known_change(&self, setting: &[Option<f64>], search: &Search<'_>) -> Option<f64> {
        let bounds = search.bounds(setting)?;
        let ends = [bounds.start(), bounds.end()].map(|end| (end - self.loss).abs());
        let (least, most) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
        let is_certain = least >= search.leap || most < search.leap;
        (is_certain && !self.is_beaten_within(&bounds)).then_some(least)
    }

    /// The loss in a combination with its best minimum area.
    fn loss_at(
        &self,
        setting: &[Option<f64>],
        search: &mut Search<'_>,
    ) -> Result<f64, AssessError> {
        let losses = search.by_area(setting)?.into_iter().map(|(_, loss)| loss);
        let better = |a: f64, b: f64| if self.goal.is_better(b, a) { b } else { a };
        Ok(losses.reduce(better).unwrap_or(self.loss))
    }

    /// Tries a step of one figure to both sides.
    fn step(
        &mut self,
        number: usize,
        length: f64,
        search: &mut Search<'_>,
    ) -> Result<Step, AssessError> {
        let from = self.setting.clone();
        let before = self.loss;
        let to = [-1.0, 1.0]
            .into_iter()
            .filter_map(|way| Some((way, moved(search, &from, number, way * length)?)));
        let mut to: Vec<(f64, Setting)> = to.collect();
        let mut changes: Vec<(f64, f64)> = Vec::new();
        to.retain(|(way, setting)| match self.known_change(setting, search) {
            // It cost nothing, so the figure is not idle.
            Some(known) => {
                changes.push((*way, known.max(2.0 * SAME_M2)));
                false
            }
            None => true,
        });
        let settings: Vec<Setting> = to.iter().map(|(_, setting)| setting.clone()).collect();
        search.prepare(&settings)?;
        for (way, setting) in &to {
            let loss = self.loss_at(setting, search)?;
            self.hold(setting, search)?;
            // From a better side the jump lies back.
            let way = if self.goal.is_better(loss, before) { -way } else { *way };
            changes.push((way, (loss - before).abs()));
        }
        let jump = changes.iter().find(|(_, change)| *change >= search.leap);
        let change = changes.iter().fold(0.0, |most: f64, (_, change)| most.max(*change));
        Ok(Step { change, jump: jump.map(|(way, _)| *way) })
    }

    /// The loss in a combination, which is taken if it is better. Where it is known to be no better, and on which
    /// side of a jump it lies, the best that it can be.
    fn glance(
        &mut self,
        setting: &[Option<f64>],
        search: &mut Search<'_>,
    ) -> Result<f64, AssessError> {
        if self.known_change(setting, search).is_some() {
            if let Some(bounds) = search.bounds(setting) {
                return Ok(match self.goal {
                    Goal::Least => *bounds.start(),
                    Goal::Greatest => *bounds.end(),
                });
            }
        }
        self.hold(setting, search)?;
        self.loss_at(setting, search)
    }

    /// Whether a loss lies on the worse side of a jump from another.
    fn is_beyond(&self, loss: f64, from: f64, search: &Search<'_>) -> bool {
        (loss - from).abs() >= search.leap && self.goal.is_better(from, loss)
    }

    /// Moves one figure and looks along another for the jump at which the best lies: which is so far away to the
    /// side `jump` before the move, and further or less far after it. Then in halves between its two sides.
    fn follow(
        &mut self,
        (one, by): (usize, f64),
        (other, length, jump): (usize, f64, f64),
        search: &mut Search<'_>,
    ) -> Result<(), AssessError> {
        let Some(from) = moved(search, &self.setting, one, by) else { return Ok(()) };
        let best = self.loss;
        let here = self.glance(&from, search)?;
        let begins_beyond = self.is_beyond(here, best, search);
        let way = if begins_beyond { -jump } else { jump };
        let (mut last, mut sides) = ((from.clone(), here), None);
        for times in [1.0, 2.0, 4.0] {
            let Some(next) = moved(search, &from, other, way * times * length) else { break };
            let loss = self.glance(&next, search)?;
            let next = (next, loss);
            let (good, bad) = if begins_beyond { (&next, &last) } else { (&last, &next) };
            if self.is_beyond(bad.1, good.1, search) {
                sides = Some((good.0.clone(), bad.0.clone(), good.1));
                break;
            }
            last = next;
        }
        let Some((mut good, mut bad, mut loss)) = sides else { return Ok(()) };
        for _ in 0..HALVINGS {
            let (Some(a), Some(b)) = (in_use(search, &good, other), in_use(search, &bad, other))
            else {
                return Ok(());
            };
            let mut middle = good.clone();
            middle[other] = Some(whole(f64::midpoint(a, b)));
            if !self.may_gain(&middle, search) {
                return Ok(());
            }
            let found = self.glance(&middle, search)?;
            if self.is_beyond(found, loss, search) {
                bad = middle;
            } else {
                (good, loss) = (middle, found);
            }
        }
        Ok(())
    }
}

/// What a step of one figure to both sides does to the loss.
struct Step {
    /// How far it changes it at most, square metres.
    change: f64,
    /// To which side it jumps, -1 or 1, if it does.
    jump: Option<f64>,
}

/// The value of a figure.
fn in_use(search: &Search<'_>, setting: &[Option<f64>], number: usize) -> Option<f64> {
    setting[number].or(search.worlds.axes[number].in_use)
}

/// A combination with a length moved by a step within its range; `None` where it cannot be moved.
fn moved(search: &Search<'_>, from: &Setting, number: usize, step: f64) -> Option<Setting> {
    let (first, second) = search.worlds.axes[number].values?;
    let value = in_use(search, from, number)?;
    let to = whole(value + step).clamp(first.min(second), first.max(second));
    let mut setting = from.clone();
    setting[number] = Some(to);
    (to != value).then_some(setting)
}

/// The combinations with the least and with the greatest loss; never less extreme than those that are
/// `known`, the first of which is the headline.
pub(super) fn extremes(
    search: &mut Search<'_>,
    known: &[(Setting, f64)],
) -> Result<[Setting; 2], AssessError> {
    let levels = levels(search, search.at_most(COMBINATIONS) as usize);
    let mut bests = [Goal::Least, Goal::Greatest].map(|goal| {
        let (setting, loss) = extreme(known, goal);
        Best { goal, loss, setting }
    });
    for setting in search.tried() {
        for best in &mut bests {
            best.hold(&setting, search)?;
        }
    }
    let combinations = combinations(&levels);
    // What the others can be at most follows from the two that take least and most.
    if !combinations.is_empty() {
        search.prepare(&[Goal::Least, Goal::Greatest].map(|goal| corner(&levels, goal)))?;
    }
    for some in combinations.chunks(AT_A_TIME) {
        let mut open = some.to_vec();
        open.retain(|setting| bests.iter().any(|best| best.may_gain(setting, search)));
        search.prepare(&open)?;
        for setting in &open {
            for best in &mut bests {
                best.hold(setting, search)?;
            }
        }
    }
    let of = |search: &mut Search<'_>, mut best: Best| -> Result<Setting, AssessError> {
        let goal = best.goal;
        best.hold(&every_better_end(search, known, goal), search)?;
        refine(&mut best, search)?;
        // The minimum area was taken from the pieces alone; what counts is the loss itself.
        let loss = search.loss(&best.setting)?;
        let (setting, of_known) = extreme(known, goal);
        Ok(if goal.is_better(of_known, loss) { setting } else { best.setting })
    };
    let [least, greatest] = bests;
    Ok([of(search, least)?, of(search, greatest)?])
}

/// Every figure at its least or greatest level; the headline's where it has no number.
fn corner(levels: &[Vec<Option<f64>>], goal: Goal) -> Setting {
    let end = |values: &Vec<Option<f64>>| {
        let numbers = values.iter().copied().flatten();
        numbers.reduce(|a, b| if goal.is_better(b, a) { b } else { a })
    };
    levels.iter().map(end).collect()
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

/// Values of each axis that are combined with each other: those of the headline and even steps from end to
/// end, as many as make no more combinations than `most`; else the ends alone; none at all where not even
/// they do.
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
    // Where the headline's values are too many beside the ends, the ends alone.
    let ends = of(1).into_iter().map(|mut values| {
        if values.len() > 2 {
            values.remove(0);
        }
        values
    });
    let mut finer = (1..=16).rev().map(of).chain(std::iter::once_with(|| ends.collect()));
    finer.find(|levels: &Vec<_>| count(levels) <= most).unwrap_or_default()
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

/// Every combination.
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

/// Goes from the best combination to better ones in steps that are halved where none is better, until
/// they are a millimetre.
fn refine(best: &mut Best, search: &mut Search<'_>) -> Result<(), AssessError> {
    let spans: Vec<f64> = search.worlds.axes.iter().map(span).collect();
    let widest = spans.iter().copied().fold(0.0, f64::max);
    // How often in a row a figure made no difference at all.
    let mut idle = vec![0_u32; spans.len()];
    let enough = search.computed() + search.at_most(MOST_STEPS) as usize;
    let mut share = 0.25;
    while share * widest >= STEP_M / 2.0 && search.computed() < enough {
        let from = best.loss;
        let mut jumps = Vec::new();
        for (number, span) in spans.iter().enumerate() {
            if *span <= 0.0 || idle[number] >= IDLE {
                continue;
            }
            let step = best.step(number, share * span, search)?;
            idle[number] = if step.change > SAME_M2 { 0 } else { idle[number] + 1 };
            jumps.extend(step.jump.map(|way| (number, way)));
        }
        for (at, (one, _)) in jumps.iter().enumerate() {
            for (other, jump) in &jumps[at + 1..] {
                for by in [-share, share] {
                    let other = (*other, share * spans[*other], *jump);
                    best.follow((*one, by * spans[*one]), other, search)?;
                }
            }
        }
        if !best.goal.is_better(best.loss, from) {
            share /= 2.0;
        }
    }
    Ok(())
}

/// How far a length may be moved; nothing for what is none.
fn span(axis: &Axis) -> f64 {
    let (first, second) = axis.values.filter(|_| is_length(axis)).unwrap_or_default();
    (second - first).abs()
}
