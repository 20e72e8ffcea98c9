"""The vocabularies of ACLED and PLOVER, as far as the codes are mapped to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Acled(NamedTuple):
    """An ACLED event type and one of its sub-event types."""

    event_type: str
    sub_event_type: str


class Plover(NamedTuple):
    """A PLOVER event and one of its modes; the mode is empty where none is meant or the event has none."""

    event: str
    mode: str = ""


# ACLED's sub-event types under their event types: the targets of the map.
ACLED_EVENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Battles": (
            "Armed clash",
            "Government regains territory",
            "Non-state actor overtakes territory",
        ),
        "Explosions/Remote violence": (
            "Chemical weapon",
            "Air/drone strike",
            "Suicide bomb",
            "Shelling/artillery/missile attack",
            "Remote explosive/landmine/IED",
            "Grenade",
        ),
        "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
        "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
        "Riots": ("Violent demonstration", "Mob violence"),
        "Strategic developments": (
            "Agreement",
            "Arrests",
            "Change to group/activity",
            "Disrupted weapons use",
            "Headquarters or base established",
            "Looting/property destruction",
            "Non-violent transfer of territory",
            "Other",
        ),
    }
)

_ACLED_EVENT_OF = {sub: event for event, subs in ACLED_EVENTS.items() for sub in subs}


def acled(*sub_event_types: str) -> tuple[Acled, ...]:
    """Each sub-event type with its event type."""
    return tuple(Acled(_ACLED_EVENT_OF[sub], sub) for sub in sub_event_types)


def plover(*codes: str) -> tuple[Plover, ...]:
    """Each code is 'EVENT' or 'EVENT/mode'."""
    return tuple(Plover(*code.split("/")) for code in codes)
