"""Quantities in a report: how many of what, with the bounds that the codebook gives to vague ones.

`quantities` finds every number that counts something. Numbers that do not count people are returned as well, with
`unit` filled (date, year, duration, money, label ...), so that a caller can pass over them and still knows that
those words are taken. Whether a single شخص is a toll of one is for the caller to say: it stands after a word of
killing or it does not.
"""

import re
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

from riwaya.arabic import numerals
from riwaya.arabic.clitics import cut
from riwaya.arabic.numerals import Cardinal, is_digits
from riwaya.arabic.words import Word
from riwaya.arabic.words import words as split_words

Bound = int | None


class Quantity(NamedTuple):
    """A number with what it counts; all offsets are code points of the text.

    `start`, `end`: the number with a hedge before it ("أكثر من 20"). `min`, `max`: its bounds, None where the text
    leaves one open. `counted`: the counted noun alone. `form`: digits, words, range, vague, dual, singular, plural.
    `unit`: empty where it may count people or things, else the class of what it measures. `whole`: from the
    hedge to the counted noun and a hedge after it ("11 شخصا على الأقل").
    """

    start: int
    end: int
    min: Bound
    max: Bound
    counted: tuple[int, int] | None
    form: str
    unit: str = ""
    whole: tuple[int, int] = (0, 0)


def _table(rows: str) -> dict[str, str]:
    """{word: class} from lines of "class: word word"."""
    table = {}
    for row in rows.strip().splitlines():
        name, _, members = row.partition(":")
        table.update(dict.fromkeys(members.split(), name.strip()))
    return table


