"""A user's own gazetteer: read from the tables agencies publish, checked row by row, compiled beside earlier imports.

Importing one file twice changes nothing; importing a newer edition changes only what differs in it.
"""

import os
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from riwaya.codebook import Level
from riwaya.resolve.boundaries import locate
from riwaya.resolve.gazetteer import Entry, GazetteerError, Layer, admin1_entries, countries, to_line
from riwaya.resolve.names import place_key
from riwaya.resolve.tables import Row, read_rows

# What a column may be called, in the order of preference, as patterns on its name in lower case without _ - and spaces.
_COLUMNS: dict[str, str] = {
    "name_ar": "locationnamear namearabic arabicnames? villagear LEVEL4ar namear arname LEVEL3ar LEVEL2ar LEVEL1ar",
    "name_en": "locationnameen villageen LEVEL4en nameen enname LEVEL3en LEVEL2en districten LEVEL1en nameenglish name",
    "id": "locationpcode pcode LEVEL4pcode LEVEL3pcode LEVEL2pcode LEVEL1pcode geonameid id fid osmid",
    "lat": "latitude[a-z]? lat centerlat(?:itude)? y ycoord",
    "lon": "longitude[a-z]? lon lng centerlon(?:gitude)? x xcoord",
    "country": "LEVEL0pcode countrycode iso2? country",
    "admin1_ar": "LEVEL1ar govar governoratear",
    "admin1": "LEVEL1en goven governorateen admin1 governorate province",
    "admin1_code": "admin1code",
    "admin2": "LEVEL2en districten admin2 district",
    "kind": "locationtype featurecode fcode type level",
    "population": "population pop",
    "other_names": "alternatenames otheralternatenames variants",
}  # fmt: skip
_LEVELS = {
    "neighbourhood": Level.NEIGHBOURHOOD, "neighborhood": Level.NEIGHBOURHOOD, "camp": Level.NEIGHBOURHOOD,
    "community": Level.VILLAGE, "village": Level.VILLAGE, "town": Level.TOWN, "city": Level.CITY, "site": Level.SITE,
    "district": Level.DISTRICT, "governorate": Level.GOVERNORATE, "adm1": Level.GOVERNORATE, "adm2": Level.DISTRICT,
    "adm3": Level.DISTRICT, "pplc": Level.CITY, "ppla": Level.CITY, "ppla2": Level.TOWN, "ppl": Level.VILLAGE,
    "pplx": Level.NEIGHBOURHOOD, "airp": Level.SITE, "airb": Level.SITE,
}  # fmt: skip
# What the rows of a table of administrative divisions are, by the level of the columns with their names or p-codes.
_DIVISIONS = {"1": Level.GOVERNORATE, "2": Level.DISTRICT, "3": Level.DISTRICT}
_ARABIC = re.compile(r"[\u0621-\u064a]")
_SUFFIX = re.compile(r"\s+[-–]\s+.*$|\s*\(.*\)$")


@dataclass(slots=True)
class Refusal:
    """A row that was not taken in, by its number in the file."""

    row: int
    name: str
    reason: str


@dataclass(slots=True)
class Plan:
    """What an import would do: all places that it takes, and how they compare to those already there."""

    layer: str
    columns: dict[str, str]
    entries: list[Entry] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    without_point: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    kept: list[str] = field(default_factory=list)


def user_folder() -> Path:
    """Where a user's gazetteers lie: $RIWAYA_GAZETTEERS, else `riwaya/gazetteers` in the user's data folder."""
    given = os.environ.get("RIWAYA_GAZETTEERS")
    if given:
        return Path(given)
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local/share") / "riwaya/gazetteers"


def layer_path(folder: Path, layer: str) -> Path:
    return folder / f"{layer}.gaz.gz"


