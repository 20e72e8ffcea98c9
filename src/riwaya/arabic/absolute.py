"""Dates that name a month or a year: 24 يوليو 2018, الرابع من أيار/مايو الماضي, 25/7/2018, صيف 2014, Hijri ones."""

from typing import Any

from riwaya.arabic.months import month_at, year_at
from riwaya.arabic.timeexpression import TimeExpression
from riwaya.arabic.timerules import NAMED, STARTERS, Found, made, read_adjective, weekday_beside
from riwaya.arabic.tokens import Tokens


def plain_date(t: Tokens, i: int, bare: bool = False) -> Found | None:
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
        elif t.near(j) and link and (
            (link.kind == "this" and t.raw(j + 1) == "الشهر" and t.near(j + 1))
            or (link.kind == "adj" and link.value == 0 and link.extra == "" and t.raw(j) == "الجاري")
        ):
            return _of_month(t, i, j + 2 if link.kind == "this" else j + 1, day, 0)
        elif t.raw(j) in ("ذات", "نفس") and t.raw(j + 1) == "الشهر" and t.near(j) and t.near(j + 1):
            return made(t, i, j + 2, "date", {"day": day, "same_month": True})
        elif t.raw(j) == "الشهر" and t.near(j):
            if word.kind == "ord" and _counts_noun(t, i):
                return None
            here: dict[str, Any] = {}
            k = read_adjective(t, j + 1, here)
            same = t.word(j + 1)
            if same and same.kind == "same" and t.near(j + 1):
                return made(t, i, j + 2, "date", {"day": day, "same_month": True})
            return _of_month(t, i, k, day, here["adj"]) if k > j + 1 else None
    elif word.kind == "unit" and word.extra == "month" and word.value == 1 and not bare:
        j, bare = i + 1, True
    month = month_at(t, j)
    if day and word.kind == "ord" and _counts_noun(t, i):
        return None
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
        if _named_by(t, back):
            return None
    if day is not None and i > 0 and t.near(i, "«\"“(”») ") and _named_by(t, i - 1) and not year_at(t, month.next):
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
    j = year_or_adjective(t, j, fields)
    return made(t, i, j, "date", fields)


def _of_month(t: Tokens, i: int, j: int, day: int, shift: int) -> Found:
    """A day of this month, the last or the next; its name behind it says which (20 من هذا الشهر تشرين الثاني)."""
    month = month_at(t, j) if t.near(j) else None
    if month is None or month.hijri:
        return made(t, i, j, "date", {"day": day, "month_shift": shift})
    fields: dict[str, Any] = {"month": month.number, "day": day}
    return made(t, i, year_or_adjective(t, month.next, fields), "date", fields)


_DAYS = ("ord", "tens", "weekday", "today", "yesterday", "night", "period", "corresponding")
"""Kinds of words with the article that an ordinal day of a month may follow."""


def _counts_noun(t: Tokens, i: int) -> bool:
    """النصف الأول من, الأسبوع الثاني من: the ordinal belongs to a noun with the article, not to a month."""
    if not (i and t.near(i)):
        return False
    word = t.word(i - 1)
    return t.raw(i - 1).startswith(("ال", "لل", "بال", "وال")) and not (word and word.kind in _DAYS)


def _named_by(t: Tokens, i: int) -> bool:
    """Whether a word makes what follows it a name (حي 17 تموز), also behind a clitic (لحزب 14 تموز)."""
    raw = t.raw(i)
    return raw in NAMED or any(raw.startswith(c) and raw[len(c) :] in NAMED for c in ("و", "ب", "ل", "وب", "ول", "ف"))


def _english_day(t: Tokens, i: int) -> tuple[int, int] | None:
    word = t.word(i)
    if word and word.kind == "digits" and 1 <= word.value <= 31 and t.near(i):
        return word.value, i + 1
    return None