_UNITS = _table(
    """
    duration: عام عاما اعوام عامين عامان سنه سنوات سنين سنتين سنتان شهر شهرا اشهر شهور شهرين شهران اسبوع اسبوعا اسابيع
    duration: اسبوعين اسبوعان يوم يوما ايام يومين يومان ساعه ساعات ساعتين ساعتان دقيقه دقايق دقيقتين ثانيه ثوان ثواني
    duration: قرن قرنا قرون عقد عقدا عقود عقدين ليله ليال ليالي ربيعا خريفا
    distance: كم كلم كيلومتر كيلومترا كيلومترات كيلو كيلومترين متر مترا امتار مترين ميل ميلا اميال قدم قدما اقدام سم
    distance: سنتيمتر سنتيمترا ملم ملليمتر ميلي عقده فرسخ م مم
    area: هكتار هكتارا هكتارات دونم دونما دونمات فدان فدانا افدنه
    weight: طن طنا اطنان كغ كلغ كيلوغرام كيلوغراما كيلوغرامات غرام غراما غرامات رطل رطلا ارطال
    volume: لتر لترا لترات برميل برميلا براميل ليتر ليترا غالون
    money: دولار دولارا دولارات يورو ليره ليرات ريال ريالا ريالات دينار دينارا دنانير جنيه جنيها جنيهات درهم درهما دراهم
    money: شيكل شيكلا شيقل روبل روبلا ين يوان روبيه فرنك شلن استرليني سنت سنتا
    percent: بالميه بالمايه بالمييه مييه مايويه نقطه
    temperature: درجه درجات مئويه
    power: ميغاواط ميجاواط كيلوواط فولت حصان واط
    date: هجري هجريه ميلادي ميلاديه للهجره هـ ه
    date: يناير فبراير مارس ابريل نيسان مايو ايار يونيو حزيران يوليو تموز اغسطس اب سبتمبر ايلول اكتوبر نوفمبر ديسمبر
    date: شباط اذار تشرين كانون جانفي فيفري افريل ماي جوان جويليه اوت غشت شتنبر نونبر دجنبر يوليوز
    date: محرم صفر رجب شعبان رمضان شوال ربيع جمادي ذو ذي
    time: صباحا مساء ظهرا فجرا عصرا ليلا بتوقيت غرينتش
    times: مره مرات مرتين مرتان ضعف ضعفا اضعاف
    """
)
_BEFORE = _table(
    """
    label: رقم قرار ماده فقره بند فصل طراز موديل شارع طريق لواء فوج فرقه كتيبه دوره نسخه حلقه قناه صفحه مجموعه محور ام
    label: ميغ سوخوي سو اف اس تي بي كاف ايه طايره اباتشي نوع عيار معبر مربع قطعه منزل غرفه باص حاجز وحده قاعده كوفيد
    label: قسم ملف مركز ارض المنطقه_ قطاع_ اية ايه سوره جي اي
    date: يوم السبت_ يناير فبراير مارس ابريل نيسان مايو ايار يونيو حزيران يوليو تموز اغسطس سبتمبر ايلول اكتوبر نوفمبر
    date: ديسمبر شباط اذار كانون محرم صفر رجب شعبان رمضان شوال
    year: عام سنه عامي اعوام سنوات ربيع خريف صيف شتاء مطلع حرب ثوره انتخابات موازنه ميزانيه مونديال
    time: ساعه
    ordinal: قرن ذكري مرحله قمه
    """
)
# A label or a date before the number gives way to a counted noun after it: "القاعدة 5 قتلى", "يوم 3 قتلى".
_HEDGES: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _effect, _phrases in (
    ("min", "اكثر من|ازيد من|ما يزيد عن|ما يزيد علي|يزيد عن|يزيد علي|تزيد عن|تزيد علي|ما يربو عن|ما يربو علي|يربو علي"),
    ("min", "ما يفوق|يفوق|تفوق|فوق|لا يقل عن|لا تقل عن|ما لا يقل عن|لا يقلون عن|ما لا يقل علي|يتجاوز|تتجاوز|تجاوز"),
    ("min", "تجاوزت|تخطي|تخطت|يتخطي|تتخطي|يتجاوزون|يفوقون|علي الاقل|ما يتجاوز|فاق|فاقت|زاد عن|زاد علي|زادت عن|باكثر من|ناهز_"),
    ("max", "اقل من|ما لا يزيد عن|ما لا يزيد علي|لا يزيد عن|لا يزيد علي|لا تزيد عن|لا يتجاوز|لا تتجاوز|لم يتجاوز|لم تتجاوز"),
    ("max", "ما يصل الي|حتي|ما لا يتجاوز|لا يتعدي|لا تتعدي|دون"),
    ("same", "نحو|حوالي|قرابه|زهاء|ما يقارب|يقارب|تقارب|ما يقرب من|يقرب من|مايقارب|ناهز|يناهز|ما يناهز|تقريبا|بحدود|حدود"),
):
    for _phrase in _phrases.split("|"):
        _words = tuple(_phrase.split())
        _HEDGES.setdefault(_words[-1], []).append((_words, _effect))
for _found in _HEDGES.values():
    _found.sort(key=lambda phrase: -len(phrase[0]))

_STOP = frozenset(
    """
    في علي الي عن من مع بين حتي خلال منذ قبل بعد عند لدي ضد حول دون عبر نحو ان انه انها الا او ام ثم بل لكن قد لقد لا لم لن
    ما هو هي هم هذا هذه ذلك تلك كما التي الذي الذين كان كانت كانوا بينهم بينها بينهن منهم منها منهن عليهم فيها فيه امس
    اليوم غدا حين حيث اذ اذا اي كل ايضا فقط تقريبا قتلوا قتل قتلت جرحوا اصيبوا اصيب اصيبت جرح جراء اثر اثناء وسط قرب داخل خارج
    شمال جنوب شرق غرب شمالي جنوبي شرقي غربي يوم مساء صباح ليله فجر حالتهم حالته لقوا سقطوا استشهدوا استشهد اعتقلوا بينما
    و ف ب ل ك ت يوجد توجد تم يتم امام وراء فوق تحت بحسب وفق وفقا عدا سوي رغم بسبب
    """.split()
)
_TAKING = frozenset(
    "قتل قتلت مقتل قتلوا جرح جرحت اصابه اصيب اصيبت استشهاد استشهد استشهدت سقوط سقط وفاه توفي اسر اعتقال اعتقل خطف "
    "استهداف قنص طعن دهس ذبح ارتقاء اختطاف اختطف توقيف اوقف اغتيال اعدام تصفيه تحييد احتجاز".split()
)
_RISE = re.compile(r"ارتف|تراجع|انخف|زاد|زياد|قفز|تزايد|يرتف|تصاعد|رفع|خفض|تقلص|هبط")
_OTHERS = frozenset(["اخر", "اخري", "اخرا", "اخران", "اخرين", "اخرون", "اخريات"])
_UPWARDS = frozenset(["فاكثر", "واكثر", "فصاعدا"])
_AFTERWARDS = {("علي", "الاقل"): "min", ("علي", "الاكثر"): "max", ("كحد", "ادني"): "min", ("كحد", "اقصي"): "max",
               ("او", "اكثر"): "min", ("او", "اقل"): "max"}  # fmt: skip
