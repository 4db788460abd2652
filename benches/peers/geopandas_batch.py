"""The batch job with GeoPandas and Shapely 2: what each of many footprints loses to what stands there.

    python geopandas_batch.py PARCELS FACILITIES FOOTPRINTS -o OUT.json [--repeats R]

Written as an analyst would who wants it fast: only columns that are needed are read, joins are bulk
queries of STR trees, and every overlay and buffer is one vectorised call for all footprints. Only what
lies near a footprint is projected or buffered. `--threads` shares the opening, which takes longest,
among cores; `--reader duckdb` reads parcels faster than GDAL does, if each has a line of its own.
The opening is the one that one call of GEOS gives, grown back with mitres; `--opening in-front` takes the
definition of carveout, for a comparison of areas (`geos_opening.py`).

For each footprint F, in one equal-area frame: T are the plots of facilities in reach, C all within
their clearance or within the setback from a plot, without T; E is F inset by the setback, R is E without T
and C; usable is what of R is wide enough (an opening) and large enough. The loss is the usable land without
facilities less that with them. Of `docs/area-model.md` this leaves out roads, access, land that is cut off,
parcels of others and the ledger of remnants.

Plots are those of carveout where nobody declares whose the parcels are. An area takes itself and the parcels
of which it covers half, a point the smallest parcel that it stands on if that is no larger than is plausible for
its kind, else a square as large as is typical, where that is known; parcels whose box meets that of
F are never taken. A line takes its corridor, from which no setback is kept. A distance starts at the equipment where that is
drawn, else at the plot, of a line at the line; where it comes from `--rules` it goes before `clearance_m`.
Repaired footprints count; others that have no area on the globe are named with their problem.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import geopandas
import numpy as np
import pyogrio
import pyproj
import shapely
from shapely import STRtree

import batch_arguments
import duckdb_reading
import geos_opening
from geos_model import EMPTY, MITRE_LIMIT, POLYGON, SNAP_M, polygons

POINT, LINESTRING = 0, 1
# GDAL's features as they come, through Arrow, and without GDAL. Arrow is no gain for GeoJSON.
READERS = ["pyogrio", "arrow", "duckdb"]
# A parcel belongs to an area that covers this much of it.
PLOT_SHARE = 0.5

# Geometries, or numbers, one for each of many things.
Shapes = np.ndarray
Numbers = np.ndarray


@dataclass(frozen=True)
class Parameters:
    setback_m: float
    min_width_m: float
    min_area_m2: float
    opening: str
    threads: int


class Rules:
    """Distances, corridors and plots by kind, or by kind and grade; distances of equipment by kind and part."""

    def __init__(self, tables: dict):
        self.clearances: dict[str, float] = tables["clearance_m"]
        self.corridors: dict[str, float] = tables["corridor_m"]
        self.typical_plots: dict[str, float] = tables["typical_plot_m2"]
        self.plot_factor: float = tables["plot_factor"]

    @staticmethod
    def looked_up(table: dict[str, float], kinds: Numbers, more: Numbers) -> Numbers:
        """By kind and grade or part, else by kind; NaN where nothing is known."""
        pairs = zip(kinds, more)
        return np.array([table.get(f"{kind}.{other}", table.get(kind, np.nan)) for kind, other in pairs])


@dataclass(frozen=True)
class Facilities:
    """Facilities without their equipment, each as often as there are plots that it may have."""

    # Which facility of the layer.
    numbers: Numbers
    # Where its distance starts, the land it takes, and its distance.
    places: Shapes
    plots: Shapes
    clearances: Numbers
    severs: Numbers
    # The box of parcels that count where it does not meet that of a footprint, else NaN; and whether
    # this is the plot with them.
    boxes: Numbers
    with_parcels: Numbers
    # Equipment, the facility it belongs to, its clearance.
    equipment: Shapes
    owners: Numbers
    distances: Numbers

    def kept(self, rows: Numbers) -> Facilities:
        own = np.isin(self.owners, self.numbers[rows])
        alike = ("numbers", "places", "plots", "clearances", "severs", "boxes", "with_parcels")
        equipment = self.equipment[own], self.owners[own], self.distances[own]
        return Facilities(*(getattr(self, name)[rows] for name in alike), *equipment)

    def farthest(self, setback: float) -> Numbers:
        """How far from its plot or its shape each may keep others away."""
        longest = np.zeros(self.numbers.max(initial=-1) + 1)
        np.maximum.at(longest, self.owners, self.distances)
        return np.maximum(np.maximum(self.clearances, setback), longest[self.numbers])

    def in_reach(self, reach: Shapes, sites: Shapes) -> tuple[Numbers, Numbers]:
        """Pairs of a footprint and a facility whose reach it meets, each facility with one plot."""
        site, row = STRtree(reach).query(sites, predicate="intersects")
        one, other = self.boxes[row].T, shapely.bounds(sites)[site].T
        meets = (one[0] <= other[2]) & (other[0] <= one[2]) & (one[1] <= other[3]) & (other[1] <= one[3])
        # No parcel has a box of NaN, which meets nothing.
        holds = np.where(np.isnan(one[0]), True, meets != self.with_parcels[row])
        return site[holds], row[holds]


class Stages:
    """Seconds of each stage of one run."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start


