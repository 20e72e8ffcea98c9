"""From the heads' scores to claims: triggers become drafts, doubles are joined, each claim is weighed as a whole."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from riwaya.arabic.folding import fold
from riwaya.arabic.words import strip_clitics
from riwaya.codebook import ClaimType, Family, Status, family
from riwaya.extract.bulletins import item_of
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.accused import accused
from riwaya.extract.encoder.apart import by_subject, own_clause
from riwaya.extract.encoder.aspect import TOLD, negated, restated
from riwaya.extract.encoder.doers import doers, parted
from riwaya.extract.encoder.enumerated import enumerated
from riwaya.extract.encoder.fills import Thresholds, day, mentions, origin, places, sides, surest
from riwaya.extract.encoder.fitting import fitted
from riwaya.extract.encoder.grammar import Grammar, View
from riwaya.extract.encoder.headings import is_heading, under_headings
from riwaya.extract.encoder.heads import Scores
from riwaya.extract.encoder.heard import heard
from riwaya.extract.encoder.jointfire import joined_tolls, joint_fire
from riwaya.extract.encoder.listed import Listed
from riwaya.extract.encoder.merge import Draft, merged
from riwaya.extract.encoder.mutual import mutual
from riwaya.extract.encoder.once import asked_for, tolls_once
from riwaya.extract.encoder.overrun import without_events
from riwaya.extract.encoder.repeated import said_once
from riwaya.extract.encoder.responsible import responsible
from riwaya.extract.encoder.retaken import by_its_teller
from riwaya.extract.encoder.tollfills import tolls
from riwaya.extract.encoder.totals import totals_apart
from riwaya.extract.encoder.voices import voices
from riwaya.extract.encoder.worth import worth
from riwaya.extract.names import PREPOSITIONS
from riwaya.extract.patterns import Reading
from riwaya.extract.triggers import SPEECH
from riwaya.records import Claim, Document, Mention, Sentence, Span

_LEAST = 1e-4
"""Less likely than this counts as this: the log odds of two tellings are added."""
_NEVER = np.float32(-30.0)
_SURE = frozenset({Status.OCCURRED, Status.PLANNED})
_DONE = frozenset({Status.OCCURRED, Status.ONGOING})
_MARKS = frozenset("،,؛:.")
_MEETINGS = frozenset({ClaimType.TALKS, ClaimType.AGREEMENT})


def _draft(
    document: Document,
    sentences: Sequence[Sentence],
    view: View,
    row: int,
    begins: Sequence[int],
    cuts: Thresholds,
    item: Sequence[int],
) -> Draft:
    """The claim of one trigger, a row of the view's scores; `begins` are where those of all rows begin, `item` the
    sentences' items: what another item of a bulletin says is none of the claim's."""
    scores = view.scores
    text, w = document.text, scores.window
    word = int(scores.trigger_at[row])
    last = view.last(word, int(scores.length[row].argmax()) + 1)
    while last > word and fold(text[w.starts[last] : w.ends[last]]) in PREPOSITIONS:
        last -= 1  # no name of an event ends in one
    span = Span(begins[row], w.ends[last])
    own = w.sentence_ids[w.sentences[word]]
    tells: dict[int, float] = {}
    for k, number in enumerate(w.sentence_ids):
        if item[number] != item[own]:
            continue
        tells[number] = max(tells.get(number, 0.0), float(scores.tells[row, k]))
    told = [own, *sorted((n for n, p in tells.items() if p >= cuts.tells and n != own), key=lambda n: (-tells[n], n))]
    sure = 1.0 - float(scores.type[row, 0])
    code = int(scores.type[row, 1:].argmax())
    kind = ClaimType(H.TYPES[code])
    status, cue = _status(view, row, span, kind)
    here = np.array([item[w.sentence_ids[k]] == item[own] for k in w.sentences])
    roles = scores.role[row] * here
    titled = here | (np.asarray(w.sentences) == 0)  # a title's day is that of all items
    claim = Claim(
        type=kind,
        status=status,
        trigger=Mention(text=text[span.start : span.end], span=span, confidence=round(sure, 3)),
        mentions=[sentences[n].span for n in told],
        mention_ids=told,
        origin=origin(view, roles, cuts, span.start),
        initiators=mentions(view, roles, "initiator", cuts),
        targets=mentions(view, roles, "target", cuts),
        places=places(view, roles, cuts),
        date=day(document, view, scores.no_date[row], np.where(titled, scores.date[row], _NEVER), status),
        tolls=tolls(view, roles, word, cuts),
        weapons=mentions(view, roles, "weapon", cuts),
        cues={"status": cue} if cue else {},
        confidence=round(float(scores.type[row, 1 + code]), 3),
        slot_confidence={"status": round(float(scores.status[row].max()), 3)},
    )
    twins = {at: float(p) for at, p in zip(begins, scores.same[row], strict=True)}
    reading = view.grammar.reading
    pairs = {at: sorted((at, span.start)) for at in begins if at != span.start}
    near = frozenset(at for at, (one, other) in pairs.items() if _plain(reading, one, other))
    deeds = pairs.items() if family(kind) is Family.VIOLENCE else ()
    two = frozenset(at for at, (one, other) in deeds if parted(reading, one, other))
    likely = {Status(s): math.log(float(p) + _LEAST) for s, p in zip(H.STATUSES, scores.status[row], strict=True)}
    return Draft(
        claim,
        own,
        sure,
        tells,
        twins,
        begins=frozenset([span.start]),
        beside=near,
        parted=two,
        clause=own_clause(claim, reading),
        status={} if cue else likely,
    )


def _status(view: View, row: int, span: Span, kind: ClaimType) -> tuple[Status, Span | None]:
    """The status of a trigger's claim, and the words that decided it where it is not the network's alone."""
    grammar = view.grammar
    status = Status(H.STATUSES[int(view.scores.status[row].argmax())])
    if (kind not in SPEECH or kind is ClaimType.SUPPORT) and (cue := grammar.denial(span.start)):
        return Status.DENIED, cue  # what a source denies is no fact, whatever the network makes of it
    if no := negated(grammar.reading, span, kind):
        return Status.DENIED, no[1]
    if status in _SURE and kind not in TOLD and (cue := grammar.doubted(span)):
        return Status.POSSIBLE, cue
    if status in _DONE and kind is ClaimType.WEAPON_FOILED and (cue := grammar.failed(span)):
        return Status.FAILED, cue
    if status in _DONE and kind not in TOLD and (beside := grammar.unfinished(span)):
        # what goes on may have been tried in vain
        return beside if status is Status.OCCURRED or beside[0] is Status.FAILED else (status, None)
    return restated(grammar.reading, span, kind, status) or (status, None)


_FEW = 4
"""Words that may stand between two triggers that are one event's."""
_THEN = frozenset({"ثم", "قبل", "بعد", "بعدما", "عقب", "اثر", "او", "فيما", "بينما"})
"""Words between two events."""


