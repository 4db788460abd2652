"""The batch job with GeoPandas and Shapely 2: what each of many footprints loses to what stands there.

    python geopandas_batch.py PARCELS FACILITIES FOOTPRINTS -o OUT.json [--repeats R]

Written as an analyst would who wants it fast: only columns that are needed are read, joins are bulk
queries of STR trees, and every overlay and buffer is one vectorised call for all footprints. Only what
lies near a footprint is projected or buffered. `--threads` shares the opening, which takes longest,
among cores; `--reader duckdb` reads parcels faster than GDAL does, if each has a line of its own.

For each footprint F, in one equal-area frame: T are the plots of facilities in reach, C all within
their clearance, without T; E is F inset by the setback, R is E without T and C; usable is what of R is
wide enough (an opening) and large enough. The loss is the usable land without facilities less that
with them. Of `docs/area-model.md` this leaves out roads, access, parcels of others and the ledger of
remnants.

Plots are the facility's shape and the parcels that hold its middle; lines have none. A clearance is
`clearance_m`, else that of the kind. It starts at the equipment where that is drawn, else at the plot.
Repaired footprints count; others that have no area on the globe are named with their problem.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
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
from geos_model import EMPTY, MITRE_LIMIT, POLYGON, SNAP_M, polygons

LINESTRING = 1
# GDAL's features as they come, through Arrow, and without GDAL. Arrow is no gain for GeoJSON.
READERS = ["pyogrio", "arrow", "duckdb"]
# Metres by kind; `--clearances` replaces them. By kind and part where equipment is drawn.
CLEARANCES = {
    "fuel_station": 50.0,
    "fuel_station.buried_tank": 15.5,
    "fuel_station.dispenser": 12.5,
    "waste_transfer_station": 20.0,
    "substation": 25.0,
    "gas_regulating_station": 14.0,
    "cemetery": 50.0,
    "heritage_site": 30.0,
    "drinking_water_well": 30.0,
    "overhead_power_line": 15.0,
}

# Geometries, or numbers, one for each of many things.
Shapes = np.ndarray
Numbers = np.ndarray


@dataclass(frozen=True)
class Parameters:
    setback_m: float
    min_width_m: float
    min_area_m2: float
    plots_sever: bool
    threads: int


@dataclass(frozen=True)
class Facilities:
    """Facilities without their equipment; `plots` is empty for lines."""

    shapes: Shapes
    plots: Shapes
    clearances: Numbers
    # Equipment, the facility it belongs to, its clearance.
    equipment: Shapes
    owners: Numbers
    distances: Numbers


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
    """All at once; where GEOS refuses, one by one, and what it refuses then on a grid."""
    try:
        return operation(*arrays)
    except shapely.errors.GEOSException:
        rows = []
        for row in zip(*arrays):
            row = [np.array([shape], dtype=object) for shape in row]
            try:
                rows.append(operation(*row)[0])
            except shapely.errors.GEOSException:
                rows.append(operation(*(shapely.set_precision(shape, SNAP_M) for shape in row))[0])
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

    def opened(some: Shapes) -> Shapes:
        return common(mitred(shapely.buffer(some, -half, quad_segs=quad_segs), half), some)

    # GEOS runs without Python's lock.
    with ThreadPoolExecutor(settings.threads) as pool:
        return np.concatenate(list(pool.map(opened, np.array_split(remainder, settings.threads))))


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
        equipped = np.zeros(len(facilities.shapes), dtype=bool)
        equipped[facilities.owners] = True
        whole = np.flatnonzero(~equipped)
        place = np.where(shapely.is_empty(facilities.plots), facilities.shapes, facilities.plots)
        grown = shapely.buffer(place[whole], facilities.clearances[whole], quad_segs=quad_segs)
        around = shapely.buffer(facilities.equipment, facilities.distances, quad_segs=quad_segs)
        zones, owners = [grown, around], [whole, facilities.owners]
        if settings.plots_sever:
            zones.append(shapely.buffer(facilities.plots, settings.setback_m, quad_segs=quad_segs))
            owners.append(np.arange(len(place)))
        else:
            # A clearance from the whole plot holds the plot already.
            zones.append(facilities.plots[equipped])
            owners.append(np.flatnonzero(equipped))
        reach = joined(np.concatenate(zones), np.concatenate(owners), len(place))

        site, facility = STRtree(reach).query(sites, predicate="intersects")
        everything = joined(reach[facility], site, count)
        taken = joined(facilities.plots[facility], site, count)
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

    def __init__(self, args: argparse.Namespace, clearances: dict[str, float]):
        self.args, self.clearances = args, clearances
        self.settings = Parameters(args.setback, args.min_width, args.min_area, args.plots_sever, args.threads)
        self.stages = Stages()

    def read(self) -> None:
        with self.stages.stage("read_parcels"):
            if self.args.reader == "duckdb":
                self.parcels = read_lines(self.args.parcels, self.args.threads)
            else:
                self.parcels = read(self.args.parcels, ["id"], self.args.reader == "arrow")
        with self.stages.stage("read_others"):
            columns = ["id", "kind", "part_of", "part", "clearance_m"]
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

            all_shapes, table = self.facilities.geometry.values, self.facilities
            main = table["part_of"].isna().to_numpy()
            standing = all_shapes[main]
            areal = np.flatnonzero(shapely.get_type_id(standing) != LINESTRING)
            host, plot = tree.query(shapely.point_on_surface(standing[areal]), predicate="within")

            # Boxes in degrees tell which parcels are needed in metres at all.
            _, candidates = tree.query(in_degrees)
            needed = np.unique(np.concatenate([plot, candidates]))
            near = self.project(parcels[needed])
            site, _ = STRtree(near).query(self.sites, predicate="intersects")
            self.parcels_met = np.bincount(site, minlength=len(self.sites))

            everything = self.project(all_shapes)
            shapes = everything[main]
            drawn = areal[shapely.get_dimensions(shapes[areal]) == 2]
            plots = joined(
                np.concatenate([shapes[drawn], near[np.searchsorted(needed, plot)]]),
                np.concatenate([drawn, areal[host]]),
                len(shapes),
            )
            self.near_facilities(table, main, shapes, plots, everything[~main])

    def near_facilities(
        self, table: geopandas.GeoDataFrame, main: Numbers, shapes: Shapes, plots: Shapes, equipment: Shapes
    ) -> None:
        """Keeps the facilities from which a footprint may be in reach."""
        kinds, parts, ids = (table[name].to_numpy(dtype=object) for name in ("kind", "part", "id"))
        given = table["clearance_m"].to_numpy(dtype=float)
        by_kind = np.array([self.clearances.get(kind, 0.0) for kind in kinds[main]])
        clearances = np.where(np.isnan(given[main]), by_kind, given[main])
        row = {id_: at for at, id_ in enumerate(ids[main])}
        owners = np.array([row[id_] for id_ in table["part_of"][~main]], dtype=int)
        names = kinds[main][owners] + "." + parts[~main]
        by_part = np.array([self.clearances.get(name, 0.0) for name in names])
        distances = np.where(np.isnan(given[main][owners]), by_part, given[main][owners])

        farthest = np.maximum(clearances, self.settings.setback_m)
        np.maximum.at(farthest, owners, distances)
        place = np.where(shapely.is_empty(plots), shapes, plots)
        close, _ = STRtree(self.sites).query(place, predicate="dwithin", distance=farthest)
        keep = np.unique(close)
        kept = np.isin(owners, keep)
        self.in_reach = Facilities(
            shapes[keep],
            plots[keep],
            clearances[keep],
            equipment[kept],
            np.searchsorted(keep, owners[kept]),
            distances[kept],
        )

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
    parser.add_argument("--clearances", type=Path, help="JSON: metres by kind, and by kind.part")
    parser.add_argument("--plots-sever", action="store_true", help="keep the setback from plots as well")
    parser.add_argument("--reader", choices=READERS, default="pyogrio", help="of the parcels")
    parser.add_argument("--only-reading", action="store_true")
    args = parser.parse_args()
    clearances = json.loads(args.clearances.read_text()) if args.clearances else CLEARANCES

    runs = []
    for _ in range(max(args.repeats, 1)):
        batch = Batch(args, clearances)
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
        result |= {"parameters": vars(batch.settings), "clearances_m": clearances, "footprints": batch.rows(areas)}
    args.output.write_text(json.dumps(result, indent=1))
    for name, times in seconds.items():
        print(f"{name:<14} {min(times):8.3f} s")
    print(f"{'peak memory':<14} {result['peak_memory_mb']:8.0f} MB")


if __name__ == "__main__":
    main()
