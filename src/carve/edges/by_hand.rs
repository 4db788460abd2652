//! Which part of the boundary an edge told by hand means: one edge, from corner to corner.

use crate::carve::edges::outline::{Outline, Ring};
use crate::carve::edges::{ByHand, Place, TOWARDS_DEG};
use crate::geometry::region::squared_distance;
use crate::model::EdgeClass;
use geo::Coord;
use std::collections::BTreeSet;

/// A place further than this from the boundary means no edge of it, metres.
const FURTHEST_M: f64 = 50.0;
/// A place that is nearer to another edge than this means both, metres.
const APART_M: f64 = 0.5;
/// Of two edges that both nearly face some way, one is not meant for being this much nearer to it, degrees.
const TIE_DEG: f64 = 1.0;

/// An edge told by hand that means none or several.
#[derive(Clone, Debug, PartialEq)]
pub struct EdgeFault {
    /// Its place among those told by hand.
    pub entry: usize,
    /// What is wrong with it.
    pub fault: HandFault,
}

/// Why an edge told by hand does not mean one edge, and what to do.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum HandFault {
    /// The place is elsewhere.
    #[error("its place lies {0:.0} m from the boundary of the site; give a place on the edge that is meant")]
    FarAway(f64),
    /// Nothing faces there.
    #[error("no edge of the site faces that way; give a place on the edge that is meant, at = [longitude, latitude]")]
    NothingFaces,
    /// Several edges do.
    #[error("{0} edges of the site face that way; give a place on the one that is meant, at = [longitude, latitude]")]
    SeveralFace(usize),
    /// The place is at a corner.
    #[error("its place is at a corner and may mean {0} edges; give a place further along the one that is meant")]
    AtCorner(usize),
    /// It bounds the site from outside and is told to bound land within.
    #[error("is on the outer boundary of the site; class = inner is for land within the site that is no part of it")]
    NotInner,
    /// Another one means it too.
    #[error("means the same edge as [[edge]] {0}; keep one of the two")]
    Taken(usize),
}

/// Pieces of the outline, by ring and place in it.
type Pieces = BTreeSet<(usize, usize)>;

/// Marks the pieces that are meant; those that mean none or several edges mark nothing.
pub(super) fn assign(outline: &mut Outline, told: &[ByHand]) -> Vec<EdgeFault> {
    let mut faults = Vec::new();
    for (entry, one) in told.iter().enumerate() {
        match meant(outline, one) {
            Err(fault) => faults.push(EdgeFault { entry, fault }),
            Ok(pieces) => {
                for (ring, piece) in pieces {
                    outline.rings[ring].pieces[piece].by_hand = Some(entry);
                }
            }
        }
    }
    faults
}

/// The edge that is meant, if it is one and was not told before.
fn meant(outline: &Outline, told: &ByHand) -> Result<Pieces, HandFault> {
    let pieces = match told.place {
        Place::At(point) => near(outline, point),
        Place::Facing(degrees) => facing(outline, degrees),
    }?;
    if told.class == Some(EdgeClass::Inner)
        && pieces.iter().any(|(ring, _)| outline.rings[*ring].is_outer)
    {
        return Err(HandFault::NotInner);
    }
    let before = |(ring, piece): &(usize, usize)| outline.rings[*ring].pieces[*piece].by_hand;
    match pieces.iter().find_map(before) {
        Some(other) => Err(HandFault::Taken(other + 1)),
        None => Ok(pieces),
    }
}

/// The edge that is nearest to a place.
fn near(outline: &Outline, point: Coord<f64>) -> Result<Pieces, HandFault> {
    let mut distances: Vec<(f64, usize, usize)> = Vec::new();
    for (number, ring) in outline.rings.iter().enumerate() {
        let pieces = ring.pieces.iter().enumerate();
        distances.extend(pieces.map(|(piece, one)| {
            (squared_distance(point, (one.from, one.to)).sqrt(), number, piece)
        }));
    }
    distances.sort_by(|a, b| a.0.total_cmp(&b.0));
    let Some(&(nearest, ..)) = distances.first() else { return Err(HandFault::NothingFaces) };
    if nearest > FURTHEST_M {
        return Err(HandFault::FarAway(nearest));
    }
    let reached = distances.iter().take_while(|(distance, ..)| *distance <= nearest + APART_M);
    let meant = whole_edges(
        outline,
        reached.map(|(_, ring, piece)| (*ring, *piece, outline.rings[*ring].pieces[*piece].out())),
    );
    one_of(meant, HandFault::AtCorner)
}

/// The edge that faces some way. One within a degree of the nearest is as much meant as that.
fn facing(outline: &Outline, degrees: f64) -> Result<Pieces, HandFault> {
    let (x, y) = degrees.to_radians().sin_cos();
    let way = Coord { x, y };
    let outer = || {
        let rings = outline.rings.iter().enumerate().filter(|(_, ring)| ring.is_outer);
        rings.flat_map(|(number, ring)| {
            ring.pieces.iter().enumerate().map(move |(piece, one)| (number, piece, one))
        })
    };
    let nearest = outer().map(|(_, _, piece)| piece.degrees_off(way)).fold(f64::MAX, f64::min);
    if nearest > TOWARDS_DEG {
        return Err(HandFault::NothingFaces);
    }
    let within = TOWARDS_DEG.max(nearest + TIE_DEG);
    let towards = outer().filter(|(_, _, piece)| piece.faces(way, within));
    let towards = towards.map(|(ring, piece, _)| (ring, piece, way));
    one_of(whole_edges(outline, towards), HandFault::SeveralFace)
}

fn one_of(mut meant: Vec<Pieces>, several: fn(usize) -> HandFault) -> Result<Pieces, HandFault> {
    match (meant.pop(), meant.len()) {
        (Some(only), 0) => Ok(only),
        (None, _) => Err(HandFault::NothingFaces),
        (Some(_), others) => Err(several(others + 1)),
    }
}

/// The edges that some pieces are of, each once: as far as the outline goes on without a corner, towards
/// the way that is meant.
fn whole_edges(
    outline: &Outline,
    pieces: impl Iterator<Item = (usize, usize, Coord<f64>)>,
) -> Vec<Pieces> {
    let mut edges: Vec<Pieces> = Vec::new();
    for (ring, piece, way) in pieces {
        if !edges.iter().any(|edge| edge.contains(&(ring, piece))) {
            let whole = around(&outline.rings[ring], piece, way);
            edges.push(whole.into_iter().map(|piece| (ring, piece)).collect());
        }
    }
    edges
}

/// A piece and those before and after it, up to a corner or to where the outline turns away.
fn around(ring: &Ring, piece: usize, way: Coord<f64>) -> BTreeSet<usize> {
    let mut whole = BTreeSet::from([piece]);
    for step in [Ring::after, Ring::before] {
        let mut last = piece;
        loop {
            let next = step(ring, last);
            let (this, other) = (&ring.pieces[last], &ring.pieces[next]);
            if !this.runs_into(other) || !other.faces(way, TOWARDS_DEG) || !whole.insert(next) {
                break;
            }
            last = next;
        }
    }
    whole
}
