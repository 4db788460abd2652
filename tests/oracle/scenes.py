"""Seeded planar scenes for the differential test.

`scene(seed)` gives one scene, the same one every time: a site with obstacles and parameters,
in metres, near the origin. The seed also picks the family. Every coordinate is rounded to
1e-6 m here, so that what is written to the file is what the expected values belong to.

Two kinds of contact are exact and stay so after rounding: between shapes that share their
vertices, and between shapes on a lattice of half metres that is not rotated. A scene whose
contacts are all of that kind is marked `exact`; elsewhere shapes that touch may overlap or
gape by a micrometre.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from random import Random

import shapely
from shapely import affinity, union_all
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.ops import substring

DECIMALS = 6


@dataclass
class Kept:
    """One kept obstacle, as polygons that may touch or overlap."""

    polygons: list[Polygon]
    clearance_m: float = 0.0
    severs: bool = True

    @property
    def shape(self) -> shapely.Geometry:
        return union_all(self.polygons)


@dataclass
class Scene:
    family: str
    site: list[Polygon]
    obstacles: list[Kept] = field(default_factory=list)
    access: list[Polygon] = field(default_factory=list)
    frontage: list[LineString] | None = None
    setback_m: float = 0.0
    min_width_m: float = 0.0
    min_area_m2: float = 0.0
    exact: bool = False
    seed: int = 0

    @property
    def land(self) -> shapely.Geometry:
        return union_all(self.site)

    @property
    def size(self) -> float:
        """Side of the square with the site's area."""
        return math.sqrt(self.land.area)


# --- outlines ----------------------------------------------------------------


def half_metres(value: float) -> float:
    return max(round(value * 2), 1) / 2


def rectangle(rng: Random, size: float) -> Polygon:
    ratio = rng.uniform(0.45, 1.0)
    return box(0, 0, half_metres(size), half_metres(size * ratio))


def ell(rng: Random, size: float) -> Polygon:
    s, a, b = size, rng.uniform(0.3, 0.6), rng.uniform(0.3, 0.6)
    w, h, x, y = (half_metres(v) for v in (s, s * rng.uniform(0.7, 1.0), s * a, s * b * 0.8))
    return Polygon([(0, 0), (w, 0), (w, y), (x, y), (x, h), (0, h)])


def tee(rng: Random, size: float) -> Polygon:
    w, h, bar = (half_metres(v) for v in (size, size * rng.uniform(0.7, 1), size * rng.uniform(0.25, 0.4)))
    a, b = half_metres(size * rng.uniform(0.15, 0.35)), half_metres(size * rng.uniform(0.6, 0.8))
    return Polygon([(a, 0), (b, 0), (b, h - bar), (w, h - bar), (w, h), (0, h), (0, h - bar), (a, h - bar)])


def yu(rng: Random, size: float) -> Polygon:
    w, h = half_metres(size), half_metres(size * rng.uniform(0.6, 1.0))
    a, b, y = (half_metres(v) for v in (w * rng.uniform(0.25, 0.4), w * rng.uniform(0.6, 0.75), h * rng.uniform(0.25, 0.5)))
    return Polygon([(0, 0), (w, 0), (w, h), (b, h), (b, y), (a, y), (a, h), (0, h)])


def comb(rng: Random, size: float) -> Polygon:
    teeth = rng.randint(3, 6)
    pitch, back = half_metres(size / teeth), half_metres(size * rng.uniform(0.15, 0.3))
    parts = [box(0, 0, pitch * teeth, back)]
    for k in range(teeth):
        wide = half_metres(pitch * rng.uniform(0.35, 0.75))
        parts.append(box(k * pitch, 0, k * pitch + wide, back + half_metres(size * rng.uniform(0.3, 0.6))))
    return union_all(parts)


def star(rng: Random, size: float) -> Polygon:
    points, inner = rng.randint(4, 8), rng.uniform(0.35, 0.7)
    radii = [size * 0.6 * (1.0 if k % 2 == 0 else inner) * rng.uniform(0.85, 1.1) for k in range(2 * points)]
    return Polygon([polar(r, math.pi * k / points) for k, r in enumerate(radii)])


