"""Which entry of the gazetteer a name means in one document: the words of it that count, the best of its homonyms."""

from dataclasses import replace

from riwaya.codebook import Level
from riwaya.records import PlaceCandidate
from riwaya.resolve.contradicting import contradicted
from riwaya.resolve.finding import OURS, PRODUCT, STATES, Finder, Found, entry_weight
from riwaya.resolve.gazetteer import Entry
from riwaya.resolve.names import ParsedName, parse_name
from riwaya.resolve.placewords import DIRECTIONS, GENERIC, HEADS, NAMED_AFTER, QUALIFIERS, VICINITY
from riwaya.resolve.setting import WEIGHTS, Container, Setting, distance_km, features, score

_ONE_PLACE_KM = 10.0
_WIDE = frozenset({Level.GOVERNORATE, Level.REGION, Level.COUNTRY})
Choice = tuple[Entry | None, list[PlaceCandidate], str]
"""The best entry, the candidates with their scores, the reason."""


class Naming:
    """One document's names, each worked out once."""

    def __init__(self, finder: Finder, setting: Setting) -> None:
        self.finder = finder
        self.setting = setting
        self.elsewhere = contradicted(setting, finder)
        self._parsed: dict[str, ParsedName] = {}
        self._names: dict[str, list[Found]] = {}
        self._mains: dict[str, tuple[str, list[Container]]] = {}
        self._chosen: dict[tuple[str, str, tuple[Container, ...]], Choice] = {}

    def parse(self, text: str) -> ParsedName:
        name = self._parsed.get(text)
        if name is None:
            name = self._parsed[text] = parse_name(text)
        return name

    def named(self, text: str) -> list[Entry]:
        """The best entry of each name in a phrase."""
        out = []
        for hit in self.finder.find(text):
            entries = self.finder.gazetteer.lookup(hit.key)
            name = self.parse(text[hit.start : hit.end])
            out.append(max(entries, key=lambda e: score(features(e, name, hit.key, self.setting, []))))
        return out

    def main(self, name: ParsedName) -> tuple[str, list[Container]]:
        """The key of the name that a phrase means, and the places named after it in the same phrase."""
        if not name.words:
            return "", []
        if name.text not in self._mains:
            self._mains[name.text] = self._main(name)
        return self._mains[name.text]

    def _main(self, name: ParsedName) -> tuple[str, list[Container]]:
        gazetteer = self.finder.gazetteer
        words = name.words
        core = words.index(name.core[0]) if name.core else 0
        for i in range(core + 1):
            for form, _, _ in self.finder.forms(words[i]):
                key = " ".join([form, *(w.key for w in words[i + 1 :])])
                if key in gazetteer and self.meant(key, name, i):
                    return key, []
        hits = self.hits(name)
        main = next((h for h in hits if h.first <= core <= h.last), None)
        containers = []
        for hit in hits:
            if hit is not main:
                entry = self.choose(hit.key, self.parse(name.text[hit.start : hit.end]), [])[0]
                if entry:
                    containers.append(Container(entry.name_ar, entry.country, entry.admin1, entry))
        return (main.key if main else ""), containers

    def meant(self, key: str, name: ParsedName, first: int) -> bool:
        """Whether a phrase that is nothing but a common word, or a head and one, is meant as the name of a place."""
        if " " in key:
            return True
        if key in DIRECTIONS:  # 'المنطقة الشرقية' is no more a name than 'شرق'
            code = {e.country for e in self.finder.gazetteer.lookup(key)}
            headed = first > 0 and name.words[first - 1].key in ("محافظه", "مديريه")
            return headed or (first == 0 and any(self.setting.countries.get(c, 0.0) > 0.3 for c in code))
        if key in GENERIC or key in HEADS or key in VICINITY or key in QUALIFIERS:
            return key in STATES and name.words[0].definite
        if key in self.finder.words or key in self.finder.adjectives:
            if first:
                return key not in self.finder.adjectives
            entries = self.finder.gazetteer.lookup(key)
            if any(self.setting.countries.get(e.country, 0.0) > 0.3 for e in entries):
                return True
            nowhere = self.setting.from_afar or not self.setting.country  # nothing speaks against the town of صور
            return nowhere and key not in self.finder.adjectives and any(e.layer in OURS for e in entries)
        return True

    def hits(self, name: ParsedName) -> list[Found]:
        """Names inside a phrase, common words left out."""
        if name.text not in self._names:
            self._names[name.text] = [
                h
                for h in self.finder.find(name.text, name.words)
                if h.sure or (h.first > 0 and self._headed(h, name) and self.meant(h.key, name, h.first))
            ]
        return self._names[name.text]

    @staticmethod
    def _headed(hit: Found, name: ParsedName) -> bool:
        """Whether a head introduces the name; one with the article ('المدينة المطلة') is followed by an adjective."""
        head = name.words[hit.first - 1] if hit.first else None
        return head is not None and head.key in HEADS and (not head.definite or head.key == "عاصمه")

    def weighs(self, entry: Entry, key: str) -> bool:
        """Whether an entry of a name is no hamlet, and none that the text puts elsewhere."""
        return entry_weight(entry) >= 0.1 and (key, entry.id) not in self.elsewhere

    def rank(self, name: ParsedName, containers: list[Container]) -> tuple[Entry | None, list[PlaceCandidate], str]:
        """The best entry of a parsed name, its candidates and the reason; nothing where no layer knows it."""
        key, after = self.main(name)
        return self.choose(key, name, [*after, *containers]) if key else (None, [], "no layer knows the name")

    def choose(self, key: str, name: ParsedName, containers: list[Container]) -> Choice:
        asked = (key, name.text, tuple(containers))
        if asked not in self._chosen:
            self._chosen[asked] = self._choose_anew(key, name, containers)
        return self._chosen[asked]

    def _choose_anew(self, key: str, name: ParsedName, containers: list[Container]) -> Choice:
        entries = [e for e in self.finder.gazetteer.lookup(key) if (key, e.id) not in self.elsewhere]
        named = {c.country for c in containers}
        entries = [e for e in entries if e.country in named or self.setting.plausible(e, key)]
        twins = _twins(entries)
        entries = [
            _sized(e, twins[e.id]) if e.id in twins else e
            for e in entries
            if e.id in twins or entry_weight(e) >= 0.1 or self._local(e, key, name, containers)
        ]
        if not entries:
            return None, [], "no layer knows the name"
        rated = []
        for entry in entries:
            values = features(entry, name, key, self.setting, containers)
            rated.append((score(values), entry, values))
        if twins:
            of = {entry.id: points for points, entry, _ in rated}
            rated = [(max([s, *(of[t.id] for t in twins.get(e.id, ()) if t.id in of)]), e, v) for s, e, v in rated]
        rated.sort(key=lambda r: -r[0])
        candidates = [
            PlaceCandidate(
                place_id=e.id, name_en=e.name_en, country=e.country, admin1=e.admin1, score=round(s, 3), why=_reasons(v)
            )
            for s, e, v in rated[:5]
        ]
        best = rated[0]
        why = (
            f"{best[1].id} of {len(rated)}: {candidates[0].why}"
            if len(rated) > 1
            else f"{best[1].id}, the only one of the name"
        )
        return best[1], candidates, why

    def _local(self, entry: Entry, key: str, name: ParsedName, containers: list[Container]) -> bool:
        """Whether a hamlet is likely to be meant: every name of a report is a hamlet's somewhere. It must lie in the
        division of what it is named with, else in one the document speaks of, or close to another of its places."""
        if name.heads and name.heads[-1] in NAMED_AFTER and entry.level is not name.level:
            return False
        near = self.setting.nearest_km(entry, key)
        if near is not None and near <= 20.0:
            return True
        divisions = {c.admin1 for c in containers if c.country == entry.country and c.admin1}
        if divisions:
            return entry.admin1 in divisions
        if not self.setting.admin1:
            return True
        return self.setting.admin1.get((entry.country, entry.admin1), 0.0) >= 0.1


