"""Reports with nearly the same text, found by MinHash over folded word shingles: a copy is no second account.

A report that has a new beginning and an older one's text below it is no copy: what it begins with is its own account.

copies = Copies()
copies.add("a", text)      # -> "" : nothing like it yet
copies.add("b", text)      # -> "a"
"""

import hashlib
from collections import defaultdict
from functools import lru_cache

import numpy as np

from riwaya.arabic.words import words
from riwaya.match.account import content_words

SHINGLE = 5  # words
_BANDS, _ROWS = 20, 3  # of two texts half alike 93 in 100 are compared, of those at 0.7 all but a few in 10,000
ALIKE = 0.5  # share of common shingles from which two texts are one
BEGINNING = 400  # letters: title and lead
BEGIN_ALIKE = 0.75  # share of the fewer words of two beginnings that the other has too
_PRIME = np.uint64((1 << 61) - 1)
_RANDOM = np.random.Generator(np.random.PCG64(20161103))
_A = _RANDOM.integers(1, 1 << 31, _BANDS * _ROWS, dtype=np.uint64)
_B = _RANDOM.integers(0, 1 << 61, _BANDS * _ROWS, dtype=np.uint64)


@lru_cache(maxsize=32)  # a report is looked at with each incident that it tells of; few, for some are books
def shingles(text: str) -> frozenset[int]:
    """Hashes (32 bits) of each five folded words in a row; of all words where there are fewer."""
    folded = [word.folded for word in words(text)]
    runs = [folded[i : i + SHINGLE] for i in range(max(1, len(folded) - SHINGLE + 1))]
    return frozenset(
        int.from_bytes(hashlib.blake2b(" ".join(run).encode(), digest_size=4).digest(), "little") for run in runs if run
    )


@lru_cache(maxsize=32)
def signature(found: frozenset[int]) -> tuple[int, ...]:
    """The MinHash of a set of shingles: 60 numbers, each equal as often as the sets overlap."""
    if not found:
        return ()
    values = np.fromiter(sorted(found), dtype=np.uint64, count=len(found))
    mixed = (_A[:, None] * values[None, :] + _B[:, None]) % _PRIME
    return tuple(int(v) for v in mixed.min(axis=1))


def resemblance(a: frozenset[int], b: frozenset[int]) -> float:
    """The share of shingles that two texts have in common, 0 to 1."""
    return len(a & b) / len(a | b) if a or b else 0.0


def _begin_alike(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= BEGIN_ALIKE * min(len(a), len(b))


class Copies:
    """An index of texts that names, for each new one, the first that is nearly the same."""

    def __init__(self, alike: float = ALIKE) -> None:
        self.alike = alike
        self._shingles: dict[str, frozenset[int]] = {}
        self._beginnings: dict[str, frozenset[str]] = {}
        self._bands: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)

    def add(self, doc_id: str, text: str) -> str:
        """Take a text in; the doc_id of the one that it resembles most, '' where none is alike enough."""
        found = shingles(text)
        marks = signature(found)
        keys = [(n, marks[n * _ROWS : (n + 1) * _ROWS]) for n in range(_BANDS if marks else 0)]
        near = {other for key in keys for other in self._bands.get(key, ())} - {doc_id}
        begins = content_words(text[:BEGINNING])
        near = {other for other in near if _begin_alike(begins, self._beginnings[other])}
        alike = [(resemblance(found, self._shingles[other]), other) for other in near]
        best = max((a for a in alike if a[0] >= self.alike), key=lambda a: (a[0], a[1]), default=(0.0, ""))
        self._shingles[doc_id] = found
        self._beginnings[doc_id] = begins
        for key in keys:
            self._bands[key].append(doc_id)
        return best[1]
