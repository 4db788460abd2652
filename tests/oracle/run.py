"""Computes the expected values of the differential test: writes `expected.ndjson` beside this file.

    python3 run.py

Scenes come from `scenes.py`, values from `model.py`. A scene on a knife edge is left out:
one where a small change of a parameter moves a line of the ledger by more than 0.03 % of the
site, or where it is a matter of a tenth of a millimetre which land can be reached.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import shapely
from shapely import Geometry
from shapely.geometry import MultiLineString, Polygon

from model import Obstacle, Params, checked, common, joined, mitred, reached, regions, without
from scenes import Scene, scene

SEEDS = range(1, 661)
CLEARANCE_SEGS, OPENING_SEGS = 256, 128
# Arcs for the perturbations, where a small difference is what counts.
COARSE = {"clearance_segs": 64, "opening_segs": 64}
# Share of the site by which a line may move under a perturbation.
STEADY = 3e-4
WIDTH_M, DISTANCE_M, AREA, CONTACT_M = 0.02, 1e-3, 1e-3, 1e-4


def params_of(made: Scene) -> Params:
    return Params(
        setback_m=made.setback_m,
        min_width_m=made.min_width_m,
        min_area_m2=made.min_area_m2,
        frontage=None if made.frontage is None else MultiLineString(made.frontage),
        access=joined(made.access),
        clearance_segs=CLEARANCE_SEGS,
        opening_segs=OPENING_SEGS,
    )


def obstacles_of(made: Scene, more_m: float = 0.0) -> list[Obstacle]:
    return [
        Obstacle(str(k), o.shape, o.clearance_m + more_m if o.clearance_m else 0.0, o.severs)
        for k, o in enumerate(made.obstacles)
    ]


def expected(site: Geometry, obstacles: list[Obstacle], params: Params) -> dict[str, float]:
    """The ledger on the baseline, and the areas it is drawn up from, in square metres."""
    r = regions(site, obstacles, params)
    base = r["U0"]
    values = {
        "envelope_m2": r["E"].area,
        "baseline_m2": base.area,
        "nominal_m2": r["T"].area,
        "taking_m2": common(base, r["T"]).area,
        "clearance_m2": common(base, r["C"]).area,
        "access_m2": common(base, r["X"]).area,
        "narrow_m2": r["narrow"].area,
        "small_m2": r["small"].area,
        "landlocked_m2": r["landlocked"].area,
        "usable_m2": r["U"].area,
        "loss_m2": base.area - r["U"].area,
    }
    # An overlay that loses a polygon without a word breaks one of these sums.
    excluded = common(r["E"], joined([r["T"], r["C"], r["X"]])).area
    slips = (
        values["loss_m2"] - sum(values[line] for line in LINES[:-1]),
        r["E"].area - r["R"].area - excluded,
        common(r["T"], r["C"]).area,
    )
    if max(map(abs, slips)) > 1e-7 * site.area:
        raise ArithmeticError(f"areas do not add up: {slips}")
    return values


LINES = ("taking_m2", "clearance_m2", "access_m2", "narrow_m2", "small_m2", "landlocked_m2", "usable_m2")


def knife_edge(made: Scene, values: dict[str, float]) -> str | None:
    """Which small change moves a line too far, if one does."""
    site, params = made.land, replace(params_of(made), **COARSE)
    kept = obstacles_of(made)
    limit = STEADY * site.area

    def moved(a: dict[str, float], b: dict[str, float]) -> bool:
        return any(abs(a[line] - b[line]) > limit for line in ("baseline_m2", *LINES))

    coarse = expected(site, kept, params)
    if moved(coarse, values):
        return "arcs"
    for sign in (-1, 1):
        variants = {}
        if made.min_width_m or sign > 0:
            variants["width"] = kept, replace(params, min_width_m=made.min_width_m + sign * WIDTH_M)
        if made.min_area_m2:
            variants["area"] = kept, replace(params, min_area_m2=made.min_area_m2 * (1 + sign * AREA))
        if any(o.clearance_m for o in made.obstacles):
            variants["clearance"] = obstacles_of(made, sign * DISTANCE_M), params
        for name, (obstacles, changed) in variants.items():
            if moved(expected(site, obstacles, changed), coarse):
                return name
    return None if contact_is_clear(made) else "contact"


def contact_is_clear(made: Scene) -> bool:
    """Whether the same land is reached when obstacles grow or shrink by a tenth of a millimetre."""
    site, limit = made.land, STEADY * made.land.area
    frontage = site.boundary if made.frontage is None else MultiLineString(made.frontage)
    shapes = joined([o.shape for o in made.obstacles])

    def land(change_m: float, contact_m: float) -> Geometry:
        taken = mitred(shapes, change_m, 2.0)
        return joined(reached(without(site, taken), frontage, contact_m))

    now = land(0.0, 1e-3)
    # Where contacts are exact, growing tells all: shrinking would open what is closed.
    for change_m in (CONTACT_M,) if made.exact else (-CONTACT_M, CONTACT_M):
        for contact_m in (5e-4, 2e-3):
            then = land(change_m, contact_m)
            if checked(shapely.symmetric_difference, now, then).area > limit:
                return False
    return True


def fault(made: Scene) -> str | None:
    """Why a scene cannot be used at all."""
    shapes = [*made.site, *made.access, *(p for o in made.obstacles for p in o.polygons)]
    if not all(p.is_valid and p.area > 0.0 for p in shapes):
        return "invalid shape"
    if not 1_200.0 <= made.land.area:
        return "site too small"
    return None


def rings(polygon: Polygon) -> list:
    return [[list(point) for point in ring.coords[:-1]] for ring in (polygon.exterior, *polygon.interiors)]


def record(made: Scene, values: dict[str, float]) -> dict:
    return {
        "seed": made.seed,
        "family": made.family,
        "site": [rings(p) for p in made.site],
        "obstacles": [
            {"polygons": [rings(p) for p in o.polygons], "clearance_m": o.clearance_m, "severs": o.severs}
            for o in made.obstacles
        ],
        "access": [rings(p) for p in made.access],
        "frontage": None if made.frontage is None else [[list(c) for c in f.coords] for f in made.frontage],
        "parameters": {
            "setback_m": made.setback_m,
            "min_width_m": made.min_width_m,
            "min_area_m2": made.min_area_m2,
        },
        "expected": {name: round(value, 4) + 0.0 for name, value in values.items()},
    }


def worked(seed: int) -> tuple[str, str | dict]:
    """The family of a seed and its record, or why it is left out."""
    made = scene(seed)
    if reason := fault(made):
        return made.family, reason
    try:
        values = expected(made.land, obstacles_of(made), params_of(made))
        if values["baseline_m2"] < 0.02 * made.land.area:
            return made.family, "nothing usable"
        if reason := knife_edge(made, values):
            return made.family, reason
    except (ArithmeticError, shapely.errors.GEOSException) as error:
        print(f"seed {seed}: {error}")
        return made.family, "kernel"
    return made.family, record(made, values)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).with_name("expected.ndjson"))
    output = parser.parse_args().output
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(worked, SEEDS, chunksize=4))
    kept, left_out = Counter(), Counter()
    lines = []
    for family, result in results:
        if isinstance(result, str):
            left_out[result] += 1
        else:
            kept[family] += 1
            lines.append(json.dumps(result, separators=(",", ":")))
    output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} scenes, GEOS {shapely.geos_version_string}")
    print("kept:", dict(sorted(kept.items())))
    print("left out:", dict(sorted(left_out.items())))


if __name__ == "__main__":
    main()
