//! The scanner against the general parser: whatever the bytes, both must hand on the same.

use super::number::number;
use super::*;
use crate::layer::{BoundsDeg, Columns};
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
    let source = Source::of_bytes("some.geojson", bytes.to_vec());
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
    Plan { block, piece }
}

/// A small generator of documents from a seed: valid ones with every freedom JSON allows, and rare
/// oddities.
struct Writer {
    state: u64,
    text: String,
    /// One in so many values is odd; zero for none.
    odd: u64,
}

impl Writer {
    fn new(seed: u64, odd: u64) -> Self {
        Self { state: seed, text: String::new(), odd }
    }

    /// Below `end` (SplitMix64).
    fn below(&mut self, end: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64) as usize]
    }

    fn is_odd(&mut self) -> bool {
        self.odd > 0 && self.below(self.odd) == 0
    }

    fn blank(&mut self) {
        let blank = self.pick(&["", "", "", " ", "\n", " \r\n\t", "  "]);
        self.text.push_str(blank);
    }

    fn mark(&mut self, mark: &str) {
        self.blank();
        self.text.push_str(mark);
        self.blank();
    }

    /// A string, now and then with a character written as an escape.
    fn string(&mut self, text: &str, escapes: bool) {
        self.text.push('"');
        for c in text.chars() {
            if escapes && self.below(12) == 0 {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    self.text.push_str(&format!("\\u{unit:04x}"));
                }
            } else if matches!(c, '"' | '\\') {
                self.text.extend(['\\', c]);
            } else if c == '\n' {
                self.text.push_str("\\n");
            } else {
                self.text.push(c);
            }
        }
        self.text.push('"');
    }

    fn list(&mut self, count: u64, mut member: impl FnMut(&mut Self, u64)) {
        self.mark("[");
        for nth in 0..count {
            if nth > 0 {
                self.mark(",");
            }
            member(self, nth);
        }
        self.mark("]");
    }

    /// Members in random order.
    fn object(&mut self, members: Vec<(&str, &dyn Fn(&mut Self))>) {
        let mut members = members;
        self.mark("{");
        let mut first = true;
        while !members.is_empty() {
            let (key, value) = members.swap_remove(self.below(members.len() as u64) as usize);
            if !std::mem::replace(&mut first, false) {
                self.mark(",");
            }
            let escapes = self.is_odd();
            self.string(key, escapes);
            self.mark(":");
            value(self);
        }
        self.mark("}");
    }

    fn number(&mut self) {
        if self.is_odd() {
            let odd = self.pick(&[
                "1e400",
                "-0",
                "1e-400",
                "01",
                "1.",
                ".5",
                "+1",
                "NaN",
                "\"1\"",
                "null",
                "4.9e-324",
                "123456789012345678901234567890",
                "[1]",
            ]);
            self.text.push_str(odd);
            return;
        }
        let whole = self.below(180);
        let digits = self.below(19);
        let fraction = self.below(u64::MAX) % 10_u64.pow(u32::try_from(digits).unwrap());
        let sign = self.pick(&["", "", "-"]);
        let power = self.pick(&["", "", "", "", "e0", "E-3", "e+1", "e-09"]);
        let text = match digits {
            0 => format!("{sign}{whole}{power}"),
            digits => format!("{sign}{whole}.{fraction:0width$}{power}", width = digits as usize),
        };
        self.text.push_str(&text);
    }

    fn position(&mut self) {
        let size =
            if self.is_odd() { self.below(2) } else { [2, 2, 2, 3, 4][self.below(5) as usize] };
        self.list(size, |w, _| w.number());
    }

    fn positions(&mut self, levels: u64) {
        if levels == 0 {
            return self.position();
        }
        let count = if self.is_odd() { 0 } else { 1 + self.below(4) };
        self.list(count, |w, _| w.positions(levels - 1));
    }

    fn geometry(&mut self, depth: u64) {
        if self.is_odd() {
            let odd = self.pick(&[
                "null",
                "{}",
                "[]",
                "{\"type\":\"Point\"}",
                "{\"type\":\"Point\",\"type\":\"Point\",\"coordinates\":[1,2]}",
            ]);
            self.text.push_str(odd);
            return;
        }
        const KINDS: [(&str, u64); 6] = [
            ("Point", 0),
            ("MultiPoint", 1),
            ("LineString", 1),
            ("MultiLineString", 2),
            ("Polygon", 2),
            ("MultiPolygon", 3),
        ];
        let collection = self.below(6) == 0 && depth < 3;
        let (kind, levels) = KINDS[self.below(6) as usize];
        let levels = if self.is_odd() { self.below(5) } else { levels };
        let kind = match (self.is_odd(), collection) {
            (true, _) => self.pick(&["Polygn", "Feature", "point", "GeometryCollection"]),
            (false, true) => "GeometryCollection",
            (false, false) => kind,
        };
        let write_kind = move |w: &mut Self| {
            let escapes = w.is_odd();
            w.string(kind, escapes);
        };
        let write_body = move |w: &mut Self| {
            if collection {
                let count = w.below(3);
                w.list(count, |w, _| w.geometry(depth + 1));
            } else {
                w.positions(levels);
            }
        };
        let body = if collection { "geometries" } else { "coordinates" };
        let mut members: Vec<(&str, &dyn Fn(&mut Self))> =
            vec![("type", &write_kind), (body, &write_body)];
        if self.below(4) == 0 {
            members.push(("bbox", &|w| w.list(4, |w, _| w.number())));
            members.push(("measured", &|w| w.value(0)));
        }
        if self.is_odd() {
            members.push(("coordinates", &|w| w.positions(1)));
        }
        self.object(members);
    }

    fn value(&mut self, depth: u64) {
        match self.below(8) {
            0 => self.text.push_str("null"),
            1 => self.text.push_str("true"),
            2 => self.text.push_str("false"),
            3 => self.number(),
            4 if depth < 4 => {
                let count = self.below(3);
                self.list(count, |w, _| w.value(depth + 1));
            }
            5 if depth < 4 => self
                .object(vec![("kind", &|w| w.value(depth + 1)), ("id", &|w| w.value(depth + 1))]),
            6 if depth < 4 => self.feature(depth + 1),
            _ => {
                let text = self.pick(&[
                    "",
                    "plain",
                    "加油站",
                    "a \"quoted\" {[,]} word",
                    "back\\slash",
                    "},{\"type\":\"Feature\"",
                    "two\nlines",
                    "𝔘nicode",
                    "something a little longer than eight",
                ]);
                if self.is_odd() {
                    let odd =
                        self.pick(&["\"\\ud800\"", "\"\\q\"", "\"\t\"", "\"\\u12\"", "tru", "nul"]);
                    self.text.push_str(odd);
                } else {
                    self.string(text, true);
                }
            }
        }
    }

    fn properties(&mut self) {
        if self.is_odd() {
            let odd = self.pick(&[
                "null",
                "[]",
                "12",
                "{\"kind\":1,\"kind\":2}",
                "{\"kind\":1,\"kind\":null}",
            ]);
            self.text.push_str(odd);
            return;
        }
        let value: &dyn Fn(&mut Self) = &|w| w.value(0);
        let mut members = Vec::new();
        for key in
            ["id", "kind", "地番", "OBJECTID", "name", "owner", "a rather long name of a column"]
        {
            if self.below(2) == 0 {
                members.push((key, value));
            }
        }
        self.object(members);
    }

    fn feature(&mut self, depth: u64) {
        if self.is_odd() {
            let odd = self.pick(&[
                "null",
                "12",
                "\"text\"",
                "[{}]",
                "{}",
                "true",
                "-1.5e3",
                "{\"type\":\"Feature\"}",
            ]);
            self.text.push_str(odd);
            return;
        }
        let kind = if self.is_odd() { "Point" } else { "Feature" };
        let write_kind = move |w: &mut Self| w.string(kind, false);
        let write_geometry = move |w: &mut Self| w.geometry(depth);
        let mut members: Vec<(&str, &dyn Fn(&mut Self))> = vec![
            ("type", &write_kind),
            ("geometry", &write_geometry),
            ("properties", &|w| w.properties()),
        ];
        match self.below(4) {
            0 => members.push(("id", &|w| w.value(4))),
            1 => members.push(("id", &|w| w.text.push_str("12"))),
            _ => {}
        }
        if self.below(6) == 0 {
            members.push(("bbox", &|w| w.list(4, |w, _| w.number())));
        }
        if self.below(6) == 0 {
            members.push(("foreign", &|w| w.value(0)));
        }
        if self.is_odd() {
            members.push(("type", &|w| w.string("Feature", false)));
        }
        self.object(members);
    }

    fn collection(mut self, features: u64) -> String {
        let list = move |w: &mut Self| w.list(features, |w, _| w.feature(0));
        let mut members: Vec<(&str, &dyn Fn(&mut Self))> =
            vec![("type", &|w| w.string("FeatureCollection", false)), ("features", &list)];
        if self.below(4) == 0 {
            members
                .push(("crs", &|w| w.text.push_str("{\"properties\":{\"name\":\"EPSG::4326\"}}")));
        }
        if self.below(4) == 0 {
            members.push(("name", &|w| w.value(0)));
        }
        if self.is_odd() {
            members.push(("features", &|w| w.list(2, |w, _| w.feature(0))));
        }
        if self.is_odd() {
            members
                .push(("crs", &|w| w.text.push_str("{\"properties\":{\"name\":\"EPSG::4547\"}}")));
        }
        self.object(members);
        self.text
    }
}

