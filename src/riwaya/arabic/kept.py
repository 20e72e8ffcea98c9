"""Answers by word, kept: reports repeat their words, and `map(kept.__getitem__, words)` needs no call for each."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_MOST = 200_000
"""Names and numbers of a long run must not fill the memory."""


class Kept(dict[str, T]):
    """What a function of a word alone answers, worked out at the first question."""

    def __init__(self, answer: Callable[[str], T]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, word: str) -> T:
        if len(self) >= _MOST:
            self.clear()
        self[word] = found = self._answer(word)
        return found
