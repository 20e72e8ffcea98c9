"""Somebody and his companions are counted together, on our own sentences."""

import numpy as np
import pytest

from riwaya.arabic.sentences import split_sentences
from riwaya.codebook import TollGroup, TollKind
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.companions import with_companions
from riwaya.extract.encoder.grammar import Grammar
from riwaya.extract.encoder.tollfills import _kind
from riwaya.extract.tolls import Toll as ListedToll
from riwaya.records import Document, Sentence, Span, Toll


def toll(text: str, words: str, number: int, kind: TollKind = TollKind.KILLED) -> Toll:
    at = text.index(words)
    return Toll(kind=kind, min=number, max=number, who=TollGroup.UNKNOWN, text=words, span=Span(at, at + len(words)))


def grammar(text: str) -> Grammar:
    document = Document(doc_id="d", text=text)
    return Grammar.of(document, [Sentence(number=i, span=Span(*s)) for i, s in enumerate(split_sentences(text))])


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("قتل القائد سالم وثلاثة من مرافقيه", [("القائد سالم", 1), ("ثلاثة من مرافقيه", 3)], [4]),
        ("قتل القائد سالم وثلاثة من مرافقيه", [("ثلاثة من مرافقيه", 3)], [4]),
        ("قتل القائد سالم وثلاثة من مرافقيه", [("القائد سالم", 1)], [4]),
        ("قتلت الأب والأم وخمسة من أطفالهما", [("خمسة من أطفالهما", 5)], [7]),
        ("اغتيل المدير سالم مع ستة من مساعديه", [("المدير سالم", 1), ("ستة من مساعديه", 6)], [7]),
        # not his, not counted before, or with a verb of their own
        ("قتل القائد سالم وعشرات من مرافقيه", [("القائد سالم", 1)], [1]),
        ("قتل القائد سالم وثلاثة جنود", [("القائد سالم", 1), ("ثلاثة جنود", 3)], [1, 3]),
        ("قالت الحركة إن 40 مهاجما وتسعة من عناصرها قتلوا", [("40 مهاجما", 40), ("تسعة من عناصرها", 9)], [40, 9]),
        ("كان القائد يسير مع ثلاثة من مرافقيه فقتلوا", [("ثلاثة من مرافقيه", 3)], [3]),
        ("لقي القائد سالم مصرعه مع ثلاثة من مرافقيه", [("القائد سالم", 1), ("ثلاثة من مرافقيه", 3)], [1, 3]),
        ("نجا الوزير وقتل ثلاثة من مرافقيه", [("ثلاثة من مرافقيه", 3)], [3]),
        ("نجا الوزير من الهجوم، وثلاثة من مرافقيه قتلوا", [("ثلاثة من مرافقيه", 3)], [3]),
        ("أصيب الوزير بجروح، وثلاثة من مرافقيه قتلوا", [("ثلاثة من مرافقيه", 3)], [3]),
        ("نجا السائق وقتل الوزير وثلاثة من مرافقيه", [("ثلاثة من مرافقيه", 3)], [4]),
        ("قتل قائدان وثلاثة من مرافقيهما", [("قائدان", 2), ("ثلاثة من مرافقيهما", 3)], [2, 3]),
    ],
)
def test_companions(text: str, found: list[tuple[str, int]], expected: list[int]) -> None:
    told = with_companions([toll(text, *f) for f in found], grammar(text))
    assert [t.min for t in told] == expected
    assert all(t.span and text[t.span.start : t.span.end] == t.text for t in told)


def test_the_wounded_with_his_companions_are_wounded() -> None:
    text = "أصيب الوزير وثلاثة من مرافقيه"
    (found,) = with_companions([toll(text, "ثلاثة من مرافقيه", 3, TollKind.WOUNDED)], grammar(text))
    assert (found.kind, found.min) == (TollKind.WOUNDED, 4)


def test_of_another_kind_are_two_tolls() -> None:
    text = "قتل القائد سالم، وثلاثة من مرافقيه جرحى"
    tolls = [toll(text, "القائد سالم", 1), toll(text, "ثلاثة من مرافقيه", 3, TollKind.WOUNDED)]
    assert with_companions(tolls, grammar(text)) == tolls


@pytest.mark.parametrize(
    ("kind", "text", "network", "sure", "expected"),
    [
        ("killed_or_wounded", "عشرات الضحايا", "killed", 0.6, "killed"),
        ("killed_or_wounded", "12 بين قتيل وجريح", "killed", 0.99, "killed_or_wounded"),
        ("wounded", "عاملين", "killed", 0.97, "killed"),
        ("wounded", "عاملين", "killed", 0.9, "wounded"),
        ("freed", "40 أسيرا", "captured", 0.99, "freed"),
    ],
)
def test_what_befell_them(kind: str, text: str, network: str, sure: float, expected: str) -> None:
    scores = np.full(len(H.TOLL_KINDS), (1 - sure) / (len(H.TOLL_KINDS) - 1), dtype=np.float32)
    scores[H.TOLL_KINDS.index(network)] = sure
    listed = ListedToll(TollKind(kind), 2, 2, TollGroup.UNKNOWN, text, (0, len(text)))
    assert _kind(listed, scores) is TollKind(expected)