def smooth(rng: Random, size: float) -> Polygon:
    waves = [(n, rng.uniform(0, 0.28 / n), rng.uniform(0, math.tau)) for n in range(2, 6)]
    corners = rng.choice((36, 48, 64))
    turns = [math.tau * k / corners for k in range(corners)]
    radius = [size * 0.55 * (1 + sum(a * math.cos(n * t + p) for n, a, p in waves)) for t in turns]
    return Polygon([polar(r, t) for r, t in zip(radius, turns)])


def rectilinear(rng: Random, size: float) -> Polygon:
    cells, step = {(0, 0)}, half_metres(size / 4)
    while len(cells) < rng.randint(7, 13):
        x, y = rng.choice(sorted(cells))
        dx, dy = rng.choice(((1, 0), (-1, 0), (0, 1), (0, -1)))
        if abs(x + dx) <= 3 and abs(y + dy) <= 3:
            cells.add((x + dx, y + dy))
    blocks = union_all([box(x * step, y * step, (x + 1) * step, (y + 1) * step) for x, y in sorted(cells)])
    return max(shapely.get_parts(blocks), key=lambda p: p.area)


def convex(rng: Random, size: float) -> Polygon:
    corners = rng.randint(3, 7)
    return MultiPolygon(
        [Polygon([polar(size * rng.uniform(0.4, 0.7), math.tau * (k + rng.uniform(-0.2, 0.2)) / corners) for k in range(corners)])]
    ).convex_hull


def notched(rng: Random, size: float) -> Polygon:
    hall = rectangle(rng, size)
    _, _, w, h = hall.bounds
    for _ in range(rng.randint(1, 4)):
        a, b = half_metres(rng.uniform(0.05, 0.8) * w), half_metres(rng.uniform(0.08, 0.3) * w)
        deep = half_metres(rng.uniform(0.1, 0.4) * h)
        bite = box(a, h - deep, a + b, h) if rng.random() < 0.5 else box(a, 0, a + b, deep)
        rest = hall.difference(bite)
        if rest.geom_type == "Polygon":
            hall = rest
    return hall


SQUARE_CUT = (rectangle, ell, tee, yu, comb, rectilinear, notched)
ANY = (*SQUARE_CUT, star, smooth, convex)


def polar(radius: float, turn: float) -> tuple[float, float]:
    return radius * math.cos(turn), radius * math.sin(turn)


def extent(rng: Random) -> float:
    """40 to 900 m, small and large alike."""
    return math.exp(rng.uniform(math.log(40), math.log(900)))


# --- obstacles ---------------------------------------------------------------


def blob(rng: Random, at: tuple[float, float], size: float) -> list[Polygon]:
    """An obstacle of about `size` metres around a point, of any of eight forms."""
    kind = rng.choice(("square", "rectangle", "rectangle", "circle", "ell", "ring", "strip", "dot"))
    if kind == "square":
        shape = box(-size / 2, -size / 2, size / 2, size / 2)
    elif kind == "rectangle":
        shape = box(-size / 2, -size / 2 * rng.uniform(0.2, 0.9), size / 2, size / 2 * rng.uniform(0.2, 0.9))
    elif kind == "circle":
        corners = rng.choice((12, 16, 24))
        shape = Polygon([polar(size / 2, math.tau * k / corners) for k in range(corners)])
    elif kind == "ell":
        shape = affinity.translate(ell(rng, size), -size / 3, -size / 3)
    elif kind == "ring":
        thick = rng.uniform(0.15, 0.35)
        outer, inner = box(-size / 2, -size / 2, size / 2, size / 2), size * (0.5 - thick)
        shape = outer.difference(box(-inner, -inner, inner, inner * rng.uniform(0.3, 1.0)))
    elif kind == "strip":
        width = rng.uniform(0.5, 6.0)
        line = [(-size, 0), (rng.uniform(-0.4, 0.4) * size, rng.uniform(-0.4, 0.4) * size), (size, 0)]
        shape = LineString(line).buffer(width / 2, cap_style="flat", join_style="mitre")
    else:
        half = rng.uniform(0.5, 3.0)
        shape = box(-half, -half, half, half)
    shape = affinity.rotate(shape, rng.uniform(0, 360), origin=(0, 0))
    return polygons(affinity.translate(shape, *at))