def _twins(entries: list[Entry]) -> dict[str, list[Entry]]:
    """By entry of a user's own layer, the entries of our tables for the same place.

    It counts no less than they do, and of equals a user's own comes first: what a user says of a place holds.
    """
    own = [e for e in entries if e.layer not in PRODUCT]
    ours = [e for e in entries if e.layer in OURS] if own else []
    found = {e.id: [o for o in ours if _one_place(e, o)] for e in own}
    return {entry: twins for entry, twins in found.items() if twins}


def _sized(own: Entry, twins: list[Entry]) -> Entry:
    """The user's entry; 'village' without inhabitants is what tables call every inhabited place, Aleppo too."""
    if own.level is not Level.VILLAGE or own.population or not twins[0].level:
        return own
    return replace(own, level=twins[0].level)


def _one_place(a: Entry, b: Entry) -> bool:
    if a.country != b.country or a.admin1 != b.admin1:
        return False
    if a.level is not b.level and _WIDE & {a.level, b.level}:
        return False  # a town and the governorate of its name
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return True
    return distance_km((a.lat, a.lon), (b.lat, b.lon)) <= _ONE_PLACE_KM


def _reasons(values: dict[str, float]) -> str:
    """The features that moved the score, the strongest first."""
    moved = sorted(((WEIGHTS[k] * v, k) for k, v in values.items() if v), key=lambda m: -abs(m[0]))
    return ", ".join(f"{k} {v:+.2f}" for v, k in moved)
