"""Restatements: what becomes one claim and what stays two, on claims of our own making."""

from typing import Any

import pytest

from riwaya.codebook import ClaimType, SourceKind, Status, TollKind
from riwaya.extract.merge import merge, restates, same_name
from riwaya.records import Claim, Mention, Place, Source, Span, Toll

SENTENCES = [(0, 20), (21, 60), (61, 100), (101, 140)]


def told(sentence: int, **fields: Any) -> Claim:
    base: dict[str, Any] = {
        "type": fields.pop("type", ClaimType.AIR_STRIKE),
        "status": fields.pop("status", Status.OCCURRED),
        "trigger": Mention(text="غارة", span=Span(SENTENCES[sentence][0], SENTENCES[sentence][0] + 4)),
        "mentions": [Span(*SENTENCES[sentence])],
        "mention_ids": [sentence],
    }
    for slot, cls in (("initiators", Mention), ("targets", Mention), ("places", Place)):
        base[slot] = [cls(text=text) for text in fields.pop(slot, [])]
    base["origin"] = [Source(text=text, kind=SourceKind.OFFICIAL) for text in fields.pop("origin", [])]
    base["tolls"] = [Toll(kind=TollKind.KILLED, min=n, max=n) for n in fields.pop("tolls", [])]
    assert not fields
    return Claim(**base)


def test_title_lead_and_body_become_one_claim_with_all_they_say() -> None:
    claims = merge(
        [
            told(0, places=["دوما"]),
            told(1, places=["مدينة دوما"], tolls=[7]),
            told(3, origin=["الدفاع المدني"]),
        ]
    )
    assert len(claims) == 1
    assert claims[0].mention_ids[0] == 1, "the fullest telling comes first"
    assert sorted(claims[0].mention_ids) == [0, 1, 3]
    assert [t.min for t in claims[0].tolls] == [7]
    assert [s.text for s in claims[0].origin] == ["الدفاع المدني"]


DIFFERENT = [
    (told(1, type=ClaimType.AIR_STRIKE), told(2, type=ClaimType.SHELLING)),
    (told(1, places=["تعز"]), told(2, places=["صنعاء"])),
    (told(1, tolls=[3], places=["تعز"]), told(2, tolls=[7], places=["تعز"])),
    (told(1, origin=["وزارة الصحة"], places=["تعز"]), told(2, origin=["الجيش"], places=["تعز"])),
    (told(1, status=Status.OCCURRED, places=["تعز"]), told(2, status=Status.DENIED, places=["تعز"])),
    (told(2, initiators=["تركيا"]), told(3, initiators=["روسيا"])),
    (told(2), told(3)),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_differs_stays_two(one: Claim, other: Claim) -> None:
    assert not restates(one, other)
    assert len(merge([one, other])) == 2


SAME = [
    (told(0), told(1)),
    (told(2, places=["تعز"]), told(3, places=["مدينة تعز"])),
    (told(1, origin=["الجيش"], places=["تعز"]), told(2, places=["تعز"])),
    (told(2, initiators=["الجيش اليمني"]), told(3, initiators=["الجيش"])),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_agrees_becomes_one(one: Claim, other: Claim) -> None:
    assert len(merge([one, other])) == 1


def test_a_third_telling_that_contradicts_one_of_a_group_stays_out() -> None:
    claims = merge(
        [told(0, places=["تعز"]), told(1, places=["تعز"], tolls=[3]), told(2, places=["تعز"], tolls=[9])]
    )
    assert sorted(c.tolls[0].min or 0 for c in claims) == [3, 9]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("الجيش", "الجيش السوري", True),
        ("المرصد السوري", "المرصد السوري لحقوق الإنسان", True),
        ("مدينة تعز", "تعز", True),
        ("عبد الله صالح", "عبدالله صالح", True),
        ("الجيش الروسي", "القيادة العامة للقوات المسلحة", False),
        ("صنعاء", "تعز", False),
    ],
)
def test_same_name(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
