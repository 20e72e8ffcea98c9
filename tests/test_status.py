"""Whether an event is told as a fact, on our own sentences; the word in brackets is the trigger asked about."""

import pytest

from riwaya.codebook import Status
from riwaya.extract.patterns import Reading
from riwaya.extract.status import status
from riwaya.extract.triggers import triggers

CASES = [
    ("شن الجيش [هجوما] على البلدة.", "occurred"),
    ("[قصفت] الطائرات مواقع في المدينة.", "occurred"),
    ("وقد [قصفت] المدفعية القرية ليلا.", "occurred"),
    ("وسيطر المسلحون على [القصف] في البلدة.", "occurred"),
    ("[سيطر] الجيش على المطار.", "occurred"),
    ("و[سيطر] المقاتلون على البلدة.", "occurred"),
    ("يعتزم الجيش شن [هجوم] على البلدة.", "planned"),
    ("[ستقصف] القوات المواقع قريبا.", "planned"),
    ("قال إن القوات [ستسيطر] على البلدة.", "planned"),
    ("من المقرر أن تبدأ [الهدنة] غدا.", "planned"),
    ("يستعد الجيش لبدء [هجوم] بري.", "planned"),
    ("تستعد الفصائل لشن [هجوم] جديد.", "planned"),
    ("ينتظر السكان [الهدنة] المقبلة.", "planned"),
    ("أحبط الجيش محاولة [اقتحام] القاعدة.", "failed"),
    ("فشل [هجوم] المسلحين على الحاجز.", "failed"),
    ("حاول المسلحون [اقتحام] الحاجز.", "failed"),
    ("أفشلت القوات محاولة [هجوم] على الحاجز.", "failed"),
    ("تعثر [المفاوضات] بين الطرفين.", "failed"),
    ("نفى الجيش [قصف] المدرسة.", "denied"),
    ("لا صحة لما نشر عن [قصف] المدرسة.", "denied"),
    ("وقال إنه ليس صحيحا أن الجيش [قصف] المدرسة.", "denied"),
    ("لا صحة للأنباء التي تحدثت عن [قصف] المدرسة.", "denied"),
    ("ومن غير الصحيح أن الجيش [قصف] المدرسة.", "denied"),
    ("وصف الأنباء بأنها غير صحيحة، وتابع أن الجيش [قصف] مواقع للمسلحين.", "occurred"),
    ("هذا الكلام غير صحيح وإن الجيش [قصف] مواقع للمسلحين.", "occurred"),
    ("هذه الأنباء غير صحيحة لأن الجيش [قصف] مواقع للمسلحين.", "occurred"),
    ("وأكد صحة الأنباء عن [قصف] المدرسة.", "occurred"),
    ("نفت الوزارة [اعتقال] الصحفي.", "denied"),
    ("نفى الجيش التقارير التي تحدثت عن [غارة] على السوق.", "denied"),
    ("نفت الكتائب الأنباء التي نشرتها وسائل إعلام عن مقتل قائدها في [غارة] على المخيم.", "denied"),
    ("نفى الجيش المزاعم التي روجتها الميليشيا عن [سيطرتها] على المقر.", "denied"),
    ("نفى الجيش أن تكون الطائرات التي [قصفت] المدينة تابعة له.", "occurred"),
    ("نفت الحكومة قصف المخيم، وقتل أربعة مدنيين في [غارة] على المدينة.", "occurred"),
    ("حدث ذلك أمس. ونفى الجيش [قصف] السوق، وقال إنه يحقق.", "denied"),
    ("نفى الجيش قصف السوق، و[اعتقلت] الشرطة ثلاثة ناشطين.", "occurred"),
    ("نفى الجيش قصف السوق، وأعلن [السيطرة] على المطار.", "occurred"),
    ("نفى الجيش أن قواته دخلت البلدة، و[قصفت] المنازل.", "denied"),
    ("نفى الجيش قصف السوق، ونقل أسلحة، و[اعتقال] مدنيين.", "denied"),
    ("نفى المجلس تجنيد الأطفال، وقتل أربعة منهم في [المعارك].", "denied"),
    ("نفت الحركة الخبر الذي نشر غداة [اغتيال] قائدها.", "occurred"),
    ("نفى الجيش قصف السوق، واستهداف المدنيين، و[اقتحام] المشفى.", "denied"),
    ("لم [تقصف] الطائرات المدينة.", "denied"),
    ("لن [ينسحب] المقاتلون من البلدة.", "denied"),
    ("قد [يقصف] الجيش المدينة مجددا.", "possible"),
    ("يخشى السكان احتمال [هجوم] وشيك على البلدة.", "planned"),
    ("تحدث عن احتمال [قصف] المدينة.", "possible"),
    ("ربما [قصفت] الطائرات الموقع خطأ.", "possible"),
    ("تتواصل [الاشتباكات] في محيط المطار.", "ongoing"),
    ("لا تزال [المعارك] دائرة قرب الجسر.", "ongoing"),
    ("تدور [معارك] عنيفة شرق المدينة.", "ongoing"),
    ("يواصل الجيش [حصار] المدينة.", "ongoing"),
    ("[المعارك] مستمرة منذ الصباح.", "ongoing"),
]


@pytest.mark.parametrize(("marked", "expected"), CASES, ids=[c[0] for c in CASES])
def test_status(marked: str, expected: str) -> None:
    at = marked.index("[")
    text = marked.replace("[", "").replace("]", "")
    # a clitic may stand before the bracket: the word that holds the place is meant
    reading = Reading(text, [(0, len(text))])
    found = [t for t in triggers(reading) if reading.starts[t.first] <= at < reading.ends[t.last]]
    assert found, "the word is no trigger"
    value, cue = status(reading, found[0])
    assert value.value == expected
    if cue:
        assert 0 <= cue[0] < cue[1] <= len(text)


def test_what_is_denied_at_length_is_denied() -> None:
    text = "ونفى المتحدث باسم الجيش، في بيان، أن تكون الطائرات قد شنت أي غارة على السوق، مؤكدا مقتل مسلحين في اشتباك"
    reading = Reading(text, [(0, len(text))])
    states = {text[slice(*reading.span(t.first, t.last))]: status(reading, t)[0] for t in triggers(reading)}
    assert Status.DENIED in states.values()
    assert all(value is not Status.DENIED for words, value in states.items() if "اشتباك" in words)
