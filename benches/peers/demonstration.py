"""The demonstration site in Shapely: reading, and what `assess` computes of it but for the layout.

Clearances are given, and not looked up in a rule pack. What is read and computed otherwise is what
`carveout assess data/magnet-plant/site.toml` reads and computes: frontage along the roads, obstacles
among parcels, facilities and buildings, the parcel a facility stands on, the ledger, shares of each
obstacle over all subsets, and the loss at both ends of every range.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from math import factorial
from pathlib import Path

import numpy as np
import pyproj
import shapely
from shapely import Geometry

import geos_model as model
from geos_model import Baseline, Ground, Obstacles

# What the site's rule pack asks for between each kind and a plant of fire class A, metres.
CLEARANCES = {
    "fuel_station.buried_tank": 15.5,
    "fuel_station.dispenser": 12.5,
    "fuel_station.vent": 12.5,
    "waste_transfer_station": 10.0,
}
# All others are far away; none of them keeps building further off than this.
OTHERS_M = 50.0
# Shapes that overlap by less than this were drawn to meet.
SLIVER_M = 0.05


@dataclass(frozen=True)
class Layer:
    shapes: np.ndarray
    properties: list[dict]


@dataclass(frozen=True)
class Case:
    site: Geometry
    parameters: dict[str, float]
    ranges: dict
    parcels: Layer
    facilities: Layer
    buildings: Layer
    roads: Layer


def read(config: Path) -> Case:
    table = tomllib.loads(config.read_text(encoding="utf-8"))
    footprint = layer(config.parent / table["footprint"])
    west, south, east, north = shapely.total_bounds(footprint.shapes)
    to_metres = pyproj.Proj(proj="laea", lat_0=(south + north) / 2, lon_0=(west + east) / 2, ellps="WGS84")

    def planar(found: Layer) -> Layer:
        return replace(found, shapes=shapely.transform(found.shapes, to_metres, interleaved=False))

    names = table["parcels"], *table["facilities"], *table["buildings"], table["roads"]
    parcels, facilities, buildings, roads = (planar(layer(config.parent / name)) for name in names)
    site = model.joined(planar(footprint).shapes)
    return Case(site, table["parameters"], table["ranges"], parcels, facilities, buildings, roads)


def layer(path: Path) -> Layer:
    text = path.read_text(encoding="utf-8")
    properties = [feature["properties"] for feature in json.loads(text)["features"]]
    return Layer(shapely.get_parts(shapely.from_geojson(text)), properties)


def ground(case: Case, opening: Callable[[Geometry, float], Geometry] = model.mitred_back) -> Ground:
    """The site entered from the parts of its boundary along a road."""
    values = case.parameters
    tolerance = values["frontage_tolerance_m"]
    reach = np.array([road["width_m"] / 2 + tolerance for road in case.roads.properties])
    near = shapely.dwithin(case.roads.shapes, case.site, reach)
    zone = model.joined(model.grown(case.roads.shapes[near], reach[near]))
    frontage = shapely.intersection(case.site.boundary, zone)
    numbers = values["setback_m"], values["min_width_m"], values["min_area_m2"]
    return Ground(case.site, frontage, False, *numbers, opening)


def detect(case: Case, clearances: dict[str, float] = CLEARANCES) -> tuple[list[str], Obstacles]:
    """Everything that takes land of the site or keeps building away from a part of it, by id."""
    shapely.prepare(case.site)
    foreign = np.array([not parcel.get("site") for parcel in case.parcels.properties])
    plots, plot_ids = case.parcels.shapes[foreign], np.array([p["id"] for p in case.parcels.properties])[foreign]
    tree = shapely.STRtree(plots)

    own = case.facilities.properties
    kinds = {facility["id"]: facility["kind"] for facility in own if "part_of" not in facility}
    equipment: dict[str, list[tuple[Geometry, float]]] = {owner: [] for owner in kinds}
    for shape, item in zip(case.facilities.shapes, own):
        if owner := item.get("part_of"):
            equipment[owner].append((shape, clearances[f"{kinds[owner]}.{item['part']}"]))
    standing = case.facilities.shapes[["part_of" not in facility for facility in own]]

    buildings = [building["id"] for building in case.buildings.properties]
    ids = [*kinds, *buildings]
    shapes = np.append(standing, case.buildings.shapes)
    severs = [True] * len(kinds) + [False] * len(buildings)
    by_kind: dict[str, float] = {}
    for name, distance in clearances.items():
        name = name.split(".")[0]
        by_kind[name] = max(distance, by_kind.get(name, 0.0))
    reach = [by_kind.get(kind, OTHERS_M) for kind in kinds.values()] + [OTHERS_M] * len(buildings)

    found = []
    for at in np.flatnonzero(shapely.dwithin(case.site, shapes, reach)):
        shape, inside, parts = shapes[at], [], []
        if at < len(kinds):
            inside = tree.query(shapely.point_on_surface(shape), predicate="within")
            shape = model.joined([shape, *plots[inside]])
            parts = equipment[ids[at]]
        if parts:
            drawn, distances = zip(*parts)
            zone = model.joined(model.grown(np.array(drawn), distances))
        else:
            zone = model.grown(shape, reach[at])
        taking = clipped(case.site, shape)
        if not taking.is_empty or model.common(case.site, zone).area > SLIVER_M:
            found.append((ids[at], shape, taking, zone, severs[at], set(plot_ids[inside])))

    taken = set().union(*(one[-1] for one in found))
    for at in tree.query(case.site, predicate="intersects"):
        taking = model.EMPTY if plot_ids[at] in taken else clipped(case.site, plots[at])
        if not taking.is_empty:
            found.append((plot_ids[at], plots[at], taking, model.EMPTY, True, set()))
    found.sort(key=lambda one: one[0])
    found_ids, *columns, _ = zip(*found)
    return list(found_ids), Obstacles(*(np.array(column) for column in columns))


def clipped(site: Geometry, shape: Geometry) -> Geometry:
    """What of a shape lies in the site, without the slivers of shapes drawn to meet."""
    parts = shapely.get_parts(model.common(site, shape))
    return shapely.multipolygons(parts[shapely.area(parts) > SLIVER_M * shapely.length(parts) / 2])


def area_model(case: Case, at: Ground) -> tuple[Baseline, dict[str, Geometry]]:
    """Detection, baseline and carve-out: one run of the area model."""
    _, kept = detect(case)
    base = model.baseline(at)
    return base, model.carve_out(at, base, model.exclusion(at, kept))


def assess(case: Case, opening: Callable[[Geometry, float], Geometry] = model.mitred_back) -> dict[str, float]:
    """The full assessment, as areas."""
    ids, kept = detect(case)
    at = ground(case, opening)
    base = model.baseline(at)
    out = model.exclusion(at, kept)
    # Both stations lie on a street; a corridor would have to be laid otherwise.
    assert shapely.dwithin(at.frontage, kept.takings, model.CONTACT_M).all()
    headline = model.carve_out(at, base, out)
    figures = {"baseline_m2": base.usable.area, **areas(headline)}
    whole = base.usable.area - headline["usable"].area
    figures |= dict(zip((f"share of {id_}" for id_ in ids), shares(at, base, kept, whole)))
    for name in ("setback_m", "min_width_m", "min_area_m2"):
        for value in case.ranges[name]:
            there = replace(at, **{name: value})
            figures[f"loss at {name} {value:g}"] = loss(there, kept)
    for kind, values in case.ranges["clearance_m"].items():
        for value in values:
            _, other = detect(case, CLEARANCES | {kind: value})
            figures[f"loss at clearance_m of {kind} {value:g}"] = loss(at, other)
    return figures


def loss(at: Ground, kept: Obstacles) -> float:
    base = model.baseline(at)
    return model.loss_m2(at, base, model.exclusion(at, kept))


def shares(at: Ground, base: Baseline, kept: Obstacles, whole: float) -> list[float]:
    """Shapley shares of the loss, over all subsets; the loss of all is known."""
    count = len(kept.shapes)
    losses = {(): 0.0, tuple(range(count)): whole}
    for size in range(1, count):
        for some in combinations(range(count), size):
            out = model.exclusion(at, kept.some(np.array(some)))
            losses[some] = model.loss_m2(at, base, out)
    result = []
    for one in range(count):
        share = 0.0
        for some in (some for some in losses if one not in some):
            weight = factorial(len(some)) * factorial(count - len(some) - 1) / factorial(count)
            share += weight * (losses[tuple(sorted((*some, one)))] - losses[some])
        result.append(share)
    return result


def areas(regions: dict[str, Geometry]) -> dict[str, float]:
    return {f"{name}_m2": region.area for name, region in regions.items() if name != "remainder"}
