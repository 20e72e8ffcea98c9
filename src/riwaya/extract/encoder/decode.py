"""From the heads' scores to claims: thresholds, names grouped, numbers and days by grammar, doubles merged.

What grammar knows better stays grammar: a toll's bounds come from `arabic.numbers`, a day from `arabic.dates`,
the clitics of a name from `arabic.words`. The network says which words fill which role of which trigger.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np

from riwaya.arabic.dates import TimeExpression, expressions
from riwaya.arabic.numbers import Quantity, quantities
from riwaya.arabic.words import name_key, strip_clitics
from riwaya.codebook import ClaimType, Level, Precision, SourceKind, Status, TollGroup, TollKind
from riwaya.extract.attribution import Attribution, chain_at, sources
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.heads import Scores
from riwaya.extract.encoder.merge import WEIGHTS, Draft, merged
from riwaya.extract.encoder.prior import Listed, listed, with_prior
from riwaya.extract.encoder.worth import DEFAULT, worth
from riwaya.extract.patterns import Reading
from riwaya.extract.relevance import is_relevant
from riwaya.extract.status import denial
from riwaya.extract.tolls import Toll as ListedToll
from riwaya.extract.tolls import tolls
from riwaya.extract.triggers import SPEECH
from riwaya.records import Claim, Document, Mention, Place, Sentence, Source, Span, Toll, When

_LEVEL_ORDER = {level: i for i, level in enumerate(Level)}


@dataclass(slots=True)
class Thresholds:
    """Cuts on probabilities; chosen on articles that were not trained on, kept with the model."""

    trigger: float = 0.25
    keep: float = 0.45
    tells: float = 0.5
    merge: float = 0.5
    list_slope: float = 1.0
    list_offset: float = 3.0
    list_absent: float = 1.0
    toll_near: float = 0.2
    chain: float = 0.4
    doubt: float = 0.05
    roles: dict[str, float] = field(default_factory=lambda: dict.fromkeys(H.ROLES, 0.4))
    pair: dict[str, float] = field(default_factory=lambda: dict(WEIGHTS))
    worth: dict[str, float] = field(default_factory=lambda: dict(DEFAULT))


@dataclass(slots=True)
class _Name:
    """A name that fills a role, seen once or more."""

    key: str
    span: Span
    word: int
    best: float
    missing: float  # probability that none of its occurrences fills the role

    @property
    def probability(self) -> float:
        return 1.0 - self.missing


@dataclass(slots=True)
class Grammar:
    """What grammar and word lists find in a document; found once, whatever the cuts."""

    times: list[TimeExpression]
    numbers: list[Quantity]
    lists: Listed
    tolls: list[ListedToll]
    voices: list[list[Attribution]]
    reading: Reading

    def denial(self, at: int) -> Span | None:
        """The verb of denial that the words at a code point are told under."""
        found = denial(self.reading, bisect_right(self.reading.starts, at) - 1)
        return Span(*found) if found else None

    @classmethod
    def of(cls, document: Document, sentences: Sequence[Sentence]) -> "Grammar":
        text, spans = document.text, [(s.span.start, s.span.end) for s in sentences]
        reading = Reading(text, spans)
        return cls(
            expressions(text),
            quantities(text),
            listed(reading),
            [t for s in reading.sentences for t in tolls(text, s, reading)],
            sources(text, reading.sentences, reading),
            reading,
        )


def _span_of(text: str, scores: Scores, word: int, kind: int) -> Span:
    """The name of this kind that begins at a word; it never leaves its sentence."""
    w = scores.window
    size = int(scores.name_length[word, kind].argmax()) + 1
    last = word
    while last + 1 < len(w.starts) and last - word + 1 < size and w.sentences[last + 1] == w.sentences[word]:
        last += 1
    start, end = w.starts[word], w.ends[last]
    while end > start + 1 and text[end - 1] in "،,.؛:":
        end -= 1
    return Span(start, end)


def _names(text: str, scores: Scores, row: int, role: int, cut: float) -> list[_Name]:
    """The names that fill a role, most probable first. One name's occurrences add up."""
    probabilities = scores.role[row, role]
    kind = H.NAME_OF_ROLE[role]
    groups: dict[str, _Name] = {}
    for word in np.flatnonzero(probabilities >= min(0.1, cut / 2)):
        p = float(probabilities[word])
        span = _span_of(text, scores, int(word), kind)
        if kind in (0, 1, 2, 3):
            span = Span(*strip_clitics(text, span.start, span.end))
        key = name_key(text[span.start : span.end])
        if not key:
            continue
        known = groups.get(key)
        if known is None:
            groups[key] = _Name(key, span, int(word), p, 1.0 - p)
        else:
            known.missing *= 1.0 - p
            if p > known.best:
                known.span, known.word, known.best = span, int(word), p
    kept: list[_Name] = []
    for name in sorted(groups.values(), key=lambda n: (-n.probability, n.span)):
        if name.probability < cut:
            break
        if not any(name.span.overlaps(k.span) for k in kept):
            kept.append(name)
    return kept


