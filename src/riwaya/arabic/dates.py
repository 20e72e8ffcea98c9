"""Time expressions of Arabic news text: which words name a time, and what they say.

`expressions` finds them without knowing any date; `TimeExpression.resolve` gives the interval for a day of publication.
The grammar walks over words that `riwaya.arabic.timewords` knows; nothing else in a text costs more than a look-up.
"""

import re
from dataclasses import replace

from riwaya.arabic.absolute import any_date, month_rule, point, season_rule, spring_rule, two_years_rule
from riwaya.arabic.clock import clock_at
from riwaya.arabic.daywords import (
    night_rule,
    part_rule,
    today_rule,
    tomorrow_rule,
    tonight_rule,
    weekday_rule,
    yesterday_rule,
)
from riwaya.arabic.durations import (
    after_rule,
    ago_rule,
    back_rule,
    during_rule,
    morrow_rule,
    onset_rule,
    since_rule,
    until_rule,
    wake_rule,
)
from riwaya.arabic.feasts import feast_rule
from riwaya.arabic.intervals import Interval, Tense
from riwaya.arabic.periods import (
    definite_rule,
    ordinal_start_rule,
    part_of_rule,
    stretch,
    this_rule,
    unit_rule,
)
from riwaya.arabic.timeexpression import TimeExpression
from riwaya.arabic.timerules import STARTERS, Found, made
from riwaya.arabic.tokens import Tokens

__all__ = ["Interval", "Tense", "TimeExpression", "expressions"]


_CONNECTOR = re.compile(
    r"(?:[\s،,()\-–]|\b(?:من|في|عند|حوالي|حوالى|نحو|تمام|قرابة|يوم|وذلك|اعتبارا|اعتباراً|ابتداء|ابتداءً|بدءا|بدءاً|على|مساء|مساءً|صباح"
    r"|صباحا|صباحاً|فجر|فجرا|ليل|ظهر|عصر|وفي|قبل|بعد|ظهر|حتى|إلى|بين|ما)\b)*\Z"
)


_SENTENCE_END = re.compile(r"(?<![\s.!؟?])[.!؟?]*+\s++")
"""Marks and blanks behind a word, which end a sentence if a mark or a line's end is among them."""
_SHIFTED = frozenset(("further", "month_shift", "year_shift"))
"""Fields that count from the report's day, and not from the other end of a range."""


def expressions(text: str) -> list[TimeExpression]:
    """The time expressions of `text` in order, none overlapping another; offsets are code points into it."""
    tokens = Tokens(text)
    found: list[TimeExpression] = []
    i, words = 0, tokens.words
    for i0, word in enumerate(words):
        if word is None or i0 < i:
            continue
        rule = STARTERS.get(word.kind)
        if rule is None:
            continue
        got = rule(tokens, i0)
        if got is not None:
            e, i = got
            e = _same_year(_same_month(e, found), found)
            told = _next_day(text, e, found) if _of_told(e) else e
            if told is not None:
                found.append(told)
    return _join_clocks(text, found) if any("clock" in e.fields for e in found) else found


def _same_month(e: TimeExpression, before: list[TimeExpression]) -> TimeExpression:
    """ "On the 8th of the same month": the month of the date named last; within منذ and ranges too."""
    inner = {k: e.fields[k] for k in ("inner", "left", "right") if k in e.fields}
    if inner:
        return replace(e, fields={**e.fields, **{k: _same_month(x, before) for k, x in inner.items()}})
    if "same_month" not in e.fields:
        return e
    for x in reversed(before):
        x = x.fields.get("inner", x)
        if x.kind == "date" and "month" in x.fields:
            kept = {k: v for k, v in x.fields.items() if k in ("month", "year", "hijri", "adj", "year_shift")}
            return replace(e, fields={**kept, "day": e.fields["day"]})
    return replace(e, fields={"day": e.fields["day"], "month_shift": 0})


