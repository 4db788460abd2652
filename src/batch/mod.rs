//! Many sites against the same layers: one row a footprint.
//!
//! Footprints are read first, then each layer once past their boxes. Every site is assessed on its
//! own, on all cores, by the same path as a single one, so that a row holds the numbers of
//! [`assess`] to the last bit, whatever the number of threads. A footprint that cannot be used is
//! a row with its reason; so is one on which the program fails.

pub mod condition;
mod error;
pub mod figure;
pub mod journal;
mod order;
mod row;
#[cfg(test)]
mod schema;
mod without;

pub use condition::{Condition, ConditionError, Field};
pub use error::{BatchError, Refusal};
pub use figure::{Figure, Figures, FIGURES};
pub use journal::Journal;
pub use order::Order;
pub use row::{Row, Status};
pub use without::{Cause, WithoutNumbers};

use crate::assess::{assess, Assessment};
use crate::layer::footprint::{Footprints, Found};
use crate::layer::{BoundsDeg, Footprint};
use crate::loading::{check, rule_pack, whole, Land, LoadError, Neighbourhood, Sources};
use crate::model::{Doubt, Site, Warnings};
use crate::rules::RulePack;
use crate::settings::{Layers, Settings};
use geojson::Feature;
use rayon::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

/// Footprints and the layers near them.
#[derive(Debug)]
pub struct Batch {
    /// File of the footprints, as named by the user.
    pub file: String,
    sites: Vec<Found>,
    near: Neighbourhood,
    /// Doubts about every site.
    doubts: Warnings,
}

/// What a screening tells while it runs.
pub trait Observer: Sync {
    /// A footprint is done; the assessment is there if it has numbers. An error ends the run.
    ///
    /// # Errors
    /// When something that should be written cannot be.
    fn done(&self, row: &Row, assessment: Option<&Assessment>) -> Result<(), Refusal>;

    /// Whether to stop after the footprints at hand.
    fn stop(&self) -> bool {
        false
    }
}

impl Batch {
    /// Reads footprints and layers; `with_context` keeps what maps show around the sites.
    ///
    /// Rows have no figures of the ways out, so these are not set against each other.
    ///
    /// # Errors
    /// [`LoadError`] when a file cannot be used; footprints that cannot be used become rows.
    pub fn load(
        layers: &Layers,
        settings: Settings,
        with_context: bool,
    ) -> Result<Self, LoadError> {
        Self::read(&Sources::files(layers), settings, with_context)
    }

