"""Place names in running text: proposals with their words, for extractors and for a document's setting.

Names are looked up word by word in the gazetteer's folded keys, so that boundaries hold and no index has to be built
at start. A word's attached و ف ب ل ك is taken off only where the word as written begins no name.
"""

import math
from operator import itemgetter
from typing import NamedTuple

from riwaya.arabic.clitics import cut
from riwaya.codebook import Level
from riwaya.resolve.gazetteer import DATA, Entry, Gazetteer
from riwaya.resolve.names import Token, bare, tokens
from riwaya.resolve.placewords import BEFORE, DIRECTIONS, GENERIC, HEADS, QUALIFIERS, VICINITY

_NEVER = frozenset(HEADS) | GENERIC | DIRECTIONS | QUALIFIERS | VICINITY

# Of adjectives; where two make one word of two countries' adjectives, the one that comes last here decides.
_ENDINGS = ("ات", "ان", "تين", "ون", "ين", "ه", "")

# Common nouns that stand for one state when they bear the article.
STATES = frozenset({"مملكه"})


class Found(NamedTuple):
    """A name in the text: code points, its words without clitics, and the gazetteer key it was found under.

    `sure` is False for a name that is also a common word and has nothing beside it that makes it a place.
    """

    start: int
    end: int
    key: str
    sure: bool
    first: int
    last: int


class _Word(NamedTuple):
    """A spelling's forms (key, letters taken off, had the article), those that begin names with the number of words
    of the longest such name, and the country that it is an adjective of ('' for none)."""

    forms: tuple[tuple[str, int, bool], ...]
    begins: tuple[tuple[str, int, bool, int], ...]
    nation: str


def _forms(word: str, definite: bool) -> tuple[tuple[str, int, bool], ...]:
    """The forms of a folded word; `definite`: it has the article."""
    out = [(bare(word), 0, definite)]
    if len(word) < 4 or definite:
        return tuple(out)
    for off in range(1, min(cut(word)[0], 3) + 1):
        rest = word[off:]
        if rest.startswith("ال") and len(rest) > 4:
            out.append((rest[2:], off, True))
        elif word.startswith("لل", off - 1):
            continue
        elif len(rest) > 1:
            out.append((rest, off, word[:off].endswith("لل")))
    return tuple(out)


def _ambiguous() -> tuple[frozenset[str], frozenset[str]]:
    """(common words, names that are common words as well), as keys; see the head of `data/ambiguous.txt`."""
    lines = (DATA / "ambiguous.txt").read_text(encoding="utf-8").split("\n")
    rows = [line for line in lines if line and not line.startswith("#")]
    hard = {row[1:] for row in rows if row.startswith("!")}
    return frozenset(hard | _NEVER), frozenset(row for row in rows if not row.startswith("!"))


_SPELLING = itemgetter(Token._fields.index("folded"), Token._fields.index("definite"))
_MINISTRY = "وزاره"
"""A ministry is a site with a place's name, but الداخلية is what it is for, and Oman's division elsewhere."""


