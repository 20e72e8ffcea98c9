"""Lists of attacks with their numbers, on our own sentences: each attack is an event of its own."""

from collections.abc import Sequence

import pytest

from riwaya.arabic.sentences import split_sentences
from riwaya.codebook import ClaimType, Status, TollGroup, TollKind
from riwaya.extract.encoder.enumerated import enumerated
from riwaya.extract.encoder.grammar import Grammar
from riwaya.extract.encoder.merge import Draft, likelihood
from riwaya.records import Claim, Document, Mention, Place, Sentence, Span, Toll


def listed(
    text: str,
    triggers: list[str],
    places: list[str],
    kind: ClaimType = ClaimType.AIR_STRIKE,
    tolls: Sequence[Toll] = (Toll(kind=TollKind.KILLED, min=99, max=99),),
) -> list[Draft]:
    """The drafts of a text's triggers in their order, each of which the network gave every place and the number 99."""
    spans = split_sentences(text)
    sentences = [Sentence(number=i, span=Span(*s)) for i, s in enumerate(spans)]
    named = [Place(text=p, span=Span(text.index(p), text.index(p) + len(p))) for p in places]
    drafts, at = [], 0
    for word in triggers:
        at = text.index(word, at)
        number = next(i for i, s in enumerate(spans) if s[0] <= at < s[1])
        claim = Claim(
            type=kind,
            status=Status.OCCURRED,
            trigger=Mention(text=word, span=Span(at, at + len(word))),
            mentions=[Span(*spans[number])],
            mention_ids=[number],
            places=named,
            tolls=list(tolls),
        )
        drafts.append(Draft(claim, number, 0.9, {number: 0.9}, begins=frozenset([at])))
        at += len(word)
    return enumerated(drafts, Grammar.of(Document(doc_id="d", text=text), sentences))


def told(drafts: list[Draft]) -> list[tuple[list[str], list[int | None]]]:
    return [([p.text for p in d.claim.places], [t.min for t in d.claim.tolls]) for d in drafts]


@pytest.mark.parametrize(
    "text",
    [
        "قتل 5 مدنيين في غارة على القرية و3 في غارة على المخيم و7 في غارة على التل",
        "مقتل خمسة مدنيين في غارة على القرية، وثلاثة آخرين في غارة على المخيم، وسبعة بغارة على التل",
    ],
)
def test_each_attack_of_a_list_has_its_own_number_and_place(text: str) -> None:
    drafts = listed(text, ["غارة"] * 3, ["القرية", "المخيم", "التل"])
    assert told(drafts) == [(["القرية"], [5]), (["المخيم"], [3]), (["التل"], [7])]
    assert all(t.kind is TollKind.KILLED and t.span for d in drafts for t in d.claim.tolls)
    assert likelihood(drafts[0], drafts[1], {"bias": 9.0}) == likelihood(drafts[2], drafts[1], {"bias": 9.0}) == 0.0


def test_each_number_says_itself_whom_it_counts_and_what_befell_them() -> None:
    text = "أصيب 5 مدنيين في غارة على القرية و6 قتلى في غارة على المخيم"
    (hurt,), (dead,) = (d.claim.tolls for d in listed(text, ["غارة"] * 2, ["القرية", "المخيم"]))
    assert (hurt.kind, dead.kind) == (TollKind.WOUNDED, TollKind.KILLED)
    text = "قتل 5 مدنيين في غارة على القرية و3 جنود في غارة على المخيم"
    found = [d.claim.tolls[0].who for d in listed(text, ["غارة"] * 2, ["القرية", "المخيم"])]
    assert found == [TollGroup.CIVILIAN, TollGroup.SOLDIER]


def test_the_dead_before_the_wounded_of_the_first_attack_stay() -> None:
    text = "قتل 5 مدنيين وأصيب 12 في غارة على القرية و3 في غارة على المخيم"
    dead = Toll(kind=TollKind.KILLED, min=5, max=5, text="5 مدنيين", span=Span(4, 12))
    drafts = listed(text, ["غارة", "غارة"], ["القرية", "المخيم"], tolls=[dead])
    assert [[t.min for t in d.claim.tolls] for d in drafts] == [[5, 12], [3]]


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("قتل 5 مدنيين في غارة على القرية تلتها غارة على المخيم", ["غارة", "غارة"]),  # one number
        ("قتل 5 مدنيين في غارة على القرية بينهم 3 في غارة على المخيم", ["غارة", "غارة"]),  # a part of the whole
        ("قتل 5 مدنيين في غارة على القرية وأصيب 3 في غارة على المخيم", ["غارة", "غارة"]),  # other victims
        ("قتل 5 مدنيين في غارة على القرية.\nو3 في غارة على المخيم قتلوا أمس", ["غارة", "غارة"]),  # two sentences
        ("أطلق الجيش 5 صواريخ في قصف على القرية و3 في قصف على المخيم", ["قصف", "قصف"]),  # no victims
        ("نفذ 5 جنود غارة على القرية و3 في غارة على المخيم", ["غارة", "غارة"]),  # who did it
        ("قتل 5 مدنيين و3 جنود في غارة على القرية والمخيم", ["غارة"]),  # one attack
    ],
)
def test_other_numbers_are_left_to_the_network(text: str, triggers: list[str]) -> None:
    assert all(found == (["القرية", "المخيم"], [99]) for found in told(listed(text, triggers, ["القرية", "المخيم"])))


def test_a_list_of_talks_is_none_of_attacks() -> None:
    text = "شارك 5 وزراء في لقاء في القرية و3 في لقاء في المخيم"
    found = listed(text, ["لقاء", "لقاء"], ["القرية"], ClaimType.TALKS)
    assert told(found) == [(["القرية"], [99])] * 2