def polygons(shape: shapely.Geometry) -> list[Polygon]:
    return [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]


def point_within(rng: Random, land: shapely.Geometry) -> tuple[float, float]:
    west, south, east, north = land.bounds
    for _ in range(200):
        at = rng.uniform(west, east), rng.uniform(south, north)
        if land.contains(Point(at)):
            return at
    point = land.representative_point()
    return point.x, point.y


def edge_of(rng: Random, polygon: Polygon) -> tuple[tuple[float, float], tuple[float, float]]:
    """An outer edge, interior on its left, longer ones more often."""
    ring = list(shapely.geometry.polygon.orient(polygon).exterior.coords)
    edges = list(zip(ring, ring[1:]))
    return rng.choices(edges, [math.dist(a, b) for a, b in edges])[0]


def along(a: tuple[float, float], b: tuple[float, float], share: float, left: float = 0.0) -> tuple[float, float]:
    """A point of the line a-b, or `left` metres to its left."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy)
    return a[0] + dx * share - dy / length * left, a[1] + dy * share + dx / length * left


def clearance(rng: Random, size: float) -> float:
    if rng.random() < 0.25:
        return 0.0
    most = min(60.0, max(4.0, size * 0.22))
    return round(rng.uniform(0.5, most), rng.choice((0, 1, 2)))


def enclosed(rng: Random, scene: Scene) -> list[Polygon]:
    size = scene.size * rng.uniform(0.04, 0.25)
    for _ in range(12):
        shape = blob(rng, point_within(rng, scene.land), size)
        if scene.land.contains(union_all(shape)):
            return shape
        size *= 0.8
    return shape


def notch(rng: Random, scene: Scene) -> list[Polygon]:
    """A block whose side lies on an edge of the site."""
    a, b = edge_of(rng, rng.choice(scene.site))
    s, e = sorted((rng.uniform(0.02, 0.98), rng.uniform(0.02, 0.98)))
    deep = scene.size * rng.uniform(0.05, 0.3)
    return [Polygon([along(a, b, s), along(a, b, e), along(a, b, e, deep), along(a, b, s, deep)])]


def straddling(rng: Random, scene: Scene) -> list[Polygon]:
    a, b = edge_of(rng, rng.choice(scene.site))
    return blob(rng, along(a, b, rng.random()), scene.size * rng.uniform(0.08, 0.35))


def reaching(rng: Random, scene: Scene) -> list[Polygon]:
    a, b = edge_of(rng, rng.choice(scene.site))
    size = scene.size * rng.uniform(0.05, 0.25)
    shape = blob(rng, along(a, b, rng.random(), -0.6 * size - rng.uniform(0, 10)), size)
    return polygons(union_all(shape).difference(scene.land)) or shape


def splitting(rng: Random, scene: Scene) -> list[Polygon]:
    """A strip right across the site."""
    centre, turn = Point(point_within(rng, scene.land)), rng.uniform(0, math.pi)
    far, width = 3 * scene.size, rng.uniform(1, 12)
    bend = rng.uniform(-0.2, 0.2) * scene.size
    (ax, ay), (bx, by) = polar(far, turn), polar(bend, turn + math.pi / 2)
    line = LineString([(centre.x - ax, centre.y - ay), (centre.x + bx, centre.y + by), (centre.x + ax, centre.y + ay)])
    return polygons(line.buffer(width / 2, cap_style="flat", join_style="mitre"))


def covering(rng: Random, scene: Scene) -> list[Polygon]:
    part = rng.choice(scene.site)
    west, south, east, north = part.buffer(rng.uniform(0, 20), join_style="mitre").bounds
    if rng.random() < 0.4:
        return [box(west, south, east, north)]
    return [box(west, south, west + (east - west) * rng.uniform(0.4, 0.9), north)]


def overlapping(rng: Random, scene: Scene) -> list[Polygon]:
    if not scene.obstacles:
        return enclosed(rng, scene)
    other = union_all(rng.choice(scene.obstacles).polygons)
    shift = 0.5 * math.sqrt(other.area)
    moved = affinity.rotate(other, rng.uniform(0, 90), origin="centroid")
    return polygons(affinity.translate(moved, rng.uniform(-shift, shift), rng.uniform(-shift, shift)))


def sharing_edge(rng: Random, scene: Scene) -> list[Polygon]:
    """A quadrilateral on an edge of another obstacle, its two vertices included."""
    if not scene.obstacles:
        return enclosed(rng, scene)
    a, b = edge_of(rng, rng.choice(rng.choice(scene.obstacles).polygons))
    deep = scene.size * rng.uniform(0.03, 0.2)
    return [Polygon([a, along(a, b, rng.uniform(-0.3, 0.3), -deep), along(a, b, rng.uniform(0.7, 1.3), -deep), b])]


def sharing_part_of_edge(rng: Random, scene: Scene) -> list[Polygon]:
    """A block on part of another obstacle's edge, from one of its vertices."""
    if not scene.obstacles:
        return enclosed(rng, scene)
    a, b = edge_of(rng, rng.choice(rng.choice(scene.obstacles).polygons))
    deep, share = scene.size * rng.uniform(0.03, 0.2), rng.uniform(0.3, 1.6)
    return [Polygon([a, along(a, b, 0, -deep), along(a, b, share, -deep), along(a, b, share)])]


