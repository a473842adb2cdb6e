"""Draw the locator map of Azerbaijan and Poland as an SVG file.

The input is ``countries-50m.json`` of the npm package world-atlas: Natural Earth's countries at 1:50
million (public domain) as TopoJSON. The map is drawn in a Lambert conformal conic projection; each shared
arc is simplified once (Visvalingam and Whyatt), so neighbours keep fitting together; and everything is
clipped to the frame by geometry, so the file needs no clipping, pattern or style sheet. The same input
always gives the same bytes.

Only the standard library is used. See README.md beside this file for the command.
"""

from __future__ import annotations

import argparse
import heapq
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias
from xml.sax.saxutils import escape, quoteattr

Point: TypeAlias = tuple[float, float]
Line: TypeAlias = list[Point]
Polygon: TypeAlias = list[Line]
"""The rings of one polygon, the outer ring first."""

TITLE = "Azerbaijan and Poland"
DESCRIPTION = (
    "Map of Europe and Western Asia from the Baltic Sea to the Caspian Sea. Poland, in mid-grey with its "
    "capital Warsaw, lies at the upper left; Azerbaijan, in black with its capital Baku on the Caspian Sea, "
    "at the lower right. The exclave of Nakhchivan is shown as part of Azerbaijan."
)

WIDTH = 600.0
HEIGHT = 460.0
"""Size of the drawing in its own units; printed 60 mm wide, ten units are one millimetre."""

FONT = "'Source Sans 3', 'Source Sans Pro', sans-serif"

SEA = "#ececec"
LAND = "#ffffff"
BORDER = "#a6a6a6"
COAST = "#8a8a8a"
POLAND = "#bdbdbd"
AZERBAIJAN = "#1f1f1f"
INK = "#000000"
SEA_INK = "#4a4a4a"


# ----------------------------------------------------------------------------------------- projection


@dataclass(frozen=True)
class Projection:
    """Lambert conformal conic projection of a sphere, scaled and shifted to the units of the drawing."""

    meridian: float = 34.2
    parallels: tuple[float, float] = (41.0, 53.0)
    centre: Point = (34.2, 46.5)
    """Longitude and latitude of the middle of the frame."""
    units_per_km: float = 0.158

    @property
    def cone(self) -> float:
        """Return the constant of the cone."""
        first, second = (math.radians(parallel) for parallel in self.parallels)
        return math.log(math.cos(first) / math.cos(second)) / math.log(_conformal(second) / _conformal(first))

    def __call__(self, longitude: float, latitude: float) -> Point:
        """Return the place of a geographical point in the drawing (y grows downwards)."""
        x, y = self._plane(longitude, latitude)
        centre_x, centre_y = self._plane(*self.centre)
        return (
            WIDTH / 2 + (x - centre_x) * self.units_per_km,
            HEIGHT / 2 - (y - centre_y) * self.units_per_km,
        )

    def _plane(self, longitude: float, latitude: float) -> Point:
        cone = self.cone
        first = math.radians(self.parallels[0])
        radius_of_earth = 6371.0
        constant = math.cos(first) * _conformal(first) ** cone / cone
        radius = radius_of_earth * constant / _conformal(math.radians(max(latitude, -80.0))) ** cone
        turn = (longitude - self.meridian + 180.0) % 360.0 - 180.0
        angle = cone * math.radians(turn)
        return (radius * math.sin(angle), -radius * math.cos(angle))


def _conformal(latitude: float) -> float:
    return math.tan(math.pi / 4 + latitude / 2)


# ------------------------------------------------------------------------------------------- topology


