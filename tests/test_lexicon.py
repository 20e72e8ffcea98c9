"""The lexicon extractor whole: a golden record of a report of our own, its bars on the shared articles, its speed."""

import gzip
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from riwaya.evaluate import evaluate
from riwaya.extract import UnknownExtractor, extractor
from riwaya.extract.patterns import lines
from riwaya.pipeline import extractor as with_places
from riwaya.pipeline import read
from riwaya.records import Document, DocumentClaims, Sentence, Span

REPORT = """غارات على تعز توقع قتلى
قتل سبعة مدنيين وأصيب 12 آخرون الأربعاء في غارات شنها التحالف على مدينة تعز، بحسب مصادر طبية.
وقال المتحدث باسم التحالف فيصل الحربي لوكالة رويترز إن الغارات استهدفت مواقع للحوثيين.
وفي الحديدة، أعلنت جماعة الحوثي هدنة الجمعة المقبل من الساعة 9 صباحا حتى الساعة 7 مساء.
من جهتها، دعت الأمم المتحدة الأطراف إلى فتح ممرات إنسانية.
ونفى الجيش قصف مستشفى في المدينة."""


def document(text: str = REPORT, published: str = "2018-07-25") -> Document:
    return Document(doc_id="ours", text=text, published=published)


@pytest.fixture(scope="module")
def result() -> DocumentClaims:
    return read(document(), with_places("lexicon"))


def test_golden_record(result: DocumentClaims) -> None:
    lines = [
        (
            c.type.value,
            c.status.value,
            c.trigger.text,
            [(s.text, s.kind.value) for s in c.origin],
            [n.text for n in c.initiators],
            [p.text for p in c.places],
            [(t.kind.value, t.min, t.max) for t in c.tolls],
            (c.date.start, c.date.end) if c.date.span else None,  # the inferred ones are tested where they are made
        )
        for c in result.claims
    ]
    assert lines == GOLDEN


def test_every_span_quotes_the_text(result: DocumentClaims) -> None:
    assert list(wrong_spans(REPORT, result)) == []


def test_who_filled_what_is_told(result: DocumentClaims) -> None:
    assert all(c.stages["extract"].startswith("lexicon/") for c in result.claims)
    assert all(c.confidence and 0 < c.confidence < 1 for c in result.claims)


def test_sport_and_markets_yield_nothing() -> None:
    text = "فوز الفريق الأول على منافسه\nسجل المهاجم هدفين في المباراة وقاد هجوم فريقه إلى الفوز في البطولة المحلية."
    assert read(document(text), with_places("lexicon")).claims == []


@pytest.mark.parametrize("text", ["", " \n ", "hello", "قتل", "؟!", "ا" * 5000, "قال إن.\nقال.\nبحسب", "١٢٣"])
def test_odd_texts_do_no_harm(text: str) -> None:
    assert list(wrong_spans(text, read(document(text), with_places("lexicon")))) == []


def test_the_factory_loads_by_name_and_only_then() -> None:
    assert extractor("lexicon").name == "lexicon"
    with pytest.raises(UnknownExtractor, match="lexicon"):
        extractor("oracle")
    code = "import riwaya.extract, sys; print('riwaya.extract.lexicon' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


def test_without_a_gazetteer_it_still_reads() -> None:
    plain = extractor("lexicon")
    numbered = [Sentence(number=0, span=Span(0, len(REPORT)))]
    assert plain.extract(document(), numbered)


def wrong_spans(text: str, found: DocumentClaims) -> Iterator[str]:
    """What in the claims does not quote the text, or lies outside of its sentences."""
    for claim in found.claims:
        named = [claim.trigger, *claim.origin, *claim.initiators, *claim.targets]
        for record in (*named, *claim.places, *claim.tolls, *claim.weapons):
            if (
                record.span is None
                or text[record.span.start : record.span.end] != record.text
                or not record.text.strip()
            ):
                yield f"{claim.type}: {record}"
        if claim.date.span and text[claim.date.span.start : claim.date.span.end] != claim.date.text:
            yield f"{claim.type}: {claim.date}"
        if not claim.mentions or not claim.trigger.span or not claim.trigger.span.within(claim.mentions[0]):
            yield f"{claim.type}: the trigger is not in the first mention"
        if any(found.sentences[n] != span for n, span in zip(claim.mention_ids, claim.mentions, strict=True)):
            yield f"{claim.type}: mentions"
        for span in claim.cues.values():
            if not 0 <= span.start < span.end <= len(text):
                yield f"{claim.type}: cue {span}"


