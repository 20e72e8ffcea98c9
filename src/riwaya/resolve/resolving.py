"""One document's resolving: known names, names that mean a place (`meaning`), and the rest by what is around them."""

from bisect import bisect_right

from riwaya.codebook import ClaimType, Family, Level, family
from riwaya.records import Claim, Document, Place, Span
from riwaya.resolve.antecedents import Antecedents
from riwaya.resolve.finding import Finder, Found
from riwaya.resolve.gazetteer import Entry, arab_countries
from riwaya.resolve.meaning import Meaning
from riwaya.resolve.names import ParsedName, loose_key, one_letter_apart, place_key
from riwaya.resolve.placewords import GENERIC, HEADS, NAMED_AFTER, TERRITORY
from riwaya.resolve.setting import Container, Setting
from riwaya.resolve.whole import whole, without_parts
from riwaya.resolve.wide import is_wide

_BELOW = frozenset({Level.SITE, Level.NEIGHBOURHOOD, Level.VILLAGE, Level.TOWN, Level.CITY, Level.DISTRICT})
_LANDS = frozenset({"اراضي", "جمهوريه", "اماره"})
# Countries in whose reports 'the Strip' is Gaza.
_STRIP = ("PS", "IL")
# A site or neighbourhood that no layer knows is put at the town, village or district that is named with it.
_TOWNS = frozenset({Level.CITY, Level.TOWN, Level.DISTRICT, Level.VILLAGE})
_INSIDE = frozenset({Level.SITE, Level.NEIGHBOURHOOD})
_POINTS = frozenset({Level.CITY, Level.TOWN, Level.VILLAGE, Level.NEIGHBOURHOOD, Level.DISTRICT})
_LANDSCAPE = frozenset({"جبل", "جبال", "وادي", "سهل", "جزيره", "نهر", "صحراء"})
# What is done from afar, and states whose cities are hit so by those whom nothing else there is told of.
_STRIKES = frozenset({ClaimType.AIR_STRIKE, ClaimType.SHELLING, ClaimType.WEAPON_FOILED})
_STRUCK = frozenset({"IL", "SA", "AE", "BH", "KW", "QA", "IR", "UA", "RU"})
_MUCH = 0.6
"""Of the share that a report gives its own country, what another needs to be where an unknown place near it lies."""
# Fighting and its forces are where the report is; their places are not abroad by a name alone.
_GROUND = frozenset({Family.VIOLENCE, Family.POSTURE})


def _between(one: Span | None, other: Span | None) -> int:
    """How far two names stand from one another, in code points."""
    return abs(one.start - other.start) if one and other else 0


def _area(entry: Entry) -> tuple[str, str]:
    return entry.country, entry.admin1


