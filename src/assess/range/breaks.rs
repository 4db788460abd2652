//! Where the loss jumps while one thing changes.
//!
//! A strip becomes wide enough, a piece large enough, two exclusions meet: there a figure that was
//! measured a little otherwise gives quite another loss. The areas at which pieces begin to count are
//! known; lengths are looked at in even steps, but for stretches in which usable land falls by less than a jump, and of
//! the steps whose ends differ by more than a jump
//! the one that differs most is halved, down to the millimetre: a slope becomes less with its interval, a
//! jump does not. What the loss does and undoes within one step is not seen.

use super::search::{around, is_length, whole, Search, STEP_M};
use crate::settings::Assumption;
use crate::ways_out::worlds::Setting;
use crate::ways_out::AssessError;

/// What a jump is: this share of the usable land without obstacles.
pub const LEAST_JUMP: f64 = 0.005;
/// Even steps into which a range of lengths is cut, where combinations are cheap.
const STEPS: u32 = 16;
/// How often intervals of one range are halved at most, where combinations are cheap: a jump takes ten or so.
const HALVINGS: u32 = 96;

/// A value at which the loss jumps, all other figures as in the headline.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BreakPoint {
    /// What changes.
    pub assumption: Assumption,
    /// Where: the last value before the jump, metres to the millimetre, or the area of the piece in square
    /// metres, which still counts.
    pub value: f64,
    /// The losses at that value and just above it, square metres.
    pub losses: (f64, f64),
}

/// Every jump of the loss by [`LEAST_JUMP`] or more.
pub(super) fn break_points(search: &mut Search<'_>) -> Result<Vec<BreakPoint>, AssessError> {
    let mut found = Vec::new();
    for number in 0..search.worlds.axes.len() {
        let axis = &search.worlds.axes[number];
        let Some(ends) = axis.values else { continue };
        let mut along = Along { search, number, jumps: Vec::new() };
        if is_length(axis) {
            along.lengths(ends)?;
        } else {
            along.areas(ends)?;
        }
        let jumps = along.jumps.into_iter();
        found.extend(jumps.map(|(value, losses)| BreakPoint {
            assumption: axis.assumption.clone(),
            value,
            losses,
        }));
    }
    Ok(found)
}

/// One axis, and the jumps found along it.
struct Along<'s, 'a> {
    search: &'s mut Search<'a>,
    number: usize,
    jumps: Vec<(f64, (f64, f64))>,
}

impl Along<'_, '_> {
    fn at(&self, value: f64) -> Setting {
        let mut setting = self.search.worlds.headline();
        setting[self.number] = Some(value);
        setting
    }

    /// A jump between two values, if it is large enough.
    fn jump(&mut self, value: f64, (below, above): (f64, f64)) -> Result<(), AssessError> {
        let (below, above) = (self.at(below), self.at(above));
        let losses = (self.search.loss(&below)?, self.search.loss(&above)?);
        if (losses.1 - losses.0).abs() >= self.search.leap {
            self.jumps.push((value, losses));
        }
        Ok(())
    }

    /// The loss as the pieces tell it, which tell that of every minimum area with it.
    fn loss(&mut self, value: f64) -> Result<f64, AssessError> {
        let all = self.search.by_area(&self.at(value))?;
        Ok(all.first().map_or(0.0, |(_, loss)| *loss))
    }

    fn areas(&mut self, ends: (f64, f64)) -> Result<(), AssessError> {
        for step in self.search.steps(ends)? {
            let [below, above] = around(step, ends);
            self.jump(step, (below, above))?;
        }
        Ok(())
    }

    fn lengths(&mut self, (first, second): (f64, f64)) -> Result<(), AssessError> {
        let (low, high) = (first.min(second), first.max(second));
        let steps = self.search.at_most(STEPS);
        let at = |step: u32| whole(low + (high - low) * f64::from(step) / f64::from(steps));
        self.search.prepare(&[self.at(low), self.at(high)])?;
        let (mut stretches, mut single) = (vec![(0, steps)], Vec::new());
        while !stretches.is_empty() {
            stretches
                .retain(|(from, to)| self.search.may_jump(&self.at(at(*from)), &self.at(at(*to))));
            single.extend(stretches.iter().copied().filter(|(from, to)| to - from == 1));
            stretches.retain(|(from, to)| to - from > 1);
            let halves = |(from, to): (u32, u32)| {
                let middle = u32::midpoint(from, to);
                [(from, middle), (middle, to)]
            };
            let middles = stretches.iter().map(|(from, to)| self.at(at(u32::midpoint(*from, *to))));
            let middles: Vec<Setting> = middles.collect();
            self.search.prepare(&middles)?;
            stretches = stretches.into_iter().flat_map(halves).collect();
        }
        single.sort_unstable();
        let mut open: Vec<Interval> = Vec::new();
        for (from, to) in single {
            let (from, to) = (at(from), at(to));
            open.push(Interval { from, to, losses: (self.loss(from)?, self.loss(to)?) });
        }
        let mut left = self.search.at_most(HALVINGS);
        loop {
            open.retain(|one| one.change() >= self.search.leap);
            open.sort_by(|a, b| a.change().total_cmp(&b.change()));
            let Some(Interval { from, to, losses }) = open.pop() else { break };
            if to - from < 1.5 * STEP_M {
                self.jump(from, (from, to))?;
                continue;
            }
            if left == 0 {
                break;
            }
            left -= 1;
            let middle = whole(f64::midpoint(from, to));
            let loss = self.loss(middle)?;
            open.push(Interval { from, to: middle, losses: (losses.0, loss) });
            open.push(Interval { from: middle, to, losses: (loss, losses.1) });
        }
        self.jumps.sort_by(|a, b| a.0.total_cmp(&b.0));
        Ok(())
    }
}

/// Two values, and the losses at them.
struct Interval {
    from: f64,
    to: f64,
    losses: (f64, f64),
}

impl Interval {
    fn change(&self) -> f64 {
        (self.losses.1 - self.losses.0).abs()
    }
}
