//! The scanner against the general parser: whatever the bytes, both must hand on the same.

mod documents;

use super::number::number;
use super::*;
use crate::layer::{BoundsDeg, Columns};
use documents::Writer;
use proptest::prelude::*;
use std::path::{Path, PathBuf};

/// What came of reading some bytes: the readings, and the survey or the complaint.
type Outcome = (Vec<Reading>, Result<Survey, String>);

fn read_bytes(
    plan: Option<Plan>,
    bytes: &[u8],
    near: &(dyn Fn(&BoundsDeg) -> bool + Sync),
) -> Outcome {
    let columns = Columns([("owner".to_owned(), "地番".to_owned())].into());
    let mut readings = Vec::new();
    let source = OpenLayer::of_bytes("some.geojson", bytes.to_vec());
    let selection = Selection::near(&columns, near);
    let survey = read_by(plan, source, &selection, &mut |reading| readings.push(reading));
    (readings, survey.map_err(|error| error.to_string()))
}

/// Reads by the general parser alone and by the given plans, with everything kept and with some;
/// returns the number of features.
#[track_caller]
fn agree(bytes: &[u8], plans: &[Plan]) -> usize {
    let mut features = 0;
    for near in
        [&(|_: &BoundsDeg| true) as &(dyn Fn(&BoundsDeg) -> bool + Sync), &|b| b.max.lon > 0.5]
    {
        let expected = read_bytes(None, bytes, near);
        for plan in plans {
            let seen = read_bytes(Some(*plan), bytes, near);
            assert!(
                seen == expected,
                "{plan:?}\n{}\nscanner: {seen:?}\nparser:  {expected:?}",
                String::from_utf8_lossy(&bytes[..bytes.len().min(4_000)])
            );
        }
        features = expected.1.map_or(0, |survey| survey.features);
    }
    features
}

fn plan(block: usize, piece: usize) -> Plan {
    Plan { block, piece, largest: 1 << 20 }
}

/// The last gives up in the middle of most files, and the general parser goes on.
const PLANS: [Plan; 5] = [
    Plan::USUAL,
    Plan { block: 64, piece: 16, largest: 1 << 20 },
    Plan { block: 700, piece: 1, largest: 1 << 20 },
    Plan { block: 4_096, piece: 40, largest: 1 << 20 },
    Plan { block: 100, piece: 30, largest: 200 },
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sound_collections_read_the_same(seed in any::<u64>(), features in 0_usize..12) {
        let text = Writer::new(seed, 0).collection(features);
        prop_assert_eq!(agree(text.as_bytes(), &PLANS), features);
    }

    #[test]
    fn odd_collections_read_the_same(seed in any::<u64>(), features in 0_usize..12, odd in 3_usize..200) {
        agree(Writer::new(seed, odd).collection(features).as_bytes(), &PLANS);
    }

    #[test]
    fn damaged_collections_read_the_same(
        seed in any::<u64>(),
        features in 1_usize..5,
        at in any::<prop::sample::Index>(),
        damage in prop::sample::select(b"{}[]\",:\\0-.e n\n\x01\xff\xe5".to_vec()),
        how in 0..3,
    ) {
        let mut bytes = Writer::new(seed, 0).collection(features).into_bytes();
        let at = at.index(bytes.len());
        match how {
            0 => bytes[at] = damage,
            1 => bytes.insert(at, damage),
            _ => { bytes.remove(at); }
        }
        agree(&bytes, &PLANS);
    }

    #[test]
    fn numbers_are_those_of_the_standard_library(
        text in "-?(0|[1-9][0-9]{0,22})(\\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?"
    ) {
        same_number(&text);
    }
}

#[track_caller]
fn same_number(text: &str) {
    let expected: f64 = text.parse().unwrap();
    let general = serde_json::from_str::<f64>(text).ok();
    for padding in ["", "]", ",12345678", " "] {
        let padded = format!("{text}{padding}");
        let seen = number(padded.as_bytes(), 0);
        if expected.is_infinite() {
            assert_eq!((seen, general), (None, None), "{text}");
        } else {
            let seen = seen.map(|(value, end)| (value.to_bits(), end));
            assert_eq!(seen, Some((expected.to_bits(), text.len())), "{text}");
            assert_eq!(general.map(f64::to_bits), Some(expected.to_bits()), "{text}");
        }
    }
}

#[test]
fn a_few_hundred_thousand_numbers_are_those_of_the_standard_library() {
    let mut writer = Writer::new(1, 0);
    for _ in 0..300_000 {
        writer.text.clear();
        writer.number();
        same_number(&writer.text);
    }
    // Around 2^53, where one operation stops rounding correctly, and at the ends of the range.
    for whole in (1_u64 << 53) - 40..(1 << 53) + 40 {
        for places in 1..17 {
            let digits = whole.to_string();
            let (head, tail) = digits.split_at(digits.len() - places.min(15));
            same_number(&format!("{head}.{tail}"));
            same_number(&format!("{whole}e-{places}"));
        }
    }
    for text in [
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "4.9e-324",
        "2e-324",
        "2.2250738585072011e-308",
        "0.000000000000000000000000000001",
        "9007199254740993",
        "18446744073709551616",
        "-0.0",
        "0e999",
        "1e22",
        "1e23",
    ] {
        same_number(text);
    }
    for text in
        ["", "-", "01", "-01", "00", "1.", ".5", "1.e3", "1e", "1e+", "+1", "e5", "Infinity"]
    {
        let end = number(text.as_bytes(), 0);
        assert_eq!(end, None, "{text}");
    }
}

