"""Hours of the day: الساعة السادسة والنصف مساء, 21:00, 1:30 ت غ, and the zone that goes with them."""

import re
from typing import Any

from riwaya.arabic.tokens import Tokens

_GMT = re.compile(
    r"[\s،,(]{0,3}(?:ب?ت\s?\.?\s?غ\b|ب?توقيت(?:ين)? (?:غر[يـ]?نتش|غرينيتش|جر[يـ]?نتش|جرينيتش)|بالتوقيت العالمي"
    r"|(?:ب?توقيت )?(?:GMT|gmt|UTC))"
)
_LOCAL = re.compile(
    r"[\s،,(]{0,3}(?:بالتوقيت(?:ين)? المحلي(?:ين)?|بتوقيت (?!غر|جر|GMT)[\u0621-\u064a]+(?: المحلي)?"
    r"|حسب التوقيت المحلي|بتوقيتها)"
)
_ASIDE = re.compile(
    r"[\s،,]{0,2}\(\s?\d{1,2}[:.,،]?\d{2}[^)\n]{0,25}\)"  # the same hour again, in another zone
)
_SEPARATORS = (":", ".", ",", "،", "٫")


def minutes_after(tokens: Tokens, i: int, hour: int) -> tuple[int, int, int]:
    """(hour, minute, next token) once النصف, إلا الربع or a number of minutes after the hour is read."""
    word = tokens.word(i)
    if tokens.raw(i) == "و" and tokens.near(i):
        found = tokens.integer(i + 1)
        unit = tokens.word(found[1]) if found else None
        if found and unit and unit.extra == "minute" and 0 < found[0] < 60:
            return hour, found[0], found[1] + 1
        return hour, 0, i
    if word is None or not tokens.near(i):
        return hour, 0, i
    if word.kind == "half" and (word.clitic.startswith("و") or word.extra):
        return hour, word.value, i + 1
    if word.kind == "except":
        then = tokens.word(i + 1)
        if then and then.kind == "half" and then.value < 30:
            return (hour - 1) % 24, 60 - then.value, i + 2
        return hour, 0, i
    if word.clitic.startswith("و"):
        found = tokens.integer(i)
        unit = tokens.word(found[1]) if found else None
        if found and unit and unit.extra == "minute" and 0 < found[0] < 60:
            return hour, found[0], found[1] + 1
    return hour, 0, i


def day_part(tokens: Tokens, i: int) -> tuple[str, int]:
    """The part of the day at token i (صباحا, بعد الظهر, من مساء): its name and the next token."""
    word = tokens.word(i)
    if word is None or not tokens.near(i, "(،"):
        return "", i
    if word.kind == "period":
        return word.extra, i + 1
    then = tokens.word(i + 1)
    if word.kind == "part" and word.value == 18:
        # مساءً folds to مساء; before a day (مساء أمس) it belongs to the day.
        day = then is not None and then.kind in ("weekday", "today", "yesterday", "unit", "digits")
        return ("", i) if day and tokens.near(i + 1) else (word.extra, i + 1)
    if word.kind == "after" and then and then.kind == "period" and then.extra in ("noon", "night"):
        return ("pm" if then.extra == "noon" else "night"), i + 2
    if word.kind == "before" and then and then.kind == "period" and then.extra == "noon":
        return "am", i + 2
    return "", i


def clock_at(tokens: Tokens, i: int, named: bool = False) -> tuple[dict[str, Any], int, int] | None:
    """An hour that begins at token i: (clock and zone, next token, end offset); None where there is none.

    `named`: the word الساعة came already, as in "من الساعة السادسة حتى الثامنة".
    """
    word = tokens.word(i)
    if word is None:
        return None
    at = i
    if word.kind == "hour":
        named, at = True, i + 1
        word = tokens.word(at)
        if word is None or not tokens.near(at):
            return None
    hour, minute = -1, 0
    if word.kind == "digits":
        nxt = tokens.word(at + 1)
        hour = word.value
        gap = tokens.gap(at + 1)
        two = nxt is not None and nxt.kind == "digits" and nxt.extra == "2" and nxt.value < 60
        if nxt is not None and two and (gap == ":" or (named and gap in _SEPARATORS)):
            minute, at = nxt.value, at + 2
            if tokens.gap(at) == ":" and (more := tokens.word(at)) and more.kind == "digits":
                at += 1
        elif named and word.extra == "4" and word.value // 100 < 24 and word.value % 100 < 60:
            hour, minute, at = word.value // 100, word.value % 100, at + 1
        elif named and gap != "/":
            hour, minute, at = minutes_after(tokens, at + 1, hour)
        else:
            return None
    elif named and word.kind == "ordf":
        hour, at = word.value, at + 1
        ten = tokens.word(at)
        if ten and ten.kind == "ten" and tokens.near(at):
            hour, at = hour + 10, at + 1
        hour, minute, at = minutes_after(tokens, at, hour)
    if not 0 <= hour <= 24:
        return None
    name, at = day_part(tokens, at)
    end = tokens.end(at - 1)
    fields: dict[str, Any] = {"clock": (hour, minute, name)}
    end = _zone(tokens.text, end, fields)
    if not named and not (name or fields.get("zone") or tokens.before_is(i, ("عند", "حوالي", "حوالى", "نحو", "قرابه"))):
        return None
    at = tokens.index_after(end, at)
    if not name and (late := day_part(tokens, at))[0]:
        name, at = late
        fields["clock"] = (hour, minute, name)
        end = _zone(tokens.text, tokens.end(at - 1), fields)
        at = tokens.index_after(end, at)
    return fields, at, end


def _zone(text: str, end: int, fields: dict[str, Any]) -> int:
    """Reads the zone after an hour; a second hour in brackets is the same moment elsewhere and is passed over."""
    aside = _ASIDE.match(text, end)
    if aside:
        return aside.end()
    for name, pattern in (("local", _LOCAL), ("gmt", _GMT)):
        found = pattern.match(text, end)
        if found:
            fields["zone"] = name
            end = found.end()
            aside = _ASIDE.match(text, end)
            return aside.end() if aside else end
    return end