@dataclass(frozen=True)
class Topology:
    """The arcs of a TopoJSON file, already projected and simplified, and the shapes made of them."""

    arcs: list[Line]
    countries: dict[str, list[list[list[int]]]]
    """For each country its polygons, each a list of rings, each a list of arcs (~n is arc n backwards)."""
    land: list[list[list[int]]]

    @classmethod
    def read(cls, path: Path, projection: Projection, tolerance: float) -> Topology:
        """Read a TopoJSON file, project its arcs and drop points that carry less area than ``tolerance``."""
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        scale_x, scale_y = data["transform"]["scale"]
        shift_x, shift_y = data["transform"]["translate"]
        arcs: list[Line] = []
        for arc in data["arcs"]:
            x = y = 0
            line: Line = []
            for step_x, step_y in arc:
                x, y = x + step_x, y + step_y
                line.append(projection(x * scale_x + shift_x, y * scale_y + shift_y))
            arcs.append(simplify(line, tolerance))
        countries: dict[str, list[list[list[int]]]] = {}
        for geometry in data["objects"]["countries"]["geometries"]:
            countries.setdefault(geometry["properties"]["name"], []).extend(_polygons(geometry))
        land = [
            polygon for geometry in data["objects"]["land"]["geometries"] for polygon in _polygons(geometry)
        ]
        return cls(arcs, countries, land)

    def polygon(self, rings: Sequence[Sequence[int]]) -> Polygon:
        """Return the points of a polygon's rings."""
        return [self._ring(ring) for ring in rings]

    def _ring(self, numbers: Sequence[int]) -> Line:
        ring: Line = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            ring.extend(arc[1:] if ring else arc)
        return ring

    def boundaries(self) -> tuple[list[Line], list[Line]]:
        """Return the arcs that two countries share and those that only one has: borders and coasts."""
        owners: dict[int, set[str]] = {}
        for name, polygons in self.countries.items():
            for number in (number for polygon in polygons for ring in polygon for number in ring):
                owners.setdefault(number if number >= 0 else ~number, set()).add(name)
        borders = [self.arcs[number] for number in sorted(owners) if len(owners[number]) > 1]
        coasts = [self.arcs[number] for number in sorted(owners) if len(owners[number]) == 1]
        return borders, coasts


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    match geometry["type"]:
        case "Polygon":
            return [geometry["arcs"]]
        case "MultiPolygon":
            return list(geometry["arcs"])
        case _:
            return []


def simplify(line: Line, tolerance: float) -> Line:
    """Simplify a line as Visvalingam and Whyatt do; its ends stay, a closed one keeps four points."""
    keep_at_least = 4 if line[0] == line[-1] else 2
    before = list(range(-1, len(line) - 1))
    after = list(range(1, len(line) + 1))
    alive = [True] * len(line)
    areas = [math.inf] * len(line)

    def area(middle: int) -> float:
        return abs(_twice_area((line[before[middle]], line[middle], line[after[middle]]))) / 2

    queue: list[tuple[float, int]] = []
    for index in range(1, len(line) - 1):
        areas[index] = area(index)
        queue.append((areas[index], index))
    heapq.heapify(queue)
    left = len(line)
    while queue and left > keep_at_least:
        size, index = heapq.heappop(queue)
        if not alive[index] or size != areas[index]:
            continue
        if size >= tolerance:
            break
        alive[index] = False
        left -= 1
        after[before[index]], before[after[index]] = after[index], before[index]
        for neighbour in (before[index], after[index]):
            if 0 < neighbour < len(line) - 1:
                areas[neighbour] = max(size, area(neighbour))
                heapq.heappush(queue, (areas[neighbour], neighbour))
    return [point for point, kept in zip(line, alive, strict=True) if kept]


