//! Many sites against the same layers: one row a footprint.
//!
//! Footprints are read first, then each layer once past their boxes. Every site is assessed on its
//! own, on all cores, by the same path as a single one, so that a row holds the numbers of
//! [`assess`] to the last bit, whatever the number of threads. A footprint that cannot be used is
//! a row with its reason; so is one on which the program fails.

pub mod condition;
pub mod figure;
pub mod journal;
mod refusal;
mod row;

pub use condition::{Condition, Field};
pub use figure::{Figure, Figures, FIGURES};
pub use journal::Journal;
pub use refusal::Refusal;
pub use row::{Row, Status};

use crate::assess::{assess, Assessment, Layers, LoadError, Neighbourhood, Settings};
use crate::layer::footprint::Found;
use crate::layer::{BoundsDeg, Footprint};
use crate::model::{Site, Warnings};
use rayon::prelude::*;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

/// Footprints and the layers near them.
#[derive(Debug)]
pub struct Batch {
    /// File of the footprints, as named by the user.
    pub file: String,
    sites: Vec<Found>,
    near: Neighbourhood,
}

/// What a screening tells while it runs.
pub trait Observer: Sync {
    /// A footprint is done; the assessment is there if it has numbers. An error ends the run.
    ///
    /// # Errors
    /// A sentence, when something that should be written cannot be.
    fn done(&self, row: &Row, assessment: Option<&Assessment>) -> Result<(), String>;

    /// Whether to stop after the footprints at hand.
    fn stop(&self) -> bool {
        false
    }
}

impl Batch {
    /// Reads footprints and layers; `with_context` keeps what maps show around the sites.
    ///
    /// # Errors
    /// [`LoadError`] when a file cannot be used; footprints that cannot be used become rows.
    pub fn load(
        layers: &Layers,
        settings: Settings,
        with_context: bool,
    ) -> Result<Self, LoadError> {
        let pack = settings.rule_pack()?;
        let sites = layers.footprint.read(&settings.columns)?;
        let usable = sites.iter().filter_map(|site| site.footprint.as_ref().ok());
        let boxes: Vec<BoundsDeg> = usable.filter_map(Footprint::bounds).collect();
        let near = Neighbourhood::read(layers, settings, pack, &boxes, with_context)?;
        near.check_site_parcels(layers)?;
        Ok(Self { file: layers.footprint.label(), sites, near })
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
        footprint.site(None, None, &mut Warnings::default()).ok()
    }

    /// Numbers and choices.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        self.near.settings()
    }

    /// Screens the footprints from number `from` on and hands their rows to `sink`, some at a time,
    /// in order. Ends early, after whole rows, when the observer says so.
    ///
    /// # Errors
    /// The sentence of the observer or of the sink.
    pub fn screen(
        &self,
        from: usize,
        observer: &dyn Observer,
        sink: &mut dyn FnMut(&[Row]) -> Result<(), String>,
    ) -> Result<(), String> {
        self.screen_with(from, observer, sink, &|number| self.assessed(number))
    }

    fn screen_with(
        &self,
        from: usize,
        observer: &dyn Observer,
        sink: &mut dyn FnMut(&[Row]) -> Result<(), String>,
        assessed: &(dyn Fn(usize) -> Result<Assessment, Refusal> + Sync),
    ) -> Result<(), String> {
        let at_a_time = 32 * rayon::current_num_threads();
        let numbers: Vec<usize> = (from..self.sites.len()).collect();
        for some in numbers.chunks(at_a_time) {
            if observer.stop() {
                return Ok(());
            }
            let rows = some
                .par_iter()
                .map(|number| self.row(*number, observer, assessed))
                .collect::<Result<Vec<Row>, String>>()?;
            sink(&rows)?;
        }
        Ok(())
    }

    fn assessed(&self, number: usize) -> Result<Assessment, Refusal> {
        let footprint = self.sites[number].footprint.as_ref()?;
        let case = self.near.case(footprint, None, None)?;
        Ok(assess(&case)?)
    }

    /// The row of a footprint, shown to the observer. A panic, be it in what the observer draws, is a
    /// bug of ours, and no reason to lose the other rows.
    fn row(
        &self,
        number: usize,
        observer: &dyn Observer,
        assessed: &(dyn Fn(usize) -> Result<Assessment, Refusal> + Sync),
    ) -> Result<Row, String> {
        let without = |status: Status, refusal: Refusal| {
            let (id, name) = self.sites[number].label();
            let row = Row::without(number, id, name, status, refusal);
            observer.done(&row, None).map(|()| row)
        };
        let tried = panic::catch_unwind(AssertUnwindSafe(|| match assessed(number) {
            Ok(assessment) => {
                let row = Row::assessed(number, &self.file, &assessment);
                observer.done(&row, Some(&assessment)).map(|()| row)
            }
            Err(refusal) => without(Status::Refused, refusal),
        }));
        tried.unwrap_or_else(|payload| {
            let words = LAST_PANIC.take().unwrap_or_else(|| {
                let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
                text.or_else(|| payload.downcast_ref::<String>().cloned())
                    .unwrap_or_else(|| "no message".to_owned())
            });
            let reason = format!("the program failed on this footprint, please report it: {words}");
            without(Status::Bug, Refusal::of_any(reason.replace('\n', " ")))
        })
    }
}