def sharing_vertex(rng: Random, scene: Scene) -> list[Polygon]:
    """A triangle that meets another obstacle in a vertex, and perhaps only there."""
    if not scene.obstacles:
        return enclosed(rng, scene)
    polygon = rng.choice(rng.choice(scene.obstacles).polygons)
    x, y = rng.choice(polygon.exterior.coords[:-1])
    outward = math.atan2(y - polygon.centroid.y, x - polygon.centroid.x)
    reach, spread = scene.size * rng.uniform(0.05, 0.25), rng.uniform(0.15, 0.6)
    ends = [polar(reach, outward - spread), polar(reach, outward + spread)]
    return [Polygon([(x, y)] + [(x + dx, y + dy) for dx, dy in ends])]


def on_site_edge(rng: Random, scene: Scene) -> list[Polygon]:
    """A block on a whole edge of the site, its two vertices included, from inside or outside."""
    a, b = edge_of(rng, rng.choice(scene.site))
    deep = scene.size * rng.uniform(0.03, 0.2) * rng.choice((1, 1, -1))
    return [Polygon([a, b, along(a, b, 1, deep), along(a, b, 0, deep)])]


def duplicate(rng: Random, scene: Scene) -> list[Polygon]:
    return list(rng.choice(scene.obstacles).polygons) if scene.obstacles else enclosed(rng, scene)


def keep(rng: Random, scene: Scene, shape: list[Polygon], **values: object) -> None:
    """Adds an obstacle, with a clearance of its own unless one is given."""
    if (union := union_all(shape)).is_empty or union.area < 0.25:
        return
    values = {"clearance_m": clearance(rng, scene.size), "severs": rng.random() < 0.6} | values
    scene.obstacles.append(Kept(shape, **values))


def keep_some(rng: Random, scene: Scene, count: int, roles: tuple) -> None:
    for _ in range(count):
        keep(rng, scene, rng.choice(roles)(rng, scene))


# --- parameters, access, frontage --------------------------------------------


