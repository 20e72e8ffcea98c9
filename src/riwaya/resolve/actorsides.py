"""Two sides of one claim: an army guessed for one of them cannot be the one that the text names on the other, and
nobody speaks against himself."""

from riwaya.codebook import ClaimType
from riwaya.records import Actor, Mention
from riwaya.resolve.actorbare import FLOWN, GUESSED, SPOKEN
from riwaya.resolve.actorrecords import Reading, record

_ATTACKS = frozenset({ClaimType.CLASH, ClaimType.AIR_STRIKE, ClaimType.SHELLING, ClaimType.EXPLOSION})
# What nobody says of himself; a leader demands something of his own men.
_SPEECH = frozenset({ClaimType.ACCUSE, ClaimType.THREAT, ClaimType.REJECT})
# Who speaks for a state, and never against it.
_VOICES = frozenset({"state", "government", "president", "pm", "foreign", "defence", "military", "interior"})
_FORCES = frozenset({"military", "state"})
_GUESSED = (GUESSED, SPOKEN, FLOWN)


def apart(kind: ClaimType, by: list[Mention], to: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """The linked parties of a claim. Where 'the soldiers' were taken for the army that shelled them, or 'the army' for
    the one whose tanks it hit, they become forces that nobody named. Who is against something is not against himself
    or his state: then the target was somebody else's name. What is shot down is no march."""
    if kind in _SPEECH:
        return by, [m for m in to if not any(_himself(m.actor, speaker.actor) for speaker in by)]
    if kind is ClaimType.WEAPON_FOILED:
        return by, [_flown(m) for m in to]
    if kind not in _ATTACKS:
        return by, to
    return [_unless(m, to) for m in by], [_unless(m, by) for m in to]


def _flown(target: Mention) -> Mention:
    """A target with مسيرة as a drone that somebody flies: 12 مسيرة without a shadda may be marches."""
    if target.actor is None or target.actor.id != "unknown:protesters" or "مسير" not in target.text:
        return target
    drone = Reading("unknown:forces", "drones whose owner the phrase does not name", 0)
    return target.model_copy(update={"actor": record(drone)})


def _himself(target: Actor | None, speaker: Actor | None) -> bool:
    """Whether a target is the speaker or the state for which he speaks."""
    if target is None or speaker is None or target.id.startswith("unknown:"):
        return False
    state, dot, code = speaker.id.partition(".")
    return target.id == speaker.id or (bool(dot) and code in _VOICES and target.id == f"{state}.state")


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
