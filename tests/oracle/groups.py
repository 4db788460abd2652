"""Usable land of real parcels taken together, by Shapely: writes `groups.ndjson` beside this file.

    python3 groups.py ../../../shared/data

Every group is dissolved and its gaps are closed before anything is measured, by the growing and
shrinking of GEOS. A line has the layer, the numbers of the features, from zero, and square metres.
The layers are no part of the repository, and nothing of them but areas is written.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import shapely
from shapely import Geometry, STRtree, union_all
from shapely.geometry import box

import strips
from model import MITRE_LIMIT, QUAD_SEGS, areal, features, local_frame, mitred, without

GAP_M = 0.05
# Widths are taken to the millimetre.
HALF_M = (GAP_M + 1e-3) / 2
SETBACK_M = 3.0
GROUPS = 100


def closed(land: Geometry) -> Geometry:
    """What is narrower than the tolerance between parts of some land is land."""
    return areal(union_all([land, mitred(mitred(land, HALF_M, 10.0), -HALF_M, 10.0)]))


def inset(land: Geometry) -> Geometry:
    """The land within the setback: what lies outside grows by it, with mitred corners, strip by strip."""
    frame = box(*land.buffer(100.0).bounds)
    outside = without(frame, land)
    strip = strips.swept_outwards(outside, SETBACK_M, MITRE_LIMIT, strips.reflex_corners(frame), QUAD_SEGS)
    return without(land, strips.together([outside, *strip]))


def measured(parts: list[Geometry]) -> dict[str, float]:
    parts = [shapely.make_valid(part) for part in parts]
    frame = local_frame(union_all(parts))
    planar = [shapely.transform(part, frame.transform, interleaved=False) for part in parts]
    drawn = areal(union_all([areal(shapely.make_valid(part)) for part in planar]))
    land = closed(drawn)
    return {
        "gap_m2": round(land.area - drawn.area, 4),
        "gross_m2": round(land.area, 3),
        "usable_m2": round(inset(land).area, 3),
    }


def neighbours(shapes: list[Geometry], seed: int) -> list[list[int]]:
    """Groups of 2 to 9 features of which each lies within the tolerance of another of its group."""
    degrees = GAP_M / 111_000
    tree, chance = STRtree(shapes), random.Random(seed)
    groups: list[list[int]] = []
    while len(groups) < GROUPS:
        group, wanted = [chance.randrange(len(shapes))], chance.randint(2, 9)
        while len(group) < wanted:
            beside = set(tree.query([shapes[k] for k in group], "dwithin", degrees)[1].tolist()) - set(group)
            # A corner in common is no side by side.
            beside = {k for k in beside if any(shapes[k].buffer(degrees).intersection(shapes[g]).length > 40 * degrees for g in group)}
            if not beside:
                break
            group.append(chance.choice(sorted(beside)))
        if len(group) >= 2:
            groups.append(sorted(group))
    return groups


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path, help="the folder of the layers")
    data = parser.parse_args().data
    lines = []
    for layer, seed in [
        ("cambridge/special_permit_areas.geojson", None),
        ("cambridge/parcels.geojson", 1),
        ("cjk/joetsu_parcels_jgd2011.geojson", 2),
    ]:
        shapes = [shape for _, shape in features(data / layer)]
        groups = [[k] for k in range(len(shapes))] if seed is None else neighbours(shapes, seed)
        for group in groups:
            line = {"layer": layer, "features": group}
            lines.append(json.dumps(line | measured([shapes[k] for k in group])))
    (Path(__file__).parent / "groups.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
