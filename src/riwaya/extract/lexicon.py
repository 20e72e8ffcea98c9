"""The `lexicon` extractor: words and patterns, no model. The baseline, the fallback, and the relevance filter."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from riwaya.codebook import ClaimType, TollKind
from riwaya.extract import PlaceFinder, names
from riwaya.extract.attribution import sources
from riwaya.extract.bulletins import item_of
from riwaya.extract.merge import merge
from riwaya.extract.patterns import Reading
from riwaya.extract.relevance import is_relevant
from riwaya.extract.roles import nearest, roles
from riwaya.extract.status import status
from riwaya.extract.tolls import Toll as ListedToll
from riwaya.extract.tolls import tolls
from riwaya.extract.triggers import SPEECH, VIOLENT, Trigger, triggers
from riwaya.records import Claim, Document, Mention, Place, Sentence, Source, Span, Toll, When

TRIGGER_BAR = 45
"""Words that name an event less often than this, in per cent, make no claim."""
_UNDATED = When()
"""Given to every claim, and empty containers with it: the library copies a default deeply each time it needs one."""
_LOSSES = VIOLENT | {ClaimType.CASUALTY_TOLL, ClaimType.PROTEST, ClaimType.OPERATION, ClaimType.TERRITORY}
"""Types of event that count dead and wounded; others count those seized, freed, displaced or missing."""
_HURT = {TollKind.KILLED, TollKind.WOUNDED, TollKind.KILLED_OR_WOUNDED}


class LexiconExtractor:
    """Reads claims by word lists and patterns. It needs no model and no gazetteer; with one it finds places."""

    name = "lexicon"
    version = "2"

    def __init__(self, find_places: PlaceFinder | None = None) -> None:
        self.find_places = find_places

    def extract(self, document: Document, sentences: list[Sentence]) -> list[Claim]:
        """The document's claims in the order of their triggers; empty for a report that is not about conflict."""
        spans = [s.span for s in sentences]
        reading = Reading(document.text, [(s.start, s.end) for s in spans])
        if not is_relevant(document.text):
            return []
        found = self.find_places(document.text) if self.find_places else ()
        item = item_of(document.text, spans)
        return merge(_Report(reading, found).told(), lambda claim: item[claim.mention_ids[0]])


class _Report:
    """What is read once of a report and used for all its triggers."""

    def __init__(self, reading: Reading, found: Iterable[tuple[int, int]]) -> None:
        self.r = reading
        self.chains = sources(reading)
        self.actors = self._by_sentence(names.actors(reading))
        self.weapons = self._by_sentence(names.weapons(reading))
        self.places = self._by_sentence(names.places(reading, found))

    def told(self) -> list[Claim]:
        """The claims as their sentences tell them."""
        out: list[Claim] = []
        for number, found in groupby(triggers(self.r), lambda t: self.r.sentence_of[t.first]):
            counted = tolls(self.r.text, self.r.sentences[number], self.r)
            kept = _chosen(list(found))
            for trigger in kept:
                own = [t for t in counted if self._owner(t, kept) is trigger]
                out.append(self._claim(number, trigger, own))
        return out

    def _owner(self, toll: ListedToll, kept: Sequence[Trigger]) -> Trigger | None:
        """The trigger that a toll belongs to: the nearest of a type that hurts people so."""
        fitting = [t for t in kept if (t.type in _LOSSES) == (toll.kind in _HURT)]
        return min(fitting, key=lambda t: abs(self.r.starts[t.first] - toll.span[0]), default=None)

    def _claim(self, number: int, trigger: Trigger, own: Sequence[ListedToll]) -> Claim:
        r = self.r
        state, cue = status(r, trigger)
        span = r.name(trigger.first, trigger.last, 0 if trigger.verb else trigger.clitic)
        chain = self.chains[trigger.first]
        speech = trigger.type in SPEECH
        tells = [range(*link.span) for link in chain if not speech]  # who only tells of an event has no part in it
        acting = [n for n in self.actors[number] if not any(n.span[0] in told for told in tells)]
        agents, patients = roles(r, trigger, acting)
        initiators = [self._mention(n) for n in agents]
        if speech and chain and (len(chain) == 1 or not initiators):  # who accuses is no witness of it
            initiators = initiators or [Mention(text=chain[0].text, span=Span(*chain[0].span))]
            chain = chain[1:]
        where = None if speech else nearest(trigger, self.places[number])
        armed = trigger.type in VIOLENT or trigger.type is ClaimType.WEAPON_FOILED
        means = nearest(trigger, self.weapons[number]) if armed else None
        return Claim(
            type=trigger.type,
            status=state,
            trigger=Mention(text=r.quote(span), span=Span(*span)),
            mentions=[Span(*r.sentences[number])],
            mention_ids=[number],
            origin=[Source(text=x.text, kind=x.kind, span=Span(*x.span)) for x in chain],
            initiators=initiators,
            targets=[self._mention(n) for n in patients],
            places=[Place(text=r.quote(where.span), span=Span(*where.span), candidates=[])] if where else [],
            date=_UNDATED,
            tolls=[Toll(kind=t.kind, min=t.min, max=t.max, who=t.who, text=t.text, span=Span(*t.span)) for t in own],
            weapons=[self._mention(means)] if means else [],
            cues={"status": Span(*cue)} if cue else {},
            confidence=trigger.weight / 100,
            slot_confidence={},
            stages={"extract": f"{LexiconExtractor.name}/{LexiconExtractor.version}"},
        )

    def _by_sentence(self, found: Sequence[names.Name]) -> dict[int, list[names.Name]]:
        out: dict[int, list[names.Name]] = defaultdict(list)
        for name in found:
            out[self.r.sentence_of[name.first]].append(name)
        return out

    def _mention(self, name: names.Name) -> Mention:
        return Mention(text=self.r.quote(name.span), span=Span(*name.span))


def _chosen(found: Sequence[Trigger]) -> list[Trigger]:
    """The triggers of a sentence that are worth a record: the strongest of each type, and words that tell only what an
    event did to people where nothing else tells the event."""
    violent = any(t.type in VIOLENT and not t.kill for t in found)
    kept: dict[ClaimType, Trigger] = {}
    for trigger in sorted(found, key=lambda t: -t.weight):
        if trigger.weight >= TRIGGER_BAR and not (trigger.kill and violent):
            kept.setdefault(trigger.type, trigger)
    return sorted(kept.values(), key=lambda t: t.first)