const SMALL: &str = r#"{"type":"FeatureCollection","features":[
 {"type":"Feature","id":"a","properties":{"kind":"加油站","n":{"type":"Feature"},"t":"x\"},{y"},
  "geometry":{"type":"Point","coordinates":[1.25,2]}},
 {"type":"Feature","properties":{"id":7},
  "geometry":{"coordinates":[[[0,0],[1,0,5],[1,1e0],[0,0]]],"type":"Polygon"}} ,
 {"type":"Feature","properties":null,"geometry":null},
 12,
 {"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[
  {"type":"LineString","coordinates":[[3,4],[5,6]]}]},"properties":{"地番":"\u5730"}}
],"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}}
"#;

#[test]
fn features_elsewhere_are_counted_and_measured_and_not_handed_on() {
    let corner = |lon, lat| crate::geometry::LonLat { lon, lat };
    let extent = Some(BoundsDeg { min: corner(0.0, 0.0), max: corner(5.0, 6.0) });
    let far = SMALL.replace(
        "12,",
        r#"{"type":"Feature","properties":{"id":"far"},
        "geometry":{"type":"Point","coordinates":[500000,3000000]}},"#,
    );
    for near in [&(|_: &BoundsDeg| true) as &(dyn Fn(&BoundsDeg) -> bool + Sync), &|_| false] {
        let (readings, survey) = read_bytes(Some(plan(300, 60)), far.as_bytes(), near);
        let survey = survey.unwrap();
        assert_eq!((survey.features, survey.extent), (5, extent));
        let ids: Vec<_> = readings
            .iter()
            .map(|reading| match reading {
                Reading::Feature(feature) => (feature.origin.index, feature.origin.id.as_deref()),
                Reading::NoGeometry(origin) | Reading::Unreadable(origin, _) => {
                    (origin.index, Some("doubtful"))
                }
            })
            .collect();
        // The one that is nowhere is named in any case.
        let all =
            [(0, Some("a")), (1, Some("7")), (2, Some("doubtful")), (3, Some("far")), (4, None)];
        let nothing_near = [(2, Some("doubtful")), (3, Some("far"))];
        let point = BoundsDeg { min: corner(1.25, 2.0), max: corner(1.25, 2.0) };
        assert_eq!(ids, if near(&point) { all.to_vec() } else { nothing_near.to_vec() });
    }
}

#[test]
fn every_byte_may_be_a_boundary() {
    for block in 1..=SMALL.len() + 1 {
        assert_eq!(agree(SMALL.as_bytes(), &[plan(block, 1), plan(block, 50)]), 5);
    }
    for piece in 1..=SMALL.len() {
        assert_eq!(agree(SMALL.as_bytes(), &[plan(1 << 20, piece)]), 5);
    }
}

#[test]
fn a_file_may_end_anywhere() {
    let plans = [Plan::USUAL, plan(1, 1), plan(100, 10), plan(1 << 12, 1)];
    for end in 0..SMALL.len() {
        agree(&SMALL.as_bytes()[..end], &plans);
    }
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let text = Writer::new(5, 40).collection(3_000);
    let plans = [plan(100_000, 100), plan(1 << 22, 1 << 10)];
    let everything = |_: &BoundsDeg| true;
    let expected = read_bytes(None, text.as_bytes(), &everything);
    for threads in [1, 2, 3, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        for plan in plans {
            let seen = pool.install(|| read_bytes(Some(plan), text.as_bytes(), &everything));
            assert!(seen == expected, "{threads} threads, {plan:?}");
        }
    }
}

#[test]
fn a_complaint_names_its_line_behind_thousands_of_features() {
    let feature =
        r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}"#;
    let mut text = "{\"type\":\"FeatureCollection\",\"features\":[\n".to_owned();
    text.extend((0..3_000).map(|_| format!("{feature},\n")));
    for (tail, words) in [
        ("{\"type\":Feature}]}", "at line 3002 column 9 (after 3000 features)"),
        ("]}", "trailing comma at line 3002 column 1 (after 3000 features)"),
        ("", "after 3000 whole features"),
    ] {
        let bytes = format!("{text}{tail}");
        agree(bytes.as_bytes(), &[Plan::USUAL, plan(1_000, 100)]);
        let (_, outcome) = read_bytes(Some(Plan::USUAL), bytes.as_bytes(), &|_| true);
        let complaint = outcome.unwrap_err();
        assert!(complaint.contains(words), "{complaint}");
    }
}

fn layers(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            layers(&path, found);
        } else if path.extension().is_some_and(|e| e == "geojson" || e == "json") {
            found.push(path);
        }
    }
}

#[test]
fn layers_at_hand_read_the_same() {
    let files = layers_in(&["fixtures", "data"]);
    assert!(files.len() > 50, "{}", files.len());
    all_agree(&files);
}

#[test]
#[ignore = "needs ../shared/data"]
fn layers_in_shared_data_read_the_same() {
    let files = layers_in(&["../shared/data"]);
    assert!(files.len() > 50, "{}", files.len());
    all_agree(&files);
}

/// Layers in folders of the repository or beside it.
fn layers_in(folders: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in folders {
        layers(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    files
}

#[track_caller]
fn all_agree(files: &[PathBuf]) {
    let mut features = 0;
    for file in files {
        let bytes = std::fs::read(file).unwrap();
        features += agree(&bytes, &[Plan::USUAL, plan(50_000, 500)]);
    }
    eprintln!("{} files, {features} features", files.len());
}

/// A second list of features, begun while the bytes that the reader of the first gave back were still
/// being read, used to end the file there.
#[test]
fn two_lists_of_features_read_the_same() {
    let text = Writer::new(13_970_838_091_849_124_746, 145).collection(2);
    let plans: Vec<Plan> = (600..800).step_by(5).map(|block| plan(block, 1)).collect();
    assert_eq!(agree(text.as_bytes(), &plans), 4);
}