def read(path: Path, columns: list[str], arrow: bool = False) -> geopandas.GeoDataFrame:
    table = pyogrio.read_dataframe(path, columns=columns, use_arrow=arrow)
    return table.reindex(columns=[*columns, "geometry"])


def read_lines(path: Path, threads: int) -> geopandas.GeoDataFrame:
    """Polygons that stand one to a line; their coordinates go from DuckDB to GEOS as arrays."""
    duckdb.execute(f"SET threads = {threads}")
    table = duckdb.sql(duckdb_reading.queries(path, {"id": "VARCHAR"})["lines"]).to_arrow_table()
    areas = table["coordinates"].combine_chunks()
    rings = areas.values
    positions = rings.values.values.to_numpy().reshape(-1, 2)
    offsets = rings.offsets.to_numpy(), areas.offsets.to_numpy()
    shapes = shapely.from_ragged_array(shapely.GeometryType.POLYGON, positions, offsets)
    return geopandas.GeoDataFrame({"id": table["id"].to_pandas()}, geometry=shapes)


def usable_footprints(shapes: Shapes) -> tuple[Shapes, dict[int, str]]:
    """Footprints, repaired where need be, and what is wrong with those that cannot be used."""
    problems = dict.fromkeys(np.flatnonzero(shapely.is_missing(shapes) | shapely.is_empty(shapes)), "no geometry")
    for at in np.flatnonzero(~shapely.is_missing(shapes) & (shapely.get_dimensions(shapes) < 2)):
        problems.setdefault(at, "not an area")
    beyond = (np.abs(shapely.bounds(shapes)) > [180, 90, 180, 90]).any(axis=1)
    for at in np.flatnonzero(beyond):
        problems.setdefault(at, "a position that is not on the globe")
    shapes = shapes.copy()
    for at in np.flatnonzero(~shapely.is_valid(shapes)):
        if at not in problems:
            shapes[at] = polygons(shapely.make_valid(shapes[at]))
            if not shapes[at].area:
                problems[at] = "an area of zero"
    shapes[list(problems)] = EMPTY
    return shapes, problems


def joined(shapes: Shapes, groups: Numbers, count: int) -> Shapes:
    """The union of the shapes of each of `count` groups."""
    order = np.argsort(groups, kind="stable")
    shapes, groups = shapes[order], groups[order]
    alone = np.bincount(groups, minlength=count)[groups] == 1
    result = np.full(count, EMPTY, dtype=object)
    result[groups[alone]] = shapes[alone]
    several = np.unique(groups[~alone], return_inverse=True)
    if len(several[0]):
        gathered = shapely.geometrycollections(shapes[~alone], indices=several[1])
        result[several[0]] = robust(lambda rows: shapely.union_all(rows[:, None], axis=1), gathered)
    return result


def robust(operation: Callable[..., Shapes], *arrays: Shapes) -> Shapes:
    """All at once; where GEOS refuses, one by one, and what it refuses then repaired and on a grid."""
    try:
        return operation(*arrays)
    except shapely.errors.GEOSException:
        rows = []
        for row in zip(*arrays):
            try:
                rows.append(operation(*(np.array([shape], dtype=object) for shape in row))[0])
            except shapely.errors.GEOSException:
                sound = (polygons(shapely.set_precision(shapely.make_valid(shape), SNAP_M)) for shape in row)
                rows.append(operation(*(np.array([shape], dtype=object) for shape in sound))[0])
        return np.array(rows, dtype=object)


def common(a: Shapes, b: Shapes) -> Shapes:
    return robust(shapely.intersection, a, b)


def mitred(shapes: Shapes, distance: float) -> Shapes:
    return shapely.buffer(shapes, distance, join_style="mitre", mitre_limit=MITRE_LIMIT)


