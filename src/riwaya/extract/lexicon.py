"""The `lexicon` extractor: words and patterns, no model. The baseline, the fallback, and the relevance filter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from riwaya.codebook import ClaimType
from riwaya.extract import attribution, relevance
from riwaya.extract.confidence import Features
from riwaya.extract.merge import Told, merge
from riwaya.extract.names import Name, Names
from riwaya.extract.patterns import Reading
from riwaya.extract.roles import Cast
from riwaya.extract.status import status
from riwaya.extract.tolls import Toll as ReadToll
from riwaya.extract.tolls import tolls
from riwaya.extract.triggers import SPEECH, VIOLENT, Trigger, triggers
from riwaya.records import Claim, Document, Mention, Place, Sentence, Source, Span, Toll, When

PlaceFinder = Callable[[str], Sequence[tuple[int, int]]]
"""Proposes the spans of place names in a text; `riwaya.pipeline` hands in that of the gazetteer."""

TRIGGER_BAR = 20
"""Words that name an event less often than this, in per cent, are not looked at further."""
CLAIM_BAR = 0.32
"""Claims less likely than this are left out."""


_UNDATED = When()
"""Given to every claim, and empty containers with it: the library copies a default deeply each time it needs one."""
_RELATIVE = frozenset(("الذي", "التي", "الذين", "اللذين", "اللتين"))


@dataclass(frozen=True)
class _Report:
    """What is read once of a report and used for all its triggers."""

    document: Document
    reading: Reading
    cast: Cast
    voices: list[list[attribution.Attribution]]
    tolls: list[list[ReadToll]]


class LexiconExtractor:
    """Reads claims by word lists and patterns. It needs no model and no gazetteer; with one it finds more places."""

    name = "lexicon"
    version = "1"

    def __init__(self, find_places: PlaceFinder | None = None) -> None:
        self.find_places = find_places
        self.bar = CLAIM_BAR
        self.trace: list[tuple[list[Told], Features]] | None = None

    def extract(self, document: Document, sentences: list[Sentence]) -> list[Claim]:
        """The document's claims in the order of their triggers; empty for a report that is not about conflict."""
        spans = [tuple(s.span) for s in sentences]
        reading = Reading(document.text, [(s[0], s[1]) for s in spans])
        if not relevance.is_relevant(reading):
            return []
        found = self.find_places(document.text) if self.find_places else ()
        report = _Report(
            document,
            reading,
            Cast(Names(reading, found)),
            attribution.sources(document.text, reading.sentences, reading),
            [tolls(document.text, s, reading) for s in reading.sentences],
        )
        told = self._told(report, triggers(reading))
        return merge(told, reading.sentences, self.bar, self.trace)

    def _told(self, report: _Report, found: list[Trigger]) -> list[Told]:
        by_sentence: dict[int, list[Trigger]] = {}
        for trigger in found:
            by_sentence.setdefault(report.reading.sentence_of[trigger.first], []).append(trigger)
        out: list[Told] = []
        for number, here in by_sentence.items():
            kept = self._chosen(report, number, here)
            owners = _owners(report, kept, report.tolls[number])
            for rank, trigger in enumerate(kept):
                own = [t for t, owner in zip(report.tolls[number], owners, strict=True) if owner is trigger]
                out.append(self._claim(report, number, trigger, own, rank))
        return out

    def _chosen(self, report: _Report, number: int, here: list[Trigger]) -> list[Trigger]:
        """The triggers of a sentence that are worth a record: strong words, once a type."""
        violent = [t for t in here if t.type in VIOLENT and not t.kill]
        kept: list[Trigger] = []
        for trigger in sorted(here, key=lambda t: -t.weight):
            if trigger.weight < TRIGGER_BAR:
                continue
            if trigger.kill and (violent or not report.tolls[number]):
                continue
            if any(t.type is trigger.type for t in kept):
                continue
            kept.append(trigger)
        return sorted(kept, key=lambda t: t.first)

    def _claim(self, report: _Report, number: int, trigger: Trigger, own: list[ReadToll], rank: int) -> Told:
        r = report.reading
        state, cue = status(r, trigger)
        span = r.span(trigger.first, trigger.last, _kept_clitic(r, trigger))
        held = attribution.chain_at(report.voices[number], span[0])
        roles = report.cast.around(trigger, [link.span for link in held])
        initiators = [_mention(r, n) for n in roles.initiators]
        targets = [_mention(r, n) for n in roles.targets]
        chain = list(held)
        if trigger.type in SPEECH:
            if not initiators and chain:
                initiators = [Mention(text=chain[0].text, span=Span(*chain[0].span))]
                chain = chain[1:]
            elif (
                chain
                and initiators
                and (r.quote(chain[0].span) in initiators[0].text or initiators[0].text in chain[0].text)
            ):
                chain = chain[1:]
        origin = [Source(text=link.text, kind=link.kind, span=Span(*link.span)) for link in chain]
        where = report.cast.where(trigger) if trigger.type not in SPEECH or trigger.type is ClaimType.THREAT else []
        cues = {"status": Span(*cue)} if cue else {}
        claim = Claim(
            type=trigger.type,
            status=state,
            trigger=Mention(text=r.quote(span), span=Span(*span)),
            mentions=[Span(*r.sentences[number])],
            mention_ids=[number],
            origin=origin,
            initiators=initiators,
            targets=targets,
            places=[Place(text=r.quote(n.span), span=Span(*n.span), candidates=[]) for n in where],
            date=_UNDATED,
            tolls=[Toll(kind=t.kind, min=t.min, max=t.max, who=t.who, text=t.text, span=Span(*t.span)) for t in own],
            weapons=[_mention(r, n) for n in report.cast.means(trigger)]
            if trigger.type in VIOLENT or trigger.type is ClaimType.WEAPON_FOILED
            else [],
            cues=cues,
            slot_confidence={},
            stages={"extract": f"{self.name}/{self.version}"},
        )
        definite = r.words[trigger.first][: trigger.clitic].endswith(("ال", "لل"))
        before = r.words[max(r.bounds[number][0], trigger.first - 3) : trigger.first]
        return Told(
            claim, number, definite, trigger.weight, trigger.verb, trigger.kill, bool(_RELATIVE & set(before)), rank
        )


