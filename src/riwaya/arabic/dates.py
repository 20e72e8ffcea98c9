"""Time expressions of Arabic news text: which words name a time, and what they say.

`expressions` finds them without knowing any date; `TimeExpression.resolve` gives the interval for a day of publication.
The grammar walks over words that `riwaya.arabic.timewords` knows; nothing else in a text costs more than a look-up.
"""

import re
from collections.abc import Callable
from typing import Any

from riwaya.arabic.clock import clock_at
from riwaya.arabic.intervals import Interval, Tense
from riwaya.arabic.months import month_at, year_at
from riwaya.arabic.timeexpression import TimeExpression
from riwaya.arabic.tokens import Tokens

__all__ = ["Interval", "Tense", "TimeExpression", "expressions"]

Found = tuple[TimeExpression, int]
"""An expression and the number of the token after it."""

# Words before a month or a weekday that make it a name: streets, alliances, markets, newspapers.
_NAMED = frozenset(
    (
        "مدينه شارع حي جسر جامعه قوي فريق تحالف لواء كتيبه مفاعل ميدان ساحه ثوره حرب انتفاضه "
        "هجمات احداث تيار حزب حديقه مستشفي مطار مدرسه نفق ملعب استاد محور كوبري طريق حركه "
        "ايتلاف حراك سرايا قصر "
    ).split()
)
_NAMED_WEEKDAYS = frozenset(
    (
        "سوق قريه عبد الواحد كل ايام "
    ).split()
)
_PAPERS = frozenset(
    (
        "روسيا المصري صحيفه جريده قناه موقع مجله مصر عين سوريا شبكه وكاله اخبار ليبيا "
    ).split()
)
_TITLES = frozenset(
    (
        "الامين المدير القايد المدعي النايب الراي القطاع المفتش المفوض المراقب الموتمر الوضع "
        "المعهد التعليم الامن الاتحاد السكرتير الحاكم العفو الاضراب الاطار المنسق المندوب "
        "المجلس المستشفي الطريق النفير "
    ).split()
)
_CONNECTOR = re.compile(
    r"(?:[\s،,()\-–]|\b(?:من|في|عند|حوالي|حوالى|نحو|تمام|قرابة|يوم|وذلك|اعتبارا|اعتباراً|ابتداء|ابتداءً|بدءا|بدءاً|على|مساء|مساءً|صباح"
    r"|صباحا|صباحاً|فجر|فجرا|ليل|ظهر|عصر|وفي|قبل|بعد|ظهر|حتى|إلى|بين|ما)\b)*\Z"
)
_STARTERS: dict[str, Callable[[Tokens, int], Found | None]] = {}


def expressions(text: str) -> list[TimeExpression]:
    """The time expressions of `text` in order, none overlapping another; offsets are code points into it."""
    tokens = Tokens(text)
    found: list[TimeExpression] = []
    i, words = 0, tokens.words
    for i0, word in enumerate(words):
        if word is None or i0 < i:
            continue
        rule = _STARTERS.get(word.kind)
        if rule is None:
            continue
        got = rule(tokens, i0)
        if got is not None:
            e, i = got
            if "same_month" in e.fields:
                e = _same_month(e, found)
            found.append(e)
    return _join_clocks(text, found) if any("clock" in e.fields for e in found) else found


def _same_month(e: TimeExpression, before: list[TimeExpression]) -> TimeExpression:
    """"On the 8th of the same month": the month of the date named last."""
    for x in reversed(before):
        x = x.fields.get("inner", x)
        if x.kind == "date" and "month" in x.fields:
            kept = {k: v for k, v in x.fields.items() if k in ("month", "year", "hijri", "adj", "year_shift")}
            return TimeExpression(e.start, e.end, "date", {**kept, "day": e.fields["day"]})
    return TimeExpression(e.start, e.end, "date", {"day": e.fields["day"], "month_shift": 0})


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


def _make(t: Tokens, first: int, after: int, kind: str, fields: dict[str, Any], end: int = -1) -> Found:
    return TimeExpression(t.start(first), end if end >= 0 else t.end(after - 1), kind, fields), after