def opening(remainder: Shapes, settings: Parameters, quad_segs: int) -> Shapes:
    """What of each remainder is wide enough."""
    half = settings.min_width_m / 2
    if not half:
        return remainder

    def mitred_back(some: Shapes) -> Shapes:
        return common(mitred(shapely.buffer(some, -half, quad_segs=quad_segs), half), some)

    if settings.opening == "in-front":
        one = partial(geos_opening.opening, width=settings.min_width_m, quad_segs=quad_segs)
        with ProcessPoolExecutor(settings.threads) as pool:
            return np.array(list(pool.map(one, remainder, chunksize=16)), dtype=object)
    # GEOS runs without Python's lock.
    with ThreadPoolExecutor(settings.threads) as pool:
        return np.concatenate(list(pool.map(mitred_back, np.array_split(remainder, settings.threads))))


def usable(remainder: Shapes, settings: Parameters, quad_segs: int) -> Shapes:
    """What of each remainder is wide enough and in pieces large enough."""
    wide = opening(remainder, settings, quad_segs)
    pieces, groups = shapely.get_parts(wide, return_index=True)
    large = (shapely.get_type_id(pieces) == POLYGON) & (shapely.area(pieces) >= settings.min_area_m2)
    result = np.full(len(remainder), EMPTY, dtype=object)
    return shapely.multipolygons(pieces[large], indices=groups[large], out=result)


def carve(
    sites: Shapes, facilities: Facilities, settings: Parameters, segments: int, stages: Stages
) -> dict[str, Numbers]:
    """Areas of every footprint, and how many facilities reach it."""
    quad_segs, count = segments // 4, len(sites)
    with stages.stage(f"carve_{segments}"):
        equipped = np.isin(facilities.numbers, facilities.owners)
        whole = np.flatnonzero(~equipped)
        grown = shapely.buffer(facilities.places[whole], facilities.clearances[whole], quad_segs=quad_segs)
        around = shapely.buffer(facilities.equipment, facilities.distances, quad_segs=quad_segs)
        around = joined(around, facilities.owners, facilities.numbers.max(initial=-1) + 1)
        margins = np.where(facilities.severs, settings.setback_m, 0.0)
        severed = shapely.buffer(facilities.plots, margins, quad_segs=quad_segs)
        rows = np.arange(len(facilities.numbers))
        zones, owners = [grown, around[facilities.numbers[equipped]], severed], [whole, rows[equipped], rows]
        reach = joined(np.concatenate(zones), np.concatenate(owners), len(rows))

        site, row = facilities.in_reach(reach, sites)
        everything = joined(reach[row], site, count)
        taken = joined(facilities.plots[row], site, count)
        met = np.unique(site)
        envelope = mitred(sites, -settings.setback_m) if settings.setback_m else sites
        remainder = robust(shapely.difference, envelope[met], everything[met])

    with stages.stage(f"opening_{segments}"):
        baseline = usable(envelope, settings, quad_segs)
        left = common(usable(remainder, settings, quad_segs), baseline[met])

    with stages.stage(f"areas_{segments}"):
        baseline_m2 = shapely.area(baseline)
        loss, taking, lost = np.zeros((3, count))
        loss[met] = baseline_m2[met] - shapely.area(left)
        taking[met] = shapely.area(common(baseline[met], taken[met]))
        lost[met] = shapely.area(common(baseline[met], everything[met]))
    return {
        "facilities": np.bincount(site, minlength=count),
        "area_m2": shapely.area(sites),
        "baseline_m2": baseline_m2,
        "usable_m2": baseline_m2 - loss,
        "loss_m2": loss,
        "taking_m2": taking,
        "clearance_m2": lost - taking,
        "remnant_m2": loss - lost,
    }


