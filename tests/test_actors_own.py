"""Names that what stands around them decides: 'his forces', who blow themselves up, what a text goes on to say."""

import pytest

from riwaya.codebook import SourceKind
from riwaya.records import Source, Span
from riwaya.resolve.actors import ActorResolver
from riwaya.resolve.context import Context
from riwaya.resolve.sources import SourceResolver

RESOLVER = ActorResolver(is_place=lambda name: name in {"حلب", "صعدة", "صعده", "درعا"})


def said(text: str, name: str, country: str = "SY", day: str = "2018-06-01") -> str:
    at = text.rindex(name)
    return RESOLVER.link(name, Context(text, day, {country: 5}, dict), Span(at, at + len(name))).id


@pytest.mark.parametrize(
    ("text", "name", "country", "actor"),
    [
        # whose they are is who is said to speak, whoever else the sentence names
        ("وقال الرئيس الأوكراني إن قواته صدت الهجوم", "قواته", "UA", "UA.military"),
        ("وأعلنت وزارة الدفاع الروسية أن طائراتها لم تقصف البلدة", "طائراتها", "SY", "RU.military"),
        ("وذكر الجيش الإسرائيلي أن مسلحين من حماس هاجموا آلياته", "آلياته", "PS", "IL.military"),
        ("وأعلن المتحدث باسم الحوثيين أن قواته أسقطت طائرة", "قواته", "YE", "houthis"),
        ("وأكد وزير الخارجية التركي أن بلاده لن تنسحب من النقطة", "بلاده", "SY", "TR.state"),
        ("ونفى المسؤول الأميركي أن تكون قوات بلاده شاركت", "قوات بلاده", "IQ", "US.military"),
        ("وقال أردوغان إن إحدى مروحياتنا سقطت", "إحدى مروحياتنا", "SY", "TR.military"),
        # who acts, where the sentence names no other side
        ("وقال الجيش الإسرائيلي إن طائراته الحربية عادت", "طائراته الحربية", "LB", "IL.military"),
        ("وسحبت فرنسا أمس جنودها من المدينة", "جنودها", "ML", "FR.military"),
        # 'نفى لوكالة كذا' does not make the agency's country the speaker
        ("وكان مسؤول تركي نفى لوكالة الصحافة الفرنسية أن تكون قوات بلاده قصفت", "قوات بلاده", "IQ", "TR.military"),
        # the pronoun is of another gender than the speaker
        ("وقال الرئيس الروسي إن على كييف أن تسحب جنودها", "جنودها", "UA", "unknown:forces"),
        ("وأفادت وزارة الدفاع التركية بأن مروحية للنظام سقطت وأن قواته انسحبت", "قواته", "SY", "unknown:forces"),
        # what is struck is the other side's
        ("وهاجم مسلحو حماس الموقع ودمروا دباباته", "دباباته", "PS", "unknown:forces"),
        ("وقال وزير الدفاع الروسي: «أسقطت إحدى مروحياتنا»", "إحدى مروحياتنا", "SY", "RU.military"),
        ("وصدت قواتنا في تركيا الهجوم", "قواتنا", "SY", "unknown:forces"),  # nobody is said to speak
        # two sides and nobody who speaks
        ("واتفقت روسيا وتركيا على سحب قواتهم", "قواتهم", "SY", "unknown:forces"),
        # nobody whom the tables know speaks
        ("وقال العقيد سمير كذا إن قواته تقدمت", "قواته", "SY", "unknown:forces"),
        # an armed group has no country
        ("وقال حزب الله إن بلاده لن تركع", "بلاده", "LB", "unknown:officials"),
        ("وقال الرئيس السوري إن حلفاء بلاده معه", "حلفاء بلاده", "SY", "unknown:officials"),
    ],
)  # fmt: skip
def test_what_a_pronoun_ties_to_a_side(text: str, name: str, country: str, actor: str) -> None:
    assert said(text, name, country, "2023-06-01") == actor


