"""Which words of a report name an event, and of which type."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from riwaya.codebook import ClaimType
from riwaya.extract.patterns import Match, Pattern, Reading, lines

VIOLENT = frozenset(
    {ClaimType.CLASH, ClaimType.AIR_STRIKE, ClaimType.SHELLING, ClaimType.EXPLOSION, ClaimType.ATTACK_ON_CIVILIANS}
)
SPEECH = frozenset({ClaimType.DEMAND, ClaimType.ACCUSE, ClaimType.THREAT, ClaimType.REJECT, ClaimType.SUPPORT})
_TOTAL = frozenset(["منذ", "حصيله", "اجمالي", "مجموع", "ارتفاع", "ارتفع", "بلغ", "عدد"])


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words `first` to `last` of a reading that name an event. `weight`: how often such words do, in per cent.

    `kill` marks words that tell only what the event did to people (قتل، سقوط قتلى): they name an event where
    nothing else in their sentence does.
    """

    type: ClaimType
    first: int
    last: int
    clitic: int
    weight: int
    verb: bool
    kill: bool = False


@cache
def measured() -> dict[tuple[str, str], tuple[int, int]]:
    """How often the words of a pattern stood in the coded training articles, and how often they named its event."""
    out = {}
    for line in lines("weights"):
        code, pattern, seen, named = line.split(" | ")
        out[code, pattern] = (int(seen), int(named))
    return out


_PRIOR = 4
"""A first guess counts as much as so many sightings."""


@cache
def weight(pattern: Pattern) -> int:
    """How often a pattern's words name an event of its type, in per cent: the count, tempered by the first guess."""
    code, guess = pattern.columns
    seen, named = measured().get((code, pattern.text), (0, 0))
    return round(100 * (named + _PRIOR * int(guess) / 100) / (seen + _PRIOR))


def triggers(reading: Reading) -> list[Trigger]:
    """The report's triggers in order, none overlapping another; bare attacks and killings have got their type."""
    chosen: list[Match] = []
    taken: set[int] = set()
    for match in sorted(reading.find("triggers"), key=_rank):
        words = range(match.first, match.last + 1)
        if taken.isdisjoint(words):
            taken.update(words)
            chosen.append(match)
    chosen.sort(key=lambda m: m.first)
    document = Counter(m.pattern.columns[0] for m in chosen)
    found: list[Trigger] = []
    for match in chosen:
        code = match.pattern.columns[0]
        head = match.pattern.elements[0][0][0]
        kind = ClaimType.CLASH if code.startswith("?") else ClaimType(code)
        trigger = Trigger(
            kind, match.first, _core(match), match.clitic, weight(match.pattern), "/" in head, code == "?kill"
        )
        found.append(_typed(reading, trigger, found, document) if code.startswith("?") else trigger)
    return found


def _rank(match: Match) -> tuple[int, int, int, int]:
    """The longer pattern first, then the likelier one, then the earlier."""
    length = len(match.pattern.elements)
    return (-length, match.last - match.first, -weight(match.pattern), match.first)


def _core(match: Match) -> int:
    """The last word of the trigger itself: names that stand in a pattern's gap (دعت ... إلى) are no part of it."""
    elements = match.pattern.elements
    if match.last - match.first + 1 == len(elements):
        return match.last
    gap = next(k for k, (_, gap) in enumerate(elements) if gap)
    return match.first + gap - 1


def _typed(reading: Reading, trigger: Trigger, before: list[Trigger], document: Counter[str]) -> Trigger:
    """A bare attack takes its type from the words around it, else from the attack told last, else `clash`."""
    sentence = reading.sentence_of[trigger.first]
    first, stop = reading.bounds[sentence]
    near: ClaimType | None = None
    for match in reading.within("context", first, stop):
        code, reach = match.pattern.columns
        if -int(reach) <= match.first - trigger.last <= int(reach):
            near = ClaimType(code)
            break
    if near is None and trigger.kill and _TOTAL & set(reading.words[first:stop]):
        near = ClaimType.CASUALTY_TOLL
    if near is None:
        for told in reversed(before):
            if sentence - reading.sentence_of[told.first] > 3:
                break
            if told.type in VIOLENT:
                near = told.type
                break
    if near is None:
        counts = {t: document.get(t, 0) for t in ClaimType if t in VIOLENT}  # in one order, whatever the hashes
        top = max(counts, key=lambda t: (counts[t], t == ClaimType.CLASH))
        near = top if counts[top] else ClaimType.CASUALTY_TOLL if trigger.kill else ClaimType.CLASH
    return replace(trigger, type=near)
