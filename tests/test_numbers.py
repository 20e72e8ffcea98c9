"""Quantities: a table of expressions, what is no quantity of people, and offsets."""

import gzip
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.arabic.numbers import quantities
from riwaya.arabic.surroundings import risen
from riwaya.arabic.words import words

# text | min | max | counted noun | form        ('-' is an open bound or no noun)
TABLE = """
3 أشخاص|3|3|أشخاص|digits
٣ أشخاص|3|3|أشخاص|digits
۱۲ جريحا|12|12|جريحا|digits
45 آخرين|45|45|آخرين|digits
1,200 نازح|1200|1200|نازح|digits
1.200 نازح|1200|1200|نازح|digits
١٬٢٠٠ نازح|1200|1200|نازح|digits
150 ألف شخص|150000|150000|شخص|digits
10 آلاف لاجئ|10000|10000|لاجئ|digits
1.5 مليون طفل|1500000|1500000|طفل|digits
2,5 مليون طفل|2500000|2500000|طفل|digits
5 ملايين طفل|5000000|5000000|طفل|digits
(13) فرداً|13|13|فرداً|digits
7 من الجنود|7|7|الجنود|digits
7 منهم|7|7|-|digits
ثلاثة أشخاص|3|3|أشخاص|words
ثلاث نساء|3|3|نساء|words
خمسة|5|5|-|words
ثماني طالبات|8|8|طالبات|words
عشرة جنود|10|10|جنود|words
أحد عشر رجلا|11|11|رجلا|words
إحدى عشرة امرأة|11|11|امرأة|words
اثنا عشر مسلحا|12|12|مسلحا|words
اثني عشر مسلحا|12|12|مسلحا|words
اثنتا عشرة أسرة|12|12|أسرة|words
ثلاثة عشر جنديا|13|13|جنديا|words
ثماني عشرة امرأة|18|18|امرأة|words
تسعة عشر|19|19|-|words
عشرون قتيلا|20|20|قتيلا|words
خمسة وأربعين شخصا|45|45|شخصا|words
واحد وعشرين شهيدا|21|21|شهيدا|words
اثنان وسبعون|72|72|-|words
تسع وتسعين|99|99|-|words
مئة جندي|100|100|جندي|words
مائة وعشرين أسيرا|120|120|أسيرا|words
مئة وخمسة وعشرين|125|125|-|words
مئة وأحد عشر|111|111|-|words
مئتين وخمسين|250|250|-|words
مائتا مقاتل|200|200|مقاتل|words
ثلاثمئة وواحد وخمسين مدنيا|351|351|مدنيا|words
ثلاثمائة|300|300|-|words
ثلاث مئة|300|300|-|words
سبعمئة|700|700|-|words
ألف شخص|1000|1000|شخص|words
ألفا شخص|2000|2000|شخص|words
ألفي مقاتل|2000|2000|مقاتل|words
ألفين وثلاثمئة نازح|2300|2300|نازح|words
ألف وسبعمئة شخص|1700|1700|شخص|words
ثلاثة آلاف|3000|3000|-|words
اثنا عشر ألف مقاتل|12000|12000|مقاتل|words
خمسة وعشرون ألفا وثلاثمئة|25300|25300|-|words
مئة ألف نازح|100000|100000|نازح|words
نصف مليون لاجئ|500000|500000|لاجئ|words
مليون ونصف المليون نازح|1500000|1500000|نازح|words
ربع مليون لاجئ|250000|250000|لاجئ|words
ثلثا مليون لاجئ|666666|666666|لاجئ|words
ثلاثة أرباع المليون لاجئ|750000|750000|لاجئ|words
مليون وثلاثة أرباع المليون نازح|1750000|1750000|نازح|words
مليونا طفل|2000000|2000000|طفل|words
مليوني نازح|2000000|2000000|نازح|words
مليون و200 ألف نازح|1200000|1200000|نازح|words
عشرات الجرحى|20|99|الجرحى|vague
العشرات|20|99|-|vague
مئات الأسر|200|999|الأسر|vague
آلاف المدنيين|2000|9999|المدنيين|vague
الآلاف من النازحين|2000|9999|النازحين|vague
عشرات الآلاف من النازحين|20000|99999|النازحين|vague
مئات الآلاف|200000|999999|-|vague
عدد من الجنود|-|-|الجنود|vague
عددا من الجنود|-|-|الجنود|vague
عدد كبير من المدنيين|-|-|المدنيين|vague
العديد من القتلى|-|-|القتلى|vague
بعض الجنود|-|-|الجنود|vague
عدة أشخاص|-|-|أشخاص|vague
أكثر من 20 قتيلا|20|-|قتيلا|digits
أكثر من عشرين|20|-|-|words
ما يزيد عن 30 جريحا|30|-|جريحا|digits
ما يزيد على ثلاثين جريحا|30|-|جريحا|words
فوق 40 قتيلا|40|-|قتيلا|digits
ما لا يقل عن 11 شخصا|11|-|شخصا|digits
لا يقل عن 11 شخصا|11|-|شخصا|digits
11 شخصا على الأقل|11|-|شخصا|digits
عشرة جنود أتراك على الأقل|10|-|جنود|words
15 على الأقل|15|-|-|digits
أكثر من ألف مقاتل|1000|-|مقاتل|words
أقل من 10 مسلحين|-|10|مسلحين|digits
حتى 20 جنديا|-|20|جنديا|digits
لا يتجاوز خمسة عناصر|-|5|عناصر|words
ما يصل إلى 50 مقاتلا|-|50|مقاتلا|digits
نحو 150 آخرين|150|150|آخرين|digits
حوالي مئة شخص|100|100|شخص|words
قرابة سبعة آلاف شخص|7000|7000|شخص|words
ما يقارب 60 عائلة|60|60|عائلة|digits
بين 20 و30 مسلحا|20|30|مسلحا|range
بين ثلاثة وخمسة جنود|3|5|جنود|range
ما بين 100 و150 ألف نازح|100000|150000|نازح|range
20 إلى 30 قتيلا|20|30|قتيلا|range
من 5 إلى 7 جنود|5|7|جنود|range
20-30 قتيلا|20|30|قتيلا|range
بين 20 أو 30|20|30|-|range
مدنيان|2|2|مدنيان|dual
جنديين|2|2|جنديين|dual
شخصين|2|2|شخصين|dual
طفلتان|2|2|طفلتان|dual
شرطيين|2|2|شرطيين|dual
فلسطينيين اثنين|2|2|فلسطينيين|dual
عسكريين تركيين اثنين|2|2|عسكريين|dual
جنديان لبنانيان اثنان|2|2|جنديان|dual
مواطنَين|2|2|مواطنَين|dual
آخران|2|2|آخران|dual
شخص|1|1|شخص|singular
طفلا|1|1|طفلا|singular
رجل واحد|1|1|رجل|singular
أحد الجنود|1|1|الجنود|singular
أحد قادته|1|1|قادته|singular
القتلى الثلاثة|3|3|القتلى|words
منفذي الهجوم الأربعة|4|4|منفذي|words
الجنود الـ15|15|15|الجنود|digits
"""
ROWS = [line.split("|") for line in TABLE.strip().splitlines()]

