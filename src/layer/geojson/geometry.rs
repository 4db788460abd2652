//! Geometry objects, scanned straight into a flat list of positions.

use crate::layer::geojson::scan::{Cursor, Odd};
use crate::layer::raw::{RawGeometry, RunKind};

/// The member that holds the positions, with the place of its value where that came before the
/// type.
enum Body {
    Read,
    At(usize),
}

/// Takes a geometry object, `depth` levels down, and adds it to `out`, which is of no use when
/// the scanner is not sure.
pub fn geometry(cursor: &mut Cursor<'_>, depth: usize, out: &mut RawGeometry) -> Result<(), Odd> {
    let mut kind: Option<&[u8]> = None;
    let mut body = None;
    let mut has_bbox = false;
    let start = *cursor;
    cursor.object(depth, |cursor, key| {
        if key.escaped {
            return Err(Odd);
        }
        match key.raw {
            b"type" => {
                let text = cursor.text()?;
                if text.escaped || kind.replace(text.raw).is_some() {
                    return Err(Odd);
                }
            }
            b"coordinates" | b"geometries" => {
                let list = key.raw == b"geometries";
                let read = if let Some(kind) = kind {
                    if list != (kind == b"GeometryCollection") {
                        return Err(Odd);
                    }
                    positions(cursor, depth, kind, out)?;
                    Body::Read
                } else {
                    let at = cursor.at;
                    cursor.value(depth + 1)?;
                    Body::At(at)
                };
                if body.replace((list, read)).is_some() {
                    return Err(Odd);
                }
            }
            b"bbox" => {
                if std::mem::replace(&mut has_bbox, true) {
                    return Err(Odd);
                }
                bbox(cursor)?;
            }
            _ => cursor.value(depth + 1)?,
        }
        Ok(())
    })?;
    match (kind, body) {
        (Some(_), Some((_, Body::Read))) => Ok(()),
        (Some(kind), Some((list, Body::At(at)))) if list == (kind == b"GeometryCollection") => {
            positions(&mut start.moved(at), depth, kind, out)
        }
        _ => Err(Odd),
    }
}

/// The coordinates of a kind of geometry, or the members of a collection. Empty lists are left to
/// the general parser.
fn positions(
    cursor: &mut Cursor<'_>,
    depth: usize,
    kind: &[u8],
    out: &mut RawGeometry,
) -> Result<(), Odd> {
    match kind {
        b"Polygon" => polygon(cursor, out),
        b"MultiPolygon" => each(cursor, |cursor| polygon(cursor, out)),
        b"LineString" => line(cursor, RunKind::Line, out),
        b"MultiLineString" => each(cursor, |cursor| line(cursor, RunKind::Line, out)),
        b"MultiPoint" => line(cursor, RunKind::Points, out),
        b"Point" => {
            position(cursor, out)?;
            out.close(RunKind::Points);
            Ok(())
        }
        b"GeometryCollection" => each(cursor, |cursor| geometry(cursor, depth + 2, out)),
        _ => Err(Odd),
    }
}

fn polygon(cursor: &mut Cursor<'_>, out: &mut RawGeometry) -> Result<(), Odd> {
    let mut part = RunKind::Shell;
    each(cursor, |cursor| line(cursor, std::mem::replace(&mut part, RunKind::Hole), out))
}

fn line(cursor: &mut Cursor<'_>, part: RunKind, out: &mut RawGeometry) -> Result<(), Odd> {
    each(cursor, |cursor| position(cursor, out))?;
    out.close(part);
    Ok(())
}

/// A list of at least one member.
#[inline]
fn each<'a>(
    cursor: &mut Cursor<'a>,
    mut member: impl FnMut(&mut Cursor<'a>) -> Result<(), Odd>,
) -> Result<(), Odd> {
    cursor.take(b'[')?;
    loop {
        member(cursor)?;
        if !cursor.another(b']')? {
            return Ok(());
        }
    }
}

/// Two numbers; more are read over, be they null, as some write a height that is not known.
#[inline]
fn position(cursor: &mut Cursor<'_>, out: &mut RawGeometry) -> Result<(), Odd> {
    cursor.take(b'[')?;
    let x = cursor.number()?;
    cursor.blank();
    cursor.take(b',')?;
    let y = cursor.number()?;
    while cursor.another(b']')? {
        if cursor.peek() == b'n' {
            cursor.literal(b"null")?;
        } else {
            cursor.number()?;
        }
    }
    out.push([x, y]);
    Ok(())
}

/// A bounding box, which is checked and of no use.
pub fn bbox(cursor: &mut Cursor<'_>) -> Result<(), Odd> {
    if cursor.peek() == b'n' {
        return cursor.literal(b"null");
    }
    each(cursor, |cursor| cursor.number().map(|_| ()))
}
