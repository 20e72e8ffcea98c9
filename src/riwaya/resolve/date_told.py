"""What a report's own words say of days that nothing dates: the paper of the morning after, and what is told as past.

The weights of `riwaya.resolve.dates` choose among the days; these rules take some of them away first.
"""

import re
from functools import lru_cache

from riwaya.arabic.dates import TimeExpression
from riwaya.arabic.folding import folded_report
from riwaya.arabic.intervals import shift
from riwaya.records import Span
from riwaya.resolve.date_features import SPEECH
from riwaya.resolve.date_frame import Frame

_WAS = re.compile(r"\W*[وف]?كان(?:ت|وا)?(?!\w)")
_LATELY = re.compile(r"(?<!\w)[وف]?(?:موخرا|(?:في|خلال) (?:الاونه|الفتره) (?:الاخيره|الماضيه))(?!\w)")
_OF_LATELY = ("موخرا", "الاونه", "الفتره")
_OTHERS = re.compile(r"(?<!\w)(?:الذي|التي|الذين)(?!\w)")
_PAUSE = re.compile(r"[،؛:.\n]")
_NEAR = 16
"""Code points between a trigger and مؤخرا, at most: further off it may be said of another thing (إمام عُيّن مؤخرا)."""
_DAYS = frozenset(("weekday", "relative", "night", "date", "range"))


def of_the_morning_after(frame: Frame, text: str, expressions: list[TimeExpression]) -> bool:
    """Whether a report tells of yesterday: its lead says أمس and nothing in it names its own day.

    What it tells without a day is yesterday's, then: 57 such claims of the gold's printed papers have that day, none
    the day of publication.
    """
    lead = frame.day_expression
    if lead is None or lead.kind != "relative" or frame.anchor is None or frame.day != shift(frame.anchor, -1):
        return False
    today = frame.anchor.isoformat()
    named = (frame.meant(text, e, "past") for e in expressions if e.kind in _DAYS)
    return not any(when and when.start and when.start[:10] == today for when in named)


@lru_cache(maxsize=16)
def _lately(text: str) -> list[Span]:
    """Where a text says مؤخرا, with whatever marks; looked for once for all its claims."""
    folded = folded_report(text)
    if not any(word in folded.text for word in _OF_LATELY):  # in a tenth of the time that the pattern takes
        return []
    return [Span(*folded.span(*cue.span())) for cue in _LATELY.finditer(folded.text)]


def untold(text: str, trigger: Span, sentence: Span, kind: str, status: str, here: list[TimeExpression]) -> bool:
    """Whether a claim's words leave its day open: what somebody had said (وكان الوزير حذر), and what is told of lately
    (مؤخرا) with no day nearer by. `here` are the times of the claim's sentence."""
    if kind in SPEECH and status != "planned" and not here:
        opening = _WAS.match(text, sentence.start, trigger.start)
        if opening and not _OTHERS.search(text, opening.end(), trigger.start):
            return True
    for cue in _lately(text):
        if not sentence.start <= cue.start < sentence.end:
            continue
        low, high = sorted((trigger, cue))
        gap = text[low.end : high.start]
        if len(gap) <= _NEAR and not _PAUSE.search(gap) and not _OTHERS.search(gap):
            nearest = min((max(e.start - trigger.end, trigger.start - e.end) for e in here), default=_NEAR)
            return nearest > len(gap)
    return False