def _adjective(t: Tokens, i: int, fields: dict[str, Any]) -> int:
    """Reads الماضي, المقبل, الجاري after an expression into `fields`; the next token."""
    word = t.word(i)
    if word and word.kind == "adj" and t.near(i) and word.extra != "former" and not word.clitic:
        fields["adj"] = word.value
        return i + 1
    return i


def _bracketed_weekday(t: Tokens, i: int) -> tuple[int, int] | None:
    """A weekday after an adverb or before a date, in brackets or after a comma or يوم: (weekday, next token)."""
    word = t.word(i)
    if (
        word
        and word.kind == "unit"
        and word.extra == "day"
        and word.value == 1
        and not word.clitic
        and t.near(i, "،,(")
    ):
        i += 1
        word = t.word(i)
    if word and word.kind == "weekday" and not word.clitic and t.near(i, "،,(-–"):
        return word.value, i + 1
    return None


def _date_at(t: Tokens, i: int, bare: bool = False) -> Found | None:
    """An absolute date at token i: numeric, day and month, or month alone; `bare` allows a weak month by itself."""
    word = t.word(i)
    if word is None:
        return None
    if word.kind == "digits":
        numeric = _numeric(t, i)
        if numeric:
            return numeric
    day, j = None, i
    ordinal = t.ordinal(i)
    if ordinal:
        day, j = ordinal
        link = t.word(j)
        if link and link.kind == "from" and t.near(j):
            j += 1
            link = t.word(j)
        if link and (link.kind == "unit" and link.extra == "month") and t.near(j):
            j += 1
        elif t.raw(j) == "الشهر" and t.near(j):
            here: dict[str, Any] = {}
            k = _adjective(t, j + 1, here)
            same = t.word(j + 1)
            if same and same.kind == "same" and t.near(j + 1):
                return _make(t, i, j + 2, "date", {"day": day, "same_month": True})
            if k > j + 1:
                return _make(t, i, k, "date", {"day": day, "month_shift": here["adj"]})
            return None
    elif word.kind == "unit" and word.extra == "month" and word.value == 1 and not bare:
        j, bare = i + 1, True
    month = month_at(t, j)
    if month is None or not (j == i or t.near(j, "-/،" if day and word.kind == "digits" else "")):
        return None
    english = (t.words[j] or word).kind == "english"
    if month.weak and day is None and not bare:
        year = year_at(t, month.next)
        nxt = t.word(month.next)
        told = nxt is not None and nxt.kind == "adj" and t.near(month.next) and nxt.extra != "former"
        if not year and not told and not english:
            return None
        if english and not _english_day(t, month.next) and not year:
            return None
    if day is None and not bare and i > 0 and t.near(i):
        back = i - 1
        while back > max(i - 4, 0) and (w := t.word(back)) and w.kind in ("from", "digits", "ord", "tens"):
            back -= 1
        if t.raw(back) in _NAMED:
            return None
    if day is not None and i > 0 and t.near(i) and t.raw(i - 1) in _NAMED and not year_at(t, month.next):
        return None
    fields: dict[str, Any] = {"month": month.number}
    j = month.next
    if english and day is None and (late := _english_day(t, j)):
        day, j = late
    if day is not None:
        fields["day"] = day
    if month.hijri:
        fields["hijri"] = True
        if t.raw(j) in ("المبارك", "المعظم") and t.near(j):
            j += 1
    j = _year_or_adjective(t, j, fields)
    return _make(t, i, j, "date", fields)


def _english_day(t: Tokens, i: int) -> tuple[int, int] | None:
    word = t.word(i)
    if word and word.kind == "digits" and 1 <= word.value <= 31 and t.near(i):
        return word.value, i + 1
    return None


def _year_or_adjective(t: Tokens, j: int, fields: dict[str, Any]) -> int:
    year = year_at(t, j)
    closing = t.gap(j) in (")", "),", ")،")
    if year is None and closing:
        word = t.word(j)
        if word and word.kind == "digits" and word.extra == "4" and 1900 <= word.value < 2100:
            year = (word.value, False, j + 1)
    if year and year[1] == bool(fields.get("hijri")):
        fields["year"] = year[0]
        return year[2]
    if closing and (word := t.word(j)) and word.kind == "adj" and word.extra != "former":
        fields["adj"] = word.value
        return j + 1
    k = _adjective(t, j, fields)
    if k > j:
        return k
    k = j + 1 if (word := t.word(j)) and word.kind in ("from", "in") and t.near(j) else j
    if t.raw(k) in ("العام", "السنه") and t.near(k) and (adj := t.word(k + 1)) and adj.kind == "adj":
        fields["year_shift"] = adj.value
        return k + 2
    return j