@pytest.mark.parametrize(
    ("text", "name", "country", "actor"),
    [
        ("وأكد مصدر في الجيش الحر انسحابهم", "مصدر في الجيش", "SY", "fsa"),
        ("وتقدم الجيش السوري الحر في البلدة", "الجيش السوري", "SY", "fsa"),
        ("وتقدم الجيش السوري في البلدة", "الجيش السوري", "SY", "SY.military"),
        ("وقال ذبيح الله مجاهد إن القتال توقف", "ذبيح الله", "AF", "taliban"),
        ("وقال ذبيح الله محمود إن القتال توقف", "ذبيح الله", "AF", "unknown:name"),
        ("وقال رئيس الهيئة العامة للاستعلامات المصرية كذا", "رئيس الهيئة العامة للاستعلامات", "PS", "EG.government"),
        ("ودمرت المقاتلات آليات عسكرية، تابعة لميليشيات الحوثي", "آليات عسكرية", "YE", "houthis"),
        ("ودمرت المقاتلات آليات عسكرية، وقتلت عناصر للحوثيين", "آليات عسكرية", "YE", "YE.military"),
        ("واستهدفت المقاتلات تجمعات وتعزيزات للحوثيين", "تجمعات وتعزيزات", "YE", "houthis"),
        ("وقتل ثلاثة من قوات الأمن والمتمردين", "قوات الأمن والمتمردين", "TR", "TR.security"),
        ("وقصف الحوثيون وصالح المدينة", "الحوثيون", "YE", "houthis"),  # two parties
        ("ودعت الحكومة والحوثيين إلى الهدوء", "الحكومة", "YE", "YE.government"),
    ],
)
def test_a_name_that_the_text_goes_on_with(text: str, name: str, country: str, actor: str) -> None:
    assert said(text, name, country, "2021-08-01" if country == "AF" else "2015-08-01") == actor


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("وقال السكان إن فتاتين فجرتا نفسيهما في السوق", "فتاتين", "unknown:attacker"),
        ("ونفذت الهجوم امرأة انتحارية في السوق", "امرأة انتحارية", "unknown:attacker"),
        ("وقتل فتاتين كانتا في السوق", "فتاتين", "unknown:civilians"),
        ("وأطلق النار على المصلين ثم فجر نفسه", "المصلين", "unknown:civilians"),
        # a hospital is a thing, but where it tells or takes in
        ("واستهدف القصف مستشفى البلدة", "مستشفى البلدة", "unknown:object"),
        ("وقال مدير مستشفى البلدة إن القصف مستمر", "مستشفى البلدة", "unknown:medics"),
        ("وأعلن مستشفى البلدة مقتل طفل", "مستشفى البلدة", "unknown:medics"),
        # people of those who bear arms are no civilians
        ("وقتل ثلاثة من أفراد الشرطة", "ثلاثة من أفراد الشرطة", "SY.police"),
        ("وفكك مهندسو الجيش العبوة", "مهندسو الجيش", "SY.military"),
        ("وقتل ثلاثة من أفراد العائلة", "أفراد العائلة", "unknown:civilians"),
        ("وأسقط الجيش صاروخا قادما من العراق", "صاروخا قادما من العراق", "unknown:object"),
        ("وعثر على 15 شخصا مجهولي الهوية", "مجهولي الهوية", "unknown:people"),
        ("وقتل مهندسو المحطة", "مهندسو المحطة", "unknown:civilians"),
        ("وقال مدير السد إن المياه ارتفعت", "مدير السد", "unknown:officials"),
        ("وقصف مطار كويرس العسكري", "مطار كويرس العسكري", "unknown:object"),
        ("وقصف مواقع عسكرية", "مواقع عسكرية", "unknown:forces"),
        ("وهاجموا عناصر النظام", "عناصر النظام", "SY.military"),
        ("ودعوا إلى إسقاط النظام", "النظام", "SY.government"),
        ("والتقى وفد التفاوض الروسي", "وفد التفاوض الروسي", "RU.state"),
        ("والتقى وفد المدينة", "وفد المدينة", "unknown:officials"),
        ("وأوقع قصف الجيش درعا قتلى", "قصف الجيش درعا", "SY.military"),
        ("وأكد مصدر عسكري في صعدة ذلك", "مصدر عسكري في صعدة", "SY.military"),
        ("وأعلن المجلس العسكري في حلب ذلك", "المجلس العسكري في حلب", "unknown:forces"),
        ("وأعلنت محكمة في حلب ذلك", "محكمة في حلب", "unknown:officials"),
        ("وأصيب الطفل سلطان حميد سعيد", "سلطان حميد سعيد", "unknown:name"),
    ],
)
def test_nouns_whose_company_decides(text: str, name: str, actor: str) -> None:
    assert said(text, name) == actor


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("واقتحم المهاجمون القاعدة فجرا", "unknown:object"),
        ("ووصلت المروحيات إلى القاعدة الواقعة شرق البلدة", "unknown:object"),
        ("وتبنى تنظيم القاعدة الهجوم، ثم اقتحم الجنود القاعدة", "al-qaeda"),
        ("وقصف الجيش قاعدة العند، وقتل مسلحي القاعدة", "al-qaeda"),
    ],
)
def test_the_base_and_the_organisation(text: str, actor: str) -> None:
    assert said(text, "القاعدة", "TR") == actor


@pytest.mark.parametrize(
    ("text", "name", "day", "actor"),
    [
        ("وفي الحديدة تقدمت المقاومة اليمنية", "المقاومة اليمنية", "2018-06-01", "joint-forces-ye"),
        ("قوات المقاومة المشتركة في الدريهمي: صدت المقاومة الهجوم", "المقاومة", "2018-06-01", "joint-forces-ye"),
        ("المقاومة الوطنية قرب المخا: صدت المقاومة الهجوم", "المقاومة", "2018-06-01", "national-resistance-ye"),
        ("وفي البيضاء تقدمت المقاومة اليمنية", "المقاومة اليمنية", "2018-06-01", "popular-resistance-ye"),
        ("وفي الحديدة تقدمت المقاومة اليمنية", "المقاومة اليمنية", "2015-07-01", "popular-resistance-ye"),
        ("وفي الحديدة تقدمت المقاومة", "المقاومة", "2018-06-01", "popular-resistance-ye"),
    ],
)
def test_the_resistance_on_yemens_west_coast(text: str, name: str, day: str, actor: str) -> None:
    assert said(text, name, "YE", day) == actor


