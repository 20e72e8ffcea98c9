"""Which words of a report name an event, and of which type."""

from collections import Counter
from dataclasses import dataclass
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
    rows = (line.split(" | ") for line in lines("weights"))
    return {(code, pattern): (int(seen), int(named)) for code, pattern, seen, named in rows}


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
    for match in sorted(reading.found["triggers"], key=_rank):
        words = range(match.first, match.last + 1)
        if taken.isdisjoint(words):
            taken.update(words)
            chosen.append(match)
    chosen.sort(key=lambda m: m.first)
    document = Counter(m.pattern.columns[0] for m in chosen)
    found: list[Trigger] = []
    for match in chosen:
        code = match.pattern.columns[0]
        kind = _type(reading, match, found, document) if code.startswith("?") else ClaimType(code)
        likely, verb, kill = weight(match.pattern), match.pattern.verb, code == "?kill"
        found.append(Trigger(kind, match.first, _core(match), match.clitic, likely, verb, kill))
    return found


def _rank(match: Match) -> tuple[int, int, int, int]:
    """The longer pattern first, then the likelier one, then the earlier."""
    return (-len(match.pattern.rest), match.last - match.first, -weight(match.pattern), match.first)


def _core(match: Match) -> int:
    """The last word of the trigger itself: names that stand in a pattern's gap (دعت ... إلى) are no part of it."""
    if match.last - match.first == len(match.pattern.rest):
        return match.last
    return match.first + next(k for k, (_, reach) in enumerate(match.pattern.rest) if reach > 2)


def _type(reading: Reading, attack: Match, before: list[Trigger], document: Counter[str]) -> ClaimType:
    """A bare attack takes its type from the words around it, else from the attack told last, else `clash`."""
    kill = attack.pattern.columns[0] == "?kill"
    last, sentence = _core(attack), reading.sentence_of[attack.first]
    first, stop = reading.bounds[sentence]
    for match in reading.within("context", first, stop):
        code, reach = match.pattern.columns
        if abs(match.first - last) <= int(reach):
            return ClaimType(code)
    if kill and not _TOTAL.isdisjoint(reading.words[first:stop]):
        return ClaimType.CASUALTY_TOLL
    told = [t.type for t in before if t.type in VIOLENT and sentence - reading.sentence_of[t.first] <= 3]
    if told:
        return told[-1]
    counts = {t: document.get(t, 0) for t in ClaimType if t in VIOLENT}  # in one order, whatever the hashes
    if any(counts.values()):
        return max(counts, key=lambda t: (counts[t], t == ClaimType.CLASH))
    return ClaimType.CASUALTY_TOLL if kill else ClaimType.CLASH
