"""Which of two agencies of one name a report means, where the state that had it is divided.

Each government of Yemen has its 'وكالة سبأ' since 2014. Whom the agency quotes tells whose it is, and so do the names
that it gives to the other side; where neither does, or they contradict each other, it is of no side. A source in arms
without a name is in the same way of the side to whose medium it speaks.
"""

from collections.abc import Callable, Sequence

from riwaya.records import Actor, Claim, Source, Span
from riwaya.resolve.actorbare import GUESSED
from riwaya.resolve.actortable import Key, key
from riwaya.resolve.camps import camp_of
from riwaya.resolve.context import Context
from riwaya.resolve.sourcetable import bare_name, medium_called, sources

# The bare name of an agency that was divided: its row without a side, the rows of the sides, and since when.
_DIVIDED: dict[Key, tuple[str, tuple[str, ...], str]] = {key("سبأ"): ("saba", ("saba-gov", "saba-sanaa"), "2014-09-21")}
_OF_THE_STATE = frozenset(key("يمنية"))
# What foreign agencies call them too.
_REBELS = frozenset(key("متمردين متمردي متمردو متمرد متمردة"))
_HOSTILE = frozenset({"delegitimises", "vilifies", "enemy"})

_IN_ARMS = frozenset({"military", "security", "police"})
_SANAA: Key = ("في", "صنعاء")
_NO_SIDE = "unknown:forces"


def told_to(actor: Actor, tokens: Key, context: Context, span: Span | None) -> str:
    """The origin of a military or security source without its state that speaks to a side's medium, or in the capital
    that a side holds; '' where the army of the report's country stays the likeliest.

    'مصدر عسكري' who tells al-Masirah something is of the Houthis; who tells it to a foreign state's voice of another
    camp is nobody known.
    """
    state, _, code = actor.id.partition(".")
    if span is None or code not in _IN_ARMS or not actor.why.endswith(GUESSED):
        return ""
    after = context.following(span, 4)
    if state == "YE" and context.day >= "2014-09-21" and (tokens[-2:] == _SANAA or after[:2] == _SANAA):
        return "houthis"
    said = context.words_at(Span(span.end, span.end + 20))
    if not after or not said or not said[0].startswith("ل"):
        return ""
    names = (name for n in range(len(after), 0, -1) for name in (after[:n], bare_name(after[:n])) if name)
    medium = sources().get(next((m for name in names if (m := medium_called(name, context))), ""))
    if medium is None or not medium.actor or medium.tie != "voice":
        return ""
    if medium.id in {side for row, sides, since in _DIVIDED.values() if context.day >= since for side in sides}:
        return _NO_SIDE
    if medium.actor.partition(".")[0] == state or camp_of(medium.actor, context) in ("", camp_of(actor.id, context)):
        return ""
    return medium.actor if medium.actor[2:3] != "." else _NO_SIDE


def divided(source: Source, context: Context) -> str:
    """The row without a side of an agency whose bare name leaves open whose it is; '' for all others."""
    name = tuple(t for t in bare_name(key(source.text)) if t not in _OF_THE_STATE)
    row, sides, since = _DIVIDED.get(name, ("", (), ""))
    return row if source.origin in sides and (not context.day or context.day >= since) else ""


def of_a_side(
    claims: Sequence[Claim], chains: list[list[Source]], context: Context, tells: Callable[[Source], bool]
) -> list[list[Source]]:
    """The chains with every divided agency as the one of the side for which the report's claims speak.

    `tells`: whether the camp of a source that an agency quotes is sure enough to be the agency's.
    """
    if not any(divided(s, context) for chain in chains for s in chain):
        return chains
    meant: dict[str, tuple[str, str]] = {}
    for row, sides, _ in _DIVIDED.values():
        camps = {side: camp_of(sources()[side].actor, context) for side in sides}
        votes: set[str] = set()
        for claim, chain in zip(claims, chains, strict=True):
            if not any(divided(s, context) == row for s in chain):
                continue
            quoted = {s.camp for s in chain if s.camp and not divided(s, context) and tells(s)}
            votes |= {side for side, camp in camps.items() if camp in quoted}
            votes |= _enemies(claim, camps, context)
        side = votes.pop() if len(votes) == 1 else row
        meant[row] = side, camps.get(side, "")

    def put(source: Source) -> Source:
        origin, camp = meant.get(divided(source, context), (source.origin, source.camp))
        return source.model_copy(update={"origin": origin, "camp": camp})

    return [[put(s) for s in chain] for chain in chains]


def _enemies(claim: Claim, camps: dict[str, str], context: Context) -> set[str]:
    """The sides that would speak as a claim does of its parties: who writes of militias is not of their camp."""
    out: set[str] = set()
    for mention in (*claim.initiators, *claim.targets):
        hostile = _HOSTILE.intersection(mention.stance.split())
        if mention.actor is None or not hostile or _REBELS.intersection(key(mention.text)):
            continue
        camp = camp_of(mention.actor.id, context)
        if camp and camp in camps.values():
            out |= {side for side, own in camps.items() if own and own != camp}
    return out
