"""The words that date grammar is made of: months of four calendars' naming habits, weekdays, units, numbers.

`look` says what one written word may mean in a date; the grammar in `riwaya.arabic.dates` decides whether it does.
"""

import re
from typing import NamedTuple

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"
_MARKS = re.compile(f"[{MARKS}]")
_FOLD = str.maketrans("أإآٱىةؤئ", "ااااي\u0647وي")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class Word(NamedTuple):
    """What a word may be in a date: its kind, its value, the attached conjunction or preposition."""

    kind: str
    value: int
    clitic: str = ""
    extra: str = ""


def fold(word: str) -> str:
    """The word without marks, its alef, ya, ta marbuta and hamza forms made one."""
    return _MARKS.sub("", word).translate(_FOLD)


def number(digits: str) -> int:
    """The value of a run of Western, Arabic-Indic or Persian digits."""
    return int(digits.translate(_DIGITS))


_WORDS: dict[str, tuple[str, int, str]] = {}


def _put(kind: str, value: int, words: str, extra: str = "") -> None:
    for w in words.split():
        _WORDS[fold(w)] = (kind, value, extra)


# Monday is 0, as in datetime.date.weekday().
for _i, _w in enumerate(
    [
        "الاثنين الإثنين الاثنان الأثنين",
        "الثلاثاء الثلثاء الثلاثا",
        "الأربعاء الاربعا",
        "الخميس",
        "الجمعة",
        "السبت",
        "الأحد",
    ]
):
    _put("weekday", _i, _w)

# Gregorian names as Egypt and the Gulf write them, the Levant's, the Maghreb's; "weak" ones mean other things too
# (he practised, he came, Theresa May, a father) and need a day, a year or a partner beside them.
for _m, _w in enumerate(
    [
        "يناير جانفي",
        "فبراير فيفري شباط",
        "آذار",
        "أبريل إبريل أفريل نيسان",
        "مايو أيار",
        "يونيو يونيه حزيران",
        "يوليو يوليه يوليوز جويلية تموز",
        "أغسطس غشت",
        "سبتمبر شتنبر أيلول",
        "أكتوبر",
        "نوفمبر نونبر",
        "ديسمبر دجنبر",
    ],
    1,
):
    _put("month", _m, _w)
_put("weakmonth", 3, "مارس")
_put("weakmonth", 5, "ماي")
_put("weakmonth", 6, "جوان")
_put("weakmonth", 8, "أوت آب")
_put("kanun", 12, "كانون")
_put("tishrin", 10, "تشرين")

# Hijri months; those that are also a name or a plain word need a day, the word month or a year beside them.
for _m, _w in ((1, "محرم المحرم"), (2, "صفر"), (7, "رجب"), (8, "شعبان"), (9, "رمضان"), (10, "شوال")):
    _put("hijri", _m, _w)
_put("rabi", 3, "ربيع")
_put("jumada", 5, "جمادى جماد")
_put("dhu", 11, "ذو ذي")
_put("dhuname", 11, "القعدة")
_put("dhuname", 12, "الحجة")

ENGLISH_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]

_DEFINITE = dict.fromkeys(
    ["الساعات", "الأيام", "الأسابيع", "الأشهر", "الشهور", "الأعوام", "السنوات", "السنين", "العقود", "الدقائق"], 0
)
_DEFINITE |= dict.fromkeys(["الساعتين", "اليومين", "الأسبوعين", "الشهرين", "العامين", "السنتين", "العقدين"], 2)
for _n, (_one, _two, _many, _def) in {
    "hour": ("ساعة", "ساعتين ساعتان", "ساعات", "الساعات الساعتين"),
    "day": ("يوم يوما", "يومين يومان", "أيام", "الأيام اليومين"),
    "week": ("أسبوع أسبوعا", "أسبوعين أسبوعان", "أسابيع", "الأسبوع الأسبوعين الأسابيع"),
    "month": ("شهر شهرا", "شهرين شهران", "أشهر شهور", "الشهر الشهرين الأشهر الشهور"),
    "year": (
        "عام عاما سنة",
        "عامين عامان سنتين سنتان",
        "أعوام سنوات سنين",
        "العام العامين الأعوام السنة السنتين السنوات السنين",
    ),
    "decade": ("عقد عقدا", "عقدين عقدان", "عقود", "العقد العقدين العقود"),
    "minute": ("دقيقة", "دقيقتين", "دقائق", "الدقائق"),
}.items():
    _put("unit", 1, _one, _n)
    _put("unit", 2, _two, _n)
    _put("unit", 0, _many, _n)
    for _w in _def.split():
        _put("dunit", _DEFINITE.get(_w, 1), _w, _n)
