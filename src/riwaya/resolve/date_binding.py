"""What binds a day to one event of a sentence and not to another: the triggers around it, the clause, the wording."""

import re
from bisect import bisect_left
from datetime import date
from functools import lru_cache

from riwaya.arabic.dates import TimeExpression
from riwaya.arabic.intervals import FLAG_VAGUE
from riwaya.arabic.kept import Kept
from riwaya.codebook import Precision
from riwaya.records import When
from riwaya.resolve.date_context import WORD, trigger_form
from riwaya.resolve.date_features import SPEECH, Claimed, Features, bare, root, stem

_TO_CLAUSE = re.compile(
    r".*(?:[،,؛:\"«»“”().]|(?<!\w)[وف]?(?:[أإا]نّ?(?:ه|ها|هم|هما|نا|ني)?|الذي|التي|الذين|حيث|فيما|بينما)(?!\w))", re.S
)
"""Up to the last of what begins a clause."""
_PLUPERFECT = re.compile(r"(?<!\w)[وف]?كان(?:ت|ا|وا)?(?!\w).{0,60}?(?<!\w)(?:قد|سبق)(?!\w)", re.S)
_WAS_FIRST = re.compile(r"\A\W*[وف]?كان(?:ت|ا|وا)?(?!\w)")
_ASIDE = re.compile(r"(?<!\w)[وف]?(?:يذكر|يُذكر|يشار|يُشار|الجدير|تجدر|جدير|للتذكير|كانت?|سبق)(?!\w)")
_LINKS = frozenset(
    [
        "بعد", "عقب", "إثر", "اثر", "قبل", "خلال", "منذ", "جراء", "نتيجة",
        "بسبب", "ضد", "عن", "على", "في", "من", "إلى", "مع", "حول",
        "رغم", "أثناء", "غداة", "وسط", "منها", "ردا", "بشأن",
    ]
)  # fmt: skip


def binding_features(c: Claimed, e: TimeExpression) -> Features:
    """How an expression of the claim's sentence stands to the triggers of the sentence: whose it is by nearness."""
    side = "after" if e.start >= c.trigger.end else "ahead"
    if not c.rivals:
        return {"bind:alone:" + side: 1.0}
    mine, low, high = _gap(e, c.trigger.start, c.trigger.end), *sorted((e.start, c.trigger.start))
    between = sum(low < x.start < high for x, _ in c.rivals)
    nearer = sum(_gap(e, x.start, x.end) < mine for x, _ in c.rivals)
    beside, kind = min(c.rivals, key=lambda x: _gap(e, x[0].start, x[0].end))
    own, other = ("speech" if t in SPEECH else "event" for t in (c.type, kind))
    across = "same" if (beside.start > e.start) == (side == "ahead") else "across"
    return {
        f"bind:{side}:between={min(between, 3)}": 1.0,
        f"bind:{side}:nearer={min(nearer, 3)}": 1.0,
        f"bind:{side}:{'nearer' if nearer else 'nearest'}:{own}:{other}": 1.0,
        f"bind:{side}:{'nearer' if nearer else 'nearest'}:{across}": 1.0,
    }


def _gap(e: TimeExpression, start: int, end: int) -> int:
    return e.start - end if e.start >= end else max(start - e.end, 0)


def order_features(c: Claimed) -> Features:
    """Where the trigger stands among those of its sentence, and what stands beside it."""
    if not c.triggers:
        return {}
    before = [x for x in c.rivals if x[0].start < c.trigger.start]
    after = [x for x in c.rivals if x[0].start >= c.trigger.start]
    f = {f"r:before={min(len(before), 3)}": 1.0, f"r:after={min(len(after), 3)}": 1.0}
    if before:
        last, kind = max(before)
        words = len(c.text[last.end : c.trigger.start].split())
        f[f"r:last={kind}"] = f[f"r:last_words={min(words, 8) // 2}"] = 1.0
        f[f"r:{kind}>{c.type}"] = 1.0
    if after:
        kind = min(after)[1]
        f[f"r:next={kind}"] = f[f"r:{c.type}<{kind}"] = 1.0
    return f