MEASURED = """
25 في المئة|percent
30%|percent
٣٠٪|percent
15 بالمئة|percent
خمسين بالمئة|percent
10 دولارات|money
عشرين ألف دولار|money
$500|money
20 كيلومترا|distance
10كم|distance
خمسة أمتار|distance
48 ساعة|duration
ثلاثة أيام|duration
(24 عاما)|duration
15 مايو|date
7 تشرين الأول|date
الـ7 من تشرين الأول|date
3/7/2018|date
2018-07-03|date
عام 2018|year
منذ 2011|year
2011-2018|year
16:30|time
الساعة 8|time
رقم 16|label
القرار 2254|label
إس-300|label
F-16|label
اللواء 35|label
0096612345678|label
100 طن|weight
الساعات الـ24 الماضية|duration
الدول الخمس|thing
خمس مرات|times
عدة أيام|duration
37 درجة|temperature
"""
MEASURED_ROWS = [line.split("|") for line in MEASURED.strip().splitlines()]

NOTHING = """
الساعة الثالثة|الحادي عشر من الشهر|الخامس والعشرين|للمرة الثانية|السادسة عشرة|يوم الأحد|يوم الاثنين|الثلاثاء
الأربعاء|الخميس|لست أدري
الدفاع المدني|مصدر عسكري|وست|سوريا وروسيا وتركيا|أمام المبنى|شقيقه|كميات كبيرة|في آخر النهار|عدد القتلى
ضحايا بين قتيل وجريح|بلا طيار|حركة طالبان
لا أحد|الرابعة عصرا
"""