class Batch:
    """One run over three files."""

    def __init__(self, args: argparse.Namespace, rules: Rules):
        self.args, self.rules = args, rules
        self.settings = Parameters(args.setback, args.min_width, args.min_area, args.opening, args.threads)
        self.stages = Stages()

    def read(self) -> None:
        with self.stages.stage("read_parcels"):
            if self.args.reader == "duckdb":
                self.parcels = read_lines(self.args.parcels, self.args.threads)
            else:
                self.parcels = read(self.args.parcels, ["id"], self.args.reader == "arrow")
        with self.stages.stage("read_others"):
            columns = ["id", "kind", "grade", "part_of", "part", "clearance_m"]
            self.facilities = read(self.args.facilities, columns)
            self.footprints = read(self.args.footprints, ["id"])

    def project(self, shapes: Shapes) -> Shapes:
        return shapely.transform(shapes, self.to_metres, interleaved=False)

    def join(self) -> None:
        """Brings what lies near footprints into one frame; plots of facilities, parcels by footprint."""
        with self.stages.stage("joins"):
            in_degrees, self.problems = usable_footprints(self.footprints.geometry.values)
            west, south, east, north = shapely.total_bounds(in_degrees)
            centre = {"lat_0": (south + north) / 2, "lon_0": (west + east) / 2}
            self.to_metres = pyproj.Proj(proj="laea", ellps="WGS84", **centre)
            self.sites = self.project(in_degrees)
            parcels = self.parcels.geometry.values
            tree = STRtree(parcels)

            shapes, table = self.facilities.geometry.values, self.facilities
            main = table["part_of"].isna().to_numpy()
            standing = shapes[main]
            at_points = np.flatnonzero(shapely.get_type_id(standing) == POINT)
            areal = np.flatnonzero(shapely.get_dimensions(standing) == 2)
            host, parcel = tree.query(standing[at_points], predicate="within")
            drawn, under = tree.query(standing[areal], predicate="intersects")
            stood_on = (at_points[host], parcel), (areal[drawn], under)

            # Boxes in degrees tell which parcels are needed in metres at all.
            _, candidates = tree.query(in_degrees)
            needed = np.unique(np.concatenate([parcel, under, candidates]))
            near = self.project(parcels[needed])
            site, _ = STRtree(near).query(self.sites, predicate="intersects")
            self.parcels_met = np.bincount(site, minlength=len(self.sites))

            shapes = self.project(shapes)
            stood_on = [(facility, near[np.searchsorted(needed, at)]) for facility, at in stood_on]
            self.near_facilities(table, shapes[main], shapes[~main], *stood_on)

    def near_facilities(
        self,
        table: geopandas.GeoDataFrame,
        shapes: Shapes,
        equipment: Shapes,
        under_points: tuple[Numbers, Shapes],
        under_areas: tuple[Numbers, Shapes],
    ) -> None:
        """Keeps the facilities from which a footprint may be in reach."""
        rules, main = self.rules, table["part_of"].isna().to_numpy()
        kinds, grades, parts, ids = (table[name].to_numpy(dtype=object) for name in ("kind", "grade", "part", "id"))
        stated = table["clearance_m"].to_numpy(dtype=float)[main]
        known = rules.looked_up(rules.clearances, kinds[main], grades[main])
        clearances = np.nan_to_num(np.where(np.isnan(known), stated, known))
        row = {id_: at for at, id_ in enumerate(ids[main])}
        owners = np.array([row[id_] for id_ in table["part_of"][~main]], dtype=int)
        known = rules.looked_up(rules.clearances, kinds[main][owners], parts[~main])
        distances = np.nan_to_num(np.where(np.isnan(known), stated[owners], known))

        alone = self.plots_without_parcels(shapes, kinds[main], grades[main])
        taken, groups = self.parcels_taken(shapes, kinds[main], grades[main], under_points, under_areas)
        count = len(shapes)
        parcels = joined(taken, groups, count)
        several = np.flatnonzero(~shapely.is_empty(parcels))
        is_area = shapely.get_dimensions(shapes[several]) == 2
        both = parcels[several]
        both[is_area] = robust(shapely.union, shapes[several][is_area], both[is_area])
        boxes = np.full((count, 4), np.nan)
        boxes[several] = shapely.bounds(parcels[several])

        numbers = np.concatenate([np.arange(count), several])
        plots = np.concatenate([alone, both])
        is_line = shapely.get_type_id(shapes) == LINESTRING
        by_shape = (is_line[numbers]) | shapely.is_empty(plots)
        everyone = Facilities(
            numbers,
            np.where(by_shape, shapes[numbers], plots),
            plots,
            clearances[numbers],
            ~is_line[numbers],
            boxes[numbers],
            np.arange(len(numbers)) >= count,
            equipment,
            owners,
            distances,
        )
        reach = everyone.farthest(self.settings.setback_m)
        tree = STRtree(self.sites)
        # The land that it takes may lie nearer than where its distance starts.
        close = [tree.query(some, predicate="dwithin", distance=reach)[0] for some in (plots, everyone.places)]
        self.in_reach = everyone.kept(np.unique(np.concatenate(close)))

    def plots_without_parcels(self, shapes: Shapes, kinds: Numbers, grades: Numbers) -> Shapes:
        """Areas as drawn, corridors along lines, squares around points whose size is known."""
        plots = shapes.copy()
        dimensions = shapely.get_dimensions(shapes)
        lines, points = dimensions == 1, dimensions == 0
        widths = Rules.looked_up(self.rules.corridors, kinds[lines], grades[lines])
        plots[lines] = shapely.buffer(shapes[lines], np.nan_to_num(widths) / 2, cap_style="flat", join_style="round")
        sizes = np.nan_to_num(Rules.looked_up(self.rules.typical_plots, kinds[points], grades[points]))
        x, y, half = shapely.get_x(shapes[points]), shapely.get_y(shapes[points]), np.sqrt(sizes) / 2
        plots[points] = np.where(sizes > 0.0, shapely.box(x - half, y - half, x + half, y + half), EMPTY)
        return plots

    def parcels_taken(
        self,
        shapes: Shapes,
        kinds: Numbers,
        grades: Numbers,
        under_points: tuple[Numbers, Shapes],
        under_areas: tuple[Numbers, Shapes],
    ) -> tuple[Shapes, Numbers]:
        """Parcels that belong to a facility, and which one."""
        point, parcels = under_points
        sizes = shapely.area(parcels)
        smallest = np.full(len(shapes), np.inf)
        np.minimum.at(smallest, point, sizes)
        typical = Rules.looked_up(self.rules.typical_plots, kinds[point], grades[point])
        own = (sizes == smallest[point]) & (sizes <= self.rules.plot_factor * typical)
        area, covered = under_areas
        shared = shapely.area(robust(shapely.intersection, shapes[area], covered))
        mostly = shared >= PLOT_SHARE * shapely.area(covered)
        return np.concatenate([parcels[own], covered[mostly]]), np.concatenate([point[own], area[mostly]])

    def run(self) -> dict[int, dict[str, Numbers]]:
        self.read()
        if self.args.only_reading:
            return {}
        self.join()
        segments = self.args.segments
        return {n: carve(self.sites, self.in_reach, self.settings, n, self.stages) for n in segments}

    def seconds(self) -> dict[str, float]:
        """Of every stage, and of the whole job for each fineness of arcs."""
        took = self.stages.seconds
        shared = sum(took.get(name, 0.0) for name in ("read_parcels", "read_others", "joins"))
        if self.args.only_reading:
            return took | {"total": shared}
        names = ("carve", "opening", "areas")
        return took | {f"total_{n}": shared + sum(took[f"{name}_{n}"] for name in names) for n in self.args.segments}

    def rows(self, areas: dict[int, dict[str, Numbers]]) -> list[dict]:
        rows = []
        for at, id_ in enumerate(self.footprints["id"]):
            row: dict = {"id": id_}
            if at in self.problems:
                row["problem"] = self.problems[at]
            else:
                row["parcels"] = int(self.parcels_met[at])
                for segments, columns in areas.items():
                    row[str(segments)] = {name: round(float(values[at]), 4) for name, values in columns.items()}
            rows.append(row)
        return rows


