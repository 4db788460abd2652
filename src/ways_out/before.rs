//! What is known before the ways out are set against each other.

use crate::carve::{Baseline, CarveError, Sets};
use crate::loading::Case;
use crate::obstacle::Obstacle;
use crate::relocate::City;
use crate::ways_out::relocation::{Layouts, Relocation};
use crate::ways_out::standing::{failed, Standing};
use crate::ways_out::AssessError;

/// A case and what was worked out of it so far.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    /// The case.
    pub case: &'a Case,
    /// The site built around all that is in its way.
    pub standing: &'a Standing,
    /// What each set of its obstacles leaves.
    pub sets: &'a Sets<'a>,
    /// What was asked to be moved gone.
    pub relocation: Option<&'a Relocation>,
    /// What can be laid out.
    pub layouts: Option<&'a Layouts>,
}

/// The same with the land around: all that the ways out are made of.
#[derive(Clone, Copy)]
pub(super) struct Weighing<'a> {
    pub(super) before: Before<'a>,
    pub(super) city: &'a City,
}

impl<'a> Weighing<'a> {
    pub(super) const fn case(&self) -> &'a Case {
        self.before.case
    }

    pub(super) const fn standing(&self) -> &'a Standing {
        self.before.standing
    }

    pub(super) const fn baseline(&self) -> &'a Baseline {
        &self.before.standing.baseline
    }

    pub(super) fn obstacles(&self) -> &'a [Obstacle] {
        &self.before.standing.obstacles
    }

    pub(super) fn fail(&self, cause: impl Into<CarveError>) -> AssessError {
        failed(&self.before.case.site, cause)
    }
}
