"""Claims of responsibility: one more claim of the attack, with the claimant as its origin.

The network knows the attack and seldom tells it a second time for those who say that it was theirs. Grammar reads the
words (تبناه X، أعلن X مسؤوليته عنه), the network's scores say which name is the claimant's, all else is the attack's.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from riwaya.arabic.words import name_key
from riwaya.codebook import SourceKind
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.grammar import View
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.triggers import VIOLENT
from riwaya.records import Claim, Mention, Sentence, Source, Span

STAGE = "grammar of claims of responsibility"
SURE = 0.75
"""So much of the attack's own confidence: at 60 of 79 such words, coders have the claimant as a source."""
_NAMED = 0.2
"""A claimant is what the network thinks at least so likely to be a source or an attacker."""
_SAID, _OWNED, _OWNED_IT, _NOT = (word_set(f"responsible.{name}") for name in ("said", "owned", "owned_it", "not"))
_DUTY = re.compile("(ال)?مس[وي]ولي(ه|ته|تها|تهم|تهما)$")
_REACH = 8
"""From the verb to the word of responsibility: the claimant's name stands between."""
_AFTER = 5
"""... or so many words after تبناه."""
_ROLES = (H.SOURCE, H.ROLES.index("initiator"))


class _Words(NamedTuple):
    """Words `first` to `last` claim responsibility; the claimant is named among the words of `name`."""

    first: int
    last: int
    name: range


def _said(r: Reading) -> Iterator[_Words]:
    """Where responsibility is claimed. A bare تبنى is not enough: resolutions and ideas are adopted as well."""
    for start, stop in r.bounds:
        for k in range(start, stop):
            word = r.words[k] if r.words[k] in _OWNED_IT else re.sub("^[وف]", "", r.words[k])
            if word not in _SAID | _OWNED | _OWNED_IT or not _NOT.isdisjoint(r.words[max(start, k - 2) : k + 2]):
                continue
            if word in _OWNED_IT:
                yield _Words(k, k, range(k + 1, min(k + _AFTER, stop)))
                continue
            duty = next((d for d in range(k + 2, min(k + 1 + _REACH, stop)) if _DUTY.match(r.words[d])), None)
            if duty is not None and (word in _OWNED or "عن" in r.words[duty + 1 : duty + 2]):
                yield _Words(k, duty, range(k + 1, duty))


def named_in(r: Reading, words: range, laid: Sequence[View]) -> Source | None:
    """The name among some words that the network thinks likeliest to be a source or an attacker, of any claim."""
    low, high = r.starts[words.start], r.ends[words.stop - 1]
    known = [
        (float(view.scores.role[:, role, word].max()), -start, n, word, role)
        for n, view in enumerate(laid)
        if len(view.scores.trigger_at)
        for word, start in enumerate(view.scores.window.starts)
        if low <= start < high
        for role in _ROLES
    ]
    sure, _, n, word, role = max(known, default=(0.0, 0, 0, 0, 0))
    if sure < _NAMED:
        return None
    view = laid[n]
    span, _ = view.name(word, H.NAME_OF_ROLE[role])
    kind = SourceKind(H.SOURCE_KINDS[int(view.scores.source_kind[word].argmax())])
    return Source(text=view.grammar.text[span.start : span.end], kind=kind, span=span, confidence=round(sure, 3))


def responsible(claims: Sequence[Claim], sentences: Sequence[Sentence], laid: Sequence[View]) -> list[Claim]:
    """The claims with those of responsibility among them, in the order of their triggers: the last attack told before
    in the same sentence, else in the one before, once more, where the network has no claim of the claimant's there."""
    if not laid:
        return list(claims)
    r, added = laid[0].grammar.reading, list[Claim]()
    attacks = [(c.trigger.span, c) for c in claims if c.type in VIOLENT and c.trigger.span]
    for words in _said(r):
        number, at = r.sentence_of[words.first], Span(*r.span(words.first, words.last))
        here, past = r.sentences[number], r.sentences[max(0, number - 1)]
        told = [c for span, c in attacks if here[0] <= span.start < at.start]
        told = told or [c for span, c in attacks if past[0] <= span.start < past[1]]
        later = any(at.start <= span.start < here[1] for span, _ in attacks)
        who = named_in(r, words.name, laid) if told and words.name and not later else None
        if who is None or any(c.type == told[-1].type for c in added):  # told twice, it is one claim still
            continue
        names = set(name_key(who.text).split())
        if any(names & set(name_key(s.text).split()) for c in claims if number in c.mention_ids for s in c.origin):
            continue
        sure = round(SURE * (told[-1].confidence or 0.0), 3)
        filled = {
            "trigger": Mention(text=r.quote(at), span=at, confidence=sure),
            "mentions": [sentences[number].span],
            "mention_ids": [number],
            "origin": [who],
            "initiators": [Mention(text=who.text, span=who.span, confidence=who.confidence)],
            "tolls": [],
            "confidence": sure,
            "cues": {**told[-1].cues, "origin": at},
            "stages": {"origin": STAGE},
        }
        added.append(told[-1].model_copy(update=filled))
    return sorted([*claims, *added], key=lambda c: c.trigger.span or Span(0, 0))