_put("years2", 2, "عامي سنتي")
_put("hour", 1, "الساعة")
_put("today", 0, "اليوم")
_put("yesterday", -1, "أمس الأمس البارحة")
_put("tomorrow", 1, "غدا الغد غد")
_put("tonight", 0, "الليلة")
_put("night", 0, "ليل ليلة ليلتي")
_put("part", 5, "فجر", "am")
_put("part", 8, "صباح صبيحة", "am")
_put("part", 12, "ظهر", "noon")
_put("part", 15, "عصر ضحى", "pm")
_put("part", 18, "مساء عشية أمسية مغرب", "pm")
_put("part", 12, "نهار", "")
_put("period", 5, "فجرا", "am")
_put("period", 8, "صباحا", "am")
_put("period", 12, "ظهرا الظهر", "noon")
_put("period", 15, "عصرا العصر", "pm")
_put("period", 18, "مساءا المساء", "pm")
_put("period", 22, "ليلا الليل", "night")
_put("period", 5, "الفجر الصباح", "am")
_put("adj", -1, "الماضي الماضية الماضيين الماضيتين الفائت الفائتة المنصرم المنصرمة المنصرمين السالف")
_put("adj", -1, "الأخير الأخيرة الأخيرين", "latest")
_put("adj", -1, "السابق السابقة", "former")
_put("adj", 1, "المقبل المقبلة المقبلين القادم القادمة القادمين")
_put("adj", 0, "الحالي الحالية الجاري الجارية الراهن")
_put("following", 1, "التالي التالية نفسها ذاتها الذي المذكور")
_put("this", 0, "هذا هذه")
_put("fuzzy", 1, "مطلع أوائل بداية بدايات مستهل أول", "early")
_put("fuzzy", 2, "منتصف أواسط", "mid")
_put("fuzzy", 3, "أواخر", "late")
_put("fuzzy", 4, "نهاية ختام", "end")
_put("morrow", 0, "غداة")
_put("same", 0, "نفسه ذاته")
_put("since", 0, "منذ مذ")
_put("before", 0, "قبل")
_put("during", 0, "خلال أثناء غضون")
_put("after", 0, "بعد عقب")
_put("wake", 0, "إثر أعقاب")
_put("with", 0, "مع عند")
_put("span", 0, "مدى مدار طوال طيلة")
_put("between", 0, "بين")
_put("until", 0, "إلى حتى لغاية")
_put("in", 0, "في")
_put("from", 0, "من")
_put("on", 0, "على")
_put("than", 0, "ما لا يقل عن")
_put("about", 0, "نحو حوالى حوالي قرابة زهاء أكثر أقل يقرب يزيد")
_put("some", 0, "بضعة بضع عدة عدد")
_put("few", 0, "القليلة القليلتين المعدودة قليلة معدودة")
_put("al", 0, "ال")
_put("feast", 0, "عيد رأس")
_put("season", 6, "صيف")
_put("season", 9, "خريف")
_put("season", 12, "شتاء")
_put("corresponding", 0, "الموافق المصادف")
_put("date", 0, "بتاريخ تاريخ")
_put("ah", 0, "ه هـ هجري هجرية للهجرة")
_put("ce", 0, "م ميلادي ميلادية")
_put("half", 30, "النصف نصف ونصف")
_put("half", 15, "الربع ربع ربعا")
_put("half", 20, "الثلث ثلث ثلثا")
_put("except", 0, "إلا")

