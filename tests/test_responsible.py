"""Claims of responsibility, on our own sentences: one more claim of the attack, told by those who say it was theirs."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from riwaya.codebook import ClaimType, SourceKind, Status
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.responsible import STAGE, responsible
from riwaya.extract.patterns import Reading
from riwaya.records import Claim, Mention, Sentence, Source, Span, Toll

ATTACK = "انفجرت سيارة قرب السوق فقتل تسعة أشخاص."
TYPES = {"انفجرت": ClaimType.EXPLOSION, "زار": ClaimType.TALKS, "هجوم": ClaimType.CLASH}


def read(*texts: str, name: str = "كتائب الوادي", source: str = "") -> tuple[str, list[Claim], list[Claim]]:
    """The text of some sentences, the claims of its known triggers, and these with claims of responsibility."""
    text = " ".join(texts)
    starts = [text.index(t) for t in texts]
    spans = [Span(a, a + len(t)) for a, t in zip(starts, texts, strict=True)]
    reading = Reading(text, [(s.start, s.end) for s in spans])
    role = np.zeros((1, len(H.ROLES), len(reading.words)), dtype=np.float32)
    at = text.find(name)
    if at >= 0:
        role[0, H.ROLES.index("initiator"), reading.starts.index(at)] = 0.6
    kinds = np.zeros((len(reading.words), len(H.SOURCE_KINDS)), dtype=np.float32)
    kinds[:, H.SOURCE_KINDS.index("armed_group")] = 1.0
    scores = SimpleNamespace(
        role=role, trigger_at=[0], window=SimpleNamespace(starts=reading.starts), source_kind=kinds
    )
    view: Any = SimpleNamespace(
        scores=scores,
        grammar=SimpleNamespace(reading=reading, text=text),
        name=lambda word, kind: (Span(at, at + len(name)), name),
    )
    known = [
        Claim(
            type=kind,
            status=Status.OCCURRED,
            trigger=Mention(text=word, span=Span(text.index(word), text.index(word) + len(word)), confidence=0.9),
            mention_ids=[(k := next(i for i, t in enumerate(texts) if word in t))],
            mentions=[spans[k]],
            origin=[Source(text=source, kind=SourceKind.ARMED_GROUP)] if source else [],
            tolls=[Toll(kind="killed", min=9, max=9)],
            confidence=0.8,
        )
        for word, kind in TYPES.items()
        if word in text
    ]
    sentences = [Sentence(number=i, span=s) for i, s in enumerate(spans)]
    return text, known, responsible(known, sentences, [view])


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("وأعلنت كتائب الوادي مسؤوليتها عن ذلك.", "وأعلنت كتائب الوادي مسؤوليتها"),
        ("وقد تبنته كتائب الوادي مساء.", "تبنته"),
        ("وتبنت كتائب الوادي المسؤولية في بيان.", "وتبنت كتائب الوادي المسؤولية"),
    ],
)
def test_who_claims_an_attack_is_its_source_and_attacker(said: str, words: str) -> None:
    text, known, found = read(ATTACK, said)
    assert [c for c in found if not c.stages] == known
    more = found[-1]
    assert (more.type, more.trigger.text, more.mention_ids) == (ClaimType.EXPLOSION, words, [1])
    assert [s.text for s in more.origin] == [m.text for m in more.initiators] == ["كتائب الوادي"]
    assert (more.tolls, more.stages, more.confidence) == ([], {"origin": STAGE}, 0.6)
    for item in (more.trigger, *more.origin, *more.initiators):
        assert item.span and text[item.span.start : item.span.end] == item.text
    assert more.cues == {"origin": more.trigger.span}


@pytest.mark.parametrize(
    "said",
    [
        "ولم تعلن كتائب الوادي مسؤوليتها عن ذلك.",
        "ونفت كتائب الوادي مسؤوليتها عن ذلك.",
        "وتبنت كتائب الوادي قرارا جديدا.",
        "وأعلنت كتائب الوادي مسؤوليتها عن هجوم.",
    ],
)
def test_a_denial_a_resolution_and_a_claim_of_another_attack_add_nothing(said: str) -> None:
    _, known, found = read(ATTACK, said)
    assert found == known


def test_an_attack_is_needed_and_a_name() -> None:
    for texts, name in (
        (("زار الوزير المدينة.", "وأعلنت كتائب الوادي مسؤوليتها عن ذلك."), "كتائب الوادي"),
        ((ATTACK, "وأعلنت جهة ما مسؤوليتها عن ذلك."), "كتائب الوادي"),
    ):
        _, known, found = read(*texts, name=name)
        assert found == known


def test_the_network_may_have_told_it() -> None:
    _, known, found = read("تبنت كتائب الوادي المسؤولية بعدما انفجرت سيارة.", source="كتائب الوادي")
    assert found == known
