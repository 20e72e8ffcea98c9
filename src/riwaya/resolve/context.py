"""What surrounds a name: the report's day and countries, and what the text calls by its full name elsewhere."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from riwaya.arabic.words import words
from riwaya.records import Claim, Document, Span
from riwaya.resolve.actortable import Key, key, nationalities

_T = TypeVar("_T")


class Context:
    """One document's context. `share` and `country` come from the claims' places, else from `countries()`."""

    def __init__(self, text: str, day: str, votes: Mapping[str, float], countries: Callable[[], Mapping[str, float]]):
        self._text, self.day, self._votes, self._more = text, day, dict(votes), countries
        self._asked = False
        self._tokens: list[tuple[int, int, str]] | None = None
        self._clitics: dict[int, bool] = {}

    @classmethod
    def of(
        cls, document: Document, claims: list[Claim], countries: Callable[[], Mapping[str, float]] | None = None
    ) -> "Context":
        votes: Counter[str] = Counter(p.country for c in claims for p in c.places if p.country)
        return cls(document.text, document.published[:10], votes, countries or dict)

    def _shares(self) -> dict[str, float]:
        if not self._asked:
            self._asked = True
            total = sum(self._votes.values())
            shares = {c: n / total for c, n in self._votes.items()}
            if total < 3:  # too few places to trust them alone
                more = dict(self._more()) or nationality_shares(self._text)
                for c, n in more.items():
                    shares[c] = shares.get(c, 0.0) * (0.5 if total else 0.0) + n * (0.5 if total else 1.0)
            self._votes = shares
        return self._votes

    def share(self, country: str) -> float:
        """The part of the report's places that lie in a country, 0 to 1."""
        return self._shares().get(country, 0.0)

    @property
    def country(self) -> str:
        """The report's main country, '' where it has none."""
        shares = self._shares()
        return max(shares, key=lambda c: shares[c], default="")

    @property
    def tokens(self) -> list[tuple[int, int, str]]:
        if self._tokens is None:
            found = words(self._text)
            self._tokens = [(w.start, w.end, w.stem.lower()) for w in found]
            # the article alone is no clitic that parts a name from its office
            self._clitics = {w.start: not w.folded.startswith("ال") and w.stem_start > w.start for w in found}
        return self._tokens

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        """The numbers of the tokens of each spelling."""
        out: dict[str, list[int]] = {}
        for i, (_, _, token) in enumerate(self.tokens):
            out.setdefault(token, []).append(i)
        return out

    def qualified(self, phrase: Key, span: Span | None, read: Callable[[Key], _T | None]) -> _T | None:
        """What `read` makes of the nearest place where the phrase is followed by the name or adjective of a state.

        Places before the span come first, the nearest of them, then those behind.
        """
        at = span.start if span else len(self._text)
        hits = []
        tokens = self.tokens
        n = len(phrase)
        for i in range(len(tokens) - n):
            if tokens[i][2] == phrase[0] and all(tokens[i + k][2] == phrase[k] for k in range(1, n)):
                follow = tokens[i + n : i + n + 2]
                if any(t[2] in nationalities() for t in follow):
                    here = tokens[i][0]
                    last = follow[-1][1] if follow[0][2] not in nationalities() else follow[0][1]
                    hits.append(((here > at, abs(at - here)), here, last))
        for _, start, end in sorted(hits):
            reading = read(key(self._text[start:end]))
            if reading is not None:
                return reading
        return None

    @property
    def weeks_before(self) -> str:
        """The day some weeks before the report's: obituaries still name the office."""
        try:
            return (date.fromisoformat(self.day) - timedelta(days=60)).isoformat()
        except ValueError:
            return self.day

    def before_span(self, noun: str, span: Span) -> Iterator[Key]:
        """The phrases of up to five words that begin with a noun before a span, the nearest first."""
        tokens = self.tokens
        for i in range(len(tokens) - 1, -1, -1):
            if tokens[i][0] < span.start and tokens[i][2] == noun:
                last = min(i + 4, len(tokens) - 1)
                yield key(self._text[tokens[i][0] : tokens[last][1]])

    def before_name(self, name: Key, span: Span) -> Iterator[Key]:
        """The up to nine words before each occurrence of a name, given names that the mention leaves out aside.

        A name with a clitic (ب, ل, و) before it is introduced by nothing.
        """
        tokens = self.tokens
        for _, first in self._occurrences(name):
            for given in (0, 1, 2):
                stop = first - given
                if stop < 1 or self._clitics.get(tokens[stop][0], False):
                    break
                yield key(self._text[tokens[max(0, stop - 9)][0] : tokens[stop - 1][1]])

    def ending_with(self, name: Key) -> Iterator[Key]:
        """The up to four words before each occurrence of a name, with it."""
        tokens = self.tokens
        for i in self._where.get(name[-1], ()) if name else ():
            if i >= len(name) and tuple(t[2] for t in tokens[i - len(name) + 1 : i + 1]) == name:
                yield key(self._text[tokens[max(0, i - len(name) - 3)][0] : tokens[i][1]])

    def after_name(self, name: Key) -> Iterator[Key]:
        """The up to seven words after each occurrence of a name."""
        tokens = self.tokens
        for i, _ in self._occurrences(name):
            if i + 1 < len(tokens):
                words_after = key(self._text[tokens[i + 1][0] : tokens[min(i + 7, len(tokens) - 1)][1]])
                if words_after:
                    yield words_after

    def _occurrences(self, name: Key) -> Iterator[tuple[int, int]]:
        """(last, first) token of each occurrence of the last word of a name, with what of the name stands before."""
        tokens = self.tokens
        if not name:
            return
        for i, (_, _, token) in enumerate(tokens):
            if token == name[-1]:
                first = i
                while first and tokens[first - 1][2] in name:
                    first -= 1
                yield i, first


def nationality_shares(text: str) -> dict[str, float]:
    """Countries by how often a text uses their adjectives, for documents whose places nobody resolved."""
    table = nationalities()
    votes = Counter(table[w.stem] for w in words(text) if w.stem in table)
    total = sum(votes.values())
    return {c: n / total for c, n in votes.items()}
