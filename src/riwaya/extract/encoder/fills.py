"""What fills a claim's slots: names by the network's scores, days by grammar (tolls: `tollfills`).

What grammar knows better stays grammar: a day comes from `arabic.dates`, the clitics of a name from `arabic.words`. The
network says which words fill which role of which trigger.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import numpy as np

from riwaya.arabic.words import name_key, oblique
from riwaya.arabic.words import words as words_of
from riwaya.codebook import Level, Precision, SourceKind, Status
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.beside import acts_with, aimed, apart, together
from riwaya.extract.encoder.grammar import View
from riwaya.extract.encoder.merge import WEIGHTS
from riwaya.extract.encoder.worth import DEFAULT
from riwaya.extract.merge import same_name
from riwaya.extract.patterns import Reading, word_set
from riwaya.records import Claim, Document, Mention, Place, Source, Span, When, WhenCandidate, meaning

_LEVEL_ORDER = {level: i for i, level in enumerate(Level)}
_RELAY, _PLACE = (H.ROLES.index(r) for r in ("relay", "place"))
_LONGEST_CHAIN = 1
"""Relays after the first witness: the gold has 5 chains of three in 3,599 claims, and a third name is mostly the
second's other name."""


FIELDS = {"initiator": "initiators", "target": "targets", "place": "places", "weapon": "weapons"}
SEVERAL = tuple(FIELDS)
"""Roles that may have more names than one, with the fields of a claim that they fill."""


@dataclass(slots=True)
class Thresholds:
    """Cuts on probabilities; chosen on articles that were not trained on, kept with the model."""

    trigger: float = 0.25
    verdict: float = 0.5
    keep: float = 0.4
    tells: float = 0.5
    merge: float = 0.5
    toll_near: float = 0.2
    roles: dict[str, float] = field(default_factory=lambda: dict.fromkeys(H.ROLES, 0.4) | dict.fromkeys(SEVERAL, 0.25))
    """Of a role of `SEVERAL` the probability of the name and of its claim together: see `surest`."""
    more: dict[str, float] = field(default_factory=lambda: dict.fromkeys(SEVERAL, 0.3))
    """What a role's second and later names need: most roles have one, and the likeliest is worth a doubt."""
    pair: dict[str, float] = field(default_factory=lambda: dict(WEIGHTS))
    worth: dict[str, float] = field(default_factory=lambda: dict(DEFAULT))


@dataclass(slots=True)
class Name:
    """A name that fills a role, seen once or more; `missing` is the probability that none of its occurrences does."""

    key: str
    span: Span
    word: int
    best: float
    missing: float

    @property
    def probability(self) -> float:
        return 1.0 - self.missing


def names(view: View, role_scores: H.Floats, role: int, cut: float, more: float = 0.0) -> list[Name]:
    """The names that fill a role, most probable first; `role_scores` [words]. One name's occurrences add up.

    The first needs a probability of `cut`, those after it also one of `more`.
    """
    kind = H.NAME_OF_ROLE[role]
    groups: dict[str, Name] = {}
    for word in np.flatnonzero(role_scores >= min(0.1, cut / 2)).tolist():
        p = float(role_scores[word])
        span, key = view.name(word, kind)
        if not key:
            continue
        known = groups.get(key)
        if known is None:
            groups[key] = Name(key, span, word, p, 1.0 - p)
        else:
            known.missing = max(0.0, known.missing - p) if role == H.SOURCE else known.missing * (1.0 - p)
            if p > known.best:
                known.span, known.word, known.best = span, word, p
    kept: list[Name] = []
    for name in sorted(groups.values(), key=lambda n: (-n.probability, n.span)):
        if name.probability < cut:
            break
        if any(name.span.overlaps(k.span) for k in kept):
            continue
        same = next((k for k in kept if _within(name.key, k.key)), None)
        if same is None:
            if not kept or name.probability >= more:
                kept.append(name)
        elif len(name.key) > len(same.key):  # the fullest name is the one to keep
            same.key, same.span, same.word = name.key, name.span, name.word
    return kept


def _within(one: str, other: str) -> bool:
    """Whether one name's words are among the other's: "the militia" is none beside "the northern militia"."""
    a, b = ({oblique(w) for w in key.split()} for key in (one, other))
    return a <= b or b <= a


