"""Exchanges, on our own sentences: two sides that do it to each other are both named."""

import pytest

from riwaya.arabic.sentences import split_sentences
from riwaya.codebook import ClaimType, Status
from riwaya.extract.encoder.mutual import STAGE, mutual
from riwaya.extract.patterns import Reading
from riwaya.records import Claim, Mention, Span


def read(text: str, trigger: str, kind: ClaimType, doers: list[str], targets: list[str]) -> Claim:
    at, spans = text.index(trigger), split_sentences(text)
    number = next(i for i, s in enumerate(spans) if s[0] <= at < s[1])
    claim = Claim(
        type=kind,
        status=Status.OCCURRED,
        trigger=Mention(text=trigger, span=Span(at, at + len(trigger))),
        mentions=[Span(*s) for s in spans],
        mention_ids=[number, *(i for i in range(len(spans)) if i != number)],
        initiators=[Mention(text=d) for d in doers],
        targets=[Mention(text=t) for t in targets],
    )
    (found,) = mutual([claim], Reading(text, spans))
    for m in (*found.initiators, *found.targets):
        assert m.span is None or text[m.span.start : m.span.end] == m.text
    return found


ACCUSED = [
    ("تبادلت الحكومة والمعارضة الاتهامات بخرق الهدنة.", "الاتهامات", ["الحكومة"], [], ["الحكومة", "المعارضة"]),
    ("وتبادل الجيش وقوات الوادي اليوم الاتهام بقصف السوق.", "الاتهام", ["الجيش"], [], ["الجيش", "قوات الوادي"]),
    ("اتهامات\nيتبادل الوزير وخصومه اللوم والاتهامات.", "اتهامات", [], [], ["الوزير", "خصومه"]),
    ("تبادلت الحكومة والمعارضة الاتهامات.", "الاتهامات", ["المعارضة"], ["الحكومة"], ["الحكومة", "المعارضة"]),
    ("تبادل الطرفان الاتهامات بخرق الهدنة.", "الاتهامات", ["الطرفان"], [], ["الطرفان"]),
    ("تبادل الطرفان الاتهامات بخرق الهدنة.", "الاتهامات", ["الجيش", "الحركة"], [], ["الجيش", "الحركة"]),
    ("تبادلت وزارة الدفاع والحركة إلقاء اللوم.", "اللوم", ["الحركة"], [], ["وزارة الدفاع", "الحركة"]),
]


@pytest.mark.parametrize(("text", "trigger", "doers", "targets", "both"), ACCUSED)
def test_who_exchange_accusations_accuse_and_are_accused(
    text: str, trigger: str, doers: list[str], targets: list[str], both: list[str]
) -> None:
    found = read(text, trigger, ClaimType.ACCUSE, doers, targets)
    assert [m.text for m in found.initiators] == [m.text for m in found.targets] == both
    assert found.stages["targets"] == STAGE


FIRE = [
    ("تبادل الجيش والفصائل القصف المدفعي قرب التل.", "القصف", ClaimType.SHELLING, ["الفصائل"], []),
    ("تبادل الجيش والفصائل أمس إطلاق النار قرب التل.", "إطلاق النار", ClaimType.CLASH, ["الجيش", "الفصائل"], []),
]


@pytest.mark.parametrize(("text", "trigger", "kind", "doers", "targets"), FIRE)
def test_an_exchange_of_fire_is_the_first_against_the_second(
    text: str, trigger: str, kind: ClaimType, doers: list[str], targets: list[str]
) -> None:
    found = read(text, trigger, kind, doers, targets)
    assert [m.text for m in found.initiators] == ["الجيش"] and [m.text for m in found.targets] == ["الفصائل"]


LEFT = [
    # both are named, each on its side
    ("تبادل الجيش والفصائل القصف.", "القصف", ClaimType.SHELLING, ["الفصائل"], ["الجيش"]),
    ("تبادل الطرفان الاتهامات.", "الاتهامات", ClaimType.ACCUSE, ["الجيش"], ["الحركة"]),
    # the two stand together against a third
    ("تبادل الجيش والشرطة إطلاق النار مع مسلحين.", "إطلاق النار", ClaimType.CLASH, ["الجيش"], []),
    ("تبادل الجيش مع الحركة وحلفائها القصف.", "القصف", ClaimType.SHELLING, ["الجيش"], []),
    # another clause, another event, other words
    ("أنجز الطرفان صفقة التبادل، وحملت الحركة الجيش المسؤولية.", "المسؤولية", ClaimType.ACCUSE, ["الحركة"], []),
    ("يشمل الاتفاق تبادل الأسرى ووقف القصف.", "القصف", ClaimType.SHELLING, [], []),
    ("تبادل الجانبان الأسرى رغم هجمات الجيش.", "هجمات", ClaimType.CLASH, ["الجيش"], []),
    ("تبادلت روسيا وأوكرانيا أسرى قبيل ضربات روسية.", "ضربات", ClaimType.AIR_STRIKE, ["روسية"], []),
    ("جرى تبادل كثيف ومتقطع لإطلاق النار بين الجيش ومسلحين.", "إطلاق النار", ClaimType.CLASH, ["الجيش"], ["مسلحين"]),
    ("تبادل ناشطون ومدونون ما يظهر أثر القصف.", "القصف", ClaimType.SHELLING, ["الجيش"], []),
    ("أنجز تبادل طال انتظاره وحملت الحركة الجيش المسؤولية.", "المسؤولية", ClaimType.ACCUSE, ["الحركة"], []),
    ("تبادل الجيشان التركي والسوري القصف.", "القصف", ClaimType.SHELLING, ["الجيشان التركي والسوري"], []),
    ("تبادل الوزير وضيوفه كلمات حارة طويلة تخص القصف.", "القصف", ClaimType.SHELLING, ["الجيش"], []),
    ("تبادل الوزير ونظيره التهاني، وقصف الجيش التل.", "قصف", ClaimType.SHELLING, ["الجيش"], []),
    ("تبادلت الحكومة والحركة الأسرى ثم الاتهامات.", "الحركة", ClaimType.AGREEMENT, ["الحكومة"], []),
    ("اتهم الجيش الحركة بالقصف.\nتبادل الوزير ونظيره الاتهامات.", "اتهم", ClaimType.ACCUSE, ["الجيش"], ["الحركة"]),
]


@pytest.mark.parametrize(("text", "trigger", "kind", "doers", "targets"), LEFT)
def test_other_sides_stay(text: str, trigger: str, kind: ClaimType, doers: list[str], targets: list[str]) -> None:
    found = read(text, trigger, kind, doers, targets)
    assert [m.text for m in found.initiators] == doers and [m.text for m in found.targets] == targets
    assert not found.stages
