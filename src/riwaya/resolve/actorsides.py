"""Two sides of one attack: an army guessed for one of them cannot be the one that the text names on the other."""

from riwaya.codebook import ClaimType
from riwaya.records import Actor, Mention
from riwaya.resolve.actorbare import SPOKEN
from riwaya.resolve.actorrecords import Reading, record

_ATTACKS = frozenset({ClaimType.CLASH, ClaimType.AIR_STRIKE, ClaimType.SHELLING, ClaimType.EXPLOSION})
_FORCES = frozenset({"military", "state"})
_GUESSED = ("of the report's country", SPOKEN, "who flies in the report's country, by its day")


def apart(kind: ClaimType, by: list[Mention], to: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """The linked parties of a claim. Where 'the soldiers' were taken for the army that shelled them, or 'the army' for
    the one whose tanks it hit, they become forces that nobody named."""
    if kind not in _ATTACKS:
        return by, to
    return [_unless(m, to) for m in by], [_unless(m, by) for m in to]


def _unless(mention: Mention, others: list[Mention]) -> Mention:
    actor = mention.actor
    if actor is None or not _guessed(actor):
        return mention
    for other in (o.actor for o in others if o.actor and o.actor.country == actor.country):
        if _of_a_state(other) and not _guessed(other):
            why = f"{actor.why}: but {other.name_en or other.id} is on the other side"
            return mention.model_copy(update={"actor": record(Reading("unknown:forces", why, 0))})
    return mention


def _of_a_state(actor: Actor) -> bool:
    return actor.id[2:3] == "." and actor.id[3:] in _FORCES


def _guessed(actor: Actor) -> bool:
    """Whether a state's forces were found by what is around a bare name."""
    return _of_a_state(actor) and (" in a report of " in actor.why or actor.why.endswith(_GUESSED))
