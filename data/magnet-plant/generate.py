#!/usr/bin/env python3
"""Writes the layers of the demonstration site. Standard library only, same bytes every run.

    python3 data/magnet-plant/generate.py

Everything is drawn in a plan of metres whose origin is the street corner of the site
(property lines of 新材料大街 and 磁材路), x east and y north along the streets. The plan is
turned by BEARING, moved so that CENTRE lands on 109.87 E, 40.60 N, and taken to
longitude/latitude by the inverse of an equal-area projection, so areas in the plan are
areas on the ground.
"""

import json
import math
import random
from pathlib import Path

HERE = Path(__file__).parent
MU = 2000.0 / 3.0

LON0, LAT0 = 109.87, 40.60
CENTRE = (-240.0, 130.0)
BEARING = math.radians(4.0)
# Metres around CENTRE within which a coordinate keeps 9 decimals (0.1 mm); 7 (1 cm) beyond.
FINE_RADIUS = 600.0

PARK = "鹿鸣产业园区"
RNG = random.Random(140)


# --- plan to longitude/latitude --------------------------------------------------


class EqualArea:
    """Inverse Lambert azimuthal equal-area on WGS84 (Snyder 1987, p. 187-190)."""

    A, E2 = 6378137.0, 0.0066943799901413165

    def __init__(self, lon, lat):
        self.lon, phi = math.radians(lon), math.radians(lat)
        self.qp = self._q(math.pi / 2)
        self.beta = math.asin(self._q(phi) / self.qp)
        self.rq = self.A * math.sqrt(self.qp / 2)
        m = math.cos(phi) / math.sqrt(1 - self.E2 * math.sin(phi) ** 2)
        self.d = self.A * m / (self.rq * math.cos(self.beta))

    def _q(self, phi):
        e, s = math.sqrt(self.E2), math.sin(phi)
        log = math.log((1 - e * s) / (1 + e * s)) / (2 * e)
        return (1 - self.E2) * (s / (1 - self.E2 * s * s) - log)

    def _latitude(self, q):
        phi = math.asin(q / self.qp)
        for _ in range(8):
            s = math.sin(phi)
            slope = 2 * (1 - self.E2) * math.cos(phi) / (1 - self.E2 * s * s) ** 2
            phi += (q - self._q(phi)) / slope
        return phi

    def lonlat(self, x, y):
        rho = math.hypot(x / self.d, self.d * y)
        if rho == 0.0:
            return math.degrees(self.lon), math.degrees(self._latitude(self.qp * math.sin(self.beta)))
        c = 2 * math.asin(rho / (2 * self.rq))
        sin_b, cos_b = math.sin(self.beta), math.cos(self.beta)
        q = self.qp * (math.cos(c) * sin_b + self.d * y * math.sin(c) * cos_b / rho)
        lon = self.lon + math.atan2(
            x * math.sin(c),
            self.d * rho * cos_b * math.cos(c) - self.d**2 * y * sin_b * math.sin(c),
        )
        return math.degrees(lon), math.degrees(self._latitude(q))


FRAME = EqualArea(LON0, LAT0)


def lonlat(point):
    x, y = point[0] - CENTRE[0], point[1] - CENTRE[1]
    c, s = math.cos(BEARING), math.sin(BEARING)
    digits = 9 if math.hypot(x, y) <= FINE_RADIUS else 7
    return [round(v, digits) for v in FRAME.lonlat(x * c - y * s, x * s + y * c)]


# --- plane helpers ---------------------------------------------------------------


def area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1])) / 2


def between(a, b, t):
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def rectangle(x0, y0, x1, y1):
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def ladder(bottom, top, cuts):
    """Lots between two straight sides, cut at fractions; `cuts` are (bottom, top) pairs."""
    cuts = [(0.0, 0.0), *cuts, (1.0, 1.0)]
    return [
        [between(*bottom, b0), between(*bottom, b1), between(*top, t1), between(*top, t0)]
        for (b0, t0), (b1, t1) in zip(cuts, cuts[1:])
    ]


