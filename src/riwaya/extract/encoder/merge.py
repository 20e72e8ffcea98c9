"""Which triggers tell the same claim: title, lead and body repeat an event, and a record is wanted once.

A logistic model over what two drafts of one type share; its weights are fitted on articles kept from training
(`train.tune`) and kept with the model, so that a reader of `model.json` sees what speaks for and against.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from riwaya.arabic.words import name_key
from riwaya.codebook import Status
from riwaya.extract.encoder.apart import two_subjects, two_voices
from riwaya.extract.encoder.calibrate import logit
from riwaya.extract.encoder.retaken import retaken
from riwaya.extract.triggers import SPEECH
from riwaya.records import Claim, Mention, Place, Source, Span

Features = dict[str, float]


@dataclass(slots=True)
class Draft:
    """A claim before merging, with what the merge needs. `tells` are probabilities by sentence number; `twins` those of
    telling one claim with the trigger that begins at a code point (triggers of the same window only); `listed` are
    the word lists' log odds of this type at the trigger, None where no list knows it; `joined` counts its doubles,
    `begins` is where all its triggers begin, `beside` where others do that few plain words part from its own, `parted`
    where others do that a clause of another deed parts from it, `clause` where its own begins, if that has a subject;
    `headed` tells whether all of them stand in headings; `item` is the bulletin's item that it stands in; `status` are
    the statuses' log odds by the network, none where words decided the claim's."""

    claim: Claim
    sentence: int
    probability: float
    tells: dict[int, float]
    twins: dict[int, float] = field(default_factory=dict)
    listed: float | None = None
    joined: int = 0
    begins: frozenset[int] = frozenset()
    beside: frozenset[int] = frozenset()
    parted: frozenset[int] = frozenset()
    clause: int = -1
    headed: bool = False
    item: int = 0
    status: Mapping[Status, float] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        return self.claim.trigger.span or Span(0, 0)


_WHO_WHERE = ("initiators", "targets", "places")
WEIGHTS: dict[str, float] = {"twin": 1.0, "tolls_differ": -2.0}
"""What a model without fitted weights goes by."""


def _keys(names: Sequence[Mention] | Sequence[Place] | Sequence[Source]) -> set[str]:
    return {name_key(n.text) for n in names} - {""}


def _shared(features: Features, name: str, a: set[str], b: set[str]) -> None:
    """Whether two sets of names agree, clash, or one is empty (which says nothing)."""
    if a and b:
        words = {w for k in a for w in k.split()} & {w for k in b for w in k.split()}
        features[f"{name}_agree" if a & b or words else f"{name}_differ"] = 1.0


def pair_features(a: Draft, b: Draft) -> Features:
    """What speaks for and against two drafts of one type telling one claim; symmetric."""
    x, y = a.claim, b.claim
    first, second = a.tells.get(b.sentence, 0.0), b.tells.get(a.sentence, 0.0)
    gap = abs(a.sentence - b.sentence)
    known = a.twins.get(b.span.start, b.twins.get(a.span.start))
    features: Features = {
        "bias": 1.0,
        "twin": logit(known) if known is not None else 0.0,
        "twin_unknown": float(known is None),
        "told": max(first, second),
        "told_both": min(first, second),
        "same_sentence": float(gap == 0),
        "next_sentence": float(gap == 1),
        "far": float(gap > 4),
        "title": float(0 in (a.sentence, b.sentence) and gap > 0),
        "lead": float(1 in (a.sentence, b.sentence) and gap > 0),
        "same_word": float(name_key(x.trigger.text)[:4] == name_key(y.trigger.text)[:4]),
        "status_differ": float(x.status != y.status),
        "denied_differ": float((x.status == Status.DENIED) != (y.status == Status.DENIED)),
        "unsure": 1.0 - min(a.probability, b.probability),
        f"type_{x.type}": 1.0,
    }
    for slot in ("origin", "initiators", "targets", "places", "weapons"):
        _shared(features, slot, _keys(getattr(x, slot)), _keys(getattr(y, slot)))
    features["origin_one"] = float(bool(x.origin) != bool(y.origin))
    mine, other = ({(t.kind, t.min, t.max) for t in c.tolls} for c in (x, y))
    if mine and other:
        features["tolls_agree" if mine & other else "tolls_differ"] = 1.0
    if x.date.start and y.date.start:
        features["date_agree" if x.date.start[:10] == y.date.start[:10] else "date_differ"] = 1.0
    return features


APART = -4.0
"""Log odds of telling one claim with another trigger: in one sentence, less than this tells two events apart."""
ALIKE = 0.85
"""... unless all else says so surely that they are one: right 21 times of 26."""


def likelihood(a: Draft, b: Draft, weights: Mapping[str, float]) -> float:
    """The probability that two drafts tell one claim; 0 for drafts of different types, for deeds of two clauses (أصيب
    ثلاثة بقذائف، وردت القوات بقصف), for two events of one sentence with other parties or places (A shelled X after B
    shelled Y; but not where hardly a word parts them or all else makes them one), and where each accuses or
    threatens the other."""
    if a.claim.type != b.claim.type or b.span.start in a.parted or a.span.start in b.parted:
        return 0.0
    if retaken(a.claim, b.claim):  # who takes a place back tells of another event than who took it
        return 0.0
    if two_voices(a.claim, b.claim) or _two_clauses(a, b):
        return 0.0
    if a.claim.type in SPEECH and (_answers(a.claim, b.claim) or _answers(b.claim, a.claim)):
        return 0.0
    features = pair_features(a, b)
    total = sum(weights.get(k, 0.0) * v for k, v in features.items())
    likely = 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))
    if features["same_sentence"] and features["twin"] < APART and any(f"{s}_differ" in features for s in _WHO_WHERE):
        beside = b.span.start in a.beside or a.span.start in b.beside  # التصدي لاقتحامات: one event in two words
        alike = likely >= ALIKE and not features["same_word"]  # اعتقلت شابا ثم اعتقلت فتى: twice told, two events
        return likely if beside or alike else 0.0
    return likely


TWO = 0.3
"""Triggers of two clauses that the network thinks likelier than this to be one event's may be so."""