def _numeric(t: Tokens, i: int) -> Found | None:
    """25/7/2018, 2018-07-25, 25.7.2018, and 25/7 where a word before it announces a date."""
    a, b, c = (t.word(i + k) for k in range(3))
    if a is None or b is None or b.kind != "digits":
        return None
    sep = t.gap(i + 1)
    if sep not in ("/", "-", ".", "\\"):
        return None
    if c is not None and c.kind == "digits" and t.gap(i + 2) == sep:
        if a.extra == "4":
            year, month, day = a.value, b.value, c.value
        elif c.extra == "4" or (sep == "/" and c.extra == "2"):
            day, month, year = a.value, b.value, c.value if c.extra == "4" else 2000 + c.value
            if month > 12 and day <= 12:
                day, month = month, day
        else:
            return None
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        fields: dict[str, Any] = {"day": day, "month": month, "year": year}
        after = t.word(i + 3)
        j = i + 3
        if after and after.kind in ("ah", "ce") and t.near(j):
            j += 1
        if (after and after.kind == "ah" and j > i + 3) or 1343 <= year <= 1500:
            fields["hijri"] = True
        elif not 1800 <= year <= 2199:
            return None
        return _make(t, i, j, "date", fields)
    told = (
        i > 0
        and t.near(i)
        and (w := t.word(i - 1)) is not None
        and (w.kind in ("date", "weekday") or (w.kind == "unit" and w.extra == "day"))
    )
    if sep == "/" and told and 1 <= b.value <= 12 and 1 <= a.value <= 31:
        return _make(t, i, i + 2, "date", {"day": a.value, "month": b.value})
    return None


def _point(t: Tokens, i: int) -> Found | None:
    """A single day, month or year at token i, for use inside منذ and ranges; يوم before it is passed over."""
    word = t.word(i)
    if word is None:
        return None
    if (
        word.kind in ("unit", "date") and (word.kind == "date" or (word.extra == "day" and word.value == 1))
    ) and t.near(i + 1):
        got = _point(t, i + 1)
        if got:
            return TimeExpression(t.start(i), got[0].end, got[0].kind, got[0].fields), got[1]
        return None
    if word.kind == "digits" or word.kind in ("al", "ord", "tens"):
        return _date(t, i) or _bare_year(t, i)
    rule = _STARTERS.get(word.kind)
    return (
        rule(t, i)
        if rule and word.kind not in ("since", "before", "from", "between", "during", "hour")
        else None
    )


def _bare_year(t: Tokens, i: int) -> Found | None:
    word = t.word(i)
    if word is None or word.kind != "digits" or word.extra != "4" or not 1900 <= word.value <= 2100:
        return None
    fields: dict[str, Any] = {"year": word.value}
    nxt = t.word(i + 1)
    if (
        nxt
        and nxt.kind == "digits"
        and nxt.extra == "4"
        and t.gap(i + 1) in ("-", "–")
        and 0 < nxt.value - word.value < 100
    ):
        return _make(t, i, i + 2, "year", {**fields, "year2": nxt.value})
    # "في 2016 موقعا" counts things; a year is followed by punctuation, a small word or a verb, or ends in no zeros.
    if (
        word.value % 100 == 0
        and t.near(i + 1)
        and i + 1 < len(t.spans)
        and (nxt is None or nxt.kind in ("unit",))
    ):
        return None
    return _make(t, i, i + 1, "year", fields)


def _date(t: Tokens, i: int) -> Found | None:
    got = _date_at(t, i)
    if got is None:
        return _day_range(t, i)
    fields = got[0].fields
    if fields.get("hijri"):
        return _corresponding(t, i, got)
    return got


