//! Rows of many footprints: panics, interruption, refusal, iteration.

use super::*;
use crate::layer::SiteFile;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Stops after some footprints.
struct Patience {
    limit: usize,
    done: AtomicUsize,
}

impl Observer for Patience {
    fn done(&self, _: &Row, _: Option<&Assessment>) -> Result<(), Refusal> {
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
    let file = SiteFile { footprint: Some(path), attribution: Some(false), ..Default::default() };
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
    assert!(reason.contains("please report it") && reason.contains("seventy-seven"), "{reason}");
    assert_eq!(rows[77].id, "S77");
}

/// Cannot draw one of the sites.
struct Clumsy;

impl Observer for Clumsy {
    fn done(&self, row: &Row, assessment: Option<&Assessment>) -> Result<(), Refusal> {
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
    let refuse = &mut |_: &[Row]| Err(Refusal::from("the disk is full"));
    let watch = Patience { limit: usize::MAX, done: AtomicUsize::new(0) };
    let error = batch.screen(0, &watch, refuse).unwrap_err();
    assert!(matches!(&error, BatchError::Sink(_)) && error.to_string() == "the disk is full");
}
