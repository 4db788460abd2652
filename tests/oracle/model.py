"""Independent statement of the area model, on Shapely (GEOS) and pyproj.

It shares no code and no geometry engine with the crate, so where the two agree the
number is unlikely to be an accident of either. `assess` works on planar geometry in
metres; `site_from_files` and the command line read a `site.toml` folder and bring it
into the local frame first.

    python tests/oracle/model.py data/magnet-plant/site.toml \\
        --clearance fuel_station.buried_tank=15.5 --clearance fuel_station.dispenser=12.5 \\
        --clearance fuel_station.vent=12.5 --clearance waste_transfer_station=10

Symbols (the names of the results of `regions`):

    F  site           dissolved footprint
    E  envelope       F inset by the boundary setback, mitred
    T  taking         obstacle shapes, within F
    C  clearance      (shapes and equipment grown by their clearance) with (severed taking
                      grown by the setback), round, within F, less T
    X  access         given corridors, within F, less T and C
    R  remainder      E less T, C, X
    U  usable         pieces of R wide, large and reachable enough, within U0
    U0 baseline       U of the same site with no obstacle

Arcs are chords of a circle of 256 sides unless `Params` asks for more: a buffer of radius r
falls short of the true one by at most r * 7.6e-5, so a circle's area by 1e-4 of itself.

GEOS now and then raises on nearly coincident edges, or gives an invalid result. The operation
is then done once more with its arguments snapped to a grid of 1e-7 m.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Callable

import pyproj
import shapely
from shapely import Geometry, union_all
from shapely.geometry import Polygon
from shapely.geometry import shape as from_geojson
from shapely.geometry.polygon import orient

import strips

MU_M2 = 2000.0 / 3.0
QUAD_SEGS = 64
MITRE_LIMIT = 5.0
# Land thinner than this is the rounding of shared edges, not an overlap.
TOUCH_M2 = 1e-2
# Grid for the second try of an operation that failed.
SNAP_M = 1e-7
EMPTY = Polygon()


@dataclass(frozen=True)
class Params:
    """What a planner sets. Lengths in metres, areas in square metres."""

    setback_m: float = 0.0
    min_width_m: float = 0.0
    min_area_m2: float = 0.0
    # Where the site is entered from; None is the whole boundary of F, holes included.
    frontage: Geometry | None = None
    # Land this close to the frontage touches it; a point of contact is enough.
    contact_m: float = 1e-3
    # Corridors to kept obstacles, already chosen.
    access: Geometry = EMPTY
    # Chords of a quarter circle, in clearances and in the erosion of the opening.
    clearance_segs: int = QUAD_SEGS
    opening_segs: int = QUAD_SEGS


@dataclass(frozen=True)
class Obstacle:
    """One kept obstacle: `equipment`, when given, carries the clearance instead of `shape`."""

    id: str
    shape: Geometry
    clearance_m: float = 0.0
    severs: bool = True
    equipment: tuple[tuple[Geometry, float], ...] = field(default=())

    def reach(self, segs: int = QUAD_SEGS) -> Geometry:
        if self.equipment:
            return joined([grow(part, distance, segs) for part, distance in self.equipment])
        return grow(self.shape, self.clearance_m, segs)

    def meets(self, site: Geometry) -> bool:
        inside = common(self.shape, site).area > TOUCH_M2
        return inside or common(self.reach(), site).area > TOUCH_M2


def areal(geometry: Geometry) -> Geometry:
    """The polygons of a result; overlay also returns the lines and points of contact."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return union_all([p for p in parts if p.geom_type == "Polygon"]) if len(parts) else EMPTY


def checked(operation: Callable[..., Geometry], *arguments: Geometry) -> Geometry:
    """The polygons of an operation, tried again on snapped arguments if it fails."""
    try:
        result = areal(operation(*arguments))
        if result.is_valid:
            return result
    except shapely.errors.GEOSException:
        pass
    return areal(operation(*(shapely.set_precision(a, SNAP_M) for a in arguments)))


def common(a: Geometry, b: Geometry) -> Geometry:
    return checked(lambda a, b: a.intersection(b), a, b)


def without(a: Geometry, b: Geometry) -> Geometry:
    return checked(lambda a, b: a.difference(b), a, b)


