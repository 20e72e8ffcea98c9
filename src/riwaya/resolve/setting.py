"""What a document says of where it plays: its names' votes for countries and divisions, and its points.

Also the one documented score by which homonyms are ranked, see `score` and docs/places.
"""

import math
from dataclasses import dataclass, field
from functools import cache

from riwaya.codebook import Level
from riwaya.records import Document
from riwaya.resolve.finding import OURS, Finder, Found, entry_weight, prominence
from riwaya.resolve.gazetteer import Entry, countries
from riwaya.resolve.names import ParsedName, Token, place_key
from riwaya.resolve.placewords import SAID_HE, SPEAKING

# Adjectives of states whose soldiers, diplomats and agencies stand in reports from everywhere say little about where.
_EVERYWHERE = frozenset({"US", "RU", "GB", "FR", "DE", "CN", "IR", "TR", "SA", "AE"})
_AFAR = _EVERYWHERE | {"IL"}
_SEATS = frozenset({"كرملين", "بنتاغون", "بيت ابيض"})
_NAME, _COUNTRY_NAME, _ADJECTIVE, _FAR_ADJECTIVE, _OUTLET, _TITLE = 1.0, 0.8, 0.3, 0.06, 0.4, 2.0
_NAMESAKE = 0.3
_KNOWN = 20_000
"""A city of so many inhabitants and two words is known by its name alone."""
_NEAR = 200.0
"""Kilometres to another place of a report within which a city of another country is no namesake."""
_WIDE = frozenset({Level.COUNTRY, Level.GOVERNORATE, Level.REGION, Level.CITY})
# Outlets that report of one country; a vote like any other, and a small one.
OUTLETS = {
    "سانا": "SY", "sana": "SY", "enabbaladi": "SY", "سبأ": "YE", "saba": "YE", "almasdar": "YE", "adengd": "YE",
    "وفا": "PS", "wafa": "PS", "maannews": "PS", "shehab": "PS", "nna": "LB", "libyaobserver": "LY", "lana": "LY",
    "suna": "SD", "sudantribune": "SD", "alsumaria": "IQ", "ina.iq": "IQ",
}  # fmt: skip

