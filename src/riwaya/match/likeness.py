"""How likely it is that two accounts tell of one event: features of the pair, weighed by a table learned from gold.

    likeness(a, b, weights())  # 0 to 1; 0 where something forbids it or one source told the two apart

The table (`data/likeness.json`) is read by people too: one weight a feature. `benchmarks/incidents_learn.py` writes it.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from riwaya.codebook import ClaimType, Level, Status, TollKind
from riwaya.match.account import LEVELS, Account, Name, Number, Spot

TABLE = Path(__file__).parent / "data" / "likeness.json"
WORDS = TABLE.parent / "words.tsv"
FAR_KM = 100.0  # acts further apart than this are not one event
SCALE = 3  # a period so many times longer than another is not the same event but may hold it
_EARTH_KM = 6371.0

_T = ClaimType
_CLOSE = (
    {_T.AIR_STRIKE, _T.SHELLING, _T.ATTACK_ON_CIVILIANS},
    {_T.EXPLOSION, _T.CLASH, _T.ATTACK_ON_CIVILIANS},
    {_T.PROTEST, _T.ATTACK_ON_CIVILIANS},
    {_T.TRUCE, _T.AGREEMENT},
    {_T.ABDUCTION, _T.DETENTION},
    {_T.CLASH, _T.OPERATION},
    {_T.CLASH, _T.TERRITORY},
    {_T.DISPLACEMENT, _T.AID},
    {_T.WEAPON_FOILED, _T.EXPLOSION},
    {_T.WEAPON_FOILED, _T.SHELLING},
)
_LOOSE = (
    {_T.AIR_STRIKE, _T.SHELLING, _T.EXPLOSION, _T.CLASH, _T.ATTACK_ON_CIVILIANS, _T.CASUALTY_TOLL, _T.OPERATION},
    {_T.CLASH, _T.TERRITORY, _T.OPERATION, _T.DEPLOYMENT, _T.SIEGE},
    {_T.PROTEST, _T.CASUALTY_TOLL, _T.CLASH, _T.ATTACK_ON_CIVILIANS},
    {_T.AGREEMENT, _T.TRUCE, _T.TALKS, _T.DISPLACEMENT},
    {_T.DEMAND, _T.ACCUSE, _T.THREAT, _T.REJECT, _T.SUPPORT, _T.TALKS, _T.SANCTION},
    {_T.SIEGE, _T.AID, _T.DISPLACEMENT},
    {_T.PROPERTY, _T.EXPLOSION, _T.ATTACK_ON_CIVILIANS},
)
# What two sides do together, whichever of them the report names first.
MUTUAL = frozenset({_T.TALKS, _T.AGREEMENT, _T.TRUCE, _T.CLASH})
SPEECH = frozenset({_T.DEMAND, _T.REJECT, _T.ACCUSE, _T.THREAT, _T.SUPPORT, _T.SANCTION, _T.TALKS, _T.CHANGE})


def _pairs(groups: Iterable[set[ClaimType]]) -> frozenset[tuple[ClaimType, ClaimType]]:
    return frozenset((a, b) for group in groups for a in group for b in group if a is not b)


_CLOSE_PAIRS = _pairs(_CLOSE)
_LOOSE_PAIRS = _pairs(_LOOSE) - _CLOSE_PAIRS
COMPARABLE = {a: frozenset({a, *(y for x, y in _CLOSE_PAIRS | _LOOSE_PAIRS if x is a)}) for a in _T}
"""By type, those whose events may be one with an event of it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned table: a weight by feature, the bias, and the likeness from which accounts are one event."""

    bias: float
    of: dict[str, float]
    threshold: float


@cache
def weights() -> Weights:
    """The table that comes with the product."""
    return read_weights(TABLE)


def read_weights(path: Path) -> Weights:
    """A table as `benchmarks/incidents_learn.py` writes it."""
    table = json.loads(path.read_text(encoding="utf-8"))
    return Weights(table["bias"], table["weights"], table["threshold"])


def likeness(a: Account, b: Account, table: Weights) -> float:
    """The probability that a and b tell of one event; symmetrical. 0 where `forbidden` or `told_apart`."""
    if not comparable(a.type, b.type) or _other_days(a, b) or told_apart(a, b):
        return 0.0
    place = place_relation(a, b)
    if _other_ends(a, b, place):
        return 0.0
    of = table.of
    z = table.bias
    for name, value in features(a, b, place).items():
        z += of.get(name, 0.0) * value
    # rounded, so that no order of additions can decide between two equals
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z)))), 6)


def comparable(a: ClaimType, b: ClaimType) -> bool:
    """Whether events of the two types may be one."""
    return b in COMPARABLE[a]


def forbidden(a: Account, b: Account) -> bool:
    """Whether the two can on no account be one event: other types of act, other days, other ends of the map."""
    return not comparable(a.type, b.type) or _other_days(a, b) or _other_ends(a, b, place_relation(a, b))


def told_apart(a: Account, b: Account) -> bool:
    """Whether one source tells them as two events of one type in one report: what it tells twice is one claim.

    Nothing makes two such accounts alike, but others may bring them together: now and then a report is coded, or an
    extractor reads it, as if it told one event twice.
    """
    return a.doc_id == b.doc_id and a.source == b.source and a.type is b.type


def _other_days(a: Account, b: Account) -> bool:
    return days_apart(a, b) > 1 or (_scales_differ(a, b) and not _in_one_run(a, b))


def _in_one_run(a: Account, b: Account) -> bool:
    """Whether both tell of an operation, and the days of one lie in those of the other.

    One report dates an operation by all the weeks that it has run, another by the day it began or by its own day.
    """
    if not a.type is b.type is ClaimType.OPERATION:
        return False
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    return (a.first <= b.first and b.last <= a.last) or (b.first <= a.first and a.last <= b.last)


def _other_ends(a: Account, b: Account, place: str) -> bool:
    return a.type not in SPEECH and place == "far" and _kilometres(a, b) > FAR_KM


def days_apart(a: Account, b: Account) -> int:
    """Days between the two periods: 0 where they touch or one is unknown."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return 0
    return max(0, b.first - a.last, a.first - b.last)


