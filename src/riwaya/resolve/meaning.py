"""Names that say where by what they mean: a country's adjective, 'the capital', 'the border with X'."""

from riwaya.codebook import Level
from riwaya.records import Document, Place, PlaceCandidate
from riwaya.resolve import gazetteer as gz
from riwaya.resolve.actorkingdoms import ARAB, KINGDOM
from riwaya.resolve.finding import Finder, Found
from riwaya.resolve.gazetteer import Entry
from riwaya.resolve.names import ParsedName, place_key
from riwaya.resolve.naming import Naming
from riwaya.resolve.placewords import DIRECTIONS, TERRITORY, VICINITY
from riwaya.resolve.precision import precision
from riwaya.resolve.setting import Container, Setting

_BORDER = frozenset({"حدود", "حدوديه", "شريط", "سياج"})
_HOME = frozenset({"بلاد", "وطن"})


class Meaning:
    """One document's names with a meaning of their own, and how a place is filled from an entry."""

    def __init__(self, finder: Finder, document: Document, setting: Setting) -> None:
        self.finder = finder
        self.document = document
        self.setting = setting
        self.names = Naming(finder, setting)
        self.entries: dict[str, Entry] = {}

    def _special(self, place: Place, name: ParsedName, others: list[Container]) -> Place | None:
        """Countries by adjective, 'the country', 'the capital', borders."""
        words = name.words
        keys = [w.key for w in words]
        home = self.setting.country
        if keys == [*KINGDOM] and home in ARAB:  # elsewhere it is Saudi Arabia
            return self._country(place, name, home, False, "the kingdom that the document speaks of (inferred)")
        if name.key in self.finder.gazetteer and self.names.meant(name.key, name, 0):
            return None
        nations = [(i, c) for i, w in enumerate(words) if (c := self.finder.nationality(w))]
        if nations and nations[0][0] == 0 and len(words) > 1 and words[1].definite and not words[0].definite:
            nations = nations[1:]  # 'مجرى الوادي' is not Hungarian
        first = next((i for i, k in enumerate(keys) if k not in DIRECTIONS and k not in VICINITY), 0)
        if keys[first] in ("عاصمه", "وعاصمه", "بعاصمه", "لعاصمه"):
            after = " ".join(w.folded for w in words[first + 1 :])
            named = self.names.named(after) if after else []
            if named and named[0].level is not Level.COUNTRY:
                return None
            alone = len(words) == first + 1
            code = named[0].country if named else nations[0][1] if nations else home if alone else ""
            return self._capital(place, name, code, "named" if named or nations else "inferred") if code else None
        hits = self.names.hits(name)
        border = next((i for i, k in enumerate(keys) if k in _BORDER), -1)
        if border >= 0 and (hits or nations or self.names.main(name)[0]):
            return self._border(place, name, hits, nations)
        if not hits and nations and (set(keys[: nations[0][0]]) & (TERRITORY | DIRECTIONS) or nations[0][0] == 0):
            code = nations[0][1]
            region = bool(set(keys) & (DIRECTIONS | {"ساحل", "باديه", "صحراء", "حدوديه", "بلدات", "قري", "محافظات"}))
            return self._country(place, name, code, region, "its adjective names the country")
        if home and not hits and keys[-1] in _HOME:
            beside = {c.country for c in others}
            if len(beside) == 1:
                return self._country(place, name, beside.pop(), len(words) > 1, "of what is named with it (inferred)")
            return self._country(place, name, home, len(words) > 1, "the document's main country (inferred)")
        return None

    def _country(self, place: Place, name: ParsedName, code: str, region: bool, why: str) -> Place:
        country = gz.countries()[code]
        entry = Entry(
            f"country:{code}",
            (*country.names_ar, "")[0],
            country.name_en,
            code,
            "",
            "",
            Level.COUNTRY,
            country.lat,
            country.lon,
            0,
            code,
        )
        return self._fill(place, name, entry, Level.REGION if region else Level.COUNTRY, [], why, False)

    def _capital(self, place: Place, name: ParsedName, code: str, how: str) -> Place | None:
        capital = gz.countries()[code].capital
        entries = [
            e
            for e in self.finder.gazetteer.lookup(place_key(capital))
            if e.country == code and e.level is not Level.GOVERNORATE
        ]
        if not capital or not entries:
            return None
        why = f"the capital of {code}" + (" (the document's main country, inferred)" if how == "inferred" else "")
        return self._fill(place, name, entries[0], entries[0].level, [], why, False)

    def _border(
        self, place: Place, name: ParsedName, hits: list[Found], nations: list[tuple[int, str]]
    ) -> Place | None:
        sides: list[tuple[int, Entry | str]] = [(i, c) for i, c in nations]
        for hit in hits:
            entry = self.names.choose(hit.key, self.names.parse(name.text[hit.start : hit.end]), [])[0]
            if entry:
                sides.append((hit.first, entry))
        if not sides and not hits:  # a country that is a common word, too: مصر
            entry = self.names.choose(self.names.main(name)[0], name, [])[0]
            sides = [(len(name.words) - 1, entry)] if entry else []
        if not sides:  # a namesake that cannot be here
            return None
        sides.sort(key=lambda s: s[0])
        at, side = sides[0]
        code = side if isinstance(side, str) else side.country
        home = self.setting.country
        before = name.words[at - 1].key if at else ""
        if before == "مع" and home == code:  # the other side tells it
            shares = {c: v for c, v in self.setting.countries.items() if c != code}
            home = max(shares, key=shares.__getitem__, default="")
        if before == "مع" and home and home != code:
            return self._country(place, name, home, True, f"the document's side (inferred) of the border with {code}")
        if isinstance(side, str) or side.level is Level.COUNTRY:
            return self._country(place, name, code, True, "a border: its first side")
        return self._fill(place, name, side, Level.REGION, [], "a border: its first side", False)

    @staticmethod
    def _wholly_named(name: ParsedName, entry: Entry) -> bool:
        """Whether the directions of a phrase belong to the entry's name ('شمال سيناء')."""
        keys = map(place_key, entry.names)
        return any(name.key == k or (name.key.endswith(f" {k}") and k.count(" ") >= len(name.core)) for k in keys)

    def _fill(
        self, place: Place, name: ParsedName, entry: Entry, level: Level | None, candidates: list[PlaceCandidate],
        why: str, inferred: bool,
    ) -> Place:  # fmt: skip
        relative = "" if self._wholly_named(name, entry) else name.relative
        if relative and name.heads[:1] != ["ريف"] and entry.level in (Level.COUNTRY, Level.GOVERNORATE, Level.REGION):
            level = Level.REGION
        self.entries[entry.id] = entry
        acled, ucdp = precision(level, bool(relative) or name.loose, inferred)
        return place.model_copy(
            update={
                "country": entry.country, "admin1": "" if level is Level.COUNTRY else entry.admin1, "level": level,
                "lat": entry.lat, "lon": entry.lon, "place_id": entry.id, "name_ar": entry.name_ar,
                "name_en": entry.name_en, "admin2": entry.admin2, "acled_precision": acled, "ucdp_precision": ucdp,
                "area": entry.area if level in (Level.GOVERNORATE, Level.REGION, Level.COUNTRY) else "",
                "relative": relative, "candidates": candidates, "why": why,
            }
        )  # fmt: skip
