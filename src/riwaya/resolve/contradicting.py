"""Places of our own table that a text puts elsewhere: 'Antonivka in Donetsk' is not the one by Kherson."""

from riwaya.codebook import Level
from riwaya.resolve.finding import Finder, Found, entry_weight
from riwaya.resolve.gazetteer import Entry
from riwaya.resolve.names import Token
from riwaya.resolve.placewords import DIRECTIONS, HEADS, NAMED_AFTER, words
from riwaya.resolve.setting import Setting, distance_km

# Cities are left out, for their governments and envoys are anywhere; and so is a town whose people are meant.
_LEVELS = frozenset({Level.SITE, Level.NEIGHBOURHOOD, Level.VILLAGE, Level.TOWN, Level.DISTRICT})
_PEOPLE = words("مهجري نازحي نازحين لاجيي لاجيين اهالي ابناء سكان مقاتلي ثوار فصايل قبايل اهل حكومه وفد ممثل الي من")
_BETWEEN = (frozenset(HEADS) - NAMED_AFTER) | DIRECTIONS
# Two states that both hold, or claim, one land: a report may put its places in either.
_CLAIMED = frozenset(
    map(frozenset, map(str.split, ("PS IL", "SY IL", "LB IL", "UA RU", "MA EH", "RS XK", "SD SS", "GE RU", "AM AZ")))
)
# Divisions are drawn otherwise elsewhere; neighbours on both sides of a border are named together.
_NEAR_KM = 80.0


def contradicted(setting: Setting, finder: Finder) -> frozenset[tuple[str, str]]:
    """(key, entry's id) of small places of our table that the text names in or by another division or country."""
    out: set[tuple[str, str]] = set()
    borne: set[tuple[str, str]] = set()
    found = setting.found
    for i, hit in enumerate(found):
        if hit.first and setting.words[hit.first - 1].key in _PEOPLE:
            continue
        own = [e for e in setting.options[i] if e.layer == "curated" and e.level in _LEVELS]
        behind: list[list[Entry]] = []
        last = i
        while own and last + 1 < len(found) and _inside(found[last], found[last + 1], setting.words, finder):
            last += 1
            behind.append([e for e in setting.options[last] if entry_weight(e) >= 0.1])
        for entry in own if behind else ():
            fits = all(any(_fits(entry, e) for e in options) for options in behind)
            (borne if fits else out).add((hit.key, entry.id))
    return frozenset(out - borne)


def _inside(hit: Found, after: Found, tokens: list[Token], finder: Finder) -> bool:
    """Whether a name stands behind another one with nothing but في, ب or قرب, and a head, between them."""
    between = tokens[hit.last + 1 : after.first]
    if len(between) > 3 or any(tokens[j + 1].start - tokens[j].end != 1 for j in range(hit.last, after.first)):
        return False
    if between and between[0].folded in ("في", "قرب"):
        return all(w.key in _BETWEEN for w in between[1:])
    if not between:
        return after.start > tokens[after.first].start and tokens[after.first].folded[0] == "ب"
    heads = {key for key, off, _ in finder.forms(between[0]) if off}
    return between[0].folded[0] == "ب" and bool(heads & _BETWEEN) and all(w.key in _BETWEEN for w in between[1:])


def _fits(entry: Entry, container: Entry) -> bool:
    """Whether an entry may lie in or by a place."""
    same = entry.country == container.country
    if same and (not entry.admin1 or not container.admin1 or entry.admin1 == container.admin1):
        return True
    if frozenset({entry.country, container.country}) in _CLAIMED:
        return True
    if None in (entry.lat, entry.lon, container.lat, container.lon) or container.level is Level.COUNTRY:
        return False
    here, there = (entry.lat or 0.0, entry.lon or 0.0), (container.lat or 0.0, container.lon or 0.0)
    return distance_km(here, there) <= _NEAR_KM