#: Weights of the score's features, learned on the train gold by `benchmarks/places_learn.py`, with and without
#: imported gazetteers.
WEIGHTS: dict[str, float] = {
    "country": 3.7, "admin1": 2.0, "container": 3.3, "contradicts": -2.0, "near": 1.6, "people": 2.1, "level": 0.9,
    "spelling": 0.2, "layer": 2.1,
}  # fmt: skip


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (lat, lon) in kilometres."""
    la, lo, lb, lp = map(math.radians, (*a, *b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


@dataclass(slots=True)
class Setting:
    """One document's names and what they add up to. `countries` and `admin1` are shares that sum to at most 1."""

    words: list[Token]
    found: list[Found]
    options: list[list[Entry]]
    nationalities: list[tuple[int, str]]
    countries: dict[str, float] = field(default_factory=dict)
    admin1: dict[tuple[str, str], float] = field(default_factory=dict)
    points: list[tuple[str, float, float]] = field(default_factory=list)
    keys: dict[str, set[str]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    speaking: set[int] = field(default_factory=set)
    """Where capitals begin that only speak (أدانت باريس): they say nothing of where."""
    ground: set[str] = field(default_factory=set)
    """Countries that the document names or places of which it names; those of which it names more than the capital,
    which speaks and strikes: there it may play."""
    _radians: list[tuple[str, float, float, float]] = field(default_factory=list, repr=False)
    _nearest: dict[tuple[str, float, float], float | None] = field(default_factory=dict, repr=False)

    @property
    def country(self) -> str:
        """The document's main country, '' where it names none."""
        return max(self.countries, key=lambda c: self.countries[c], default="")

    @classmethod
    def of(cls, document: Document, finder: Finder) -> "Setting":
        """Read a document's setting. In two rounds: the second weighs each meaning by the first."""
        text = document.text
        words, names = finder.read(text)
        found = [f for f in names if f.sure and finder.more_than_a_hamlet(f.key)]
        people = _people(words, found)
        found = [f for f in found if f.key not in people]
        options = [finder.gazetteer.lookup(f.key) for f in found]
        setting = cls(words, found, options, finder.nationalities(words))
        setting.speaking = speaking(words, found)
        title = text.find("\n") if "\n" in text else 0
        outlet = next((c for o, c in OUTLETS.items() if o in document.outlet.lower()), "")
        weights = [_usual(entries) for entries in options]
        for _ in range(2):
            setting._vote(title, outlet, weights)
        setting._radians = [
            (key, lat := math.radians(y), math.cos(lat), math.radians(x)) for key, y, x in setting.points
        ]
        return setting

    def _vote(self, title: int, outlet: str, weights: list[list[float]]) -> None:
        """Count the votes, each meaning by its weight and by its country's share up to now."""
        before, unheard = self.countries, 0.0 if self.countries else 0.85
        countries: dict[str, float] = {}
        divisions: dict[tuple[str, str], float] = {}
        points: list[tuple[str, float, float]] = []
        keys: dict[str, set[str]] = {}
        self.named, self.ground = set(), set()
        for hit, entries, usual in zip(self.found, self.options, weights, strict=True):
            weight = _TITLE if hit.end <= title else 1.0
            shares = [w * (0.15 + before.get(e.country, unheard)) for w, e in zip(usual, entries, strict=True)]
            if hit.start in self.speaking:
                weight *= _ADJECTIVE
            most: dict[str, float] = {}
            for share, entry in zip(shares, entries, strict=True):
                most[entry.country] = max(share, most.get(entry.country, 0.0))
            total = sum(most.values())
            best = shares.index(max(shares))
            level = entries[best].level
            for country, share in most.items():
                if country:
                    kind = _COUNTRY_NAME if level is Level.COUNTRY else _NAME
                    countries[country] = countries.get(country, 0.0) + kind * weight * share / total
            entry = entries[best]
            if hit.start in self.speaking:
                keys.setdefault(entry.country, set()).add(hit.key)  # of its country the text does speak
                continue
            keys.setdefault(entry.country, set()).add(hit.key)
            self.named.add(entry.country)
            if level is not Level.COUNTRY and hit.key != capital(entry.country) and hit.key not in _SEATS:
                self.ground.add(entry.country)
            inside: dict[tuple[str, str], float] = {}
            for share, meant in zip(shares, entries, strict=True):
                if meant.admin1:
                    area = (meant.country, meant.admin1)
                    inside[area] = max(share, inside.get(area, 0.0))
            for area, share in inside.items():  # were it the first one's alone, a name would prove itself
                divisions[area] = divisions.get(area, 0.0) + weight * share / total
            if entry.lat is not None and entry.lon is not None and entry.level not in (Level.COUNTRY, Level.REGION):
                points.append((hit.key, entry.lat, entry.lon))
        for at, code in self.nationalities:
            keys.setdefault(code, set()).add(self.words[at].key[:4])
            weight = _TITLE if self.words[at].end <= title else 1.0
            countries[code] = countries.get(code, 0.0) + weight * (
                _FAR_ADJECTIVE if code in _EVERYWHERE else _ADJECTIVE
            )
        if outlet:
            countries[outlet] = countries.get(outlet, 0.0) + _OUTLET
        every = sum(countries.values()) or 1.0
        self.countries = {c: v / every for c, v in countries.items()}
        every = sum(divisions.values()) or 1.0
        self.admin1 = {a: v / every for a, v in divisions.items()}
        self.points, self.keys = list(dict.fromkeys(points)), keys

    @property
    def from_afar(self) -> bool:
        """Whether the document's main country is one that strikes and speaks everywhere, and but for its adjective not
        named: 'an Israeli raid on X' says not where X is."""
        return self.country in _AFAR and self.country not in self.named

    def main_admin1(self, country: str, least: float = 0.0) -> str:
        """The division of `country` that the document names most, where that is at least `least` of its divisions."""
        inside = {a: v for (c, a), v in self.admin1.items() if c == country}
        if not inside:
            return ""
        name = max(inside, key=lambda a: inside[a])
        return name if inside[name] >= least * sum(inside.values()) else ""

    def plausible(self, entry: Entry, key: str) -> bool:
        """False for a small place of a country that nothing else in a document of other places speaks of."""
        if entry_weight(entry) < 0.1:
            return not self.countries or self.countries.get(entry.country, 0.0) >= 0.25
        if entry.layer in OURS and entry.level in _WIDE:
            return True
        if entry.population >= 300_000:
            return True
        if self.keys.get(entry.country, set()) - {key, key[:4]}:
            return True
        return sum(len(k) - (key in k) for c, k in self.keys.items() if c != entry.country) < 2

    def strange(self, entry: Entry, key: str) -> bool:
        """Whether a place lies in a country that nothing else in the document speaks of, which is about another one.
        Not a city near its other places: wars cross borders ('planes struck Saada' beside a missile on Jazan). A site
        of two words ('معبر رفح') has no namesakes."""
        if not self.country or entry.country == self.country or (entry.level is Level.SITE and " " in key):
            return False
        if entry.level is Level.CITY and (self.nearest_km(entry, key) or _NEAR) < _NEAR:
            return False
        if entry.level is Level.CITY and entry.population >= _KNOWN and " " in key:  # خان يونس has no namesakes
            return False
        if self.country in _AFAR and self.country not in self.ground:
            return False
        return not self.keys.get(entry.country, set()) - {key, key[:4]}

    def nearest_km(self, entry: Entry, key: str) -> float | None:
        """Kilometres from an entry to the nearest other place of the document; None where there is none."""
        if entry.lat is None or entry.lon is None:
            return None
        here = (entry.lat, entry.lon)
        asked = (key, *here)
        if asked not in self._nearest:
            la, lo = map(math.radians, here)
            sin, cos = math.sin, math.cos(la)
            # `distance_km` up to where distances differ; of the nearest alone the rest is worked out
            near = [
                sin((lb - la) / 2) ** 2 + cos * cos_lb * sin((lp - lo) / 2) ** 2
                for other, lb, cos_lb, lp in self._radians
                if other != key
            ]
            self._nearest[asked] = 12742.0 * math.asin(min(1.0, math.sqrt(min(near)))) if near else None
        return self._nearest[asked]


def _people(words: list[Token], found: list[Found]) -> set[str]:
    """Names of places that somebody bears here: cities say something in the feminine, Mr صبرة in the masculine."""
    said = {f.key for f in found if f.first and words[f.first - 1].key.removeprefix("و") in SAID_HE}
    return said - _lands() - _capitals()


def speaking(words: list[Token], found: list[Found]) -> set[int]:
    """Where the capitals begin that are subjects of speech (أدانت باريس وواشنطن)."""
    out: set[int] = set()
    spoke = -2
    for hit in found:
        if hit.key not in _capitals():
            continue
        before = words[hit.first - 1].key.removeprefix("و").removeprefix("ف") if hit.first else ""
        if before in SPEAKING or (spoke == hit.first - 1 and words[hit.first].folded.startswith("و")):
            out.add(hit.start)
            spoke = hit.last
    return out


@cache
def _lands() -> frozenset[str]:
    return frozenset(place_key(n) for c in countries().values() for n in c.names_ar)


@cache
def _capitals() -> frozenset[str]:
    return frozenset(filter(None, map(capital, countries())))


@cache
def capital(country: str) -> str:
    """The key of a country's capital, '' where none is known."""
    known = countries().get(country)
    return place_key(known.capital) if known and known.capital else ""


def _usual(entries: list[Entry]) -> list[float]:
    """How much each meaning of a name counts before any context. A namesake abroad of a city or area that our tables
    hold counts little: with Odessa and Moscow in Texas, strikes on Ukraine were put there."""
    ours = {e.country for e in entries if e.layer in OURS and e.level in _WIDE}
    return [
        entry_weight(e) * (_NAMESAKE if ours and e.layer not in OURS and e.country not in ours else 1.0)
        for e in entries
    ]


@dataclass(frozen=True, slots=True)
class Container:
    """A place that is named with another one, in its phrase or claim, and may contain it."""

    name: str
    country: str
    admin1: str
    entry: Entry | None = None
    listed: bool = False
    """Whether only و or a comma stands between the two: the next of a list contains nothing."""


# Levels that reports use for one another.
_KINDRED = (
    "city-town town-village district-town district-city governorate-region neighbourhood-village "
    "neighbourhood-town site-region district-village district-region"
)
_KIN = frozenset(frozenset(map(Level, pair.split("-"))) for pair in _KINDRED.split())


def features(
    entry: Entry, name: ParsedName, key: str, setting: Setting, containers: list[Container]
) -> dict[str, float]:
    """What speaks for an entry being the place that a name means; every value is between -1 and 1.

    country: share of the document's names that lie in the entry's country. admin1: the same for its division.
    container: a place named with it lies in the same division (1) or country (0.4). contradicts: all such places lie
    in other countries. near: 1 at another place of the document, half at 40 km. people: logarithm of the population,
    or what is usual at its level. level: fits the head ('مخيم', 'مدينة'). spelling: the article stands as in the
    gazetteer. layer: one of our own tables, which were made for these reports.
    """
    out = {"country": setting.countries.get(entry.country, 0.0)}
    out["admin1"] = setting.admin1.get((entry.country, entry.admin1), 0.0) if entry.admin1 else 0.0
    if containers:
        same = max(
            (1.0 if entry.admin1 and c.admin1 == entry.admin1 else 0.4) if c.country == entry.country else 0.0
            for c in containers
        )
        out["container"] = same
        out["contradicts"] = 1.0 if not same else 0.0
    km = setting.nearest_km(entry, key)
    out["near"] = 0.0 if km is None else 40.0 / (40.0 + km)
    out["people"] = prominence(entry)
    if name.level and entry.level:
        kin = entry.level is name.level or frozenset({entry.level, name.level}) in _KIN
        out["level"] = 1.0 if entry.level is name.level else 0.5 if kin else -0.5
    definite = bool(name.core) and name.core[0].definite
    out["spelling"] = 1.0 if entry.name_ar.startswith("ال") == definite else 0.0
    out["layer"] = 1.0 if entry.layer in OURS else 0.0
    return out


def score(values: dict[str, float]) -> float:
    """The weighted sum of the features: the higher, the likelier."""
    return sum(WEIGHTS[name] * value for name, value in values.items())
