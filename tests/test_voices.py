"""Two authorities for one event, on our own sentences: each number in the claim of who tells it."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from riwaya.arabic.sentences import split_sentences
from riwaya.codebook import ClaimType, SourceKind, Status
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.voices import STAGE, voices
from riwaya.extract.patterns import Reading
from riwaya.extract.tolls import tolls
from riwaya.records import Claim, Mention, Sentence, Source, Span, Toll


def viewed(text: str) -> Any:
    """A window of a text in which the network knows no name."""
    spans = split_sentences(text)
    reading = Reading(text, spans)
    role = np.zeros((1, len(H.ROLES), len(reading.words)), dtype=np.float32)
    scores = SimpleNamespace(role=role, trigger_at=[0], window=SimpleNamespace(starts=reading.starts))
    found = [t for s in spans for t in tolls(text, s, reading)]
    return SimpleNamespace(scores=scores, grammar=SimpleNamespace(reading=reading, text=text, tolls=found))


def read(text: str, source: str = "", trigger: str = "قصف", holds: str = "first") -> list[Claim]:
    """The claims after one claim of a text's event, heard from `source`, that holds the first number or `all`. The
    network knows no name, so that grammar must."""
    spans, view = split_sentences(text), viewed(text)
    found = view.grammar.tolls
    at = text.index(trigger)
    number = next(i for i, s in enumerate(spans) if s[0] <= at < s[1])
    name = Span(text.index(source), text.index(source) + len(source)) if source else None
    first = Claim(
        type=ClaimType.SHELLING,
        status=Status.OCCURRED,
        trigger=Mention(text=trigger, span=Span(at, at + len(trigger)), confidence=0.9),
        mentions=[Span(*spans[number])],
        mention_ids=[number],
        origin=[Source(text=source, kind=SourceKind.MEDICAL, span=name)] if source else [],
        tolls=[
            Toll(kind=t.kind, min=t.min, max=t.max, who=t.who, text=t.text, span=Span(*t.span))
            for t in (found if holds == "all" else found[:1])
        ],
        confidence=0.8,
    )
    out = voices([first], [Sentence(number=i, span=Span(*s)) for i, s in enumerate(spans)], [view])
    for c in out:
        for item in (c.trigger, *c.origin, *c.tolls):
            assert item.span and text[item.span.start : item.span.end] == item.text
    return out


def told(claims: list[Claim]) -> list[tuple[list[str], list[int | None]]]:
    return [([s.text for s in c.origin], [t.min for t in c.tolls]) for c in claims]


@pytest.mark.parametrize("holds", ["first", "all"])
@pytest.mark.parametrize(
    ("text", "second", "number", "trigger"),
    [
        ("أدى قصف السوق إلى مقتل 20 شخصا وفق الإسعاف، بينما قالت الشرطة إن 8 أشخاص قتلوا.", "الشرطة", 8, "قتلوا"),
        ("أدى قصف السوق إلى مقتل 20 شخصا وفق الإسعاف، وتحدث الدفاع المدني عن 25 قتيلا.", "الدفاع المدني", 25, "قتيلا"),
        ("أدى قصف السوق إلى مقتل 20 شخصا وفق الإسعاف، لكن الشرطة قالت إن 8 أشخاص قتلوا.", "الشرطة", 8, "قتلوا"),
        ("أدى قصف السوق إلى مقتل 20 شخصا وفق الإسعاف. وقال مسؤول محلي إن عدد القتلى 22.", "مسؤول محلي", 22, "قتلى"),
    ],
)
def test_the_second_number_is_the_second_authority_s(
    text: str, second: str, number: int, trigger: str, holds: str
) -> None:
    claims = read(text, "الإسعاف", holds=holds)
    assert told(claims) == [(["الإسعاف"], [20]), ([second], [number])]
    new = claims[1]
    assert (new.type, new.trigger.text, new.stages) == (ClaimType.SHELLING, trigger, {"origin": STAGE})
    assert new.confidence == 0.68
    assert new.cues["origin"] and new.mention_ids[0] == (1 if ". و" in text else 0)


def test_the_first_claim_is_not_heard_from_the_second_authority() -> None:
    text = "أدى قصف السوق إلى مقتل 20 شخصا، بينما قالت الشرطة إن 8 أشخاص قتلوا."
    assert told(read(text, "الشرطة", holds="all")) == [([], [20]), (["الشرطة"], [8])]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        # the same voice goes on
        ("أدى قصف السوق إلى مقتل 20 شخصا وفق مصادر طبية، وقالت المصادر إن 8 أشخاص قتلوا في الليل.", "مصادر طبية"),
        ("قال الإسعاف إن 20 شخصا قتلوا في قصف السوق، وقال إن 8 أشخاص قتلوا في الليل.", "الإسعاف"),
        ("قال الإسعاف إن 20 شخصا قتلوا في قصف السوق، وأحصى خمسة قتلى من الأطفال.", "الإسعاف"),
        # the same number, another kind, a denial, a claim of responsibility
        ("أدى قصف السوق إلى مقتل 20 شخصا وفق الإسعاف، وقالت الشرطة إن 20 شخصا قتلوا.", "الإسعاف"),
        ("أدى قصف السوق إلى مقتل 20 شخصا وفق الإسعاف، وقالت الشرطة إن 8 أشخاص أصيبوا.", "الإسعاف"),
        ("أدى قصف السوق إلى مقتل 20 شخصا وفق الإسعاف، ونفت الشرطة مقتل 8 أشخاص.", "الإسعاف"),
        ("أدى قصف السوق إلى مقتل 20 شخصا وفق الإسعاف وتبنته كتائب الوادي، وقتل 8 أشخاص في الجسر.", "الإسعاف"),
        ("أدى قصف السوق إلى مقتل 20 شخصا على الأقل وفق الإسعاف، وقالت الشرطة إن 20 شخصا قتلوا.", "الإسعاف"),
        # a lead without a source, which the next sentence tells with one
        ("أدى قصف السوق إلى مقتل 20 شخصا. وقالت الشرطة إن 22 شخصا قتلوا.", ""),
        ("أدى قصف السوق إلى مقتل 20 شخصا. وقالت الشرطة إن 22 شخصا قتلوا.", "الشرطة"),
    ],
)
def test_one_authority_stays_one_claim(text: str, source: str) -> None:
    (claim,) = read(text, source)
    assert not claim.stages


def test_a_claim_that_the_network_has_takes_its_number() -> None:
    text = "أدى قصف السوق إلى مقتل 20 شخصا وفق الإسعاف، بينما قالت الشرطة إن 8 أشخاص قتلوا."
    first, new = read(text, "الإسعاف", holds="all")
    empty = new.model_copy(update={"tolls": [], "stages": {}})
    reading = Reading(text, split_sentences(text))
    both = first.model_copy(update={"tolls": [*first.tolls, *new.tolls]})
    view: Any = SimpleNamespace(
        scores=SimpleNamespace(trigger_at=[], window=SimpleNamespace(starts=[])),
        grammar=SimpleNamespace(reading=reading, text=text, tolls=[]),
    )
    found = voices([both, empty], [Sentence(number=0, span=Span(0, len(text)))], [view])
    assert told(found) == [(["الإسعاف"], [20]), (["الشرطة"], [8])]
    assert found[1].stages == {"tolls": STAGE}


@pytest.mark.parametrize(
    ("said", "doer"),
    [("إنها قتلت 61 جنديا", "الحركة"), ("إن مقاتليها قتلوا 61 جنديا", "الحركة"), ("إن 61 من رجالها قتلوا", "الجيش")],
)
def test_who_was_attacked_may_have_killed(said: str, doer: str) -> None:
    text = f"أعلن الجيش مقتل 40 مسلحا في معركة، وقالت الحركة {said}."
    (first,) = read(text.split("،")[0] + ".", "الجيش", "معركة")
    sides = {"initiators": [Mention(text="الجيش")], "targets": [Mention(text="الحركة")]}
    view = viewed(text)
    _, new = voices([first.model_copy(update=sides)], [Sentence(number=0, span=Span(0, len(text)))], [view])
    assert [m.text for m in new.initiators] == [doer]
    assert [m.text for m in new.targets] == [{"الحركة": "الجيش", "الجيش": "الحركة"}[doer]]
