"""A claim's tolls: the network says whose a number is, grammar how many of what.

Tolls that the grammar of `extract.tolls` reads are taken as it reads them; what it does not read is taken from the
network's names.
"""

from collections.abc import Sequence

from riwaya.codebook import TollGroup, TollKind
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.companions import with_companions
from riwaya.extract.encoder.fills import Thresholds, names
from riwaya.extract.encoder.grammar import Grammar, View
from riwaya.extract.encoder.uncounted import nobody, people
from riwaya.extract.tollgroups import ranked
from riwaya.extract.tolls import Toll as ListedToll
from riwaya.records import Span, Toll

_TOLL = H.ROLES.index("toll")

NAMED = 0.3
"""What a toll of persons by name or title needs in the trigger's sentence: the network doubts it, having no number."""


def _persons(span: Span, view: View) -> bool:
    """Whether words without a number count as persons, whom something befell: القائد ومرافقه."""
    if any(q.start < span.end and span.start < q.end for q in view.grammar.numbers):
        return False
    return bool(people(view.grammar.text[span.start : span.end])) and _harmed(span, view)


def _harmed(span: Span, view: View) -> bool:
    """Whether a word in the sentence of a name says what befell people: تعرض الوزير لإطلاق نار says that of none."""
    reading = view.grammar.reading
    at = reading.at(span.start)
    told = reading.within("tolls", *reading.bounds[reading.sentence_of[at]]) if at >= 0 else []
    return any(m.pattern.columns[0].endswith((":act", ":who", "both")) for m in told)


def _bounds(span: Span, grammar: Grammar) -> tuple[int | None, int | None]:
    """The toll's bounds by the grammar of numbers; without a number the people are counted as `uncounted` tells."""
    inside = [q for q in grammar.numbers if q.start < span.end and span.start < q.end and not q.unit]
    if not inside:
        number = people(grammar.text[span.start : span.end])
        return number, number
    q = max(inside, key=lambda q: (min(q.end, span.end) - max(q.start, span.start), -q.start))
    return q.min, q.max


def tolls(view: View, roles: H.Floats, trigger: int, cuts: Thresholds) -> list[Toll]:
    """The network says whose toll a number is; where the grammar of tolls reads the same words, it says how many of
    what, and of whom where the counted noun tells (`4 جنود`; of `14 قتيلا` only the context does, which the network
    reads). A toll that the grammar finds in the trigger's sentence needs less of the network's support, as do persons
    without a number."""
    out: list[Toll] = []
    scores, text, inside = view.scores, view.grammar.text, view.scores.window.sentences
    said = roles[_TOLL]

    def new(kind: TollKind, low: int | None, high: int | None) -> bool:
        return not any(t.kind == kind and (t.min, t.max) == (low, high) for t in out)

    def group(word: int) -> TollGroup:
        return TollGroup(H.TOLL_GROUPS[int(scores.toll_group[word].argmax())])

    for words, t in view.tolls:
        word = words.start + int(said[words.start : words.stop].argmax())
        likely, near = float(said[word]), inside[words.start] == inside[trigger]
        kind = _kind(t, scores.toll_kind[word])
        if likely >= (cuts.toll_near if near else cuts.roles["toll"]) and new(kind, t.min, t.max):
            sure, span = round(likely, 3), Span(*t.span)
            who = group(word) if t.who is TollGroup.UNKNOWN else t.who
            out.append(Toll(kind=kind, min=t.min, max=t.max, who=who, text=t.text, span=span, confidence=sure))
    out += _other_halves(out, view)
    read = [t.span for _, t in view.tolls]
    for n in sorted(names(view, said, _TOLL, min(NAMED, cuts.roles["toll"])), key=lambda n: n.span):
        if any(n.span.start < b and a < n.span.end for a, b in read):
            continue
        if n.probability < cuts.roles["toll"] and not (inside[n.word] == inside[trigger] and _persons(n.span, view)):
            continue
        words_ = text[n.span.start : n.span.end]
        if nobody(text[max(0, n.span.start - 8) : n.span.start], words_):
            continue
        low, high = _bounds(n.span, view.grammar)
        kind = TollKind(H.TOLL_KINDS[int(scores.toll_kind[n.word].argmax())])
        if new(kind, low, high):
            sure = round(n.probability, 3)
            who = TollGroup.SOLDIER if ranked(words_) else group(n.word)
            out.append(Toll(kind=kind, min=low, max=high, who=who, text=words_, span=n.span, confidence=sure))
    least = {(t.kind, t.min) for t in out if t.max is None}  # "57" beside "57 at least" is one number, told loosely
    out = [t for t in out if t.min is None or t.min != t.max or (t.kind, t.min) not in least]
    return _bounded(with_companions(out, view.grammar))


_SURE = 0.95
"""So sure, the network is right of whether people were killed, wounded or taken where grammar is not (6 : 1)."""
_VICTIMS = ("ضحايا", "ضحية")
"""Words for those whom something befell, of which only the context says whether they died."""
_OF_PEOPLE = frozenset({TollKind.KILLED, TollKind.WOUNDED, TollKind.CAPTURED, TollKind.MISSING})


def _kind(t: ListedToll, scores: H.Floats) -> TollKind:
    """What befell those of a toll: as grammar says, but victims (ضحايا) are the dead where the network thinks so, and
    what it is sure of beats grammar."""
    likely = int(scores.argmax())
    kind, sure = TollKind(H.TOLL_KINDS[likely]), float(scores[likely])
    if t.kind is TollKind.KILLED_OR_WOUNDED:
        return kind if kind is TollKind.KILLED and any(v in t.text for v in _VICTIMS) else t.kind
    return kind if {kind, t.kind} <= _OF_PEOPLE and sure >= _SURE else t.kind


def _other_halves(found: Sequence[Toll], view: View) -> list[Toll]:
    """The wounded of (عدد من) القتلى والجرحى where the dead were found, and the dead where the wounded were."""
    uncounted = [t for _, t in view.tolls if (t.min, t.max) == (None, None)]
    more: list[Toll] = []
    for one in uncounted:
        for other in uncounted:
            first, second = sorted((one.span, other.span))
            mine = next((t for t in found if t.span == Span(*one.span) and t.kind == one.kind), None)
            paired = one.kind != other.kind and 0 <= second[0] - first[1] <= _PAIRED
            if mine and paired and not any(t.kind is other.kind for t in (*found, *more)):
                update = {"kind": other.kind, "text": other.text, "span": Span(*other.span)}
                more.append(mine.model_copy(update=update))
    return more


_PAIRED = 2
"""Code points between the two halves of a pair: the space and و."""


def _bounded(tolls: list[Toll]) -> list[Toll]:
    """Tolls without those that say of nobody's number what another says with one: قتلى beside 12 قتيلا."""
    told = {(t.kind, t.who) for t in tolls if (t.min, t.max) != (None, None)}
    return [t for t in tolls if (t.min, t.max) != (None, None) or (t.kind, t.who) not in told]
