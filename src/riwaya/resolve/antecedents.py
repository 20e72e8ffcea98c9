"""Phrases that name nothing themselves: 'the airport', 'the north of the city', 'a mosque', and what they refer to.

A noun with the article stands for what the text calls so elsewhere; a site stands in the town that its own sentence
names. What has neither is left open: nothing here guesses from the document as a whole.
"""

from collections.abc import Iterator
from typing import NamedTuple

from riwaya.codebook import Level
from riwaya.records import Span
from riwaya.resolve.finding import Finder, Found, entry_weight
from riwaya.resolve.gazetteer import Entry
from riwaya.resolve.names import ParsedName, Token, place_key
from riwaya.resolve.placewords import DIRECTIONS, GENERIC, HEADS, QUALIFIERS, SMALL, VICINITY
from riwaya.resolve.setting import Setting

_TOWNS = frozenset({Level.CITY, Level.TOWN})
# Nouns that stand for the last place of their kind, whatever its name.
_KINDS: dict[str, frozenset[Level]] = {
    "مدينه": _TOWNS,
    "بلده": frozenset({Level.TOWN, Level.VILLAGE, Level.CITY}),
    "قريه": frozenset({Level.VILLAGE, Level.TOWN}),
    "محافظه": frozenset({Level.GOVERNORATE}),
    "ولايه": frozenset({Level.GOVERNORATE}),
    "مديريه": frozenset({Level.DISTRICT, Level.TOWN}),
    "حي": frozenset({Level.NEIGHBOURHOOD}),
}
_INHABITED = frozenset({Level.CITY, Level.TOWN, Level.VILLAGE, Level.NEIGHBOURHOOD, Level.DISTRICT})
_SITES = frozenset(
    w for w, level in HEADS.items() if level in (Level.SITE, Level.NEIGHBOURHOOD) or w in ("قطاع", "جزيره", "مستوطنه")
)
_NOUNS = frozenset(_KINDS) | _SITES
_STOPS = ".!؟?\n؛"


class Antecedent(NamedTuple):
    """What a phrase refers to: the entry, the level of the place meant, and the reason."""

    entry: Entry
    level: Level | None
    why: str


