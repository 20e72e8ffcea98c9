"""Lengths of time and what is counted by them: قبل أسبوع, منذ عام, خلال ثلاثة أيام, بعد يومين من الهجوم."""

import re
from typing import Any

from riwaya.arabic import epochs
from riwaya.arabic.absolute import bare_year, plain_date, point, with_twin
from riwaya.arabic.daywords import part_rule, with_part
from riwaya.arabic.months import month_at
from riwaya.arabic.periods import stretch
from riwaya.arabic.timeexpression import TimeExpression
from riwaya.arabic.timerules import EVENTS, NO_EVENTS, STARTERS, Found, made, weekday_beside
from riwaya.arabic.tokens import Tokens

_PRONOUN = re.compile("(?:هما|هم|ها|ه)$")
_BEGINNINGS = frozenset(["بدء", "بدايه", "اندلاع", "انطلاق", "دخول", "بدات", "اندلعت", "اطلاق"])
_NEARLY = frozenset(["نحو", "حوالي", "قرابه", "زهاء"])
_MEASURED = ("مهله", "هدنه", "فتره", "مده", "مولف", "مكون", "تتالف", "يتالف", "تتكون", "يتكون", "اكثر", "اقل", "جزء")
"""Beginnings of what may be of so long a time or made of it, or is compared with it."""


def _duration(t: Tokens, i: int) -> tuple[dict[str, Any], int] | None:
    """A length of time at token i: n (None where vague) and unit, and the next token."""
    j = i
    while (word := t.word(j)) and word.kind in ("about", "from", "than") and t.near(j):
        j += 1
    word = t.word(j)
    if word is None or not t.near(j):
        return None
    if word.kind == "some":
        unit = t.word(j + 1)
        if unit and unit.kind == "unit" and unit.value == 0:
            return {"n": None, "unit": unit.extra}, j + 2
        return None
    if word.kind in ("unit", "dunit"):
        if word.kind == "dunit" and word.value != 2:
            return None
        fields = {"n": word.value or None, "unit": word.extra}
        nxt = t.word(j + 1)
        if nxt and t.near(j + 1) and (nxt.kind, word.value) in (("card", 1), ("few", 0)):
            j += 1
        elif nxt and nxt.kind == "half" and nxt.clitic.startswith("و") and t.near(j + 1):
            fields["half"] = True
            j += 1
        return fields, j + 1
    got = t.integer(j)
    if got is None:
        return None
    unit = t.word(got[1])
    if unit is None or unit.kind not in ("unit", "dunit") or not t.near(got[1]) or not 0 < got[0] <= 2000:
        return None
    return {"n": got[0], "unit": unit.extra}, got[1] + 1


def _event(t: Tokens, j: int, link: str) -> bool:
    """Whether "two days before" counts from the noun at j. Behind على only an event does (قبل يومين على لقاء), behind
    من whatever is no place or time of its own (قبل يومين من منزله is two days ago)."""
    word, raw = t.word(j), t.raw(j)
    if not t.near(j):
        return False
    if word and word.kind in ("digits", "month", "weekday", "tomorrow"):
        return True
    bare = raw.removeprefix("ال")
    own = {raw, bare, _PRONOUN.sub("", raw)} & NO_EVENTS
    event = not own and bare.startswith(EVENTS)
    return event if link == "on" else event or not own


def ago_rule(t: Tokens, i: int) -> Found | None:
    """قبل أسبوع; قبل يومين من الهجوم counts from an event and is left alone."""
    first = t.word(i + 1)
    if first and first.kind == "yesterday" and t.near(i + 1) and not first.clitic and t.raw(i + 1) == "امس":
        if t.raw(i + 2) in ("الاول", "الاولي") and t.near(i + 2):
            return made(t, i, i + 3, "relative", {"days": -3})
        fields = {"days": -2}
        weekday = weekday_beside(t, i + 2)
        if weekday:
            fields["wd"] = weekday[0]
        return made(t, i, weekday[1] if weekday else i + 2, "relative", fields)
    got = _duration(t, i + 1)
    if got is None or not t.near(i + 1):
        return None
    fields, j = got
    nxt = t.word(j)
    if nxt and nxt.kind in ("from", "on") and not nxt.clitic and t.near(j) and _event(t, j + 1, nxt.kind):
        return made(t, i, j, "apart", {**fields, "dir": 1}) if fields["n"] else None
    return made(t, i, j, "ago", fields)