_ADJECTIVES = frozenset(
    "كبير كبيرا كبيره اكبر قليل قليلا محدود محدودا هايل هايلا غير محدد محددا معروف معلوم اخر اخرا ضخم ضخما متزايد".split()
)
_SOME = frozenset(["بعض", "عده", "بضعه", "بضع"])
_BARE = frozenset(["ب", "ل", "ك", "و", "ف", "ال", "بال", "وال", "لل", "ول", "وب", "كال", "ولل"])
_OPEN = re.compile(r"[\s)\]»”\"]*")
_STRICT = re.compile(r"[ \t\u00a0\u202f]*")


def _people() -> dict[str, tuple[str, bool]]:
    """{folded form: (dual | singular | plural, whether it may also be an adjective)}."""
    forms: dict[str, tuple[str, bool]] = {}
    duals: dict[str, tuple[str, bool]] = {}
    for line in files("riwaya.arabic").joinpath("data/people.tsv").read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        singular, plurals, *flags = line.split("\t")
        kind = flags[0] if flags else ""
        if kind in ("skip", "family"):
            continue
        adjective = kind == "adj"
        for form in (singular, singular if singular.endswith("ه") else singular + "ا"):
            forms.setdefault(form, ("singular", adjective))
        base = singular[:-1] + "ت" if singular.endswith("ه") else singular
        for form in plurals.split():
            forms[form] = ("plural", adjective)
            if form.endswith("ين") and not adjective:
                forms.setdefault(form[:-1], ("plural", False))  # the construct: منفذي الهجوم
        duals[base + "ان"] = duals[base + "ين"] = ("dual", adjective)
    for form, entry in duals.items():
        forms.setdefault(form, entry)
    # the month, "as for", the Taliban, a governorate, "during": other words of the same spelling
    for form in ("اب", "ابا", "ام", "اما", "امان", "امين", "ابان", "ابين", "طالبان"):
        forms.pop(form, None)
    forms["اخران"] = ("dual", False)
    forms["اخر"] = ("singular", True)
    # duals that have lost their ن before a noun: ضابطي شرطة, جثتي قريبيها
    for form in ("ضابطي", "ضابطا", "رجلي", "شرطيي", "شرطيا", "جنديي", "جثتي", "جثتا", "طفلتي", "طفلتا", "شهيدي", "قتيلي"):
        forms.setdefault(form, ("dual", False))
    return forms


_PEOPLE = _people()


def quantities(text: str, words: Sequence[Word] | None = None, *, plurals: bool = False) -> list[Quantity]:
    """The quantities of a text in order, without overlap.

    Pass `words` where they are known already. With `plurals`, bare plurals of people (قتلى, جنود) are returned too:
    form 'plural', both bounds None.
    """
    if words is None:
        words = split_words(text)
    return _Reader(text, words, plurals).read()


