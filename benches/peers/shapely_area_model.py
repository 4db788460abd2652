"""The area model in Shapely (GEOS) on the scenes of the benchmark: medians in milliseconds, as JSON.

Uses the independent implementation under tests/oracle in its fast mode: GEOS's own buffers, 128
segments to the full turn. Shapely releases nothing and runs on one core.
"""

import json
import statistics
import sys
import time
from pathlib import Path
from typing import Callable

import shapely
from shapely.geometry import MultiLineString, MultiPolygon, Polygon

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "oracle"))
from model import Obstacle, Params, assess, grow, joined, opening, regions, site_from_files  # noqa: E402

REPEATS = 9
# What rule pack cn asks for between the two stations and a plant of fire class A.
DEMONSTRATION = {
    "fuel_station.buried_tank": 15.5,
    "fuel_station.dispenser": 12.5,
    "fuel_station.vent": 12.5,
    "waste_transfer_station": 10.0,
}


def area(polygons: list) -> MultiPolygon:
    return MultiPolygon([Polygon(rings[0], rings[1:]) for rings in polygons])


def prepared(scene: dict) -> tuple:
    values = scene["parameters"]
    frontage = scene["frontage"]
    params = Params(
        setback_m=values["setback_m"],
        min_width_m=values["min_width_m"],
        min_area_m2=values["min_area_m2"],
        frontage=None if frontage is None else MultiLineString(frontage),
        access=joined([area([p]) for p in scene["access"]]),
        clearance_segs=32,
        opening_segs=32,
    )
    obstacles = [
        Obstacle(str(k), area(o["polygons"]), o["clearance_m"], o["severs"])
        for k, o in enumerate(scene["obstacles"])
    ]
    return area(scene["site"]), obstacles, params


def timed(work: Callable[[], object]) -> dict[str, float]:
    work()
    took = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        took.append(1e3 * (time.perf_counter() - start))
    return {"median": statistics.median(took), "low": min(took), "high": max(took)}


def main() -> None:
    lines = (ROOT / "tests/oracle/expected.ndjson").read_text().splitlines()[::10]
    scenes = [prepared(json.loads(line)) for line in lines]
    made = [(site, regions(site, obstacles, params), obstacles, params) for site, obstacles, params in scenes]
    excluded = [(site, [r["T"], r["C"], r["X"]]) for site, r, _, _ in made]
    demo = site_from_files(ROOT / "data/magnet-plant/site.toml", DEMONSTRATION)
    figures = {
        "scenes/grow": timed(
            lambda: [grow(o.shape, o.clearance_m, 32) for _, obstacles, _ in scenes for o in obstacles]
        ),
        "scenes/difference": timed(lambda: [site.difference(shapely.union_all(parts)) for site, parts in excluded]),
        "scenes/opening": timed(lambda: [opening(r["R"], params) for _, r, _, params in made]),
        "scenes/carve_out": timed(lambda: [assess(*scene) for scene in scenes]),
        "demonstration/area model": timed(lambda: assess(*demo)),
        "demonstration/reading": timed(
            lambda: site_from_files(ROOT / "data/magnet-plant/site.toml", DEMONSTRATION)
        ),
    }
    json.dump({"figures": figures, "loss_m2": assess(*demo)["loss_m2"], "geos": shapely.geos_version_string}, sys.stdout)


if __name__ == "__main__":
    main()
