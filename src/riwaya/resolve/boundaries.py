"""Polygons of countries and first-level divisions: which one a point lies in, and their shapes for maps."""

import json
from functools import cache
from typing import Any, NamedTuple

from riwaya.resolve.gazetteer import DATA

Ring = list[list[float]]


class Area(NamedTuple):
    """A boundary: `id` as in `Place.area`, its polygons as GeoJSON's MultiPolygon coordinates ([lon, lat])."""

    id: str
    country: str
    name: str
    polygons: list[list[Ring]]
    box: tuple[float, float, float, float]


@cache
def areas(kind: str) -> dict[str, Area]:
    """The areas of one file by id: `countries` of the world, or `admin1` of the region the product knows best."""
    out = {}
    for feature in json.loads((DATA / f"boundaries/{kind}.geojson").read_text(encoding="utf-8"))["features"]:
        about, polygons = feature["properties"], feature["geometry"]["coordinates"]
        points = [p for polygon in polygons for p in polygon[0]]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        out[about["id"]] = Area(about["id"], about["country"], about.get("name", ""), polygons, box)
    return out


def geojson(kind: str, countries: frozenset[str] | None = None) -> dict[str, Any]:
    """A FeatureCollection of `countries` or `admin1`, of some countries only if asked, for maps."""
    features = [
        {
            "type": "Feature",
            "properties": {"id": a.id, "country": a.country, "name": a.name},
            "geometry": {"type": "MultiPolygon", "coordinates": a.polygons},
        }
        for a in areas(kind).values()
        if countries is None or a.country in countries
    ]
    return {"type": "FeatureCollection", "features": features}


def contains(area: Area, lat: float, lon: float, margin: float = 0.0) -> bool:
    """Whether a point lies in an area, or within `margin` degrees of its border."""
    west, south, east, north = area.box
    if not (west - margin <= lon <= east + margin and south - margin <= lat <= north + margin):
        return False
    for polygon in area.polygons:
        if _inside(polygon[0], lat, lon) and not any(_inside(hole, lat, lon) for hole in polygon[1:]):
            return True
    return margin > 0 and any(_off(ring, lat, lon) <= margin for polygon in area.polygons for ring in polygon)


def locate(lat: float, lon: float, kind: str = "admin1") -> Area | None:
    """The area of a point, None at sea or beyond the region."""
    return next((a for a in areas(kind).values() if contains(a, lat, lon)), None)


def _inside(ring: Ring, lat: float, lon: float) -> bool:
    inside = False
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


def _off(ring: Ring, lat: float, lon: float) -> float:
    """Degrees from a point to the nearest segment of a ring."""
    best = float("inf")
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        t = max(0.0, min(1.0, ((lon - x1) * dx + (lat - y1) * dy) / length)) if length else 0.0
        best = min(best, ((x1 + t * dx - lon) ** 2 + (y1 + t * dy - lat) ** 2) ** 0.5)
        x1, y1 = x2, y2
    return best
