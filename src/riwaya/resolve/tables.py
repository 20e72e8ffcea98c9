"""Tables of places as other people keep them, read into rows: CSV, TSV, XLSX, GeoNames dumps, GeoJSON, JSON lists."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from riwaya.resolve.gazetteer import GazetteerError

Row = dict[str, str]

GEONAMES = [
    "geonameid",
    "name",
    "asciiname",
    "alternatenames",
    "latitude",
    "longitude",
    "feature_class",
    "feature_code",
    "country",
    "cc2",
    "admin1code",
    "admin2code",
    "admin3code",
    "admin4code",
    "population",
    "elevation",
    "dem",
    "timezone",
    "modified",
]
_CELL = re.compile(r"([A-Z]+)(\d+)")
_XLSX = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """(number in the file, cells by column name). Raises GazetteerError where the file is none of the kinds."""
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        yield from _xlsx(path)
        return
    text = _decoded(path)
    if suffix in (".json", ".geojson") or text[:1] in "{[":
        yield from _json(path, text)
        return
    first = text.split("\n", 1)[0]
    if first.count("\t") == len(GEONAMES) - 1 and first.split("\t", 1)[0].isdigit():
        for number, line in enumerate(text.splitlines(), 1):
            yield number, dict(zip(GEONAMES, line.split("\t"), strict=False))
        return
    mark = max("\t;,", key=first.count)
    if not first.count(mark):
        raise GazetteerError(f"{path}: no table: its first line has neither comma, semicolon nor tab")
    for number, row in enumerate(csv.DictReader(io.StringIO(text), delimiter=mark), 2):
        yield number, {k: (v or "").strip() for k, v in row.items() if k and not isinstance(v, list)}


_ARABIC = re.compile("[\u0621-\u064a]")


def _decoded(path: Path) -> str:
    """The text in UTF-8, UTF-16 with its mark, or windows-1256, as Arabic spreadsheets are saved."""
    data = path.read_bytes()
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("cp1256", "replace")
        # bytes of damaged UTF-8 are letters of windows-1256 too
        damaged = len(_ARABIC.findall(data.decode("utf-8", "ignore")))
        if len(_ARABIC.findall(text)) > 4 * damaged:
            return text
        raise GazetteerError(
            f"{path}: neither UTF-8 ({error.reason} at byte {error.start}) nor Arabic in windows-1256"
        ) from None


def _json(path: Path, text: str) -> Iterator[tuple[int, Row]]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise GazetteerError(f"{path}: broken JSON: {error}") from None
    if isinstance(data, dict):
        data = data.get("features") or next((v for v in data.values() if isinstance(v, list)), None)
    if not isinstance(data, list):
        raise GazetteerError(f"{path}: neither GeoJSON nor a list of places")
    for number, item in enumerate(data, 1):
        if not isinstance(item, dict):
            yield number, {}
            continue
        cells = item.get("properties") if "geometry" in item else item
        row = {str(k): "" if v is None else str(v) for k, v in (cells or {}).items() if not isinstance(v, dict | list)}
        point = _middle(item.get("geometry"))
        if point:
            row["longitude"], row["latitude"] = f"{point[0]:.5f}", f"{point[1]:.5f}"
        yield number, row


def _middle(geometry: object) -> tuple[float, float] | None:
    """The mean of a geometry's points, which stands for small areas."""
    if not isinstance(geometry, dict):
        return None
    points: list[tuple[float, float]] = []

    def gather(part: object) -> None:
        if isinstance(part, list) and len(part) >= 2 and all(isinstance(x, int | float) for x in part[:2]):
            points.append((float(part[0]), float(part[1])))
        elif isinstance(part, list):
            for inner in part:
                gather(inner)

    gather(geometry.get("coordinates"))
    if not points:
        return None
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def _xlsx(path: Path) -> Iterator[tuple[int, Row]]:
    """The first sheet whose first row holds more than two names. Formulas count by their stored value."""
    try:
        with zipfile.ZipFile(path) as book:
            shared: list[str] = []
            if "xl/sharedStrings.xml" in book.namelist():
                root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
                shared = ["".join(t.text or "" for t in item.iter(f"{_XLSX}t")) for item in root.iter(f"{_XLSX}si")]
            sheets = sorted(n for n in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n))
            for sheet in sheets:
                rows = list(_sheet(ElementTree.fromstring(book.read(sheet)), shared))
                if rows and len(rows[0][1]) > 2:
                    head = rows[0][1]
                    for number, cells in rows[1:]:
                        yield number, {name: cells.get(column, "").strip() for column, name in head.items() if name}
                    return
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError) as error:
        raise GazetteerError(f"{path}: no XLSX workbook ({error})") from None
    raise GazetteerError(f"{path}: no sheet with a row of column names")


def _sheet(root: ElementTree.Element, shared: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for row in root.iter(f"{_XLSX}row"):
        cells: dict[str, str] = {}
        for cell in row.iter(f"{_XLSX}c"):
            where = _CELL.match(cell.get("r", ""))
            value = cell.findtext(f"{_XLSX}v")
            if cell.get("t") == "inlineStr":
                value = "".join(t.text or "" for t in cell.iter(f"{_XLSX}t"))
            elif cell.get("t") == "s" and value:
                value = shared[int(value)]
            if where and value:
                cells[where.group(1)] = value
        if cells:
            yield int(row.get("r", "0")), cells
