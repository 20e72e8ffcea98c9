"""Tags left in a text: read as if blank, while every record quotes the text as it came."""

import time

import pytest

from riwaya.extract.markup import without_markup
from riwaya.pipeline import extractor, read
from riwaya.records import Document
from test_glued import quoted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>قصف <b>الجيش</b> البلدة</p>", "قصف الجيش البلدة"),
        ('<a href="https://x.test/?a=1&amp;b=2" class="أخبار">الدفاع المدني</a>', "الدفاع المدني"),
        ("قال<script>var قتل = 5;</script> المرصد<!-- قتل 3 -->", "قال المرصد"),
        ("صواريخ &quot;فادي&quot;&nbsp;على البلدة", 'صواريخ "فادي" على البلدة'),
        ("قصف<br/>ثم هدوء<BR>", "قصف ثم هدوء"),
        ("سقط <100 قتيل و> 50 جريحا", None),
        ("قيادة <اللواء> والشركة A&B; ثم R&D", None),
        ("نص بلا وسوم", None),
        ("قبل <!-- ما لا ينتهي، ثم <!-- سر -->بعد", "قبل <!-- ما لا ينتهي، ثم بعد"),
    ],
)
def test_markup_is_blanked_letter_for_letter(text: str, words: str | None) -> None:
    found = without_markup(text)
    assert (" ".join(found.split()) if found else None) == words
    assert found is None or len(found) == len(text)


@pytest.mark.parametrize("tag", ["<", "<!--", "<script>", "<script>x</script ", "<p ", "<a href='", "&#", "<!doctype "])
def test_tags_that_never_end_take_no_longer_than_the_text(tag: str) -> None:
    started = time.perf_counter()
    without_markup(tag * (200_000 // len(tag)))
    assert time.perf_counter() - started < 5  # a text read again for each would take minutes


def test_a_block_ends_a_line_and_an_inline_tag_does_not() -> None:
    found = without_markup("<h2>عنوان</h2>خبر <em>أول</em> هنا<li>خبر ثان</li>")
    assert found
    lines = [" ".join(line.split()) for line in found.splitlines() if line.strip()]
    assert lines == ["عنوان", "خبر أول هنا", "خبر ثان"]


@pytest.mark.parametrize("name", ["lexicon", "encoder"])
def test_records_quote_the_text_as_it_came(name: str) -> None:
    marked = (
        '<h1>غارة على سوق في زبيد</h1><div class="meta">نشر الأحد</div><p>قالت <a href="/t/9">وزارة الصحة</a> إن '
        "غارة جوية استهدفت <strong>سوق مدينة</strong> زبيد أمس وقتلت 12 مدنيا.&nbsp;</p><script>x('قصف');</script>"
        "<p>ونفى متحدث باسم <em>القوات</em> المسلحة وقوع الغارة.</p>"
    )
    found = read(Document(doc_id="d", text=marked, published="2018-05-05"), extractor(name))
    for words in quoted(found, marked):
        assert not words.startswith(("<", "a ", "/")) and "script" not in words
    assert any(t.min == 12 for c in found.claims for t in c.tolls)