def joined(geometries: list[Geometry]) -> Geometry:
    return checked(lambda *parts: union_all(parts), *geometries) if geometries else EMPTY


def grow(geometry: Geometry, distance: float, segs: int = QUAD_SEGS) -> Geometry:
    """Round buffer: true Euclidean distance, both outwards and (negative) inwards."""
    if not distance:
        return areal(geometry)
    return checked(lambda g: g.buffer(distance, quad_segs=segs), geometry)


def mitred(geometry: Geometry, distance: float, limit: float) -> Geometry:
    if not distance:
        return geometry
    return checked(lambda g: g.buffer(distance, join_style="mitre", mitre_limit=limit), geometry)


def opening(region: Geometry, params: Params) -> Geometry:
    """The parts of `region` at least `min_width` wide: discs that fit, and what lies in front of them."""
    half, segs = params.min_width_m / 2, params.opening_segs
    if half <= 0.0 or region.is_empty:
        return region
    core = checked(lambda r: strips.eroded(r, half, segs), region)
    return common(checked(lambda c, r: strips.dilated(c, half, r, segs), core, region), region)


def reached(land: Geometry, frontage: Geometry, contact_m: float) -> list[Polygon]:
    """The connected parts of `land` that touch the frontage."""
    return [part for part in shapely.get_parts(land) if part.distance(frontage) <= contact_m]


def usable(remainder: Geometry, land: Geometry, frontage: Geometry, params: Params) -> dict[str, Geometry]:
    """Split `remainder` into kept pieces and the three ways of being left over.

    `land` is F minus T: what one can drive on to reach a piece. A piece that fails in more
    than one way is booked under the first of narrow, small, landlocked.
    """
    open_land = reached(land, frontage, params.contact_m)
    wide = opening(remainder, params)
    out: dict[str, list[Geometry]] = {"usable": [], "small": [], "landlocked": []}
    for piece in shapely.get_parts(wide):
        if piece.area < params.min_area_m2:
            out["small"].append(piece)
        elif not any(part.contains(piece.representative_point()) for part in open_land):
            out["landlocked"].append(piece)
        else:
            out["usable"].append(piece)
    return {"narrow": without(remainder, wide)} | {k: joined(v) for k, v in out.items()}


def regions(site: Geometry, obstacles: list[Obstacle], params: Params) -> dict[str, Geometry]:
    """Every region of the model, by symbol, with the left-over land clipped to the baseline."""
    frontage = site.boundary if params.frontage is None else params.frontage
    envelope = mitred(site, -params.setback_m, MITRE_LIMIT)
    baseline = usable(envelope, site, frontage, params)["usable"]

    shapes = joined([o.shape for o in obstacles])
    severed = common(joined([o.shape for o in obstacles if o.severs]), site)
    segs = params.clearance_segs
    zones = joined([grow(severed, params.setback_m, segs)] + [o.reach(segs) for o in obstacles])
    taking = common(shapes, site)
    clearance = without(common(zones, site), taking)
    access = without(common(params.access, site), joined([taking, clearance]))

    # What was clipped to F has new vertices, rounded, and taking it from F may leave a hairline
    # along F's boundary that connects what is apart: subtract what was not clipped.
    remainder = without(envelope, joined([shapes, zones, params.access]))
    split = usable(remainder, without(site, shapes), frontage, params)
    clipped = {name: common(part, baseline) for name, part in split.items()}
    return {
        "F": site,
        "E": envelope,
        "U0": baseline,
        "T": taking,
        "C": clearance,
        "X": access,
        "R": remainder,
        "U": clipped["usable"],
        "narrow": clipped["narrow"],
        "small": clipped["small"],
        "landlocked": clipped["landlocked"],
    }