def mentions(view: View, roles: H.Floats, role: str, cuts: Thresholds) -> list[Mention]:
    """The names that fill a role; `roles` [roles, words] are those of one trigger."""
    text, at = view.grammar.text, H.ROLES.index(role)
    found = [(n, n.span) for n in names(view, roles[at], at, cuts.roles[role], cuts.more[role])]
    if role == "initiator":
        if found:
            found += _joined(text, [n for n, _ in found], names(view, roles[at], at, JOINED, JOINED))
        found = [(n, owner(text, part)) for n, span in found for part in apart(text, span)]
    return [
        Mention(text=text[span.start : span.end], span=span, confidence=round(n.probability, 3)) for n, span in found
    ]


JOINED = 0.2
"""What a party needs that stands right behind another and و."""


def _joined(text: str, kept: Sequence[Name], others: Sequence[Name]) -> list[tuple[Name, Span]]:
    """Of other names those that are joined to one that is kept."""
    free = [n for n in others if not any(n.span.overlaps(k.span) or _within(n.key, k.key) for k in kept)]
    return [(n, n.span) for n in free if any(acts_with(text, k.span, n.span) for k in kept)]


def surest(claim: Claim, likely: float, cuts: Thresholds, text: str) -> dict[str, list[Any]]:
    """The names of a claim, field by field, without those that are too unsure for a claim as `likely` as this one.

    A name is right where the claim is one and the name is its: in a sure claim a doubtful name pays, in a doubtful
    claim it is wrong more often than right.
    """
    out: dict[str, list[Any]] = {}
    for role, name in FIELDS.items():
        found = getattr(claim, name)
        best = max((m.confidence or 0.0 for m in found), default=0.0)
        later = max(cuts.roles[role], cuts.more[role])
        out[name] = [
            m for m in found if likely * (m.confidence or 0.0) >= (cuts.roles[role] if m.confidence == best else later)
        ]
        if role == "initiator" and out[name] and together(claim):
            spans = [m.span for m in out[name] if m.span]
            out[name] += [
                m for m in found if m not in out[name] and m.span and any(acts_with(text, s, m.span) for s in spans)
            ]
    out["targets"] = aimed(claim, out["targets"], text)
    return out


def owner(text: str, span: Span) -> Span:
    """Whose aircraft or guns a party's name means: طائرات التحالف are the coalition's. One without an owner (طائرات
    حربية, مدفعية ثقيلة, also طائرات الاستطلاع) and one with an adjective of its state alone stays as it is."""
    found = words_of(text[span.start : span.end])
    if len(found) < 2 or found[0].folded not in _ARMS or found[1].stem.startswith(_DESCRIBED):
        return span
    if not any(w.folded.startswith("ال") and len(w.folded) > 3 for w in found[1:3]):
        return span
    if found[1].folded.endswith(("يه", "ي")) and not found[1].folded.startswith("ال"):
        return span
    return Span(span.start + found[1].start, span.end)


_ARMS = word_set("fills.arms")
"""What armies fight with; the noun before its owner has no article."""
_DESCRIBED = tuple(sorted(word_set("fills.described")))
"""How words begin that say what kind of aircraft or guns these are."""