def uneven(n):
    """n - 1 cuts that make n lots of unlike widths with slightly slanting sides."""
    weights = [RNG.uniform(0.75, 1.4) for _ in range(n)]
    at = [sum(weights[:i]) / sum(weights) for i in range(1, n)]
    return [(t, t + RNG.uniform(-0.012, 0.012)) for t in at]


def node(rings):
    """Give every ring the corners that its neighbours put on its sides, so shared edges agree."""
    corners = {(round(x, 6), round(y, 6)): (x, y) for ring in rings for x, y in ring}
    for ring in rings:
        out = []
        for a, b in zip(ring, ring[1:] + ring[:1]):
            dx, dy = b[0] - a[0], b[1] - a[1]
            length = math.hypot(dx, dy)
            on_side = []
            for x, y in corners.values():
                along = ((x - a[0]) * dx + (y - a[1]) * dy) / length
                off = abs((x - a[0]) * dy - (y - a[1]) * dx) / length
                if off < 1e-5 and 1e-3 < along < length - 1e-3:
                    on_side.append((along, (x, y)))
            out += [a, *(p for _, p in sorted(on_side))]
        ring[:] = out


# --- the site --------------------------------------------------------------------

# Fuel station: 50 m of frontage on the main street, 85 m from the crossing, 60 m deep.
FUEL = rectangle(-135, 0, -85, 60)
# Waste transfer station: 20 m of frontage on the branch road, 50 m deep.
WASTE = rectangle(-50, 57, 0, 77)
# Older shop lots on the main street that the project does not include.
SHOPS = [(-235, 0), (-173, 0), (-173.5, 44), (-236, 45)]
# The northern edge follows a storm drain that leaves the branch road at a slant.
DRAIN_SOUTH = [(-205, 97), (-87, 100), (0, 155)]
NORTH_EAST, NORTH, NORTH_WEST_Y = (-209, 262), (-322, 270), 258


def site_outline():
    """The footprint, its western edge placed so that it measures 140 mu."""

    def outline(west):
        return [
            (west, 0), SHOPS[0], SHOPS[3], SHOPS[2], SHOPS[1],
            (-12, 0), (0, 12), *reversed(DRAIN_SOUTH),
            NORTH_EAST, NORTH, (west - 7, NORTH_WEST_Y),
        ]  # fmt: skip

    # The area falls in a straight line as the western edge moves east.
    at_400, at_500 = area(outline(-400)), area(outline(-500))
    west = -400 - 100 * (140 * MU - at_400) / (at_500 - at_400)
    return outline(round(west, 3))


SITE = site_outline()
WEST, NORTH_WEST = SITE[0], SITE[-1]

_split_low, _split_high = (-358, 0), between(NORTH, NORTH_WEST, 0.24)
_neck_low, _neck_high = between(SHOPS[3], SHOPS[2], 0.5), DRAIN_SOUTH[0]
_behind_fuel = between(DRAIN_SOUTH[0], DRAIN_SOUTH[1], 0.6)

SITE_PARCELS = [
    [WEST, _split_low, _split_high, NORTH_WEST],
    [_split_low, SHOPS[0], SHOPS[3], _neck_low, _neck_high, NORTH_EAST, NORTH, _split_high],
    [_neck_low, SHOPS[2], SHOPS[1], FUEL[0], FUEL[3], _behind_fuel, _neck_high],
    [FUEL[3], FUEL[2], WASTE[3], WASTE[2], DRAIN_SOUTH[2], DRAIN_SOUTH[1], _behind_fuel],
    [FUEL[1], (-12, 0), (0, 12), WASTE[1], WASTE[0], WASTE[3], FUEL[2]],
]

