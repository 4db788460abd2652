//! The order of a move: build the new one, open it, close the old one, clear its ground; in months, and
//! against the project's own start.
//!
//! The new one opens before the old one closes, so nobody is without the service for a day unless that
//! was said. Things that move do so side by side; the one that frees its ground last decides.

use crate::model::Estimate;
use crate::settings::site_file::SiteMonths;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A step of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Plan amendment, land and permits.
    Approval,
    /// Building the new one.
    Build,
    /// Tests and acceptance; from its end the new one serves.
    Open,
    /// Closing the old one and clearing its ground.
    Clear,
}

impl Step {
    /// All of them in their order.
    pub const ALL: [Self; 4] = [Self::Approval, Self::Build, Self::Open, Self::Clear];

    fn months(self, of: &SiteMonths) -> Option<Estimate> {
        match self {
            Self::Approval => of.approval,
            Self::Build => of.build,
            Self::Open => of.open,
            Self::Clear => of.clear,
        }
    }
}

/// A step with its months from the decision on.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Stage {
    /// The step.
    pub step: Step,
    /// How long it takes; none where not given.
    pub months: Option<Estimate>,
    /// When it begins, if all before it is known.
    pub begins: Option<Estimate>,
    /// When it ends.
    pub ends: Option<Estimate>,
}

/// The programme of one move.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Programme {
    /// Steps in their order.
    pub stages: Vec<Stage>,
    /// Months until the old ground is free; none where a step is not known.
    pub frees_ground: Option<Estimate>,
    /// Days without the service.
    pub days_without_service: f64,
}

impl Programme {
    /// The programme from the months of its steps.
    #[must_use]
    pub fn of(months: &SiteMonths) -> Self {
        let mut at = Some(Estimate::ZERO);
        let stages = Step::ALL
            .into_iter()
            .map(|step| {
                let takes = step.months(months);
                let begins = at;
                at = begins.zip(takes).map(|(begins, takes)| begins.plus(&takes));
                Stage { step, months: takes, begins, ends: at }
            })
            .collect();
        let days_without_service = months.days_without_service.unwrap_or(0.0).max(0.0);
        Self { stages, frees_ground: at, days_without_service }
    }

    /// Steps whose months are not given.
    pub fn missing(&self) -> impl Iterator<Item = Step> + '_ {
        self.stages.iter().filter(|stage| stage.months.is_none()).map(|stage| stage.step)
    }

    /// Months that the project waits for this ground, if it needs it in so many months.
    #[must_use]
    pub fn delay(&self, needed_in_months: f64) -> Option<Estimate> {
        let late = |months: f64| (months - needed_in_months).max(0.0);
        let free = self.frees_ground?;
        let [low, mid, high] = [free.low, free.mid, free.high].map(late);
        Estimate::triangular(low, mid, high).ok()
    }
}

/// Which of several programmes decides when all ground is free: its position, and when. `None` when
/// there is none, or one of them is not known.
#[must_use]
pub fn critical(programmes: &[&Programme]) -> Option<(usize, Estimate)> {
    let all: Option<Vec<Estimate>> = programmes.iter().map(|one| one.frees_ground).collect();
    let all = all?;
    let last = all.iter().enumerate().max_by(|a, b| a.1.mid.total_cmp(&b.1.mid))?;
    Some((last.0, *last.1))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn months_add_up_and_the_latest_decides() {
        let months = |build: Estimate| SiteMonths {
            approval: Some(Estimate::uniform(4.0, 8.0).unwrap()),
            build: Some(build),
            open: Some(Estimate::exact(1.0)),
            clear: Some(Estimate::exact(2.0)),
            days_without_service: None,
        };
        let station = Programme::of(&months(Estimate::uniform(6.0, 10.0).unwrap()));
        let free = station.frees_ground.unwrap();
        // 4 + 6 + 1 + 2 at best, 8 + 10 + 1 + 2 at worst.
        assert_eq!((free.low, free.mid, free.high), (13.0, 17.0, 21.0));
        assert_eq!(station.stages[2].ends.unwrap().mid, 15.0);
        assert_eq!(station.days_without_service, 0.0);
        let delay = station.delay(15.0).unwrap();
        assert_eq!((delay.low, delay.mid, delay.high), (0.0, 2.0, 6.0));
        let waste = Programme::of(&months(Estimate::exact(12.0)));
        assert_eq!(critical(&[&station, &waste]).unwrap().0, 1);
        let unknown = Programme::of(&SiteMonths::default());
        assert_eq!(unknown.missing().count(), 4);
        assert!(critical(&[&station, &unknown]).is_none());
    }
}