def _plain(reading: Reading, first: int, second: int) -> bool:
    """Whether few words, no mark and no و part the triggers that begin at two code points."""
    one, other = reading.at(first), reading.at(second)
    between = reading.words[one + 1 : other]
    if len(between) > _FEW or reading.marked(one + 1, other + 1, _MARKS):
        return False
    return not any(w[0] == "و" or w in _THEN for w in between)


def _listed(draft: Draft, lists: Listed) -> float | None:
    """The lists' log odds at a trigger, where they know it by the same type."""
    code = H.TYPES.index(draft.claim.type.value)
    span = draft.span
    return max((odds for a, b, kind, odds in lists if kind == code and a < span.end and span.start < b), default=None)


def views(scored: Sequence[Scores], grammar: Grammar, cuts: Thresholds) -> list[View]:
    """Each window's scores, the types by both readings, with the grammar laid over its words."""
    return [View.of(_agreed(s, cuts.verdict), grammar) for s in scored]


def _agreed(scores: Scores, weight: float) -> Scores:
    """The types by both readings: a geometric mean in which the second has this weight."""
    if not len(scores.trigger_at) or not weight:
        return scores
    both = (1 - weight) * np.log(scores.type + 1e-6) + weight * np.log(scores.verdict + 1e-6)
    return replace(scores, type=H.softmax(np.asarray(both, dtype=np.float32)))


