"""Which of a report's times cannot be a claim's by the sentence's grammar, and which of them its clause narrows.

The weights of `riwaya.resolve.dates` choose among what is left.
"""

import re

from riwaya.arabic.dates import TimeExpression
from riwaya.records import Span

_REPLY = re.compile(r"(?<!\w)و?(?:رد[ًّ]*اً? على(?! (?:سؤال|أسئلة|استفسار))|كردّ? على|(?:انتقام|ثأر)ً?اً? ل(?=\w))")
"""A reply and what it answers; a question is answered on its own day."""
_PAUSE = re.compile(r"[،,؛;.:\n؟?!]")
_WHEN = re.compile(r"\W*(?:عندما|حينما|حين|لما|إذ)(?!\w)")
_MEANT = re.compile(
    r"(?<!\w)[وف]?كان(?:ت|ا|وا)? (?:\w+ ){0,3}?[يت](?:عتزم|خطط|نوي|ستعد)(?:ان|ون|وا)?(?!\w)|"
    r"(?<!\w)[وف]?كانوا (?:\w+ )?ينوون(?!\w)"
)
"""Verbs of intention under a verb of being: what was meant, not what is."""
_DAYS = frozenset(("weekday", "relative", "night"))


def in_scope(text: str, expressions: list[TimeExpression], trigger: Span, sentence: Span) -> list[TimeExpression]:
    """The expressions of a text that a claim may have its date from."""
    low, high = sentence
    answered = _answered(text, low, high)
    if answered and answered.start <= trigger.start < answered.end:
        answered = None
    kept = []
    for e in expressions:
        if not low <= e.start < high:
            if not e.fields.get("bound"):
                kept.append(e)
            continue
        if answered and e.kind in _DAYS and answered.start <= e.start < answered.end:
            continue
        if e.fields.get("bound") and _parted(text, trigger, e):
            continue
        kept.append(e.fields["inner"] if _defined(text, trigger, low, e) else e)
    return kept


def is_of_cause(text: str, e: TimeExpression) -> bool:
    """Whether an expression dates what its line tells a reply to."""
    end = text.find("\n", e.end)
    answered = _answered(text, text.rfind("\n", 0, e.start) + 1, end if end >= 0 else len(text))
    return answered is not None and answered.start <= e.start < answered.end


def _answered(text: str, low: int, high: int) -> Span | None:
    """What text[low:high] tells a reply to, up to the next pause.

    "They shelled the camp in reply to an attack on Saturday": the day is the attack's.
    """
    reply = _REPLY.search(text, low, high)
    if reply is None:
        return None
    pause = _PAUSE.search(text, reply.end(), high)
    return Span(reply.start(), pause.start() if pause else high)


def _parted(text: str, trigger: Span, e: TimeExpression) -> bool:
    """Whether a pause stands between a trigger and an expression."""
    low, high = sorted((trigger, Span(e.start, e.end)))
    return bool(_PAUSE.search(text, low.end, max(low.end, high.start)))


def _defined(text: str, trigger: Span, low: int, e: TimeExpression) -> bool:
    """منذ أواخر 2014، عندما استولوا على العاصمة: the trigger behind عندما tells what began then, not what lasts since.

    Where منذ opens the sentence, which begins at `low`, the main clause follows behind a pause.
    """
    if e.kind != "since" or "inner" not in e.fields or trigger.start < e.end:
        return False
    clause = _WHEN.match(text, e.end)
    if clause is None:
        return False
    return len(text[low : e.start]) > 2 or not _PAUSE.search(text, clause.end(), trigger.start)


def meant_then(text: str, sentence: Span, e: TimeExpression) -> bool:
    """كانوا يعتزمون الهجوم في 7 أكتوبر: a day of the year that somebody had planned for may have gone by."""
    if e.kind != "date" or "day" not in e.fields:
        return False
    return any(not _PAUSE.search(text, m.end(), e.start) for m in _MEANT.finditer(text, sentence.start, e.start))