def year_or_adjective(t: Tokens, j: int, fields: dict[str, Any]) -> int:
    year = year_at(t, j)
    if year is None and t.gap(j) in ("/", "-", "–"):  # 14/شباط/2005
        word = t.word(j)
        if word and word.kind == "digits" and word.extra == "4" and 1800 <= word.value < 2200:
            year = (word.value, False, j + 1)
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
    k = read_adjective(t, j, fields)
    if k > j:
        return k
    k = j + 1 if (word := t.word(j)) and word.kind in ("from", "in") and t.near(j) else j
    if t.raw(k) in ("العام", "السنه") and t.near(k) and (adj := t.word(k + 1)) and adj.kind == "adj":
        fields["year_shift"] = adj.value
        return k + 2
    if t.near(k) and t.near(k + 1) and k > j:
        told = t.word(k + 1)
        same = t.raw(k) in ("العام", "السنه") and told is not None and told.kind == "same"
        if same or (t.raw(k) in ("نفس", "ذات") and t.raw(k + 1) in ("العام", "السنه")):
            fields["same_year"] = True
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
        return made(t, i, j, "date", fields)
    told = (
        i > 0
        and t.near(i)
        and (w := t.word(i - 1)) is not None
        and (w.kind in ("date", "weekday") or (w.kind == "unit" and w.extra == "day"))
    )
    if sep == "/" and told and 1 <= b.value <= 12 and 1 <= a.value <= 31:
        return made(t, i, i + 2, "date", {"day": a.value, "month": b.value})
    return None


def point(t: Tokens, i: int) -> Found | None:
    """A single day, month or year at token i, for use inside منذ and ranges; يوم before it is passed over."""
    word = t.word(i)
    if word is None:
        return None
    if (
        word.kind in ("unit", "date") and (word.kind == "date" or (word.extra == "day" and word.value == 1))
    ) and t.near(i + 1):
        got = point(t, i + 1)
        if got:
            return TimeExpression(t.start(i), got[0].end, got[0].kind, got[0].fields), got[1]
        return None
    if word.kind == "digits" or word.kind in ("al", "ord", "tens"):
        return any_date(t, i) or bare_year(t, i)
    rule = STARTERS.get(word.kind)
    return rule(t, i) if rule and word.kind not in ("since", "before", "from", "between", "during", "hour") else None


def bare_year(t: Tokens, i: int) -> Found | None:
    word = t.word(i)
    if (numeric := _numeric(t, i)) is not None:
        return numeric
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
        return made(t, i, i + 2, "year", {**fields, "year2": nxt.value})
    # "في 2016 موقعا" counts things; a year is followed by punctuation, a small word or a verb, or ends in no zeros.
    counted = nxt is None or nxt.kind in ("unit", "feast")
    if word.value % 100 == 0 and t.near(i + 1) and i + 1 < len(t.spans) and counted:
        return None
    return made(t, i, i + 1, "year", fields)


def any_date(t: Tokens, i: int) -> Found | None:
    got = plain_date(t, i)
    if got is None:
        return _day_range(t, i)
    fields = got[0].fields
    if fields.get("hijri"):
        return with_twin(t, i, got)
    return got


def _day_list(t: Tokens, i: int) -> Found | None:
    """12 و13 تموز, الخامس والسادس من تموز, 3 و 4 و5 تموز: from the first day to the last."""
    first = t.ordinal(i)
    if first is None or (i and t.near(i, "«\"") and _named_by(t, i - 1)):
        return None
    k, last_day = first[1], first[0]
    for _ in range(6):
        start = k
        if t.raw(k) == "و" and t.near(k):
            start = k + 1
        elif not ((w := t.word(k)) and w.kind == "ord" and w.clitic == "و" and t.near(k)):
            return None
        if not t.near(start):
            return None
        got = plain_date(t, start)
        if got and "day" in got[0].fields and "hijri" not in got[0].fields:
            f = got[0].fields
            if f["day"] <= last_day:
                return None
            left = TimeExpression(t.start(i), t.end(first[1] - 1), "date", {**f, "day": first[0]})
            return made(t, i, got[1], "range", {"left": left, "right": got[0]}, got[0].end)
        nxt = t.ordinal(start)
        if nxt is None or nxt[0] <= last_day:
            return None
        last_day, k = nxt[0], nxt[1]
    return None