def bound(value: str) -> int | None:
    return None if value == "-" else int(value)


def test_the_tables_are_long_enough() -> None:
    assert len(ROWS) >= 80
    assert len(MEASURED_ROWS) >= 30


@pytest.mark.parametrize("frame", ["{}", "وقال المصدر إن القصف أوقع {} في المدينة", "({})", "{}."])
@pytest.mark.parametrize(("words", "low", "high", "noun", "form"), ROWS, ids=[row[0] for row in ROWS])
def test_reads(words: str, low: str, high: str, noun: str, form: str, frame: str) -> None:
    text = frame.format(words)
    found = [q for q in quantities(text) if not q.unit]
    assert len(found) == 1, found
    (q,) = found
    assert (q.min, q.max, q.form) == (bound(low), bound(high), form)
    assert (text[slice(*q.counted)] if q.counted else "-") == noun
    at = text.index(words)
    assert at <= q.whole[0] <= q.start < q.end <= q.whole[1] <= at + len(words) or form == "words"


@pytest.mark.parametrize(("text", "unit"), MEASURED_ROWS)
def test_numbers_that_count_no_people_say_so(text: str, unit: str) -> None:
    for sentence in (text, f"وقال المصدر إن {text} في المدينة"):
        assert {q.unit for q in quantities(sentence)} == {unit}


@pytest.mark.parametrize("text", [part for line in NOTHING.strip().splitlines() for part in line.split("|")])
def test_what_is_no_quantity(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل 3 مدنيين وأصيب 12 آخرون", [(3, 3), (12, 12)]),
        ("مقتل ثلاثة جنود وإصابة خمسة", [(3, 3), (5, 5)]),
        ("ثلاثة قتلى وأربعة جرحى", [(3, 3), (4, 4)]),
        ("قتيلان و5 جرحى", [(2, 2), (5, 5)]),
        ("مقتل جندي وإصابة اثنين آخرين", [(1, 1), (2, 2)]),
        ("قتل ضابط وجندي", [(1, 1), (1, 1)]),
        ("ارتفع العدد من 5 إلى 7 قتلى", [(5, 5), (7, 7)]),
        ("سقط 60 قتيلا وأكثر من 100 جريح", [(60, 60), (100, None)]),
        ("المئات بين قتيل وجريح", [(200, 999)]),
        ("13 جنديا وشرطيا على الأقل", [(13, None)]),
        ("مقتل جندي إسرائيلي", [(1, 1)]),
        ("20 و30 جريحا", [(20, 20), (30, 30)]),
        ("10 قتلى فأكثر", [(10, None)]),
        ("مقتل 40 مسلحا، و18 جنديا على الأقل", [(40, 40), (18, None)]),
    ],
)
def test_reads_one_after_the_other(text: str, expected: list[tuple[int | None, int | None]]) -> None:
    assert [(q.min, q.max) for q in quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ارتفع العدد من 5 إلى 7", True),
        ("العدد ارتفع من 5 قتلى أمس إلى 7 قتلى", True),
        ("تراجع عدد الأسرى من 90 إلى 60", True),
        ("كان العدد 5، ثم ارتفع إلى 7", True),
        ("وكانت الحصيلة 5 قتلى وارتفعت إلى أكثر من 7", True),
        ("نقلوا من 5 قرى إلى 7 مخيمات", False),
        ("كان في القاعة 5 رجال وصلوا إلى 7 مقاعد", False),
        ("ارتفع العدد من 5. ووصل المصابون إلى 7", False),
        ("ارتفع العدد إلى 5 والجرحى إلى 7", False),
    ],
)
def test_what_a_number_has_risen_from(text: str, expected: bool) -> None:
    old, new = ((q.start, q.end) for q in quantities(text))
    assert risen(text, words(text), old, new) is expected
    assert not risen(text, words(text), new, old)


