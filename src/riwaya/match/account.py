"""What matching looks at: a claim reduced to its time, place, type, people, numbers, means and words.

    account = account_of(claim, document)

An `Account` depends on nothing but its claim and document: two accounts are compared in the same way whatever else is
in the casebook, which is what keeps incidents independent of the order in which reports come.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

from riwaya.arabic.words import name_key, words
from riwaya.codebook import ClaimType, Level, Precision, Status, TollKind, family
from riwaya.match.means import STRIKES, means_of, own_part
from riwaya.records import Actor, Claim, Document, Mention, Place, Source

N = TypeVar("N", Mention, Place)
LEVELS = {level: rank for rank, level in enumerate(Level)}
_RADIUS = {
    Level.SITE: 1.0, Level.NEIGHBOURHOOD: 2.0, Level.VILLAGE: 3.0, Level.TOWN: 5.0, Level.CITY: 12.0,
    Level.DISTRICT: 30.0, Level.GOVERNORATE: 80.0, Level.REGION: 120.0, Level.COUNTRY: 600.0,
}  # fmt: skip
_STATE_KINDS = frozenset({"state", "government", "military", "police", "intelligence", "ministry"})
# Words that most reports have: they tell nothing of which event a sentence tells. Folded, without clitics.
_EMPTY = frozenset(
    [
        "من",
        "في",
        "علي",
        "الي",
        "عن",
        "ان",
        "انه",
        "انها",
        "هذا",
        "هذه",
        "ذلك",
        "تلك",
        "التي",
        "الذي",
        "الذين",
        "ما",
        "لا",
        "لم",
        "لن",
        "قد",
        "كان",
        "كانت",
        "كما",
        "بعد",
        "قبل",
        "بين",
        "حتي",
        "مع",
        "او",
        "ثم",
        "هو",
        "هي",
        "هم",
        "كل",
        "غير",
        "عند",
        "منذ",
        "خلال",
        "حول",
        "ضد",
        "لدي",
        "اي",
        "احد",
        "نحو",
        "اكثر",
        "اقل",
        "قال",
        "قالت",
        "اضاف",
        "اضافت",
        "اعلن",
        "اعلنت",
        "ذكر",
        "ذكرت",
        "اكد",
        "اكدت",
        "اشار",
        "اشارت",
        "اوضح",
        "اوضحت",
        "افاد",
        "افادت",
        "يوم",
        "اليوم",
        "امس",
        "السبت",
        "الاحد",
        "الاثنين",
        "الثلاثاء",
        "الاربعاء",
        "الخميس",
        "الجمعه",
        "وفق",
        "بحسب",
        "مصدر",
        "مصادر",
    ]
)
_MIN_WORD = 3


class Name(NamedTuple):
    """A party to an event: the id that resolve gave it, its country, whether it is the state, the words of its name."""

    entity: str
    country: str
    state: bool
    words: frozenset[str]


class Spot(NamedTuple):
    """A place: a point where one is known, how far around it the name reaches (km), and the names to know it by."""

    place_id: str
    words: frozenset[str]
    country: str
    admin1: str
    level: Level | None
    rank: int
    lat: float | None
    lon: float | None
    radius: float


class Number(NamedTuple):
    """A toll as matching sees it."""

    kind: TollKind
    min: int
    max: int | None


@dataclass(frozen=True, slots=True)
class Account:
    """One claim as matching sees it. Days are proleptic ordinals; None where nobody knows them."""

    id: str
    doc_id: str
    outlet: str
    published: int | None
    type: ClaimType
    status: Status
    first: int | None
    last: int | None
    inferred: bool
    spots: tuple[Spot, ...]
    around: tuple[Spot, ...]
    initiators: tuple[Name, ...]
    targets: tuple[Name, ...]
    numbers: tuple[Number, ...]
    means: frozenset[str]
    words: frozenset[str]
    trigger: frozenset[str]
    source: str
    country: str

    @property
    def family(self) -> str:
        return family(self.type).value


def account_of(claim: Claim, document: Document, claim_id: str = "") -> Account:
    """The claim as matching sees it. `claim_id` where the record holds none."""
    told = claim.mentions[0] if claim.mentions else claim.trigger.span
    sentence = document.text[told.start : told.end] if told else claim.trigger.text
    initiators, targets = (_firm(names, _SURE_PARTY) for names in (claim.initiators, claim.targets))
    spots, around = _spots(_firm(claim.places, _SURE_PLACE))
    first, last = _days(claim)
    said = " ".join([*(w.text for w in claim.weapons), claim.trigger.text, *(i.text for i in initiators)])
    return Account(
        id=claim_id or claim.id,
        doc_id=document.doc_id,
        outlet=document.outlet,
        published=_ordinal(document.published),
        type=claim.type,
        status=claim.status,
        first=first,
        last=last,
        inferred=claim.date.inferred,
        spots=spots,
        around=around,
        initiators=tuple(map(_name, initiators)),
        targets=tuple(map(_name, targets)),
        numbers=tuple(
            Number(t.kind, t.min, t.max) for t in claim.tolls if t.min is not None and (t.min > 0 or t.max != 0)
        ),
        # a sentence may name the means of other events as well; gas is what its event is known by
        means=means_of(said) | (means_of(own_part(sentence) if claim.type in STRIKES else sentence) & {"chemical"}),
        words=content_words(sentence),
        trigger=content_words(claim.trigger.text),
        source=source_key(claim.origin, document),
        country=next((s.country for s in (*spots, *around) if s.country), ""),
    )


_SURE_PLACE, _SURE_PARTY = 0.5, 0.4
"""A name that an extractor is less sure of than this is no ground to bring accounts together or to keep them apart: the
record shows it as a doubt. Chosen on the dev stories, by end-to-end figures within chance of one another."""


def _firm(names: Sequence[N], least: float) -> list[N]:
    return [n for n in names if n.confidence is None or n.confidence >= least]


@lru_cache(maxsize=20_000)
def content_words(text: str) -> frozenset[str]:
    """The folded stems of a text without the words that every report has, and without numbers."""
    found = set()
    for word in words(text):
        stem = bare(word.stem)
        if len(stem) >= _MIN_WORD and word.folded not in _EMPTY and stem not in _EMPTY and not stem[0].isdigit():
            found.add(stem)
    return frozenset(found)


_ARTICLE = re.compile(r"^ال(?=\w{3})")
_ENDING = re.compile(r"(?<=\w{3})(?:ات|ين|ون|ان|يه|ه|ي)$")


@lru_cache(maxsize=100_000)
def bare(stem: str) -> str:
    """A folded stem without article and the commonest endings, so that هجوم, الهجوم and هجومين meet."""
    return _ENDING.sub("", _ARTICLE.sub("", stem.lower()))


def source_key(origin: list[Source], document: Document) -> str:
    """Who vouches for a claim: the id that resolve gave the first witness, else its name; else the outlet."""
    if not origin:
        return f"outlet:{document.outlet.lower()}" if document.outlet else f"document:{document.doc_id}"
    return origin[0].origin or f"name:{name_key(origin[0].text)}"


def _ordinal(day: str) -> int | None:
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


def _days(claim: Claim) -> tuple[int | None, int | None]:
    if claim.date.precision is Precision.UNKNOWN:
        return None, None
    first, last = _ordinal(claim.date.start), _ordinal(claim.date.end)
    first, last = first if first is not None else last, last if last is not None else first
    if first is not None and last is not None and last < first:
        first, last = last, first
    return first, last


def _name(mention: Mention) -> Name:
    actor: Actor | None = mention.actor
    known = actor is not None and not actor.id.startswith("unknown:")
    return Name(
        actor.id if actor and known else "",
        actor.country if actor else "",
        bool(actor and actor.kind in _STATE_KINDS),
        content_words(mention.text),
    )


def _spots(places: list[Place]) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
    """The places that an event is put at, and the larger ones that are named around them."""
    spots = [_spot(place) for place in places]
    if not spots:
        return (), ()
    finest = min(s.rank for s in spots)
    # a city beside its villages is one of the places; a region or country is what they lie in
    here = tuple(s for s in spots if s.rank <= finest + 2)
    return here, tuple(s for s in spots if s.rank > finest + 2)


def _spot(place: Place) -> Spot:
    level = place.level or Level.CITY
    return Spot(
        place_id=place.place_id,
        words=content_words(place.text) or frozenset({place.text}),
        country=place.country,
        admin1=place.admin1,
        level=place.level,
        rank=LEVELS[level],
        lat=place.lat,
        lon=place.lon,
        radius=_RADIUS[level],
    )
