"""Writes the outlines of the console's map from Natural Earth (public domain), as the npm package world-atlas packs it.

    npm pack world-atlas && tar xzf world-atlas-*.tgz && python tools/map_outlines.py package/countries-50m.json

Coasts and borders once each, in plain degrees (x = longitude, y = -latitude), simplified to what a person's map needs.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path

OUTPUT = Path(__file__).parent.parent / "src/openbitmap/node/console/static/map.svg"
TOLERANCE = 0.06
SMALLEST = 0.35
HALF_A_WORLD = 18_000
"""Degrees: a line may be off by so much, and an island smaller than the other is left out; then hundredths of them."""

Point = tuple[float, float]


def arcs_of(topology: dict) -> list[list[Point]]:  # type: ignore[type-arg]  # TopoJSON as it comes
    """Every border and coast once, in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, -(y * sy + ty)))
        arcs.append(points)
    return arcs


def simplified(points: list[Point]) -> list[Point]:
    """Douglas and Peucker's line with as few points as the tolerance allows."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5

    def off(p: Point) -> float:
        if not length:
            return float(((p[0] - ax) ** 2 + (p[1] - ay) ** 2) ** 0.5)
        return float(abs((bx - ax) * (ay - p[1]) - (ax - p[0]) * (by - ay)) / length)

    far = max(range(1, len(points) - 1), key=lambda i: off(points[i]))
    if off(points[far]) <= TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: far + 1])[:-1] + simplified(points[far:])


def path_of(points: list[Point]) -> str:
    """One line in relative hundredths of a degree, broken where it would run around the back of the world."""
    parts: list[list[tuple[int, int]]] = [[]]
    for x, y in points:
        here = (round(x * 100), round(y * 100))
        if parts[-1] and abs(here[0] - parts[-1][-1][0]) > HALF_A_WORLD:
            parts.append([])
        if not parts[-1] or parts[-1][-1] != here:
            parts[-1].append(here)
    return "".join(_line(part) for part in parts if len(part) > 1)


def _line(part: list[tuple[int, int]]) -> str:
    steps = [f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(part)]
    return f"M{part[0][0]} {part[0][1]}l{' '.join(steps)}".replace(" -", "-")


def rings_of(topology: dict) -> str:  # type: ignore[type-arg]  # TopoJSON as it comes
    """Land: the rings of all countries."""
    arcs = [simplified(a) for a in arcs_of(topology)]
    countries = topology["objects"]["countries"]["geometries"]
    polygons = [p for c in countries for p in (c["arcs"] if c["type"] == "MultiPolygon" else [c["arcs"]])]
    rings = [ring_of(indices, arcs) for polygon in polygons for indices in polygon]
    return "".join(path_of(ring) for ring in rings if large(ring))


def ring_of(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Arcs put end to end; a negative index is an arc the other way round."""
    points: list[Point] = []
    for index in indices:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += part[1:] if points else part
    return points


def large(points: list[Point]) -> bool:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return max(max(xs) - min(xs), max(ys) - min(ys)) >= SMALLEST


def main(source: str) -> None:
    sys.setrecursionlimit(20_000)
    topology = json.loads(Path(source).read_text())
    land = rings_of(topology)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-18000 -9000 36000 18000">'
        "<!-- Made with Natural Earth, public domain; packed by world-atlas 2.0.2 (ISC). By tools/map_outlines.py -->"
        f'<path id="land" vector-effect="non-scaling-stroke" d="{land}"/></svg>\n'
    )
    OUTPUT.write_text(svg)
    print(f"{OUTPUT}: {len(svg):,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
