"""Names beside one another: who acts together with whom, and which of several targets a claim has.

Coders name several parties where the text joins them (الجيش وقوات الدفاع): of 300 neighbouring targets in the gold 216
are joined, and behind an initiator and و another party is one too at 68 of 74.
"""

import re
from collections.abc import Sequence

from riwaya.arabic.folding import fold
from riwaya.codebook import ClaimType
from riwaya.extract.patterns import word_set
from riwaya.records import Claim, Mention, Span

_FAR = 60
"""Code points between two joined names, at most."""
_ADJECTIVES = r"(?:\s*ال\w+){0,3}"
_JOINED = re.compile(rf"[»\"”)]*{_ADJECTIVES}[»\"”)]*\s+و[«\"“(]?")
_LISTED = re.compile(r"[»\"”)\s]*(?:\w+\s+){0,3}[»\"”)]*\s*(?:،|,|و|أو\s|إضافة|بالإضافة|كما\s)")
_STOPS = re.compile(r"[.؛:\n]")
_BETWEEN = re.compile(r"(?:^|\s)و?بين\s+(?:\S+\s+){0,2}$")
_INSIDE = re.compile(r"(?<=[\w»\"”])\s+و(?=[«\"“]?(\w+))")
_PARTIES = word_set("beside.parties")
"""How the name of a party begins."""
_FIXED = word_set("beside.fixed")
"""Second halves of one name: قوات الجيش والشرطة, الشرطة والجنود."""
_MEETINGS = frozenset({ClaimType.TALKS, ClaimType.AGREEMENT, ClaimType.TRUCE})
ELSEWHERE, SECOND_ELSEWHERE = 0.35, 0.7
"""What a target needs that stands in another sentence than its event, and what a second one does. By our own coders
those below 0.5 were right 20 times in 157, on dev every third: the cuts lie between."""


def acts_with(text: str, first: Span, second: Span) -> bool:
    """Whether the second name stands right behind the first and و, as parties that act together do; behind بين they are
    set against one another."""
    if not first.end <= second.start <= first.end + _FAR:
        return False
    beside = _JOINED.fullmatch(text, first.end, second.start)
    return bool(beside) and not _BETWEEN.search(text[max(0, first.start - 30) : first.start])


def apart(text: str, span: Span) -> list[Span]:
    """A name that holds two parties (الجيش وقوات الدعم) as two; else the name alone."""
    for inner in _INSIDE.finditer(text, span.start, span.end):
        word = fold(inner[1])
        if word in _PARTIES and word not in _FIXED and not _BETWEEN.search(text[max(0, span.start - 30) : span.start]):
            return [Span(span.start, inner.start()), Span(inner.end(), span.end)]
    return [span]


def _listed(text: str, one: Mention, other: Mention) -> bool:
    """Whether two names are members of one enumeration."""
    if not one.span or not other.span:
        return True
    a, b = sorted((one.span, other.span))
    gap = text[a.end : b.start]
    return len(gap) <= _FAR and bool(_LISTED.match(gap)) and not _STOPS.search(gap)


def together(claim: Claim) -> bool:
    """Whether those who are named side by side do it together: whoever meets is partner of the other."""
    return claim.type not in _MEETINGS


def aimed(claim: Claim, targets: Sequence[Mention], text: str) -> list[Mention]:
    """The targets that are the claim's: from another sentence only a sure one, a second only if it is joined to
    another (else it is the first told twice, as the site and its owner)."""
    own = claim.mentions[0] if claim.mentions else None
    kept: list[Mention] = []
    for m in targets:
        outside = own is not None and m.span is not None and not own.start <= m.span.start < own.end
        if outside and (m.confidence or 0.0) < (SECOND_ELSEWHERE if kept else ELSEWHERE):
            continue
        kept.append(m)
    if len(kept) < 2:
        return kept
    first, *others = kept
    return [first, *(m for m in others if any(_listed(text, m, k) for k in kept if k is not m))]