# Four 30 m3 tanks (2.6 x 6.0 m in plan) under the yard, two rows of dispensers under the canopy.
TANKS = [rectangle(-91.6 - 3.4 * i, 40, -89.0 - 3.4 * i, 46) for i in range(4)]
DISPENSERS = [(x, y) for y in (19.0, 28.0) for x in (-122.0, -111.0, -100.0)]
VENT = (-88.0, 57.0)


# --- land use --------------------------------------------------------------------

# key: (land_use, its name, zoning of the older GB 50137 plan)
USES = {
    "M1": ("100101", "一类工业用地", "M1"),
    "M2": ("100102", "二类工业用地", "M2"),
    "W1": ("110101", "一类物流仓储用地", "W1"),
    "R2": ("070102", "二类城镇住宅用地", "R21"),
    "school": ("080403", "中小学用地", "A33"),
    "nursery": ("080404", "幼儿园用地", "R22"),
    "office": ("0801", "机关团体用地", "A1"),
    "research": ("0802", "科研用地", "A35"),
    "clinic": ("080602", "基层医疗卫生设施用地", "A5"),
    "shops": ("090101", "零售商业用地", "B11"),
    "meals": ("090103", "餐饮用地", "B13"),
    "hotel": ("090104", "旅馆用地", "B14"),
    "fuel": ("090105", "公用设施营业网点用地", "B41"),
    "bus": ("120802", "公共交通场站用地", "S41"),
    "parking": ("120803", "社会停车场用地", "S42"),
    "sewage": ("1302", "排水用地", "U21"),
    "power": ("1303", "供电用地", "U12"),
    "heat": ("1305", "供热用地", "U14"),
    "waste": ("1309", "环卫用地", "U22"),
    "fire": ("1310", "消防用地", "U31"),
    "park": ("1401", "公园绿地", "G1"),
    "belt": ("1402", "防护绿地", "G2"),
    "drain": ("1705", "沟渠", "E13"),
    "reserve": ("16", "留白用地", ""),
}

_NAMES = ["鹿原", "敕川", "青云", "九峰", "塞北", "昆河", "大漠", "云岭", "草原", "恒泰", "华磁", "瑞丰"]
_INDUSTRY = [
    "永磁材料",
    "稀土合金",
    "精密机械",
    "电机制造",
    "抛光粉体",
    "贮氢材料",
    "铝业",
    "模具",
    "传动设备",
    "金属制品",
]
_OFFICIAL = {
    "school": "鹿鸣实验学校",
    "nursery": "鹿鸣第一幼儿园",
    "office": f"{PARK}管理委员会",
    "research": "鹿鸣稀土功能材料研究院",
    "clinic": "鹿鸣社区卫生服务中心",
    "bus": "鹿鸣公共交通有限责任公司",
    "parking": "鹿鸣城市停车管理有限公司",
    "sewage": "鹿鸣水务有限公司",
    "power": "鹿鸣供电公司",
    "heat": "鹿鸣热力有限公司",
    "fire": f"{PARK}消防救援站",
    "park": f"{PARK}园林绿化中心",
    "belt": f"{PARK}园林绿化中心",
    "drain": f"{PARK}市政养护中心",
    "reserve": f"{PARK}土地收购储备中心",
}
_owner_count = 0


def owner_of(use):
    """An invented owner; factories, shops and depots draw from name lists in turn."""
    global _owner_count
    if use in _OFFICIAL:
        return _OFFICIAL[use]
    _owner_count += 1
    name = _NAMES[_owner_count % len(_NAMES)]
    if use in ("M1", "M2"):
        return f"包头市{name}{_INDUSTRY[_owner_count * 7 % len(_INDUSTRY)]}有限公司"
    kind = {
        "W1": "物流有限公司",
        "R2": "房地产开发有限公司",
        "meals": "餐饮管理有限公司",
        "hotel": "酒店管理有限公司",
    }
    return f"包头市{name}{kind.get(use, '商贸有限公司')}"


# --- streets and blocks ------------------------------------------------------------