def plan_import(source: Path, folder: Path, layer: str = "", country: str = "") -> Plan:
    """Read and check a table of places; nothing is written.

    `layer` is the name under which its places get their ids (default: from the file's name); `country` is the alpha-2
    code of rows that name none. Raises GazetteerError where the file as a whole cannot be used.
    """
    layer = layer.lower() or re.sub(r"[^a-z0-9]+", "-", source.stem.lower()).strip("-")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", layer):
        raise GazetteerError(f"{layer or source.stem!r}: a layer's name is of a-z, 0-9 and -; give one with --name")
    if layer in ("geonames", "curated", "admin1", "country"):
        layer = f"my-{layer}"
    if country and country.upper() not in countries():
        raise GazetteerError(f"{country!r} is no two-letter country code (ISO 3166), as SY")
    plan = Plan(layer, {})
    seen: dict[str, int] = {}
    rows = list(read_rows(source))
    for number, row in rows:
        if not plan.columns:
            plan.columns = _columns(row)
            if _of_container(plan.columns, [r for _, r in rows]):
                del plan.columns["id"]
            if "name_ar" not in plan.columns and "other_names" not in plan.columns:
                raise GazetteerError(
                    f"{source}: no column of Arabic names among: {', '.join(row) or 'nothing'}. It must be called "
                    "name_ar, arabic_name, admin2Name_ar, ADM3_AR or the like; the others name_en, pcode, latitude, "
                    "longitude, country, admin1, admin2, type, population"
                )
        entry, reason = _entry(row, plan, country.upper())
        if entry is None:
            plan.refused.append(Refusal(number, row.get(plan.columns.get("name_en", ""), ""), reason))
        elif entry.id in seen:
            plan.refused.append(Refusal(number, entry.name_ar, f"the same id as row {seen[entry.id]}: {entry.id}"))
        else:
            seen[entry.id] = number
            plan.entries.append(entry)
            plan.without_point += entry.lat is None
    if not plan.columns:
        raise GazetteerError(f"{source}: no rows")
    there = layer_path(folder, layer)
    before = {line.split("\t", 1)[0]: line for line in Layer.read(there).lines} if there.exists() else {}
    for entry in plan.entries:
        old = before.pop(entry.id, None)
        if old is None:
            plan.new += 1
        elif old == to_line(entry):
            plan.same += 1
        else:
            plan.changed += 1
    plan.kept = list(before.values())
    return plan


def write_import(plan: Plan, folder: Path) -> Path:
    """Write a plan's places; those of an earlier edition that this one lacks stay."""
    path = layer_path(folder, plan.layer)
    lines = sorted([*plan.kept, *map(to_line, plan.entries)])
    Layer(plan.layer, lines).write(path)
    return path


def _columns(row: Row) -> dict[str, str]:
    plain = {re.sub(r"[\s_\-]+", "", name.lower()): name for name in row}
    for key in [p for p in plain if re.fullmatch(r"adm(?:in)?\d(?:name)?\d?", p)]:
        # since 2024 OCHA numbers a division's names (adm2_name, adm2_name1): the letters tell which is the Arabic one
        language = "ar" if _ARABIC.search(row[plain[key]]) else "en"
        plain.setdefault(re.sub(r"^(adm(?:in)?\d).*", rf"\1name{language}", key), plain[key])
    found = {}
    for meaning, patterns in _COLUMNS.items():
        for pattern in re.sub(r"LEVEL(\d)", r"adm(?:in)?\1(?:name)?", patterns).split():
            name = next((n for p, n in plain.items() if re.fullmatch(pattern, p)), None)
            if name:
                found[meaning] = name
                break
    # a table of districts has its governorates' names too: all that names a row is of one level
    level = _division(found.get("name_ar", ""))
    for meaning, ending in (("name_en", "en"), ("id", "pcode")) if level else ():
        name = next((n for p, n in plain.items() if re.fullmatch(rf"adm(in)?{level}(name)?{ending}", p)), None)
        if name:
            found[meaning] = name
    return found


