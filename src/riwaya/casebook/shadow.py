"""The folded shadow of a text: the words that search looks in, as the reader writes them and as they stand alone.

Each word is kept twice: folded (وقُتِلَ → وقتل), and without the clitics written onto it (قتل). A word that is looked
for is folded in the same way, so قتل, وقتل and وَقُتِلَ all find one another.
"""

from typing import NamedTuple

from riwaya.arabic.folding import fold
from riwaya.arabic.words import name_key, words


class Shadow(NamedTuple):
    """The folded words of a text and their stems: two lists of one length."""

    folded: list[str]
    stems: list[str]


def shadow(text: str) -> Shadow:
    """The words of a text, Arabic or English, as they are indexed and looked for."""
    folded, stems = [], []
    for word in words(text):
        lower = word.folded.lower()
        folded.append(lower)
        stems.append(_singular(lower) if lower.isascii() else word.stem.lower())
    return Shadow(folded, stems)


def _singular(word: str) -> str:
    """An English word without its plural s, so that 'air strikes' and 'air strike' meet."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def name_shadow(name: str) -> str:
    """A name's words as they are compared, between spaces, so that whole words can be looked for inside it."""
    return f" {name_key(name) or fold(name).strip().lower()} "