def set_parameters(rng: Random, scene: Scene) -> None:
    size, area = scene.size, scene.land.area
    scene.setback_m = rng.choice((0.0, 3.0, 5.0, 8.0, round(rng.uniform(0, min(15.0, size / 8)), 2)))
    if size < 70:
        scene.setback_m = min(scene.setback_m, 5.0)
    scene.min_width_m = rng.choice((0.0, 10.0, 20.0, *[round(rng.uniform(3, min(40.0, size / 3)), 2)] * 6))
    scene.min_width_m = round(min(scene.min_width_m, size / 3), 2)
    most = min(5000.0, area * 0.25)
    scene.min_area_m2 = rng.choice((0.0, min(500.0, round(most)), *[round(rng.uniform(0, most), 1)] * 3))


def add_access(rng: Random, scene: Scene) -> None:
    """Corridors from one to three obstacles to the edge of the site, straight or with a bend."""
    edge = scene.land.boundary
    for kept in rng.sample(scene.obstacles, min(len(scene.obstacles), rng.randint(1, 3))):
        start, width = kept.shape.representative_point(), rng.uniform(4, 12)
        if rng.random() < 0.5:
            end = edge.interpolate(edge.project(start))
        else:
            end = edge.interpolate(rng.random(), normalized=True)
        if start.distance(end) < 1.0:
            continue
        line = [start.coords[0], end.coords[0]]
        if rng.random() < 0.4:
            line.insert(1, along(line[0], line[1], 0.5, rng.uniform(-0.2, 0.2) * start.distance(end)))
        scene.access += polygons(LineString(line).buffer(width / 2, cap_style="flat", join_style="mitre"))


def add_frontage(rng: Random, scene: Scene) -> None:
    """One or two stretches of the outer boundary, from vertices or from anywhere."""
    rings = [part.exterior for part in shapely.get_parts(scene.land)]
    scene.frontage = []
    for _ in range(rng.choice((1, 1, 2))):
        ring = rng.choice(rings)
        corners = [ring.project(Point(c)) for c in ring.coords[:-1]]
        start = rng.choice(corners) if rng.random() < 0.5 else rng.uniform(0, ring.length)
        end = min(start + ring.length * rng.uniform(0.04, 0.35), ring.length)
        if end - start < 2.0:
            start, end = 0.0, ring.length * 0.2
        scene.frontage.append(substring(ring, start, end))


# --- families ----------------------------------------------------------------

COMMON = (enclosed, enclosed, notch, straddling, reaching, overlapping)


def simple(rng: Random) -> Scene:
    """One outline, few obstacles."""
    scene = Scene("simple", [rng.choice(ANY)(rng, extent(rng))])
    keep_some(rng, scene, rng.randint(0, 4), COMMON)
    return scene


def crooked(rng: Random) -> Scene:
    """Combs, stars, smooth and rectilinear outlines: many reflex corners."""
    scene = Scene("crooked", [rng.choice((comb, star, smooth, rectilinear, notched))(rng, extent(rng))])
    keep_some(rng, scene, rng.randint(1, 6), COMMON)
    return scene


def holed(rng: Random) -> Scene:
    """Sites with one to four holes."""
    land = rng.choice((rectangle, ell, smooth, convex, yu))(rng, extent(rng))
    for _ in range(rng.randint(1, 4)):
        size = math.sqrt(land.area) * rng.uniform(0.06, 0.22)
        hole = affinity.rotate(rng.choice((rectangle, convex, ell))(rng, size), rng.uniform(0, 360))
        x, y = point_within(rng, land)
        hole = affinity.translate(hole, x - hole.centroid.x, y - hole.centroid.y)
        if land.buffer(-1).contains(hole):
            land = land.difference(hole)
    scene = Scene("holed", polygons(land))
    keep_some(rng, scene, rng.randint(0, 6), COMMON)
    return scene