def _length(a: Account) -> int | None:
    return None if a.first is None or a.last is None else a.last - a.first + 1


def _scales_differ(a: Account, b: Account) -> bool:
    x, y = _length(a), _length(b)
    return x is not None and y is not None and max(x, y) > 3 and max(x, y) > SCALE * min(x, y)


def features(a: Account, b: Account, place: str = "") -> dict[str, float]:
    """What speaks for and against the pair, by name; what is not there is 0.

    `place` is their `place_relation`, where it is known already. Accounts that are `told_apart` have none to weigh.
    """
    found: dict[str, float] = {}
    found[_type_feature(a, b)] = 1.0
    found[_date_feature(a, b)] = 1.0
    speech = a.type in SPEECH or b.type in SPEECH
    kind = "speech" if speech else "act"
    found[f"place: {place or place_relation(a, b)}"] = 1.0
    if a.type in MUTUAL and b.type in MUTUAL:
        found[f"parties: {_parties(a, b)}"] = 1.0
    else:
        for role, x, y in (("initiators", a.initiators, b.initiators), ("targets", a.targets, b.targets)):
            found[f"{kind} {role}: {name_relation(x, y)}"] = 1.0
    for name in _toll_features(a.numbers, b.numbers):
        told = ", one source" if "apart" in name and a.source == b.source else ""
        found[f"tolls: {name}{told}"] = 1.0
    for name in _means_features(a.means, b.means):
        found[f"means: {name}"] = 1.0
    found[f"{kind} words"] = overlap(a.words, b.words)
    found["trigger"] = 1.0 if a.trigger & b.trigger else 0.0
    if a.doc_id == b.doc_id and a.source == b.source and a.numbers and a.numbers == b.numbers and a.type is not b.type:
        # strikes and shelling with one toll between them are told as two claims of one event
        found["one report, one source, one toll"] = 1.0
    elif a.doc_id == b.doc_id:
        found["one report, one source" if a.source == b.source else "one report, two sources"] = 1.0
    elif a.source == b.source:
        found["two reports, one source"] = 1.0
    if (a.status is Status.PLANNED) != (b.status is Status.PLANNED):
        found["status: one planned"] = 1.0
    return found