def _same_year(e: TimeExpression, before: list[TimeExpression]) -> TimeExpression:
    """ "In June of the same year": the year of the date named last; the report's own where none is."""
    inner = {k: e.fields[k] for k in ("inner", "left", "right") if k in e.fields}
    if inner:
        return replace(e, fields={**e.fields, **{k: _same_year(x, before) for k, x in inner.items()}})
    if "same_year" not in e.fields:
        return e
    kept = {k: v for k, v in e.fields.items() if k != "same_year"}
    for x in reversed(before):
        x = x.fields.get("inner") or x.fields.get("right") or x
        if x.kind in ("date", "year") and not x.fields.get("hijri") and "epochs" not in x.fields:
            kept |= {k: x.fields[k] for k in ("year", "year_shift") if k in x.fields}
            break
    return replace(e, fields=kept)


def _of_told(e: TimeExpression) -> bool:
    """Whether an expression, or one inside of it, is counted from the day told before."""
    return "of_told" in e.fields or any(_of_told(e.fields[k]) for k in ("inner", "left", "right") if k in e.fields)


def _next_day(text: str, e: TimeExpression, before: list[TimeExpression]) -> TimeExpression | None:
    """ "On the next day": that after the day told last, in the same sentence or the one before; "on the same day": it.

    None where no day is, and where the next day is an end of something ("until the next morning"). A range that ends in
    it is counted from its beginning, or is no more than that.
    """
    if e.kind == "range" and not _of_told(left := e.fields["left"]):
        right = None if _SHIFTED & left.fields.keys() else _next_day(text, e.fields["right"], [left])
        return replace(e, fields={**e.fields, "right": right}) if right else left
    told = _last_told(text, e, before) if "of_told" in e.fields and "until" not in e.fields else None
    if told is None:
        return None
    f = {k: v for k, v in told.fields.items() if k not in ("clock", "clock2", "zone", "part_period", "until", "wd")}
    if "part_period" in e.fields:
        f["part_period"] = e.fields["part_period"]
    on = e.fields["days"]
    if told.kind == "relative" and told.fields["days"] + on <= 0 and "fuzzy" not in f:
        return replace(e, fields={**f, "days": f["days"] + on})
    if told.kind == "weekday" or (told.kind == "date" and ("day" in f or "this_day" in f)):
        wd = {"wd": told.fields["wd"]} if "wd" in told.fields else {}
        return replace(e, kind=told.kind, fields={**f, **wd, "later": f.get("later", 0) + on})
    return None


def _last_told(text: str, e: TimeExpression, before: list[TimeExpression]) -> TimeExpression | None:
    """The day that "the next day" follows: no hour, no beginning of what lasts, and of a day of the report's week and
    a date with its year, which is background, the former. The same day is that named last.
    """
    reach: list[TimeExpression] = []
    for x in reversed(before):
        ends = (m for m in _SENTENCE_END.findall(text, x.end, e.start) if m[0] in ".!؟?" or "\n" in m)
        if len(list(ends)) > 1:
            break
        if x.kind not in ("clock", "since"):
            reach.append(x.fields.get("right", x))
    if not reach or "year" not in reach[0].fields or not e.fields["days"]:
        return reach[0] if reach else None
    return next((x for x in reach if x.kind == "weekday" or (x.kind == "relative" and x.fields["days"] < 0)), reach[0])