def _day_range(t: Tokens, i: int) -> Found | None:
    """20-25 يوليو, 20 و21 يوليو."""
    word, other = t.word(i), t.word(i + 1)
    if not (word and other and word.kind == other.kind == "digits" and t.gap(i + 1) in ("-", "–", "و")):
        return None
    last = _date_at(t, i + 1)
    if last is None or "day" not in last[0].fields or not 1 <= word.value < last[0].fields["day"]:
        return None
    left = TimeExpression(t.start(i), t.end(i), "date", {**last[0].fields, "day": word.value})
    return _make(t, i, last[1], "range", {"left": left, "right": last[0]})


def _corresponding(t: Tokens, i: int, hijri: Found) -> Found:
    """A Hijri date with its Gregorian twin after الموافق or a stroke: the twin decides, the Hijri day is a check."""
    expr, j = hijri
    word = t.word(j)
    if word and word.kind == "corresponding":
        j += 1
    elif t.gap(j) not in ("/", "-", "–", "(", "،"):
        return hijri
    weekday = _bracketed_weekday(t, j)
    j = weekday[1] if weekday else j
    if t.raw(j) == "ل" or (t.word(j) or word) is None:
        j += 1
    twin = _date_at(t, j)
    if twin is None or twin[0].fields.get("hijri") or "day" not in twin[0].fields:
        return hijri
    return _make(t, i, twin[1], "date", {**expr.fields, "gregorian": twin[0].fields})


def _with_date(t: Tokens, i: int, j: int, fields: dict[str, Any]) -> Found | None:
    """The date that a weekday or an adverb carries: الأربعاء 25 يوليو, أمس (24 يوليو), الأربعاء الموافق ..."""
    k = j
    word = t.word(k)
    if word and word.kind in ("corresponding", "date") and t.near(k, "،,"):
        k += 1
        word = t.word(k)
    if word is None or word.kind not in ("digits", "ord", "al", "tens") or not t.near(k, "،,(-–/"):
        return None
    got = _date(t, k)
    if got is None or got[0].kind != "date" or "day" not in got[0].fields:
        return None
    inner = dict(got[0].fields)
    if "wd" in fields:
        inner["wd"] = fields["wd"]
        if "gregorian" in inner:
            inner["gregorian"] = {**inner["gregorian"], "wd": fields["wd"]}
    if fields.get("adj") is not None:
        inner.setdefault("adj", fields["adj"])
    return TimeExpression(t.start(i), got[0].end, "date", inner), got[1]


def _weekday(t: Tokens, i: int) -> Found | None:
    word = t.word(i)
    assert word is not None
    before = t.raw(i - 1) if i and t.near(i) else ""
    if before in _NAMED_WEEKDAYS or (i > 1 and before == "يوم" and t.raw(i - 2) == "كل"):
        return None
    if word.value == 0 and (
        before in ("هذين", "كلا", "كلي") or (t.near(i + 1) and t.raw(i + 1) in ("معا", "الاخرين"))
    ):
        return None
    if word.value == 4 and t.near(i + 1) and t.raw(i + 1) in ("العظيمه", "السوداء", "البيضاء"):
        return None
    fields: dict[str, Any] = {"wd": word.value}
    j = _adjective(t, i + 1, fields)
    if j == i + 1:
        nxt = t.word(j)
        if nxt and nxt.kind == "today" and t.near(j, "،,("):
            return _make(t, i, j + 1, "relative", {"days": 0, **fields})
        if nxt and nxt.kind == "yesterday" and t.near(j, "،,("):
            return _make(t, i, j + 1, "relative", {"days": -1, **fields})
    return _with_date(t, i, j, fields) or _make(t, i, j, "weekday", fields)


def _today(t: Tokens, i: int) -> Found | None:
    after = t.word(i + 1)
    close = t.near(i + 1)
    if i and t.near(i) and (t.raw(i - 1) in _PAPERS or t.raw(i - 1) == "ذلك"):
        return None
    word = t.word(i)
    nth = t.ordinal(i + 1) if close and after and after.kind in ("ord", "al") else None
    if word and nth and nth[0] > 1:
        counted = word.clitic.endswith("ل") or t.before_is(i, ("في", "دخول", "دخلت")) or t.raw(nth[1]) == "علي"
        return _make(t, i, nth[1], "nth_day", {"n": nth[0]}) if counted else None
    if (
        close
        and after
        and (after.kind in ("following", "same", "ord") or t.raw(i + 1) in ("الواحد", "العالمي", "الوطني"))
    ):
        return None
    if close and after and after.kind == "adj":
        return _make(t, i, i + 2, "relative", {"days": after.value}) if after.extra != "former" else None
    return _relative(t, i, 0)