def _type_feature(a: Account, b: Account) -> str:
    # a chemical attack takes the type of its delivery where that is told, another where it is not
    if a.type is b.type or ("chemical" in a.means and "chemical" in b.means and (a.type, b.type) in _CLOSE_PAIRS):
        return "type: same"
    if (a.type, b.type) in _CLOSE_PAIRS:
        return "type: close"
    # the toll of a day, told without its event
    toll = _T.CASUALTY_TOLL in (a.type, b.type) and a.numbers and b.numbers and (_length(a) or 9) <= 3
    return "type: a day's toll" if toll and (_length(b) or 9) <= 3 else "type: loose"


def _date_feature(a: Account, b: Account) -> str:
    x, y = _length(a), _length(b)
    if x is None or y is None:
        return "date: both unknown" if x is None and y is None else "date: one unknown"
    if days_apart(a, b):
        later = a if (a.first or 0) > (b.first or 0) else b
        # a report that names no day is dated by its own: it may tell of the day before
        return "date: next day, that of the report" if later.first == later.published else "date: next day"
    if _scales_differ(a, b):
        return "date: in one run"
    if max(x, y) > 3:
        return "date: one period"
    return "date: same" if a.first == b.first and a.last == b.last else "date: overlaps"


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """How much two sentences say in the same words (0 to 1): the cosine of their words, rare ones weighing more."""
    shared = a & b
    if not shared:
        return 0.0
    return _mass(shared) / math.sqrt(_mass(a) * _mass(b))


@lru_cache(maxsize=50_000)
def _mass(words: frozenset[str]) -> float:
    rarity = word_rarity()
    return sum(sorted(rarity.get(word, 1.0) ** 2 for word in words))