def sides(initiators: list[Mention], targets: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Who does it and to whom, a name on the likelier side alone: nobody is at once the attacker and the attacked."""
    keys = [[name_key(m.text) for m in side] for side in (initiators, targets)]
    dropped: tuple[set[int], set[int]] = set(), set()
    for i, a in enumerate(keys[0]):
        for t, b in enumerate(keys[1]):
            if i not in dropped[0] and t not in dropped[1] and _within(a, b):
                if (initiators[i].confidence or 0.0) >= (targets[t].confidence or 0.0):
                    dropped[1].add(t)
                else:
                    dropped[0].add(i)
    one, other = (
        [m for k, m in enumerate(side) if k not in gone]
        for side, gone in zip((initiators, targets), dropped, strict=True)
    )
    return one, other


AGREED = 0.4
"""What a source needs that words of speech name, too, as who tells the trigger: with both, 22 right of 26."""


def origin(view: View, roles: H.Floats, cuts: Thresholds, at: int) -> list[Source]:
    """The chain of sources, the first witness first; `roles` [roles, words] are those of one trigger, which begins at
    the code point `at`."""
    scores, text = view.scores, view.grammar.text
    first = names(view, roles[H.SOURCE], H.SOURCE, cuts.roles["source"])[:1]
    later = names(view, roles[_RELAY], _RELAY, cuts.roles["relay"])[:_LONGEST_CHAIN]
    if not first and not later and (voice := view.grammar.voices[view.grammar.reading.at(at)]):
        doubtful = names(view, roles[H.SOURCE], H.SOURCE, min(AGREED, cuts.roles["source"]))[:1]
        first = [n for n in doubtful if same_name(text[n.span.start : n.span.end], voice[0].text)]
    chain = first + [n for n in later if not any(n.key == f.key or n.span.overlaps(f.span) for f in first)]

    def kind(word: int) -> SourceKind:
        return SourceKind(H.SOURCE_KINDS[int(scores.source_kind[word].argmax())])

    return [
        Source(
            text=text[n.span.start : n.span.end],
            kind=medium(kind(n.word), n.span, view.grammar.reading),
            span=n.span,
            confidence=round(n.probability, 3),
        )
        for n in chain
    ]


_MEDIA = (SourceKind.AGENCY, SourceKind.OUTLET)
_MEDIUM = word_set("attribution.media")
"""Nouns before the name of a medium, of the table of sources."""


def medium(kind: SourceKind, span: Span, r: Reading) -> SourceKind:
    """What a medium is by the noun that a name begins with or stands behind: صحيفة «المرفأ» is no agency, nor is
    وكالة الأفق a paper."""
    first = r.at(span.start)
    if kind in _MEDIA:
        for k in (first, first - 1):
            for match in r.within("sources", k, k + 1):
                if match.pattern.text in _MEDIUM:
                    return SourceKind(match.pattern.columns[0])
    return kind


def places(view: View, roles: H.Floats, cuts: Thresholds) -> list[Place]:
    """The names of places, the most specific level first."""
    text = view.grammar.text
    times = [t.fields.get("inner") or t for _, t in view.times]  # منذ سقوط المدينة في مايو names a place, too
    found = [
        Place(
            text=text[n.span.start : n.span.end],
            span=n.span,
            level=Level(H.LEVELS[int(view.scores.level[n.word].argmax())]),
            confidence=round(n.probability, 3),
        )
        for n in names(view, roles[_PLACE], _PLACE, cuts.roles["place"], cuts.more["place"])
        if not any(t.start <= n.span.start and n.span.end <= t.end for t in times)
    ]
    return sorted(found, key=lambda p: (_LEVEL_ORDER[p.level or Level.COUNTRY], p.span or (0, 0)))


def _anchor(document: Document) -> date | None:
    try:
        return date.fromisoformat(document.published[:10])
    except ValueError:
        return None


LIKELY = 0.03
"""Days less likely than this are not passed on."""


def day(document: Document, view: View, no_date: H.Floats, dated: H.Floats, status: Status) -> When:
    """The network's choice among the document's time expressions, the day of publication and none, and the other days
    that it finds likely: `resolve` weighs them all."""
    logits = np.concatenate([no_date, dated[[w for w, _ in view.times]]])
    p = H.softmax(logits[None])[0]
    anchor = _anchor(document)
    tense: Literal["future", "past"] = "future" if status is Status.PLANNED else "past"
    options = sorted(np.flatnonzero(p >= min(LIKELY, float(p.max()))).tolist(), key=lambda k: (-p[k], k))
    found = [_option(document, view, k, float(p[k]), anchor, tense) for k in options]
    return _together(found)


def _option(
    document: Document, view: View, k: int, sure: float, anchor: date | None, tense: Literal["future", "past"]
) -> When:
    """What the choice `k` means: none, the day of publication, or a time expression."""
    sure = round(sure, 3)
    if k == 0:
        return When(confidence=sure)
    if k == 1:
        if anchor is None:
            return When(confidence=sure, flags=["no publication date"])
        published = anchor.isoformat()
        return When(start=published, end=published, precision=Precision.DAY, confidence=sure, inferred=True)
    expression = view.times[k - 2][1]
    span = Span(expression.start, expression.end)
    words = document.text[span.start : span.end]
    if anchor is None:
        return When(text=words, span=span, confidence=sure, flags=["no publication date: left relative"])
    interval = expression.resolve(anchor, tense)
    return When(
        start=interval.start,
        end=interval.end,
        precision=Precision(interval.precision),
        text=words,
        span=span,
        confidence=sure,
        flags=list(interval.flags),
    )


def _together(found: list[When]) -> When:
    """The likeliest of some choices with the others as its candidates; choices of one day count together."""
    total: dict[object, float] = {}
    first: dict[object, When] = {}
    for when in found:
        key = when.span if when.span and not when.start else meaning(when)  # words that nobody can date yet are apart
        total[key] = total.get(key, 0.0) + (when.confidence or 0.0)
        first.setdefault(key, when)
    best, *others = sorted(total, key=lambda key: -total[key])
    more = [
        WhenCandidate(start=w.start, end=w.end, precision=w.precision, confidence=round(min(1.0, total[key]), 3))
        for key in others
        for w in [first[key]]
    ]
    return first[best].model_copy(update={"confidence": round(min(1.0, total[best]), 3), "candidates": more})