def _relative(t: Tokens, i: int, days: int) -> Found | None:
    word = t.word(i)
    assert word is not None
    j = i + 1
    if word.kind == "yesterday" and t.raw(j) in ("الاول", "الاولي") and t.near(j):
        days, j = -2, j + 1
    fields: dict[str, Any] = {"days": days}
    weekday = _bracketed_weekday(t, j)
    if weekday:
        fields["wd"], j = weekday
    dated = _with_date(t, i, j, fields)
    if dated:
        return dated
    return _make(t, i, j, "relative", fields)


def _yesterday(t: Tokens, i: int) -> Found | None:
    return _relative(t, i, -1)


def _tomorrow(t: Tokens, i: int) -> Found | None:
    if t.raw(i) == "غد" and t.before_is(i, ("حزب", "صحيفه", "تيار")):
        return None
    return _relative(t, i, 1)


def _tonight(t: Tokens, i: int) -> Found | None:
    fields: dict[str, Any] = {}
    j = _adjective(t, i + 1, fields)
    if fields.get("adj") == -1:
        return _make(t, i, j, "night", {"part_period": "night"})
    return _make(t, i, j, "relative", {"days": 0, "part_period": "night"})


def _night(t: Tokens, i: int) -> Found | None:
    """ليل الخميس, ليلة السبت الأحد, ليل الخميس - الجمعة, ليلة أمس."""
    first = t.word(i + 1)
    if first is None or not t.near(i + 1):
        return None
    if first.kind == "weekday":
        got = _weekday(t, i + 1)
        second = t.word(i + 2)
        if (
            second
            and second.kind == "weekday"
            and t.near(i + 2, "-–/")
            and (second.value - first.value) % 7 == 1
        ):
            fields = {"wd": first.value, "wd2": second.value, "part_period": "night"}
            return _make(t, i, _adjective(t, i + 3, fields), "night", fields)
        return _with_part(t, i, got, "night")
    got = _point(t, i + 1)
    return _with_part(t, i, got, "night") if got and got[0].kind in ("relative", "date") else None


def _with_part(t: Tokens, i: int, got: Found | None, part: str) -> Found | None:
    if got is None or got[0].kind not in ("weekday", "relative", "date", "night"):
        return None
    return TimeExpression(t.start(i), got[0].end, got[0].kind, {**got[0].fields, "part_period": part}), got[1]


def _part(t: Tokens, i: int) -> Found | None:
    """صباح اليوم, فجر الجمعة, مساء أمس, ظهر 25 يوليو: the part is kept for hours said without one."""
    word = t.word(i)
    assert word is not None
    if not t.near(i + 1):
        return None
    nxt = t.word(i + 1)
    if (
        nxt is None
        or nxt.clitic
        or nxt.kind not in ("weekday", "today", "yesterday", "tomorrow", "digits", "ord", "unit", "al")
    ):
        return None
    return _with_part(t, i, _point(t, i + 1), word.extra)


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
        if nxt and nxt.kind == "card" and t.near(j + 1) and word.value == 1:
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


def _before(t: Tokens, i: int) -> Found | None:
    """قبل أسبوع; قبل يومين من الهجوم counts from an event and is left alone."""
    got = _duration(t, i + 1)
    if got is None or not t.near(i + 1):
        return None
    fields, j = got
    nxt = t.word(j)
    if nxt and nxt.kind in ("from", "on") and t.near(j) and not ((w := t.word(j + 1)) and w.kind in ("today", "in")):
        return _make(t, i, j, "apart", {**fields, "dir": 1}) if fields["n"] else None
    return _make(t, i, j, "ago", fields)


def _morrow(t: Tokens, i: int) -> Found | None:
    """غداة الهجوم: the attack was the day before."""
    return _make(t, i, i + 1, "apart", {"n": 1, "unit": "day", "dir": -1})


_BEGINNINGS = frozenset("بدء بدايه اندلاع انطلاق دخول بدات اندلعت اطلاق".split())