def _mentions(text: str, names: list[_Name]) -> list[Mention]:
    return [
        Mention(text=text[n.span.start : n.span.end], span=n.span, confidence=round(n.probability, 3)) for n in names
    ]


def _origin(text: str, scores: Scores, row: int, cuts: Thresholds, grammar: Grammar) -> list[Source]:
    """The chain by the network; where it is less sure of any source than `cuts.chain`, by the grammar of voices."""
    w = scores.window
    number = w.sentence_ids[w.sentences[int(scores.trigger_at[row])]]
    kind = ClaimType(H.TYPES[int(scores.type[row, 1:].argmax())])
    best = float(scores.role[row, 0].max(initial=0.0))
    if cuts.chain > best >= cuts.doubt and kind not in SPEECH and number < len(grammar.voices):
        held = chain_at(grammar.voices[number], w.starts[int(scores.trigger_at[row])])
        if held:
            return [
                Source(text=link.text, kind=link.kind, span=Span(*link.span), confidence=round(best, 3))
                for link in held
            ]
    first = _names(text, scores, row, 0, cuts.roles["source"])[:1]
    later = _names(text, scores, row, 1, cuts.roles["relay"])[:2]
    chain = first + [n for n in later if not any(n.key == f.key or n.span.overlaps(f.span) for f in first)]
    return [
        Source(
            text=text[n.span.start : n.span.end],
            kind=SourceKind(H.SOURCE_KINDS[int(scores.source_kind[n.word].argmax())]),
            span=n.span,
            confidence=round(n.probability, 3),
        )
        for n in chain
    ]


def _places(text: str, scores: Scores, row: int, cuts: Thresholds) -> list[Place]:
    found = []
    for n in _names(text, scores, row, H.ROLES.index("place"), cuts.roles["place"]):
        level = Level(H.LEVELS[int(scores.level[n.word].argmax())])
        found.append(
            Place(
                text=text[n.span.start : n.span.end],
                span=n.span,
                level=level,
                confidence=round(n.probability, 3),
            )
        )
    return sorted(found, key=lambda p: (_LEVEL_ORDER[p.level or Level.COUNTRY], p.span or (0, 0)))


def _bounds(text: str, span: Span, numbers: Sequence[Quantity]) -> tuple[int | None, int | None]:
    """The toll's bounds by the grammar of numbers; none where the words give no number."""
    inside = [q for q in numbers if q.start < span.end and span.start < q.end and not q.unit]
    if not inside:
        return None, None
    q = max(inside, key=lambda q: (min(q.end, span.end) - max(q.start, span.start), -q.start))
    return q.min, q.max


