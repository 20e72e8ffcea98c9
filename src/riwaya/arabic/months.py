"""Month names in a text: of one word or two, doubled (أيار/مايو), Hijri ones, and the year after them."""

from typing import NamedTuple

from riwaya.arabic.tokens import Tokens

_PAIRS = {
    ("kanun", 1): (12, False),
    ("kanun", 2): (1, False),
    ("tishrin", 1): (10, False),
    ("tishrin", 2): (11, False),
    ("rabi", 1): (3, True),
    ("rabi", 2): (4, True),
    ("jumada", 1): (5, True),
    ("jumada", 2): (6, True),
}
_SECOND = {"اول": 1, "ثاني": 2, "ثان": 2, "الاخر": 2, "الاخره": 2, "الاولي": 1, "الاول": 1, "الثاني": 2, "الثانيه": 2}


class Month(NamedTuple):
    """A month read from a text: its number, whether it is Hijri, how sure the word alone is, the next token."""

    number: int
    hijri: bool
    weak: bool
    next: int


def _single(t: Tokens, i: int) -> Month | None:
    word = t.word(i)
    if word is None:
        return None
    if word.kind == "month":
        return Month(word.value, False, False, i + 1)
    if word.kind == "weakmonth":
        return Month(word.value, False, word.extra != "madda", i + 1)
    if word.kind == "hijri":
        return Month(word.value, True, True, i + 1)
    if word.kind == "english":
        return Month(word.value, False, True, i + 1)
    if word.kind in ("kanun", "tishrin", "rabi", "jumada") and t.near(i + 1):
        which = _SECOND.get(t.raw(i + 1), 0)
        pair = _PAIRS.get((word.kind, which))
        return Month(pair[0], pair[1], False, i + 2) if pair else None
    then = t.word(i + 1)
    if word.kind == "dhu" and then and then.kind == "dhuname" and t.near(i + 1):
        return Month(then.value, True, False, i + 2)
    return None


def month_at(t: Tokens, i: int) -> Month | None:
    """The month whose name begins at token i, its second name ("/مايو", "(أيار)", "- أيار", "أيار") included."""
    first = _single(t, i)
    if first is None:
        return None
    gap = t.gap(first.next)
    if gap in ("", "/", "(", "-", "–", "\\", "،"):
        other = _single(t, first.next)
        # July is both tammuz and yuliu; a partner of another number is another month ("آذار/نيسان").
        if other and other.number == first.number and other.hijri == first.hijri:
            return Month(first.number, first.hijri, False, other.next)
    return first


def year_at(t: Tokens, i: int) -> tuple[int, bool, int] | None:
    """A year at token i: (year, Hijri, next token), its عام and its هـ or م included."""
    j = i
    word = t.word(j)
    if word and word.kind == "from" and t.near(j):
        j += 1
        word = t.word(j)
    named = False
    if word and ((word.kind == "unit" and word.extra == "year" and word.value == 1) or t.raw(j) in ("العام", "للعام")):
        named, j = True, j + 1
        word = t.word(j)
    if word is None or not t.near(j, "،," if not named else "") or (j > i and not named):
        return None
    if word.kind == "digits" and word.extra == "4":
        year, j = word.value, j + 1
    elif named and word.kind == "digits" and word.extra == "2" and word.value >= 90:
        year, j = 1900 + word.value, j + 1
    elif word.kind == "thousand" or (named and word.kind in ("card", "hundred")):
        got = t.integer(j)
        if got is None or got[0] < 1300:
            return None
        year, j = got
    else:
        return None
    after = t.word(j)
    if after and t.near(j) and after.kind == "ah" and 1300 <= year <= 1500:
        return year, True, j + 1
    if after and t.near(j) and after.kind == "ce":
        j += 1
    if 1800 <= year <= 2199:
        return year, False, j
    return (year, True, j) if 1343 <= year <= 1500 and (named or j > i) else None