class Antecedents:
    """Looks up what the nameless phrases of one document refer to."""

    def __init__(self, text: str, finder: Finder, setting: Setting) -> None:
        self.text, self.finder, self.setting = text, finder, setting
        self.words, names = finder.read(text)
        self.names = [n for n in names if n.sure]

    def of(self, name: ParsedName, span: Span | None) -> Antecedent | None:
        """The place that a phrase without a known name refers to, None where the text does not say."""
        at = span.start if span else len(self.text)
        noun = self.noun(name)
        if noun is not None:
            found = self._before(noun, at, at + len(name.text))
            if found:
                return found
            if noun.key not in _SITES:
                return None
        inner = self._inner(name, noun)
        if inner is not None:
            found = self._before(inner, at, at + len(name.text))
            if found:
                level = name.level if name.level in (Level.SITE, Level.NEIGHBOURHOOD) else found.level
                return found._replace(level=level, why=f"at it: {found.why}")
        return None

    def beside(self, name: ParsedName, span: Span | None, level: Level | None) -> Antecedent | None:
        """Where an unknown name lies by its own sentence: in or near the place named right after it; a bare noun
        ('a mosque') in the town that the sentence names."""
        first = name.words[0]
        alone = len(name.words) == 1 and first.definite and first.key in HEADS
        if span is None or alone or all(w.key in DIRECTIONS | _WIDE for w in name.words[:1]):
            return None
        bare_noun = level in (Level.SITE, Level.NEIGHBOURHOOD) and self._nameless(name)
        return self._in_its_sentence(span, bare_noun, level)

    def noun(self, name: ParsedName) -> Token | None:
        """The noun of a phrase that is nothing but a noun with the article, and what qualifies it."""
        for i, word in enumerate(name.words):
            key, definite = self._definite(word)
            if definite and key in _NOUNS:
                rest = name.words[i + 1 :]
                follows = not rest or rest[0].definite or rest[0].key in SMALL | QUALIFIERS or rest[0].key in _PRONOUNS
                return word._replace(key=key, definite=True) if follows else None
            if key not in VICINITY and key not in DIRECTIONS and key not in SMALL:
                return None
        return None

    def _definite(self, word: Token) -> tuple[str, bool]:
        """A word's key and whether it has the article, a clitic before it ('للقرية', 'بالمدينة') taken off."""
        if word.definite or word.key in _NOUNS:
            return word.key, word.definite
        return next(((k, True) for k, _, d in self.finder.forms(word)[1:] if d and k in _NOUNS), (word.key, False))

    def _inner(self, name: ParsedName, noun: Token | None) -> Token | None:
        """The last noun with the article inside a phrase ('the suburbs of the city', 'the walls of the airport')."""
        for word in reversed(name.words[1:]):
            key, definite = self._definite(word)
            if definite and key in _NOUNS and (noun is None or key != noun.key):
                return word._replace(key=key, definite=True)
        return None

    def _nameless(self, name: ParsedName) -> bool:
        """Whether a phrase is a noun without the article and words that describe it ('a military base')."""
        first = name.words[0]
        if first.definite:
            return False
        rest = name.words[1:]
        return all(w.key in QUALIFIERS | GENERIC | SMALL or w.key in self.finder.adjectives for w in rest)

    # -- the text before

    def _before(self, noun: Token, start: int, end: int) -> Antecedent | None:
        """The nearest place that the text calls by this noun: before the phrase, else after it; of cities and the
        like one in a division that the document speaks of much, if there is one."""
        if noun.key in _KINDS and (found := self._of_its_noun(noun, start, end, 0.25)):
            return found
        return self._of_its_noun(noun, start, end, 0.0)

    def _of_its_noun(self, noun: Token, start: int, end: int, least: float) -> Antecedent | None:
        divisions = self.setting.admin1
        for hit in self._nearest(start, end):
            entries = [e for e in self._likely(hit) if divisions.get((e.country, e.admin1), 0.0) >= least]
            if not entries:
                continue
            head = self.words[hit.first - 1] if hit.first else None
            named = head is not None and head.key == noun.key and not head.definite
            for entry in entries:
                if self._bears(noun.key, entry):
                    return Antecedent(entry, entry.level, f"the {noun.key} named elsewhere in the text (inferred)")
            if named and noun.key not in _KINDS:
                level = HEADS.get(noun.key)
                why = f"the {noun.key} of {entries[0].name_ar}, named elsewhere in the text (inferred)"
                return Antecedent(entries[0], level, why)
            kinds = _KINDS.get(noun.key, frozenset())
            for entry in entries:
                if entry.level in kinds and (hit.end <= start or named):
                    return Antecedent(entry, entry.level, f"the {noun.key} named before it (inferred)")
        if noun.key in _SITES:
            return self._same_noun(noun, start, end)
        return None

    def _nearest(self, start: int, end: int) -> Iterator[Found]:
        yield from (n for n in reversed(self.names) if n.end <= start)
        yield from (n for n in self.names if n.start >= end)

    def _likely(self, hit: Found) -> list[Entry]:
        """The meanings of a name in the countries of the document, the likeliest first."""
        share, divisions = self.setting.countries, self.setting.admin1
        entries = [
            e
            for e in self.finder.gazetteer.lookup(hit.key)
            if share.get(e.country, 0.0) >= 0.1
            and (entry_weight(e) >= 0.1 or divisions.get((e.country, e.admin1), 0.0) >= 0.2)
        ]
        return sorted(entries, key=lambda e: -share[e.country] - divisions.get((e.country, e.admin1), 0.0))

    @staticmethod
    def _bears(noun: str, entry: Entry) -> bool:
        return any(place_key(n).split(" ", 1)[0] == noun and " " in n.strip() for n in entry.names)

    def _same_noun(self, noun: Token, start: int, end: int) -> Antecedent | None:
        """'The mosque' after 'a mosque in the town of X': where that sentence says it is."""
        for word in self.words:
            if word.end > start:
                return None
            forms = {k for k, _, _ in self.finder.forms(word)}
            if not word.definite and (noun.key in forms or noun.key + "ا" in forms):
                found = self._in_its_sentence(Span(word.start, word.end), True, HEADS.get(noun.key, Level.SITE))
                if found:
                    return found._replace(why=f"the {noun.key} spoken of before: {found.why}")
        return None

    # -- the sentence itself

    def _in_its_sentence(self, span: Span, bare_noun: bool, level: Level | None) -> Antecedent | None:
        behind: Entry | None = None
        for hit in self.names:
            if hit.start >= span.end:
                between = self.text[span.end : hit.start]
                if any(c in between for c in _STOPS):
                    break
                if not bare_noun and not self._leads(between):
                    break
                if entry := self._town(hit):
                    return Antecedent(entry, level, f"in or near {entry.name_ar}, named right after it (inferred)")
            elif hit.end <= span.start and not any(c in self.text[hit.end : span.start] for c in _STOPS):
                behind = self._town(hit) or behind
        if bare_noun and behind:
            return Antecedent(behind, level, f"in {behind.name_ar}, named in the same sentence (inferred)")
        return None

    @staticmethod
    def _leads(between: str) -> bool:
        """Whether the words between an unknown name and a known one say that it lies in or by it."""
        keys = place_key(between).split()
        if len(keys) > 6 or "،" in between:
            return False
        return any(k in _LEADING or (k[:1] in "بل" and (k[1:] in HEADS or not k[1:])) for k in keys)

    def _town(self, hit: Found) -> Entry | None:
        return next((e for e in self._likely(hit) if e.level in _INHABITED), None)


_LEADING = DIRECTIONS | frozenset({"في", "داخل", "قرب", "محيط", "ضواحي", "اطراف", "ريف", "مشارف", "تابعه", "تابع"})
_WIDE = frozenset({"مياه", "حدود", "مناطق", "دول", "اجواء", "محافظات", "مدن", "مستوطنات"})
_PRONOUNS = frozenset({"نفسها", "نفسه", "ذاتها", "ذاته", "تي", "ذي", "لتي", "لذي"})