def _twice_area(ring: Sequence[Point]) -> float:
    """Twice the signed area inside a ring, closed or not."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


# ------------------------------------------------------------------------------------------- clipping


@dataclass(frozen=True)
class Frame:
    """The rectangle the map is cut to."""

    left: float = 0.0
    top: float = 0.0
    right: float = WIDTH
    bottom: float = HEIGHT

    def clip_ring(self, ring: Line) -> Line:
        """Clip a ring as Sutherland and Hodgman do."""
        for axis, limit, sign in (
            (0, self.left, 1.0),
            (0, self.right, -1.0),
            (1, self.top, 1.0),
            (1, self.bottom, -1.0),
        ):
            clipped: Line = []
            for start, end in zip([ring[-1], *ring[:-1]], ring, strict=True) if ring else ():
                start_inside = sign * (start[axis] - limit) >= 0
                end_inside = sign * (end[axis] - limit) >= 0
                if start_inside != end_inside:
                    clipped.append(_crossing(start, end, axis, limit))
                if end_inside:
                    clipped.append(end)
            ring = clipped
        return ring

    def clip_line(self, line: Line) -> Iterator[Line]:
        """Clip each segment as Liang and Barsky do; the pieces are joined where they meet."""
        piece: Line = []
        for start, end in pairwise(line):
            part = self._clip_segment(start, end)
            if part is None:
                continue
            if piece and piece[-1] == part[0]:
                piece.append(part[1])
            else:
                if piece:
                    yield piece
                piece = [part[0], part[1]]
        if piece:
            yield piece

    def _clip_segment(self, start: Point, end: Point) -> tuple[Point, Point] | None:
        first, last = 0.0, 1.0
        step = (end[0] - start[0], end[1] - start[1])
        for slope, room in (
            (-step[0], start[0] - self.left),
            (step[0], self.right - start[0]),
            (-step[1], start[1] - self.top),
            (step[1], self.bottom - start[1]),
        ):
            if slope == 0:
                if room < 0:
                    return None
            elif slope < 0:
                first = max(first, room / slope)
            else:
                last = min(last, room / slope)
        if first >= last:
            return None
        return (
            start if first == 0 else (start[0] + first * step[0], start[1] + first * step[1]),
            end if last == 1 else (start[0] + last * step[0], start[1] + last * step[1]),
        )


def _crossing(start: Point, end: Point, axis: int, limit: float) -> Point:
    share = (limit - start[axis]) / (end[axis] - start[axis])
    other = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


# -------------------------------------------------------------------------------------------- drawing


def decimal(value: float) -> str:
    """Write a coordinate with one decimal place at most."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def path_data(lines: Iterable[Line], *, closed: bool) -> str:
    """Write lines as SVG path data, in whole tenths of a unit, so that rounding cannot add up."""
    parts: list[str] = []
    for line in lines:
        tenths = [(round(x * 10), round(y * 10)) for x, y in line]
        points = [point for index, point in enumerate(tenths) if index == 0 or point != tenths[index - 1]]
        if closed and len(points) > 1 and points[0] == points[-1]:
            points.pop()
        if len(points) < (3 if closed else 2):
            continue
        parts.append("M" + _pair(points[0]))
        steps = [_pair((b[0] - a[0], b[1] - a[1])) for a, b in pairwise(points)]
        parts.append("l" + " ".join(steps).replace(" -", "-"))
        if closed:
            parts.append("z")
    return "".join(parts)


def _pair(tenths: tuple[int, int]) -> str:
    x, y = (decimal(value / 10) for value in tenths)
    return x + y if y.startswith("-") else f"{x} {y}"


@dataclass(frozen=True)
class Label:
    """A name on the map."""

    text: str
    x: float
    y: float
    size: float
    anchor: str = "middle"
    weight: int = 400
    style: str = "normal"
    fill: str = INK

    def svg(self) -> str:
        """Return the label as a text element."""
        return (
            f'<text x="{decimal(self.x)}" y="{decimal(self.y)}" font-size="{decimal(self.size)}" '
            f'font-weight="{self.weight}" font-style="{self.style}" text-anchor="{self.anchor}" '
            f'fill="{self.fill}">{escape(self.text)}</text>'
        )


def sea(name: str, place: Point) -> Label:
    """Label a sea."""
    return Label(name, place[0], place[1], 18.5, style="italic", fill=SEA_INK)


def dot(place: Point) -> str:
    """Mark a capital."""
    return (
        f'<circle cx="{decimal(place[0])}" cy="{decimal(place[1])}" r="4.5" '
        f'fill="{LAND}" stroke="{INK}" stroke-width="2.4"/>'
    )