def _mention(r: Reading, name: Name) -> Mention:
    return Mention(text=r.quote(name.span), span=Span(*name.span))


def _kept_clitic(r: Reading, trigger: Trigger) -> int:
    """A verb keeps و and ف as the codebook's samples do; a noun loses all but its article."""
    clitic = trigger.clitic
    if trigger.verb:
        return 0
    prefix = r.words[trigger.first][:clitic]
    return clitic - 2 if prefix.endswith("ال") else clitic


def _owners(report: _Report, kept: list[Trigger], found: list[ReadToll]) -> list[Trigger | None]:
    """Which trigger of the sentence each toll belongs to: the nearest of a type that hurts people so."""
    out: list[Trigger | None] = []
    r = report.reading
    for toll in found:
        fitting = [t for t in kept if _may_own(t.type, toll)]
        out.append(min(fitting, key=lambda t: abs(r.starts[t.first] - toll.span[0]) + 40 * t.kill, default=None))
    return out


def _may_own(type_: ClaimType, toll: ReadToll) -> bool:
    if toll.kind in ("captured", "freed", "surrendered"):
        return type_ in (ClaimType.DETENTION, ClaimType.ABDUCTION, ClaimType.AGREEMENT, ClaimType.CLASH)
    if toll.kind == "displaced":
        return type_ is ClaimType.DISPLACEMENT
    if toll.kind == "missing":
        return type_ in (ClaimType.ABDUCTION, ClaimType.CASUALTY_TOLL)
    return type_ in VIOLENT or type_ in (
        ClaimType.CASUALTY_TOLL,
        ClaimType.PROTEST,
        ClaimType.OPERATION,
        ClaimType.TERRITORY,
    )
