"""Chains of sources on our own sentences: who says it, through whom, of which kind, and how long a voice holds."""

import pytest

from riwaya.arabic.sentences import split_sentences
from riwaya.extract.attribution import sources
from riwaya.extract.patterns import Reading

Chain = list[tuple[str, str]]

ONE: list[tuple[str, Chain]] = [
    ("قال المتحدث باسم الجيش إن القوات دخلت البلدة.", [("المتحدث باسم الجيش", "military")]),
    ("أعلنت وزارة الصحة أن القصف أوقع ضحايا.", [("وزارة الصحة", "official")]),
    ("قال المرصد السوري لحقوق الإنسان إن الغارات توقفت.", [("المرصد السوري لحقوق الإنسان", "monitor")]),
    ("ذكرت وكالة رويترز أن الهدنة انهارت.", [("وكالة رويترز", "agency")]),
    ("قال شهود عيان إن الانفجار هز السوق.", [("شهود عيان", "witness")]),
    ("قالت مصادر طبية إن الجرحى نقلوا إلى المستشفى.", [("مصادر طبية", "medical")]),
    ("أفادت مصادر محلية بأن المسلحين انسحبوا.", [("مصادر محلية", "anonymous")]),
    ("أكد مصدر عسكري أن الهجوم فشل.", [("مصدر عسكري", "military")]),
    ("قال مصدر أمني إن القوة اعتقلت خمسة مطلوبين.", [("مصدر أمني", "official")]),
    ("أعلنت كتائب القسام أنها قصفت الموقع.", [("كتائب القسام", "armed_group")]),
    ("قالت الأمم المتحدة إن آلاف المدنيين نزحوا.", [("الأمم المتحدة", "un")]),
    ("ذكرت منظمة العفو الدولية أن التعذيب مستمر.", [("منظمة العفو الدولية", "ngo")]),
    ("أفاد مراسلنا بأن الاشتباكات تجددت.", [("مراسلنا", "correspondent")]),
    ("قتل سبعة مدنيين في القصف، بحسب المرصد السوري.", [("المرصد السوري", "monitor")]),
    ("تجددت المعارك قرب المطار، وفق مصادر ميدانية.", [("مصادر ميدانية", "military")]),
    ("وبحسب ناشطين فإن الغارات استهدفت السوق.", [("ناشطين", "witness")]),
    ("ووفقا لصحيفة محلية فإن الصفقة ألغيت.", [("صحيفة محلية", "outlet")]),
    ("المرصد السوري أعلن أن القصف تجدد.", [("المرصد السوري", "monitor")]),
    ("وكان الجيش أعلن بدء عملية عسكرية.", [("الجيش", "military")]),
    ("قال وزير الدفاع سامر النجار إن العملية انتهت.", [("سامر النجار", "official")]),
    ("قال المتحدث باسم حركة طالبان ذبيح كريم إن الهجوم نفذه مقاتلوها.", [("ذبيح كريم", "armed_group")]),
    # chains: the witness first, then who passed it on
    ("قال قيادي في المعارضة لوكالة رويترز إن القصف توقف.",
     [("قيادي في المعارضة", "armed_group"), ("وكالة رويترز", "agency")]),
    ("نقلت وكالة الأناضول عن مصدر أمني أن القوات اعتقلت ثلاثة.",
     [("مصدر أمني", "official"), ("وكالة الأناضول", "agency")]),
    ("ونقلت رويترز عن شهود قولهم إن النار أطلقت على المحتجين.", [("شهود", "witness"), ("رويترز", "agency")]),
    (
        "لم يقبل أحد بالمقترح، بحسب ما أوردت وكالة رويترز نقلا عن قيادي في إحدى كتائب المعارضة.",
        [("قيادي في إحدى كتائب المعارضة", "armed_group"), ("وكالة رويترز", "agency")],
    ),
    ("قال مسؤول محلي لفرانس برس إن المعبر أغلق.", [("مسؤول محلي", "official"), ("فرانس برس", "agency")]),
    # nobody but the publisher
    ("سيطرت القوات على البلدة بعد معارك عنيفة.", []),
    ("دارت اشتباكات بين الجيش ومسلحين قرب المطار.", []),
    ("مع نقل السفارة إلى المدينة تجددت الاحتجاجات.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ONE, ids=[c[0] for c in ONE])
def test_one_sentence(text: str, expected: Chain) -> None:
    (chain,) = set(sources(Reading(text, [(0, len(text))])))
    assert [(link.text, link.kind.value) for link in chain] == expected
    assert all(text[link.span[0] : link.span[1]] == link.text for link in chain)


def voices(text: str) -> list[str]:
    """The first source of each sentence, '' for the publisher."""
    reading = Reading(text, split_sentences(text))
    chains = [sources(reading)[first] for first, _ in reading.bounds]
    return [chain[0].text if chain else "" for chain in chains]


def test_a_voice_goes_on_until_the_text_changes_it() -> None:
    text = (
        "قال المتحدث باسم الجيش إن القوات دخلت البلدة.\n"
        "وأضاف أن المسلحين انسحبوا منها.\n"
        "وأوضح أن العملية مستمرة.\n"
        "وقالت وزارة الصحة إن سبعة مدنيين قتلوا."
    )
    assert voices(text) == ["المتحدث باسم الجيش"] * 3 + ["وزارة الصحة"]


def test_an_unmarked_sentence_is_the_publishers_again() -> None:
    text = "قتل سبعة مدنيين في القصف، بحسب المرصد السوري.\nوتجددت المعارك مساء في أطراف البلدة."
    assert voices(text) == ["المرصد السوري", ""]


def test_the_same_source_may_be_meant_by_a_word() -> None:
    text = "قال مصدر عسكري إن الهجوم فشل.\nوأكد المصدر أن القوات بقيت في مواقعها."
    assert voices(text) == ["مصدر عسكري", "مصدر عسكري"]


def test_a_closing_source_answers_for_its_clause_only() -> None:
    text = "أعلن الجيش هدنة في المدينة وهو ما رفضته المعارضة، بحسب ما ذكرت وكالة رويترز."
    reading = Reading(text, [(0, len(text))])
    chains = dict(zip(reading.words, sources(reading), strict=True))
    assert [link.text for link in chains["هدنه"]] == ["الجيش"]
    assert [link.text for link in chains["رفضته"]] == ["وكالة رويترز"]
