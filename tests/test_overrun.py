"""Names that run into the event, on our own sentences."""

import pytest

from riwaya.codebook import ClaimType, Status
from riwaya.extract.encoder.overrun import without_events
from riwaya.extract.patterns import Reading
from riwaya.records import Claim, Mention, Span


def party(text: str, name: str, trigger: str) -> str:
    """The party of a claim after the cut."""
    found = Mention(text=name, span=Span(text.index(name), text.index(name) + len(name)))
    at = Span(text.index(trigger), text.index(trigger) + len(trigger))
    claim = Claim(
        type=ClaimType.CLASH,
        status=Status.OCCURRED,
        trigger=Mention(text=trigger, span=at),
        initiators=[found],
        mentions=[Span(0, len(text))],
        mention_ids=[0],
    )
    (cut,) = without_events([claim], Reading(text, [(0, len(text))]))
    (mention,) = cut.initiators
    assert mention.span and text[mention.span.start : mention.span.end] == mention.text
    return mention.text


@pytest.mark.parametrize(
    ("text", "name", "trigger", "cut"),
    [
        ("أعلنت قوات اللواء سالم سيطرتها على التل", "قوات اللواء سالم سيطرتها", "سيطرتها", "قوات اللواء سالم"),
        ("دمر بيت قصفته طائرات مسيرة", "بيت قصفته طائرات", "قصفته", "بيت"),
        ("قتل جنود في اشتباكات قرب الجسر", "جنود في اشتباكات", "اشتباكات", "جنود"),
        ("شوهد مقاتلو الكتيبة ينسحبون ليلا", "مقاتلو الكتيبة ينسحبون", "ينسحبون", "مقاتلو الكتيبة"),
        ("نفذت دورية من الأمن العسكري حملة دهم", "دورية من الأمن العسكري حملة", "حملة دهم", "دورية من الأمن العسكري"),
        ("أكد مصدر في الجيش استعادة البلدة", "مصدر في الجيش استعادة", "استعادة", "مصدر في الجيش"),
    ],
)
def test_a_name_ends_before_the_event(text: str, name: str, trigger: str, cut: str) -> None:
    assert party(text, name, trigger) == cut


@pytest.mark.parametrize(
    ("text", "name", "trigger"),
    [
        ("فر منفذ الهجوم من المكان", "منفذ الهجوم", "الهجوم"),
        ("اعتقلت جماعات تهريب السلاح عند الحدود", "جماعات تهريب السلاح", "تهريب السلاح"),
        ("نقلتهم فرق الإسعاف إلى المشفى", "فرق الإسعاف", "الإسعاف"),
        ("ضرب التحالف الذي يقود العملية مخازن", "التحالف الذي يقود العملية", "العملية"),
        ("عاد من غادروا منازلهم أمس", "من غادروا منازلهم", "غادروا"),
        ("وصل 30 ألف نازح إلى الميناء", "30 ألف نازح", "نازح"),
        ("هاجمت قوات الوادي التل", "قوات الوادي", "هاجمت"),
    ],
)
def test_a_name_that_goes_on_with_it_stays(text: str, name: str, trigger: str) -> None:
    assert party(text, name, trigger) == name
