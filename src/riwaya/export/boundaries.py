"""The few boundaries that a page's map needs: the countries in view, and the divisions of those with events."""

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

MARGIN = 3.0
"""Degrees around the events within which neighbouring countries are drawn."""


class Box(NamedTuple):
    """Degrees: west, south, east, north."""

    west: float
    south: float
    east: float
    north: float

    def joined(self, other: "Box") -> "Box":
        return Box(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )

    def meets(self, other: "Box") -> bool:
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


class Boundaries:
    """Hears where the events of a run are, then gives the outlines to draw under them."""

    def __init__(self) -> None:
        self._box: Box | None = None
        self._countries: set[str] = set()

    def point(self, lat: float, lon: float, country: str) -> None:
        """A spot in degrees, and the country (alpha-2) that it is in."""
        self._see(Box(lon, lat, lon, lat))
        self._countries.add(country)

    def area(self, area: str) -> None:
        """A first-level division by its id; one that has no outline counts for its country."""
        outline = next((f for f in _read("admin1") if f["properties"]["id"] == area), None)
        if outline is None:
            return self.country(area.split(":")[0])
        self._countries.add(outline["properties"]["country"])
        self._see(_box(outline))

    def country(self, code: str) -> None:
        """A country by its alpha-2 code."""
        for outline in _read("countries"):
            if outline["properties"]["id"] == code:
                self._countries.add(code)
                self._see(_box(outline))

    def _see(self, box: Box) -> None:
        self._box = box if self._box is None else self._box.joined(box)

    def needed(self) -> list[dict[str, Any]]:
        """Outlines as {id, country, name, rings}; each ring is a flat list lon, lat, lon, lat, ... in degrees.

        Countries come first, then divisions (their id holds a colon). Empty where no event has a place.
        """
        if self._box is None:
            return []
        w, s, e, n = self._box
        view = Box(w - MARGIN, s - MARGIN, e + MARGIN, n + MARGIN)
        chosen = [f for f in _read("countries") if view.meets(_box(f))]
        chosen += [f for f in _read("admin1") if f["properties"]["country"] in self._countries]
        return [
            {
                "id": f["properties"]["id"],
                "country": f["properties"]["country"],
                "name": f["properties"].get("name", ""),
                "rings": [[c for point in ring for c in point] for ring in _rings(f)],
            }
            for f in chosen
        ]


def _rings(feature: dict[str, Any]) -> Iterator[list[list[float]]]:
    for polygon in feature["geometry"]["coordinates"]:
        yield from polygon


def _box(feature: dict[str, Any]) -> Box:
    points = [point for ring in _rings(feature) for point in ring]
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return Box(min(lons), min(lats), max(lons), max(lats))


@cache
def _read(name: str) -> list[dict[str, Any]]:
    file = resources.files("riwaya") / "resolve" / "data" / "boundaries" / f"{name}.geojson"
    features: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["features"]
    return features