def back_rule(t: Tokens, i: int) -> Found | None:
    """من نحو أسبوعين: two weeks ago, where no noun before it lasts so long or is more or less (مهلة من نحو أسبوعين)."""
    word = t.word(i)
    if word is None or word.clitic or t.raw(i + 1) not in _NEARLY or not t.near(i + 1):
        return None
    if t.near(i) and t.raw(i - 1).removeprefix("و").removeprefix("ال").startswith(_MEASURED):
        return None
    got = _duration(t, i + 1)
    nxt = t.word(got[1]) if got else None
    if got is None or (nxt and nxt.kind in ("from", "until") and t.near(got[1])):
        return None
    return made(t, i, got[1], "ago", got[0])


def morrow_rule(t: Tokens, i: int) -> Found | None:
    """غداة الهجوم: the attack was the day before."""
    return made(t, i, i + 1, "apart", {"n": 1, "unit": "day", "dir": -1})


def since_rule(t: Tokens, i: int) -> Found | None:
    if not t.near(i + 1):
        return None
    got = _duration(t, i + 1)
    first = t.word(i + 1)
    if got and not (
        first
        and first.kind == "unit"
        and first.value == 1
        and first.extra in ("day", "month", "year")
        and point(t, i + 1)
    ):
        nxt = t.word(got[1])
        if nxt and nxt.kind == "adj" and t.near(got[1]):
            return made(t, i, got[1] + 1, "since", got[0])
        return made(t, i, got[1], "since", got[0])
    if first and first.kind == "period" and not first.clitic and t.raw(i + 1).startswith("ال"):
        # "Since the morning": the report's own.
        night = first.extra == "night"
        of_day = made(t, i + 1, i + 2, "night" if night else "relative", {} if night else {"days": 0})[0]
        return TimeExpression(t.start(i), of_day.end, "since", {"inner": of_day}), i + 2
    if t.raw(i + 1) in _BEGINNINGS and (dated := _since_event(t, i, _CLAUSE)) is not None:
        return dated
    counted = point(t, i + 1)
    if counted is None and first and first.kind == "weakmonth" and t.raw(i + 1) != "اب":
        counted = plain_date(t, i + 1, bare=True)
    if counted is None and first and first.kind in ("digits",):
        counted = bare_year(t, i + 1)
    if counted is None:
        event = first is None and t.raw(i + 1).removeprefix("ال") not in NO_EVENTS | {"ذلك", "تلك"}
        return _since_upheaval(t, i) or (_since_event(t, i, _NEAR) if event else None)
    return TimeExpression(t.start(i), counted[0].end, "since", {"inner": counted[0]}), counted[1]


_DATED = ("in", "fuzzy", "before", "digits", "year", "unit", "month", "kanun", "tishrin")
_DAYS = ("weekday", "night", "part")
"""What a date that an event has begins with."""
_CLAUSE, _NEAR = 14, 8
"""Words within which a beginning, and any other event, has its date."""


def _since_event(t: Tokens, i: int, within: int) -> Found | None:
    """Since the fighting began in April, since the attack of the 7th of October: the date that the same clause gives,
    up to `within` words on, is where the time is counted from."""
    for k in range(i + 2, min(i + within, len(t.words))):
        if t.gap(k) not in ("", '"', "“", "”", "«", "»", "#"):
            return None
        w = t.word(k)
        if w is not None and w.kind in ("since", "until"):
            return None
        if w is not None and (w.kind in _DATED or (w.kind in _DAYS and not w.clitic)):
            dated = STARTERS[w.kind](t, k)
            joined = any(t.raw(x).startswith("و") for x in range(i + 2, k))
            if dated and dated[0].kind in ("weekday", "night") and joined:
                return None  # منذ الانقلاب وقتل يوم الجمعة خمسة
            if dated and dated[0].kind in ("date", "year", "ago", "unit", "weekday", "night"):
                return TimeExpression(t.start(i), dated[0].end, "since", {"inner": dated[0]}), dated[1]
    return None


def _phrase(t: Tokens, i: int) -> list[str]:
    """Up to six folded tokens from i on, with nothing but quotation marks between."""
    words = []
    for k in range(i, i + 6):
        if t.gap(k) not in ("", '"', "“", "”", "«", "»", "#"):
            break
        words.append(t.raw(k))
    return words


def onset_rule(t: Tokens, i: int) -> Found | None:
    """مع بداية عملية طوفان الأقصى, عند اندلاع الحرب على غزة: the first day of an upheaval known by its name."""
    if t.raw(i + 1) not in _BEGINNINGS or not t.near(i + 1):
        return None
    words = _phrase(t, i + 2)
    got = epochs.told(words)
    if got is None or not got[0] or (epochs.local(words[0]) and not epochs.operation(words)):
        return None
    return made(t, i, i + 2 + got[1], "date", {"epochs": got[0], "bound": True})