def parts(rng: Random) -> Scene:
    """Sites of several parts: apart, or parcels that share an edge and are dissolved."""
    size = extent(rng)
    if rng.random() < 0.5:
        width, height = half_metres(size), half_metres(size * 0.7)
        cuts = sorted(half_metres(rng.uniform(0.15, 0.85) * width) for _ in range(rng.randint(1, 3)))
        ends = [0.0, *dict.fromkeys(cuts), width]
        site = [box(a, 0, b, height) for a, b in zip(ends, ends[1:])]
    else:
        site, at = [], 0.0
        for _ in range(rng.randint(2, 3)):
            part = rng.choice((rectangle, ell, convex, smooth))(rng, size * rng.uniform(0.4, 0.8))
            part = affinity.translate(part, at - part.bounds[0], rng.uniform(-0.2, 0.2) * size)
            site.append(part)
            at = part.bounds[2] + rng.uniform(2, 15)
    scene = Scene("parts", site)
    keep_some(rng, scene, rng.randint(1, 6), (*COMMON, covering))
    return scene


def crowded(rng: Random) -> Scene:
    """Ten to twenty-five obstacles."""
    scene = Scene("crowded", [rng.choice(ANY)(rng, rng.uniform(120, 900))])
    for _ in range(rng.randint(10, 25)):
        shape = rng.choice(COMMON)(rng, scene)
        small = affinity.scale(union_all(shape), 0.5, 0.5, origin="centroid")
        keep(rng, scene, polygons(small), clearance_m=round(rng.uniform(0, 20), 1))
    return scene


def edges(rng: Random) -> Scene:
    """Everything at the boundary: straddling, reaching, notch, covering."""
    scene = Scene("edges", [rng.choice(ANY)(rng, extent(rng))])
    keep_some(rng, scene, rng.randint(2, 7), (notch, straddling, straddling, reaching, reaching))
    if rng.random() < 0.25:
        keep(rng, scene, covering(rng, scene))
    return scene


def split(rng: Random) -> Scene:
    """Strips right across the site."""
    scene = Scene("split", [rng.choice(ANY)(rng, extent(rng))])
    keep_some(rng, scene, rng.randint(1, 3), (splitting,))
    keep_some(rng, scene, rng.randint(0, 3), COMMON)
    return scene


def touching(rng: Random) -> Scene:
    """Degenerate: shared edges, shared vertices, blocks on edges of the site."""
    scene = Scene("touching", [rng.choice(ANY)(rng, extent(rng))])
    keep_some(rng, scene, rng.randint(1, 2), (enclosed, on_site_edge))
    roles = (sharing_edge, sharing_part_of_edge, sharing_vertex, on_site_edge, notch)
    keep_some(rng, scene, rng.randint(2, 7), roles)
    return scene


def lattice(rng: Random) -> Scene:
    """Degenerate: blocks on a lattice, touching the site and each other along edges and in corners."""
    land = rng.choice(SQUARE_CUT)(rng, extent(rng))
    scene = Scene("lattice", [land], exact=True)
    west, south, east, north = land.bounds
    step = half_metres(scene.size / rng.choice((6, 8, 10)))
    for _ in range(rng.randint(3, 10)):
        x = west + step * rng.randint(-1, int((east - west) / step))
        y = south + step * rng.randint(-1, int((north - south) / step))
        keep(rng, scene, [box(x, y, x + step * rng.randint(1, 2), y + step * rng.randint(1, 2))])
    return scene


def twins(rng: Random) -> Scene:
    """Degenerate: identical obstacles, some with another clearance, and ones made of touching parts."""
    scene = Scene("twins", [rng.choice(ANY)(rng, extent(rng))])
    keep_some(rng, scene, rng.randint(1, 3), COMMON)
    keep_some(rng, scene, rng.randint(1, 4), (duplicate,))
    if scene.obstacles and rng.random() < 0.5:
        whole = rng.choice(scene.obstacles)
        whole.polygons = whole.polygons + polygons(union_all(sharing_edge(rng, scene)))
    return scene


