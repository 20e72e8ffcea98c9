"""Two authorities for one event: the number that a second one tells is its own claim's, not the first one's.

The network knows the event once, and what another authority says of it in the next clause (بينما قالت الشرطة إن 8
قتلوا) goes into the first one's claim, or its number is left out. Grammar reads where such a clause begins, and who
speaks in it where the network's scores name nobody.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from riwaya.codebook import TollKind
from riwaya.extract.attribution import subject
from riwaya.extract.encoder.grammar import View
from riwaya.extract.encoder.responsible import named_in
from riwaya.extract.merge import same_name
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.tolls import Toll as ListedToll
from riwaya.records import Claim, Mention, Sentence, Source, Span, Toll

STAGE = "grammar of a second authority"
SURE = 0.85
"""So much of the first claim's own confidence."""
_BY_GRAMMAR = 0.5
"""The confidence in a name that grammar alone takes for the authority's."""
_TURNS, _NO_TELLING = word_set("voices.turns"), word_set("voices.no telling")
_THAT = word_set("attribution.that") | word_set("voices.of")
_ANAPHORA = word_set("attribution.anaphora")
_BACK = 6
"""A clause begins with a turn (بينما) so many words before its verb at most: the subject may stand between."""
_REACH = 10
"""The authority's name begins within so many words behind the verb."""
_MARKS = frozenset("،,؛;.:!؟?\n")
_OPEN = (None, None)
_THEIRS = ("ه", "ها", "هم")
"""How إنها, قواته, مقاتليهم end, who do what is told behind them."""


class _Clause(NamedTuple):
    """Words `first` to `stop` (excluded) are what somebody says, named among the words of `name`; `verb` says so."""

    first: int
    stop: int
    verb: int
    name: range


def _clauses(r: Reading) -> Iterator[_Clause]:
    """Where somebody else may begin to speak: at a sentence's first word, at و or at a turn, with a verb of speech."""
    for start, stop in r.bounds:
        begun: list[tuple[int, int]] = []
        for m in r.within("attribution", start, stop):
            k = m.first
            if m.pattern.columns[0] != "say" or not m.pattern.verb or m.pattern.text in _NO_TELLING:
                continue
            turn = next((j for j in range(k - 1, max(start, k - _BACK) - 1, -1) if r.words[j] in _TURNS), None)
            if turn is not None and not r.marked(turn + 1, k + 1, _MARKS):
                begun.append((turn, k))
            elif k == start or (r.words[k].startswith("و") and m.clitic):
                begun.append((k, k))
        begun = [b for i, b in enumerate(begun) if not i or b[0] != begun[i - 1][0]]
        for i, (first, verb) in enumerate(begun):
            end = begun[i + 1][0] if i + 1 < len(begun) else stop
            name = _subject(r, first, verb, end)
            if name:
                yield _Clause(first, end, verb, name)


def _subject(r: Reading, first: int, verb: int, end: int) -> range:
    """The words among which the speaker is named: behind the verb as far as what is said, else before it."""
    far = min(verb + 1 + _REACH, end)
    said = next((j for j in range(verb + 1, far) if r.words[j] in _THAT or r.words[j].isdigit()), far)
    return range(verb + 1, said) or range(first + 1, verb)  # لكن الشرطة قالت إن


def _key(toll: Toll) -> tuple[TollKind, int | None]:
    """What makes two numbers one: 14 and "at least 14" are."""
    return toll.kind, toll.min


def word_of(r: Reading, first: int, stop: int, toll: Toll) -> Span:
    """The word among `first` to `stop` (excluded) that says what befell those counted: the nearest to the number, else
    the number."""
    at = toll.span or Span(0, 0)
    said = [
        Span(*r.span(m.first, m.first, m.clitic))
        for m in r.within("tolls", first, stop)
        if m.pattern.columns[0].split(":")[0] == toll.kind.value and m.first == m.last
    ]
    return min(said, key=lambda s: (max(at.start - s.end, s.start - at.end, 0), s), default=at)


def voices(claims: Sequence[Claim], sentences: Sequence[Sentence], laid: Sequence[View]) -> list[Claim]:
    """The claims, in the order of their triggers, with those of a second authority among them: what it tells in its
    clause of the same kind and with another number than a claim of the words before is taken from that claim, whose
    source is who spoke before. It goes to the claim that already has that authority there, else to a new one."""
    if not laid:
        return list(claims)
    r, out = laid[0].grammar.reading, list(claims)
    for clause in _clauses(r):
        out = _told_apart(out, clause, sentences, laid, r)
    return sorted(out, key=lambda c: c.trigger.span or Span(0, 0))


