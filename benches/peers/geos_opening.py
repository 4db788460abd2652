"""Which land is wide enough, with GEOS and NumPy, by the definition of `docs/decisions/opening.md`.

A region is shrunk by r, half the width, and grown back round; at every corner of the shrunk region what lies in
front of a disc there is added. That part is taken along rays, each limited by the region, by root 2 times r, and by the
half disc over every chord between two points of the outline that are less than a width apart. Chords are
drawn between vertices, and at the length of the width from points along all edges.

It is as exact as the crate and much slower, for rays and chords are NumPy's and not GEOS's. So times
are taken with the mitred opening, which is one call of GEOS, and areas with this one.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely import Geometry
from shapely.geometry import Polygon

# Widths are taken to the millimetre.
TOLERANCE_M = 1e-3
# Scraps of a shrunk region below this area are rounding, square metres.
SPECK_M2 = 5e-7
# In front of a bend by less than this the sides are prolonged to where they meet, radians.
NEARLY_STRAIGHT = 0.06
# Rays stand no further apart than this, and pass a vertex on either side by that, radians.
STEP, BESIDE = 0.02, 1e-7
# Points along an edge stand no further apart than this, in widths.
SPACING = 0.02
# Chords that take less than this share of r off every ray are rounding.
HAIR = 2e-5
# By how much the chords of an arc are nearer to its middle than r, as a share of r.
ARC_SLACK = 5e-4
# Numbers that a table of rays and chords may hold at once.
TABLE = 4_000_000

Points = np.ndarray


def opening(region: Geometry, width: float, quad_segs: int) -> Geometry:
    """What of a region is at least `width` wide."""
    r = (width - TOLERANCE_M) / 2
    if r <= 0.0 or shapely.is_empty(region):
        return region
    pieces = shapely.get_parts(shapely.difference(region, beside(region, r, quad_segs)))
    pieces = pieces[shapely.area(pieces) > SPECK_M2]
    if not len(pieces):
        return shapely.MultiPolygon()
    edges = segments(region)
    parts = [front(edges, *corner, r) for corner in corners(pieces, edges, r)]
    parts = shapely.buffer(np.array(parts, dtype=object), 0.0)
    grown = [*pieces, beside(shapely.multipolygons(pieces), r, quad_segs), *parts]
    return shapely.intersection(shapely.union_all(grown), region)


def beside(region: Geometry, distance: float, quad_segs: int) -> Geometry:
    """All within a distance of the outline, edge by edge: a buffer of the whole first drops what it finds small."""
    return shapely.union_all(shapely.buffer(shapely.linestrings(segments(region)), distance, quad_segs=quad_segs))


def segments(region: Geometry) -> np.ndarray:
    """Its outline, the region on the left."""
    oriented = shapely.orient_polygons(shapely.get_parts(region))
    rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(oriented)]
    return np.concatenate([np.stack([ring[:-1], ring[1:]], axis=1) for ring in rings])


def corners(pieces: np.ndarray, edges: np.ndarray, r: float) -> list[tuple[Points, Points, Points]]:
    """Corners of shrunk pieces, each with the two points of the outline that its disc touches."""
    found = []
    for ring in shapely.get_rings(shapely.orient_polygons(pieces)):
        at = shapely.get_coordinates(ring)[:-1]
        leaving = np.roll(at, -1, axis=0) - at
        leaving /= np.hypot(*leaving.T)[:, None]
        arriving = np.roll(leaving, 1, axis=0)
        turn = np.arctan2(cross(arriving, leaving), (arriving * leaving).sum(axis=1))
        for corner in np.flatnonzero(turn >= NEARLY_STRAIGHT):
            touched = feet(edges - at[corner])
            touched = touched[np.hypot(*touched.T) < (1 + ARC_SLACK) * r]
            # Outwards of a side is to its right.
            contacts = (touched[np.argmax(cross(touched, side[corner]))] for side in (arriving, leaving))
            found.append((at[corner], *contacts))
    return found


def feet(edges: np.ndarray) -> Points:
    """The point of each edge that is nearest to the origin."""
    a, along = edges[:, 0], edges[:, 1] - edges[:, 0]
    share = -(a * along).sum(axis=1) / np.maximum((along * along).sum(axis=1), 1e-30)
    return a + along * np.clip(share, 0.0, 1.0)[:, None]


def front(edges: np.ndarray, centre: Points, from_: Points, to: Points, r: float) -> Geometry:
    """The land in front of a disc from one contact anticlockwise to the other, seen from its centre."""
    sweep = abs(math.atan2(cross(from_, to), from_ @ to))
    near = clipped(edges - centre, 2 * r)
    ahead = (np.maximum(*cross(from_, near).T) > 1e-6) & (np.minimum(*cross(to, near).T) < -1e-6)
    if sweep < NEARLY_STRAIGHT or (ahead.sum() == 2 and meets_squarely(near[ahead], from_, to)):
        tip = (from_ + to) / (1.0 + math.cos(sweep))
        return Polygon(centre + np.stack([np.zeros(2), from_, tip, to]))
    turns = fan(near, from_, sweep, r)
    start = math.atan2(from_[1], from_[0])
    rays = np.stack([np.cos(start + turns), np.sin(start + turns)], axis=1)
    far = exits(rays, near, math.sqrt(2) * r)
    chords = may_matter(near, rays, far, (from_, to), 2 * r)
    coarse = np.unique(np.append(np.arange(0, len(rays), 8), np.flatnonzero(np.diff(turns) < 3 * BESIDE)))
    taken = np.concatenate([
        (half_discs(rays[coarse], some) < far[coarse, None] - HAIR * r).any(axis=0)
        for some in in_blocks(chords, len(coarse))
    ])
    for some in in_blocks(chords[taken], len(rays)):
        far = np.minimum(far, half_discs(rays, some).min(axis=1, initial=np.inf))
    edge = rays * np.maximum(far, r)[:, None]
    return Polygon(centre + np.concatenate([np.zeros((1, 2)), edge]))


def meets_squarely(pair: np.ndarray, from_: Points, to: Points) -> bool:
    """Whether two edges are the sides of a right or obtuse corner to which the contacts belong."""
    tip = (from_ + to) / (1.0 + from_ @ to / (from_ @ from_))
    return from_ @ to > -1e-6 * (from_ @ from_) and bool((np.abs(pair - tip).sum(axis=2).min(axis=1) < 1e-4).all())


def fan(near: np.ndarray, from_: Points, sweep: float, r: float) -> np.ndarray:
    """By how much rays turn from the first contact: evenly, at every vertex, and beside it."""
    ends = clipped(near, math.sqrt(2) * r).reshape(-1, 2)
    turns = np.arctan2(cross(from_, ends), ends @ from_)
    turns = np.concatenate([
        np.linspace(0.0, sweep, max(2, math.ceil(sweep / STEP) + 1)),
        *(turns + aside for aside in (-BESIDE, 0.0, BESIDE)),
    ])
    turns = turns[(turns > BESIDE) & (turns < sweep - BESIDE)]
    return np.unique(np.concatenate([[BESIDE], turns, [sweep - BESIDE]]))


def may_matter(
    near: np.ndarray, rays: np.ndarray, far: np.ndarray, contacts: tuple[Points, Points], width: float
) -> np.ndarray:
    """Chords no longer than the width that lie ahead, between edges that face the centre or the end of a ray."""
    a, b = near[:, 0], near[:, 1]
    faces = cross(b - a, a) < 0.0
    ends = rays * far[:, None]
    faces |= (cross((b - a)[:, None], ends[None] - a[:, None]) > 0.0).any(axis=1)
    near = near[faces]
    vertices = np.unique(near.reshape(-1, 2), axis=0)
    one, other = np.triu_indices(len(vertices), k=1)
    pairs = np.stack([vertices[one], vertices[other]], axis=1)
    pairs = pairs[np.hypot(*(pairs[:, 1] - pairs[:, 0]).T) < width]
    samples = [vertices]
    for a, b in near:
        count = math.ceil(math.dist(a, b) / (SPACING * width))
        samples.append(a + (b - a) * (np.arange(1, count) / count)[:, None])
    chords = np.concatenate([pairs, *full_lengths(np.concatenate(samples), near, width)])
    first, last = contacts
    ahead = (np.maximum(*cross(first, chords).T) > 0.0) & (np.minimum(*cross(last, chords).T) < 0.0)
    chords = chords[ahead]
    away = np.hypot(*(chords[:, 1] - chords[:, 0]).T)
    return chords[np.abs(cross(chords[:, 0], chords[:, 1])) < far.max() * away]


def full_lengths(points: Points, edges: np.ndarray, width: float) -> list[np.ndarray]:
    """Chords as long as the width from points to edges."""
    a, along = edges[None, :, 0] - points[:, None], (edges[:, 1] - edges[:, 0])[None]
    first, last = shares_within(a, along, width)
    found = []
    for share in (first, last):
        at, edge = np.nonzero((share >= 0.0) & (share <= 1.0))
        ends = edges[edge, 0] + (edges[edge, 1] - edges[edge, 0]) * share[at, edge][:, None]
        found.append(np.stack([points[at], ends], axis=1))
    return found


def shares_within(a: np.ndarray, along: np.ndarray, distance: float) -> tuple[np.ndarray, np.ndarray]:
    """From and to which share of its length the line through an edge is near the origin; NaN where never."""
    square = np.maximum((along * along).sum(axis=-1), 1e-30)
    middle = -(a * along).sum(axis=-1) / square
    with np.errstate(invalid="ignore"):
        root = np.sqrt(middle**2 - ((a * a).sum(axis=-1) - distance**2) / square)
    return middle - root, middle + root


def clipped(edges: np.ndarray, distance: float) -> np.ndarray:
    """The parts of edges within a distance of the origin."""
    a, along = edges[:, 0], edges[:, 1] - edges[:, 0]
    first, last = shares_within(a, along, distance)
    first, last = np.fmax(first, 0.0), np.fmin(last, 1.0)
    some = (first < last) & ~np.isnan(shares_within(a, along, distance)[0])
    ends = [a + along * first[:, None], np.where(last[:, None] < 1.0, a + along * last[:, None], edges[:, 1])]
    return np.stack(ends, axis=1)[some]


def exits(rays: Points, edges: np.ndarray, limit: float) -> np.ndarray:
    """How far each ray goes without meeting an edge."""
    left, right = cross(rays[:, None], edges[None, :, 0]), cross(rays[:, None], edges[None, :, 1])
    met = (left * right <= 0.0) & (left != right)
    share = left / np.where(met, left - right, 1.0)
    place = edges[None, :, 0] + (edges[:, 1] - edges[:, 0])[None] * share[..., None]
    far = (place * rays[:, None]).sum(axis=-1)
    return np.where(met & (far > 0.0), far, limit).min(axis=1, initial=limit)


def half_discs(rays: Points, chords: np.ndarray) -> np.ndarray:
    """How far each ray is within the half disc over each chord; infinite where it does not cross it."""
    z, w = chords[:, 0], chords[:, 1]
    left, right = cross(rays[:, None], z[None]), cross(rays[:, None], w[None])
    ahead_z, ahead_w = rays @ z.T, rays @ w.T
    crosses = (left * right < 0.0) & ((ahead_w * left - ahead_z * right) * np.sign(left - right) > 0.0)
    product = np.where(crosses, left * right, 0.0)
    far = (ahead_z + ahead_w) / 2 + np.sqrt((ahead_z - ahead_w) ** 2 / 4 - product)
    return np.where(crosses, far, np.inf)


def in_blocks(chords: np.ndarray, rays: int) -> list[np.ndarray]:
    return np.array_split(chords, max(1, len(chords) * rays // TABLE))


def cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