def courtyard(rng: Random) -> Scene:
    """Degenerate: obstacles that enclose land and touch in edges, in corners, or overlap."""
    land = rng.choice((rectangle, smooth, convex, yu, notched))(rng, rng.uniform(80, 900))
    scene = Scene("courtyard", [land], exact=True)
    x, y = point_within(rng, land.buffer(-0.15 * scene.size) if rng.random() < 0.8 else land)
    radius, thick, count = scene.size * rng.uniform(0.12, 0.35), rng.uniform(0.03, 0.1) * scene.size, rng.randint(4, 7)
    start = rng.uniform(0, math.tau)
    turns = [start + math.tau * k / count for k in range(count)]
    inner = [(x + dx, y + dy) for dx, dy in (polar(radius, t) for t in turns)]
    outer = [(x + dx, y + dy) for dx, dy in (polar(radius + thick, t) for t in turns)]
    manner, gap = rng.choice(("edges", "edges", "corners", "overlap", "ring")), rng.random() < 0.25
    distance = round(rng.uniform(0, 6), 1)
    blocks = []
    for k in range(count - gap):
        n = (k + 1) % count
        if manner == "corners":
            mid = polar(radius + thick, turns[k] + math.pi / count)
            blocks.append([Polygon([inner[k], (x + mid[0], y + mid[1]), inner[n]])])
        elif manner == "overlap":
            blocks.append(polygons(LineString([inner[k], inner[n]]).buffer(thick / 2, cap_style="square")))
        else:
            blocks.append([Polygon([inner[k], outer[k], outer[n], inner[n]])])
    if manner == "ring" and not gap:
        blocks = [[Polygon(outer, [inner])]]
    for block in blocks:
        keep(rng, scene, block, clearance_m=distance)
    keep_some(rng, scene, rng.randint(0, 2), (enclosed,))
    return scene


def fronted(rng: Random) -> Scene:
    """Restricted frontage, and obstacles that cut land off from it."""
    scene = rng.choice((simple, split, split, parts, edges, lattice))(rng)
    scene.family = "fronted"
    add_frontage(rng, scene)
    return scene


def corridors(rng: Random) -> Scene:
    """Access corridors to some of the obstacles."""
    scene = rng.choice((simple, crooked, holed, twins))(rng)
    scene.family = "corridors"
    while not scene.obstacles:
        keep(rng, scene, enclosed(rng, scene))
    add_access(rng, scene)
    return scene


FAMILIES = (
    simple,
    crooked,
    crooked,
    holed,
    holed,
    parts,
    crowded,
    edges,
    edges,
    split,
    touching,
    touching,
    lattice,
    lattice,
    twins,
    courtyard,
    courtyard,
    fronted,
    fronted,
    corridors,
)


def scene(seed: int) -> Scene:
    """The scene of a seed."""
    rng = Random(seed)
    made = FAMILIES[seed % len(FAMILIES)](rng)
    if made.frontage is None and rng.random() < 0.06:
        add_frontage(rng, made)
    if not made.access and made.obstacles and rng.random() < 0.06:
        add_access(rng, made)
    set_parameters(rng, made)
    made.seed = seed
    # A lattice stays where it is: turning it would make its contacts inexact.
    on_lattice = made.exact and made.family in ("lattice", "fronted")
    return placed(made, 0.0 if on_lattice or rng.random() < 0.15 else rng.uniform(0, 360))


def placed(made: Scene, turn: float) -> Scene:
    """The scene turned about, with its middle near the origin and its coordinates rounded."""
    west, south, east, north = made.land.bounds
    dx, dy = -half_metres((west + east) / 2 + 1e4) + 1e4, -half_metres((south + north) / 2 + 1e4) + 1e4

    def place(shape: shapely.Geometry) -> shapely.Geometry:
        moved = affinity.rotate(affinity.translate(shape, dx, dy), turn, origin=(0, 0))
        return shapely.transform(moved, lambda xy: xy.round(DECIMALS) + 0.0)

    made.site = [place(p) for p in made.site]
    for kept in made.obstacles:
        kept.polygons = [place(p) for p in kept.polygons]
    made.access = [place(p) for p in made.access]
    if made.frontage is not None:
        made.frontage = [place(line) for line in made.frontage]
    return made
