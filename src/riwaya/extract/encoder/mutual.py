"""What two sides do to each other (تبادل الجيش والفصائل الاتهامات, القصف): both are named, each on its side.

The network may name one alone, or both as one side, of whom `fills.sides` must leave one out. Of 24 coded accusations
that two named sides exchange 17 have both as accusers and the others the one against the other; of 26 whose sides are
الطرفان and its like 20 have the same names as accusers and accused. An exchange of fire is the first's against the
second (7 of 10).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from riwaya.codebook import ClaimType
from riwaya.extract.merge import same_name
from riwaya.extract.names import PREPOSITIONS
from riwaya.extract.patterns import Reading, word_set
from riwaya.records import Claim, Mention, Span

STAGE = "grammar of exchanges"
_SURE = 0.7
_EXCHANGED = re.compile("[وف]?[يت]?تبادل(?:ت|ا|تا|وا|ان)?$")
_BLAME, _FIRE = word_set("mutual.blame"), word_set("mutual.fire")
_ELSE = word_set("mutual.else")
"""What else is exchanged, and words that begin another phrase: تبادل الأسرى رغم القصف."""
_LONGEST = 4
"""Words of a name, at most."""
_BOTH = re.compile("(?:ال)?(?:طرف(?:ان|ين|ا)|جانب(?:ان|ين|ا)|فريق(?:ان|ين|ا)|اطراف)$")
_WHEN, _OWN_AND = word_set("mutual.when"), word_set("status.no verbs") | word_set("aspect.own and")
_WITH = frozenset({"مع", "بين", "من"})
_REACH = 12
"""The object of the exchange stands so many words behind the verb at most: the names are between."""
_MARKS = frozenset("،,؛;.:!؟?\n")
_ATTACKS = frozenset({ClaimType.CLASH, ClaimType.SHELLING, ClaimType.AIR_STRIKE})


class _Exchange(NamedTuple):
    """Words `first` to `last` tell of an exchange of what `blame` says between `parties`, spans of their names."""

    first: int
    last: int
    blame: bool
    parties: tuple[Span, ...]


def mutual(claims: Sequence[Claim], r: Reading) -> list[Claim]:
    """The claims, those of an exchange with both sides."""
    found = list(_exchanges(r))
    return [_between(claim, found, r) for claim in claims] if found else list(claims)


def _exchanges(r: Reading) -> Iterator[_Exchange]:
    for start, stop in r.bounds:
        for k in range(start, stop):
            if not _EXCHANGED.match(r.words[k]):
                continue
            far = min(k + 1 + _REACH, stop)
            if (last := next((j for j in range(k + 1, far) if _bare(r.words[j]) in _BLAME | _FIRE), 0)) <= k + 1:
                continue
            if r.words[last].startswith("ل") and r.words[last] not in _BLAME:
                continue  # a noun: تبادل كثيف ومتقطع لإطلاق النار
            parties = _parties(r, k + 1, last)
            if parties and not r.marked(k + 1, last + 1, _MARKS) and "مع" not in r.words[last : min(last + 6, stop)]:
                yield _Exchange(k, last, _bare(r.words[last]) in _BLAME, parties)


def _bare(word: str) -> str:
    return re.sub("^(?:لل|ال|ل)", "", word)


def _parties(r: Reading, first: int, stop: int) -> tuple[Span, ...]:
    """The names between an exchange's verb and its object; none where prepositions leave open who is meant."""
    while stop > first and r.words[stop - 1] in _WHEN:
        stop -= 1
    words = r.words[first:stop]
    if not words or any(w in PREPOSITIONS or w in _WITH for w in words):
        return ()
    if any(re.sub("^و?(?:ال)?", "", w) in _ELSE for w in words):
        return ()
    if any(m.pattern.verb for t in ("triggers", "attribution") for m in r.within(t, first, stop)):
        return ()  # a verb of its own: صفقة التبادل، وحملت المسؤولية
    if words[0].endswith(("ان", "ين")) and not _BOTH.match(words[0]):
        return ()  # الجيشان التركي والسوري: one name of two
    heads = [k for k in range(first + 1, stop) if r.words[k][0] == "و" and r.words[k] not in _OWN_AND]
    begins = [r.starts[first], *(r.starts[k] + 1 for k in heads)]
    ends = [*(r.ends[k - 1] for k in heads), r.ends[stop - 1]]
    if max(map(int.__sub__, [*heads, stop], [first, *heads])) > _LONGEST:
        return ()
    if len(begins) == 2 or (len(begins) == 1 and _BOTH.match(words[0])):
        return tuple(map(Span, begins, ends))
    return ()


def _between(claim: Claim, found: Sequence[_Exchange], r: Reading) -> Claim:
    if not claim.trigger.span:
        return claim
    at, end = r.at(claim.trigger.span.start), r.at(claim.trigger.span.end - 1)
    for told in found:
        if claim.type not in ({ClaimType.ACCUSE, ClaimType.THREAT} if told.blame else _ATTACKS):
            continue
        alike = {_bare(w) for w in r.words[at : end + 1]} & (_BLAME if told.blame else _FIRE)
        inside = told.first <= end and at <= told.last
        if inside or (alike and r.sentence_of[told.first] in claim.mention_ids and r.sentence_of[at] == 0):
            return _sided(claim, told, r)
    return claim


def _sided(claim: Claim, told: _Exchange, r: Reading) -> Claim:
    names = [Mention(text=r.quote(s), span=s, confidence=_SURE) for s in told.parties]
    if len(names) == 2 and told.blame:
        sides = (names, names)
    elif len(names) == 2 and not _opposed(claim, names):
        sides = (names[:1], names[1:])
    elif told.blame and not (claim.initiators and claim.targets):
        known = [m for m in claim.initiators if not same_name(m.text, names[0].text)]
        both = known if len(known) > 1 else names
        sides = (both, both)
    else:
        return claim  # who the two are is told elsewhere
    update = {"initiators": list(sides[0]), "targets": list(sides[1])}
    return claim.model_copy(update={**update, "stages": {**claim.stages, "initiators": STAGE, "targets": STAGE}})


def _opposed(claim: Claim, names: Sequence[Mention]) -> bool:
    """Whether a claim has one of two on the one side and the other on the other."""
    sides = (claim.initiators, claim.targets)
    doers, others = ([any(same_name(m.text, n.text) for m in side) for n in names] for side in sides)
    return (doers[0] and others[1]) or (doers[1] and others[0])
