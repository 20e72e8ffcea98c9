"""Words that a page wrote as one, because a link or a line between them lost its markup: الكويتيةالمجتمع, قتل370.

ة and ى end a word, as does the tanween of an accusative, and Arabic letters do not run into digits; those boundaries
are certain. A long word is two, too, where the report writes both halves by themselves elsewhere.
"""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple, TypeVar

from riwaya.records import Claim, Mention, Place, Source, Span, Toll, When

T = TypeVar("T", Mention, Source, Place, Toll, When)
_QUOTED = ("origin", "initiators", "targets", "places", "tolls", "weapons")

_LETTER = "[\u0621-\u063a\u0641-\u064a]"
_MARKS = "[\u064b-\u0652]*"
_GOES_ON = rf"{_MARKS}(?={_LETTER}{{2}})"
_ENDED = re.compile(
    rf"ة(?<={_LETTER}.){_GOES_ON}|ى(?!ء)(?<={_LETTER}.){_GOES_ON}|"
    rf"اً(?<={_LETTER}..){_GOES_ON}|ًا(?<={_LETTER}..){_GOES_ON}"
)
"""Not ى before ء, which some write for ي (شىء). What begins with a letter is looked for in a third of the time."""
_NUMBERED = re.compile(rf"(?<!{_LETTER})({_LETTER}{{3,}}+)(?=\d)")
_RUN_ON = re.compile(rf"\d(?<={_LETTER}\d)")
_TYPES = frozenset({"إف", "ميغ", "سو", "تي", "توب", "سام", "كيه", "إس", "بي", "إم", "أم", "كاب", "بانتسير",
                    "فرانس", "دارفور", "عربي", "كوردستان", "كردستان"})  # fmt: skip
"""What aircraft, guns and some media are called before their number: إف16, وميغ29, لفرانس24."""
_WORD = re.compile(f"{_LETTER}+")
_LONG, _LONGEST, _FIRST, _SECOND, _OFTEN = 9, 40, 5, 4, 3
"""Letters of a word that may be two, of its halves at least, and how often it stands in a report at most."""


class Apart(NamedTuple):
    """A text with a space at every hidden boundary. `cuts`: before which code points of the original they stand."""

    text: str
    cuts: list[int]

    def forward(self, span: Span) -> Span:
        """A span of the original in the text with spaces."""
        return Span(span.start + bisect_right(self.cuts, span.start), span.end + bisect_left(self.cuts, span.end))

    def back(self, span: Span) -> Span:
        """A span of the text with spaces in the original."""
        start = self._back(span.start)
        return Span(start, self._back(span.end - 1) + 1 if span.end > span.start else start)

    def _back(self, at: int) -> int:
        """The code point of the original at a place of the text with spaces; of a space that of what follows."""
        low, high = 0, len(self.cuts)
        while low < high:  # the number of spaces before `at`: space k stands at cuts[k] + k
            middle = (low + high) // 2
            if self.cuts[middle] + middle < at:
                low = middle + 1
            else:
                high = middle
        return at - low


def apart(text: str) -> Apart | None:
    """The text with its glued words apart; None where it has none."""
    run_on = _NUMBERED.finditer(text) if _RUN_ON.search(text) else ()  # few reports have any
    numbered = (m for m in run_on if m[1] not in _TYPES and m[1][1:] not in _TYPES)
    cuts = {m.end() for found in (_ENDED.finditer(text), numbered) for m in found} | set(_known_halves(text))
    if not cuts:
        return None
    order = sorted(cuts)
    pieces = [text[a:b] for a, b in zip([0, *order], [*order, len(text)], strict=True)]
    return Apart(" ".join(pieces), order)


def _known_halves(text: str) -> list[int]:
    """Where the halves of long words meet that the text writes by themselves, too."""
    words = _WORD.findall(text)
    seen = set(words)
    halves = {}
    for word in [w for w in seen if _LONG <= len(w) <= _LONGEST]:
        at = next((k for k in range(_FIRST, len(word) - _SECOND + 1) if word[:k] in seen and word[k:] in seen), 0)
        if at and words.count(word) <= _OFTEN:
            halves[word] = at
    if not halves:
        return []
    return [m.start() + halves[m.group()] for m in _WORD.finditer(text) if m.group() in halves]


def restored(claim: Claim, glued: Apart, text: str) -> Claim:
    """A claim read in the text with spaces, as it stands in the original `text`: every span, and the words there."""

    def quoted(item: T) -> T:
        span = getattr(item, "span", None)
        if span is None:
            return item
        span = glued.back(span)
        return item.model_copy(update={"span": span, "text": text[span.start : span.end]})

    lists = {name: [quoted(item) for item in getattr(claim, name)] for name in _QUOTED}
    return claim.model_copy(
        update=lists
        | {
            "trigger": quoted(claim.trigger),
            "date": quoted(claim.date),
            "mentions": [glued.back(span) for span in claim.mentions],
            "cues": {name: glued.back(span) for name, span in claim.cues.items()},
        }
    )
