"""Words: where clitics end, which names are protected, and keys for comparing names."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.arabic.folding import fold
from riwaya.arabic.words import name_key, strip_clitics, words

# the word with its clitics set apart by '+' (لل is one piece)
CUTS = """
ال+جيش و+ال+جيش ب+ال+جيش ك+ال+جيش ف+ال+جيش و+ب+ال+جيش لل+جيش و+لل+جيش ف+لل+جيش ب+حلب ل+حماس و+تعز و+ب+غزة و+ل+غزة
و+قال و+أعلن و+كانت و+سوريا و+فرنسا و+محمد و+إسرائيل و+من و+في و+لا و+لم و+لكن و+ليس ف+قال ف+إن ف+قد ف+هذا
س+يكون س+تستمر س+نعمل و+س+يكون و+س+تبقى ف+س+تعود ب+قيادة ب+قصف ب+صاروخ ب+مقتل ب+مدينة ل+قوات ل+تحرير ل+وقف
ل+هذا ل+مدينة
ك+هذا ك+جزء ك+وسيط ك+دروع و+ب+حسب و+ل+دعم و+واشنطن و+بغداد و+لبنان و+ليبيا و+كركوك و+بانياس و+فلسطين و+وزير
و+وزارة و+بيروت
ل+لبنان ب+بغداد ب+بيروت ل+فلسطين ب+واشنطن ب+لبنان ل+ليبيا ب+كركوك و+ب+بغداد و+ألمانيا ب+ألمانيا ب+إلغاء و+إلقاء و+الله
و+ألغام ب+ألغام و+إلى ال+يمن ال+عراق ب+ال+عراق و+ال+يمن لل+عراق لل+حوثي ال+وزير و+ال+وزير ب+ال+وزارة
"""
WHOLE = """
وزير وزارة وزراء وكالة وصل وصلت وصول وقع وقعت وفد وقف وفاة وقت وجود وحدات ولاية واشنطن وادي واحد واحدة وسائل
وسط واضح واسعة واصل
وليد والد والده وطنية وثيقة وثائق ورشة وراء وصف بغداد بيروت بانياس باريس برلين بريطانيا بلجيكا بنغازي باكستان
بلدة بلدات بيان
بيانات بيت بعد بعدما بين بينهم بينما بداية بدأت برلمان بشار بيجي بحرية بطولة بعقوبة بوتين بالغ لبنان ليبيا
لندن لجنة لواء لقاء لدى
لديهم لكن لكنه لاجئين ليل ليلة لاعب لغم لحظة لسان لليبيا_ فلسطين فرنسا فريق فجر فصائل فتح فوج فيما فقط فرد
فيديو كركوك كوباني كتائب
كتيبة كبير كان كانت كما كشف كيلومتر كابول كييف كوريا كنيسة كلمة سوريا سيناء سيارة سيطر سيطرة سيف سياسة سنوات
سنجار ستين سلاح
سقوط سراج إلى إلا الذي التي الذين الله ألمانيا إلغاء التقى إلقاء ألف آلاف الآن آلية ألغام إليها التزام
"""
CUT_CASES = [case for case in CUTS.split() if not case.endswith("_")]
WHOLE_CASES = [case for case in WHOLE.split() if not case.endswith("_")]

TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from('والبلكفسمنحدةأىئَُّـ‏_#"( 123٤٫,.'), st.characters(codec="utf-8")), max_size=50
)


def test_the_tables_are_long_enough() -> None:
    assert len(CUT_CASES) + len(WHOLE_CASES) >= 160


@pytest.mark.parametrize("case", CUT_CASES)
def test_clitics_are_cut(case: str) -> None:
    text = case.replace("+", "")
    (word,) = words(text)
    assert text[word.stem_start :] == case.rsplit("+", 1)[1]
    assert word.stem == fold(case.rsplit("+", 1)[1])


@pytest.mark.parametrize("text", WHOLE_CASES)
def test_words_that_begin_with_such_letters_stay_whole(text: str) -> None:
    (word,) = words(text)
    assert text[word.stem_start :] == text


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("وَقُتِلَ", "قُتِلَ"),
        ("وَالْجَيْش", "جَيْش"),
        ("بـالجيش", "جيش"),
        ("وبـغداد", "بـغداد"),
        ("لِلْجَيْشِ", "جَيْشِ"),
        ("ﻭﺍﻟﺠﻴﺶ", "ﺠﻴﺶ"),
    ],
)
def test_clitics_are_found_among_marks(text: str, stem: str) -> None:
    (word,) = words(text)
    assert text[word.stem_start : word.end] == stem


def test_words_and_numbers_are_told_apart() -> None:
    text = "قصفت #قوات_الحزب 3 بلدات بـ48 صاروخا (1,200 كلغ) على بعد 10كم، و٢٫٥ كلم قرب F-16\u200f"
    assert [text[w.start : w.end] for w in words(text)] == (
        [
            "قصفت",
            "قوات",
            "الحزب",
            "3",
            "بلدات",
            "بـ",
            "48",
            "صاروخا",
            "1,200",
            "كلغ",
            "على",
            "بعد",
            "10",
            "كم",
            "و",
            "٢٫٥",
            "كلم",
            "قرب",
            "F",
            "16",
        ]
    )


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("وحلب", "حلب"), ("بحلب", "حلب"), ("لحزب الله", "حزب الله"), ("وبالعراق", "العراق"), ("بالعراق", "العراق"),
        ("للجيش الليبي", "جيش الليبي"), ("والأمم المتحدة", "الأمم المتحدة"), ("الأمم المتحدة", "الأمم المتحدة"),
        ("بغداد", "بغداد"), ("وبغداد", "بغداد"), ("لبنان", "لبنان"), ("للبنان", "لبنان"),
        ("للجنة الأممية", "لجنة الأممية"), ("كركوك", "كركوك"),
        ("فلسطين", "فلسطين"), ("ولفلسطين", "فلسطين"), ("بـ«داعش»", "داعش»"), ("لـ حماس", "حماس"),
        ("وزارة الدفاع", "وزارة الدفاع"),
        ("بأم درمان", "أم درمان"), ("وبأم قصر", "أم قصر"), ("لام أكول", "لام أكول"), ("أم درمان", "أم درمان"),
        ("بان كي مون", "بان كي مون"), ("لاهاي", "لاهاي"), ("لامو", "لامو"), ("باماكو", "باماكو"),
        ("ووزارة الدفاع", "وزارة الدفاع"), ("«الحزب»", "«الحزب»"), ("ب", "ب"), ("...", "..."), ("", ""),
        ("والله", "الله"), ("و203 صواريخ", "203 صواريخ"), ("وُجدت", "وُجدت"), ("فُقد", "فُقد"), ("وقُتل", "قُتل"),
    ],
)  # fmt: skip
def test_strips_the_clitics_of_a_name(name: str, bare: str) -> None:
    text = f"في {name} أمس"
    start, end = strip_clitics(text, 3, 3 + len(name))
    assert text[start:end] == bare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الجيش السوري", "للجيش السوري"), ("حلب", "وحلب"), ("غزة", "بغزه"), ("عبد الله صالح", "عبدالله صالح"),
        ("عبد الرحمن", "عبدالرحمن"), ("أبو بكر", "أبي بكر"), ("أبوظبي", "أبو ظبي"),
        ("أبا الفضل", "أبو الفضل"), ("BBC", "bbc"),
        ("الأُمَم المُتّحِدة", "الامم المتحده"), ("الحديدة", "الحديده"),
        ("قوات سوريا الديمقراطية", "#قوات_سوريا_الديمقراطية"),
        ("إدلب", "ادلب"), ("العراق", "بالعراق"), ("مصطفى", "مصطفي"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("بغداد", "غداد"), ("لبنان", "بنان"), ("وليد", "ليد"), ("حمص", "حماة"), ("عبد الله", "عبيد الله")],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(TEXTS)
def test_words_lie_in_order_and_fold_to_what_they_say(text: str) -> None:
    position = 0
    for word in words(text):
        assert position <= word.start <= word.stem_start < word.end <= len(text)
        assert fold(text[word.start : word.end]) == word.folded
        # a ligature may hold the clitic and the first letter of the stem (ﻷفراد)
        assert fold(text[word.stem_start : word.end]).endswith(word.stem)
        position = word.end


@given(TEXTS, st.data())
def test_stripping_stays_inside_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    a, b = strip_clitics(text, start, end)
    assert start <= a <= b == end
    assert a < b or start == end
    assert isinstance(name_key(text), str)


def test_every_corpus_reads(shared: Path) -> None:
    for path in sorted((shared / "corpora").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % 10:
                    continue
                text = json.loads(line)["text"]
                for word in words(text):
                    assert fold(text[word.stem_start : word.end]).endswith(word.stem)
