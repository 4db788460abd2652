"""Erosion and the growth of an opening as unions of simple pieces.

`buffer` of GEOS 3.14 is not reliable enough for expected values: on regions with fine arcs it
drops land from an erosion that is clearly far enough from the boundary, and its mitred
buffers run astray at the chords of a concave arc. What it is asked for has a plain definition
that needs the overlay only: moving an edge sideways sweeps a rectangle, and a join fills the
wedge between two of them. The union of these pieces, taken from a region or added to it, is
the offset region.

A concave arc that the erosion left around a reflex corner is swept back to that corner, and
the contacts of the disc at its end follow the tangents of the arc, not the directions of its chords. What
fills the gap between two contacts is the business of `fronts`.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely import Geometry
from shapely.geometry import Polygon
from shapely.geometry.polygon import orient

from fronts import front

# Edges shorter than this have no direction worth following, and pieces below this area are
# the rounding of an erosion that left nothing.
SPLINTER_M, SPECK_M2 = 1e-5, 1e-6
# Wedges overlap the strips beside them by this angle, so that no crack stays between them.
OVERLAP = 1e-5
# Strips reach back over their edge, and sectors to their sides, by this much: they are drawn from
# edges without splinters, and must leave no sliver beside the region or between each other.
BACK_M = 2 * SPLINTER_M
# Arcs may lose vertices up to this far off their chords where half discs are drawn.
PLAIN_M = 5e-4
# Grid for a union that failed without one.
SNAP_M = 1e-7


def rings(region: Geometry) -> list[np.ndarray]:
    """Vertices of every ring, interior on the left, without splinters."""
    out = []
    for part in shapely.get_parts(region):
        for ring in (orient(part).exterior, *orient(part).interiors):
            kept: list[tuple[float, float]] = []
            for point in ring.coords[:-1]:
                if not kept or math.dist(point, kept[-1]) > SPLINTER_M:
                    kept.append(point)
            while len(kept) > 1 and math.dist(kept[0], kept[-1]) <= SPLINTER_M:
                kept.pop()
            if len(kept) >= 3:
                out.append(np.array(kept))
    return out


def headings(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """End point and unit direction of the edge that starts at each point."""
    ends = np.roll(points, -1, axis=0)
    return ends, (ends - points) / np.hypot(*(ends - points).T)[:, None]


def right_of(directions: np.ndarray) -> np.ndarray:
    return np.stack([directions[:, 1], -directions[:, 0]], axis=1)


def cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]


def turned(vectors: np.ndarray, angle: float | np.ndarray) -> np.ndarray:
    x, y, sin, cos = vectors[..., 0], vectors[..., 1], np.sin(angle), np.cos(angle)
    return np.stack([x * cos - y * sin, x * sin + y * cos], axis=-1)


def swept_inwards(region: Geometry, distance: float, segs: int) -> list[Polygon]:
    """All land of the region within `distance` of its boundary, in pieces; arcs of `segs` chords a quadrant."""
    pieces: list[Polygon] = []
    for start in rings(region):
        end, along = headings(start)
        shift, back = -right_of(along) * distance, right_of(along) * BACK_M
        corners = [start + back, end + back, end + shift, start + shift]
        pieces += list(shapely.polygons(np.stack(corners, axis=1)))
        before, shift_before = np.roll(along, 1, axis=0), np.roll(shift, 1, axis=0)
        turn, straight = cross(before, along), (before * along).sum(axis=1)
        for k in np.nonzero(turn < -1e-12)[0]:
            sweep = math.atan2(-turn[k], straight[k])
            chords = max(1, math.ceil(sweep / (math.pi / 2) * segs - 1e-9))
            angles = np.concatenate([[OVERLAP], -sweep * np.linspace(0, 1, chords + 1), [-sweep - OVERLAP]])
            arc = start[k] + turned(shift_before[k], angles)
            pieces.append(shapely.polygons(np.concatenate([start[k : k + 1], arc])))
    return pieces


def reflex_corners(region: Geometry) -> np.ndarray:
    found = []
    for start in rings(region):
        _, along = headings(start)
        found.append(start[cross(np.roll(along, 1, axis=0), along) < 0.0])
    return np.concatenate(found) if found else np.empty((0, 2))


def swept_outwards(
    core: Geometry, distance: float, within: Geometry, segs: int
) -> list[Polygon]:
    """What the opening of `within` adds to `core`, its erosion."""
    centres, outline = reflex_corners(within), edges_of(within)
    plain = edges_of(within.simplify(PLAIN_M))
    pieces: list[Polygon] = []
    step = math.pi / 2 / segs
    tree = shapely.STRtree(shapely.points(centres))
    for start in rings(core):
        end, along = headings(start)
        shift_start, back = right_of(along) * distance, -right_of(along) * BACK_M
        shift_end = shift_start.copy()
        chords, corner = arcs(start, end, shift_start, centres, tree, distance, step)
        shift_start[chords], shift_end[chords] = corner - start[chords], corner - end[chords]
        s = np.setdiff1d(np.arange(len(start)), chords)
        a, b = start + back, end + back
        corners = [a[s], b[s], end[s] + shift_end[s], start[s] + shift_start[s]]
        pieces += list(shapely.polygons(np.stack(corners, axis=1)))
        beside = along[chords] * BACK_M
        sectors = [a[chords] - beside, b[chords] + beside, corner]
        pieces += list(shapely.polygons(np.stack(sectors, axis=1)))
        pieces += gaps(start, np.roll(shift_end, 1, axis=0), shift_start, distance, (outline, plain), step)
    return pieces


def arcs(
    start: np.ndarray,
    end: np.ndarray,
    shift: np.ndarray,
    centres: np.ndarray,
    tree: shapely.STRtree,
    distance: float,
    step: float,
) -> tuple[np.ndarray, np.ndarray]:
    """The edges that are chords, or parts of one, of an arc around a corner; and their corners.

    Both ends of a chord are at the distance from its corner or, where it was cut, a little
    nearer. The ends of an edge that runs beside another edge are never nearer.
    """
    noise = 1e-6
    lengths = np.hypot(*(end - start).T)
    short = np.nonzero(lengths <= 2 * distance * math.sin(step / 2) + noise)[0]
    opposite = shapely.points((start[short] + end[short]) / 2 + shift[short])
    at, centre = tree.query(opposite, predicate="dwithin", distance=distance * step / 2 + noise)
    edge = short[at]
    far = np.stack([np.hypot(*(points[edge] - centres[centre]).T) for points in (start, end)])
    least = distance * math.cos(step / 2) - noise
    fits = ((far <= distance + noise) & (far >= least)).all(axis=0)
    edge, first = np.unique(edge[fits], return_index=True)
    return edge, centres[centre[fits][first]]


def edges_of(region: Geometry) -> np.ndarray:
    """Every edge with all its digits, as start and end."""
    coords = [np.array(ring.coords) for part in shapely.get_parts(region) for ring in (part.exterior, *part.interiors)]
    return np.concatenate([np.stack([c[:-1], c[1:]], axis=1) for c in coords])


def gaps(
    vertex: np.ndarray, before: np.ndarray, after: np.ndarray, distance: float, outlines: tuple, step: float
) -> list[Polygon]:
    """What fills the gaps at convex corners, from the one contact of the disc there to the other."""
    before = before / np.hypot(*before.T)[:, None]
    after = after / np.hypot(*after.T)[:, None]
    turn, cosine = cross(before, after), (before * after).sum(axis=1)
    # Within an arc both shifts end in its centre: there is no gap to fill.
    same = np.hypot(*(before - after).T) < 1e-12
    open_ = ((turn > -OVERLAP) | (cosine <= -1.0 + 1e-9)) & ~same
    boxes = [(edges, edges.min(axis=1), edges.max(axis=1)) for edges in outlines]
    pieces = []
    for k in np.nonzero(open_)[0]:
        c, u, v = vertex[k], before[k] * distance, after[k] * distance
        reach = 2 * distance
        near = [e[((low <= c + reach) & (high >= c - reach)).all(axis=1)] - c for e, low, high in boxes]
        # The finer the arcs, the closer the samples.
        far = front(u, v, *near, distance, 2 * distance * step)
        ends = [turned(u, -OVERLAP)], [turned(v, OVERLAP)]
        pieces.append(Polygon(np.concatenate([[c], c + ends[0], c + far, c + ends[1]])))
    return pieces


def together(pieces: list[Geometry]) -> Geometry:
    """The union, done once more on a grid when it fails or a piece is missing from it.

    The floating-point union of GEOS raises, or loses a large piece and says nothing, in one case of some
    hundreds; on a grid it does not, but takes five times as long.
    """
    sizeable = [p for p in pieces if p.area > SPECK_M2]
    inside = shapely.point_on_surface(np.array(sizeable))
    for grid in (None, SNAP_M):
        try:
            union = shapely.union_all(pieces, grid_size=grid)
        except shapely.errors.GEOSException:
            continue
        shapely.prepare(union)
        if union.is_valid and shapely.dwithin(union, inside, 2 * SNAP_M).all():
            return union
    raise ArithmeticError("a union failed or lost one of its pieces")


def eroded(region: Geometry, distance: float, segs: int) -> Geometry:
    """The land of `region` at least `distance` from its boundary."""
    left = shapely.difference(region, together(swept_inwards(region, distance, segs)))
    parts = [p for p in shapely.get_parts(left) if p.geom_type == "Polygon" and p.area > SPECK_M2]
    return shapely.union_all(parts)


def dilated(core: Geometry, distance: float, within: Geometry, segs: int) -> Geometry:
    """`core`, an erosion of `within` by the same distance, grown back."""
    if core.is_empty:
        return core
    return together([core, *swept_outwards(core, distance, within, segs)])
