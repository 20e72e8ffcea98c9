"""Those who were with somebody: القائد وثلاثة من مرافقيه are four. Coders count the one named with those of his that
follow (nine times of ten behind و), where grammar reads the number alone and the network a name and a number."""

import re
from collections.abc import Sequence

from riwaya.arabic.folding import fold_with_map
from riwaya.arabic.numbers import Quantity
from riwaya.codebook import TollKind
from riwaya.extract.encoder.grammar import Grammar
from riwaya.records import Span, Toll

_THEIRS = re.compile(
    r"\s+(?:من\s+)?(?:كبار\s+|ابرز\s+)?(?:مرافقي|ابناي|اولاد|حراس|زملاي|مساعدي|معاوني|رفاق|اقارب|اقرباي|اطفال|اشقاي"
    r"|اخوت|اخوان|نواب|افراد\s+(?:عايلت|اسرت))(ه|ها|هما)\b"
)
"""What is his, her or their two own, right behind a number."""
_AND = re.compile(r"(?:^|[\s،»\"”])و$")
_WITH = re.compile(r"(?:^|\s)(?:مع|برفقه|رفقه|الي جانب|بصحبه)\s+$")
_APART = re.compile(r"[.؛:!؟?\n]|\b(?:مصرع|حتف|اصيب|اصاب|جرح|قتل|اعتقل)")
"""Between a name and its companions: another sentence, or a verb of their own."""
_UNHURT, _HURT = (
    re.compile(rf"\b[وف]?(?:{verbs})\b(?:(?!قتل|مصرع|استشه|اغت|اعتق|خطف)[^.؛:!؟?\n])*$")
    for verbs in (r"نج[اتو]\w*|سلم\w*|هاجم\w*", r"اصيب\w*|اصابه|جرح\w*")
)
"""Before companions of whom alone it is said that they died: نجا المحافظ، وثلاثة من مرافقيه قتلوا."""
_FAR = 60
"""Code points between them, where titles may stand."""


def with_companions(found: Sequence[Toll], grammar: Grammar) -> list[Toll]:
    """The tolls, a number of somebody's companions with him in it. Behind مع he must have been counted right before."""
    out = list(found)
    for q in grammar.numbers:
        if q.min is None or q.min != q.max or q.min < 2 or q.unit:
            continue
        out = _joined(out, q, grammar.text)
    return out


def _joined(found: list[Toll], q: Quantity, text: str) -> list[Toll]:
    begin = max(0, q.start - _FAR)
    behind = fold_with_map(text[q.end : q.end + 40])
    before = fold_with_map(text[begin : q.start]).text
    number = fold_with_map(text[q.start : q.end]).text
    after = _THEIRS.match(behind.text)
    theirs = after or _THEIRS.search(number)
    joined, beside = bool(_AND.search(before)) or number.startswith("و"), bool(_WITH.search(before))
    if theirs is None or not (joined or beside):
        return found
    end = q.end + (behind.span(*after.span())[1] if after else 0)
    counted = Span(q.start, q.end)
    mine = [t for t in found if t.span and t.span.overlaps(counted) and (t.min, t.max) == (q.min, q.max)]
    named = [t for t in found if t.min == t.max == 1 and t.span and begin <= t.span.end <= q.start]
    if mine and any(t.kind is not mine[0].kind for t in named):
        return found  # he was killed and they wounded
    named = [t for t in named if t.span and not _APART.search(fold_with_map(text[t.span.end : q.start]).text)]
    if not (named if beside else mine or named):
        return found
    if not named and (_spared(before, mine[0].kind) or (theirs[1] == "هما" and _two_before(found, begin, q.start))):
        return found
    one = (mine or named)[0]
    span = Span(min(t.span.start for t in (*mine, *named) if t.span), end)
    total = (q.min or 0) + (2 if theirs[1] == "هما" else 1)
    whole = one.model_copy(update={"min": total, "max": total, "text": text[span.start : span.end], "span": span})
    return [t for t in found if t is not one and t not in mine and t not in named] + [whole]


def _spared(before: str, kind: TollKind) -> bool:
    """Whether he whose companions were killed or wounded came off better, or otherwise, by the words before them."""
    return bool(_UNHURT.search(before) or (kind is not TollKind.WOUNDED and _HURT.search(before)))


def _two_before(found: Sequence[Toll], begin: int, stop: int) -> bool:
    """Whether two stand before their companions as a toll: قائدان وثلاثة من مرافقيهما."""
    return any(t.min == 2 and t.span and begin <= t.span.end <= stop for t in found)