def _begins(text: str, view: View) -> list[int]:
    """Where each trigger begins: و and its like are no part of an event's name. The word lists know the verbs behind
    them (ودعا), else it is grammar's guess."""
    w = view.scores.window
    listed = sorted(start for start, _, _, _ in view.grammar.lists)
    out = []
    for at in view.scores.trigger_at:
        start, end = w.starts[at], w.ends[at]
        k = bisect_right(listed, start)
        behind = listed[k] if k < len(listed) else end
        out.append(behind if behind < end else strip_clitics(text, start, end)[0])
    return out


def drafts(
    document: Document,
    sentences: Sequence[Sentence],
    laid: Sequence[View],
    cuts: Thresholds,
    item: Sequence[int] | None = None,
) -> list[Draft]:
    """Every trigger's claim, doubles included. `item` numbers the sentences' items where the document is a bulletin."""
    item = item or [0] * len(sentences)
    out: list[Draft] = []
    for view in laid:
        begins = _begins(document.text, view)
        for row in range(len(begins)):
            if 1.0 - float(view.scores.type[row, 0]) >= cuts.trigger:
                draft = _draft(document, sentences, view, row, begins, cuts, item)
                draft.claim = by_its_teller(by_subject(draft.claim, draft.clause), view.grammar.reading)
                draft.listed = _listed(draft, view.grammar.lists)
                draft.item = item[draft.sentence]
                draft.headed = is_heading(document.text, sentences, draft.sentence)
                out.append(draft)
    return out


def joined(document: Document, sentences: Sequence[Sentence], laid: Sequence[View], cuts: Thresholds) -> list[Draft]:
    """The document's claims, each once, not yet weighed. Two items of a bulletin never tell one claim."""
    item = item_of(document.text, [s.span for s in sentences])
    groups: dict[int, list[Draft]] = {}
    told = said_once(drafts(document, sentences, laid, cuts, item), document.text, sentences)
    for draft in enumerated(told, laid[0].grammar) if laid else told:
        groups.setdefault(item[draft.sentence], []).append(draft)
    return [d for group in groups.values() for d in under_headings(merged(group, cuts.merge, cuts.pair), cuts.pair)]


def decode(
    document: Document,
    sentences: Sequence[Sentence],
    scored: Sequence[Scores],
    cuts: Thresholds,
    grammar: Grammar | None = None,
) -> list[Claim]:
    """The document's claims in the order of their triggers."""
    laid = views(scored, grammar or Grammar.of(document, sentences), cuts)
    found = joined(document, sentences, laid, cuts)
    likely = [(d, worth(d, found, cuts.worth)) for d in found]
    kept = [(d, p) for d, p in likely if p >= cuts.keep]
    claims = [_finished(d.claim, p, cuts, document.text) for d, p in sorted(kept, key=lambda pair: pair[0].span)]
    if not laid:
        return []
    reading = laid[0].grammar.reading
    claims = without_events(claims, reading)
    told = accused(tolls_once(asked_for(claims, document.text)), reading)
    told = mutual(doers(heard(told, reading), reading), reading)
    told = totals_apart(voices(told, sentences, laid), sentences, laid)
    fire = joined_tolls(joint_fire(told, document.text, sentences), document.text)
    return responsible(fire, sentences, laid)


def _finished(claim: Claim, likely: float, cuts: Thresholds, text: str) -> Claim:
    """The claim as users get it: with its probability, without names that are too unsure for a claim so unsure, and
    no party on both sides (its doubles may have filled one)."""
    claim = claim.model_copy(update=surest(claim, likely, cuts, text))
    claim = claim.model_copy(update=fitted(claim, text))
    initiators, targets = sides(claim.initiators, claim.targets)
    if claim.type in _MEETINGS and len(initiators) == 2 and not targets:  # A and B met: A with B
        first, second = sorted(initiators, key=lambda m: m.span or Span(0, 0))
        initiators, targets = [first], [second]
    return claim.model_copy(update={"confidence": round(likely, 3), "initiators": initiators, "targets": targets})