def gold(shared: Path, name: str) -> tuple[list[Document], dict[str, list[dict[str, object]]]]:
    rows = map(json.loads, (shared / "gold" / f"{name}.docs.jsonl").read_text("utf-8").splitlines())
    documents = [Document(doc_id=r["doc_id"], text=r["text"], published=r["published"]) for r in rows]
    lines = map(json.loads, (shared / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines())
    return documents, {r["doc_id"]: r["claims"] for r in lines}


def test_seed_article(shared: Path) -> None:
    (article,), truth = gold(shared, "seed")
    found = read(article, with_places("lexicon"))
    assert list(wrong_spans(article.text, found)) == []
    right = 0
    free = list(truth[article.doc_id])
    for claim in found.claims:
        start = claim.trigger.span.start if claim.trigger.span else -1
        match = next(
            (g for g in free if g["type"] == claim.type and any(a <= start < b for a, b in g["mentions"])), None
        )  # type: ignore[attr-defined]
        if match is not None:
            free.remove(match)
            right += 1
    assert right >= 12
    truces = [c for c in found.claims if c.type == "truce"]
    assert any((c.date.start, c.date.end) == ("2016-11-04T09:00", "2016-11-04T19:00") for c in truces)
    chains = [[s.text for s in c.origin] for c in found.claims if len(c.origin) > 1]
    assert ["قيادي في إحدى المجموعات المسلحة", "وكالة رويترز"] in chains
    counted = [(t.kind.value, t.min) for c in found.claims for t in c.tolls if t.min == 26]
    assert counted == [("killed_or_wounded", 26)]


def test_bars_on_dev(shared: Path) -> None:
    documents, truth = gold(shared, "dev")
    reader = with_places("lexicon")
    predicted = {d.doc_id: json.loads(read(d, reader).model_dump_json())["claims"] for d in documents}
    report = evaluate(truth, predicted)
    assert report.slot.f1 >= 0.37
    assert report.claims.p >= 0.57


def corpora(shared: Path, share: float) -> Iterator[Document]:
    picked = random.Random(7)
    for path in sorted((shared / "corpora").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if picked.random() < share:
                    row = json.loads(line)
                    yield Document(doc_id=row["doc_id"], text=row["text"], published=row.get("published") or "")


@pytest.mark.slow
def test_offsets_hold_and_nothing_breaks_on_a_sample_of_all_corpora(shared: Path) -> None:
    reader = with_places("lexicon")
    count = 0
    for article in corpora(shared, 0.1):
        assert list(wrong_spans(article.text, read(article, reader))) == [], article.doc_id
        count += 1
    assert count > 500


@pytest.mark.slow
def test_it_is_quiet_on_other_news(shared: Path) -> None:
    reader = with_places("lexicon")
    with gzip.open(shared / "corpora" / "other_news.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][::10]
    loud = sum(bool(reader_claims(row, reader)) for row in rows)
    assert loud / len(rows) < 0.05


def reader_claims(row: dict[str, str], reader: object) -> int:
    return len(read(Document(doc_id=row["doc_id"], text=row["text"]), reader).claims)  # type: ignore[arg-type]


GOLDEN: list[object] = [
    (
        "air_strike",
        "occurred",
        "غارات",
        [("مصادر طبية", "medical")],
        ["التحالف"],
        ["مدينة تعز"],
        [("killed", 7, 7), ("wounded", 12, 12)],
        ("2018-07-25", "2018-07-25"),
    ),
    (
        "air_strike",
        "occurred",
        "الغارات",
        [("فيصل الحربي", "military"), ("وكالة رويترز", "agency")],
        ["التحالف"],
        [],
        [],
        None,
    ),
    (
        "truce",
        "planned",
        "هدنة",
        [("جماعة الحوثي", "armed_group")],
        [],
        ["الحديدة"],
        [],
        ("2018-07-27T09:00", "2018-07-27T19:00"),
    ),
    ("demand", "occurred", "دعت", [], ["الأمم المتحدة"], [], [], None),
    ("aid", "occurred", "فتح ممرات", [], [], [], [], None),
    ("shelling", "denied", "قصف", [("الجيش", "military")], [], [], [], None),
]


def test_no_word_of_relevance_stands_twice() -> None:
    words = [word for row in lines("relevance") for word in row.split(" | ", 1)[1].split()]
    assert len(words) == len(set(words))  # the later weight would count
