"""Running totals, on our own sentences: the number of the day and the total are two claims."""

from types import SimpleNamespace
from typing import Any

import pytest

from riwaya.arabic.sentences import split_sentences
from riwaya.codebook import ClaimType, SourceKind, Status
from riwaya.extract.encoder.totals import totals_apart
from riwaya.extract.encoder.voices import as_toll
from riwaya.extract.patterns import Reading
from riwaya.extract.tolls import tolls
from riwaya.records import Claim, Mention, Place, Sentence, Source, Span


def read(
    text: str, *triggers: str, holds: str = "all", kind: ClaimType = ClaimType.CASUALTY_TOLL
) -> list[tuple[str, str, list[int | None]]]:
    """Type, trigger and numbers of the claims after those of some triggers, the first of which holds all the text's
    numbers or the first alone; the others hold none."""
    spans = split_sentences(text)
    reading = Reading(text, spans)
    listed = [t for s in spans for t in tolls(text, s, reading)]
    view: Any = SimpleNamespace(grammar=SimpleNamespace(reading=reading, text=text, tolls=listed))
    claims = []
    for n, trigger in enumerate(triggers):
        at = text.index(trigger)
        number = next(i for i, s in enumerate(spans) if s[0] <= at < s[1])
        claims.append(
            Claim(
                type=kind if n == 0 else ClaimType.CASUALTY_TOLL,
                status=Status.OCCURRED,
                trigger=Mention(text=trigger, span=Span(at, at + len(trigger)), confidence=0.9),
                mentions=[Span(*spans[number])],
                mention_ids=[number],
                origin=[Source(text="وزارة الصحة", kind=SourceKind.OFFICIAL)],
                places=[Place(text="السوق")],
                tolls=[as_toll(t) for t in (listed if holds == "all" else listed[:1])] if n == 0 else [],
                confidence=0.8,
            )
        )
    out = totals_apart(claims, [Sentence(number=i, span=Span(*s)) for i, s in enumerate(spans)], [view])
    for c in out:
        assert c.trigger.span and text[c.trigger.span.start : c.trigger.span.end] == c.trigger.text
        assert [s.text for s in c.origin] == ["وزارة الصحة"]
    return [(c.type.value, c.trigger.text, [t.min for t in c.tolls]) for c in out]


TOTAL = "casualty_toll"


@pytest.mark.parametrize("holds", ["all", "first"])
def test_a_total_is_its_own_claim(holds: str) -> None:
    text = "قالت وزارة الصحة إن 42 شخصا قتلوا أمس، ما يرفع إجمالي القتلى منذ بدء الحرب إلى 900 قتيل و3000 جريح."
    assert read(text, "قتلوا", holds=holds) == [(TOTAL, "قتلوا", [42]), (TOTAL, "إجمالي القتلى", [900, 3000])]


def test_an_attack_keeps_its_own_number_and_place() -> None:
    text = "قتل 9 أشخاص في غارة على السوق، وارتفعت الحصيلة منذ السبت إلى 112 قتيلا."
    found = read(text, "غارة", kind=ClaimType.AIR_STRIKE)
    assert found == [("air_strike", "غارة", [9]), (TOTAL, "الحصيلة", [112])]


def test_the_number_of_the_day_leaves_the_total() -> None:
    text = "وصل 28 شهيدا إلى المستشفيات أمس وارتفعت حصيلة الحرب إلى 900 شهيد."
    assert read(text, "حصيلة الحرب") == [(TOTAL, "شهيدا", [28]), (TOTAL, "حصيلة الحرب", [900])]
    text = "وبمقتل 4 جنود أمس ترتفع حصيلة الحرب إلى 900 قتيل."
    assert read(text, "حصيلة الحرب") == [(TOTAL, "حصيلة الحرب", [900])], "told before"


def test_two_claims_that_the_network_knows_stay_two() -> None:
    text = "قتل 42 شخصا أمس، ما يرفع حصيلة القتلى إلى 900 قتيل."
    assert read(text, "قتل", "حصيلة القتلى", holds="first") == [(TOTAL, "قتل", [42]), (TOTAL, "حصيلة القتلى", [])]


@pytest.mark.parametrize(
    ("text", "trigger", "numbers"),
    [
        ("قتل 42 شخصا وأصيب 90 في القصف.", "القصف", [42, 90]),  # no total
        ("بلغت حصيلة القصف 42 قتيلا و90 جريحا.", "القصف", [42, 90]),  # the total alone
        ("قتل 42 شخصا في القصف وأصيب 90 شخصا حسب حصيلة أولية.", "القصف", [42, 90]),  # nothing behind it
        ("قتل 42 شخصا في القصف وبلغ عدد الجرحى 90 جريحا.", "القصف", [42, 90]),  # others are counted
        ("قتل 42 جنديا في القصف مقابل حصيلة من 90 قتيلا للفصائل.", "القصف", [42, 90]),  # it does not rise
        ("قتل 42 شخصا في القصف.\nوارتفعت الحصيلة إلى 90 قتيلا.", "القصف", [42, 90]),  # another sentence
    ],
)
def test_other_numbers_stay_together(text: str, trigger: str, numbers: list[int]) -> None:
    assert read(text, trigger, kind=ClaimType.SHELLING) == [("shelling", trigger, numbers)]


def test_a_count_that_rises_is_a_total_and_one_that_does_not_is_none() -> None:
    text = "قتل 5 جنود، وارتفع عدد القتلى في صفوفهم إلى 20 قتيلا."
    assert read(text, "قتل") == [(TOTAL, "قتل", [5]), (TOTAL, "عدد القتلى", [20])]
    text = "قتل 5 جنود، وبين عدد القتلى في معارك أخرى 20 قتيلا."
    assert len(read(text, "قتل")) == 1