const PLANS: [Plan; 4] = [
    Plan::USUAL,
    Plan { block: 64, piece: 16 },
    Plan { block: 700, piece: 1 },
    Plan { block: 4_096, piece: 40 },
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sound_collections_read_the_same(seed in any::<u64>(), features in 0_u64..12) {
        let text = Writer::new(seed, 0).collection(features);
        prop_assert_eq!(agree(text.as_bytes(), &PLANS) as u64, features);
    }

    #[test]
    fn odd_collections_read_the_same(seed in any::<u64>(), features in 0_u64..12, odd in 3_u64..200) {
        agree(Writer::new(seed, odd).collection(features).as_bytes(), &PLANS);
    }

    #[test]
    fn damaged_collections_read_the_same(
        seed in any::<u64>(),
        features in 1_u64..5,
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
    fn numbers_are_those_of_the_standard_library(text in "-?(0|[1-9][0-9]{0,22})(\\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?") {
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
 {"type":"Feature","id":"a","properties":{"kind":"加油站","n":{"type":"Feature"},"t":"x\"},{y"},"geometry":{"type":"Point","coordinates":[1.25,2]}},
 {"type":"Feature","properties":{"id":7},"geometry":{"coordinates":[[[0,0],[1,0,5],[1,1e0],[0,0]]],"type":"Polygon"}} ,
 {"type":"Feature","properties":null,"geometry":null},
 12,
 {"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[3,4],[5,6]]}]},"properties":{"地番":"\u5730"}}
],"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}}
"#;

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
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    layers(&repository.join("fixtures"), &mut files);
    layers(&repository.join("data"), &mut files);
    assert!(files.len() > 50, "{}", files.len());
    let trial = repository.join("../shared/data");
    if trial.exists() {
        layers(&trial, &mut files);
    } else {
        eprintln!("skipped: no trial data at {}", trial.display());
    }
    let mut features = 0;
    for file in &files {
        let bytes = std::fs::read(file).unwrap();
        features += agree(&bytes, &[Plan::USUAL, plan(50_000, 500)]);
    }
    eprintln!("{} files, {features} features", files.len());
}