@cache
def word_rarity() -> dict[str, float]:
    """How rare the common words of reports are: 0 for a word in all of them, 1 for one that the table lacks."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()[1:]
    return {word: float(value) for word, value in (line.split("\t") for line in lines)}


# --- places ---


def place_relation(a: Account, b: Account) -> str:
    """'same', 'near' (within what the names reach), 'inside' (one holds the other), 'far', 'one' or 'none' named."""
    if not a.spots or not b.spots:
        return "one named" if a.spots or b.spots else "none named"
    best = "far"
    for x in a.spots:
        for y in b.spots:
            found = spot_relation(x, y)
            if found == "same":
                return "same"
            if _ORDER[found] < _ORDER[best]:
                best = found
    if best == "far" and (_holds(a.around, b.spots) or _holds(b.around, a.spots)):
        return "inside"
    return best


_ORDER = {"same": 0, "near": 1, "inside": 2, "far": 3}


def spot_relation(x: Spot, y: Spot) -> str:
    """How two single places lie to each other."""
    if x.country and y.country and x.country != y.country:
        return "far"
    shared = x.words & y.words
    if x.place_id and x.place_id == y.place_id and "country" not in (x.level, y.level):
        # a site that no gazetteer has is resolved to its town: it lies in it, but is not it, nor is it another site
        if max(x.rank, y.rank) <= LEVELS[Level.NEIGHBOURHOOD] and not shared:
            return "near"
        return "same" if abs(x.rank - y.rank) <= 2 else "inside"
    if shared and (len(shared) == min(len(x.words), len(y.words))) and abs(x.rank - y.rank) <= 3:
        return "same"
    coarse, fine = (x, y) if x.rank >= y.rank else (y, x)
    if coarse.rank - fine.rank >= 2:
        if coarse.rank >= 8:
            return "inside" if coarse.country == fine.country else "far"
        if coarse.rank == 6 and coarse.admin1 and coarse.admin1 == fine.admin1:
            return "inside"
    if x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        # without points only the division is left to go by
        return "inside" if x.admin1 and x.admin1 == y.admin1 else "far"
    km = distance_km(x.lat, x.lon, y.lat, y.lon)
    if km <= fine.radius + min(coarse.radius, 15.0):
        return "near"
    return "inside" if km <= coarse.radius and coarse.rank - fine.rank >= 2 else "far"


def _holds(around: tuple[Spot, ...], spots: tuple[Spot, ...]) -> bool:
    return any(x.rank < 8 and spot_relation(x, y) == "same" for x in around for y in spots)


def _kilometres(a: Account, b: Account) -> float:
    return min(
        (
            distance_km(x.lat, x.lon, y.lat, y.lon)
            for x in a.spots
            for y in b.spots
            if x.lat is not None and x.lon is not None and y.lat is not None and y.lon is not None
        ),
        default=0.0,
    )


@lru_cache(maxsize=50_000)  # the same towns are far from one another in report after report
def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Along a great circle."""
    a, b = math.radians(lat), math.radians(other_lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


# --- parties, numbers, means ---


def name_relation(a: tuple[Name, ...], b: tuple[Name, ...]) -> str:
    """'same' (some party is), 'kin' (of one state, or part of the words), 'other', 'one named' or 'none named'."""
    if not a or not b:
        return "one named" if a or b else "none named"
    kin = False
    for x in a:
        for y in b:
            if same_party(x, y):
                return "same"
            kin = kin or _kin(x, y)
    return "kin" if kin else "other"


def _parties(a: Account, b: Account) -> str:
    """'same' where each named party of one is a party of the other, 'some' where one is, else 'other' or 'none'."""
    x, y = (*a.initiators, *a.targets), (*b.initiators, *b.targets)
    if not x or not y:
        return "none named"
    of_x = sum(any(same_party(m, n) for n in y) for m in x)
    of_y = sum(any(same_party(m, n) for m in x) for n in y)
    if min(of_x, of_y) >= 2 or (of_x == len(x) and of_y == len(y)):
        return "same"
    return "some" if of_x else "other"


def same_party(x: Name, y: Name) -> bool:
    """Whether two names mean one party: by the id that resolve gave both, else by their words."""
    if x.entity and y.entity:
        return x.entity == y.entity
    shared = len(x.words & y.words)
    if not shared:
        return False
    return shared == min(len(x.words), len(y.words)) or shared / len(x.words | y.words) >= 0.5


def _kin(x: Name, y: Name) -> bool:
    if x.country and x.country == y.country:
        return x.state == y.state
    return bool(x.words & y.words)


def _toll_features(a: tuple[Number, ...], b: tuple[Number, ...]) -> list[str]:
    found = []
    for x in a:
        for y in b:
            if x.kind is not y.kind:
                continue
            if (x.min, x.max) == (y.min, y.max):
                found.append("same number" if x.min > 2 else "same small number")
            elif _reaches(x, y) or _reaches(y, x):
                found.append("may be the same")
            elif x.kind is TollKind.KILLED and max(x.min, y.min) > 3 * max(1, min(x.min, y.min)):
                found.append("far apart")
            else:
                found.append("apart")
    return sorted(set(found))


def _reaches(x: Number, y: Number) -> bool:
    return x.min <= y.min and (x.max is None or y.min <= x.max) and y.min <= 3 * max(1, x.min)


def _means_features(a: frozenset[str], b: frozenset[str]) -> list[str]:
    found = []
    for special in ("chemical", "suicide"):
        if (special in a and b and special not in b) or (special in b and a and special not in a):
            found.append(f"{special} against others")
        elif special in a or special in b:
            found.append(f"{special} in {'both' if special in a and special in b else 'one'}")
    rest_a, rest_b = a - {"chemical", "suicide"}, b - {"chemical", "suicide"}
    if rest_a and rest_b:
        found.append("shared" if rest_a & rest_b else "other")
    return found