def _tolls(text: str, scores: Scores, row: int, cuts: Thresholds, grammar: Grammar) -> list[Toll]:
    """The network says whose toll a number is; where the grammar of tolls reads the same words, it says how many of
    what. A toll that the grammar finds in the trigger's sentence needs less of the network's support."""
    out: list[Toll] = []
    numbers = grammar.numbers
    w = scores.window
    said = scores.role[row, H.ROLES.index("toll")]
    inside = w.sentences[int(scores.trigger_at[row])]
    for t in grammar.tolls:
        words = [k for k in range(len(w.starts)) if w.starts[k] < t.span[1] and t.span[0] < w.ends[k]]
        likely = max((float(said[k]) for k in words), default=0.0)
        near = bool(words) and w.sentences[words[0]] == inside
        if likely < (cuts.toll_near if near else cuts.roles["toll"]):
            continue
        if any(o.kind == t.kind and (o.min, o.max) == (t.min, t.max) for o in out):
            continue
        out.append(
            Toll(
                kind=t.kind,
                min=t.min,
                max=t.max,
                who=t.who,
                text=t.text,
                span=Span(*t.span),
                confidence=round(likely, 3),
            )
        )
    read = [Span(*t.span) for t in grammar.tolls]
    for n in sorted(_names(text, scores, row, H.ROLES.index("toll"), cuts.roles["toll"]), key=lambda n: n.span):
        if any(n.span.overlaps(r) for r in read):
            continue
        low, high = _bounds(text, n.span, numbers)
        kind = TollKind(H.TOLL_KINDS[int(scores.toll_kind[n.word].argmax())])
        who = TollGroup(H.TOLL_GROUPS[int(scores.toll_group[n.word].argmax())])
        if any(t.kind == kind and (t.min, t.max) == (low, high) for t in out):
            continue
        out.append(
            Toll(
                kind=kind,
                min=low,
                max=high,
                who=who,
                text=text[n.span.start : n.span.end],
                span=n.span,
                confidence=round(n.probability, 3),
            )
        )
    return out


def _word_at(scores: Scores, start: int, end: int) -> int:
    w = scores.window
    for i, (a, b) in enumerate(zip(w.starts, w.ends, strict=True)):
        if a < end and start < b:
            return i
    return -1


def _anchor(document: Document) -> date | None:
    try:
        return date.fromisoformat(document.published[:10])
    except ValueError:
        return None


def _date(
    document: Document, scores: Scores, row: int, status: Status, times: Sequence[tuple[int, TimeExpression]]
) -> When:
    here = [(w, t) for w, t in times if w >= 0]
    logits = np.concatenate([scores.no_date[row], scores.date[row, [w for w, _ in here]]])
    p = H.softmax(logits[None])[0]
    anchor = _anchor(document)
    best = int(p.argmax())
    sure = round(float(p[best]), 3)
    if best == 0:
        return When(confidence=sure)
    if best == 1:
        if anchor is None:
            return When(confidence=sure, flags=["no publication date"])
        day = anchor.isoformat()
        return When(start=day, end=day, precision=Precision.DAY, confidence=sure, inferred=True)
    found = here[best - 2][1]
    span = Span(found.start, found.end)
    words = document.text[span.start : span.end]
    if anchor is None:
        return When(text=words, span=span, confidence=sure, flags=["no publication date: left relative"])
    tense: Literal["future", "past"] = "future" if status is Status.PLANNED else "past"
    interval = found.resolve(anchor, tense)
    return When(
        start=interval.start,
        end=interval.end,
        precision=Precision(interval.precision),
        text=words,
        span=span,
        confidence=sure,
        flags=list(interval.flags),
    )


