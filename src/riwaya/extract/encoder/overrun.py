"""Names that run into the event: in أعلنت قوات الوادي سيطرتها the party is قوات الوادي."""

import re
from collections.abc import Sequence
from typing import TypeVar

from riwaya.extract.names import PREPOSITIONS
from riwaya.extract.patterns import Reading, word_set
from riwaya.records import Claim, Mention, Source, Span

_Name = TypeVar("_Name", Mention, Source)

_THEY = re.compile("..+(?:وا|ون)$")
"""Endings of verbs whose subject goes before: الجنود انسحبوا."""
_OWN = re.compile("....+(?:ها|هم|ته|اته)$")
"""A noun of doing with its doer's pronoun, behind whom no name goes on: سيطرتها, هجماتهم."""
_WHO = word_set("overrun.who")
"""Before these words' verbs no name ends: من غادروا منازلهم, النازحون الذين عادوا."""
_THOUSANDS = frozenset({"الف", "الاف"})


def without_events(claims: Sequence[Claim], reading: Reading) -> list[Claim]:
    """The claims, whose parties' and sources' names end before an event that runs into them: a verb, a noun with the
    doer's pronoun, one without the article behind a word with it (no construct: القوات هجوم), or one behind في. What
    a name may go on with stays (منفذ الهجوم, فريق الإسعاف, جماعات تهريب)."""
    begins = sorted({at for c in claims if c.trigger.span and (at := _begins(c.trigger.span, reading))})
    return [_cut(c, begins, reading) for c in claims] if begins else list(claims)


def _begins(trigger: Span, r: Reading) -> int | None:
    """The word at which names before an event end, None where they may go on with it."""
    k = r.at(trigger.start)
    if k < 1 or trigger.start - r.starts[k] > 1:
        return None
    word, before = r.words[k], r.words[k - 1]
    if re.sub("^[ولب](?=م)", "", before) in _WHO:
        return None
    verb = any(m.first == k and m.pattern.verb and not m.clitic for m in r.within("triggers", k, k + 1))
    bare = not word.startswith(("ال", "وال", "لل", "بال"))
    if (verb and bare) or _THEY.match(word) or (bare and _OWN.match(word)):
        return k
    definite = before.startswith(("ال", "لل")) and before not in _THOUSANDS
    return k if bare and (definite or before == "في") else None


def _cut(claim: Claim, begins: Sequence[int], r: Reading) -> Claim:
    update = {}
    for field in ("initiators", "targets", "origin"):
        names = getattr(claim, field)
        cut = [_ended(m, begins, r) for m in names]
        if any(a is not b for a, b in zip(names, cut, strict=True)):
            update[field] = cut
    return claim.model_copy(update=update) if update else claim


def _ended(name: _Name, begins: Sequence[int], r: Reading) -> _Name:
    if not name.span:
        return name
    first, last = r.at(name.span.start), r.at(name.span.end - 1)
    at = next((k for k in begins if first < k <= last), None)
    if at is None:
        return name
    while at - 1 > first and r.words[at - 1] in PREPOSITIONS:
        at -= 1
    span = Span(name.span.start, r.ends[at - 1])
    return name.model_copy(update={"text": r.quote(span), "span": span})
