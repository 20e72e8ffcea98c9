"""Bulletins: what one item says is not told of another, and an item that stands twice is told once."""

from collections.abc import Iterator

import pytest

from riwaya.arabic.sentences import split_sentences
from riwaya.extract.bulletins import by_item, is_label, items
from riwaya.extract.lexicon import LexiconExtractor
from riwaya.pipeline import read
from riwaya.records import Claim, Document, Mention, Place, Span, When

LINES = [
    "قوات الاحتلال تعتقل ستة شبان في جنين.",
    "ضربات جوية على مطار الخرطوم ومحيطه.",
    "موسكو: ضربات مركزة على منشآت الطاقة في أوديسا.",
    "انفجار سيارة مفخخة في مقديشو يوقع تسعة قتلى.",
]


def text_of(*lines: str) -> str:
    return "\n".join(lines)


@pytest.mark.parametrize(
    "title",
    ["نشرة الثامنة مساءً", "نشرة الثانية عشرة", "موجز أخبار المساء", "موجز دوليات", "أبرز تطورات اليوم", "أهم الأنباء",
     "موجز أنباء الساعة 12:00", "حصاد الأسبوع"],
)  # fmt: skip
def test_titles_that_say_no_more_than_that_news_follow(title: str) -> None:
    assert is_label(title)


@pytest.mark.parametrize(
    "title",
    ["أبرز تطورات السودان", "قصف على إدلب", "نشرة جديدة للمقاومة", "موجز عن معركة حلب", "اليوم الثاني", "",
     "أبرز الغارات على سوريا خلال عقد", "أحداث 11 سبتمبر", "أحداث 7 أكتوبر", "تطورات 7 أكتوبر", "أحداث يوليو 2013"],
)  # fmt: skip
def test_titles_that_say_what_the_report_is_about(title: str) -> None:
    assert not is_label(title)


def test_each_line_is_an_item_and_one_that_stands_twice_is_one() -> None:
    text = text_of("نشرة الثامنة", *LINES[:3], *LINES[:3])
    found = items(text, split_sentences(text))
    assert [(i.size, i.firsts) for i in found] == [(1, (0,)), (1, (1, 4)), (1, (2, 5)), (1, (3, 6))]


def test_a_headline_belongs_to_the_paragraphs_below_it() -> None:
    body = "قالت وزارة الدفاع إن قواتها صدت هجوما واسعا على المدينة فجر أمس. وقتل في الهجوم عشرة مسلحين."
    marked = text_of("موجز أخبار", *(f"* خبر من بلد {k}\n* {body}\nوأضافت أن المعارك مستمرة." for k in range(3)))
    assert [i.firsts for i in items(marked, split_sentences(marked))] == [(0,), (1,), (5,), (9,)]
    plain = text_of("موجز أخبار", *(f"خبر من بلد {k}\n{body}" for k in range(3)))
    assert [i.firsts for i in items(plain, split_sentences(plain))] == [(0,), (1,), (4,), (7,)]


@pytest.mark.parametrize(
    "text",
    [text_of("قصف على إدلب", *LINES), text_of("نشرة الثامنة", *LINES[:2]), "نشرة الثامنة", "", "\n".join(["نشرة"] * 2)],
)
def test_other_reports_have_no_items(text: str) -> None:
    assert items(text, split_sentences(text)) == []


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028", "\x85"])
def test_lines_end_where_sentences_have_them_end(end: str) -> None:
    text = end.join(["نشرة الثامنة", *LINES])
    assert len(items(text, split_sentences(text))) == 5
    assert len(read(Document(doc_id="b", text=text, published="2024-07-01"), LexiconExtractor()).claims) >= 3


def test_a_line_that_goes_on_begins_no_item() -> None:
    lines = (LINES[0], "وقتل خمسة عشر جنديا في الاشتباكات.", LINES[1], "واشنطن تعلن قصف مواقع في اليمن.", LINES[3])
    text = text_of("آخر التطورات", *lines)
    assert [(i.size, i.firsts) for i in items(text, split_sentences(text))] == [
        (1, (0,)), (2, (1,)), (1, (3,)), (1, (4,)), (1, (5,)),
    ]  # fmt: skip


def test_the_day_that_the_title_names_is_that_of_all_items() -> None:
    text = text_of("نشرة أخبار الخميس 6 يونيو 2024", *LINES)
    claims = read(Document(doc_id="b", text=text, published="2024-06-10"), LexiconExtractor()).claims
    assert {c.date.start for c in claims} == {"2024-06-06"}


