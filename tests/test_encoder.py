"""The learned extractor as it ships: a golden report, long and odd texts, the same bytes whatever the threads."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from riwaya.extract.encoder.extractor import EncoderExtractor
from riwaya.extract.encoder.model import SHIPPED, Model, ModelError
from riwaya.pipeline import read
from riwaya.records import Document, DocumentClaims, to_line

pytestmark = pytest.mark.skipif(not (SHIPPED / "model.json").exists(), reason="no model is installed")

REPORT = """قصف مدفعي يوقع قتلى في إدلب
قال الدفاع المدني إن أربعة مدنيين قتلوا وأصيب تسعة آخرون، الاثنين، جراء قصف مدفعي نفذته قوات النظام على مدينة إدلب.
وأضاف أن فرق الإنقاذ تواصل البحث عن عالقين تحت الأنقاض.
من جهتها، نفت وزارة الدفاع قصف المدينة.
ودعا المبعوث الأممي أطراف النزاع إلى وقف إطلاق النار."""

SPORT = """المنتخب يفوز في افتتاح البطولة
فاز المنتخب الوطني على ضيفه بثلاثة أهداف لهدفين في المباراة التي جمعتهما مساء الأحد، وسجل المهاجم هدفين في الشوط الثاني.
وقال المدرب إن اللاعبين قدموا مباراة كبيرة، وإن الفريق يستعد للقاء القادم."""


@pytest.fixture(scope="module")
def encoder() -> EncoderExtractor:
    return EncoderExtractor(threads=1)


def told(text: str, encoder: EncoderExtractor, published: str = "2018-03-06") -> DocumentClaims:
    return read(Document(doc_id="ours", text=text, published=published), encoder)


def wrong_spans(text: str, result: DocumentClaims) -> Iterator[str]:
    for c in result.claims:
        named = [c.trigger, *c.origin, *c.initiators, *c.targets, *c.places, *c.tolls, *c.weapons]
        yield from (n.text for n in named if n.span and text[n.span.start : n.span.end] != n.text)
        if c.date.span and text[c.date.span.start : c.date.span.end] != c.date.text:
            yield c.date.text


def test_a_report_is_read_as_a_coder_reads_it(encoder: EncoderExtractor) -> None:
    result = told(REPORT, encoder)
    shelling = next(c for c in result.claims if c.type == "shelling" and c.status == "occurred")
    assert [s.text for s in shelling.origin] == ["الدفاع المدني"]
    assert {(t.kind.value, t.min, t.max) for t in shelling.tolls} == {("killed", 4, 4), ("wounded", 9, 9)}
    assert {t.who.value for t in shelling.tolls} == {"civilian"}  # of "nine others" only the context says so
    assert shelling.places[0].country == "SY"
    assert shelling.date.start == "2018-03-05"
    assert 0 in shelling.mention_ids  # the title tells it too, and is no claim of its own
    assert [c.trigger.text for c in result.claims if c.type == "demand"] == ["دعا"]  # without its conjunction
    assert any(c.status == "denied" for c in result.claims)
    assert list(wrong_spans(REPORT, result)) == []


def test_every_claim_says_how_sure_it_is_and_who_read_it(encoder: EncoderExtractor) -> None:
    for c in told(REPORT, encoder).claims:
        assert c.confidence is not None and 0 < c.confidence < 1
        assert all(0 <= p <= 1 for p in c.slot_confidence.values())
        assert c.stages["claim"].startswith("encoder/")


def test_a_text_without_conflict_has_no_claims(encoder: EncoderExtractor) -> None:
    assert told(SPORT, encoder).claims == []


def test_unrelated_teasers_at_the_end_change_nothing_above_them(encoder: EncoderExtractor) -> None:
    teasers = "\n".join(["اقرأ أيضا", "وصفة لتحضير الكعك في المنزل", "أسعار الذهب اليوم", "موعد مباراة القمة"])
    plain, more = told(REPORT, encoder), told(REPORT + "\n" + teasers, encoder)
    end = len(REPORT)
    assert all(c.trigger.span is not None and c.trigger.span.end <= end for c in more.claims)
    assert [c.type for c in more.claims] == [c.type for c in plain.claims]


def test_a_bulletin_of_thirty_items_yields_claims_of_all_its_parts(encoder: EncoderExtractor) -> None:
    towns = ["تعز", "إدلب", "حمص", "درعا", "سرت", "درنة"]
    items = [
        f"قتل {3 + i % 5} جنود في هجوم شنه مسلحون على حاجز للجيش في {towns[i % 6]} يوم الاثنين، بحسب مصدر أمني."
        for i in range(30)
    ]
    text = "موجز أخبار اليوم\n" + "\n".join(items)
    result = told(text, encoder)
    assert list(wrong_spans(text, result)) == []
    told_in = {n for c in result.claims for n in c.mention_ids}
    assert len(told_in & set(range(1, 31))) >= 24
    assert all(len(c.mention_ids) == 1 for c in result.claims)  # thirty attacks, none of them the other


def test_arabic_mixed_with_latin_keeps_its_offsets(encoder: EncoderExtractor) -> None:
    text = (
        "Breaking: قصف على مدينة إدلب (Idlib)\n"
        "قالت وكالة AFP إن 5 مدنيين قتلوا في غارة نفذتها طائرة F-16 على مدينة إدلب شمال سوريا، الاثنين — SOHR."
    )
    result = told(text, encoder)
    assert result.claims
    assert list(wrong_spans(text, result)) == []


@pytest.mark.parametrize("text", ["", " \n ", "hello", "قتل", "؟!", "ا" * 5000, "قال إن.\nقال.\nبحسب", "١٢٣"])
def test_odd_texts_do_no_harm(encoder: EncoderExtractor, text: str) -> None:
    assert list(wrong_spans(text, told(text, encoder))) == []


@pytest.mark.slow
def test_twenty_thousand_words_are_read_to_the_end(encoder: EncoderExtractor) -> None:
    part = REPORT.partition("\n")[2]
    text = "تقرير طويل\n" + "\n".join([part] * (20_000 // len(part.split()) + 1))
    assert len(text.split()) >= 20_000
    result = told(text, encoder)
    assert list(wrong_spans(text, result)) == []
    assert max(c.trigger.span.start for c in result.claims if c.trigger.span) > 0.95 * len(text)


def test_the_same_bytes_on_two_runs_and_with_one_or_two_threads(encoder: EncoderExtractor) -> None:
    first = to_line(told(REPORT, encoder))
    assert to_line(told(REPORT, encoder)) == first
    assert to_line(told(REPORT, EncoderExtractor(threads=2))) == first


def test_a_changed_file_is_refused_by_name(tmp_path: Path) -> None:
    copy = tmp_path / "model"
    shutil.copytree(SHIPPED, copy)
    with (copy / "heads.npz").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match=r"heads\.npz: damaged or changed"):
        Model(copy)