# name, centre line, width between property lines, class
NORTH_SOUTH = [
    ("创业路", -1150, 24, "secondary"),
    ("工业一路", -860, 18, "branch"),
    ("工业二路", -584, 24, "secondary"),
    ("磁材路", 9, 18, "branch"),
    ("学府路", 330, 24, "secondary"),
    ("平安路", 641, 18, "branch"),
]
EAST_WEST = [
    ("和顺街", -732, 24, "branch"),
    ("兴业街", -388, 24, "secondary"),
    ("新材料大街", -20, 40, "secondary"),
    ("青松街", 412, 24, "secondary"),
    ("永安街", 752, 24, "branch"),
]

# Uses of each block, southern row then northern row, west to east.
BLOCKS = {
    (0, 0): ["W1 W1 W1 W1", "W1 W1 M2 M2"],
    (1, 0): ["M2 M2 M2 reserve", "M2 M1 M2 M2"],
    (2, 0): ["M1 M2 M2 M1 M2 M2 M1", "M2 M2 M1 M2 M2 M2 M1"],
    (3, 0): ["R2 R2 shops park", "R2 R2 nursery shops"],
    (4, 0): ["R2 R2 R2", "park R2 clinic"],
    (0, 1): ["M2 W1 M2 W1", "M2 M2 W1 belt"],
    (1, 1): ["M2 M2 M2 M2", "M2 fuel heat M2"],
    (2, 1): ["M2 M2 M1 M2 M2 M2 M2", "M2 parking M2 M2 M2 meals shops"],
    (3, 1): ["R2 R2 bus reserve", "hotel meals shops office"],
    (4, 1): ["research research M1", "shops fire research"],
    (0, 2): ["M2 M2 M2 M2", "M2 M2 M2 reserve"],
    (1, 2): ["M2 M2 M2 M2", "M2 M2 M1 M2"],
    (3, 2): ["M2 M1 M2 M1", "M2 M1 M1 waste M1"],
    (4, 2): ["research research M1", "M1 M1 park"],
    (0, 3): ["belt sewage belt", "M2 sewage M2"],
    (1, 3): ["M2 M2 power M2", "M2 M2 M2 M2"],
    (2, 3): ["M2 M2 M2 M1 M2 M2", "M1 M2 M2 M2 reserve belt"],
    (3, 3): ["belt R2 R2", "R2 R2 shops"],
    (4, 3): ["school park", "R2 R2"],
}  # fmt: skip
SITE_BLOCK = (2, 2)


def block_rectangle(column, row):
    (_, x0, w0, _), (_, x1, w1, _) = NORTH_SOUTH[column : column + 2]
    (_, y0, h0, _), (_, y1, h1, _) = EAST_WEST[row : row + 2]
    return x0 + w0 / 2, y0 + h0 / 2, x1 - w1 / 2, y1 - h1 / 2


def chamfer(ring, corner, cut=10.0):
    """Cut a street corner off a lot, as the sight triangle of a crossing does."""
    i = ring.index(corner)
    before, after = ring[i - 1], ring[(i + 1) % len(ring)]
    ends = [between(corner, p, cut / math.dist(corner, p)) for p in (before, after)]
    return ring[:i] + ends + ring[i + 1 :]


# Depth of a service lot behind its street, and what takes the land at its back.
SHALLOW = {"fuel": (62, "M1"), "waste": (48, "M1"), "power": (64, "M2"), "fire": (75, "research"),
           "nursery": (70, "R2"), "clinic": (50, "R2")}  # fmt: skip


def front_lot(use, ring):
    """Cut a service lot to its own depth; `ring` begins with the two ends of its street side."""
    if use not in SHALLOW:
        return [(use, ring)]
    depth, behind = SHALLOW[use]
    a, b, c, d = ring
    left, right = between(a, d, depth / math.dist(a, d)), between(b, c, depth / math.dist(b, c))
    return [(use, [a, b, right, left]), (behind, [left, right, c, d])]