class _Reader:
    """One pass over the words of one text."""

    def __init__(self, text: str, words: Sequence[Word], plurals: bool) -> None:
        self.text, self.words, self.plurals = text, words, plurals
        self.found: list[Quantity] = []
        self.people = -2  # index of the last word of people that was read, for adjectives after it

    def read(self) -> list[Quantity]:
        roles, words, done = _ROLES, self.words, 0
        for i in [i for i, word in enumerate(words) if roles[word[2]]]:
            if i < done:
                continue
            role = roles[words[i].folded]
            if role == "number":
                done = self._number(i)
            elif role == "person":
                done = self._person(i)
            else:
                done = self._some(i)
        return self.found

    def _close(self, i: int, j: int) -> bool:
        """Whether only blanks stand between two words."""
        return 0 <= i and j < len(self.words) and not self.text[self.words[i].end : self.words[j].start].strip(" \t\u00a0\u202f")

    def _add(self, first: int, last: int, low: Bound, high: Bound, counted: int, form: str, unit: str, stop: int) -> None:
        words = self.words
        start, end = self._bare(first), words[last - 1].end
        span = (self._bare(counted), words[counted].end) if counted >= 0 else None
        begin = min(start, span[0]) if span else start
        whole = (begin, max(end, words[stop - 1].end))
        while self.found and self.found[-1].whole[1] > begin:
            if form in _NOUNS and self.found[-1].form not in _NOUNS:
                return  # 13 جنديا وشرطيا على الأقل: the number covers both
            self.found.pop()  # a noun read by itself before its number (رجل واحد)
        self.found.append(Quantity(start, end, low, high, span, form, unit, whole))

    def _bare(self, i: int) -> int:
        """Where word `i` begins without و ف ب ل ك; its article stays."""
        word = self.words[i]
        begin = word.stem_start
        if begin - word.start >= 2 and self.text[begin - 2 : begin] == "ال":
            begin -= 2
        return begin

    # numbers

    def _number(self, i: int) -> int:
        words, text = self.words, self.text
        if is_digits(words[i]):
            j = self._chain(i)
            if j:
                return j
        number = numerals.read(text, words, i)
        if number is None:
            entry = numerals.ENTRIES.get(words[i].folded)
            if entry is not None and entry.kind == "one of":
                return self._one_of(i)
            return i + 1
        first, last = number.first, number.last
        low: Bound
        high: Bound
        low, high = number.min, number.max
        form = number.form
        if words[i].stem in _ONE or (number.article and form == "words"):
            after = self._postposed(i, number)
            if after:
                return after
        governed = self._governed(i) if number.article or is_digits(words[i]) else ""
        second = self._second(number)
        if second is not None:
            other, factor = second
            low, high, last, form = number.min * factor, other.max, other.last, "range"
        first, effect = self._hedge(first)
        if form == "range" and effect == "":
            first = self._range_start(first)
        unit = governed or self._unit(i, last, number, effect, form)
        counted, stop = self._counted(last) if not unit else (-1, last)
        if counted < 0 and i > 1 and is_digits(words[i]) and words[i - 1].end == words[i].start:
            if words[i - 1].folded == "ال" and words[i - 2].stem in _PEOPLE:
                counted = i - 2  # الجنود الـ15
        effect_after, stop = self._hedge_after(stop)
        effect = effect_after or effect
        if effect == "min" and form != "range":
            high = None
        elif effect == "max" and form != "range":
            low = None
        if counted >= 0:
            self.people = counted
        resume = max(last, counted + 1)
        if unit == "percent" and last + 1 < len(words) and words[last].folded == "في":
            resume = stop = last + 2
        elif counted < 0 and not unit:
            pair = self._dead_or_hurt(last)
            resume, stop = max(resume, pair), max(stop, pair)
        self._add(first, last, low, high, counted, form, unit, stop)
        return resume

    def _governed(self, i: int) -> str:
        """The class of a noun that a number with the article follows: الساعات الـ24, الدول الخمس."""
        words = self.words
        noun = i - 1
        if is_digits(words[i]):
            if noun < 1 or words[noun].folded not in ("ال", "وال") or words[noun].end != words[i].start:
                return ""
            noun -= 1
        if noun < 0 or not self._close(noun, noun + 1) or words[noun].stem in _PEOPLE:
            return ""
        if words[noun].folded in _STOP or words[noun].stem in _TAKING or is_digits(words[noun]):
            return ""
        return _UNITS.get(words[noun].stem, "thing" if words[noun].folded.startswith("ال") else "")

    def _dead_or_hurt(self, at: int) -> int:
        """Where "بين قتيل وجريح" that begins at word `at` ends, else 0: its two nouns count nobody."""
        words = self.words
        if at + 2 >= len(words) or words[at].folded not in ("بين", "ما"):
            return 0
        at += words[at].folded == "ما"
        if at + 2 >= len(words) or words[at].folded != "بين" or _PEOPLE.get(words[at + 1].stem, ("",))[0] != "singular":
            return 0
        end = at + 3 + (words[at + 2].folded == "و")
        joined = words[at + 2].folded.startswith("و") and end <= len(words)
        return end if joined and _PEOPLE.get(words[end - 1].stem, ("",))[0] == "singular" else 0

    def _chain(self, i: int) -> int:
        """Passes over dates, times, scores and phone numbers written in digits; 0: none begins here."""
        words, text = self.words, self.text
        j = i
        marks = ""
        while j + 1 < len(words) and is_digits(words[j + 1]) and words[j + 1].start - words[j].end == 1:
            mark = text[words[j].end]
            if mark not in "/-:–.\\":
                break
            marks += mark
            j += 1
        before = text[words[i].start - 1] if words[i].start else ""
        if not marks:
            if before in ("/", "+") or (before == "-" and words[i].start > 1 and text[words[i].start - 2].isalnum()):
                self._add(i, i + 1, None, None, -1, "digits", "label", i + 1)
                return i + 1
            return 0
        if len(marks) == 1 and marks in "-–" and len(words[i].folded) < 4:
            return 0  # a range, if it is one
        unit = "time" if marks[0] == ":" else "date"
        if len(marks) == 1 and marks in "-–":
            unit = "year" if _is_year(words[i].folded) else ""
            if not unit:
                return 0
        self._add(i, j + 1, None, None, -1, "digits", unit, j + 1)
        return j + 1

    def _second(self, number: Cardinal) -> tuple[Cardinal, int] | None:
        """The upper end of a range that `number` begins, and what the lower end is to be multiplied with."""
        words, text, j = self.words, self.text, number.last
        if j >= len(words) or number.form == "vague":
            return None
        between = number.first > 0 and words[number.first - 1].stem == "بين" and self._close(number.first - 1, number.first)
        gap = text[words[j - 1].end : words[j].start]
        joined = either = False
        if gap.strip() in ("-", "–", "—", "ـ") and is_digits(words[j]) and is_digits(words[j - 1]):
            pass
        elif gap.strip():
            return None
        elif words[j].folded in ("الي", "او", "حتي") and self._close(j, j + 1):
            before = words[max(0, number.first - 6) : number.first]
            if words[j].folded == "الي" and any(_RISE.match(word.stem) for word in before):
                return None
            j, either = j + 1, True
        elif between and words[j].folded == "و" and self._close(j, j + 1):
            j, joined = j + 1, True
        elif not between:
            return None
        entry = numerals.ENTRIES.get(words[j].folded)
        if between and not (joined or either or gap.strip() or words[j].folded[0] == "و"):
            return None
        if entry is not None and entry.article:
            return None
        other = numerals.read(text, words, j)
        if other is None or other.form == "vague":
            return None
        factor = other.scale if other.scale > number.scale and number.min * other.scale < other.min else 1
        return (other, factor) if number.min * factor < other.max else None

    def _range_start(self, first: int) -> int:
        """The first word of "بين", "ما بين" or "من" before a range."""
        words = self.words
        if first and words[first - 1].stem in ("بين", "من") and self._close(first - 1, first):
            first -= 1
            if first and words[first].stem == "بين" and words[first - 1].stem == "ما" and self._close(first - 1, first):
                first -= 1
            if words[first].stem != "من":
                return self._hedge(first)[0]
        return first

    def _hedge(self, first: int) -> tuple[int, str]:
        """Where the hedge before word `first` begins, and its effect: min, max, same or empty."""
        words = self.words
        if not first or not self._close(first - 1, first):
            return first, ""
        for phrase, effect in _HEDGES.get(words[first - 1].stem, ()):
            begin = first - len(phrase)
            if begin < 0 or any(words[begin + k].stem != phrase[k] for k in range(len(phrase))):
                continue
            if all(self._close(k, k + 1) for k in range(begin, first - 1)):
                return begin, effect
        return first, ""

    def _hedge_after(self, stop: int) -> tuple[str, int]:
        """على الأقل, within the next five words and before any other number or mark."""
        words = self.words
        if self._close(stop - 1, stop) and words[stop].folded in _UPWARDS and not (
            stop + 1 < len(words) and words[stop + 1].folded == "من"
        ):
            return "min", stop + 1
        for j in range(stop, min(stop + 5, len(words) - 1)):
            if not self._close(j - 1, j) and self.text[words[j - 1].end : words[j].start].strip() not in (")", "»", '"', "”"):
                break
            effect = _AFTERWARDS.get((words[j].folded, words[j + 1].folded))
            if effect is not None:
                return effect, j + 2
            if is_digits(words[j]) or words[j].folded in numerals.ENTRIES or words[j].folded in _VERBS:
                break
        return "", stop

    def _unit(self, i: int, last: int, number: Cardinal, effect: str, form: str) -> str:
        """The class of what a number measures or names, if it counts neither people nor things."""
        words, text = self.words, self.text
        end = words[last - 1].end
        if text[end : end + 1] in ("%", "٪") or text[end : end + 2] in (" %", " ٪"):
            return "percent"
        if text[words[i].start - 1 : words[i].start] in ("%", "٪", "$", "€") and words[i].start:
            return "money" if text[words[i].start - 1] in "$€" else "percent"
        if text[end : end + 1] in ("$", "€"):
            return "money"
        after = words[last] if last < len(words) and _STRICT.fullmatch(text, end, words[last].start) else None
        following = ""
        if after is not None:
            stem = after.stem if after.folded.startswith("ال") else after.folded
            if after.folded == "في" and last + 1 < len(words) and words[last + 1].stem in ("ميه", "مايه", "مييه", "الميه"):
                return "percent"
            following = _UNITS.get(stem, "")
            if following and not (following == "date" and number.form == "words" and number.min > 31):
                return following
            if after.folded == "من" and last + 1 < len(words) and _UNITS.get(words[last + 1].folded) == "date":
                return "date"  # في الـ7 من تشرين الأول
        if form == "range":
            return ""
        is_people = after is not None and (after.stem in _PEOPLE or after.folded in _OTHERS)
        digits = words[i].folded if is_digits(words[i]) and last == i + 1 else ""
        if is_people or effect:
            return ""
        before = words[i - 1] if i and _STRICT.fullmatch(text, words[i - 1].end, words[i].start) else None
        if before is not None:
            glued = before.end == words[i].start
            kind = _BEFORE.get(before.stem, "")
            if kind == "year" and not _is_year(digits) and not (digits and number.min > 999):
                kind = ""
            if kind in ("time", "ordinal") and not before.folded.startswith(("ال", "بال", "لل", "وال")):
                kind = ""
            if kind == "label" and not digits:
                kind = ""
            if kind == "date" and before.stem == "يوم" and number.min > 31:
                kind = ""
            if kind:
                return kind
            if digits and glued and before.folded not in _BARE:
                return "label"
            if digits and before.folded.isascii():
                return "label"
        if digits:
            if digits[0] == "0" and len(digits) > 1 or len(digits) > 8:
                return "label"
            if _is_year(digits):
                return "year"
        return ""

    def _counted(self, last: int) -> tuple[int, int]:
        """The index of the counted noun after a number, or -1, and where the phrase ends."""
        words, text = self.words, self.text
        if last >= len(words) or not _OPEN.fullmatch(text, words[last - 1].end, words[last].start):
            return -1, last
        j = last
        if words[j].folded == "من" and self._close(j, j + 1):
            j += 1
            if words[j].folded == "بين" and self._close(j, j + 1):
                j += 1
        word = words[j]
        if is_digits(word) or word.folded in _STOP or word.folded in numerals.ENTRIES:
            return -1, last
        if word.stem_start > word.start and not word.folded.startswith("ال"):
            return -1, last
        if j == last and word.folded in _RECENT:
            return -1, last
        return j, j + 1

    # people without a number

    def _postposed(self, i: int, number: Cardinal) -> int:
        """A numeral after its noun: رجل واحد, جنديين اثنين, القتلى الثلاثة. 0: it is none of these."""
        words = self.words
        noun = -1
        for k in (i - 1, i - 2):
            if k >= 0 and self._close(k, k + 1):
                if words[k].stem in _PEOPLE and words[k].folded not in _OTHERS:
                    noun = k
                    break
                between = words[k]
                if between.stem in _TAKING or between.folded in _STOP or between.folded[0] in "و0123456789":
                    break
            else:
                break
        if words[i].stem in _ONE and noun < 0:
            after = words[i + 1].folded if i + 1 < len(words) else ""
            before = words[i - 1].stem if i else ""
            if number.min == 1 and not (before in _TAKING or after in ("من", "منهم", "منها", "اخر", "علي")):
                return number.last
            return 0
        if noun < 0:
            return 0
        effect, stop = self._hedge_after(number.last)
        if number.last < len(words) and words[number.last].folded in _OTHERS and self._close(number.last - 1, number.last):
            stop = max(stop, number.last + 1)
        self.people = number.last - 1
        high = None if effect == "min" else number.max
        self._add(number.first, number.last, number.min, high, noun, "words", "", stop)
        return number.last

    def _one_of(self, i: int) -> int:
        """أحد الجنود: one of them."""
        words = self.words
        if i and words[i - 1].folded in ("لا", "اي", "يوم", "ليله", "مساء", "صباح", "ولا", "لم"):
            return i + 1
        if not self._close(i, i + 1):
            return i + 1
        following = words[i + 1].stem
        known = next((stem for stem in (following, *_without_pronoun(following)) if stem in _PEOPLE), "")
        if not known or (_PEOPLE[known][0] != "plural" and not words[i + 1].folded.startswith("ال")):
            return i + 1
        self.people = i + 1
        self._add(i, i + 1, 1, 1, i + 1, "singular", "", i + 2)
        return i + 2

    def _person(self, i: int) -> int:
        """A dual, a single one, or (if asked for) a plural of people."""
        words = self.words
        word = words[i]
        if i and words[i - 1].folded == "بين":
            resume = self._dead_or_hurt(i - 1)
            if resume:
                return resume
        kind, adjective = _PEOPLE[word.stem]
        raw = self.text[word.start : word.end]
        after_people = self.people == i - 1 and self._close(i - 1, i) and word.stem_start == word.start
        if after_people and (adjective or kind != "dual"):
            self.people = i
            return i + 1
        definite = word.folded.startswith(("ال", "وال", "بال", "لل", "فال", "كال"))
        ambiguous = kind == "plural" and word.stem.endswith("ين") and word.stem[:-2] + "ون" in _PEOPLE
        if ambiguous and (
            (self._close(i, i + 1) and words[i + 1].stem in ("اثنين", "اثنتين"))
            or raw.endswith(("َين", "َيْن", "َيْنِ", "َينِ"))
        ):
            kind = "dual"
        if kind == "singular" and not self._single(i, raw):
            return i + 1
        if word.stem == "اخر" and (i == 0 or words[i - 1].stem not in _TAKING):
            return i + 1
        if word.stem == "رجلا" and self._close(i, i + 1) and words[i + 1].stem in ("شرطه", "امن", "دين", "اطفاء", "اعمال"):
            kind = "dual"
        if kind == "singular" and (definite and word.stem not in _ATTACKERS or adjective and self._describes(i)):
            return i + 1
        self.people = i
        if kind == "plural":
            if self.plurals and not (adjective and self._describes(i)):
                self._add(i, i + 1, None, None, i, "plural", "", i + 1)
            return i + 1
        count = 2 if kind == "dual" else 1
        last = i + 1
        if self._close(i, last) and words[last].stem in _ONE:
            last += 1
            self.people = i + 1
        effect, stop = self._hedge_after(last)
        if self._close(last - 1, last) and words[last].folded in _OTHERS:
            stop = max(stop, last + 1)
        elif stop > last + 2:
            effect, stop = "", last
        self._add(i, last, count, None if effect == "min" else count, i, kind, "", stop)
        return last

    def _single(self, i: int, raw: str) -> bool:
        """Whether a form spelt like a single person is one: not سوريا the country, شقيقه his brother, بلا طيار."""
        word = self.words[i]
        if word.stem in _COUNTRIES and "ً" not in raw:
            return False
        if word.stem.endswith("ه") and "ة" not in raw[-3:]:
            return False
        return not (i and self.words[i - 1].stem in ("دون", "بلا", "بدون", "غير"))

    def _describes(self, i: int) -> bool:
        """Whether word `i` may be the adjective of the noun before it (مصدر عسكري, الدفاع المدني)."""
        words = self.words
        if i == 0 or not self._close(i - 1, i) or words[i].stem_start > words[i].start and not words[i].folded.startswith("ال"):
            return False
        return words[i - 1].stem not in _TAKING and words[i - 1].folded not in _STOP

    def _some(self, i: int) -> int:
        """عدد من المدنيين, عدد كبير من, العديد من, بعض الجنود, عدة أشخاص: no bounds."""
        words = self.words
        if words[i].folded.startswith("الا") or words[i].folded == "العدد":
            return i + 1
        if words[i].stem in _SOME:
            last = i + 1
            if not self._close(i, last) or (words[last].folded in _STOP and words[last].folded != "من"):
                return last
        else:
            last = i + 1
            while self._close(last - 1, last) and words[last].stem in _ADJECTIVES and last < i + 3:
                last += 1
            if not self._close(last - 1, last) or words[last].folded not in ("من", "منهم", "منها"):
                return i + 1
            last += 1
        counted, stop = self._counted(last)
        if counted >= 0:
            unit = _UNITS.get(words[counted].stem, "")
            self.people = counted
            self._add(i, last, None, None, counted, "vague", unit, stop)
            return counted + 1
        self._add(i, last, None, None, -1, "vague", "", last)
        return last