def _two_clauses(a: Draft, b: Draft) -> bool:
    """Whether two drafts of one sentence stand in two clauses with two subjects."""
    first, second = sorted((a, b), key=lambda d: d.span)
    known = a.twins.get(b.span.start, b.twins.get(a.span.start, 0.0))
    return a.sentence == b.sentence and known < TWO and two_subjects(first.claim, second.claim, second.clause)


def _answers(one: Claim, other: Claim) -> bool:
    """Whether one's speaker is whom the other speaks of, and none of its speakers."""
    speakers = _keys(one.initiators)
    return bool(speakers & _keys(other.targets)) and not speakers & _keys(other.initiators)


DOUBTFUL = 0.5
"""A source less likely than this speaks for its own telling alone."""


def _sure(claim: Claim) -> bool:
    return bool(claim.origin) and (claim.origin[0].confidence or 0.0) >= DOUBTFUL


TWIN = 0.4
"""How much another telling says of a claim's status, beside its own; where that changed it, at 25 of 36 rightly."""


def _status(keep: Draft, drop: Draft) -> dict[Status, float]:
    """The log odds of a claim's status by both tellings, the dropped one's counted by how sure it is."""
    if not keep.status or not drop.status:
        return dict(keep.status)
    return {s: odds + TWIN * drop.probability * drop.status[s] for s, odds in keep.status.items()}


def one_of(keep: Draft, drop: Draft) -> Draft:
    """One draft of two: the surer one, its empty fields filled from the other, the sentences of both, its status by
    both."""
    a, b = keep.claim, drop.claim
    told = a.mention_ids + [n for n in b.mention_ids if n not in a.mention_ids]
    spans = dict(zip(a.mention_ids + b.mention_ids, a.mentions + b.mentions, strict=True))
    filled = {
        f: getattr(b, f) for f in ("initiators", "targets", "places", "tolls", "weapons") if not getattr(a, f)
    }
    if _sure(b) and not _sure(a):
        filled["origin"] = b.origin
    odds = _status(keep, drop)
    status = max(odds, key=odds.__getitem__) if odds else a.status
    told_by = {"mention_ids": told, "mentions": [spans[n] for n in told]}
    claim = a.model_copy(update={"status": status, **told_by, **filled})
    tells = {n: max(keep.tells.get(n, 0.0), drop.tells.get(n, 0.0)) for n in keep.tells | drop.tells}
    known = [v for v in (keep.listed, drop.listed) if v is not None]
    twins = {n: max(keep.twins.get(n, 0.0), drop.twins.get(n, 0.0)) for n in keep.twins | drop.twins}
    return replace(
        keep,
        claim=claim,
        probability=max(keep.probability, drop.probability),
        tells=tells,
        twins=twins,
        listed=max(known) if known else None,
        joined=keep.joined + drop.joined + 1,
        begins=keep.begins | drop.begins,
        parted=keep.parted | drop.parted,
        headed=keep.headed and drop.headed,
        status=odds,
    )


def merged(drafts: Sequence[Draft], cut: float, weights: Mapping[str, float]) -> list[Draft]:
    """The drafts with doubles joined, the surest first; triggers that overlap are one."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-d.probability, d.span)):
        if any(k.span.overlaps(draft.span) for k in kept):
            continue
        scored = [(likelihood(k, draft, weights), -i) for i, k in enumerate(kept)]
        best, at = max(scored, default=(0.0, 0))
        if best >= cut:
            kept[-at] = one_of(kept[-at], draft)
        else:
            kept.append(draft)
    return kept