def _since(t: Tokens, i: int) -> Found | None:
    if not t.near(i + 1):
        return None
    got = _duration(t, i + 1)
    first = t.word(i + 1)
    if got and not (
        first
        and first.kind == "unit"
        and first.value == 1
        and first.extra in ("day", "month", "year")
        and _point(t, i + 1)
    ):
        nxt = t.word(got[1])
        if nxt and nxt.kind == "adj" and t.near(got[1]):
            return _make(t, i, got[1] + 1, "since", got[0])
        return _make(t, i, got[1], "since", got[0])
    if t.raw(i + 1) in _BEGINNINGS:
        # "Since the fighting began in April": the date that the same clause gives is where the time is counted from.
        for k in range(i + 2, min(i + 14, len(t.words))):
            if t.gap(k) not in ("", '"', "“", "”", "«", "»", "#"):
                break
            w = t.word(k)
            if w is not None and w.kind in ("in", "before", "digits", "year", "unit", "month", "kanun", "tishrin"):
                dated = _STARTERS[w.kind](t, k)
                if dated and dated[0].kind in ("date", "year", "ago", "unit"):
                    return TimeExpression(t.start(i), dated[0].end, "since", {"inner": dated[0]}), dated[1]
    point = _point(t, i + 1)
    if point is None and first and first.kind in ("digits",):
        point = _bare_year(t, i + 1)
    if point is None:
        return None
    return TimeExpression(t.start(i), point[0].end, "since", {"inner": point[0]}), point[1]


def _during(t: Tokens, i: int) -> Found | None:
    """خلال الأيام الثلاثة الماضية, على مدى اليومين الماضيين, في الـ24 ساعة الماضية, في 2016."""
    if not t.near(i + 1):
        return None
    got = _periods(t, i + 1)
    if got:
        return got
    word = t.word(i)
    if word and word.kind in ("in", "during", "until", "before", "after"):
        month = month_at(t, i + 1)
        if month and (not month.hijri or month.number == 9) and t.near(i + 1) and t.raw(i + 1) not in ("اب",):
            date = _date_at(t, i + 1, bare=True)
            return _corresponding(t, i + 1, date) if date else None
        return _bare_year(t, i + 1)
    return None


def _periods(t: Tokens, i: int) -> Found | None:
    """الأيام القليلة الماضية, الـ24 ساعة الماضية, ثلاثة أيام ماضية: a stretch that ends or begins today."""
    word = t.word(i)
    if word is None:
        return None
    n: int | None = None
    j = i
    if word.kind in ("card", "al", "digits", "ten", "tens"):
        got = t.integer(i)
        if got is None:
            return None
        n, j = got
        unit = t.word(j)
        if unit is None or unit.kind not in ("unit", "dunit") or not t.near(j):
            return None
        j += 1
    elif word.kind == "dunit" and word.value != 1:
        unit, j = word, i + 1
        n = 2 if word.value == 2 else None
        then = t.integer(j) if t.near(j) else None
        if then and word.value == 0:
            n, j = then
    else:
        return None
    while (few := t.word(j)) and few.kind == "few" and t.near(j):
        j += 1
    adj = t.word(j)
    if adj is None or adj.kind != "adj" or not t.near(j):
        return None
    return _make(t, i, j + 1, "span", {"n": n, "unit": unit.extra, "dir": adj.value or -1})


def _definite(t: Tokens, i: int) -> Found | None:
    """الشهر الماضي, الأسبوع المقبل, العام الجاري, العام 2014, الأيام الماضية."""
    word = t.word(i)
    assert word is not None
    if word.value != 1:
        return _periods(t, i)
    if word.extra == "year":
        if i and t.near(i) and t.raw(i - 1) in _TITLES:
            return None
        year = year_at(t, i)
        if year:
            return _make(t, i, year[2], "year", {"year": year[0], "hijri": year[1]})
    adj = t.word(i + 1)
    if adj and adj.kind == "adj" and t.near(i + 1):
        title = word.extra == "year" and adj.value == 0 and i and t.near(i) and t.raw(i - 1).startswith("ال")
        if title or adj.extra == "former":
            return None
        return _make(t, i, i + 2, "unit", {"unit": word.extra, "adj": adj.value})
    return None