def block_lots(column, row):
    """Two rows of lots back to back along a slightly tilted spine."""
    x0, y0, x1, y1 = block_rectangle(column, row)
    middle = (y0 + y1) / 2 + RNG.uniform(-15, 15)
    tilt = RNG.uniform(-8, 8)
    spine = ((x0, middle - tilt), (x1, middle + tilt))
    south, north = (uses.split() for uses in BLOCKS[column, row])
    southern = ladder(((x0, y0), (x1, y0)), spine, uneven(len(south)))
    # The northern row runs east to west, so that every lot begins with its street side.
    northern = ladder(((x1, y1), (x0, y1)), spine[::-1], uneven(len(north)))
    lots = [*zip(south, southern), *zip(reversed(north), northern)]
    lots = [piece for use, ring in lots for piece in front_lot(use, ring)]
    for corner in rectangle(x0, y0, x1, y1):
        lots = [(use, chamfer(ring, corner) if corner in ring else ring) for use, ring in lots]
    return lots


def site_block_lots():
    """The neighbours of the site within its own block."""
    x0, y0, x1, y1 = block_rectangle(*SITE_BLOCK)
    # The drain is 14 m wide where it meets the site's eastern wall.
    drain_north = [between(DRAIN_SOUTH[0], NORTH_EAST, 14 / 165), (-91, 114), (0, 171)]
    west_north, row_north = (x0, NORTH_WEST_Y + 4), 262
    east = [(-98, row_north), (x1, row_north)]
    rows = [
        ("shops meals", ladder((SHOPS[0], SHOPS[1]), (SHOPS[3], SHOPS[2]), [(0.52, 0.53)])),
        ("M2 M1 M2 M2", ladder(((x0, y0), west_north), (WEST, NORTH_WEST), uneven(4))),
        ("drain", [[DRAIN_SOUTH[0], DRAIN_SOUTH[1], drain_north[1], drain_north[0]]]),
        ("drain", [[DRAIN_SOUTH[1], DRAIN_SOUTH[2], drain_north[2], drain_north[1]]]),
        ("M2 M1", ladder((drain_north[0], drain_north[1]), (NORTH_EAST, east[0]), uneven(2))),
        ("M1 M2", ladder((drain_north[1], drain_north[2]), (east[0], east[1]), uneven(2))),
        ("M2", [[west_north, NORTH_WEST, (NORTH_WEST[0] - 3, y1), (x0, y1)]]),
        ("M2 W1 M2", ladder((NORTH_WEST, NORTH), ((NORTH_WEST[0] - 3, y1), (-324, y1)), uneven(3))),
        ("M2 M2", ladder((NORTH, NORTH_EAST), ((-324, y1), (-212, y1)), uneven(2))),
        ("M2 M1", ladder((NORTH_EAST, east[0]), ((-212, y1), (-96, y1)), uneven(2))),
        ("M1 reserve", ladder((east[0], east[1]), ((-96, y1), (x1, y1)), uneven(2))),
    ]
    lots = [
        (use, ring if area(ring) > 0 else ring[::-1])
        for uses, rings in rows
        for use, ring in zip(uses.split(), rings, strict=True)
    ]
    for corner in [(x0, y0), (x0, y1), (x1, y1)]:
        lots = [(use, chamfer(ring, corner) if corner in ring else ring) for use, ring in lots]
    return lots


def address_of(ring):
    """The nearest street and a house number that grows along it."""
    x = sum(p[0] for p in ring) / len(ring)
    y = sum(p[1] for p in ring) / len(ring)
    to_street = [(abs(y - at) - w / 2, name, x + 1200) for name, at, w, _ in EAST_WEST]
    to_street += [(abs(x - at) - w / 2, name, y + 800) for name, at, w, _ in NORTH_SOUTH]
    _, street, along = min(to_street)
    return f"包头市{PARK}{street}{int(along / 8) + 1}号"


# --- features ----------------------------------------------------------------------