def _day_range(t: Tokens, i: int) -> Found | None:
    """20-25 يوليو, and lists of days."""
    listed = _day_list(t, i)
    if listed:
        return listed
    word, other = t.word(i), t.word(i + 1)
    if not (word and other and word.kind == other.kind == "digits" and t.gap(i + 1) in ("-", "–")):
        return None
    last = plain_date(t, i + 1)
    if last is None or "day" not in last[0].fields or not 1 <= word.value < last[0].fields["day"]:
        return None
    left = TimeExpression(t.start(i), t.end(i), "date", {**last[0].fields, "day": word.value})
    return made(t, i, last[1], "range", {"left": left, "right": last[0]})


def with_twin(t: Tokens, i: int, hijri: Found) -> Found:
    """A Hijri date with its Gregorian twin after الموافق or a stroke: the twin decides, the Hijri day is a check."""
    expr, j = hijri
    word = t.word(j)
    if word and word.kind == "corresponding":
        j += 1
    elif t.gap(j) not in ("/", "-", "–", "(", "،"):
        return hijri
    weekday = weekday_beside(t, j)
    j = weekday[1] if weekday else j
    if t.raw(j) == "ل" or (t.word(j) or word) is None:
        j += 1
    twin = plain_date(t, j)
    if twin is None or twin[0].fields.get("hijri") or "day" not in twin[0].fields:
        return hijri
    return made(t, i, twin[1], "date", {**expr.fields, "gregorian": twin[0].fields})


def with_date(t: Tokens, i: int, j: int, fields: dict[str, Any]) -> Found | None:
    """The date that a weekday or an adverb carries: الأربعاء 25 يوليو, أمس (24 يوليو), الأربعاء الموافق ..."""
    k = j
    word = t.word(k)
    if word and word.kind in ("corresponding", "date") and t.near(k, "،,"):
        k += 1
        word = t.word(k)
    if word is None or word.kind not in ("digits", "ord", "al", "tens") or not t.near(k, "،,(-–/"):
        return None
    got = any_date(t, k)
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


def month_rule(t: Tokens, i: int) -> Found | None:
    got = plain_date(t, i)
    return with_twin(t, i, got) if got and got[0].fields.get("hijri") else got


def season_rule(t: Tokens, i: int) -> Found | None:
    word = t.word(i)
    assert word is not None
    year = year_at(t, i + 1)
    if year and not year[1]:
        return made(t, i, year[2], "season", {"month": word.value, "year": year[0]})
    fields: dict[str, Any] = {"month": word.value}
    j = read_adjective(t, i + 1, fields)
    return made(t, i, j, "season", fields) if j > i + 1 else None


def spring_rule(t: Tokens, i: int) -> Found | None:
    """ربيع is a Hijri month with its number, spring with a year."""
    got = month_rule(t, i)
    if got:
        return got
    year = year_at(t, i + 1)
    return made(t, i, year[2], "season", {"month": 3, "year": year[0]}) if year and not year[1] else None


def two_years_rule(t: Tokens, i: int) -> Found | None:
    """عامي 2014 و2015."""
    first = t.word(i + 1)
    if first is None or first.kind != "digits" or first.extra != "4":
        return None
    for k in (i + 2, i + 3):
        second = t.word(k)
        if second and second.kind == "digits" and second.extra == "4" and 0 < second.value - first.value < 200:
            return made(t, i, k + 1, "year", {"year": first.value, "year2": second.value})
    return bare_year(t, i + 1)
