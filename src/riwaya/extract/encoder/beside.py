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
_ADJECTIVES = r"(?:\s*ال\w+(?:ي|ى|ة|ية))?"
_JOINED = re.compile(rf"[»\"”)]*{_ADJECTIVES}[»\"”)]*\s+و[«\"“(]?")
_LISTED = re.compile(r"[»\"”)\s]*(?:\w+\s+){0,3}[»\"”)]*\s*(?:،|,|و|أو\s|إضافة|بالإضافة|كما\s)")
_STOPS = re.compile(r"[.؛:\n]")
_BETWEEN = re.compile(r"(?:^|\s)و?بين\s+(?:\S+\s+){0,2}$")
_INSIDE = re.compile(r"(?<=[\w»\"”])\s+و(?=[«\"“]?(\w+))")
_FOUGHT = re.compile(r"(?:^|\s)[وبل]?(?:ال)?(?:حرب|معارك|معركة|خلاف|خلافات|مواجهات|اشتباكات)\s+$")
_PREPOSITION = re.compile(r"(?<!\w)(?:في|من|ضد|بين|بقيادة|لدى|على)(?!\w)")
_STATES = word_set("beside.states")
_PARTIES = word_set("beside.parties") | _STATES
"""How the name of a party begins."""
_FIXED = word_set("beside.fixed")
"""Second halves of one name: قوات الجيش والشرطة, الشرطة والجنود."""
SURE = 0.9
"""What a second target needs that the text joins to no other."""
_OPPOSED = frozenset({ClaimType.ACCUSE, ClaimType.TALKS, ClaimType.AGREEMENT, ClaimType.TRUCE})
ELSEWHERE, SECOND_ELSEWHERE = 0.35, 0.7
"""What a target needs that stands in another sentence than its event, and what a second one does. By our own coders
those below 0.5 were right 20 times in 157, on dev every third: the cuts lie between."""


def acts_with(text: str, first: Span, second: Span) -> bool:
    """Whether the second name, a party's, stands right behind the first and و, as parties that act together do; behind
    بين or حرب they are set against one another."""
    if not first.end <= second.start <= first.end + _FAR:
        return False
    beside = _JOINED.fullmatch(text, first.end, second.start)
    named = fold(text[second.start : second.end]).split()[:1]
    if not beside or not named or named[0] not in _PARTIES:
        return False
    before = text[max(0, first.start - 30) : first.start]
    return not _BETWEEN.search(before) and not _FOUGHT.search(before)


def apart(text: str, span: Span) -> list[Span]:
    """A name that holds parties (الجيش وقوات الدعم) as one for each; else the name alone. Where a preposition stands in
    the name, what follows is no party (تنظيم الدولة في العراق وسوريا); a state is one only beside a state."""
    if _BETWEEN.search(text[max(0, span.start - 30) : span.start]):
        return [span]
    out, start = [], span.start
    for inner in _INSIDE.finditer(text, span.start, span.end):
        word, first = fold(inner[1]), fold(text[start : inner.start()])
        if _PREPOSITION.search(text, start, inner.start()):
            break
        if word in _STATES and first not in _STATES:
            continue
        if word in _PARTIES and word not in _FIXED:
            out.append(Span(start, inner.start()))
            start = inner.end()
    return [*out, Span(start, span.end)]


def _listed(text: str, one: Mention, other: Mention) -> bool:
    """Whether two names are members of one enumeration."""
    if not one.span or not other.span:
        return True
    a, b = sorted((one.span, other.span))
    gap = text[a.end : b.start]
    return len(gap) <= _FAR and bool(_LISTED.match(gap)) and not _STOPS.search(gap)


def together(claim: Claim) -> bool:
    """Whether those who are named side by side do it together: who meets is partner of the other, and behind who
    accuses stands who is accused."""
    return claim.type not in _OPPOSED


def aimed(claim: Claim, targets: Sequence[Mention], text: str) -> list[Mention]:
    """The targets that are the claim's: from another sentence only a sure one, a second only if it is joined to
    another (else it is the first told twice, as the site and its owner)."""
    own = claim.mentions[0] if claim.mentions else None
    kept: list[Mention] = []
    for m in targets:
        outside = own is not None and m.span is not None and not m.span.within(own)
        if outside and (m.confidence or 0.0) < (SECOND_ELSEWHERE if kept else ELSEWHERE):
            continue
        kept.append(m)
    if len(kept) < 2:
        return kept
    first, *others = kept
    near = (any(_listed(text, m, k) for k in kept if k is not m) for m in others)
    return [first, *(m for m, joined in zip(others, near, strict=True) if joined or (m.confidence or 0.0) >= SURE)]