    /// The same with footprints and layers from memory, without what maps show.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn over<F: Into<Feature>>(
        land: &Land,
        footprints: impl IntoIterator<Item = F>,
    ) -> Result<Self, LoadError> {
        let (sources, settings) = land.sources(footprints)?;
        Self::read(&sources, settings, false)
    }

    fn read(
        sources: &Sources,
        mut settings: Settings,
        with_context: bool,
    ) -> Result<Self, LoadError> {
        settings.ways_out = false;
        let pack = rule_pack(&settings)?;
        let Footprints { found: mut sites, survey } = sources.footprints.read(&settings.columns)?;
        raise_repeated(&mut sites);
        let usable = sites.iter().filter_map(|site| site.footprint.as_ref().ok());
        let boxes: Vec<BoundsDeg> = usable.filter_map(Footprint::bounds).collect();
        let near = Neighbourhood::read(sources, settings, pack, &boxes, with_context)?;
        let file = sources.footprints.label();
        let mut doubts = whole(&file, &survey);
        doubts.append(check(&near, sources, &survey)?);
        Ok(Self { file, sites, near, doubts })
    }

    /// How many footprints there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sites.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// One of the sites, by its number, if its footprint can be used.
    #[must_use]
    pub fn site(&self, number: usize) -> Option<Site> {
        let footprint = self.sites.get(number)?.footprint.as_ref().ok()?;
        let tolerance = self.settings().gap_tolerance.value;
        footprint.site(None, None, tolerance, &mut Warnings::default()).ok()
    }

    /// Numbers and choices.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        self.near.settings()
    }

    /// The rules.
    #[must_use]
    pub fn pack(&self) -> &RulePack {
        self.near.pack()
    }

    /// All rows, in the order of their footprints: computed on all cores, some at a time, as they are
    /// asked for.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        let at_a_time = at_a_time();
        (0..self.len()).step_by(at_a_time).flat_map(move |from| {
            let some = from..self.len().min(from + at_a_time);
            let row = |number| {
                let tried = caught(|| self.shown(number, self.assessed(number)).0);
                tried.unwrap_or_else(|reason| {
                    self.without(number, Status::Bug, WithoutNumbers::of_any(reason))
                })
            };
            some.into_par_iter().map(row).collect::<Vec<Row>>()
        })
    }

    /// Screens the footprints from number `from` on and hands their rows to `sink`, some at a time,
    /// in order. Ends early, after whole rows, when the observer says so.
    ///
    /// # Errors
    /// [`BatchError`] when the observer or the sink cannot go on.
    pub fn screen(
        &self,
        from: usize,
        observer: &dyn Observer,
        sink: &mut dyn FnMut(&[Row]) -> Result<(), Refusal>,
    ) -> Result<(), BatchError> {
        self.screen_with(from, observer, sink, &|number| self.assessed(number))
    }

    fn screen_with<'a>(
        &'a self,
        from: usize,
        observer: &dyn Observer,
        sink: &mut dyn FnMut(&[Row]) -> Result<(), Refusal>,
        assessed: &Assess<'a>,
    ) -> Result<(), BatchError> {
        let numbers: Vec<usize> = (from..self.sites.len()).collect();
        for some in numbers.chunks(at_a_time()) {
            if observer.stop() {
                return Ok(());
            }
            let rows = some
                .par_iter()
                .map(|number| self.row(*number, observer, assessed))
                .collect::<Result<Vec<Row>, Refusal>>()
                .map_err(BatchError::Observer)?;
            sink(&rows).map_err(BatchError::Sink)?;
        }
        Ok(())
    }

    /// The assessment of a footprint, by its number, for who has its row and needs more; `None` where
    /// there is none.
    #[must_use]
    pub fn assessment(&self, number: usize) -> Option<Assessment> {
        (number < self.len()).then(|| caught(|| self.assessed(number)).ok()?.ok())?
    }

    fn assessed(&self, number: usize) -> Result<Assessment, WithoutNumbers> {
        let footprint = self.sites[number].footprint.as_ref()?;
        let mut case = self.near.case(footprint, None, None)?;
        case.warnings.append(self.doubts.clone());
        Ok(assess(&case)?)
    }

    /// The row of a footprint, shown to the observer.
    fn row<'a>(
        &'a self,
        number: usize,
        observer: &dyn Observer,
        assessed: &Assess<'a>,
    ) -> Result<Row, Refusal> {
        let tried = caught(|| {
            let (row, assessment) = self.shown(number, assessed(number));
            observer.done(&row, assessment.as_ref()).map(|()| row)
        });
        tried.unwrap_or_else(|reason| {
            let row = self.without(number, Status::Bug, WithoutNumbers::of_any(reason));
            observer.done(&row, None).map(|()| row)
        })
    }

    /// A row, and the assessment it is of if it has numbers.
    fn shown(
        &self,
        number: usize,
        assessed: Result<Assessment, WithoutNumbers>,
    ) -> (Row, Option<Assessment>) {
        match assessed {
            Ok(assessment) => (Row::assessed(number, &self.file, &assessment), Some(assessment)),
            Err(why) => (self.without(number, Status::Refused, why), None),
        }
    }

    fn without(&self, number: usize, status: Status, why: WithoutNumbers) -> Row {
        let (id, name) = self.sites[number].label();
        Row::without(number, id, name, status, why)
    }
}

/// Says of each footprint whose id others have too that its row is told by its place only.
fn raise_repeated(sites: &mut [Found]) {
    let mut times: HashMap<String, usize> = HashMap::new();
    for site in sites.iter() {
        *times.entry(site.label().0).or_default() += 1;
    }
    for site in sites {
        let id = site.label().0;
        if let (Some(count), Ok(footprint)) = (times.get(&id), &mut site.footprint) {
            if *count > 1 {
                let doubt = Doubt::RepeatedIds { examples: vec![id], ids: 1 };
                footprint.doubts.raise_for_some(&site.origin, *count, doubt);
            }
        }
    }
}

/// What assesses a footprint of a batch, by its number.
type Assess<'a> = dyn Fn(usize) -> Result<Assessment, WithoutNumbers> + Sync + 'a;

/// Footprints assessed before their rows are handed on.
fn at_a_time() -> usize {
    32 * rayon::current_num_threads()
}

/// Runs something for a row. A panic, be it in what an observer draws, is a bug of ours, and no reason to
/// lose the other rows: it becomes the reason of this one.
fn caught<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(run)).map_err(|payload| {
        let words = LAST_PANIC.take().unwrap_or_else(|| {
            let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
            text.or_else(|| payload.downcast_ref::<String>().cloned())
                .unwrap_or_else(|| "no message".to_owned())
        });
        let reason = format!("the program failed on this footprint, please report it: {words}");
        reason.replace('\n', " ")
    })
}

thread_local! {
    /// What the last panic of this thread said, with its place.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps what a panic says, with its place, for the row of its footprint. For the panic hook of a program
/// that wants its rows to tell more than the bare message; the library sets no hook.
pub fn note_panic(info: &PanicHookInfo<'_>) {
    LAST_PANIC.set(Some(info.to_string()));
}

#[cfg(test)]
mod tests;
