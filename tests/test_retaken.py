"""Recapture, on our own sentences: another party's taking back is another claim, and its own word."""

import pytest

from riwaya.codebook import ClaimType, SourceKind, Status
from riwaya.extract.encoder.merge import Draft, likelihood
from riwaya.extract.encoder.retaken import STAGE, by_its_teller, retaken
from riwaya.extract.patterns import Reading
from riwaya.records import Claim, Mention, Source, Span


def claim(trigger: str, *doers: str, text: str = "", kind: ClaimType = ClaimType.TERRITORY) -> Claim:
    at = max(0, text.find(trigger))
    return Claim(
        type=kind,
        status=Status.OCCURRED,
        trigger=Mention(text=trigger, span=Span(at, at + len(trigger))),
        mentions=[Span(0, len(text))],
        mention_ids=[0],
        initiators=[Mention(text=d) for d in doers],
        origin=[Source(text="الجيش", kind=SourceKind.MILITARY)],
    )


@pytest.mark.parametrize("trigger", ["استعادت", "استعادتها", "يسترد", "واستعاد", "استرداد"])
def test_a_recapture_by_another_party_is_another_claim(trigger: str) -> None:
    one, other = claim("سيطر", "الجيش"), claim(trigger, "قوات الوادي")
    assert retaken(one, other) and retaken(other, one)
    foe = {"mention_ids": [3], "targets": [Mention(text="الجيش")]}
    assert retaken(one, other.model_copy(update=foe))
    drafts = [Draft(c, 0, 0.9, {0: 0.9}, {c.trigger.span.start: 0.99} if c.trigger.span else {}) for c in (one, other)]
    assert likelihood(*drafts, {"bias": 9.0}) == 0.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (claim("سيطر", "قوات الجيش"), claim("استعاد", "الجيش")),  # one party, told twice
        (claim("سيطر", "الجيش"), claim("استعادة")),  # nobody named
        (claim("استعاد", "الجيش"), claim("استعادة", "القوات الحكومية")),  # two words for one recapture
        (claim("سيطر", "الجيش"), claim("استعاد", "قوات الشرعية").model_copy(update={"mention_ids": [3]})),
        (claim("سيطر", "الجيش"), claim("انتزع", "قوات الوادي")),
        (claim("تقدم", "الجيش"), claim("استعاد", "قوات الوادي")),  # its own advance
        (claim("هجوم", "الجيش", kind=ClaimType.CLASH), claim("استعادة", "قوات الوادي", kind=ClaimType.AID)),
    ],
)
def test_other_pairs_are_left_to_the_network(one: Claim, other: Claim) -> None:
    assert not retaken(one, other)


def test_who_tells_a_recapture_has_taken_the_place_back() -> None:
    text = "أعلن الجيش سيطرته على التل قبل أن تعلن كتائب الوادي استعادته."
    found = by_its_teller(claim("استعادته", "الجيش", text=text), Reading(text, [(0, len(text))]))
    assert [m.text for m in found.initiators] == [s.text for s in found.origin] == ["كتائب الوادي"]
    assert found.stages == {"initiators": STAGE, "origin": STAGE}


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("أعلن الجيش استعادة التل.", "استعادة"),  # whose it was stands behind it
        ("أعلن الجيش في بيان أمس استعادته.", "استعادته"),  # not right before it
        ("خسر الجيش التل ثم حاول استعادته.", "استعادته"),
        ("أعلن الجيش سيطرته على التل.", "سيطرته"),
    ],
)
def test_other_words_of_taking_stay(text: str, trigger: str) -> None:
    before = claim(trigger, "قوات أخرى", text=text)
    assert by_its_teller(before, Reading(text, [(0, len(text))])) is before


@pytest.mark.parametrize("trigger", ["سيطرت", "السيطرة", "تسيطر", "استولى", "استيلاء", "ينتزع", "احتلت", "سقطت"])
def test_what_is_undone_is_a_taking(trigger: str) -> None:
    assert retaken(claim(trigger, "الجيش"), claim("استعادة", "قوات الوادي"))