class Finder:
    """Finds the names of one gazetteer. `adjectives` maps a folded adjective ('سوري') to its country's code."""

    def __init__(self, gazetteer: Gazetteer, adjectives: dict[str, str]) -> None:
        self.gazetteer = gazetteer
        self.adjectives = adjectives
        self._nations = {key + ending: code for ending in _ENDINGS for key, code in adjectives.items() if code}
        self.words, self.ambiguous = _ambiguous()
        self._wide: dict[str, bool] = {}
        self._hamlets: dict[str, bool] = {}
        self._known = _Known(self)
        self._last: tuple[str, list[Token], list[Found]] = ("", [], [])
        self._looked_up: tuple[list[Token], list[_Word]] = ([], [])

    def read(self, text: str) -> tuple[list[Token], list[Found]]:
        """The words and names of a text. The last one is remembered: extractor and setting ask for the same."""
        last = self._last
        if last[0] != text:
            words = tokens(text)
            last = self._last = (text, words, self.find(text, words))
        return last[1], last[2]

    def word(self, token: Token) -> "_Word":
        """What is known of a token's spelling, worked out once: reports repeat their words."""
        return self._known[token.folded, token.definite]

    def forms(self, token: Token) -> tuple[tuple[str, int, bool], ...]:
        """(key, letters taken off, had the article) of a token, as written first."""
        return self.word(token).forms

    def _known_of(self, words: list[Token]) -> list["_Word"]:
        """What is known of each token's spelling; the last list is remembered, for its names and its adjectives."""
        if self._looked_up[0] is not words:
            self._looked_up = words, list(map(self._known.__getitem__, map(_SPELLING, words)))
        return self._looked_up[1]

    def find(self, text: str, words: list[Token] | None = None) -> list[Found]:
        """Names that do not overlap, the longest at each word, in the order of the text."""
        words = tokens(text) if words is None else words
        gazetteer = self.gazetteer
        out: list[Found] = []
        done, count = 0, len(words)
        for i, begins in [(i, b) for i, (_, b, _) in enumerate(self._known_of(words)) if b]:
            if i < done:
                continue
            hit: Found | None = None
            for key, off, definite, longest in begins:
                keys = [key]
                for j in range(i + 1, min(i + longest, count)):
                    if "\n" in text[words[j - 1].end : words[j].start]:
                        break
                    keys.append(words[j].key)
                for length in range(len(keys), 0, -1):
                    name = " ".join(keys[:length])
                    if name in gazetteer:
                        start, end = words[i].start + off, words[i + length - 1].end
                        hit = Found(start, end, name, self._sure(words, i, length, name, definite), i, i + length - 1)
                        break
                if hit:
                    break
            if hit and not (hit.key == "مسقط" and hit.last + 1 < count and words[hit.last + 1].key.startswith("راس")):
                out.append(hit)  # no birthplace ('مسقط رأسه') is in Oman
                done = hit.last + 1
        return out

    def _sure(self, words: list[Token], i: int, length: int, name: str, definite: bool) -> bool:
        if length > 1:
            return True
        before = words[i - 1] if i else None
        ministry = before is not None and before.key == _MINISTRY and name in self.words
        if before and before.key in HEADS and not before.definite and name not in _NEVER and not ministry:
            return True
        if name in self.words or name in self.adjectives:
            return name in STATES and definite
        if len(name) > 3 and name not in self.ambiguous and self.known_widely(name):
            return True
        return before is not None and (before.key in BEFORE or before.key in DIRECTIONS)

    def known_widely(self, key: str) -> bool:
        """Whether a name is in a layer of ours, or one of its places is a city."""
        known = self._wide.get(key)
        if known is None:
            known = self._wide[key] = any(
                e.layer in OURS or e.population >= 100_000 for e in self.gazetteer.lookup(key)
            )
        return known

    def more_than_a_hamlet(self, key: str) -> bool:
        known = self._hamlets.get(key)
        if known is None:
            known = self._hamlets[key] = any(entry_weight(e) >= 0.2 for e in self.gazetteer.lookup(key))
        return known

    def nationalities(self, words: list[Token]) -> list[tuple[int, str]]:
        """(word number, country) of the adjectives of countries."""
        return [(i, code) for i, (_, _, code) in enumerate(self._known_of(words)) if code]

    def nationality(self, word: Token) -> str:
        """The country of an adjective ('السورية', 'والسوريين'), else ''."""
        return self.word(word).nation

    def nation_of(self, forms: tuple[tuple[str, int, bool], ...]) -> str:
        """The country that one of a word's forms is an adjective of, else ''."""
        return next((code for key, _, _ in forms if (code := self._nations.get(key))), "")


class _Known(dict[tuple[str, bool], _Word]):
    """What a finder knows of spellings: (folded word, whether it has the article)."""

    def __init__(self, finder: Finder) -> None:
        super().__init__()
        self._finder = finder

    def __missing__(self, spelling: tuple[str, bool]) -> _Word:
        if len(self) > 200_000:  # a batch of millions of pages must not grow without end
            self.clear()
        forms, starts = _forms(*spelling), self._finder.gazetteer.starts
        begins = tuple((*form, starts[form[0]]) for form in forms if starts.get(form[0]))
        self[spelling] = known = _Word(forms, begins, self._finder.nation_of(forms))
        return known


#: Layers that come with the product and name what reports name; the others name everything.
OURS = frozenset({"curated", "country", "admin1"})
PRODUCT = OURS | {"geonames"}
_USUAL = {
    Level.COUNTRY: 1.0, Level.GOVERNORATE: 0.7, Level.REGION: 0.85, Level.CITY: 0.75, Level.DISTRICT: 0.6,
    Level.TOWN: 0.6,
}  # fmt: skip


def prominence(entry: Entry) -> float:
    """How well known a place is, 0 to 1: from its population, else from its level and layer."""
    if entry.population:
        return min(1.0, math.log10(entry.population) / 7)
    usual = _USUAL.get(entry.level, 0.3) if entry.level else 0.3
    return max(usual, 0.45) if entry.layer in OURS else min(usual, 0.85)


def entry_weight(entry: Entry) -> float:
    """How much an entry counts in a document's votes before any context, 0 to 1."""
    if entry.layer in OURS:
        return 1.0
    if entry.population:
        return 0.2 if entry.population < 10_000 else 0.5 if entry.population < 100_000 else 0.8
    return 0.03 if entry.level in (None, Level.VILLAGE, Level.SITE, Level.NEIGHBOURHOOD) else 0.3