class Resolving(Meaning):
    """One document's resolving."""

    def __init__(self, finder: Finder, document: Document, setting: Setting) -> None:
        super().__init__(finder, document, setting)
        self._done: dict[tuple[str, tuple[int, int] | None, tuple[Container, ...], bool, bool], Place] = {}
        self._alone: dict[str, Place | None] = {}
        self._inside: dict[str, list[tuple[Found, Entry]]] = {}
        self._antecedents: Antecedents | None = None

    # -- claims

    def places(self, claim: Claim) -> list[Place]:
        """A claim's places: those with known names first, for they are the containers of the others."""
        spelled = [whole(p, self.document.text, self.names) for p in claim.places]
        parsed = [self.names.parse(p.text) for p in spelled]
        ground, strike = family(claim.type) in _GROUND, claim.type in _STRIKES
        first = [self._by_itself(p, n) for p, n in zip(spelled, parsed, strict=True)]
        doubted = [bool(ground and p and self._homonym(p, n, [], strike)) for p, n in zip(first, parsed, strict=True)]
        out = []
        for i, (place, name) in enumerate(zip(spelled, parsed, strict=True)):
            beside = [j for j, q in enumerate(first) if j != i and q and q.country and not doubted[j]]
            others = [
                Container(
                    q.name_ar or q.text, q.country, q.admin1, self.entries.get(q.place_id),
                    self._listed(place.span, spelled[j].span),
                )
                for j in sorted(beside, key=lambda j: _between(place.span, spelled[j].span))
                if (q := first[j])
            ]
            key = (place.text, place.span, tuple(others), ground, strike)
            if key not in self._done:
                known = self.known(place, name, others) if others else first[i]
                abroad = known.country if known and ground and self._homonym(known, name, others, strike) else ""
                if abroad:
                    known = None
                if known and not others:  # the name's first mention may be another one
                    known = known.model_copy(update={"span": place.span, "confidence": place.confidence})
                self._done[key] = known or self._unknown(place, name, others, strike, abroad)
            done = self._done[key]
            out.append(done.model_copy(update={"confidence": place.confidence}) if place.confidence else done)
        return without_parts(out, claim.places)

    def _homonym(self, place: Place, name: ParsedName, others: list[Container], strike: bool) -> bool:
        """Whether the one place that the gazetteer has under a name is likely another's namesake: it lies in a country
        that nothing else speaks of. A war is fought where the report is; talks are held in Geneva."""
        entry = self.entries.get(place.place_id)
        if entry is None or len(place.candidates) != 1 or (entry.level not in _BELOW and entry.layer != "admin1"):
            return False
        if any(c.country == entry.country for c in others):
            return False
        if strike and entry.level is Level.CITY and entry.country in _STRUCK:
            return False
        return self.setting.strange(entry, self.names.main(name)[0])

    def _listed(self, one: Span | None, other: Span | None) -> bool:
        if not one or not other:
            return False
        first, second = sorted((one, other))
        return self.document.text[first.end : second.start].strip() in ("و", "،", "، و", ",")

    def shared(self, claims: list[list[Place]]) -> list[list[Place]]:
        """The places of all claims; a name that one claim places with the help of others holds for the document."""
        spots: dict[str, set[str]] = {}
        filled: dict[str, Place] = {}
        for place in (p for places in claims for p in places if p.place_id):
            key = self.names.parse(place.text).key
            spots.setdefault(key, set()).add(place.place_id)
            filled.setdefault(key, place)
        return [[self._as_elsewhere(p, spots, filled) if not p.place_id else p for p in places] for places in claims]

    def _as_elsewhere(self, place: Place, spots: dict[str, set[str]], filled: dict[str, Place]) -> Place:
        key = self.names.parse(place.text).key
        if len(spots.get(key, ())) != 1:
            return place
        known = filled[key]
        return known.model_copy(
            update={
                "text": place.text, "span": place.span, "confidence": place.confidence,
                "why": f"as elsewhere in the text: {known.why}",
            }
        )  # fmt: skip

    def _by_itself(self, place: Place, name: ParsedName) -> Place | None:
        """A place of this name as known without the others of its claim, with the span of its first mention."""
        if place.text not in self._alone:
            self._alone[place.text] = self.known(place, name, [])
        return self._alone[place.text]

    # -- names that a layer knows

    def known(self, place: Place, name: ParsedName, others: list[Container]) -> Place | None:
        if not name.words:
            return None
        special = self._special(place, name, others)
        if special:
            return special
        key, after = self.names.main(name)
        if not key:
            return None
        containers = [*after, *others]
        entry, candidates, why = self.names.choose(key, name, containers)
        if entry is None:
            return None
        head = name.heads[-1] if name.heads else ""
        level = entry.level
        inferred = False
        if entry.level is Level.COUNTRY and head not in TERRITORY and self._describes(key, name):
            return None
        if head and name.level and level is not name.level and key != name.key:
            if name.level in (Level.SITE, Level.NEIGHBOURHOOD, Level.VILLAGE) and level in (
                Level.CITY, Level.TOWN, Level.GOVERNORATE, Level.COUNTRY, Level.REGION, Level.DISTRICT,
            ):  # fmt: skip
                if head in NAMED_AFTER and not self._fits(entry, containers):
                    return None
                inferred = True
                why = f"{why}; a {name.level} at or named after it"
            level = name.level
        if entry.level is Level.COUNTRY and head in _LANDS and not name.relative:
            level = Level.COUNTRY
        return self._fill(place, name, entry, level, candidates, why, inferred)

    def _describes(self, key: str, name: ParsedName) -> bool:
        """Whether a country's name is here the adjective that describes a head: 'a Turkish base' is not in Turkey."""
        word = name.words[-1]
        return bool(name.heads) and word.key == key and not word.definite and bool(self.finder.nationality(word))

    def _fits(self, entry: Entry, containers: list[Container]) -> bool:
        """Whether a place named after `entry` is likely to stand there, and not only to bear its name."""
        if containers:
            return any(c.country == entry.country and (not c.admin1 or c.admin1 == entry.admin1) for c in containers)
        if entry.level is Level.COUNTRY:
            return False
        return self.setting.countries.get(entry.country, 0.0) > 0.4

    # -- names that no layer knows

    def _unknown(
        self, place: Place, name: ParsedName, others: list[Container], strike: bool, abroad: str = ""
    ) -> Place:
        """Text with a country and division taken from what is named around it; in `abroad` only its namesake lies, and
        where a `strike` hits says the adjective of who strikes from afar nothing."""
        found = self._loosely(place, name, others) if name.words else place
        if found:
            return found
        nameless = bool(name.words) and not self.names.main(name)[0]
        level = name.level or place.level or (Level.SITE if not name.core else None)
        inside = self.names.main(name)[1] if name.words else []
        towns = (c.entry for c in (*inside, *others) if c.entry and not c.listed)
        within = next((e for e in towns if e.level in _POINTS), None)
        meant = self.antecedents.of(name, place.span) if place.span and nameless else None
        here = within and level in _INSIDE and name.words[0].key not in _LANDSCAPE  # the town named with it is nearer
        if meant and not (here and within and _area(within) != _area(meant.entry)):
            return self._fill(place, name, meant.entry, meant.level, [], f"{meant.entry.id}: {meant.why}", True)
        if within and level in _INSIDE:
            return self._fill(
                place,
                name,
                within,
                level,
                [],
                f"no layer knows the name; the point of {within.name_ar}, named with it (inferred)",
                True,
            )
        beside = self._beside(place, name, level)
        if beside:
            return beside
        setting = self.setting
        if self._the_strip(name) and (strip := self._gaza()):
            why = "the Strip, in a report on Palestine (inferred)"
            return self._fill(place, name, strip, strip.level, [], why, True)
        wide = is_wide(name)
        country = admin1 = ""
        source = ""
        for c in (*inside, *others):
            if not country:
                country, source = c.country, f"of {c.name}, named with it"
            if c.country == country and c.admin1 and not admin1:
                admin1 = c.admin1
                source = f"of {c.name}, named with it"
        if not country:
            near = self._nearby(place.span)
            if near and near.country != abroad and self._plays_in(near.country):
                country, source = near.country, f"of {near.name_ar}, named near it"
                admin1 = "" if wide else near.admin1
            elif not (strike and setting.from_afar):
                country, source = setting.country, "of most names in the document"
        below = level is None or level in _BELOW
        if country and not admin1 and below and not wide:
            near = self._nearby(place.span, country)
            admin1 = near.admin1 if near else setting.main_admin1(country)
        unknown = f"known in {abroad} only, of which nothing else speaks" if abroad else "no layer knows the name"
        open_ = len(name.words) == 1 and name.words[0].definite and name.words[0].key in HEADS and not others
        if level is Level.COUNTRY or open_:  # 'the post': which one, the text does not say
            admin1 = ""
        return place.model_copy(
            update={
                "country": country,
                "admin1": admin1,
                "level": level,
                "relative": name.relative,
                "acled_precision": 3 if not admin1 else 2 if below else 3,
                "ucdp_precision": 4 if admin1 else 6,
                "why": (
                    f"left open: the text does not say which {name.words[0].folded}; country (inferred) {source}"
                    if open_
                    else f"{unknown}; country and division (inferred) {source}"
                    if country
                    else unknown
                ),
            }
        )

    def _plays_in(self, country: str) -> bool:
        """Whether a report may play in a country: one that it speaks of much less than of its own is that of a capital
        or an army by the way (12 of 14 coded places beside one lie in the report's own)."""
        shares = self.setting.countries
        share = shares.get(country, 0.0)
        return share >= max(0.15, _MUCH * shares.get(self.setting.country, 0.0))

    def _the_strip(self, name: ParsedName) -> bool:
        word = name.words[0] if len(name.words) == 1 else None
        return word is not None and word.definite and word.key == "قطاع" and self.setting.country in _STRIP

    def _gaza(self) -> Entry | None:
        found = self.finder.gazetteer.lookup(place_key("قطاع غزة"))
        return next((e for e in found if e.country == "PS" and e.level is Level.REGION), None)

    @property
    def antecedents(self) -> Antecedents:
        if self._antecedents is None:
            self._antecedents = Antecedents(self.document.text, self.finder, self.setting)
        return self._antecedents

    def _beside(self, place: Place, name: ParsedName, level: Level | None) -> Place | None:
        """An unknown name at what its sentence says that it lies in or by."""
        found = self.antecedents.beside(name, place.span, level) if level is None or level in _BELOW else None
        if not found:
            return None
        level = level or (Level.VILLAGE if found.entry.level in _TOWNS else Level.NEIGHBOURHOOD)
        return self._fill(place, name, found.entry, level, [], f"no layer knows the name; {found.why}", True)

    def _nearby(self, span: Span | None, country: str = "") -> Entry | None:
        """The entry below country level that is named nearest to a span, those before it first."""
        known = self._inside.get(country)
        if known is None:
            known = self._inside[country] = [
                (hit, max(inside, key=self._share))
                for hit, options in zip(self.setting.found, self.setting.options, strict=True)
                if hit.start not in self.setting.speaking
                and (inside := [e for e in options if self._is_town(e, hit.key, country)])
            ]
        at = span.start if span else 0
        after = bisect_right(known, at, key=lambda k: k[0].end)
        beside = known[max(after - 1, 0) : after + 1]
        far = [at - hit.end if hit.end <= at else 1.2 * (hit.start - at) + 10 for hit, _ in beside]
        return beside[far.index(min(far))][1] if beside else None

    def _is_town(self, entry: Entry, key: str, country: str) -> bool:
        """Whether an entry lies below a country and is no hamlet that nobody would name a report's place by."""
        return bool(entry.admin1) and country in ("", entry.country) and self.names.weighs(entry, key)

    def _share(self, entry: Entry) -> float:
        """How much of the document's names lie in an entry's country and division."""
        setting = self.setting
        return setting.countries.get(entry.country, 0.0) + setting.admin1.get((entry.country, entry.admin1), 0.0)

    def _loosely(self, place: Place, name: ParsedName, others: list[Container]) -> Place | None:
        """A foreign name in another transliteration, if exactly one place of the right country has its consonants."""
        skeleton = loose_key(name.core_key)
        if not skeleton or len(name.core) > 3 or name.core[0].key in GENERIC:
            return None
        expected = {c.country for c in others} or {self.setting.country}
        arab, key = arab_countries(), name.core_key
        fits = [
            e
            for e in self.finder.gazetteer.loosely(skeleton)
            if e.country in expected
            and self.names.weighs(e, key)
            and (e.country not in arab or any(one_letter_apart(key, place_key(n)) for n in e.names))
        ]
        spots = {(e.country, e.admin1) for e in fits}
        if len(spots) != 1:
            return None
        entry = max(fits, key=lambda e: e.population)
        return self._fill(
            place, name, entry, name.level or entry.level, [], f"{entry.id}, spelled {entry.name_ar} there", False
        )
