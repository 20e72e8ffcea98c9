"""The status of an event by the words around it: doubt, what is over, what goes on, what is awaited."""

import pytest

from riwaya.codebook import ClaimType, Status
from riwaya.extract.encoder.aspect import negated, restated
from riwaya.extract.patterns import Reading
from riwaya.records import Span


def told(text: str, trigger: str, kind: str, status: str) -> str:
    at = text.index(trigger)
    reading = Reading(text, [(0, len(text))])
    found = restated(reading, Span(at, at + len(trigger)), ClaimType(kind), Status(status))
    if found:
        assert 0 <= found[1].start < found[1].end <= len(text)
    return (found[0] if found else Status(status)).value


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "status", "right"),
    [
        ("عبّر السكان عن مخاوف من أن يشن الجيش هجوما جديدا", "هجوما", "clash", "occurred", "possible"),
        ("ولم يستبعد الضابط حدوث معارك قريبة", "معارك", "clash", "occurred", "possible"),
        ("قال إن البلاد قد تشهد موجة نزوح كبيرة", "نزوح", "displacement", "ongoing", "possible"),
        ("قتل طالب يدرس الطب في غارة على الحي", "غارة", "air_strike", "occurred", "occurred"),
        ("وقد تكون المجزرة التي ارتكبتها القوات جريمة حرب", "المجزرة", "attack_on_civilians", "occurred", "occurred"),
        ("وخشية القصف نزحت عشرات العائلات", "نزحت", "displacement", "occurred", "occurred"),
        ("مخاوف على حياة الناشطين المعتقلين", "المعتقلين", "detention", "ongoing", "ongoing"),
        ("كان الجيش قد تقدم نحو البلدة", "تقدم", "territory", "occurred", "occurred"),
        ("تخوف الأهالي بعد قصف السوق", "قصف", "shelling", "occurred", "occurred"),
        ("خوفا من النهب الذي طال المحال", "النهب", "property", "occurred", "occurred"),
        ("دخلت القوات القرية بعد تقدم سريع", "تقدم", "territory", "ongoing", "occurred"),
        ("انسحبوا إثر العملية التي تشنها القوات", "العملية", "operation", "ongoing", "ongoing"),
        ("لم يكتمل بعد انتشار القوات", "انتشار", "deployment", "ongoing", "ongoing"),
        ("واصلت الطائرات الحربية شن عشرات الغارات على الريف", "الغارات", "air_strike", "occurred", "ongoing"),
        ("واصلت الشاحنات، في وقت مبكر، نقل السكان", "نقل", "displacement", "occurred", "ongoing"),
        ("استمرت خمسة أيام معارك المطار", "معارك", "clash", "occurred", "occurred"),
        ("تواصل القوات استعداداتها لهجوم على المدينة", "هجوم", "clash", "occurred", "occurred"),
        ("الغارات مستمرة على الأحياء", "الغارات", "air_strike", "occurred", "ongoing"),
        ("الاشتباكات لا تزال في محيط الجسر", "الاشتباكات", "clash", "occurred", "ongoing"),
        ("المعارك كانت متواصلة قبل الهدنة", "المعارك", "clash", "occurred", "occurred"),
        ("قتل اثنان ضمن عملية عسكرية في الجبل", "عملية عسكرية", "operation", "occurred", "ongoing"),
        ("قصفت المدفعية البلدة لليوم الثالث على التوالي", "قصفت", "shelling", "occurred", "ongoing"),
        ("كانوا ينتظرون المساعدات فقتلوا بقصف على الدوار", "قصف", "shelling", "occurred", "occurred"),
        ("يتأهب الجيش لفك الحصار المفروض على المدينة", "الحصار", "siege", "ongoing", "ongoing"),
        ("أسباب الانفجار لا تزال مجهولة", "الانفجار", "explosion", "occurred", "occurred"),
        ("تواصل الفرق انتشال جثث ضحايا الغارة", "الغارة", "air_strike", "occurred", "occurred"),
        ("حصيلة القصف لا تزال ترتفع", "القصف", "shelling", "occurred", "occurred"),
        ("يأمل السكان أن يعودوا بعد هدنة متوقعة", "هدنة", "truce", "planned", "planned"),
        ("من المتوقع أن يدين المجلس الهجوم", "يدين", "accuse", "planned", "planned"),
        ("الفصائل تتأهب لمعركة الميناء", "معركة", "clash", "occurred", "planned"),
        ("الوزارة تتهم الجماعة بخرق الهدنة", "تتهم", "accuse", "ongoing", "occurred"),
        ("تتواصل الإدانات لما جرى", "الإدانات", "accuse", "ongoing", "ongoing"),
        ("تطالب المنظمة بفتح الطريق", "تطالب", "demand", "ongoing", "ongoing"),
        ("حذر الخبير من تبعات هجوم كيميائي محتمل", "هجوم كيميائي", "air_strike", "occurred", "possible"),
        ("ضربة محتملة على المرفأ", "ضربة", "air_strike", "planned", "planned"),
        ("قصف الحي، ومن المحتمل أن يعود السكان", "قصف", "shelling", "occurred", "occurred"),
        ("عادت المعارك بعدما فشلت المفاوضات في العاصمة", "المفاوضات", "talks", "ongoing", "failed"),
        ("يهدد الوفد بالرحيل إذا فشلت المفاوضات", "المفاوضات", "talks", "ongoing", "ongoing"),
        ("بعد سنوات من انهيار الهدنة", "الهدنة", "truce", "occurred", "occurred"),
        ("انتهى حصار استمر ثلاثة أشهر", "حصار", "siege", "ongoing", "occurred"),
        ("القصف استمر على أطراف البلدة", "القصف", "shelling", "ongoing", "ongoing"),
        ("الحصار استمر حتى اليوم", "الحصار", "siege", "ongoing", "ongoing"),
        ("دخلت العملية العسكرية أسبوعها الثالث", "العملية العسكرية", "operation", "occurred", "ongoing"),
        ("دخلت القوة البلدة فجر اليوم", "دخلت", "territory", "occurred", "occurred"),
        ("مشهد المدينة في اليوم الرابع من الحصار", "الحصار", "siege", "occurred", "ongoing"),
        ("قتل اثنان من أفراد الثالث من الكتائب في معارك", "معارك", "clash", "occurred", "occurred"),
        ("المروحيات تلقي براميلها كل ساعة", "تلقي", "air_strike", "occurred", "ongoing"),
        ("قتل في المعارك الدائرة قرب النهر خمسة", "المعارك", "clash", "occurred", "occurred"),
    ],
)
def test_words_around_an_event_tell_its_status(text: str, trigger: str, kind: str, status: str, right: str) -> None:
    assert told(text, trigger, kind, status) == right


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "denied"),
    [
        ("قال الرئيس إن القائد لم يطلب ضمانات من أحد", "يطلب", "demand", True),
        ("قال الرئيس إن القائد لم يطلب ضمانات من أحد", "لم يطلب ضمانات", "demand", True),
        ("لن يكون للحوار معنى ما لم تنسحب القوات", "تنسحب", "demand", False),
        ("إن لم تطلب الحكومة العون فلن يأتي", "تطلب", "demand", False),
        ("أكدت الوزارة أنها لم تقدم سلاحا للفصيل", "لم تقدم", "support", True),
        ("قال الحزب إنه لم يقبل الشروط", "لم يقبل", "reject", False),
        ("اتهمت القوات بأنها لم تحم السكان", "لم تحم", "accuse", False),
        ("قال الناطق إن طائراته لم تقصف السوق", "تقصف", "air_strike", True),
        ("قال الناطق إن طائراته لم تقصف سوى مخزن", "تقصف", "air_strike", False),
        ("لم تدخل قافلة واحدة إلى الحي", "تدخل", "aid", False),
        ("لم تعد المدينة في يد الجيش", "لم تعد", "territory", False),
    ],
)
def test_what_was_not_done_is_denied(text: str, trigger: str, kind: str, denied: bool) -> None:
    at = text.index(trigger)
    found = negated(Reading(text, [(0, len(text))]), Span(at, at + len(trigger)), ClaimType(kind))
    assert (found is not None) == denied


def test_a_word_outside_all_sentences_has_no_status_of_its_own() -> None:
    for text in ("", "قصف الجيش"):
        assert restated(Reading(text, []), Span(0, 0), ClaimType.CLASH, Status.OCCURRED) is None
