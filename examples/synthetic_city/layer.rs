//! One GeoJSON layer, written feature by feature, a line each.

use crate::place::Point;
use std::fmt::Arguments;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

/// Rings are given without their last point; the first runs anticlockwise.
pub enum Geometry<'a> {
    Point(Point),
    Line(&'a [Point]),
    Polygon(&'a [&'a [Point]]),
    /// JSON that need not be a geometry.
    Json(&'a str),
}

pub struct Layer {
    name: &'static str,
    out: BufWriter<File>,
    line: Vec<u8>,
    features: u64,
    bytes: u64,
}

impl Layer {
    pub fn create(folder: &Path, name: &'static str) -> io::Result<Self> {
        let out = BufWriter::with_capacity(1 << 18, File::create(folder.join(name))?);
        let line = b"{\"type\":\"FeatureCollection\",\"features\":[".to_vec();
        Ok(Self { name, out, line, features: 0, bytes: 0 })
    }

    /// `properties` are members of an object, without its braces.
    pub fn feature(
        &mut self,
        properties: Arguments<'_>,
        geometry: &Geometry<'_>,
    ) -> io::Result<()> {
        self.line.extend_from_slice(if self.features == 0 { b"\n" } else { b",\n" });
        self.flush()?;
        self.features += 1;
        self.line.extend_from_slice(br#"{"type":"Feature","properties":{"#);
        self.line.write_fmt(properties)?;
        self.line.extend_from_slice(br#"},"geometry":"#);
        match geometry {
            Geometry::Point(at) => {
                self.line.extend_from_slice(br#"{"type":"Point","coordinates":"#);
                position(&mut self.line, *at);
                self.line.push(b'}');
            }
            Geometry::Line(points) => {
                self.line.extend_from_slice(br#"{"type":"LineString","coordinates":["#);
                list(&mut self.line, points, position_of);
                self.line.extend_from_slice(b"]}");
            }
            Geometry::Polygon(rings) => {
                self.line.extend_from_slice(br#"{"type":"Polygon","coordinates":["#);
                list(&mut self.line, rings, ring);
                self.line.extend_from_slice(b"]}");
            }
            Geometry::Json(text) => self.line.extend_from_slice(text.as_bytes()),
        }
        self.line.push(b'}');
        Ok(())
    }

    /// Name, features and megabytes of the finished layer.
    pub fn finish(mut self) -> io::Result<(&'static str, u64, f64)> {
        self.line.extend_from_slice(b"\n]}\n");
        self.flush()?;
        self.out.flush()?;
        Ok((self.name, self.features, self.bytes as f64 / 1e6))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.line)?;
        self.bytes += self.line.len() as u64;
        self.line.clear();
        Ok(())
    }
}

fn list<T>(text: &mut Vec<u8>, items: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    for (n, item) in items.iter().enumerate() {
        if n > 0 {
            text.push(b',');
        }
        write(text, item);
    }
}

fn ring(text: &mut Vec<u8>, points: &&[Point]) {
    text.push(b'[');
    list(text, points, position_of);
    if let Some(&first) = points.first() {
        text.push(b',');
        position(text, first);
    }
    text.push(b']');
}

fn position_of(text: &mut Vec<u8>, at: &Point) {
    position(text, *at);
}

fn position(text: &mut Vec<u8>, at: Point) {
    let (lon, lat) = at.degrees();
    text.push(b'[');
    degrees(text, lon);
    text.push(b',');
    degrees(text, lat);
    text.push(b']');
}

/// Seven decimals, a centimetre. Several times as fast as the standard formatting of a float.
fn degrees(text: &mut Vec<u8>, value: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "degrees times 1e7 fit 64 bits")]
    let scaled = (value * 1e7).round() as i64;
    if scaled < 0 {
        text.push(b'-');
    }
    let mut left = scaled.unsigned_abs();
    let mut digits = [b'0'; 20];
    let mut begin = digits.len();
    while left > 0 || begin > digits.len() - 9 {
        begin -= 1;
        if digits.len() - begin == 8 {
            digits[begin] = b'.';
        } else {
            digits[begin] = b'0' + (left % 10) as u8;
            left /= 10;
        }
    }
    text.extend_from_slice(&digits[begin..]);
}