def clause_features(c: Claimed) -> Features:
    """The trigger's own clause, and these together that each alone say little."""
    text, trigger, low = c.text, c.trigger, c.sentence.start
    before = text[low : trigger.start]
    opened = _TO_CLAUSE.match(before)
    clause = before[opened.end() if opened else 0 :].split()
    word = (bare(text[trigger.start : trigger.end]).split() or [""])[0]
    form = trigger_form(word)
    head = bare(clause[0]) if clause else ""
    link = bare(clause[-1]) if clause else "^"
    glued = text[trigger.start - 1] if trigger.start > low and not text[trigger.start - 1].isspace() else ""
    hold = glued or (link if link in _LINKS or link == "^" else "-")
    day = "day" if any(e.kind in ("weekday", "relative", "night") for e in c.here) else "date" if c.here else "none"
    half = "late" if trigger.start > 0.5 * len(text) else "early"
    been = "كان" in before  # to look for it takes a tenth of the time of a pattern
    was = "was" if been and _WAS_FIRST.match(before) else "-"
    perfect = "had" if been and _PLUPERFECT.search(before) else "-"
    asides = _asides(text) if trigger.start > 0.3 * len(text) else []
    aside = bisect_left(asides, low) - bisect_left(asides, low - 600)
    names = (
        f"{form}:{hold}",
        f"{c.type}:{hold}",
        f"{c.type}:{form}",
        f"{c.type}:{day}",
        f"{form}:{day}",
        f"{form}:{day}:{half}",
        f"{hold}:{day}",
        f"{was}:{perfect}:{day}",
        f"{c.type}:{perfect}",
        f"{c.status}:{day}",
        f"{c.status}:{form}:{day}",
        f"asides={min(aside, 3)}",
        f"clause={min(len(clause), 6)}",
        f"head:{trigger_form(head)}:{form}" if head else "head:-",
    )
    f = {"c:" + n: 1.0 for n in names}
    if head:
        f["c:head=" + stem(head)] = WORD
    for r in c.roots:
        f["c:root=" + r] = f[f"c:root={r}:{form}"] = f[f"c:root={r}:{day}"] = WORD
    f |= dict.fromkeys(map(_IN_CLAUSE.__getitem__, clause), WORD)
    if perfect != "-":
        f["c:had"] = 1.0
    if any(e.fields.get("n", 0) is None for e in c.here):
        f["c:vague_here"] = f["c:vague_here:" + c.status] = 1.0
    return f


_IN_CLAUSE = Kept(lambda word: "k:" + root(word))


@lru_cache(maxsize=64)
def _asides(text: str) -> list[int]:
    """Where words for what is told by the way stand."""
    return [m.start() for m in _ASIDE.finditer(text)]


def reading_features(e: TimeExpression, where: str, when: When, anchor: date | None) -> Features:
    """What an expression says itself, read as `when`: the same for all claims that have it in the same place."""
    f: Features = {"expression": 1.0, "where=" + where: 1.0, f"{where}:kind={e.kind}": 1.0}
    flags = {
        "mention:lead": where == "mention" and e.start < 450,
        "far:absolute": where == "far" and "day" in e.fields,
        "at_hour": "clock" in e.fields,
        "vague": when.precision is Precision.UNKNOWN,
    }
    f |= {k: 1.0 for k, v in flags.items() if v}
    days = distance_in_time(when, anchor)
    if days:
        f["days=" + days] = f[f"{where}:days={days}"] = f["precision=" + when.precision] = 1.0
    return f | _wording_features(e, where, when)


def distance_in_time(when: When, anchor: date | None) -> str:
    """How long before the report's day a date begins, in one word; '' where that is not known."""
    if anchor is None or not when.start:
        return ""
    days = (date.fromisoformat(when.start[:10]) - anchor).days
    if days >= -1:
        return "coming" if days > 0 else str(days)
    return "week" if days >= -7 else "month" if days > -40 else "year" if days > -400 else "old"


def _wording_features(e: TimeExpression, where: str, when: When) -> Features:
    """What kind of words the expression is: with a day, a year, an adjective, a number or a vague one."""
    fields = e.fields.get("inner", e).fields if e.kind == "since" else e.fields
    parts = [k for k in ("day", "month", "year", "fuzzy", "part_period") if k in fields]
    adj = {-1: "last", 0: "this", 1: "next"}.get(fields.get("adj", 2), "-")
    unit = fields.get("unit", "")
    f = {f"w:{e.kind}:{'.'.join(parts)}:{adj}": 1.0, f"w:{where}:{adj}:{unit}": 1.0}
    if FLAG_VAGUE in when.flags:
        f[f"w:vague:{e.kind}:{unit}"] = f[f"w:vague:{where}:{unit}"] = 1.0
    return f
