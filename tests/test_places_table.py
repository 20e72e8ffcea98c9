"""The curated table: every row well formed, inside its division, and near what other gazetteers say."""

import csv
import json
from collections import defaultdict
from pathlib import Path

from riwaya.codebook import Level
from riwaya.resolve.boundaries import areas, contains
from riwaya.resolve.gazetteer import DATA, Entry, Layer, admin1_entries, countries, curated_entries
from riwaya.resolve.names import place_key
from riwaya.resolve.setting import distance_km

Points = dict[tuple[str, str], list[tuple[float, float]]]
WIDE = (Level.REGION, Level.GOVERNORATE)


def rows() -> list[tuple[Entry, str]]:
    """Entries with their note on the source of the fact."""
    notes = [line.split("\t")[9] for line in (DATA / "places.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    return list(zip(curated_entries(), notes, strict=True))


def test_the_table_is_large_and_its_ids_are_one_each() -> None:
    entries = [e for e, _ in rows()]
    assert len(entries) >= 5000
    assert len({e.id for e in entries}) == len(entries)
    assert all(e.name_ar and e.name_en and e.level and place_key(e.name_ar) for e in entries)
    assert {e.country for e in entries} - set(countries()) <= {""}


def test_divisions_are_spelled_in_one_way() -> None:
    known = defaultdict(set)
    for line in (DATA / "admin1.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        country, _, name = line.split("\t")[:3]
        known[country].add(name)
    assert not [(e.id, e.admin1) for e, _ in rows() if e.admin1 and e.admin1 not in known[e.country]]
    assert sum(1 for _ in admin1_entries()) > 500


def test_every_place_lies_in_its_division_or_country() -> None:
    divisions, lands = areas("admin1"), areas("countries")
    out, excused = [], 0
    for entry, note in rows():
        if entry.level in WIDE or entry.lat is None or entry.lon is None:
            continue
        division = divisions.get(f"{entry.country}:{entry.admin1}")
        area = division or lands.get(entry.country)
        if area and not contains(area, entry.lat, entry.lon, 0.08 if division else 0.25):
            excused += "border drawn otherwise" in note
            if "border drawn otherwise" not in note:
                out.append((entry.id, entry.name_ar, entry.lat, entry.lon))
    assert not out
    assert excused <= 40


def test_places_are_where_other_gazetteers_have_them(shared: Path) -> None:
    """Within 10 km of a place of the same name, or of its neighbours' where all others bear the name by chance."""
    there: Points = defaultdict(list)
    folder = shared / "gazetteer"
    with (folder / "syria_ocha_pcodes.csv").open(encoding="utf-8-sig") as table:
        for row in csv.DictReader(table):
            if row["Latitude_y"]:
                point = float(row["Latitude_y"]), float(row["Longitude_x"])
                there["SY", place_key(row["LocationName_ar"].split(" - ")[0])].append(point)
                there["SY", place_key(row["admin4Name_ar"].split(" - ")[0])].append(point)
    with (folder / "geonames_cities500_mena.csv").open(encoding="utf-8-sig") as table:
        for row in csv.DictReader(table):
            for name in row["arabic_names"].split("|"):
                there[row["country"], place_key(name)].append((float(row["latitude"]), float(row["longitude"])))
    for item in json.loads((folder / "aleppo_neighbourhoods.json").read_text(encoding="utf-8"))["items"]:
        there["SY", place_key(item["nameArabic"])].append((item["centerLatitude"], item["centerLongitude"]))
    for entry in Layer.read(DATA / "geonames.gaz.gz"):
        for name in entry.names:
            there[entry.country, place_key(name)].append((entry.lat or 0.0, entry.lon or 0.0))
    checked, far = 0, []
    for entry, note in rows():
        points = [p for n in entry.names for p in there.get((entry.country, place_key(n)), [])]
        if entry.level in WIDE or not points or entry.lat is None or entry.lon is None or "only namesakes" in note:
            continue
        checked += 1
        km = min(distance_km((entry.lat, entry.lon), p) for p in points)
        if km > 10:
            far.append((entry.id, round(km)))
    assert checked > 1000
    assert not far
    assert sum("only namesakes" in note for _, note in rows()) <= 40


def test_boundaries_are_small_and_know_where_points_lie() -> None:
    files = list((DATA / "boundaries").glob("*.geojson"))
    assert sum(f.stat().st_size for f in files) <= 600_000
    assert contains(areas("admin1")["SY:Hama"], 35.13, 36.75)
    assert not contains(areas("admin1")["SY:Hama"], 36.2, 37.15)
    assert contains(areas("countries")["YE"], 15.35, 44.2)


def test_the_compiled_layer_is_of_this_key() -> None:
    """Compiled keys are those that `place_key` gives today: else run scripts/build_gazetteer.py."""
    layer = Layer.read(DATA / "geonames.gaz.gz")
    assert len(layer) > 7000
    assert all(place_key(e.name_ar) in layer.index for e in layer)
