"""The land in front of a disc that touches the outline of a region on two sides.

A point p is in front of the disc of radius r around c when the line from c to p lies in the region and
is at most root 2 times r long, and when of any two points outside the region, less than 2 r apart, within 2 r of
c and on both sides of that line, p sees the one and the other at a right angle or more.

Done by brute force along rays: every edge near c is sampled, every sample is joined to all that lies within
2 r of it on every other edge, and no ray goes on where it leaves the half disc over such a chord. A sample sees
the ends of what it may be joined to at the smallest angles, so the ends are enough.
"""

from __future__ import annotations

import math

import numpy as np

# Rays a quarter turn, and by how much a ray passes a vertex on either side.
RAYS, BESIDE = 135, 1e-7
# Chords that take less than this share of r off the longest ray are rounding.
HAIR = 2e-5


def cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]


def clipped(a: np.ndarray, b: np.ndarray, distance: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The parts of segments within a distance of the origin, and of which segments there are some."""
    d = b - a
    square = np.maximum((d * d).sum(-1), 1e-30)
    middle = -(a * d).sum(-1) / square
    root = np.sqrt(np.maximum(middle**2 - ((a * a).sum(-1) - distance**2) / square, 0.0))
    first, last = np.maximum(middle - root, 0.0), np.minimum(middle + root, 1.0)
    return a + d * first[..., None], a + d * last[..., None], last > first


def exits(rays: np.ndarray, a: np.ndarray, b: np.ndarray, limit: float) -> np.ndarray:
    """How far each ray from the origin goes without meeting a segment."""
    left, right = cross(rays[:, None], a[None]), cross(rays[:, None], b[None])
    apart = left - right
    met = (left * right <= 0.0) & (apart != 0.0)
    share = left / np.where(met, apart, 1.0)
    place = a[None] + (b - a)[None] * share[..., None]
    far = (place * rays[:, None]).sum(-1)
    return np.where(met & (far > 0.0), far, limit).min(axis=1, initial=limit)


def half_discs(rays: np.ndarray, z: np.ndarray, w: np.ndarray) -> np.ndarray:
    """How far each ray is within the half disc over each chord; infinite where it does not cross it."""
    left, right = cross(rays[:, None], z[None]), cross(rays[:, None], w[None])
    ahead_z, ahead_w = rays @ z.T, rays @ w.T
    crosses = left * right < 0.0
    crosses &= (ahead_w * left - ahead_z * right) * np.sign(left - right) > 0.0
    product = np.where(crosses, left * right, 0.0)
    far = (ahead_z + ahead_w) / 2 + np.sqrt((ahead_z - ahead_w) ** 2 / 4 - product)
    return np.where(crosses, far, np.inf)


def chords(a: np.ndarray, b: np.ndarray, width: float, spacing: float) -> tuple[np.ndarray, np.ndarray]:
    samples = []
    for p, q in zip(a, b):
        count = max(1, math.ceil(math.dist(p, q) / spacing))
        samples.append(p + (q - p) * np.linspace(0, 1, count + 1)[:, None])
    z = np.unique(np.concatenate(samples), axis=0)
    p, q, some = clipped(a[None] - z[:, None], b[None] - z[:, None], width)
    from_ = np.broadcast_to(z[:, None], p.shape)[some]
    return np.concatenate([from_, from_]), np.concatenate([p[some] + from_, q[some] + from_])


def front(
    u: np.ndarray, v: np.ndarray, edges: np.ndarray, plain: np.ndarray, r: float, spacing: float
) -> np.ndarray:
    """Its far edge from contact u to contact v, all as seen from the centre of the disc.

    Chords are drawn between `plain` edges, which stand for the edges with fewer vertices on their arcs.
    """
    limit = math.sqrt(2) * r
    a, b, some = clipped(plain[:, 0], plain[:, 1], 2 * r)
    a, b = a[some], b[some]
    sweep = abs(math.atan2(cross(u, v), u @ v))
    start = math.atan2(u[1], u[0])
    turns = [np.linspace(0, sweep, max(2, math.ceil(sweep / (math.pi / 2) * RAYS) + 1))]
    p, q, near = clipped(a, b, limit)
    for ends in (p[near], q[near]):
        turn = np.arctan2(ends[:, 1], ends[:, 0]) - start
        turn = (turn + math.pi) % math.tau - math.pi
        turns += [turn - BESIDE, turn, turn + BESIDE]
    turns = np.unique(np.concatenate(turns))
    turns = np.concatenate([[BESIDE], turns[(turns > BESIDE) & (turns < sweep - BESIDE)], [sweep - BESIDE]])
    rays = np.stack([np.cos(start + turns), np.sin(start + turns)], axis=1)
    far = exits(rays, edges[:, 0], edges[:, 1], limit)
    z, w = chords(a, b, 2 * r, spacing)
    # A chord that crosses no ray between the contacts, or takes nothing of some of them, is left out.
    ahead = (np.maximum(cross(u, z), cross(u, w)) > 0.0) & (np.minimum(cross(v, z), cross(v, w)) < 0.0)
    z, w = z[ahead], w[ahead]
    few = np.unique(np.concatenate([np.arange(0, len(rays), 15), *(np.nonzero(np.diff(turns) < 1e-6)[0] + k for k in (0, 1))]))
    bites = np.zeros(len(z), dtype=bool)
    for block in np.array_split(np.arange(len(z)), max(1, len(z) * len(few) // 2_000_000)):
        bites[block] = (half_discs(rays[few], z[block], w[block]) < far[few, None] - HAIR * r).any(axis=0)
    z, w = z[bites], w[bites]
    for block in np.array_split(np.arange(len(z)), max(1, len(z) * len(rays) // 2_000_000)):
        if len(block):
            far = np.minimum(far, half_discs(rays, z[block], w[block]).min(axis=1))
    return rays * np.maximum(far, r)[:, None]
