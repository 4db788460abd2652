"""The area model in Shapely 2 (GEOS), written for speed: the other side of the benchmark.

Definitions and symbols are those of `docs/area-model.md`. `tests/oracle/model.py` states the same
model for its own sake: it checks every result, and dissolves it once more. Here nothing is checked,
inputs are arrays, buffers are one vectorised call for many shapes, what need not be clipped is not,
and predicates run on prepared geometry. Arcs have 128 chords to the turn, as many as the crate's have
tangents.

What is wide enough is computed in two ways: by one buffer that grows back with mitres, which is what
times are taken with, and by the definition of the crate (`geos_opening.py`), which areas are taken with.

Only an operation that GEOS refuses is repeated, on arguments snapped to a grid of 1e-7 m.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Geometry
from shapely.geometry import MultiPolygon

import geos_opening

QUAD_SEGS = 32
MITRE_LIMIT = 5.0
# Land this close to the frontage touches it.
CONTACT_M = 1e-3
SNAP_M = 1e-7
POLYGON, MULTIPOLYGON = 3, 6
EMPTY = MultiPolygon()

Shapes = np.ndarray


def mitred_back(region: Geometry, width: float) -> Geometry:
    """What of a region is at least `width` wide, with a tip of land at every corner."""
    if width <= 0.0 or shapely.is_empty(region):
        return region
    return common(mitred(grown(region, -width / 2), width / 2), region)


def in_front(region: Geometry, width: float) -> Geometry:
    """What of a region is at least `width` wide, as the crate defines it."""
    return geos_opening.opening(region, width, QUAD_SEGS)


@dataclass(frozen=True)
class Ground:
    """A site, where it is entered from, the numbers, and which land is wide enough."""

    site: Geometry
    frontage: Geometry
    whole_boundary: bool
    setback_m: float
    min_width_m: float
    min_area_m2: float
    opening: Callable[[Geometry, float], Geometry] = mitred_back


@dataclass(frozen=True)
class Obstacles:
    """Kept obstacles: shapes as drawn, what of them lies in the site, their clearance, grown."""

    shapes: Shapes
    takings: Shapes
    zones: Shapes
    severs: np.ndarray

    def some(self, keep: np.ndarray) -> Obstacles:
        return Obstacles(self.shapes[keep], self.takings[keep], self.zones[keep], self.severs[keep])


@dataclass(frozen=True)
class Baseline:
    envelope: Geometry
    usable: Geometry


@dataclass(frozen=True)
class Exclusion:
    taking: Geometry
    clearance: Geometry
    access: Geometry
    # The same together, not clipped to the site: what the envelope loses.
    everything: Geometry
    shapes: Geometry

    def parts(self) -> tuple[Geometry, Geometry, Geometry]:
        return self.taking, self.clearance, self.access


def polygons(geometry: Geometry) -> Geometry:
    """Without the lines and points of contact that an overlay also returns."""
    if shapely.get_type_id(geometry) in (POLYGON, MULTIPOLYGON):
        return geometry
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == POLYGON])


def overlay(operation: Callable[..., Geometry], a: Geometry, b: Geometry) -> Geometry:
    try:
        return polygons(operation(a, b))
    except shapely.errors.GEOSException:
        return polygons(operation(shapely.set_precision(a, SNAP_M), shapely.set_precision(b, SNAP_M)))


def common(a: Geometry, b: Geometry) -> Geometry:
    return overlay(shapely.intersection, a, b)


def without(a: Geometry, b: Geometry) -> Geometry:
    return overlay(shapely.difference, a, b)


def joined(geometries: Shapes | list[Geometry]) -> Geometry:
    try:
        return shapely.union_all(geometries)
    except shapely.errors.GEOSException:
        return shapely.union_all(shapely.set_precision(geometries, SNAP_M))


def grown(shapes: Shapes | Geometry, distances: np.ndarray | float) -> Shapes | Geometry:
    return shapely.buffer(shapes, distances, quad_segs=QUAD_SEGS)


def mitred(shape: Geometry, distance: float) -> Geometry:
    return shapely.buffer(shape, distance, join_style="mitre", mitre_limit=MITRE_LIMIT) if distance else shape


def usable(ground: Ground, remainder: Geometry, taken: Geometry | None) -> tuple[Geometry, Geometry, Geometry]:
    """Of a remainder what is usable, what is too small, and what is landlocked."""
    wide = ground.opening(remainder, ground.min_width_m)
    pieces = shapely.get_parts(wide)
    large = shapely.area(pieces) >= ground.min_area_m2
    reached = large.copy()
    for part in cut_off(ground, taken):
        shapely.prepare(part)
        reached &= ~shapely.contains(part, shapely.point_on_surface(pieces))
    of = shapely.multipolygons
    return of(pieces[reached]), of(pieces[~large]), of(pieces[large & ~reached])


def cut_off(ground: Ground, taken: Geometry | None) -> Shapes:
    """Parts of the site that some takings separate from the frontage."""
    if taken is None and ground.whole_boundary:
        return np.array([], dtype=object)
    land = ground.site if taken is None else without(ground.site, taken)
    parts = shapely.get_parts(land)
    return parts[~shapely.dwithin(ground.frontage, parts, CONTACT_M)]


def baseline(ground: Ground) -> Baseline:
    envelope = mitred(ground.site, -ground.setback_m)
    good, _, _ = usable(ground, envelope, None)
    return Baseline(envelope, good)


def exclusion(ground: Ground, kept: Obstacles, corridors: Geometry = EMPTY) -> Exclusion:
    """`corridors` are given, and clipped here."""
    taking = joined(kept.takings)
    reach = kept.zones
    if ground.setback_m and kept.severs.any():
        severed = taking if kept.severs.all() else joined(kept.takings[kept.severs])
        reach = np.append(reach, grown(severed, ground.setback_m))
    zone = joined(reach)
    clearance = without(common(zone, ground.site), taking)
    access = EMPTY
    if not shapely.is_empty(corridors):
        access = without(common(corridors, ground.site), joined([taking, clearance]))
    shapes = joined(kept.shapes)
    return Exclusion(taking, clearance, access, joined([shapes, zone, corridors]), shapes)


def carve_out(ground: Ground, base: Baseline, out: Exclusion) -> dict[str, Geometry]:
    """Every region of the model and of the ledger."""
    # Subtracting what was not clipped leaves no hairline along the site's boundary.
    remainder = without(base.envelope, out.everything)
    wide, small, landlocked = usable(ground, remainder, out.shapes)
    good = common(wide, base.usable)
    left = without(base.usable, joined(out.parts()))
    small, landlocked = common(left, small), common(left, landlocked)
    taking, clearance, access = (common(base.usable, part) for part in out.parts())
    return {
        "nominal": out.taking,
        "remainder": remainder,
        "usable": good,
        "taking": taking,
        "clearance": clearance,
        "access": access,
        "small": small,
        "landlocked": landlocked,
        "narrow": without(left, joined([good, small, landlocked])),
    }


def loss_m2(ground: Ground, base: Baseline, out: Exclusion) -> float:
    """The loss alone, without its ledger."""
    wide, _, _ = usable(ground, without(base.envelope, out.everything), out.shapes)
    return base.usable.area - common(wide, base.usable).area