def _draft(
    document: Document,
    sentences: Sequence[Sentence],
    scores: Scores,
    row: int,
    cuts: Thresholds,
    times: Sequence[tuple[int, TimeExpression]],
    grammar: Grammar,
) -> Draft:
    text, w = document.text, scores.window
    word = int(scores.trigger_at[row])
    last = word
    size = int(scores.length[row].argmax()) + 1
    while last + 1 < len(w.starts) and last - word + 1 < size and w.sentences[last + 1] == w.sentences[word]:
        last += 1
    span = Span(w.starts[word], w.ends[last])
    own = w.sentence_ids[w.sentences[word]]
    tells: dict[int, float] = {}
    for k, number in enumerate(w.sentence_ids):
        tells[number] = max(tells.get(number, 0.0), float(scores.tells[row, k]))
    told = [own, *sorted((n for n, p in tells.items() if p >= cuts.tells and n != own), key=lambda n: (-tells[n], n))]
    sure = 1.0 - float(scores.type[row, 0])
    kind = int(scores.type[row, 1:].argmax())
    status = Status(H.STATUSES[int(scores.status[row].argmax())])
    typed = float(scores.type[row, 1 + kind])
    cue = grammar.denial(span.start) if H.TYPES[kind] not in SPEECH else None
    if cue:  # what a source denies is no fact, whatever the network makes of it
        status = Status.DENIED
    claim = Claim(
        type=ClaimType(H.TYPES[kind]),
        status=status,
        trigger=Mention(text=text[span.start : span.end], span=span, confidence=round(sure, 3)),
        mentions=[sentences[n].span for n in told],
        mention_ids=told,
        origin=_origin(text, scores, row, cuts, grammar),
        initiators=_mentions(text, _names(text, scores, row, H.ROLES.index("initiator"), cuts.roles["initiator"])),
        targets=_mentions(text, _names(text, scores, row, H.ROLES.index("target"), cuts.roles["target"])),
        places=_places(text, scores, row, cuts),
        date=_date(document, scores, row, status, times),
        tolls=_tolls(text, scores, row, cuts, grammar),
        weapons=_mentions(text, _names(text, scores, row, H.ROLES.index("weapon"), cuts.roles["weapon"])),
        cues={"status": cue} if cue else {},
        confidence=round(typed, 3),
        slot_confidence={"status": round(float(scores.status[row].max()), 3)},
    )
    return Draft(claim, own, sure, tells)


def _listed(draft: Draft, lists: Listed) -> float | None:
    """The lists' log odds at a trigger, where they know it by the same type."""
    code = H.TYPES.index(draft.claim.type.value)
    span = draft.span
    return max((odds for a, b, kind, odds in lists if kind == code and a < span.end and span.start < b), default=None)


def drafts(
    document: Document,
    sentences: Sequence[Sentence],
    scored: Sequence[Scores],
    cuts: Thresholds,
    grammar: Grammar | None = None,
) -> list[Draft]:
    """Every trigger's claim, doubles included."""
    grammar = grammar or Grammar.of(document, sentences)
    out: list[Draft] = []
    if not is_relevant(grammar.reading):
        return out  # other news: the network has seen little of it and is too eager there
    for plain in scored:
        scores = with_prior(plain, grammar.lists, cuts.list_slope, cuts.list_offset, cuts.list_absent)
        times = [(_word_at(scores, t.start, t.end), t) for t in grammar.times]
        for row in range(len(scores.trigger_at)):
            if 1.0 - float(scores.type[row, 0]) >= cuts.trigger:
                draft = _draft(document, sentences, scores, row, cuts, times, grammar)
                draft.listed = _listed(draft, grammar.lists)
                out.append(draft)
    return out


def decode(
    document: Document,
    sentences: Sequence[Sentence],
    scored: Sequence[Scores],
    cuts: Thresholds,
    grammar: Grammar | None = None,
) -> list[Claim]:
    """The document's claims in the order of their triggers."""
    found = merged(drafts(document, sentences, scored, cuts, grammar), cuts.merge, cuts.pair)
    likely = [(d, worth(d, found, cuts.worth)) for d in found]
    kept = [(d, p) for d, p in likely if p >= cuts.keep]
    return [
        d.claim.model_copy(update={"confidence": round(p, 3)}) for d, p in sorted(kept, key=lambda pair: pair[0].span)
    ]