def draw(topology: Topology, projection: Projection, smallest: float) -> str:
    """Draw the whole map; islands of less than ``smallest`` square units are left out."""
    frame = Frame()

    def area_path(polygons: Iterable[list[list[int]]]) -> str:
        rings: list[Line] = []
        for polygon in polygons:
            for ring in topology.polygon(polygon):
                clipped = frame.clip_ring(ring)
                if len(clipped) > 2 and abs(_twice_area(clipped)) / 2 >= smallest:
                    rings.append(clipped)
        return path_data(rings, closed=True)

    def line_path(lines: Iterable[Line]) -> str:
        drawn: list[Line] = []
        for line in lines:
            if line[0] != line[-1] or abs(_twice_area(line)) / 2 >= smallest:
                drawn.extend(frame.clip_line(line))
        return path_data(drawn, closed=False)

    borders, coasts = topology.boundaries()
    warsaw = projection(21.01, 52.23)
    baku = projection(49.87, 40.41)
    labels = [
        Label("Poland", warsaw[0] - 21, warsaw[1] - 13, 26, weight=600),
        Label("Warsaw", warsaw[0] - 13, warsaw[1] + 26, 22),
        Label("Azerbaijan", baku[0] + 22, baku[1] + 98, 26, weight=600),
        Label("Baku", baku[0] + 11, baku[1] - 14, 22),
        sea("Baltic", projection(18.1, 55.6)),
        sea("Black Sea", projection(34.0, 42.95)),
        sea("Mediterranean Sea", projection(24.0, 33.6)),
        sea("Caspian", (baku[0] + 30, baku[1] + 28)),
        sea("Sea", (baku[0] + 34, baku[1] + 47)),
    ]

    box = f'x="0" y="0" width="{decimal(WIDTH)}" height="{decimal(HEIGHT)}"'
    outline = f'stroke="{AZERBAIJAN}" stroke-width="1.2" stroke-linejoin="round"'
    lines = 'fill="none" stroke-linejoin="round" stroke-linecap="round"'
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {decimal(WIDTH)} {decimal(HEIGHT)}" '
        'role="img" aria-labelledby="map-title map-desc" xml:lang="en-GB" lang="en-GB">',
        f'<title id="map-title">{escape(TITLE)}</title>',
        f'<desc id="map-desc">{escape(DESCRIPTION)}</desc>',
        f'<rect {box} fill="{SEA}"/>',
        f'<path fill="{LAND}" fill-rule="evenodd" d="{area_path(topology.land)}"/>',
        f'<path fill="{POLAND}" d="{area_path(topology.countries["Poland"])}"/>',
        f'<path fill="{AZERBAIJAN}" d="{area_path(topology.countries["Azerbaijan"])}"/>',
        f'<path {lines} stroke="{BORDER}" stroke-width="1" d="{line_path(borders)}"/>',
        f'<path {lines} stroke="{COAST}" stroke-width="0.8" d="{line_path(coasts)}"/>',
        f'<path fill="none" {outline} d="{area_path(topology.countries["Poland"])}"/>',
        f'<path fill="none" {outline} d="{area_path(topology.countries["Azerbaijan"])}"/>',
        dot(warsaw),
        dot(baku),
        f"<g font-family={quoteattr(FONT)}>",
        *(label.svg() for label in labels),
        "</g>",
        f'<rect x="0.5" y="0.5" width="{decimal(WIDTH - 1)}" height="{decimal(HEIGHT - 1)}" '
        f'fill="none" stroke="{COAST}" stroke-width="1"/>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def main() -> None:
    """Read the command line and write the map."""
    parser = argparse.ArgumentParser(description="Draw the locator map of Azerbaijan and Poland.")
    parser.add_argument("topojson", type=Path, help="countries-50m.json of the npm package world-atlas")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path(__file__).resolve().parent.parent / "locator-map.svg",
        help="the SVG file to write (default: %(default)s)",
    )
    arguments = parser.parse_args()
    projection = Projection()
    topology = Topology.read(arguments.topojson, projection, tolerance=0.6)
    arguments.output.write_text(draw(topology, projection, smallest=2.0), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