def _join_clocks(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Hours are joined to the day that stands beside them, with nothing but small words between."""
    out: list[TimeExpression] = []
    for e in found:
        last = out[-1] if out else None
        if last and (last.kind == "clock") != (e.kind == "clock") and e.start - last.end <= 40:
            day, clock = (last, e) if e.kind == "clock" else (e, last)
            fits = day.kind in ("weekday", "relative", "night", "date") and "clock" not in day.fields
            if fits and _CONNECTOR.match(text[last.end : e.start]):
                out[-1] = TimeExpression(last.start, e.end, day.kind, {**day.fields, **clock.fields})
                continue
        out.append(e)
    return out


def _digits(t: Tokens, i: int) -> Found | None:
    got = any_date(t, i)
    if got:
        return got
    clock = clock_at(t, i)
    return made(t, i, clock[1], "clock", clock[0], clock[2]) if clock else None


def _hour(t: Tokens, i: int) -> Found | None:
    got = clock_at(t, i)
    if got is None:
        return None
    fields, j, end = got
    link = t.word(j)
    if link and link.kind == "until" and t.near(j, "،,"):
        second = clock_at(t, j + 1, named=True)
        if second:
            zone = {k: v for k, v in second[0].items() if k != "clock"}
            return made(t, i, second[1], "clock", {**fields, **zone, "clock2": second[0]["clock"]}, second[2])
    return made(t, i, j, "clock", fields, end)


def _range(t: Tokens, i: int) -> Found | None:
    """من 20 إلى 25 يوليو, بين الجمعة والأحد, من يوم السبت وحتى الاثنين, من الساعة 9 حتى 5."""
    if not t.near(i + 1):
        return None
    word, first = t.word(i), t.word(i + 1)
    if word is None or first is None:
        return None
    if first.kind == "hour":
        got = _hour(t, i + 1)
        return (
            (TimeExpression(t.start(i), got[0].end, "clock", got[0].fields), got[1])
            if got and "clock2" in got[0].fields
            else None
        )
    left = point(t, i + 1)
    if left and left[0].kind == "range" and word.kind == "between":
        return TimeExpression(t.start(i), left[0].end, "range", left[0].fields), left[1]
    if left and left[0].kind not in ("weekday", "relative", "date", "year"):
        return None
    bare = None
    if left is None or (left[0].kind == "range"):
        bare = t.ordinal(i + 1)
        if bare is None:
            return None
    j = left[1] if left else bare[1] if bare else i + 1
    link = t.word(j)
    if word.kind == "from":
        if link is None or link.kind != "until" or not t.near(j, "،,"):
            return None
        j += 1
    else:
        joined = link is not None and link.clitic.startswith("و")
        if t.raw(j) == "و":
            j += 1
        elif not joined:
            return None
    right = point(t, j) if t.near(j) else None
    if right is None or right[0].kind not in ("weekday", "relative", "date", "year"):
        return None
    if left is None and bare:
        if right[0].kind != "date" or "day" not in right[0].fields:
            return None
        fields = {k: v for k, v in right[0].fields.items() if k not in ("wd", "gregorian")}
        left = TimeExpression(t.start(i + 1), t.end(bare[1] - 1), "date", {**fields, "day": bare[0]}), bare[1]
    assert left is not None
    if left[0].kind == right[0].kind == "date" and "year" in right[0].fields and "year" not in left[0].fields:
        shared = {**left[0].fields, "year": right[0].fields["year"]}
        left = TimeExpression(left[0].start, left[0].end, "date", shared), left[1]
    if {left[0].kind, right[0].kind} == {"year", "weekday"}:
        return None
    return TimeExpression(t.start(i), right[0].end, "range", {"left": left[0], "right": right[0]}), right[1]


STARTERS |= {
    "weekday": weekday_rule,
    "today": today_rule,
    "yesterday": yesterday_rule,
    "tomorrow": tomorrow_rule,
    "tonight": tonight_rule,
    "night": night_rule,
    "part": part_rule,
    "before": ago_rule,
    "morrow": morrow_rule,
    "since": since_rule,
    "during": during_rule,
    "in": during_rule,
    "span": during_rule,
    "until": until_rule,
    "after": after_rule,
    "wake": wake_rule,
    "with": onset_rule,
    "dunit": definite_rule,
    "unit": unit_rule,
    "years2": two_years_rule,
    "this": this_rule,
    "fuzzy": part_of_rule,
    "ord": ordinal_start_rule,
    "tens": any_date,
    "al": lambda t, i: any_date(t, i) or stretch(t, i),
    "digits": _digits,
    "hour": _hour,
    "from": lambda t, i: _range(t, i) or back_rule(t, i),
    "between": _range,
    "month": month_rule,
    "weakmonth": month_rule,
    "kanun": month_rule,
    "tishrin": month_rule,
    "hijri": month_rule,
    "rabi": spring_rule,
    "jumada": month_rule,
    "dhu": month_rule,
    "english": month_rule,
    "season": season_rule,
    "feast": feast_rule,
}
