"""Which of the tolls read in a sentence stand: not what a number has risen from, nor the same told twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from riwaya.arabic.surroundings import risen
from riwaya.arabic.words import Word
from riwaya.codebook import TollGroup, TollKind
from riwaya.extract.patterns import Reading

_LATER = 20
"""With how many tolls behind it one is compared: `risen` looks no further than so many words."""


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of people as one stretch of text tells it; bounds that it leaves open are None."""

    kind: TollKind
    min: int | None
    max: int | None
    who: TollGroup
    text: str
    span: tuple[int, int]


def standing(found: Sequence[Toll], reading: Reading, written: Sequence[Word]) -> list[Toll]:
    """The tolls that stand, in order; `written` are the sentence's words. Victims beside the wounded
    are the dead."""
    of = {k: sorted((t for t in found if t.kind is k), key=lambda t: t.span) for k in TollKind}
    rises = [(t, new) for row in of.values() for n, t in enumerate(row) for new in row[n + 1 : n + 1 + _LATER]]
    old = [t for t, new in rises if risen(reading.text, written, t.span, new.span)]
    told: list[Toll] = []
    hurt = any(t.kind is TollKind.WOUNDED for t in found)
    for toll in sorted((t for t in found if t not in old), key=lambda t: t.span):
        if hurt and "ضحايا" in toll.text:
            toll = replace(toll, kind=TollKind.KILLED)
        a, span = told[-1] if told else toll, (told[-1].span[0] if told else 0, toll.span[1])
        more = (a.kind, a.who) == (toll.kind, toll.who) and reading.text[a.span[1] : toll.span[0]] == " و"
        if more and a.min == a.max == 1 and toll.min and toll.max:  # ضابط وثلاثة جنود: one of four
            told[-1] = replace(a, min=1 + toll.min, max=1 + toll.max, text=reading.quote(span), span=span)
        elif not (more and toll.min == toll.max == 1 and (a.min or 0) > 10):  # 13 جنديا وشرطيا: 13 in all
            told.append(toll)
    once = {(t.kind, t.min, t.max): t for t in reversed(told)}  # of one kind and number, the first
    return list(once.values())[::-1]