for _v, _w in enumerate(
    ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"], 1
):
    _put("ord", _v, _w)
_put("ord", 1, "الحادي الواحد")
for _v, _w in enumerate(
    ["الواحدة", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة", "العاشرة"], 1
):
    _put("ordf", _v, _w)
_put("ordf", 1, "الحادية")
for _v, _w in enumerate(
    [
        "واحد واحدة أحد إحدى",
        "اثنين اثنان اثنتين اثنتان اثنا اثني اثنتا اثنتي",
        "ثلاثة ثلاث الثلاثة الثلاث",
        "أربعة أربع الأربعة الأربع",
        "خمسة خمس الخمسة الخمس",
        "ستة ست الستة الست",
        "سبعة سبع السبعة السبع",
        "ثمانية ثمان ثماني الثمانية الثماني",
        "تسعة تسع التسعة التسع",
        "العشرة العشر",
    ],
    1,
):
    _put("card", _v, _w)
_put("ten", 10, "عشر عشرة")
for _v, _w in enumerate(["عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"], 2):
    _put("tens", _v * 10, f"{_w}ين {_w}ون ال{_w}ين ال{_w}ون")
_put("hundred", 100, "مئة مائة")
_put("hundred", 200, "مئتين مئتان مائتين مائتان")
_put("thousand", 1000, "ألف آلاف")
_put("thousand", 2000, "ألفين ألفان")

_NO_CLITIC = {
    "al",
    "ah",
    "ce",
    "part",
    "period",
    "than",
    "ten",
    "fuzzy",
    "adj",
    "dhu",
    "some",
    "about",
    "few",
}


def _find(folded: str, raw: str, clitic: str) -> Word | None:
    row = _WORDS.get(folded)
    if row is None:
        return None
    kind, value, extra = row
    if folded == "اب":
        # Only the spelling with madda is August wherever it stands; with a plain alef it is usually a father.
        extra = "madda" if "آب" in raw else "plain"
    return Word(kind, value, clitic, extra)


def look(word: str) -> Word | None:
    """What `word` (letters of one script, or digits) may mean in a date; None where nothing."""
    if word[0].isdigit():
        return Word("digits", number(word), "", str(len(word))) if len(word) <= 4 else None
    if word.isascii():
        low = word.lower()
        for i, name in enumerate(ENGLISH_MONTHS, 1):
            if low == name or (low == name[:3] and word[0].isupper()):
                return Word("english", i, "", low)
        if low in ("gmt", "utc"):
            return Word("gmt", 0)
        return None
    folded = fold(word)
    if not folded:
        return None
    found = _find(folded, word, "")
    if found:
        return found
    if len(folded) < 3:
        return None
    for first in ("و", "ف", ""):
        if first and folded[0] != first:
            continue
        rest = folded[len(first) :]
        if first:
            found = _find(rest, word, first)
            if found:
                return found
        if rest[:2] == "لل" and len(rest) > 3:
            found = _find("ال" + rest[2:], word, first + "لل")
            if found and found.kind not in _NO_CLITIC:
                return found
        if rest[:1] in ("ب", "ل", "ك") and len(rest) > 3:
            found = _find(rest[1:], word, first + rest[0])
            if found and (found.kind not in _NO_CLITIC or (rest[0] == "ل" and found.kind == "period")):
                return found
    return None


def clitic_length(word: str, clitic: str) -> int:
    """How many characters of `word`, its marks counted, the attached letters take (لل keeps its second lam)."""
    letters = len(clitic) - 1 if clitic.endswith("لل") else len(clitic)
    n = 0
    while letters and n < len(word):
        if not _MARKS.match(word[n]):
            letters -= 1
        n += 1
    while n < len(word) and _MARKS.match(word[n]):
        n += 1
    return n