class _Roles(dict[str, str]):
    """What a folded word may begin: 'number', 'person', 'some', or '' for nearly all words; one look-up a word."""

    def __missing__(self, folded: str) -> str:
        if len(self) > 200_000:
            self.clear()
        stem = folded[cut(folded)[1] :]
        role = ""
        if folded < ":" or folded in numerals.ENTRIES:
            role = "number"
        elif stem in _PEOPLE:
            role = "person"
        elif folded in _LEADS or stem in _LEADS:
            role = "some"
        self[folded] = role
        return role


_ROLES = _Roles()
_LEADS = frozenset(["عدد", "عددا", "اعداد", "اعدادا", "عديد", "العديد", "كثير", "كثيرا", "كثيرون"]) | _SOME
_ONE = frozenset(["واحد", "واحده", "واحدا", "اثنان", "اثنين", "اثنتان", "اثنتين"])
_ATTACKERS = frozenset(["مشتبه", "مهاجم", "انتحاري", "منفذ"])
_COUNTRIES = frozenset("سوريا روسيا تركيا بريطانيا اوكرانيا ليبيا ايطاليا المانيا".split())
_RECENT = frozenset("الماضيه الماضي الاخيره الاخير المقبله القادمه السابقه".split())
_NOUNS = frozenset(["singular", "dual", "plural"])
_VERBS = frozenset("قتلوا قتل قتلت اصيب اصيبوا اصيبت جرح جرحوا قال قالت اعلن اعلنت".split())


def _without_pronoun(stem: str) -> tuple[str, ...]:
    """The noun that ه, ها, هم or نا hang on: قادته is of قاده, مقاتليه of مقاتلين."""
    for ending in ("هم", "ها", "نا", "ه"):
        if stem.endswith(ending) and len(stem) > len(ending) + 2:
            noun = stem[: -len(ending)]
            return (noun, noun[:-1] + "ه", noun + "ن") if noun[-1] in "تي" else (noun,)
    return ()


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and "1900" <= digits <= "2099"