def peak_memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = batch_arguments.parser(__doc__)
    parser.add_argument("--segments", type=int, nargs="+", default=[128, 16], help="chords of a full turn")
    parser.add_argument("--rules", type=Path, required=True, help="JSON: clearances, corridors, plots by kind")
    parser.add_argument("--opening", choices=["mitred", "in-front"], default="mitred", help="what is wide enough")
    parser.add_argument("--reader", choices=READERS, default="pyogrio", help="of the parcels")
    parser.add_argument("--only-reading", action="store_true")
    args = parser.parse_args()
    rules = Rules(json.loads(args.rules.read_text()))

    runs = []
    for _ in range(max(args.repeats, 1)):
        batch = Batch(args, rules)
        areas = batch.run()
        runs.append(batch.seconds())
    seconds = {name: [run[name] for run in runs] for name in runs[0]}
    result = {
        "software": f"GeoPandas {geopandas.__version__}, pyogrio {pyogrio.__version__} "
        f"(GDAL {pyogrio.__gdal_version_string__}), "
        f"DuckDB {duckdb.__version__}, Shapely {shapely.__version__}, GEOS {shapely.geos_version_string}",
        "parcels": len(batch.parcels),
        "reader": args.reader,
        "seconds": seconds,
        "peak_memory_mb": peak_memory_mb(),
    }
    if not args.only_reading:
        result |= {"parameters": vars(batch.settings), "rules": vars(rules), "footprints": batch.rows(areas)}
    args.output.write_text(json.dumps(result, indent=1))
    for name, times in seconds.items():
        print(f"{name:<14} {min(times):8.3f} s")
    print(f"{'peak memory':<14} {result['peak_memory_mb']:8.0f} MB")


if __name__ == "__main__":
    main()
