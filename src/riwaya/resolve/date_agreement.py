"""The days of one report's claims, weighed beside one another: events told together mostly happened together.

Each claim comes with the probability of each day by its own words (`riwaya.resolve.dates`). Here the claim before and
the one after, those of its sentence, and those that tell the same event or one of its kind speak for their days, and a
second table of weights (`together` in `data/date_weights.json`) says how loudly.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
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
    order = sorted(range(len(claims)), key=lambda k: (claims[k].trigger, k))
    rank = {k: at for at, k in enumerate(order)}
    starts = boundary_starts(text)
    steps = [bisect_right(starts, c.trigger.start) for c in claims]
    roots = [roots_of(text, c.trigger) for c in claims]
    out = []
    for k, c in enumerate(claims):
        voices = _voices(text, claims, k, order, rank, steps, roots)
        out.append({day: _features(c, day, voices, today) for day in c.likely})
    return out


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
            out.append(_Voice(names, _mean([claims[j].likely for j in days])))

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


def _mean(several: Sequence[Days]) -> Days:
    if len(several) == 1:
        return several[0]
    total: Days = {}
    for days in several:
        for day, p in days.items():
            total[day] = total.get(day, 0.0) + p / len(several)
    return total


def _features(c: Weighed, day: str, voices: list[_Voice], today: str) -> Features:
    kind = "u" if day == "unknown" else "p" if day == today else "o"
    if day in c.here:
        kind += "h"
    own = math.log(max(c.likely[day], SURE))
    f: Features = {"own": own, "own:" + kind: own, "is:" + kind: 1.0, f"is:{kind}:{c.status}": 1.0}
    for names, days in voices:
        p = days.get(day, 0.0)
        said = math.log((p + LEAST) / (1 / 3 + LEAST))
        for name in _of_kind(names, kind):
            f[name] = said
        f[names[0] + ":p"] = p
    return f


@lru_cache(maxsize=1024)
def _of_kind(names: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """A voice's features for a kind of day; there are few, and every day of every claim asks for them."""
    return tuple(f"{name}:{kind}" for name in names)


def agreed(
    text: str, claims: Sequence[Weighed], today: str, weigh: Callable[[Features], float]
) -> list[Days]:
    """The probability of each day of each claim after all have spoken."""
    out = []
    for days in day_weights(text, claims, today):
        scores = {day: weigh(f) for day, f in days.items()}
        top = max(scores.values())
        mass = {day: math.exp(s - top) for day, s in scores.items()}
        total = sum(mass.values())
        out.append({day: m / total for day, m in mass.items()})
    return out