def _of_container(columns: dict[str, str], rows: list[Row]) -> bool:
    """Whether the ids are those of the divisions that the rows lie in: a p-code that several named rows share."""
    column, name = columns.get("id", ""), columns.get("name_ar", "")
    if not _division(column) or _division(column) == _division(name):
        return False
    named = {(row.get(column, ""), row.get(name, "")) for row in rows}
    return len({code for code, _ in named}) < len(named)


def _division(column: str) -> str:
    """The level that a column is of, as '2' for admin2Name_ar and ADM2_PCODE; empty for other names."""
    found = re.match(r"adm(?:in)?[\s_-]*(\d)", column.lower())
    return found[1] if found else ""


@cache
def _divisions() -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], str]]:
    """English names of first-level divisions by (country, key of the Arabic name) and by (country, GeoNames code)."""
    by_name, by_code = {}, {}
    for entry in admin1_entries():
        by_code[entry.country, entry.id.rpartition(".")[2]] = entry.admin1
        for name in entry.names:
            by_name[entry.country, place_key(name)] = entry.admin1
    return by_name, by_code


def _entry(row: Row, plan: Plan, default: str) -> tuple[Entry | None, str]:
    """The entry of a row, or None and the reason."""

    def cell(meaning: str) -> str:
        return row.get(plan.columns.get(meaning, ""), "").strip()

    names = [n.strip() for n in re.split(r"[|;]", cell("name_ar")) if _ARABIC.search(n)]
    names += [n.strip() for n in re.split(r"[|,;]", cell("other_names")) if _ARABIC.search(n)]
    names = list(dict.fromkeys(part for n in names for part in (_SUFFIX.sub("", n), n) if part and place_key(part)))
    if not names:
        return None, "no Arabic name"
    lat, lon, reason = _point(cell("lat"), cell("lon"))
    if reason:
        return None, reason
    country = cell("country").upper()[:2] if re.fullmatch(r"[A-Za-z]{2}\d*", cell("country")) else default
    area = locate(lat, lon) or locate(lat, lon, "countries") if lat is not None and lon is not None else None
    country = country or (area.country if area else "")
    if country not in countries():
        return None, f"no country (say --country): {country or 'none given, and no point to find it by'}"
    by_name, by_code = _divisions()
    admin1 = (
        by_name.get((country, place_key(cell("admin1_ar"))), "")
        or by_code.get((country, cell("admin1_code")), "")
        or (area.name if area and area.country == country else "")
        or cell("admin1")
    )
    kind = cell("kind").lower()
    population = int(cell("population")) if cell("population").isdigit() else 0
    of_columns = _division(plan.columns.get("id", "")) or _division(plan.columns.get("name_ar", ""))
    level = _LEVELS.get(kind) or _DIVISIONS.get(of_columns) or (
        Level.CITY if population >= 100_000 else Level.TOWN if population >= 10_000 else Level.VILLAGE
    )
    code = cell("id") or ".".join((country, place_key(names[0]).replace(" ", "-"), cell("admin2") or admin1))
    return Entry(
        f"{plan.layer}:{code}", names[0], _SUFFIX.sub("", cell("name_en")), country, admin1, cell("admin2"),
        level, lat, lon,
        population, "", tuple(names[1:]),
    ), ""  # fmt: skip


def _point(lat: str, lon: str) -> tuple[float | None, float | None, str]:
    """(lat, lon, ''), two Nones for empty cells, or the reason why the cells are no point."""
    if not lat and not lon:
        return None, None, ""
    try:
        y, x = float(lat.replace(",", ".")), float(lon.replace(",", "."))
    except ValueError:
        return None, None, f"no coordinates: {lat!r}, {lon!r}"
    if not (-90 <= y <= 90 and -180 <= x <= 180):
        return None, None, f"coordinates out of range: {lat}, {lon}"
    if y == 0 and x == 0:
        return None, None, "coordinates 0, 0"
    return y, x, ""
