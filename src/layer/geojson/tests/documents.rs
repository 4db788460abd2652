//! Made-up documents: sound ones with every freedom that JSON allows, and rare oddities.

use std::fmt::Write as _;

/// Members of an object and who writes their values.
type Members<'a> = Vec<(&'a str, &'a dyn Fn(&mut Writer))>;

/// Kinds of geometry and how deep their positions are nested.
const KINDS: [(&str, usize); 6] = [
    ("Point", 0),
    ("MultiPoint", 1),
    ("LineString", 1),
    ("MultiLineString", 2),
    ("Polygon", 2),
    ("MultiPolygon", 3),
];

/// A small generator of documents from a seed: valid ones with every freedom JSON allows, and rare
/// oddities.
pub struct Writer {
    state: u64,
    /// What is written so far.
    pub text: String,
    /// One in so many values is odd; zero for none.
    odd: usize,
}

impl Writer {
    /// Odd values one in `odd`; none at all for zero.
    pub fn new(seed: u64, odd: usize) -> Self {
        Self { state: seed, text: String::new(), odd }
    }

    /// Below `end` (the generator is `SplitMix64`).
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
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
                    write!(self.text, "\\u{unit:04x}").unwrap();
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

    fn list(&mut self, count: usize, mut member: impl FnMut(&mut Self, usize)) {
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
    fn object(&mut self, members: Members<'_>) {
        let mut members = members;
        self.mark("{");
        let mut first = true;
        while !members.is_empty() {
            let (key, value) = members.swap_remove(self.below(members.len()));
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

    /// Writes a number.
    pub fn number(&mut self) {
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
        let fraction = self.next() % 10_u64.pow(u32::try_from(digits).unwrap());
        let sign = self.pick(&["", "", "-"]);
        let power = self.pick(&["", "", "", "", "e0", "E-3", "e+1", "e-09"]);
        let text = match digits {
            0 => format!("{sign}{whole}{power}"),
            digits => format!("{sign}{whole}.{fraction:0digits$}{power}"),
        };
        self.text.push_str(&text);
    }

    fn position(&mut self) {
        let size = if self.is_odd() { self.below(2) } else { [2, 2, 2, 3, 4][self.below(5)] };
        self.list(size, |w, _| w.number());
    }

    fn positions(&mut self, levels: usize) {
        if levels == 0 {
            return self.position();
        }
        let count = if self.is_odd() { 0 } else { 1 + self.below(4) };
        self.list(count, |w, _| w.positions(levels - 1));
    }

    fn geometry(&mut self, depth: usize) {
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
        let collection = self.below(6) == 0 && depth < 3;
        let (kind, levels) = KINDS[self.below(6)];
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
        let mut members: Members<'_> = vec![("type", &write_kind), (body, &write_body)];
        if self.below(4) == 0 {
            members.push(("bbox", &|w| w.list(4, |w, _| w.number())));
            members.push(("measured", &|w| w.value(0)));
            if self.is_odd() {
                members.push(("bbox", &|w| w.text.push_str("null")));
            }
        }
        if self.is_odd() {
            members.push(("coordinates", &|w| w.positions(1)));
        }
        self.object(members);
    }

    fn value(&mut self, depth: usize) {
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

    fn feature(&mut self, depth: usize) {
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
        let mut members: Members<'_> = vec![
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

    /// A collection of so many members.
    pub fn collection(mut self, features: usize) -> String {
        let list = move |w: &mut Self| w.list(features, |w, _| w.feature(0));
        let mut members: Members<'_> =
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
