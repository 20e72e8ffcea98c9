"""Two tellings that are never one claim, whatever else they share: two authorities that count differently, and two
clauses of one sentence each with a subject of its own."""

import re
from collections.abc import Sequence

from riwaya.codebook import ClaimType, TollKind
from riwaya.extract.merge import same_name
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.triggers import SPEECH
from riwaya.records import Claim, Mention, Source

_SURE = 0.5
"""A source less likely than this does not keep two tellings apart."""
_RATHER = 0.4
"""... nor does a doer less likely than this."""
_FAR = 5
"""So many words behind its clause's verb the trigger stands, at most: وشنت القوات هجوما."""
_MARKS = frozenset("،,؛;.:!؟?\n")
_ANAPHORA = word_set("attribution.anaphora")
_WHILE, _BEFORE = word_set("doers.while") | word_set("apart.then"), word_set("apart.before")
_OWN = re.compile(r"(?!ال)\w{3,}(?:ه|ها|هم)")
"""A subject that is somebody's own, and no other: هاجم التنظيم القرية، وقتل مقاتلوه خمسة."""
_STRUCK = word_set("doers.struck") | word_set("doers.answered")


def two_voices(one: Claim, other: Claim) -> bool:
    """Whether two tellings rest on two authorities that number the same kind of victims differently: the codebook makes
    them two claims, in which each number stands in the mouth of who told it. Joined by the network they are two in
    10 of 10 coded cases. An authority that only points back (المصدر) may be the other one; a relay that both share says
    nothing."""
    if not _tell(one.origin) or not _tell(other.origin):
        return False
    first, second = one.origin[0].text, other.origin[0].text
    if any(same_name(first, s.text) for s in other.origin) or any(same_name(second, s.text) for s in one.origin):
        return False
    mine, theirs = _numbers(one), _numbers(other)
    return any(not mine[kind] & theirs[kind] for kind in mine.keys() & theirs.keys())


def _tell(origin: Sequence[Source]) -> bool:
    return bool(origin) and (origin[0].confidence or 0.0) >= _SURE and origin[0].text.split()[0] not in _ANAPHORA


def _numbers(claim: Claim) -> dict[TollKind, set[int]]:
    """The least number of each kind of victims: 14 and "at least 14" are one number, قتلى is none."""
    out: dict[TollKind, set[int]] = {}
    for toll in claim.tolls:
        if toll.min is not None:
            out.setdefault(toll.kind, set()).add(toll.min)
    return out


def own_clause(claim: Claim, r: Reading) -> int:
    """The code point at which a clause begins whose verb is the trigger or before it, with one of the claim's doers as
    its subject right behind (وقصفت القوات, فيما شنت القوات هجوما, قبل أن يفتحها الجيش); -1 where there is none."""
    at = r.at(claim.trigger.span.start) if claim.trigger.span else -1
    if at < 0:
        return -1
    low, _ = r.bounds[r.sentence_of[at]]
    for doer in claim.initiators if claim.type is not ClaimType.DEMAND else ():  # ودعت المجلس: who is asked
        k = r.at(doer.span.start) - 1 if doer.span else -1
        if not low < k <= at <= k + _FAR or not doer.span or doer.span.start != r.starts[k + 1]:  # ونددت بتركيا
            continue
        if _OWN.fullmatch(doer.text):
            continue
        if k < at and r.marked(k + 1, at + 1, _MARKS):
            continue
        if (doer.confidence or 0.0) >= _RATHER and _joined_verb(r, k, low, own=k == at):
            return r.starts[k]
    return -1


def by_subject(claim: Claim, clause: int) -> Claim:
    """A claim whose clause begins at a code point, without the doers of the clauses before it: their names stand nearer
    to another verb."""
    behind = [m for m in claim.initiators if m.span and m.span.start > clause]
    if clause < 0 or not behind or not claim.mentions or claim.type in SPEECH:
        return claim
    low = claim.mentions[0].start
    left = [m for m in claim.initiators if m in behind or not m.span or not low <= m.span.start < clause]
    return claim.model_copy(update={"initiators": left}) if len(left) < len(claim.initiators) else claim


def _joined_verb(r: Reading, k: int, low: int, own: bool) -> bool:
    """Whether word `k` is a verb that و, فيما or قبل أن joins to what came before it in its sentence; a verb of speech
    only where it is the event's `own`: who says so has not done it."""
    word, before = r.words[k], r.words[max(low, k - 2) : k]
    if not own and any(m.pattern.verb for m in r.within("attribution", k, k + 1)):
        return False
    verbs = {m.clitic for t in ("triggers", "attribution") for m in r.within(t, k, k + 1) if m.pattern.verb}
    if word[0] == "و" and (1 in verbs or word[1:] in _STRUCK):
        return True
    if before[1:] == ["ان"] and before[0] in _BEFORE:
        return True  # behind قبل أن no word but a verb stands
    return before[-1] in _WHILE and (bool(verbs) or word in _STRUCK)


def two_subjects(first: Claim, second: Claim, clause: int) -> bool:
    """Whether the second's clause, which begins at a code point, has another subject than those who do what the first
    tells before it: سيطر الجيش على قرية، وسيطرت الفصائل على أخرى."""
    if clause < 0 or not first.trigger.span or first.trigger.span.end > clause:
        return False
    behind = [m for m in second.initiators if m.span and m.span.start > clause]
    before = [m for m in first.initiators if m.span and m.span.end <= clause and (m.confidence or 0.0) >= _RATHER]
    subject = min(behind, key=lambda m: m.span or (0, 0), default=None)
    return bool(before) and subject is not None and not _among(subject, first.initiators)


def _among(name: Mention, names: Sequence[Mention]) -> bool:
    return any(same_name(name.text, m.text) for m in names)
