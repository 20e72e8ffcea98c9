"""The days of one report's claims, weighed beside one another: events told together mostly happened together.

Each claim comes with the probability of each day by its own words (`riwaya.resolve.dates`). Here the claim before and
the one after, those of its sentence, and those that tell the same event or one of its kind speak for their days, and a
second table of weights (`together` in `data/date_weights.json`) says how loudly.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from riwaya.records import Span
from riwaya.resolve.date_features import Features, boundary_starts, roots_of

Days = dict[str, float]
"""The probability of each day, by what `riwaya.records.meaning` calls it."""
LEAST = 0.02
SURE = 1e-3


@dataclass(frozen=True)
class Weighed:
    """A claim with its days: `likely` by its own words, `here` those that an expression of its own sentence names."""

    trigger: Span
    sentence: Span
    mentions: Sequence[Span]
    status: str
    type: str
    likely: Days
    here: frozenset[str]


class _Voice(NamedTuple):
    """Other claims that speak for their days: under which names, and how likely each day is to them."""

    names: tuple[str, ...]
    days: Days


def day_weights(text: str, claims: Sequence[Weighed], today: str) -> list[dict[str, Features]]:
    """For each claim what speaks for each of its days; `today` is the day of the report."""
    heard = _heard(text, claims)
    return [
        {day: _features(c, day, voices, today) for day in c.likely} for c, voices in zip(claims, heard, strict=True)
    ]


def _heard(text: str, claims: Sequence[Weighed]) -> list[list[_Voice]]:
    """For each claim the voices of the others."""
    order = sorted(range(len(claims)), key=lambda k: (claims[k].trigger, k))
    rank = {k: at for at, k in enumerate(order)}
    starts = boundary_starts(text)
    steps = [bisect_right(starts, c.trigger.start) for c in claims]
    roots = [roots_of(text, c.trigger) for c in claims]
    return [_voices(text, claims, k, order, rank, steps, roots) for k in range(len(claims))]


def _voices(
    text: str,
    claims: Sequence[Weighed],
    k: int,
    order: list[int],
    rank: dict[int, int],
    steps: list[int],
    roots: list[frozenset[str]],
) -> list[_Voice]:
    c, at = claims[k], rank[k]
    goes_on = text[c.sentence.start : c.sentence.start + 1] == "و"
    out: list[_Voice] = []

    def add(days: Sequence[int], *names: str) -> None:
        if days:
            out.append(_Voice(names, _mean([claims[j].likely for j in days], c.likely)))

    for way, side in ((-1, "prev"), (1, "next")):
        if 0 <= at + way < len(order):
            j = order[at + way]
            gap = min(abs(steps[j] - steps[k]), 3)
            same = "kind" if claims[j].type == c.type else "other"
            also = (f"{side}:on" if goes_on else f"{side}:off",) if way < 0 and gap else ()
            add([j], side, f"{side}:{gap}", f"{side}:{same}", f"{side}:{gap}:{same}", *also)
        if 0 <= at + 2 * way < len(order):
            add([order[at + 2 * way]], side + "2")
    others = [j for j in order if j != k]
    beside = [j for j in others if claims[j].sentence == c.sentence]
    add(beside, "beside")
    apart = [j for j in others if j not in beside]
    told = [j for j in apart if any(a < d and b < e for a, e in claims[j].mentions for b, d in c.mentions)]
    add(told, "told")
    add([j for j in others if roots[j] & roots[k]], "again")
    kind = [j for j in others if claims[j].type == c.type]
    add(kind, "kind")
    add([j for j in kind if rank[j] < at][-1:], "last_kind")
    add(others, "all")
    add([j for j in order[:1] if j != k], "first")
    return out


def _mean(several: Sequence[Days], asked: Days) -> Days:
    """The mean probability of each day that is asked for, and maybe of others."""
    n = len(several)
    return several[0] if n == 1 else {day: sum([days.get(day, 0.0) / n for days in several]) for day in asked}


def _kind(c: Weighed, day: str, today: str) -> str:
    kind = "u" if day == "unknown" else "p" if day == today else "o"
    return kind + "h" if day in c.here else kind


def _by_itself(c: Weighed, day: str, kind: str) -> Features:
    own = math.log(max(c.likely[day], SURE))
    return {"own": own, "own:" + kind: own, "is:" + kind: 1.0, f"is:{kind}:{c.status}": 1.0}


def _said(p: float) -> float:
    return math.log((p + LEAST) / (1 / 3 + LEAST))


def _of_kind(names: tuple[str, ...], kind: str) -> tuple[list[str], str]:
    """A voice's features for a kind of day: those whose value is `_said`, and the one that is the probability.

    The latter bears the name of a feature of the day of the report, kind "p", and stands in its place there.
    """
    share = names[0] + ":p"
    return [k for name in names if (k := f"{name}:{kind}") != share], share


def _features(c: Weighed, day: str, voices: list[_Voice], today: str) -> Features:
    kind = _kind(c, day, today)
    f = _by_itself(c, day, kind)
    for names, days in voices:
        said, share = _of_kind(names, kind)
        p = days.get(day, 0.0)
        f |= dict.fromkeys(said, _said(p)) | {share: p}
    return f


class Loudness(dict[tuple[tuple[str, ...], str], tuple[float, float]]):
    """By a voice's names and a kind of day what `_said` and the probability count by a table of weights.

    There are few, and every day of every claim asks for them: so features need not be made to be summed.
    """

    def __init__(self, table: Mapping[str, float]) -> None:
        super().__init__()
        self.table = table

    def __missing__(self, voice: tuple[tuple[str, ...], str]) -> tuple[float, float]:
        said, share = _of_kind(*voice)
        self[voice] = found = sum([self.table.get(k, 0.0) for k in said]), self.table.get(share, 0.0)
        return found

    def score(self, c: Weighed, day: str, voices: list[_Voice], today: str) -> float:
        """What the features of a day weigh together."""
        kind = _kind(c, day, today)
        total = sum([self.table.get(k, 0.0) * v for k, v in _by_itself(c, day, kind).items()])
        for names, days in voices:
            said, share = self[names, kind]
            p = days.get(day, 0.0)
            total += said * _said(p) + share * p
        return total


def agreed(text: str, claims: Sequence[Weighed], today: str, loudness: Loudness) -> list[Days]:
    """The probability of each day of each claim after all have spoken."""
    out = []
    for c, voices in zip(claims, _heard(text, claims), strict=True):
        scores = {day: loudness.score(c, day, voices, today) for day in c.likely}
        top = max(scores.values())
        mass = {day: math.exp(s - top) for day, s in scores.items()}
        total = sum(mass.values())
        out.append({day: m / total for day, m in mass.items()})
    return out