def test_the_lines_of_a_bulletin_have_each_its_country() -> None:
    text = "أخبار الساحل\nبوركينا فاسو: قتل مسلحون جنديين\nالنيجر: صد الجيش هجوما\nوفي الختام قال الجيش كذا"
    assert said(text[: text.index("\nوفي")], "الجيش", "ML") == "NE.military"
    assert said(text, "الجيش", "ML") == "ML.military"
    assert said("النيجر: صد الجيش هجوما", "الجيش", "ML") == "ML.military"  # one such line is a speaker's


def test_an_association_is_the_one_named_in_full_before() -> None:
    assert said("قالت مفوضية اللاجئين كذا. وأضافت المفوضية أن العدد زاد", "المفوضية") == "unhcr"
    assert said("وطالبت الرابطة المبعوث الأممي بالتحرك. وقالت الرابطة كذا", "الرابطة", "YE") == "unknown:name"


def test_a_hospital_among_sources_is_of_medics() -> None:
    text = "وقتل ثلاثة، وفي قول المستشفى أربعة"
    at = text.rindex("المستشفى")
    source = Source(text="المستشفى", kind=SourceKind.MEDICAL, span=Span(at, at + 8))
    assert SourceResolver(RESOLVER).origin(source, Context(text, "2018-06-01", {"SY": 5}, dict)) == "unknown:medics"


@pytest.mark.parametrize(
    ("name", "country", "day", "actor"),
    [
        ("طائرات", "PS", "2014-07-20", "IL.military"),
        ("مروحية", "SY", "2013-05-01", "SY.military"),
        ("مروحية", "SY", "2016-05-01", "unknown:forces"),  # Russia's as well
        ("طائرة مسيرة", "PS", "2023-11-01", "unknown:forces"),
        ("زوارق حربية", "PS", "2014-07-20", "unknown:forces"),
        ("الأجهزة", "EG", "2016-12-12", "EG.security"),
        ("الأجهزة المصرية", "PS", "2015-07-21", "EG.security"),
        ("أجهزة الاتصال", "LB", "2024-09-18", "unknown:object"),
    ],
)
def test_whose_planes_and_services_are_meant_alone(name: str, country: str, day: str, actor: str) -> None:
    assert said(f"وأفاد سكان بأن {name} هناك", name, country, day) == actor


def test_activists_are_witnesses_only_where_they_tell() -> None:
    text = "وقتل ناشطون في القصف، وقال ناشطون إنه استمر"
    at = text.rindex("ناشطون")
    source = Source(text="ناشطون", kind=SourceKind.WITNESS, span=Span(at, at + 6))
    context = Context(text, "2018-06-01", {"SY": 5}, dict)
    assert SourceResolver(RESOLVER).origin(source, context) == "unknown:witnesses"
    assert said("وقتل ناشطون في القصف", "ناشطون") == "unknown:civilians"


def test_a_medium_that_is_told_something_is_nobodys_family_name() -> None:
    text = "وقال نائب الرئيس علي ياسين لرويترز إن الهدنة انهارت"
    at = text.index("رويترز")
    source = Source(text="رويترز", kind=SourceKind.AGENCY, span=Span(at, at + 6))
    assert SourceResolver(RESOLVER).origin(source, Context(text, "2018-06-01", {"SY": 5}, dict)) == "reuters"


@pytest.mark.parametrize(
    ("name", "country", "day", "actor"),
    [
        ("قوات الأورطة الشرقية", "SD", "2025-02-01", "sd-eastern-corps"),
        ("علي شعث", "PS", "2026-02-01", "ncag"),
        ("وحدات مجموعة «فوستوك»", "UA", "2023-06-01", "RU.military"),
        ("الجبهة الوطنية", "SY", "2019-06-01", "nlf-syria"),
        ("أنصار الشريعة", "LY", "2018-05-01", "ansar-al-sharia-ly"),
        ("جنود كوريون شماليون", "RU", "2025-01-01", "KP.military"),
        ("جبهة حرية أفغانستان", "AF", "2024-05-01", "afg-freedom-front"),
        ("ديلسي رودريغيز", "VE", "2026-02-01", "VE.president"),
        ("ديلسي رودريغيز", "VE", "2024-02-01", "VE.government"),
        ("وزارة الطوارئ", "SY", "2025-07-01", "SY.government"),
        ("القوى الفلسطينية", "PS", "2023-09-01", "palestinian-factions"),
    ],
)
def test_later_actors(name: str, country: str, day: str, actor: str) -> None:
    assert said(f"وقال {name} أمس", name, country, day) == actor
