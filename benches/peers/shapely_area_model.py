"""Times the area model in Shapely (GEOS) on the scenes and the site of `benches/area_model.rs`.

    python shapely_area_model.py AREAS -o peer.json [--repeats 15]

Every figure is taken within the process, on one core, with garbage collection off, after one run
that is not counted. What is written: milliseconds of every repeat, with the opening that is one call of GEOS,
and the areas that the comparison holds against the crate's, with the crate's own opening; only the
rows of the two openings themselves are timed and measured with both. The regions of the real city are taken
from the crate's areas.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import shapely
from shapely import Geometry
from shapely.geometry import MultiLineString, Polygon

import demonstration
import geos_model as model
from geos_model import Ground, Obstacles

ROOT = Path(__file__).resolve().parents[2]
LEAST_REPEATS = 7


class Scene:
    """A stored scene, brought into the form the model wants; none of this is timed."""

    def __init__(self, scene: dict, opening: Callable[[Geometry, float], Geometry]):
        self.seed = scene["seed"]
        values, frontage = scene["parameters"], scene["frontage"]
        site = region(scene["site"])
        self.ground = Ground(
            site=site,
            frontage=site.boundary if frontage is None else MultiLineString(frontage),
            whole_boundary=frontage is None,
            opening=opening,
            **values,
        )
        self.corridors = region(scene["access"])
        placed = scene["obstacles"]
        shapes = np.array([region(one["polygons"]) for one in placed], dtype=object)
        self.clearances = np.array([one["clearance_m"] for one in placed])
        self.obstacles = Obstacles(
            shapes=shapes,
            takings=np.array([model.common(shape, site) for shape in shapes], dtype=object),
            zones=model.grown(shapes, self.clearances),
            severs=np.array([one["severs"] for one in placed], dtype=bool),
        )
        base, self.exclusion, self.carved = self.carve_out()
        self.envelope = base.envelope
        self.areas = {
            "envelope_m2": base.envelope.area,
            "baseline_m2": base.usable.area,
            **demonstration.areas(self.carved),
            "grow_m2": float(shapely.area(self.grow()).sum()),
            "difference_m2": self.difference().area,
            "opening_m2": self.opening().area,
            "opening_mitred_m2": self.opening_mitred().area,
        }

    def grow(self) -> np.ndarray:
        return model.grown(self.obstacles.shapes, self.clearances)

    def difference(self) -> Geometry:
        return model.without(self.envelope, model.joined(self.exclusion.parts()))

    def opening(self) -> Geometry:
        return model.in_front(self.carved["remainder"], self.ground.min_width_m)

    def opening_mitred(self) -> Geometry:
        return model.mitred_back(self.carved["remainder"], self.ground.min_width_m)

    def carve_out(self) -> tuple:
        base = model.baseline(self.ground)
        out = model.exclusion(self.ground, self.obstacles, self.corridors)
        return base, out, model.carve_out(self.ground, base, out)


def region(polygons: list) -> Geometry:
    return shapely.union_all([Polygon(rings[0], rings[1:]) for rings in polygons])


def stored(opening: Callable[[Geometry, float], Geometry]) -> list[Scene]:
    seeds = json.loads((ROOT / "benches/scenes.json").read_text())
    lines = (ROOT / "tests/oracle/expected.ndjson").read_text().splitlines()
    scenes = {scene["seed"]: scene for scene in map(json.loads, lines)}
    return [Scene(scenes[seed], opening) for seed in seeds]


def timed(repeats: int, work: Callable[[], object]) -> list[float]:
    work()
    took = []
    gc.collect()
    gc.disable()
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        took.append(1e3 * (time.perf_counter() - start))
    gc.enable()
    return took


def once(work: Callable[[], list[Geometry]]) -> tuple[float, list[Geometry]]:
    """NumPy and not GEOS, for seconds or a minute: a time is shown, and no ratio."""
    start = time.perf_counter()
    result = work()
    return 1e3 * (time.perf_counter() - start), result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("areas", type=Path, help="what the crate's benchmark wrote")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--repeats", type=int, default=15)
    args = parser.parse_args()
    repeats = max(args.repeats, LEAST_REPEATS)

    scenes, measured = stored(model.mitred_back), stored(model.in_front)
    city = json.loads(args.areas.read_text())["city"]
    remainders, width = [region(one) for one in city["regions"]], city["width_m"]
    config = ROOT / "data/magnet-plant/site.toml"
    case = demonstration.read(config)
    ground = demonstration.ground(case)
    work = {
        "scenes/grow": lambda: [scene.grow() for scene in scenes],
        "scenes/difference": lambda: [scene.difference() for scene in scenes],
        "scenes/opening_mitred": lambda: [scene.opening_mitred() for scene in scenes],
        "scenes/carve_out": lambda: [scene.carve_out() for scene in scenes],
        "demonstration/area_model": lambda: demonstration.area_model(case, ground),
        "demonstration/assess": lambda: demonstration.assess(case),
        "demonstration/reading": lambda: demonstration.read(config),
    }
    if remainders:
        work["city/opening_mitred"] = lambda: [model.mitred_back(one, width) for one in remainders]
    slow = {
        "scenes/opening": once(lambda: [scene.opening() for scene in scenes]),
        "city/opening": once(lambda: [model.in_front(one, width) for one in remainders]),
    }
    result = {
        "software": f"Shapely {shapely.__version__}, GEOS {shapely.geos_version_string}",
        "times_ms": {name: timed(repeats, one) for name, one in work.items()}
        | {name: [took] for name, (took, opened) in slow.items() if opened},
        "scenes": {scene.seed: {"site_m2": scene.ground.site.area, **scene.areas} for scene in measured},
        "demonstration": {"site_m2": case.site.area, **demonstration.assess(case, model.in_front)},
        "city": {
            "site_m2": sum(one.area for one in remainders),
            "opening_m2": sum(one.area for one in slow["city/opening"][1]),
            "opening_mitred_m2": sum(model.mitred_back(one, width).area for one in remainders),
        },
    }
    args.output.write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
