"""Folding: one spelling for the many ways in which one Arabic word is written, with the way back to the original.

Dictionaries are looked up in folded text; records quote the original. `fold` is for text whose offsets nobody
needs (dictionary entries, single words), `fold_with_map` for documents.

What is folded: diacritics and Koranic marks, tatweel, bidi and zero-width controls (all dropped); أ إ آ ٱ to ا,
ى and Persian ی to ي, ة to ه, ؤ to و, ئ to ي; presentation forms to their letters (ﻻ to لا); the Persian and
Kurdish letters that Arabic outlets use for sounds of names (پ ڤ چ گ ک) to the Arabic letter next to them; digits
of both Arabic scripts to ASCII with their decimal and thousands signs; no-break spaces to a space. Of social
media, '_' becomes a space (#الجيش_الليبي is two words) and '#' is dropped. Hamza on the line (ء) and Latin case stay.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_MARKS = (
    *range(0x0610, 0x061B),
    *range(0x064B, 0x0660),
    0x0670,
    *range(0x06D6, 0x06DD),
    *range(0x06DF, 0x06E5),
    0x06E7,
    0x06E8,
    *range(0x06EA, 0x06EE),
    *range(0x08D3, 0x08E2),
    *range(0x08E3, 0x0900),
)
_TATWEEL = 0x0640
_CONTROLS = (
    0x00AD,
    0x061C,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2065),
    *range(0x2066, 0x206A),
    0xFEFF,
)
_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
    "ى": "ي", "ی": "ي", "ې": "ي", "ێ": "ي", "ئ": "ي", "ؽ": "ي", "ے": "ي",
    "ة": "ه", "ۀ": "ه", "ہ": "ه", "ۃ": "ه", "ھ": "ه", "ە": "ه",
    "ؤ": "و", "ۆ": "و", "ۇ": "و", "ۋ": "و",
    "ک": "ك", "ڪ": "ك", "گ": "ك", "پ": "ب", "ڤ": "ف", "چ": "ج", "ژ": "ز", "ڕ": "ر", "ڵ": "ل",
}  # fmt: skip
_SIGNS = {"٪": "%", "٫": ".", "٬": ",", "_": " ", "#": "", "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " "}


def _table() -> dict[int, str]:
    # Letters that stay are in the table as well: a miss costs str.translate an exception each.
    table = {code: chr(code) for code in (*range(0x20, 0x250), *range(0x0600, 0x0700), *range(0x2010, 0x2040))}
    table[0x0A] = "\n"
    for code in (*_MARKS, _TATWEEL, *_CONTROLS):
        table[code] = ""
    for digits in (0x0660, 0x06F0):
        for value in range(10):
            table[digits + value] = str(value)
    table.update({ord(a): b for a, b in _LETTERS.items()})
    table.update({ord(a): b for a, b in _SIGNS.items()})
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            plain = plain.translate(table)
            # an isolated mark decomposes into a space and the mark: nothing of it is left
            table[code] = plain if plain.strip() else ""
    return table


_TABLE = _table()
_RESIZED = re.compile("[" + "".join(re.escape(chr(code)) for code, to in _TABLE.items() if len(to) != 1) + "]")
_TRAILING = frozenset(map(chr, (*_MARKS, _TATWEEL)))


def fold(text: str) -> str:
    """The folded text, for looking up in dictionaries; its length may differ from that of `text`."""
    return text.translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows where each of its characters comes from.

    `offsets[i]` is the code point of `source` that `text[i]` was folded from; one more entry, `len(source)`,
    stands at the end. Where folding changed no length it is a `range`.
    """

    text: str
    offsets: Sequence[int]
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points of the original for `text[start:end]`, with the marks that hang on its last letter."""
        offsets = self.offsets
        if end <= start:
            return offsets[start], offsets[start]
        last, stop = offsets[end - 1] + 1, offsets[end]
        while last < stop and self.source[last] in _TRAILING:
            last += 1
        return offsets[start], last


def fold_with_map(text: str) -> Folded:
    """The folded text with its way back; `fold_with_map(t).text == fold(t)`."""
    if _RESIZED.search(text) is None:
        return Folded(text.translate(_TABLE), range(len(text) + 1), text)
    offsets: list[int] = []
    position = 0
    for match in _RESIZED.finditer(text):
        at = match.start()
        offsets.extend(range(position, at))
        offsets.extend([at] * len(_TABLE[ord(text[at])]))
        position = at + 1
    offsets.extend(range(position, len(text) + 1))
    return Folded(text.translate(_TABLE), offsets, text)


@lru_cache(maxsize=2)
def folded_report(text: str) -> Folded:
    """`fold_with_map` of a whole report, once for all its stages."""
    return fold_with_map(text)