def assess(site: Geometry, obstacles: list[Obstacle], params: Params) -> dict:
    """The ledger of building around `obstacles`, areas in square metres."""
    site = areal(site)
    kept = [o for o in obstacles if o.meets(site)]
    r = regions(site, kept, params)
    base, excluded = r["U0"], joined([r["T"], r["C"], r["X"]])
    usable_m2 = r["U"].area
    ledger = {
        "taking_m2": common(base, r["T"]).area,
        "clearance_m2": common(base, r["C"]).area,
        "access_m2": common(base, r["X"]).area,
        "remnant_m2": without(base, excluded).area - usable_m2,
    }
    loss, nominal = base.area - usable_m2, r["T"].area
    assert abs(sum(ledger.values()) - loss) <= 1e-9 * max(base.area, 1.0), "the ledger must sum to the loss"
    return {
        "obstacles": [o.id for o in kept],
        "gross_area_m2": site.area,
        "envelope_m2": r["E"].area,
        "baseline_usable_m2": base.area,
        "clearance_region_m2": r["C"].area,
        "usable_m2": usable_m2,
        "nominal_m2": nominal,
        "loss_m2": loss,
        "loss_mu": loss / MU_M2,
        "multiplier": loss / nominal if nominal else None,
        "ledger": ledger,
        "remnant": {f"{k}_m2": r[k].area for k in ("narrow", "small", "landlocked")},
        "pieces_m2": sorted((p.area for p in shapely.get_parts(r["U"])), reverse=True),
    }


# --- files -------------------------------------------------------------------


def local_frame(footprint: Geometry) -> pyproj.Transformer:
    """Longitude/latitude to metres: equal-area, centred on the middle of the site's bounding box."""
    west, south, east, north = footprint.bounds
    centre = f"+lat_0={(south + north) / 2!r} +lon_0={(west + east) / 2!r}"
    return pyproj.Transformer.from_crs("EPSG:4326", f"+proj=laea {centre} +ellps=WGS84", always_xy=True)


def features(path: Path) -> list[tuple[dict, Geometry]]:
    collection = json.loads(path.read_text(encoding="utf-8"))
    return [(f["properties"], from_geojson(f["geometry"])) for f in collection["features"]]


def site_from_files(config: Path, clearance: dict[str, float]) -> tuple[Geometry, list[Obstacle], Params]:
    """Read a `site.toml` folder into planar geometry.

    `clearance` maps `kind` or `kind.part` to metres; a kind without an entry keeps no distance.
    """
    folder, table = config.parent, tomllib.loads(config.read_text(encoding="utf-8"))
    footprint = union_all([g for _, g in features(folder / table["footprint"])])
    frame = local_frame(footprint)

    def planar(geometry: Geometry) -> Geometry:
        moved = shapely.transform(geometry, frame.transform, interleaved=False)
        return orient(moved) if moved.geom_type == "Polygon" else moved

    obstacles: list[Obstacle] = []
    own = set(table.get("site_parcels", []))
    for properties, geometry in features(folder / table["parcels"]) if "parcels" in table else []:
        if not properties.get("site") and properties["id"] not in own:
            obstacles.append(Obstacle(properties["id"], planar(geometry)))

    plots, parts = {}, {}
    for layer in table.get("facilities", []):
        for properties, geometry in features(folder / layer):
            if owner := properties.get("part_of"):
                parts.setdefault(owner, []).append((properties["part"], planar(geometry)))
            else:
                plots[properties["id"]] = (properties["kind"], planar(geometry))
    for id_, (kind, geometry) in plots.items():
        equipment = tuple(
            (g, clearance.get(f"{kind}.{part}", clearance.get(kind, 0.0))) for part, g in parts.get(id_, [])
        )
        obstacles.append(Obstacle(id_, geometry, clearance.get(kind, 0.0), equipment=equipment))

    values = table.get("parameters", {})
    names = ("setback_m", "min_width_m", "min_area_m2")
    return planar(footprint), obstacles, Params(**{n: values[n] for n in names if n in values})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("site", type=Path, help="a site.toml")
    parser.add_argument("--clearance", action="append", default=[], metavar="KIND[.PART]=M")
    for name in ("setback-m", "min-width-m", "min-area-m2"):
        parser.add_argument(f"--{name}", type=float)
    args = parser.parse_args()
    pairs = (item.split("=", 1) for item in args.clearance)
    site, obstacles, params = site_from_files(args.site, {kind: float(m) for kind, m in pairs})
    given = {n: getattr(args, n) for n in ("setback_m", "min_width_m", "min_area_m2")}
    params = replace(params, **{n: v for n, v in given.items() if v is not None})
    print(json.dumps(assess(site, obstacles, params), indent=2))


if __name__ == "__main__":
    main()
