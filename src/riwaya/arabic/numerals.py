"""Cardinal numbers: reads one number, in digits, in words or in both, from a list of words.

Words are compared folded, so that case endings that only differ in ى/ي or in a hamza do not matter. Ordinals
(الثالثة, الحادي عشر) are not cardinals.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from riwaya.arabic.lists import read_lists
from riwaya.arabic.words import Word


class Cardinal(NamedTuple):
    """A number read from `words[first:last]`; `max` differs from `min` for the vague (عشرات, مئات, آلاف)."""

    min: int
    max: int
    first: int
    last: int
    form: str
    scale: int
    article: bool


class _Entry(NamedTuple):
    kind: str
    value: int
    top: int
    joined: bool
    article: bool


_UNITS = (
    "واحد واحده واحدا", "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي", "ثلاث ثلاثه ثلاثا",
    "اربع اربعه اربعا", "خمس خمسه خمسا", "ست سته ستا", "سبع سبعه سبعا", "ثمان ثمانيه ثماني ثمانيا", "تسع تسعه تسعا",
)  # fmt: skip
_TENS = ("عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_HUNDRED = ("ميه", "مايه", "مءه", "ماءه", "ميت", "ميا", "مييه")
_SCALES = {
    1_000: ("الف الفا الاف الافا", "الفان الفين الفي", "الاف الوف"),
    1_000_000: ("مليون مليونا ملايين", "مليونان مليونين مليوني مليونا_", "ملايين"),
    1_000_000_000: ("مليار مليارا مليارات بليون بلايين", "ملياران مليارين ملياري", "مليارات"),
}
_FRACTIONS = {"نصف": (1, 2), "ثلث": (1, 3), "ثلثا": (2, 3), "ثلثي": (2, 3), "ربع": (1, 4)}
"""Parts of a scale (ربع مليون), over and under the line. خمس is five rather than a fifth."""
_VAGUE = {"عشرات": (20, 99), "العشرات": (20, 99), "ميات": (200, 999), "مءات": (200, 999)}
# لل is ل and the article; 'ال' itself is marked so that it cannot turn the weekday الاثنين into a two.
_PREFIXES = (
    ("", False, False), ("و", True, False), ("ب", False, False), ("ل", False, False), ("ف", False, False),
    ("وب", True, False), ("ول", True, False), ("ال", False, True), ("وال", True, True), ("بال", False, True),
    ("لل", False, True), ("فال", False, True),
)  # fmt: skip
_LISTS = read_lists("quantities")
_NOT_NUMBERS, _ORDINALS = _LISTS["not numbers"], _LISTS["ordinals"]


def _entries() -> dict[str, _Entry]:
    plain: dict[str, tuple[str, int, int]] = {}
    for value, forms in enumerate(_UNITS, 1):
        for form in forms.split():
            plain[form] = ("unit", value, value)
    for form in ("احد", "احدي"):
        plain[form] = ("one of", 1, 1)
    for form in ("عشر", "عشره"):
        plain[form] = ("ten", 10, 10)
    for value, form in enumerate(_TENS, 2):
        for ending in ("ون", "ين"):
            plain[form + ending] = ("tens", value * 10, value * 10)
    for form in ("ثمانون", "ثمانين"):
        plain[form] = ("tens", 80, 80)
    for hundred in _HUNDRED:
        plain[hundred] = ("hundred", 100, 100)
        for value, forms in enumerate(_UNITS[2:], 3):
            for form in forms.split()[:3:2] if value != 8 else ("ثمان", "ثماني"):
                plain[form.rstrip("ا") + hundred] = ("hundred", value * 100, value * 100)
        plain["ثلاث" + hundred] = ("hundred", 300, 300)
    for form in ("ميتان", "ميتين", "ميتا", "ميتي", "مايتان", "مايتين", "مايتا", "مايتي"):
        plain[form] = ("hundred", 200, 200)
    for scale, (single, dual, plural) in _SCALES.items():
        for form in single.split():
            plain[form] = ("scale", scale, scale)
        for form in dual.split():
            plain[form] = ("dual scale", 2 * scale, scale)
        for form in plural.split():
            plain[form] = ("plural scale", scale, scale)
    for form, (low, high) in _VAGUE.items():
        plain[form.removeprefix("ال")] = ("vague", low, high)
    for form, (over, under) in _FRACTIONS.items():
        plain[form] = ("fraction", over, under)
    entries: dict[str, _Entry] = {}
    for prefix, joined, article in _PREFIXES:
        for form, (kind, value, top) in plain.items():
            if prefix + form not in _NOT_NUMBERS and not (kind == "one of" and article):
                # واحد is one, not "and one of": what needs no prefix comes first
                entries.setdefault(prefix + form, _Entry(kind, value, top, joined, article))
    return entries


ENTRIES = _entries()
ACCUSATIVE = {"ثلاثا": 3, "خمسا": 5, "ستا": 6, "سبعا": 7, "تسعا": 9}
"""Numbers before tens (سبعا وعشرين), otherwise other words."""
_GROUPED = re.compile(r"\d{1,3}(?:[.,،]\d{3})+")


def is_digits(word: Word) -> bool:
    return word.folded[0] < ":"


def digits_value(folded: str) -> float | None:
    """The value of a number in digits; groups of three after a separator are thousands. None: a list or version."""
    if folded.isdigit():
        return int(folded)
    if _GROUPED.fullmatch(folded):
        return int(re.sub(r"\D", "", folded))
    parts = re.split(r"[.,،]", folded)
    return float(parts[0] + "." + parts[1]) if len(parts) == 2 else None


def _close(text: str, left: Word, right: Word) -> bool:
    gap = text[left.end : right.start]
    return not gap or gap == " " or (gap.isspace() and "\n" not in gap)


def _before_tens(words: Sequence[Word], at: int) -> _Entry | None:
    """سبعا is seven where tens are joined to it (سبعا وعشرين جثة), else a village."""
    value = ACCUSATIVE.get(words[at].folded)
    after = ENTRIES.get(words[at + 1].folded) if value and at + 1 < len(words) else None
    tens = after is not None and after.joined and after.kind == "tens"
    return _Entry("unit", value, value, False, False) if value and tens else None


def read(text: str, words: Sequence[Word], at: int) -> Cardinal | None:
    """The cardinal that begins at `words[at]`, or None. A decimal is read only before a scale (1.5 مليون)."""
    word = words[at]
    digits = is_digits(word)
    entry = None if digits else ENTRIES.get(word.folded) or _before_tens(words, at)
    if not digits and entry is None:
        return None
    if at and entry is not None and entry.kind in ("ten", "tens") and words[at - 1].stem in _ORDINALS:
        return None  # الحادي عشر, الخامس والعشرين
    if digits:
        value = digits_value(word.folded)
        if value is None:
            return None
        return _rest(text, words, at, "digits", 0, value, 1, 1, "digits", False)
    assert entry is not None
    kind, value, article = entry.kind, entry.value, entry.article
    if kind == "vague":
        return _vague(text, words, at, entry)
    if kind == "plural scale" and not _previous_counts(text, words, at):
        return Cardinal(2 * value, 10 * value - 1, at, at + 1, "vague", value, article)
    if kind in ("scale", "dual scale", "plural scale"):
        if word.folded in ("الاف", "الالاف", "ملايين", "الملايين", "والالاف", "والاف"):
            return Cardinal(2 * entry.top, 10 * entry.top - 1, at, at + 1, "vague", entry.top, article)
        if (
            kind == "scale"
            and word.folded.endswith(("الفا", "مليونا", "مليارا"))
            and "ً" not in text[word.start : word.end]
        ):
            value = 2 * entry.top  # the construct dual: ألفا شخص; after a number it never comes here
        return _rest(text, words, at, kind, value, 0, entry.top, 1, "words", article)
    if (part := _fraction(text, words, at)) is not None:
        over, under, last = part
        after = ENTRIES.get(words[last].folded) if last < len(words) else None
        if after is None or after.kind != "scale" or after.joined or not _close(text, words[last - 1], words[last]):
            return None  # of some whole: ثلاثة أرباع السكان
        share = after.value * over // under
        return Cardinal(share, share, at, last + 1, "words", after.value, article)
    if kind == "one of":
        after = ENTRIES.get(words[at + 1].folded) if at + 1 < len(words) else None
        if after is None or after.kind != "ten" or not _close(text, word, words[at + 1]):
            return None
        kind = "unit"
    magnitude = {"unit": 1, "ten": 1, "tens": 10, "hundred": 100}[kind]
    return _rest(text, words, at, kind, 0, value, magnitude, 1, "words", article)


def _fraction(text: str, words: Sequence[Word], at: int) -> tuple[int, int, int] | None:
    """The fraction that begins at a word, over and under the line, and where it ends: نصف, ثلثا, ثلاثة أرباع."""
    entry = ENTRIES.get(words[at].folded)
    if entry is not None and entry.kind == "fraction":
        return entry.value, entry.top, at + 1
    quarters = entry is not None and entry.kind == "unit" and at + 1 < len(words) and words[at + 1].folded == "ارباع"
    return (entry.value, 4, at + 2) if entry and quarters and _close(text, words[at], words[at + 1]) else None


def _previous_counts(text: str, words: Sequence[Word], at: int) -> bool:
    return (
        at > 0
        and (is_digits(words[at - 1]) or words[at - 1].folded in ENTRIES)
        and _close(text, words[at - 1], words[at])
    )


def _vague(text: str, words: Sequence[Word], at: int, entry: _Entry) -> Cardinal:
    """عشرات, or عشرات الآلاف: the two bounds times the scale."""
    low, high, last, scale = entry.value, entry.top, at + 1, 1
    if last < len(words) and _close(text, words[at], words[last]):
        after = ENTRIES.get(words[last].folded)
        if after is not None and after.kind in ("scale", "plural scale") and not after.joined:
            scale = after.top
            low, high, last = low * scale, (high + 1) * scale - 1, last + 1
    return Cardinal(low, high, at, last, "vague", scale, entry.article)


def _rest(
    text: str, words: Sequence[Word], at: int, kind: str, total: int, group: float, magnitude: int, scale: int,
    form: str, article: bool,
) -> Cardinal | None:  # fmt: skip
    """Goes on from the first word: `total` holds the finished thousands, `group` what is below them."""
    j = at + 1
    if kind in ("scale", "dual scale", "plural scale"):
        scale = magnitude
    while j < len(words) and _close(text, words[j - 1], words[j]):
        word, step, joined = words[j], 1, False
        if word.folded == "و" and j + 1 < len(words) and _close(text, word, words[j + 1]):
            word, step, joined = words[j + 1], 2, True
        if is_digits(word):
            value = digits_value(word.folded)
            if not joined or magnitude < 100 or value is None or not float(value).is_integer() or value >= magnitude:
                break
            group, kind, magnitude = group + value, "digits", 1
            j += step
            continue
        entry = ENTRIES.get(word.folded)
        if entry is None:
            break
        joined = joined or entry.joined
        after = entry.kind
        if word.folded == "واحد" and not joined and magnitude >= 100 and j + 1 < len(words):
            ten = ENTRIES.get(words[j + 1].folded)
            joined = ten is None or ten.kind != "ten" or not ten.joined  # مئة وأحد عشر
        part = _fraction(text, words, j + step - 1) if joined and kind.endswith("scale") else None
        if part is not None:
            total, kind, j = total + scale * part[0] // part[1], "fraction", part[2]
            if j < len(words) and words[j].folded in ("المليون", "الالف", "المليار"):
                j += 1
            continue
        if after == "unit" and joined and magnitude >= 100 and entry.value > 0:
            group, kind, magnitude = group + entry.value, "unit", 1
        elif after == "ten" and kind == "unit" and not joined:
            group, kind = group + 10, "teen"
        elif after == "ten" and joined and magnitude >= 100:
            group, kind, magnitude = group + 10, "ten", 1
        elif (after == "tens" and joined and kind == "unit") or (after == "tens" and joined and magnitude >= 100):
            group, kind, magnitude = group + entry.value, "tens", 10
        elif after == "hundred" and not joined and kind == "unit" and entry.value == 100 and group % 10 >= 3:
            group, kind, magnitude = group - group % 10 + group % 10 * 100, "hundred", 100
        elif after == "hundred" and joined and magnitude >= 1000:
            group, kind, magnitude = group + entry.value, "hundred", 100
        elif after in ("scale", "plural scale") and not joined and group > 0 and (not total or entry.top < scale):
            total, group, kind, magnitude, scale = total + round(group * entry.top), 0, "scale", entry.top, entry.top
        elif after in ("scale", "dual scale") and joined and magnitude > entry.top and kind.endswith("scale"):
            total, kind, magnitude, scale = total + entry.value, "scale", entry.top, entry.top
        elif after == "one of" and joined and magnitude >= 100 and j + step < len(words):
            ten = ENTRIES.get(words[j + step].folded)
            if ten is None or ten.kind not in ("ten", "tens"):
                break
            group, kind, magnitude = group + 1, "unit", 1
        else:
            break
        j += step
    value = total + group
    if not float(value).is_integer():
        return None
    return Cardinal(int(value), int(value), at, j, form, scale, article)