def polygon(ring):
    ring = ring if area(ring) > 0 else ring[::-1]
    return {"type": "Polygon", "coordinates": [[lonlat(p) for p in [*ring, ring[0]]]]}


def point(at):
    return {"type": "Point", "coordinates": lonlat(at)}


def line(points):
    return {"type": "LineString", "coordinates": [lonlat(p) for p in points]}


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def parcels():
    """(use, owner, site, ring): the site's own first, then its two stations, then everyone else."""
    own = [("M2", "鹿鸣稀土磁材产业园开发有限公司", True, ring) for ring in SITE_PARCELS]
    stations = [
        ("fuel", "鹿鸣石油销售有限公司", False, FUEL),
        ("waste", f"{PARK}环境卫生服务中心", False, WASTE),
    ]
    lots = site_block_lots()
    for block in BLOCKS:
        lots += block_lots(*block)
    # Planned service lots elsewhere are still held in reserve by the land bank.
    held = {"fuel", "waste", "reserve"}
    others = [
        (use, _OFFICIAL["reserve"] if use in held else owner_of(use), False, ring) for use, ring in lots
    ]
    return own + stations + others


def parcel_features(rows):
    for number, (use, owner, site, ring) in enumerate(rows, start=1):
        code, name, zoning = USES[use]
        yield feature(
            polygon(ring),
            id=f"P-{number:03d}",
            land_use=code,
            land_use_name=name,
            zoning=zoning,
            owner=owner,
            address=address_of(ring),
            status="储备" if owner == _OFFICIAL["reserve"] else "在用",
            site=site,
        )


def facility_features(rows):
    def lot(use):
        return next(polygon(ring) for u, _, _, ring in rows if u == use)

    yield feature(
        polygon(FUEL), id="FS-01", kind="fuel_station", grade="2", name="新材料大街加油站", relocatable=True
    )
    for i, tank in enumerate(TANKS, start=1):
        product = "0号柴油" if i == 4 else "92号汽油" if i < 3 else "95号汽油"
        yield feature(
            polygon(tank), id=f"FS-01-T{i}", part_of="FS-01", part="buried_tank",
            name=f"{i}号埋地油罐", product=product, volume_m3=30,
        )  # fmt: skip
    for i, at in enumerate(DISPENSERS, start=1):
        yield feature(point(at), id=f"FS-01-D{i}", part_of="FS-01", part="dispenser", name=f"{i}号加油机")
    yield feature(point(VENT), id="FS-01-V1", part_of="FS-01", part="vent", name="通气管口")
    yield feature(
        polygon(WASTE), id="WTS-01", kind="waste_transfer_station", grade="IV", name="磁材路垃圾转运站",
        capacity_t_per_day=80, relocatable=True,
    )  # fmt: skip
    yield feature(lot("power"), id="SUB-01", kind="substation", grade="110kV", name="青松110千伏变电站")
    yield feature(
        lot("sewage"), id="WWTP-01", kind="sewage_works", name="鹿鸣第一污水处理厂", capacity_m3_per_day=10000
    )
    yield feature(lot("school"), id="SCH-01", kind="school", name="鹿鸣实验学校", pupils=1200)


def span_at(ring, y):
    """Where a convex lot begins and ends along a line of latitude `y`."""
    xs = [
        between(a, b, (y - a[1]) / (b[1] - a[1]))[0]
        for a, b in zip(ring, ring[1:] + ring[:1])
        if min(a[1], b[1]) <= y <= max(a[1], b[1]) and a[1] != b[1]
    ]
    return min(xs), max(xs)


def slabs(ring, depth, gap, margin):
    """Parallel blocks of flats, facing south, in pairs where the lot is broad enough."""
    low, high = min(p[1] for p in ring), max(p[1] for p in ring)
    y = low + margin
    while y + depth <= high - margin:
        spans = [span_at(ring, y), span_at(ring, y + depth)]
        x0, x1 = max(s[0] for s in spans) + margin, min(s[1] for s in spans) - margin
        if x1 - x0 >= 25:
            pair = x1 - x0 >= 76
            width = min((x1 - x0 - 14) / 2, 56) if pair else x1 - x0
            for x in (x0, x1 - width) if pair else (x0,):
                yield rectangle(x, y, x + width, y + depth)
        y += depth + gap