def test_what_any_extractor_makes_of_it_is_kept() -> None:
    text = text_of("نشرة الثامنة", *LINES)
    spans = [Span(*s) for s in split_sentences(text)]
    bare = Claim(type="air_strike", status="occurred", trigger=mention(text, "ضربات"))
    nowhere = Claim(type="clash", status="occurred", trigger=Mention(text="ضربات"))
    two = [bare.model_copy(update={"confidence": p}) for p in (0.9, 0.6)]  # two accounts of one event
    told = by_item(Document(doc_id="b", text=text), spans, [nowhere, *two], items(text, spans), lambda d, c: c)
    assert [c.trigger.span for c in told] == [None, bare.trigger.span, bare.trigger.span]
    assert [c.mention_ids for c in told[1:]] == [[2], [2]]


def mention(text: str, words: str, after: int = 0) -> Mention:
    at = text.index(words, after)
    return Mention(text=words, span=Span(at, at + len(words)))


def told_across(text: str) -> Claim:
    """The strike on Khartoum as a reader tells it who takes the bulletin for one report."""
    spans = [Span(*s) for s in split_sentences(text)]
    at = next(n for n, s in enumerate(spans) if "الخرطوم" in text[s.start : s.end])
    today = mention(text, "اليوم")
    return Claim(
        type="air_strike",
        status="occurred",
        trigger=mention(text, "ضربات"),
        mentions=[spans[at], spans[at + 1]],
        mention_ids=[at, at + 1],
        initiators=[mention(text, "قوات الاحتلال")],
        targets=[mention(text, "مطار الخرطوم")],
        places=[Place(text="أوديسا", span=mention(text, "أوديسا").span)],
        date=When(start="2024-07-01", end="2024-07-01", precision="day", text=today.text, span=today.span),
        confidence=0.7,
    )


def test_a_claim_keeps_the_names_of_its_own_item_alone() -> None:
    text = text_of("أبرز تطورات اليوم", *LINES)
    spans = [Span(*s) for s in split_sentences(text)]
    asked: list[str] = []

    def resolve(document: Document, claims: list[Claim]) -> list[Claim]:
        asked.append(document.text)
        assert all(document.text[slice(*c.trigger.span)] == c.trigger.text for c in claims if c.trigger.span)
        return claims

    (claim,) = by_item(Document(doc_id="b", text=text), spans, [told_across(text)], items(text, spans), resolve)
    assert LINES[1] in asked
    assert (claim.initiators, [t.text for t in claim.targets], claim.places) == ([], ["مطار الخرطوم"], [])
    assert claim.mention_ids == [2]
    assert claim.stages["item"] == "bulletins/1"
    assert claim.targets[0].span and text[slice(*claim.targets[0].span)] == "مطار الخرطوم"
    assert (claim.date.start, claim.date.span, claim.date.inferred) == ("2024-07-01", None, True)  # the title's day


def test_an_item_that_stands_twice_is_told_once_with_the_names_of_both() -> None:
    text = text_of("نشرة الثامنة", *LINES[:3], *LINES[:3])
    spans = [Span(*s) for s in split_sentences(text)]
    half = spans[4].start
    first = told_across(text_of("نشرة الثامنة", *LINES[:3], "اليوم.")).model_copy(
        update={"places": [], "initiators": [], "date": When(), "targets": [mention(text, "مطار الخرطوم", half)]}
    )
    trigger = mention(text, "ضربات", half)
    again = first.model_copy(update={"trigger": trigger, "mention_ids": [5], "confidence": 0.9, "targets": []})
    (claim,) = by_item(
        Document(doc_id="b", text=text), spans, [first, again], items(text, spans), lambda document, claims: claims
    )
    assert claim.trigger.span == trigger.span  # the surer of the two
    (only,) = by_item(
        Document(doc_id="b", text=text), spans, [first], items(text, spans), lambda document, claims: claims
    )
    assert sorted(only.mention_ids) == [2, 5]
    assert only.targets[0].span == mention(text, "مطار الخرطوم").span  # the name beside the trigger, not its twin's


def spans_of(claim: Claim) -> Iterator[tuple[str, Span]]:
    for named in (claim.trigger, *claim.initiators, *claim.targets, *claim.places, *claim.origin, *claim.tolls):
        if named.span:
            yield named.text, named.span


def test_the_pipeline_reads_bulletins_item_by_item() -> None:
    text = text_of("أبرز تطورات اليوم", *LINES)
    claims = read(Document(doc_id="b", text=text, published="2024-07-01"), LexiconExtractor()).claims
    assert len(claims) >= 3
    for claim in claims:
        line = next(x for x in LINES if claim.trigger.span and text.index(x) <= claim.trigger.span.start
                    < text.index(x) + len(x))  # fmt: skip
        for words, span in spans_of(claim):
            assert words in line
            assert text[span.start : span.end] == words