def wake_rule(t: Tokens, i: int) -> Found | None:
    """في إثر عملية طوفان الأقصى, خلال طوفان الأقصى: from the first day of an operation with a name of its own on."""
    words = _phrase(t, i + 1)
    got = epochs.told(words) if epochs.operation(words) else None
    return made(t, i, i + 1 + got[1], "since", {"epochs": got[0], "bound": True}) if got else None


def _since_upheaval(t: Tokens, i: int) -> Found | None:
    """Since the war on Gaza, since the fighting broke out: an upheaval known by its name, or by the text's country."""
    begun = t.raw(i + 1) in _BEGINNINGS
    first = i + 2 if begun else i + 1
    words = _phrase(t, first)
    got = epochs.told(words)
    if got is None or not (begun or epochs.alone(words[0])):
        return None
    named, n = got
    if not named and epochs.local(words[0]):
        return None
    return made(t, i, first + n, "since", {"epochs": named or epochs.of_sentence(_line_before(t, i), t.epochs)})


def _line_before(t: Tokens, i: int) -> list[str]:
    """The folded words before a token, as far as its line or sentence goes, a hundred at most."""
    words = []
    for k in range(i - 1, max(-1, i - 100), -1):
        if any(mark in t.gap(k + 1) for mark in ".\n"):
            break
        words.append(t.raw(k))
    return words


def until_rule(t: Tokens, i: int) -> Found | None:
    """حتى صباح الجمعة, لغاية يوم غد: the last day of what lasts."""
    first = t.word(i + 1)
    if t.raw(i).removeprefix("و") not in ("حتي", "لغايه") or first is None or not t.near(i + 1):
        return during_rule(t, i)
    if first.kind not in ("weekday", "tomorrow", "part", "night") and (first.kind, first.extra) != ("unit", "day"):
        return during_rule(t, i)
    got = STARTERS[first.kind](t, i + 1)
    if got is None or got[0].kind not in ("weekday", "relative", "night", "date") or "wd2" in got[0].fields:
        return got
    return TimeExpression(got[0].start, got[0].end, got[0].kind, {**got[0].fields, "until": True}), got[1]


def _length(t: Tokens, i: int) -> Found | None:
    """خلال 24 ساعة, في غضون ستة أسابيع, طوال الليل: a stretch without an adjective; the tense says on which side."""
    word, first = t.word(i), t.word(i + 1)
    if word is None or first is None or word.kind not in ("during", "span"):
        return None
    if first.kind == "period" and first.extra == "night" and not first.clitic and t.raw(i + 1).startswith("ال"):
        return made(t, i + 1, i + 2, "night", {"part_period": "night"})
    got = _duration(t, i + 1)
    if got is None or (first.kind == "unit" and first.value == 1 and point(t, i + 1)):
        return None
    return made(t, i, got[1], "length", got[0])


def during_rule(t: Tokens, i: int) -> Found | None:
    """خلال الأيام الثلاثة الماضية, على مدى اليومين الماضيين, في الـ24 ساعة الماضية, في 2016."""
    word = t.word(i)
    if word and word.kind == "during" and (named := wake_rule(t, i)):
        return named
    if not t.near(i + 1):
        return None
    got = stretch(t, i + 1)
    if got:
        return got
    if word and word.kind in ("in", "during", "until", "before", "after"):
        month = month_at(t, i + 1)
        if month and (not month.hijri or month.number == 9) and t.near(i + 1) and t.raw(i + 1) not in ("اب",):
            date = plain_date(t, i + 1, bare=True)
            return with_twin(t, i + 1, date) if date else None
        return bare_year(t, i + 1) or _length(t, i)
    return _length(t, i)


def after_rule(t: Tokens, i: int) -> Found | None:
    nxt = t.word(i + 1)
    if nxt and nxt.kind == "tomorrow" and t.near(i + 1) and not nxt.clitic:
        fields: dict[str, Any] = {"days": 2}
        weekday = weekday_beside(t, i + 2)
        if weekday:
            fields["wd"] = weekday[0]
        return made(t, i, weekday[1] if weekday else i + 2, "relative", fields)
    if nxt and nxt.kind == "period" and t.near(i + 1) and t.raw(i + 1) == "الظهر":
        return None
    length = _duration(t, i + 1) if t.near(i + 1) else None
    if length:
        link = t.word(length[1])
        if link and link.kind in ("from", "on") and t.near(length[1]):
            return made(t, i, length[1], "apart", {**length[0], "dir": -1})
        return None
    if nxt and nxt.kind == "part" and nxt.value == 12 and t.near(i + 1):
        got = part_rule(t, i + 1)
        return with_part(t, i, got, "pm")
    return wake_rule(t, i) if t.raw(i).endswith("عقب") else None
