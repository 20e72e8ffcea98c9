"""Folding: what it makes of each spelling, and that its offsets lead back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.arabic.folding import fold, fold_with_map

TABLE = """
أحمد احمد|إدلب ادلب|آمنة امنه|ٱلله الله|ٲ ا|مصطفى مصطفي|على علي|غزة غزه|الحديدة الحديده|مسؤول مسوول|رئيس رييس
شؤون شوون
لاجئون لاجيون|طائرة طايره|هيئة هييه|سماء سماء|قُتِلَ قتل|وُجِدَت وجدت|مُدَرِّس مدرس|كتابًا كتابا|شخصٌ شخص
بيتٍ بيت|الشَّام الشام
القـــوات القوات|هـ ه|بـ ب|ﻻ لا|ﻷن لان|ﻹدلب لادلب|ﻵن لان|اﻷردن الاردن|ﻣﺪﻧﻴﻮﻥ مدنيون|ﺣﻠﺐ حلب|ﷲ الله|ﺑﻐﺪﺍﺩ بغداد|ﺷﺨﺺ شخص
٠١٢٣٤٥٦٧٨٩ 0123456789|۰۱۲۳۴۵۶۷۸۹ 0123456789|١٬٢٠٠ 1,200|٣٫٥ 3.5|٣٠٪ 30%|12 12|۴۵ 45
إيران\u200f ايران|\u202bحمص\u202c حمص|سي\u200cإن سيان|\ufeffتعز تعز|\u2067لحج\u2069 لحج|\u061cصنعاء صنعاء
حُد\u00adيدة حديده
#غزة غزه|#الجيش_الليبي الجيش\u2420الليبي|قوات_سوريا قوات\u2420سوريا|أ\u00a0ب ا\u2420ب|أ\u202fب ا\u2420ب
ایران ايران|کابل كابل|پوتین بوتين|ڤلاديمير فلاديمير|چنين جنين|گوگل كوكل|ژنو زنو|مھاباد مهاباد|ۀ ه|ە ه|ې ي|ے ي|ڪ ك|ۆ و
SDF SDF|F-16 F-16|«داعش» «داعش»|(...) (...)|،؛؟ ،؛؟|إس-300 اس-300|الأُمم الامم|اللَّاجِئِين اللاجيين
إ\u0655 ا|و\u0654 و|ي\u0654 ي
ا\u0653 ا|هٰذا هذا|لـٰكن لكن|ٱلقرآن القران|جزءًا جزءا|بطءٍ بطء|مئة ميه|مائة مايه|آلاف الاف|ثلاثمئة ثلاثميه
الثُّلاثاء الثلاثاء
"""
PAIRS = [tuple(pair.split(" ")) for line in TABLE.strip().splitlines() for pair in line.split("|")]

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from('ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىةًٌٍَُِّْـ٠١٢۳۴ ‏#_ﻻﻷﷲﷺ.،؛؟!"«»()\n0123456789'),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


def test_the_table_is_long_enough() -> None:
    assert len(PAIRS) >= 80


@pytest.mark.parametrize(("written", "folded"), PAIRS)
def test_folds(written: str, folded: str) -> None:
    assert fold(written) == folded.replace("\u2420", " ")


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_the_map_agrees_with_the_text(text: str) -> None:
    folded = fold_with_map(text)
    assert folded.text == fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)
    for i, char in enumerate(folded.text):
        assert char in fold(text[folded.offsets[i]])


@given(TEXTS, st.data())
def test_a_span_holds_what_was_folded(text: str, data: st.DataObject) -> None:
    folded = fold_with_map(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    a, b = folded.span(start, end)
    assert 0 <= a <= b <= len(text)
    assert folded.text[start:end] in fold(text[a:b])


def test_a_span_takes_the_marks_of_its_last_letter_but_no_control() -> None:
    text = "قُتِلَ\u200f رجلٌ"
    folded = fold_with_map(text)
    a, b = folded.span(0, 3)
    assert text[a:b] == "قُتِلَ"
    a, b = folded.span(4, 7)
    assert text[a:b] == "رجلٌ"


def test_a_span_inside_a_ligature_takes_all_of_it() -> None:
    folded = fold_with_map("ﻻجئ")
    assert folded.text == "لاجي"
    assert folded.span(1, 2) == (0, 1)
    assert folded.span(0, 4) == (0, 3)


def test_text_of_one_length_needs_no_list() -> None:
    assert isinstance(fold_with_map("أعلن الجيش").offsets, range)


def test_every_presentation_letter_is_folded() -> None:
    for code in (*range(0xFB50, 0xFBB2), *range(0xFE80, 0xFEFD)):
        if unicodedata.category(chr(code)) == "Lo":
            for char in fold(chr(code)):
                assert not 0xFB50 <= ord(char) <= 0xFEFF, hex(code)