thread_local! {
    /// What the last panic of this thread said, with its place.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on panics are kept for the row of their footprint instead of printed.
pub fn keep_panics_for_rows() {
    panic::set_hook(Box::new(|info| {
        LAST_PANIC.set(Some(info.to_string()));
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::SiteFile;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Stops after some footprints.
    struct Patience {
        limit: usize,
        done: AtomicUsize,
    }

    impl Observer for Patience {
        fn done(&self, _: &Row, _: Option<&Assessment>) -> Result<(), String> {
            self.done.fetch_add(1, Ordering::Relaxed);
            Ok(())
        }

        fn stop(&self) -> bool {
            self.done.load(Ordering::Relaxed) >= self.limit
        }
    }

    /// Five hundred footprints in one file.
    fn batch(folder: &std::path::Path) -> Batch {
        let ring = "[[[109.0,40.0],[109.001,40.0],[109.0,40.001],[109.0,40.0]]]";
        let features: Vec<String> = (0..500)
            .map(|n| {
                format!(
                    "{{\"type\":\"Feature\",\"properties\":{{\"id\":\"S{n}\"}},\"geometry\":\
                     {{\"type\":\"Polygon\",\"coordinates\":{ring}}}}}"
                )
            })
            .collect();
        let path = folder.join("sites.geojson");
        let list = features.join(",");
        let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[{list}]}}");
        std::fs::write(&path, text).unwrap();
        let file =
            SiteFile { footprint: Some(path), attribution: Some(false), ..Default::default() };
        let (layers, mut settings) = Settings::settle(file, SiteFile::default()).unwrap();
        settings.layout = None;
        Batch::load(&layers, settings, false).unwrap()
    }

    #[test]
    fn a_panic_is_a_row_of_its_own_and_the_others_go_on() {
        let folder = tempfile::tempdir().unwrap();
        let batch = batch(folder.path());
        let watch = Patience { limit: usize::MAX, done: AtomicUsize::new(0) };
        let mut rows = Vec::new();
        let sink = &mut |some: &[Row]| {
            rows.extend_from_slice(some);
            Ok(())
        };
        let assessed = |number: usize| {
            assert!(number != 77, "seventy-seven");
            batch.assessed(number)
        };
        batch.screen_with(0, &watch, sink, &assessed).unwrap();
        assert_eq!(rows.len(), 500);
        for (number, row) in rows.iter().enumerate() {
            let expected = if number == 77 { Status::Bug } else { Status::Assessed };
            assert_eq!((row.index, row.status), (number, expected));
        }
        let reason = rows[77].reason.as_ref().unwrap();
        assert!(
            reason.contains("please report it") && reason.contains("seventy-seven"),
            "{reason}"
        );
        assert_eq!(rows[77].id, "S77");
    }

    /// Cannot draw one of the sites.
    struct Clumsy;

    impl Observer for Clumsy {
        fn done(&self, row: &Row, assessment: Option<&Assessment>) -> Result<(), String> {
            assert!(row.index != 5 || assessment.is_none(), "the pencil broke");
            Ok(())
        }
    }

    #[test]
    fn a_panic_while_a_map_is_drawn_is_a_row_too() {
        let folder = tempfile::tempdir().unwrap();
        let batch = batch(folder.path());
        let mut rows = Vec::new();
        let sink = &mut |some: &[Row]| {
            rows.extend_from_slice(some);
            Ok(())
        };
        batch.screen(0, &Clumsy, sink).unwrap();
        let bugs: Vec<usize> =
            rows.iter().filter(|row| row.status == Status::Bug).map(|row| row.index).collect();
        assert_eq!((rows.len(), bugs), (500, vec![5]));
        assert!(rows[5].reason.as_ref().unwrap().contains("the pencil broke"));
    }

    #[test]
    fn it_stops_after_whole_rows_when_asked_to() {
        let folder = tempfile::tempdir().unwrap();
        let batch = batch(folder.path());
        let watch = Patience { limit: 1, done: AtomicUsize::new(0) };
        let mut rows = 0;
        let sink = &mut |some: &[Row]| {
            rows += some.len();
            Ok(())
        };
        batch.screen(0, &watch, sink).unwrap();
        assert!(rows > 0 && rows < 500 && rows == watch.done.load(Ordering::Relaxed));
        let refuse = &mut |_: &[Row]| Err("the disk is full".to_owned());
        let watch = Patience { limit: usize::MAX, done: AtomicUsize::new(0) };
        assert_eq!(batch.screen(0, &watch, refuse).unwrap_err(), "the disk is full");
    }
}