def building_features(rows):
    number = 0

    def building(ring, kind, name, floors, height):
        nonlocal number
        number += 1
        return feature(
            polygon(ring), id=f"B-{number:03d}", kind=kind, name=name, floors=floors, height_m=height
        )

    estate = 0
    for use, _, _, ring in rows:
        if use == "R2":
            estate += 1
            floors = 6 if estate % 2 else 11
            for i, slab in enumerate(slabs(ring, 13, 24 if floors == 6 else 36, 16), start=1):
                yield building(slab, "residential", f"鹿鸣家园{estate}区{i}号楼", floors, floors * 3.0)
        elif use == "school":
            xs, ys = [p[0] for p in ring], [p[1] for p in ring]
            x, y = min(xs) + 24, max(ys) - 24
            yield building(
                [(x, y - 44), (x + 14, y - 44), (x + 14, y - 14), (x + 62, y - 14), (x + 62, y - 44), (x + 76, y - 44), (x + 76, y), (x, y)],
                "school", "教学楼", 4, 15.6,
            )  # fmt: skip
            yield building(rectangle(x, y - 86, x + 46, y - 68), "school", "实验楼", 4, 15.6)
            yield building(rectangle(x + 60, y - 90, x + 92, y - 66), "school", "体育馆", 1, 12.0)


def road_features():
    left, right = NORTH_SOUTH[0][1] - 60, NORTH_SOUTH[-1][1] + 60
    low, high = EAST_WEST[0][1] - 60, EAST_WEST[-1][1] + 60
    number = 0
    for name, at, width, kind in EAST_WEST:
        number += 1
        stops = [left, *(x for _, x, _, _ in NORTH_SOUTH), right]
        yield feature(
            line([(x, at) for x in stops]), id=f"R-{number:02d}", name=name, width_m=width, **{"class": kind}
        )
    for name, at, width, kind in NORTH_SOUTH:
        number += 1
        stops = [low, *(y for _, y, _, _ in EAST_WEST), high]
        yield feature(
            line([(at, y) for y in stops]), id=f"R-{number:02d}", name=name, width_m=width, **{"class": kind}
        )


def zone_features():
    """The protection strip of a water main along the western edge of the park."""
    low, high = EAST_WEST[0][1] - 60, EAST_WEST[-1][1] + 60
    west = NORTH_SOUTH[0][1]
    yield feature(
        polygon(rectangle(west + 14, low, west + 54, high)), id="Z-01", kind="zone", name="引水干管保护范围"
    )


def demand_features(rows):
    """Vehicles a day that fill up or are emptied nearby, taken to grow with the land they come from."""
    for number, (use, _, site, ring) in enumerate(rows, start=1):
        per_hectare = {"M1": 40, "M2": 30, "W1": 90, "R2": 50, "shops": 80, "bus": 120}.get(use)
        if per_hectare is not None and not site:
            middle = (sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring))
            weight = max(1, round(per_hectare * abs(area(ring)) / 1e4))
            yield feature(point(middle), id=f"V-{number:03d}", weight=weight)


def write(name, features):
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    text = f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'
    (HERE / name).write_text(text, encoding="utf-8", newline="\n")


def main():
    rows = parcels()
    node([SITE, *(ring for *_, ring in rows)])
    write("site.geojson", [feature(polygon(SITE), id="magnet-plant", name="稀土磁材产业园")])
    write("parcels.geojson", parcel_features(rows))
    write("facilities.geojson", facility_features(rows))
    write("buildings.geojson", building_features(rows))
    write("roads.geojson", road_features())
    write("zones.geojson", zone_features())
    write("demand.geojson", demand_features(rows))


if __name__ == "__main__":
    main()
