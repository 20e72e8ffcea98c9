"""Who does it, to whom, with what and where: the names around a trigger, by order and prepositions."""

from collections.abc import Sequence

from riwaya.extract.names import Name
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.triggers import Trigger

_AGENT = word_set("roles.agent")
_AT = word_set("roles.at")
_SUFFERED = word_set("roles.suffered")
"""Nouns whose nearest name is the one that suffers it (مقتل جندي)."""
_STOPS = frozenset("؛;.:")


def roles(r: Reading, trigger: Trigger, names: Sequence[Name]) -> tuple[list[Name], list[Name]]:
    """Who does it and to whom; `names` are the actors of the sentence that do not only tell of it."""
    sides: tuple[list[Name], list[Name]] = ([], [])
    agents, patients = sides
    before = [n for n in names if n.last < trigger.first and n.group not in ("people", "thing")]
    near = before[-1] if before and not before[-1].preposition and trigger.first - before[-1].last <= 8 else None
    if near and r.words[trigger.first - 1] != "الي" and not r.marked(near.last + 1, trigger.first + 1, _STOPS):
        agents.append(near)
    side, last = agents, -1
    for n in names:
        if n.first <= trigger.last or n.first > trigger.last + 14 or r.marked(trigger.last + 1, n.first + 1, _STOPS):
            continue
        if n.first == last + 1 and r.words[n.first].startswith("و"):  # X and Y; "between X and Y"
            (patients if r.words[side[-1].first - 1] == "بين" and side is agents else side).append(n)
            continue
        found = _acts(r, n, trigger, bool(agents))
        if found is None or sides[not found]:
            continue
        side = sides[not found]
        side.append(n)
        last = n.last
    return agents[:2], patients[:2]


def _acts(r: Reading, n: Name, trigger: Trigger, acted: bool) -> bool | None:
    """True: the name after the trigger does it, False: it is done to, None: it has no part."""
    far = n.first - trigger.last
    if r.words[n.first - 1] in _AGENT or n.preposition == "بين":
        return True
    if n.preposition in _AT:
        return False if n.preposition != "في" and far <= 8 else None
    if n.preposition or far > 6:
        return None
    suffered = not trigger.verb and not _SUFFERED.isdisjoint(r.lemmas[trigger.first])
    return not (acted or suffered or n.group in ("people", "thing"))


def nearest(trigger: Trigger, names: Sequence[Name]) -> Name | None:
    """The name nearest to the trigger."""
    return min(names, key=lambda n: abs(n.first - trigger.last), default=None)
