"""Which reports are about conflict: our own other news in words of war, and short notes of wars in other words."""

import gzip
import json
from pathlib import Path

import pytest

from riwaya.extract.relevance import is_relevant

SAMPLES = Path(__file__).resolve().parent.parent / "data/samples"


def reports(name: str) -> list[str]:
    with gzip.open(SAMPLES / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"].rsplit("\n", 1)[0] for line in lines]


def test_reports_that_were_not_learned_from() -> None:
    notes, other = reports("short_held.jsonl.gz"), reports("other_held.jsonl.gz")
    assert sum(map(is_relevant, notes)) / len(notes) > 0.9
    assert sum(map(is_relevant, other)) / len(other) < 0.15


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("احتجز متشددون عشرات الرهائن في منشأة للغاز، وقال وزير الداخلية إن الخاطفين يتبعون تنظيم القاعدة.", True),
        ("قتل شاب برصاص الجيش شرقي غزة.", True),
        ("تبادل الأسرى بين الطرفين يبدأ غدا برعاية الصليب الأحمر.", True),
        ("فاز الفريق بالمباراة بهدفين في الشوط الثاني بعد هجوم سريع، وتصدر الدوري.", False),
        ("ارتفعت أسعار النفط وسط مخاوف المستثمرين من حرب تجارية.", False),
        ("حريق في مصنع يودي بحياة ثلاثة عمال، والدفاع المدني يخمد النيران.", False),
        ("أوقفت السلطات التونسية في تونس العاصمة رجلا متهما بالانتماء إلى تنظيم متشدد.", True),
        ("", False),
        ("123 456 !", False),
    ],
)
def test_words_decide(text: str, relevant: bool) -> None:
    assert is_relevant(text) is relevant


def test_a_digest_passes_by_one_of_its_items() -> None:
    other = ["فاز ريال مدريد على برشلونة في نهائي الكأس.", "ارتفعت أسعار النفط والذهب.", "افتتح مهرجان السينما."]
    item = "قتل خمسة مدنيين في قصف للجيش على سوق المدينة، بحسب مصدر طبي."
    assert not is_relevant("\n".join(other))
    assert is_relevant("\n".join([*other[:2], item, other[2]]))