def _told_apart(
    claims: list[Claim], clause: _Clause, sentences: Sequence[Sentence], laid: Sequence[View], r: Reading
) -> list[Claim]:
    number = r.sentence_of[clause.first]
    here = Span(r.starts[clause.first], r.ends[clause.stop - 1])
    begins = clause.first == r.bounds[number][0]
    past = Span(r.sentences[max(0, number - 1) if begins else number][0], here.start)
    listed = [as_toll(t) for t in laid[0].grammar.tolls if Span(*t.span).within(here) and (t.min, t.max) != _OPEN]
    for first in claims:
        before = {_key(t): t for t in first.tolls if t.span and t.span.within(past) and (t.min, t.max) != _OPEN}
        mine = [t for t in first.tolls if t.span and t.span.within(here)]
        rival = any(t.kind == u.kind and _key(u) not in before for t in before.values() for u in (*mine, *listed))
        if not rival:
            continue
        own = [c for c in claims if c is not first and c.trigger.span and c.trigger.span.within(here)]
        taken = [t for t in mine if _key(t) not in before]
        if not taken and not own and not any(t.span and t.span.within(here) for c in claims for t in c.tolls):
            taken = listed
        who = _speaker(clause.name, laid, r) if taken else None
        if who is None or not _another(who, first, past) or _counted(who, listed):
            continue
        left = first.model_copy(update={"tolls": [t for t in first.tolls if t not in mine]})
        if first.origin and same_name(first.origin[0].text, who.text):
            speaker = _before(past, laid, r)
            origin = [speaker] if speaker is not None and not same_name(speaker.text, who.text) else []
            left = left.model_copy(update={"origin": origin, "stages": {**first.stages, "origin": STAGE}})
        if begins and not left.origin:
            continue  # a lead may tell without a source what the next sentence tells with one
        told = {id(first): left}
        heard = next((c for c in own if c.origin and same_name(c.origin[0].text, who.text)), None)
        if heard is None:
            return [*(told.get(id(c), c) for c in claims), _second(first, who, taken, clause, sentences[number], r)]
        known = {_key(t) for t in heard.tolls}
        more = [*heard.tolls, *(t for t in taken if _key(t) not in known)]
        told[id(heard)] = heard.model_copy(update={"tolls": more, "stages": {**heard.stages, "tolls": STAGE}})
        return [told.get(id(c), c) for c in claims]
    return claims


def _speaker(name: range, laid: Sequence[View], r: Reading) -> Source | None:
    """Who speaks: the network's name, else grammar's. The network is asked who told of each event that it knows, and
    may know none that this one told."""
    found = named_in(r, name, laid) if name else None
    link = subject(r, name.start, name.stop) if name and found is None else None
    if link is None:
        return found
    return Source(text=link.text, kind=link.kind, span=Span(*link.span), confidence=_BY_GRAMMAR)


def _before(past: Span, laid: Sequence[View], r: Reading) -> Source | None:
    """Who spoke last before the clause: behind the verb, or before it (الحركة التي قالت إنه)."""
    start, stop = r.at(past.start), r.at(past.end - 1) + 1
    said = [m for m in r.within("attribution", start, stop) if m.pattern.columns[0] in ("say", "relay", "according")]
    if not said:
        return None
    cue = said[-1]
    behind = range(cue.last + 1, min(cue.last + 1 + _REACH, stop))
    if not behind or r.words[behind.start] in _THAT:
        return named_in(r, range(max(start, cue.first - _BACK), cue.first), laid) if cue.first > start else None
    return _speaker(behind, laid, r)


def _another(who: Source, first: Claim, past: Span) -> bool:
    """Whether an authority is another than the first claim's, who spoke before: المصادر are those named already."""
    if who.text.split()[0] in _ANAPHORA:
        return False
    return not any(s.span and s.span.within(past) and same_name(s.text, who.text) for s in first.origin)


def _counted(who: Source, tolls: Sequence[Toll]) -> bool:
    """Whether a name is a number's: وأحصت خمسا وثلاثين إصابة leaves its subject out."""
    return any(who.span and t.span and who.span.overlaps(t.span) for t in tolls)


def as_toll(t: ListedToll) -> Toll:
    return Toll(kind=t.kind, min=t.min, max=t.max, who=t.who, text=t.text, span=Span(*t.span), confidence=SURE)


def _second(first: Claim, who: Source, tolls: list[Toll], clause: _Clause, sentence: Sentence, r: Reading) -> Claim:
    """The first claim's event as the second authority tells it."""
    at = word_of(r, clause.first, clause.stop, tolls[0])
    sure = round(SURE * (first.confidence or 0.0), 3)
    sides: dict[str, list[Mention]] = {}
    if any(same_name(m.text, who.text) for m in first.targets) and _strikes_back(clause, tolls[0], r):
        sides = {
            "initiators": [Mention(text=who.text, span=who.span, confidence=who.confidence)],
            "targets": [m for m in first.initiators if not same_name(m.text, who.text)],
        }
    return first.model_copy(
        update={
            **sides,
            "trigger": Mention(text=r.quote(at), span=at, confidence=sure),
            "mentions": [sentence.span],
            "mention_ids": [sentence.number],
            "origin": [who],
            "tolls": tolls,
            "confidence": sure,
            "cues": {"origin": Span(*r.span(clause.verb, clause.verb))},
            "stages": {"origin": STAGE},
        }
    )


def _strikes_back(clause: _Clause, toll: Toll, r: Reading) -> bool:
    """Whether the one attacked tells whom it killed: وقالت الحركة إنها قتلت 6 جنود, إن مقاتليها قتلوا 6 جنود."""
    at = toll.span or Span(0, 0)
    killed = (m.first for m in r.within("tolls", clause.verb + 1, clause.stop) if m.pattern.text == "قتل/يقتل")
    return any(r.words[k - 1].endswith(_THEIRS) and r.ends[k] < at.start for k in killed)