def _unit(t: Tokens, i: int) -> Found | None:
    """يوم الجمعة, يوم 25 يوليو, شهر تموز, عام 2014."""
    word = t.word(i)
    assert word is not None
    if word.value != 1 or not t.near(i + 1):
        return None
    if word.extra == "day":
        nxt = t.word(i + 1)
        if (
            nxt
            and nxt.kind in ("weekday", "yesterday", "today", "tomorrow")
            and (not nxt.clitic or nxt.kind == "yesterday")
        ):
            got = _STARTERS[nxt.kind](t, i + 1)
            return (
                (TimeExpression(t.start(i), got[0].end, got[0].kind, got[0].fields), got[1]) if got else None
            )
        if nxt and nxt.kind in ("digits", "ord", "al", "tens"):
            got = _date(t, i + 1)
            return (
                (TimeExpression(t.start(i), got[0].end, got[0].kind, got[0].fields), got[1]) if got else None
            )
        return None
    if word.extra == "month":
        got = _date_at(t, i)
        return _corresponding(t, i, got) if got and got[0].fields.get("hijri") else got
    if word.extra == "year":
        year = year_at(t, i)
        if year is None:
            return None
        fields: dict[str, Any] = {"year": year[0], "hijri": year[1]}
        return _make(t, i, year[2], "year", fields)
    return None


def _years(t: Tokens, i: int) -> Found | None:
    """عامي 2014 و2015."""
    first = t.word(i + 1)
    if first is None or first.kind != "digits" or first.extra != "4":
        return None
    for k in (i + 2, i + 3):
        second = t.word(k)
        if (
            second
            and second.kind == "digits"
            and second.extra == "4"
            and 0 < second.value - first.value < 200
        ):
            return _make(t, i, k + 1, "year", {"year": first.value, "year2": second.value})
    return _bare_year(t, i + 1)


def _this(t: Tokens, i: int) -> Found | None:
    word = t.word(i + 1)
    if word is None or not t.near(i + 1) or (i and t.before_is(i, ("مثل",))):
        return None
    if word.kind == "today":
        return _make(t, i, i + 2, "relative", {"days": 0})
    if word.kind == "tonight":
        return _make(t, i, i + 2, "relative", {"days": 0, "part_period": "night"})
    if (
        word.kind == "dunit"
        and word.value == 1
        and not word.clitic
        and word.extra in ("week", "month", "year")
    ):
        return _make(t, i, i + 2, "unit", {"unit": word.extra, "adj": 0})
    return None


def _fuzzy(t: Tokens, i: int) -> Found | None:
    """مطلع يوليو, منتصف الشهر الماضي, أواخر 2014, أول أمس, منتصف ليل الأحد."""
    word = t.word(i)
    assert word is not None
    if not t.near(i + 1):
        return None
    j = i + 1
    if t.raw(i) in ("اول", "الاول"):
        nxt = t.word(j)
        if nxt and nxt.kind == "from":
            j, nxt = j + 1, t.word(j + 1)
        if nxt and nxt.kind == "yesterday":
            weekday = _bracketed_weekday(t, j + 1)
            fields: dict[str, Any] = {"days": -2}
            if weekday:
                fields["wd"] = weekday[0]
            return _make(t, i, weekday[1] if weekday else j + 1, "relative", fields)
        return None
    nxt = t.word(j)
    if nxt is None or t.raw(i) in ("اخر",):
        return None
    if nxt.kind == "night" and word.value == 2:
        got = _night(t, j)
        return (TimeExpression(t.start(i), got[0].end, got[0].kind, got[0].fields), got[1]) if got else None
    got = None
    if nxt.kind in ("unit", "dunit", "this"):
        got = _STARTERS[nxt.kind](t, j)
        if got is None and nxt.kind == "dunit" and nxt.value == 1 and nxt.extra in ("month", "week", "year"):
            return _make(t, i, j + 1, "unit", {"unit": nxt.extra, "adj": 0, "fuzzy": word.value})
    elif nxt.kind == "digits":
        got = _bare_year(t, j)
    else:
        got = _date_at(t, j, bare=True)
    if got is None or got[0].kind not in ("unit", "year", "date") or "day" in got[0].fields:
        return None
    return TimeExpression(t.start(i), got[0].end, got[0].kind, {**got[0].fields, "fuzzy": word.value}), got[1]