def test_bare_plurals_are_given_only_when_asked_for() -> None:
    text = "سقوط قتلى وجرحى في القصف"
    assert quantities(text) == []
    assert [(text[q.start : q.end], q.min, q.max, q.form) for q in quantities(text, plurals=True)] == [
        ("قتلى", None, None, "plural"),
        ("جرحى", None, None, "plural"),
    ]


def test_the_whole_phrase_spans_hedge_number_noun_and_hedge() -> None:
    text = "وأسفر عن مقتل نحو 11 شخصا على الأقل أمس"
    (q,) = quantities(text)
    assert text[q.start : q.end] == "نحو 11"
    assert text[slice(*q.whole)] == "نحو 11 شخصا على الأقل"


PIECES = st.sampled_from(
    [
        "قتل",
        "3",
        "أشخاص",
        "و",
        "45",
        "آخرون",
        "ثلاثة",
        "عشر",
        "وعشرين",
        "مئة",
        "ألف",
        "مليون",
        "آلاف",
        "عشرات",
        "مدنيان",
        "جنديين",
        "شخص",
        "أكثر",
        "من",
        "نحو",
        "بين",
        "إلى",
        "على",
        "الأقل",
        "-",
        "/",
        ":",
        "2018",
        "عام",
        "%",
        ".",
        "،",
        "بعض",
        "عدد",
        "كبير",
        "أحد",
        "اثنين",
        "واحد",
        "ونصف",
        "1,200",
        "2.5",
        "ال",
        "الـ",
        "بـ",
        "(",
        ")",
        "قتيل",
        "وجريح",
        "في",
        "المئة",
    ]
)


@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", " "])), max_size=14), st.booleans())
def test_quantities_lie_in_the_text_in_order(pieces: list[tuple[str, str]], plurals: bool) -> None:
    text = "".join(a + b for a, b in pieces)
    position = 0
    for q in quantities(text, plurals=plurals):
        assert 0 <= q.whole[0] <= q.start < q.end <= q.whole[1] <= len(text)
        assert position <= q.whole[0]
        position = q.whole[1]
        if q.counted:
            assert q.whole[0] <= q.counted[0] < q.counted[1] <= q.whole[1]
        if q.min is not None and q.max is not None:
            assert q.min <= q.max


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    quantities(text)


def test_agrees_with_the_tolls_of_the_gold(shared: Path) -> None:
    """Nine tolls in ten that the coders gave a number have a quantity with the same bounds; the rest are names."""
    gold = shared / "gold"
    texts = {
        d["doc_id"]: d["text"] for d in map(json.loads, (gold / "train.docs.jsonl").read_text("utf-8").splitlines())
    }
    tolls = {
        (d["doc_id"], *toll["span"], toll["min"], toll["max"])
        for d in map(json.loads, (gold / "train.jsonl").read_text("utf-8").splitlines())
        for claim in d["claims"]
        for toll in claim["tolls"]
        if toll.get("span") and (toll["min"], toll["max"]) != (None, None)
    }
    found = {doc_id: quantities(text) for doc_id, text in texts.items()}
    hits = sum(
        any(q.whole[0] < end and start < q.whole[1] and (q.min, q.max) == (low, high) for q in found[doc_id])
        for doc_id, start, end, low, high in tolls
    )
    assert hits / len(tolls) >= 0.87


def test_every_corpus_reads(shared: Path) -> None:
    for path in sorted((shared / "corpora").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % 10:
                    continue
                text = json.loads(line)["text"]
                ends = [q.whole for q in quantities(text)]
                assert all(a[1] <= b[0] for a, b in pairwise(ends))


def test_at_least_may_stand_behind_all_that_describes_those_counted():
    (q,) = quantities("مقتل 32 مسلحا من فصائل الشمال الموالية للحكومة المؤقتة على الأقل")
    assert (q.min, q.max) == (32, None)
    q = quantities("قتل 3 جنود وإصابة آخرين بجروح على الأقل")[0]
    assert (q.min, q.max) == (3, 3)