def _ordinal(t: Tokens, i: int) -> Found | None:
    word = t.word(i)
    if word and word.kind == "ord" and word.value == 1 and t.near(i + 1):
        nxt = t.word(i + 2)
        if (t.word(i + 1) or word).kind == "from" and nxt and nxt.kind == "yesterday":
            return _fuzzy_first(t, i)
    return _date(t, i)


def _fuzzy_first(t: Tokens, i: int) -> Found:
    weekday = _bracketed_weekday(t, i + 3)
    fields: dict[str, Any] = {"days": -2}
    if weekday:
        fields["wd"] = weekday[0]
    return _make(t, i, weekday[1] if weekday else i + 3, "relative", fields)


def _digits(t: Tokens, i: int) -> Found | None:
    got = _date(t, i)
    if got:
        return got
    clock = clock_at(t, i)
    return _make(t, i, clock[1], "clock", clock[0], clock[2]) if clock else None


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
            return _make(
                t, i, second[1], "clock", {**fields, **zone, "clock2": second[0]["clock"]}, second[2]
            )
    return _make(t, i, j, "clock", fields, end)


def _after(t: Tokens, i: int) -> Found | None:
    nxt = t.word(i + 1)
    if nxt and nxt.kind == "tomorrow" and t.near(i + 1) and not nxt.clitic:
        fields: dict[str, Any] = {"days": 2}
        weekday = _bracketed_weekday(t, i + 2)
        if weekday:
            fields["wd"] = weekday[0]
        return _make(t, i, weekday[1] if weekday else i + 2, "relative", fields)
    if nxt and nxt.kind == "period" and t.near(i + 1) and t.raw(i + 1) == "الظهر":
        return None
    length = _duration(t, i + 1) if t.near(i + 1) else None
    if length:
        link = t.word(length[1])
        if link and link.kind in ("from", "on") and t.near(length[1]):
            return _make(t, i, length[1], "apart", {**length[0], "dir": -1})
        return None
    if nxt and nxt.kind == "part" and nxt.value == 12 and t.near(i + 1):
        got = _part(t, i + 1)
        return _with_part(t, i, got, "pm")
    return None


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
    left = _point(t, i + 1)
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
    right = _point(t, j) if t.near(j) else None
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


def _month(t: Tokens, i: int) -> Found | None:
    got = _date_at(t, i)
    return _corresponding(t, i, got) if got and got[0].fields.get("hijri") else got


def _season(t: Tokens, i: int) -> Found | None:
    word = t.word(i)
    assert word is not None
    year = year_at(t, i + 1)
    if year and not year[1]:
        return _make(t, i, year[2], "season", {"month": word.value, "year": year[0]})
    fields: dict[str, Any] = {"month": word.value}
    j = _adjective(t, i + 1, fields)
    return _make(t, i, j, "season", fields) if j > i + 1 else None


def _rabi(t: Tokens, i: int) -> Found | None:
    """ربيع is a Hijri month with its number, spring with a year."""
    got = _month(t, i)
    if got:
        return got
    year = year_at(t, i + 1)
    return _make(t, i, year[2], "season", {"month": 3, "year": year[0]}) if year and not year[1] else None


_STARTERS |= {
    "weekday": _weekday,
    "today": _today,
    "yesterday": _yesterday,
    "tomorrow": _tomorrow,
    "tonight": _tonight,
    "night": _night,
    "part": _part,
    "before": _before,
    "morrow": _morrow,
    "since": _since,
    "during": _during,
    "in": _during,
    "span": _during,
    "until": _during,
    "after": _after,
    "dunit": _definite,
    "unit": _unit,
    "years2": _years,
    "this": _this,
    "fuzzy": _fuzzy,
    "ord": _ordinal,
    "tens": _date,
    "al": lambda t, i: _date(t, i) or _periods(t, i),
    "digits": _digits,
    "hour": _hour,
    "from": _range,
    "between": _range,
    "month": _month,
    "weakmonth": _month,
    "kanun": _month,
    "tishrin": _month,
    "hijri": _month,
    "rabi": _rabi,
    "jumada": _month,
    "dhu": _month,
    "english": _month,
    "season": _season,
}
